"""Sheets and columns that came later, put into an older workbook where it has none, and the mark of the version."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.amend import Amended, Look, NewColumn, NewRow, Value
from optimiser.faults import Fault, key_of
from optimiser.figures import Mark
from optimiser.language import Lang, Text, say
from optimiser.layout import FIXED, READ_ME, Column
from optimiser.migration.step import Step
from optimiser.programme import Programme
from optimiser.reading.addresses import address
from optimiser.reading.cells import Read
from optimiser.reading.edition import NOW, PROPERTY, ROW, SAYS, is_read_me, is_row
from optimiser.reading.headers import Head
from optimiser.reading.sheets import Book
from optimiser.reading.tables import Located, locate
from optimiser.template import FORMATS, GREY, YELLOW, width_of
from optimiser.template.filling import Filled
from optimiser.workbook import years_of

LINE = "D0D0D0"


def add_sheets(amended: Amended, book: Book, filled: tuple[Filled, ...], lang: Lang) -> list[Step]:
    """Adds every sheet that need not be there and is not, with the programme's ids where the template gives them."""
    steps, there = [], {key_of(name) for name in book.sheets}
    for one in filled:
        table = one.table
        if table.needed or {key_of(table.name.nl), key_of(table.name.en)} & there:
            continue
        columns = [
            NewColumn(header, width_of(header, column, [row.get(head) for row in one.rows]), look_of(column)) for head, header, column in one.columns
        ]
        cells: list[list[Value]] = [[_plain(row.get(head)) for head, _, _ in one.columns] for row in one.rows]
        cells += [[None] * len(columns)] * (max(table.room, 1) - len(cells))
        name = amended.add_sheet(table.name[lang], columns, [NewRow(row) for row in cells], f"input_{table.key}")
        steps.append(Step("sheet-added", name, name=name))
    return steps


def add_columns(amended: Amended, book: Book, filled: tuple[Filled, ...], programme: Programme) -> list[Step]:
    """Adds every column that need not be there and is not, behind the last one; the programme's own words are filled in."""
    steps: list[Step] = []
    ignored: list[Fault] = []
    for one in filled:
        located = locate(book, one.table, years_of(programme), ignored) if _is_there(book, one) else None
        if located is not None:
            steps += _add_to(amended, located, one)
    return steps


def _add_to(amended: Amended, located: Located, filled: Filled) -> Iterator[Step]:
    sheet, known = located.sheet.name, {head.key for head in located.headers.columns}
    last, at = amended.end_of(sheet)
    identity = Head(located.table.columns[0].key)
    rows = {str(row.get(identity)): row for row in filled.rows}
    for head, header, column in filled.columns:
        if column.needed or column.key in known:
            continue
        at += 1
        amended.set(sheet, address(1, at), header)
        amended.widen(sheet, at, width_of(header, column, []))
        words = {row.number: rows.get(row.id, {}).get(head) for row in located.rows} if column.key in FIXED else {}
        for number in range(2, last + 1):
            amended.set(sheet, address(number, at), _plain(words.get(number)), look=look_of(column))
        yield Step("column-added", sheet, address(1, at), header)


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


def _is_there(book: Book, filled: Filled) -> bool:
    name: Text = filled.table.name
    return bool({key_of(name.nl), key_of(name.en)} & {key_of(one) for one in book.sheets})


def _plain(value: Read | None) -> Value:
    return value.value if isinstance(value, Mark) else value
