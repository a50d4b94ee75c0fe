"""Bars of parts that make up a whole, a plan above what it is compared with, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.charts.sheet import GREY, INK, SMALL, WIDTH, Fill, Sheet, box, fill, key_height, measured, paper, wrapped

LEFT, RIGHT = 150, 110
THICK, THIN = 40, 20


@dataclass(frozen=True)
class Segment:
    """One part of a bar: `part` is its number in the key (below 0: what is not used), `said` and `under` its labels."""

    part: int
    value: float
    said: str
    under: str = ""


@dataclass(frozen=True)
class StackedBar:
    """A bar with its label on the left and its total on the right; `group` stands above the first bar of a group."""

    group: str
    label: str
    segments: Sequence[Segment]
    total: str
    thin: bool = False


def stacked(name: str, title: str, says: str, parts: Sequence[str], unused: str, bars: Sequence[StackedBar]) -> str:
    """The picture; `unused` names in the key what is not used, where there is any."""
    left_over = any(segment.part < 0 and segment.value > 0 for bar in bars for segment in bar.segments)
    entries = [(part, fill(number)) for number, part in enumerate(parts)] + ([(unused, fill(-1))] if left_over else [])
    head = key_height([entry for entry, _ in entries])
    groups = len(dict.fromkeys(bar.group for bar in bars))
    with paper(head + groups * 32 + sum((THIN if bar.thin else THICK) + 8 for bar in bars)) as sheet:
        sheet.key(entries)
        y, group = head, ""
        scale = (WIDTH - LEFT - RIGHT) / (max(sum(segment.value for segment in bar.segments) for bar in bars) or 1)
        for bar in bars:
            if bar.group != group:
                sheet.text(0, y + 16, bar.group, bold=True)
                y, group = y + 32, bar.group
            _bar(sheet, y, bar, scale)
            y += (THIN if bar.thin else THICK) + 8
        return sheet.svg(name, title, says)


def _bar(sheet: Sheet, y: float, bar: StackedBar, scale: float) -> None:
    tall = THIN if bar.thin else THICK
    sheet.words(LEFT - 12, y + tall / 2, wrapped(bar.label, LEFT - 20), "right")
    x = float(LEFT)
    for segment in bar.segments:
        wide, look = segment.value * scale, fill(segment.part)
        if wide > 0:
            box(sheet.page, x, y, wide, tall, look)
        lines = [segment.said] if bar.thin or not segment.under else [segment.said, segment.under]
        widest = max(measured(line, SMALL) for line in lines) + 6
        if widest + 2 <= wide:
            if look.hatch:
                # On a hatch a label needs a ground of its own.
                box(sheet.page, x + (wide - widest) / 2, y + tall / 2 - 7.5 * len(lines), widest, 15 * len(lines), Fill(look.face, look.face))
            sheet.words(x + wide / 2, y + tall / 2, lines, "center", SMALL, colour=look.label)
        x += wide
    sheet.text(x + 8, y + tall / 2, bar.total, size=SMALL, colour=GREY if bar.thin else INK)
