"""Sheet Mutaties: every budget from the workbook's own amount to the standing of this phase, step by step, with live sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.language import Text
from optimiser.phases import CASH_SHIFT, YEAR_END, kind_name
from optimiser.record import Record, SourceUse
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, Styled, at
from optimiser.reports.plan_book.names import NO, NOTE, PLACE, SOURCE_LINE, STANDING, YEAR, YES
from optimiser.reports.plan_book.style import BAD, BLUE
from optimiser.stands import StepTold
from optimiser.words import STANDINGS

COLUMNS = (
    Column("herkomst", SOURCE_LINE, 16, named=True),
    Column("naam", Text("herkomst, naam", "source, name"), 38, "wrap"),
    Column("jaar", YEAR, 8, "year", named=True),
    Column("stap", Text("stap", "step"), 20, named=True),
    Column("fase", Text("fase", "phase"), 24),
    Column("soort", Text("soort", "kind"), 34, "wrap"),
    Column("was", Text("stand ervoor (EUR)", "standing before (EUR)"), 16, "euro"),
    Column("aandeel", Text("index", "index"), 9, "share2"),
    Column("mutatie", Text("mutatie (EUR)", "change (EUR)"), 16, "euro", named=True),
    Column("stand", Text("stand erna (EUR)", "standing after (EUR)"), 16, "euro"),
    Column("besluit", Text("besluit", "decided"), 12),
    Column("hardheid", STANDING, 12),
    Column("bron", PLACE, 40, "wrap"),
    Column("toelichting", NOTE, 50, "wrap"),
)
SHIFTS = (
    Column("stap", Text("stap", "step"), 16),
    Column("naam", Text("soort en herkomst", "kind and source"), 38, "wrap"),
    Column("jaar", Text("uit jaar", "from year"), 8, "year"),
    Column("oordeel", Text("oordeel", "verdict"), 20, "centre"),
    Column("leeg1", Text("som over de jaren moet zijn", "sum over the years must be"), 24, "thousands"),
    Column("leeg2", Text("som over de jaren (EUR)", "sum over the years (EUR)"), 34, "thousands"),
    Column("mee", Text("gaat mee (EUR)", "taken along (EUR)"), 16, "euro"),
    Column("deel", Text("marge", "margin"), 9, "share2"),
    Column("hoogste", Text("ten hoogste (EUR)", "at most (EUR)"), 16, "euro"),
)
ABOUT = Text(
    "Elke stap van de begroting op blad Herkomst tot de stand van deze fase. Een kasschuif en een eindejaarsmarge geven "
    "geen geld: over de jaren zijn zij nul.",
    "Every step from the budget on sheet Sources to the standing of this phase. A cash shift and a year-end margin give no "
    "money: over the years they are zero.",
)
START, OTHER = "-", "--"
NOTHING = ("", "", "", "")
HALF = Fraction(1, 2)
BASE = Text("begroting in het invoerwerkboek {mark}", "budget in the input workbook {mark}")
REST = Text("scenario of --set", "scenario or --set")
SHIFTED = Text("Kasschuiven en eindejaarsmarges", "Cash shifts and year-end margins")


def write(sheet: Sheet) -> None:
    """The waterfall as rows, then what must be zero over the years."""
    record = sheet.book.record
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    rows: list[list[Cell]] = []
    for use in record.sources:
        if use.amount is not None:
            rows += _waterfall(sheet, use, FIRST + len(rows))
    last = sheet.table("tblMutaties", "m", COLUMNS, rows)
    sheet.freeze(FIRST - 1, 4, repeat=False)
    shifts = list(_shifts(sheet, last + 4))
    if shifts:
        sheet.put(last + 1, 0, sheet.book.word(SHIFTED), "section")
        end = sheet.table("tblSchuiven", "k", SHIFTS, shifts, last + 2)
        sheet.flag(f"D{last + 4}:D{end}", sheet.book.word(NO), BAD)


def _waterfall(sheet: Sheet, use: SourceUse, number: int) -> Iterator[list[Cell]]:
    """The rows of one source line and year: what the workbook gives, every step, and what a scenario still changes."""
    record, word = sheet.book.record, sheet.book.word
    assert use.amount is not None
    standing, mark = _given(record, use)
    yield _row(sheet, use, number, [START, "", word(BASE, mark=mark).strip()], Moved(None, None, standing, standing), NOTHING)
    for one in _steps(record):
        if (one.source, one.year) == (use.source, use.year):
            number, standing = number + 1, one.now
            trail = [one.decided, word(STANDINGS[one.standing]), one.document, one.note]
            cells = [one.id, one.moment.name(sheet.book.lang), word(kind_name(one.kind))]
            yield _row(sheet, use, number, cells, Moved(one.was, one.share, _change(one, number), one.now), trail)
    if standing != use.amount:
        yield _row(sheet, use, number + 1, [OTHER, "", word(REST)], Moved(standing, None, use.amount - standing, use.amount), NOTHING)


def _given(record: Record, use: SourceUse) -> tuple[int, str]:
    """What the input workbook gives in EUR, before anything changed it; with the mark that stands there instead (which counts as nothing yet)."""
    was = next((one.was for one in record.overrides if one.key == f"source.{use.source}.{use.year}"), str(use.amount))
    return (int(was), "") if was.isdecimal() else (0, was)


def _change(one: StepTold, number: int) -> int | Live:
    """The rise by an index as a live formula; where two indices of a phase count over the same budget, only the first can be one."""
    change = one.now - one.was
    if one.share is None or int(one.was * one.share + HALF) != change:
        return change
    return Live(f"=ROUND({at(COLUMNS, 'was', number)}*{one.share.numerator}/{one.share.denominator},0)", change)


@dataclass(frozen=True, slots=True)
class Moved:
    """The money of one row: standing before (None for the first), share of an index, the change, and the standing after it, in EUR."""

    was: int | None
    share: Fraction | None
    change: int | Live
    now: int


def _row(sheet: Sheet, use: SourceUse, number: int, cells: Sequence[str], money: Moved, trail: Sequence[str]) -> list[Cell]:
    before, left = None, ""
    if money.was is not None:
        before, left = Live(f"={at(COLUMNS, 'stand', number - 1)}", money.was), f"{at(COLUMNS, 'was', number)}+"
    after = Live(f"={left}{at(COLUMNS, 'mutatie', number)}", money.now)
    name = sheet.book.name("source", use.source)
    return [use.source, name, int(use.year), *cells, before, money.share, money.change, after, *trail]


def _steps(record: Record) -> tuple[StepTold, ...]:
    return () if record.cycle is None else record.cycle.steps


def shifts(record: Record) -> tuple[StepTold, ...]:
    """One step of every cash shift and year-end margin: the one that takes money out of a year, if there is one."""
    found: dict[str, StepTold] = {}
    for one in _steps(record):
        if one.kind in (CASH_SHIFT, YEAR_END) and (one.id not in found or one.now < one.was):
            found[one.id] = one
    return tuple(found.values())


def _shifts(sheet: Sheet, first: int) -> Iterator[list[Cell]]:
    """Every shift with its live sum; what is taken along through the year-end margin against the whole budget of its year."""
    record, word = sheet.book.record, sheet.book.word
    for number, one in enumerate(shifts(record), start=first):
        total = sum(step.now - step.was for step in _steps(record) if step.id == one.id)
        what = f"{word(kind_name(one.kind))}, {sheet.book.name('source', one.source)}"
        verdict = Live(f'=IF({at(SHIFTS, "leeg2", number)}=0,"{word(YES)}","{word(NO)}")', word(YES if total == 0 else NO))
        cells: list[Cell] = [one.id, what, int(one.year), verdict, 0, Live(f'=SUMIFS(m_mutatie,m_stap,"{one.id}")', total)]
        margin = record.cycle.margin if record.cycle is not None and one.kind == YEAR_END else None
        if margin is None:
            yield [*cells, None, None, None]
            continue
        whole = _whole(record, one.year)
        most = f'=INT({margin.numerator}*SUMIFS(m_mutatie,m_stap,"{START}",m_jaar,{one.year})/{margin.denominator})'
        yield [*cells, max(one.was - one.now, 0), Styled(margin, "share2"), Live(most, int(whole * margin))]


def _whole(record: Record, year: str) -> int:
    """The budget of a year in the input workbook."""
    return sum(_given(record, use)[0] for use in record.sources if use.year == year and use.amount is not None)


PAGE = Page(Text("Mutaties", "Mutations"), ABOUT, write, BLUE, when=lambda record: record.cycle is not None)
