"""Sheets about one estimate at a time: tornado, what moves behind it, the estimates themselves, break-even."""

from __future__ import annotations

from fractions import Fraction

from optimiser.language import Text, say
from optimiser.reports.plan_book.book import HEAD, Cell, Column, Live, Sheet, at
from optimiser.reports.plan_book.names import INSTRUMENT, NAME
from optimiser.reports.stress import sections, words
from optimiser.reports.stress.charts import tornado_chart
from optimiser.reports.stress.sheet import as_number, goal_style, in_unit, line_cells, line_columns, named, paragraph_lines, start
from optimiser.stressed import Stressed
from optimiser.words import STANDINGS

TORNADO = Text("Tornado", "Tornado")
SHORT = (
    Text("tekort op doel bij laag (personen)", "short of target at low (persons)"),
    Text("tekort op doel bij hoog (personen)", "short of target at high (persons)"),
)
BEST_NOW = Text("beste plan bij de gebruikte schattingen", "best plan at the estimates in use")
NOW = Text("dit plan bij de gebruikte schattingen", "this plan at the estimates in use")
RATE = Text("{what} (personen per EUR mln)", "{what} (persons per EUR million)")
LOW, HIGH, USED, CENTRAL = Text("laag", "low"), Text("hoog", "high"), Text("gebruikt", "in use"), Text("midden", "central")
END, ESTIMATE = Text("uiteinde", "end"), Text("schatting", "estimate")
TOTAL = Text("totaal", "total")
SHARE, OUTCOME = Text("deel", "part"), Text("uitkomst", "outcome")


def tornado(told: Stressed, sheet: Sheet) -> None:
    """Both ends of every estimate, with the difference as a formula."""
    look, book = goal_style(told), sheet.book
    targets = any(bar.missed for one in told.swings for bar in (one.low, one.high))
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("hardheid", sections.STANDING, 12),
        Column("laag", LOW, 9, "number"),
        Column("hoog", HIGH, 9, "number"),
        Column("ditlaag", in_unit(told, sections.THIS_LOW), 17, look),
        Column("dithoog", in_unit(told, sections.THIS_HIGH), 17, look),
        Column("lager", in_unit(told, Text("verschil laag", "difference low")), 17, look),
        Column("hoger", in_unit(told, Text("verschil hoog", "difference high")), 17, look),
        Column("bestlaag", in_unit(told, sections.BEST_LOW), 17, look),
        Column("besthoog", in_unit(told, sections.BEST_HIGH), 17, look),
        Column("lijnenlaag", Text("lijnen anders bij laag", "lines changed at low"), 11, "count"),
        Column("lijnenhoog", Text("lijnen anders bij hoog", "lines changed at high"), 11, "count"),
        *(Column(f"tekort{n}", text, 14, "persons") for n, text in enumerate(SHORT) if targets),
        Column("weten", in_unit(told, sections.KNOWING), 17, look),
    ]
    head = start(sheet, columns, book.word(words.TORNADO_MEANS)) + 2
    now = told.plan.best if told.money else told.plan.value
    sheet.put(head - 2, 0, book.word(BEST_NOW if told.money else NOW), "strong")
    sheet.put(head - 2, 5, now, look)
    base = f"$F${head - 1}"
    swinging = ("bestlaag", "besthoog") if told.money else ("ditlaag", "dithoog")
    rows: list[list[Cell]] = []
    for number, one in enumerate(told.swings, start=head + 2):
        low, high = one.low, one.high
        # The euros of a plan that stays as it is do not move with an estimate: then the swing is that of the best plan.
        values = [(key, bar.best if told.money else bar.plan) for key, bar in zip(swinging, (low, high), strict=True)]
        differences: list[Cell] = [
            None if value is None else Live(f"={at(columns, key, number)}-{base}", Fraction(value) - now) for key, value in values
        ]
        names = [one.instrument, named(told, sheet, one.instrument), STANDINGS[one.standing][book.lang]]
        best: list[Cell] = [book.word(words.NO_PLAN) if bar.best is None else as_number(bar.best) for bar in (low, high)]
        counts: list[Cell] = [len(low.lines), len(high.lines), *((low.missed, high.missed) if targets else ())]
        rows.append([*names, low.estimate, high.estimate, low.plan, high.plan, *differences, *best, *counts, as_number(one.knowing)])
    last = sheet.table("tblTornado", "t", columns, rows, head)
    sheet.freeze(head + 1, 1)
    sheet.print_until(columns, last)


def chart(told: Stressed, sheet: Sheet) -> None:
    """The tornado over the table on the next sheet."""
    sheet.heading()
    # The row of the table's header there: under the heading, the lines that say what it means, and what the plan has now.
    head = HEAD + paragraph_lines(sheet.book.word(words.TORNADO_MEANS)) + 3
    tornado_chart(sheet, sheet.book.word(TORNADO), told, head + 2, head + 1 + len(told.swings))


def shifts(told: Stressed, sheet: Sheet) -> None:
    """The lines that the best plan moves at each end."""
    book = sheet.book
    columns = [
        Column("schatting", ESTIMATE, 26),
        Column("uiteinde", END, 10),
        Column("waarde", Text("waarde", "value"), 9, "number"),
        *line_columns(),
    ]
    head = start(sheet, columns)
    rows: list[list[Cell]] = [
        [one.instrument, book.word(name), bar.estimate, *line_cells(told, sheet, move)]
        for one in told.swings
        for name, bar in ((LOW, one.low), (HIGH, one.high))
        for move in bar.lines
    ]
    sheet.table("tblVerschuivingen", "v", columns, rows, head)
    sheet.freeze(head + 1, 1)


def estimates(told: Stressed, sheet: Sheet) -> None:
    """Every estimate, and under it what rests on each standing as live sums."""
    book, look = sheet.book, goal_style(told)
    keys = (("laag", LOW), ("midden", CENTRAL), ("hoog", HIGH), ("gebruikt", USED))
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        *(Column(key, Text(*(say(RATE, lang, what=head) for lang in ("nl", "en"))), 16, "rate") for key, head in keys),
        Column("hardheid", sections.STANDING, 12, named=True),
        Column("uitkomst", in_unit(told, OUTCOME), 18, look, named=True),
    ]
    head = start(sheet, columns, book.word(words.STANDING_MEANS))
    rows: list[list[Cell]] = [
        [one.instrument, named(told, sheet, one.instrument), one.low, one.central, one.high, one.used, STANDINGS[one.standing][book.lang], one.effect]
        for one in told.estimates
    ]
    last = sheet.table("tblSchattingen", "s", columns, rows, head)
    sheet.freeze(head + 1, 1)
    total = sum((one.amount for one in told.standings), Fraction(0))
    top = last + 2
    for place, text in ((0, sections.STANDING), (1, in_unit(told, OUTCOME)), (2, SHARE)):
        sheet.put(top - 1, place, book.word(text), "head")
    for place, one in enumerate(told.standings, start=top):
        sheet.put(place, 0, STANDINGS[one.standing][book.lang], "text")
        sheet.put(place, 1, Live(f"=SUMIFS(s_uitkomst,s_hardheid,A{place + 1})", one.amount), look)
        sheet.put(place, 2, Live(f"=IF(B{top + 4}=0,0,B{place + 1}/B{top + 4})", one.share), "share2")
    sheet.put(top + 3, 0, book.word(TOTAL), "total")
    sheet.put(top + 3, 1, Live(f"=SUM(B{top + 1}:B{top + 3})", total), f"total-{look}")


def breaks(told: Stressed, sheet: Sheet) -> None:
    """The break-even estimate of every instrument, and how far it is from the one in use."""
    book = sheet.book
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("gebruikt", USED, 12, "rate"),
        Column("hoog", HIGH, 12, "rate"),
        Column("vanaf", sections.FROM, 24, "rate"),
        Column("afstand", Text("omslagpunt min gebruikt", "break-even minus in use"), 16, "rate"),
        Column("afgedwongen", sections.FORCED, 18, "euro"),
        Column("plan", sections.SPENT, 18, "euro"),
    ]
    head = start(sheet, columns, book.word(words.BREAK_EVEN_MEANS))
    rows: list[list[Cell]] = []
    for number, one in enumerate(told.breaks, start=head + 2):
        gap: Cell = None
        if one.estimate is not None:
            gap = Live(f"={at(columns, 'vanaf', number)}-{at(columns, 'gebruikt', number)}", one.estimate - one.used)
        estimate: Cell = one.estimate if one.estimate is not None else sections.break_even_shown(one, book.lang)
        rows.append([one.instrument, named(told, sheet, one.instrument), one.used, one.high, estimate, gap, one.forced, one.now])
    sheet.table("tblOmslagpunt", "o", columns, rows, head)
    sheet.freeze(head + 1, 1)
