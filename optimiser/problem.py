"""The allocation problem as exact rows over exact columns: what the solver is given, the repair keeps and the certificate proves.

Columns, all with lower bound 0: euros in cells, euros that count in tiers, shortfalls of soft rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from optimiser.choice import Choice
from optimiser.goal import Goal
from optimiser.grid import Grid
from optimiser.rule import Row, Rule, Terms
from optimiser.tied import TIERS as TIERS
from optimiser.tied import Rows, ties

# No rule can have this name: ids hold no brackets.
WISHES = "(wishes)"
# From so many columns on a problem is large: what is done per column is then done for all at once.
LARGE = 5_000
CEILINGS = "(ceilings)"
# Rows that follow from the grid and the wishes, not from a rule of the programme.
INNER = (TIERS, CEILINGS, WISHES)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The column that measures how far a soft row is missed: `row` index, `sign` in that row, and how much it counts."""

    row: int
    sign: int
    priority: int
    weight: Fraction


@dataclass(frozen=True)
class Problem:
    """Maximise `objective` over 0 <= columns <= `upper`, subject to `rows`.

    `upper` and `objective` (columns,): exact, EUR (persons for shortfalls of effect rules). `rows` are the rules' rows (soft ones with their
    shortfall columns), then one row a group that ties tiers to spend, then one row a group of several cells that has a ceiling, then one row
    a wish priority that keeps what was reached. `choices` are what no row says: all or nothing. A bound of the rows alone holds with them too.
    """

    grid: Grid
    rows: Sequence[Row]
    upper: tuple[int | Fraction, ...]
    objective: tuple[Fraction, ...]
    shortfalls: tuple[Shortfall, ...]
    choices: tuple[Choice, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.upper)

    @cached_property
    def priorities(self) -> tuple[int, ...]:
        """The priorities of the wishes, most urgent first."""
        return tuple(sorted({one.priority for one in self.shortfalls}))

    def shortfall_column(self, position: int) -> int:
        """The column of a shortfall."""
        return self.grid.size + len(self.grid.tiers.rate) + position

    def for_wish(self, priority: int) -> Problem:
        """The same rows with another objective: the least weighted shortfall of one priority."""
        objective = [Fraction(0)] * self.width
        for position, one in enumerate(self.shortfalls):
            if one.priority == priority:
                objective[self.shortfall_column(position)] = -one.weight
        return replace(self, objective=tuple(objective))

    def with_wishes_met(self, reached: dict[int, Fraction]) -> Problem:
        """The problem in which every wish priority keeps what it reached (EUR or persons, weighted)."""
        wishes = _wish_rows(self, reached)
        if isinstance(self.rows, Rows):
            kept = [row for row in self.rows.kept if row.rule != WISHES]
            return replace(self, rows=Rows(self.rows.told, self.rows.tied, (*kept, *wishes)))
        return replace(self, rows=(*(row for row in self.rows if row.rule != WISHES), *wishes))


def make_problem(grid: Grid, rules: Sequence[Rule], goal: Goal, room: int = 0) -> Problem:
    """The exact problem of a grid under its active rules; `room` (EUR) is what any cell can hold at least, for splits beyond the budget."""
    tiers = len(grid.tiers.rate)
    rows: list[Row] = []
    shortfalls: list[Shortfall] = []
    limits: list[int | Fraction] = []
    for rule in rules:
        for row in rule.rows(grid):
            if rule.soft is None:
                rows.append(row)
                continue
            terms = list(row.terms)
            for sign in {">=": (1,), "<=": (-1,), "=": (1, -1)}[row.sense]:
                column = grid.size + tiers + len(shortfalls)
                terms.append((Fraction(sign), np.array([column], dtype=np.int64)))
                shortfalls.append(Shortfall(len(rows), sign, rule.soft.priority, rule.soft.weight))
                limits.append(_worst(grid, row, room))
            rows.append(replace(row, terms=tuple(terms)))
    objective = goal.objective(grid)
    return Problem(
        grid,
        Rows(rows, ties(grid), _ceiling_rows(grid)),
        (*_money(grid, room), *grid.tiers.width, *limits),
        (*(objective.cell for _ in range(grid.size)), *objective.tiers, *(Fraction(0) for _ in limits)),
        tuple(shortfalls),
        tuple(choice for rule in rules for choice in rule.choices(grid)),
    )


def _money(grid: Grid, room: int) -> list[int]:
    """The most a cell can hold: everything its source line has over the years (at least `room`), and no more than was requested."""
    total: dict[str, int] = {}
    for (source, _), amount in grid.budgets.items():
        total[source] = total.get(source, 0) + amount
    members = grid.dimensions["source"]
    money = [max(room, total[members[code].id]) for code in grid.codes["source"].tolist()]
    if not len(grid.ceilings):
        return money
    return [most if asked < 0 else min(most, asked) for most, asked in zip(money, grid.ceilings[grid.group].tolist(), strict=True)]


def _worst(grid: Grid, row: Row, room: int) -> Fraction:
    """A finite bound on how far a row can be missed."""
    reach = sum((abs(factor) * len(columns) for factor, columns in row.terms), Fraction(0))
    return abs(row.bound) + reach * max(room, sum(grid.budgets.values()))


def _ceiling_rows(grid: Grid) -> list[Row]:
    """Per group of several cells: no more than was requested. A group of one cell has it as the cell's own upper bound."""
    rows = []
    sizes = np.bincount(grid.group, minlength=len(grid.ceilings))
    wanted = np.flatnonzero((grid.ceilings >= 0) & (sizes > 1))
    order = np.argsort(grid.group, kind="stable")
    starts = np.searchsorted(grid.group[order], np.arange(len(grid.groups["year"]) + 1))
    for group in wanted.tolist():
        terms = ((Fraction(1), order[starts[group] : starts[group + 1]]),)
        year = grid.years[int(grid.groups["year"][group])]
        rows.append(Row(CEILINGS, year, str(group), terms, "<=", Fraction(int(grid.ceilings[group])), given=True))
    return rows


def _wish_rows(problem: Problem, reached: dict[int, Fraction]) -> list[Row]:
    rows = []
    for priority, most in sorted(reached.items()):
        terms: Terms = []
        for position, one in enumerate(problem.shortfalls):
            if one.priority == priority:
                terms.append((one.weight, np.array([problem.shortfall_column(position)], dtype=np.int64)))
        rows.append(Row(WISHES, None, str(priority), tuple(terms), "<=", most))
    return rows
