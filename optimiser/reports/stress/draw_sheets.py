"""Sheets about all estimates at once: the draws, and how often a line is in the best plan."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.reports.plan_book.book import Cell, Column, Live, Sheet, at, year_cell
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, YEAR
from optimiser.reports.stress import sections, words
from optimiser.reports.stress.charts import histogram
from optimiser.reports.stress.sheet import as_number, goal_style, named, start
from optimiser.stressed import CLOSE, PERCENTILES, Spread, Stressed

WITHIN = Text("kans binnen {part} van het beste plan", "chance within {part} of the best plan")


def draws(told: Stressed, sheet: Sheet) -> None:
    """What the draws gave together, what was declared, and how often which regret occurs."""
    drawn, book, look = told.drawn, sheet.book, goal_style(told)
    assert drawn is not None
    numbers = [sections.MEAN, sections.ERROR, sections.LEAST, *(Text(f"{one} %", f"{one} %") for one in PERCENTILES), sections.MOST]
    columns = [Column("wat", sections.QUANTITY, 26), *(Column(f"n{place}", text, 14, look) for place, text in enumerate(numbers))]
    head = start(sheet, columns, *sections.draws_said(drawn, book.lang), words.HONEST[book.lang])
    told_spreads = [(sections.in_unit(told, text, book.lang), spread) for text, spread in sections.spreads(drawn)]
    rows: list[list[Cell]] = [[name, *_spread(spread)] for name, spread in told_spreads if spread is not None]
    last = sheet.table("tblTrekkingen", "d", columns, rows, head)
    declared = drawn.declared
    facts: list[tuple[Text, Cell]] = [
        (Text("trekkingen", "draws"), drawn.count),
        (Text("gevraagd", "asked for"), declared.count),
        (Text("vorm", "shape"), words.SHAPES[declared.shape][book.lang]),
        (Text("samenhang", "correlation"), words.correlation(declared, book.lang)),
        (Text("seed", "seed"), str(declared.seed)),
        (Text("zonder plan", "without a plan"), int((~drawn.possible).sum())),
        (Text("doel niet gehaald", "target missed"), int((~drawn.kept).sum())),
    ]
    for place, (text, value) in enumerate(facts, start=last + 1):
        sheet.put(place, 0, book.word(text), "text")
        sheet.put(place, 1, value, "right" if isinstance(value, str) else "count")
    for place, part in enumerate(CLOSE, start=last + 1 + len(facts)):
        sheet.put(place, 0, book.word(WITHIN, part=words.whole(part, book.lang)), "text")
        sheet.put(place, 1, as_number(drawn.within(part)), "share2")
    histogram(sheet, told, last + len(facts) + len(CLOSE) + 2)


def _spread(spread: Spread) -> list[Cell]:
    return [as_number(one) for one in (spread.mean, spread.error, spread.least, *spread.percentiles.values(), spread.most)]


def presence(told: Stressed, sheet: Sheet) -> None:
    """Every line that counts for the goal: how often it is in the best plan, and how much."""
    assert told.drawn is not None
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("jaar", YEAR, 9, "year"),
        Column("vaak", sections.OFTEN, 12, "share"),
        Column("gemiddeld", Text("gemiddeld in het beste plan (EUR)", "on average in the best plan (EUR)"), 20, "euro"),
        Column("plan", sections.IN_THIS, 18, "euro"),
        Column("verschil", Text("gemiddeld min dit plan (EUR)", "average minus this plan (EUR)"), 20, "euro"),
    ]
    head = start(sheet, columns, sheet.book.word(words.PRESENCE_MEANS))
    rows: list[list[Cell]] = []
    for number, one in enumerate((one for one in told.drawn.presence if one.counts), start=head + 2):
        live = Live(f"={at(columns, 'gemiddeld', number)}-{at(columns, 'plan', number)}", one.mean - one.amount)
        rows.append([one.instrument, named(told, sheet, one.instrument), year_cell(one.year), as_number(one.often), one.mean, one.amount, live])
    sheet.table("tblAanwezigheid", "a", columns, rows, head)
    sheet.freeze(head + 1, 1)
