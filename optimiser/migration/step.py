"""One thing that was done to a workbook, in words and for `--json`, and in which language the workbook speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from optimiser.faults import key_of
from optimiser.language import Lang, Text
from optimiser.layout import TABLES
from optimiser.reading.sheets import Book

Kind = Literal["sheet-renamed", "column-renamed", "sheet-added", "column-added", "row-added", "version-marked"]
WORDS: Mapping[Kind, Text] = {
    "sheet-renamed": Text("blad hernoemd, was '{was}'", "sheet renamed, was '{was}'"),
    "column-renamed": Text("kolomkop hernoemd, was '{was}'", "header renamed, was '{was}'"),
    "sheet-added": Text("blad toegevoegd", "sheet added"),
    "column-added": Text("kolom toegevoegd", "column added"),
    "row-added": Text("rij toegevoegd", "row added"),
    "version-marked": Text("versie genoteerd, was {was}", "version noted, was {was}"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the new name, header, id or version; `was` the old one, if there was one."""

    kind: Kind
    sheet: str
    cell: str = ""
    name: str = ""
    was: str = ""


def language_of(book: Book) -> Lang:
    """The language of most of the workbook's sheet names; Dutch when it is a draw."""
    names = {key_of(name) for name in book.sheets}
    english = sum(key_of(table.name.en) in names for table in TABLES)
    return "en" if english > sum(key_of(table.name.nl) in names for table in TABLES) else "nl"
