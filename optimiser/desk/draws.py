"""Many draws of all estimates at once: how good this plan turns out, how much better another would have been, which lines stay in the best one.

Distributions and correlation are declared, not measured: nobody knows them. The seed is kept, so the same draws can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import erf, sqrt

import numpy as np

from optimiser.desk.estimates import Estimates
from optimiser.desk.outcomes import Outcomes
from optimiser.lp.hot import Answer
from optimiser.lp.program import Floats
from optimiser.plan import Plan
from optimiser.stressed import Declared, Drawn, Presence, Shape

# A line with less than this (EUR) in a draw's best plan is not in it.
NOTHING = 1000.0
# Of the beta distribution behind `pert`: the weight of the central value.
PERT_WEIGHT = 4
TABLE = 2001

Ask = Callable[[Floats], Sequence[Answer | None]]


def sample(estimates: Estimates, declared: Declared) -> Floats:
    """Values of the estimates, shape (draws, estimates); an estimate without a range keeps its value."""
    generator = np.random.Generator(np.random.PCG64(declared.seed))
    chance = np.vectorize(_normal_part)(_normal(estimates, declared, generator))
    columns = []
    for position, one in enumerate(estimates.each):
        low, central, high = float(one.low), float(one.central), float(one.high)
        inverse = None if low == high else _inverse(declared.shape, low, central, high)
        columns.append(np.full(declared.count, low) if inverse is None else low + (high - low) * inverse(chance[:, position]))
    return np.stack(columns, axis=1)


def _normal(estimates: Estimates, declared: Declared, generator: np.random.Generator) -> Floats:
    """Standard normal numbers (draws, estimates): what all share, what a space shares beyond that, and what each has alone."""
    share, spaces = float(declared.correlation), {one.id: one.space for one in estimates.case.programme.instrument}
    common = generator.standard_normal((declared.count, 1))
    own = generator.standard_normal((declared.count, len(estimates.each)))
    inside = dict(declared.groups)
    shared = {space: generator.standard_normal(declared.count) for space in sorted(inside)}
    columns = []
    for position, one in enumerate(estimates.each):
        space = spaces[one.instrument]
        extra = float(inside.get(space, declared.correlation)) - share
        group = sqrt(extra) * shared[space] if space in inside else 0.0
        columns.append(sqrt(share) * common[:, 0] + group + sqrt(max(0.0, 1 - share - extra)) * own[:, position])
    return np.stack(columns, axis=1)


def _normal_part(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))


def _inverse(shape: Shape, low: float, central: float, high: float) -> Callable[[Floats], Floats]:
    """The part of the range that belongs to a chance."""
    mode = (central - low) / (high - low)

    def uniform(chance: Floats) -> Floats:
        return chance

    def triangular(chance: Floats) -> Floats:
        left = np.sqrt(chance * mode)
        right = 1 - np.sqrt((1 - chance) * (1 - mode))
        found: Floats = np.where(chance < mode, left, right)
        return found

    def pert(chance: Floats) -> Floats:
        points = np.linspace(0, 1, TABLE)
        density: Floats = points ** (PERT_WEIGHT * mode) * (1 - points) ** (PERT_WEIGHT * (1 - mode))
        summed = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
        found: Floats = np.interp(chance, summed / summed[-1], points)
        return found

    return {"uniform": uniform, "triangular": triangular, "pert": pert}[shape]


def shifts_of(estimates: Estimates, declared: Declared) -> Floats:
    """Every draw as distances from the estimates in use, shape (draws, estimates)."""
    used: Floats = np.array([float(one.used) for one in estimates.each])
    return sample(estimates, declared) - used


def draw(estimates: Estimates, declared: Declared, ask: Ask | None = None, plan: Plan | None = None) -> Drawn:
    """Every draw answered with its own best plan. `ask` answers rows of shifts (default: here, on every core); `plan`: by default the best."""
    shifts = shifts_of(estimates, declared)
    answers = ask(shifts) if ask is not None else estimates.quick.many(estimates.slopes, shifts)
    return drawn(estimates, declared, shifts, answers, plan)


def drawn(estimates: Estimates, declared: Declared, shifts: Floats, answers: Sequence[Answer | None], plan: Plan | None = None) -> Drawn:
    """The outcome of draws that were answered, one answer a row of shifts."""
    plan = estimates.best.plan if plan is None else plan
    value, missed = Outcomes(estimates, plan).values(shifts)
    best = np.array([np.nan if answer is None else estimates.sign * answer.value for answer in answers])
    return Drawn(declared, value, best, missed, _presence(estimates, answers, plan), estimates.goal.larger_is_better)


def _presence(estimates: Estimates, answers: Sequence[Answer | None], plan: Plan) -> tuple[Presence, ...]:
    grid = estimates.problem.grid
    lines, groups = grid.lines, len(grid.groups["year"])
    line_of = np.zeros(groups, dtype=np.int64)
    for number, (_, _, mine) in enumerate(lines):
        line_of[mine] = number
    of_cell = line_of[grid.group]
    here, total, count = np.zeros(len(lines)), np.zeros(len(lines)), 0
    for answer in answers:
        if answer is not None:
            spent = np.bincount(of_cell, weights=answer.cells, minlength=len(lines))
            here, total, count = here + (spent >= NOTHING), total + spent, count + 1
    counts = {int(grid.tiers.group[column - grid.size]) for one in estimates.each for column in one.slope.objective if column >= grid.size}
    found = []
    for number, (instrument, year, mine) in enumerate(lines):
        often, mean = float(here[number]) / max(1, count), round(float(total[number]) / max(1, count))
        # Money that brings the goal nothing lies wherever the rules leave room for it: how often says nothing about such a line.
        matters = not counts.isdisjoint(mine.tolist()) or not estimates.counts_effect
        found.append(Presence(instrument, year, often, mean, plan.line_spend[instrument, year], matters))
    return tuple(found)
