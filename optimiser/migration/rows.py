"""Rows for ids that the programme has got since, below those of an older workbook; what people fill in stays empty."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.amend import Amended
from optimiser.dimension_sheet import is_dimension
from optimiser.faults import Fault, key_of, nearest
from optimiser.layout import EFFECTS, INSTRUMENTS, SOURCES
from optimiser.migration.additions import is_there, look_of, plain
from optimiser.migration.step import Step
from optimiser.programme import Programme
from optimiser.reading.addresses import address
from optimiser.reading.headers import Head
from optimiser.reading.sheets import Book
from optimiser.reading.tables import Located, locate
from optimiser.template.filling import Filled
from optimiser.workbook import years_of

WHOLE = (SOURCES, INSTRUMENTS, EFFECTS)


def add_rows(amended: Amended, book: Book, filled: tuple[Filled, ...], programme: Programme) -> list[Step]:
    """Adds a row for every id of the programme on the sheets that must have them all, unless a row there may have been meant for it."""
    steps: list[Step] = []
    ignored: list[Fault] = []
    for one in filled:
        if (one.table in WHOLE or is_dimension(one.table)) and is_there(book, one):
            located = locate(book, one.table, years_of(programme), ignored)
            steps += [] if located is None else _add_to(amended, located, one)
    return steps


def _add_to(amended: Amended, located: Located, filled: Filled) -> Iterator[Step]:
    sheet, identity = located.sheet.name, Head(located.table.columns[0].key)
    columns = {column.key: column for column in located.table.columns}
    rows = {str(row[identity]): row for row in filled.rows}
    own = {key_of(id) for id in rows}
    there = {key_of(row.id) for row in located.rows}
    strange = [row.id for row in located.rows if key_of(row.id) not in own]
    number = amended.end_of(sheet)[0]
    for id, row in rows.items():
        if key_of(id) in there or nearest(id, strange):
            continue
        number += 1
        for head, at in located.headers.columns.items():
            amended.set(sheet, address(number, at), plain(row.get(head)), look=look_of(columns[head.key]))
        yield Step("row-added", sheet, address(number, located.headers.columns[identity]), id)
