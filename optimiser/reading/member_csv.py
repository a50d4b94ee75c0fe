"""The members of a dimension from a CSV file: the same columns as the sheet it takes the place of, and the same faults at the same cells.

UTF-8 (with or without byte order mark), separated by semicolons or commas, quoted as in RFC 4180. A number is digits with at most one
decimal sign; one that could be two numbers (`1.234`) stays a text, and is asked about as in a workbook.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from optimiser.csv_text import BOM, RISKY
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.layout import Table
from optimiser.reading.cell_faults import SheetFaults
from optimiser.reading.headers import Years, read_headers
from optimiser.reading.readings import readings
from optimiser.reading.sheet_part import MOST_ROWS
from optimiser.reading.sheets import Book, Cell, Sheet, address

NUMERIC = frozenset({"amount", "rate", "share", "number"})
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]{1,18}[.,][0-9]{1,30}")
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


def read_member_csv(path: Path, table: Table, years: Years) -> Book:
    """A CSV file as a book with the one sheet of `table`. Raises `Refused` when it is no such file."""
    text = _text(path)
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") >= head.count(",") else ","
    name = table.name.nl
    rows = _rows(path.name, name, text, separator)
    header = {(1, column): Cell(address(1, column), one.strip()) for column, one in enumerate(rows[0], start=1) if one.strip()}
    known = read_headers(Sheet(name, cells=header), table, years, SheetFaults(path.name, name, [])).columns
    kinds = {column.key: column.kind for column in table.columns}
    numeric = {column for head, column in known.items() if kinds[head.key] in NUMERIC}
    cells = dict(header)
    for number, row in enumerate(rows[1:], start=2):
        for column, typed in enumerate(row, start=1):
            if typed:
                cells[number, column] = _cell(address(number, column), typed, column in numeric)
    return Book(path.name, {name: Sheet(name, cells=cells)})


def _cell(where: str, typed: str, numeric: bool) -> Cell:
    # What `csv_text` put in front of a text that a spreadsheet could take for a formula goes off again.
    text = typed[1:] if typed[0] == "'" and typed[1:2] in RISKY else typed
    if numeric and _WHOLE.fullmatch(text):
        return Cell(where, int(text))
    if numeric and _DECIMAL.fullmatch(text) and len(found := readings(text)) == 1:
        return Cell(where, int(found[0]) if found[0].denominator == 1 else found[0])
    return Cell(where, text)


def _text(path: Path) -> str:
    if not path.is_file():
        raise Refused([Fault("file-missing", str(path), expected=A_FILE, mend=CHECK_PATH)])
    try:
        text = path.read_bytes().decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise Refused([Fault("csv-unreadable", path.name, found=str(error)[:80], expected=A_CSV, mend=SAVE_AS)]) from None
    except OSError as error:
        raise Refused([Fault("file-unreadable", path.name, found=str(error), expected=A_FILE, mend=CHECK_PATH)]) from None
    if "\0" in text or not text.strip():
        raise Refused([Fault("csv-unreadable", path.name, found="NUL" if text.strip() else "", expected=A_CSV, mend=SAVE_AS)])
    return text


def _rows(file: str, sheet: str, text: str, separator: str) -> list[Sequence[str]]:
    """Every row, blank ones included so that row numbers stay; each as long as the header. Raises `Refused`."""
    rows: list[Sequence[str]] = []
    faults = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if row and len(row) != len(rows[0]) and any(row):
                values = (("separator", separator), ("wanted", len(rows[0])))
                where = address(len(rows), min(len(row), len(rows[0])))
                faults.append(Fault("csv-row", file, sheet, where, found=str(len(row)), expected=CELLS, mend=LOOK_AT, values=values))
    except csv.Error as error:
        raise Refused([Fault("csv-unreadable", file, sheet, f"A{len(rows) + 1}", found=str(error), expected=A_CSV, mend=SAVE_AS)]) from None
    if len(rows) > MOST_ROWS:
        faults.append(Fault("too-many-rows", file, sheet, found=str(len(rows)), expected=FEWER, mend=SPLIT, values=(("most", MOST_ROWS),)))
    if faults:
        raise Refused(faults)
    return rows
