"""The merged workbook is read back from disk and compared, cell by cell, with what each side wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from optimiser.faults import Fault
from optimiser.keyed.cells import BLANK, Col, KeyedTable, same
from optimiser.keyed.reading import read_keyed
from optimiser.layout import TABLES
from optimiser.merging.findings import Finding
from optimiser.merging.three_way import Three
from optimiser.reading.merge_marks import is_conflict
from optimiser.reading.sheets import read_book

# What an open conflict, or a result that Excel has yet to calculate, makes of a cell.
EXPECTED = frozenset({"merge-conflict", "formula-without-value"})
Columns = Mapping[str, Mapping[Col, int]]


class NotMerged(RuntimeError):
    """The written workbook does not say what the merge found: a fault of ours, so nothing is written. The message names the cell."""


def prove(path: Path, tables: Mapping[str, Three], findings: Sequence[Finding], columns: Columns) -> None:
    """Raises `NotMerged` unless every cell of the file holds the value of the side it was taken from, or an open conflict.

    `columns`: table -> where each column of the three stands in the file.
    """
    faults: list[Fault] = []
    listed = [three.base.table for three in tables.values() if three.base.table not in TABLES]
    book = read_keyed(read_book(path), {}, faults, listed)
    wrong = [f"{fault.place}: {fault.code}" for fault in faults if not fault.warning and fault.code not in EXPECTED]
    for key, three in tables.items():
        if three.mine.sheet or key in book.tables:
            here = [one for one in findings if one.table == key]
            wrong += _differences(three, here, book.tables.get(key, KeyedTable(three.base.table, "")), columns[key])
    if wrong:
        raise NotMerged("; ".join(wrong[:5]))


def _differences(three: Three, findings: Sequence[Finding], merged: KeyedTable, columns: Mapping[Col, int]) -> Iterator[str]:
    gone = {one.row for one in findings if one.what == "row-removed"}
    emptied = {one.col for one in findings if one.what == "column-removed"}
    kept = {one.col for one in findings if one.what == "kept-column" and one.gone == "mine"}
    cells = {(one.row, one.col): one for one in findings if one.what == "cell"}
    numbered = {number: col for col, number in merged.columns.items()}
    if set(merged.rows) != (expected := set(three.row_keys()) - gone):
        yield f"{three.base.table.key}: {sorted(set(merged.rows) ^ expected)}"
        return
    for key, row in merged.rows.items():
        for col in three.columns():
            there = numbered.get(columns.get(col, 0))
            found = cells.get((key, col))
            if there is None:
                # A column that is gone, or that has no name until its conflict is solved.
                continue
            entry = row[there]
            if found is not None and found.side == "conflict":
                right = entry.cell is not None and is_conflict(entry.cell)
            else:
                from_theirs = key not in three.mine.rows or col in kept or (found is not None and found.side == "theirs")
                table = three.theirs if from_theirs else three.mine
                right = same(entry, table.rows[key][col] if key in table.rows and col not in emptied else BLANK)
            if not right:
                yield f"{three.base.table.key} {key} {col}"
