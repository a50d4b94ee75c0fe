"""An exact amount of money for every cell, and the effect it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from optimiser.grid import Grid, Where

Amounts = NDArray[np.int64]
# Whole numbers of up to so many bits are filled in for all groups at once.
LONGEST = 62


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

    @cached_property
    def line_spend(self) -> dict[tuple[str, str], int]:
        """Euros per instrument and year, over all further dimensions, in canonical order."""
        spend = self.group_spend
        return {(instrument, year): int(spend[groups].sum()) for instrument, year, groups in self.grid.lines}

    def effect(self, where: Where, weights: Sequence[int]) -> Fraction:
        """Persons: what counts in the tiers of a selection, each group weighted (`weights` (groups,): e.g. in effect in the target year)."""
        tiers, filled = self.grid.tiers, self.filled
        chosen = self.grid.select_tiers(where)
        parts = zip(chosen.tolist(), tiers.group[chosen].tolist(), strict=True)
        # Most tiers of most plans hold nothing, and a product of fractions is slow even when it is zero.
        return sum((tiers.rate[j] * (filled[j] * weights[group]) for j, group in parts if filled[j] and weights[group]), Fraction(0))


def fill(grid: Grid, amounts: Amounts) -> tuple[int | Fraction, ...]:
    """How a spend fills its tiers, best first: euros per tier, shape (tiers,)."""
    left = Plan(grid, amounts, ()).group_spend
    widths, owner = grid.tiers.width, grid.tiers.group
    common = lcm(*{one.denominator for one in widths})
    if max((int(left.max(initial=0)) * common).bit_length(), *(one.numerator.bit_length() for one in widths), 0) + common.bit_length() > LONGEST:
        return _one_by_one(left.tolist(), owner.tolist(), widths)
    left, width = left * common, np.array([one.numerator * (common // one.denominator) for one in widths], dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.searchsorted(owner[order], owner[order])
    filled = np.zeros(len(order), dtype=np.int64)
    for step in range(int(rank.max(initial=-1)) + 1):
        now = np.flatnonzero(rank == step)
        filled[now] = np.minimum(left[owner[now]], width[now])
        left[owner[now]] -= filled[now]
    if common == 1:
        return tuple(filled.tolist())
    return tuple(part // common if part % common == 0 else Fraction(part, common) for part in filled.tolist())


def _one_by_one(left: list[int | Fraction], owner: list[int], widths: Sequence[Fraction]) -> tuple[int | Fraction, ...]:
    filled: list[int | Fraction] = []
    for group, width in zip(owner, widths, strict=True):
        part = min(Fraction(left[group]), width)
        left[group] -= part
        filled.append(int(part) if part.denominator == 1 else part)
    return tuple(filled)
