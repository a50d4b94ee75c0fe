"""What the bad workbooks share: what is expected of a case, putting a value in a cell, and surgery on the zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.small import Rows, rows, write


@dataclass(frozen=True)
class Expected:
    """The code and place (`Sheet!C4`, `Sheet` or nothing) of the fault; `also`: codes that come with it and no others."""

    code: str
    place: str = ""
    also: tuple[str, ...] = ()
    warning: bool = False
    says: str = ""


def split_place(place: str) -> tuple[str, int, int]:
    """`Herkomst!C4` -> sheet, row and column from 0."""
    sheet, _, cell = place.partition("!")
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    assert match, place
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return sheet, int(match[2]) - 1, column - 1


def put(sheets: Rows, place: str, value: Any) -> None:
    """Set one cell, making the row longer or adding rows where needed."""
    sheet, row, column = split_place(place)
    table = sheets[sheet]
    while len(table) <= row:
        table.append([])
    table[row] += [None] * (column + 1 - len(table[row]))
    table[row][column] = value


def remove_column(sheets: Rows, sheet: str, header: str) -> None:
    """Drop a column by its header."""
    column = sheets[sheet][0].index(header)
    for row in sheets[sheet]:
        del row[column : column + 1]


def column_of(sheets: Rows, sheet: str, header: str) -> str:
    """The letter of a column."""
    return chr(65 + sheets[sheet][0].index(header))


def good_bytes(sheets: Rows | None = None) -> bytes:
    """The bytes of the small workbook."""
    target = io.BytesIO()
    write(target, sheets or rows())  # type: ignore[arg-type]
    return target.getvalue()


def operate(path: Path, changes: Mapping[str, Callable[[bytes], bytes] | bytes], sheets: Rows | None = None) -> Path:
    """A workbook with some parts changed (a function of the old bytes) or added (bytes)."""
    with zipfile.ZipFile(io.BytesIO(good_bytes(sheets))) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name)
            new.writestr(name, change(old.read(name)) if callable(change) else old.read(name))
        for name, change in changes.items():
            if isinstance(change, bytes):
                new.writestr(name, change)
    return path


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change that replaces the first occurrence of a text, which must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return change
