"""`minimum`: nothing, or at least so much."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_whole, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

TECH = ("rijk", "techniek", "2024")
TECH_2023 = ("rijk", "techniek", "2023")
TRAIN = ("fonds", "scholing", "2024")
HELP = ("rijk", "steun", "2024")

PAIRS = [
    Pair("one instrument", {"each": "instrument", "at_least": 30 * MLN}, {TECH: 30 * MLN, TRAIN: 40 * MLN}, TECH, -1),
    Pair("the smallest of several", {"each": "instrument", "at_least": 5}, {TECH: 5, TRAIN: 6, HELP: 99}, TECH, -1),
    Pair("two lines together", {"each": "instrument", "at_least": 5}, {TECH: 2, ("fonds", "techniek", "2024"): 3}, TECH, -1),
    Pair("a space", {"each": "space", "at_least": 9}, {TRAIN: 4, HELP: 5}, HELP, -1),
    Pair("a source line", {"each": "source", "at_least": 9}, {TECH: 4, HELP: 5, TRAIN: 99}, HELP, -1),
    Pair("a kind of effect", {"each": "adds", "at_least": 9}, {TECH: 9}, TECH, -1),
    Pair("the whole selection", {"select": {"space": "leren"}, "at_least": 9}, {TRAIN: 4, HELP: 5, TECH: 1}, HELP, -1),
    Pair("a part of an instrument", {"select": {"source": "rijk"}, "each": "instrument", "at_least": 9}, {TECH: 9, TRAIN: 1}, TECH, -1),
    Pair("all years together", {"each": "instrument", "at_least": 50, "per": "all"}, {TECH: 20, TECH_2023: 30}, TECH_2023, -1, year=None),
    Pair("only the year that has a number", {"each": "instrument", "at_least": {"2024": 7}}, {TECH: 7, TECH_2023: 1}, TECH, -1),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_whole("minimum", pair)


def test_nothing_at_all_is_kept_and_has_no_smallest_amount() -> None:
    (one,) = world(rule("minimum", "it", each="instrument", at_least={"2024": 7})).findings("it", {})
    assert (one.holds, one.left, one.margin, one.binding(1)) == (True, None, None, False)


def test_a_member_without_the_figure_is_left_out() -> None:
    instruments = {**INSTRUMENTS, "steun": Ins(columns={"minimum": {"2024": 3}})}
    it = world(rule("minimum", "it", each="instrument", at_least={"figure": "minimum"}), instruments=instruments)
    assert [(one.member, one.year, one.limit) for one in it.findings("it", {})] == [("steun", "2024", 3)]
    assert [one.holds for one in it.findings("it", {HELP: 2})] == [False]
    assert [one.holds for one in it.findings("it", {HELP: 3})] == [True]


def test_a_limit_that_is_no_whole_euro_asks_for_the_next_one() -> None:
    it = world(rule("minimum", "it", each="instrument", at_least={"2024": "7/2"}))
    assert [one.holds for amount in (3, 4) for one in it.findings("it", {TECH: amount})] == [False, True]
    assert [choice.kept(it.plan({TECH: amount}).amounts) for amount in (3, 4) for choice in it.rule("it").choices(it.grid)] == [False, True]


def test_the_plan_gives_nothing_or_the_least_and_the_bound_leaves_that_out() -> None:
    # 100 million a year: 90 for training is the best use, and the 10 that is left may not go anywhere alone.
    it = world(
        rule("minimum", "it", each="instrument", at_least=30 * MLN),
        rule("limit", "most", select={"instrument": "scholing"}, at_most=90 * MLN),
        years=(2024,),
    )
    solved = it.solved()
    assert sorted(solved.plan.group_spend.tolist()) == [0, 30 * MLN, 70 * MLN]
    # 70 x 20 + 30 x 10 persons; without the rule 90 x 20 + 10 x 10.
    assert (solved.value, solved.certificate.bound, solved.optimum) == (1700, 1900, 1700)


def test_its_sentence_in_both_languages() -> None:
    told = sentences(world(rule("minimum", "it", each="instrument", at_least={"2023": 125_000})), "it")
    assert told == [("Regel 2023: niets of ten minste € 125.000 per instrument", "Rule 2023: nothing or at least € 125,000 for each instrument")]


def test_its_sentence_names_who_gets_too_little() -> None:
    it = world(rule("minimum", "it", each="instrument", at_least={"2024": 5}))
    assert sentences(it, "it", {TECH: 4, TRAIN: 5, HELP: 1}) == [
        (
            "Regel 2024: niets of ten minste € 5 per instrument; te weinig: steun en techniek",
            "Rule 2024: nothing or at least € 5 for each instrument; too little: steun and techniek",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_most": 5, "each": "instrument"}, "invalid-value", "rule.it"),
        ({"each": "instrument"}, "invalid-value", "rule.it"),
        ({"at_least": "veel", "each": "instrument"}, "not-a-number", "veel"),
        ({"at_least": 5, "each": "instrumnt"}, "unknown-id", "instrumnt"),
        ({"at_least": {"figure": "minimum"}}, "invalid-value", "rule.it"),
        ({"at_least": 5, "each": "instrument", "soft": {"priority": 1}}, "invalid-value", "rule.it"),
        ({"at_least": 5, "select": {"space": "nieuw", "except": {"instrument": "techniek"}}}, "empty-selection", "it"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, object], code: str, found: str) -> None:
    faults = faults_of(rule("minimum", "it", **fields))
    assert [(one.code, one.found) for one in faults] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    it = world(rule("minimum", "it", each="instrument", at_least=10 * MLN), **SMALL)
    assert_golden("minimum", it, "it", tmp_path)
    assert all(not row.terms and row.bound == Fraction(0) for row in it.rule("it").rows(it.grid))
