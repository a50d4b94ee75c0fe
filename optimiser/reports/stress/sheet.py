"""What the sheets of a stress test share: how a number, a line and a heading look."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from textwrap import wrap

from optimiser.language import Text
from optimiser.reports.plan_book.book import HEAD, LINE_LENGTH, Cell, Column, Sheet, year_cell
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, YEAR
from optimiser.reports.stress import sections
from optimiser.stressed import LineMove, Stressed

DIFFERENCE = Text("verschil (EUR)", "difference (EUR)")


def goal_style(told: Stressed) -> str:
    """The style of the goal's number."""
    return "euro" if told.money else "persons"


def as_number(value: float | None) -> Cell:
    """What chance or a solver gave, as a number."""
    return None if value is None else Fraction(value)


def start(sheet: Sheet, columns: Sequence[Column], *texts: str) -> int:
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


def named(told: Stressed, sheet: Sheet, instrument: str) -> str:
    """The name of an instrument."""
    return sections.name_of(told, instrument, sheet.book.lang)


def in_unit(told: Stressed, text: Text) -> Text:
    """A heading with the goal's unit."""
    return Text(*(sections.in_unit(told, text, lang) for lang in ("nl", "en")))


def line_columns() -> list[Column]:
    """The columns of a line that gets more or less."""
    return [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("jaar", YEAR, 9, "year"),
        Column("verschil", DIFFERENCE, 18, "euro"),
    ]


def line_cells(told: Stressed, sheet: Sheet, move: LineMove) -> list[Cell]:
    """The same as cells."""
    return [move.instrument, named(told, sheet, move.instrument), year_cell(move.year), move.difference]
