"""A cell that two people filled differently: the text that says both, and its refusal until somebody types the right value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from optimiser.faults import Fault
from optimiser.language import Lang, Text, say
from optimiser.reading.sheets import Book, Cell

BOTH = Text("MIJN: {mine} | HUN: {theirs}", "MINE: {mine} | THEIRS: {theirs}")
_BOTH = re.compile(r"\s*(?:MIJN: .* \| HUN: |MINE: .* \| THEIRS: ).*", re.DOTALL)
ONE_VALUE = Text("één waarde", "one value")
CHOOSE = Text(
    "typ de juiste waarde over de tekst heen: die van u, die van de ander of een nieuwe",
    "type the right value over the text: yours, theirs or a new one",
)
# Excel refuses a longer text in a cell; one that is cut stays readable and stays a conflict.
LONGEST = 15_000


def both(mine: str, theirs: str, lang: Lang) -> str:
    """The text of a conflict.

    >>> both("5", "6", "nl")
    'MIJN: 5 | HUN: 6'
    """
    return say(BOTH, lang, mine=mine[:LONGEST], theirs=theirs[:LONGEST])


def sign_of(lang: Lang) -> str:
    """The words in the middle of such a text, by which it is known."""
    return BOTH[lang].partition("{mine}")[2].partition("{theirs}")[0]


def is_conflict(cell: Cell) -> bool:
    """True for a cell with the text of a conflict, in either language."""
    return isinstance(cell.value, str) and bool(_BOTH.fullmatch(cell.value))


def conflict_fault(file: str, sheet: str, cell: Cell) -> Fault:
    """What refuses such a cell, wherever it stands."""
    return Fault("merge-conflict", file, sheet, cell.address, None, cell.shown, ONE_VALUE, CHOOSE)


def find_conflicts(book: Book) -> Iterator[Fault]:
    """Every open conflict of a workbook, also in columns and sheets that no figure is read from."""
    for sheet in book.sheets.values():
        for cell in sheet.cells.values():
            if is_conflict(cell):
                yield conflict_fault(book.file, sheet.name, cell)
