"""Sheet Controles: what must add up, in whole euros, with the difference live; one verdict that also stands on the first sheet."""

from __future__ import annotations

from dataclasses import dataclass

from optimiser.language import Text
from optimiser.printed import THOUSAND
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, at
from optimiser.reports.plan_book.names import NO, YEAR, YES
from optimiser.reports.plan_book.steps import shifts
from optimiser.reports.plan_book.style import BAD, GOOD, ORANGE
from optimiser.supplementary import change_tables

COLUMNS = (
    Column("controle", Text("controle", "check"), 66, "wrap"),
    Column("jaar", YEAR, 8, "year"),
    Column("links", Text("in dit werkboek", "in this workbook"), 18, "euro"),
    Column("rechts", Text("moet zijn", "must be"), 18, "euro"),
    Column("verschil", Text("verschil", "difference"), 15, "euro"),
    Column("oordeel", Text("oordeel", "verdict"), 12, "centre", named=True),
)
ABOUT = Text(
    "Alles wat moet kloppen, in hele euro's en aantallen. Eén verschil kleurt het oordeel op het eerste blad.",
    "Everything that must add up, in whole euros and counts. One difference turns the verdict on the first sheet.",
)
GOOD_VERDICT, BAD_VERDICT = Text("ALLES KLOPT", "ALL CHECKS PASS"), Text("FOUT", "WRONG")
PLAN_TOTAL = Text("Plan en geldstromen tellen op tot hetzelfde", "Plan and money flows add up to the same")
LINES = Text("Lijnen waarvan plan en geldstromen verschillen", "Lines whose plan and money flows differ")
SOURCE = Text("Besteed uit {name}", "Spent from {name}")
UNSPENT = Text("Besteed uit {name} (onbesteed is toegestaan)", "Spent from {name} (money may be left)")
STATED = Text("Herkomstregels tegen het genoemde totaal", "Source lines against the stated total")
BROKEN = Text("Harde regels die niet gehouden worden", "Hard rules that are not kept")
NEGATIVE = Text("Bedragen onder nul of geen heel getal", "Amounts below zero or no whole number")
TEXTS = Text("Bedragen die geen getal zijn", "Amounts that are no number")
STEPS = Text("Stappen van {name} (blad Mutaties) samen tegen het budget", "Steps of {name} (sheet Mutations) together against the budget")
SHIFT = Text("Verschuiving {id} over de jaren", "Shift {id} over the years")
SUPPLEMENTARY = Text(
    "Stand op blad Suppletoire tegen het plan (ten hoogste de afronding)", "Standing on sheet Supplementary against the plan (at most the rounding)"
)
SPACES = Text("Ruimten samen tegen het plan", "Spaces together against the plan")


@dataclass(frozen=True, slots=True)
class Check:
    """One line: two formulas (or a number) with their values; `equal` False means left may be less than right."""

    what: str
    year: str | None
    left: str
    left_value: int
    right: str
    right_value: int
    equal: bool = True


def write(sheet: Sheet) -> None:
    """The checks, and the overall verdict with the defined name `verdict`."""
    book = sheet.book
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    yes, no = book.word(YES), book.word(NO)
    rows: list[list[Cell]] = []
    for number, check in enumerate(_checks(sheet), start=FIRST):
        left, right, difference = at(COLUMNS, "links", number), at(COLUMNS, "rechts", number), at(COLUMNS, "verschil", number)
        gap = check.left_value - check.right_value
        holds = gap == 0 if check.equal else gap <= 0
        rows.append(
            [
                check.what,
                None if check.year is None else int(check.year),
                Live(f"={check.left}", check.left_value),
                Live(f"={check.right}", check.right_value),
                Live(f"={left}-{right}", gap),
                Live(f'=IF({difference}{"=" if check.equal else "<="}0,"{yes}","{no}")', yes if holds else no),
            ]
        )
    last = sheet.table("tblControles", "c", COLUMNS, rows)
    area = f"{at(COLUMNS, 'oordeel', FIRST)}:{at(COLUMNS, 'oordeel', last)}"
    sheet.flag(area, no, BAD)
    passed = all(row[-1].value == yes for row in rows if isinstance(row[-1], Live))
    verdict = f'=IF(COUNTIF(c_oordeel,"{yes}")=ROWS(c_oordeel),"{book.word(GOOD_VERDICT)}","{book.word(BAD_VERDICT)}")'
    sheet.put(last + 1, 0, book.word(Text("Oordeel over alles", "Verdict on everything")), "strong")
    sheet.put(last + 1, 5, Live(verdict, book.word(GOOD_VERDICT if passed else BAD_VERDICT)), "verdict-small")
    sheet.flag(f"F{last + 2}", book.word(GOOD_VERDICT), GOOD)
    book.define("verdict", f"'{sheet.name}'!$F${last + 2}")
    sheet.freeze(FIRST - 1, 1)


def _checks(sheet: Sheet) -> list[Check]:
    record, word = sheet.book.record, sheet.book.word
    per_year = {year: sum(flow.amount for flow in record.flows if flow.year == year) for year in record.years}
    checks = [Check(word(PLAN_TOTAL), y, f"SUMIFS(p_plan,p_jaar,{y})", v, f"SUMIFS(s_bedrag,s_jaar,{y})", v) for y, v in per_year.items()]
    checks.append(Check(word(LINES), None, "SUMPRODUCT(--(p_plan<>p_stromen))", 0, "0", 0))
    for use in record.sources:
        if use.amount is None:
            continue
        full = use.unspent == 0
        what = word(SOURCE if full else UNSPENT, name=sheet.book.name("source", use.source))
        left = f'SUMIFS(s_bedrag,s_herkomst,"{use.source}",s_jaar,{use.year})'
        checks.append(Check(what, use.year, left, use.spent, str(use.amount), use.amount, full))
    spaces = list(dict.fromkeys(use.space for use in record.spaces))
    for year, value in per_year.items():
        parts = "+".join(f'SUMIFS(s_bedrag,s_ruimte,"{space}",s_jaar,{year})' for space in spaces)
        checks.append(Check(word(SPACES), year, parts, value, f"SUMIFS(p_plan,p_jaar,{year})", value))
    for one in record.stated:
        if one.stated == one.lines:
            lines = "+".join(str(use.amount) for use in record.sources if use.year == one.year and use.amount is not None)
            checks.append(Check(word(STATED), one.year, lines, one.lines, str(one.stated), one.stated))
    if record.cycle is not None:
        checks += _cycle(sheet)
    broken = sum(not rule.holds for rule in record.findings if not rule.soft)
    hard, no = word(Text("hard", "hard")), word(NO)
    checks.append(Check(word(BROKEN), None, f'COUNTIFS(r_houdt,"{no}",r_eis,"{hard}")', broken, "0", 0))
    checks.append(Check(word(TEXTS), None, "ROWS(s_bedrag)-COUNT(s_bedrag)+ROWS(p_plan)-COUNT(p_plan)", 0, "0", 0))
    negative = 'COUNTIF(s_bedrag,"<0")+COUNTIF(p_plan,"<0")+SUMPRODUCT(--(INT(s_bedrag)<>s_bedrag))'
    checks.append(Check(word(NEGATIVE), None, negative, 0, "0", 0))
    return checks


def _cycle(sheet: Sheet) -> list[Check]:
    """The steps of every budget add up to it, shifts to nothing, and the supplementary tables to the plan."""
    record, word = sheet.book.record, sheet.book.word
    checks = []
    for use in record.sources:
        if use.amount is not None:
            what = word(STEPS, name=sheet.book.name("source", use.source))
            checks.append(
                Check(what, use.year, f'SUMIFS(m_mutatie,m_herkomst,"{use.source}",m_jaar,{use.year})', use.amount, str(use.amount), use.amount)
            )
    checks += [Check(word(SHIFT, id=one.id), None, f'SUMIFS(m_mutatie,m_stap,"{one.id}")', 0, "0", 0) for one in shifts(record)]
    tables = list(enumerate(change_tables(record), start=1))
    for year in dict.fromkeys(table.year for _, table in tables):
        names = "+".join(f"suppletoire_{number}" for number, table in tables if table.year == year)
        printed = sum(table.rows[0].stand for _, table in tables if table.year == year)
        exact = sum(flow.amount for flow in record.flows if flow.year == year)
        apart = THOUSAND * len(dict.fromkeys(table.name.nl for _, table in tables)) - 1
        left = f"ABS({THOUSAND}*({names})-SUMIFS(p_plan,p_jaar,{year}))"
        checks.append(Check(word(SUPPLEMENTARY), year, left, abs(THOUSAND * printed - exact), str(apart), apart, equal=False))
    return checks


PAGE = Page(Text("Controles", "Checks"), ABOUT, write, ORANGE)
