"""Two lists of entries against each other: what came, what went, what changed, and where only source or standing did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from optimiser.difference import PARTS, Change, How
from optimiser.differing.entries import BUDGET, REFERENCE, Entry
from optimiser.differing.rules import NUMBER
from optimiser.language import Text

# Parts whose entries are figures with a source and standing of their own.
WITH_TRAIL = ("budgets", "estimates", "instruments", "members", "reference", "scenarios", "cycle")
RULE = "rule"
SILENT = {"source": BUDGET, "space": REFERENCE, RULE: NUMBER}


def compare(
    old: Sequence[Entry], new: Sequence[Entry], names: Mapping[tuple[str, str], Text], years: Sequence[str], sentences: Mapping[str, Text]
) -> tuple[Change, ...]:
    """Every difference, sorted by part and id; what differs alike in all `years` is told once, and so is a rule that only one side has.

    `sentences` say what the rules are that only one side has, by id.
    """
    was, now = {one.where: one for one in old}, {one.where: one for one in new}
    names = {**{(one.table, one.id): Text(one.value, one.value) for one in (*old, *new) if (one.part, one.field) == ("members", "name")}, **names}
    found = [change for where in was.keys() | now.keys() if (change := _change(was.get(where), now.get(where), names)) is not None]
    order = list(PARTS)
    whole = one_sided(old, new)
    rules = [one for one in found if one.table == RULE and one.id in whole]
    told = _origins_once(_years_once([one for one in found if one.table != RULE or one.id not in whole], set(years)))
    told += _rules_once(rules, sentences)
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


def one_sided(old: Iterable[Entry], new: Iterable[Entry]) -> set[str]:
    """The rules that only one side has."""
    was, now = ({one.id for one in entries if one.table == RULE} for entries in (old, new))
    return was ^ now


def _rules_once(found: Iterable[Change], sentences: Mapping[str, Text]) -> list[Change]:
    """A rule that came or went is one change that says its sentence; its fields go along as details."""
    rules: dict[str, list[Change]] = {}
    for one in found:
        rules.setdefault(one.id, []).append(one)
    told = []
    for id, members in rules.items():
        first = next((one for one in members if one.field == NUMBER), members[0])
        bare = replace(first, field="", year=None, was="", now="", unit="", name=sentences.get(id, first.name))
        details = tuple(sorted((".".join(part for part in (one.field, one.year or "") if part), one.was or one.now) for one in members))
        told.append(replace(bare, key=key_of_entry(bare), details=details))
    return told


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
