"""A workbook as plain cells, each exactly as typed, with its address.

Cells that exist are read, never a declared size; formulas are seen as formulas with the value Excel saved last.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.reading.addresses import address, letters
from optimiser.reading.dates import day_of
from optimiser.reading.digits import exact_number
from optimiser.reading.edition import PROPERTY, is_read_me, version_of
from optimiser.reading.fault_sheet import HEADS, is_fault_sheet
from optimiser.reading.markup import OddPartError
from optimiser.reading.notes import read_notes
from optimiser.reading.package import RESAVE, SAFE
from optimiser.reading.parts import Frame, SheetEntry, read_frame
from optimiser.reading.plain_rows import PlainRows, Raw, RawCell
from optimiser.reading.preflight import preflight
from optimiser.reading.sheet_part import MOST_CELLS, MOST_ROWS, RawSheet, TooMuchError, read_sheet

MOST_COLUMNS = 1_000
# What Excel shows for a number that no date can have.
BEYOND_DATES = "########"
# What Excel names an error, in English and in Dutch.
ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!"))
ERRORS |= {"#CONNECT!", "#BUSY!", "#UNKNOWN!", "#LEEG!", "#DEEL/0!", "#WAARDE!", "#VERW!", "#NAAM?", "#GETAL!", "#N/B", "#OVERLOOP!"}
DELETE = Text("verwijder (niet: wis) de rijen onder de tabel en sla op", "delete (not: clear) the rows below the table and save")
LOOK = Text("open het in Excel, kijk deze cel na en sla het op als nieuwe .xlsx", "open it in Excel, look at this cell and save it as a new .xlsx")
AS_EXCEL_CELL = Text("een cel zoals Excel die schrijft", "a cell as Excel writes it")
FITS = Text("een werkboek dat in het geheugen past", "a workbook that fits in memory")
SMALLER = Text(
    "verwijder bladen en rijen die niet nodig zijn, of sluit andere programma's",
    "remove sheets and rows that are not needed, or close other programs",
)
Value = str | int | Fraction | bool | date
Made = TypeVar("Made")


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


class PlainCells(Mapping[tuple[int, int], Cell]):
    """The filled cells of a sheet in order: those `apart`, and those on plain rows, which become cells when somebody asks for them."""

    def __init__(self, apart: Mapping[tuple[int, int], Cell], plain: PlainRows, frame: Frame) -> None:
        self.apart, self.plain, self._frame = apart, plain, frame

    def cell(self, where: str, raw: Raw) -> Cell:
        """The cell at an address with what stands in it."""
        return _cell(where, raw, self._frame) if isinstance(raw, RawCell) else Cell(where, raw)

    def on_row(self, row: int) -> dict[tuple[int, int], Cell]:
        """The cells on one plain row; none on another row."""
        at = self.plain.at(row)
        found = {} if at is None else {column: values[at] for column, values in self.plain.columns.items()}
        return {(row, column): self.cell(address(row, column), value) for column, value in sorted(found.items()) if value != ""}

    @cached_property
    def _whole(self) -> dict[tuple[int, int], Cell]:
        made = {place: cell for row in self.plain.rows for place, cell in self.on_row(row).items()}
        return dict(sorted({**self.apart, **made}.items()))

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        return self._whole[place] if self.plain.at(place[0]) is not None else self.apart[place]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def items(self) -> ItemsView[tuple[int, int], Cell]:
        """Every place with its cell: who wants all of them does not look each up."""
        return self._whole.items()

    def values(self) -> ValuesView[Cell]:
        """Every cell."""
        return self._whole.values()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of one sheet by (row, column), both from 1; `merged` holds ranges such as `B2:C2`, `notes` the comments on cells.

    Of hidden rows and columns those that hold something are named.
    """

    name: str
    state: str = "visible"
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its file name, sheets in order, what is worth knowing about it though it stops nothing, and the version of its form."""

    file: str
    sheets: Mapping[str, Sheet]
    warnings: tuple[Fault, ...] = ()
    version: int = 1


def read_book(path: Path) -> Book:
    """Every filled cell of a workbook. Raises `Refused` when the file is not a sound workbook; see `preflight.py`."""
    return that_fits(path.name, lambda: _read(path))


def that_fits(file: str, make: Callable[[], Made]) -> Made:
    """What is made of a workbook. Raises `Refused` when there is no memory for it."""
    made = None
    with suppress(MemoryError):
        made = make()
    # Outside of what failed: an exception on its way would keep all that was read so far.
    if made is None:
        raise Refused([Fault("too-little-memory", file, expected=FITS, mend=SMALLER)])
    return made


def _read(path: Path) -> Book:
    name = path.name
    data, noticed = preflight(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            frame = read_frame(archive)
            odd, sheets = _sheets(archive, frame, name)
    except OddPartError as error:
        raise Refused([Fault("workbook-unreadable", name, found=str(error)[:200], expected=SAFE, mend=RESAVE)]) from None
    found = [*noticed, *odd, *_far_off(sheets, name), *_hidden(sheets.values(), name)]
    if any(not fault.warning for fault in found):
        raise Refused(found)
    return Book(name, sheets, tuple(found), _version(frame, sheets))


def _version(frame: Frame, sheets: Mapping[str, Sheet]) -> int:
    blank = Cell("")
    heads = {
        name: {row: (cell.shown, sheet.cells.get((row, 2), blank).shown) for (row, column), cell in sheet.cells.items() if column == 1}
        for name, sheet in sheets.items()
        if is_read_me(name)
    }
    return version_of(frame.properties.get(PROPERTY), heads)


def _sheets(archive: zipfile.ZipFile, frame: Frame, file: str) -> tuple[list[Fault], dict[str, Sheet]]:
    """Every sheet, and what is odd in its cells. Raises `OddPartError`, or `Refused` beyond the limits."""
    odd: list[Fault] = []
    sheets: dict[str, Sheet] = {}
    room = MOST_CELLS
    for entry in frame.entries:
        if entry.part is None:
            continue
        try:
            raw, count = read_sheet(archive, entry.part, frame, room)
        except TooMuchError as much:
            limit = (("limit", much.limit),)
            found = f"> {much.limit}"
            raise Refused([Fault(much.code, file, entry.name, found=found, expected=much.expected, mend=DELETE, values=limit)]) from None
        room -= count
        sheet = _sheet(entry, raw, frame, read_notes(archive, entry.part))
        if is_fault_sheet(sheet.name, _headers(sheet)):
            continue  # what `check` put into a copy only quotes
        sheets[entry.name] = sheet
        odd += [Fault("odd-cell", file, entry.name, where, found=what, expected=AS_EXCEL_CELL, mend=LOOK) for where, what in raw.odd]
    return odd, sheets


def _headers(sheet: Sheet) -> list[str]:
    return [cell.shown if (cell := sheet.cells.get((1, column))) is not None else "" for column in range(1, len(HEADS) + 1)]


def _sheet(entry: SheetEntry, raw: RawSheet, frame: Frame, notes: Mapping[tuple[int, int], str]) -> Sheet:
    """One sheet's cells as values, in order."""
    cells = {place: _cell(address(*place), raw.cells[place], frame) for place in sorted(raw.cells)}
    columns = {column for _, column in cells}
    if raw.plain is not None:
        columns |= {column for column, values in raw.plain.columns.items() if any(value != "" for value in values)}
    hidden = tuple(sorted(column for column in columns if any(low <= column <= high for low, high in raw.hidden_columns)))
    rows = tuple(sorted(raw.hidden_rows & {row for row, _ in cells}))
    every = cells if raw.plain is None else PlainCells(cells, raw.plain, frame)
    return Sheet(entry.name, entry.state, every, tuple(sorted(raw.merged)), notes, rows, hidden)


def _cell(where: str, raw: RawCell, frame: Frame) -> Cell:
    calculated, formula = raw.formula is not None, raw.formula
    match raw.sort:
        case "blank":
            return Cell(where, None, formula)
        case "text":
            # An error that was pasted as a value, or that a program does not know, stands there as text.
            return Cell(where, None, formula, raw.text.strip()) if raw.text.strip().upper() in ERRORS else Cell(where, raw.text, formula)
        case "truth":
            return Cell(where, raw.text == "1", formula)
        case "error":
            return Cell(where, None, formula, raw.text)
        case "moment":
            return _iso(where, raw)
    number = exact_number(raw.text, calculated)
    if raw.style not in frame.dates or isinstance(number, str):
        return Cell(where, number, formula)
    return _dated(where, raw, number, frame)


def _dated(where: str, raw: RawCell, serial: int | Fraction, frame: Frame) -> Cell:
    """A number with a date format: the day it shows, or the number itself when it shows a time."""
    if serial < 0:
        return Cell(where, None, raw.formula, BEYOND_DATES, is_date_format=True)
    try:
        day = day_of(float(serial), frame.starts_1904, raw.style in frame.spans)
    except (OverflowError, ValueError):
        return Cell(where, None, raw.formula, BEYOND_DATES, is_date_format=True)
    return Cell(where, serial if day is None else day, raw.formula, is_date_format=True, serial=serial)


def _iso(where: str, raw: RawCell) -> Cell:
    """A date written as text, the way some programs do."""
    try:
        moment = datetime.fromisoformat(raw.text)
    except ValueError:
        return Cell(where, raw.text, raw.formula)
    whole_day = moment.time() == time()
    return Cell(where, moment.date() if whole_day else raw.text, raw.formula, is_date_format=True)


def _far_off(sheets: Mapping[str, Sheet], file: str) -> Iterator[Fault]:
    for sheet in sheets.values():
        # No plain row reaches that far.
        near = sheet.cells.apart if isinstance(sheet.cells, PlainCells) else sheet.cells
        for (row, column), cell in near.items():
            if row > MOST_ROWS or column > MOST_COLUMNS:
                expected = Text("cellen binnen {rows:num} rijen en {columns:num} kolommen", "cells within {rows:num} rows and {columns:num} columns")
                mend = Text("maak deze cel leeg of verplaats hem naar de tabel", "clear this cell or move it to the table")
                limits = (("columns", MOST_COLUMNS), ("rows", MOST_ROWS))
                yield Fault("far-off-cell", file, sheet.name, cell.address, found=cell.shown, expected=expected, mend=mend, values=limits)


def _hidden(sheets: Iterable[Sheet], file: str) -> Iterator[Fault]:
    """Hidden sheets, rows and columns count like all others; whoever reads should know."""
    expected = Text("alles zichtbaar; wat verborgen is telt gewoon mee", "everything visible; what is hidden counts all the same")
    mend = Text("maak het zichtbaar of haal het weg", "unhide it or remove it")
    for sheet in sheets:
        if sheet.state != "visible":
            yield Fault("hidden-sheet", file, sheet.name, found=sheet.state, expected=expected, mend=mend, warning=True)
        if sheet.hidden_rows:
            shown = ", ".join(str(row) for row in sheet.hidden_rows[:20])
            yield Fault("hidden-rows", file, sheet.name, f"A{sheet.hidden_rows[0]}", found=shown, expected=expected, mend=mend, warning=True)
        if sheet.hidden_columns:
            shown = ", ".join(letters(column) for column in sheet.hidden_columns[:20])
            yield Fault(
                "hidden-columns", file, sheet.name, f"{letters(sheet.hidden_columns[0])}1", found=shown, expected=expected, mend=mend, warning=True
            )
