"""The rows of a sheet that are written in the plainest way, taken out of its part in one go; all else stays for the strict reader.

A row is taken only when every byte of it is accounted for: a tag like one that the strict reader has seen, and cells that are blank, a text or a
number (which may be a date or the result of a formula), each with its address and a known style. The strict reader would take such a row
without a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from optimiser.reading.addresses import column_of
from optimiser.reading.digits import exact_number
from optimiser.reading.markup import PLAIN_TEXT, is_evident
from optimiser.reading.parts import LONGEST_TEXT, Frame, unescaped

Sort = Literal["blank", "number", "text", "truth", "error", "moment"]
OPENED, CLOSED, ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
# No sheet that is taken has more columns than two letters name.
_PLACE = rb'r="([A-Z]{1,2})([1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?'
_NUMBER = rb"-?[0-9]{1,18}(?:\.[0-9]{1,25})?(?:E[+-]?[0-9]{1,2})?"
_INDEX = rb"0|[1-9][0-9]{0,8}"
_WORDS = rb'<is><t(?: xml:space="preserve")?>(' + PLAIN_TEXT + rb")</t></is>"
_RESULT = rb'(?: t="n")?>(?:<f>([^<>&\x00-\x1f]+)</f>)?<v>(' + _NUMBER + rb")</v></c>"
_SHARED = rb' t="s"><v>(' + _INDEX + rb")</v></c>"
_OWN = rb' t="inlineStr">' + _WORDS + rb"</c>"
_CELL = re.compile(rb"(<c " + _PLACE + rb"(?:/>|" + rb"|".join((_RESULT, _SHARED, _OWN)) + rb"))")
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"([^<>]*)>')
_SHOWN = re.compile(rb' hidden="(?:0|false)"')
HEADER = 1


@dataclass(frozen=True, slots=True)
class RawCell:
    """What stands in a cell: `text` is a number's digits, a text, `1` or `0`, an error's name or an ISO moment; `style` an index."""

    sort: Sort
    text: str
    style: int
    formula: str | None


# What stands in a cell: a text as typed or an exact number, "" where nothing stands; a date or the result of a formula as it stands in the part.
Raw = str | int | Fraction | RawCell
# The digits of a number; of a date or a result also its style and formula.
_Digits = bytes | tuple[bytes, bytes, bytes]


@dataclass(frozen=True, slots=True)
class PlainRows:
    """`columns[number]`: what stands in a column, one entry for each of `rows`, which are in order. `count`: their cells, blank ones included."""

    rows: Sequence[int]
    columns: Mapping[int, Sequence[Raw]]
    count: int

    def at(self, row: int) -> int | None:
        """The place of a row among these; None for another row."""
        place = bisect_left(self.rows, row)
        return place if place < len(self.rows) and self.rows[place] == row else None


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows that were taken from a part, and what is left of the part."""

    plain: PlainRows
    rest: bytes


def take(data: bytes, frame: Frame) -> Taken | None:
    """The plain rows of a sheet's part; None for a part in which not even that is plain where its rows begin and end."""
    opened, closed = data.find(OPENED), data.rfind(CLOSED)
    if not is_evident(data) or data.count(b"sheetData") != 2 or not 0 < opened < closed:
        return None
    *pieces, last = data[opened + len(OPENED) : closed].split(ROW_END)
    taking = _Taking(frame)
    if last or not all(map(taking.takes_or_leaves, pieces)):
        return None
    try:
        plain = taking.plain()
    except (IndexError, UnicodeDecodeError):
        return None
    return Taken(plain, b"".join([data[: opened + len(OPENED)], *taking.left, data[closed:]]))


@dataclass(slots=True)
class _Alike:
    """Rows with cells in the same columns: the number of each, and of its cells the digits, index of a shared text and own text."""

    columns: Sequence[int]
    rows: list[int] = field(default_factory=list)
    cells: list[tuple[tuple[_Digits, ...], tuple[bytes, ...], tuple[bytes, ...]]] = field(default_factory=list)

    def values(self, numbers: _Numbers, strings: Sequence[str]) -> Iterator[tuple[int, list[Raw]]]:
        """Column for column what stands there."""
        digits, indexes, texts = (zip(*one, strict=True) for one in zip(*self.cells, strict=True))
        for column, *cells in zip(self.columns, digits, indexes, texts, strict=True):
            each = zip(*cells, strict=True)
            yield (
                column,
                [
                    strings[int(index)] if index else numbers[digit] if digit else unescaped(text.decode()) if text else ""
                    for digit, index, text in each
                ],
            )


class _Numbers(dict[_Digits, Raw]):
    """Digits and the number they are; those that were not there before are read when they come."""

    def __missing__(self, digits: _Digits) -> Raw:
        if isinstance(digits, bytes):
            self[digits] = exact_number(digits.decode())
        else:
            style, formula, result = (one.decode() for one in digits)
            self[digits] = RawCell("number", result, int(style or 0), f"={formula}" if formula else None)
        return self[digits]


class _Taking:
    """Goes through the rows of a part, each without its closing tag; `left` are those that are not plain, whole again."""

    def __init__(self, frame: Frame) -> None:
        self.left: list[bytes] = []
        self._strings = frame.strings
        self._styles = {b"", *(str(style).encode() for style in range(frame.styles))}
        self._dates = {str(style).encode() for style in frame.dates}
        # Where no style is said, it is the first.
        self._dates |= {b""} if 0 in frame.dates else set()
        # The name of an error, and whatever starts like one.
        self._errors = {str(at).encode() for at in frame.hashed}
        self._tags: set[bytes] = set()
        self._alike: dict[tuple[bytes, ...], _Alike | None] = {}
        self._last = 0

    def takes_or_leaves(self, piece: bytes) -> bool:
        """Takes a row, or leaves it; False when it cannot even be told which row it is."""
        opened = _ROW.match(piece)
        while opened is not None and opened[2].endswith(b"/"):
            if not self._follows(int(opened[1])):
                return False
            self.left.append(opened[0])
            piece = piece[opened.end() :]
            opened = _ROW.match(piece)
        if opened is None or piece.find(b"<row", 1) != -1 or not self._follows(int(opened[1])):
            return False
        if not (self._is_known(opened[2]) and self._last != HEADER and self._takes(opened[1], piece, opened.end())):
            self.left.append(piece + ROW_END)
        return True

    def _follows(self, number: int) -> bool:
        """True for a row below all rows before it."""
        before, self._last = self._last, number
        return before < number

    def _is_known(self, tag: bytes) -> bool:
        """True for the attributes of a row that is not hidden, when the strict reader sees an earlier row with the very same ones."""
        known = tag in self._tags
        self._tags.add(tag)
        return known and b"hidden" not in _SHOWN.sub(b"", tag)

    def _takes(self, number: bytes, piece: bytes, start: int) -> bool:
        found = _CELL.findall(piece, start)
        if not found or len(piece) > LONGEST_TEXT:
            return False
        wholes, columns, rows, styles, *cells = zip(*found, strict=True)
        if start + sum(map(len, wholes)) != len(piece) or rows.count(number) != len(rows) or not self._styles.issuperset(styles):
            return False
        formulas, digits, indexes, texts = cells
        if not self._errors.isdisjoint(indexes) or b"#" in b"".join(texts):
            return False
        alike = self._alike[columns] if columns in self._alike else self._alike.setdefault(columns, _in_order(columns))
        if alike is None:
            return False
        if any(formulas) or not self._dates.isdisjoint(styles):
            whole = zip(styles, formulas, digits, strict=True)
            digits = tuple(one if one[2] and (one[1] or one[0] in self._dates) else one[2] for one in whole)
        alike.rows.append(int(number))
        alike.cells.append((digits, indexes, texts))
        return True

    def plain(self) -> PlainRows:
        """All rows that were taken. Raises IndexError for a text that is not there, UnicodeDecodeError for one that is no text."""
        numbers = _Numbers()
        kinds = [one for one in self._alike.values() if one is not None and one.rows]
        count = sum(len(one.columns) * len(one.rows) for one in kinds)
        if len(kinds) == 1:
            return PlainRows(kinds[0].rows, dict(kinds[0].values(numbers, self._strings)), count)
        rows = sorted(row for one in kinds for row in one.rows)
        place = {row: at for at, row in enumerate(rows)}
        columns: dict[int, list[Raw]] = {}
        for one in kinds:
            for column, values in one.values(numbers, self._strings):
                whole = columns.setdefault(column, [""] * len(rows))
                for row, value in zip(one.rows, values, strict=True):
                    whole[place[row]] = value
        return PlainRows(rows, columns, count)


def _in_order(names: Sequence[bytes]) -> _Alike | None:
    """An empty heap for rows with cells in these columns, when each stands to the right of the one before."""
    columns = [column_of(name.decode()) for name in names]
    return _Alike(columns) if all(left < right for left, right in pairwise(columns)) else None
