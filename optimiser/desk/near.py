"""What can change while the effect stays nearly the best: the range of every line, and plans that differ as much as they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import numpy as np

from optimiser.case import Solved
from optimiser.goal import Goal
from optimiser.lp.hot import Hot
from optimiser.lp.program import Floats
from optimiser.lp.stages import MILLI
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.rounding import NotRepaired, repair
from optimiser.rule import Row, Rule
from optimiser.slope import Slope

# No rule can have this name: ids hold no brackets.
NEARLY = "(nearly)"
SLACKS = (Fraction(1, 200), Fraction(1, 100), Fraction(2, 100), Fraction(5, 100))
DIGITS = 1e-3
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
    tightest = min(slacks)
    wide = nearly(problem, best, tightest)
    questions = [(slack, group, sign) for slack in slacks for group in range(len(wide.grid.groups["year"])) for sign in (-1, 1)]
    looser = Slope({len(wide.rows) - 1: -abs(best)})
    cells = _ends(wide, [(group, sign, float(slack - tightest)) for slack, group, sign in questions], looser)
    spent = {key: float(one[wide.grid.group == key[1]].sum()) for key, one in zip(questions, cells, strict=True)}
    found = []
    for slack, group, sign in questions:
        if sign > 0:
            label = wide.grid.group_label(group)
            # The solver's last digits are far below a tenth of a cent; inwards, so that every amount in the range can be had.
            low, high = ceil(spent[slack, group, -1] - DIGITS), floor(spent[slack, group, 1] + DIGITS)
            found.append(LineRange(label["instrument"], label["year"], slack, low, high))
    return tuple(found)


def _ends(wide: Problem, asked: Sequence[tuple[int, int, float]], looser: Slope) -> list[Floats]:
    """Cells (EUR) of the plan that gives a line the most (sign 1) or least (-1): asked as (group, sign, how much of `looser`)."""
    groups = len(wide.grid.groups["year"])
    unit = max(abs(one) for one in wide.objective)
    away = Slope(objective={column: -one for column, one in enumerate(wide.objective) if one != 0})
    lines = [Slope(objective=dict.fromkeys(np.flatnonzero(wide.grid.group == group).tolist(), unit)) for group in range(groups)]
    amounts = np.zeros((len(asked), groups + 2))
    amounts[:, 0] = 1
    for number, (group, sign, more) in enumerate(asked):
        amounts[number, 1 + group], amounts[number, -1] = sign, more
    answers = Hot(wide).many([away, *lines, looser], amounts)
    # The best plan itself is among them all, so none can be without a plan.
    return [answer.cells for answer in answers if answer is not None]


@dataclass(frozen=True)
class Alternative:
    """A payable plan that loses at most the slack: its exact value in the goal's unit, and the EUR by which its lines differ from the best."""

    plan: Plan
    value: Fraction
    difference: int


def spread(best: Solved, rules: Sequence[Rule], goal: Goal, slack: Fraction, count: int) -> tuple[Alternative, ...]:
    """So many payable plans within the slack that lie as far from the best plan and from each other as can be found.

    Candidates are the plans that give a line the least or the most it can have; of these the farthest is taken again and again. Each is
    brought to whole payable units with every hard rule, and the slack itself, kept exactly.
    """
    sign = 1 if goal.larger_is_better else -1
    wide = nearly(best.certificate.problem, sign * best.optimum, slack)
    grid, groups = wide.grid, range(len(wide.grid.groups["year"]))
    pool = _ends(wide, [(group, end, 0.0) for group in groups for end in (1, -1)], Slope())
    taken, chosen = [best.plan.group_spend.astype(np.float64)], list[Alternative]()
    while pool and len(chosen) < count:
        spends = [np.bincount(grid.group, weights=cells, minlength=len(groups)) for cells in pool]
        far = [min(float(np.abs(spend - one).sum()) for one in taken) for spend in spends]
        position = int(np.argmax(far))
        if far[position] < 2 * best.unit:
            break
        proposal = tuple(round(amount * MILLI) for amount in pool.pop(position).tolist())
        try:
            plan = repair(wide, proposal, tuple(rules), best.unit).plan
        except NotRepaired:
            continue
        taken.append(plan.group_spend.astype(np.float64))
        moved = int(np.abs(plan.group_spend - best.plan.group_spend).sum())
        chosen.append(Alternative(plan, goal.value(plan), moved))
    return tuple(chosen)
