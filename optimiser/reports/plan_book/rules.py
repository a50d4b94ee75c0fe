"""Sheet Regels: one row a rule and year, its left side live, its margin, what a little less or more is worth, and its source."""

from __future__ import annotations

from fractions import Fraction

from optimiser.language import Text
from optimiser.record import PriceTold, RuleLine
from optimiser.reports.highlights import STEP_SIZES
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, Styled, at
from optimiser.reports.plan_book.formulas import Compiler
from optimiser.reports.plan_book.names import EXACT, MARK, MULTIPLIER, NO, NOTE, PLACE, STANDING, YEAR, YES
from optimiser.reports.plan_book.style import BAD, BY_UNIT, MARKED, ORANGE
from optimiser.words import STANDINGS

COLUMNS = (
    Column("nr", Text("nr", "no"), 5, "centre"),
    Column("regel", Text("regel", "rule"), 20),
    Column("jaar", YEAR, 7, "year"),
    Column("lid", Text("lid", "member"), 20),
    Column("zin", Text("zin", "sentence"), 60, "wrap"),
    Column("links", Text("links", "left side"), 15, "right"),
    Column("teken", Text("teken", "sense"), 6, "centre"),
    Column("grens", Text("grens", "limit value"), 15, "right"),
    Column("marge", Text("marge", "margin"), 15, "right"),
    Column("houdt", Text("houdt", "holds"), 8, "centre", named=True),
    Column("knelt", Text("knelt", "binding"), 8, "centre"),
    Column("minder", Text("prijs van één stap minder", "price of one step less"), 12, "right"),
    Column("meer", Text("prijs van één stap meer", "price of one step more"), 12, "right"),
    Column("stap", Text("stap", "step"), 11),
    Column("eis", Text("eis", "demand"), 8, named=True),
    Column("hardheid", STANDING, 14),
    Column("eigenaar", Text("eigenaar", "owner"), 20, "wrap"),
    Column("bron", PLACE, 34, "wrap"),
    Column("toelichting", NOTE, 90, "wrap"),
    Column("over", Text("over exact", "over exact"), 18, "proof"),
    Column("onder", Text("onder exact", "under exact"), 18, "proof"),
    Column("grensexact", Text("grens exact", "limit exact"), 14, "proof"),
    Column("wens", Text("wens", "wish"), 6, "proof"),
    Column("gewicht", Text("gewicht", "weight"), 8, "proof"),
    Column("multiplicator", MULTIPLIER, 16, "proof"),
    Column("kenmerk", MARK, 14, "proof"),
)
ABOUT = Text(
    "Elke regel op dit plan. De prijs is wat het doel verandert als de grens één stap verschuift, opnieuw uitgerekend. ",
    "Every rule on this plan. The price is what the goal changes when the limit moves one step, solved again. ",
)
HARD, WISH = Text("hard", "hard"), Text("wens", "wish")
BINDS = Text("knelt", "binding")
IMPOSSIBLE = Text("geen plan", "no plan")


def write(sheet: Sheet) -> None:
    """The table; `houdt` compares whole numbers, so a cent too much shows."""
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    compiler = Compiler(sheet.book.record)
    rows = [
        _row(sheet, compiler, rule, proof, number)
        for number, (rule, proof) in enumerate(zip(sheet.book.record.findings, sheet.book.proof["rules"], strict=True), start=FIRST)
    ]
    last = sheet.table("tblRegels", "r", COLUMNS, rows)
    sheet.flag(f"{at(COLUMNS, 'houdt', FIRST)}:{at(COLUMNS, 'houdt', last)}", sheet.book.word(NO), BAD)
    sheet.flag(f"{at(COLUMNS, 'knelt', FIRST)}:{at(COLUMNS, 'knelt', last)}", sheet.book.word(BINDS), MARKED)
    sheet.print_until(COLUMNS, last)
    sheet.freeze(FIRST - 1, 2)


def _row(sheet: Sheet, compiler: Compiler, rule: RuleLine, proof: dict[str, str], number: int) -> list[Cell]:
    word, lang = sheet.book.word, sheet.book.lang
    style = BY_UNIT[rule.unit]
    left, limit = at(COLUMNS, "links", number), at(COLUMNS, "grens", number)
    yes, no = word(YES), word(NO)
    told = ["" if rule.left is None else rule.left, "" if rule.margin is None else rule.margin, yes if rule.holds else no]
    found: list[Fraction | str | Live] = [*told]
    if rule.whole or not _is_further(rule):
        no_ = int(proof["no"])
        formulas = (compiler.left(rule, no_), compiler.margin(left, limit, rule.sense), compiler.test(rule, no_, yes, no))
        found = [Live(formula, value) for formula, value in zip(formulas, told, strict=True)]
    return [
        int(proof["no"]),
        rule.id,
        None if rule.year is None else int(rule.year),
        rule.member or "",
        rule.sentence[lang],
        Styled(found[0], style),
        rule.sense,
        Styled(rule.limit, style),
        Styled(found[1], style),
        found[2],
        word(BINDS) if rule.binding else "",
        *_prices(sheet, rule.price),
        word(STEP_SIZES[rule.unit]) if rule.price is not None else "",
        word(WISH if rule.soft else HARD),
        word(STANDINGS[rule.standing]),
        rule.owner,
        rule.source,
        rule.note,
        *(proof[key] for key in ("over", "under", "limit", "wish", "weight", "multiplier", "mark")),
    ]


def _is_further(rule: RuleLine) -> bool:
    """True when a rule speaks about members of further dimensions, which the flows of this workbook add up."""
    return any(part.further for total in (rule.over, rule.under) if total is not None for part in total.parts)


def _prices(sheet: Sheet, price: PriceTold | None) -> list[Cell]:
    if price is None:
        return [None, None]
    return [sheet.book.word(IMPOSSIBLE) if side is None else Styled(side, "persons") for side in (price.less, price.more)]


PAGE = Page(Text("Regels", "Rules"), Text(ABOUT.nl + EXACT.nl, ABOUT.en + EXACT.en), write, ORANGE)
