"""The small integer step: the few cells that rounding leaves open, in whole units, every row kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimiser.grid import Index
from optimiser.lp import highs
from optimiser.lp.pieces import spread
from optimiser.lp.program import THOUSAND, Arrays, build, with_wish_costs
from optimiser.plan import Amounts
from optimiser.problem import Problem


def whole_units(problem: Problem, base: Amounts, open_cells: Index, unit: int, span: int) -> Amounts | None:
    """Amounts (cells,) in EUR: each open cell within -span..span+1 units of `base`, every row kept, the goal as high as it gets.

    `base` is in whole units; cells that are not open stay there. None when no such amounts exist. What comes back is a proposal like any
    other: the caller checks it exactly.
    """
    arrays, _ = build(problem)
    fixed = base / THOUSAND
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    lower[: len(base)] = upper[: len(base)] = fixed
    units = base[open_cells] // unit
    most = np.array([int(problem.upper[cell]) // unit for cell in open_cells.tolist()], dtype=np.int64)
    lower[open_cells] = np.maximum(units - span, 0)
    upper[open_cells] = np.minimum(units + span + 1, most)
    scale = np.ones(arrays.columns)
    scale[open_cells] = unit / THOUSAND
    cost = with_wish_costs(problem, arrays).cost * scale
    counted = replace(arrays, cost=cost, lower=lower, upper=upper, value=arrays.value * scale[arrays.index])
    values = highs.solve_integer(counted, open_cells)
    if values is None:
        return None
    amounts = base.copy()
    amounts[open_cells] = np.rint(values[open_cells]).astype(np.int64) * unit
    return amounts


def fitting_steps(
    entries: tuple[Index, Index, Index], ends: tuple[Index, Index], steps: tuple[Index, Index, Index], cells: int, free: int
) -> Index | None:
    """Whole steps (cells,), up less down, that bring every row between its `ends` (rows,) and lose least; None when there are none.

    `entries` (row, cell, value of a step up); an end of `free` (or minus that) is none. `steps` (cell, 1 up or -1 down, what it brings): each may
    be taken once, in a cell those that bring more before the others. A proposal: the caller counts it again in whole numbers.
    """
    row, cell, value = entries
    rows, (owner, sign, gain) = len(ends[0]), steps
    # Rows without a common factor have the smallest numbers.
    common = np.zeros(rows, dtype=np.int64)
    np.gcd.at(common, row, np.abs(value))
    common = np.maximum(common, 1)
    lower = np.where(ends[0] == -free, -np.inf, -(-ends[0] // common))
    upper = np.where(ends[1] == free, np.inf, ends[1] // common)
    # Every entry of a cell once for each of its steps; only rows that all steps together could break.
    order = np.argsort(cell, kind="stable")
    step, place = spread(np.searchsorted(cell[order], np.arange(cells + 1)), owner)
    row, each = row[order[place]], value[order[place]] // common[row[order[place]]] * sign[step]
    most, least = (np.bincount(row, weights=end(each, 0), minlength=rows) for end in (np.maximum, np.minimum))
    needed = (most > upper) | (least < lower)
    inside = needed[row]
    column, first, many = _alike(step[inside], row[inside], each[inside], gain)
    inside &= first[column[step]] == step
    row, each, step = (np.cumsum(needed) - 1)[row[inside]], each[inside], step[inside]
    by_row = np.argsort(row, kind="stable")
    program = Arrays(
        cost=-gain[first] / max(float(np.abs(gain).max(initial=1)), 1.0),
        lower=np.zeros(len(first)),
        upper=many.astype(np.float64),
        row_lower=lower[needed],
        row_upper=upper[needed],
        start=np.concatenate([[0], np.cumsum(np.bincount(row, minlength=int(needed.sum())))]).astype(np.int64),
        index=column[step[by_row]],
        value=each[by_row].astype(np.float64),
    )
    found = highs.solve_integer(program, np.arange(len(first)))
    if found is None:
        return None
    # The first steps of a column are taken.
    order = np.argsort(column, kind="stable")
    rank = np.empty(len(owner), dtype=np.int64)
    rank[order] = np.arange(len(owner)) - np.searchsorted(column[order], column[order])
    taken = np.where(rank < np.rint(found)[column], sign, 0)
    return np.bincount(owner, weights=taken, minlength=cells).astype(np.int64)


def _alike(step: Index, row: Index, value: Index, gain: Index) -> tuple[Index, Index, Index]:
    """Steps that do and bring the same are one column: (column of each step, the first step of each column, how many steps it holds)."""
    name = np.zeros(len(gain), dtype=np.uint64)
    odd = np.uint64(0x9E3779B97F4A7C15)
    np.add.at(name, step, ((row.astype(np.uint64) + np.uint64(1)) * odd) ** np.uint64(3) * (value.astype(np.uint64) * odd ^ np.uint64(1)))
    pairs = np.stack([name, gain.astype(np.uint64)], axis=1)
    _, first, column, many = np.unique(pairs, axis=0, return_index=True, return_inverse=True, return_counts=True)
    return column.ravel(), first, many
