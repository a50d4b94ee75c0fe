"""The goals in order: wishes by priority, the goal itself, closeness to a reference, canonical order.

Each later stage is solved on the optimal face of the one before: columns with a reduced cost stay at their bound, rows with a price stay
tight (complementary slackness; any one optimal dual solution describes the whole face). So the same figures give the same plan from
every solver, and the order of rows in the workbook does not matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from optimiser.grid import Grid, Index
from optimiser.lp import highs, pulp_bridge
from optimiser.lp.outcome import Outcome
from optimiser.lp.program import THOUSAND, Arrays, Floats, Scales, build
from optimiser.problem import Problem

# Reduced costs and prices below this are solver noise: the goal is scaled to a largest cost of 100, HiGHS works to 1e-7.
NOISE = 1e-6
# A wish missed by less than this (thousand euros or persons) is met.
MET = 1e-6
MILLI = 1000


class SolverStopped(RuntimeError):
    """The solver neither found an optimum nor proved that there is none; its own word is the message."""


@dataclass(frozen=True)
class Closeness:
    """One stage of closeness: the L1 distance of the sums over `groups` (index arrays of cells) to `amounts` (EUR)."""

    groups: tuple[Index, ...]
    amounts: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """The solver's answer, out of floats: `cells` in thousandths of a euro, `multipliers` of `problem.rows` as exact fractions.

    `problem` is the problem with the wish rows that hold at the goal stage; `optimum` the solver's own objective (maximisation form).
    """

    problem: Problem
    cells: tuple[int, ...]
    multipliers: tuple[Fraction, ...]
    optimum: Fraction


@dataclass(frozen=True)
class NoPlan:
    """The program has no solution: `ray` over `problem.rows`, as exact fractions, or None when the solver gave none."""

    problem: Problem
    ray: tuple[Fraction, ...] | None


def run(arrays: Arrays, solver: str) -> Outcome:
    """One solve through the door asked for. Raises `SolverStopped`, `pulp_bridge.NoSuchSolver`."""
    outcome = highs.solve(arrays) if solver == highs.NAME else pulp_bridge.solve(arrays, solver)
    if outcome.status == "stopped":
        raise SolverStopped(outcome.said)
    return outcome


def solve(problem: Problem, closeness: Sequence[Closeness], solver: str) -> Proposal | NoPlan:
    """All stages. Raises `SolverStopped`, `pulp_bridge.NoSuchSolver`, `DroppedCoefficient`."""
    reached: dict[int, Fraction] = {}
    for priority in problem.priorities:
        arrays, scales = build(problem)
        outcome = run(replace(arrays, cost=_wish_cost(problem, priority, scales)), solver)
        if outcome.status == "infeasible":
            return _no_plan(problem, outcome, scales, solver, arrays)
        missed = float(_wish_cost(problem, priority, scales) @ outcome.values)
        reached[priority] = Fraction(0) if missed < MET else Fraction(missed * (1 + 1e-9))
        problem = problem.with_wishes_met(reached)
    arrays, scales = build(problem)
    outcome = run(arrays, solver)
    if outcome.status == "infeasible":
        return _no_plan(problem, outcome, scales, solver, arrays)
    optimum = Fraction(float(-(arrays.cost @ outcome.values) / scales.cost))
    prices = outcome.prices
    if prices is None:
        prices = highs.solve(arrays).prices
    assert prices is not None
    values = _ties(arrays, outcome, closeness, problem.grid, solver)
    cells = tuple(round(value * THOUSAND * MILLI) for value in values[: problem.grid.size].tolist())
    return Proposal(problem, cells, multipliers(prices, scales), optimum)


def multipliers(prices: Floats, scales: Scales) -> tuple[Fraction, ...]:
    """Solver prices as exact multipliers of the exact rows, for the maximisation form (>= 0 for <= rows)."""
    return tuple(Fraction(one) for one in (-prices * scales.row / scales.cost).tolist())


def _wish_cost(problem: Problem, priority: int, scales: Scales) -> Floats:
    cost = np.zeros(problem.width)
    for position, one in enumerate(problem.shortfalls):
        if one.priority == priority:
            column = problem.shortfall_column(position)
            cost[column] = float(one.weight) * scales.column[column]
    return cost


def _no_plan(problem: Problem, outcome: Outcome, scales: Scales, solver: str, arrays: Arrays) -> NoPlan:
    ray = outcome.ray
    if ray is None and solver != highs.NAME:
        ray = highs.solve(arrays).ray
    return NoPlan(problem, None if ray is None else tuple(Fraction(one) for one in (ray * scales.row).tolist()))


def _ties(arrays: Arrays, outcome: Outcome, closeness: Sequence[Closeness], grid: Grid, solver: str) -> Floats:
    """The plan that closeness and canonical order choose among the best ones."""
    face = _face(arrays, outcome)
    for stage in closeness:
        wide, cost = _with_distance(face, stage)
        answer = run(replace(wide, cost=cost), solver)
        if answer.status != "optimal":
            return outcome.values
        face = _face(replace(wide, cost=cost), answer)
    order = np.zeros(face.columns)
    order[: grid.size] = canonical_weights(grid)
    answer = run(replace(face, cost=order), solver)
    if answer.status != "optimal":
        return outcome.values
    lost = float(arrays.cost @ answer.values[: arrays.columns] - arrays.cost @ outcome.values)
    # A face drawn too wide would trade effect for order: then the proposal of the goal stage stands.
    return answer.values if lost <= NOISE * max(1.0, abs(float(arrays.cost @ outcome.values))) else outcome.values


def canonical_weights(grid: Grid) -> Floats:
    """A weight in [1, 2) per cell that depends only on the cell's ids: generic, so one plan is the cheapest."""
    weights = []
    for cell in range(grid.size):
        label = "|".join(f"{key}={value}" for key, value in sorted(grid.label(cell).items()))
        weights.append(1 + int.from_bytes(hashlib.sha256(label.encode()).digest()[:4], "big") / 2**32)
    return np.array(weights)


def _face(arrays: Arrays, outcome: Outcome) -> Arrays:
    """The program restricted to its optimal solutions."""
    if outcome.prices is None:
        best = float(arrays.cost @ outcome.values)
        used = np.flatnonzero(arrays.cost)
        return arrays.with_rows([(used, arrays.cost[used], -np.inf, best + 1e-9 * max(1.0, abs(best)))])
    reduced = arrays.cost - arrays.product(outcome.prices)
    size = max(1.0, float(np.abs(arrays.cost).max()))
    up, down = reduced < -NOISE * size / 100, reduced > NOISE * size / 100
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    upper[down] = lower[down]
    lower[up] = upper[up]
    row_lower, row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    tight_low, tight_high = outcome.prices > NOISE * size / 100, outcome.prices < -NOISE * size / 100
    row_upper[tight_low] = row_lower[tight_low]
    row_lower[tight_high] = row_upper[tight_high]
    return replace(arrays, lower=lower, upper=upper, row_lower=row_lower, row_upper=row_upper)


def _with_distance(arrays: Arrays, stage: Closeness) -> tuple[Arrays, Floats]:
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
    return wide, cost
