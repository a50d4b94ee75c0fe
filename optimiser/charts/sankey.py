"""Where money comes from and where it goes: bands from the left to the right, as thick as their amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimiser.charts.sheet import INK, SMALL, WIDTH, Fill, Sheet, Side, area, box, fill, paper, wrapped

NAMES, BLOCK = 285, 16
# Height of all bands together, least height of a node's place, and space around them.
THICK, PLACE, SPACE = 320, 44, 8
STEPS, LINE_STEP = 24, 14.5


@dataclass(frozen=True)
class Node:
    """One end: its name, its amount as printed, and on the right its look (below 0: what is not used)."""

    name: str
    said: str
    part: int = 0


@dataclass(frozen=True)
class Band:
    """Money from the left node to the right one (their places in the lists)."""

    left: int
    right: int
    value: float


def sankey(name: str, title: str, says: str, left: Sequence[Node], right: Sequence[Node], bands: Sequence[Band]) -> str:
    """The picture: bands have the look of where they go."""
    scale = THICK / (sum(band.value for band in bands) or 1.0)
    given = [sum(band.value for band in bands if band.left == number) * scale for number in range(len(left))]
    taken = [sum(band.value for band in bands if band.right == number) * scale for number in range(len(right))]
    height = max(sum(max(wide, PLACE) + SPACE for wide in wides) for wides in (given, taken)) + SPACE
    with paper(height) as sheet:
        starts, ends = _tops(given, height), _tops(taken, height)
        x, to = NAMES + BLOCK, WIDTH - NAMES - BLOCK
        down, along = list(starts), list(ends)
        ways = []
        for band in sorted(bands, key=lambda one: (one.left, one.right)):
            wide = band.value * scale
            ways.append((wide, (x, down[band.left]), (to, along[band.right]), fill(right[band.right].part)))
            down[band.left] += wide
            along[band.right] += wide
        # A thin band before a thick one, or it could not be followed.
        for wide, start, end, look in sorted(ways, key=lambda one: -one[0]):
            _band(sheet, start, end, wide, look)
        for number, node in enumerate(left):
            box(sheet.page, NAMES, starts[number], BLOCK, given[number], Fill(INK))
            _label(sheet, node, NAMES - 10, starts[number] + given[number] / 2, "right")
        for number, node in enumerate(right):
            box(sheet.page, to, ends[number], BLOCK, taken[number], fill(node.part))
            _label(sheet, node, to + BLOCK + 10, ends[number] + taken[number] / 2, "left")
        return sheet.svg(name, title, says)


def _tops(wides: Sequence[float], height: float) -> list[float]:
    """Where each node begins: spread over the height, each in the middle of a place that has room for its name."""
    places = [max(wide, PLACE) for wide in wides]
    gap = (height - sum(places)) / len(places)
    tops, y = [], gap / 2
    for wide, place in zip(wides, places, strict=True):
        tops.append(y + (place - wide) / 2)
        y += place + gap
    return tops


def _band(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], wide: float, look: Fill) -> None:
    """A band that leaves and arrives level; the coordinates are of its upper corners."""
    part = np.linspace(0, 1, STEPS)
    across = start[0] + part * (end[0] - start[0])
    upper = start[1] + part * part * (3 - 2 * part) * (end[1] - start[1])
    over = list(zip(across.tolist(), upper.tolist(), strict=True))
    under = list(zip(across[::-1].tolist(), (upper[::-1] + wide).tolist(), strict=True))
    area(sheet.page, [*over, *under], look)


def _label(sheet: Sheet, node: Node, x: float, middle: float, at: Side) -> None:
    lines = wrapped(node.name, NAMES - 14, SMALL)
    first = middle - LINE_STEP * len(lines) / 2
    for row, line in enumerate(lines):
        sheet.text(x, first + row * LINE_STEP, line, at, SMALL)
    sheet.text(x, first + len(lines) * LINE_STEP, node.said, at, SMALL, bold=True)
