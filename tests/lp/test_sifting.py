"""A wide program solved by a few columns at a time has the optimum, the prices and the bound of a solve of everything."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from optimiser.lp import highs, sifting, stages
from optimiser.lp.outcome import Outcome
from optimiser.lp.pieces import cut
from optimiser.lp.program import Arrays, build
from tests.benchmarks.instances import Instance, Size, instance
from tests.benchmarks.programs import problem

ROUND = Size("round", 120, 6, 2, 3, 1, 2, 3, True, 0.8)
NATIONAL = Size("national", 1, 12, 4, 8, 8, 4, 0)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program counts as wide, and samples are small."""
    monkeypatch.setattr(sifting, "LARGE", 0)
    monkeypatch.setattr(sifting, "FIRST", 60)


def arrays_of(it: Instance) -> Arrays:
    """The whole program."""
    return build(problem(it))[0]


def bound(arrays: Arrays, outcome: Outcome) -> float:
    """What the prices prove over all columns and rows."""
    assert outcome.prices is not None
    y = outcome.prices
    assert not (np.isneginf(arrays.row_lower) & (y > 0)).any()
    assert not (np.isposinf(arrays.row_upper) & (y < 0)).any()
    reduced = arrays.cost - arrays.product(y)
    ends = np.where(y > 0, arrays.row_lower, np.where(y < 0, arrays.row_upper, 0.0))
    return float(y @ ends + np.minimum(reduced, 0) @ arrays.upper + np.maximum(reduced, 0) @ arrays.lower)


def broken(arrays: Arrays, values: np.ndarray) -> float:
    """How far any row or end is broken."""
    row = np.repeat(np.arange(arrays.rows), np.diff(arrays.start))
    left = np.bincount(row, weights=arrays.value * values[arrays.index], minlength=arrays.rows)
    ends = (arrays.row_lower - left, left - arrays.row_upper, -values, values - arrays.upper)
    return max(float(one.max(initial=0)) for one in ends)


def check(arrays: Arrays) -> None:
    """Both ways agree, and the narrow one proves itself."""
    found, whole = sifting.solve(arrays), highs.solve(arrays)
    assert found is not None
    assert whole.status == "optimal"
    value = float(arrays.cost @ found.values)
    assert value == pytest.approx(float(arrays.cost @ whole.values), rel=1e-9)
    assert broken(arrays, found.values) <= 1e-6
    assert bound(arrays, found) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_a_grant_round_has_the_same_optimum_and_proves_it(narrow: None, seed: int) -> None:
    check(arrays_of(instance(ROUND, seed)))


def test_money_that_must_be_spent_goes_past_the_tiers(narrow: None) -> None:
    """Tiers end at four fifths of what a cell can hold, and the budgets are to be spent to the last euro."""
    it = instance(ROUND, 1)
    arrays = arrays_of(replace(it, width=it.width * 4 // 5))
    budgets = np.arange(arrays.rows) < 3
    check(replace(arrays, row_lower=np.where(budgets, arrays.row_upper, arrays.row_lower)))


def test_a_goal_that_counts_euros(narrow: None) -> None:
    arrays = arrays_of(instance(ROUND, 2))
    check(replace(arrays, cost=np.where(np.arange(arrays.columns) < len(cut(arrays).tied), 20.0, arrays.cost)))


def test_tiers_are_filled_best_first_and_never_past_what_the_cell_holds(narrow: None) -> None:
    it = instance(ROUND, 3)
    arrays = arrays_of(replace(it, ceiling=it.ceiling // 2))
    pieces = cut(arrays)
    assert len(pieces.tied) == it.groups
    assert pieces.spent(pieces.upper) == pytest.approx(arrays.upper[: it.cells].tolist() + [0.0] * (arrays.columns - it.cells))
    check(arrays)


def test_a_program_without_a_plan_is_left_to_a_solve_of_everything(narrow: None) -> None:
    arrays = arrays_of(instance(ROUND, 4))
    without = replace(arrays, row_lower=np.where(np.arange(arrays.rows) == 0, arrays.row_upper * 10, arrays.row_lower))
    without = replace(without, row_upper=np.where(np.arange(arrays.rows) == 0, np.inf, arrays.row_upper))
    assert sifting.solve(without) is None


def test_groups_with_several_cells_keep_their_tie() -> None:
    assert len(cut(arrays_of(instance(NATIONAL))).tied) == 0


def test_a_small_problem_is_solved_whole() -> None:
    small = problem(instance(NATIONAL))
    assert sifting.solve(build(small)[0]) is None
    found = stages.optimum(small, "highs")
    assert isinstance(found, stages.Optimum)
    assert found.basis is not None


def test_the_narrow_way_is_taken_by_structure_and_proves_itself_exactly(narrow: None) -> None:
    from optimiser.case import prove

    found = stages.optimum(problem(instance(ROUND, 5)), "highs")
    assert isinstance(found, stages.Optimum)
    certificate, best = prove(found)
    assert 0 <= certificate.bound - best <= Fraction(1, 10**7) * best


def test_the_plan_that_comes_first_is_the_same_with_and_without_what_the_face_fixes(monkeypatch: pytest.MonkeyPatch) -> None:
    from optimiser.case import prove
    from optimiser.lp import chooser
    from optimiser.lp.chooser import Closeness

    it = problem(instance(ROUND, 6))
    found = stages.optimum(it, "highs")
    assert isinstance(found, stages.Optimum)
    multipliers = prove(found)[0].multipliers
    near = [Closeness((np.flatnonzero(it.grid.codes["year"] == 0),), (10**7,))]
    whole = stages.choose(it, multipliers, near)
    monkeypatch.setattr(chooser, "LARGE", 0)
    assert stages.choose(it, multipliers, near) == whole
