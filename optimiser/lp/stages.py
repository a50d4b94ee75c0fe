"""Two things a solver is asked: the optimum of one objective, and which of the best plans comes first (always put to HiGHS)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from optimiser.lp import highs, pooling, pulp_bridge, sifting
from optimiser.lp.chooser import Chooser, Closeness, Stopped
from optimiser.lp.program import THOUSAND, Floats, Scales, build, short, with_sums
from optimiser.problem import LARGE, Problem

MILLI = 1000
# Of the prices of a large problem.
DIGITS = 13

Basis = tuple[tuple[int, ...], tuple[int, ...]]


class SolverStopped(RuntimeError):
    """The solver neither found an optimum nor proved that there is none; its own word is the message."""


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
    # A careful solve (with options) is one of everything.
    if solver == highs.NAME and options is None and pooling.fits(problem):
        pooled = pooling.solve(problem)
        if pooled is not None and pooled.prices is not None:
            arrays, scales = short(problem)
            value = Fraction(float(-(arrays.cost @ pooled.values) / scales.cost))
            return Optimum(problem, value, _multipliers(pooled.prices[: len(problem.rows)], _of_problem(problem, scales)), None)
    arrays, scales = build(problem)
    narrow = sifting.solve(arrays) if solver == highs.NAME and options is None else None
    outcome = narrow or (highs.solve(arrays, options) if solver == highs.NAME else pulp_bridge.solve(arrays, solver))
    if outcome.status == "stopped":
        raise SolverStopped(outcome.said)
    if outcome.status == "infeasible":
        ray = outcome.ray if solver == highs.NAME else highs.solve(arrays).ray
        return NoPlan(problem, None if ray is None else tuple(Fraction(one) for one in (ray * scales.row).tolist()))
    value = Fraction(float(-(arrays.cost @ outcome.values) / scales.cost))
    prices = None if outcome.prices is None else _multipliers(outcome.prices, scales)
    return Optimum(problem, value, prices, outcome.basis)


def _of_problem(problem: Problem, scales: Scales) -> Scales:
    """The scales of a short program without those of its sums."""
    return Scales(scales.column[: problem.width], scales.row[: len(problem.rows)], scales.cost)


def _multipliers(prices: Floats, scales: Scales) -> tuple[Fraction, ...]:
    """Solver prices as exact multipliers of the exact rows, for the maximisation form (>= 0 for <= rows)."""
    found = -prices * scales.row / scales.cost
    if len(scales.column) < LARGE:
        return tuple(Fraction(one) for one in found.tolist())
    # Decimals of which the largest has so many digits: short common denominators keep exact work on many rows quick.
    powers = np.zeros(len(found), dtype=np.int64)
    for scale in np.unique(scales.row):
        alike = scales.row == scale
        powers[alike] = DIGITS - int(np.ceil(np.log10(max(float(np.abs(found[alike]).max()), 1e-300))))
    powers = np.clip(powers, 0, 300)
    nothing, whole = Fraction(0), np.rint(found * 10.0**powers).tolist()
    return tuple(Fraction(int(one), 10**power) if one else nothing for one, power in zip(whole, powers.tolist(), strict=True))


def choose(problem: Problem, multipliers: Sequence[Fraction], closeness: Sequence[Closeness]) -> tuple[int, ...]:
    """Among the plans these optimal multipliers allow, the closest to the references, then the first in canonical order.

    Returns thousandths of a euro per cell, shape (cells,). Raises `SolverStopped` when the face is empty (the multipliers are no optimum).
    """
    # On the face of a short program presolve takes longer than it saves.
    if pooling.fits(problem):
        arrays, scales = short(problem)
        prices, model = with_sums(arrays, solver_prices(multipliers, _of_problem(problem, scales)), problem.width), highs.Model({"presolve": "off"})
    else:
        arrays, scales = build(problem)
        prices, model = solver_prices(multipliers, scales), highs.Model()
    try:
        chosen = Chooser(arrays, problem.grid, closeness).choose(model, arrays, prices)
    except Stopped as stopped:
        raise SolverStopped(str(stopped)) from None
    return tuple(round(value * THOUSAND * MILLI) for value in chosen[: problem.grid.size].tolist())


def solver_prices(multipliers: Sequence[Fraction], scales: Scales) -> Floats:
    """Exact multipliers as the prices of the solver's minimisation."""
    return -np.array([float(one) for one in multipliers]) * scales.cost / scales.row
