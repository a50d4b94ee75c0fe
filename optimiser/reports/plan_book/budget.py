"""Sheet Begroting: model 1.33d, budgettaire gevolgen van beleid, in printed thousands with live totals; the exact euros stand to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.budget_table import BEFORE, Amount, BudgetRow, BudgetTable, Level
from optimiser.language import Text
from optimiser.reports.plan_book.book import Cell, Column, Live, Page, Sheet, Styled, letter
from optimiser.reports.plan_book.budget_notes import notes_of
from optimiser.reports.plan_book.names import NO, YEAR, YES
from optimiser.reports.plan_book.style import BAD, BLUE

ABOUT = Text(
    "Budgettaire gevolgen van beleid (Rijksbegrotingsvoorschriften, model 1.33d). Verplichtingen, uitgaven en ontvangsten "
    "worden nooit bij elkaar opgeteld.",
    "Budgetary consequences of policy (Dutch state budget rules, model 1.33d). Commitments, outlays and receipts are never added together.",
)
TITLE = Text("{article}: begroting {year}", "{article}: budget {year}")
UNIT = Text("Bedragen x EUR 1.000", "Amounts x EUR 1,000")
UNKNOWN = "n.b."
STAGES = (Text("realisatie", "outturn"), Text("vastgesteld", "adopted"), Text("begroot", "budgeted"), Text("raming", "estimate"))
LABELS: dict[Level, Text] = {
    "commitments": Text("Verplichtingen", "Commitments"),
    "guarantees": Text("waarvan garantieverplichtingen", "of which guarantees"),
    "outlays": Text("Uitgaven", "Outlays"),
    "legal": Text("waarvan juridisch verplicht (%)", "of which legally committed (%)"),
    "receipts": Text("Ontvangsten", "Receipts"),
}
# (style of the name, style of the number) by level.
LOOKS: dict[Level, tuple[str, str]] = {
    "commitments": ("total", "total-thousands"),
    "guarantees": ("scheme", "thousands"),
    "outlays": ("total", "total-thousands"),
    "legal": ("scheme", "share"),
    "part": ("part", "part-thousands"),
    "kind": ("kind", "kind-thousands"),
    "scheme": ("scheme", "thousands"),
    "receipts": ("total", "total-thousands"),
}
CHECKS = (
    Column("controle", Text("controle", "check"), 60, "wrap"),
    Column("jaar", YEAR, 13, "year"),
    Column("gedrukt", Text("gedrukt (x 1.000)", "printed (x 1,000)"), 13, "thousands"),
    Column("exact", Text("exact (EUR)", "exact (EUR)"), 13, "euro"),
    Column("verschil", Text("verschil (x 1.000)", "difference (x 1,000)"), 13, "rate"),
    Column("oordeel", Text("oordeel", "verdict"), 13, "centre"),
)
TOTAL_CHECK = Text("{what}: gedrukt tegen exact totaal (minder dan 1 verschil)", "{what}: printed against exact total (less than 1 apart)")
CELL_CHECK = Text("Gedrukte getallen die 1 of meer afwijken", "Printed numbers that are 1 or more apart")


@dataclass(frozen=True)
class Placed:
    """A table on its sheet: `first` is the row (from 1) of its first row; columns are counted from 0."""

    table: BudgetTable
    first: int

    def row(self, row: BudgetRow) -> int:
        """The row (from 1) on which a row of the table stands."""
        return self.first + next(place for place, one in enumerate(self.table.rows) if one is row)

    def printed(self, column: int) -> str:
        """The letter of a printed column."""
        return letter(1 + column)

    def exact(self, column: int) -> str:
        """The letter of the column with the euros behind a printed column."""
        return letter(1 + len(self.table.years) + column)

    def apart(self, column: int) -> str:
        """The letter of the column with the difference."""
        return letter(1 + 2 * len(self.table.years) + column)

    def areas(self, row: BudgetRow, column: str) -> list[str]:
        """The cells of the schemes below a subtotal, as runs of rows."""
        rows = self.table.rows
        start = rows.index(row) + 1
        stops = {"kind": ("kind", "part", "receipts"), "part": ("part", "receipts"), "outlays": ("receipts",)}[row.level]
        end = next(place for place in range(start, len(rows)) if rows[place].level in stops)
        schemes = [self.first + place for place in range(start, end) if rows[place].level == "scheme"]
        runs: list[list[int]] = []
        for number in schemes:
            if runs and runs[-1][1] == number - 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        return [f"{column}{low}:{column}{high}" for low, high in runs]


def write(sheet: Sheet) -> None:
    """Every table with its notes and its check, each on a page of its own."""
    record = sheet.book.record
    sheet.heading()
    years = len(record.budget[0].years)
    sheet.widths([CHECKS[0].width, *[13] * years, *[15] * (2 * years)])
    row, breaks = 3, []
    for number, table in enumerate(record.budget, start=1):
        breaks += [row] if number > 1 else []
        row = _table(sheet, table, number, row) + 1
    sheet.raw.set_h_pagebreaks(breaks)
    sheet.raw.print_area(0, 0, row - 1, years)
    sheet.freeze(0, 1, repeat=False)


def _table(sheet: Sheet, table: BudgetTable, number: int, row: int) -> int:
    word = sheet.book.word
    sheet.put(row, 0, word(TITLE, article=table.name, year=table.year), "section")
    placed = Placed(table, row + 3)
    rows = [_row(sheet, placed, one) for one in table.rows]
    last = sheet.table(f"tblBegroting{number}", f"g{number}", _columns(sheet, table), rows, row + 1)
    for note in notes_of(sheet.book.record, table, sheet.book.lang):
        last = sheet.paragraph(last, note)
    return _check(sheet, placed, number, last + 1)


def _columns(sheet: Sheet, table: BudgetTable) -> list[Column]:
    word = sheet.book.word
    columns = [Column("wat", UNIT, CHECKS[0].width, "scheme")]
    for place, year in enumerate(table.years):
        stage = STAGES[min(place, BEFORE + 1)]
        columns.append(Column(year, Text(*(f"{year} {word(stage)}",) * 2), 13, "thousands"))
    exact, apart = Text("exact, EUR", "exact, EUR"), Text("verschil, EUR", "difference, EUR")
    for what in (exact, apart):
        columns += [Column(f"{year}", Text(f"{year} {what.nl}", f"{year} {what.en}"), 15, "euro") for year in table.years]
    return columns


def _row(sheet: Sheet, placed: Placed, row: BudgetRow) -> list[Cell]:
    look, numbers = LOOKS[row.level]
    columns = range(len(placed.table.years))
    label = LABELS.get(row.level, row.name)
    return [
        # A name is what a person typed, no text of ours with places to fill.
        Styled(label[sheet.book.lang], look),
        *(Styled(_printed(placed, row, column), numbers) for column in columns),
        *(Styled(_exact(sheet, placed, row, column), "euro") for column in columns),
        *(_apart(placed, row, column) for column in columns),
    ]


def _said(amount: Amount) -> int | str:
    return UNKNOWN if amount is None else amount


def _printed(placed: Placed, row: BudgetRow, column: int) -> int | str | Live:
    """A scheme's number is what the rounding gave; everything above it adds up, and what stands alone is rounded on the spot."""
    exact = f"{placed.exact(column)}{placed.row(row)}"
    if row.level == "legal":
        share = placed.table.legal[column]
        outlays = placed.table.of("outlays")
        assert outlays is not None
        whole = f"{placed.exact(column)}{placed.row(outlays)}"
        formula = f'=IF(AND(ISNUMBER({exact}),ISNUMBER({whole})),IF({whole}=0,"{UNKNOWN}",{exact}/{whole}),"{UNKNOWN}")'
        return Live(formula, UNKNOWN if share is None else share)
    said = _said(row.printed[column])
    if row.level == "scheme":
        return said
    if row.level in ("outlays", "part", "kind"):
        return Live(_sum(placed.areas(row, placed.printed(column))), said)
    return Live(f"=IF(ISNUMBER({exact}),ROUND({exact}/1000,0),{exact})", said)


def _exact(sheet: Sheet, placed: Placed, row: BudgetRow, column: int) -> int | str | Live:
    """In the plan workbook a scheme's outlays are the money flows themselves."""
    said = _said(row.exact[column])
    if row.level in ("outlays", "part", "kind"):
        return Live(_sum(placed.areas(row, placed.exact(column))), said)
    year = placed.table.years[column]
    planned = any((line.instrument, line.year) == (row.id, year) for line in sheet.book.record.lines)
    if row.level == "scheme" and planned and "s_bedrag" in sheet.book.ranges and isinstance(said, int):
        return Live(f'=SUMIFS(s_bedrag,s_instrument,"{row.id}",s_jaar,{year})', said)
    return said


def _sum(areas: Sequence[str]) -> str:
    """The sum of what is printed below, unless something there is not known; marks count for nothing and stay when they are all there is."""
    unknown = "+".join(f'COUNTIF({area},"{UNKNOWN}")' for area in areas)
    later = "+".join(f'COUNTIF({area},"PM")' for area in areas)
    every = ",".join(areas)
    return f'=IF({unknown}>0,"{UNKNOWN}",IF(COUNT({every})>0,SUM({every}),IF({later}>0,"PM","n.v.t.")))'


def _apart(placed: Placed, row: BudgetRow, column: int) -> Cell:
    if row.level == "legal":
        return None
    said, exact, number = row.printed[column], row.exact[column], placed.row(row)
    value = said * 1000 - exact if isinstance(said, int) and isinstance(exact, int) else ""
    cell = f"{placed.printed(column)}{number}"
    return Live(f'=IF(ISNUMBER({cell}),{cell}*1000-{placed.exact(column)}{number},"")', value)


def _check(sheet: Sheet, placed: Placed, number: int, row: int) -> int:
    """Printed totals against exact ones, and no single number further off than the last digit."""
    rows = list(_totals(sheet, placed, row + 2))
    last_row = placed.first + len(placed.table.rows) - 1
    area = f"{placed.apart(0)}{placed.first}:{placed.apart(len(placed.table.years) - 1)}{last_row}"
    yes, no = sheet.book.word(YES), sheet.book.word(NO)
    here = row + 2 + len(rows)
    off = Live(f'=COUNTIF({area},">=1000")+COUNTIF({area},"<=-1000")', 0)
    rows.append([sheet.book.word(CELL_CHECK), None, off, None, None, Live(f'=IF(C{here}=0,"{yes}","{no}")', yes)])
    last = sheet.table(f"tblBegroting{number}Controle", f"gc{number}", CHECKS, rows, row)
    sheet.flag(f"F{row + 2}:F{last}", no, BAD)
    return last


def _totals(sheet: Sheet, placed: Placed, first: int) -> Iterator[list[Cell]]:
    word = sheet.book.word
    yes, no = word(YES), word(NO)
    table, here = placed.table, first
    for level in ("commitments", "outlays", "receipts"):
        row = table.of(level)
        assert row is not None
        for column, year in enumerate(table.years):
            said, exact = row.printed[column], row.exact[column]
            if said is None:
                continue
            known = isinstance(said, int) and isinstance(exact, int)
            where = placed.row(row)
            yield [
                word(TOTAL_CHECK, what=LABELS[level]),
                int(year),
                Live(f"={placed.printed(column)}{where}", said),
                Live(f"={placed.exact(column)}{where}", _said(exact)),
                Live(f'=IF(ISNUMBER(C{here}),C{here}-D{here}/1000,"")', _thousands(said, exact)),
                Live(f'=IF(ISNUMBER(C{here}),IF(ABS(E{here})<1,"{yes}","{no}"),C{here})', yes if known else said),
            ]
            here += 1


def _thousands(said: Amount, exact: Amount) -> Fraction | str:
    return said - Fraction(exact, 1000) if isinstance(said, int) and isinstance(exact, int) else ""


PAGE = Page(Text("Begroting", "Budget table"), ABOUT, write, BLUE, when=lambda record: bool(record.budget), budget=True)
