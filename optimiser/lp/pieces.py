"""Wide programs made narrow: where a tie row holds one cell, its tiers become pieces of that cell and the row goes; nothing is lost.

A tier that stands in its tie row only is filled in order of what it brings. So the cell is the sum of its tiers, best first, and of what is
spent past them, and every piece has the cell's entries in the other rows. A column that has no such row is one piece.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimiser.lp.local import Layer
from optimiser.lp.outcome import Outcome
from optimiser.lp.program import Arrays, Floats, Ints


@dataclass(frozen=True)
class Pieces:
    """Pieces in order of their column: `column`, `cost`, `upper` and `tier` (pieces,); tier -1: the column itself or money past its tiers.

    `rows` are the rows that stay; `start`, `row`, `value` their entries by column, rows counted among those that stay. `tied` (tie rows,):
    the rows that went, in order; their cell is `cell` and their tiers are the other entries.
    """

    arrays: Arrays
    column: Ints
    cost: Floats
    upper: Floats
    tier: Ints
    rows: Ints
    start: Ints
    row: Ints
    value: Floats
    tied: Ints
    cell: Ints

    def __len__(self) -> int:
        return len(self.column)

    @property
    def ends(self) -> tuple[Floats, Floats]:
        """Lower and upper end of the rows that stay."""
        return self.arrays.row_lower[self.rows], self.arrays.row_upper[self.rows]

    def spent(self, amount: Floats) -> Floats:
        """Pieces (pieces,) added up to their columns (columns,)."""
        return np.bincount(self.column, weights=amount, minlength=self.arrays.columns).astype(np.float64)

    def activity(self, spent: Floats) -> Floats:
        """What the rows that stay have on their left side (rows,)."""
        weights = self.value * np.repeat(spent, np.diff(self.start))
        return np.bincount(self.row, weights=weights, minlength=len(self.rows)).astype(np.float64)

    def moved(self, prices: Floats) -> Floats:
        """A'y per column (columns,) over the rows that stay."""
        sums = np.concatenate([[0.0], np.cumsum(self.value * prices[self.row])])
        return np.asarray(sums[self.start[1:]] - sums[self.start[:-1]])

    def entries(self, chosen: Ints) -> tuple[Ints, Ints, Floats]:
        """(place among the chosen, row, value) of the entries of some pieces."""
        place, entry = spread(self.start, self.column[chosen])
        return place, self.row[entry], self.value[entry]

    def values(self, amount: Floats) -> Floats:
        """The columns of the whole program (columns,) that these pieces stand for."""
        values = self.spent(amount)
        inside = self.tier >= 0
        values[self.tier[inside]] = amount[inside]
        return values

    def program(self) -> Arrays:
        """The narrow program: a column a piece, the rows that stay."""
        column, row, value = self.entries(np.arange(len(self)))
        order = np.argsort(row, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(self.rows)))]).astype(np.int64)
        return Arrays(self.cost, np.zeros(len(self)), self.upper, *self.ends, start, column[order], value[order])

    def outcome(self, amount: Floats, stay: Floats) -> Outcome:
        """Columns and prices of the whole program; a tie row has the least price that makes the reduced costs of its columns right."""
        arrays, prices = self.arrays, np.zeros(self.arrays.rows)
        prices[self.rows] = stay
        row, entry = spread(arrays.start, self.tied)
        ties = Layer(row, arrays.index[entry], arrays.value[entry], np.zeros(len(self.tied)))
        prices[self.tied] = -ties.prices(self.moved(stay) - arrays.cost, arrays.upper)
        return Outcome("optimal", self.values(amount), prices, "Optimal")


def cut(arrays: Arrays) -> Pieces:
    """The pieces of a program."""
    row_of = np.repeat(np.arange(arrays.rows), np.diff(arrays.start))
    tied, cell_of = _tied(arrays, row_of)
    gone = np.zeros(arrays.rows, dtype=bool)
    gone[tied] = True
    inside = np.flatnonzero(gone[row_of] & (cell_of[row_of] != arrays.index))
    column, cost, upper, tier = _cut(arrays, arrays.index[inside], cell_of[row_of[inside]])
    stays = np.flatnonzero(~gone[row_of])
    index = arrays.index[stays]
    order = stays[np.argsort(index, kind="stable")]
    start = np.concatenate([[0], np.cumsum(np.bincount(index, minlength=arrays.columns))]).astype(np.int64)
    row = (np.cumsum(~gone) - 1)[row_of[order]]
    return Pieces(arrays, column, cost, upper, tier, np.flatnonzero(~gone), start, row, arrays.value[order], tied, cell_of[tied])


def _cut(arrays: Arrays, tier: Ints, owner: Ints) -> tuple[Ints, Floats, Floats, Ints]:
    """Column, cost, upper end and tier of every piece, by column and then best first; `owner` is the cell of each tier."""
    whole = np.setdiff1d(np.arange(arrays.columns), tier, assume_unique=True)
    useful = arrays.cost[tier] < 0
    tier, owner = tier[useful], owner[useful]
    best = np.lexsort((tier, arrays.cost[tier], owner))
    tier, owner = tier[best], owner[best]
    within, left = _within(owner, arrays.upper[tier], arrays.upper)
    column = np.concatenate([owner, whole])
    cost = arrays.cost[column] + np.concatenate([arrays.cost[tier], np.zeros(len(whole))])
    upper, name = np.concatenate([within, left[whole]]), np.concatenate([tier, np.full(len(whole), -1)])
    keep = np.flatnonzero(upper > 0)
    keep = keep[np.argsort(column[keep], kind="stable")]
    return column[keep], cost[keep], upper[keep], name[keep]


def _tied(arrays: Arrays, row_of: Ints) -> tuple[Ints, Ints]:
    """The tie rows with one cell, and per row that cell (-1 for other rows): tiers - cell <= 0, tiers that stand nowhere else."""
    uses = np.bincount(arrays.index, minlength=arrays.columns)
    cells = np.bincount(row_of[arrays.value < 0], minlength=arrays.rows)
    good = (cells == 1) & np.isneginf(arrays.row_lower) & (arrays.row_upper == 0)
    inside: NDArray[np.bool_] = (arrays.value < 0) | ((uses[arrays.index] == 1) & (arrays.lower[arrays.index] == 0))
    good &= np.bincount(row_of[~inside], minlength=arrays.rows) == 0
    size = np.bincount(row_of, weights=np.abs(arrays.value), minlength=arrays.rows)
    length = np.diff(arrays.start)
    alike = np.abs(arrays.value) * np.maximum(length, 1)[row_of] == size[row_of]
    good &= (np.bincount(row_of[~alike], minlength=arrays.rows) == 0) & (length > 1)
    cell_of = np.full(arrays.rows, -1, dtype=np.int64)
    negative = np.flatnonzero((arrays.value < 0) & good[row_of])
    cell_of[row_of[negative]] = arrays.index[negative]
    # A cell with two tie rows keeps them, and so does one that cannot be zero.
    twice = np.bincount(cell_of[good], minlength=arrays.columns) > 1
    good &= ~twice[np.maximum(cell_of, 0)] & (arrays.lower[np.maximum(cell_of, 0)] == 0)
    cell_of[~good] = -1
    return np.flatnonzero(good), cell_of


def _within(owner: Ints, width: Floats, most: Floats) -> tuple[Floats, Floats]:
    """(widths, in order of their owner, cut off where together they reach the most that the owner holds; what each owner has left)."""
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    left, within = most.copy(), np.zeros(len(owner))
    for step in range(int(rank.max(initial=-1)) + 1):
        now = np.flatnonzero(rank == step)
        within[now] = np.minimum(width[now], left[owner[now]])
        left[owner[now]] -= within[now]
    return within, left


def spread(start: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """(place among the chosen, entry) of every entry of some rows or columns of a matrix."""
    many = start[chosen + 1] - start[chosen]
    before = np.cumsum(many) - many
    return np.repeat(np.arange(len(chosen)), many), np.repeat(start[chosen] - before, many) + np.arange(int(many.sum()))
