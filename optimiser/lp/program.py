"""The linear program as arrays: one builder for every solver.

Columns are scaled to thousands of euros and every row to the same, so that numbers stay near one; `Scales` turns answers back. The
program is always handed over as a minimisation, because solvers disagree on the sign of prices under maximisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from optimiser.problem import Problem
from optimiser.rule import Row
from optimiser.tied import apart

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

THOUSAND = 1000
# HiGHS drops matrix entries below 1e-9 without a word; anything this small means a rule in the wrong unit.
SMALLEST = 1e-8
# Rows whose largest factor per euro is below this speak about persons, not euros.
EUROS_FROM = Fraction(1, 100)
# Sums of so many columns that stand in so many rows get a column of their own in a short program.
LONG, OFTEN = 50, 3
# A missed wish outweighs any effect that a choice or rounding can move.
WISH_COST = 1e6


class DroppedCoefficient(ArithmeticError):
    """A factor so small that a solver would ignore it; the rule it belongs to is named."""


@dataclass(frozen=True)
class Arrays:
    """minimise cost'x, lower <= x <= upper, row_lower <= Ax <= row_upper; A by rows (start, index, value)."""

    cost: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.cost)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    def product(self, y: Floats) -> Floats:
        """A'y, shape (columns,)."""
        total: Floats = np.bincount(self.index, weights=self.value * np.repeat(y, np.diff(self.start)), minlength=self.columns).astype(np.float64)
        return total

    def without_fixed(self) -> Arrays:
        """A copy without columns whose ends are equal and rows that nothing is left of; both keep their order."""
        row_of, free = np.repeat(np.arange(self.rows), np.diff(self.start)), self.lower < self.upper
        moves = free[self.index]
        rest = np.bincount(row_of[~moves], weights=(self.value * self.lower[self.index])[~moves], minlength=self.rows)
        many = np.bincount(row_of[moves], minlength=self.rows)
        rows, place = np.flatnonzero(many), np.cumsum(free) - 1
        return Arrays(
            self.cost[free],
            self.lower[free],
            self.upper[free],
            self.row_lower[rows] - rest[rows],
            self.row_upper[rows] - rest[rows],
            np.concatenate([[0], np.cumsum(many[rows])]).astype(np.int64),
            place[self.index[moves]],
            self.value[moves],
        )

    def with_rows(self, rows: list[tuple[Ints, Floats, float, float]]) -> Arrays:
        """A copy with rows (index, value, lower, upper) appended."""
        if not rows:
            return self
        return replace(
            self,
            row_lower=np.append(self.row_lower, [row[2] for row in rows]),
            row_upper=np.append(self.row_upper, [row[3] for row in rows]),
            start=np.append(self.start, self.start[-1] + np.cumsum([len(row[0]) for row in rows])),
            index=np.concatenate([self.index, *(row[0] for row in rows)]),
            value=np.concatenate([self.value, *(row[1] for row in rows)]),
        )

    def with_columns(self, count: int, upper: float) -> Arrays:
        """A copy with free-of-cost columns 0..upper appended."""
        return replace(
            self,
            cost=np.append(self.cost, np.zeros(count)),
            lower=np.append(self.lower, np.zeros(count)),
            upper=np.append(self.upper, np.full(count, upper)),
        )


@dataclass(frozen=True)
class Scales:
    """`column` (columns,): euros (or persons) per solver unit; `row` (rows,): solver row = row x exact row; `cost`: likewise for the goal."""

    column: Floats
    row: Floats
    cost: float


def build(problem: Problem) -> tuple[Arrays, Scales]:
    """Arrays and scales of an exact problem, built once a problem. Raises `DroppedCoefficient`."""
    built: tuple[Arrays, Scales] | None = problem.__dict__.get("_built")
    if built is None:
        built = _built(problem)
        # The problem is frozen, so its arrays are too; they live and die with it.
        object.__setattr__(problem, "_built", built)
    return built


def short(problem: Problem) -> tuple[Arrays, Scales]:
    """The same program with a column and a row more for every sum that several rows speak of: far fewer entries. Built once a problem.

    Columns and rows of the problem come first; prices of the rows that come after follow from theirs (`with_sums`).
    """
    built: tuple[Arrays, Scales] | None = problem.__dict__.get("_short")
    if built is None:
        built = _built(problem, _sums(problem))
        object.__setattr__(problem, "_short", built)
    return built


def with_sums(arrays: Arrays, prices: Floats, width: int) -> Floats:
    """Prices of the first rows of a `short` program, with those at which its columns of sums (from `width` on) cost nothing."""
    full = np.concatenate([prices, np.zeros(arrays.rows - len(prices))])
    full[len(prices) :] = arrays.product(full)[width:]
    return full


def _sums(problem: Problem) -> dict[bytes, int]:
    """Selections that several rows add up, each with its number."""
    seen: dict[bytes, set[int]] = {}
    for place, row in apart(problem.rows)[0]:
        for _, columns in row.terms:
            if len(columns) >= LONG:
                seen.setdefault(columns.tobytes(), set()).add(place)
    return {name: number for number, name in enumerate(name for name, places in seen.items() if len(places) >= OFTEN)}


def _built(problem: Problem, sums: dict[bytes, int] | None = None) -> tuple[Arrays, Scales]:
    rows, tied, first = apart(problem.rows)
    sums, count = sums or {}, len(problem.rows)
    terms: list[tuple[int, float, Ints]] = []
    for place, row in rows:
        for factor, columns in row.terms:
            number = sums.get(columns.tobytes()) if sums else None
            terms.append((place, float(factor), columns if number is None else np.array([problem.width + number], dtype=np.int64)))
    for name, number in sums.items():
        terms.append((count + number, 1.0, np.frombuffer(name, dtype=np.int64)))
        terms.append((count + number, -1.0, np.array([problem.width + number], dtype=np.int64)))
    sizes = np.array([len(columns) for _, _, columns in terms], dtype=np.int64)
    index = [columns for _, _, columns in terms]
    factors = [np.repeat(np.array([factor for _, factor, _ in terms]), sizes)]
    row_of = [np.repeat(np.array([place for place, _, _ in terms], dtype=np.int64), sizes)]
    for columns, starts, sign in () if tied is None else ((tied.tier, tied.tier_start, 1.0), (tied.cell, tied.cell_start, -1.0)):
        index.append(columns)
        factors.append(np.full(len(columns), sign))
        row_of.append(np.repeat(np.arange(first, first + len(starts) - 1), np.diff(starts)))
    entries = np.concatenate(row_of), np.concatenate(index or [np.zeros(0, dtype=np.int64)]), np.concatenate(factors)
    return _scaled(problem, rows, entries, len(sums))


def _scaled(problem: Problem, rows: list[tuple[int, Row]], entries: tuple[Ints, Ints, Floats], sums: int) -> tuple[Arrays, Scales]:
    """The arrays from their entries; rows that are not spelled out are ties, and in the end `sums` rows that define as many columns."""
    row_of, index, factors = entries
    count, width, nothing = len(problem.rows) + sums, problem.width + sums, np.zeros(sums)
    row_scale, bounds, senses = np.full(count, 1 / THOUSAND), np.zeros(count), np.full(count, "<=")
    for place, row in rows:
        row_scale[place], bounds[place], senses[place] = _row_scale(row.terms), float(row.bound), row.sense
    senses[len(problem.rows) :] = "="
    bounds = bounds * row_scale
    column_scale = np.full(width, float(THOUSAND))
    for position, one in enumerate(problem.shortfalls):
        column_scale[problem.shortfall_column(position)] = 1 / row_scale[one.row]
    value = factors * row_scale[row_of] * column_scale[index]
    row_of, index, value = merged(row_of, index, value, width)
    if value.size and np.abs(value).min() < SMALLEST:
        worst = problem.rows[int(row_of[int(np.abs(value).argmin())])]
        raise DroppedCoefficient(f"{worst.rule} {worst.year} {worst.member}")
    goal = -np.append(_floats(problem.objective), nothing) * column_scale
    size = float(np.abs(goal).max()) or 1.0
    arrays = Arrays(
        cost=goal * (100 / size),
        lower=np.zeros(width),
        upper=np.append(_floats(problem.upper), nothing + np.inf) / column_scale,
        row_lower=np.where(senses == "<=", -np.inf, bounds),
        row_upper=np.where(senses == ">=", np.inf, bounds),
        start=np.concatenate([[0], np.cumsum(np.bincount(row_of, minlength=count))]).astype(np.int64),
        index=index,
        value=value,
    )
    return arrays, Scales(column_scale, row_scale, 100 / size)


def _floats(numbers: Sequence[int | Fraction]) -> Floats:
    """The nearest float of every number: what `float` gives, without asking each what it is."""
    return np.array([one.numerator / one.denominator for one in numbers], dtype=np.float64)


def with_wish_costs(problem: Problem, arrays: Arrays) -> Arrays:
    """The program in which a missed wish costs more than any effect can win, the more urgent the more."""
    cost = arrays.cost.copy()
    for position, one in enumerate(problem.shortfalls):
        rank = 1 + problem.priorities.index(one.priority)
        cost[problem.shortfall_column(position)] += WISH_COST * 10.0 ** (-2 * rank) * float(one.weight)
    return replace(arrays, cost=cost)


def _row_scale(terms: tuple[tuple[Fraction, Ints], ...]) -> float:
    largest = max((abs(factor) for factor, columns in terms if columns.size), default=Fraction(1))
    return 1 / THOUSAND if largest >= EUROS_FROM else 1.0


def merged(row_of: Ints, index: Ints, value: Floats, width: int, *, keep_zeros: bool = False) -> tuple[Ints, Ints, Floats]:
    """One entry per row and column, in row order: a column may stand in two terms (a part and its whole)."""
    keys = row_of * width + index
    order = np.argsort(keys, kind="stable")
    if (np.diff(keys[order]) > 0).all() and (keep_zeros or value.all()):
        return row_of[order], index[order], value[order]
    keys, inverse = np.unique(keys, return_inverse=True)
    total = np.bincount(inverse, weights=value, minlength=len(keys))
    keep = np.ones(len(keys), dtype=bool) if keep_zeros else total != 0
    return keys[keep] // width, keys[keep] % width, total[keep]
