"""What can be reached as one number moves: a line with its bends, the number that holds now, and where nothing is possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from optimiser.charts.sheet import BLUE, GREY, INK, ORANGE, SMALL, WIDTH, Fill, Printer, Side, box, paper, plain, ticks

LEFT, TOP, WIDE, TALL = 96, 16, WIDTH - 96 - 30, 330
# A stretch that is a smaller part of the width has no room for words.
LABELLED = 0.12


@dataclass(frozen=True)
class Words:
    """The horizontal axis, the vertical one, the point of now, and a stretch where nothing is possible."""

    across: str
    up: str
    now: str
    nothing: str


Point = tuple[float, float]


def frontier(
    name: str,
    title: str,
    says: str,
    pieces: Sequence[tuple[Point, Point]],
    impossible: Sequence[tuple[float, float]],
    now: Point,
    words: Words,
    printers: tuple[Printer, Printer],
) -> str:
    """The picture: `pieces` are straight lines from point to point, `impossible` stretches of the horizontal axis."""
    with paper(TOP + TALL + 84) as sheet:
        axes = sheet.axes(LEFT, TOP + 22, WIDE, TALL)
        ends = [end for piece in pieces for end in piece]
        bottom, top = _frame([end[1] for end in [*ends, now]])
        reach = [end[0] for end in ends] + [end for gap in impossible for end in gap]
        left, right = min(reach), max(reach)
        axes.set(xlim=(left, right), ylim=(bottom, top))
        for start, end in impossible:
            box(axes, start, bottom, end - start, top - bottom, Fill("#f2f2f2", "#f2f2f2", "/"))
            if (end - start) / (right - left) > LABELLED:
                ground = {"facecolor": "white", "linewidth": 0}
                axes.text((start + end) / 2, (bottom + top) / 2, plain(words.nothing), ha="center", fontsize=SMALL, color=INK, bbox=ground)
        for one, other in pieces:
            axes.plot([one[0], other[0]], [one[1], other[1]], "o-", color=BLUE, linewidth=2.6, markersize=5)
        axes.plot([now[0], now[0]], [bottom, now[1]], ":", color=GREY, linewidth=1.2)
        axes.plot([now[0]], [now[1]], "o", color=ORANGE, markersize=11)
        ticks(axes.xaxis, printers[0], 8)
        ticks(axes.yaxis, printers[1], 6)
        _label(axes, words.now, now, falling=ends[-1][1] < ends[0][1], across=(now[0] - left) / (right - left))
        sheet.text(0, 10, words.up, size=SMALL, colour=GREY)
        sheet.text(LEFT + WIDE, TOP + TALL + 64, words.across, "right", SMALL, colour=GREY)
        return sheet.svg(name, title, says)


def _label(axes: Axes, words: str, now: Point, *, falling: bool, across: float) -> None:
    """Words on the side of the point where the line is not: above it, or below it where the sheet ends on that side."""
    above = across < 0.7 if falling else across > 0.3
    right = falling == above
    side: Side = "left" if right else "right"
    offset = (14 if right else -14, 12 if above else -24)
    axes.annotate(plain(words), now, offset, textcoords="offset points", ha=side, fontweight="bold", color=INK)


def _frame(values: Sequence[float]) -> tuple[float, float]:
    """From a little below the least to a little above the most; not below nothing when nothing lies below it."""
    low, high = min(values), max(values)
    room = (high - low) * 0.22 or abs(high) * 0.05 or 1.0
    return (0.0 if low >= 0 > low - room else low - room), high + room
