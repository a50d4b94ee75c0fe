"""The exact problem as arrays of floats."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from optimiser.lp.program import EUROS_FROM, THOUSAND, Arrays, DroppedCoefficient, build
from optimiser.problem import Problem
from tests.worlds import INSTRUMENTS, MLN, Ins, World, rule, world, worlds

NEW = {"space": "nieuw"}


def dense(arrays: Arrays) -> np.ndarray:
    """A as a table, shape (rows, columns)."""
    table = np.zeros((arrays.rows, arrays.columns))
    for row in range(arrays.rows):
        inside = slice(arrays.start[row], arrays.start[row + 1])
        table[row, arrays.index[inside]] = arrays.value[inside]
    return table


def exact(problem: Problem) -> list[dict[int, Fraction]]:
    """The exact entries of every row."""
    rows = []
    for row in problem.rows:
        entries: dict[int, Fraction] = {}
        for factor, columns in row.terms:
            for column in columns.tolist():
                entries[column] = entries.get(column, Fraction(0)) + factor
        rows.append({column: factor for column, factor in entries.items() if factor != 0})
    return rows


@given(worlds())
def test_scaled_back_every_number_is_the_exact_one(it: World) -> None:
    if not it.accepted():
        return
    problem = it.problem
    arrays, scales = build(problem)
    table = dense(arrays)
    for position, (row, entries) in enumerate(zip(problem.rows, exact(problem), strict=True)):
        assert set(np.flatnonzero(table[position]).tolist()) == set(entries)
        for column, factor in entries.items():
            assert table[position, column] == pytest.approx(float(factor) * scales.row[position] * scales.column[column], rel=1e-14)
        bound = pytest.approx(float(row.bound) * scales.row[position], rel=1e-14)
        assert (arrays.row_lower[position], arrays.row_upper[position]) == {"<=": (-np.inf, bound), ">=": (bound, np.inf), "=": (bound, bound)}[
            row.sense
        ]
    assert arrays.upper * scales.column == pytest.approx([float(one) for one in problem.upper], rel=1e-14)
    assert arrays.cost == pytest.approx(
        [-float(one) * scale * scales.cost for one, scale in zip(problem.objective, scales.column, strict=True)], rel=1e-12
    )
    assert not arrays.lower.any()


def test_money_is_in_thousands_of_euros_and_persons_are_persons() -> None:
    it = world(
        rule("limit", "euros", select=NEW, at_most=30 * MLN), rule("effect-floor", "persons", at_least=500), years=(2024,), balance={"at_most": 1}
    )
    arrays, scales = build(it.problem)
    bounds = dict(zip([row.rule for row in it.problem.rows], arrays.row_upper.tolist(), strict=True))
    assert bounds["euros"] == 30_000
    assert arrays.row_lower[[row.rule for row in it.problem.rows].index("persons")] == 500
    assert set(scales.column.tolist()) == {THOUSAND}


def test_the_largest_cost_is_a_hundred_and_the_goal_is_minimised() -> None:
    arrays, _ = build(world().problem)
    assert arrays.cost.min() == -100
    assert arrays.cost.max() == 0


def test_a_goal_without_any_effect_costs_nothing() -> None:
    arrays, _ = build(world(instruments={name: Ins(rate=0) for name in ("a", "b")}).problem)
    assert not arrays.cost.any()


def test_a_cell_in_a_part_and_in_its_whole_has_one_entry() -> None:
    it = world(rule("share", "it", select=NEW, whole={"spent": {}}, at_least="2/3"), years=(2024,))
    arrays, _ = build(it.problem)
    row = [one.rule for one in it.problem.rows].index("it")
    inside = slice(arrays.start[row], arrays.start[row + 1])
    values = dict(zip(arrays.index[inside].tolist(), arrays.value[inside].tolist(), strict=True))
    assert {it.cells[column][1]: round(value, 12) for column, value in values.items()} == {
        "scholing": round(-2 / 3, 12),
        "steun": round(-2 / 3, 12),
        "techniek": round(1 / 3, 12),
    }


def test_entries_that_cancel_are_left_out() -> None:
    it = world(rule("share", "it", select=NEW, whole={"spent": NEW}, at_least=1), years=(2024,))
    arrays, _ = build(it.problem)
    row = [one.rule for one in it.problem.rows].index("it")
    assert arrays.start[row] == arrays.start[row + 1]


def test_a_coefficient_that_a_solver_would_drop_is_refused_by_the_name_of_its_rule() -> None:
    tiny = {**INSTRUMENTS, "techniek": Ins("nieuw", rate=Fraction(1, 10**7))}
    it = world(rule("effect-floor", "target", at_least=1, select=NEW), instruments=tiny)
    with pytest.raises(DroppedCoefficient, match="target"):
        build(it.problem)


def test_a_rate_at_the_border_between_persons_and_euros_keeps_its_value() -> None:
    for rate in (EUROS_FROM * MLN, EUROS_FROM * MLN - 1):
        it = world(rule("effect-floor", "target", at_least=1), instruments={"a": Ins(rate=rate), "b": Ins(rate=rate)})
        arrays, scales = build(it.problem)
        row = [one.rule for one in it.problem.rows].index("target")
        assert arrays.value[arrays.start[row]] / scales.row[row] / THOUSAND == pytest.approx(float(rate / MLN))


def test_rows_and_columns_can_be_added_without_touching_the_rest() -> None:
    arrays, _ = build(world().problem)
    wide = arrays.with_columns(2, 7.0).with_rows([(np.array([0, arrays.columns]), np.array([1.0, -1.0]), 3.0, 4.0)])
    assert (wide.rows, wide.columns) == (arrays.rows + 1, arrays.columns + 2)
    assert (dense(wide)[:-1, : arrays.columns] == dense(arrays)).all()
    assert dense(wide)[-1, [0, arrays.columns]].tolist() == [1.0, -1.0]
    assert (wide.row_lower[-1], wide.row_upper[-1]) == (3.0, 4.0)
    assert wide.upper[-2:].tolist() == [7.0, 7.0]
    assert wide.cost[-2:].tolist() == [0.0, 0.0]
    assert arrays.with_rows([]) is arrays


def test_the_product_with_prices_is_that_of_the_table() -> None:
    arrays, _ = build(world(rule("share", "it", select=NEW, whole={"spent": {}}, at_least="2/3")).problem)
    y = np.arange(1.0, arrays.rows + 1)
    assert arrays.product(y) == pytest.approx(dense(arrays).T @ y)
