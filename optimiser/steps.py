"""Thousands of cells to whole units without an integer program: totals kept within a unit first, then steps until every row holds.

All in whole numbers. A step is one unit more or less in one cell, or two such steps at once where one alone would break another row; what costs
the goal least goes first. Rows that such steps cannot untangle go to a small integer program over the same steps. Money that is left in the end
goes where it brings most.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, lcm

import numpy as np
from numpy.typing import NDArray

from optimiser.grid import Grid, Index
from optimiser.lp.whole import fitting_steps
from optimiser.plan import Amounts
from optimiser.problem import Problem
from optimiser.rule import Row

FREE = 2**62
# A cell stays within so many units of the proposal.
SPAN = 2
PASSES, PAIRS = 12, 60
# Rows longer than this say in which order cells share their rounding.
LONG = 100


def in_steps(problem: Problem, hard: Sequence[Row], start: Amounts, rest: Amounts, unit: int, size: int) -> Amounts | None:
    """Amounts (cells,) in EUR: `start` (whole units) plus what of `rest` (parts of a unit, `size` to the unit) rounds up; None without success.

    Rows about effect are left to whoever checks the plan.
    """
    cells = problem.grid.size
    rows = [row for row in hard if all(int(columns.max(initial=0)) < cells for _, columns in row.terms)]
    steps = Steps.of(problem, rows, start // unit, unit)
    if steps is None:
        return None
    steps.share(rest, size)
    if not steps.mend_all() and not steps.settle(np.flatnonzero(rest)):
        return None
    steps.fill_up()
    return steps.units * unit


class Steps:
    """Units per cell with the left side of every row, in whole numbers."""

    def __init__(self, problem: Problem, rows: Sequence[tuple[Row, int]], units: Index, unit: int, entries: tuple[Index, Index, Index]) -> None:
        self._grid, self._unit, self.units, self._first = problem.grid, unit, units.copy(), units
        self._most = np.array([int(one) // unit for one in problem.upper[: problem.grid.size]], dtype=np.int64)
        row, cell, value = entries
        self._row, self._cell, self._value = row, cell, value
        self._start = np.searchsorted(row, np.arange(len(rows) + 1))
        order = np.argsort(cell, kind="stable")
        self._of_row, self._of_value = row[order], value[order]
        self._of = np.searchsorted(cell[order], np.arange(problem.grid.size + 1))
        self._low = np.array([-FREE if one.sense == "<=" else ceil(one.bound * common) for one, common in rows], dtype=np.int64)
        self._high = np.array([FREE if one.sense == ">=" else floor(one.bound * common) for one, common in rows], dtype=np.int64)
        self._left = np.zeros(len(rows), dtype=np.int64)
        self._worth = Worth(problem, unit)

    @staticmethod
    def of(problem: Problem, rows: Sequence[Row], units: Index, unit: int) -> Steps | None:
        """The rows in whole numbers; None when those would be too long."""
        pieces: list[tuple[Index, Index, Index]] = []
        told: list[tuple[Row, int]] = []
        for number, row in enumerate(rows):
            common = lcm(row.bound.denominator, *(factor.denominator for factor, _ in row.terms))
            told.append((row, common))
            for factor, columns in row.terms:
                step = int(factor * common) * unit
                if abs(step).bit_length() + int(sum(problem.grid.budgets.values()) // unit + 1).bit_length() > 60 or common.bit_length() > 40:
                    return None
                pieces.append((np.full(len(columns), number), columns, np.full(len(columns), step)))
        if not pieces:
            return None
        row_of, cell, value = (np.concatenate(part) for part in zip(*pieces, strict=True))
        keys, place = np.unique(row_of * problem.grid.size + cell, return_inverse=True)
        total = np.zeros(len(keys), dtype=np.int64)
        np.add.at(total, place, value)
        return Steps(problem, told, units, unit, (keys // problem.grid.size, keys % problem.grid.size, total))

    def share(self, rest: Amounts, size: int) -> None:
        """Rounds by running totals over cells that stand in the same long rows, so each of their sums stays within a unit of what it was."""
        name = np.zeros(self._grid.size, dtype=np.uint64)
        long = (np.diff(self._start) > LONG)[self._row]
        np.add.at(name, self._cell[long], (self._row[long].astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15))
        codes = self._grid.codes
        order = np.lexsort((np.arange(len(name)), name, codes["year"], codes["source"]))
        running = (np.cumsum(rest[order]) + size // 2) // size
        self.units[order] += np.diff(running, prepend=0)
        self.units = np.minimum(self.units, self._most)
        self._left = np.zeros(len(self._low), dtype=np.int64)
        np.add.at(self._left, self._row, self._value * self.units[self._cell])

    def mend_all(self) -> bool:
        """True when every row holds in the end."""
        for _ in range(PASSES):
            broken = np.flatnonzero((self._left < self._low) | (self._left > self._high))
            if not broken.size:
                return True
            before = self._missed().sum()
            for row in broken[np.argsort(np.diff(self._start)[broken], kind="stable")].tolist():
                self._mend(row)
            if self._missed().sum() >= before:
                return False
        return False

    def settle(self, cells: Index) -> bool:
        """Steps in these cells that keep every row at once, found by an integer program; True when they do, counted in whole numbers."""
        place = np.full(self._grid.size, -1)
        place[cells] = np.arange(len(cells))
        inside = np.flatnonzero(place[self._cell] >= 0)
        entries = self._row[inside], place[self._cell[inside]], self._value[inside]
        ends = np.where(self._low == -FREE, -FREE, self._low - self._left), np.where(self._high == FREE, FREE, self._high - self._left)
        levels = np.concatenate([-np.arange(1, SPAN + 1), np.arange(1, SPAN + 2)])
        cell, level = (grid.ravel() for grid in np.meshgrid(np.arange(len(cells)), levels, indexing="ij"))
        there = self.units[cells[cell]] + level
        may = (there >= 0) & (there <= self._most[cells[cell]])
        cell, level = cell[may], level[may]
        # What this one step brings once those before it are taken: less and less.
        gain = self._worth.gained(self.units, cells[cell], level) - self._worth.gained(self.units, cells[cell], level - np.sign(level))
        steps = fitting_steps(entries, ends, (cell, np.sign(level), gain), len(cells), FREE)
        if steps is None:
            return False
        for moved in np.flatnonzero(steps).tolist():
            self._take(int(cells[moved]), int(steps[moved]))
        return not self._missed().any()

    def _missed(self) -> Index:
        return np.asarray(np.maximum(np.maximum(self._low - self._left, self._left - self._high), 0))

    def _steps(self, row: int) -> tuple[Index, Index]:
        """(cells, step of each) that bring a broken row nearer, those that cost the goal least first."""
        inside = slice(self._start[row], self._start[row + 1])
        over = 1 if self._left[row] > self._high[row] else -1
        cells, step = self._cell[inside], -over * np.sign(self._value[inside])
        there, first = self.units[cells] + step, self._first[cells]
        may = (step != 0) & (there >= np.maximum(first - SPAN, 0)) & (there <= np.minimum(first + SPAN + 1, self._most[cells]))
        cells, step, weight = cells[may], step[may], np.abs(self._value[inside])[may]
        cost = self._worth.of(self.units, cells, step)
        order = np.argsort(-(cost * 10**6 // weight) if cost.size else cost, kind="stable")
        return cells[order], step[order]

    def _worse(self, cells: Index, step: Index) -> NDArray[np.bool_]:
        """True for steps (each by itself) that would break a row or a broken one further."""
        place, row, change = self._moves(cells, step)
        there = self._left[row] + change
        bad = ((there > self._high[row]) & (change > 0)) | ((there < self._low[row]) & (change < 0))
        return np.asarray(np.bincount(place[bad], minlength=len(cells)) > 0)

    def _mending(self, cells: Index, step: Index, before: Index, newly: Index) -> NDArray[np.bool_]:
        """True for steps (each by itself) after which the rows that miss more than `before`, which are `newly`, miss no more than that."""
        place, row, change = self._moves(cells, step)
        there = self._left[row] + change
        mended = np.maximum(np.maximum(self._low[row] - there, there - self._high[row]), 0) <= before[row]
        return np.asarray(np.bincount(place[mended & np.isin(row, newly)], minlength=len(cells)) == len(newly))

    def _moves(self, cells: Index, step: Index) -> tuple[Index, Index, Index]:
        """(place among the cells, row, change of its left side) of every row that each step touches."""
        many = self._of[cells + 1] - self._of[cells]
        place = np.repeat(np.arange(len(cells)), many)
        entry = np.repeat(self._of[cells] - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
        return place, self._of_row[entry], self._of_value[entry] * step[place]

    def _take(self, cell: int, step: int) -> None:
        inside = slice(self._of[cell], self._of[cell + 1])
        self._left[self._of_row[inside]] += self._of_value[inside] * step
        self.units[cell] += step
        self._worth.spend(cell, step)

    def _mend(self, row: int) -> None:
        cells, step = self._steps(row)
        worse = self._worse(cells, step)
        for cell, one in zip(cells[~worse].tolist(), step[~worse].tolist(), strict=True):
            if self._low[row] <= self._left[row] <= self._high[row]:
                return
            if not self._worse(np.array([cell]), np.array([one]))[0]:
                self._take(cell, one)
        for cell, one in list(zip(cells[worse].tolist(), step[worse].tolist(), strict=True))[:PAIRS]:
            if self._low[row] <= self._left[row] <= self._high[row]:
                return
            self._pair(cell, one)

    def _pair(self, cell: int, step: int) -> None:
        """A step that breaks other rows, with a second one that mends them again; neither when there is none."""
        before = self._missed()
        self._take(cell, step)
        newly = np.flatnonzero(self._missed() > before)
        if newly.size:
            others, back = self._steps(int(newly[np.argmin(np.diff(self._start)[newly])]))
            fits = np.flatnonzero(~self._worse(others, back))[:PAIRS]
            mends = fits[self._mending(others[fits], back[fits], before, newly)]
            if mends.size:
                self._take(int(others[mends[0]]), int(back[mends[0]]))
                return
            self._take(cell, -step)

    def fill_up(self) -> None:
        """Units that still fit go where they bring most."""
        for _ in range(PASSES):
            cells = np.flatnonzero(self.units < self._most)
            up = np.ones(len(cells), dtype=np.int64)
            gain = self._worth.of(self.units, cells, up)
            cells = cells[gain > 0][np.argsort(-gain[gain > 0], kind="stable")]
            cells = cells[~self._worse(cells, np.ones(len(cells), dtype=np.int64))]
            if not cells.size:
                return
            for cell in cells.tolist():
                if not self._worse(np.array([cell]), np.array([1]))[0]:
                    self._take(cell, 1)


class Worth:
    """What one unit more, or the last unit, brings the goal in every group: whole numbers, only for putting steps in order."""

    def __init__(self, problem: Problem, unit: int) -> None:
        grid: Grid = problem.grid
        self._grid, self._unit = grid, unit
        worth = [one.numerator * 10**18 // one.denominator for one in problem.objective[: grid.size + len(grid.tiers.rate)]]
        # Thirty bits are plenty for an order.
        shift = max(max((abs(one) for one in worth), default=0).bit_length() - 30, 0)
        self._cell = worth[0] >> shift if grid.size else 0
        self._rate = np.array([one >> shift for one in worth[grid.size :]], dtype=np.int64)
        order = np.argsort(grid.tiers.group, kind="stable")
        width = np.array([int(one) for one in grid.tiers.width], dtype=np.int64)[order]
        self._rate, owner = self._rate[order], grid.tiers.group[order]
        self._width, total = width, np.cumsum(width)
        first = np.searchsorted(owner, np.arange(len(grid.groups["year"]) + 1))
        self._before = np.concatenate([[0], total])[first]
        self._end, self._first = total, first
        self._spent = np.zeros(len(grid.groups["year"]), dtype=np.int64)
        self._known = False

    def spend(self, cell: int, step: int) -> None:
        """Keeps count of a step that is taken."""
        self._spent[self._grid.group[cell]] += step * self._unit

    def of(self, units: Index, cells: Index, step: Index) -> Index:
        """What each step (by itself) brings, for each euro."""
        self._know(units)
        group = self._grid.group[cells]
        # Just past what is spent, or just below it.
        at = self._before[group] + self._spent[group] + np.where(step > 0, self._unit // 2, -(self._unit // 2))
        tier = np.searchsorted(self._end, at, side="right")
        inside = tier < self._first[group + 1]
        rate = (
            np.where(inside, self._rate[np.minimum(tier, max(len(self._rate) - 1, 0))], 0)
            if len(self._rate)
            else np.zeros(len(cells), dtype=np.int64)
        )
        return np.asarray((rate + self._cell) * step)

    def gained(self, units: Index, cells: Index, steps: Index) -> Index:
        """What so many steps in each cell (by itself) bring, to the euro."""
        self._know(units)
        group = self._grid.group[cells]
        return self._value(group, self._spent[group] + steps * self._unit) - self._value(group, self._spent[group]) + self._cell * steps * self._unit

    def _know(self, units: Index) -> None:
        if not self._known:
            np.add.at(self._spent, self._grid.group, units * self._unit)
            self._known = True

    def _value(self, group: Index, spent: Index) -> Index:
        """What so much money in each group counts for."""
        found = np.zeros(len(group), dtype=np.int64)
        tier, left = self._first[group].copy(), spent.copy()
        while (on := np.flatnonzero((tier < self._first[group + 1]) & (left > 0))).size:
            part = np.minimum(left[on], self._width[tier[on]])
            found[on] += part * self._rate[tier[on]]
            left[on] -= part
            tier[on] += 1
        return found
