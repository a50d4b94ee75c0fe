"""The smallest change of a given plan: against a program that spells the distance out, with moves that add up exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from optimiser.audit import broken, check_all
from optimiser.desk.least import LeastChange, least_changes
from optimiser.desk.moves import Line, moves, spends
from optimiser.goals import GOALS
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, build
from optimiser.run import score_references
from tests.desk.asked import estimates

GOAL = GOALS["gap"]


@cache
def published() -> dict[Line, int]:
    return spends(score_references(estimates().case, 1000)["published"].plan)


@cache
def changes() -> tuple[LeastChange, ...]:
    return least_changes(estimates().best, estimates().case.rules, GOAL, published())


def spelled_out(target: Fraction) -> float:
    """The least EUR that lines must differ from the published use for this effect (goal's unit), by a program of its own."""
    problem = estimates().best.certificate.problem
    arrays, scales = build(problem)
    groups = len(problem.grid.groups["year"])
    wide = arrays.with_columns(2 * groups, float("inf"))
    rows = [(np.arange(arrays.columns), -arrays.cost, float(target) * scales.cost, float("inf"))]
    for group in range(groups):
        cells = np.flatnonzero(problem.grid.group == group)
        more = arrays.columns + 2 * group
        amount = published()[tuple(problem.grid.group_label(group).values())] / THOUSAND  # type: ignore[index]
        rows.append((np.append(cells, [more, more + 1]), np.append(np.ones(len(cells)), [-1.0, 1.0]), amount, amount))
    cost = np.zeros(wide.columns)
    cost[arrays.columns :] = 1.0
    outcome = highs.solve(replace(wide.with_rows(rows), cost=cost))
    assert outcome.status == "optimal"
    return float(cost @ outcome.values) * THOUSAND


def test_no_plan_can_do_with_less_and_the_payable_plan_needs_hardly_more() -> None:
    top = estimates().best.value
    for one in changes()[1:]:
        start = changes()[0].value
        target = start + one.part * (top - start)
        assert float(one.least) == pytest.approx(spelled_out(target), rel=1e-6)
        assert one.least <= one.changed <= one.least * Fraction(1001, 1000) + 20_000
        assert target <= one.value
        assert not broken(check_all(one.plan, estimates().case.rules), estimates().case.rules)


def test_more_gain_never_takes_less_change() -> None:
    sizes = [one.changed for one in changes()]
    assert sizes == sorted(sizes)
    assert changes()[-1].value == pytest.approx(float(estimates().best.value), abs=0.1)


def test_a_plan_that_keeps_the_rules_needs_no_change_at_all() -> None:
    assert (changes()[0].changed, changes()[0].least, changes()[0].moves) == (0, 0, ())


def test_the_moves_lead_from_the_given_plan_to_the_new_one_and_their_gains_add_up() -> None:
    for one in changes()[1:]:
        spend = dict(published())
        for move in one.moves:
            assert move.amount > 0
            if move.giver is not None:
                spend[move.giver] -= move.amount
            if move.taker is not None:
                spend[move.taker] += move.amount
            assert move.giver is None or move.taker is None or move.giver[1] == move.taker[1]
        assert spend == spends(one.plan)
        assert changes()[0].value + sum((move.gain for move in one.moves), Fraction(0)) == one.value


def test_a_plan_that_breaks_rules_is_brought_back_with_the_least_change() -> None:
    spend = {**published(), ("vvt-akkoord", "2025"): 40_000_000, ("opschaling", "2025"): published()["opschaling", "2025"] + 10_000_000}
    (back,) = least_changes(estimates().best, estimates().case.rules, GOAL, spend, (Fraction(0),))
    assert spends(back.plan)["vvt-akkoord", "2025"] == 50_000_000
    assert not broken(check_all(back.plan, estimates().case.rules), estimates().case.rules)
    assert 20_000_000 <= back.changed <= back.least + 20_000


def test_other_money_comes_and_goes_without_another_side() -> None:
    plan = estimates().best.plan
    more = {**spends(plan), ("opschaling", "2025"): spends(plan)["opschaling", "2025"] - 5_000_000}
    (move,) = moves(plan, more, GOAL)
    assert (move.giver, move.taker, move.amount) == (None, ("opschaling", "2025"), 5_000_000)
    assert move.gain > 0
