"""Formulas that several cells share: when the cell that holds the words is typed over, the next of the group gets them."""

from __future__ import annotations

from collections.abc import Collection

from optimiser.amend.cells import Grid, Spot, formulas
from optimiser.amend.values import split_range
from optimiser.amend.xml import Splices, escaped, parse, prefixed, text_of
from optimiser.reading.addresses import address
from optimiser.reading.sheet_part import moved_formula


def without_holders(grid: Grid, doomed: Collection[Spot]) -> Grid:
    """The sheet in which no formula of another cell depends on one of the `doomed` cells for its words."""
    if b'"shared"' not in grid.data and b"'shared'" not in grid.data:
        return grid
    groups: dict[str, list[Spot]] = {}
    holders: dict[str, tuple[Spot, str]] = {}
    for spot, node, row in formulas(grid):
        if node.get("t") == "shared":
            groups.setdefault(node.get("si"), []).append(spot)
            if words := text_of(grid.data[row.offset : row.offset + row.node.end], node):
                holders[node.get("si")] = (spot, words)
    splices = Splices(grid.data)
    for group, (holder, words) in holders.items():
        heirs = [spot for spot in groups[group] if spot not in doomed]
        if holder in doomed and heirs:
            _hand_over(splices, grid, group, moved_formula(words, address(*holder), address(*heirs[0])), heirs)
    data = splices.done()
    return grid if data == grid.data else Grid(data, parse(data, 3))


def _hand_over(splices: Splices, grid: Grid, group: str, words: str, heirs: list[Spot]) -> None:
    row = grid.row(heirs[0][0])
    assert row is not None
    node = row.cells[heirs[0][1]].first("f")
    assert node is not None
    rows, columns = [one for one, _ in heirs], [one for _, one in heirs]
    area = f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"
    piece = prefixed(f'<f t="shared" ref="{area}" si="{group}">', node.prefix) + escaped(words).encode() + f"</{node.name}>".encode()
    splices.put(row.offset + node.start, piece, row.offset + node.end)


def in_array(grid: Grid, spots: Collection[Spot]) -> list[Spot]:
    """Those cells that are part of one formula over several cells: none of them can change alone."""
    if b"array" not in grid.data and b"dataTable" not in grid.data:
        return []
    areas = [split_range(node.get("ref")) for _, node, _ in formulas(grid) if node.get("t") in ("array", "dataTable") and ":" in node.get("ref")]
    return [(row, column) for row, column in spots if any(t <= row <= b and le <= column <= r for t, le, b, r in areas)]
