"""What may be typed into a cell, and how it stands in the file: a number exactly, a text always as text, a date as its day number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from optimiser.amend.xml import escaped
from optimiser.exact import fits_in_a_cell, plain

Value = int | Fraction | str | date | None
LONGEST_TEXT = 32_767
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of this workbook."""

    text: str
    sheet: str
    address: str

    @property
    def location(self) -> str:
        """`'Sheet'!B4`."""
        return f"{quoted(self.sheet)}!{self.address}"


def quoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference: `'it''s'`."""
    return "'" + sheet.replace("'", "''") + "'"


def split_address(address: str) -> tuple[int, int]:
    """Row and column, both from 1. Raises `ValueError`.

    >>> split_address("AB12"), split_address("$A$1")
    ((12, 28), (1, 1))
    """
    match = _CELL.fullmatch(address)
    if match is None:
        raise ValueError(f"not a cell: {address!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def split_range(area: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right. Raises `ValueError` for a whole row or column.

    >>> split_range("B2:C9"), split_range("D4")
    ((2, 2, 9, 3), (4, 4, 4, 4))
    """
    first, _, last = area.partition(":")
    return split_address(first) + split_address(last or first)


def content(value: Value, from_1904: bool) -> tuple[str, str]:
    """The type attribute (with its space) and the inside of a cell.

    >>> content(Fraction(1, 4), False), content("=1+1", False)[0], content(date(2024, 9, 1), False)[1]
    (('', '<v>0.25</v>'), ' t="inlineStr"', '<v>45536</v>')
    """
    if value is None:
        return "", ""
    if isinstance(value, date):
        return "", f"<v>{day_number(value, from_1904)}</v>"
    if not isinstance(value, str):
        text = plain(value)
        if fits_in_a_cell(text):
            return "", f"<v>{text}</v>"
        value = text
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"a cell holds at most {LONGEST_TEXT} characters, not {len(value)}")
    return ' t="inlineStr"', f'<is><t xml:space="preserve">{escaped(value)}</t></is>'


def day_number(day: date, from_1904: bool) -> int:
    """Excel's number for a day, in either of its two calendars; before March 1900 it is one off, as Excel is."""
    if from_1904:
        return (day - date(1904, 1, 1)).days
    number = (day - date(1899, 12, 30)).days
    return number if number > 60 else number - 1
