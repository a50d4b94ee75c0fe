"""Which of the best plans comes first: the closest to the references, then the first in canonical order.

Any one optimal set of prices describes the whole optimal face (complementary slackness). The face is asked stage by stage; each stage
narrows it further, until one plan is left. So the same figures give the same plan from every solver, whatever the order of rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimiser.grid import Grid, Index
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, Arrays, Floats
from optimiser.problem import LARGE

# Reduced costs and prices below this are solver noise: objectives are scaled to a largest cost of 100, HiGHS works to 1e-7.
NOISE = 1e-6


@dataclass(frozen=True)
class Closeness:
    """One stage of closeness: the L1 distance of the sums over `groups` (index arrays of cells) to `amounts` (EUR)."""

    groups: tuple[Index, ...]
    amounts: tuple[int, ...]


class Stopped(RuntimeError):
    """A stage found no optimum: the prices it was given describe no face."""


class Chooser:
    """The stages of choice over programs of one shape; whoever asks brings the model they run in."""

    def __init__(self, arrays: Arrays, grid: Grid, closeness: Sequence[Closeness]) -> None:
        """`closeness` in order of importance; without it only the canonical order decides."""
        self._columns, self._rows, self._entries = arrays.columns, arrays.rows, len(arrays.value)
        wide = arrays
        costs: list[Floats] = []
        for stage in closeness:
            first = wide.columns
            wide = _with_distance(wide, stage)
            costs.append(np.concatenate([np.zeros(first), np.ones(wide.columns - first)]))
        order = np.zeros(wide.columns)
        order[: grid.size] = canonical_weights(grid)
        self._wide = wide
        self._costs = [*(np.concatenate([cost, np.zeros(wide.columns - len(cost))]) for cost in costs), order]
        self._bases: list[Any] = [None] * len(self._costs)

    def start_at(self, arrays: Arrays, prices: Floats) -> None:
        """Every later question starts, stage by stage, where this one ends. Raises `Stopped`."""
        bases: list[Any] = []
        self._staged(highs.Model(), arrays, prices, bases)
        self._bases = bases

    def choose(self, model: highs.Model, arrays: Arrays, prices: Floats) -> Floats:
        """Thousands of euros per cell of the plan that comes first on the face of `arrays` that `prices` (rows,) describe.

        The arrays are those it was made for with other numbers. Raises `Stopped`.
        """
        return self._staged(model, arrays, prices)

    def _staged(self, model: highs.Model, arrays: Arrays, prices: Floats, ends: list[Any] | None = None) -> Floats:
        wide, costs = self._widened(face_of(arrays, prices)), self._costs
        free, values = np.arange(wide.columns), wide.lower.copy()
        # On the face of a large program nearly every column is fixed; where a base basis waits, the shape has to stay.
        if wide.columns >= LARGE and ends is None and not any(self._bases):
            free = np.flatnonzero(wide.lower < wide.upper)
            wide, costs = wide.without_fixed(), [cost[free] for cost in costs]
        for stage, (cost, base) in enumerate(zip(costs, self._bases, strict=True)):
            wide = replace(wide, cost=cost)
            # Where the stage before ended is a plan of the next stage as well: it goes on from there.
            found = model.solve(wide, model.basis if base is None and stage else base)
            if found is None:
                raise Stopped(model.said)
            values[free], stage_prices = found
            if ends is not None:
                ends.append(model.basis)
            if stage + 1 < len(costs):
                wide = face_of(wide, stage_prices)
        return values[: self._columns]

    def _widened(self, face: Arrays) -> Arrays:
        """The face with the columns and rows that measure distance."""
        wide = self._wide
        return replace(
            wide,
            lower=np.concatenate([face.lower, wide.lower[self._columns :]]),
            upper=np.concatenate([face.upper, wide.upper[self._columns :]]),
            row_lower=np.concatenate([face.row_lower, wide.row_lower[self._rows :]]),
            row_upper=np.concatenate([face.row_upper, wide.row_upper[self._rows :]]),
            start=np.concatenate([face.start[:-1], wide.start[self._rows :] + (len(face.value) - self._entries)]),
            index=np.concatenate([face.index, wide.index[self._entries :]]),
            value=np.concatenate([face.value, wide.value[self._entries :]]),
        )


def face_of(arrays: Arrays, prices: Floats) -> Arrays:
    """The program restricted to its optimal solutions: columns with a reduced cost at their bound, rows with a price tight."""
    reduced = arrays.cost - arrays.product(prices)
    noise = NOISE * max(1.0, float(np.abs(arrays.cost).max())) / 100
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    upper[reduced > noise] = lower[reduced > noise]
    lower[reduced < -noise] = upper[reduced < -noise]
    row_lower, row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    row_upper[prices > noise] = row_lower[prices > noise]
    row_lower[prices < -noise] = row_upper[prices < -noise]
    return replace(arrays, lower=lower, upper=upper, row_lower=row_lower, row_upper=row_upper)


def canonical_weights(grid: Grid) -> Floats:
    """A weight in [1, 2) per cell that depends only on the cell's ids: generic, so one plan is the cheapest."""
    parts = []
    for name, codes in sorted(grid.codes.items()):
        members = [f"{name}={member.id}" for member in grid.dimensions[name]]
        parts.append([members[code] for code in codes.tolist()])
    digests = b"".join(hashlib.sha256("|".join(label).encode()).digest()[:4] for label in zip(*parts, strict=True))
    return np.asarray(1 + np.frombuffer(digests, dtype=">u4").astype(np.float64) / 2**32)


def _with_distance(arrays: Arrays, stage: Closeness) -> Arrays:
    """Two columns a group (more, less than the reference) and one row that ties them."""
    first = arrays.columns
    rows = []
    for position, (cells, amount) in enumerate(zip(stage.groups, stage.amounts, strict=True)):
        more = first + 2 * position
        index = np.concatenate([cells, [more, more + 1]]).astype(np.int64)
        rows.append((index, np.concatenate([np.ones(len(cells)), [-1.0, 1.0]]), amount / THOUSAND, amount / THOUSAND))
    return arrays.with_columns(2 * len(stage.groups), float(np.inf)).with_rows(rows)
