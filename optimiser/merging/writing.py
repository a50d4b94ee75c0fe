"""Puts a merge into mine: changed cells in place, conflicts marked and listed, everything else as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimiser.amend import Amended, Link, Look, NewColumn, NewRow
from optimiser.amend.values import split_address
from optimiser.faults import key_of
from optimiser.keyed.cells import Col, KeyedBook
from optimiser.language import Lang, Text, say
from optimiser.merging.changes import Changes, Spot, TableChanges, plain_value, sheet_changes
from optimiser.merging.findings import Finding
from optimiser.merging.inputs import Inputs
from optimiser.merging.other_sheets import CONFLICTS
from optimiser.merging.stale import stale_cells
from optimiser.merging.telling import Line, tell, tell_values
from optimiser.merging.three_way import Three
from optimiser.reading.addresses import address
from optimiser.reading.merge_marks import sign_of
from optimiser.reading.sheets import Sheet

AUTHOR = "optimiser merge"
LOOK = Look(fill="FFC7CE", ink="9C0006", border="9C0006")
SAID = Text(
    "Conflict bij samenvoegen.\nEerst: {base}\nMijn: {mine}\nHun: {theirs}\nTyp de juiste waarde over de tekst heen.",
    "Conflict while merging.\nBefore: {base}\nMine: {mine}\nTheirs: {theirs}\nType the right value over the text.",
)
HEADS = (
    (Text("cel", "cell"), 22),
    (Text("rij", "row"), 24),
    (Text("kolom", "column"), 22),
    (Text("eerst", "before"), 30),
    (Text("mijn", "mine"), 30),
    (Text("hun", "theirs"), 30),
)


@dataclass(frozen=True)
class Merge:
    """A merge on its way to a file: `findings` in order, `tables` with the three versions of each."""

    given: Inputs
    tables: Mapping[str, Three]
    findings: Sequence[Finding]
    lang: Lang

    def numbered(self, table: str) -> list[tuple[int, Finding]]:
        """The findings on one sheet, each with its place in the list."""
        return [(at, one) for at, one in enumerate(self.findings) if one.table == table]


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of the merged workbook, all findings in words, where every column of each table stands, and formulas to calculate anew."""

    data: bytes
    lines: tuple[Line, ...]
    columns: Mapping[str, Mapping[Col, int]]
    stale: tuple[str, ...]


def merged_bytes(merge: Merge, data: bytes) -> Written:
    """Mine (its bytes are `data`) with everything of theirs in it, and all findings in words; the same bytes when nothing is to be added."""
    amended = Amended(data, merge.given.mine.file)
    places: dict[int, tuple[str, Spot]] = {}
    names: dict[str, str] = {}
    done: dict[str, Changes] = {}
    columns: dict[str, Mapping[Col, int]] = {}
    for key, three in merge.tables.items():
        table = TableChanges(three, merge.numbered(key), merge.given.mine, merge.given.theirs, merge.lang)
        changes, columns[key] = table.work_out(), table.columns
        names[key] = three.mine.sheet or (_add_table(amended, key, three, merge.given.mine, changes) if changes.values else "")
        done[names[key]] = changes
    for name in dict.fromkeys(one.table for one in merge.findings if one.table not in merge.tables):
        names[name], done_here = _other(amended, name, merge)
        done[names[name]] = done_here
    for sheet, changes in done.items():
        places.update({at: (sheet, spot) for at, spot in changes.places.items()})
        _apply(amended, sheet, changes, merge)
    stale = stale_cells(merge.given.book, {(sheet, *spot) for sheet, changes in done.items() for spot in changes.values})
    for sheet, row, column in stale:
        amended.forget(sheet, address(row, column))
    lines = tuple(_line(at, one, merge, names, places) for at, one in enumerate(merge.findings))
    conflicts = [(line, *places[at]) for at, line in enumerate(lines) if line.is_conflict]
    if conflicts:
        _list(amended, conflicts, merge)
    touched = any(one.values or one.notes for one in done.values())
    return Written(amended.write() if touched else data, lines, columns, tuple(f"{sheet}!{address(row, column)}" for sheet, row, column in stale))


def _add_table(amended: Amended, key: str, three: Three, mine: KeyedBook, changes: Changes) -> str:
    """A sheet of the programme's own that mine does not have, with all that stands in theirs."""
    rows, width = max(row for row, _ in changes.values), max(column for _, column in changes.values)
    columns = [NewColumn(str(changes.values.get((1, column)) or ""), 22) for column in range(1, width + 1)]
    body = [NewRow([changes.values.get((row, column)) for column in range(1, width + 1)]) for row in range(2, rows + 1)]
    return amended.add_sheet(three.base.table.name[mine.lang], columns, body, f"input_{key}")


def _other(amended: Amended, name: str, merge: Merge) -> tuple[str, Changes]:
    """A sheet of one's own: changed where mine has it, else added from theirs (without its looks)."""
    findings = merge.numbered(name)
    mine, theirs = merge.given.mine.others.get(name), merge.given.theirs.others.get(name)
    spots = {one.row: split_address(one.row) for _, one in findings if one.row}
    if mine is not None or theirs is None:
        return (mine.name if mine is not None else name), sheet_changes(findings, spots, merge.lang)
    if not any(one.what in ("sheet", "kept-sheet") for _, one in findings):
        return theirs.name, Changes()
    title = amended.add_sheet(theirs.name, [NewColumn(_head(theirs))], [], "")
    changes = sheet_changes(findings, spots, merge.lang)
    own = {spot: plain_value(cell) for spot, cell in theirs.cells.items() if spot != (1, 1)}
    changes.values = {**own, **changes.values}
    changes.notes = {**theirs.notes, **changes.notes}
    return title, changes


def _head(sheet: Sheet) -> str:
    first = sheet.cells.get((1, 1))
    return first.shown if first is not None else ""


def _apply(amended: Amended, sheet: str, changes: Changes, merge: Merge) -> None:
    for spot, value in changes.values.items():
        amended.set(sheet, address(*spot), value, like=address(*changes.likes[spot]) if spot in changes.likes else "")
    for spot, text in changes.notes.items():
        amended.note(sheet, address(*spot), text)
    for spot, one in changes.conflicts.items():
        base, mine, theirs = tell_values(one, merge.tables.get(one.table), merge.lang)
        amended.mark_while(sheet, address(*spot), LOOK, sign_of(merge.lang))
        amended.comment(sheet, address(*spot), say(SAID, merge.lang, base=base, mine=mine, theirs=theirs), AUTHOR)


def _line(at: int, one: Finding, merge: Merge, names: Mapping[str, str], places: Mapping[int, tuple[str, Spot]]) -> Line:
    cell = address(*places[at][1]) if at in places else ""
    return tell(one, merge.tables.get(one.table), merge.given.mine, names, cell, merge.lang)


def _list(amended: Amended, conflicts: Sequence[tuple[Line, str, Spot]], merge: Merge) -> None:
    """The sheet that lists all conflicts, each with a link to its cell; the list of an earlier merge makes way."""
    lang = merge.lang
    ours = {key_of(CONFLICTS.nl), key_of(CONFLICTS.en)}
    for name in [one for one in amended.sheets if key_of(one) in ours]:
        amended.drop_sheet(name)
    rows = [
        NewRow([Link(f"{sheet}!{address(*spot)}", sheet, address(*spot)), line.row, line.column, line.base, line.mine, line.theirs])
        for line, sheet, spot in conflicts
    ]
    amended.add_sheet(CONFLICTS[lang], [NewColumn(head[lang], width) for head, width in HEADS], rows, "merge_conflicts", colour="C00000")
