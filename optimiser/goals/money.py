"""The least money that reaches a given effect."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimiser.goal import Goal, Objective
from optimiser.grid import Grid
from optimiser.language import Text
from optimiser.plan import Plan


class Money(Goal):
    """Fewest euros. It needs an `effect-floor` that says what to reach and balances that allow money to be left (`at_most`)."""

    unit: ClassVar[Text] = Text("euro", "euros")
    larger_is_better: ClassVar[bool] = False

    def objective(self, grid: Grid) -> Objective:
        """Minus one for every euro."""
        return Objective(Fraction(-1), (Fraction(0),) * len(grid.tiers.rate))

    def value(self, plan: Plan) -> Fraction:
        """Euros spent."""
        return Fraction(int(plan.amounts.sum()))
