"""The rows that tie what counts in tiers to what is spent: one a group, so a grant round has hundreds of thousands; kept as arrays.

Whoever asks for one such row gets it like any other; whoever works on all of them takes the arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import overload

import numpy as np

from optimiser.grid import Grid, Index
from optimiser.rule import Row

# No rule can have this name: ids hold no brackets.
TIERS = "(tiers)"


@dataclass(frozen=True)
class Ties:
    """Per group with tiers: what counts in its tiers is at most what is spent in its cells.

    `group` (ties,). `tier`, `cell` are columns, in order of their tie; those of tie k lie between `tier_start[k]` and `tier_start[k + 1]`.
    """

    grid: Grid
    group: Index
    tier: Index
    tier_start: Index
    cell: Index
    cell_start: Index

    def row(self, tie: int) -> Row:
        """One of them as a row."""
        tiers = self.tier[self.tier_start[tie] : self.tier_start[tie + 1]]
        cells = self.cell[self.cell_start[tie] : self.cell_start[tie + 1]]
        group = int(self.group[tie])
        terms = ((Fraction(1), tiers), (Fraction(-1), cells))
        return Row(TIERS, self.grid.years[int(self.grid.groups["year"][group])], str(group), terms, "<=", Fraction(0), given=True)


def ties(grid: Grid) -> Ties:
    """The ties of a grid, in order of their group."""
    groups = len(grid.groups["year"])
    group = np.flatnonzero(np.bincount(grid.tiers.group, minlength=groups))
    tier, cell = (np.argsort(owner, kind="stable") for owner in (grid.tiers.group, grid.group))
    cell = cell[np.isin(grid.group[cell], group)]
    tiers, cells = (np.bincount(owner, minlength=groups)[group] for owner in (grid.tiers.group, grid.group))
    ends = (np.concatenate([[0], np.cumsum(many)]).astype(np.int64) for many in (tiers, cells))
    return Ties(grid, group, tier + grid.size, next(ends), cell, next(ends))


class Rows(Sequence[Row]):
    """The rows of rules (`told`), the ties of a grid, and what comes after them (`kept`), as one sequence."""

    def __init__(self, told: Iterable[Row], tied: Ties, kept: Iterable[Row] = ()) -> None:
        self.told, self.tied, self.kept = tuple(told), tied, tuple(kept)
        self.first = len(self.told)
        self.after = self.first + len(tied.group)

    def __len__(self) -> int:
        return self.after + len(self.kept)

    def __iter__(self) -> Iterator[Row]:
        yield from self.told
        yield from (self.tied.row(tie) for tie in range(len(self.tied.group)))
        yield from self.kept

    def __eq__(self, other: object) -> bool:
        # The ties follow from the grid.
        return isinstance(other, Rows) and self.tied.grid is other.tied.grid and (self.told, self.kept) == (other.told, other.kept)

    def __hash__(self) -> int:
        return hash((self.told, self.kept))

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        place = range(len(self))[place]
        if place < self.first:
            return self.told[place]
        return self.tied.row(place - self.first) if place < self.after else self.kept[place - self.after]


def apart(rows: Sequence[Row]) -> tuple[list[tuple[int, Row]], Ties | None, int]:
    """(the rows that are no ties with their places, the ties, the place of the first tie); ties are None where rows are all spelled out."""
    if not isinstance(rows, Rows):
        return list(enumerate(rows)), None, len(rows)
    return [*enumerate(rows.told), *enumerate(rows.kept, rows.after)], rows.tied, rows.first
