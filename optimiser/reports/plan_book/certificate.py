"""Sheet Certificaat: the multipliers and the bound they prove, live. Anyone can add it up; no solver is needed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimiser.language import Text
from optimiser.proof import Bound, bound_parts, tables
from optimiser.reports.plan_book.book import HEAD, Cell, Column, Live, Page, Sheet, at
from optimiser.reports.plan_book.names import INSTRUMENT, MARK, MULTIPLIER, SOURCE_LINE, YEAR
from optimiser.reports.plan_book.style import ORANGE

ABOUT = Text(
    "Voor elk plan geldt: effect ≤ som van (multiplicator × grens) + som van (winst per euro × bovengrens). Controleer ook "
    "met: python verify.py plan.xlsx",
    "For every plan: effect ≤ sum of (multiplier × limit) + sum of (gain per euro × upper bound). Check as well with: python verify.py plan.xlsx",
)
CLAIMS = (
    Column("bewering", Text("bewering", "claim"), 40),
    Column("waarde", Text("waarde", "value"), 66, "proof"),
    Column("getal", Text("als getal", "as a number"), 22, "exact"),
)
ROWS = (
    Column("nr", Text("rij", "row"), 40),
    Column("y", Text("multiplicator als getal", "multiplier as a number"), 66, "exact", named=True),
    Column("b", Text("grens van de rij", "limit of the row"), 22, "exact", named=True),
    Column("yb", Text("bijdrage", "contribution"), 20, "exact", named=True),
)
COLUMNS = (
    Column("kolom", Text("kolom", "column"), 40),
    Column("winst", Text("winst per euro", "gain per euro"), 66, "exact", named=True),
    Column("u", Text("bovengrens", "upper bound"), 22, "exact", named=True),
    Column("bijdrage", Text("bijdrage", "contribution"), 20, "exact", named=True),
)
GROUPS = (
    Column("instrument", INSTRUMENT, 40),
    Column("jaar", YEAR, 66, "year"),
    Column("multiplicator", MULTIPLIER, 22, "proof"),
    Column("kenmerk", MARK, 20, "proof"),
)
WISHES = (
    Column("prioriteit", Text("prioriteit", "priority"), 40),
    Column("bereikt", Text("bereikt", "reached"), 66, "proof"),
    Column("multiplicator", MULTIPLIER, 22, "proof"),
    Column("kenmerk", MARK, 20, "proof"),
)
EXCHANGE = (
    Column("herkomst", SOURCE_LINE, 40),
    Column("instrument", INSTRUMENT, 66),
    Column("jaar", YEAR, 22, "year"),
    Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 20, "euro"),
)
TIES = (
    Column("lijn", Text("lijn", "line"), 40),
    Column("plan", Text("dit plan (EUR)", "this plan (EUR)"), 66, "euro"),
    Column("minst", Text("minst (EUR)", "least (EUR)"), 22, "euro"),
    Column("meest", Text("meest (EUR)", "most (EUR)"), 20, "euro"),
)
NO_LOSS = Text("Lijnen waarvan het bedrag zonder verlies anders kan (vóór afronding)", "Lines whose amount can differ without loss (before rounding)")
BOUND = Text("grens, opnieuw opgeteld", "bound, added up again")
BESIDE = Text(
    "De rest van het bewijs, van elke cel, staat in certificate.json naast dit werkboek: houd ze bij elkaar",
    "The rest of the proof, of every cell, is in certificate.json beside this workbook: keep them together",
)
NOT_ONLY = Text(
    "Even goed: wie deze bedragen verschuift, heeft een ander plan met precies hetzelfde effect",
    "Just as good: moving these amounts gives another plan with exactly the same effect",
)


def write(sheet: Sheet) -> None:
    """Claims and the live bound first, then the rows and columns that make it, then what only the proof needs."""
    book = sheet.book
    further = book.record.detail is not None
    proof = tables(book.record) if further else book.proof
    sheet.heading()
    sheet.widths([40, 66, 22, 20])
    sheet.freeze(HEAD, repeat=False)
    claims: list[list[Cell]] = [[row["claim"], row["value"], _as_number(row["value"])] for row in proof["claims"]]
    if further:
        sheet.put(sheet.table("tblBewijs", "w", CLAIMS, claims) + 1, 0, book.word(BESIDE), "note")
        return
    parts = bound_parts(book.record)
    row = sheet.table("tblBewijs", "w", CLAIMS, claims)
    sign = "-" if book.record.goal == "money" else ""
    sheet.put(row, 0, book.word(BOUND), "total")
    sheet.put(row, 2, Live(f"={sign}(SUM(y_yb)+SUM(g_bijdrage))", book.record.bound), "total-exact")
    book.define("bound", f"'{sheet.name}'!$C${row + 1}")
    row += 1
    if book.record.ties:
        amounts = {(line.instrument, line.year): line.amount for line in book.record.lines}
        ties: list[list[Cell]] = [
            [f"{one.instrument}.{one.year}", amounts.get((one.instrument, one.year), 0), one.low, one.high] for one in book.record.ties
        ]
        row = _table(sheet, row, NO_LOSS, "tblRuimte", "t", TIES, ties)
    row = _table(sheet, row, Text("Rijen met een prijs", "Rows with a price"), "tblRijen", "y", ROWS, _rows(parts, row + 3))
    row = _table(
        sheet,
        row,
        Text("Kolommen waar nog iets te winnen is", "Columns with something to gain"),
        "tblKolommen",
        "g",
        COLUMNS,
        _columns(parts, row + 3),
    )
    groups: list[list[Cell]] = [[one["instrument"], int(one["year"]), one["multiplier"], one["mark"]] for one in proof["groups"]]
    row = _table(sheet, row, Text("Treden tegen besteding", "Tiers against spending"), "tblGroepen", "q", GROUPS, groups)
    wishes: list[list[Cell]] = [[one["priority"], one["reached"], one["multiplier"], one["mark"]] for one in proof["wishes"]]
    if wishes:
        row = _table(sheet, row, Text("Wensen", "Wishes"), "tblWensen", "v", WISHES, wishes)
    exchange: list[list[Cell]] = [[one["source"], one["instrument"], int(one["year"]), int(one["difference"])] for one in proof["exchange"]]
    if exchange:
        _table(sheet, row, NOT_ONLY, "tblRuil", "x", EXCHANGE, exchange)


def _table(sheet: Sheet, row: int, title: Text, name: str, prefix: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    sheet.put(row + 1, 0, sheet.book.word(title), "section")
    return sheet.table(name, prefix, columns, rows, row + 2)


def _rows(parts: Bound, first: int) -> list[list[Cell]]:
    cells: list[list[Cell]] = []
    for number, (name, y, b) in enumerate(parts.rows, start=first + 1):
        cells.append([name, y, b, Live(f"={at(ROWS, 'y', number)}*{at(ROWS, 'b', number)}", y * b)])
    return cells


def _columns(parts: Bound, first: int) -> list[list[Cell]]:
    cells: list[list[Cell]] = []
    for number, (name, gain, upper) in enumerate(parts.columns, start=first + 1):
        cells.append([name, gain, upper, Live(f"=MAX(0,{at(COLUMNS, 'winst', number)})*{at(COLUMNS, 'u', number)}", max(Fraction(0), gain) * upper)])
    return cells


def _as_number(text: str) -> Cell:
    from optimiser.exact import read_exact

    return read_exact(text)


PAGE = Page(Text("Certificaat", "Certificate"), ABOUT, write, ORANGE)
