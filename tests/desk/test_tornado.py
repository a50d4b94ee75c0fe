"""One estimate at a time: effects against cases that are read and solved with that estimate, break-even on either side."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from optimiser.case import best_value
from optimiser.desk.break_even import break_even
from optimiser.desk.tornado import tornado
from optimiser.goals import GOALS
from optimiser.plan import Plan, fill
from optimiser.rounding import counted
from optimiser.stressed import BreakEven, Swing
from tests import taz
from tests.desk.asked import estimates

GOAL = GOALS["gap"]


@cache
def swings() -> dict[str, Swing]:
    return {one.instrument: one for one in tornado(estimates())}


@cache
def breaks() -> dict[str, BreakEven]:
    return {one.instrument: one for one in break_even(estimates())}


@pytest.mark.parametrize("instrument", ["opschaling", "sectorplanplus-instroom", "gezond-werken", "stagefonds"])
def test_both_ends_are_what_the_case_with_that_estimate_gives(instrument: str) -> None:
    one = swings()[instrument]
    for bar in (one.low, one.high):
        case = taz.case("base", ((f"estimate.{instrument}", str(bar.estimate)),))
        assert bar.best == pytest.approx(float(best_value(case.grid, case.rules, GOAL) or 0), rel=1e-12)
        amounts = estimates().best.plan.amounts
        same = counted(Plan(case.grid, amounts, fill(case.grid, amounts)), case.rules, GOAL.objective(case.grid).tiers)
        assert bar.plan == GOAL.value(same)


def test_the_widest_swing_stands_first_and_knowing_is_never_worth_less_than_nothing() -> None:
    widths = [one.width for one in swings().values()]
    assert widths == sorted(widths, reverse=True)
    assert all(one.knowing >= 0 for one in swings().values())
    # Money that the rules fix stays where it is, so knowing its estimate changes nothing.
    assert swings()["stagefonds"].knowing == pytest.approx(0, abs=1e-6)
    assert swings()["stagefonds"].low.lines == ()
    assert swings()["sectorplanplus-instroom"].knowing > 1


def test_an_estimate_below_its_break_even_gets_what_is_forced_and_above_it_more() -> None:
    for name in ("opschaling", "zelfredzaamheid", "gezond-werken", "loopbaan"):
        one = breaks()[name]
        assert one.estimate is not None
        step = Fraction(1, 100)
        spent = []
        for estimate in (one.estimate - step, one.estimate + step):
            case = taz.case("base", ((f"estimate.{name}", str(estimate)),))
            spent.append(_spent(case, name))
        assert spent[0] <= one.forced + 1000
        assert spent[1] > one.forced + 1000


def _spent(case: taz.Case, name: str) -> int:
    from optimiser.case import Solved, solve_case

    answer = solve_case(case.grid, case.rules, GOAL, 1000, "highs")
    assert isinstance(answer, Solved)
    labels = [case.grid.group_label(group)["instrument"] for group in range(len(case.grid.groups["year"]))]
    return sum(int(spend) for label, spend in zip(labels, answer.plan.group_spend.tolist(), strict=True) if label == name)


def test_what_no_estimate_can_bring_more_money_has_no_break_even() -> None:
    assert breaks()["stagefonds"].estimate is None
    assert breaks()["stagefonds"].forced == breaks()["stagefonds"].now == 348_000_000
