"""One estimate at a time, low and high: what that does to this plan, to the best plan there would be, and to which lines that plan has.

Also from the same answers: at which estimate an instrument starts to get more than the rules force on it, and what knowing an estimate is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimiser.desk.estimates import Estimate, Estimates
from optimiser.lp.hot import Answer

# Two plans whose line differs by less than this (EUR) have the same line.
SAME = 1000.0
# The chances of low, central and high when the value of knowing is told: those of a triangular estimate cut in three (declared, not measured).
CHANCES = (Fraction(1, 4), Fraction(1, 2), Fraction(1, 4))
# An estimate is looked for up to this many times the high one; halvings give it to a millionth of that.
FARTHEST, HALVINGS, TENTHS = 4, 24, 10**4


@dataclass(frozen=True)
class Bar:
    """One end of one estimate: the effect of this plan, of the best plan there would be, and the lines it changes with EUR more (or less)."""

    estimate: Fraction
    plan: Fraction
    best: float
    lines: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Swing:
    """One instrument's estimate low and high. `knowing`: what it is worth on average to know it before deciding (goal's unit)."""

    instrument: str
    standing: str
    low: Bar
    high: Bar
    knowing: float

    @property
    def width(self) -> Fraction:
        """How far the effect of this plan swings."""
        return abs(self.high.plan - self.low.plan)


@dataclass(frozen=True)
class BreakEven:
    """`forced`: EUR over all years that the rules give an instrument whatever its estimate; it gets more from `estimate` up (None: never)."""

    instrument: str
    used: Fraction
    estimate: Fraction | None
    forced: int
    now: int


def tornado(estimates: Estimates) -> tuple[Swing, ...]:
    """Every estimate that has a range, the widest swing of this plan first."""
    moving = [one for one in estimates.each if one.low != one.high]
    asked = [{one.instrument: value} for one in moving for value in (one.low, one.high, _expected(one))]
    answers = estimates.hot.many(estimates.slopes, np.array([estimates.shifts(one) for one in [*asked, {}]]))
    base = answers[-1]
    assert base is not None
    swings = []
    for number, one in enumerate(moving):
        low, high, mean = answers[3 * number : 3 * number + 3]
        assert low is not None
        assert high is not None
        assert mean is not None
        # The effect is linear in an estimate, so the best plan without knowing is the best one for the expected estimate.
        known = float(CHANCES[0]) * low.value + float(CHANCES[2]) * high.value + float(CHANCES[1]) * _central(estimates, one)
        left, right = (_bar(estimates, one, value, answer, base) for value, answer in ((one.low, low), (one.high, high)))
        swings.append(Swing(one.instrument, one.standing, left, right, max(0.0, known - mean.value)))
    return tuple(sorted(swings, key=lambda one: (-one.width, one.instrument)))


def _expected(one: Estimate) -> Fraction:
    return CHANCES[0] * one.low + CHANCES[1] * one.central + CHANCES[2] * one.high


def _central(estimates: Estimates, one: Estimate) -> float:
    answer = estimates.quick.many(estimates.slopes, np.array([estimates.shifts({one.instrument: one.central})]))[0]
    assert answer is not None
    return answer.value


def _bar(estimates: Estimates, one: Estimate, value: Fraction, answer: Answer, base: Answer) -> Bar:
    grid = estimates.problem.grid
    moved = np.bincount(grid.group, weights=answer.cells - base.cells)
    lines = []
    for group in np.flatnonzero(np.abs(moved) >= SAME).tolist():
        label = grid.group_label(group)
        lines.append((label["instrument"], label["year"], round(float(moved[group]))))
    return Bar(value, estimates.of_plan(estimates.best.plan, {one.instrument: value}), answer.value, tuple(lines))


def break_even(estimates: Estimates) -> tuple[BreakEven, ...]:
    """For every instrument the estimate from which the best plan gives it more than it must.

    In its own estimate an instrument's use never falls (the optimum is convex in it), so halving finds the place.
    """
    search = _Search(estimates)
    return tuple(search.found(number) for number, one in enumerate(estimates.each) if one.high != 0)


class _Search:
    """How much the best plan gives an instrument when its own estimate is turned."""

    def __init__(self, estimates: Estimates) -> None:
        self._estimates = estimates
        self._directions = estimates.quick.directions(estimates.slopes)
        grid = estimates.problem.grid
        labels = [grid.group_label(group)["instrument"] for group in range(len(grid.groups["year"]))]
        self._cells = {one.instrument: np.flatnonzero(np.array([labels[g] == one.instrument for g in grid.group])) for one in estimates.each}

    def found(self, number: int) -> BreakEven:
        one = self._estimates.each[number]
        forced, now = self._spent(number, 0.0), self._spent(number, float(one.used))
        low, high = 0.0, FARTHEST * float(max(one.high, one.used))
        if self._spent(number, high) - forced < SAME:
            return BreakEven(one.instrument, one.used, None, round(forced), round(now))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if self._spent(number, middle) - forced >= SAME else (middle, high)
        return BreakEven(one.instrument, one.used, Fraction(round(high * TENTHS), TENTHS), round(forced), round(now))

    def _spent(self, number: int, value: float) -> float:
        one = self._estimates.each[number]
        shift = np.zeros(len(self._estimates.each))
        shift[number] = value - float(one.used)
        answer = self._estimates.quick.answer(self._directions, shift)
        assert answer is not None
        return float(answer.cells[self._cells[one.instrument]].sum())
