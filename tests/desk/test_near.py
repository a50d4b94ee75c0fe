"""Plans nearly as good as the best: ranges against separate solves, alternatives against every rule."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from optimiser.audit import broken, check_all
from optimiser.case import Solved, solve_case
from optimiser.desk.near import SLACKS, LineRange, line_ranges, nearly, spread
from optimiser.goals import GOALS
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, build
from optimiser.lp.stages import NoPlan
from tests import taz


@cache
def best(scenario: str = "base") -> Solved:
    case = taz.case(scenario)
    answer = solve_case(case.grid, case.rules, GOALS[case.programme.goal.kind], 1000, "highs")
    assert not isinstance(answer, NoPlan)
    return answer


@cache
def ranges() -> tuple[LineRange, ...]:
    return line_ranges(best().certificate.problem, best().optimum)


def cold(group: int, slack: Fraction, sign: int) -> float:
    """The most (or least) a line gets, by a solve of its own."""
    wide = nearly(best().certificate.problem, best().optimum, slack)
    arrays, _ = build(wide)
    cost = np.zeros(arrays.columns)
    cost[np.flatnonzero(wide.grid.group == group)] = -sign
    outcome = highs.solve(replace(arrays, cost=cost))
    return float(outcome.values[np.flatnonzero(wide.grid.group == group)].sum()) * THOUSAND


def test_every_range_is_what_separate_solves_give() -> None:
    grid = best().plan.grid
    for number, one in enumerate(ranges()):
        if number % 7:
            continue
        group = next(g for g in range(len(grid.groups["year"])) if grid.group_label(g) == {"instrument": one.instrument, "year": one.year})
        assert one.low == pytest.approx(cold(group, one.slack, -1), abs=1.01)
        assert one.high == pytest.approx(cold(group, one.slack, 1), abs=1.01)


def test_more_slack_never_narrows_a_range_and_the_best_plan_lies_in_all() -> None:
    spends = {tuple(best().plan.grid.group_label(g).values()): int(spend) for g, spend in enumerate(best().plan.group_spend.tolist())}
    for slack, wider in pairwise(SLACKS):
        for one, other in zip(*([one for one in ranges() if one.slack == chosen] for chosen in (slack, wider)), strict=True):
            assert other.low <= one.low <= one.high <= other.high
            # The best plan is in payable units, the ranges are before rounding.
            assert one.low - 1000 <= spends[one.instrument, one.year] <= one.high + 1000


def test_what_every_near_plan_pays_is_a_must_have_and_what_none_pays_is_not_needed() -> None:
    roles = {(one.instrument, one.year): one.role for one in ranges() if one.slack == SLACKS[0]}
    assert roles["stagefonds", "2024"] == "must-have"
    assert roles["zelfredzaamheid", "2025"] == "free-choice"
    assert roles["digivaardig", "2025"] == "not-needed"


@pytest.mark.parametrize("scenario", ["base", "least-money"])
def test_alternatives_are_payable_plans_that_keep_every_rule_and_the_slack(scenario: str) -> None:
    case, found = taz.case(scenario), best(scenario)
    goal, slack = GOALS[case.programme.goal.kind], Fraction(2, 100)
    others = spread(found, case.rules, goal, slack, 3)
    assert len(others) == 3
    for one in others:
        assert not broken(check_all(one.plan, case.rules), case.rules)
        loss = (found.optimum - one.value) * (1 if goal.larger_is_better else -1)
        assert 0 <= loss <= slack * abs(found.optimum)
        assert one.difference > 0
        assert (one.plan.amounts % found.unit == 0).all()
    plans = {tuple(one.plan.group_spend.tolist()) for one in others}
    assert len(plans) == 3
