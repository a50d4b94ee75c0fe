"""Lays two changed copies of a workbook beside the one they came from: every cell, row, column and comment, matched by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from optimiser.keyed.cells import BLANK, Col, Entry, KeyedBook, KeyedTable, same
from optimiser.keyed.reading import first_column
from optimiser.layout import FIXED, TABLES
from optimiser.merging.findings import Finding, Gone, Side, What, decide, decide_note
from optimiser.merging.other_sheets import merge_others
from optimiser.merging.scenarios import match_scenarios

_REMARKS: tuple[tuple[int, What], ...] = ((1, "remark"), (-1, "remark-removed"))


@dataclass(frozen=True)
class Three:
    """One table in the three workbooks, its scenario columns under the base's names; one that is not there is empty.

    `foreign`: base and mine, base and theirs, mine and theirs are in different languages.
    """

    base: KeyedTable
    mine: KeyedTable
    theirs: KeyedTable
    foreign: tuple[bool, bool, bool]

    def row_keys(self) -> Iterable[str]:
        """The ids of all rows: mine, then theirs, then those that neither has any more."""
        return dict.fromkeys([*self.mine.rows, *self.theirs.rows, *self.base.rows])

    def columns(self) -> Iterable[Col]:
        """All columns but that of the ids."""
        first = first_column(self.base.table)
        return (col for col in dict.fromkeys([*self.mine.columns, *self.theirs.columns, *self.base.columns]) if col != first)

    def entries(self, key: str, col: Col) -> tuple[Entry, Entry, Entry]:
        """The three cells; names in another language than the base's count as unchanged, for they say the same."""
        base, mine, theirs = (table.rows[key][col] if key in table.rows else BLANK for table in (self.base, self.mine, self.theirs))
        if col.sort == "own" and col.name in FIXED:
            if self.foreign[0] and base.meaning is not None and mine.meaning is not None:
                mine = base
            if self.foreign[1] and base.meaning is not None and theirs.meaning is not None:
                theirs = base
            if self.foreign[2] and base.meaning is None and mine.meaning is not None and theirs.meaning is not None:
                theirs = mine
        return base, mine, theirs


def merge_books(base: KeyedBook, mine: KeyedBook, theirs: KeyedBook) -> tuple[dict[str, Three], list[Finding]]:
    """The three tables of every sort, and all differences in the order of the workbook."""
    books = (base, mine, theirs)
    foreign = (base.lang != mine.lang, base.lang != theirs.lang, mine.lang != theirs.lang)
    tables: dict[str, Three] = {}
    found: list[Finding] = []
    for table in dict.fromkeys([*TABLES, *(one.table for book in books for one in book.tables.values())]):
        if not any(table.key in book.tables for book in books):
            continue
        trio, renames = match_scenarios(*(book.tables.get(table.key) or KeyedTable(table, "") for book in books))
        tables[table.key] = Three(*trio, foreign)
        found += renames
        found += _Merge(tables[table.key]).findings()
    return tables, found + list(merge_others(*books))


@dataclass(frozen=True)
class _Merge:
    """One table."""

    three: Three

    def findings(self) -> Iterator[Finding]:
        yield from self._columns()
        for key in self.three.row_keys():
            yield from self._row(key)
        yield from self._notes()
        yield from self._remarks()
        yield from self._loose()

    @property
    def key(self) -> str:
        return self.three.base.table.key

    def _columns(self) -> Iterator[Finding]:
        if not self.three.base.sheet and not (self.three.mine.sheet and self.three.theirs.sheet):
            yield Finding("mine" if self.three.mine.sheet else "theirs", "sheet", self.key)
            return
        for col in self.three.columns():
            in_base, in_mine, in_theirs = (col in table.columns for table in (self.three.base, self.three.mine, self.three.theirs))
            if not in_base:
                yield Finding("both" if in_mine and in_theirs else "mine" if in_mine else "theirs", "column", self.key, col=col)
            elif (gone := self._gone(col)) and self._is_touched(col, gone):
                yield Finding("conflict", "kept-column", self.key, col=col, gone=gone)
            elif not (in_mine and in_theirs):
                yield Finding("both" if in_mine == in_theirs else "mine" if in_theirs else "theirs", "column-removed", self.key, col=col)

    def _gone(self, col: Col) -> Gone:
        """Who alone removed a column of the base."""
        columns = (self.three.base.columns, self.three.mine.columns, self.three.theirs.columns)
        at = tuple(col in one for one in columns)
        return "theirs" if at == (True, True, False) else "mine" if at == (True, False, True) else ""

    def _is_touched(self, col: Col, gone: Gone) -> bool:
        """True when the other one changed something in a column that was removed."""
        table = self.three.mine if gone == "theirs" else self.three.theirs
        renamed = table.heads[col].shown != self.three.base.heads[col].shown if col.sort == "scenario" else False
        return renamed or any(self._changed(key, col, table) for key in table.rows)

    def _changed(self, key: str, col: Col, table: KeyedTable) -> bool:
        base, mine, theirs = self.three.entries(key, col)
        return not same(base, mine if table is self.three.mine else theirs)

    def _row(self, key: str) -> Iterator[Finding]:
        in_base, in_mine, in_theirs = (key in table.rows for table in (self.three.base, self.three.mine, self.three.theirs))
        if in_base and not (in_mine and in_theirs):
            yield from self._removed(key, "both" if in_mine == in_theirs else "mine" if in_theirs else "theirs")
            return
        if not in_base:
            yield Finding("both" if in_mine and in_theirs else "mine" if in_mine else "theirs", "row", self.key, key)
        if in_mine and in_theirs:
            yield from self._cells(key)

    def _removed(self, key: str, by: Literal["mine", "theirs", "both"]) -> Iterator[Finding]:
        """A row of the base that is not in both: removed, unless the other one changed it."""
        table = self.three.mine if by == "theirs" else self.three.theirs
        touched = [] if by == "both" else [col for col in self.three.columns() if col in table.columns and self._changed(key, col, table)]
        if by == "both" or not touched:
            yield Finding(by, "row-removed", self.key, key)
            return
        yield Finding("conflict", "kept-row", self.key, key, gone=by)
        for col in touched:
            yield Finding("conflict", "cell", self.key, key, col, *self.three.entries(key, col), gone=by)

    def _cells(self, key: str) -> Iterator[Finding]:
        for col in self.three.columns():
            base, mine, theirs = self.three.entries(key, col)
            gone = self._gone(col)
            if col not in self.three.mine.columns and col not in self.three.theirs.columns:
                continue
            if gone:
                table = self.three.mine if gone == "theirs" else self.three.theirs
                if self._changed(key, col, table):
                    yield Finding("conflict", "cell", self.key, key, col, base, mine, theirs, gone)
            elif side := decide(base, mine, theirs):
                yield Finding(side, "cell", self.key, key, col, base, mine, theirs)

    def _notes(self) -> Iterator[Finding]:
        """Comments on cells and headers that stand in both workbooks."""
        three = self.three
        for col in (first_column(three.base.table), *self.three.columns()):
            if col not in three.mine.columns or col not in three.theirs.columns:
                continue
            yield from self._note("", col, *(table.heads.get(col, BLANK) for table in (three.base, three.mine, three.theirs)))
            for key, row in three.mine.rows.items():
                if key in three.theirs.rows:
                    base = three.base.rows[key][col] if key in three.base.rows else BLANK
                    yield from self._note(key, col, base, row[col], three.theirs.rows[key][col])

    def _note(self, key: str, col: Col, base: Entry, mine: Entry, theirs: Entry) -> Iterator[Finding]:
        if side := decide_note(base.note, mine.note, theirs.note):
            yield Finding(side, "note", self.key, key, col, base, mine, theirs)

    def _remarks(self) -> Iterator[Finding]:
        """Comment rows have no id: one that was edited is another one, so that both versions stay."""
        tables = (self.three.base, self.three.mine, self.three.theirs)
        base, mine, theirs = (Counter(row.content() for row in table.remarks) for table in tables)
        rows = {row.content(): row for table in tables for row in table.remarks}
        for content, row in rows.items():
            change = (mine[content] - base[content], theirs[content] - base[content])
            for sign, what in _REMARKS:
                counts = tuple(max(0, sign * one) for one in change)
                for number in range(max(counts)):
                    side: Side = "both" if number < min(counts) else "mine" if counts[0] > counts[1] else "theirs"
                    yield Finding(side, what, self.key, row.id, remark=row)

    def _loose(self) -> Iterator[Finding]:
        """Their cells under no header or without an id have no key to be put under: they are named, not carried over."""
        base, mine = self.three.base.loose, self.three.mine.loose
        for place, entry in self.three.theirs.loose.items():
            if not same(entry, base.get(place, BLANK)) and not same(entry, mine.get(place, BLANK)):
                yield Finding("theirs", "loose", self.key, place, None, base.get(place, BLANK), mine.get(place, BLANK), entry)
