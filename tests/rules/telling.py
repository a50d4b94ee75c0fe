"""What every rule kind is asked: is the plan at the limit kept and the plan beyond it not, what is its sentence, what is its LP text."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimiser.audit import prove_agreement
from optimiser.lp import highs
from optimiser.lp.program import build as arrays_of
from optimiser.problem import make_problem
from optimiser.rule import Finding
from tests.worlds import BUDGETS, INSTRUMENTS, YEARS, Cell, Ins, World, rule, world

GOLDEN = Path(__file__).parent.parent / "golden"
# What the golden LP texts are written from: one line (two where lines matter), two instruments, two years.
SMALL: dict[str, Any] = {
    "years": (2023, 2024),
    "budgets": {"rijk": 60_000_000},
    "instruments": {name: INSTRUMENTS[name] for name in ("scholing", "techniek")},
}


@dataclass(frozen=True)
class Pair:
    """A plan `at` the limit of a rule, and the plan with `step` euros more in one `cell`, which breaks it by `by` (EUR or persons)."""

    name: str
    fields: Mapping[str, Any]
    at: Mapping[Cell, int]
    cell: Cell
    step: int
    by: Fraction | int | str = 1
    year: str | None = "2024"
    member: str | None = None
    budgets: Mapping[str, Any] = field(default_factory=lambda: BUDGETS)
    instruments: Mapping[str, Ins] = field(default_factory=lambda: INSTRUMENTS)
    years: tuple[int, ...] = YEARS
    exact: bool = True

    def world(self, kind: str) -> World:
        """The world with this rule, called `it`."""
        return world(rule(kind, "it", **self.fields), budgets=self.budgets, instruments=self.instruments, years=self.years)

    def finding(self, kind: str, amounts: Mapping[Cell, int]) -> Finding:
        """What the rule says about these amounts."""
        found = [one for one in self.world(kind).findings("it", amounts) if (one.year, one.member) == (self.year, self.member)]
        assert len(found) == 1
        return found[0]

    def told(self, kind: str, amounts: Mapping[Cell, int]) -> Fraction:
        """What the solver is told about these amounts: left side minus bound."""
        case = self.world(kind)
        (row,) = [one for one in case.rule("it").rows(case.grid) if (one.year, one.member) == (self.year, self.member)]
        return row.excess(case.plan(amounts))


def name_of(pair: Pair) -> str:
    """For pytest's list of cases."""
    return pair.name.replace(" ", "-")


def assert_limit(kind: str, pair: Pair) -> None:
    """At the limit the rule holds (without room left, where the limit is a whole euro); one euro beyond it does not, by exactly `by`.

    The solver is told the same.
    """
    at = pair.finding(kind, pair.at)
    assert at.excess == pair.told(kind, pair.at)
    assert at.holds
    assert at.shortfall == 0
    assert not pair.exact or at.excess == 0
    assert not pair.exact or at.margin in (0, None)
    further = {**pair.at, pair.cell: pair.at.get(pair.cell, 0) + pair.step}
    beyond = pair.finding(kind, further)
    assert beyond.excess == pair.told(kind, further)
    assert not beyond.holds
    assert beyond.shortfall == Fraction(pair.by)
    assert beyond.margin is None or beyond.margin < 0


def assert_whole(kind: str, pair: Pair) -> None:
    """As `assert_limit` for a rule that is all or nothing: what is decided on is judged as the check judges it."""
    case = pair.world(kind)
    further = {**pair.at, pair.cell: pair.at.get(pair.cell, 0) + pair.step}
    at, beyond = pair.finding(kind, pair.at), pair.finding(kind, further)
    (choice,) = [one for one in case.rule("it").choices(case.grid) if one.year == pair.year]
    assert (at.holds, at.excess, at.margin, at.shortfall) == (True, 0, 0, 0)
    assert choice.kept(case.plan(pair.at).amounts)
    assert not beyond.holds
    assert beyond.shortfall == Fraction(pair.by)
    assert beyond.margin is not None
    assert beyond.margin < 0
    assert beyond.who
    assert not choice.kept(case.plan(further).amounts)
    prove_agreement(case.grid, [case.rule("it")])


def sentences(world: World, id: str, amounts: Mapping[Cell, int] | None = None) -> list[tuple[str, str]]:
    """(Dutch, English) of everything a rule says."""
    told = world.rule(id)
    return [(told.sentence(finding, "nl"), told.sentence(finding, "en")) for finding in world.findings(id, amounts or {})]


def lp_text(world: World, id: str, folder: Path) -> str:
    """The program of one rule as LP text, with what each column stands for."""
    problem = make_problem(world.grid, [world.rule(id)], world.goal)
    path = folder / "golden.lp"
    highs.write(arrays_of(problem)[0], str(path))
    legend = [f"\\ c{n} = {', '.join(cell)} (EUR 1 000)" for n, cell in enumerate(world.cells)]
    for n, group in enumerate(world.grid.tiers.group.tolist()):
        legend.append(f"\\ c{world.grid.size + n} = tier of {', '.join(world.grid.group_label(group).values())}")
    written = [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines()]
    return "\n".join([*legend, *written]) + "\n"


def assert_golden(kind: str, world: World, id: str, folder: Path) -> None:
    """The LP text is the one in tests/golden; UPDATE_GOLDEN=1 writes it there instead."""
    text = lp_text(world, id, folder)
    golden = GOLDEN / f"{kind}.lp"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text
