"""Overrides of the numbers of members of further dimensions: their keys, and what they request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from optimiser.dimension import Dimension
from optimiser.draft import Draft, Edit, euros, exact, scaled, scales, share, split_key
from optimiser.exact import LARGEST
from optimiser.figure_edits import EUROS, SHARE
from optimiser.figures import Figure, MemberFigures
from optimiser.language import Text

# `member.<dimension>.<id>.request.<instrument>[.<year>]`: what a member requests.
REQUEST = "request"
KEY = Text("een getal van 0 of meer", "a number of 0 or more")


def change_members(draft: Draft, edit: Edit, rest: str) -> None:
    """`member.<dimension>.<id or *>.<key>[.<year>]` and `member.<dimension>.<id or *>.request.<instrument>[.<year>]`."""
    dimensions = {one.id: one for one in draft.programme.dimension}
    found = split_key(rest, list(dimensions))
    if found is None or len(found[0]) != 1:
        draft.unknown(edit, "unknown-id", rest.split(".")[0], list(dimensions))
        return
    dimension = dimensions[found[0][0]]
    members = {one.id: one for one in draft.figures.members.get(dimension.id, ())}
    split = split_key(rest.removeprefix(dimension.id + "."), list(members))
    if split is None:
        draft.unknown(edit, "unknown-id", rest.removeprefix(dimension.id).strip(".").split(".")[0], list(members))
        return
    column = _column(draft, edit, dimension, split[1])
    if column is None:
        return
    changed: dict[str, MemberFigures] = {}
    for id in split[0]:
        one = _changed(draft, edit, dimension, members[id], column)
        if one is None:
            return
        changed[id] = one
    now = tuple(changed.get(one.id, one) for one in draft.figures.members[dimension.id])
    draft.figures = replace(draft.figures, members={**draft.figures.members, dimension.id: now})


def _column(draft: Draft, edit: Edit, dimension: Dimension, rest: Sequence[str]) -> tuple[str, str, str | None] | None:
    """(table, name, year) of what a key names: a key of the dimension, or a request; None, and a fault, for what there is not."""
    keys = {one.id: one for one in dimension.key}
    names = [*keys, *([REQUEST] if dimension.requests is not None else [])]
    split = split_key(".".join(rest), names) if rest else None
    if split is None or len(split[0]) != 1:
        draft.unknown(edit, "unknown-key", ".".join(rest), names)
        return None
    name, left = split[0][0], split[1]
    if name == REQUEST:
        instruments = [one.id for one in draft.programme.instrument]
        asked = split_key(".".join(left), instruments) if left else None
        if asked is None or len(asked[0]) != 1:
            draft.unknown(edit, "unknown-id", ".".join(left), instruments)
            return None
        name, left = asked[0][0], asked[1]
        table, years = "requests", draft.years
    else:
        table, years = "keys", draft.years
        if left and not keys[name].by_year:
            draft.unknown(edit, "unknown-key", ".".join(rest), names)
            return None
    if len(left) > 1 or (left and left[0] not in years):
        draft.unknown(edit, "wrong-year", ".".join(left), years)
        return None
    return table, name, left[0] if left else None


def _changed(draft: Draft, edit: Edit, dimension: Dimension, member: MemberFigures, column: tuple[str, str, str | None]) -> MemberFigures | None:
    """The member with the new number, in a year or in every year that it has; None, and a fault, when it does not fit."""
    table, name, year = column
    figures: Mapping[tuple[str, str | None], Figure] = member.keys if table == "keys" else member.requests
    own = [when for id, when in figures if id == name]
    by_year = table == "keys" and any(one.id == name and one.by_year for one in dimension.key)
    whens: Sequence[str | None] = [year] if year is not None else own or (draft.years if by_year else [None])
    changes: dict[tuple[str, str | None], Figure] = {}
    for when in whens:
        old = figures.get((name, when)) or figures.get((name, None))
        base = exact(old.value) if old is not None else None
        if base is None and scales(edit.value):
            continue
        value = _fitting(dimension, table, name, scaled(edit.value, base))
        if value is None:
            draft.misfit(edit, EUROS if table == "requests" else SHARE if name == dimension.cofinancing else KEY)
            return None
        unit = old.unit if old is not None else "EUR" if table == "requests" else ""
        changes[name, when] = Figure(value, unit, edit.place or edit.origin, edit.standing, edit.source, edit.why)
        draft.note(edit, old.value if old is not None else None, value, _told(dimension, member, table, name, when))
    now = {**figures, **changes}
    return replace(member, keys=now) if table == "keys" else replace(member, requests=now)


def _fitting(dimension: Dimension, table: str, name: str, typed: object) -> int | Fraction | None:
    if table == "requests":
        return euros(typed)
    if name == dimension.cofinancing:
        return share(typed)
    number = exact(typed)
    return number if number is not None and 0 <= number <= LARGEST else None


def _told(dimension: Dimension, member: MemberFigures, table: str, name: str, year: str | None) -> str:
    column = [REQUEST, name] if table == "requests" else [name]
    return ".".join(["member", dimension.id, member.id, *column, *([year] if year else [])])
