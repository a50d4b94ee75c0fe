"""Finds again a scenario whose column got another name, so that changes under the old name reach it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimiser.keyed.cells import BLANK, Col, Entry, KeyedTable, same
from optimiser.merging.findings import Finding, Gone, Side

Names = Mapping[Col, Col]


def match_scenarios(base: KeyedTable, mine: KeyedTable, theirs: KeyedTable) -> tuple[tuple[KeyedTable, KeyedTable, KeyedTable], list[Finding]]:
    """The three tables with every scenario under the name it has in the base, and who renamed which."""
    names = [_renames(base, mine), _renames(base, theirs)]
    names = [_without_clashes(own, others, table) for own, others, table in ((names[0], names[1], theirs), (names[1], names[0], mine))]
    tables = (base, mine.renamed(names[0]), theirs.renamed(names[1]))
    return tables, list(_findings(*tables))


def _renames(base: KeyedTable, table: KeyedTable) -> Names:
    """New name -> old name, where more than half of what the old column held stands in the new one."""
    gone = [col for col in base.scenarios() if col not in table.columns]
    found: dict[Col, Col] = {}
    for new in table.scenarios():
        if new in base.columns:
            continue
        likeness = {old: _likeness(base, old, table, new) for old in gone if old not in found.values()}
        best = max(likeness, key=lambda old: likeness[old], default=None)
        if best is not None and likeness[best] > 0:
            found[new] = best
    return found


def _likeness(base: KeyedTable, old: Col, table: KeyedTable, new: Col) -> int:
    """How many cells are equal, or 0 when that is no more than half of those filled in either."""
    rows = {*base.rows, *table.rows}
    pairs = [(base.rows[key][old] if key in base.rows else BLANK, table.rows[key][new] if key in table.rows else BLANK) for key in rows]
    filled = [(one, other) for one, other in pairs if one.meaning is not None or other.meaning is not None]
    equal = sum(same(one, other) for one, other in filled)
    return equal if 2 * equal > len(filled) else 0


def _without_clashes(own: Names, others: Names, other: KeyedTable) -> Names:
    """Without a new name that the other one gave to something else: then nobody can tell what is the same scenario."""
    return {new: old for new, old in own.items() if new not in other.columns or others.get(new) == old}


def _findings(base: KeyedTable, mine: KeyedTable, theirs: KeyedTable) -> Iterator[Finding]:
    for col in base.scenarios():
        old, own, other = (table.heads.get(col, BLANK) for table in (base, mine, theirs))
        renamed = [is_renamed(old, own), is_renamed(old, other)]
        gone: Gone = "theirs" if renamed[0] and col not in theirs.columns else "mine" if renamed[1] and col not in mine.columns else ""
        if gone:
            yield Finding("conflict", "renamed", base.table.key, "", col, old, own, other, gone)
        elif any(renamed):
            side: Side = "mine" if not renamed[1] else "theirs" if not renamed[0] else "conflict" if is_renamed(own, other) else "both"
            yield Finding(side, "renamed", base.table.key, "", col, old, own, other)


def is_renamed(one: Entry, other: Entry) -> bool:
    """True when two headers are there and name different scenarios."""
    names = [entry.shown.casefold() for entry in (one, other)]
    return all(names) and names[0] != names[1]
