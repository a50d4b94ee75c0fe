"""Sheet Geldstromen: which source line pays which instrument in which year; every eligible pair, also those that got nothing."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Page, Sheet
from optimiser.reports.plan_book.names import AMOUNT, INSTRUMENT, MARK, NAME, SOURCE_LINE, SPACE, YEAR
from optimiser.reports.plan_book.style import BLUE

COLUMNS = (
    Column("herkomst", SOURCE_LINE, 16, named=True),
    Column("herkomstnaam", Text("herkomst, naam", "source, name"), 46),
    Column("instrument", INSTRUMENT, 24, named=True),
    Column("instrumentnaam", NAME, 56),
    Column("ruimte", SPACE, 13, named=True),
    Column("jaar", YEAR, 8, "year", named=True),
    Column("bedrag", AMOUNT, 17, "euro-input", named=True),
    Column("kenmerk", MARK, 14, "proof"),
)
ABOUT = Text(
    "Elk bedrag van het plan naar herkomst. PM-posten en n.v.t. hebben hier geen regel: zij zijn geen nul.",
    "Every amount of the plan by its source. PM and n.v.t. lines have no row here: they are not zero.",
)


def write(sheet: Sheet) -> None:
    """The table of flows, with the defined names that every formula uses."""
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    name = sheet.book.name
    proof = sheet.book.proof["flows"]
    rows: list[list[Cell]] = [
        [
            flow.source,
            name("source", flow.source),
            flow.instrument,
            name("instrument", flow.instrument),
            flow.space,
            int(flow.year),
            flow.amount,
            row["mark"],
        ]
        for flow, row in zip(sheet.book.record.flows, proof, strict=True)
    ]
    last = sheet.table("tblStromen", "s", COLUMNS, rows)
    sheet.print_until(COLUMNS, last)
    sheet.freeze(FIRST - 1, 1)


PAGE = Page(Text("Geldstromen", "Flows"), ABOUT, write, BLUE)
