"""What money buys, instrument by instrument: small pictures with a line, a band around it and the point where the plan stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from optimiser.charts.sheet import BLUE, GREY, INK, ORANGE, SMALL, WHITE, WIDTH, Fill, Printer, Sheet, box, measured, paper, ticks, wrapped

COLUMNS, ROWS = 3, 3
ACROSS, DOWN = WIDTH / COLUMNS, 226
LEFT, TOP, BELOW, RIGHT = 54, 44, 56, 16
BAND = Fill("#dce6f2")


@dataclass(frozen=True)
class Curve:
    """One instrument: corners of its line as (money, effect), how the low and high estimate scale it, and what is allowed (None: not known).

    `point` is where the plan stands, `other` what it is compared with (None: nothing); `said` is the point in words.
    """

    name: str
    corners: Sequence[tuple[float, float]]
    low: float
    high: float
    allowed: tuple[float, float] | None
    point: tuple[float, float]
    other: tuple[float, float] | None
    said: str


@dataclass(frozen=True)
class Words:
    """What stands in the key: the allowed and the other stretch of a line, the band, the plan's point, the compared one; and the axis' unit."""

    inside: str
    outside: str
    band: str
    point: str
    other: str


def curves(name: str, title: str, says: str, shown: Sequence[Curve], words: Words, money: Printer, effect: Printer) -> list[str]:
    """The pictures, so many instruments to each that it fits on a page."""
    each = COLUMNS * ROWS
    parts = [shown[first : first + each] for first in range(0, len(shown), each)]
    return [_page(f"{name}-{number}", title, says, part, words, money, effect) for number, part in enumerate(parts, start=1)]


def _page(name: str, title: str, says: str, shown: Sequence[Curve], words: Words, money: Printer, effect: Printer) -> str:
    rows = -(-len(shown) // COLUMNS)
    with paper(rows * DOWN + 34) as sheet:
        _key(sheet, words, any(one.other is not None for one in shown), any(one.allowed is not None for one in shown))
        for number, one in enumerate(shown):
            _panel(sheet, (number % COLUMNS) * ACROSS, (number // COLUMNS) * DOWN + 34, one, money, effect)
        return sheet.svg(name, title, says)


def _key(sheet: Sheet, words: Words, compared: bool, limited: bool) -> None:
    x, y = 0.0, 12.0
    entries = [("-", words.inside), *([("--", words.outside)] if limited else []), ("band", words.band), ("o", words.point)]
    for kind, said in [*entries, *([("D", words.other)] if compared else [])]:
        if kind in ("-", "--"):
            sheet.page.plot([x, x + 24], [y, y], kind, color=BLUE, linewidth=2)
        elif kind == "band":
            box(sheet.page, x, y - 7, 24, 14, BAND)
        else:
            _mark(sheet.page, x + 12, y, kind)
        sheet.text(x + 31, y, said, size=SMALL)
        x += 31 + measured(said, SMALL) + 18


def _mark(axes: Axes, x: float, y: float, kind: str) -> None:
    face, edge, size = (ORANGE, ORANGE, 9) if kind == "o" else (WHITE, INK, 7)
    axes.plot([x], [y], kind, color=face, markeredgecolor=edge, markersize=size, clip_on=False, zorder=5)


def _panel(sheet: Sheet, x: float, y: float, one: Curve, money: Printer, effect: Printer) -> None:
    axes = sheet.axes(x + LEFT, y + TOP, ACROSS - LEFT - RIGHT, DOWN - TOP - BELOW)
    across, up = [corner[0] for corner in one.corners], [corner[1] for corner in one.corners]
    axes.fill_between(across, [value * one.low for value in up], [value * one.high for value in up], color=BAND.face, linewidth=0)
    for factor in (one.low, one.high):
        axes.plot(across, [value * factor for value in up], color=GREY, linewidth=0.8)
    axes.plot(across, up, "--" if one.allowed is not None else "-", color=BLUE, linewidth=1.6)
    if one.allowed is not None:
        axes.plot(*zip(*_between(one.corners, *one.allowed), strict=True), "-", color=BLUE, linewidth=3)
    axes.set_xlim(0, (across[-1] or 1) * 1.04)
    axes.set_ylim(0, (max(up) * max(one.high, 1) or 1) * 1.06)
    if one.other is not None:
        _mark(axes, *one.other, "D")
    _mark(axes, *one.point, "o")
    ticks(axes.xaxis, money, 4)
    ticks(axes.yaxis, effect, 4)
    lines = wrapped(one.name, ACROSS - 20)
    for number, line in enumerate(lines):
        sheet.text(x + 10, y + 12 + number * 16 + (16 if len(lines) == 1 else 0), line, bold=False)
    sheet.text(x + 10, y + DOWN - 24, one.said, size=SMALL, bold=True)


def _between(corners: Sequence[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """The stretch of a line from `low` to `high`."""
    across, up = zip(*corners, strict=True)
    inner = [corner for corner in corners if low < corner[0] < high]
    ends = [(x, float(np.interp(x, across, up))) for x in (low, high)]
    return [ends[0], *inner, ends[1]]
