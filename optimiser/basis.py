"""Exact prices from a solver's last basis: a sparse linear system solved in fractions.

The solver says which columns are basic and which rows are tight; the prices that belong to that choice follow from exact data alone, so
the solver's tolerances no longer matter. Elimination picks pivots by Markowitz' rule, which keeps allocation bases nearly triangular.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimiser.problem import Problem

Equation = dict[int, Fraction]


def exact_prices(problem: Problem, basic: Sequence[int], tight: Sequence[int]) -> tuple[Fraction, ...] | None:
    """Multipliers of `problem.rows` with zero reduced cost on every basic column and zero on every loose row.

    `basic` are columns, `tight` rows, as many of each. None when that system is singular (the basis was none).
    """
    entries = _columns(problem, set(basic), {row: position for position, row in enumerate(tight)})
    equations = [(entries.get(column, {}), problem.objective[column]) for column in basic]
    solved = solve(equations, len(tight))
    if solved is None:
        return None
    prices = [Fraction(0)] * len(problem.rows)
    for row, value in zip(tight, solved, strict=True):
        prices[row] = value
    return tuple(prices)


def _columns(problem: Problem, basic: set[int], tight: dict[int, int]) -> dict[int, Equation]:
    """Per basic column its exact entries in the tight rows (by position)."""
    table: dict[int, Equation] = {}
    for row, position in tight.items():
        for factor, columns in problem.rows[row].terms:
            for column in columns.tolist():
                if column in basic:
                    equation = table.setdefault(column, {})
                    equation[position] = equation.get(position, Fraction(0)) + factor
    return table


def solve(equations: Sequence[tuple[Equation, Fraction]], unknowns: int) -> list[Fraction] | None:
    """The solution of a square sparse system, exact; None when it is singular.

    >>> solve([({0: Fraction(2), 1: Fraction(1)}, Fraction(3)), ({1: Fraction(3)}, Fraction(3))], 2)
    [Fraction(1, 1), Fraction(1, 1)]
    """
    if len(equations) != unknowns:
        return None
    rows = {i: {j: value for j, value in equation.items() if value != 0} for i, (equation, _) in enumerate(equations)}
    right = {i: value for i, (_, value) in enumerate(equations)}
    users: dict[int, set[int]] = {j: set() for j in range(unknowns)}
    for i, equation in rows.items():
        for j in equation:
            users[j].add(i)
    pivots: list[tuple[int, Equation, Fraction]] = []
    while rows:
        choice = _pivot(rows, users)
        if choice is None:
            return None
        i, j = choice
        pivots.append((j, rows[i], right[i]))
        _eliminate(rows, right, users, i, j)
    solution = [Fraction(0)] * unknowns
    for j, equation, value in reversed(pivots):
        rest = sum((factor * solution[k] for k, factor in equation.items() if k != j), Fraction(0))
        solution[j] = (value - rest) / equation[j]
    return solution


def _pivot(rows: dict[int, Equation], users: dict[int, set[int]]) -> tuple[int, int] | None:
    """The entry that fills in least: shortest equation, then least used unknown."""
    i = min(rows, key=lambda one: (len(rows[one]), one))
    if not rows[i]:
        return None
    return i, min(rows[i], key=lambda one: (len(users[one]), one))


def _eliminate(rows: dict[int, Equation], right: dict[int, Fraction], users: dict[int, set[int]], i: int, j: int) -> None:
    """Takes unknown j out of every other equation."""
    pivot = rows.pop(i)
    for k in pivot:
        users[k].discard(i)
    for other in sorted(users[j]):
        equation = rows[other]
        ratio = equation.pop(j) / pivot[j]
        right[other] -= ratio * right[i]
        for k, value in pivot.items():
            if k == j:
                continue
            changed = equation.get(k, Fraction(0)) - ratio * value
            if changed != 0:
                equation[k] = changed
                users[k].add(other)
            elif k in equation:
                del equation[k]
                users[k].discard(other)
    users[j] = set()
