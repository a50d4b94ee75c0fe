"""How much rules would have to give: the program with slack on some rows and without others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from optimiser.exact import simplest
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, Arrays, build
from optimiser.lp.stages import MILLI
from optimiser.problem import Problem

# A solver's number this close to a simple fraction (thousand euros or persons) stands for that fraction.
EXACT = 1e-7


@dataclass(frozen=True)
class Given:
    """`slack`: row -> how much it gives (EUR or persons); `cells`: the plan that goes with it, in thousandths of a euro."""

    slack: dict[int, Fraction]
    cells: tuple[int, ...]

    @property
    def total(self) -> Fraction:
        """All slack together."""
        return sum(self.slack.values(), Fraction(0))


def least_slack(problem: Problem, elastic: Collection[int], without: Collection[int] = ()) -> Given | None:
    """The smallest total slack on the `elastic` rows that makes the rest possible; None when even that does not help."""
    arrays, scales = build(problem)
    gone = np.array(sorted(without), dtype=np.int64)
    row_lower, row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    row_lower[gone], row_upper[gone] = -np.inf, np.inf
    rows = sorted(elastic)
    first = arrays.columns
    wide = replace(arrays, row_lower=row_lower, row_upper=row_upper).with_columns(2 * len(rows), float(np.inf))
    extra = {row: (first + 2 * position, first + 2 * position + 1) for position, row in enumerate(rows)}
    wide = _with_entries(wide, extra)
    cost = np.zeros(wide.columns)
    cost[first:] = 1.0
    outcome = highs.solve(replace(wide, cost=cost))
    if outcome.status != "optimal":
        return None
    slack = {}
    for row, (more, less) in extra.items():
        amount = float(outcome.values[more] + outcome.values[less])
        slack[row] = simplest(Fraction(max(amount - EXACT, 0.0) / scales.row[row]), Fraction((amount + EXACT) / scales.row[row]))
    cells = tuple(round(value * THOUSAND * MILLI) for value in outcome.values[: problem.grid.size].tolist())
    return Given(slack, cells)


def possible(problem: Problem, without: Collection[int]) -> bool:
    """True when the rows that are left can be kept together."""
    return least_slack(problem, (), without) is not None


def _with_entries(arrays: Arrays, extra: dict[int, tuple[int, int]]) -> Arrays:
    """The two slack columns of every elastic row put into it."""
    if not extra:
        return arrays
    counts = np.diff(arrays.start)
    row_of = np.concatenate([np.repeat(np.arange(arrays.rows), counts), np.repeat(list(extra), 2)])
    index = np.concatenate([arrays.index, np.array(list(extra.values())).reshape(-1)])
    value = np.concatenate([arrays.value, np.tile([1.0, -1.0], len(extra))])
    order = np.argsort(row_of, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(row_of, minlength=arrays.rows))]).astype(np.int64)
    return replace(arrays, start=start, index=index[order].astype(np.int64), value=value[order])
