"""Tables as CSV in one fixed dialect: the same bytes on every machine, safe to open in a spreadsheet, and read back exactly.

The dialect: UTF-8 with a byte order mark, semicolons (what Excel expects where the comma is the decimal sign), lines that end in CR LF, and the
quotes of RFC 4180. Whole numbers are digits, other numbers exact fractions such as `2/3`: never a decimal sign, so never one that a
machine's settings can turn into another number. Only what was `rounded`, for people who open the file, is a decimal with a comma: where the
semicolon separates, the comma is the decimal sign.

A text that a spreadsheet could take for a formula gets an apostrophe in front, and so does a text that starts with one: whoever reads a
cell that starts with an apostrophe takes that one off and has the text as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain

from optimiser.exact import decimal_text

BOM, SEPARATOR, LINE_END = "\ufeff", ";", "\r\n"
# What starts a formula in some spreadsheet (wide forms included), what is skipped before one, and the apostrophe itself.
RISKY = frozenset("=+-@\t\r\n'＝＋－＠")
# In a long table the same texts stand on row after row.
SOME = 1024
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+|/[0-9]+)?")
_QUOTED = re.compile(r'[;,"\t\r\n]|^ | $')
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rounded:
    """The digits of a rounded number as they are written."""

    digits: str

    def __str__(self) -> str:
        return self.digits


Value = str | int | Fraction | Rounded | None


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """A table as text, header first; write it with `replace_text`. Every row has a value for every column; None is an empty cell.

    >>> csv_text(("id", "amount"), [("a;b", 1000), ("=1+1", Fraction(2, 3)), ("", -5)])[1:].splitlines()
    ['id;amount', '"a;b";1000', "'=1+1;2/3", ';-5']
    """
    return "".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """`csv_text` a line at a time: of a table with very many rows only one is held. Raises ValueError for a row of another length."""
    mark = BOM
    for line in chain([columns], rows):
        if len(line) != len(columns):
            raise ValueError(f"not every row has {len(columns)} cells")
        yield (mark + SEPARATOR.join([_cell(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in line]) + LINE_END)
        mark = ""


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows of a table that `csv_text` wrote, every cell as the text it was. Raises ValueError for rows of another length."""
    head, *rows = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=SEPARATOR, strict=True))
    return [dict(zip(head, map(restored, row), strict=True)) for row in rows]


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a plain number or fraction is none.

    >>> harmless("=SUM(A1)"), harmless("'t Gooi"), harmless("-2/3"), harmless("gewoon")
    ("'=SUM(A1)", "''t Gooi", '-2/3', 'gewoon')
    """
    return f"'{text}" if text[:1] in RISKY and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """The text that `harmless` was given."""
    return text.removeprefix("'")


def rounded(value: Fraction, digits: int) -> Rounded:
    """A number with so many decimals, half up, for a cell that a spreadsheet is to show as a number.

    >>> csv_text(("effect",), [(rounded(Fraction(2, 3), 4),), (rounded(Fraction(-1, 8), 2),)])[1:].splitlines()
    ['effect', '0,6667', '-0,13']
    """
    return Rounded(decimal_text(value, digits).replace(".", ","))


@lru_cache(SOME)
def _cell(text: str) -> str:
    # Half a character (a lone surrogate) is no text: no file can hold it.
    return _quoted(harmless(text if text.isascii() else _SURROGATE.sub("\ufffd", text)))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
