"""What can change while the effect stays nearly the best: the range of every line, and plans that differ as much as they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import numpy as np

from optimiser.audit import check_all
from optimiser.build import spend_by
from optimiser.case import Solved, missed_wishes
from optimiser.goal import Goal
from optimiser.grid import Index
from optimiser.lp.hot import Hot
from optimiser.lp.program import Floats
from optimiser.lp.stages import MILLI, SolverStopped
from optimiser.plan import Plan
from optimiser.problem import WISHES, Problem
from optimiser.rounding import NotRepaired, repair
from optimiser.rule import Row, Rule
from optimiser.slope import Slope

# No rule can have this name: ids hold no brackets.
NEARLY = "(nearly)"
SLACKS = (Fraction(1, 200), Fraction(1, 100), Fraction(2, 100), Fraction(5, 100))
DIGITS = 1e-3
Role = Literal["must-have", "free-choice", "not-needed"]


@dataclass(frozen=True)
class Range:
    """The least and most (EUR, whole, rounded inwards) that some money gets in any plan that loses at most the part `slack` of the best effect."""

    slack: Fraction
    low: int
    high: int

    @property
    def role(self) -> Role:
        """`must-have`: it has money in every such plan; `not-needed`: in none; else `free-choice`."""
        return "must-have" if self.low > 0 else "free-choice" if self.high > 0 else "not-needed"


@dataclass(frozen=True)
class LineRange(Range):
    """The range of one line."""

    instrument: str
    year: str


@dataclass(frozen=True)
class SpaceRange(Range):
    """The range of a whole space in one year: its lines cannot all be at their least or most at once."""

    space: str
    year: str


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
    found = _ranges(problem, best, slacks, _lines(problem))
    lines = problem.grid.lines
    return tuple(LineRange(slack, *ends, *lines[part][:2]) for (slack, part), ends in found.items())


def space_ranges(problem: Problem, best: Fraction, slacks: Sequence[Fraction] = SLACKS) -> tuple[SpaceRange, ...]:
    """Every space's range in every year at every slack."""
    spaces = spend_by(problem.grid, "space")
    found = _ranges(problem, best, slacks, [cells for _, _, cells in spaces])
    return tuple(SpaceRange(slack, *ends, *spaces[part][:2]) for (slack, part), ends in found.items())


def _lines(problem: Problem) -> list[Index]:
    """The cells of every line, in the order of `grid.lines`."""
    return [np.flatnonzero(np.isin(problem.grid.group, groups)) for _, _, groups in problem.grid.lines]


def _ranges(problem: Problem, best: Fraction, slacks: Sequence[Fraction], parts: Sequence[Index]) -> dict[tuple[Fraction, int], tuple[int, int]]:
    """(least, most) of every selection of cells, by slack and its number."""
    tightest = min(slacks)
    wide = nearly(problem, best, tightest)
    looser = Slope({len(wide.rows) - 1: -abs(best)})
    keys = [(slack, part) for slack in slacks for part in range(len(parts))]
    asked = [(part, sign, float(slack - tightest)) for slack, part in keys for sign in (-1, 1)]
    cells = _ends(wide, asked, looser, parts)
    spent = [float(one[parts[part]].sum()) for one, (part, _, _) in zip(cells, asked, strict=True)]
    return {key: _inwards(least, most) for key, least, most in zip(keys, spent[::2], spent[1::2], strict=True)}


def _inwards(least: float, most: float) -> tuple[int, int]:
    """Whole euros inside a range, so that every one of them can be had; the nearest euro when there is none."""
    low, high = max(0, ceil(least - DIGITS)), floor(most + DIGITS)
    return (low, high) if low <= high else (round(least), round(least))


def line_limits(problem: Problem) -> dict[tuple[str, str], tuple[int, int]]:
    """(instrument, year) -> the least and most (EUR) the line gets in any plan that the rules allow, whatever its effect."""
    parts = _lines(problem)
    cells = _ends(problem, [(part, sign, 0.0) for part in range(len(parts)) for sign in (-1, 1)], Slope(), parts)
    found = {}
    for number, part in enumerate(parts):
        found[problem.grid.lines[number][:2]] = _inwards(*(float(one[part].sum()) for one in cells[2 * number : 2 * number + 2]))
    return found


def _ends(wide: Problem, asked: Sequence[tuple[int, int, float]], looser: Slope, parts: Sequence[Index] | None = None) -> list[Floats]:
    """Cells (EUR) of the plan that gives a part (default: a line) the most (sign 1) or least (-1): asked as (part, sign, how much of `looser`)."""
    parts = _lines(wide) if parts is None else parts
    # Where nothing counts for the goal, any size will do.
    unit = max(abs(one) for one in wide.objective) or Fraction(1)
    away = Slope(objective={column: -one for column, one in enumerate(wide.objective) if one != 0})
    toward = [Slope(objective=dict.fromkeys(cells.tolist(), unit)) for cells in parts]
    amounts = np.zeros((len(asked), len(parts) + 2))
    amounts[:, 0] = 1
    for number, (part, sign, more) in enumerate(asked):
        amounts[number, 1 + part], amounts[number, -1] = sign, more
    answers = [answer.cells for answer in Hot(wide).many([away, *toward, looser], amounts) if answer is not None]
    # The best plan itself is among them all, so none can be without a plan.
    if len(answers) < len(asked):
        raise SolverStopped("range")
    return answers


@dataclass(frozen=True)
class Alternative:
    """A payable plan that loses at most the slack: its exact value in the goal's unit, and the EUR by which its lines differ from the best."""

    plan: Plan
    value: Fraction
    difference: int


def spread(best: Solved, rules: Sequence[Rule], goal: Goal, slack: Fraction, count: int) -> tuple[Alternative, ...]:
    """So many payable plans within the slack that lie as far from the best plan and from each other as can be found.

    Candidates are the plans that give a line the least or the most it can have; of these the farthest is taken again and again. Each is
    brought to the same payable units with every hard rule, and the slack itself, kept exactly; none misses a wish more than the best plan does.
    """
    sign = 1 if goal.larger_is_better else -1
    wide = nearly(best.around.problem, sign * best.optimum, slack)
    lines = wide.grid.lines
    pool = _ends(wide, [(line, end, 0.0) for line in range(len(lines)) for end in (1, -1)], Slope())
    parts = _lines(wide)
    spends = [np.array([cells[part].sum() for part in parts]) for cells in pool]
    best_spend = _line_spend(best.plan).astype(np.float64)
    far = [float(np.abs(spend - best_spend).sum()) for spend in spends]
    chosen = list[Alternative]()
    while len(chosen) < count and max(far, default=0.0) >= 2 * best.unit:
        position = int(np.argmax(far))
        plan = _payable(wide, pool[position], tuple(rules), best.unit)
        far[position] = 0.0
        if plan is None or any(plan.line_spend == one.plan.line_spend for one in chosen) or plan.line_spend == best.plan.line_spend:
            continue
        chosen.append(Alternative(plan, goal.value(plan), int(np.abs(_line_spend(plan) - _line_spend(best.plan)).sum())))
        far = [min(one, float(np.abs(spend - _line_spend(plan)).sum())) for one, spend in zip(far, spends, strict=True)]
    return tuple(chosen)


def _line_spend(plan: Plan) -> Index:
    """EUR of every line, in the order of `grid.lines`."""
    return np.array(list(plan.line_spend.values()), dtype=np.int64)


def _payable(wide: Problem, cells: Floats, rules: tuple[Rule, ...], unit: int) -> Plan | None:
    """A proposal (EUR per cell) in whole units; None when that would take a finer unit or miss a wish by more."""
    try:
        repaired = repair(wide, tuple(round(amount * MILLI) for amount in cells.tolist()), rules, unit)
    except NotRepaired:
        return None
    reached = {int(row.member or 0): row.bound for row in wide.rows if row.rule == WISHES}
    missed = missed_wishes(rules, check_all(repaired.plan, rules)) if reached else {}
    worse = any(missed.get(priority, 0) > most for priority, most in reached.items())
    return None if worse or repaired.unit != unit else repaired.plan
