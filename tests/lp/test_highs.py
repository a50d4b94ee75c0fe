"""The default door."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from optimiser.lp import highs
from optimiser.lp.program import build
from tests.lp.doors import BEST, BROKEN_EMPTY_ROW, EMPTY_ROW, ENDLESS, FIXED, NONE, program
from tests.worlds import world


def test_the_optimum_with_its_prices() -> None:
    outcome = highs.solve(BEST)
    assert outcome.status == "optimal"
    assert outcome.values.tolist() == [3.0, 1.0]
    # one more in the first row is worth 2; the second is loose
    assert outcome.prices is not None
    assert outcome.prices.tolist() == [-2.0, 0.0]
    assert outcome.ray is None


def test_the_basis_has_as_many_columns_as_tight_rows() -> None:
    outcome = highs.solve(BEST)
    assert outcome.basis == ((1,), (0,))


def test_one_point_is_found_exactly() -> None:
    assert highs.solve(FIXED).values.tolist() == [2.5, 1.5]


def test_an_infeasible_program_has_no_values_and_a_ray() -> None:
    outcome = highs.solve(NONE)
    assert outcome.status == "infeasible"
    assert outcome.values.size == 0
    assert outcome.prices is None
    assert outcome.ray is not None
    # the two rows against each other
    assert outcome.ray[0] == -outcome.ray[1] != 0


def test_an_empty_row_that_cannot_hold_is_infeasible() -> None:
    assert highs.solve(EMPTY_ROW).values.tolist() == [3.0]
    assert highs.solve(BROKEN_EMPTY_ROW).status == "infeasible"


def test_a_program_without_end_is_never_optimal() -> None:
    assert highs.solve(ENDLESS).status != "optimal"


def test_a_solver_that_is_stopped_says_so() -> None:
    arrays, _ = build(world().problem)
    outcome = highs.solve(arrays, {"simplex_iteration_limit": 0, "presolve": "off"})
    assert (outcome.status, outcome.values.size) == ("stopped", 0)
    assert outcome.said


def test_whole_numbers_where_they_are_asked_for() -> None:
    # maximise x + y with 2x + 2y <= 7: 3.5, in whole numbers 3
    arrays = program([-1.0, -1.0], [9.0, 9.0], [([2.0, 2.0], -np.inf, 7.0)])
    values = highs.solve_integer(arrays, np.array([0, 1]))
    assert values is not None
    assert values.sum() == pytest.approx(3)
    free = highs.solve_integer(arrays, np.array([0]))
    assert free is not None
    assert free.sum() == pytest.approx(3.5)


def test_no_whole_numbers_is_none() -> None:
    arrays = program([1.0], [9.0], [([2.0], 3.0, 3.0)])
    assert highs.solve_integer(arrays, np.array([0])) is None


def test_the_same_program_twice_gives_the_same_answer() -> None:
    arrays, _ = build(world().problem)
    first, second = highs.solve(arrays), highs.solve(arrays)
    assert first.values.tolist() == second.values.tolist()
    assert first.basis == second.basis


@pytest.mark.parametrize("name", ["it.lp", "it.mps"])
def test_a_written_program_reads_back_to_the_same_optimum(tmp_path: Path, name: str) -> None:
    import highspy

    arrays, _ = build(world().problem)
    highs.write(arrays, str(tmp_path / name))
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.readModel(str(tmp_path / name))
    model.run()
    assert model.getInfo().objective_function_value == pytest.approx(float(arrays.cost @ highs.solve(arrays).values), rel=1e-9)


def test_the_version_is_that_of_highs() -> None:
    assert highs.version().count(".") == 2
