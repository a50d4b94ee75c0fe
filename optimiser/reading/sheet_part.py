"""One sheet's part as cells, strictly: what Excel would not write is named with its cell, never skipped, doubled or read as something else."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field

from optimiser.language import Text
from optimiser.reading.addresses import LAST_ROW, letters, place_of
from optimiser.reading.markup import MAIN, OddPartError, show, stream
from optimiser.reading.parts import Frame, Words, unescaped
from optimiser.reading.plain_rows import PlainRows, RawCell, Sort, take

MOST_ROWS = 200_000
MOST_CELLS = 1_000_000
MOST_ODD = 100
MOST_NOTED = 1_000  # merged areas, and spans of hidden columns
# Formulas that share one text are translated to their own cells up to so many signs in all; it is only for quoting.
MOST_TRANSLATED = 1_000_000
ROWS = Text("ten hoogste {limit:num} rijen per blad", "at most {limit:num} rows a sheet")
CELLS = Text("ten hoogste {limit:num} cellen in de werkmap", "at most {limit:num} cells in the workbook")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")
_NO_NUMBER = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_INDEX = re.compile(r"[0-9]{1,9}")
_YES = ("1", "true")
_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _MORE = (MAIN + tag for tag in ("row", "c", "v", "f", "is", "extLst"))


@dataclass(slots=True)
class RawSheet:
    """A sheet's cells by (row, column) and what hides them. `odd`: (cell, what Excel would not write) for at most the first hundred.

    The cells of `plain` rows stand there only.
    """

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    odd: list[tuple[str, str]] = field(default_factory=list)
    rows: int = 0
    plain: PlainRows | None = None


class TooMuchError(Exception):
    """A sheet goes beyond a limit; `expected` names it."""

    def __init__(self, code: str, limit: int, expected: Text) -> None:
        super().__init__(code)
        self.code, self.limit, self.expected = code, limit, expected


def _limit(code: str, limit: int, expected: Text) -> TooMuchError:
    return TooMuchError(code, limit, expected)


def read_sheet(archive: zipfile.ZipFile, part: str, frame: Frame, room: int) -> tuple[RawSheet, int]:
    """The filled cells of a sheet, and how many cells it has, blank ones included. Raises `OddPartError`, and `TooMuchError` beyond `room` cells."""
    with suppress(OddPartError, TooMuchError):
        if (found := _by_column(archive, part, frame, room)) is not None:
            return found
    # What is wrong is found, and told, in the part as it stands.
    reader = _Reader(part, frame, room)
    stream(archive, part, reader)
    return reader.whole(), reader.count


def _by_column(archive: zipfile.ZipFile, part: str, frame: Frame, room: int) -> tuple[RawSheet, int] | None:
    """The same with the plain rows as columns; None for a part without any."""
    taken = take(archive.read(part), frame)
    if taken is None or not taken.plain.rows:
        return None
    reader = _Reader(part, frame, room - taken.plain.count)
    show(part, [taken.rest], reader)
    sheet = reader.whole()
    sheet.plain = taken.plain
    if sheet.rows + len(sheet.plain.rows) > MOST_ROWS or sheet.plain.rows[-1] > MOST_ROWS:
        raise _limit("too-many-rows", MOST_ROWS, ROWS)
    return sheet, reader.count + sheet.plain.count


class _Reader:
    """Looks at a sheet's part event by event; `path` holds the open elements."""

    def __init__(self, part: str, frame: Frame, room: int) -> None:
        self.part, self.frame, self.room = part, frame, room
        self.sheet, self.count, self.has_data = RawSheet(), 0, False
        self.path: list[str] = []
        self.row = self.column = 0
        self.seen: set[tuple[int, int]] = set()
        self.shared: dict[str, tuple[str, str]] = {}
        self.translated = 0
        self.blank_cell()

    def blank_cell(self) -> None:
        """Forgets the cell before."""
        self.attributes: dict[str, str] | None = None
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.formula_kind: dict[str, str] = {}
        self.words: Words | None = None
        self.open: list[str] | None = None

    def whole(self) -> RawSheet:
        """The sheet when all of its part was seen. Raises `OddPartError` when it was no sheet."""
        if not self.has_data:
            raise OddPartError(f"{self.part}: <sheetData> ?")
        return self.sheet

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens: a row, a cell, or a part of a cell."""
        parent = self.path[-1] if self.path else ""
        self.path.append(tag)
        if self.attributes is not None:
            self.inside(tag, attributes, parent)
        elif parent == _ROW:
            self.start_cell(tag, attributes)
        elif parent == MAIN + "sheetData":
            self.start_row(tag, attributes)
        elif parent == MAIN + "worksheet":
            self.has_data |= tag == MAIN + "sheetData"
        elif tag == MAIN + "col":
            self.hide_columns(attributes)
        elif tag == MAIN + "mergeCell" and len(self.sheet.merged) < MOST_NOTED:
            self.sheet.merged.append(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element closes; a cell is then whole."""
        self.path.pop()
        self.open = None
        if tag == _CELL and self.attributes is not None and self.path[-1] == _ROW:
            self.end_cell()
        elif self.words is not None and tag != _INLINE:
            self.words.end(tag)

    def data(self, text: str) -> None:
        """Text counts inside a value, a formula or a text item only."""
        if self.open is not None:
            self.open.append(text)
        elif self.words is not None:
            self.words.data(text)

    def start_row(self, tag: str, attributes: dict[str, str]) -> None:
        """A row: its number is its own, or the next one."""
        if tag != _ROW:
            raise OddPartError(f"{self.part}: <sheetData> <{tag.rpartition(' ')[2]}>")
        typed = attributes.get("r", str(self.row + 1))
        self.row, self.column = int(typed) if _INDEX.fullmatch(typed) else 0, 0
        if not 0 < self.row <= LAST_ROW:
            raise OddPartError(f'{self.part}: <row r="{typed[:20]}">')
        self.sheet.rows += 1
        if self.sheet.rows > MOST_ROWS:
            raise _limit("too-many-rows", MOST_ROWS, ROWS)
        if attributes.get("hidden") in _YES:
            self.sheet.hidden_rows.add(self.row)

    def start_cell(self, tag: str, attributes: dict[str, str]) -> None:
        """A cell: its place is its own, or the next one."""
        if tag == _MORE:
            return
        if tag != _CELL:
            raise OddPartError(f'{self.part}: <row r="{self.row}"> <{tag.rpartition(" ")[2]}>')
        self.count += 1
        if self.count > self.room:
            raise _limit("too-many-cells", MOST_CELLS, CELLS)
        place = place_of(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        if place is None or place[0] != self.row:
            raise OddPartError(f'{self.part}: <row r="{self.row}"> <c r="{attributes.get("r", "")[:20]}">')
        self.column = place[1]
        self.attributes = attributes

    def inside(self, tag: str, attributes: dict[str, str], parent: str) -> None:
        """Something inside a cell: one value, one formula, one text item."""
        if parent != _CELL:
            if self.words is not None:
                self.words.start(tag)
            elif parent != _MORE and _MORE not in self.path:
                self.is_odd(f"<{parent.rpartition(' ')[2]}> <{tag.rpartition(' ')[2]}>")
        elif tag == _VALUE and self.value is None:
            self.open = self.value = []
        elif tag == _FORMULA and self.formula is None:
            self.open = self.formula = []
            self.formula_kind = attributes
        elif tag == _INLINE and self.words is None:
            self.words = Words()
        elif tag != _MORE:
            self.is_odd(f"<{tag.rpartition(' ')[2]}>")

    def end_cell(self) -> None:
        """Puts the cell in place, or says what is odd about it."""
        assert self.attributes is not None
        style, place = self.attributes.get("s", "0"), (self.row, self.column)
        if not _INDEX.fullmatch(style) or int(style) >= self.frame.styles:
            self.is_odd(f's="{style[:20]}"')
        content = self.content(self.attributes.get("t", "n"), None if self.value is None else "".join(self.value))
        if place in self.seen:
            self.is_odd("2 x")
        self.seen.add(place)
        formula = None if self.formula is None else self.formula_text(f"{letters(self.column)}{self.row}")
        if content is None:
            shown = "" if self.value is None else f" <v>{''.join(self.value)[:40]}</v>"
            self.is_odd(f't="{self.attributes.get("t", "n")[:20]}"{shown}')
        elif content[0] != "blank" or formula is not None:
            self.sheet.cells[place] = RawCell(*content, int(style) if _INDEX.fullmatch(style) else 0, formula)
        self.blank_cell()

    def content(self, kind: str, value: str | None) -> tuple[Sort, str] | None:
        """What a cell of a kind holds; None for what Excel would not write."""
        if kind == "inlineStr":
            text = self.words.whole(self.where()) if self.words is not None else ""
            return None if value else ("text", text) if text else ("blank", "")
        if self.words is not None:
            return None
        if kind == "str" or not value:
            text = unescaped(value or "")
            # A kind that promises a value and a cell without one do not go together.
            return ("text", text) if text else ("blank", "") if kind in ("n", "str") or self.formula is not None else None
        bare = value.strip(" \t\r\n")
        if kind == "n":
            return ("number", bare) if _NUMBER.fullmatch(bare) or _NO_NUMBER.fullmatch(bare) else None
        if kind == "s":
            known = _INDEX.fullmatch(bare) and int(bare) < len(self.frame.strings)
            text = self.frame.strings[int(bare)] if known else ""
            return (("text", text) if text else ("blank", "")) if known else None
        if kind == "b":
            return ("truth", "1" if bare in _YES else "0") if bare in (*_YES, "0", "false") else None
        return ("error", bare) if kind == "e" else ("moment", bare) if kind == "d" else None

    def formula_text(self, where: str) -> str:
        """The formula as typed; one that is shared stands at its first cell only."""
        text = "=" + "".join(self.formula or ())
        if self.formula_kind.get("t") != "shared":
            return text
        index = self.formula_kind.get("si", "")
        if text != "=":
            self.shared[index] = (text, where)
            return text
        first, origin = self.shared.get(index, (text, where))
        self.translated += len(first)
        return first if origin == where or self.translated > MOST_TRANSLATED else _quoted(first, origin, where)

    def hide_columns(self, attributes: dict[str, str]) -> None:
        """Notes hidden columns, from and to."""
        low, high = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in _YES and len(self.sheet.hidden_columns) < MOST_NOTED and _INDEX.fullmatch(low) and _INDEX.fullmatch(high):
            self.sheet.hidden_columns.append((int(low), int(high)))

    def where(self) -> str:
        """The cell's address."""
        return f"{letters(self.column)}{self.row}"

    def is_odd(self, what: str) -> None:
        """Notes what Excel would not write."""
        if len(self.sheet.odd) < MOST_ODD:
            self.sheet.odd.append((self.where(), what))


def moved_formula(words: str, origin: str, target: str) -> str:
    """A formula (without `=`) as it reads when copied from one cell to another."""
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={words}", origin).translate_formula(target)).removeprefix("=")


def _quoted(formula: str, origin: str, where: str) -> str:
    """A shared formula at a cell of its own; an odd one is quoted as it stands at its first cell."""
    try:
        return "=" + moved_formula(formula.removeprefix("="), origin, where)
    except Exception:  # noqa: BLE001 - the formula may be anything, and so may what goes wrong in taking it apart
        return formula
