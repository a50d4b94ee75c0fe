"""A case made again from what its record or plan workbook tells: the figures it used and the changes it made to its programme."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from optimiser.build import active_rules, make_grid
from optimiser.differing.entries import Entry, entry_of
from optimiser.dimension import Dimension
from optimiser.dimension_sheet import sheet_of
from optimiser.draft import Draft, Edit, Override
from optimiser.edits import make
from optimiser.exact import read_exact
from optimiser.faults import Refused
from optimiser.figures import Figure, Figures, Mark, MemberFigures, Response, Standing
from optimiser.locks import ENDINGS, LOCK, Lock, LockSense, with_locks
from optimiser.programme import Programme
from optimiser.programme_file import Source, build
from optimiser.record import FigureUsed
from optimiser.run import Case
from optimiser.scenario import Changed, read_set

PROGRAMME_HEADS = ("rule", "goal", "unit", "years")
ESTIMATES = ("low", "central", "high")


class Untold(Exception):
    """Something without which the case cannot be made again; the message is the key that is missing or not understood."""


def rebuild(source: Source, base: Programme, file: str, rows: Sequence[FigureUsed], overrides: Sequence[Override], scenario: str) -> Case:
    """The case under its own changes. Raises `Untold` when the rows do not say enough, `Refused` when they do not fit the programme."""
    figures = figures_from(file, rows, base)
    locks = [one for one in overrides if one.key.startswith(LOCK)]
    programme = _programme_under(source, base, figures, [one for one in overrides if one not in locks])
    changed = with_locks(Changed(programme, figures, ()), [_lock(one, programme) for one in locks])
    grid = make_grid(changed.programme, figures)
    return Case(source.path, Path(file), (scenario,), changed, grid, active_rules(changed.programme, grid), ())


def figures_from(file: str, rows: Iterable[FigureUsed], programme: Programme) -> Figures:
    """Figures from their rows. Raises `Untold`."""
    entries = [entry_of(row) for row in rows]
    budgets = {(one.id, one.year or ""): _figure(one) for one in entries if one.part == "budgets"}
    columns = {(one.id, one.field, one.year): _figure(one) for one in entries if one.part == "instruments" and one.field not in ("lines", "base")}
    said = {(one.id, one.field): one for one in entries if one.part in ("instruments", "estimates")}
    ids = [one.id for one in programme.instrument]
    missing = [f"instrument.{id}.lines" for id in ids if (id, "lines") not in said]
    missing += [f"estimate.{id}.{field}" for id in ids for field in ("central", "direction", "tiers") if (id, field) not in said]
    missing += [f"source.{one.id}.{y}" for one in programme.source for y in programme.programme.years if (one.id, str(y)) not in budgets]
    if missing:
        raise Untold(", ".join(missing[:3]) + (", ..." if len(missing) > 3 else ""))
    return Figures(
        file=file,
        budgets=budgets,
        lines={id: tuple(said[id, "lines"].value.split(", ")) for id in ids},
        columns=columns,
        responses={id: _response(id, {field: one for (owner, field), one in said.items() if owner == id}) for id in ids},
        reference={(one.id, one.year or ""): _figure(one) for one in entries if one.part == "reference"},
        bases={id: said[id, "base"].value for id in ids if (id, "base") in said},
        members={one.id: _members(one, [row for row in entries if row.part == "members"], programme) for one in programme.dimension},
    )


def _members(dimension: Dimension, rows: Sequence[Entry], programme: Programme) -> tuple[MemberFigures, ...]:
    """The members of a further dimension from their rows; those without figures are the programme's own."""
    if sheet_of(dimension, [one.id for one in programme.instrument]) is None:
        return tuple(MemberFigures(one.id, one.name.nl, one.attributes, {}) for one in dimension.member)
    own: dict[str, list[Entry]] = {}
    for row in rows:
        if row.id.startswith(f"{dimension.id}."):
            own.setdefault(row.id.removeprefix(f"{dimension.id}."), []).append(row)
    ids = [one.id for one in dimension.member] or sorted(own)
    if not ids or (missing := next((id for id in ids if id not in own), None)):
        raise Untold(f"member.{dimension.id}.{missing if ids else '*'}")
    return tuple(_member(id, own[id]) for id in ids)


def _member(id: str, rows: Sequence[Entry]) -> MemberFigures:
    texts = {row.field: row.value for row in rows if row.field == "name" or row.field.startswith("attribute.")}
    numbers = {(row.field, row.year): _figure(row) for row in rows if row.field not in texts}
    asked = "request."
    return MemberFigures(
        id,
        texts.get("name", id),
        {field.removeprefix("attribute."): text for field, text in texts.items() if field != "name"},
        {key: one for key, one in numbers.items() if not key[0].startswith(asked)},
        {(name.removeprefix(asked), year): one for (name, year), one in numbers.items() if name.startswith(asked)},
        next((row.place for row in rows if row.field == "name"), ""),
    )


def _figure(one: Entry) -> Figure:
    standing: Standing = "sourced" if one.standing == "sourced" else "derived" if one.standing == "derived" else "assumed"
    return Figure(_value(one), one.unit, one.place, standing, one.source, one.note)


def _value(one: Entry) -> int | Fraction | Mark | date:
    for mark in Mark:
        if one.value == mark.value:
            return mark
    number = read_exact(one.value)
    if number is not None:
        return int(number) if number.denominator == 1 else number
    try:
        return date.fromisoformat(one.value)
    except ValueError:
        raise Untold(f"{one.id} {one.field}: {one.value}") from None


def _response(id: str, said: dict[str, Entry]) -> Response:
    if missing := [name for name in (*ESTIMATES, "realisation", "lag", "duration") if name not in said]:
        raise Untold(f"estimate.{id}.{missing[0]}")
    pairs = [tuple(read_exact(number) for number in tier.split(" × ")) for tier in said["tiers"].value.split("; ")]
    tiers = tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2 and pair[0] is not None and pair[1] is not None)
    if len(tiers) != len(pairs):
        raise Untold(f"estimate.{id}.tiers: {said['tiers'].value}")
    realisation, lag, duration = (_figure(said[name]) for name in ("realisation", "lag", "duration"))
    return Response({name: _figure(said[name]) for name in ESTIMATES}, realisation, lag, duration, said["direction"].value == "adds", tiers)


def _programme_under(source: Source, base: Programme, figures: Figures, overrides: Sequence[Override]) -> Programme:
    """The programme with what was changed in it; changes of figures are in the figures already."""
    draft = Draft(base, copy.deepcopy(dict(source.data)), figures)
    for one in overrides:
        if one.key.partition(".")[0] in PROGRAMME_HEADS:
            make(draft, Edit(one.origin, one.key, read_set(f"{one.key}={one.now}")[1], one.reason))
    if draft.faults:
        raise Refused(draft.faults)
    return build(source, draft.data) if draft.overrides else base


def _lock(one: Override, programme: Programme) -> Lock:
    """`lock.<instrument>.<year>[.at-least|.at-most]` back as a lock."""
    rest = one.key.removeprefix(LOCK)
    sense: LockSense = next((key for key, ending in ENDINGS.items() if ending and rest.endswith(ending)), "exactly")
    instrument, _, year = rest.removesuffix(ENDINGS[sense]).rpartition(".")
    amount = read_exact(one.now)
    if amount is None or amount.denominator != 1 or instrument not in {known.id for known in programme.instrument}:
        raise Untold(f"{one.key}: {one.now}")
    return Lock(instrument, year, sense, int(amount), reason=one.reason, file=one.origin)
