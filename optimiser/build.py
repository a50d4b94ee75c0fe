"""Programme + figures -> grid: the eligible cells, their money, and the effect response of every instrument and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from optimiser.faults import Fault, Refused
from optimiser.figures import Figures
from optimiser.grid import Grid, Index, Member, Tiers, Where
from optimiser.language import MILLION, Text
from optimiser.programme import Programme
from optimiser.rule import Rule


def make_grid(programme: Programme, figures: Figures) -> Grid:
    """The grid of a programme. A cell exists where a source line may pay an instrument and has an amount (not PM, not n.v.t.)."""
    dimensions = _dimensions(programme, figures)
    budgets = {
        (source, year): figure.value
        for (source, year), figure in sorted(figures.budgets.items())
        if isinstance(figure.value, int) and year in {member.id for member in dimensions["year"]}
    }
    place = {name: {member.id: position for position, member in enumerate(members)} for name, members in dimensions.items()}
    cells = sorted(
        (place["source"][source], place["instrument"][instrument], place["year"][year])
        for instrument, lines in figures.lines.items()
        for source in lines
        for year in place["year"]
        if (source, year) in budgets
    )
    table = np.array(cells, dtype=np.int64).reshape(len(cells), 3)
    codes = {"source": table[:, 0], "instrument": table[:, 1], "year": table[:, 2]}
    groups, group = np.unique(table[:, 1:], axis=0, return_inverse=True)
    group_codes = {"instrument": groups[:, 0], "year": groups[:, 1]}
    tiers = _tiers(programme, figures, dimensions, group_codes)
    goal = programme.goal
    return Grid(dimensions, codes, group.reshape(-1).astype(np.int64), group_codes, tiers, budgets, figures, goal.target, goal.horizon)


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
    faults += _overlapping(programme, grid, [rule for rule in rules if rule.kind == "effect-cap"])
    if faults:
        raise Refused(faults)
    return rules


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
    }


def _tiers(programme: Programme, figures: Figures, dimensions: Mapping[str, tuple[Member, ...]], groups: Mapping[str, Index]) -> Tiers:
    """Per group the response of its instrument: widths as parts of the absorption, rates as estimate x realisation x part."""
    owner: list[int] = []
    width: list[Fraction] = []
    rate: list[Fraction] = []
    for group, (instrument, year) in enumerate(zip(groups["instrument"].tolist(), groups["year"].tolist(), strict=True)):
        name = dimensions["instrument"][instrument].id
        response = figures.responses[name]
        absorption = figures.column(name, "absorption", dimensions["year"][year].id)
        estimate = response.estimates[programme.goal.estimate].value
        if absorption is None or not isinstance(absorption.value, (int, Fraction)) or not isinstance(estimate, (int, Fraction)):
            continue
        assert isinstance(response.realisation.value, (int, Fraction))
        full = Fraction(estimate) * response.realisation.value / MILLION
        for part, speed in response.tiers:
            owner.append(group)
            width.append(part * absorption.value)
            rate.append(full * speed)
    return Tiers(np.array(owner, dtype=np.int64), tuple(width), tuple(rate))


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
