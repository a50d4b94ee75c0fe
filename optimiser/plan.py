"""An exact amount of money for every cell, and the effect it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimiser.grid import Grid, Where

Amounts = NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """`amounts` (cells,): whole euros. `filled` (tiers,): euros that count in each tier of the response.

    For a real plan `filled` follows from the amounts (`fill`); the agreement proof also makes plans with arbitrary fillings.
    """

    grid: Grid
    amounts: Amounts
    filled: tuple[int | Fraction, ...]

    def spent(self, where: Where) -> int:
        """Euros in the cells of a selection."""
        return int(self.amounts[self.grid.select(where)].sum())

    @cached_property
    def group_spend(self) -> NDArray[np.int64]:
        """Euros per effect group, shape (groups,)."""
        totals = np.zeros(len(self.grid.groups["year"]), dtype=np.int64)
        np.add.at(totals, self.grid.group, self.amounts)
        return totals

    def effect(self, where: Where, weights: Sequence[int]) -> Fraction:
        """Persons: what counts in the tiers of a selection, each group weighted (`weights` (groups,): e.g. in effect in the target year)."""
        tiers, filled = self.grid.tiers, self.filled
        chosen = self.grid.select_tiers(where)
        parts = zip(chosen.tolist(), tiers.group[chosen].tolist(), strict=True)
        # Most tiers of most plans hold nothing, and a product of fractions is slow even when it is zero.
        return sum((tiers.rate[j] * (filled[j] * weights[group]) for j, group in parts if filled[j] and weights[group]), Fraction(0))


def fill(grid: Grid, amounts: Amounts) -> tuple[int | Fraction, ...]:
    """How a spend fills its tiers, best first: euros per tier, shape (tiers,)."""
    left = Plan(grid, amounts, ()).group_spend.tolist()
    filled: list[int | Fraction] = []
    for group, width in zip(grid.tiers.group.tolist(), grid.tiers.width, strict=True):
        part = min(Fraction(left[group]), width)
        left[group] -= part
        filled.append(int(part) if part.denominator == 1 else part)
    return tuple(filled)
