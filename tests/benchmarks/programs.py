"""An instance as the programs that are compared: the exact problem of the product, and the product form that others would write as arrays."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from optimiser.figures import Figures
from optimiser.grid import Grid, Member, Tiers
from optimiser.language import Text
from optimiser.lp.program import Arrays
from optimiser.problem import Problem
from optimiser.rule import Row
from optimiser.tied import Rows, ties
from tests.benchmarks.instances import Instance, Statement

BILLION = 10**9


def grid(it: Instance) -> Grid:
    """The cells of an instance."""
    width, rate = it.width.ravel(), it.rate.ravel()
    # The same number is the same object, as it is where numbers come from figures.
    exact = {one: Fraction(one) for one in np.unique(width).tolist()}
    rates = {one: Fraction(one, BILLION) for one in np.unique(rate).tolist()}
    tiers = Tiers(
        np.repeat(np.arange(it.groups), it.width.shape[1]), tuple(exact[one] for one in width.tolist()), tuple(rates[one] for one in rate.tolist())
    )
    codes = {"source": it.source, "instrument": it.instrument, "year": it.year, "place": it.place}
    dimensions = {name: _members(name, int(code.max()) + 1) for name, code in codes.items()}
    first = np.unique(it.group, return_index=True)[1]
    groups = {name: code[first] for name, code in codes.items() if name != "source"}
    figures = Figures("instance", {}, {}, {}, {}, {})
    return Grid(dimensions, codes, it.group, groups, tiers, {}, figures, 2025, (2023, 2025))


def _members(name: str, count: int) -> tuple[Member, ...]:
    return tuple(Member(str(2023 + one) if name == "year" else f"{name[0]}{one:05d}", Text("", ""), {}) for one in range(count))


def problem(it: Instance) -> Problem:
    """The exact problem: statements, ceilings of groups with several cells, ties."""
    where = grid(it)
    single = it.cells == it.groups
    rows = [_row(number, one) for number, one in enumerate(it.statements)]
    if not single:
        order = np.argsort(it.group, kind="stable").reshape(it.groups, -1)
        pairs = enumerate(zip(order, it.ceiling.tolist(), strict=True))
        rows += [Row("ceiling", None, str(group), ((Fraction(1), cells),), "<=", Fraction(most)) for group, (cells, most) in pairs]
    upper = (*it.ceiling[it.group].tolist(), *where.tiers.width)
    nothing = Fraction(0)
    return Problem(where, Rows(rows, ties(where)), upper, (*(nothing for _ in range(it.cells)), *where.tiers.rate), ())


def _row(number: int, one: Statement) -> Row:
    terms = []
    for factor in np.unique(one.factor).tolist():
        if factor:
            terms.append((Fraction(factor, 1000), one.cells[one.factor == factor]))
    return Row(f"s{number}", None, None, tuple(terms), one.sense, Fraction(one.bound, 1000))


def product(it: Instance) -> Arrays:
    """One column per cell and tier; per group and tier its width, per group its ceiling: as a vectorised model would be written down."""
    tiers = it.width.shape[1]
    columns = it.cells * tiers
    column = np.arange(columns).reshape(it.cells, tiers)
    entries = [(np.repeat(np.arange(it.groups * tiers).reshape(it.groups, tiers)[it.group].ravel(), 1), column.ravel(), np.ones(columns))]
    entries.append((np.repeat(it.group, tiers) + it.groups * tiers, column.ravel(), np.ones(columns)))
    first = it.groups * (tiers + 1)
    lower, upper = [np.full(first, -np.inf)], [np.concatenate([it.width.ravel(), it.ceiling]) / 1000]
    for number, one in enumerate(it.statements):
        kept = one.factor != 0
        cells = column[one.cells[kept]]
        entries.append((np.full(cells.size, first + number), cells.ravel(), np.repeat(one.factor[kept] / 1000, tiers)))
        bound = one.bound / 1_000_000
        lower.append(np.array([bound if one.sense == ">=" else -np.inf]))
        upper.append(np.array([bound if one.sense == "<=" else np.inf]))
    row, index, value = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.argsort(row, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=first + len(it.statements)))]).astype(np.int64)
    cost = -it.rate[it.group].ravel().astype(float)
    cost *= 100 / np.abs(cost).max()
    return Arrays(cost, np.zeros(columns), np.full(columns, np.inf), np.concatenate(lower), np.concatenate(upper), start, index[order], value[order])
