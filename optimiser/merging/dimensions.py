"""The sheets of a programme's further dimensions in the copies: with the programme they match by member and column, in whichever language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from optimiser.dimension import Dimension
from optimiser.dimension_sheet import sheet_of
from optimiser.faults import Fault, Refused
from optimiser.keyed.cells import KeyedBook
from optimiser.language import Text
from optimiser.layout import Column, Table
from optimiser.merging.other_sheets import own_sheets
from optimiser.places import find_programme
from optimiser.programme import Programme
from optimiser.programme_file import read_programme
from optimiser.reading.edition import is_read_me
from optimiser.reading.sheets import Book

# How a workbook says on Read me whose it is.
NAMED = re.compile(r"optimiser check (\S+) --input ")
KNOWN = Text(
    "bladen met dezelfde naam: de kopieën zijn in twee talen, en welk blad '{there}' hier is weet alleen het programma",
    "sheets of the same name: the copies are in two languages, and which sheet is '{there}' here only the programme knows",
)
NAME_IT = Text(
    "geef --programme met de naam of het TOML-bestand van het programma", "give --programme with the name or the TOML file of the programme"
)


def programme_of(books: Sequence[Book], folder: Path, given: str | None) -> Programme | None:
    """The programme as given, else the one that the workbooks name, if it is here. Raises `Refused` for one that was given."""
    if given is not None:
        return read_programme(find_programme(given))
    for name in dict.fromkeys(name for book in books for name in _names(book)):
        for place in (name, str(folder / f"{name}.toml"), str(folder.parent / "models" / f"{name}.toml")):
            try:
                programme = read_programme(find_programme(place))
            except Refused:
                continue
            if programme.id == name:
                return programme
    return None


def _names(book: Book) -> Iterator[str]:
    for name, sheet in book.sheets.items():
        if is_read_me(name):
            yield from (match[1] for cell in sheet.cells.values() if (match := NAMED.match(cell.shown)))


def dimension_tables(programme: Programme) -> tuple[Table, ...]:
    """The forms of the sheets of further dimensions, so that two copies of before and after a change of the programme can be laid side by side."""
    found = ((one, sheet_of(one, [each.id for each in programme.instrument])) for one in programme.dimension)
    return tuple(
        replace(sheet, needed=False, columns=tuple(_lenient(column, one) for column in sheet.columns)) for one, sheet in found if sheet is not None
    )


def _lenient(column: Column, dimension: Dimension) -> Column:
    """No column but that of the ids must be there; the names of members that only the workbook lists are typed by people, in one language."""
    key = "own name" if column.key == "name" and not dimension.listed else column.key
    return replace(column, key=key, needed=column.kind == "id")


def check_languages(base: KeyedBook, other: KeyedBook, path: Path) -> Iterator[Fault]:
    """A fault for every sheet that is gone from a copy in another language while another has come: it may be the same, translated."""
    was, now = own_sheets(base), own_sheets(other)
    come = [sheet.name for name, sheet in now.items() if name not in was]
    if base.lang != other.lang and come:
        for name, sheet in was.items():
            if name not in now:
                values = (("there", sheet.name),)
                yield Fault("sheets-in-two-languages", str(path), come[0], found=", ".join(come), expected=KNOWN, mend=NAME_IT, values=values)
