"""The workbook of a difference: one sheet a kind, differences as live formulas, and a check that the steps add up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.difference import HOW, LEVELS, PARTS, RENAMING, TABLES, Attribution, Change, Difference, PlanChange
from optimiser.exact import plain, read_exact
from optimiser.language import Lang, Text
from optimiser.reports.diff.sections import (
    CHOICE,
    EFFECT,
    END,
    HOW_STEPS,
    NOTES,
    NOTHING,
    RENAMES,
    START,
    TOTAL,
    counts,
    notes_of,
    side,
    step_name,
    title,
    trail,
)
from optimiser.reports.plan_book.book import FIRST, Book, Cell, Column, Live, Page, Sheet, Styled, at, year_cell
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, NO, SOURCE_LINE, SPACE, YEAR, YES
from optimiser.reports.plan_book.style import BAD, BLUE, GOOD, GREY, ORANGE
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text(
    "Wat er tussen twee bestanden verschilt, op id en nooit op plaats.", "What differs between two files, by id and never by position."
)
CHANGES = (
    Column("sleutel", Text("sleutel", "key"), 36),
    Column("naam", NAME, 34, "wrap"),
    Column("wat", Text("wat", "what"), 14),
    Column("was", Text("was", "was"), 16, "right"),
    Column("nu", Text("nu", "now"), 16, "right"),
    Column("verschil", Text("verschil", "difference"), 18, "right"),
    Column("eenheid", Text("eenheid", "unit"), 18),
    Column("herkomst", Text("hardheid en bron", "standing and source"), 46, "wrap"),
    Column("plaatsoud", Text("plaats in oud", "place in old"), 20),
    Column("plaatsnieuw", Text("plaats in nieuw", "place in new"), 20),
)
CHANGES_ABOUT = Text("Elke wijziging met haar plaats aan beide kanten.", "Every change with its place on both sides.")
STEPS = (
    Column("stap", Text("stap", "step"), 66),
    Column("verschil", Text("verschil", "difference"), 18, "persons3", named=True),
    Column("stand", Text("stand", "running total"), 18, "persons3"),
    Column("exact", Text("verschil exact", "difference exact"), 60, "proof"),
)
STEPS_ABOUT = Text("Van het oude effect naar het nieuwe, stap voor stap.", "From the old effect to the new one, step by step.")
ADDS_UP = Text("De stappen tellen op tot het verschil", "The steps add up to the difference")
RENAMED = (
    Column("oud", Text("oud id", "old id"), 30),
    Column("nieuw", Text("nieuw id", "new id"), 30),
    Column("soort", Text("soort", "kind"), 18),
    Column("naam", NAME, 44, "wrap"),
    Column("waarom", Text("waarom hetzelfde", "why the same"), 44),
)
MONEY = (
    Column("was", Text("was (EUR)", "was (EUR)"), 18, "euro"),
    Column("nu", Text("nu (EUR)", "now (EUR)"), 18, "euro"),
    Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 18, "euro"),
)
IDS = {
    "line": (Column("instrument", INSTRUMENT, 26), Column("naam", NAME, 44, "wrap"), Column("ruimte", SPACE, 16), Column("jaar", YEAR, 9, "year")),
    "space": (Column("ruimte", SPACE, 26), Column("naam", NAME, 44, "wrap"), Column("jaar", YEAR, 9, "year")),
    "flow": (
        Column("herkomst", SOURCE_LINE, 26),
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("jaar", YEAR, 9, "year"),
    ),
}
AMOUNTS_ABOUT = Text("Bedragen die niet gelijk zijn, met het verschil als formule.", "Amounts that are not equal, the difference as a formula.")
# What a spreadsheet's decimals can hold of a sum of effects.
DIGITS = 6


def write(told: Difference, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""
    pages = _pages(told)

    def draw(workbook: Workbook) -> None:
        Book(None, lang, pages, workbook, title(told, lang)).draw()

    write_workbook(path, draw, lang, title(told, lang))


def _pages(told: Difference) -> list[Page]:
    """The overview, then a sheet for everything that has something to say."""
    pages = [Page(GUIDE, GUIDE_ABOUT, partial(_guide, told), BLUE)]
    if told.attribution is not None:
        pages.append(Page(Text("Effect", "Effect"), STEPS_ABOUT, partial(_effect, told.attribution), ORANGE))
    pages += [Page(name, CHANGES_ABOUT, partial(_changes, part, told.of(part)), BLUE) for part, name in PARTS.items() if told.of(part)]
    if told.renamed:
        pages.append(Page(RENAMES, Text("Wat onder een ander id hetzelfde is.", "What is the same under another id."), partial(_renames, told), GREY))
    levels = [(level, name) for level, name in LEVELS.items() if told.at(level)]
    return pages + [Page(name, AMOUNTS_ABOUT, partial(_amounts, level, told.at(level)), GREY) for level, name in levels]


def _guide(told: Difference, sheet: Sheet) -> None:
    book = sheet.book
    sheet.widths([44, 20, 20, 60])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(title(told, book.lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    for one in (told.old, told.new):
        row = sheet.paragraph(row, side(one, book.lang))
    if told.same:
        sheet.put(row + 1, 0, book.word(NOTHING), "strong")
        row += 2
    else:
        row = sheet.paragraph(row + 1, counts(told, book.lang))
    if told.attribution is not None:
        row = _summary(told.attribution, sheet, row + 1)
    if len(book.pages) > 1:
        sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
        row += 2
        for page in book.pages[1:]:
            name = book.word(page.name)
            sheet.link(row, 0, name, name)
            row += 1
    if notes := notes_of(told, book.lang):
        sheet.put(row + 1, 0, book.word(NOTES), "section")
        row += 2
        for note in notes:
            row = sheet.paragraph(row, note)


def _summary(told: Attribution, sheet: Sheet, row: int) -> int:
    """Old, new, and the verdict of the check on the sheet of steps."""
    book, style = sheet.book, _style(told)
    sheet.put(row, 0, f"{book.word(EFFECT)} ({book.word(told.unit)})", "section")
    last = FIRST + len(told.steps) + 1
    name = book.word(Text("Effect", "Effect"))
    for place, (text, address, value) in enumerate(((START, FIRST, told.start), (END, last, told.end)), start=row + 1):
        sheet.put(place, 0, book.word(text), "text")
        sheet.put(place, 1, Live(f"='{name}'!C{address}", value), style)
    sheet.put(row + 3, 0, book.word(ADDS_UP), "text")
    sheet.put(row + 3, 1, Live("=steps_verdict", book.word(YES)), "centre")
    _flags(sheet, f"B{row + 4}")
    return row + 4


def _effect(told: Attribution, sheet: Sheet) -> None:
    book, style = sheet.book, _style(told)
    sheet.heading()
    columns = [column if column.style != "persons3" else Column(column.key, column.head, column.width, style, column.named) for column in STEPS]
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = [[book.word(START), None, told.start, plain(told.start)]]
    for number, step in enumerate(told.steps, start=FIRST + 1):
        running = Live(f"={at(columns, 'stand', number - 1)}+{at(columns, 'verschil', number)}", step.now)
        rows.append([step_name(step, book.lang), step.difference, running, plain(step.difference)])
    rows.append([book.word(END), None, told.end, plain(told.end)])
    last = sheet.table("tblStappen", "d", columns, rows)
    sheet.put(last + 1, 0, book.word(ADDS_UP), "strong")
    end, before = at(columns, "stand", last), at(columns, "stand", last - 1)
    sheet.put(last + 1, 1, Live(f'=IF(ROUND({end}-{before},{DIGITS})=0,"{book.word(YES)}","{book.word(NO)}")', book.word(YES)), "centre")
    _flags(sheet, f"B{last + 2}")
    book.define("steps_verdict", f"'{sheet.name}'!$B${last + 2}")
    row = sheet.paragraph(last + 3, book.word(HOW_STEPS))
    if told.plans:
        sheet.paragraph(row, book.word(CHOICE))
    sheet.freeze(FIRST - 1, 1)


def _style(told: Attribution) -> str:
    return "euro" if told.goal == "money" else "persons3"


def _flags(sheet: Sheet, area: str) -> None:
    sheet.flag(area, sheet.book.word(YES), GOOD)
    sheet.flag(area, sheet.book.word(NO), BAD)


def _changes(part: str, changes: Sequence[Change], sheet: Sheet) -> None:
    sheet.heading()
    sheet.widths([column.width for column in CHANGES])
    rows: list[list[Cell]] = []
    for number, one in enumerate(changes, start=FIRST):
        was, now = _number(one.was, one.unit), _number(one.now, one.unit)
        difference: Cell = None
        if one.difference is not None and not isinstance(was, str) and not isinstance(now, str):
            difference = Styled(Live(f"={at(CHANGES, 'nu', number)}-{at(CHANGES, 'was', number)}", one.difference), _look(plain(one.difference)))
        elif one.difference is not None:
            difference = plain(one.difference)
        words = (one.key, one.name[sheet.book.lang], sheet.book.word(HOW[one.how]))
        rows.append([*words, was, now, difference, one.unit, trail(one, sheet.book.lang), one.place_was, one.place_now])
    sheet.print_until(CHANGES, sheet.table(f"tbl_{part}", f"v_{part}", CHANGES, rows))
    sheet.freeze(FIRST - 1, 1)


def _number(text: str, unit: str) -> Cell:
    """A number as a number where a cell holds it exactly; PM, a date or 1/3 as text."""
    value = read_exact(text)
    if value is None or "/" in plain(value) or len(plain(value)) > 15:
        return text
    return Styled(value, "number" if unit == "year" else _look(text))


def _look(text: str) -> str:
    value = read_exact(text)
    return "euro" if value is not None and value.denominator == 1 and abs(value) >= 1000 else "number"


def _renames(told: Difference, sheet: Sheet) -> None:
    sheet.heading()
    sheet.widths([column.width for column in RENAMED])
    word = sheet.book.word
    rows: list[list[Cell]] = [[one.was, one.now, word(TABLES[one.table]), word(one.name), word(one.why)] for one in told.renamed]
    last = sheet.table("tblHernoemd", "n", RENAMED, rows)
    sheet.paragraph(last + 1, word(RENAMING))
    sheet.freeze(FIRST - 1, 1)


def _amounts(level: str, amounts: Sequence[PlanChange], sheet: Sheet) -> None:
    columns = (*IDS[level], *MONEY)
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for number, one in enumerate(amounts, start=FIRST):
        name = one.name[sheet.book.lang]
        ids = {"line": (one.instrument, name, one.space), "space": (one.space, name), "flow": (one.source, one.instrument, name)}[level]
        live = Live(f"={at(columns, 'nu', number)}-{at(columns, 'was', number)}", one.difference)
        rows.append([*ids, year_cell(one.year), one.was, one.now, live])
    last = sheet.table(f"tbl_{level}", f"a_{level}", columns, rows)
    sheet.put(last + 1, 0, sheet.book.word(TOTAL), "total")
    for place, column in enumerate(columns[1:], start=1):
        address = at(columns, column.key, FIRST)
        area = f"{address}:{at(columns, column.key, last)}"
        values = {"was": sum((one.was or 0) for one in amounts), "nu": sum((one.now or 0) for one in amounts)}
        values["verschil"] = values["nu"] - values["was"]
        sheet.put(last + 1, place, Live(f"=SUM({area})", values[column.key]) if column.key in values else None, "total-euro")
    sheet.freeze(FIRST - 1, 1)
