"""Plans that hold when estimates disappoint: the worst case within a budget of deviations, and the average of the worst scenarios.

Both are linear programs over the exact problem with a few columns more, solved and proved like every other: Bertsimas and Sim, "The Price of
Robustness" (2004); Rockafellar and Uryasev, "Optimization of Conditional Value-at-Risk" (2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np

from optimiser.case import at_best, prove
from optimiser.desk.estimates import Estimate, Estimates
from optimiser.desk.outcomes import Outcomes
from optimiser.desk.wide import Wide, at, grouped
from optimiser.lp import stages
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.rounding import repair
from optimiser.rule import Terms
from optimiser.slope import Slope

# No rule can have these names: ids hold no brackets.
PROTECTED, SCENARIO = "(protected)", "(scenario)"
# More choices of estimates than this are too many to look at one by one.
MOST = 100_000


@dataclass(frozen=True)
class Robust:
    """`gamma` estimates may fall to their low value at once. All effects in the goal's unit.

    `worst`: what this robust plan still has then, `central` what it has when none falls; `bound`: no plan at all has a better worst case (None
    where a potential can be reached: the plan was then sought with the money that counts held fast, and a better one may exist).
    """

    gamma: Fraction
    plan: Plan
    worst: Fraction
    central: Fraction
    bound: Fraction | None
    exact: bool = True


@dataclass(frozen=True)
class Worst:
    """The effect that is left; `exact` False: at least that."""

    value: Fraction
    exact: bool = True


@dataclass(frozen=True)
class Careful:
    """The plan for (1 - `weight`) x mean + `weight` x the mean of the worst `tail` (part) of the scenarios; `bound` on that mix for any plan."""

    weight: Fraction
    tail: Fraction
    plan: Plan
    mean: Fraction
    worst: Fraction
    bound: Fraction


def worst_case(estimates: Estimates, plan: Plan, gamma: Fraction) -> Worst:
    """What a plan has when the `gamma` estimates that hurt it most fall to their low value (a part of the next one for a fraction).

    Where a potential limits what counts, other money counts when some falls away, so that every choice of estimates is looked at; where
    those are too many it is at least what is left of the money that counts now.
    """
    falls = sorted(((one.used - one.low) * one.worth(plan) for one in estimates.each if one.used > one.low), reverse=True)
    whole = min(int(gamma), len(falls))
    part = gamma - whole if whole < len(falls) else Fraction(0)
    if estimates.caps:
        return _tried(estimates, plan, whole, part)
    lost = sum(falls[:whole], Fraction(0)) + part * (falls[whole] if whole < len(falls) else 0)
    return Worst(estimates.of_plan(plan, {}) - lost)


def _tried(estimates: Estimates, plan: Plan, whole: int, part: Fraction) -> Worst:
    """The worst of all choices, seen together and then told exactly."""
    falling = [number for number, one in enumerate(estimates.each) if one.used > one.low and one.slope != Slope()]
    whole = min(whole, len(falling))
    part = part if whole < len(falling) else Fraction(0)
    if comb(len(falling), whole) * (len(falling) - whole if part else 1) > MOST:
        now = estimates.at(plan, {})
        falls = sorted(((one.used - one.low) * one.worth(now) for one in estimates.each), reverse=True)
        lost = sum(falls[:whole], Fraction(0)) + part * (falls[whole] if whole < len(falls) else 0)
        return Worst(estimates.goal.value(now) - lost, exact=False)
    choices = [
        {number: Fraction(1) for number in fallen} | ({half: part} if half is not None else {})
        for fallen in combinations(falling, whole)
        for half in ([one for one in falling if one not in fallen] if part else [None])
    ]
    shifts = np.zeros((len(choices), len(estimates.each)))
    for row, choice in enumerate(choices):
        for number, much in choice.items():
            one = estimates.each[number]
            shifts[row, number] = float((one.low - one.used) * much)
    worst = choices[int(np.argmin(Outcomes(estimates, plan).values(shifts)[0]))]
    fallen = [(estimates.each[number], much) for number, much in worst.items()]
    return Worst(estimates.of_plan(plan, {one.instrument: one.used + (one.low - one.used) * much for one, much in fallen}))


def robust(estimates: Estimates, gamma: Fraction) -> Robust:
    """The plan with the best worst case. Raises `ProofFailed`, `NotRepaired`, `SolverStopped`."""
    problem = estimates.problem
    wide = Wide(problem)
    falling = [one for one in estimates.each if one.used > one.low and one.slope.objective]
    price = wide.column(-gamma * wide.scale)
    for one in falling:
        own = wide.column(-wide.scale)
        # price + own >= (used - low) x what a unit of this estimate is worth to the plan
        wide.row(PROTECTED, one.instrument, [*_worth(one, one.low - one.used), (wide.scale, at(price)), (wide.scale, at(own))], ">=")
    plan, bound = _solved(estimates, wide.problem)
    worst = worst_case(estimates, plan, gamma)
    return Robust(gamma, plan, worst.value, estimates.of_plan(plan, {}), None if estimates.caps else bound, worst.exact)


def careful(estimates: Estimates, scenarios: Sequence[dict[str, Fraction]], weight: Fraction, tail: Fraction) -> Careful:
    """The plan for the mean and the worst scenarios together; not where a potential can be reached (ValueError). Raises as `robust`."""
    if estimates.caps:
        raise ValueError(estimates.caps)
    problem = estimates.problem
    wide = Wide(problem)
    each, count = [one for one in estimates.each if one.slope.objective], len(scenarios)
    # The mean first: the objective itself, moved to the mean estimates, at its weight.
    mean = {one.instrument: sum((values[one.instrument] for values in scenarios), Fraction(0)) / count for one in each}
    wide.reweigh(1 - weight, [(one.slope.objective, mean[one.instrument] - one.used) for one in each])
    edge = wide.column(weight * wide.scale)
    use = {one.instrument: wide.column(Fraction(0)) for one in each}
    for one in each:
        # One column stands for what a unit of an estimate is worth to the plan, so that a scenario is one short row.
        wide.row(SCENARIO, one.instrument, [*_worth(one, Fraction(-1)), (wide.scale, at(use[one.instrument]))], "=")
    for number, values in enumerate(scenarios):
        short = wide.column(-weight * wide.scale / (tail * count))
        terms: Terms = [(wide.scale, at(short)), (-wide.scale, at(edge)), *_terms_of(problem.objective)]
        terms += [((values[one.instrument] - one.used) * wide.scale, at(use[one.instrument])) for one in each]
        wide.row(SCENARIO, str(number), terms, ">=")
    plan, bound = _solved(estimates, wide.problem)
    effects = sorted(estimates.of_plan(plan, values) for values in scenarios)
    return Careful(weight, tail, plan, sum(effects, Fraction(0)) / count, worst_mean(effects, tail), bound)


def worst_mean(effects: Sequence[Fraction], tail: Fraction) -> Fraction:
    """The mean of the worst part `tail` of effects in rising order; a part of one where the tail ends inside it."""
    size = tail * len(effects)
    whole = int(size)
    rest = size - whole
    total = sum(effects[:whole], Fraction(0)) + (rest * effects[whole] if rest else 0)
    return total / size


def _solved(estimates: Estimates, problem: Problem) -> tuple[Plan, Fraction]:
    """The payable plan that comes first and the exact bound on the objective."""
    found = at_best(problem)
    # Estimates never take a plan away: the case itself had one.
    assert not isinstance(found, NoPlan)
    certificate, _ = prove(found)
    cells = stages.choose(found.problem, certificate.multipliers, estimates.closeness)
    base = replace(estimates.served, objective=estimates.problem.objective)
    plan = repair(base, cells, tuple(estimates.case.rules), estimates.best.unit).plan
    return plan, certificate.bound


def _worth(one: Estimate, times: Fraction) -> Terms:
    """`times` what a unit of an estimate is worth, as terms over the tiers."""
    return [(factor * times, columns) for factor, columns in grouped(one.slope.objective)]


def _terms_of(objective: Sequence[Fraction]) -> Terms:
    return grouped({column: worth for column, worth in enumerate(objective) if worth != 0})
