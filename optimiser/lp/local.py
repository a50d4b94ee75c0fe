"""Rows that touch a few columns, settled by themselves: given the prices of all other rows, the price each of them has at the optimum.

For one row over pieces that stand in no other of these rows that is a closed form: order the pieces by the price at which they turn, and go
on until the row is kept. All rows at once, by one sort.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimiser.lp.program import Floats, Ints


@dataclass(frozen=True)
class Layer:
    """Rows no two of which share a piece: entries (`row`, `piece`, `value`), each row kept as <= `bound` (rows,)."""

    row: Ints
    piece: Ints
    value: Floats
    bound: Floats

    def prices(self, gain: Floats, upper: Floats) -> Floats:
        """The least price >= 0 (rows,) at which what gains more than it costs keeps the row; `gain`, `upper` (pieces,)."""
        gained, most = gain[self.piece], upper[self.piece]
        used = np.where(gained > 0, self.value * most, 0.0)
        left = self.bound - np.bincount(self.row, weights=used, minlength=len(self.bound))
        prices = np.zeros(len(self.bound))
        turning = np.flatnonzero((gained * self.value > 0) & (left[self.row] < 0))
        if not turning.size:
            return prices
        row, at = self.row[turning], gained[turning] / self.value[turning]
        order = np.lexsort((at, row))
        row, at, freed = row[order], at[order], (np.abs(self.value[turning]) * most[turning])[order]
        first = np.concatenate([[True], row[1:] != row[:-1]])
        total = np.cumsum(freed)
        base = np.maximum.accumulate(np.where(first, total - freed, -np.inf))
        enough = total - base + left[row] >= -1e-12 * (1 + np.abs(left[row]))
        place = np.flatnonzero(enough)
        # Written back to front, the first one that is enough stays.
        prices[row[place[::-1]]] = at[place[::-1]]
        last = np.flatnonzero(np.concatenate([row[1:] != row[:-1], [True]]))
        short = np.setdiff1d(row[last], row[place])
        prices[short] = at[last[np.searchsorted(row[last], short)]]
        return prices
