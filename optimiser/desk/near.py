"""What can change while the effect stays nearly the best: the range of every line, and plans that differ as much as they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import numpy as np

from optimiser import audit
from optimiser.case import Solved
from optimiser.goal import Goal
from optimiser.grid import Grid
from optimiser.lp.hot import Answer, Hot
from optimiser.lp.stages import MILLI
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.rounding import repair
from optimiser.rule import Row, Rule
from optimiser.slope import Slope

# No rule can have this name: ids hold no brackets.
NEARLY = "(nearly)"
SLACKS = (Fraction(1, 200), Fraction(1, 100), Fraction(2, 100), Fraction(5, 100))
Role = Literal["must-have", "free-choice", "not-needed"]


@dataclass(frozen=True)
class LineRange:
    """The least and most (EUR, whole, rounded inwards) a line gets in any plan that loses at most the part `slack` of the best effect."""

    instrument: str
    year: str
    slack: Fraction
    low: int
    high: int

    @property
    def role(self) -> Role:
        """`must-have`: it has money in every such plan; `not-needed`: in none; else `free-choice`."""
        return "must-have" if self.low > 0 else "free-choice" if self.high > 0 else "not-needed"


def nearly(problem: Problem, best: Fraction, slack: Fraction) -> Problem:
    """The problem among the plans that lose at most the part `slack` of the best objective (`best`, maximisation form)."""
    terms: dict[Fraction, list[int]] = {}
    for column, worth in enumerate(problem.objective):
        if worth != 0:
            terms.setdefault(worth, []).append(column)
    selected = tuple((worth, np.array(columns, dtype=np.int64)) for worth, columns in sorted(terms.items()))
    row = Row(NEARLY, None, None, selected, ">=", best - slack * abs(best), given=True)
    return replace(problem, rows=(*problem.rows, row))


def line_ranges(problem: Problem, best: Fraction, slacks: Sequence[Fraction] = SLACKS) -> tuple[LineRange, ...]:
    """Every line's range at every slack, in canonical order. `problem` holds what the wishes reached; they stay served as well."""
    wide = nearly(problem, best, min(slacks))
    grid, groups = wide.grid, len(wide.grid.groups["year"])
    hot = Hot(wide)
    # The goal taken away, one slope a line, and the row of the slack: a question is a mix of these.
    unit = max(abs(one) for one in wide.objective)
    away = Slope(objective={column: -one for column, one in enumerate(wide.objective) if one != 0})
    lines = [Slope(objective=dict.fromkeys(np.flatnonzero(grid.group == group).tolist(), unit)) for group in range(groups)]
    looser = Slope({len(wide.rows) - 1: -abs(best)})
    questions = [(slack, group, sign) for slack in slacks for group in range(groups) for sign in (-1, 1)]
    amounts = np.zeros((len(questions), groups + 2))
    amounts[:, 0] = 1
    for number, (slack, group, sign) in enumerate(questions):
        amounts[number, 1 + group] = sign
        amounts[number, -1] = float(slack - min(slacks))
    answers = dict(zip(questions, hot.many([away, *lines, looser], amounts), strict=True))
    found = []
    for slack in slacks:
        for group in range(groups):
            low, high = (_spent(grid, answers[slack, group, sign], group) for sign in (-1, 1))
            label = grid.group_label(group)
            found.append(LineRange(label["instrument"], label["year"], slack, ceil(low - 1e-3), floor(high + 1e-3)))
    return tuple(found)


def _spent(grid: Grid, answer: Answer | None, group: int) -> float:
    assert answer is not None
    return float(answer.cells[grid.group == group].sum())


@dataclass(frozen=True)
class Alternative:
    """A payable plan that loses at most the slack: its exact value in the goal's unit, and its distance to the best plan (EUR moved)."""

    plan: Plan
    value: Fraction
    distance: int


def spread(best: Solved, rules: Sequence[Rule], goal: Goal, slack: Fraction, count: int) -> tuple[Alternative, ...]:
    """So many payable plans within the slack that lie as far from the best plan and from each other as can be found.

    Candidates are the plans that give a line the least or the most it can have; of these the farthest is taken again and again. Each is
    brought to whole payable units with every hard rule, and the slack itself, kept exactly.
    """
    sign = 1 if goal.larger_is_better else -1
    problem = best.certificate.problem
    wide = nearly(problem, sign * best.optimum, slack)
    pool = _candidates(wide)
    chosen: list[Alternative] = []
    taken = [best.plan.group_spend.astype(np.float64)]
    while pool and len(chosen) < count:
        spends = [_by_group(wide.grid, cells) for cells in pool]
        far = [min(float(np.abs(spend - one).sum()) for one in taken) for spend in spends]
        position = int(np.argmax(far))
        cells = pool.pop(position)
        if far[position] < 2 * best.unit:
            break
        plan = _payable(wide, cells, tuple(rules), best.unit)
        if plan is None:
            continue
        taken.append(plan.group_spend.astype(np.float64))
        distance = int(np.abs(plan.group_spend - best.plan.group_spend).sum()) // 2
        chosen.append(Alternative(plan, goal.value(plan), distance))
    return tuple(chosen)


def _candidates(wide: Problem) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Cells of the plans at both ends of every line's range."""
    hot = Hot(wide)
    groups = len(wide.grid.groups["year"])
    unit = max(abs(one) for one in wide.objective)
    away = Slope(objective={column: -one for column, one in enumerate(wide.objective) if one != 0})
    lines = [Slope(objective=dict.fromkeys(np.flatnonzero(wide.grid.group == group).tolist(), unit)) for group in range(groups)]
    amounts = np.zeros((2 * groups, groups + 1))
    amounts[:, 0] = 1
    amounts[np.arange(groups), 1 + np.arange(groups)] = 1
    amounts[groups + np.arange(groups), 1 + np.arange(groups)] = -1
    return [answer.cells for answer in hot.many([away, *lines], amounts) if answer is not None]
