"""Where the money goes: every space in every year, beside the published use."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.stacked import Segment, StackedBar, stacked
from optimiser.language import Text
from optimiser.record import SpaceUse
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import PLAN, PUBLISHED, SPACE, TOTAL, UNSPENT, YEAR, Telling, in_millions

HEADING = Text("Waar het geld heen gaat", "Where the money goes")
TITLE = Text("Gebruik per jaar en ruimte (€ mln)", "Use by year and space (EUR million)")
LAST = Text(
    "In {year} krijgt {space} het grootste deel: {amount}, dat is {share} van het budget.",
    "In {year} {space} gets the largest part: {amount}, that is {share} of the budget.",
)
SHIFTS = Text(
    " Het grootste verschil met de gepubliceerde verdeling is {space} in {year}: {amount} {way}.",
    " The largest difference from the published split is {space} in {year}: {amount} {way}.",
)
SAME = Text(" Elke ruimte krijgt wat gepubliceerd was.", " Every space gets what was published.")
LEFT_OVER = Text(" Niet besteed blijft {amount} in {year}.", " {amount} is not spent in {year}.")
AHEAD = Text(
    " In {year} gaat {amount} meer weg dan het budget van dat jaar: geld dat in andere jaren overblijft.",
    " In {year} {amount} more is spent than the budget of that year: money that is left in other years.",
)
MORE, LESS = Text("meer", "more"), Text("minder", "less")
AMOUNT, REFERENCE = Text("plan (€ mln)", "plan (EUR million)"), Text("gepubliceerd (€ mln)", "published (EUR million)")
CHANGE, SHARE = Text("verschil (€ mln)", "difference (EUR million)"), Text("deel van het budget", "share of the budget")


def section(telling: Telling) -> Section:
    """The bars and their table."""
    word = telling.word
    spaces = telling.spaces
    bars = [bar for year in telling.record.years for bar in _bars(telling, year)]
    says = _says(telling)
    drawing = stacked("use", word(TITLE), says, [telling.name("space", one) for one in spaces], word(UNSPENT), bars)
    return Section("use", word(HEADING), pictures=[Picture(word(TITLE), says, [drawing], [_table(telling)])])


def _of(telling: Telling, year: str) -> list[SpaceUse]:
    return [use for use in telling.record.spaces if use.year == year]


def unspent(telling: Telling, year: str) -> int:
    """Money of a year that goes nowhere."""
    return sum(one.unspent for one in telling.record.sources if one.year == year)


def _bars(telling: Telling, year: str) -> list[StackedBar]:
    uses = _of(telling, year)
    total = sum(use.amount for use in uses)
    segments = [
        Segment(number, in_millions(use.amount), telling.short(use.amount), telling.share(Fraction(use.amount, use.budget)) if use.budget else "")
        for number, use in enumerate(uses)
    ]
    rest = max(0, unspent(telling, year))
    bars = [StackedBar(year, telling.word(PLAN), [*segments, Segment(-1, in_millions(rest), telling.short(rest))], telling.mln(total + rest))]
    if any(use.reference is not None for use in uses):
        parts = [Segment(number, in_millions(use.reference or 0), telling.short(use.reference or 0)) for number, use in enumerate(uses)]
        bars.append(StackedBar(year, telling.word(PUBLISHED), parts, telling.mln(sum(use.reference or 0 for use in uses)), thin=True))
    return bars


def _says(telling: Telling) -> str:
    record, word = telling.record, telling.word
    last = record.years[-1]
    top = max(_of(telling, last), key=lambda use: use.amount)
    share = Fraction(top.amount, top.budget) if top.budget else Fraction(0)
    said = word(LAST, year=last, space=telling.name("space", top.space), amount=telling.money(top.amount), share=telling.share(share))
    compared = [(use, use.amount - use.reference) for use in record.spaces if use.reference is not None]
    if compared:
        use, change = max(compared, key=lambda one: abs(one[1]))
        way = MORE if change > 0 else LESS
        values = {"space": telling.name("space", use.space), "year": use.year, "amount": telling.money(abs(change)), "way": way}
        said += word(SHIFTS, **values) if change else word(SAME)
    for year in record.years:
        if rest := unspent(telling, year):
            said += word(LEFT_OVER if rest > 0 else AHEAD, amount=telling.money(abs(rest)), year=year)
    return said


def _table(telling: Telling) -> PageTable:
    heads = [telling.text(SPACE), telling.number(YEAR), *(telling.number(one) for one in (AMOUNT, SHARE, REFERENCE, CHANGE))]
    rows = []
    for space in telling.spaces:
        for use in telling.record.spaces:
            if use.space == space:
                change = "" if use.reference is None else telling.mln(use.amount - use.reference)
                share = telling.share(Fraction(use.amount, use.budget)) if use.budget else ""
                shown = "" if use.reference is None else telling.mln(use.reference)
                rows.append([telling.name("space", space), use.year, telling.mln(use.amount), share, shown, change])
    left = [(year, rest) for year in telling.record.years if (rest := unspent(telling, year))]
    rows += [[telling.word(UNSPENT), year, telling.mln(rest), "", "", ""] for year, rest in left]
    for year in telling.record.years:
        uses = _of(telling, year)
        known = [use.reference for use in uses if use.reference is not None]
        shown = telling.mln(sum(known)) if known else ""
        budget = sum(use.amount for use in uses) + unspent(telling, year)
        rows.append(
            [telling.word(TOTAL), year, telling.mln(budget), telling.share(Fraction(1)), shown, telling.mln(budget - sum(known)) if known else ""]
        )
    return PageTable(telling.word(TITLE), heads, rows)
