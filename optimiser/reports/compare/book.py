"""The workbook of a comparison: effects, amounts and years with live differences, and checks that everything adds up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.comparison import AmountRow, Column, Comparison, YearChange
from optimiser.difference import STEPS, Attribution
from optimiser.exact import plain
from optimiser.language import Lang, Text
from optimiser.reports.compare.sections import (
    ADDS,
    BINDING,
    BOUND,
    BROKEN,
    DIFFERENCE,
    HONEST,
    HOW,
    HOW_RULES,
    LIMIT,
    LINES,
    LOWERS,
    NO_PLAN,
    NOTES,
    OVER,
    RULE,
    RULES,
    SPACES,
    TOGETHER,
    TOTAL,
    UNIT,
    WHAT,
    about,
    cells_of,
    head,
    limit_of,
    rule_name,
    title,
)
from optimiser.reports.plan_book.book import FIRST, Book, Cell, Live, Page, Sheet, Styled, letter, year_cell
from optimiser.reports.plan_book.book import Column as Field
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, NO, SPACE, YEAR, YES
from optimiser.reports.plan_book.style import BAD, BLUE, GOOD, GREY, ORANGE
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text("Plannen naast elkaar; het eerste is het uitgangspunt.", "Plans side by side; the first is the reference.")
EFFECT_SHEET = Text("Effect", "Effect")
EFFECT_ABOUT = Text(
    "Wat elk plan oplevert, en het verschil met het eerste stap voor stap.", "What each plan brings, and the difference with the first step by step."
)
SPACES_ABOUT = Text("Bedrag per ruimte en jaar (EUR); verschillen als formule.", "Amount per space and year (EUR); differences as formulas.")
LINES_ABOUT = Text("Bedrag per lijn en jaar (EUR); verschillen als formule.", "Amount per line and year (EUR); differences as formulas.")
RULES_ABOUT = Text("Elke regel die ergens knelt of gebroken is, in elk plan.", "Every rule that binds or is broken somewhere, in every plan.")
CHANGES, CHANGES_ABOUT = (
    Text("Wijzigingen", "Changes"),
    Text("Welke cijfers en regels anders zijn dan bij het uitgangspunt.", "Which figures and rules differ from the reference."),
)
YEARS = Text("Jaren {key}", "Years {key}")
YEARS_ABOUT = Text("Van jaar op jaar, lijn voor lijn.", "From year to year, line by line.")
ADDS_UP = Text("telt op", "adds up")
EXACT = Text("{step}, exact", "{step}, exact")
MORE = Text("verschil {key}", "difference {key}")
CHANGED = (
    Field("kolom", Text("kolom", "column"), 10, "centre"),
    Field("sleutel", Text("sleutel", "key"), 40),
    Field("naam", NAME, 44, "wrap"),
    Field("was", Text("bij het uitgangspunt", "in the reference"), 24, "right"),
    Field("nu", Text("hier", "here"), 24, "right"),
    Field("waar", Text("door of plaats", "by or place"), 34),
)
YEAR_FIELDS = (
    Field("instrument", INSTRUMENT, 26),
    Field("naam", NAME, 40, "wrap"),
    Field("was", Text("bedrag {was}", "amount {was}"), 17, "euro"),
    Field("groei", Text("door budget", "by budget"), 17, "euro"),
    Field("herverdeeld", Text("herverdeeld", "reallocated"), 17, "euro"),
    Field("nu", Text("bedrag {now}", "amount {now}"), 17, "euro"),
    Field("koopt", Text("koopt {was} (personen)", "buys {was} (persons)"), 14, "persons3"),
    Field("ruimte", Text("door ruimte en openingsdata", "by room and opening dates"), 14, "persons3"),
    Field("effectgroei", Text("door budget (personen)", "by budget (persons)"), 14, "persons3"),
    Field("effectherverdeeld", Text("door herverdeling (personen)", "by reallocation (persons)"), 14, "persons3"),
    Field("kooptnu", Text("koopt {now} (personen)", "buys {now} (persons)"), 14, "persons3"),
)
# What a spreadsheet's decimals can hold of a sum of effects.
DIGITS = 6


def write(told: Comparison, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""
    pages = _pages(told)

    def draw(workbook: Workbook) -> None:
        Book(None, lang, pages, workbook, title(told, lang)).draw()

    write_workbook(path, draw, lang, title(told, lang))


def _pages(told: Comparison) -> list[Page]:
    pages = [Page(GUIDE, GUIDE_ABOUT, partial(_guide, told), BLUE), Page(EFFECT_SHEET, EFFECT_ABOUT, partial(_effect, told), ORANGE)]
    pages.append(Page(SPACES, SPACES_ABOUT, partial(_amounts, told, told.space_rows, "Ruimten"), BLUE))
    pages.append(Page(LINES, LINES_ABOUT, partial(_amounts, told, told.line_rows, "Lijnen"), BLUE))
    if any(row.holds_somewhere for row in told.rule_rows):
        pages.append(Page(RULES, RULES_ABOUT, partial(_rules, told), BLUE))
    if any(one.changed for one in told.differences.values()):
        pages.append(Page(CHANGES, CHANGES_ABOUT, partial(_changes, told), GREY))
    for change in told.year_changes:
        name = Text(YEARS.nl.format(key=change.column), YEARS.en.format(key=change.column))
        pages.append(Page(name, YEARS_ABOUT, partial(_years, change), ORANGE))
    return pages


def _guide(told: Comparison, sheet: Sheet) -> None:
    book = sheet.book
    sheet.widths([44, 20, 20, 60])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(title(told, book.lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    for line in about(told, book.lang):
        row = sheet.paragraph(row, line)
    for one in told.columns:
        row = sheet.paragraph(row + 1, one.sentence[book.lang])
    row = sheet.paragraph(row + 1, book.word(HONEST))
    sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
    row += 2
    for page in book.pages[1:]:
        sheet.link(row, 0, book.word(page.name), book.word(page.name))
        row += 1
    if told.notes:
        sheet.put(row + 1, 0, book.word(NOTES), "section")
        row += 2
        for note in told.notes:
            row = sheet.paragraph(row, note[book.lang])


def _effect(told: Comparison, sheet: Sheet) -> None:
    """One column a plan: numbers, the live difference, its steps, and whether they add up."""
    book = sheet.book
    sheet.heading()
    fields = [Field("wat", WHAT, 46), *(Field(one.key, _head(one), 22, "right") for one in told.columns)]
    sheet.widths([field.width for field in fields])
    made = {key: one.attribution for key, one in told.differences.items() if one.attribution is not None}
    steps = _step_ids(made)
    rows: list[list[Cell]] = [
        [book.word(TOTAL), *(book.word(NO_PLAN) if one.conflict is not None else _number(one.total, one) for one in told.columns)],
        [book.word(UNIT), *(one.unit[book.lang] for one in told.columns)],
        [book.word(ADDS), *(_persons(one.adds) for one in told.columns)],
        [book.word(LOWERS), *(_persons(one.lowers) for one in told.columns)],
        [book.word(BOUND), *(_number(one.bound, one) for one in told.columns)],
        [book.word(BROKEN), *(None if one.total is None else Styled(len(one.broken), "number") for one in told.columns)],
        [book.word(BINDING), *(None if one.binding is None else Styled(one.binding, "number") for one in told.columns)],
        *([book.word(text), *(_number(one.over.get(name), one) for one in told.columns)] for name, text in OVER.items()),
        [book.word(DIFFERENCE, first=told.columns[0].key), *(_difference(told, place, one) for place, one in enumerate(told.columns))],
    ]
    first_step = FIRST + len(rows)
    rows += [[f"– {_step(id, book.lang)}", *(_number(_of(made.get(one.key), id), one) for one in told.columns)] for id in steps]
    last_step = FIRST + len(rows) - 1
    if steps:
        rows.append([book.word(ADDS_UP), *(_check(sheet, made.get(one.key), place, first_step, last_step) for place, one in enumerate(told.columns))])
        rows += [[book.word(EXACT, step=_step(id, book.lang)), *(_exact(made.get(one.key), id) for one in told.columns)] for id in steps]
    last = sheet.table("tblEffect", "e", fields, rows)
    area = f"B{FIRST}:{letter(len(told.columns))}{last}"
    sheet.flag(area, book.word(YES), GOOD)
    sheet.flag(area, book.word(NO), BAD)
    row = sheet.paragraph(last + 1, book.word(HOW))
    sheet.paragraph(row, book.word(HONEST))
    sheet.freeze(FIRST - 1, 1)


def _head(one: Column) -> Text:
    return Text(head(one, "nl"), head(one, "en"))


def _number(value: Fraction | None, one: Column) -> Cell:
    return None if value is None else Styled(value, "euro" if one.goal == "money" else "persons3")


def _persons(value: Fraction | None) -> Cell:
    return None if value is None else Styled(value, "persons3")


def _difference(told: Comparison, place: int, one: Column) -> Cell:
    first = told.columns[0]
    if place == 0 or one.total is None or first.total is None or one.goal != first.goal or one.unit != first.unit:
        return None
    if one.key in told.differences and told.differences[one.key].attribution is None and not told.differences[one.key].same:
        return None
    return Styled(Live(f"={letter(place + 1)}{FIRST}-B{FIRST}", one.total - first.total), "euro" if one.goal == "money" else "persons3")


def _step_ids(made: dict[str, Attribution]) -> list[str]:
    """Every step that any column has, in the order in which people read them."""
    order = list(STEPS)
    ids = {step.id: step.parts for one in made.values() for step in one.steps}
    return sorted(ids, key=lambda one: [order.index(part) for part in ids[one]])


def _step(id: str, lang: Lang) -> str:
    return " + ".join(STEPS[part][lang] for part in id.split("+"))


def _of(made: Attribution | None, id: str) -> Fraction | None:
    return None if made is None else next((step.difference for step in made.steps if step.id == id), None)


def _exact(made: Attribution | None, id: str) -> Cell:
    value = _of(made, id)
    return None if value is None else Styled(plain(value), "proof")


def _check(sheet: Sheet, made: Attribution | None, place: int, first: int, last: int) -> Cell:
    if made is None:
        return None
    column, yes, no = letter(place + 1), sheet.book.word(YES), sheet.book.word(NO)
    return Styled(Live(f'=IF(ROUND({column}{first - 1}-SUM({column}{first}:{column}{last}),{DIGITS})=0,"{yes}","{no}")', yes), "centre")


def _amounts(told: Comparison, amounts: Sequence[AmountRow], name: str, sheet: Sheet) -> None:
    book = sheet.book
    sheet.heading()
    lines = name == "Lijnen"
    ids = [Field("id", INSTRUMENT if lines else SPACE, 26), Field("naam", NAME, 44, "wrap"), Field("jaar", YEAR, 9, "year")]
    more = [place for place in range(1, len(told.columns)) if told.columns[place].planned and told.columns[0].planned]
    fields = [*ids, *(Field(one.key, _head(one), 19, "euro") for one in told.columns)]
    fields += [Field(f"v{place}", _more(told.columns[place]), 19, "euro") for place in more]
    sheet.widths([field.width for field in fields])
    base = letter(len(ids))
    rows: list[list[Cell]] = []
    for number, row in enumerate(amounts, start=FIRST):
        cells: list[Cell] = [row.instrument or row.space, row.name[book.lang], year_cell(row.year), *row.amounts]
        for place in more:
            difference = (row.amounts[place] or 0) - (row.amounts[0] or 0)
            cells.append(Live(f"={letter(len(ids) + place)}{number}-{base}{number}", difference))
        rows.append(cells)
    last = sheet.table(f"tbl{name}", f"b{name}", fields, rows)
    sheet.put(last + 1, 0, book.word(TOGETHER), "total")
    for place in range(1, len(fields)):
        values = [row[place] for row in rows] if place >= len(ids) else []
        total = sum(one.value if isinstance(one, Live) else one for one in values if isinstance(one, (int, Live)))  # type: ignore[misc]
        column = letter(place)
        sheet.put(last + 1, place, Live(f"=SUM({column}{FIRST}:{column}{last})", total) if values and rows else None, "total-euro")
    sheet.print_until(fields, last + 2)
    sheet.freeze(FIRST - 1, len(ids))


def _more(one: Column) -> Text:
    names = [one.label[lang] if one.kind == "baseline" else one.key for lang in ("nl", "en")]
    return Text(MORE.nl.format(key=names[0]), MORE.en.format(key=names[1]))


def _rules(told: Comparison, sheet: Sheet) -> None:
    book = sheet.book
    sheet.heading()
    fields = [Field("regel", RULE, 38), Field("naam", NAME, 40, "wrap"), Field("jaar", YEAR, 9, "year"), Field("grens", LIMIT, 18, "right")]
    fields += [Field(one.key, _head(one), 28, "wrap") for one in told.columns]
    sheet.widths([field.width for field in fields])
    shown = [row for row in told.rule_rows if row.holds_somewhere]
    rows: list[list[Cell]] = [
        [rule_name(row), row.name[book.lang], year_cell(row.year) or None, limit_of(row, book.lang), *cells_of(row, book.lang)] for row in shown
    ]
    last = sheet.table("tblRegels", "r", fields, rows)
    sheet.paragraph(last + 1, book.word(HOW_RULES))
    sheet.print_until(fields, last + 2)
    sheet.freeze(FIRST - 1, 1)


def _changes(told: Comparison, sheet: Sheet) -> None:
    sheet.heading()
    sheet.widths([field.width for field in CHANGED])
    rows: list[list[Cell]] = [
        [key, one.key, one.name[sheet.book.lang], one.was or None, one.now or None, one.place_now or None]
        for key, difference in told.differences.items()
        for one in difference.changed
    ]
    sheet.print_until(CHANGED, sheet.table("tblWijzigingen", "w", CHANGED, rows))
    sheet.freeze(FIRST - 1, 2)


def _years(change: YearChange, sheet: Sheet) -> None:
    """Amounts and effects line by line; what came with the budget is a formula over the two totals."""
    book, years = sheet.book, {"was": change.was, "now": change.now}
    sheet.heading()
    fields = [Field(one.key, Text(one.head.nl.format(**years), one.head.en.format(**years)), one.width, one.style) for one in YEAR_FIELDS]
    sheet.widths([field.width for field in fields])
    end = FIRST + len(change.lines) - 1
    grows = f"(SUM($F${FIRST}:$F${end})/SUM($C${FIRST}:$C${end})-1)" if change.money("was") else "0"
    rows: list[list[Cell]] = []
    for number, one in enumerate(change.lines, start=FIRST):
        money: list[Cell] = [
            one.was,
            Live(f"=C{number}*{grows}", one.money_growth),
            Live(f"=F{number}-C{number}-D{number}", one.money_moved),
            one.now,
        ]
        effect: list[Cell] = [one.effect_was, one.room, one.growth, one.moved, Live(f"=SUM(G{number}:J{number})", one.effect_now)]
        rows.append([one.instrument, one.name[book.lang], *money, *effect])
    last = sheet.table(f"tblJaren{change.column}", f"j{change.column}", fields, rows)
    sheet.put(last + 1, 0, book.word(TOGETHER), "total")
    sheet.put(last + 1, 1, None, "total")
    totals = [change.money(key) for key in ("was", "money_growth", "money_moved", "now")]
    totals += [change.effect(key) for key in ("effect_was", "room", "growth", "moved", "effect_now")]
    for place, total in enumerate(totals, start=2):
        column = letter(place)
        sheet.put(last + 1, place, Live(f"=SUM({column}{FIRST}:{column}{last})", total), "total-euro" if place < 6 else "total-persons")
    check = f'=IF(AND(ROUND(E{last + 2},0)=0,ROUND(SUM(G{last + 2}:J{last + 2})-K{last + 2},{DIGITS})=0),"{book.word(YES)}","{book.word(NO)}")'
    sheet.put(last + 2, 0, book.word(ADDS_UP), "strong")
    sheet.put(last + 2, 1, Live(check, book.word(YES)), "centre")
    sheet.flag(f"B{last + 3}", book.word(YES), GOOD)
    sheet.flag(f"B{last + 3}", book.word(NO), BAD)
    sheet.paragraph(last + 4, change.sentence[book.lang])
    sheet.freeze(FIRST - 1, 1)
