"""Two lists of entries against each other: what came, what went, what changed, and where only source or standing did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from optimiser.difference import PARTS, Change, How
from optimiser.differing.entries import BUDGET, REFERENCE, Entry
from optimiser.differing.rules import NUMBER
from optimiser.language import Text

# Parts whose entries are figures with a source and standing of their own.
WITH_TRAIL = ("budgets", "estimates", "instruments", "reference", "scenarios", "cycle")
SILENT = {"source": BUDGET, "space": REFERENCE, "rule": NUMBER}


def compare(old: Sequence[Entry], new: Sequence[Entry], names: Mapping[tuple[str, str], Text], years: Sequence[str]) -> tuple[Change, ...]:
    """Every difference, sorted by part and id; what differs alike in all `years` is told once."""
    was, now = {one.where: one for one in old}, {one.where: one for one in new}
    found = [change for where in was.keys() | now.keys() if (change := _change(was.get(where), now.get(where), names)) is not None]
    order = list(PARTS)
    told = _origins_once(_years_once(found, set(years)))
    return tuple(sorted(told, key=lambda one: (order.index(one.part), one.table, one.id, one.field, one.year or "")))


def _change(was: Entry | None, now: Entry | None, names: Mapping[tuple[str, str], Text]) -> Change | None:
    one = now or was
    assert one is not None
    how: How = "added" if was is None else "removed" if now is None else "changed"
    if was is not None and now is not None and was.value == now.value:
        if one.part not in WITH_TRAIL or _trail(was) == _trail(now):
            return None
        how = "origin"
    a, b = (
        was or replace(one, value="", place="", standing="", source="", note=""),
        now or replace(one, value="", place="", standing="", source="", note=""),
    )
    name = names.get((one.table, one.id), Text(one.id, one.id))
    trails = (a.standing, b.standing, a.source, b.source, a.note, b.note, a.place, b.place)
    return Change(one.part, how, key_of_entry(one), one.table, one.id, name, one.field, one.year, a.value, b.value, one.unit, *trails)


def _trail(one: Entry) -> tuple[str, str, str]:
    return one.standing, one.source, one.note


def key_of_entry(one: Entry | Change) -> str:
    """The key as `--set` spells it, where it can be set: `source.kipz.2024`, `estimate.opschaling.central`, `rule.growth-path.2025`."""
    head = "estimate" if one.part == "estimates" else REFERENCE if one.part == REFERENCE else one.table
    field = "" if SILENT.get(one.table) == one.field else one.field
    return ".".join(part for part in (head, one.id, field, one.year or "") if part)


def _years_once(found: Iterable[Change], years: set[str]) -> list[Change]:
    """The same change in every year, from the same cells, is one change."""
    groups: dict[Change, list[Change]] = {}
    for one in found:
        groups.setdefault(replace(one, year=None, key=""), []).append(one)
    told = []
    for group, members in groups.items():
        whole = len(members) > 1 and {one.year for one in members} == years
        told += [replace(group, key=key_of_entry(group))] if whole else members
    return told


def _origins_once(found: Iterable[Change]) -> list[Change]:
    """A row whose source, standing or note changed says so once, not for each of its figures."""
    told: list[Change] = []
    rows: dict[Change, list[Change]] = {}
    for one in found:
        if one.how == "origin":
            rows.setdefault(replace(one, key="", field="", year=None, was="", now="", unit="", place_was="", place_now=""), []).append(one)
        else:
            told.append(one)
    for row, members in rows.items():
        first = min(members, key=lambda one: (one.place_now, one.key))
        kept = replace(row, place_was=first.place_was, place_now=first.place_now)
        told.append(first if len(members) == 1 else replace(kept, key=key_of_entry(kept)))
    return told
