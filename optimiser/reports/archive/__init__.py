"""A run as a folder for twenty years from now: everything that was claimed, the proof as plain tables, and how anyone can check it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from optimiser import verify
from optimiser.csv_text import Value, csv_text
from optimiser.language import LANGS
from optimiser.reading.sheets import Cell, read_book
from optimiser.record import Record
from optimiser.reports.archive.guide import guide
from optimiser.reports.csv_tables import plan_files, proof_files
from optimiser.reports.csv_tables.words import GUIDE
from optimiser.verify import INPUT, SUMS, Table

CELLS = ("sheet", "cell", "value", "formula")


def content(
    record: Record, text: str, certificate: str, proof: Mapping[str, Table], entry: str, book: Path, own: Mapping[str, Path]
) -> dict[str, bytes]:
    """File name -> bytes of the whole archive, the same for the same run.

    `text`, `certificate` and `entry` are the record, the proof and the journal's line as they were written; `own` the files the run was made
    from, as far as they are there.
    """
    tables = {**plan_files(record), **proof_files(proof)}
    if INPUT in own:
        tables["input.csv"] = _cells(own[INPUT])
    found = {f"csv/{name}": one.encode() for name, one in tables.items()}
    found |= {"record.json": text.encode(), "certificate.json": certificate.encode(), "journal.jsonl": entry.encode()}
    found |= {"verify.py": Path(verify.__file__).read_bytes(), book.name if record.conflict else "plan.xlsx": book.read_bytes()}
    found |= {name: path.read_bytes() for name, path in own.items()}
    found |= {GUIDE[lang]: guide(record, proof, found, lang).encode() for lang in LANGS}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(found.items()))
    return {**dict(sorted(found.items())), SUMS: sums.encode()}


def _cells(workbook: Path) -> str:
    """Every filled cell of the input workbook."""
    rows = [
        (name, cell.address, _value(cell), cell.formula or "")
        for name, sheet in read_book(workbook).sheets.items()
        for _, cell in sorted(sheet.cells.items())
    ]
    return csv_text(CELLS, rows)


def _value(cell: Cell) -> Value:
    if isinstance(cell.value, (bool, date)) or cell.value is None:
        return cell.shown if cell.formula is None or cell.value is not None else ""
    return cell.value
