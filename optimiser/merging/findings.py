"""What a merge finds: who changed what, and where the two cannot both have their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimiser.keyed.cells import BLANK, Col, Entry, KeyedRow, same

Side = Literal["mine", "theirs", "both", "conflict"]
Gone = Literal["", "mine", "theirs"]
# A `kept` row, column or sheet was removed by one and changed by the other, so it stays; `loose` is what could not be carried over.
What = Literal[
    "cell",
    "note",
    "row",
    "row-removed",
    "kept-row",
    "column",
    "column-removed",
    "kept-column",
    "renamed",
    "remark",
    "remark-removed",
    "sheet",
    "sheet-removed",
    "kept-sheet",
    "loose",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference from the base, or one conflict.

    `table` is a table's key, or the normalised name of another sheet; `row` a normalised id (an address on another sheet), empty for a
    header. `gone` says who removed the row, column or sheet that the other changed; `remark` is a comment row.
    """

    side: Side
    what: What
    table: str
    row: str = ""
    col: Col | None = None
    base: Entry = BLANK
    mine: Entry = BLANK
    theirs: Entry = BLANK
    gone: Gone = ""
    remark: KeyedRow | None = None


def decide(base: Entry, mine: Entry, theirs: Entry) -> Side | None:
    """Whose value holds; None when nobody changed it."""
    if same(mine, theirs):
        return None if same(base, mine) else "both"
    if same(base, theirs):
        return "mine"
    return "theirs" if same(base, mine) else "conflict"


def decide_note(base: str, mine: str, theirs: str) -> Side | None:
    """Whose comment on a cell holds; `both` means that the two stand one below the other, for a comment is never in the way."""
    base, mine, theirs = base.strip(), mine.strip(), theirs.strip()
    if theirs in (base, mine) or (theirs and theirs in mine):
        return None if mine == base else "mine"
    if mine == base or (not mine and theirs):
        return "theirs"
    return "both" if theirs else "mine"
