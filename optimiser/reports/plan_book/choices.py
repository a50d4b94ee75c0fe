"""Sheet Alles of niets: what every member gets where a rule is all or nothing, live, so that the sheet Regels can count and compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from optimiser.language import Text
from optimiser.record import Part, Record, RuleLine, SumOf
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, at
from optimiser.reports.plan_book.formulas import Compiler
from optimiser.reports.plan_book.names import AMOUNT, YEAR
from optimiser.reports.plan_book.style import ORANGE

COLUMNS = (
    Column("nr", Text("nr", "no"), 6, "centre", named=True),
    Column("regel", Text("regel", "rule"), 24),
    Column("jaar", YEAR, 8, "year"),
    Column("lid", Text("lid", "member"), 34),
    Column("bedrag", AMOUNT, 17, "euro", named=True),
    Column("minimum", Text("minimum (EUR)", "minimum (EUR)"), 17, "euro"),
    Column("krijgt", Text("krijgt geld", "gets money"), 13, "centre"),
)
ABOUT = Text(
    "Wat elk lid krijgt bij de regels die alles of niets zijn. Deze regels staan buiten de bewezen grens; het blad Regels toetst ze exact.",
    "What every member gets under the rules that are all or nothing. The proved bound leaves these rules out; the sheet Rules tests them exactly.",
)
ROLES = ("source", "instrument", "year")
PAID, UNPAID = Text("ja", "yes"), Text("nee", "no")


@dataclass(frozen=True, slots=True)
class Row:
    """One member of one finding: its number on the sheet Regels, the sum that it gets, and that sum now (EUR)."""

    number: int
    rule: RuleLine
    member: str
    over: SumOf
    amount: int


def rows_of(record: Record) -> tuple[Row, ...]:
    """Every member of every all-or-nothing finding, in the order of the findings."""
    return tuple(
        Row(number, rule, member, over, amount)
        for number, rule in enumerate(record.findings, start=1)
        if rule.whole
        for member, over, amount in _members(record, rule)
    )


def _members(record: Record, rule: RuleLine) -> Iterator[tuple[str, SumOf, int]]:
    over, flows = rule.over, list(_flows(record))
    if over.each in ("", "part"):
        for number, part in enumerate(over.parts, start=1):
            told = next(iter(part.further), None) if over.each else None
            name = rule.member or ", ".join((part.instrument or part.source or (told[1] if told else ())) if over.each else ()) or str(number)
            yield name, SumOf((part,)), sum(amount for flow, amount in flows if _inside(part, flow))
        return
    (part,) = over.parts
    totals: dict[str, int] = {}
    for flow, amount in flows:
        if _inside(part, flow):
            totals[flow[over.each]] = totals.get(flow[over.each], 0) + amount
    for member, amount in sorted(totals.items()):
        ids = {"source": part.source, "instrument": part.instrument, "year": part.year, over.each: (member,)}
        further = part.further if over.each in ROLES else (*part.further, (over.each, (member,)))
        yield member, SumOf((Part(part.factor, ids["source"], ids["instrument"], ids["year"], further),)), amount


def _flows(record: Record) -> Iterator[tuple[dict[str, str], int]]:
    """Every cell by the ids and attributes of its members, with its amount."""
    if record.detail is None:
        yield from (({"source": one.source, "instrument": one.instrument, "year": one.year}, one.amount) for one in record.flows)
        return
    attributes = {(one.dimension, one.id): one.attributes for one in record.detail.members}
    for cell in record.detail.cells:
        told = {"source": cell.source, "instrument": cell.instrument, "year": cell.year}
        for dimension, member in zip(record.detail.dimensions, cell.members, strict=True):
            told |= {dimension: member, **attributes.get((dimension, member), {})}
        yield told, cell.amount


def _inside(part: Part, flow: dict[str, str]) -> bool:
    wanted = [*((key, getattr(part, key)) for key in ROLES), *part.further]
    return all(ids is None or flow.get(key) in ids for key, ids in wanted)


def write(sheet: Sheet) -> None:
    """The table; amounts are live sums over the flows."""
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    compiler = Compiler(sheet.book.record)
    paid, unpaid = sheet.book.word(PAID), sheet.book.word(UNPAID)
    rows: list[list[Cell]] = []
    for place, one in enumerate(rows_of(sheet.book.record), start=FIRST):
        amount = at(COLUMNS, "bedrag", place)
        rows.append(
            [
                one.number,
                one.rule.id,
                None if one.rule.year is None else int(one.rule.year),
                one.member,
                one.amount if any(part.further for part in one.over.parts) else Live(f"={compiler.total(one.over, Fraction(1))}", one.amount),
                one.rule.limit if one.rule.sense == "0|>=" else None,
                Live(f'=IF({amount}>0,"{paid}","{unpaid}")', paid if one.amount > 0 else unpaid),
            ]
        )
    last = sheet.table("tblKeuzes", "k", COLUMNS, rows)
    sheet.print_until(COLUMNS, last)
    sheet.freeze(FIRST - 1, 2)


PAGE = Page(Text("Alles of niets", "All or nothing"), ABOUT, write, ORANGE, when=lambda record: any(one.whole for one in record.findings))
