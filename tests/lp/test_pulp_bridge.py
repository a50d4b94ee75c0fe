"""The second door: any solver PuLP knows answers as the first."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from optimiser.lp import highs, pulp_bridge
from optimiser.lp.program import Arrays, build
from optimiser.lp.pulp_bridge import NoSuchSolver
from tests.lp.doors import BEST, BROKEN_EMPTY_ROW, EMPTY_ROW, ENDLESS, FIXED, NONE
from tests.worlds import Size, rule, seeded_worlds, world

SOLVERS = ["cbc", pytest.param("glpk", marks=pytest.mark.skipif(shutil.which("glpsol") is None, reason="glpsol is not installed"))]


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize(("arrays", "values"), [(BEST, [3.0, 1.0]), (FIXED, [2.5, 1.5]), (EMPTY_ROW, [3.0])], ids=["best", "fixed", "empty-row"])
def test_the_optimum(solver: str, arrays: Arrays, values: list[float]) -> None:
    outcome = pulp_bridge.solve(arrays, solver)
    assert outcome.status == "optimal"
    assert outcome.values == pytest.approx(values)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("arrays", [NONE, BROKEN_EMPTY_ROW], ids=["rows", "empty-row"])
def test_an_infeasible_program_has_no_values(solver: str, arrays: Arrays) -> None:
    """CBC leaves numbers behind on an infeasible program that even add up: they are never handed on."""
    outcome = pulp_bridge.solve(arrays, solver)
    assert outcome.status == "infeasible"
    assert outcome.values.size == 0
    assert outcome.prices is None


def test_a_program_without_end_is_never_optimal() -> None:
    assert pulp_bridge.solve(ENDLESS, "cbc").status == "stopped"


@pytest.mark.parametrize("solver", SOLVERS)
def test_prices_have_the_same_sign_as_those_of_highs(solver: str) -> None:
    outcome = pulp_bridge.solve(BEST, solver)
    if outcome.prices is None:
        pytest.skip(f"{solver} gives no prices")
    assert outcome.prices == pytest.approx(highs.solve(BEST).prices)


@pytest.mark.parametrize("solver", SOLVERS)
def test_random_programs_have_the_same_optimum_as_with_highs(solver: str) -> None:
    solved = 0
    for it in seeded_worlds(14, Size(), seed=3):
        if not it.accepted():
            continue
        arrays, _ = build(it.problem)
        ours, theirs = highs.solve(arrays), pulp_bridge.solve(arrays, solver)
        assert theirs.status == ours.status
        if ours.status == "optimal":
            solved += 1
            assert float(arrays.cost @ theirs.values) == pytest.approx(float(arrays.cost @ ours.values), rel=1e-6, abs=1e-6)
    assert solved >= 5


def test_more_than_nine_columns_keep_their_order() -> None:
    """PuLP sorts by name; x10 must not come before x2."""
    it = world(rule("limit", "it", each="instrument", exactly=30 * 10**6, select={"except": {"instrument": "steun"}}))
    arrays, _ = build(it.problem)
    assert arrays.columns > 20
    values = pulp_bridge.solve(arrays, "cbc").values
    low, high = arrays.row_lower - 1e-6, arrays.row_upper + 1e-6
    activity = np.array([arrays.value[a:b] @ values[arrays.index[a:b]] for a, b in zip(arrays.start, arrays.start[1:], strict=False)])
    assert ((activity >= low) & (activity <= high)).all()


def test_what_is_installed_can_be_asked_for_by_a_short_name() -> None:
    names = pulp_bridge.available()
    assert {"cbc", "highs-pulp"} <= set(names)
    assert all(isinstance(name, str) for name in names)
    assert pulp_bridge.solve(BEST, "highs-pulp").values == pytest.approx([3.0, 1.0])


def test_a_solver_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NoSuchSolver, match=r"highs, .*cbc"):
        pulp_bridge.solve(BEST, "gurubi")


def test_the_version_is_that_of_pulp() -> None:
    assert pulp_bridge.version().startswith("3.")
