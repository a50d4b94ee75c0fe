"""Sheet Plan: every line (instrument and year) with its amount, effect and reason. The yellow columns may be changed and sent back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from optimiser.language import Text, number
from optimiser.locks import SENSES
from optimiser.measure import EFFECT_IN, GAP, measured
from optimiser.record import EditedLine
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
    Column("slot", Text("slot", "lock"), 13, "text-input", choices=tuple(SENSES.values())),
    Column("wijziging", Text("reden wijziging", "reason for change"), 30, "wrap-input"),
    Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 15, "euro"),
    Column("aandeel", Text("aandeel van het jaar", "share of the year"), 9, "share"),
    Column("effect", EFFECT_IN[GAP], 11, "persons", named=True),
    Column("marginaal", Text("€ 1 mln meer geeft", "EUR 1 million more gives"), 11, "persons"),
    Column("reden", Text("waarom", "why"), 72, "wrap"),
    Column("instrument", INSTRUMENT, 23, named=True),
    Column("stromen", Text("geldstromen (EUR)", "money flows (EUR)"), 15, "euro", named=True),
)
ABOUT = Text(
    "Eén regel per instrument en jaar. De gele kolommen zijn van u: bedrag, slot en reden. Geef het bestand daarna aan "
    "`optimiser repair` of `score`.",
    "One line per instrument and year. The yellow columns are yours: amount, lock and reason. Then give the file to `optimiser repair` or `score`.",
)


def write(sheet: Sheet) -> None:
    """The table; totals stand on the sheets Controles and Leeswijzer, never inside the data."""
    record = sheet.book.record
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    years: dict[str, int] = {}
    for line in record.lines:
        years[line.year] = years.get(line.year, 0) + line.amount
    measure = measured(record.goal)
    columns = tuple(replace(column, head=EFFECT_IN[measure]) if column.key == "effect" else column for column in COLUMNS)
    effect = f"e_{measure.replace('-', '_')}"
    sent = {(one.instrument, one.year): one for one in record.edited.lines} if record.edited is not None else {}
    rows: list[list[Cell]] = []
    for place, line in enumerate(record.lines, start=FIRST):
        plan, reference = at(COLUMNS, "plan", place), at(COLUMNS, "referentie", place)
        name, year = at(COLUMNS, "instrument", place), at(COLUMNS, "jaar", place)
        edited = sent.get((line.instrument, line.year))
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
                _lock(sheet, edited),
                None if edited is None else edited.reason or None,
                difference,
                Live(f"=IF(SUMIFS(p_plan,p_jaar,{year})=0,0,{plan}/SUMIFS(p_plan,p_jaar,{year}))", share),
                Live(f"=SUMIFS({effect},e_instrument,{name},e_jaar,{year})", line.effect),
                line.marginal,
                line.reason[sheet.book.lang],
                line.instrument,
                Live(f"=SUMIFS(s_bedrag,s_instrument,{name},s_jaar,{year})", line.amount),
            ]
        )
    last = sheet.table("tblPlan", "p", columns, rows)
    sheet.print_until(COLUMNS[: [column.key for column in COLUMNS].index("instrument")], last)
    sheet.freeze(FIRST - 1, 2)


def _lock(sheet: Sheet, edited: EditedLine | None) -> str | None:
    """The lock as it was chosen; with its own amount when the plan gives the line another one."""
    word = next((text for sense, text in SENSES.items() if edited is not None and sense == edited.lock), None)
    if edited is None or word is None or edited.held is None:
        return None
    lang = sheet.book.lang
    return word[lang] + ("" if edited.held == edited.got else f" {number(edited.held, lang, 0)}")


PAGE = Page(Text("Plan", "Plan"), ABOUT, write, BLUE)
