"""Where a cell stands: `AB4` as row 4 and column 28, and back."""

from __future__ import annotations

import re
from functools import cache

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@cache
def letters(column: int) -> str:
    """`letters(28)` -> `AB`."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def column_of(name: str) -> int:
    """`column_of("AB")` -> 28."""
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column


def place_of(address: str) -> tuple[int, int] | None:
    """`place_of("AB4")` -> (4, 28); None for what is no address on a sheet."""
    match = _ADDRESS.fullmatch(address)
    place = (int(match[2]), column_of(match[1])) if match else (0, 0)
    return place if 0 < place[0] <= LAST_ROW and 0 < place[1] <= LAST_COLUMN else None


def address(row: int, column: int) -> str:
    """`address(4, 28)` -> `AB4`."""
    return f"{letters(column)}{row}"
