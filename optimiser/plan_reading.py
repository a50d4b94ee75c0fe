"""A written plan read back: the plan column and the money flows, whoever saved the file last.

Sheets are found by their headings in either language. A cell that a person turned into text, left empty or made negative is a fault with its
place; a plan cell that holds a formula counts by its flows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from optimiser.faults import Fault, key_of, refuse_if_any
from optimiser.language import Text
from optimiser.reading.sheets import Book, Cell, Sheet, address, read_book

PLAN = {"line": ("lijn", "line"), "instrument": ("instrument",), "year": ("jaar", "year"), "amount": ("plan",)}
FLOWS = {"source": ("herkomst", "source"), "instrument": ("instrument",), "year": ("jaar", "year"), "amount": ("bedrag", "amount")}
DEEPEST_HEADING = 12
WHOLE = Text("een heel bedrag in euro's van 0 of meer", "a whole amount in euros of 0 or more")
RETYPE = Text("typ het bedrag opnieuw als getal, zonder punten of komma's", "type the amount again as a number, without dots or commas")


@dataclass(frozen=True)
class Written:
    """What a workbook says: `lines[instrument, year]` = (EUR, cell), `flows[source, instrument, year]` = EUR.

    Both are empty for an input workbook. `programme`, `scenario` and `sets` (what `--set` changed)
    are those the workbook names, if it does.
    """

    file: str
    sheet: str = ""
    lines: Mapping[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    flows: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    programme: str = ""
    scenario: str = ""
    sets: tuple[tuple[str, str], ...] = ()
    phase: str = ""
    budget_year: str = ""


def read_plan(path: Path) -> Written:
    """Plan and flows of a workbook. Raises `Refused`: not a workbook, or amounts that are none."""
    book = read_book(path)
    faults: list[Fault] = []
    plan, flows = _find(book, PLAN), _find(book, FLOWS)
    if plan is None:
        return Written(book.file)
    sheet, columns, head = plan
    money: dict[tuple[str, str, str], int] = {}
    if flows is not None:
        for row in _rows(flows[0], flows[2]):
            cell = flows[0].cells.get((row, flows[1]["amount"]))
            key = (_text(flows, row, "source"), _text(flows, row, "instrument"), _text(flows, row, "year"))
            paid = _amount(book.file, flows[0], cell, address(row, flows[1]["amount"]), faults) if key[0] else None
            if paid is not None:
                money[key] = paid
    lines: dict[tuple[str, str], tuple[int, str]] = {}
    for row in _rows(sheet, head):
        place = (sheet, columns, head)
        instrument, year = _text(place, row, "instrument"), _text(place, row, "year")
        if not instrument or not year:
            continue
        cell = sheet.cells.get((row, columns["amount"]))
        where = address(row, columns["amount"])
        if cell is not None and cell.formula is not None:
            amount: int | None = sum(value for key, value in money.items() if key[1:] == (instrument, year))
        else:
            amount = _amount(book.file, sheet, cell, where, faults)
        if amount is not None:
            lines[instrument, year] = (amount, where)
    refuse_if_any(faults)
    named = _identity(book)
    moment = (named.get("phase", ""), named.get("budget-year", ""))
    return Written(book.file, sheet.name, lines, money, named.get("programme", ""), named.get("scenario", ""), _changes(book), *moment)


Found = tuple[Sheet, dict[str, int], int]


def _find(book: Book, wanted: Mapping[str, Sequence[str]], deepest: int = DEEPEST_HEADING) -> Found | None:
    """The first sheet with a row that holds every wanted heading (units in brackets do not count)."""
    for sheet in book.sheets.values():
        by_row: dict[int, dict[str, int]] = {}
        for (row, column), cell in sheet.cells.items():
            if row <= deepest and isinstance(cell.value, str):
                by_row.setdefault(row, {})[key_of(cell.value).split(" (")[0]] = column
        for row, heads in sorted(by_row.items()):
            columns = {key: heads[name] for key, names in wanted.items() for name in names if name in heads}
            if len(columns) == len(wanted):
                return sheet, columns, row
    return None


def _rows(sheet: Sheet, head: int) -> list[int]:
    return sorted({row for row, _ in sheet.cells if row > head})


def _text(found: Found, row: int, key: str) -> str:
    cell = found[0].cells.get((row, found[1][key]))
    return "" if cell is None or cell.value is None else str(cell.value).strip()


def _amount(file: str, sheet: Sheet, cell: Cell | None, where: str, faults: list[Fault]) -> int | None:
    value = None if cell is None else cell.value
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool) and value >= 0 and Fraction(value).denominator == 1:
        return int(value)
    code = "empty-cell" if value is None else "negative" if isinstance(value, (int, Fraction)) and value < 0 else "not-whole"
    code = "text-not-number" if isinstance(value, str) else code
    faults.append(Fault(code, file, sheet.name, where, found="" if value is None else str(value), expected=WHOLE, mend=RETYPE))
    return None


CHANGES = {"key": ("sleutel", "key"), "was": ("was",), "now": ("nu", "now"), "by": ("door", "by")}


def _changes(book: Book) -> tuple[tuple[str, str], ...]:
    """What `--set` changed when the plan was made, from the provenance sheet."""
    found = _find(book, CHANGES, deepest=100_000)
    if found is None:
        return ()
    changes = []
    for row in range(found[2] + 1, max(_rows(found[0], found[2]), default=0) + 1):
        if not _text(found, row, "key"):
            break
        if _text(found, row, "by") == "--set":
            changes.append((_text(found, row, "key"), _text(found, row, "now")))
    return tuple(changes)


def _identity(book: Book) -> dict[str, str]:
    """Programme and scenario as the provenance sheet names them."""
    for sheet in book.sheets.values():
        found: dict[str, str] = {}
        for (row, column), cell in sheet.cells.items():
            if cell.value in ("programme", "scenario", "phase", "budget-year") and column == 1:
                beside = sheet.cells.get((row, 2))
                found[str(cell.value)] = "" if beside is None else str(beside.value)
        if {"programme", "scenario"} <= set(found):
            return found
    return {}
