"""Prices, ties and outlooks on the shipped case: each number is checked against the case solved again from scratch."""

from __future__ import annotations

from fractions import Fraction

import pytest

import optimiser
from optimiser.case import Solved, best_value, solve_case
from optimiser.goals import GOALS
from optimiser.price_list import reaches, rule_costs
from optimiser.record import Record
from tests.taz import PROGRAMME, WORKBOOK, case, solved
from tests.worlds import MLN, Ins, Size, rule, seeded_worlds, world

GOAL = GOALS["gap"]


def solve(**settings: object) -> Record:
    return optimiser.solve(str(PROGRAMME), input=str(WORKBOOK), **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def base() -> Record:
    return solved()


def optimum(sets: dict[str, object]) -> Fraction:
    changed = case("base", tuple(sets.items()))
    value = best_value(changed.grid, changed.rules, GOAL)
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("rule", "year", "less", "more"),
    [
        ("growth-path", "2025", "2/3-1/100", "2/3+1/100"),
        ("growth-path", "2023", "9/100", "11/100"),
        # A million more for execution leaves a plan, one that misses a wish: a wish never makes a plan impossible.
        ("execution", "2024", 22_365_000, 24_365_000),
        ("vvt", "2024", 49_000_000, None),
        ("first-stage", "2025", None, None),
    ],
)
def test_a_price_is_what_a_cold_solve_with_the_moved_limit_gives(base: Record, rule: str, year: str, less: object, more: object) -> None:
    told = next(one for one in base.rules if (one.id, one.year) == (rule, year) and one.member is None) if rule != "first-stage" else None
    if told is None:
        assert all(one.price is not None for one in base.rules if one.id == rule)
        return
    exact = {"2/3-1/100": "197/300", "2/3+1/100": "203/300"}
    for moved, price in ((less, told.price.less), (more, told.price.more)):
        if moved is None:
            assert price is None
            continue
        change = optimum({f"rule.{rule}.{year}": exact.get(str(moved), moved)}) - base.optimum
        assert float(price) == pytest.approx(float(change), abs=1e-4)


def test_prices_do_not_depend_on_the_solver(base: Record) -> None:
    assert [one.price for one in solve(solver="cbc").rules] == [one.price for one in base.rules]


def test_what_a_rule_costs_is_the_gain_of_the_case_without_it() -> None:
    shipped = case()
    answer = solve_case(shipped.grid, shipped.rules, GOAL, 1000, "highs")
    costs = {one.rule.id: one.gain for one in rule_costs(shipped.grid, shipped.rules, GOAL, answer)}
    assert sum(gain == 0 for gain in costs.values()) > sum(gain != 0 for gain in costs.values()) > 1
    for one, gain in costs.items():
        assert float(gain) == pytest.approx(float(optimum({f"rule.{one}.active": False}) - answer.optimum), abs=1e-3)
    assert list(costs.values()) == sorted(costs.values(), reverse=True)


def test_a_hard_rule_without_a_price_still_costs_what_a_missed_wish_gains_without_it() -> None:
    """Leren at least 60 million, and the wish of at most 40 misses 20: the wish holds leren at 60, so the rule has no price in the proof.

    Without it the wish is met: 40 million at 20 persons and 60 at 10 instead of 60 and 40.
    """
    it = world(
        rule("limit", "much", select={"instrument": "leren"}, at_least=60 * MLN),
        rule("limit", "little", select={"instrument": "leren"}, at_most=40 * MLN, soft={"priority": 1, "weight": "1"}),
        years=(2024,),
        instruments={"leren": Ins("leren", rate=20), "steun": Ins("leren", rate=10)},
    )
    answer = it.answer()
    assert isinstance(answer, Solved)
    assert {one.rule.id: one.gain for one in rule_costs(it.grid, it.rules, GOAL, answer)}["much"] == (40 * 20 + 60 * 10) - (60 * 20 + 40 * 10)


def test_whatever_the_rules_the_cost_of_one_is_that_of_the_case_solved_without_it() -> None:
    tried = 0
    for it in seeded_worlds(60, Size(), 11):
        if not (it.accepted() and isinstance(answer := it.answer(), Solved)):
            continue
        goal = GOALS[it.programme.goal.kind]
        sign = 1 if goal.larger_is_better else -1
        for one in rule_costs(it.grid, it.rules, goal, answer):
            without = best_value(it.grid, [other for other in it.rules if other.id != one.rule.id], goal)
            assert without is not None
            assert float(one.gain) == pytest.approx(float(sign * (without - answer.optimum)), abs=2e-4)
            tried += 1
    assert tried > 50


def test_in_a_wide_problem_a_price_says_what_a_step_does_and_not_how_far_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = case()
    answer = solve_case(shipped.grid, shipped.rules, GOAL, 1000, "highs")
    given = (answer.certificate.problem, answer.plan, shipped.rules, GOAL)
    far = reaches(*given)
    monkeypatch.setattr("optimiser.price_list.WIDE", 1)
    wide = reaches(*given)
    assert [(one.finding, one.step, one.less.change, one.more.change) for one in wide] == [
        (one.finding, one.step, one.less.change, one.more.change) for one in far
    ]
    assert {one.less.until for one in wide} | {one.more.until for one in wide} == {None}


def test_a_price_holds_as_far_as_it_says_and_no_further() -> None:
    shipped = case()
    answer = solve_case(shipped.grid, shipped.rules, GOAL, 1000, "highs")
    priced = {(one.finding.rule, one.finding.year): one for one in reaches(answer.certificate.problem, answer.plan, shipped.rules, GOAL)}
    path = priced["growth-path", "2024"]
    at_end = optimum({"rule.growth-path.2024": str(path.less.until)}) - answer.optimum
    steps = (path.finding.limit - path.less.until) / path.step
    assert float(at_end) == pytest.approx(float(path.less.change * steps), abs=1e-2)
    beyond = optimum({"rule.growth-path.2024": str(path.less.until - Fraction(1, 100))}) - answer.optimum
    assert float(beyond) < float(path.less.change * (steps + 1)) - 1e-3


def test_lines_that_tie_can_move_without_loss(base: Record) -> None:
    tie = next(one for one in base.ties if one.instrument == "regioteam" and one.year == "2025")
    for amount in (tie.low, tie.high):
        fixed = {f"instrument.{tie.instrument}.{column}.{tie.year}": amount for column in ("minimum", "maximum")}
        assert optimum(fixed) == pytest.approx(base.optimum, abs=1e-6)
    beyond = {f"instrument.{tie.instrument}.minimum.{tie.year}": tie.high + 1000}
    changed = case("base", tuple(beyond.items()))
    value = best_value(changed.grid, changed.rules, GOAL)
    assert value is None or value < base.optimum - Fraction(1, 10**6)


def test_a_line_without_money_enters_at_its_break_even_estimate(base: Record) -> None:
    # "Geen geld; ... de schatting van 13 naar 22,2": 15.54 / (0.70 x 1) = 22.2
    line = next(one for one in base.lines if (one.instrument, one.year) == ("onboarding", "2024"))
    assert "van 13 naar 22,2 per € mln" in line.reason.nl
    below = solve(overrides={"estimate.onboarding": "22.1"})
    above = solve(overrides={"estimate.onboarding": "22.3"})
    spent = [sum(flow.amount for flow in one.plan if (flow.instrument, flow.year) == ("onboarding", "2024")) for one in (below, above)]
    assert spent[0] == 0 < spent[1]


def test_a_line_says_where_a_million_more_would_come_from(base: Record) -> None:
    line = next(one for one in base.lines if (one.instrument, one.year) == ("opschaling", "2025"))
    assert "€ 160,0 mln, aan het einde van trede 2 van 3; € 1 mln meer geeft 2,1 personen en moet uit " in line.reason.nl
    assert "Groeipad innovatie (growth-path)" in line.reason.nl
