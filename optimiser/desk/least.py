"""The smallest change of a given plan that keeps every rule and reaches a part of the gain there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimiser.case import Solved, at_best, prove
from optimiser.desk.moves import Line, Move, moves, spends
from optimiser.desk.near import NEARLY
from optimiser.desk.wide import Wide, at, grouped
from optimiser.goal import Goal
from optimiser.lp import stages
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.rounding import repair
from optimiser.rule import Rule, Terms

# No rule can have this name: ids hold no brackets.
DISTANCE = "(distance)"
PARTS = tuple(Fraction(fifths, 5) for fifths in range(6))


@dataclass(frozen=True)
class LeastChange:
    """The nearest plan that reaches `part` of the gain from the nearest allowed plan to the best one.

    `changed`: EUR by which lines differ from the given plan, up and down added; `least`: no plan at all can do with less (exact bound).
    """

    part: Fraction
    plan: Plan
    value: Fraction
    changed: int
    least: Fraction
    moves: tuple[Move, ...]


def least_changes(
    best: Solved, rules: Sequence[Rule], goal: Goal, given: Mapping[Line, int], parts: Sequence[Fraction] = PARTS
) -> tuple[LeastChange, ...]:
    """The smallest changes of a given plan (EUR per instrument and year) for parts of the gain; part 0 only asks that the rules are kept.

    A line that is not given counts as 0. Raises `ProofFailed`, `NotRepaired`, `SolverStopped`.
    """
    sign = 1 if goal.larger_is_better else -1
    problem, top = best.certificate.problem, sign * best.optimum
    allowed = _nearest(problem, None, given, tuple(rules), best.unit)
    start = sign * goal.value(allowed[0])
    found = []
    for part in parts:
        target = start + part * (top - start)
        plan, least = allowed if part == 0 else _nearest(problem, target, given, tuple(rules), best.unit)
        changed = sum(abs(amount - given.get(line, 0)) for line, amount in spends(plan).items())
        found.append(LeastChange(part, plan, goal.value(plan), changed, least, moves(plan, given, goal)))
    return tuple(found)


def _nearest(problem: Problem, target: Fraction | None, given: Mapping[Line, int], rules: tuple[Rule, ...], unit: int) -> tuple[Plan, Fraction]:
    """(payable plan, the least EUR any plan must change) among the plans whose objective is at least `target`."""
    wide = Wide(problem)
    if target is not None:
        worth = {column: one for column, one in enumerate(problem.objective) if one != 0}
        # A payable unit of room: the best plan itself loses up to that in whole units.
        wide.row(NEARLY, None, grouped(worth), ">=", target - unit * wide.scale)
    bare = wide.problem
    wide.reweigh(Fraction(0))
    for group in range(len(problem.grid.groups["year"])):
        label = problem.grid.group_label(group)
        more, less = wide.column(Fraction(-1)), wide.column(Fraction(-1))
        cells = np.flatnonzero(problem.grid.group == group)
        terms: Terms = [(Fraction(1), cells), (Fraction(-1), at(more)), (Fraction(1), at(less))]
        wide.row(DISTANCE, str(group), terms, "=", given.get((label["instrument"], label["year"]), 0))
    found = at_best(wide.problem)
    # The best plan itself is among them.
    assert not isinstance(found, NoPlan)
    certificate, _ = prove(found)
    plan = repair(bare, stages.choose(found.problem, certificate.multipliers, []), rules, unit).plan
    return plan, -certificate.bound
