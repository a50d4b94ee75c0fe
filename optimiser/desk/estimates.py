"""The estimates as numbers that can be turned: what one unit of each does to the exact problem, and to a plan that stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from optimiser.build import make_grid
from optimiser.case import Solved, at_best
from optimiser.deciding import decided
from optimiser.figures import Figure
from optimiser.goal import Goal
from optimiser.goals import GOALS
from optimiser.grid import Grid
from optimiser.lp.chooser import Closeness
from optimiser.lp.hot import Hot
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan, fill
from optimiser.problem import Problem, make_problem
from optimiser.rounding import counted
from optimiser.rule import Rule
from optimiser.run import Case
from optimiser.slope import Slope, between

CAP, FLOOR = "effect-cap", "effect-floor"


@dataclass(frozen=True)
class Estimate:
    """One instrument's estimate: persons per EUR 1 million, net, and how sure it is (`standing`). `used` is the one the case counts with.

    `rates`: persons per EUR that one unit of it adds to each of its tiers. `widened`: the one in use lay outside the range, which now holds it.
    """

    instrument: str
    low: Fraction
    central: Fraction
    high: Fraction
    used: Fraction
    standing: str
    slope: Slope
    rates: Mapping[int, Fraction]
    widened: bool = False

    @property
    def ranges(self) -> bool:
        """Whether there is anything to turn, and it does anything in this case."""
        return self.low != self.high and self.slope != Slope()

    @property
    def by_rules(self) -> bool:
        """Whether it acts through a rule: a target, or a potential that can be reached."""
        return not self.slope.only_rates

    def worth(self, plan: Plan) -> Fraction:
        """What one unit of this estimate is worth to a plan as its effect is counted now: the change when the estimate rises by 1."""
        cells = plan.grid.size
        return sum((step * plan.filled[column - cells] for column, step in self.slope.objective.items() if column >= cells), Fraction(0))


@dataclass(frozen=True)
class Estimates:
    """All estimates of a case with its exact problem and its best plan, ready to be asked about.

    `rules` and `problem` leave out potentials (`effect-cap`) that no plan reaches at any estimate in its range: they change nothing. Where rules
    are all or nothing, `problem` gives money to the members that have it in the best plan, and to no others.
    """

    case: Case
    rules: tuple[Rule, ...]
    problem: Problem
    best: Solved
    each: tuple[Estimate, ...]
    closeness: tuple[Closeness, ...]

    @property
    def goal(self) -> Goal:
        """The goal of the case."""
        return GOALS[self.case.programme.goal.kind]

    @property
    def sign(self) -> int:
        """1, or -1 where less is better: from the maximised objective to the goal's unit."""
        return 1 if self.goal.larger_is_better else -1

    @property
    def counts_effect(self) -> bool:
        """Whether the goal counts effect, so that an estimate is worth something in itself."""
        return any(one.slope.objective for one in self.each)

    @property
    def caps(self) -> tuple[str, ...]:
        """The potentials that can be reached: what counts of a plan then depends on the estimates together."""
        return tuple(rule.id for rule in self.rules if rule.kind == CAP)

    @property
    def targets(self) -> tuple[str, ...]:
        """The hard rules that ask for an effect."""
        return tuple(rule.id for rule in self.rules if rule.kind == FLOOR and rule.soft is None)

    @cached_property
    def served(self) -> Problem:
        """The problem with what its wishes reached."""
        found = at_best(self.problem)
        assert not isinstance(found, NoPlan)
        return found.problem

    @cached_property
    def hot(self) -> Hot:
        """The case in one model; its answers are plans that come first."""
        return Hot(self.served, self.closeness)

    @cached_property
    def quick(self) -> Hot:
        """The case in one model; its answers are any of the best plans, for questions that only ask how good or how much."""
        return Hot(self.served)

    @property
    def slopes(self) -> list[Slope]:
        """One slope an estimate, in their order."""
        return [one.slope for one in self.each]

    def shifts(self, values: Mapping[str, Fraction]) -> list[float]:
        """How far each estimate is from the one in use when some have other values."""
        return [float(values.get(one.instrument, one.used) - one.used) for one in self.each]

    def at(self, plan: Plan, values: Mapping[str, Fraction]) -> Plan:
        """A plan that stays as it is, counted again under other estimates: potentials let other money count."""
        grid = turned(self.problem.grid, [(one, values[one.instrument] - one.used) for one in self.each if one.instrument in values])
        return counted(Plan(grid, plan.amounts, fill(grid, plan.amounts)), self.rules, self.goal.objective(grid).tiers)

    def of_plan(self, plan: Plan, values: Mapping[str, Fraction]) -> Fraction:
        """The goal's number of a plan that stays as it is, under other estimates; exact."""
        return self.goal.value(self.at(plan, values))

    def missed(self, plan: Plan, values: Mapping[str, Fraction]) -> Fraction:
        """Persons by which it then falls short of the hard rules that ask for an effect."""
        there = self.at(plan, values)
        return sum((one.shortfall for rule in self.rules if rule.id in self.targets for one in rule.check(there)), Fraction(0))


def read_estimates(case: Case, best: Solved, closeness: Sequence[Closeness]) -> Estimates:
    """The estimates of a case that was solved."""
    goal, used = GOALS[case.programme.goal.kind], case.programme.goal.estimate
    found = []
    each_rate = _rates(case)
    for instrument, response in sorted(case.changed.figures.responses.items()):
        low, central, high, now = (Fraction(_number(response.estimates[name].value)) for name in ("low", "central", "high", used))
        ends = min(low, central, now), max(high, central, now)
        rates = each_rate[instrument]
        found.append(Estimate(instrument, ends[0], central, ends[1], now, response.estimates[used].standing, Slope(), rates, ends != (low, high)))
    rules = tuple(rule for rule in case.rules if rule.kind != CAP or _reachable(case.grid, rule, found))
    problem = make_problem(case.grid, rules, goal)
    sloped = []
    for one in found:
        slope = between(problem, make_problem(turned(case.grid, [(one, Fraction(1))]), rules, goal), Fraction(1))
        assert slope is not None
        sloped.append(replace(one, slope=slope))
    if problem.choices:
        # Whoever has money keeps it and nobody else gets any. The rows that say so come after all others, so the slopes hold for this one too.
        problem = decided(problem, best.plan.amounts)[0]
    return Estimates(case, rules, problem, best, tuple(sloped), tuple(closeness))


def turned(grid: Grid, shifts: Sequence[tuple[Estimate, Fraction]]) -> Grid:
    """The grid with other rates: each estimate so much further than the one in use."""
    rate = list(grid.tiers.rate)
    for one, shift in shifts:
        for tier, step in one.rates.items():
            rate[tier] += shift * step
    return replace(grid, tiers=replace(grid.tiers, rate=tuple(rate)))


def _rates(case: Case) -> dict[str, dict[int, Fraction]]:
    """Persons per euro that one unit of each instrument's estimate gives in its tiers, with how much effect counts at their members."""
    figures, one = case.changed.figures, Figure(1, "", "", "assumed")
    unit = {id: replace(response, estimates=dict.fromkeys(response.estimates, one)) for id, response in figures.responses.items()}
    tiers = make_grid(case.programme, replace(figures, responses=unit)).tiers
    names = [member.id for member in case.grid.dimensions["instrument"]]
    found: dict[str, dict[int, Fraction]] = {name: {} for name in names}
    for tier, code in enumerate(case.grid.groups["instrument"][tiers.group].tolist()):
        found[names[code]][tier] = tiers.rate[tier]
    return found


def _number(value: object) -> Fraction:
    assert isinstance(value, (int, Fraction))
    return Fraction(value)


def _reachable(grid: Grid, rule: Rule, estimates: Sequence[Estimate]) -> bool:
    """Whether every tier filled at the highest estimates passes a potential."""
    high = turned(grid, [(one, one.high - one.used) for one in estimates])
    full = Plan(high, np.zeros(grid.size, dtype=np.int64), high.tiers.width)
    return any(row.excess(full) > 0 for row in rule.rows(high))
