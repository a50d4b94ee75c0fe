"""The members of a dimension from their sheet a column at a time, as from a CSV file; only rows with a doubt stay cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from optimiser.dimension import Dimension
from optimiser.layout import Table
from optimiser.reading.cell_faults import SheetFaults
from optimiser.reading.evident import FIRST_ROW, read_evident
from optimiser.reading.headers import Head, Years, read_headers
from optimiser.reading.merge_marks import is_conflict
from optimiser.reading.personal import personal_rows
from optimiser.reading.plain import NUMERIC, Plain
from optimiser.reading.plain_rows import Raw
from optimiser.reading.sheets import Book, Cell, PlainCells, Sheet
from optimiser.reading.tables import sheets_of


def by_column(book: Book, table: Table, years: Years, dimension: Dimension) -> tuple[Book, Plain | None]:
    """The rows of a dimension's sheet as columns, and the workbook with only those left on that sheet that need a closer look.

    None, with the workbook as it was, when the sheet is not there, has no column of ids or has no plain rows.
    """
    sheet = next((book.sheets[name] for name in sheets_of(book, table)), None)
    if sheet is None or not isinstance(sheet.cells, PlainCells):
        return book, None
    cells = sheet.cells
    header = {place: cell for place, cell in cells.apart.items() if place[0] < FIRST_ROW}
    known = read_headers(Sheet(sheet.name, cells=header), table, years, SheetFaults("", "", [])).columns
    if Head(table.columns[0].key) not in known:
        return book, None
    columns, apart = _whole(cells)
    kinds = {column.key: column.kind for column in table.columns}
    numeric = {column for head, column in known.items() if kinds[head.key] in NUMERIC}
    size = len(next(iter(columns.values())))
    raws = {head: columns.get(column, [""] * size) for head, column in known.items()}
    plain = read_evident(raws, table, lambda raw, _: cells.cell("", raw), size, dimension, typed=False)
    plain.odd.update(apart, _told(cells, columns, numeric, known.values()))
    left = {place: cell for at in plain.odd for place, cell in cells.on_row(FIRST_ROW + at).items()}
    narrowed = replace(sheet, cells=dict(sorted({**cells.apart, **left}.items())))
    return replace(book, sheets={**book.sheets, sheet.name: narrowed}), plain


def _whole(cells: PlainCells) -> tuple[Mapping[int, Sequence[Raw]], set[int]]:
    """Every column from the first row below the header, and which rows (from 0) stand apart; of these the columns hold what is seen."""
    below = {place: cell for place, cell in cells.apart.items() if place[0] >= FIRST_ROW}
    size = max([cells.plain.rows[-1], *(row for row, _ in below)]) - FIRST_ROW + 1
    columns: dict[int, list[Raw]] = {column: [""] * size for column in cells.plain.columns}
    for first, last, start in _runs(cells.plain.rows):
        for column, values in cells.plain.columns.items():
            columns[column][first - FIRST_ROW : last - FIRST_ROW + 1] = values[start : start + last - first + 1]
    for (row, column), cell in below.items():
        columns.setdefault(column, [""] * size)[row - FIRST_ROW] = cell.shown
    return columns, {row - FIRST_ROW for row, _ in below}


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(first, last, place of the first among them) of the numbers that follow each other without a gap.

    >>> list(_runs([2, 3, 4, 7, 9, 10]))
    [(2, 4, 0), (7, 7, 3), (9, 10, 4)]
    """
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield rows[start], rows[at - 1], start
            start = at


def _told(cells: PlainCells, columns: Mapping[int, Sequence[Raw]], numeric: Collection[int], known: Collection[int]) -> Iterator[int]:
    """The rows in which something is told of any column, one that no figure is read from too."""
    for column, values in columns.items():
        yield from personal_rows(values, partial(cells.cell, ""), is_amount=column in numeric)
        if column not in known:
            yield from (at for at, value in enumerate(values) if isinstance(value, str) and " | " in value and is_conflict(Cell("", value)))
