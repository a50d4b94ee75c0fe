"""An exact problem with more columns and rows, for questions that the rules alone do not ask: protection, scenarios, distance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from optimiser.grid import Index
from optimiser.problem import Problem
from optimiser.rule import Row, Sense, Terms


def grouped(values: Mapping[int, Fraction]) -> Terms:
    """A value per column as terms, one a value."""
    table: dict[Fraction, list[int]] = {}
    for column, worth in values.items():
        table.setdefault(worth, []).append(column)
    return [(worth, np.array(columns, dtype=np.int64)) for worth, columns in sorted(table.items())]


def at(column: int) -> Index:
    """One column as a selection."""
    return np.array([column], dtype=np.int64)


class Wide:
    """A problem getting more columns and rows.

    `scale` is the best worth of a euro there is: columns that count effect are told in euros of that worth, so that sizes stay alike.
    """

    def __init__(self, problem: Problem) -> None:
        self.scale = max(abs(one) for one in problem.objective) or Fraction(1)
        self._most = sum(problem.grid.budgets.values())
        self._problem = problem
        self._upper, self._objective, self._rows = list(problem.upper), list(problem.objective), list(problem.rows)

    @property
    def problem(self) -> Problem:
        """The problem as it is by now."""
        return replace(self._problem, upper=tuple(self._upper), objective=tuple(self._objective), rows=tuple(self._rows))

    def column(self, worth: Fraction, most: int = 0) -> int:
        """A column from 0 to all the money there is (or `most`, if that is more), with its worth in the objective; its number."""
        self._upper.append(max(self._most, most))
        self._objective.append(worth)
        return len(self._upper) - 1

    def row(self, name: str, member: str | None, terms: Terms, sense: Sense, bound: Fraction | int = 0) -> None:
        """A row that no rule stands behind."""
        self._rows.append(Row(name, None, member, tuple(terms), sense, Fraction(bound), given=True))

    def reweigh(self, weight: Fraction, moves: Sequence[tuple[Mapping[int, Fraction], Fraction]] = ()) -> None:
        """The objective moved along some slopes, then taken at a weight (0: it no longer counts)."""
        for slope, by in moves:
            for column, step in slope.items():
                self._objective[column] += step * by
        self._objective = [weight * one for one in self._objective]
