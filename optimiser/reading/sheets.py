"""The one door to openpyxl: a workbook as plain cells, each exactly as typed, with its address.

Cells that exist are read, never a declared size; formulas are seen as formulas with the value Excel saved last.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.language import Text, listing
from optimiser.reading.edition import PROPERTY, is_read_me, version_of
from optimiser.reading.fault_sheet import HEADS, is_fault_sheet
from optimiser.reading.package import MOST_ROWS, RESAVE
from optimiser.reading.preflight import preflight

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_COLUMNS = 1_000
# What Excel shows for a number that is too large for its date format; openpyxl turns such a number into #VALUE!.
BEYOND_DATES = "########"
Value = str | int | Fraction | bool | date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is what was typed, or the saved result of `formula`; None with a formula means that nothing was saved.

    A number is an int or an exact fraction; `error` is `#REF!` and the like. In a cell with a date format `value` is the date and
    `serial` the number beneath it (a time of day stays a number).
    """

    address: str
    value: Value | None = None
    formula: str | None = None
    error: str | None = None
    is_date_format: bool = False
    serial: int | Fraction | None = None

    @property
    def shown(self) -> str:
        """What a person sees, for quoting in a fault."""
        if self.error or self.value is None:
            return self.error or self.formula or ""
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, date):
            return self.value.isoformat()
        return self.value if isinstance(self.value, str) else plain(self.value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of one sheet by (row, column), both from 1; `merged` holds ranges such as `B2:C2`, `notes` the comments on cells."""

    name: str
    state: str = "visible"
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its file name, sheets in order, what is worth knowing about it though it stops nothing, and the version of its form."""

    file: str
    sheets: Mapping[str, Sheet]
    warnings: tuple[Fault, ...] = ()
    version: int = 1


def read_book(path: Path) -> Book:
    """Every filled cell of a workbook. Raises `Refused` when the file is not a sound workbook; see `preflight.py`."""
    data, noticed = preflight(path)
    typed = _load(data, path.name, saved_values=False)
    formulas = any(cell.data_type == "f" for sheet in typed.worksheets for cell in _existing(sheet))
    saved = _load(data, path.name, saved_values=True) if formulas else typed
    sheets = {sheet.title: _sheet(sheet, saved[sheet.title]) for sheet in typed.worksheets if not _lists_faults(sheet)}
    found = [*noticed, *_far_off(sheets, path.name), *_hidden(typed, path.name)]
    if any(not fault.warning for fault in found):
        raise Refused(found)
    return Book(path.name, sheets, tuple(found), _version(typed, sheets))


def _version(book: Any, sheets: Mapping[str, Sheet]) -> int:
    marks = (str(one.value) for one in book.custom_doc_props.props if one.name == PROPERTY)
    blank = Cell("")
    heads = {
        name: {row: (cell.shown, sheet.cells.get((row, 2), blank).shown) for (row, column), cell in sheet.cells.items() if column == 1}
        for name, sheet in sheets.items()
        if is_read_me(name)
    }
    return version_of(next(marks, None), heads)


def address(row: int, column: int) -> str:
    """`address(4, 28)` -> `AB4`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def moved_formula(words: str, origin: str, target: str) -> str:
    """A formula (without `=`) as it reads when copied from one cell to another."""
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={words}", origin).translate_formula(target)).removeprefix("=")


def _load(data: bytes, name: str, saved_values: bool) -> Workbook:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl must run on defusedxml")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=saved_values, keep_links=False)
    except Exception as error:  # a hostile or odd file may break openpyxl anywhere; each is the file's fault, not ours
        reason = str(error.__cause__ or error).splitlines()[0] if str(error.__cause__ or error) else type(error).__name__
        expected = Text("een werkmap zoals Excel die schrijft", "a workbook as Excel writes it")
        raise Refused([Fault("workbook-unreadable", name, found=reason[:200], expected=expected, mend=RESAVE)]) from error


def _existing(sheet: Worksheet) -> Iterator[Any]:
    """The cells that stand in the file, whatever size the sheet declares."""
    return iter(sheet._cells.values())  # noqa: SLF001 - iter_rows would trust the declared size


def _lists_faults(sheet: Worksheet) -> bool:
    """True for the sheet that `check` put into a copy: what it quotes is no input."""
    return is_fault_sheet(sheet.title, [str(sheet.cell(1, column).value or "") for column in range(1, len(HEADS) + 1)])


def _sheet(typed: Worksheet, saved: Any) -> Sheet:
    """One sheet from its two readings (the same one twice when there are no formulas)."""
    cells: dict[tuple[int, int], Cell] = {}
    notes: dict[tuple[int, int], str] = {}
    for cell in _existing(typed):
        if cell.value is not None:
            cells[cell.row, cell.column] = _cell(cell, saved.cell(cell.row, cell.column))
        if cell.comment is not None:
            notes[cell.row, cell.column] = str(cell.comment.text)
    merged = tuple(sorted(str(area) for area in typed.merged_cells.ranges))
    return Sheet(typed.title, typed.sheet_state, dict(sorted(cells.items())), merged, dict(sorted(notes.items())))


def _cell(typed: Any, saved: Any) -> Cell:
    where, formula = address(typed.row, typed.column), None
    if typed.data_type == "f":
        formula = str(getattr(typed.value, "text", None) or typed.value)
    if saved.data_type == "e":
        beyond = saved.value == "#VALUE!" and formula is None and _has_date_format(saved)
        return Cell(where, None, formula, BEYOND_DATES if beyond else str(saved.value), beyond)
    if isinstance(saved.value, (date, time, timedelta)):
        return _date_cell(where, formula, saved)
    return Cell(where, _exact(saved.value, calculated=formula is not None), formula)


def _date_cell(where: str, formula: str | None, saved: Any) -> Cell:
    from openpyxl.utils import datetime as dates

    to_serial: Any = dates.to_excel
    serial = _exact(to_serial(saved.value, saved.parent.parent.epoch))
    assert isinstance(serial, (int, Fraction))
    moment = saved.value
    whole_day = isinstance(moment, date) and not (isinstance(moment, datetime) and moment.time() != time())
    day = moment.date() if isinstance(moment, datetime) else moment
    return Cell(where, day if whole_day else serial, formula, is_date_format=True, serial=serial)


def _has_date_format(cell: Any) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(cell.number_format))


def _exact(value: Any, calculated: bool = False) -> str | int | Fraction | bool | None:
    """What openpyxl hands over as an exact value; a number that does not exist becomes its text (`inf`, `nan`).

    A `calculated` one is taken as Excel shows it: what lies beyond the fifteenth digit is noise of its arithmetic.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            return repr(value)
        exact = Fraction(format(value, ".15g") if calculated else repr(value))
        return int(exact) if exact.denominator == 1 else exact
    return value if value is None or isinstance(value, (str, int, Fraction)) else str(value)


def _far_off(sheets: Mapping[str, Sheet], file: str) -> Iterator[Fault]:
    for sheet in sheets.values():
        for (row, column), cell in sheet.cells.items():
            if row > MOST_ROWS or column > MOST_COLUMNS:
                expected = Text("cellen binnen {rows:num} rijen en {columns:num} kolommen", "cells within {rows:num} rows and {columns:num} columns")
                mend = Text("maak deze cel leeg of verplaats hem naar de tabel", "clear this cell or move it to the table")
                limits = (("columns", MOST_COLUMNS), ("rows", MOST_ROWS))
                yield Fault("far-off-cell", file, sheet.name, cell.address, found=cell.shown, expected=expected, mend=mend, values=limits)


def _hidden(book: Workbook, file: str) -> Iterator[Fault]:
    """Hidden sheets, rows and columns count like all others; whoever reads should know."""
    expected = Text("alles zichtbaar; wat verborgen is telt gewoon mee", "everything visible; what is hidden counts all the same")
    mend = Text("maak het zichtbaar of haal het weg", "unhide it or remove it")
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            yield Fault("hidden-sheet", file, sheet.title, found=sheet.sheet_state, expected=expected, mend=mend, warning=True)
        filled = {(cell.row, cell.column) for cell in _existing(sheet) if cell.value is not None}
        rows = sorted({row for row, _ in filled if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden})
        spans = [(one.min, one.max) for one in sheet.column_dimensions.values() if one.hidden]
        columns = sorted({column for _, column in filled if any(low <= column <= high for low, high in spans)})
        if rows:
            shown = listing([str(row) for row in rows[:20]], "nl")
            yield Fault("hidden-rows", file, sheet.title, f"A{rows[0]}", found=shown, expected=expected, mend=mend, warning=True)
        if columns:
            first = address(1, columns[0])
            yield Fault("hidden-columns", file, sheet.title, first, found=first[:-1], expected=expected, mend=mend, warning=True)
