"""Sheets of one's own that are no list with ids: their cells are matched by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from optimiser.faults import key_of
from optimiser.keyed.cells import BLANK, Entry, KeyedBook, same
from optimiser.keyed.meaning import extra_meaning
from optimiser.language import Text
from optimiser.layout import READ_ME
from optimiser.merging.findings import Finding, decide, decide_note
from optimiser.reading.addresses import address
from optimiser.reading.sheets import Sheet

Content = Mapping[str, Entry]
CONFLICTS = Text("Conflicten", "Conflicts")
_OURS = {key_of(name) for name in (CONFLICTS.nl, CONFLICTS.en)}
_READ_ME = (key_of(READ_ME.nl), key_of(READ_ME.en))


def merge_others(base: KeyedBook, mine: KeyedBook, theirs: KeyedBook) -> Iterator[Finding]:
    """Differences on all sheets without a table of the programme; the list of an earlier merge is left out."""
    sheets = [_own_sheets(book, (base, mine, theirs)) for book in (base, mine, theirs)]
    for name in dict.fromkeys([*sheets[1], *sheets[2], *sheets[0]]):
        in_base, in_mine, in_theirs = (name in one for one in sheets)
        old, own, other = (_content(one.get(name)) for one in sheets)
        if in_mine and in_theirs:
            yield from _cells(name, old, own, other)
        elif not in_base:
            yield Finding("mine" if in_mine else "theirs", "sheet", name)
        elif in_mine or in_theirs:
            yield from _removed(name, old, own, other, "theirs" if in_mine else "mine")
        else:
            yield Finding("both", "sheet-removed", name)


def _removed(name: str, base: Content, mine: Content, theirs: Content, gone: Literal["mine", "theirs"]) -> Iterator[Finding]:
    """A sheet that one of the two removed; it stays when the other changed it."""
    left = mine if gone == "theirs" else theirs
    changed = [place for place in dict.fromkeys([*base, *left]) if not same(base.get(place, BLANK), left.get(place, BLANK))]
    if not changed:
        yield Finding(gone, "sheet-removed", name)
        return
    yield Finding("conflict", "kept-sheet", name, gone=gone)
    for place in changed:
        yield Finding("conflict", "cell", name, place, None, base.get(place, BLANK), mine.get(place, BLANK), theirs.get(place, BLANK), gone)


def _own_sheets(book: KeyedBook, books: Sequence[KeyedBook]) -> Mapping[str, Sheet]:
    """By name; the first sheet is compared only where all have it in one language, for the tool wrote it."""
    there = {name: sheet for name, sheet in book.others.items() if name in _READ_ME and all(name in one.others for one in books)}
    return {**there, **own_sheets(book)}


def own_sheets(book: KeyedBook) -> Mapping[str, Sheet]:
    """Every sheet of somebody's own by name: not Read me, and not the list of an earlier merge."""
    return {name: sheet for name, sheet in book.others.items() if name not in (*_OURS, *_READ_ME)}


def _content(sheet: Sheet | None) -> dict[str, Entry]:
    if sheet is None:
        return {}
    places = sorted({*sheet.cells, *sheet.notes})
    entries = {address(*at): Entry(sheet.cells.get(at), extra_meaning(sheet.cells.get(at)), sheet.notes.get(at, "")) for at in places}
    return {place: entry for place, entry in entries.items() if entry.meaning is not None or entry.note}


def _cells(name: str, base: Content, mine: Content, theirs: Content) -> Iterator[Finding]:
    for place in dict.fromkeys([*base, *mine, *theirs]):
        old, own, other = (one.get(place, BLANK) for one in (base, mine, theirs))
        if side := decide(old, own, other):
            yield Finding(side, "cell", name, place, None, old, own, other)
        if side := decide_note(old.note, own.note, other.note):
            yield Finding(side, "note", name, place, None, old, own, other)
