"""What a workbook holds, cell by cell under its key; what is not the programme's as well: comment rows, own columns and sheets, comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from optimiser.figures import Mark
from optimiser.language import Lang
from optimiser.layout import Table
from optimiser.reading.sheets import Cell, Sheet

Sort = Literal["own", "scenario", "extra"]
# What a cell says, however it is typed: a list of ids in any order, a choice by its key; None when it says nothing.
Meaning = int | Fraction | Mark | date | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, order=True)
class Col:
    """A column by what it means: one of the table's own (`name` is its key), a scenario, or an extra one (`name` is its header)."""

    sort: Sort
    name: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a key: the cell as typed, what it means, and the comment on it."""

    cell: Cell | None = None
    meaning: Meaning = None
    note: str = ""

    @property
    def shown(self) -> str:
        """As typed; empty for a blank cell."""
        return self.cell.shown.strip() if self.cell is not None and self.meaning is not None else ""

    @property
    def formula(self) -> str:
        """The formula behind the value, if any."""
        return (self.cell.formula or "") if self.cell is not None else ""


BLANK = Entry()


def same(one: Entry, other: Entry) -> bool:
    """True when two entries say the same: equal values, or the same formula, whose result follows from other cells."""
    return one.meaning == other.meaning or (bool(one.formula) and one.formula == other.formula)


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """One row, by column; `id` as typed, `number` on its sheet. In a comment row `id` is the whole comment."""

    id: str
    number: int
    entries: Mapping[Col, Entry]

    def __getitem__(self, col: Col) -> Entry:
        return self.entries.get(col, BLANK)

    def content(self) -> tuple[tuple[Col, Meaning, str], ...]:
        """All that stands in the row, to recognise it by."""
        return tuple((col, one.meaning, one.note.strip()) for col, one in sorted(self.entries.items(), key=lambda item: item[0]))


@dataclass(frozen=True, slots=True)
class KeyedTable:
    """One table: where its columns and rows stand on the sheet, and what they hold.

    `rows` by normalised id (and by what tells rows of one id apart) and `columns` (numbers from 1) in the order of the sheet; `heads` are the
    header cells; `remarks` are the comment rows; `loose` are cells on the sheet that stand under no header or in no row with an id; `last`
    and `width` are the last row and column in use.
    """

    table: Table
    sheet: str
    columns: Mapping[Col, int] = field(default_factory=dict)
    heads: Mapping[Col, Entry] = field(default_factory=dict)
    rows: Mapping[str, KeyedRow] = field(default_factory=dict)
    remarks: tuple[KeyedRow, ...] = ()
    loose: Mapping[str, Entry] = field(default_factory=dict)
    last: int = 1
    width: int = 0

    def scenarios(self) -> tuple[Col, ...]:
        """The scenario columns, in order."""
        return tuple(col for col in self.columns if col.sort == "scenario")

    def renamed(self, names: Mapping[Col, Col]) -> KeyedTable:
        """The same table with columns under another key; header cells stay as they are."""
        if not names:
            return self

        def under(entries: Mapping[Col, Entry]) -> dict[Col, Entry]:
            return {names.get(col, col): one for col, one in entries.items()}

        rows = {key: replace(row, entries=under(row.entries)) for key, row in self.rows.items()}
        remarks = tuple(replace(row, entries=under(row.entries)) for row in self.remarks)
        columns = {names.get(col, col): number for col, number in self.columns.items()}
        return replace(self, columns=columns, heads=under(self.heads), rows=rows, remarks=remarks)


@dataclass(frozen=True, slots=True)
class KeyedBook:
    """A whole workbook: its tables by key, all other sheets by normalised name, and the language most of its headers are in."""

    file: str
    lang: Lang
    tables: Mapping[str, KeyedTable]
    others: Mapping[str, Sheet]
