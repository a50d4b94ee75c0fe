"""What a header cell says: which column of a table, and for which year. Names are known in either language; position means nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from optimiser.faults import DID_YOU_MEAN, key_of, nearest
from optimiser.language import Text
from optimiser.layout import Column, Table
from optimiser.reading.cell_faults import SheetFaults, is_blank, is_sound
from optimiser.reading.sheets import Cell, Sheet

_UNIT = re.compile(r"(.+?) ?\(([^()]*)\)")
_YEAR = re.compile(r"(?:(.+) )?([0-9]{4})")
_EUROS = frozenset({"eur", "euro", "€", "in euro", "in eur", "hele euro's", "whole euros"})
CLOSE = 0.8
FEW = 20


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table, in one year or (None) not bound to a year."""

    key: str
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """`needed`: the years a workbook must give; `allowed`: these and the years that only scenarios decide on."""

    needed: Sequence[str]
    allowed: Sequence[str]

    @property
    def shown(self) -> str:
        """The years allowed, as words: a long row by its ends."""
        return ", ".join(self.allowed) if len(self.allowed) <= FEW else f"{self.allowed[0]}-{self.allowed[-1]}"


@dataclass(frozen=True, slots=True)
class Headers:
    """Row 1 of a sheet: the columns found (head -> column number) and the cells that name none of the table's columns."""

    columns: dict[Head, int] = field(default_factory=dict)
    others: dict[int, Cell] = field(default_factory=dict)


def read_headers(sheet: Sheet, table: Table, years: Years, faults: SheetFaults) -> Headers:
    """The headers of a sheet, with faults for what is double, missing, misspelt, of a wrong year or unit, or not on row 1."""
    headers = Headers()
    for column, cell in _row_one(sheet):
        head = _understand(cell, table, faults)
        if head is None:
            headers.others[column] = cell
        elif head in headers.columns:
            mend = Text("haal een van beide kolommen weg", "remove one of the two columns")
            faults.fault("duplicate-header", cell, Text("elke kolomkop één keer", "every header once"), mend)
        else:
            headers.columns[head] = column
            if head.year is not None and head.year not in years.allowed:
                mend = Text("haal de kolom weg of zet een # voor de kop", "remove the column or put a # before the header")
                faults.fault("wrong-year", cell, Text("een van: {years}", "one of: {years}"), mend, years=years.shown)
    if not _is_lower(sheet, table, headers, faults):
        _missing(table, headers, years, faults)
        _misspelt(table, headers, faults)
    return headers


def _row_one(sheet: Sheet) -> list[tuple[int, Cell]]:
    return [(column, cell) for (row, column), cell in sorted(sheet.cells.items()) if row == 1 and not is_blank(cell)]


def _names(table: Table) -> dict[str, Column]:
    return {key_of(name): column for column in table.columns for name in (column.head.nl, column.head.en)}


def _understand(cell: Cell, table: Table, faults: SheetFaults) -> Head | None:
    """The column a header names, or None for one that is not ours."""
    if not is_sound(cell, faults):
        return None
    if isinstance(cell.value, date) and cell.serial is not None:
        mend = Text("kies voor deze cel de notatie Tekst en typ alleen het jaar", "give this cell the format Text and type the year only")
        faults.fault("date-for-number", cell, Text("een jaartal, geen datum", "a year, not a date"), mend)
        return None
    names, text = _names(table), key_of(cell.shown)
    unit = _UNIT.fullmatch(text)
    name, in_unit = (unit[1], unit[2]) if unit and text not in names else (text, "eur")
    year = _YEAR.fullmatch(name)
    column = names.get(name) or (names.get(year[1] or "") if year else None)
    if column is None:
        return None
    if in_unit not in _EUROS:
        mend = Text("reken om naar hele euro's en schrijf '{name} (EUR)'", "convert to whole euros and write '{name} (EUR)'")
        faults.fault("wrong-unit", cell, Text("bedragen in hele euro's", "amounts in whole euros"), mend, name=name)
    if name not in names and year and not (column.by_year or column.yearly):
        mend = Text("zet de kolom zonder jaar neer", "write the column without a year")
        faults.fault("column-not-by-year", cell, Text("een kolom voor alle jaren samen", "one column for all years"), mend)
    elif name in names and column.by_year:
        mend = Text("zet het jaar erachter: '{name} 2025'", "put the year behind it: '{name} 2025'")
        faults.fault("header-without-year", cell, Text("een kolom per jaar", "a column a year"), mend, name=cell.shown.strip())
    return Head(column.key, year[2] if year and name not in names else None)


def _is_lower(sheet: Sheet, table: Table, headers: Headers, faults: SheetFaults) -> bool:
    """True, with a fault, when the header stands below row 1 (a title above it, for instance)."""
    if Head(table.columns[0].key) in headers.columns:
        return False
    names = set(_names(table)) - {""}
    for (row, _), cell in sheet.cells.items():
        if 1 < row <= 50 and cell.value is not None and key_of(cell.shown) in names:
            along = [key_of(other.shown) for (at, _), other in sheet.cells.items() if at == row]
            if sum(name in names for name in along) >= 3:
                mend = Text("haal de rijen boven de kolomkoppen weg", "remove the rows above the headers")
                faults.fault("header-not-on-row-1", cell, Text("de kolomkoppen op rij 1", "the headers on row 1"), mend)
                return True
    return False


def _missing(table: Table, headers: Headers, years: Years, faults: SheetFaults) -> None:
    spare = [cell.shown for cell in headers.others.values()]
    for column in table.columns:
        absent = [year for year in years.needed if Head(column.key, year) not in headers.columns]
        if not column.needed or Head(column.key) in headers.columns or not absent:
            continue
        if column.by_year:
            for year in absent:
                expected = Text("een kolom '{head}'", "a column '{head}'")
                mend = Text("voeg de kolom toe; alle jaren: {years}", "add the column; all years: {years}")
                head = f"{column.head.nl} {year} (EUR)".strip()
                faults.fault("missing-year-column", "", expected, mend, found=year, head=head, years=", ".join(years.needed))
        else:
            meant = nearest(column.head.nl, spare) or nearest(column.head.en, spare)
            mend = Text("bedoelt u met '{meant}' deze kolom? hernoem hem", "did you mean '{meant}'? rename it") if meant else ADD_COLUMN
            expected = Text("een kolom '{name}'", "a column '{name}'")
            faults.fault("missing-column", "", expected, mend, found=column.head.nl, name=column.head, meant=meant)


ADD_COLUMN = Text("voeg de kolom toe; 'optimiser template' maakt een lege werkmap", "add the column; 'optimiser template' makes an empty workbook")


def _misspelt(table: Table, headers: Headers, faults: SheetFaults) -> None:
    """A column that may be absent but stands there under a near name would be lost in silence."""
    if table.scenarios:
        return
    absent = {
        key_of(name): name
        for column in table.columns
        for name in (column.head.nl, column.head.en)
        if name and not column.needed and not column.by_year and Head(column.key) not in headers.columns
    }
    for cell in headers.others.values():
        near = get_close_matches(key_of(cell.shown), list(absent), n=1, cutoff=CLOSE)
        if near:
            expected = Text("een bekende kolom, of een kop die er niet op lijkt", "a known column, or a header that does not resemble one")
            faults.fault("unknown-column", cell, expected, DID_YOU_MEAN, meant=absent[near[0]])
