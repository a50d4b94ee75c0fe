"""What a goal is: the one number of a plan that is made as large (or, for money, as small) as the rules allow."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from optimiser.grid import Grid, Where
from optimiser.language import Text
from optimiser.plan import Plan


@dataclass(frozen=True)
class Objective:
    """What is maximised: `cell` per euro in any cell, `tiers` (tiers,) per euro that counts in a tier."""

    cell: Fraction
    tiers: tuple[Fraction, ...]


class Goal(ABC):
    """A goal of a programme. `unit` names what it counts; `larger_is_better` is False only for money."""

    unit: ClassVar[Text]
    larger_is_better: ClassVar[bool] = True

    @abstractmethod
    def objective(self, grid: Grid) -> Objective:
        """The linear form that is maximised; for money it is minus the euros."""

    @abstractmethod
    def value(self, plan: Plan) -> Fraction:
        """The goal's number on a plan, in its own unit, exact."""


class MeasureGoal(Goal):
    """A goal that maximises the effect in one measure."""

    measure: ClassVar[str]

    def objective(self, grid: Grid) -> Objective:
        """Rate times how often a person counts, per tier."""
        weights = grid.weights(self.measure)
        tiers = grid.tiers
        return Objective(Fraction(0), tuple(rate * weights[group] for rate, group in zip(tiers.rate, tiers.group.tolist(), strict=True)))

    def value(self, plan: Plan) -> Fraction:
        """The effect of the whole plan."""
        return plan.effect(Where(), plan.grid.weights(self.measure))
