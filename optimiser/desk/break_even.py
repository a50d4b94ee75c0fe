"""At which estimate an instrument starts to get more than the rules force on it, whatever it brings."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from optimiser.desk.estimates import Estimate, Estimates
from optimiser.desk.tornado import SAME
from optimiser.lp.program import Floats
from optimiser.plan import Plan
from optimiser.slope import Slope
from optimiser.stressed import BreakEven

# An estimate is looked for up to this many times the high one, between steps of that range; halvings then give it to a millionth of it.
FARTHEST, STEPS, HALVINGS, DIGITS = 4, 16, 22, 1000
# Where an instrument is worth nothing, money that nobody can use may lie anywhere: this part of the best rate makes it the last to get any.
RELUCTANT = Fraction(1, 10**6)


def break_even(estimates: Estimates, plan: Plan | None = None) -> tuple[BreakEven, ...]:
    """For every instrument the lowest estimate from which the best plan gives it more than at estimate 0; `plan` is where it stands now."""
    plan = estimates.best.plan if plan is None else plan
    if not estimates.counts_effect:
        return ()
    search = _Search(estimates, plan)
    return tuple(search.found(number) for number, one in enumerate(estimates.each) if one.high != 0)


class _Search:
    """How much the best plan gives an instrument when its own estimate is turned."""

    def __init__(self, estimates: Estimates, plan: Plan) -> None:
        self._estimates, self._plan = estimates, plan
        grid = estimates.problem.grid
        labels = [grid.group_label(group)["instrument"] for group in range(len(grid.groups["year"]))]
        self._cells = [np.flatnonzero(np.array([labels[g] == one.instrument for g in grid.group])) for one in estimates.each]
        unit = RELUCTANT * max(abs(one) for one in estimates.problem.objective)
        away = [Slope(objective=dict.fromkeys(cells.tolist(), -unit)) for cells in self._cells]
        self._directions = estimates.quick.directions([*estimates.slopes, *away])

    def found(self, number: int) -> BreakEven:
        one = self._estimates.each[number]
        now = int(self._plan.amounts[self._cells[number]].sum())
        forced = self._spent(number, 0.0)
        if forced is None:
            return BreakEven(one.instrument, one.used, one.high, None, 0, now, "rules")
        ends = self._bracket(number, one, forced)
        if ends is None:
            return BreakEven(one.instrument, one.used, one.high, None, round(forced), now, "never")
        low, high = ends
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if self._more(number, middle, forced) else (middle, high)
        return BreakEven(one.instrument, one.used, one.high, Fraction(round(high * DIGITS), DIGITS), round(forced), now)

    def _bracket(self, number: int, one: Estimate, forced: float) -> tuple[float, float] | None:
        """The first step at which it has more, and the one before it. Through a potential its use can fall again further on."""
        step = FARTHEST * float(one.high) / STEPS
        tried = [step * place for place in range(1, STEPS + 1)] if one.by_rules else [step * STEPS]
        before = 0.0
        for value in tried:
            if self._more(number, value, forced):
                return before, value
            before = value
        return None

    def _more(self, number: int, value: float, forced: float) -> bool:
        spent = self._spent(number, value)
        return spent is not None and spent - forced >= SAME

    def _spent(self, number: int, value: float) -> float | None:
        count = len(self._estimates.each)
        shift: Floats = np.zeros(2 * count)
        shift[number], shift[count + number] = value - float(self._estimates.each[number].used), 1.0
        answer = self._estimates.quick.answer(self._directions, shift)
        return None if answer is None else float(answer.cells[self._cells[number]].sum())
