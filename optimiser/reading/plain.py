"""Reads a table a column at a time where its cells leave no doubt, and says which rows need a closer look, cell by cell.

A cell leaves no doubt when the careful reader would take it without a word: what it says about a text it says about every cell with that text, so
it is asked once. Rows with any other cell, and rows that may clash with another row, are left to it whole: what it finds, and where, stays its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any, TypeGuard

from optimiser.faults import Fault, key_of
from optimiser.language import LANGS
from optimiser.layout import Column, Table
from optimiser.reading.cell_faults import SheetFaults
from optimiser.reading.cells import Read, read_cell
from optimiser.reading.headers import Head
from optimiser.reading.merge_marks import BOTH
from optimiser.reading.plain_rows import Raw
from optimiser.reading.sheets import Cell

FREE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_IDS = re.compile(rf"(?:{FREE_ID.pattern}\n)*")
# So many digits are below `exact.LARGEST`.
WHOLE_DIGITS = 15
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_BOTH = tuple(BOTH[lang].partition("{mine}")[0] for lang in LANGS)
NUMERIC = frozenset({"amount", "rate", "share", "number"})


class _Odd(Enum):
    ODD = "odd"


ODD = _Odd.ODD
Value = Read | None | _Odd


@dataclass(frozen=True, slots=True)
class Plain:
    """`values[head]`: one value a row, None where nothing stands (in a text: ""). `odd`: the rows (from 0) whose values are not to be used.

    `evident`: as in `read_plain`.
    """

    values: Mapping[Head, Sequence[Any]]
    size: int
    odd: set[int]
    evident: bool = False

    def column(self, key: str, year: str | None = None, blank: Any = None) -> Sequence[Any]:
        """A column; one that is not there holds `blank` in every row."""
        found = self.values.get(Head(key, year))
        return [blank] * self.size if found is None else found


def read_plain(
    columns: Mapping[Head, Sequence[Raw]], table: Table, as_cell: Callable[[Raw, Head], Cell], size: int, *, typed: bool, evident: bool = False
) -> Plain:
    """The values of the columns of a table with ids of its own. Odd are the rows with a doubt in any cell, or with an id that occurs twice.

    `typed`: all that stands there is text, and digits are the number they spell (in a workbook they are a text). `evident`: that text is without
    outer spaces, and together it `is_evident`.
    """
    kinds = {column.key: column for column in table.columns}
    values: dict[Head, Sequence[Any]] = {}
    odd: set[int] = set()
    for head, raws in columns.items():
        column = kinds[head.key]
        found, doubtful = _column(raws, _Careful(column, head, as_cell, typed), evident)
        values[head] = found
        doubts = {at for at, one in enumerate(found) if one is ODD} if doubtful else set()
        odd |= doubts
        if column.kind == "id":
            shown = {at: as_cell(raws[at], head).shown for at in doubts if raws[at] != ""}
            keys = (
                list(map(str.lower, found))
                if not doubts
                else [one.lower() if one is not ODD else key_of(shown.get(at, "")) for at, one in enumerate(found)]
            )
            odd |= twice(keys)
    return Plain(values, size, odd, evident)


def _column(raws: Sequence[Raw], careful: _Careful, evident: bool) -> tuple[Sequence[Any], bool]:
    """The values of a column, and whether any of them is ODD."""
    if careful.column.kind == "id":
        return _ids(raws, careful)
    if careful.column.kind != "text":
        return _others(raws, careful)
    found, doubtful = (raws, False) if evident else _texts(raws, careful)
    return ([one or ODD for one in found], True) if careful.blank is ODD and "" in found else (found, doubtful)


def twice(keys: Sequence[Hashable]) -> set[int]:
    """The places of all keys that occur more than once.

    >>> sorted(twice("abca"))
    [0, 3]
    """
    if len(set(keys)) == len(keys):
        return set()
    counts = Counter(keys)
    return {at for at, one in enumerate(keys) if counts[one] > 1}


def clashing(columns: Sequence[Sequence[Any]], evident: bool) -> set[int]:
    """The rows whose texts in these columns together occur more than once, compared as `key_of` does; what is odd is as good as empty."""
    texts = [one if _all_text(one) else [text if isinstance(text, str) else "" for text in one] for one in columns]
    # Neither sign can be inside a printable text.
    whole = "\r".join(map("\n".join, zip(*texts, strict=True)))
    evident = evident or whole.replace("\r", "").replace("\n", "").isprintable()
    if evident and "  " not in whole and unicodedata.is_normalized("NFKC", whole):
        return twice(whole.casefold().split("\r"))
    return twice(list(zip(*(map(key_of, one) for one in texts), strict=True)))


class _Careful:
    """What the careful reader makes of one cell of a column: its value, or ODD when it has something to say about it."""

    def __init__(self, column: Column, head: Head, as_cell: Callable[[Raw, Head], Cell], typed: bool) -> None:
        self.typed = typed
        self.column, self._head, self._as_cell = column, head, as_cell
        # A needed cell that is empty is a fault of its row.
        self.blank: Value = ODD if column.needed else "" if column.kind == "text" else None

    def shown(self, raw: Raw) -> str:
        """What a person sees in the cell."""
        return self._as_cell(raw, self._head).shown

    def __call__(self, raw: Raw) -> Value:
        told: list[Fault] = []
        value = None if raw == "" else read_cell(self._as_cell(raw, self._head), self.column, SheetFaults("", "", told))
        return ODD if told else self.blank if value is None else value


def _all_text(raws: Sequence[Raw]) -> TypeGuard[Sequence[str]]:
    return set(map(type, raws)) <= {str}


def _ids(raws: Sequence[Raw], careful: _Careful) -> tuple[Sequence[Any], bool]:
    texts = raws if _all_text(raws) else [raw if isinstance(raw, str) else careful.shown(raw) for raw in raws]
    whole = "\n".join([*texts, ""])
    if whole.count("\n") == len(texts) and _IDS.fullmatch(whole):
        return texts, False
    return [text if FREE_ID.fullmatch(text) else ODD for text in texts], True


def _texts(raws: Sequence[Raw], careful: _Careful) -> tuple[Sequence[Any], bool]:
    if _all_text(raws) and is_evident("".join(raws)):
        return list(map(str.strip, raws)), False
    # An apostrophe in front may be a sign of its own.
    return [raw.strip() if isinstance(raw, str) and raw[:1] != "'" and is_evident(raw, "") else careful(raw) for raw in raws], True


def is_evident(text: str, doubtful: str = "'") -> bool:
    """True for a text, of a cell or of many, that means what it says: no invisible signs, no two values in one cell."""
    return text.isprintable() and (not doubtful or doubtful not in text) and not any(words in text for words in _BOTH)


def _others(raws: Sequence[Raw], careful: _Careful) -> tuple[Sequence[Any], bool]:
    """Numbers and choices: what stands in many cells is read once."""
    if careful.typed and careful.column.kind == "amount" and careful.blank is None and _are_whole(raws):
        return [int(one) if one else None for one in raws], False
    known = _Known(careful)
    found = list(map(known.__getitem__, raws))
    return found, ODD in known.values()


def _are_whole(raws: Sequence[Raw]) -> TypeGuard[Sequence[str]]:
    """True for a column of plain whole numbers and empty cells; one with a 0 in front is left to a closer look."""
    if not _all_text(raws):
        return False
    whole = "\n".join(["", *raws])
    digits = whole.replace("\n", "")
    single = len(whole) - len(digits) == len(raws) and "\n0" not in whole and max(map(len, raws), default=0) <= WHOLE_DIGITS
    return single and (not digits or (digits.isascii() and digits.isdigit()))


class _Known(dict[Raw, Any]):
    """What a column's cells are worth; a text that was not there before is read when it comes."""

    def __init__(self, careful: _Careful) -> None:
        super().__init__()
        self._careful = careful
        self._whole: Callable[[int], int | Fraction] | None = {"amount": int, "rate": Fraction}.get(careful.column.kind)

    def __missing__(self, raw: Raw) -> Any:
        self[raw] = value = self._careful(raw) if self._whole is None or not self._is_whole(raw) else self._whole(int(raw))
        return value

    def _is_whole(self, raw: Raw) -> TypeGuard[str | int]:
        """True for a whole number that no column of numbers is too small for."""
        if isinstance(raw, str):
            return self._careful.typed and _WHOLE.fullmatch(raw) is not None
        return isinstance(raw, int) and 0 <= raw < 10**WHOLE_DIGITS
