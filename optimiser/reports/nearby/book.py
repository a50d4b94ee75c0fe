"""The workbook of what lies near the best plan: ranges at every slack with floating bars, plans side by side, changes with their moves."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.language import Lang, Text, say
from optimiser.nearby.told import Alternatives, ChangeTold, RangeTold
from optimiser.reports.nearby import words
from optimiser.reports.nearby.bars import CHARTS_ABOUT, draw_bars
from optimiser.reports.nearby.sections import about, title
from optimiser.reports.plan_book.book import FIRST, HEAD, Book, Cell, Column, Live, Page, Sheet, Styled, at, year_cell
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, SPACE, YEAR
from optimiser.reports.plan_book.style import BLUE, GREY, ORANGE
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text("Wat er kan veranderen zonder veel te verliezen.", "What can change without losing much.")
ROOM, CHARTS, SPACES = Text("Speelruimte", "Room"), Text("Grafieken", "Charts"), Text("Ruimten", "Spaces")
OTHERS, SIDE = Text("Andere plannen", "Other plans"), Text("Naast elkaar", "Side by side")
LEAST, LINES, WAY = Text("Kleinste wijziging", "Smallest change"), Text("Gewijzigde lijnen", "Changed lines"), Text("Verschuivingen", "Moves")
ROOM_ABOUT = Text(
    "Het minste en meeste van elke lijn, één lijn tegelijk: tel ze niet bij elkaar op.",
    "The least and most of every line, one line at a time: do not add them up.",
)
SPACES_ABOUT = Text(
    "Het minste en meeste van elke ruimte, één ruimte tegelijk.",
    "The least and most of every space, one space at a time.",
)
OTHERS_ABOUT = Text(
    "Plannen die alle regels houden; het verlies is een formule op het beste plan.",
    "Plans that keep all rules; the loss is a formula on the best plan.",
)
SIDE_ABOUT = Text("Elke lijn in het beste plan en in elk alternatief (EUR).", "Every line in the best plan and in every alternative (EUR).")
LEAST_ABOUT = Text("Het minste dat moet veranderen, per deel van de winst.", "The least that has to change, by part of the gain.")
LINES_ABOUT = Text("Elke lijn die dan verandert; het verschil is een formule.", "Every line that changes then; the difference is a formula.")
WAY_ABOUT = Text("De weg naar het beste plan, de grootste winst eerst.", "The way to the best plan, the largest gain first.")
RANGE = (
    Column("marge", Text("verlies hooguit", "loss at most"), 11, "share"),
    Column("id", INSTRUMENT, 26),
    Column("naam", NAME, 44, "wrap"),
    Column("ruimte", SPACE, 16),
    Column("jaar", YEAR, 9, "year"),
    Column("minste", Text("minste (EUR)", "least (EUR)"), 17, "euro"),
    Column("breedte", Text("breedte (EUR)", "width (EUR)"), 17, "euro"),
    Column("meeste", Text("meeste (EUR)", "most (EUR)"), 17, "euro"),
    Column("plan", Text("beste plan (EUR)", "best plan (EUR)"), 17, "euro"),
    Column("rol", Text("moet of vrij", "must or free"), 14),
)
MOVES = (
    Column("nummer", Text("nr.", "no."), 6, "centre"),
    Column("jaar", YEAR, 9, "year"),
    Column("van", words.FROM_LINE, 40, "wrap"),
    Column("naar", words.TO_LINE, 40, "wrap"),
    Column("bedrag", Text("bedrag (EUR)", "amount (EUR)"), 17, "euro"),
    Column("winst", words.GAIN, 15, "persons3"),
    Column("stand", Text("dan", "then"), 15, "persons3"),
    Column("deel", words.PART_OF_GAIN, 12, "share"),
)


def write(found: Alternatives, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(None, lang, _pages(found), workbook, title(found, lang)).draw()

    write_workbook(path, draw, lang, title(found, lang))


def _pages(found: Alternatives) -> list[Page]:
    """The overview, then a sheet for everything that has something to say."""
    pages = [
        Page(GUIDE, GUIDE_ABOUT, partial(_guide, found), BLUE),
        Page(ROOM, ROOM_ABOUT, partial(_ranges, found, "line"), ORANGE),
        Page(CHARTS, CHARTS_ABOUT, partial(draw_bars, found, ROOM, RANGE), ORANGE),
        Page(SPACES, SPACES_ABOUT, partial(_ranges, found, "space"), ORANGE),
    ]
    if found.plans:
        pages.append(Page(OTHERS, OTHERS_ABOUT, partial(_others, found), BLUE))
        pages.append(Page(SIDE, SIDE_ABOUT, partial(_side, found), BLUE))
    if found.change is not None:
        pages.append(Page(LEAST, LEAST_ABOUT, partial(_least, found, found.change), GREY))
        if any(one.lines for one in found.change.least):
            pages.append(Page(LINES, LINES_ABOUT, partial(_lines, found, found.change), GREY))
        if found.change.way:
            pages.append(Page(WAY, WAY_ABOUT, partial(_way, found, found.change), GREY))
    return pages


def _guide(found: Alternatives, sheet: Sheet) -> None:
    book = sheet.book
    lang = book.lang
    sheet.widths([24, 24, 24, 100])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(title(found, lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    means = [say(words.MEANS, lang, loss=words.loss(found, lang)), words.NOT_ALL[lang], words.BEFORE_UNITS[lang]]
    firsts = [] if found.change is None else [words.first_moves(found, one, lang) for one in words.firsts_of(found.change)]
    for text in (*about(found, lang), *means, *firsts):
        row = sheet.paragraph(row, text)
    sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
    for place, page in enumerate(book.pages[1:], start=row + 2):
        name = book.word(page.name)
        sheet.link(place, 0, name, name)
        sheet.put(place, 1, book.word(page.about), "text-plain")


def in_order(ranges: Sequence[RangeTold]) -> list[RangeTold]:
    """By slack, then by year, so that the bars of a year stand together."""
    return sorted(ranges, key=lambda one: (one.slack, one.year))


def _ranges(found: Alternatives, kind: str, sheet: Sheet) -> None:
    lang, word = sheet.book.lang, sheet.book.word
    columns = RANGE if kind == "line" else tuple(column for column in RANGE if column.key != "ruimte")
    if kind == "space":
        columns = tuple(Column("id", SPACE, 26) if column.key == "id" else column for column in columns)
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for number, one in enumerate(in_order([it for it in found.ranges if it.kind == kind]), start=FIRST):
        name = found.record.names[f"{'instrument' if kind == 'line' else 'space'}:{one.id}"][lang]
        width = Live(f"={at(columns, 'meeste', number)}-{at(columns, 'minste', number)}", one.high - one.low)
        ids: list[Cell] = [one.slack, one.id, name, *([one.space] if kind == "line" else [])]
        rows.append([*ids, year_cell(one.year), one.low, width, one.high, one.amount, word(words.ROLES[one.role])])
    last = sheet.table("tblSpeelruimte" if kind == "line" else "tblRuimten", "r" if kind == "line" else "u", columns, rows)
    sheet.freeze(FIRST - 1, 2)
    sheet.print_until(columns, last)


def _others(found: Alternatives, sheet: Sheet) -> None:
    goal = _style(found)
    columns = (
        Column("plan", words.PLAN, 24),
        Column("doel", words.EFFECT if found.larger_is_better else words.COST, 18, goal),
        Column("verlies", words.LESS if found.larger_is_better else words.MORE, 18, goal),
        Column("deel", words.PART, 12, "share2"),
        Column("verschil", Text("verschil, op en neer (EUR)", "difference, up and down (EUR)"), 20, "euro"),
        Column("bovengrens", Text("bewezen: geen plan is zo veel beter", "proved: no plan is so much better"), 22, goal),
    )
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = [[sheet.book.word(words.BEST), found.record.total, None, None, None, found.record.gap]]
    sign = 1 if found.larger_is_better else -1
    best = at(columns, "doel", FIRST)
    for number, one in enumerate(found.plans, start=FIRST + 1):
        own = at(columns, "doel", number)
        less = sign * (found.record.total - one.value)
        live = Live(f"={best}-{own}" if found.larger_is_better else f"={own}-{best}", less)
        share = Live(f"=IF({best}=0,0,{at(columns, 'verlies', number)}/{best})", less / found.record.total if found.record.total else Fraction(0))
        name = say(words.ALTERNATIVE, sheet.book.lang, number=one.number)
        rows.append([name, one.value, live, share, one.changed, None if one.record is None else one.record.gap])
    last = sheet.table("tblAlternatieven", "a", columns, rows)
    row = sheet.paragraph(last + 1, sheet.book.word(words.SPREAD))
    if len(found.plans) < found.asked:
        sheet.paragraph(row, say(words.FEWER, sheet.book.lang, found=len(found.plans), asked=found.asked))
    sheet.freeze(FIRST - 1, 1)


def _side(found: Alternatives, sheet: Sheet) -> None:
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("ruimte", SPACE, 16),
        Column("jaar", YEAR, 9, "year"),
        Column("beste", Text("beste plan (EUR)", "best plan (EUR)"), 17, "euro"),
    ]
    for plan in found.plans:
        number = str(plan.number)
        columns.append(Column(f"a{number}", Text(f"alternatief {number} (EUR)", f"alternative {number} (EUR)"), 17, "euro"))
        columns.append(Column(f"v{number}", Text(f"verschil {number} (EUR)", f"difference {number} (EUR)"), 17, "euro"))
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for place, line in enumerate(found.plans[0].lines):
        row = FIRST + place
        name = found.record.names[f"instrument:{line.instrument}"][sheet.book.lang]
        cells: list[Cell] = [line.instrument, name, line.space, year_cell(line.year), line.before]
        for plan in found.plans:
            one = plan.lines[place]
            cells += [one.amount, Live(f"={at(columns, f'a{plan.number}', row)}-{at(columns, 'beste', row)}", one.difference)]
        rows.append(cells)
    last = sheet.table("tblNaastElkaar", "n", columns, rows)
    sheet.freeze(FIRST - 1, 2)
    sheet.print_until(columns, last)


def _least(found: Alternatives, change: ChangeTold, sheet: Sheet) -> None:
    goal = _style(found)
    columns = (
        Column("deel", words.PART_OF_GAIN, 12, "share2"),
        Column("doel", words.EFFECT if found.larger_is_better else words.COST, 18, goal),
        Column("nodig", Text("daarvoor nodig", "needed for that"), 18, goal),
        Column("verschil", Text("op en neer (EUR)", "up and down (EUR)"), 18, "euro"),
        Column("minimum", Text("bewezen minimum (EUR)", "proved minimum (EUR)"), 18, "euro"),
        Column("lijnen", words.LINES_CHANGED, 10, "count"),
    )
    sheet.heading()
    sheet.widths([column.width for column in columns])
    sheet.put(HEAD - 1, 1, words.opening(change, sheet.book.lang), "strong")
    rows: list[list[Cell]] = [[one.part, one.value, one.target, one.changed, one.least, len(one.lines)] for one in change.least]
    last = sheet.table("tblKleinste", "k", columns, rows)
    row = sheet.paragraph(last + 1, sheet.book.word(words.UP_AND_DOWN))
    for one in words.firsts_of(change):
        row = sheet.paragraph(row, words.first_moves(found, one, sheet.book.lang))
    sheet.freeze(FIRST - 1, 1)


def _lines(found: Alternatives, change: ChangeTold, sheet: Sheet) -> None:
    columns = (
        Column("deel", words.PART_OF_GAIN, 12, "share2"),
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("ruimte", SPACE, 16),
        Column("jaar", YEAR, 9, "year"),
        Column("was", Text("was (EUR)", "was (EUR)"), 17, "euro"),
        Column("wordt", Text("wordt (EUR)", "becomes (EUR)"), 17, "euro"),
        Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 17, "euro"),
    )
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for one in change.least:
        for line in one.lines:
            row = FIRST + len(rows)
            live = Live(f"={at(columns, 'wordt', row)}-{at(columns, 'was', row)}", line.difference)
            name = found.record.names[f"instrument:{line.instrument}"][sheet.book.lang]
            rows.append([one.part, line.instrument, name, line.space, year_cell(line.year), line.before, line.amount, live])
    sheet.table("tblGewijzigd", "g", columns, rows)
    sheet.freeze(FIRST - 1, 2)


def _way(found: Alternatives, change: ChangeTold, sheet: Sheet) -> None:
    goal = _style(found)
    columns = tuple(Column(one.key, one.head, one.width, goal) if one.style == "persons3" else one for one in MOVES)
    sheet.heading()
    sheet.widths([column.width for column in columns])
    names = found.record.names
    sign = "+" if found.larger_is_better else "-"
    rows: list[list[Cell]] = []
    for one in change.way:
        row = FIRST + len(rows)
        before = at(columns, "stand", row - 1) if rows else f"$C${HEAD}"
        sides = [names[f"instrument:{side}"][sheet.book.lang] if side else "–" for side in (one.giver, one.taker)]
        live = Live(f"={before}{sign}{at(columns, 'winst', row)}", one.value)
        rows.append([one.number, year_cell(one.year), *sides, one.amount, one.gain, live, one.reached])
    sheet.put(HEAD - 1, 1, words.opening(change, sheet.book.lang), "strong")
    sheet.put(HEAD - 1, 2, change.start.value, goal)
    sheet.table("tblVerschuivingen", "w", columns, rows)
    sheet.freeze(FIRST - 1, 1)


def _style(found: Alternatives) -> str:
    return "persons3" if found.larger_is_better else "euro"
