"""What happens when one line gets a little more: the program solved again with that line's spend pushed up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, build
from optimiser.problem import Problem


def nudged_spends(problem: Problem, spends: list[int], step: int) -> Iterator[list[int] | None]:
    """First the spend of all groups (EUR) at the optimum; then, for every group, in the best plan that gives it `step` EUR more than `spends`.

    None where no plan can do that. Every solve starts from the same basis, so the order of the groups does not matter.
    """
    arrays, _ = build(problem)
    grid = problem.grid
    groups = [np.flatnonzero(grid.group == group) for group in range(len(spends))]
    first = arrays.rows
    rows = [(cells.astype(np.int64), np.ones(len(cells)), -np.inf, np.inf) for cells in groups]
    model = highs.load(arrays.with_rows(rows), highs.OPTIONS)
    model.run()
    base = model.getBasis()
    yield _spends(model, first)
    for group, spend in enumerate(spends):
        model.changeRowBounds(first + group, (spend + step) / THOUSAND, np.inf)
        model.setBasis(base)
        model.run()
        yield _spends(model, first) if highs.is_optimal(model) else None
        model.changeRowBounds(first + group, -np.inf, np.inf)


def _spends(model: Any, first: int) -> list[int]:
    return [round(value * THOUSAND) for value in list(model.getSolution().row_value)[first:]]
