"""Programs in which several lines pay one group: what a group is paid and what a line pays become columns of their own, tied by their sums.

The cells of a group share the rows that look at the group alone; what differs between them is the line. Groups whose cells differ alike form a
class: any split of what the class's lines pay in all over its groups is as good as any other, so only the sums are columns. Nothing is lost: prices
of the narrow program are prices of the whole one, and its columns are spread over the cells again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimiser.grid import Index
from optimiser.lp import highs
from optimiser.lp.outcome import Outcome
from optimiser.lp.pieces import cut
from optimiser.lp.program import Arrays, Floats, Ints, merged, short, with_sums
from optimiser.problem import LARGE, Problem

Bits = NDArray[np.uint64]

# Pooling pays where groups have on average more cells than this.
CELLS = 1.5
# Columns beyond their end by no more than this (solver units) keep it.
KEPT = 1e-6
# Part of the value that bound and value may differ by.
CLOSED = 1e-7
ODD = np.uint64(0x9E3779B97F4A7C15)


def fits(problem: Problem) -> bool:
    """True for a large program with several lines a group."""
    groups = int(problem.grid.group.max(initial=-1)) + 1
    return problem.width >= LARGE and problem.grid.size > CELLS * groups


def solve(problem: Problem) -> Outcome | None:
    """The optimum over the columns and rows of `program.short`; None when it has to be solved whole."""
    arrays, _ = short(problem)
    pool = Pool(arrays, problem.grid.group)
    pieces = cut(pool.program)
    # Presolve saves nothing here, and on some of these programs it never comes back.
    found = highs.solve(pieces.program(), {"presolve": "off"})
    if found.status != "optimal" or found.prices is None:
        return None
    outcome = pieces.outcome(found.values, found.prices)
    values = pool.values(outcome.values)
    if outcome.prices is None or (values > arrays.upper + KEPT).any():
        return None
    prices = with_sums(arrays, outcome.prices[: len(problem.rows)], problem.width)
    return Outcome("optimal", values, prices, outcome.said) if _closes(arrays, values, prices, problem.width) else None


def _closes(arrays: Arrays, values: Floats, prices: Floats, width: int) -> bool:
    """True when the prices prove these columns best: a group's own end can have cost more than its cells can hold."""
    value = float(arrays.cost @ values)
    reduced = (arrays.cost - arrays.product(prices))[:width]
    ends = np.where(prices > 0, arrays.row_lower, np.where(prices < 0, arrays.row_upper, 0.0))
    bound = float(prices @ ends + np.minimum(reduced, 0.0) @ arrays.upper[:width])
    return abs(value - bound) <= CLOSED * max(1.0, abs(value))


@dataclass(frozen=True)
class _Shared:
    """`row`, `group`, `value` of entries that all cells of a group have; `own`: which entries of cells are not among them."""

    row: Ints
    group: Ints
    value: Floats
    own: Ints


class Pool:
    """A program with its cells (the first columns; `group` of each) pooled: other columns first, then one a group, then one a line and class."""

    def __init__(self, arrays: Arrays, group: Index) -> None:
        self._arrays, self._group, cells = arrays, group, len(group)
        groups = int(group.max(initial=-1)) + 1
        row_of = np.repeat(np.arange(arrays.rows), np.diff(arrays.start))
        shared = _shared(arrays, group, row_of, groups)
        name = _names(arrays, cells, shared.own, row_of)
        of_group = np.zeros(groups, dtype=np.uint64)
        np.add.at(of_group, group, name * name * ODD + name)
        _, self._class = np.unique(of_group, return_inverse=True)
        pairs = np.stack([self._class[group].astype(np.uint64), name], axis=1)
        lines, first, line = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
        self._line, self._line_class, self._others = line.ravel(), lines[:, 0].astype(np.int64), arrays.columns - cells
        self.program = self._pooled(shared, row_of, groups, first)

    def _pooled(self, shared: _Shared, row_of: Ints, groups: int, first: Ints) -> Arrays:
        arrays, cells, others = self._arrays, len(self._group), self._others
        classes = int(self._class.max(initial=-1)) + 1
        chosen = np.full(cells, -1)
        chosen[first] = np.arange(len(first))
        own = shared.own[chosen[arrays.index[shared.own]] >= 0]
        rest = np.flatnonzero(arrays.index >= cells)
        of_group, of_line = others + np.arange(groups), others + groups + np.arange(len(first))
        row = (row_of[rest], shared.row, row_of[own], arrays.rows + self._class, arrays.rows + self._line_class)
        column = (arrays.index[rest] - cells, of_group[shared.group], of_line[chosen[arrays.index[own]]], of_group, of_line)
        value = (arrays.value[rest], shared.value, arrays.value[own], np.ones(groups), -np.ones(len(first)))
        width, rows = others + groups + len(first), arrays.rows + classes
        entries = merged(np.concatenate(row), np.concatenate(column), np.concatenate(value), width)
        most = (np.bincount(owner, weights=arrays.upper[:cells]) for owner in (self._group, self._line))
        return Arrays(
            np.concatenate([arrays.cost[cells:], np.zeros(groups), arrays.cost[first]]),
            np.zeros(width),
            np.concatenate([arrays.upper[cells:], *most]),
            np.append(arrays.row_lower, np.zeros(classes)),
            np.append(arrays.row_upper, np.zeros(classes)),
            np.concatenate([[0], np.cumsum(np.bincount(entries[0], minlength=rows))]).astype(np.int64),
            *entries[1:],
        )

    def values(self, pooled: Floats) -> Floats:
        """The columns of the whole program: each class laid out twice, by group and by line; a cell is where its two stretches meet."""
        groups = len(self._class)
        of_group, of_line = pooled[self._others : self._others + groups], pooled[self._others + groups :]
        ends = [_stretches(*one) for one in ((self._class, of_group), (self._line_class, of_line))]
        (low, high), (left, right) = ((begin[at], end[at]) for (begin, end), at in zip(ends, (self._group, self._line), strict=True))
        cells = np.maximum(np.minimum(high, right) - np.maximum(low, left), 0.0)
        # Cells of one group that are alike in everything share one stretch; the first has it.
        _, kept = np.unique(self._group * len(of_line) + self._line, return_index=True)
        alone = np.zeros(len(cells))
        alone[kept] = cells[kept]
        return np.concatenate([alone, pooled[: self._others]])


def _shared(arrays: Arrays, group: Index, row_of: Ints, groups: int) -> _Shared:
    inside = np.flatnonzero(arrays.index < len(group))
    row, value = row_of[inside], arrays.value[inside]
    key = group[arrays.index[inside]] * arrays.rows + row
    order = np.argsort(key, kind="stable")
    begin = np.flatnonzero(np.diff(key[order], prepend=-1))
    low, high = (end.reduceat(value[order], begin) if len(begin) else value for end in (np.minimum, np.maximum))
    many, at = np.diff(np.append(begin, len(key))), key[order][begin]
    whole = (many == np.bincount(group, minlength=groups)[at // arrays.rows]) & (low == high)
    own = inside[order[np.repeat(~whole, many)]]
    return _Shared(at[whole] % arrays.rows, at[whole] // arrays.rows, low[whole], own)


def _names(arrays: Arrays, cells: int, own: Ints, row_of: Ints) -> Bits:
    """One number a cell for what is its own: entries that its group does not share, and its cost."""
    value, cost = arrays.value[own].view(np.uint64), arrays.cost[:cells].view(np.uint64)
    name = _mixed(cost.copy())
    np.add.at(name, arrays.index[own], _mixed(_mixed(row_of[own].astype(np.uint64) + np.uint64(1)) ^ value))
    return name


def _mixed(number: Bits) -> Bits:
    """Bits mixed until sums of such numbers tell their parts apart."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        number = (number ^ (number >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray(number ^ (number >> np.uint64(31)))


def _stretches(owner: Ints, amount: Floats) -> tuple[Floats, Floats]:
    """Begin and end of every amount, laid one after another within its owner."""
    order = np.argsort(owner, kind="stable")
    begin, end = np.zeros(len(amount)), np.zeros(len(amount))
    for one in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1):
        end[one] = np.cumsum(amount[one])
        begin[one] = end[one] - amount[one]
    return begin, end
