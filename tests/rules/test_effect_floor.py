"""`effect-floor`: the effect of a selection reaches a target. `scholing` brings 20 persons per million, `techniek` 10, `steun` 5."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from optimiser.lp.stages import NoPlan
from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

TRAIN = ("rijk", "scholing", "2024")
TECH = ("rijk", "techniek", "2024")
TECH_2023 = ("fonds", "techniek", "2023")
# persons per euro
FAST, SLOW = Fraction(20, MLN), Fraction(10, MLN)
# 8 million at the full rate, 8 million at half of it
STEPPED = {
    **INSTRUMENTS,
    "techniek": Ins("nieuw", absorption=16 * MLN, rate=10, adds=False, tiers=((Fraction(1, 2), Fraction(1)), (Fraction(1, 2), Fraction(1, 2)))),
}
LATE = {**INSTRUMENTS, "techniek": Ins("nieuw", rate=10, adds=False, lag=3, duration=2)}

PAIRS = [
    # 5 x 20 + 10 x 10 = 200 persons
    Pair("all instruments", {"at_least": 200}, {TRAIN: 5 * MLN, TECH: 10 * MLN}, TRAIN, -1, by=FAST, year=None),
    Pair("a selection", {"select": {"space": "nieuw"}, "at_least": 100}, {TRAIN: 5 * MLN, TECH: 10 * MLN}, TECH, -1, by=SLOW, year=None),
    Pair("a target of zero", {"at_least": 0, "select": {"space": "nieuw"}}, {}, TECH, -1, by=SLOW, year=None),
    Pair(
        "the lines do not matter",
        {"at_least": 100, "select": {"space": "nieuw"}},
        {TECH: 4 * MLN, TECH_2023: 6 * MLN},
        TECH_2023,
        -1,
        by=SLOW,
        year=None,
    ),
    Pair("per year of spending", {"per": "year", "at_least": {"2024": 100}}, {TRAIN: 5 * MLN}, TRAIN, -1, by=FAST),
    Pair("each space", {"each": "space", "at_least": 100}, {TRAIN: 5 * MLN, TECH: 10 * MLN}, TECH, -1, by=SLOW, year=None, member="nieuw"),
    # 80 + 20: the second tier counts half
    Pair("in the second tier", {"at_least": 100}, {TECH: 12 * MLN}, TECH, -1, by=SLOW / 2, year=None, instruments=STEPPED),
    # in effect 2024..2027 (horizon 2023-2027): 4 years; 2024 + 5 years of duration ends in 2028
    Pair(
        "person-years", {"measure": "person-years", "select": {"space": "nieuw"}, "at_least": 400}, {TECH: 10 * MLN}, TECH, -1, by=4 * SLOW, year=None
    ),
    # 2024 + 3 = 2027 and 2028, of which one is inside the horizon
    Pair(
        "person-years with a lag",
        {"measure": "person-years", "at_least": 100},
        {TECH: 10 * MLN},
        TECH,
        -1,
        by=SLOW,
        year=None,
        instruments=LATE,
    ),
    # scholing adds workers and saves none
    Pair("labour-saving only", {"measure": "labour-saving", "at_least": 100}, {TRAIN: 50 * MLN, TECH: 10 * MLN}, TECH, -1, by=SLOW, year=None),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("effect-floor", pair)


def test_money_past_the_absorption_brings_nothing() -> None:
    it = world(rule("effect-floor", "it", at_least=1), instruments={**INSTRUMENTS, "techniek": Ins("nieuw", absorption=3 * MLN, rate=10)})
    assert it.findings("it", {TECH: 50 * MLN})[0].left == 30


@pytest.mark.parametrize(("lag", "duration", "years"), [(0, 1, 1), (0, 4, 4), (0, 9, 4), (3, 1, 1), (4, 5, 0), (1, 2, 2)])
def test_person_years_count_only_inside_the_horizon(lag: int, duration: int, years: int) -> None:
    """Spent in 2024; the horizon is 2023-2027."""
    it = world(
        rule("effect-floor", "it", measure="person-years", at_least=1), instruments={"a": Ins(rate=10, lag=lag, duration=duration), "b": Ins("nieuw")}
    )
    assert it.findings("it", {("rijk", "a", "2024"): 10 * MLN})[0].left == 100 * years


@pytest.mark.parametrize(("lag", "duration", "counts"), [(0, 1, False), (0, 2, True), (1, 1, True), (2, 5, False)])
def test_persons_count_in_the_target_year_or_not_at_all(lag: int, duration: int, counts: bool) -> None:
    """Spent in 2024; the target year is 2025."""
    it = world(rule("effect-floor", "it", at_least=1), instruments={"a": Ins(rate=10, lag=lag, duration=duration), "b": Ins("nieuw")})
    assert it.findings("it", {("rijk", "a", "2024"): 10 * MLN})[0].left == 100 * counts


def test_a_tier_may_end_in_the_middle_of_a_euro() -> None:
    """A third of 10 euros at the full rate, the rest at half: 10/3 + 1/2 x (5 - 10/3) = 25/6 of the rate."""
    tiers = ((Fraction(1, 3), Fraction(1)), (Fraction(2, 3), Fraction(1, 2)))
    it = world(rule("effect-floor", "it", at_least=1), instruments={"a": Ins(rate=MLN, absorption=10, tiers=tiers), "b": Ins("nieuw")})
    assert it.findings("it", {("rijk", "a", "2024"): 5})[0].left == Fraction(25, 6)


def test_an_effect_that_is_over_before_the_target_year_does_not_count() -> None:
    it = world(rule("effect-floor", "it", at_least=1), instruments={**INSTRUMENTS, "techniek": Ins("nieuw", rate=10, duration=1)})
    assert it.findings("it", {TECH: 50 * MLN})[0].left == 0


def test_a_floor_counts_only_what_a_potential_lets_count() -> None:
    cap = rule("effect-cap", "cap", select={"instrument": "scholing"}, at_most=150)
    reached = world(cap, rule("effect-floor", "it", select={"instrument": "scholing"}, at_least=150))
    above = world(cap, rule("effect-floor", "it", select={"instrument": "scholing"}, at_least=151))
    assert not isinstance(reached.answer(), NoPlan)
    assert isinstance(above.answer(), NoPlan)


def test_a_floor_under_a_wider_potential_is_kept_by_counting_the_floor_first() -> None:
    """The potential cuts 1000 persons; the slowest tiers would go first, but they are what the floor needs."""
    instruments = {"snel": Ins("nieuw", rate=40, absorption=30 * MLN), "traag": Ins("leren", rate=10, absorption=30 * MLN)}
    cap = rule("effect-cap", "cap", at_most=500, per="year")
    floor = rule("effect-floor", "it", select={"instrument": "traag"}, at_least=200)
    half = rule("limit", "half", each="instrument", exactly=30 * MLN)
    solved = world(cap, floor, half, instruments=instruments, budgets={"rijk": 60 * MLN}, years=(2024,)).solved()
    assert solved.value == 500


@pytest.mark.parametrize("measure", ["gap", "person-years", "labour-saving"])
def test_its_sentence_in_both_languages(measure: str) -> None:
    told = sentences(world(rule("effect-floor", "it", measure=measure, at_least=2500)), "it")
    assert told == [(f"Regel: effect ten minste 2.500 ({measure})", f"Rule: effect at least 2,500 ({measure})")]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"measure": "fte", "at_least": 1}, "invalid-value", "fte"),
        ({"at_least": "veel"}, "not-a-number", "veel"),
        # a ceiling on effect is an effect-cap
        ({"at_most": 5}, "invalid-value", "rule.it"),
        ({"exactly": 5}, "invalid-value", "rule.it"),
        # effect does not depend on who pays
        ({"select": {"source": "rijk"}, "at_least": 5}, "invalid-value", "rule.it.select"),
        ({"select": {"except": {"source": "rijk"}}, "at_least": 5}, "invalid-value", "rule.it.select"),
        ({"each": "source", "at_least": 5}, "invalid-value", "source"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(rule("effect-floor", "it", **fields))] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    assert_golden("effect-floor", world(rule("effect-floor", "it", at_least=500), **SMALL), "it", tmp_path)
