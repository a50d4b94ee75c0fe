"""One estimate at a time, low and high: what that does to this plan, to the best plan there would be, and to which lines that plan has."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import numpy as np

from optimiser.desk.estimates import Estimate, Estimates
from optimiser.lp.hot import Answer
from optimiser.lp.program import Floats
from optimiser.plan import Plan
from optimiser.stressed import Bar, LineMove, Swing

# Two plans whose line differs by less than this (EUR) have the same line.
SAME = 1000.0
# The chances of low, central and high when the value of knowing is told: those of a triangular estimate cut in three (declared, not measured).
CHANCES = (Fraction(1, 4), Fraction(1, 2), Fraction(1, 4))


def tornado(estimates: Estimates, plan: Plan | None = None) -> tuple[Swing, ...]:
    """Every estimate that has a range and counts here, the widest swing of this plan (by default the best one) first."""
    plan = estimates.best.plan if plan is None else plan
    moving = [one for one in estimates.each if one.ranges]
    asked = [{one.instrument: value} for one in moving for value in (one.low, one.high)]
    *answers, base = estimates.hot.many(estimates.slopes, np.array([estimates.shifts(one) for one in [*asked, {}]]))
    assert base is not None
    found = []
    for number, one in enumerate(moving):
        low, high = (
            _bar(estimates, plan, one, value, answer, base)
            for value, answer in zip((one.low, one.high), answers[2 * number : 2 * number + 2], strict=True)
        )
        found.append((one, low, high))
    knowing = _knowing(estimates, [one for one, _, _ in found])
    swings = [Swing(one.instrument, one.standing, low, high, knowing.get(one.instrument)) for one, low, high in found]
    return tuple(sorted(swings, key=lambda one: (-one.width, -inf if one.width_best is None else -one.width_best, one.instrument)))


def _knowing(estimates: Estimates, each: list[Estimate]) -> dict[str, float]:
    """The mean of the best there is at low, central and high, above the best for the expected estimate.

    The effect is linear in an estimate that acts through no rule, so the best plan without knowing is the best one for the expected estimate.
    """
    alone = [one for one in each if not one.by_rules]
    asked = [{one.instrument: value} for one in alone for value in (one.low, one.central, one.high, _expected(one))]
    if not asked:
        return {}
    answers = estimates.quick.many(estimates.slopes, np.array([estimates.shifts(one) for one in asked]))
    values = [None if one is None else one.value for one in answers]
    found = {}
    for number, one in enumerate(alone):
        at_ends, mean = values[4 * number : 4 * number + 3], values[4 * number + 3]
        known = sum(float(chance) * value for chance, value in zip(CHANCES, at_ends, strict=True) if value is not None)
        # Where nothing acts through a rule the same plans exist at every estimate.
        assert mean is not None
        found[one.instrument] = _noise(known - mean, mean)
    return found


def _noise(value: float, size: float) -> float:
    """Below the solver's last digits a difference is nothing."""
    return value if value > 1e-9 * max(1.0, abs(size)) else 0.0


def _expected(one: Estimate) -> Fraction:
    return CHANCES[0] * one.low + CHANCES[1] * one.central + CHANCES[2] * one.high


def _bar(estimates: Estimates, plan: Plan, one: Estimate, value: Fraction, answer: Answer | None, base: Answer) -> Bar:
    values = {one.instrument: value}
    best = None if answer is None else estimates.sign * answer.value
    lines = () if answer is None else line_moves(estimates, answer.cells - base.cells)
    return Bar(value, estimates.of_plan(plan, values), best, lines, estimates.missed(plan, values))


def line_moves(estimates: Estimates, cells: Floats) -> tuple[LineMove, ...]:
    """Differences of cells (EUR) as differences of lines, in canonical order; those below `SAME` are none."""
    grid = estimates.problem.grid
    moved = np.bincount(grid.group, weights=cells, minlength=len(grid.groups["year"]))
    lines = [(instrument, year, float(moved[groups].sum())) for instrument, year, groups in grid.lines]
    return tuple(LineMove(instrument, year, round(amount)) for instrument, year, amount in lines if abs(amount) >= SAME)
