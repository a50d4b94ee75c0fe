"""Slopes as the solver sees them: what moves in the arrays of a program, prepared once, and the program once it has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimiser.lp.program import Arrays, Floats, Ints, Scales, merged
from optimiser.slope import Slope


@dataclass(frozen=True)
class Block:
    """Programs that differ in numbers only, one a question; what they share stands in `arrays`.

    `cost` and `upper` (questions, columns), `row_lower` and `row_upper` (questions, rows), `value` (questions, entries).
    """

    arrays: Arrays
    cost: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.cost)

    def program(self, question: int) -> Arrays:
        """One of them."""
        base, n = self.arrays, question
        return Arrays(self.cost[n], base.lower, self.upper[n], self.row_lower[n], self.row_upper[n], base.start, base.index, self.value[n])

    def part(self, questions: Ints) -> Block:
        """Some of them."""
        moved = (self.cost, self.upper, self.row_lower, self.row_upper, self.value)
        return Block(self.arrays, *(one[questions] for one in moved))

    def signed(self, prices: Floats) -> Floats:
        """Prices (questions, rows) without those that press against an end that is not there: they are the solver's noise."""
        return np.where(np.where(prices > 0, self.row_lower == -np.inf, self.row_upper == np.inf), 0.0, prices)

    def gaps(self, values: Floats, prices: Floats) -> Floats:
        """How far (questions,) the bound that signed prices prove lies below the objective of the values (questions, columns)."""
        base = self.arrays
        lengths = np.diff(base.start)
        # Question by question: what one needs stays near the processor, what all need together does not.
        each = zip(self.value, prices, strict=True)
        moved = np.array([np.bincount(base.index, value * np.repeat(one, lengths), base.columns) for value, one in each])
        bounds = _worth(prices, self.row_lower, self.row_upper) + _worth(self.cost - moved, base.lower, self.upper)
        gaps: Floats = (self.cost * values).sum(axis=1) - bounds
        return gaps


def _worth(prices: Floats, lower: Floats, upper: Floats) -> Floats:
    """Per question the sum of each price times the end it presses against: a lower bound of a minimisation, whatever the prices."""
    ends = np.where(prices > 0, lower, upper)
    worth: Floats = (prices * np.where(prices == 0, 0.0, ends)).sum(axis=1)
    return worth


@dataclass(frozen=True)
class Directions:
    """Several slopes over one program, in solver units, one row a slope.

    `bounds` (slopes, rows), `upper` and `cost` (slopes, columns), `factors` (slopes, entries): what each adds to the matrix entries number
    `places` of `arrays`. Its matrix holds a zero where only a slope has an entry.
    """

    arrays: Arrays
    bounds: Floats
    upper: Floats
    cost: Floats
    factors: Floats
    places: Ints

    def along(self, amounts: Floats) -> Block:
        """The programs with so much of each slope (questions, slopes); infinite bounds stay infinite."""
        base, shift = self.arrays, _sum(amounts, self.bounds)
        value = np.repeat(base.value[None], len(amounts), axis=0)
        value[:, self.places] += _sum(amounts, self.factors)
        cost, upper = base.cost + _sum(amounts, self.cost), base.upper + _sum(amounts, self.upper)
        return Block(base, cost, upper, base.row_lower + shift, base.row_upper + shift, value)


def _sum(amounts: Floats, steps: Floats) -> Floats:
    """amounts @ steps, added slope by slope where it moves anything: a product of matrices rounds differently with the number of questions."""
    total = np.zeros((len(amounts), steps.shape[1]))
    for slope in np.flatnonzero(steps.any(axis=1)):
        moved = np.flatnonzero(steps[slope])
        total[:, moved] += amounts[:, slope, None] * steps[slope, moved]
    return total


def prepare(slopes: Sequence[Slope], arrays: Arrays, scales: Scales) -> Directions:
    """The slopes of a problem over its own arrays."""
    count = len(slopes)
    bounds, upper, cost = np.zeros((count, arrays.rows)), np.zeros((count, arrays.columns)), np.zeros((count, arrays.columns))
    keys: list[NDArray[np.int64]] = []
    pieces: list[tuple[int, Ints, Floats]] = []
    for number, slope in enumerate(slopes):
        for row, one in slope.bounds.items():
            bounds[number, row] = float(one) * scales.row[row]
        for column, one in slope.upper.items():
            upper[number, column] = float(one) / scales.column[column]
        for column, one in slope.objective.items():
            cost[number, column] = -float(one) * scales.column[column] * scales.cost
        for row, terms in slope.terms.items():
            for factor, columns in terms:
                keys.append(row * arrays.columns + columns)
                pieces.append((number, keys[-1], float(factor) * scales.row[row] * scales.column[columns]))
    found = np.array(sorted({one for key in keys for one in key.tolist()}), dtype=np.int64)
    factors = np.zeros((count, found.size))
    for number, key, values in pieces:
        np.add.at(factors[number], np.searchsorted(found, key), values)
    wide = _with_zeros(arrays, found) if found.size else arrays
    own = np.repeat(np.arange(wide.rows), np.diff(wide.start)) * wide.columns + wide.index
    return Directions(wide, bounds, upper, cost, factors, np.searchsorted(own, found))


def _with_zeros(arrays: Arrays, keys: Ints) -> Arrays:
    """The same program whose matrix has an entry at every key (row x columns + column), in row order."""
    row_of = np.repeat(np.arange(arrays.rows), np.diff(arrays.start))
    places, index, value = merged(
        np.concatenate([row_of, keys // arrays.columns]),
        np.concatenate([arrays.index, keys % arrays.columns]),
        np.concatenate([arrays.value, np.zeros(keys.size)]),
        arrays.columns,
        keep_zeros=True,
    )
    start = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=arrays.rows))]).astype(np.int64)
    return replace(arrays, start=start, index=index, value=value)
