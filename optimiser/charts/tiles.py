"""Members as labelled tiles on a grid: a map without a map; the darker, the more, and the amount stands on every tile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from optimiser.charts.sheet import INK, SMALL, WHITE, WIDTH, Fill, box, paper, wrapped

WIDEST, HEIGHT, GAP, ACROSS = 180.0, 76.0, 4.0, 7
LIGHT, DARK = (244, 247, 251), (21, 66, 115)
# From so dark on, white letters are read better than black ones.
TURN = 0.62


@dataclass(frozen=True)
class Tile:
    """One member: its name, the words under it, its shade (0 least, 1 most) and its column and row, counted from 1."""

    label: str
    said: str
    shade: float
    place: tuple[int, int] | None = None


def placed(tiles: Sequence[Tile]) -> list[Tile]:
    """Every tile with a place: its own, or (below those that have one) the next in reading order."""
    first = max((one.place[1] for one in tiles if one.place is not None), default=0) + 1
    found, count = [], 0
    for one in tiles:
        if one.place is None:
            found.append(replace(one, place=(count % ACROSS + 1, first + count // ACROSS)))
            count += 1
        else:
            found.append(one)
    return found


def tiles(name: str, title: str, says: str, drawn: Sequence[Tile]) -> str:
    """The picture."""
    everyone = placed(drawn)
    places = [one.place for one in everyone if one.place is not None]
    left, top = min(column for column, _ in places), min(row for _, row in places)
    across, down = max(column for column, _ in places) - left + 1, max(row for _, row in places) - top + 1
    width = min(WIDEST, WIDTH / across)
    with paper(ceil(down * HEIGHT) + 2) as sheet:
        for tile, (column, row) in zip(everyone, places, strict=True):
            x, y = (column - left) * width, (row - top) * HEIGHT + 1
            box(sheet.page, x, y, width - GAP, HEIGHT - GAP, Fill(_shade(tile.shade), INK))
            colour = WHITE if tile.shade > TURN else INK
            sheet.words(x + (width - GAP) / 2, y + 28, wrapped(tile.label, width - GAP - 10, SMALL, 3), "center", SMALL, colour=colour)
            sheet.text(x + (width - GAP) / 2, y + HEIGHT - 15, tile.said, "center", SMALL, bold=True, colour=colour)
        return sheet.svg(name, title, says)


def _shade(part: float) -> str:
    return "#" + "".join(f"{round(light + (dark - light) * part):02x}" for light, dark in zip(LIGHT, DARK, strict=True))
