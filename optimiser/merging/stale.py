"""Which formulas follow from cells that a merge changed: their saved results no longer hold, and nobody may calculate with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from optimiser.amend.values import split_address
from optimiser.faults import key_of
from optimiser.reading.sheets import Book

Place = tuple[str, int, int]
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:(?:'((?:[^']|'')+)'|([A-Za-z0-9_.]+))!)?"
_AREA = re.compile(_SHEET + r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?(?![A-Za-z0-9_(])")
_FUNCTION = re.compile(r"[A-Za-z][A-Za-z0-9.]*(?=\()")
_CONSTANT = re.compile(r"\b(?:TRUE|FALSE)\b")
# Functions whose arguments do not show which cells they look at.
_BLIND = frozenset({"INDIRECT", "OFFSET"})


@dataclass(frozen=True, slots=True)
class _Formula:
    """The areas (sheet, top, left, bottom, right) a formula looks at; `anywhere`: it may look at any cell."""

    areas: tuple[tuple[str, int, int, int, int], ...]
    anywhere: bool

    def sees(self, place: Place) -> bool:
        sheet, row, column = place
        return self.anywhere or any(key_of(one[0]) == key_of(sheet) and one[1] <= row <= one[3] and one[2] <= column <= one[4] for one in self.areas)


def stale_cells(book: Book, changed: Collection[Place]) -> list[Place]:
    """The cells whose formulas follow from a changed cell, directly or through others, and do not change themselves; in order."""
    formulas = {place: one for place, one in _formulas(book) if place not in changed}
    found: dict[Place, None] = {}
    fresh = list(changed)
    while fresh:
        reached = [place for place, one in formulas.items() if place not in found and any(one.sees(source) for source in fresh)]
        found.update(dict.fromkeys(reached))
        fresh = reached
    return sorted(found)


def _formulas(book: Book) -> Iterator[tuple[Place, _Formula]]:
    for sheet in book.sheets.values():
        for (row, column), cell in sheet.cells.items():
            if cell.formula:
                yield (sheet.name, row, column), read_formula(cell.formula, sheet.name)


def read_formula(text: str, sheet: str) -> _Formula:
    """What a formula on a sheet looks at.

    >>> read_formula("=SUM(B2:C3)+'Mijn blad'!A1", "Hier").areas
    (('Hier', 2, 2, 3, 3), ('Mijn blad', 1, 1, 1, 1))
    >>> read_formula('=2+3&"A1"', "Hier").sees(("Hier", 1, 1)), read_formula("=SUM(tabel[2024])", "Hier").anywhere
    (False, True)
    """
    bare = _TEXT.sub('""', text)
    areas = []
    for quoted, plain, left, top, right, bottom in _AREA.findall(bare):
        first = split_address(left + top)
        last = split_address(right + bottom) if right else first
        areas.append((quoted.replace("''", "'") or plain or sheet, *first, *last))
    functions = {one.upper() for one in _FUNCTION.findall(bare)}
    rest = _CONSTANT.sub("", _FUNCTION.sub("", _AREA.sub("", bare)))
    # What is left holds letters only where a name, a table or a whole column stands.
    return _Formula(tuple(areas), bool(functions & _BLIND) or bool(re.search(r"[A-Za-z\[]|[0-9]:", rest)))
