"""A program in which several lines pay one group, pooled: the optimum, the prices and the plan of a solve of everything."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from optimiser.case import prove
from optimiser.lp import highs, pooling, stages
from optimiser.lp.program import build, short, with_sums
from optimiser.problem import Problem, make_problem
from tests.benchmarks.instances import Size, instance
from tests.benchmarks.programs import problem
from tests.lp.test_sifting import bound, broken
from tests.worlds import World, worlds

REGIONAL = Size("regional", 12, 8, 3, 8, 4, 3, 3)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program counts as large, and every sum that two rows share gets a column."""
    monkeypatch.setattr(pooling, "LARGE", 0)
    monkeypatch.setattr(pooling, "CELLS", 0.0)
    monkeypatch.setattr("optimiser.lp.program.LONG", 2)
    monkeypatch.setattr("optimiser.lp.program.OFTEN", 2)


def check(it: Problem, *, always: bool = True) -> None:
    """Both ways agree, and the pooled one proves itself over the columns and rows of the problem."""
    found, whole = pooling.solve(it), highs.solve(build(it)[0])
    # Where a cell's own end binds, pooling says that it cannot tell.
    if found is None:
        assert not always
        return
    assert whole.status == "optimal"
    assert found.prices is not None
    wide = short(it)[0]
    value = float(wide.cost @ found.values)
    assert value == pytest.approx(float(build(it)[0].cost @ whole.values), rel=1e-7, abs=1e-6)
    assert broken(build(it)[0], found.values[: it.width]) <= 1e-5
    prices = found.prices[: len(it.rows)]
    assert np.allclose(wide.product(with_sums(wide, prices, it.width))[: it.width], build(it)[0].product(prices), atol=1e-9)
    found = type(found)("optimal", found.values[: it.width], prices, "")
    assert bound(build(it)[0], found) == pytest.approx(value, rel=2e-7, abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_a_regional_program_has_the_same_optimum_and_proves_it(large: None, seed: int) -> None:
    check(problem(instance(REGIONAL, seed)))


@given(worlds())
def test_any_programme_pooled_has_the_optimum_of_the_whole(it: World) -> None:
    if not it.accepted():
        return
    it_problem = make_problem(it.grid, it.rules, it.goal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("optimiser.lp.program.LONG", 1)
        patch.setattr("optimiser.lp.program.OFTEN", 2)
        check(it_problem, always=False)


def test_the_plan_chosen_is_the_same_either_way(large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    it = problem(instance(REGIONAL, 1))
    pooled = stages.optimum(it, highs.NAME)
    assert isinstance(pooled, stages.Optimum)
    assert pooled.basis is None
    proof, _ = prove(pooled)
    chosen = stages.choose(it, proof.multipliers, [])
    monkeypatch.setattr(pooling, "CELLS", float("inf"))
    whole = stages.optimum(it, highs.NAME)
    assert isinstance(whole, stages.Optimum)
    assert abs(whole.value - pooled.value) <= abs(whole.value) * Fraction(1, 10**9)
    assert max(abs(a - b) for a, b in zip(chosen, stages.choose(it, proof.multipliers, []), strict=True)) <= 1


def test_small_programs_and_those_with_one_line_a_group_go_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    it = problem(instance(REGIONAL, 0))
    assert not pooling.fits(it)
    monkeypatch.setattr(pooling, "LARGE", 0)
    assert pooling.fits(it)
    monkeypatch.setattr(pooling, "CELLS", 100.0)
    assert not pooling.fits(it)
