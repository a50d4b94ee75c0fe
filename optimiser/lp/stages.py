"""Two things a solver is asked: the optimum of one objective, and which of the best plans comes first.

The second question is always put to HiGHS, on the optimal face that exact prices describe (complementary slackness: any one optimal dual
solution describes the whole face). So the same figures give the same plan from every solver, whatever the order of rows in the workbook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from optimiser.grid import Grid, Index
from optimiser.lp import highs, pulp_bridge
from optimiser.lp.outcome import Outcome
from optimiser.lp.program import THOUSAND, Arrays, Floats, Scales, build
from optimiser.problem import Problem

# Reduced costs and prices below this are solver noise: objectives are scaled to a largest cost of 100, HiGHS works to 1e-7.
NOISE = 1e-6
MILLI = 1000

Basis = tuple[tuple[int, ...], tuple[int, ...]]


class SolverStopped(RuntimeError):
    """The solver neither found an optimum nor proved that there is none; its own word is the message."""


@dataclass(frozen=True)
class Closeness:
    """One stage of closeness: the L1 distance of the sums over `groups` (index arrays of cells) to `amounts` (EUR)."""

    groups: tuple[Index, ...]
    amounts: tuple[int, ...]


@dataclass(frozen=True)
class Optimum:
    """The solver's optimum, out of floats: `value` of the objective (maximised) and `multipliers` of `problem.rows` as exact fractions.

    `basis`: basic columns and tight rows, when the solver ends on a basis; `multipliers` is None when it gives no prices.
    """

    problem: Problem
    value: Fraction
    multipliers: tuple[Fraction, ...] | None
    basis: Basis | None


@dataclass(frozen=True)
class NoPlan:
    """The program has no solution: `ray` over `problem.rows`, as exact fractions, or None when the solver gave none."""

    problem: Problem
    ray: tuple[Fraction, ...] | None


def optimum(problem: Problem, solver: str, options: dict[str, Any] | None = None) -> Optimum | NoPlan:
    """One solve through the door asked for. Raises `SolverStopped`, `pulp_bridge.NoSuchSolver`, `DroppedCoefficient`."""
    arrays, scales = build(problem)
    outcome = highs.solve(arrays, options) if solver == highs.NAME else pulp_bridge.solve(arrays, solver)
    if outcome.status == "stopped":
        raise SolverStopped(outcome.said)
    if outcome.status == "infeasible":
        ray = outcome.ray if solver == highs.NAME else highs.solve(arrays).ray
        return NoPlan(problem, None if ray is None else tuple(Fraction(one) for one in (ray * scales.row).tolist()))
    value = Fraction(float(-(arrays.cost @ outcome.values) / scales.cost))
    prices = None if outcome.prices is None else _multipliers(outcome.prices, scales)
    return Optimum(problem, value, prices, outcome.basis)


def _multipliers(prices: Floats, scales: Scales) -> tuple[Fraction, ...]:
    """Solver prices as exact multipliers of the exact rows, for the maximisation form (>= 0 for <= rows)."""
    return tuple(Fraction(one) for one in (-prices * scales.row / scales.cost).tolist())


def choose(problem: Problem, multipliers: Sequence[Fraction], closeness: Sequence[Closeness]) -> tuple[int, ...]:
    """Among the plans these optimal multipliers allow, the closest to the references, then the first in canonical order.

    Returns thousandths of a euro per cell, shape (cells,). Raises `SolverStopped` when the face is empty (the multipliers are no optimum).
    """
    face = face_of(problem, multipliers)
    for stage in closeness:
        wide = _with_distance(face, stage)
        face = _face(wide, _prices(wide))
    order = np.zeros(face.columns)
    order[: problem.grid.size] = canonical_weights(problem.grid)
    outcome = _solved(replace(face, cost=order))
    return tuple(round(value * THOUSAND * MILLI) for value in outcome.values[: problem.grid.size].tolist())


def face_of(problem: Problem, multipliers: Sequence[Fraction]) -> Arrays:
    """The program restricted to the solutions that these optimal multipliers allow."""
    arrays, scales = build(problem)
    return _face(arrays, -np.array([float(one) for one in multipliers]) * scales.cost / scales.row)


def canonical_weights(grid: Grid) -> Floats:
    """A weight in [1, 2) per cell that depends only on the cell's ids: generic, so one plan is the cheapest."""
    weights = []
    for cell in range(grid.size):
        label = "|".join(f"{key}={value}" for key, value in sorted(grid.label(cell).items()))
        weights.append(1 + int.from_bytes(hashlib.sha256(label.encode()).digest()[:4], "big") / 2**32)
    return np.array(weights)


def _solved(arrays: Arrays) -> Outcome:
    outcome = highs.solve(arrays)
    if outcome.status != "optimal":
        raise SolverStopped(outcome.said)
    return outcome


def _prices(arrays: Arrays) -> Floats:
    prices = _solved(arrays).prices
    assert prices is not None
    return prices


def _face(arrays: Arrays, prices: Floats) -> Arrays:
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


def _with_distance(arrays: Arrays, stage: Closeness) -> Arrays:
    """Two columns a group (more, less than the reference) and one row that ties them; the cost is their sum."""
    first = arrays.columns
    rows = []
    for position, (cells, amount) in enumerate(zip(stage.groups, stage.amounts, strict=True)):
        more = first + 2 * position
        index = np.concatenate([cells, [more, more + 1]]).astype(np.int64)
        rows.append((index, np.concatenate([np.ones(len(cells)), [-1.0, 1.0]]), amount / THOUSAND, amount / THOUSAND))
    wide = arrays.with_columns(2 * len(stage.groups), float(np.inf)).with_rows(rows)
    cost = np.zeros(wide.columns)
    cost[first:] = 1.0
    return replace(wide, cost=cost)
