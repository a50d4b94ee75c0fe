"""Sheets and headers that an older version called otherwise get the names of today, wherever the workbook speaks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from optimiser.amend import Amended
from optimiser.faults import key_of
from optimiser.language import Lang
from optimiser.layout import TABLES, Table
from optimiser.migration.step import Step
from optimiser.reading import edition
from optimiser.reading.sheets import Book, Sheet

_TABLES = {table.key: table for table in TABLES}


def follow_renames(amended: Amended, book: Book, lang: Lang) -> list[Step]:
    """Renames what is still called as in the workbook's version or a later one; a name of today that is there already wins."""
    sheets, headers = _renames(book.version)
    names: dict[str, str] = {name: name for name in book.sheets}
    steps = []
    for name in book.sheets:
        table = _TABLES.get(sheets.get(key_of(name), ""))
        if table is not None and not _is_there(table, names.values()):
            amended.rename_sheet(name, table.name[lang])
            names[name] = table.name[lang]
            steps.append(Step("sheet-renamed", table.name[lang], name=table.name[lang], was=name))
    for name, sheet in book.sheets.items():
        steps += _headers(amended, sheet, names[name], headers, lang)
    return steps


def _headers(amended: Amended, sheet: Sheet, name: str, headers: Mapping[tuple[str, str], str], lang: Lang) -> Iterator[Step]:
    table = next((one for one in TABLES if key_of(name) in (key_of(one.name.nl), key_of(one.name.en))), None)
    first = {key_of(cell.shown): cell for (row, _), cell in sheet.cells.items() if row == 1}
    for typed, cell in first.items() if table else ():
        assert table is not None
        column = next((one for one in table.columns if one.key == headers.get((table.key, typed))), None)
        if column is not None and not {key_of(column.head.nl), key_of(column.head.en)} & set(first):
            amended.set(name, cell.address, column.head[lang])
            yield Step("column-renamed", name, cell.address, column.head[lang], cell.shown)


def _renames(version: int) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """All old names that a workbook of a version may hold, compared without regard to case."""
    held = [one for last, one in sorted(edition.RENAMED.items()) if last >= version]
    sheets = {key_of(old): key for one in held for old, key in one.sheets.items()}
    return sheets, {(table, key_of(old)): key for one in held for (table, old), key in one.headers.items()}


def _is_there(table: Table, names: Iterable[str]) -> bool:
    return bool({key_of(table.name.nl), key_of(table.name.en)} & {key_of(name) for name in names})
