"""Sheet Ingehouden: what gates release to every member and what waits behind them, year by year."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Page, Sheet, at
from optimiser.reports.plan_book.names import YEAR
from optimiser.reports.plan_book.style import MARKED, ORANGE

COLUMNS = (
    Column("regel", Text("regel", "rule"), 24),
    Column("lid", Text("lid", "member"), 34),
    Column("jaar", YEAR, 8, "year"),
    Column("deel", Text("deel volgens de sleutel (EUR)", "share by the key (EUR)"), 20, "euro"),
    Column("poort", Text("poort", "gate"), 9, "centre"),
    Column("vrij", Text("vrijgegeven (EUR)", "released (EUR)"), 18, "euro"),
    Column("ingehouden", Text("ingehouden (EUR)", "held back (EUR)"), 18, "euro"),
)
ABOUT = Text(
    "Wat elk lid volgens zijn sleutel krijgt, wat daarvan nu mag worden besteed en wat wacht tot de poort opengaat.",
    "What every member gets by its key, what of that may be spent now, and what waits until the gate opens.",
)
OPEN, CLOSED = Text("open", "open"), Text("dicht", "closed")


def write(sheet: Sheet) -> None:
    """The table; closed gates stand out."""
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    word = sheet.book.word
    rows: list[list[Cell]] = [
        [one.rule, one.member, int(one.year), one.given, word(OPEN if one.is_open else CLOSED), one.released, one.held]
        for one in sheet.book.record.held
    ]
    last = sheet.table("tblIngehouden", "h", COLUMNS, rows)
    sheet.flag(f"{at(COLUMNS, 'poort', FIRST)}:{at(COLUMNS, 'poort', last)}", word(CLOSED), MARKED)
    sheet.print_until(COLUMNS, last)
    sheet.freeze(FIRST - 1, 2)


PAGE = Page(Text("Ingehouden", "Held back"), ABOUT, write, ORANGE, when=lambda record: bool(record.held))
