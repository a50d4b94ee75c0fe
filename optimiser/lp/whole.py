"""The small integer step: the few cells that rounding leaves open, in whole units, every row kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimiser.grid import Index
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, build, with_wish_costs
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
