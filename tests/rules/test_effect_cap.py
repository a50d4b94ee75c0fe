"""`effect-cap`: no more effect of a selection counts than its potential. `scholing` brings 20 persons per million, `techniek` 10, `steun` 5."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import MLN, Ins, faults_of, rule, world

TRAIN = ("rijk", "scholing", "2024")
TECH = ("rijk", "techniek", "2024")
FAST, SLOW = Fraction(20, MLN), Fraction(10, MLN)

PAIRS = [
    Pair("all instruments", {"at_most": 200}, {TRAIN: 5 * MLN, TECH: 10 * MLN}, TRAIN, +1, by=FAST, year=None),
    Pair("a selection", {"select": {"space": "nieuw"}, "at_most": 100}, {TRAIN: 50 * MLN, TECH: 10 * MLN}, TECH, +1, by=SLOW, year=None),
    Pair("a potential of zero", {"select": {"space": "nieuw"}, "at_most": 0}, {TRAIN: 50 * MLN}, TECH, +1, by=SLOW, year=None),
    Pair("per year of spending", {"per": "year", "at_most": 100}, {TRAIN: 5 * MLN, ("rijk", "scholing", "2025"): 5 * MLN}, TRAIN, +1, by=FAST),
    Pair(
        "each instrument", {"each": "instrument", "at_most": 100}, {TRAIN: 5 * MLN, TECH: 10 * MLN}, TECH, +1, by=SLOW, year=None, member="techniek"
    ),
    Pair("labour-saving only", {"measure": "labour-saving", "at_most": 100}, {TRAIN: 50 * MLN, TECH: 10 * MLN}, TECH, +1, by=SLOW, year=None),
    # 2024..2027 within the horizon: 4 years
    Pair("person-years", {"measure": "person-years", "at_most": 400}, {TECH: 10 * MLN}, TECH, +1, by=4 * SLOW, year=None),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("effect-cap", pair)


def test_money_past_the_potential_may_be_spent_but_does_not_count() -> None:
    it = world(rule("effect-cap", "it", at_most=150), years=(2024,))
    solved = it.solved()
    assert solved.value == 150
    assert sum(it.amounts(solved).values()) == 100 * MLN


def test_what_does_not_count_is_taken_from_the_lowest_rates() -> None:
    it = world(rule("effect-cap", "it", at_most=200))
    plan = it.counted({TRAIN: 10 * MLN, TECH: 10 * MLN, ("rijk", "steun", "2024"): 20 * MLN})
    # 200 + 100 + 100: the 100 of steun and the 100 of techniek go
    kept = {
        it.grid.group_label(group)["instrument"]: amount for group, amount in zip(it.grid.tiers.group.tolist(), plan.filled, strict=True) if amount
    }
    assert kept == {"scholing": 10 * MLN}


def test_the_cut_may_end_inside_a_tier() -> None:
    it = world(rule("effect-cap", "it", at_most="0.1"))
    plan = it.counted({TECH: 10 * MLN})
    # 1/10 person at 10 per million is 10 000 euros
    assert sum(plan.filled) == 10_000
    assert next(iter(it.rule("it").check(plan))).left == Fraction(1, 10)


def test_potentials_may_be_nested() -> None:
    inner = rule("effect-cap", "inner", select={"instrument": "techniek"}, at_most=100)
    outer = rule("effect-cap", "outer", select={"instrument": ["techniek", "steun"]}, at_most=120)
    it = world(inner, outer)
    plan = it.counted({TECH: 50 * MLN, ("rijk", "steun", "2024"): 50 * MLN, TRAIN: 1 * MLN})
    assert [one.left for name in ("inner", "outer") for one in it.rule(name).check(plan)] == [100, 120]
    assert it.goal.value(plan) == 140


def test_under_another_goal_the_tiers_that_the_goal_needs_least_stop_counting() -> None:
    """Both instruments count once for the gap of 2024; for person-years `lang` counts three times as long as `kort`."""
    instruments = {"kort": Ins("nieuw", rate=10, duration=1), "lang": Ins("leren", rate=5, duration=3)}
    cap = rule("effect-cap", "it", measure="gap", at_most=100)
    solved = world(
        cap,
        rule("limit", "half", each="instrument", exactly=20 * MLN),
        instruments=instruments,
        goal="person-years",
        years=(2024,),
        budgets={"rijk": 40 * MLN},
    ).solved()
    # kort would bring 200, lang 100: all 100 persons of lang count three years
    assert solved.value == 300
    assert solved.certificate.bound == 300


def test_its_sentence_in_both_languages() -> None:
    told = sentences(world(rule("effect-cap", "it", at_most="12.5", each="space")), "it")
    assert told[0] == ("Regel leren: effect ten hoogste 12,5 (gap)", "Rule leren: effect at most 12.5 (gap)")


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"measure": "fte", "at_most": 1}, "invalid-value", "fte"),
        # a target is an effect-floor; a cap that must be reached would cut what it asks for
        ({"at_least": 5}, "invalid-value", "rule.it"),
        ({"exactly": 5}, "invalid-value", "rule.it"),
        ({"select": {"source": "rijk"}, "at_most": 5}, "invalid-value", "rule.it.select"),
        ({"each": "source", "at_most": 5}, "invalid-value", "source"),
        ({"at_most": 5, "mesure": "gap"}, "unknown-key", "mesure"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(rule("effect-cap", "it", **fields))] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    it = rule("effect-cap", "it", at_most=500, select={"space": "nieuw"}, measure="person-years")
    assert_golden("effect-cap", world(it, **SMALL), "it", tmp_path)
