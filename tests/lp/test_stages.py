"""Wishes, then the goal, then closeness, then the canonical order: one plan, whoever solves it and in whatever order it was typed."""

from __future__ import annotations

import shutil
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from optimiser.case import closeness_to, solve_case, spend_split
from optimiser.goals import GOALS
from optimiser.grid import Where
from optimiser.lp import stages
from optimiser.lp.chooser import canonical_weights
from optimiser.lp.stages import NoPlan, Optimum
from optimiser.reference import Split
from optimiser.rounding import NotRepaired
from tests import taz
from tests.worlds import INSTRUMENTS, MLN, Ins, Size, World, rule, seeded_worlds, world, worlds

NEW = {"space": "nieuw"}
LEARN = {"space": "leren"}
ONE_LINE: dict[str, Any] = {"budgets": {"rijk": 100 * MLN}, "years": (2024,)}
# two instruments that are exactly as good
TWINS = {"alfa": Ins("leren", rate=10), "beta": Ins("nieuw", rate=10)}
OTHERS = ["cbc", pytest.param("glpk", marks=pytest.mark.skipif(shutil.which("glpsol") is None, reason="glpsol is not installed"))]


def where(table: dict[str, str]) -> Where:
    """A selection."""
    return Where().narrowed(**table)


def solvable(count: int, seed: int, goals: tuple[str, ...] = ("gap", "person-years", "labour-saving")) -> list[World]:
    """The random worlds that have a plan."""
    found = [it for it in seeded_worlds(count, Size(), seed, goals) if it.accepted()]
    return [it for it in found if isinstance(stages.optimum(it.problem, "highs"), Optimum)]


# ------------------------------------------------------------------------------------------------------------ every solver alike


@pytest.mark.parametrize("solver", OTHERS)
def test_every_solver_gives_the_same_optimum_and_the_same_plan_cell_for_cell(solver: str) -> None:
    found = solvable(24, seed=11)
    assert len(found) > 12
    for it in found:
        ours, theirs = it.solved(), it.solved(solver=solver)
        assert float(theirs.optimum) == pytest.approx(float(ours.optimum), rel=1e-6, abs=1e-6)
        assert theirs.plan.amounts.tolist() == ours.plan.amounts.tolist()
        assert theirs.value == ours.value


@pytest.mark.parametrize("solver", OTHERS)
@pytest.mark.parametrize("scenario", ["base", "no-growth-path"])
def test_every_solver_gives_the_same_plan_of_the_shipped_case(scenario: str, solver: str) -> None:
    case = taz.case(scenario)
    plans = [solve_case(case.grid, case.rules, GOALS["gap"], 1000, name) for name in ("highs", solver)]
    assert not any(isinstance(one, NoPlan) for one in plans)
    assert plans[0].plan.amounts.tolist() == plans[1].plan.amounts.tolist()  # type: ignore[union-attr]


@pytest.mark.parametrize("solver", ["highs", "cbc"])
def test_no_solver_shows_a_plan_where_there_is_none(solver: str) -> None:
    it = world(rule("limit", "new", select=NEW, at_least=70 * MLN), rule("limit", "learn", select=LEARN, at_least=50 * MLN))
    answer = it.answer(solver=solver)
    assert isinstance(answer, NoPlan)
    assert answer.ray is not None


# ------------------------------------------------------------------------------------------------------------- the order typed


@settings(max_examples=40)
@given(worlds())
def test_the_order_of_lines_instruments_and_figures_does_not_matter(it: World) -> None:
    if not it.accepted() or isinstance(stages.optimum(it.problem, "highs"), NoPlan):
        return
    try:
        first = it.solved()
    except NotRepaired:
        with pytest.raises(NotRepaired):
            it.turned().solved()
        return
    again = it.turned().solved()
    assert again.plan.amounts.tolist() == first.plan.amounts.tolist()
    assert (again.value, again.unit, again.certificate.bound) == (first.value, first.unit, first.certificate.bound)


def test_the_canonical_order_depends_on_ids_alone() -> None:
    it = world()
    weights = canonical_weights(it.grid)
    assert ((weights >= 1) & (weights < 2)).all()
    assert len(set(weights.tolist())) == it.grid.size
    smaller = world(instruments={name: INSTRUMENTS[name] for name in ("scholing", "techniek")})
    same = dict(zip(it.cells, weights.tolist(), strict=True))
    assert canonical_weights(smaller.grid).tolist() == [same[cell] for cell in smaller.cells]


# ------------------------------------------------------------------------------------------------------------ wishes come first


def test_a_wish_is_met_before_the_goal() -> None:
    """All money in `scholing` is best; the wish keeps 30 million for `techniek`."""
    wish = rule("limit", "wish", select=NEW, at_least=30 * MLN, soft={"priority": 1})
    solved = world(wish, **ONE_LINE).solved()
    assert solved.plan.spent(where(NEW)) == 30 * MLN
    assert solved.value == 70 * 20 + 30 * 10


def test_a_wish_is_missed_no_more_than_the_hard_rules_ask() -> None:
    wish = rule("limit", "wish", select=NEW, at_least=30 * MLN, soft={"priority": 1})
    hard = rule("limit", "hard", select=NEW, at_most=12 * MLN)
    solved = world(wish, hard, **ONE_LINE).solved()
    (finding,) = [one for one in solved.findings if one.rule == "wish"]
    assert (finding.shortfall, solved.plan.spent(where(NEW))) == (18 * MLN, 12 * MLN)


def test_a_more_urgent_wish_goes_before_a_heavier_one() -> None:
    urgent = rule("limit", "urgent", select=NEW, at_least=80 * MLN, soft={"priority": 1, "weight": "1/100"})
    heavy = rule("limit", "heavy", select=LEARN, at_least=80 * MLN, soft={"priority": 2, "weight": 1000})
    solved = world(urgent, heavy, **ONE_LINE).solved()
    assert {one.rule: one.shortfall for one in solved.findings if one.rule in ("urgent", "heavy")} == {"urgent": 0, "heavy": 60 * MLN}


def test_among_wishes_of_one_priority_the_weight_decides() -> None:
    for weights, missed in (((3, 1), {"new": 0, "learn": 60 * MLN}), ((1, 3), {"new": 60 * MLN, "learn": 0})):
        new = rule("limit", "new", select=NEW, at_least=80 * MLN, soft={"priority": 1, "weight": weights[0]})
        learn = rule("limit", "learn", select=LEARN, at_least=80 * MLN, soft={"priority": 1, "weight": weights[1]})
        solved = world(new, learn, **ONE_LINE).solved()
        assert {one.rule: one.shortfall for one in solved.findings if one.rule in ("new", "learn")} == missed


def test_a_wish_of_an_exact_amount_can_be_missed_on_either_side() -> None:
    for hard, missed in (({"at_most": 20 * MLN}, 10 * MLN), ({"at_least": 45 * MLN}, 15 * MLN)):
        wish = rule("limit", "wish", select=NEW, exactly=30 * MLN, soft={"priority": 1})
        solved = world(wish, rule("limit", "hard", select=NEW, **hard), **ONE_LINE).solved()
        assert [one.shortfall for one in solved.findings if one.rule == "wish"] == [missed]


def test_a_wish_in_persons_is_weighed_like_any_other() -> None:
    floor = rule("effect-floor", "target", select=NEW, at_least=400, soft={"priority": 1})
    solved = world(floor, rule("limit", "hard", select=NEW, at_most=30 * MLN), **ONE_LINE).solved()
    assert [one.shortfall for one in solved.findings if one.rule == "target"] == [100]


# ---------------------------------------------------------------------------------------------------- closeness, then the order


def test_between_plans_that_are_as_good_the_one_closest_to_the_reference_wins() -> None:
    it = world(instruments=TWINS, **ONE_LINE)
    for wanted in (0, 35 * MLN, 100 * MLN):
        split = Split("space", {("leren", "2024"): 100 * MLN - wanted, ("nieuw", "2024"): wanted})
        solved = it.solved(closeness=[closeness_to(it.grid, split)])
        assert spend_split(solved.plan, "space").amounts == split.amounts
        assert solved.value == 1000


def test_closeness_never_costs_effect() -> None:
    it = world(**ONE_LINE)
    split = Split("space", {("leren", "2024"): 0, ("nieuw", "2024"): 100 * MLN})
    assert it.solved(closeness=[closeness_to(it.grid, split)]).value == it.solved().value == 2000


def test_an_earlier_reference_goes_before_a_later_one() -> None:
    it = world(instruments=TWINS, **ONE_LINE)
    near = [closeness_to(it.grid, Split("space", {("nieuw", "2024"): amount})) for amount in (20 * MLN, 70 * MLN)]
    assert it.solved(closeness=near).plan.spent(where(NEW)) == 20 * MLN
    assert it.solved(closeness=near[::-1]).plan.spent(where(NEW)) == 70 * MLN


def test_a_reference_that_cannot_be_reached_is_neared_as_far_as_it_goes() -> None:
    it = world(rule("limit", "hard", select=NEW, at_most=40 * MLN), instruments=TWINS, **ONE_LINE)
    solved = it.solved(closeness=[closeness_to(it.grid, Split("space", {("nieuw", "2024"): 500 * MLN}))])
    assert solved.plan.spent(where(NEW)) == 40 * MLN


@settings(max_examples=25)
@given(worlds())
def test_with_a_reference_the_value_stays_and_the_distance_does_not_grow(it: World) -> None:
    if not it.accepted() or isinstance(stages.optimum(it.problem, "highs"), NoPlan):
        return
    amounts = {(space, year): it.data["programme"]["unit"] * 7 for space in it.grid.values("space") for year in it.grid.years}
    near = closeness_to(it.grid, Split("space", amounts))
    problem = it.problem.with_wishes_met({})
    if problem.priorities:
        return
    found = stages.optimum(problem, "highs")
    assert isinstance(found, Optimum)
    assert found.multipliers is not None
    plain, close = (np.array(stages.choose(problem, found.multipliers, one)) / stages.MILLI for one in ([], [near]))

    def distance(cells: np.ndarray) -> float:
        return sum(abs(float(cells[group].sum()) - amount) for group, amount in zip(near.groups, near.amounts, strict=True))

    assert distance(close) <= distance(plain) + 0.01


def test_without_effect_the_plan_is_still_one_plan() -> None:
    it = world(instruments={name: Ins(rate=0) for name in ("alfa", "beta", "gamma")})
    assert it.solved().plan.amounts.tolist() == it.turned().solved().plan.amounts.tolist()


# ------------------------------------------------------------------------------------------------------------------- the goals


def test_the_least_money_that_reaches_a_target() -> None:
    """500 persons at 20 a million: 25 million, and not a unit more."""
    solved = world(rule("effect-floor", "target", at_least=500), goal="money", balance={"at_most": 1}, **ONE_LINE).solved()
    assert solved.value == 25 * MLN
    assert solved.certificate.bound == -25 * MLN


def test_every_goal_prefers_its_own_plan() -> None:
    instruments = {
        "nu": Ins("leren", rate=30, duration=1),
        "lang": Ins("leren", rate=15, duration=5),
        "minder": Ins("nieuw", rate=1, adds=False),
    }
    spent = {}
    for goal in ("gap", "person-years", "labour-saving"):
        solved = world(instruments=instruments, goal=goal, years=(2024,), budgets={"rijk": 50 * MLN}).solved()
        spent[goal] = [name for name in instruments if solved.plan.spent(where({"instrument": name}))]
    # horizon 2024-2026: `lang` counts three years, 45 against 30
    assert spent == {"gap": ["nu"], "person-years": ["lang"], "labour-saving": ["minder"]}


@pytest.mark.parametrize("method", ["simplex", "ipm"])
def test_simplex_and_interior_point_agree_on_the_shipped_case(method: str) -> None:
    from optimiser.goals import GOALS
    from optimiser.lp import stages
    from optimiser.lp.stages import Optimum
    from optimiser.problem import make_problem
    from tests.taz import case

    shipped = case()
    problem = make_problem(shipped.grid, shipped.rules, GOALS["gap"])
    usual, other = stages.optimum(problem, "highs"), stages.optimum(problem, "highs", {"solver": method})
    assert isinstance(usual, Optimum)
    assert isinstance(other, Optimum)
    assert abs(usual.value - other.value) <= abs(usual.value) / 10**9
