"""The bound: exact, recomputable, and never below what any plan can reach."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from optimiser.case import prove, solve_case
from optimiser.certificate import CLOSED, bound, certify, refutes, tightest
from optimiser.goals import GOALS
from optimiser.lp import stages
from optimiser.lp.stages import NoPlan, Optimum
from optimiser.problem import Problem
from tests import taz
from tests.brute import tried
from tests.worlds import MLN, Ins, Size, rule, seeded_worlds, world

NEW = {"space": "nieuw"}
# 100 million, at most 60 in the faster instrument (20 persons a million against 10): 60 x 20 + 40 x 10 = 1600
HAND = world(rule("limit", "most", select={"instrument": "scholing"}, at_most=60 * MLN), budgets={"rijk": 100 * MLN}, years=(2024,))
FAST, SLOW = Fraction(20, MLN), Fraction(10, MLN)


def prices(problem: Problem, **by_rule: Fraction) -> list[Fraction]:
    """Multipliers by rule (and `tiers` by instrument), zero elsewhere."""
    return [by_rule.get(row.rule if row.rule in by_rule else f"{row.rule}{row.member or ''}", Fraction(0)) for row in problem.rows]


def test_the_bound_of_a_case_worked_out_by_hand() -> None:
    """A euro more brings 1/100 000 (techniek), a euro more room for scholing 1/100 000 on top: 100 x 10 + 60 x 10 = 1600."""
    problem = HAND.problem
    found = stages.optimum(problem, "highs")
    assert isinstance(found, Optimum)
    certificate, optimum = prove(found)
    assert certificate.bound == optimum == 1600
    by_rule = {row.rule: y for row, y in zip(problem.rows, certificate.multipliers, strict=True) if row.rule in ("balance", "most")}
    assert by_rule == {"balance": SLOW, "most": FAST - SLOW}


def test_every_sum_of_a_bound_can_be_followed() -> None:
    problem = HAND.problem
    y = [{"balance": SLOW, "most": SLOW}.get(row.rule, Fraction(0)) for row in problem.rows]
    # the tiers are tied to the spend by nothing now: 100 million of absorption at 20, 10 and 5; cells lose 10 or 20 a million and count nothing
    assert bound(problem, y, problem.objective) == 1000 + 600 + 100 * (20 + 10 + 5)


def test_without_multipliers_the_bound_is_everything_at_its_most() -> None:
    problem = HAND.problem
    assert bound(problem, [Fraction(0)] * len(problem.rows), problem.objective) == 100 * (20 + 10 + 5)


def test_a_multiplier_of_the_wrong_sign_counts_as_zero() -> None:
    problem = HAND.problem
    good = prove(stages.optimum(problem, "highs"))[0].multipliers  # type: ignore[arg-type]
    position = [row.rule for row in problem.rows].index("most")
    wrong = [-one if n == position else one for n, one in enumerate(good)]
    zero = [Fraction(0) if n == position else one for n, one in enumerate(good)]
    assert certify(problem, wrong).multipliers[position] == 0
    assert certify(problem, wrong).bound == bound(problem, zero, problem.objective) > 1600


@pytest.mark.parametrize(
    ("sense", "y", "kept"), [("at_most", 1, 1), ("at_most", -1, 0), ("at_least", -1, -1), ("at_least", 1, 0), ("exactly", 1, 1), ("exactly", -1, -1)]
)
def test_which_sign_a_sense_allows(sense: str, y: int, kept: int) -> None:
    problem = world(rule("limit", "it", select=NEW, **{sense: 5}), years=(2024,)).problem
    multipliers = [Fraction(y if row.rule == "it" else 0) for row in problem.rows]
    assert sum(certify(problem, multipliers).multipliers) == kept


def test_a_solvers_noise_on_the_prices_leaves_a_certificate() -> None:
    problem = HAND.problem
    good = prove(stages.optimum(problem, "highs"))[0].multipliers  # type: ignore[arg-type]
    noisy = [one * (1 + Fraction(1, 10**9)) + Fraction(1, 10**15) for one in good]
    closed = tightest(problem, [(noisy, Fraction(1600))])
    assert closed is not None
    assert 1600 <= closed[0].bound <= 1600 * (1 + Fraction(1, 10**7))


def test_prices_that_close_on_nothing_are_no_certificate() -> None:
    problem = HAND.problem
    assert tightest(problem, [([Fraction(0)] * len(problem.rows), Fraction(1600))]) is None
    assert tightest(problem, []) is None


NOTHING = [Fraction(0)] * len(HAND.problem.rows)


def proving() -> list[Fraction]:
    """Prices that prove 1600."""
    return list(prove(stages.optimum(HAND.problem, "highs"))[0].multipliers)  # type: ignore[arg-type]


def test_a_certificate_closes_within_a_ten_millionth_of_the_optimum_and_no_further() -> None:
    least = Fraction(1600) / (1 + CLOSED)
    assert Fraction(1, 10_000_000) == CLOSED
    assert tightest(HAND.problem, [(proving(), least)]) is not None
    assert tightest(HAND.problem, [(proving(), least - Fraction(1, 10**9))]) is None


def test_near_an_optimum_of_nothing_the_same_number_is_absolute() -> None:
    small = world(years=(2024,), budgets={"rijk": 100}, instruments={"techniek": Ins("nieuw", rate=100, absorption=100)})
    y = list(prove(stages.optimum(small.problem, "highs"))[0].multipliers)  # type: ignore[arg-type]
    assert certify(small.problem, y).bound == Fraction(1, 100)
    assert tightest(small.problem, [(y, Fraction(1, 100) - CLOSED)]) is not None
    assert tightest(small.problem, [(y, Fraction(1, 100) - CLOSED - Fraction(1, 10**12))]) is None


def test_the_tightest_bound_and_the_best_optimum_seen_are_kept() -> None:
    good = proving()
    assert tightest(HAND.problem, [(NOTHING, Fraction(1600)), (good, Fraction(1599))]) == (certify(HAND.problem, good), 1600)
    assert tightest(HAND.problem, [(good, Fraction(1000)), (NOTHING, Fraction(1600))]) == (certify(HAND.problem, good), 1600)


def test_a_solvers_noise_is_taken_off_when_the_noisy_prices_do_not_close() -> None:
    dear = world(years=(2024,), budgets={"rijk": 100 * MLN}, instruments={"techniek": Ins("nieuw", rate=Fraction(1, 100), absorption=200 * MLN)})
    good = list(prove(stages.optimum(dear.problem, "highs"))[0].multipliers)  # type: ignore[arg-type]
    noisy = [one + Fraction(3, 10**15) if row.rule == "(tiers)" else one for row, one in zip(dear.problem.rows, good, strict=True)]
    assert certify(dear.problem, noisy).bound > 1 + CLOSED
    closed = tightest(dear.problem, [(noisy, Fraction(1))])
    assert closed is not None
    assert closed[0].bound == 1


def test_a_row_with_factors_and_a_multiplier_of_one_counts_in_full() -> None:
    """1 x (techniek - 1/4 of 100 million <= 0), and balance at 2: 200 million, less what a euro in each cell costs."""
    problem = world(rule("share", select=NEW, whole={"spent": {}}, at_most="1/4"), years=(2024,), budgets={"rijk": 100 * MLN}).problem
    nothing = [Fraction(0)] * problem.width
    share, balance = prices(problem, share=Fraction(1)), prices(problem, balance=Fraction(1))
    # scholing and steun gain a quarter a euro (-1 x -1/4), each up to 100 million; techniek loses three quarters
    assert bound(problem, share, nothing) == 2 * 25 * MLN
    assert bound(problem, [-3 * one for one in balance], nothing) == -300 * MLN + 3 * 3 * 100 * MLN
    assert bound(problem, balance, nothing) == 100 * MLN
    assert bound(problem, [a + b for a, b in zip(share, balance, strict=True)], nothing) == 100 * MLN


def test_a_ray_is_scaled_cleaned_and_turned_until_it_refutes() -> None:
    """70 million for techniek and 50 for leren of 100 million: 100 - 70 - 50 = 20 million that are not there."""
    both = (rule("limit", "new", select=NEW, at_least=70 * MLN), rule("limit", "learn", select={"space": "leren"}, at_least=50 * MLN))
    problem = world(*both, years=(2024,), budgets={"rijk": 100 * MLN}).problem
    clean = tuple(prices(problem, balance=Fraction(1), new=Fraction(-1), learn=Fraction(-1)))
    noise = [Fraction(n % 5 - 2, 10**9) for n in range(len(clean))]
    for times in (Fraction(1), Fraction(-1), Fraction(7, 3), Fraction(-1, 10**9)):
        assert refutes(problem, [times * one for one in clean]) == clean
        assert refutes(problem, [times * (one + extra) for one, extra in zip(clean, noise, strict=True)]) == clean
    assert bound(problem, clean, [Fraction(0)] * problem.width) == -20 * MLN


def test_a_ray_that_only_adds_up_to_nothing_refutes_nothing() -> None:
    problem = world(rule("limit", "new", select=NEW, at_least=100 * MLN), years=(2024,), budgets={"rijk": 100 * MLN}).problem
    ray = prices(problem, balance=Fraction(1), new=Fraction(-1))
    assert bound(problem, ray, [Fraction(0)] * problem.width) == 0
    assert refutes(problem, ray) is None


def test_a_ray_too_fine_for_simple_fractions_is_tried_as_it_is() -> None:
    """One euro more than a share of a million million: a multiplier of six digits leaves more than that euro open."""
    part, whole = Fraction(12345678901, 10**11), 10**12
    rows = (
        rule("share", select=NEW, whole={"spent": {}}, at_most="12345678901/100000000000"),
        rule("limit", "new", select=NEW, at_least=int(part * whole) + 1),
    )
    problem = world(*rows, years=(2024,), budgets={"rijk": whole}).problem
    ray = prices(problem, share=Fraction(1), new=Fraction(-1), balance=part)
    simple = [one.limit_denominator(10**6) for one in ray]
    nothing = [Fraction(0)] * problem.width
    assert bound(problem, simple, nothing) >= 0 > bound(problem, ray, nothing)
    assert refutes(problem, ray) == tuple(ray)


# ------------------------------------------------------------------------------------------------- thousands of tiny worlds

WORLDS = 2600


def test_the_bound_is_never_below_the_best_of_all_plans_and_closes_on_the_solvers_optimum() -> None:
    compared = 0
    for it, _, best in tried(WORLDS, 41):
        if any(one.soft for one in it.rules):
            continue
        found = stages.optimum(it.problem, "highs")
        if isinstance(found, NoPlan):
            assert best.value is None
            continue
        certificate, optimum = prove(found)
        assert abs(certificate.bound - optimum) <= Fraction(1, 10**6)
        if best.value is not None:
            compared += 1
            assert certificate.bound >= best.value
    assert compared > 1000


def test_any_multipliers_whatever_give_a_bound_that_no_plan_beats() -> None:
    dice = random.Random(2)
    compared = 0
    for it, _, best in tried(WORLDS, 41)[:700]:
        if best.value is None or any(one.soft for one in it.rules):
            continue
        problem = it.problem
        for _ in range(3):
            y = [Fraction(dice.randint(-3, 9), dice.choice((1, 10, 1000, 10**5))) for _ in problem.rows]
            compared += 1
            assert certify(problem, y).bound >= best.value
    assert compared > 500


def test_a_ray_refutes_only_where_trying_every_plan_finds_none() -> None:
    refuted = 0
    for it, _, best in tried(WORLDS, 41):
        found = stages.optimum(it.problem, "highs")
        if not isinstance(found, NoPlan):
            continue
        assert best.kept == 0
        assert found.ray is not None
        signed = refutes(found.problem, found.ray)
        refuted += signed is not None
        assert signed is None or bound(found.problem, signed, [Fraction(0)] * found.problem.width) < 0
    assert refuted > 200


def test_where_a_plan_exists_no_multipliers_refute_it() -> None:
    dice = random.Random(3)
    for it, _, best in tried(WORLDS, 41)[:700]:
        if best.kept:
            problem = it.problem
            ray = [Fraction(dice.randint(-4, 4)) for _ in problem.rows]
            assert refutes(problem, ray) is None


def test_a_ray_upside_down_refutes_as_well() -> None:
    it = world(
        rule("limit", "new", select=NEW, at_least=70 * MLN), rule("limit", "learn", select={"space": "leren"}, at_least=50 * MLN), years=(2024,)
    )
    found = stages.optimum(it.problem, "highs")
    assert isinstance(found, NoPlan)
    assert found.ray is not None
    assert refutes(found.problem, found.ray) == refutes(found.problem, [-one for one in found.ray])
    assert refutes(found.problem, [Fraction(0)] * len(found.problem.rows)) is None


def test_the_bound_of_larger_worlds_is_kept_by_random_plans_that_keep_the_rules() -> None:
    dice = np.random.default_rng(4)
    kept = 0
    for it in seeded_worlds(60, Size(rules=2, moves=False), seed=9):
        if not it.accepted() or any(one.soft for one in it.rules) or any(one.kind == "effect-cap" for one in it.rules):
            continue
        found = stages.optimum(it.problem, "highs")
        if isinstance(found, NoPlan):
            continue
        most = prove(found)[0].bound
        for _ in range(10):
            amounts = np.zeros(it.grid.size, dtype=np.int64)
            for label, cells in it.grid.cells_by("source", "year"):
                parts = dice.multinomial(it.grid.budgets[label["source"], label["year"]], dice.dirichlet(np.ones(len(cells))))
                amounts[cells] = parts
            plan = it.plan_of(amounts)
            if all(one.holds for rule_ in it.rules for one in rule_.check(plan)):
                kept += 1
                assert it.goal.value(plan) <= most
    assert kept > 50


@pytest.mark.parametrize("scenario", taz.SCENARIOS)
def test_the_certificate_of_the_shipped_case_can_be_recomputed_from_its_multipliers(scenario: str) -> None:
    case = taz.case(scenario)
    goal = GOALS[case.programme.goal.kind]
    solved = solve_case(case.grid, case.rules, goal, 1000, "highs")
    assert not isinstance(solved, NoPlan)
    problem, y = solved.certificate.problem, solved.certificate.multipliers
    assert all((one >= 0 if row.sense == "<=" else one <= 0) for row, one in zip(problem.rows, y, strict=True) if row.sense != "=")
    reduced = list(problem.objective)
    total = Fraction(0)
    for row, one in zip(problem.rows, y, strict=True):
        total += one * row.bound
        for factor, columns in row.terms:
            for column in columns.tolist():
                reduced[column] -= one * factor
    total += sum(max(gain, Fraction(0)) * most for gain, most in zip(reduced, problem.upper, strict=True))
    assert total == solved.certificate.bound >= (solved.value if goal.larger_is_better else -solved.value)
