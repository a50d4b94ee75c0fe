"""The smallest change of a given plan that keeps every rule and reaches a part of the gain there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from optimiser.case import Solved, at_best, prove
from optimiser.certificate import Certificate
from optimiser.desk.moves import Line, Move, moves, spends
from optimiser.desk.near import NEARLY
from optimiser.desk.wide import Wide, at, grouped
from optimiser.goal import Goal
from optimiser.lp import stages
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.rounding import NotRepaired, repair
from optimiser.rule import Rule

# No rule can have this name: ids hold no brackets.
DISTANCE = "(distance)"
PARTS = tuple(Fraction(fifths, 5) for fifths in range(6))
# So many payable units above its target a plan may aim, so that rounding can bring it back to no less than the target.
HIGHER = (0, 1, 10)


@dataclass(frozen=True)
class LeastChange:
    """The nearest plan that reaches at least `part` of the gain from the nearest allowed plan to the best one.

    `changed`: EUR by which lines differ from the given plan, up and down added; `least`: no plan at all can do with less (exact bound).
    """

    part: Fraction
    plan: Plan
    unit: int
    value: Fraction
    changed: int
    least: Fraction
    moves: tuple[Move, ...]


def least_changes(
    best: Solved, rules: Sequence[Rule], goal: Goal, given: Mapping[Line, int], parts: Sequence[Fraction] = PARTS, start: Plan | None = None
) -> tuple[LeastChange, ...]:
    """The smallest changes of a given plan (EUR per instrument and year) for parts of the gain; part 0 only asks that the rules are kept.

    A line that is not given counts as 0. Of the plans that are nearest for part 0, the one with the most effect. A plan that was given to the
    euro can only be kept to the euro, so the plans are in the largest unit that divides it. `start` is the given plan in full, for
    what each move gains. Raises `ProofFailed`, `NotRepaired`, `SolverStopped`.
    """
    sign = 1 if goal.larger_is_better else -1
    asked = _Asked(best.around.problem, tuple(rules), given, gcd(best.unit, *given.values()))
    allowed, nearest = asked.allowed()
    low, top = sign * goal.value(allowed), sign * best.value
    found = []
    for part in parts:
        target = low + part * (top - low)
        plan, least = (allowed, nearest) if target <= low else asked.reaching(target, best.plan)
        changed = sum(abs(amount - given.get(line, 0)) for line, amount in spends(plan).items())
        found.append(LeastChange(part, plan, asked.unit, goal.value(plan), changed, least, moves(plan, given, goal, rules, start)))
    return tuple(found)


@dataclass(frozen=True)
class _Asked:
    """The plans of a case, seen by their distance to a given one."""

    problem: Problem
    rules: tuple[Rule, ...]
    given: Mapping[Line, int]
    unit: int

    def allowed(self) -> tuple[Plan, Fraction]:
        """(the payable plan with the most effect of those nearest to the given one, the least EUR any allowed plan must change)."""
        found = _optimum(self._apart(None))
        least = -found.bound
        if least > 0:
            # Room for the solver's last digits, far below a cent.
            found = _optimum(self._apart(None, least + Fraction(1, 1000)))
        return self._payable(found, None), least

    def reaching(self, target: Fraction, last: Plan) -> tuple[Plan, Fraction]:
        """(payable plan, the least EUR any plan must change) for an objective of at least `target`, which the plan `last` has.

        Where the nearest plan cannot be rounded, one is rounded that aims a little higher; `last` itself will always do.
        """
        least: Fraction | None = None
        for units in HIGHER:
            try:
                found = _optimum(self._apart(target + units * self.unit * Wide(self.problem).scale))
                least = -found.bound if least is None else least
                return self._payable(found, target), least
            except (NotRepaired, Beyond):
                continue
        assert least is not None
        return last, least

    def _payable(self, found: Certificate, target: Fraction | None) -> Plan:
        bare = self.problem
        if target is not None:
            wide = Wide(bare)
            wide.row(NEARLY, None, grouped(_worth(bare)), ">=", target)
            bare = wide.problem
        return repair(bare, stages.choose(found.problem, found.multipliers, []), self.rules, self.unit).plan

    def _apart(self, target: Fraction | None, within: Fraction | None = None) -> Problem:
        """The least distance to the given plan among plans with at least `target`; or the goal among plans `within` so many EUR of it."""
        problem = self.problem
        wide = Wide(problem)
        if target is not None:
            wide.row(NEARLY, None, grouped(_worth(problem)), ">=", target)
        if within is None:
            wide.reweigh(Fraction(0))
        away = []
        for number, (instrument, year, groups) in enumerate(problem.grid.lines):
            amount = self.given.get((instrument, year), 0)
            ends = [wide.column(Fraction(-1 if within is None else 0), amount) for _ in range(2)]
            cells = np.flatnonzero(np.isin(problem.grid.group, groups))
            wide.row(DISTANCE, str(number), [(Fraction(1), cells), (Fraction(-1), at(ends[0])), (Fraction(1), at(ends[1]))], "=", amount)
            away += ends
        if within is not None:
            wide.row(DISTANCE, None, [(Fraction(1), np.array(away, dtype=np.int64))], "<=", within)
        return wide.problem


class Beyond(ValueError):
    """No plan reaches so much."""


def _worth(problem: Problem) -> dict[int, Fraction]:
    return {column: one for column, one in enumerate(problem.objective) if one != 0}


def _optimum(problem: Problem) -> Certificate:
    found = at_best(problem)
    if isinstance(found, NoPlan):
        raise Beyond
    return prove(found)[0]
