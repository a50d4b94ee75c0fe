"""Sheets and columns that came later, put into an older workbook where it has none, and the mark of the version."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.amend import Amended, Look, NewColumn, NewRow, Value
from optimiser.dimension_sheet import is_dimension
from optimiser.faults import Fault, key_of, nearest
from optimiser.figures import Mark
from optimiser.language import Lang, Text, say
from optimiser.layout import FIXED, READ_ME, Column, Table
from optimiser.migration.step import Step
from optimiser.programme import Programme
from optimiser.reading.addresses import address
from optimiser.reading.cells import Read
from optimiser.reading.edition import NOW, PROPERTY, ROW, SAYS, is_read_me, is_row
from optimiser.reading.headers import Head, Years
from optimiser.reading.sheets import Book
from optimiser.reading.tables import Located, locate
from optimiser.template import FORMATS, GREY, YELLOW, width_of
from optimiser.template.filling import Filled
from optimiser.workbook import years_of

LINE = "D0D0D0"


def add_sheets(amended: Amended, book: Book, filled: tuple[Filled, ...], lang: Lang) -> list[Step]:
    """Adds every sheet that need not be there and is not, and those of new dimensions, with the programme's ids where the template gives them."""
    steps, there = [], {key_of(name) for name in book.sheets}
    for one in filled:
        table = one.table
        if {key_of(table.name.nl), key_of(table.name.en)} & there or (table.needed and not _is_new(table, list(book.sheets))):
            continue
        columns = [
            NewColumn(header, width_of(header, column, [row.get(head) for row in one.rows]), look_of(column)) for head, header, column in one.columns
        ]
        cells: list[list[Value]] = [[plain(row.get(head)) for head, _, _ in one.columns] for row in one.rows]
        cells += [[None] * len(columns)] * (max(table.room, 1) - len(cells))
        name = amended.add_sheet(table.name[lang], columns, [NewRow(row) for row in cells], f"input_{table.key}")
        steps.append(Step("sheet-added", name, name=name))
    return steps


def add_columns(amended: Amended, book: Book, filled: tuple[Filled, ...], programme: Programme) -> list[Step]:
    """Adds behind the last column every one that need not be there and is not, and those of new years, keys and attributes.

    The programme's own words are filled in.
    """
    steps: list[Step] = []
    ignored: list[Fault] = []
    for one in filled:
        located = locate(book, one.table, years_of(programme), ignored) if is_there(book, one) else None
        if located is not None:
            steps += _add_to(amended, located, one, years_of(programme))
    return steps


def _is_new(table: Table, sheets: list[str]) -> bool:
    """True for the sheet of a dimension that no sheet of this workbook may have been meant for."""
    return is_dimension(table) and not any(nearest(name, sheets) for name in (table.name.nl, table.name.en))


def _add_to(amended: Amended, located: Located, filled: Filled, years: Years) -> Iterator[Step]:
    sheet = located.sheet.name
    last, at = amended.end_of(sheet)
    identity = Head(located.table.columns[0].key)
    rows = {str(row.get(identity)): row for row in filled.rows}
    for head, header, column in filled.columns:
        if not (_came(located, head, header, column, years) if column.needed else _is_absent(located, column)):
            continue
        at += 1
        amended.set(sheet, address(1, at), header)
        amended.widen(sheet, at, width_of(header, column, []))
        words = {row.number: rows.get(row.id, {}).get(head) for row in located.rows} if column.key in FIXED else {}
        for number in range(2, last + 1):
            amended.set(sheet, address(number, at), plain(words.get(number)), look=look_of(column))
        yield Step("column-added", sheet, address(1, at), header)


def _is_absent(located: Located, column: Column) -> bool:
    return all(head.key != column.key for head in located.headers.columns)


def _came(located: Located, head: Head, header: str, column: Column, years: Years) -> bool:
    """True for a needed column of a year, a key or an attribute that the programme has got since; not where a header may have been meant for it."""
    known, own = located.headers.columns, [cell.shown for cell in located.headers.others.values()]
    if head in known or Head(head.key) in known or not (column.by_year or is_dimension(located.table)):
        return False
    return (head.year is None or head.year in years.needed) and not any(nearest(name, own) for name in (header, column.head.nl, column.head.en))


def mark_version(amended: Amended, book: Book, was: int, lang: Lang) -> list[Step]:
    """Notes the version in the document's properties and on Read me."""
    sheet = next((one for name, one in book.sheets.items() if is_read_me(name)), None)
    text = say(SAYS, lang, number=NOW)
    at = ""
    if sheet is not None:
        heads = {row: cell for (row, column), cell in sheet.cells.items() if column == 1}
        number = next((row for row, cell in heads.items() if is_row(cell.shown)), max((row for row, _ in sheet.cells), default=0) + 1)
        at = address(number, 2)
        if number not in heads:
            amended.set(sheet.name, address(number, 1), ROW[lang], look=Look(bold=True))
        if (number, 2) not in sheet.cells or sheet.cells[number, 2].shown != text:
            amended.set(sheet.name, at, text)
    if was == NOW and amended.get_property(PROPERTY) == str(NOW):
        return []
    amended.set_property(PROPERTY, str(NOW))
    return [Step("version-marked", READ_ME[lang] if sheet is None else sheet.name, at, str(NOW), str(was))]


def look_of(column: Column) -> Look:
    """As the template draws it: yellow and unlocked where people type, grey where they do not."""
    fixed = column.kind == "id" or column.key in FIXED
    number, wrapped = FORMATS.get(column.kind, ""), column.kind in ("text", "ids")
    return Look((GREY if fixed else YELLOW).removeprefix("#"), border=LINE, number=number, wrapped=wrapped, locked=fixed)


def is_there(book: Book, filled: Filled) -> bool:
    """True when the workbook has the sheet of this table."""
    name: Text = filled.table.name
    return bool({key_of(name.nl), key_of(name.en)} & {key_of(one) for one in book.sheets})


def plain(value: Read | None) -> Value:
    """A cell of the template as it is typed."""
    return value.value if isinstance(value, Mark) else value
