"""Sheet Plan: every line (instrument and year) with its amount, effect and reason. The yellow column may be changed and sent back."""

from __future__ import annotations

from fractions import Fraction

from optimiser.language import Text
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, at
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, SPACE, YEAR
from optimiser.reports.plan_book.style import BLUE

COLUMNS = (
    Column("lijn", Text("lijn", "line"), 28),
    Column("naam", NAME, 40, "wrap"),
    Column("ruimte", SPACE, 12),
    Column("jaar", YEAR, 7, "year", named=True),
    Column("referentie", Text("gepubliceerd, best verdeeld (EUR)", "published, split at best (EUR)"), 15, "euro", named=True),
    Column("plan", Text("plan (EUR)", "plan (EUR)"), 15, "euro-input", named=True),
    Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 15, "euro"),
    Column("aandeel", Text("aandeel van het jaar", "share of the year"), 9, "share"),
    Column("effect", Text("effect (personen)", "effect (persons)"), 11, "persons", named=True),
    Column("marginaal", Text("€ 1 mln meer geeft", "EUR 1 million more gives"), 11, "persons"),
    Column("reden", Text("waarom", "why"), 72, "wrap"),
    Column("instrument", INSTRUMENT, 23, named=True),
    Column("stromen", Text("geldstromen (EUR)", "money flows (EUR)"), 15, "euro", named=True),
)
ABOUT = Text(
    "Eén regel per instrument en jaar. De gele kolom mag u veranderen; geef het bestand daarna aan `optimiser score`.",
    "One line per instrument and year. You may change the yellow column and give the file to `optimiser score`.",
)


def write(sheet: Sheet) -> None:
    """The table; totals stand on the sheets Controles and Leeswijzer, never inside the data."""
    record = sheet.book.record
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    years: dict[str, int] = {}
    for line in record.lines:
        years[line.year] = years.get(line.year, 0) + line.amount
    measure = "gap" if record.goal == "money" else record.goal
    effect = f"e_{measure.replace('-', '_')}"
    rows: list[list[Cell]] = []
    for number, line in enumerate(record.lines, start=FIRST):
        plan, reference = at(COLUMNS, "plan", number), at(COLUMNS, "referentie", number)
        name, year = at(COLUMNS, "instrument", number), at(COLUMNS, "jaar", number)
        difference = None if line.reference is None else Live(f"={plan}-{reference}", line.amount - line.reference)
        share = Fraction(line.amount, years[line.year]) if years[line.year] else Fraction(0)
        rows.append(
            [
                f"{line.instrument}.{line.year}",
                sheet.book.name("instrument", line.instrument),
                line.space,
                int(line.year),
                line.reference,
                line.amount,
                difference,
                Live(f"=IF(SUMIFS(p_plan,p_jaar,{year})=0,0,{plan}/SUMIFS(p_plan,p_jaar,{year}))", share),
                Live(f"=SUMIFS({effect},e_instrument,{name},e_jaar,{year})", line.effect),
                line.marginal,
                line.reason[sheet.book.lang],
                line.instrument,
                Live(f"=SUMIFS(s_bedrag,s_instrument,{name},s_jaar,{year})", line.amount),
            ]
        )
    last = sheet.table("tblPlan", "p", COLUMNS, rows)
    sheet.print_until(COLUMNS[: [column.key for column in COLUMNS].index("instrument")], last)
    sheet.freeze(FIRST - 1, 2)


PAGE = Page(Text("Plan", "Plan"), ABOUT, write, BLUE)
