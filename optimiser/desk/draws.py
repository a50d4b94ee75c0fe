"""Many draws of all estimates at once: how good this plan turns out, how much better another would have been, which lines stay in the best one.

Distributions and correlation are declared, not measured: nobody knows them. The seed is kept, so the same draws can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import erf, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimiser.desk.estimates import Estimates
from optimiser.lp.hot import Answer
from optimiser.lp.program import Floats

Shape = Literal["triangular", "uniform", "pert"]
SHAPES: tuple[Shape, ...] = ("triangular", "uniform", "pert")
PERCENTILES = (5, 25, 50, 75, 95)
# A line with less than this (EUR) in a draw's best plan is not in it.
NOTHING = 1000.0
# Of the beta distribution behind `pert`: the weight of the central value.
PERT_WEIGHT = 4
TABLE = 2001


@dataclass(frozen=True)
class Declared:
    """What was assumed about the estimates: the shape between low, central and high, one correlation (0..1) between all, seed and count."""

    shape: Shape
    correlation: Fraction
    seed: int
    count: int


@dataclass(frozen=True)
class Presence:
    """How often (0..1) a line has money in the best plan of a draw, and whether this plan has it."""

    instrument: str
    year: str
    often: float
    chosen: bool


@dataclass(frozen=True)
class Drawn:
    """The outcome: effect of this plan and of the best plan per draw (draws,), their difference being the regret of this plan."""

    declared: Declared
    plan: Floats
    best: Floats
    presence: tuple[Presence, ...]

    @property
    def regret(self) -> Floats:
        """What knowing the draw beforehand would have brought (draws,)."""
        return np.maximum(self.best - self.plan, 0.0)

    def percentiles(self, values: Floats) -> dict[int, float]:
        """5, 25, 50, 75 and 95 % of the draws are at or below these."""
        return {one: float(np.percentile(values, one)) for one in PERCENTILES}


def sample(estimates: Estimates, declared: Declared) -> Floats:
    """Values of the estimates, shape (draws, estimates); an estimate without a range keeps its value."""
    generator = np.random.Generator(np.random.PCG64(declared.seed))
    shape = (declared.count, len(estimates.each))
    share = float(declared.correlation)
    common, own = generator.standard_normal((declared.count, 1)), generator.standard_normal(shape)
    normal = sqrt(share) * common + sqrt(1 - share) * own
    chance = np.vectorize(lambda z: 0.5 * (1 + erf(z / sqrt(2))))(normal)
    columns = []
    for position, one in enumerate(estimates.each):
        low, central, high = float(one.low), float(one.central), float(one.high)
        columns.append(
            np.full(declared.count, low) if low == high else low + (high - low) * _inverse(declared.shape, low, central, high)(chance[:, position])
        )
    return np.stack(columns, axis=1)


def _inverse(shape: Shape, low: float, central: float, high: float) -> Callable[[Floats], Floats]:
    """The part of the range that belongs to a chance."""
    mode = (central - low) / (high - low)
    if shape == "uniform":
        return lambda chance: chance
    if shape == "triangular":

        def triangular(chance: Floats) -> Floats:
            left = np.sqrt(chance * mode)
            right = 1 - np.sqrt((1 - chance) * (1 - mode))
            return np.where(chance < mode, left, right)

        return triangular
    points = np.linspace(0, 1, TABLE)
    density = points ** (PERT_WEIGHT * mode) * (1 - points) ** (PERT_WEIGHT * (1 - mode))
    summed = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return lambda chance: np.interp(chance, summed / summed[-1], points)


def draw(estimates: Estimates, declared: Declared, ask: Callable[[Floats], Sequence[Answer | None]] | None = None) -> Drawn:
    """Every draw answered with its own best plan. `ask` answers rows of shifts (default: here, on every core)."""
    values = sample(estimates, declared)
    used = np.array([float(one.used) for one in estimates.each])
    shifts = values - used
    answers = list(ask(shifts) if ask is not None else estimates.quick.many(estimates.slopes, shifts))
    plan = estimates.best.plan
    worth = np.array([float(one.worth(plan)) for one in estimates.each])
    # Estimates never take a plan away: they change how good it is.
    best = np.array([answer.value for answer in answers if answer is not None])
    return Drawn(declared, float(estimates.of_plan(plan, {})) + shifts @ worth, best, _presence(estimates, answers))


def _presence(estimates: Estimates, answers: Sequence[Answer | None]) -> tuple[Presence, ...]:
    grid = estimates.problem.grid
    groups = len(grid.groups["year"])
    here: NDArray[np.int64] = np.zeros(groups, dtype=np.int64)
    for answer in answers:
        if answer is not None:
            here += np.bincount(grid.group, weights=answer.cells, minlength=groups) >= NOTHING
    found = []
    for group, times in enumerate(here.tolist()):
        label = grid.group_label(group)
        found.append(Presence(label["instrument"], label["year"], times / max(1, len(answers)), int(estimates.best.plan.group_spend[group]) > 0))
    return tuple(found)
