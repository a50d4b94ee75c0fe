"""From a proposal to whole payable units: every hard rule kept exactly, every total exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from optimiser.audit import broken
from optimiser.case import solve_case
from optimiser.goals import GOALS
from optimiser.grid import Where
from optimiser.lp import stages
from optimiser.lp.stages import NoPlan
from optimiser.plan import fill
from optimiser.rounding import NotRepaired, repair
from tests import taz
from tests.worlds import MLN, Ins, Size, World, rule, seeded_worlds, world, worlds

NEW = {"space": "nieuw"}
LARGE = Size(unit=1000, money=90_000)


def fractional(it: World) -> bool:
    """True when some exact rule asks for a part of a euro, so that no plan in whole euros needs to exist."""
    rows = [row for one in it.rules if one.soft is None for row in one.rows(it.grid) if row.sense == "="]
    return any(row.bound.denominator != 1 or any(factor.denominator != 1 for factor, _ in row.terms) for row in rows)


@settings(max_examples=120)
@given(worlds())
def test_any_feasible_world_becomes_a_plan_in_whole_units_that_keeps_every_hard_rule(it: World) -> None:
    _solved_in_whole_units(it)


@settings(max_examples=40)
@given(worlds(LARGE))
def test_amounts_of_many_millions_as_well(it: World) -> None:
    _solved_in_whole_units(it)


def _solved_in_whole_units(it: World) -> None:
    if not it.accepted():
        return
    exists = not isinstance(stages.optimum(it.problem, "highs"), NoPlan)
    try:
        solved = it.answer()
    except NotRepaired:
        assert fractional(it)
        return
    assert isinstance(solved, NoPlan) != exists
    if isinstance(solved, NoPlan):
        return
    amounts = solved.plan.amounts
    assert (amounts >= 0).all()
    assert not (amounts % solved.unit).any()
    assert solved.unit <= solved.asked == 1000
    assert broken(solved.findings, it.rules) == ()
    assert all(finding.excess == 0 for finding in solved.findings if finding.sense == "=" and it.rule(finding.rule).soft is None)
    assert solved.value <= solved.certificate.bound
    total = sum(solved.plan.spent(Where().narrowed(space=space)) for space in it.grid.values("space"))
    assert total == int(amounts.sum()) == sum(solved.plan.spent(Where().narrowed(source=line)) for line in it.grid.values("source"))


@settings(max_examples=60)
@given(worlds())
def test_no_tier_counts_more_than_its_width_and_no_group_more_than_its_spend(it: World) -> None:
    if not it.accepted():
        return
    try:
        solved = it.answer()
    except NotRepaired:
        return
    if isinstance(solved, NoPlan):
        return
    groups = it.grid.tiers.group.tolist()
    assert all(0 <= part <= width for part, width in zip(solved.plan.filled, it.grid.tiers.width, strict=True))
    for group, spend in enumerate(solved.plan.group_spend.tolist()):
        assert sum((part for part, mine in zip(solved.plan.filled, groups, strict=True) if mine == group), Fraction(0)) <= spend
    full = fill(it.grid, solved.plan.amounts)
    assert all(part <= most for part, most in zip(solved.plan.filled, full, strict=True))


@pytest.mark.parametrize(
    ("budget", "asked", "unit"),
    [
        (60 * MLN, 1000, 1000),
        (60 * MLN, 100, 100),
        (60 * MLN, 1, 1),
        # 60 000 500 = 500 x 120 001
        (60_000_500, 1000, 500),
        (60_000_100, 1000, 100),
        (60_000_007, 1000, 1),
        (60_000_007, 100, 1),
        (60_000_250, 100, 50),
        (7, 1000, 1),
        (0, 1000, 1000),
        (999, 1000, 1),
    ],
)
def test_a_budget_that_is_no_multiple_of_the_unit_lowers_the_unit_and_says_so(budget: int, asked: int, unit: int) -> None:
    it = world(budgets={"rijk": budget}, years=(2024,))
    solved = it.solved(unit=asked)
    assert (solved.asked, solved.unit) == (asked, unit)
    assert int(solved.plan.amounts.sum()) == budget
    assert not (solved.plan.amounts % unit).any()


def test_a_budget_that_need_not_be_spent_leaves_the_unit_as_it_is() -> None:
    it = world(budgets={"rijk": 60_000_007}, years=(2024,), balance={"at_most": 1})
    solved = it.solved()
    assert (solved.unit, int(solved.plan.amounts.sum())) == (1000, 60_000_000)


def test_an_exact_limit_lowers_the_unit_as_well() -> None:
    assert world(rule("limit", "it", select=NEW, exactly=12_345_600), years=(2024,)).solved().unit == 200


def test_an_exact_share_that_is_no_whole_unit_takes_a_finer_one() -> None:
    """1/8 of 60 001 000 is 7 500 125."""
    it = world(rule("share", "it", select=NEW, whole={"budget": {}}, exactly="1/8"), budgets={"rijk": 60_001_000}, years=(2024,))
    solved = it.solved()
    assert solved.plan.spent(Where().narrowed(space="nieuw")) == 7_500_125
    # 7 500 125 = 125 x 60 001
    assert (solved.asked, solved.unit) == (1000, 125)


def test_a_part_of_a_euro_cannot_be_paid() -> None:
    it = world(rule("share", "it", select=NEW, whole={"budget": {}}, exactly="1/3"), budgets={"rijk": 100}, years=(2024,))
    with pytest.raises(NotRepaired) as refused:
        it.answer()
    (fault,) = refused.value.faults
    values = dict(fault.values)
    assert (fault.code, fault.found, values["asked"], values["rule"], values["parts"]) == ("no-whole-plan", "it", 1000, "it", 3)
    # 100 / 3, and what is left of the 100.
    assert all(amount in values["amounts"].en for amount in ("€ 33.33", "€ 66.67"))
    assert "divisible by 3" in fault.as_json("en")["mend"]


def test_a_share_that_falls_between_two_units_is_rounded_to_the_side_that_keeps_the_rule() -> None:
    """2/3 of 100 million is 66 666 666 2/3."""
    for sense, amount in (("at_least", 66_667_000), ("at_most", 66_666_000)):
        floor = rule("limit", "floor", select=NEW, at_least=66_000_000)
        ceiling = rule("limit", "ceiling", select=NEW, at_most=66_900_000)
        instruments = {"scholing": Ins("leren", rate=5 if sense == "at_most" else 20), "techniek": Ins("nieuw", rate=10)}
        it = world(
            rule("share", "it", select=NEW, whole={"budget": {}}, **{sense: "2/3"}),
            floor,
            ceiling,
            budgets={"rijk": 100 * MLN},
            years=(2024,),
            instruments=instruments,
        )
        assert it.solved().plan.spent(Where().narrowed(space="nieuw")) == amount


def test_a_wish_that_falls_between_two_units_is_missed_by_less_than_a_unit() -> None:
    wish = rule("share", "it", select=NEW, whole={"budget": {}}, exactly="2/3", soft={"priority": 1})
    solved = world(wish, budgets={"rijk": 100 * MLN}, years=(2024,)).solved()
    (finding,) = [one for one in solved.findings if one.rule == "it"]
    assert 0 < finding.shortfall < 1000


@pytest.mark.parametrize("noise", [0, 1, -1, 3])
def test_a_proposal_with_a_solvers_noise_is_the_plan_it_means(noise: int) -> None:
    """Eight digits is what the least precise solver prints: of 60 million that is 1 to 5 euros."""
    it = world(budgets={"rijk": 60 * MLN}, years=(2024,), instruments={"a": Ins(rate=10), "b": Ins("nieuw", rate=5)})
    meant = [45 * MLN, 15 * MLN]
    repaired = repair(it.problem, tuple(amount * 1000 + noise * 1000 for amount in meant), it.rules, 1000)
    assert repaired.plan.amounts.tolist() == meant


def test_a_proposal_that_breaks_a_rule_a_little_is_mended() -> None:
    """5 thousand short of the floor and 20 thousand short of the budget."""
    it = world(rule("limit", "it", select=NEW, at_least=10 * MLN), budgets={"rijk": 60 * MLN}, years=(2024,))
    repaired = repair(it.problem, (49_985_000_000, 0, 9_995_000_000), it.rules, 1000)
    assert int(repaired.plan.amounts.sum()) == 60 * MLN
    assert repaired.plan.spent(Where().narrowed(space="nieuw")) >= 10 * MLN


def test_a_proposal_far_from_any_plan_is_refused() -> None:
    it = world(budgets={"rijk": 60 * MLN}, years=(2024,))
    with pytest.raises(NotRepaired):
        repair(it.problem, (0, 0, 0), it.rules, 1000)


@pytest.mark.parametrize("unit", [1000, 100, 1])
def test_random_worlds_in_each_unit(unit: int) -> None:
    tried = 0
    for it in seeded_worlds(25, Size(), seed=5):
        if not it.accepted() or fractional(it):
            continue
        solved = it.answer(unit=unit)
        if not isinstance(solved, NoPlan):
            tried += 1
            assert solved.unit <= unit
            assert not (solved.plan.amounts % solved.unit).any()
            assert broken(solved.findings, it.rules) == ()
    assert tried > 10


def test_a_finer_unit_never_costs_effect() -> None:
    for it in seeded_worlds(40, Size(lines=1, instruments=3, years=2, rules=2), seed=8):
        if not it.accepted() or fractional(it) or any(one.soft for one in it.rules):
            continue
        answers = [it.answer(unit=unit) for unit in (1000, 1)]
        values: list[Any] = [None if isinstance(one, NoPlan) else one.value for one in answers]
        assert (values[0] is None) == (values[1] is None)
        assert values[0] is None or values[0] <= values[1]


@pytest.mark.parametrize("scenario", taz.SCENARIOS)
def test_the_shipped_case_rounds_to_thousands_with_almost_nothing_lost(scenario: str) -> None:
    case = taz.case(scenario)
    goal = GOALS[case.programme.goal.kind]
    solved = solve_case(case.grid, case.rules, goal, 1000, "highs")
    assert not isinstance(solved, NoPlan)
    assert solved.unit == 1000
    assert not np.any(solved.plan.amounts % 1000)
    assert broken(solved.findings, case.rules) == ()
    # a tenth of a person; for the goal money, ten units
    lost = solved.certificate.bound - (solved.value if goal.larger_is_better else -solved.value)
    assert 0 <= lost < (Fraction(1, 10) if goal.larger_is_better else 10_000)
