"""A written plan read back as it stands: plan column, locks, reasons and money flows, whoever saved the file last.

Sheets and columns are found by their headings in either language. A cell that a person turned into text, left empty or made negative is a
fault with its place. What was changed, `sent_in.py` finds out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from optimiser.faults import Fault, key_of, refuse_if_any
from optimiser.language import Text
from optimiser.reading.addresses import address
from optimiser.reading.cell_faults import SheetFaults, is_blank, is_sound
from optimiser.reading.sheets import Book, Cell, Sheet, read_book

PLAN = {"line": ("lijn", "line"), "instrument": ("instrument",), "year": ("jaar", "year"), "amount": ("plan",)}
LOCKS = {"lock": ("slot", "lock"), "reason": ("reden wijziging", "reason for change")}
FLOWS = {"source": ("herkomst", "source"), "instrument": ("instrument",), "year": ("jaar", "year"), "amount": ("bedrag", "amount")}
MARK = {"mark": ("kenmerk", "mark")}
CLAIMS = {"claim": ("bewering", "claim"), "value": ("waarde", "value")}
CHANGES = {"key": ("sleutel", "key"), "was": ("was",), "now": ("nu", "now"), "by": ("door", "by")}
DEEPEST_HEADING = 12
ANYWHERE = 100_000
WHOLE = Text("een heel bedrag in euro's van 0 of meer", "a whole amount in euros of 0 or more")
RETYPE = Text("typ het bedrag opnieuw als getal, zonder punten of komma's", "type the amount again as a number, without dots or commas")
WHICH = Text("een instrument en een jaar bij elk bedrag", "an instrument and a year with every amount")
NAME_IT = Text("vul deze cel in, of maak de hele regel leeg", "fill this cell, or clear the whole line")


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line of the plan sheet as typed: `amount` EUR, and the texts in the columns for a lock and a reason, each with its cell."""

    instrument: str
    year: str
    amount: int
    cell: str
    lock: str = ""
    lock_cell: str = ""
    reason: str = ""
    reason_cell: str = ""


@dataclass(frozen=True, slots=True)
class WrittenFlow:
    """One row of the money flows as typed: `amount` EUR, and the mark that the row was written with ("" without one)."""

    source: str
    instrument: str
    year: str
    amount: int
    cell: str
    mark: str = ""


@dataclass(frozen=True)
class Written:
    """What a workbook says; without lines for one that holds no plan (an input workbook).

    `programme`, `scenario`, `sets` (what `--set` changed), `run` and `claims` (of the proof) are those the workbook names, if it does.
    """

    file: str
    sheet: str = ""
    flow_sheet: str = ""
    lines: tuple[WrittenLine, ...] = ()
    flows: tuple[WrittenFlow, ...] = ()
    programme: str = ""
    scenario: str = ""
    sets: tuple[tuple[str, str], ...] = ()
    phase: str = ""
    budget_year: str = ""
    claims: tuple[tuple[str, str], ...] = ()

    @property
    def run(self) -> str:
        """The run that made the workbook; "" when it names none."""
        return dict(self.claims).get("run", "")


def read_plan(path: Path) -> Written:
    """Plan and flows of a workbook. Raises `Refused`: not a workbook, or amounts that are none."""
    return plan_in(read_book(path))


def plan_in(book: Book) -> Written:
    """`read_plan` for a workbook that was read. Raises `Refused`."""
    plan, flows = find_table(book, PLAN, also=LOCKS), find_table(book, FLOWS, also=MARK)
    if plan is None:
        return Written(book.file)
    faults: list[Fault] = []
    lines = _lines(plan, SheetFaults(book.file, plan.sheet.name, faults))
    money = () if flows is None else _money(flows, SheetFaults(book.file, flows.sheet.name, faults))
    refuse_if_any(faults)
    named = _identity(book)
    programme, scenario = named.get("programme", ""), named.get("scenario", "")
    moment = (named.get("phase", ""), named.get("budget-year", ""))
    return Written(
        book.file,
        plan.sheet.name,
        "" if flows is None else flows.sheet.name,
        lines,
        money,
        programme,
        scenario,
        _changes(book),
        *moment,
        _claims(book),
    )


@dataclass(frozen=True)
class Found:
    """A table that was found by its headings: `columns` by key, `head` the row they stand in."""

    sheet: Sheet
    columns: Mapping[str, int]
    head: int

    @property
    def rows(self) -> list[int]:
        """The filled rows below the headings."""
        return sorted({row for row, _ in self.sheet.cells if row > self.head})

    def cell(self, row: int, key: str) -> Cell | None:
        """A cell of the table; None for one that is empty, or in a column that is not there."""
        return self.sheet.cells.get((row, self.columns[key])) if key in self.columns else None

    def text(self, row: int, key: str) -> str:
        """What stands in a cell, as text; a number exactly."""
        cell = self.cell(row, key)
        return "" if cell is None or cell.value is None else cell.shown.strip()

    def place(self, row: int, key: str) -> str:
        """The address of a cell; "" when the table has no such column."""
        return address(row, self.columns[key]) if key in self.columns else ""


Heads = Mapping[str, Sequence[str]]


def find_table(book: Book, wanted: Heads, deepest: int = DEEPEST_HEADING, also: Heads | None = None) -> Found | None:
    """The first sheet with a row that holds every wanted heading (units in brackets do not count); `also` are columns that may be missing."""
    for sheet in book.sheets.values():
        by_row: dict[int, dict[str, int]] = {}
        for (row, column), cell in sheet.cells.items():
            if row <= deepest and isinstance(cell.value, str):
                by_row.setdefault(row, {}).setdefault(key_of(cell.value).split(" (")[0], column)
        for row, heads in sorted(by_row.items()):
            columns = {key: heads[name] for key, names in {**wanted, **(also or {})}.items() for name in names if name in heads}
            if set(wanted) <= set(columns):
                return Found(sheet, columns, row)
    return None


def _lines(plan: Found, faults: SheetFaults) -> tuple[WrittenLine, ...]:
    lines = []
    for row in plan.rows:
        ids = _ids(plan, row, ("instrument", "year"), faults)
        amount = _amount(plan.cell(row, "amount"), plan.place(row, "amount"), faults) if ids else None
        if ids and amount is not None:
            said = (plan.text(row, "lock"), plan.place(row, "lock"), plan.text(row, "reason"), plan.place(row, "reason"))
            instrument, year = ids
            lines.append(WrittenLine(instrument, year, amount, plan.place(row, "amount"), *said))
    return tuple(lines)


def _money(flows: Found, faults: SheetFaults) -> tuple[WrittenFlow, ...]:
    money = []
    for row in flows.rows:
        ids = _ids(flows, row, ("source", "instrument", "year"), faults)
        amount = _amount(flows.cell(row, "amount"), flows.place(row, "amount"), faults) if ids else None
        if ids and amount is not None:
            source, instrument, year = ids
            money.append(WrittenFlow(source, instrument, year, amount, flows.place(row, "amount"), flows.text(row, "mark")))
    return tuple(money)


def _ids(found: Found, row: int, keys: Sequence[str], faults: SheetFaults) -> list[str]:
    """The ids of a row; none for a row that is no line (a note, a total). An amount with half a name is a fault."""
    ids = [found.text(row, key) for key in keys]
    if all(ids):
        return ids
    if any(ids) and not is_blank(found.cell(row, "amount")):
        faults.fault("empty-cell", found.place(row, keys[ids.index("")]), WHICH, NAME_IT)
    return []


def _amount(cell: Cell | None, where: str, faults: SheetFaults) -> int | None:
    """The amount of a cell; a formula counts by the value that was saved with it."""
    if cell is not None and not is_sound(cell, faults):
        return None
    value = None if cell is None else cell.value
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool) and value >= 0 and Fraction(value).denominator == 1:
        return int(value)
    code = "empty-cell" if value is None else "negative" if isinstance(value, (int, Fraction)) and value < 0 else "not-whole"
    code = "text-not-number" if isinstance(value, str) else code
    faults.fault(code, where, WHOLE, RETYPE, found="" if cell is None else cell.shown)
    return None


def _changes(book: Book) -> tuple[tuple[str, str], ...]:
    """What `--set` changed when the plan was made, from the provenance sheet."""
    rows = table_rows(book, CHANGES, "key")
    return tuple((found.text(row, "key"), found.text(row, "now")) for found, row in rows if found.text(row, "by") == "--set")


def _claims(book: Book) -> tuple[tuple[str, str], ...]:
    """The claims of the proof, among them the run that made the workbook."""
    return tuple((found.text(row, "claim"), found.text(row, "value")) for found, row in table_rows(book, CLAIMS, "claim"))


def table_rows(book: Book, wanted: Heads, key: str) -> list[tuple[Found, int]]:
    """The rows of one of several tables on a sheet: they end at the first one without a key."""
    found = find_table(book, wanted, ANYWHERE)
    rows: list[tuple[Found, int]] = []
    if found is not None:
        for row in range(found.head + 1, max(found.rows, default=0) + 1):
            if not found.text(row, key):
                break
            rows.append((found, row))
    return rows


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
