"""Slopes as the solver sees them: what moves in the arrays of a program, prepared once, and the program once it has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimiser.lp.program import Arrays, Floats, Ints, Scales, merged
from optimiser.slope import Slope


@dataclass(frozen=True)
class Directions:
    """Several slopes over one program, in solver units, one row a slope.

    `bounds` (slopes, rows), `upper` and `cost` (slopes, columns), `factors` (slopes, entries): what each adds to the matrix entries at
    (`rows`, `columns`), which are the entries number `places` of `arrays`. Its matrix holds a zero where only a slope has an entry.
    """

    arrays: Arrays
    bounds: Floats
    upper: Floats
    cost: Floats
    factors: Floats
    rows: Ints
    columns: Ints
    places: Ints
    moves_rates: bool
    moves_bounds: bool
    moves_ends: bool

    def along(self, amounts: Floats) -> Arrays:
        """The program with so much of each slope (slopes,); infinite bounds stay infinite."""
        base, value = self.arrays, self.arrays.value
        shift = amounts @ self.bounds if self.moves_bounds else 0.0
        if self.rows.size:
            value = value.copy()
            value[self.places] += amounts @ self.factors
        return replace(
            base,
            cost=base.cost + amounts @ self.cost if self.moves_rates else base.cost,
            upper=base.upper + amounts @ self.upper if self.moves_ends else base.upper,
            row_lower=base.row_lower + shift,
            row_upper=base.row_upper + shift,
            value=value,
        )


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
    found = np.unique(np.concatenate(keys)) if keys else np.zeros(0, dtype=np.int64)
    factors = np.zeros((count, found.size))
    for number, key, values in pieces:
        np.add.at(factors[number], np.searchsorted(found, key), values)
    wide = _with_zeros(arrays, found) if found.size else arrays
    own = np.repeat(np.arange(wide.rows), np.diff(wide.start)) * wide.columns + wide.index
    rows, columns = found // arrays.columns, found % arrays.columns
    moves = (bool(cost.any()), bool(bounds.any()), bool(upper.any()))
    return Directions(wide, bounds, upper, cost, factors, rows, columns, np.searchsorted(own, found), *moves)


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
