"""Robust and careful plans against linear programs that spell out every scenario."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from optimiser.audit import broken, check_all
from optimiser.desk.draws import sample
from optimiser.desk.robust import careful, robust, worst_case, worst_mean
from optimiser.lp import highs
from optimiser.lp.program import Arrays, build
from optimiser.stressed import Declared
from tests.desk.asked import estimates


def effect_row(arrays: Arrays, values: dict[str, Fraction]) -> np.ndarray:
    """Minus the cost of the program under other estimates: what every column is worth (solver scale)."""
    problem = estimates().served
    _, scales = build(problem)
    worth = np.array([float(one) for one in problem.objective])
    for one in estimates().each:
        for column, step in one.slope.objective.items():
            worth[column] += float(step * (values.get(one.instrument, one.used) - one.used))
    return worth * scales.column


def spelled_out(rows: list[np.ndarray]) -> float:
    """The best worst row, every scenario a row of its own."""
    arrays, _ = build(estimates().served)
    wide = arrays.with_columns(1, float("inf"))
    everything = np.arange(wide.columns)
    wide = wide.with_rows([(everything, np.append(row, -1.0), 0.0, float("inf")) for row in rows])
    cost = np.zeros(wide.columns)
    cost[-1] = -1.0
    outcome = highs.solve(replace(wide, cost=cost))
    assert outcome.status == "optimal"
    return float(outcome.values[-1])


@pytest.mark.parametrize("gamma", [1, 2])
def test_the_robust_plan_is_the_one_that_all_scenarios_spelled_out_give(gamma: int) -> None:
    arrays, _ = build(estimates().served)
    falling = [one for one in estimates().each if one.used > one.low]
    rows = [effect_row(arrays, {one.instrument: one.low for one in fallen}) for fallen in combinations(falling, gamma)]
    found = robust(estimates(), Fraction(gamma))
    assert float(found.bound) == pytest.approx(spelled_out(rows), rel=1e-7)
    assert 0 <= found.bound - found.worst < 1
    assert not broken(check_all(found.plan, estimates().case.rules), estimates().case.rules)


def test_the_worst_case_of_a_plan_is_the_worst_of_all_choices() -> None:
    plan, each = estimates().best.plan, [one for one in estimates().each if one.used > one.low]
    every = [estimates().of_plan(plan, {one.instrument: one.low for one in fallen}) for fallen in combinations(each, 2)]
    assert worst_case(estimates(), plan, Fraction(2)).value == min(every)
    half = worst_case(estimates(), plan, Fraction(3, 2)).value
    assert half == (worst_case(estimates(), plan, Fraction(1)).value + worst_case(estimates(), plan, Fraction(2)).value) / 2


def test_nothing_to_fear_is_the_plan_itself_and_everything_is_the_plan_for_all_low() -> None:
    best = estimates().best
    assert robust(estimates(), Fraction(0)).worst == best.value
    all_low = robust(estimates(), Fraction(len(estimates().each)))
    arrays, _ = build(estimates().served)
    low = {one.instrument: one.low for one in estimates().each}
    assert float(all_low.bound) == pytest.approx(spelled_out([effect_row(arrays, low)]), rel=1e-9)


def test_a_robust_plan_is_never_worse_in_its_worst_case_and_never_better_without_one() -> None:
    best = estimates().best
    for gamma in (1, 3):
        found = robust(estimates(), Fraction(gamma))
        assert found.worst >= worst_case(estimates(), best.plan, Fraction(gamma)).value - 1
        assert found.central <= best.value


@pytest.mark.parametrize(("weight", "tail"), [("1/2", "1/5"), ("1", "1/4"), ("0", "1/10")])
def test_the_careful_plan_is_the_one_that_the_scenarios_spelled_out_give(weight: str, tail: str) -> None:
    count = 20
    values = sample(estimates(), Declared("triangular", Fraction(3, 10), 3, count))
    names = [one.instrument for one in estimates().each]
    scenarios = [{name: Fraction(round(value, 3)).limit_denominator(1000) for name, value in zip(names, row, strict=True)} for row in values.tolist()]
    found = careful(estimates(), scenarios, Fraction(weight), Fraction(tail))
    assert float(found.bound) == pytest.approx(_mean_and_tail(scenarios, float(Fraction(weight)), float(Fraction(tail))), rel=1e-7)
    reached = (1 - Fraction(weight)) * found.mean + Fraction(weight) * found.worst
    assert 0 <= found.bound - reached < 1
    assert not broken(check_all(found.plan, estimates().case.rules), estimates().case.rules)


def _mean_and_tail(scenarios: list[dict[str, Fraction]], weight: float, tail: float) -> float:
    arrays, _ = build(estimates().served)
    rows = [effect_row(arrays, values) for values in scenarios]
    columns, count = arrays.columns, len(rows)
    wide = arrays.with_columns(1 + count, float("inf"))
    everything = np.arange(columns)
    extra = []
    for number, row in enumerate(rows):
        index = np.append(everything, [columns, columns + 1 + number])
        extra.append((index, np.append(row, [-1.0, 1.0]), 0.0, float("inf")))
    cost = np.zeros(wide.columns)
    cost[:columns] = -(1 - weight) * np.mean(rows, axis=0)
    cost[columns] = -weight
    cost[columns + 1 :] = weight / (tail * count)
    outcome = highs.solve(replace(wide.with_rows(extra), cost=cost))
    assert outcome.status == "optimal"
    return -float(cost @ outcome.values)


def test_the_mean_of_a_tail_takes_a_part_of_the_scenario_it_ends_in() -> None:
    effects = [Fraction(one) for one in (1, 2, 3, 4)]
    assert worst_mean(effects, Fraction(1, 4)) == 1
    assert worst_mean(effects, Fraction(3, 8)) == Fraction(4, 3)
    assert worst_mean(effects, Fraction(1)) == Fraction(5, 2)
