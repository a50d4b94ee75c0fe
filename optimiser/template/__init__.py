"""Writes the input workbook: one table a sheet, yellow where people type, filled with figures or empty with the programme's ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimiser.exact import fits_in_a_cell, plain
from optimiser.figures import Figures, Mark
from optimiser.language import Lang, Text, say
from optimiser.layout import FIXED, READ_ME, Column, Kind
from optimiser.programme import Programme
from optimiser.reading.cells import Read
from optimiser.reading.edition import NOW, PROPERTY
from optimiser.template.filling import Filled, fill
from optimiser.template.prompts import rule_for
from optimiser.template.read_me import EXPLAINED
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

YELLOW, GREY, BLUE = "#FFF9DB", "#ECECEC", "#154273"
FORMATS: Mapping[Kind, str] = {
    "amount": '#,##0;[Red]-#,##0;"-"',
    "amount-or-mark": '#,##0;[Red]-#,##0;"-"',
    "share": "0.00%",
    "signed": '#,##0;[Red]-#,##0;"-"',
    "whole": "0",
    "year": "0",
    "date": "dd-mm-yyyy",
    "id": "@",
    "ids": "@",
    "text": "@",
}
WIDTHS: Mapping[str, int] = {
    "id": 22,
    "ids": 30,
    "text": 34,
    "choice": 20,
    "standing": 12,
    "override": 16,
    "share": 11,
    "whole": 9,
    "date": 12,
    "rate": 10,
    "unit": 12,
    "given": 26,
}
# A line of 10 points; how many characters stay readable across a page that lies on its side, and in one column.
LINE_HEIGHT, PAGE, WIDEST = 13.5, 200, 90
YEARLY = Text("bedrag of getal per jaar", "amount or number by year")
TITLE = Text("Invoer {name}", "Input {name}")


def write_book(path: Path, programme: Programme, figures: Figures | None, lang: Lang) -> None:
    """The input workbook of a programme at `path`; `read_figures` gives the same figures back. Raises `Refused` (`target-unwritable`).

    Without figures the ids, names and spaces of the programme stand there and all else is empty. Equal input gives equal bytes.
    """
    title = say(TITLE, lang, name=programme.programme.name)
    tables = fill(programme, figures, lang)
    write_workbook(path, lambda book: _draw(book, programme, tables, lang), lang, title)


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook, made once each."""

    book: Workbook
    made: dict[tuple[tuple[str, Any], ...], Any]

    def get(self, **properties: Any) -> Any:
        """A format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    @property
    def header(self) -> Any:
        """White on blue."""
        return self.get(bold=True, font_color="#FFFFFF", bg_color=BLUE, text_wrap=True, border=1, border_color="#FFFFFF")

    def dated(self, column: Column) -> Any:
        """A date in whatever column it stands: without its own format it would read as a number."""
        return self.cell(replace(column, kind="date"))

    def cell(self, column: Column) -> Any:
        """Yellow and unlocked where people type, grey where they do not."""
        fixed = column.kind == "id" or column.key in FIXED
        look = {"bg_color": GREY} if fixed else {"bg_color": YELLOW, "locked": False}
        wrap = {"text_wrap": True} if column.kind in ("text", "ids") else {}
        return self.get(num_format=FORMATS.get(column.kind, "General"), border=1, border_color="#D0D0D0", **look, **wrap)


def _draw(book: Workbook, programme: Programme, tables: tuple[Filled, ...], lang: Lang) -> None:
    styles = Styles(book, {})
    book.set_custom_property(PROPERTY, str(NOW))
    _draw_read_me(book, styles, programme, tables, lang)
    for filled in tables:
        _draw_table(book, styles, filled, lang)


def _draw_read_me(book: Workbook, styles: Styles, programme: Programme, tables: tuple[Filled, ...], lang: Lang) -> None:
    sheet = book.add_worksheet(READ_ME[lang])
    key, text, link = styles.get(bold=True), styles.get(text_wrap=True), styles.get(font_color=BLUE, underline=1)
    colours = {1: styles.get(bold=True, bg_color=YELLOW), 2: styles.get(bold=True, bg_color=GREY)}
    rows = [(head[lang], say(body, lang, name=programme.programme.name, id=programme.id)) for head, body in EXPLAINED]
    sheets = [(one.table.name[lang], ", ".join((column.head if column.head.nl else YEARLY)[lang] for column in one.table.columns)) for one in tables]
    for number, (head, body) in enumerate([*rows, *sheets]):
        if number < len(rows):
            sheet.write_string(number + 1, 0, head, colours.get(number, key))
        else:
            sheet.write_url(number + 1, 0, f"internal:'{head}'!A1", link, head)
        sheet.write_string(number + 1, 1, body, text)
        sheet.set_row(number + 1, LINE_HEIGHT * _lines(body, 100))
    headers = [Text("onderwerp", "subject")[lang], Text("uitleg", "explanation")[lang]]
    _add_table(sheet, styles, "read_me", headers, len(rows) + len(sheets), [18, 100])


def _draw_table(book: Workbook, styles: Styles, filled: Filled, lang: Lang) -> None:
    sheet = book.add_worksheet(filled.table.name[lang])
    height = max(len(filled.rows), filled.table.room)
    widths = [width_of(header, column, [row.get(head) for row in filled.rows]) for head, header, column in filled.columns]
    tallest = [1] * (height + 1)
    for position, (head, _, column) in enumerate(filled.columns):
        style = styles.cell(column)
        for row in range(1, height + 1):
            value = filled.rows[row - 1].get(head) if row <= len(filled.rows) else None
            _write(sheet, row, position, value, styles.dated(column) if isinstance(value, date) else style)
            if isinstance(value, str):
                tallest[row] = max(tallest[row], _lines(value, widths[position]))
        if column.kind != "id" and column.key not in FIXED:
            sheet.data_validation(1, position, height, position, rule_for(column, lang, position))
    for row, lines in enumerate(tallest):
        if lines > 1:
            sheet.set_row(row, LINE_HEIGHT * lines)
    _add_table(sheet, styles, f"input_{filled.table.key}", [header for _, header, _ in filled.columns], height, widths)


def width_of(header: str, column: Column, values: list[Read | None]) -> int:
    """Characters: wide enough for the content and for the longest word of the header with its filter button; wider for long texts."""
    usual = WIDTHS.get(column.key, WIDTHS.get(column.kind, 14))
    longest = max((len(value) for value in values if isinstance(value, str) and column.kind == "text"), default=0)
    return max(usual, max(map(len, header.split())) + 4, min(longest // 5, WIDEST))


def _lines(text: str, width: int) -> int:
    """Lines that a wrapped text needs; Excel finds out by itself, other programs do not."""
    return sum(max(1, -(-len(part) // width)) for part in text.split("\n"))


def _add_table(sheet: Any, styles: Styles, name: str, headers: list[str], height: int, widths: list[int]) -> None:
    """A native table with its header row frozen and repeated in print; a wide one goes over several pages with its first columns repeated."""
    columns = [{"header": header, "header_format": styles.header} for header in headers]
    sheet.add_table(0, 0, height, len(headers) - 1, {"name": name, "columns": columns, "style": "Table Style Light 1", "autofilter": True})
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    sheet.set_row(0, LINE_HEIGHT * 2)
    sheet.freeze_panes(1, min(2, len(headers) - 1))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(max(1, round(sum(widths) / PAGE)), 0)
    sheet.repeat_rows(0)
    if sum(widths) > PAGE:
        sheet.repeat_columns(0, 0)
    sheet.set_footer("&L&F&C&A&R&P / &N")


def _write(sheet: Any, row: int, column: int, value: Read | None, style: Any) -> None:
    """A number as number, everything else as text; a number that a cell cannot hold exactly as its exact text."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, (int, Fraction)) and fits_in_a_cell(plain(value)):
        sheet.write_number(row, column, value, style)
    else:
        text = value.value if isinstance(value, Mark) else value if isinstance(value, str) else plain(value)
        sheet.write_string(row, column, text, style)
