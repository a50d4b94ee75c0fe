"""What must change in mine so that it holds what they did as well: values, comments and conflicts, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from optimiser.amend import Value
from optimiser.keyed.cells import Col, Entry, KeyedBook, KeyedRow
from optimiser.keyed.reading import first_column
from optimiser.language import Lang
from optimiser.merging.findings import Finding
from optimiser.merging.telling import own_header, tell_values
from optimiser.merging.three_way import Three
from optimiser.reading.merge_marks import both
from optimiser.reading.sheets import Cell

Spot = tuple[int, int]
HIDDEN_SCENARIO = "# {}"
BETWEEN = "\n---\n"


@dataclass
class Changes:
    """The changes to one sheet, by (row, column).

    `likes`: the cell that a new one looks like; `notes`: a comment as it must be; `places`: where each finding stands.
    """

    values: dict[Spot, Value] = field(default_factory=dict)
    likes: dict[Spot, Spot] = field(default_factory=dict)
    notes: dict[Spot, str] = field(default_factory=dict)
    conflicts: dict[Spot, Finding] = field(default_factory=dict)
    places: dict[int, Spot] = field(default_factory=dict)


def typed_in(entry: Entry, col: Col | None, three: Three | None, lang: Lang, foreign: bool) -> Value:
    """An entry as it is typed into mine: choices in its language, a formula as its value, for its cells may stand elsewhere here."""
    cell = entry.cell
    if cell is None or entry.meaning is None:
        return None
    if foreign and three is not None and col is not None and col.sort == "own":
        column = next(one for one in three.base.table.columns if one.key == col.name)
        for key, words in column.choices:
            if key == entry.meaning:
                return words[lang]
    return plain_value(cell)


def plain_value(cell: Cell) -> Value:
    """A cell's value as it can be typed: what is no number, date or text (an error, TRUE) by its looks."""
    return cell.shown if cell.error or cell.value is None or isinstance(cell.value, bool) else cell.value


@dataclass(frozen=True)
class TableChanges:
    """Works out the changes to one table; rows and columns that are new to mine come behind those that are there."""

    three: Three
    findings: Sequence[tuple[int, Finding]]
    mine: KeyedBook
    theirs: KeyedBook
    lang: Lang
    changes: Changes = field(default_factory=Changes)
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[Col, int] = field(default_factory=dict)

    def work_out(self) -> Changes:
        """All of them."""
        table = self.three.mine
        self.columns.update(table.columns)
        self.rows.update({key: row.number for key, row in table.rows.items()})
        self._add_columns()
        next_row = table.last + 1
        for at, one in self.findings:
            if one.what in ("row", "kept-row") and one.row not in self.rows:
                self.rows[one.row] = next_row
                self.changes.values.update({(next_row, column): None for column in self.columns.values()})
                self._type_row(next_row, self.three.theirs.rows[one.row])
                next_row += 1
            elif one.what == "remark" and one.side == "theirs" and one.remark is not None:
                self._type_row(next_row, one.remark)
                self.changes.places[at] = (next_row, self.columns[first_column(table.table)])
                next_row += 1
        self._clear_remarks()
        for at, one in self.findings:
            self._change(at, one)
        return self.changes

    @property
    def _foreign(self) -> bool:
        return self.mine.lang != self.theirs.lang

    def _add_columns(self) -> None:
        """Their new columns, and those that I removed and they changed, with all that stands in them."""
        table, number = self.three.theirs, self.three.mine.width
        if not self.three.mine.sheet:
            # The whole sheet is new to mine.
            self.columns.update(table.columns)
            wanted: Iterable[Col] = table.columns
        else:
            wanted = [one.col for _, one in self.findings if one.what in ("column", "kept-column") and one.col is not None]
        for col in wanted:
            if col in self.three.mine.columns or col not in table.columns:
                continue
            if col not in self.columns:
                number += 1
                self.columns[col] = number
            head = own_header(table.table, col, self.mine.lang) if self._foreign and col.sort == "own" else table.heads[col].shown
            self.changes.values[1, self.columns[col]] = head
            self._note(1, col, table.heads[col].note)
            for key, row in table.rows.items():
                if key in self.rows:
                    self._type(self.rows[key], col, row[col])
            self._look_alike(col)

    def _look_alike(self, col: Col) -> None:
        """A new column looks like one of the same sort, else like the last one."""
        mine = self.three.mine
        kin = [number for one, number in mine.columns.items() if one.sort == col.sort and (col.sort != "own" or one.name == col.name)]
        for row in mine.rows.values():
            spot = (row.number, self.columns[col])
            self.changes.values.setdefault(spot, None)
            self.changes.likes[spot] = (row.number, kin[-1] if kin else mine.width)

    def _type_row(self, number: int, row: KeyedRow) -> None:
        for col, entry in row.entries.items():
            self._type(number, col, entry)

    def _type(self, number: int, col: Col, entry: Entry) -> None:
        if col in self.columns:
            value = typed_in(entry, col, self.three, self.mine.lang, self._foreign)
            if value is not None:
                self.changes.values[number, self.columns[col]] = value
            self._note(number, col, entry.note)

    def _note(self, number: int, col: Col, text: str) -> None:
        if text.strip():
            self.changes.notes[number, self.columns[col]] = text

    def _clear(self, row: KeyedRow) -> None:
        for col, entry in row.entries.items():
            spot = (row.number, self.columns[col])
            if entry.meaning is not None:
                self.changes.values[spot] = None
            if entry.note:
                self.changes.notes[spot] = ""

    def _clear_remarks(self) -> None:
        left = list(self.three.mine.remarks)
        for _, one in self.findings:
            if one.what == "remark-removed" and one.side == "theirs" and one.remark is not None:
                row = next(row for row in reversed(left) if row.content() == one.remark.content())
                left.remove(row)
                self._clear(row)

    def _change(self, at: int, one: Finding) -> None:
        """What one finding asks for beyond new rows and columns."""
        if one.side == "theirs" and one.what == "row-removed":
            self._clear(self.three.mine.rows[one.row])
        elif one.side == "theirs" and one.what == "column-removed" and one.col is not None:
            self._clear_column(one.col)
        spot = self._spot(one)
        if spot is None:
            return
        self.changes.places[at] = spot
        if one.side == "conflict" and one.what in ("cell", "renamed"):
            self.changes.conflicts[spot] = one
            self.changes.values[spot] = conflict_text(one, self.three, self.lang)
        elif one.side == "theirs" and one.what == "cell" and one.col is not None:
            self.changes.values[spot] = typed_in(one.theirs, one.col, self.three, self.mine.lang, self._foreign)
        elif one.side == "theirs" and one.what == "renamed":
            self.changes.values[spot] = one.theirs.shown
        elif one.what == "note":
            self._merge_note(spot, one)

    def _spot(self, one: Finding) -> Spot | None:
        """Where a finding stands in mine; None for what has no cell (any more)."""
        row = self.rows.get(one.row) if one.row else 1
        column = self.columns.get(one.col or first_column(self.three.base.table))
        if row is None or column is None or one.what in ("remark", "remark-removed", "loose"):
            return None
        return row, column

    def _merge_note(self, spot: Spot, one: Finding) -> None:
        if one.side == "theirs":
            self.changes.notes[spot] = one.theirs.note
        elif one.side == "both":
            self.changes.notes[spot] = one.mine.note.rstrip() + BETWEEN + one.theirs.note.strip()

    def _clear_column(self, col: Col) -> None:
        """Empties a column; a table cannot lose its header, so a scenario's becomes a comment and any other stays."""
        for row in self.three.mine.rows.values():
            if row[col].meaning is not None:
                self.changes.values[row.number, self.columns[col]] = None
        if col.sort == "scenario":
            self.changes.values[1, self.columns[col]] = HIDDEN_SCENARIO.format(self.three.mine.heads[col].shown)


def conflict_text(one: Finding, three: Three | None, lang: Lang) -> str:
    """What the cell of a conflict holds until somebody chooses."""
    _, mine, theirs = tell_values(one, three, lang)
    return both(mine, theirs, lang)


def sheet_changes(findings: Sequence[tuple[int, Finding]], spots: Mapping[str, Spot], lang: Lang) -> Changes:
    """The changes to a sheet of one's own that stands in mine."""
    changes = Changes()
    for at, one in findings:
        if one.row not in spots:
            continue
        spot = spots[one.row]
        changes.places[at] = spot
        if one.what == "cell" and one.side == "conflict":
            changes.conflicts[spot] = one
            changes.values[spot] = conflict_text(one, None, lang)
        elif one.what == "cell" and one.side == "theirs":
            changes.values[spot] = plain_value(one.theirs.cell) if one.theirs.cell is not None and one.theirs.meaning is not None else None
        elif one.what == "note" and one.side in ("theirs", "both"):
            changes.notes[spot] = one.theirs.note if one.side == "theirs" else one.mine.note.rstrip() + BETWEEN + one.theirs.note.strip()
    return changes
