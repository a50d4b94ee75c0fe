"""What a plan that stays as it is brings under many estimates at once: the same counting as `rounding.counted`, for all draws together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimiser.desk.estimates import CAP, FLOOR, Estimates
from optimiser.grid import Index
from optimiser.lp.program import Floats
from optimiser.plan import Plan, fill
from optimiser.rule import Rule
from optimiser.rules.effect_floor import EffectRule

# So many numbers at once, to stay small in memory.
AT_ONCE = 2_000_000


@dataclass(frozen=True)
class _Effect:
    """One limit on an effect: its tiers, how often a person counts in each (tiers,), and the number of persons."""

    tiers: Index
    weights: Floats
    persons: float


class Outcomes:
    """A plan, ready to be looked at under any estimates: shifts (questions, estimates) from the ones in use."""

    def __init__(self, estimates: Estimates, plan: Plan) -> None:
        """Potentials and targets are taken from the rules of the case."""
        grid = plan.grid
        self._filled = np.array([float(one) for one in fill(grid, plan.amounts)])
        self._rate = np.array([float(one) for one in grid.tiers.rate])
        self._steps = np.zeros((len(estimates.each), len(self._rate)))
        self._goal = np.zeros(len(self._rate))
        for number, one in enumerate(estimates.each):
            for tier, step in one.rates.items():
                self._steps[number, tier] = float(step)
                if step != 0:
                    self._goal[tier] = float(one.slope.objective.get(grid.size + tier, 0) / step)
        self._money = None if estimates.goal.larger_is_better else float(estimates.goal.value(plan))
        floors = [rule for rule in estimates.rules if rule.kind == FLOOR]
        self._targets = [one for rule in floors if rule.soft is None for one in self._effects(estimates, rule)]
        needed = np.zeros(len(self._rate), dtype=bool)
        for rule in floors:
            for effect in self._effects(estimates, rule):
                needed[effect.tiers[effect.weights != 0]] = True
        self._needed = needed
        self._caps = [one for rule in estimates.rules if rule.kind == CAP for one in self._effects(estimates, rule)]

    @staticmethod
    def _effects(estimates: Estimates, rule: Rule) -> Iterator[_Effect]:
        assert isinstance(rule, EffectRule)
        grid = estimates.problem.grid
        weights = grid.weights(rule.measure)
        for case in rule.cases(grid):
            tiers = grid.select_tiers(case.where)
            yield _Effect(tiers, np.array([weights[group] for group in grid.tiers.group[tiers].tolist()], dtype=float), float(case.number))

    def values(self, shifts: Floats) -> tuple[Floats, Floats]:
        """The goal's number and the persons missed of targets, each (questions,)."""
        pieces = list(self._pieces(shifts))
        return np.concatenate([one for one, _ in pieces]), np.concatenate([one for _, one in pieces])

    def _pieces(self, shifts: Floats) -> Iterator[tuple[Floats, Floats]]:
        size = max(1, AT_ONCE // max(1, len(self._rate)))
        for first in range(0, max(1, len(shifts)), size):
            rates = np.maximum(self._rate + shifts[first : first + size] @ self._steps, 0.0)
            effect = self._counted(rates)
            value = effect @ self._goal if self._money is None else np.full(len(rates), self._money)
            yield value, self._missed(effect)

    def _counted(self, rates: Floats) -> Floats:
        """Persons per tier before a goal says how often they count (questions, tiers): past a potential, what the goal misses least stops first."""
        effect: Floats = rates * self._filled
        for cap in self._caps:
            use = cap.weights > 0
            tiers, weights = cap.tiers[use], cap.weights[use]
            order = self._order(tiers, weights, rates[:, tiers] * weights)
            counts = np.take_along_axis(effect[:, tiers] * weights, order, axis=1)
            over = counts.sum(axis=1, keepdims=True) - cap.persons
            before = np.cumsum(counts, axis=1) - counts
            left = counts - np.clip(over - before, 0.0, counts)
            back = np.empty_like(left)
            np.put_along_axis(back, order, left, axis=1)
            effect[:, tiers] = back / weights
        return effect

    def _order(self, tiers: Index, weights: Floats, rates: Floats) -> Index:
        """What stops counting first, per question: not needed for a target, then least worth for the goal, then the lowest rate, then the last."""
        shape = rates.shape
        needed = np.broadcast_to(self._needed[tiers], shape)
        worth = np.broadcast_to(np.round(self._goal[tiers] / weights, 9), shape)
        last = np.broadcast_to(-tiers.astype(float), shape)
        found: Index = np.lexsort(np.stack([last, rates, worth, needed.astype(float)]), axis=-1)
        return found

    def _missed(self, effect: Floats) -> Floats:
        missed = np.zeros(len(effect))
        for target in self._targets:
            missed += np.maximum(target.persons - effect[:, target.tiers] @ target.weights, 0.0)
        return missed


def outcomes(estimates: Estimates, plan: Plan, rows: Sequence[Sequence[float]]) -> tuple[Floats, Floats]:
    """A few questions about one plan."""
    return Outcomes(estimates, plan).values(np.array(rows, dtype=float).reshape(len(rows), len(estimates.each)))
