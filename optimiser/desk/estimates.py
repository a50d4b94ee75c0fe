"""The estimates as numbers that can be turned: what one unit of each does to the exact problem, and to a plan that stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from optimiser.case import Solved, at_best
from optimiser.desk.dial import problem_of
from optimiser.lp.chooser import Closeness
from optimiser.lp.hot import Hot
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.run import Case, Inputs
from optimiser.slope import Slope, between


@dataclass(frozen=True)
class Estimate:
    """One instrument's estimate: persons per EUR 1 million, net, and how sure it is (`standing`). `used` is the one the case counts with."""

    instrument: str
    low: Fraction
    central: Fraction
    high: Fraction
    used: Fraction
    standing: str
    slope: Slope

    def worth(self, plan: Plan) -> Fraction:
        """What one unit of this estimate is worth to a plan: the change of its effect (goal's unit) when the estimate rises by 1."""
        cells = plan.grid.size
        return sum((step * plan.filled[column - cells] for column, step in self.slope.objective.items() if column >= cells), Fraction(0))


@dataclass(frozen=True)
class Estimates:
    """All estimates of a case with its exact problem and its best plan, ready to be asked about."""

    case: Case
    problem: Problem
    best: Solved
    each: tuple[Estimate, ...]
    closeness: tuple[Closeness, ...]

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

    def of_plan(self, plan: Plan, values: Mapping[str, Fraction]) -> Fraction:
        """The effect of a plan that stays as it is, under other estimates; exact where no potential (`effect-cap`) limits what counts."""
        value = sum((step * plan.filled[j] for j, step in enumerate(self.problem.objective[plan.grid.size :][: len(plan.filled)])), Fraction(0))
        return value + sum(((values[one.instrument] - one.used) * one.worth(plan) for one in self.each if one.instrument in values), Fraction(0))


def read_estimates(
    inputs: Inputs, scenarios: Sequence[str], sets: Sequence[tuple[str, Any]], best: Solved, closeness: Sequence[Closeness]
) -> Estimates:
    """The estimates of a case that was solved. Raises `Refused`."""
    case = inputs.case(scenarios, sets)
    problem, used = problem_of(case), case.programme.goal.estimate
    found = []
    for instrument, response in sorted(case.changed.figures.responses.items()):
        low, central, high = (Fraction(str(response.estimates[name].value)) for name in ("low", "central", "high"))
        now = Fraction(str(response.estimates[used].value))
        other = problem_of(inputs.case(scenarios, [*sets, (f"estimate.{instrument}", str(now + 1))]))
        slope = between(problem, other, Fraction(1))
        assert slope is not None
        found.append(Estimate(instrument, low, central, high, now, response.estimates[used].standing, slope))
    return Estimates(case, problem, best, tuple(found), tuple(closeness))
