"""Which members get money, where rules are all or nothing: guided by the linear program, then by a small integer one.

The guide fixes members to nothing or to their least, some at a time, and solves again until every choice is kept. What comes out is a
proposal: the plan is made and checked from the decision, and the bound never depends on it. Nothing here looks at the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimiser.choice import OUTSIDE
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, Arrays, Floats, Ints, build, with_wish_costs
from optimiser.problem import Problem

Flags = NDArray[np.bool_]

# Thousands of euros below which a solver's amount is nothing.
NOTHING = 1e-6
# Parts of the optimum: closer than this to the linear program there is nothing left to look for.
CLOSE = 1e-6
# On/off decisions put to the integer program, and the branches it may look at.
MOST, NODES = 4000, 500
SHUT, FREE, OPEN = -1, 0, 1


@dataclass(frozen=True)
class Members:
    """The members of all choices in a row: `cells` by member (start, index), `least` in thousands of euros; `counts` (members, most) per count."""

    start: Ints
    index: Ints
    least: Floats
    counts: tuple[tuple[Ints, int], ...]

    def __len__(self) -> int:
        return len(self.least)

    @property
    def owner(self) -> Ints:
        """The member that each entry of `index` belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def sums(self, columns: Floats) -> Floats:
        """What columns add up to per member, shape (members,)."""
        total: Floats = np.bincount(self.owner, weights=columns[self.index], minlength=len(self)).astype(np.float64)
        return total


@dataclass(frozen=True)
class Picked:
    """`open` per choice (members,): who may get money (and then gets the least); None when nothing was found.

    `searched`: the integer program went through every possibility. `rounds` solves of the guide, `decisions` on/off decisions in all.
    """

    open: tuple[Flags, ...] | None
    searched: bool
    rounds: int
    decisions: int


def pick(problem: Problem) -> Picked:
    """Who gets money. `problem` holds no row that keeps a wish; wishes weigh in the cost instead."""
    arrays = with_wish_costs(problem, build(problem)[0])
    members = _members(problem)
    guide = _Guide(arrays, members)
    found = guide.run()
    searched = False
    if len(members) <= MOST and (found is None or guide.gap > CLOSE):
        better, searched = _search(arrays, members, found, guide)
        found = better if better is not None else found
    picked = None if found is None else tuple(_by_choice(problem, found))
    return Picked(picked, searched, guide.rounds, len(members))


def _by_choice(problem: Problem, chosen: Flags) -> Iterator[Flags]:
    first = 0
    for choice in problem.choices:
        yield chosen[first : first + len(choice.members)]
        first += len(choice.members)


def _members(problem: Problem) -> Members:
    starts, index, least, counts = [np.zeros(1, dtype=np.int64)], [], [], []
    first = end = 0
    for choice in problem.choices:
        cells = np.flatnonzero(choice.of != OUTSIDE)
        order = np.argsort(choice.of[cells], kind="stable")
        index.append(cells[order])
        starts.append(end + np.cumsum(np.bincount(choice.of[cells], minlength=len(choice.members))))
        least.append(choice.least / THOUSAND)
        if choice.most is not None:
            counts.append((np.arange(first, first + len(choice.members)), choice.most))
        first, end = first + len(choice.members), int(starts[-1][-1])
    return Members(np.concatenate(starts), np.concatenate(index), np.concatenate(least), tuple(counts))


class _Guide:
    """The linear program with one row a member, whose ends say whether it is shut, free or open."""

    def __init__(self, arrays: Arrays, members: Members) -> None:
        self.members, self.rounds = members, 0
        self._first = arrays.rows
        rows = [(members.index[a:b], np.ones(b - a), -np.inf, np.inf) for a, b in zip(members.start[:-1], members.start[1:], strict=True)]
        self._model = highs.load(arrays.with_rows(rows), highs.OPTIONS)
        self._state = np.zeros(len(members), dtype=np.int64)
        self.most = _most(arrays, members)
        self.best = self.value = 0.0
        self.columns = np.zeros(0)

    @property
    def gap(self) -> float:
        """How much the plan found costs against the linear program, as a part of it."""
        return (self.value - self.best) / max(1.0, abs(self.best))

    def run(self) -> Flags | None:
        """Members with money in a plan that keeps every choice; None when the guide gets stuck."""
        self._solve()
        self.best = self.value
        # Whoever can never reach the least gets nothing.
        self._fix(np.flatnonzero(self.most < self.members.least - NOTHING), SHUT)
        sums = self._solve()
        while sums is not None:
            shut, opened = self._steps(sums)
            if not shut.size and not opened.size:
                paid = (sums > NOTHING) & (self._state != SHUT) | (self._state == OPEN)
                # What had to be opened one by one can be more than a count allows: then the guide is stuck.
                return paid if all(paid[places].sum() <= most for places, most in self.members.counts) else None
            sums = self._take(shut, opened)
        return None

    def _take(self, shut: Ints, opened: Ints) -> Floats | None:
        """Fixes some members; fewer of them while that leaves no plan, and the last one the other way around."""
        while True:
            before = self._state.copy()
            self._fix(shut, SHUT)
            self._fix(opened, OPEN)
            sums = self._solve()
            if sums is not None:
                return sums
            self._fix(np.flatnonzero(self._state != before), FREE)
            if len(shut) + len(opened) == 1:
                self._fix(shut, OPEN)
                self._fix(opened, SHUT)
                return self._solve()
            few = (len(shut) + len(opened)) // 4
            shut = shut[: max(1, few)] if shut.size else shut
            opened = opened[: 0 if shut.size else max(1, few)]

    def _steps(self, sums: Floats) -> tuple[Ints, Ints]:
        """Members to shut and to open, the clearest first: half of those that stand between nothing and their least, or above a count."""
        least, state = self.members.least, self._state
        part = sums / np.where(least > 0, least, 1.0)
        between = np.flatnonzero((sums > NOTHING) & (least > 0) & (sums < least - NOTHING) & (state != OPEN))
        small, large = between[part[between] < 0.5], between[part[between] >= 0.5]
        small, large = small[np.argsort(part[small], kind="stable")], large[np.argsort(-part[large], kind="stable")]
        shut = [small[: (len(small) + 1) // 2]]
        for places, most in self.members.counts:
            paid = places[(sums[places] > NOTHING) | (state[places] == OPEN)]
            if len(paid) > most:
                loose = paid[state[paid] == FREE]
                loose = loose[np.argsort(sums[loose], kind="stable")]
                shut.append(loose[: (len(paid) - most + 1) // 2])
        gone = np.concatenate(shut)
        gone = gone[np.sort(np.unique(gone, return_index=True)[1])]
        return gone, large[: (len(large) + 1) // 2]

    def _fix(self, which: Ints, to: int) -> None:
        self._state[which] = to
        for one in which.tolist():
            low = self.members.least[one] if to == OPEN else -np.inf
            self._model.changeRowBounds(self._first + one, low, 0.0 if to == SHUT else np.inf)

    def _solve(self) -> Floats | None:
        self.rounds += 1
        self._model.run()
        if not highs.is_optimal(self._model):
            return None
        self.value = float(self._model.getInfo().objective_function_value)
        self.columns = np.array(self._model.getSolution().col_value)
        return self.members.sums(self.columns)


def _search(arrays: Arrays, members: Members, found: Flags | None, guide: _Guide) -> tuple[Flags | None, bool]:
    """The integer program with a switch a member; the second says that it was searched to the end."""
    most, first = guide.most, arrays.columns
    wide = arrays.with_columns(len(members), 1.0)
    rows: list[tuple[Ints, Floats, float, float]] = []
    for one, (a, b) in enumerate(zip(members.start[:-1].tolist(), members.start[1:].tolist(), strict=True)):
        index, ones = np.append(members.index[a:b], first + one), np.ones(b - a)
        rows.append((index, np.append(ones, -most[one]), -np.inf, 0.0))
        if members.least[one] > 0:
            rows.append((index, np.append(ones, -members.least[one]), 0.0, np.inf))
    rows += [(first + places, np.ones(len(places)), 0.0, float(limit)) for places, limit in members.counts]
    start = None if found is None else np.concatenate([guide.columns, found.astype(np.float64)])
    values, searched = highs.solve_switches(wide.with_rows(rows), np.arange(first, wide.columns), NODES, start)
    return (None if values is None else values[first:] > 0.5), searched


def _most(arrays: Arrays, members: Members) -> Floats:
    """What a member can get at most, by the ends of its columns and by every row of factors above zero that holds all of them."""
    limits = np.minimum(arrays.upper, _by_rows(arrays))
    owner = members.owner
    most = members.sums(limits)
    sizes = np.diff(members.start)
    by_column: dict[int, list[int]] = {}
    for member, column in zip(owner.tolist(), members.index.tolist(), strict=True):
        by_column.setdefault(column, []).append(member)
    for row in _ceilings(arrays).tolist():
        inside = slice(int(arrays.start[row]), int(arrays.start[row + 1]))
        held: dict[int, tuple[int, float]] = {}
        for column, factor in zip(arrays.index[inside].tolist(), arrays.value[inside].tolist(), strict=True):
            for member in by_column.get(column, ()):
                count, least = held.get(member, (0, np.inf))
                held[member] = count + 1, min(least, factor)
        for member, (count, least) in held.items():
            if count == sizes[member]:
                most[member] = min(most[member], max(0.0, float(arrays.row_upper[row])) / least)
    return most


def _ceilings(arrays: Arrays) -> Ints:
    """Rows with a ceiling and only factors above zero."""
    lowest = np.full(arrays.rows, np.inf)
    np.minimum.at(lowest, np.repeat(np.arange(arrays.rows), np.diff(arrays.start)), arrays.value)
    return np.flatnonzero((lowest > 0) & (lowest < np.inf) & (arrays.row_upper < np.inf))


def _by_rows(arrays: Arrays) -> Floats:
    most = np.full(arrays.columns, np.inf)
    counts = np.diff(arrays.start)
    chosen = np.zeros(arrays.rows, dtype=bool)
    chosen[_ceilings(arrays)] = True
    entries = np.repeat(chosen, counts)
    ends = np.repeat(np.maximum(arrays.row_upper, 0.0), counts)[entries] / arrays.value[entries]
    np.minimum.at(most, arrays.index[entries], ends)
    return most
