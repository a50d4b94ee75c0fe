"""The workbook of a stress test: one sheet a part with what it means above it, differences as formulas, the tornado and the regret as native charts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from optimiser.exact import plain
from optimiser.language import Lang, Text
from optimiser.reports.plan_book.book import HEAD, LINE_LENGTH, Book, Cell, Column, Live, Page, Sheet, Styled, at, year_cell
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, YEAR
from optimiser.reports.plan_book.style import BLUE, GREY, ORANGE
from optimiser.reports.stress import sections, words
from optimiser.reports.stress.charts import histogram, tornado_chart
from optimiser.stressed import CLOSE, PERCENTILES, LineMove, Spread, Stressed
from optimiser.words import STANDINGS
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text("Wat er met een plan gebeurt als schattingen anders uitvallen.", "What happens to a plan when estimates turn out otherwise.")
TORNADO, SHIFTS, ESTIMATES = Text("Tornado", "Tornado"), Text("Verschuivingen", "Shifts"), Text("Schattingen", "Estimates")
DRAWS, PRESENCE = Text("Trekkingen", "Draws"), Text("Aanwezigheid", "Presence")
ROBUST, ROBUST_LINES = Text("Robuust", "Robust"), Text("Andere lijnen", "Other lines")
BREAK_EVEN = Text("Omslagpunt", "Break-even")
CHART = Text("Grafiek", "Chart")
CHART_ABOUT = Text("Hoe ver de uitkomst van dit plan uitslaat bij elke schatting, de getallen op blad Tornado.", "How far the outcome of this plan swings with every estimate; the numbers are on sheet Tornado.")
SHORT = (Text("tekort op doel bij laag (personen)", "short of target at low (persons)"), Text("tekort op doel bij hoog (personen)", "short of target at high (persons)"))
SHIFTS_ABOUT = Text(
    "Wat het beste plan anders doet als één schatting laag of hoog is (vóór afronding op betaalbare eenheden).",
    "What the best plan does otherwise when one estimate is low or high (before rounding to payable units).",
)
LINES_ABOUT = Text("Wat het robuuste of voorzichtige plan anders doet dan dit plan.", "What the robust or careful plan does otherwise than this plan.")
BEST_NOW = Text("beste plan bij de gebruikte schattingen", "best plan at the estimates in use")
NOW = Text("dit plan bij de gebruikte schattingen", "this plan at the estimates in use")
RATE = Text("{what} (personen per EUR mln)", "{what} (persons per EUR million)")
LOW, HIGH, USED, CENTRAL = Text("laag", "low"), Text("hoog", "high"), Text("gebruikt", "in use"), Text("midden", "central")
END, ESTIMATE = Text("uiteinde", "end"), Text("schatting", "estimate")
DIFFERENCE = Text("verschil (EUR)", "difference (EUR)")
WHICH = Text("plan", "plan")
ROBUST_PLAN, CAREFUL_PLAN = Text("robuust, {gamma} tegenvallers", "robust, {gamma} falling"), Text("voorzichtig", "careful")
TOTAL = Text("totaal", "total")
SHARE, OUTCOME = Text("deel", "part"), Text("uitkomst", "outcome")


def write(told: Stressed, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""
    title = sections.title(told, lang)

    def draw(workbook: Workbook) -> None:
        Book(None, lang, _pages(told), workbook, title).draw()

    write_workbook(path, draw, lang, title)


def _pages(told: Stressed) -> list[Page]:
    """The overview, then a sheet for every part that was asked for."""
    pages = [Page(GUIDE, GUIDE_ABOUT, partial(_guide, told), BLUE)]
    if told.swings:
        pages.append(Page(CHART, CHART_ABOUT, partial(_chart, told), ORANGE))
        pages.append(Page(TORNADO, words.TORNADO, partial(_tornado, told), ORANGE))
        if any(bar.lines for one in told.swings for bar in (one.low, one.high)):
            pages.append(Page(SHIFTS, SHIFTS_ABOUT, partial(_shifts, told), GREY))
    pages.append(Page(ESTIMATES, words.STANDING, partial(_estimates, told), BLUE))
    if told.drawn is not None:
        pages.append(Page(DRAWS, words.DRAWS, partial(_draws, told), ORANGE))
        pages.append(Page(PRESENCE, words.PRESENCE, partial(_presence, told), BLUE))
    if told.robust or told.careful is not None:
        pages.append(Page(ROBUST, words.ROBUST, partial(_robust, told), ORANGE))
        if _other_lines(told):
            pages.append(Page(ROBUST_LINES, LINES_ABOUT, partial(_lines, told), GREY))
    if told.breaks:
        pages.append(Page(BREAK_EVEN, words.BREAK_EVEN, partial(_breaks, told), BLUE))
    return pages


def _guide(told: Stressed, sheet: Sheet) -> None:
    book = sheet.book
    sheet.widths([24, 24, 24, 100])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(sections.title(told, book.lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    for text in sections.about(told, book.lang):
        row = sheet.paragraph(row, text)
    notes = [*(note[book.lang] for note in told.notes), *(one[book.lang] for one in told.plan.broken)]
    if notes:
        sheet.put(row + 1, 0, book.word(words.NOTES), "section")
        row += 2
        for text in notes:
            row = sheet.paragraph(row, text)
    sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
    for place, page in enumerate(book.pages[1:], start=row + 2):
        sheet.link(place, 0, book.word(page.name), book.word(page.name))
        sheet.put(place, 1, book.word(page.about), "text-plain")


def _goal(told: Stressed) -> str:
    return "euro" if told.money else "persons"


def _value(value: float | None) -> Cell:
    """What chance or a solver gave, as a number."""
    return None if value is None else Fraction(value)


def _start(sheet: Sheet, columns: Sequence[Column], *texts: str) -> int:
    """The heading with what the sheet means; the row (from 0) of the table's header."""
    sheet.heading()
    sheet.widths([column.width for column in columns])
    row = HEAD
    for text in texts:
        row = sheet.paragraph(row, text)
    return row + 1


def paragraph_lines(text: str) -> int:
    """Rows that `Sheet.paragraph` takes."""
    return len(wrap(text, LINE_LENGTH))


def _named(told: Stressed, sheet: Sheet, instrument: str) -> str:
    return sections.name_of(told, instrument, sheet.book.lang)


def _unit(told: Stressed, text: Text) -> Text:
    return Text(*(sections.in_unit(told, text, lang) for lang in ("nl", "en")))


def _tornado(told: Stressed, sheet: Sheet) -> None:
    look, book = _goal(told), sheet.book
    targets = any(bar.missed for one in told.swings for bar in (one.low, one.high))
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("hardheid", sections.STANDING, 12),
        Column("laag", LOW, 9, "number"),
        Column("hoog", HIGH, 9, "number"),
        Column("ditlaag", _unit(told, sections.THIS_LOW), 17, look),
        Column("dithoog", _unit(told, sections.THIS_HIGH), 17, look),
        Column("lager", _unit(told, Text("verschil laag", "difference low")), 17, look),
        Column("hoger", _unit(told, Text("verschil hoog", "difference high")), 17, look),
        Column("bestlaag", _unit(told, sections.BEST_LOW), 17, look),
        Column("besthoog", _unit(told, sections.BEST_HIGH), 17, look),
        Column("lijnenlaag", Text("lijnen anders bij laag", "lines changed at low"), 11, "count"),
        Column("lijnenhoog", Text("lijnen anders bij hoog", "lines changed at high"), 11, "count"),
        *(Column(f"tekort{n}", text, 14, "persons") for n, text in enumerate(SHORT) if targets),
        Column("weten", _unit(told, sections.KNOWING), 17, look),
    ]
    head = _start(sheet, columns, book.word(words.TORNADO_MEANS)) + 2
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
        names = [one.instrument, _named(told, sheet, one.instrument), STANDINGS[one.standing][book.lang]]
        best: list[Cell] = [book.word(words.NO_PLAN) if bar.best is None else _value(bar.best) for bar in (low, high)]
        counts: list[Cell] = [len(low.lines), len(high.lines), *((low.missed, high.missed) if targets else ())]
        rows.append([*names, low.estimate, high.estimate, low.plan, high.plan, *differences, *best, *counts, _value(one.knowing)])
    last = sheet.table("tblTornado", "t", columns, rows, head)
    sheet.freeze(head + 1, 1)
    sheet.print_until(columns, last)


def _chart(told: Stressed, sheet: Sheet) -> None:
    """The tornado over the table on the next sheet."""
    sheet.heading()
    # The row of the table's header there: under the heading, the lines that say what it means, and what the plan has now.
    head = HEAD + paragraph_lines(sheet.book.word(words.TORNADO_MEANS)) + 3
    tornado_chart(sheet, sheet.book.word(TORNADO), told, head + 2, head + 1 + len(told.swings))


def _shifts(told: Stressed, sheet: Sheet) -> None:
    book = sheet.book
    columns = [
        Column("schatting", ESTIMATE, 26),
        Column("uiteinde", END, 10),
        Column("waarde", Text("waarde", "value"), 9, "number"),
        *_line_columns(),
    ]
    head = _start(sheet, columns)
    rows: list[list[Cell]] = [
        [one.instrument, book.word(name), bar.estimate, *_line(told, sheet, move)]
        for one in told.swings
        for name, bar in ((LOW, one.low), (HIGH, one.high))
        for move in bar.lines
    ]
    sheet.table("tblVerschuivingen", "v", columns, rows, head)
    sheet.freeze(head + 1, 1)


def _line_columns() -> list[Column]:
    return [Column("instrument", INSTRUMENT, 26), Column("naam", NAME, 44, "wrap"), Column("jaar", YEAR, 9, "year"), Column("verschil", DIFFERENCE, 18, "euro")]


def _line(told: Stressed, sheet: Sheet, move: LineMove) -> list[Cell]:
    return [move.instrument, _named(told, sheet, move.instrument), year_cell(move.year), move.difference]


def _estimates(told: Stressed, sheet: Sheet) -> None:
    """Every estimate, and under it what rests on each standing as live sums."""
    book, look = sheet.book, _goal(told)
    keys = (("laag", LOW), ("midden", CENTRAL), ("hoog", HIGH), ("gebruikt", USED))
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        *(Column(key, Text(*(book_word(RATE, lang, what=head) for lang in ("nl", "en"))), 16, "rate") for key, head in keys),
        Column("hardheid", sections.STANDING, 12, named=True),
        Column("uitkomst", _unit(told, OUTCOME), 18, look, named=True),
    ]
    head = _start(sheet, columns, book.word(words.STANDING_MEANS))
    rows: list[list[Cell]] = [
        [one.instrument, _named(told, sheet, one.instrument), one.low, one.central, one.high, one.used, STANDINGS[one.standing][book.lang], one.effect]
        for one in told.estimates
    ]
    last = sheet.table("tblSchattingen", "s", columns, rows, head)
    sheet.freeze(head + 1, 1)
    total = sum((one.amount for one in told.standings), Fraction(0))
    top = last + 2
    for place, text in ((0, sections.STANDING), (1, _unit(told, OUTCOME)), (2, SHARE)):
        sheet.put(top - 1, place, book.word(text), "head")
    for place, one in enumerate(told.standings, start=top):
        sheet.put(place, 0, STANDINGS[one.standing][book.lang], "text")
        sheet.put(place, 1, Live(f"=SUMIFS(s_uitkomst,s_hardheid,A{place + 1})", one.amount), look)
        sheet.put(place, 2, Live(f"=IF(B{top + 4}=0,0,B{place + 1}/B{top + 4})", one.share), "share2")
    sheet.put(top + 3, 0, book.word(TOTAL), "total")
    sheet.put(top + 3, 1, Live(f"=SUM(B{top + 1}:B{top + 3})", total), f"total-{look}")


def book_word(text: Text, lang: Lang, **values: Any) -> str:
    """A text with fields in one language."""
    from optimiser.language import say

    return say(text, lang, **values)


def _draws(told: Stressed, sheet: Sheet) -> None:
    drawn, book, look = told.drawn, sheet.book, _goal(told)
    assert drawn is not None
    numbers = [sections.MEAN, sections.ERROR, sections.LEAST, *(Text(f"{one} %", f"{one} %") for one in PERCENTILES), sections.MOST]
    columns = [Column("wat", sections.QUANTITY, 26), *(Column(f"n{place}", text, 14, look) for place, text in enumerate(numbers))]
    head = _start(sheet, columns, *sections.draws_said(drawn, book.lang), words.HONEST[book.lang])
    named = [(book.word(text), spread) for text, spread in sections.spreads(drawn)]
    rows: list[list[Cell]] = [[sections.in_unit(told, Text(name, name), book.lang), *_spread(spread)] for name, spread in named if spread is not None]
    last = sheet.table("tblTrekkingen", "d", columns, rows, head)
    declared = drawn.declared
    facts: list[tuple[Text, Cell]] = [
        (Text("trekkingen", "draws"), drawn.count),
        (Text("gevraagd", "asked for"), declared.count),
        (Text("vorm", "shape"), declared.shape),
        (Text("samenhang", "correlation"), words.correlation(declared, book.lang)),
        (Text("seed", "seed"), str(declared.seed)),
        (Text("zonder plan", "without a plan"), int((~drawn.possible).sum())),
        (Text("doel niet gehaald", "target missed"), int((~drawn.kept).sum())),
        *(
            (Text(*(f"{word} {words.whole(part, lang)}" for word, lang in (("kans binnen", "nl"), ("chance within", "en")))), Styled(_value(drawn.within(part)), "share2"))  # type: ignore[arg-type]
            for part in CLOSE
        ),
    ]
    for place, (text, value) in enumerate(facts, start=last + 1):
        sheet.put(place, 0, book.word(text), "text")
        sheet.put(place, 1, value, "right" if isinstance(value, str) else "count")
    histogram(sheet, told, last + len(facts) + 2)


def _spread(spread: Spread) -> list[Cell]:
    return [_value(one) for one in (spread.mean, spread.error, spread.least, *spread.percentiles.values(), spread.most)]


def _presence(told: Stressed, sheet: Sheet) -> None:
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
    head = _start(sheet, columns, sheet.book.word(words.PRESENCE_MEANS))
    rows: list[list[Cell]] = []
    for number, one in enumerate((one for one in told.drawn.presence if one.counts), start=head + 2):
        live = Live(f"={at(columns, 'gemiddeld', number)}-{at(columns, 'plan', number)}", one.mean - one.amount)
        rows.append([one.instrument, _named(told, sheet, one.instrument), year_cell(one.year), _value(one.often), one.mean, one.amount, live])
    sheet.table("tblAanwezigheid", "a", columns, rows, head)
    sheet.freeze(head + 1, 1)


def _robust(told: Stressed, sheet: Sheet) -> None:
    """The table of disappointments, and under it the careful plan."""
    book, look = sheet.book, _goal(told)
    columns = [
        Column("gamma", sections.FALL, 16, "right"),
        Column("dit", _unit(told, sections.WORST_THIS), 18, look),
        Column("robuust", _unit(told, sections.WORST_ROBUST), 18, look),
        Column("grens", _unit(told, sections.BOUND), 18, look),
        Column("winst", _unit(told, Text("winst in het ergste geval", "gain in the worst case")), 18, look),
        Column("ditmidden", _unit(told, Text("dit plan zonder tegenvallers", "this plan, nothing falling")), 18, look),
        Column("robmidden", _unit(told, Text("robuust plan zonder tegenvallers", "robust plan, nothing falling")), 18, look),
        Column("prijs", _unit(told, sections.PRICE), 18, look),
        Column("zeker", Text("ergste geval", "worst case"), 16, "centre"),
        Column("lijnen", Text("lijnen anders", "lines changed"), 10, "count"),
    ]
    head = _start(sheet, columns, book.word(words.ROBUST_MEANS))
    rows: list[list[Cell]] = []
    for number, one in enumerate(told.robust, start=head + 2):
        gain = Live(f"={at(columns, 'robuust', number)}-{at(columns, 'dit', number)}", one.gain)
        price = Live(f"={at(columns, 'ditmidden', number)}-{at(columns, 'robmidden', number)}", one.price)
        sure = book.word(Text("exact", "exact") if one.exact else Text("ten minste", "at least"))
        bound: Cell = book.word(words.UNPROVED) if one.bound is None else one.bound
        values: list[Cell] = [one.this_worst, one.worst, bound, gain, one.this_central, one.central, price]
        rows.append([words.fallen(one, book.lang), *values, sure, len(one.moves)])
    last = sheet.table("tblRobuust", "r", columns, rows, head)
    sheet.freeze(head + 1, 1)
    if told.careful is None:
        return
    row = sheet.paragraph(last + 3, sections.careful_said(told, book.lang))
    sheet.put(last + 2, 0, book.word(words.CAREFUL), "section")
    one_ = told.careful
    for place, text in enumerate((Text("plan", "plan"), sections.MEAN, sections.TAIL_MEAN, sections.USUAL)):
        sheet.put(row, place, book.word(text), "head")
    plans: list[tuple[Text, list[Cell]]] = [
        (sections.THIS_PLAN, [one_.this_mean, one_.this_worst, told.plan.value]),
        (sections.CAREFUL_PLAN, [one_.mean, one_.worst, one_.central]),
    ]
    for place, (text, cells) in enumerate(plans, start=row + 1):
        sheet.put(place, 0, book.word(text), "text")
        for column, cell in enumerate(cells, start=1):
            sheet.put(place, column, cell, look)


def _other_lines(told: Stressed) -> list[tuple[Text, dict[str, str], LineMove]]:
    found = [(ROBUST_PLAN, {"gamma": plain(one.gamma)}, move) for one in told.robust for move in one.moves]
    return found + ([] if told.careful is None else [(CAREFUL_PLAN, {}, move) for move in told.careful.moves])


def _lines(told: Stressed, sheet: Sheet) -> None:
    columns = [Column("plan", WHICH, 30), *_line_columns()]
    head = _start(sheet, columns)
    rows: list[list[Cell]] = [[sheet.book.word(text, **values), *_line(told, sheet, move)] for text, values, move in _other_lines(told)]
    sheet.table("tblAndereLijnen", "l", columns, rows, head)
    sheet.freeze(head + 1, 1)


def _breaks(told: Stressed, sheet: Sheet) -> None:
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
    head = _start(sheet, columns, book.word(words.BREAK_EVEN_MEANS))
    rows: list[list[Cell]] = []
    for number, one in enumerate(told.breaks, start=head + 2):
        gap: Cell = None
        if one.estimate is not None:
            gap = Live(f"={at(columns, 'vanaf', number)}-{at(columns, 'gebruikt', number)}", one.estimate - one.used)
        estimate: Cell = one.estimate if one.estimate is not None else sections.break_even_shown(one, book.lang)
        rows.append([one.instrument, _named(told, sheet, one.instrument), one.used, one.high, estimate, gap, one.forced, one.now])
    sheet.table("tblOmslagpunt", "o", columns, rows, head)
    sheet.freeze(head + 1, 1)
