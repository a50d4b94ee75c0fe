"""Bars from the longest to the shortest, each with its name and its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.charts.sheet import LESS, MORE, SMALL, WIDTH, box, fill, key_height, measured, paper, wrapped

LEFT, ROW, BAR = 300, 34, 20


@dataclass(frozen=True)
class Ranked:
    """One bar: its name, its value, that value as printed, and the place of its look in the key."""

    label: str
    value: float
    said: str
    part: int = 0


def ranked(name: str, title: str, says: str, key: Sequence[str], bars: Sequence[Ranked]) -> str:
    """The picture; `key` names the looks, and is left out when there is but one."""
    head = key_height(key) + 4 if len(key) > 1 else 6
    with paper(head + ROW * len(bars)) as sheet:
        if len(key) > 1:
            sheet.key([(one, fill(number)) for number, one in enumerate(key)])
        least, most = min(0.0, *(bar.value for bar in bars)), max(0.0, *(bar.value for bar in bars))
        room = WIDTH - LEFT - 2 * (max(measured(bar.said) for bar in bars) + 16)
        zero = LEFT + (WIDTH - LEFT - room) / 2 * (1 if least < 0 else 0)
        scale = room / ((most - least) or 1.0)
        zero -= least * scale
        for number, bar in enumerate(bars):
            y = head + number * ROW
            sheet.words(LEFT - 12, y + BAR / 2, wrapped(bar.label, LEFT - 16, SMALL), "right", SMALL)
            look = fill(bar.part) if len(key) > 1 else MORE if bar.value >= 0 else LESS
            left, right = zero + min(0.0, bar.value) * scale, zero + max(0.0, bar.value) * scale
            box(sheet.page, left, y, right - left, BAR, look)
            if bar.value < 0:
                sheet.text(left - 8, y + BAR / 2, bar.said, "right")
            else:
                sheet.text(right + 8, y + BAR / 2, bar.said)
        return sheet.svg(name, title, says)
