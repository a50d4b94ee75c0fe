"""Thousands of open cells rounded without an integer program: every hard row kept exactly, little of the goal lost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from optimiser import rounding
from optimiser.case import prove
from optimiser.lp import stages
from optimiser.plan import Plan, fill
from optimiser.problem import Problem
from optimiser.rounding import repair
from optimiser.rule import Row
from optimiser.steps import Steps
from optimiser.tied import Rows
from tests.benchmarks.instances import Size, instance
from tests.benchmarks.programs import problem
from tests.worlds import World, worlds

ROUND = Size("round", 150, 6, 2, 3, 1, 2, 3, True, 0.8)


@pytest.fixture
def stepwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """No integer program, whatever the size."""
    monkeypatch.setattr(rounding, "LARGE", 0)
    monkeypatch.setattr(rounding, "MANY", 0)

    def never(*given: object) -> None:
        raise AssertionError("an integer program")

    monkeypatch.setattr(rounding, "whole_units", never)


def rounded(it: Problem, unit: int) -> tuple[Plan, Fraction, Fraction]:
    """The plan in whole units, its value and the bound."""
    found = stages.optimum(it, "highs")
    assert isinstance(found, stages.Optimum)
    proof, _ = prove(found)
    plan = repair(it, stages.choose(it, proof.multipliers, []), (), unit).plan
    worth = zip(plan.filled, it.objective[it.grid.size :], strict=False)
    return plan, sum((filled * one for filled, one in worth), Fraction(0)), proof.bound


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("unit", [1000, 10])
def test_every_row_of_a_grant_round_is_kept_and_little_is_lost(stepwise: None, unit: int, seed: int) -> None:
    it = problem(instance(ROUND, seed))
    plan, value, bound = rounded(it, unit)
    assert not (plan.amounts % unit).any()
    assert (plan.amounts >= 0).all()
    assert (plan.amounts <= np.array(it.upper[: it.grid.size], dtype=np.int64)).all()
    assert isinstance(it.rows, Rows)
    for row in it.rows.told:
        assert row.excess(plan) <= 0 if row.sense == "<=" else row.excess(plan) >= 0, row.rule
    assert 0 <= bound - value <= bound * (Fraction(1, 100) if unit == 1000 else Fraction(1, 5000))


def test_a_budget_that_must_be_spent_is_spent_to_the_euro(stepwise: None) -> None:
    it = problem(instance(ROUND, 4))
    assert isinstance(it.rows, Rows)
    told = tuple(Row(one.rule, None, None, one.terms, "=", one.bound) if place < 3 else one for place, one in enumerate(it.rows.told))
    exact = replace(it, rows=Rows(told, it.rows.tied))
    plan, value, bound = rounded(exact, 1000)
    for row in told:
        excess = row.excess(plan)
        assert excess == 0 if row.sense == "=" else excess <= 0 if row.sense == "<=" else excess >= 0
    assert value > bound * Fraction(98, 100)


@given(worlds())
def test_tiers_are_filled_all_at_once_as_one_by_one(it: World) -> None:
    if not it.accepted():
        return
    grid = it.grid
    amounts = np.random.default_rng(1).integers(0, 10**8, grid.size)
    left = Plan(grid, amounts, ()).group_spend.tolist()
    for place, (group, width) in enumerate(zip(grid.tiers.group.tolist(), grid.tiers.width, strict=True)):
        part = min(Fraction(left[group]), width)
        left[group] -= part
        filled = fill(grid, amounts)[place]
        assert filled == part
        assert isinstance(filled, int) == (part.denominator == 1)


def test_rows_that_steps_one_by_one_cannot_untangle_are_kept_by_the_integer_program_over_steps(
    stepwise: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = problem(instance(ROUND, 2))
    alone, _, bound = rounded(it, 1000)
    monkeypatch.setattr(Steps, "mend_all", lambda self: False)
    plan, value, _ = rounded(it, 1000)
    assert isinstance(it.rows, Rows)
    for row in it.rows.told:
        assert row.excess(plan) <= 0 if row.sense == "<=" else row.excess(plan) >= 0, row.rule
    assert (plan.amounts != alone.amounts).any()
    assert 0 <= bound - value <= bound * Fraction(1, 100)
