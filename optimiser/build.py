"""Programme + figures -> grid: the eligible cells, their money, and the effect response of every instrument and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from optimiser.dimension import Dimension
from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.figures import Figures
from optimiser.grid import ROLES, Grid, Index, Member, Where
from optimiser.language import Text
from optimiser.measure import MEASURES, PERSON_YEARS
from optimiser.programme import Instrument, Programme
from optimiser.response import make_tiers
from optimiser.rule import Rule
from optimiser.rules.gate import Gate
from optimiser.rules.parity import REQUESTS, Parity

COUNTS = Text("een doel waarvoor ten minste één instrument op tijd werkt", "a goal for which at least one instrument is in effect in time")
ANOTHER_YEAR = Text("zet goal.target, goal.horizon of goal.kind anders", "set goal.target, goal.horizon or goal.kind otherwise")


def make_grid(programme: Programme, figures: Figures) -> Grid:
    """The grid of a programme. A cell exists where a source line may pay an instrument and has an amount (not PM, not n.v.t.)."""
    dimensions = _dimensions(programme, figures)
    budgets = {
        (source, year): figure.value
        for (source, year), figure in sorted(figures.budgets.items())
        if isinstance(figure.value, int) and year in {member.id for member in dimensions["year"]}
    }
    further = tuple(name for name in dimensions if name not in ROLES)
    table = _cells(programme, figures, dimensions, budgets)
    names = (*ROLES, *further)
    codes = {name: table[:, column] for column, name in enumerate(names)}
    groups, group = _distinct(table[:, 1:], [len(dimensions[name]) for name in names[1:]])
    group_codes = {name: groups[:, column] for column, name in enumerate(names[1:])}
    tiers, ceilings = make_tiers(programme, figures, dimensions, group_codes)
    goal = programme.goal
    own_share = next((one.cofinancing for one in programme.dimension if one.cofinancing is not None), "")
    return Grid(dimensions, codes, group, group_codes, tiers, budgets, figures, goal.target, goal.horizon, ceilings, own_share)


def _cells(
    programme: Programme, figures: Figures, dimensions: Mapping[str, tuple[Member, ...]], budgets: Mapping[tuple[str, str], int]
) -> NDArray[np.int64]:
    """Every place where money can stand, as member numbers per dimension, shape (cells, dimensions), in canonical order."""
    place = {name: {member.id: position for position, member in enumerate(members)} for name, members in dimensions.items()}
    further = [one for name in dimensions for one in programme.dimension if one.id == name]
    blocks = []
    for instrument in programme.instrument:
        for year, when in place["year"].items():
            where = _members_reached(instrument, year, further, figures, dimensions)
            for line in figures.lines.get(instrument.id, ()):
                if (line, year) in budgets:
                    start = np.array([place["source"][line], place["instrument"][instrument.id], when], dtype=np.int64)
                    blocks.append(np.concatenate([np.broadcast_to(start, (len(where), 3)), where], axis=1))
    table = np.concatenate(blocks) if blocks else np.zeros((0, 3 + len(further)), dtype=np.int64)
    found: NDArray[np.int64] = _distinct(table, [len(members) for members in dimensions.values()])[0]
    return found


def _members_reached(
    instrument: Instrument, year: str, further: Sequence[Dimension], figures: Figures, dimensions: Mapping[str, tuple[Member, ...]]
) -> NDArray[np.int64]:
    """The combinations of members at which an instrument can work in a year, shape (combinations, further dimensions)."""
    reached = []
    for one in further:
        asked = {member.id: member.requested(instrument.id, year) for member in figures.members[one.id]} if one.requests is not None else None
        reached.append(
            np.array(
                [
                    code
                    for code, member in enumerate(dimensions[one.id])
                    if _allows(instrument.cells, one, member) and (asked is None or asked[member.id] > 0)
                ],
                dtype=np.int64,
            )
        )
    if not reached:
        return np.zeros((1, 0), dtype=np.int64)
    return np.stack(np.meshgrid(*reached, indexing="ij"), axis=-1).reshape(-1, len(reached)).astype(np.int64)


def _allows(where: Where, dimension: Dimension, member: Member) -> bool:
    """Whether a selection over further dimensions lets a member of this one in."""
    values = {dimension.id: member.id, **member.attributes}
    return all(values[key] in wanted for key, wanted in where.only if key in values) and not any(
        values[key] in unwanted for key, unwanted in where.never if key in values
    )


def _distinct(table: NDArray[np.int64], sizes: Sequence[int]) -> tuple[NDArray[np.int64], Index]:
    """The different rows of a table of member numbers in order, and which of them every row is."""
    keys = np.zeros(len(table), dtype=np.int64)
    for column, size in enumerate(sizes):
        keys = keys * size + table[:, column]
    found, which = np.unique(keys, return_inverse=True)
    rows = np.zeros((len(found), len(sizes)), dtype=np.int64)
    for column in range(len(sizes) - 1, -1, -1):
        found, rows[:, column] = np.divmod(found, max(1, sizes[column]))
    return rows, which.reshape(-1).astype(np.int64)


def active_rules(programme: Programme, grid: Grid) -> tuple[Rule, ...]:
    """The rules that are switched on, each of which selects something. Raises `Refused` for an empty selection or money without a balance."""
    rules = tuple(rule for rule in programme.rule if rule.active)
    faults = [_empty(programme, rule) for rule in rules if not grid.select(rule.select).size]
    watched = np.zeros(grid.size, dtype=bool)
    for rule in rules:
        if rule.kind == "balance" and rule.soft is None:
            watched[grid.select(rule.select)] = True
    if not watched.all():
        free = sorted({grid.label(int(cell))["source"] for cell in np.flatnonzero(~watched)})
        expected = Text("een harde regel balance voor elke herkomstregel", "a hard balance rule for every source line")
        mend = Text("zet de regel aan of verruim zijn selectie", "switch the rule on or widen its selection")
        faults.append(Fault("no-balance", programme.programme.id, found=", ".join(free), expected=expected, mend=mend))
    if programme.goal.kind == "money" and not any(rule.kind == "effect-floor" for rule in rules):
        expected = Text("een regel effect-floor die zegt wat bereikt moet worden", "an effect-floor rule that says what to reach")
        mend = Text("voeg zo'n regel toe of kies een ander doel", "add such a rule or choose another goal")
        faults.append(Fault("money-without-target", programme.programme.id, found="money", expected=expected, mend=mend))
    faults += [
        fault for rule in rules if isinstance(rule, Gate) or (isinstance(rule, Parity) and rule.key != REQUESTS) for fault in _keys(grid, rule)
    ]
    faults += _overlapping(programme, grid, [rule for rule in rules if rule.kind == "effect-cap"])
    if faults:
        raise Refused(faults)
    return rules


def check_goal(programme: Programme, grid: Grid) -> None:
    """Raises `Refused` when no euro counts for the goal: every plan would be as good."""
    goal = programme.goal
    if goal.kind in MEASURES and grid.size and not any(grid.weights(goal.kind)):
        found = f"{goal.kind}, {goal.horizon[0]}-{goal.horizon[1]}" if goal.kind == PERSON_YEARS else f"{goal.kind}, {goal.target}"
        raise Refused([Fault("goal-counts-nothing", programme.programme.id, found=found, expected=COUNTS, mend=ANOTHER_YEAR)])


def _keys(grid: Grid, rule: Gate | Parity) -> list[Fault]:
    """A key that adds up to nothing divides nothing; a gate is open or closed, and not half."""
    members, file = grid.values(str(rule.each)), grid.figures.file
    found = [grid.figure(member, rule.key, year) for member in members for year in grid.years]
    faults = []
    if not any(isinstance(one.value, (int, Fraction)) and one.value > 0 for one in found if one is not None):
        sheet = next((one.place.partition("!")[0] for one in found if one is not None), "")
        expected = Text("een sleutel die bij ten minste een lid meer dan 0 is", "a key that is more than 0 for at least one member")
        mend = Text(
            "vul kolom {key} in, of zet de regel uit: --set rule.{rule}.active=false",
            "fill column {key}, or switch it off: --set rule.{rule}.active=false",
        )
        values: tuple[tuple[str, str], ...] = (("key", rule.key), ("rule", rule.id))
        faults.append(Fault("key-zero", file, sheet=sheet, found=rule.key, expected=expected, mend=mend, values=values))
    for member in members if isinstance(rule, Gate) else ():
        for year in grid.years:
            gate = grid.figure(member, rule.open, year) if isinstance(rule, Gate) else None
            if gate is not None and gate.value not in (0, 1):
                sheet, _, cell = gate.place.partition("!")
                mend = Text("typ 1 of 0 bij {member} in {year}", "type 1 or 0 for {member} in {year}")
                values = (("member", member), ("year", year))
                faults.append(
                    Fault(
                        "gate-value",
                        file,
                        sheet=sheet,
                        cell=cell,
                        found=str(gate.value),
                        expected=Text("1 (open) of 0 (dicht)", "1 (open) or 0 (closed)"),
                        mend=mend,
                        values=values,
                    )
                )
    return faults


def _overlapping(programme: Programme, grid: Grid, caps: Sequence[Rule]) -> list[Fault]:
    """Potentials that share some tiers but not all of one: which effect then stops counting would be a matter of order."""
    faults = []
    chosen = [(rule, set(grid.select_tiers(rule.select).tolist())) for rule in caps]
    for position, (rule, tiers) in enumerate(chosen):
        for other, others in chosen[position + 1 :]:
            if tiers & others and not (tiers <= others or others <= tiers):
                found = f"{rule.id}, {other.id}"
                expected = Text("potentiëlen die los staan of in elkaar liggen", "potentials that are apart or inside one another")
                mend = Text("pas een van beide selecties aan", "change one of the two selections")
                faults.append(Fault("overlapping-potentials", programme.programme.id, found=found, expected=expected, mend=mend))
    return faults


def _empty(programme: Programme, rule: Rule) -> Fault:
    return Fault(
        "empty-selection",
        programme.programme.id,
        found=rule.id,
        expected=Text("ten minste één cel in de selectie", "at least one cell in the selection"),
        mend=Text(
            "verruim de selectie of zet de regel uit met --set rule.{rule}.active=false", "widen it or switch it off: --set rule.{rule}.active=false"
        ),
        values=(("rule", rule.id),),
    )


def _dimensions(programme: Programme, figures: Figures) -> Mapping[str, tuple[Member, ...]]:
    """Members sorted by id, so that nothing depends on the order of rows."""
    adds = {name: "yes" if response.adds else "no" for name, response in figures.responses.items()}
    return {
        "source": tuple(Member(one.id, one.name, {}) for one in sorted(programme.source, key=lambda one: one.id)),
        "instrument": tuple(
            Member(one.id, one.name, {"space": one.space, "adds": adds[one.id]}) for one in sorted(programme.instrument, key=lambda one: one.id)
        ),
        "year": tuple(Member(str(year), Text(str(year), str(year)), {}) for year in sorted(programme.programme.years)),
        **{one.id: _members(one, figures) for one in programme.dimension},
    }


def _members(dimension: Dimension, figures: Figures) -> tuple[Member, ...]:
    """The members of a further dimension; their keys are attributes too, as exact text, so that rules may select by them."""
    names = {one.id: one.name for one in dimension.member}
    members = []
    for one in sorted(figures.members.get(dimension.id, ()), key=lambda one: one.id):
        keys = {name: plain(value) for name, year in one.keys if year is None and (value := one.key(name)) is not None}
        members.append(Member(one.id, names.get(one.id, Text(one.name, one.name)), {**one.attributes, **keys}))
    return tuple(members)


def spaces_of(grid: Grid) -> tuple[str, ...]:
    """The spaces that occur, sorted."""
    return tuple(sorted(grid.values("space")))


def spend_by(grid: Grid, attribute: str) -> list[tuple[str, str, Index]]:
    """(value, year, cells) for every value of an attribute that has cells in that year, in canonical order."""
    found = []
    for value in sorted(grid.values(attribute)):
        for year in grid.years:
            cells = grid.select(Where().narrowed(**{attribute: value, "year": year}))
            if cells.size:
                found.append((value, year, cells))
    return found
