"""Random feasible instances of the problem's shape at any size: integer arrays from a seed, from which every contestant builds its program.

Nothing of the product is used here. Money is in whole euros, rates are persons per billion euros, factors of rows are in thousandths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Sense = Literal["<=", ">="]
UNIT = 1000


@dataclass(frozen=True)
class Statement:
    """One row over cells: sum of `factor` (thousandths) x euros in `cells`, against `bound` (thousandths of a euro)."""

    cells: Ints
    factor: Ints
    sense: Sense
    bound: int


@dataclass(frozen=True)
class Instance:
    """Cells (source, instrument, year, place), their groups (a cell without its source) and the groups' tiers.

    `ceiling` (groups,): what is asked for, the most a group gets. `width`, `rate` (groups, tiers): euros, persons per billion euros.
    """

    name: str
    source: Ints
    instrument: Ints
    year: Ints
    place: Ints
    group: Ints
    ceiling: Ints
    width: Ints
    rate: Ints
    statements: list[Statement] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Number of cells."""
        return len(self.group)

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.ceiling)


@dataclass(frozen=True)
class Size:
    """How much of everything; `payers` source lines pay each instrument; `applicants`: places are applicants with requests, retention and size."""

    name: str
    places: int
    instruments: int
    years: int
    sources: int
    payers: int
    tiers: int
    regions: int
    applicants: bool = False
    eligible: float = 1.0


SIZES = {
    "national": Size("national 12 x 4 x 8", 1, 12, 4, 8, 8, 4, 0),
    "regional": Size("regional 28 x 10 x 12 x 4", 280, 12, 4, 6, 2, 4, 28),
    "small-round": Size("round 3 700 x 3", 3_700, 3, 1, 3, 1, 2, 28, True, 1.0),
    "round": Size("round 7 500 x 12 x 3", 7_500, 12, 3, 4, 1, 2, 28, True, 0.8),
}


def grown(times: int) -> Size:
    """A grant round with so many times 900 applicants, for growth of time and memory."""
    return Size(f"round {900 * times} x 12 x 3", 900 * times, 12, 3, 4, 1, 2, 28, True, 0.8)


def instance(size: Size, seed: int = 2023) -> Instance:
    """A random instance of a size; the same seed gives the same numbers."""
    random = np.random.default_rng(seed)
    place, instrument, year = (one.ravel() for one in np.meshgrid(*map(np.arange, (size.places, size.instruments, size.years)), indexing="ij"))
    there = random.random(place.size) < size.eligible
    place, instrument, year = place[there], instrument[there], year[there]
    groups = place.size
    heavy = random.lognormal(0.0, 1.0, size.places)
    ceiling = np.maximum(np.rint(random.uniform(20, 120, groups) * heavy[place]), 2).astype(np.int64) * UNIT
    parts = np.array([1000]) if size.tiers == 1 else np.diff(np.rint(np.linspace(0, 1, size.tiers + 1) ** 0.8 * 1000)).astype(np.int64)
    width = ceiling[:, None] * parts // 1000
    width[:, -1] += ceiling - width.sum(axis=1)
    full = random.integers(2_000, 20_000, size.instruments)[instrument] * random.integers(600, 1_400, size.places)[place] // 1000
    rate = full[:, None] * np.rint(np.linspace(1, 0.3, size.tiers) * 100).astype(np.int64) // 100 * 1000 + random.integers(0, 1000, groups)[:, None]
    payers = [np.arange(number, number + size.payers) % size.sources for number in range(size.instruments)]
    source = np.array(payers)[instrument].ravel()
    group = np.repeat(np.arange(groups), size.payers)
    made = Instance(size.name, source, instrument[group], year[group], place[group], group, ceiling, width, rate)
    made.statements.extend(_statements(made, size, random))
    return made


def _statements(it: Instance, size: Size, random: np.random.Generator) -> list[Statement]:
    """Budgets, and either national shares or what a grant round asks of applicants, small organisations and regions."""
    found = []
    room = it.ceiling[it.group] // size.payers
    for source in range(size.sources):
        for year in range(size.years):
            cells = np.flatnonzero((it.source == source) & (it.year == year))
            if cells.size:
                budget = int(room[cells].sum() * 2 // 5) // UNIT * UNIT
                found.append(Statement(cells, np.full(cells.size, 1000), "<=", budget * 1000))
    everything = np.arange(it.cells)
    for year in range(size.years):
        now = everything[it.year == year]
        young = it.instrument[now] % 3 == 0
        found.append(Statement(now, np.where(young, 1000, 0) - 300, ">=", 0))
        found += _bands(now, it.place[now] % size.regions, size, room) if size.regions else []
        if size.applicants:
            small = random.random(size.places) < 0.4
            found.append(Statement(now, np.where(small[it.place[now]], 1000, 0) - 400, ">=", 0))
            own = random.integers(20, 61, size.places) * 10
            found.append(Statement(now, own[it.place[now]] - 390, ">=", 0))
    return found + (_retention(it) if size.applicants else [])


def _bands(now: Ints, region: Ints, size: Size, room: Ints) -> list[Statement]:
    """Every region at least 4/5 and at most 6/5 of its share: of what is spent, or in a grant round of what there is."""
    found = []
    asked = np.bincount(region, weights=room[now], minlength=size.regions)
    for number in range(size.regions):
        mine = region == number
        for sense, part in ((">=", 8), ("<=", 12)):
            if size.applicants:
                bound = int(asked[number]) * 2 // 5 * part // 10 // UNIT * UNIT
                found.append(Statement(now[mine], np.full(int(mine.sum()), 1000), sense, bound * 1000))
            else:
                found.append(Statement(now, np.where(mine, 1000, 0) - int(1000 * asked[number] / asked.sum() * part / 10), sense, 0))
    return found


def _retention(it: Instance) -> list[Statement]:
    """Per applicant: at most half of the money is for keeping people."""
    factor = np.where(it.instrument % 4 == 1, 1000, 0) - 500
    order = np.argsort(it.place, kind="stable")
    ends = np.searchsorted(it.place[order], np.arange(int(it.place.max()) + 2))
    mine = (order[ends[place] : ends[place + 1]] for place in range(len(ends) - 1))
    return [Statement(cells, factor[cells], "<=", 0) for cells in mine if cells.size]
