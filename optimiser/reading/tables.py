"""Finds a table in a workbook by its name and gives its rows: comments and blank rows skipped, totals and merged cells refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimiser.faults import Fault, key_of, nearest
from optimiser.language import Text
from optimiser.layout import TABLES, Column, Table
from optimiser.reading.addresses import address
from optimiser.reading.cell_faults import SheetFaults, is_blank, is_sound
from optimiser.reading.cells import Read, read_cell
from optimiser.reading.headers import Head, Headers, Years, read_headers
from optimiser.reading.ids import match_id, skeleton
from optimiser.reading.sheets import Book, Cell, Sheet

_TAKEN = {key_of(name) for table in TABLES for name in (table.name.nl, table.name.en)}
_TOTAL = re.compile(r"(?:sub)?-?(?:totaal|total|totalen|totals|som|sum)\b.*")
_COPY = re.compile(r"[\s_-]*(?:\(?[0-9]+\)?|kopie|copy|oude?|old|nieuwe?|new)$")
COMMENT = "#"
EUROS = Text("hele euro's, als getal", "whole euros, as a number")
FILL = Text("vul de cel in, of zet een # voor het id als de rij een opmerking is", "fill the cell, or put a # before the id if the row is a comment")


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its number, the text in its first column, and its cells by header."""

    number: int
    id: str
    cells: Mapping[Head, Cell]


@dataclass(frozen=True, slots=True)
class Located:
    """A table found in a workbook, with where its faults are gathered."""

    table: Table
    sheet: Sheet
    headers: Headers
    rows: tuple[Row, ...]
    faults: SheetFaults

    def place(self, row: Row, head: Head) -> str:
        """`Sheet!C4`."""
        return f"{self.sheet.name}!{self.address(row, head)}"

    def address(self, row: Row, head: Head) -> str:
        """`C4`, or the row's first cell when the column is not there."""
        return address(row.number, self.headers.columns.get(head, 1))

    def read(self, row: Row, key: str, year: str | None = None) -> Read | None:
        """The value of one cell of a row; None when blank, faulty or in a column that is not there."""
        head = Head(key, year)
        return read_cell(row.cells.get(head), self.column(key), self.faults)

    def column(self, key: str) -> Column:
        """The column of the table with this key."""
        return next(column for column in self.table.columns if column.key == key)

    def years(self, key: str) -> tuple[str, ...]:
        """The years for which the sheet has this column, in order."""
        return tuple(sorted(head.year for head in self.headers.columns if head.key == key and head.year is not None))

    def is_empty(self, row: Row, key: str, year: str | None = None) -> bool:
        """True when the column is there and the cell holds nothing."""
        head = Head(key, year)
        return head in self.headers.columns and is_blank(row.cells.get(head))

    def need(self, row: Row, key: str, year: str | None = None) -> None:
        """Notes a fault when the cell is there and empty."""
        if self.is_empty(row, key, year):
            expected = Text("een ingevulde cel: {what}", "a filled cell: {what}")
            column = self.column(key)
            what = next((text for text in (column.prompt, column.head) if text.nl), EUROS)
            self.faults.fault("empty-cell", self.address(row, Head(key, year)), expected, FILL, what=what)


def locate(book: Book, table: Table, years: Years, found: list[Fault]) -> Located | None:
    """The table with its rows; None when the sheet or its first column is missing (a fault unless the sheet may be absent)."""
    sheet = _sheet(book, table, found)
    if sheet is None:
        return None
    faults = SheetFaults(book.file, sheet.name, found)
    for area in sheet.merged:
        mend = Text("kies Start > Samenvoegen ongedaan maken en vul elke cel", "choose Home > Unmerge Cells and fill every cell")
        faults.fault("merged-cells", area.split(":")[0], Text("geen samengevoegde cellen", "no merged cells"), mend, found=area)
    headers = read_headers(sheet, table, years, faults)
    if Head(table.columns[0].key) not in headers.columns:
        return None
    return Located(table, sheet, headers, tuple(_rows(sheet, table, headers, faults)), faults)


def sheets_of(book: Book, table: Table) -> list[str]:
    """The sheets with the name of a table, in either language; the first of them counts."""
    names = {key_of(table.name.nl), key_of(table.name.en)}
    return [name for name in book.sheets if key_of(name) in names]


def _sheet(book: Book, table: Table, found: list[Fault]) -> Sheet | None:
    matches = sheets_of(book, table)
    if len(matches) > 1:
        mend = Text("hernoem of verwijder het blad dat niet telt", "rename or remove the sheet that does not count")
        expected = Text("één blad '{name}'", "one sheet '{name}'")
        both = (("name", table.name),)
        found.append(Fault("duplicate-sheet", book.file, matches[1], found=", ".join(matches), expected=expected, mend=mend, values=both))
    if matches:
        found += _similar(book, table, matches[0])
        return book.sheets[matches[0]]
    names_there = [name for name in book.sheets if key_of(name) not in _TAKEN]
    # A sheet of one's own may resemble the name of one that need not be there.
    meant = next((near for name in (table.name.nl, table.name.en) if (near := nearest(name, names_there, strict=not table.needed))), None)
    if table.needed or meant:
        expected = Text("een blad '{name}'", "a sheet '{name}'")
        mend = Text("bedoelt u met '{meant}' dit blad? hernoem het", "did you mean '{meant}'? rename it") if meant else ADD_SHEET
        values = (("meant", meant), ("name", table.name))
        found.append(Fault("missing-sheet", book.file, found=", ".join(book.sheets), expected=expected, mend=mend, values=values))
    return None


def _similar(book: Book, table: Table, counts: str) -> Iterator[Fault]:
    """Sheets that could be taken for the one that counts: copies such as `Herkomst (2)` or `Herkomst oud`, and near names."""
    names = {key_of(table.name.nl), key_of(table.name.en)}
    for name in book.sheets:
        key = key_of(name)
        if name == counts or key in _TAKEN or not (_COPY.sub("", key) in names or nearest(key, names, strict=True)):
            continue
        expected = Text("één blad '{counts}'; alleen dat telt", "one sheet '{counts}'; only that one counts")
        mend = Text("hernoem of verwijder '{name}' als het niet meer nodig is", "rename or remove '{name}' if it is no longer needed")
        values = (("counts", counts), ("name", name))
        yield Fault("similar-sheet", book.file, name, found=name, expected=expected, mend=mend, values=values, warning=True)


ADD_SHEET = Text("voeg het blad toe; 'optimiser template' maakt een lege werkmap", "add the sheet; 'optimiser template' makes an empty workbook")


def _rows(sheet: Sheet, table: Table, headers: Headers, faults: SheetFaults) -> Iterator[Row]:
    heads = {column: head for head, column in headers.columns.items()}
    # In a table of scenarios every other column with a header is a scenario.
    known = set(heads) | (set(headers.others) if table.scenarios else set())
    filled: dict[int, dict[int, Cell]] = {}
    for (number, column), cell in sheet.cells.items():
        if number > 1 and column in known and not is_blank(cell):
            filled.setdefault(number, {})[column] = cell
    first = headers.columns[Head(table.columns[0].key)]
    for number, cells in sorted(filled.items()):
        id_cell = cells.get(first)
        if is_remark(id_cell):
            continue
        if id_cell is None:
            _without_id(address(number, first), next((cells[column] for column in cells if heads.get(column) == Head("name")), None), faults)
        elif is_sound(id_cell, faults):
            yield Row(number, id_cell.shown, {heads[column]: cell for column, cell in cells.items() if column in heads})


def is_remark(id_cell: Cell | None) -> bool:
    """True for the first cell of a comment row; an error such as #N/A starts with the same sign."""
    return id_cell is not None and not id_cell.error and id_cell.shown.lstrip().startswith(COMMENT)


def _without_id(where: str, name: Cell | None, faults: SheetFaults) -> None:
    if name is not None and _TOTAL.fullmatch(key_of(name.shown)):
        faults.fault("total-row", name, LINES_ONLY, NO_TOTALS)
    else:
        faults.fault("empty-cell", where, Text("een id in deze rij", "an id in this row"), FILL)


LINES_ONLY = Text("alleen regels, geen totalen", "lines only, no totals")
NO_TOTALS = Text(
    "haal de rij weg of zet een # voor het id; totalen rekent het programma zelf",
    "remove the row or put a # before the id; the program adds up itself",
)


def rows_by_id(located: Located, ids: Sequence[str], complete: bool = True) -> dict[str, Row]:
    """The rows by the ids they belong to; unknown, look-alike and double ids are faults, and so, when `complete`, are missing ones."""
    rows: dict[str, Row] = {}
    first, faults = Head(located.table.columns[0].key), located.faults
    for row in located.rows:
        cell = row.cells[first]
        if _TOTAL.fullmatch(key_of(row.id)) and key_of(row.id) not in map(key_of, ids):
            faults.fault("total-row", cell, LINES_ONLY, NO_TOTALS)
            continue
        id = match_id(cell, row.id, ids, faults)
        if id is not None and id in rows:
            mend = Text("staat al op rij {row}; haal een van beide weg", "already on row {row}; remove one of them")
            faults.fault("duplicate-id", cell, Text("elk id één keer", "every id once"), mend, row=rows[id].number)
        elif id is not None:
            rows[id] = row
    seen = {skeleton(row.id) for row in located.rows}
    for id in ids if complete else ():
        if id not in rows and skeleton(id) not in seen:
            mend = Text("voeg een rij toe met id '{id}'", "add a row with id '{id}'")
            faults.fault(
                "missing-id", "", Text("een rij voor elk id van het programma", "a row for every id of the programme"), mend, found=id, id=id
            )
    return rows
