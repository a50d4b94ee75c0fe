"""The exact bound of a large problem in whole numbers over common denominators: the same fraction as one by one, in the time of a solve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from optimiser.grid import Index
from optimiser.problem import Problem
from optimiser.tied import apart

Exact = int | Fraction
# Whole numbers are added up in two parts, so that no sum of millions of them leaves 64 bits.
PART = 40
LONGEST = 2 * PART - 3
# Common denominators longer than this (bits) take more time than they save.
COMMON = 256


def bound_of(problem: Problem, multipliers: Sequence[Fraction], objective: Sequence[Fraction]) -> Fraction | None:
    """y'b + sum of max((c - A'y) u, 0), exact; None when the numbers have no short common denominators."""
    rows, tied, first = apart(problem.rows)
    told = [(row, multipliers[place]) for place, row in rows if multipliers[place]]
    price = _common(multipliers)
    factor = _common(one for row, _ in told for one, _ in row.terms)
    goal, most = _common(objective), _common(problem.upper)
    if price is None or factor is None or goal is None or most is None:
        return None
    sums = _Sums(problem.width)
    for row, y in told:
        for one, columns in row.terms:
            sums.add(columns, _whole(y, price) * _whole(one, factor))
    if tied is not None:
        steps = [_whole(one, price) * factor for one in multipliers[first : first + len(tied.group)]]
        sums.add_each(tied.tier, np.diff(tied.tier_start), steps, 1)
        sums.add_each(tied.cell, np.diff(tied.cell_start), steps, -1)
    moved = sums.total()
    if moved is None:
        return None
    gains = np.array([_whole(one, goal) for one in objective], dtype=object) * (price * factor) - moved * goal
    better = np.flatnonzero(gains > 0)
    reach = sum((gains[j] * _whole(problem.upper[j], most) for j in better.tolist()), 0)
    constant = sum((y * row.bound for row, y in told), Fraction(0))
    return constant + Fraction(reach, price * factor * goal * most)


def _common(numbers: Iterable[Exact]) -> int | None:
    found = 1
    for denominator in {one.denominator for one in numbers}:
        found = lcm(found, denominator)
        if found.bit_length() > COMMON:
            return None
    return found


def _whole(one: Exact, common: int) -> int:
    return one.numerator * (common // one.denominator)


class _Sums:
    """Sums of whole numbers per column."""

    def __init__(self, width: int) -> None:
        self._high, self._low = np.zeros(width, dtype=np.int64), np.zeros(width, dtype=np.int64)
        self._fits = True

    def add(self, columns: Index, step: int) -> None:
        """The same number in some columns."""
        self._fits = self._fits and step.bit_length() <= LONGEST
        if self._fits:
            np.add.at(self._high, columns, step >> PART)
            np.add.at(self._low, columns, step & ((1 << PART) - 1))

    def add_each(self, columns: Index, many: Index, steps: Sequence[int], sign: int) -> None:
        """Each number in its own columns: the first `many[0]` columns, and so on."""
        self._fits = self._fits and max((step.bit_length() for step in steps), default=0) <= LONGEST
        if self._fits:
            high = np.array([sign * step >> PART for step in steps], dtype=np.int64)
            low = np.array([sign * step & ((1 << PART) - 1) for step in steps], dtype=np.int64)
            np.add.at(self._high, columns, np.repeat(high, many))
            np.add.at(self._low, columns, np.repeat(low, many))

    def total(self) -> NDArray[np.object_] | None:
        """The sums (columns,) as whole numbers of any length; None when a number was too long."""
        if not self._fits:
            return None
        total: NDArray[np.object_] = self._high.astype(object) * (1 << PART) + self._low.astype(object)
        return total
