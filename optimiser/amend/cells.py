"""Typing into the cells of one sheet: the cells that are there change in place, those that are not come where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from optimiser.amend.values import Value, content, split_address, split_range
from optimiser.amend.xml import Node, Splices, parse, prefixed, with_attributes
from optimiser.reading.addresses import address

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """A value for a cell; `style` is a style of the workbook, None keeps the cell's own."""

    value: Value
    style: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number, where it stands, and its cells by column."""

    number: int
    node: Node
    offset: int
    cells: Mapping[int, Node]


@dataclass
class Grid:
    """The rows of one sheet, each cut into cells only when somebody looks."""

    data: bytes
    root: Node
    rows: dict[int, Node] = field(init=False)
    _cut: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows, number = {}, 0
        sheet_data = self.root.first("sheetData")
        for node in sheet_data.named("row") if sheet_data else ():
            number = int(node.get("r") or number + 1)
            self.rows[number] = node

    def row(self, number: int) -> Row | None:
        """One row with its cells; a cell without an address follows the one before it."""
        node = self.rows.get(number)
        if node is None:
            return None
        if number not in self._cut:
            own, column, cells = parse(self.data[node.start : node.end]), 0, {}
            for cell in own.named("c"):
                column = split_address(cell.get("r"))[1] if cell.get("r") else column + 1
                cells[column] = cell
            self._cut[number] = Row(number, own, node.start, cells)
        return self._cut[number]

    def cell(self, spot: Spot) -> Node | None:
        """A cell, or None."""
        row = self.row(spot[0])
        return row.cells.get(spot[1]) if row else None

    def style(self, spot: Spot) -> int:
        """The style of a cell; one that is not there looks like the cell above it, in row 1 like the one before it, else like its column."""
        row, column = spot
        near = (spot, (row, column - 1) if row == 1 else (row - 1, column) if row > 2 else spot)
        for place in near:
            cell = self.cell(place)
            if cell is not None:
                return int(cell.get("s") or 0)
        own = self.rows.get(row)
        if own is not None and own.get("s"):
            return int(own.get("s"))
        columns = self.root.first("cols")
        for one in columns.named("col") if columns else ():
            if int(one.get("min")) <= column <= int(one.get("max")):
                return int(one.get("style") or 0)
        return 0


def changed_cells(grid: Grid, typed: Mapping[Spot, Typed], style_for: Callable[[int, Value], int], from_1904: bool) -> bytes:
    """The sheet with these values; `style_for` adapts a style to a value. Formulas of cells that are typed over go."""
    splices, prefix = Splices(grid.data), grid.root.prefix

    def drawn(spot: Spot) -> bytes:
        one, cell = typed[spot], grid.cell(spot)
        kind, inside = content(one.value, from_1904)
        style = style_for(grid.style(spot) if one.style is None else one.style, one.value)
        look = f' s="{style}"' if style or (cell is not None and cell.get("s")) else ""
        whole = f'<c r="{address(*spot)}"{look}{kind}'
        return prefixed(f"{whole}>{inside}</c>" if inside else f"{whole}/>", prefix)

    new_rows: dict[int, bytes] = {}
    for number in sorted({row for row, _ in typed}):
        columns = sorted(column for row, column in typed if row == number)
        if (row := grid.row(number)) is None:
            new_rows[number] = (
                prefixed(f'<row r="{number}">', prefix) + b"".join(drawn((number, one)) for one in columns) + f"</{prefix}row>".encode()
            )
        else:
            _change_row(splices, grid, row, {column: drawn((number, column)) for column in columns})
    _add_rows(splices, grid, new_rows)
    _stretch_dimension(splices, grid.root, typed)
    return splices.done()


def _change_row(splices: Splices, grid: Grid, row: Row, drawn: Mapping[int, bytes]) -> None:
    """Puts cells into a row that is there; what it said of its width may no longer hold."""
    own = Splices(grid.data[row.offset : grid.rows[row.number].end])
    fresh = b""
    for column, piece in drawn.items():
        if column in row.cells:
            own.put(row.cells[column].start, piece, row.cells[column].end)
        elif (later := min((at for at in row.cells if at > column), default=None)) is not None:
            own.put(row.cells[later].start, piece)
        else:
            fresh += piece
    if set(drawn) - set(row.cells) and "spans" in row.node.attributes:
        tag = with_attributes(own.data[row.node.start : row.node.inside], spans=None)
        if row.node.is_closed:
            own.put(row.node.start, tag[:-2].rstrip() + b">" + fresh + f"</{row.node.name}>".encode(), row.node.end)
            fresh = b""
        else:
            own.put(row.node.start, tag, row.node.inside)
    if fresh:
        own.inside(row.node, fresh)
    splices.put(row.offset, own.done(), grid.rows[row.number].end)


def _add_rows(splices: Splices, grid: Grid, rows: Mapping[int, bytes]) -> None:
    sheet_data = grid.root.first("sheetData")
    assert sheet_data is not None
    last = b""
    for number, piece in sorted(rows.items()):
        later = next((node.start for at, node in grid.rows.items() if at > number), None)
        if later is None:
            last += piece
        else:
            splices.put(later, piece)
    if last:
        splices.inside(sheet_data, last)


def _stretch_dimension(splices: Splices, root: Node, typed: Mapping[Spot, Typed]) -> None:
    """The size that the sheet declares, made to hold the new cells."""
    node = root.first("dimension")
    if node is None or not typed:
        return
    top, left, bottom, right = split_range(node.get("ref"))
    rows, columns = [row for row, _ in typed], [column for _, column in typed]
    first, last = address(min(top, *rows), min(left, *columns)), address(max(bottom, *rows), max(right, *columns))
    if f"{first}:{last}" != node.get("ref") and (first != last or first != node.get("ref")):
        splices.attributes(node, ref=f"{first}:{last}")


def formulas(grid: Grid) -> Iterator[tuple[Spot, Node, Row]]:
    """Every cell with a formula: its place, the formula's element and the row in which that stands."""
    for number in grid.rows:
        row = grid.row(number)
        for column, cell in row.cells.items() if row else ():
            formula = cell.first("f")
            if row is not None and formula is not None:
                yield (number, column), formula, row


def without_results(grid: Grid, spots: Collection[Spot]) -> bytes:
    """The sheet without the saved results of the formulas in these cells."""
    splices = Splices(grid.data)
    for row, column in spots:
        cut, cell = grid.row(row), grid.cell((row, column))
        value = cell.first("v") if cell is not None and cell.first("f") is not None else None
        if cut is not None and value is not None:
            splices.put(cut.offset + value.start, b"", cut.offset + value.end)
    return splices.done()


def has_formulas(data: bytes) -> bool:
    """True when a sheet has a formula in a cell."""
    return re.search(rb"<(?:[A-Za-z0-9]+:)?f[\s/>]", data) is not None
