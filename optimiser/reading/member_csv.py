"""The members of a dimension from a CSV file: the same columns as the sheet it takes the place of, and the same faults at the same cells.

UTF-8 (with or without byte order mark), separated by semicolons or commas, quoted as in RFC 4180. A number is digits with at most one
decimal sign; one that could be two numbers (`1.234`) stays a text, and is asked about as in a workbook.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from optimiser.csv_text import BOM, RISKY
from optimiser.dimension import Dimension
from optimiser.faults import Fault, Refused, refuse_if_any
from optimiser.language import Text
from optimiser.layout import Table
from optimiser.reading.addresses import address
from optimiser.reading.cell_faults import SheetFaults
from optimiser.reading.evident import read_evident
from optimiser.reading.headers import Head, Years, read_headers
from optimiser.reading.personal import may_be_personal, personal_rows
from optimiser.reading.plain import NUMERIC, Plain, is_evident
from optimiser.reading.plain_rows import Raw
from optimiser.reading.readings import readings
from optimiser.reading.sheet_part import MOST_ROWS
from optimiser.reading.sheets import Book, Cell, Sheet

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]{1,18}[.,][0-9]{1,30}")
NUL = "\0"
MARKS = "^~|`{}<>"
A_CSV = Text("een CSV-bestand in UTF-8, met ; of , ertussen", "a CSV file in UTF-8, separated by ; or ,")
SAVE_AS = Text("kies in Excel Opslaan als > 'CSV UTF-8'", "choose Save As > 'CSV UTF-8' in Excel")
A_FILE = Text("een bestaand CSV-bestand", "an existing CSV file")
CHECK_PATH = Text("controleer het pad", "check the path")
CELLS = Text("{wanted} velden, zoals de kopregel", "{wanted} fields, like the header row")
LOOK_AT = Text(
    "zet een veld met een {separator} erin tussen dubbele aanhalingstekens, of vul de lege velden aan",
    "put a field that holds a {separator} between double quotes, or add the empty fields",
)
FEWER = Text("ten hoogste {most:num} rijen", "at most {most:num} rows")
SPLIT = Text("verdeel de aanvragers over meer berekeningen", "divide the applicants over several runs")


@dataclass(frozen=True, slots=True)
class MemberCsv:
    """A file's rows as a table. `plain`: the rows that were read as columns; `book`: the one sheet, with the rows that need a closer look."""

    book: Book
    plain: Plain | None


def read_member_csv(path: Path, table: Table, years: Years, dimension: Dimension) -> MemberCsv:
    """A CSV file in the place of the sheet `table` of a dimension. Raises `Refused` when it is no such file."""
    data = _bytes(path)
    text = _text(path.name, data)
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") >= head.count(",") else ","
    name = table.name.nl
    fields = _fields(path.name, name, text, separator)
    cells = {(1, column): Cell(address(1, column), one.strip()) for column, one in enumerate(fields.row(0), start=1) if one.strip()}
    known = read_headers(Sheet(name, cells=cells), table, years, SheetFaults(path.name, name, [])).columns
    numeric = _numeric(table, known)
    plain = None if dimension.listed else _columns(data, fields, table, known, dimension)
    for at in range(1, len(fields)) if plain is None else (one + 1 for one in sorted(plain.odd)):
        for column, typed in enumerate(fields.row(at), start=1):
            if typed:
                cells[at + 1, column] = _cell(address(at + 1, column), typed, column in numeric)
    return MemberCsv(Book(path.name, {name: Sheet(name, cells=cells)}), plain)


def _columns(data: bytes, fields: Fields, table: Table, known: Mapping[Head, int], dimension: Dimension) -> Plain | None:
    """The rows as columns; None without a column of ids."""
    if Head(table.columns[0].key) not in known:
        return None
    numeric = _numeric(table, known)
    raws = {head: fields.column(column) for head, column in known.items()}

    def as_cell(raw: Raw, head: Head) -> Cell:
        return _cell("", str(raw), known[head] in numeric)

    plain = read_evident(raws, table, as_cell, len(fields) - 1, dimension, typed=True, evident=fields.evident)
    if may_be_personal(data):
        plain.odd.update(_persons(fields, numeric))
    return plain


def _numeric(table: Table, known: Mapping[Head, int]) -> set[int]:
    """The columns that hold numbers."""
    kinds = {column.key: column.kind for column in table.columns}
    return {column for head, column in known.items() if kinds[head.key] in NUMERIC}


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields of a file, row after row, each of `width` fields; row 0 is the header. `evident`: as in `plain.is_evident`."""

    width: int
    all: list[str]
    evident: bool = False

    def __len__(self) -> int:
        return len(self.all) // self.width

    def row(self, at: int) -> Sequence[str]:
        """One row."""
        return self.all[at * self.width : (at + 1) * self.width]

    def column(self, number: int) -> Sequence[str]:
        """One column (from 1) without its header."""
        return self.all[self.width + number - 1 :: self.width]


def _persons(fields: Fields, numeric: Collection[int]) -> Iterator[int]:
    """The rows below the header in which something looks like personal data, in any column."""
    for column in range(1, fields.width + 1):
        is_number = column in numeric
        yield from personal_rows(fields.column(column), partial(_cell, "", numeric=is_number), is_number)


def _cell(where: str, typed: str, numeric: bool) -> Cell:
    # What `csv_text` put in front of a text that a spreadsheet could take for a formula goes off again.
    text = typed[1:] if typed[0] == "'" and typed[1:2] in RISKY else typed
    if numeric and _WHOLE.fullmatch(text):
        return Cell(where, int(text))
    if numeric and _DECIMAL.fullmatch(text) and len(found := readings(text)) == 1:
        return Cell(where, int(found[0]) if found[0].denominator == 1 else found[0])
    return Cell(where, text)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Refused([Fault("file-missing", str(path), expected=A_FILE, mend=CHECK_PATH)])
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused([Fault("file-unreadable", path.name, found=str(error), expected=A_FILE, mend=CHECK_PATH)]) from None


def _text(file: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise Refused([Fault("csv-unreadable", file, found=str(error)[:80], expected=A_CSV, mend=SAVE_AS)]) from None
    if NUL in text or not text or text.isspace():
        raise Refused([Fault("csv-unreadable", file, found="NUL" if NUL in text else "", expected=A_CSV, mend=SAVE_AS)])
    return text


def _fields(file: str, sheet: str, text: str, separator: str) -> Fields:
    """Every row, blank ones included so that row numbers stay. Raises `Refused` for a row that is not as long as the header."""
    fields = _unquoted(text, separator)
    if fields is None:
        rows = _rows(file, sheet, text, separator)
        fields = Fields(len(rows[0]), list(chain.from_iterable(rows)))
    if len(fields) > MOST_ROWS:
        raise Refused([Fault("too-many-rows", file, sheet, found=str(len(fields)), expected=FEWER, mend=SPLIT, values=(("most", MOST_ROWS),))])
    return fields


def _unquoted(text: str, separator: str) -> Fields | None:
    """The fields of a file in which no field is quoted and no row is blank; None for any other, and for one with rows of several lengths."""
    end = "\r\n" if "\r" in text else "\n"
    mark = next((sign for sign in MARKS if sign not in text), None)
    if '"' in text or mark is None or _has_long_field(text, separator):
        return None
    # The sign marks where a row begins: the fields of the first column, and no others, have it in front.
    marked = mark + text.removesuffix(end).replace(end, separator + mark)
    width, fields = text.partition(end)[0].count(separator) + 1, marked.split(separator)
    first = "".join(fields[::width]).split(mark)[1:]
    whole = len(first) == marked.count(mark) and len(first) * width == len(fields) and (width > 1 or "" not in first)
    if not whole or "\r" in marked or "\n" in marked:
        return None
    fields[::width] = first
    spaced = any(edge in marked for edge in (f" {separator}", f"{separator} ", f"{mark} ")) or marked[-1] == " "
    return Fields(width, fields, evident=not spaced and is_evident(marked))


def _has_long_field(text: str, separator: str) -> bool:
    """True where a field may be longer than `csv` takes: it would fill one of these pieces of the text."""
    step = csv.field_size_limit() // 2
    return any(separator not in text[at : at + step] for at in range(0, len(text) - step, step))


def _rows(file: str, sheet: str, text: str, separator: str) -> list[Sequence[str]]:
    """The rows of any file, each as long as the header, blank ones too. Raises `Refused`."""
    rows: list[Sequence[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Refused([Fault("csv-unreadable", file, sheet, f"A{len(rows) + 1}", found=str(error), expected=A_CSV, mend=SAVE_AS)]) from None
    wanted = len(rows[0])
    faults = []
    for at in [at for at, length in enumerate(map(len, rows)) if length != wanted]:
        length = len(rows[at])
        if any(rows[at]):
            values, where = (("separator", separator), ("wanted", wanted)), address(at + 1, min(length, wanted))
            faults.append(Fault("csv-row", file, sheet, where, found=str(length), expected=CELLS, mend=LOOK_AT, values=values))
        rows[at] = [""] * wanted
    refuse_if_any(faults)
    return rows
