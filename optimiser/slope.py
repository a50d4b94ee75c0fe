"""How an exact problem moves along one number: what a unit of that number adds to bounds, factors, ends and objective."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from optimiser.problem import Problem
from optimiser.rule import Row, Terms


@dataclass(frozen=True)
class Slope:
    """Per unit of a number: `bounds[row]` EUR or persons, `terms[row]` factors, `upper[column]` EUR, `objective[column]` goal per euro."""

    bounds: Mapping[int, Fraction] = field(default_factory=dict)
    terms: Mapping[int, Terms] = field(default_factory=dict)
    upper: Mapping[int, Fraction] = field(default_factory=dict)
    objective: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def only_limits(self) -> bool:
        """True when only bounds and ends move: the optimum is then a concave function of the number."""
        return not self.terms and not self.objective

    @property
    def only_rates(self) -> bool:
        """True when only the objective moves: the optimum is then a convex function of the number."""
        return not (self.bounds or self.terms or self.upper)

    def scaled(self, by: Fraction) -> Slope:
        """The slope per `1/by` units."""
        return Slope(
            {row: one * by for row, one in self.bounds.items()},
            {row: [(factor * by, columns) for factor, columns in terms] for row, terms in self.terms.items()},
            {column: one * by for column, one in self.upper.items()},
            {column: one * by for column, one in self.objective.items()},
        )


def moved(problem: Problem, slope: Slope, by: Fraction) -> Problem:
    """The problem with the number `by` units further."""
    if by == 0:
        return problem
    rows = list(problem.rows)
    for row in {*slope.bounds, *slope.terms}:
        terms = tuple((factor * by, columns) for factor, columns in slope.terms.get(row, ()))
        rows[row] = replace(rows[row], bound=rows[row].bound + by * slope.bounds.get(row, 0), terms=(*rows[row].terms, *terms))
    upper, objective = list(problem.upper), list(problem.objective)
    for column, one in slope.upper.items():
        upper[column] += by * one
    for column, one in slope.objective.items():
        objective[column] += by * one
    return replace(problem, rows=tuple(rows), upper=tuple(upper), objective=tuple(objective))


def between(first: Problem, second: Problem, distance: Fraction) -> Slope | None:
    """The slope that leads from one problem to another over `distance` units; None when they do not have the same rows and columns."""
    if first.width != second.width or len(first.rows) != len(second.rows) or first.shortfalls != second.shortfalls:
        return None
    bounds: dict[int, Fraction] = {}
    changed: dict[int, Terms] = {}
    for position, (one, other) in enumerate(zip(first.rows, second.rows, strict=True)):
        if (one.rule, one.year, one.member, one.sense) != (other.rule, other.year, other.member, other.sense):
            return None
        if one.bound != other.bound:
            bounds[position] = (other.bound - one.bound) / distance
        terms = _difference(one, other, distance)
        if terms:
            changed[position] = terms
    return Slope(
        bounds,
        changed,
        {j: Fraction(b - a) / distance for j, (a, b) in enumerate(zip(first.upper, second.upper, strict=True)) if a != b},
        {j: (b - a) / distance for j, (a, b) in enumerate(zip(first.objective, second.objective, strict=True)) if a != b},
    )


def same(first: Problem, second: Problem) -> bool:
    """True when two problems ask exactly the same."""
    slope = between(first, second, Fraction(1))
    return slope is not None and slope == Slope()


def _difference(one: Row, other: Row, distance: Fraction) -> Terms:
    """The terms to add to one row to get the other, per unit; usually the same selections with other factors."""
    alike = len(one.terms) == len(other.terms) and all(
        a is b or (len(a) == len(b) and bool((a == b).all())) for (_, a), (_, b) in zip(one.terms, other.terms, strict=True)
    )
    if alike:
        pairs = zip(one.terms, other.terms, strict=True)
        return [((after - before) / distance, columns) for (before, columns), (after, _) in pairs if after != before]
    net: dict[int, Fraction] = {}
    for sign, row in ((-1, one), (1, other)):
        for factor, columns in row.terms:
            for column in columns.tolist():
                net[column] = net.get(column, Fraction(0)) + sign * factor / distance
    return [(factor, np.array([column], dtype=np.int64)) for column, factor in sorted(net.items()) if factor != 0]
