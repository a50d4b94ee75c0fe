"""`limit`: a floor, a ceiling or a fixed amount."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

NEW = {"space": "nieuw"}
TECH = ("rijk", "techniek", "2024")
TECH_2023 = ("rijk", "techniek", "2023")
TRAIN = ("fonds", "scholing", "2024")

PAIRS = [
    Pair("at most", {"select": NEW, "at_most": 30 * MLN}, {TECH: 30 * MLN, TRAIN: 40 * MLN}, TECH, +1),
    Pair("at least", {"select": NEW, "at_least": 30 * MLN}, {TECH: 30 * MLN}, TECH, -1),
    Pair("exactly, one euro too many", {"select": NEW, "exactly": 30 * MLN}, {TECH: 30 * MLN}, TECH, +1),
    Pair("exactly, one euro short", {"select": NEW, "exactly": 30 * MLN}, {TECH: 30 * MLN}, TECH, -1),
    Pair("a limit of zero is a limit", {"select": NEW, "at_most": 0}, {TRAIN: 5}, TECH, +1),
    Pair("only the year that has a number", {"select": NEW, "at_most": {"2024": 7}}, {TECH: 7, TECH_2023: 900}, TECH, +1),
    Pair(
        "the year's own number before the one for every year", {"select": NEW, "at_most": {"*": 900, "2024": 7}}, {TECH: 7, TECH_2023: 900}, TECH, +1
    ),
    Pair("all years together", {"select": NEW, "at_most": 50, "per": "all"}, {TECH: 20, TECH_2023: 30}, TECH_2023, +1, year=None),
    Pair("each space apart", {"each": "space", "at_most": 50}, {TECH: 50, TRAIN: 50}, TRAIN, +1, member="leren"),
    Pair(
        "from the instrument's own column",
        {"each": "instrument", "at_most": {"figure": "absorption"}},
        {TECH: 100 * MLN},
        TECH,
        +1,
        member="techniek",
    ),
    Pair(
        "everything except",
        {"select": {"except": {"instrument": "steun"}}, "at_most": 9},
        {TECH: 4, TRAIN: 5, ("rijk", "steun", "2024"): 99},
        TRAIN,
        +1,
    ),
    Pair("two values of one attribute", {"select": {"instrument": ["steun", "scholing"]}, "at_least": 9}, {TECH: 99, TRAIN: 9}, TRAIN, -1),
    Pair("a source line", {"select": {"source": "fonds"}, "at_most": 9}, {TECH: 99, TRAIN: 9}, TRAIN, +1),
    Pair("what lowers demand", {"select": {"adds": "no"}, "at_most": 9}, {TECH: 9, TRAIN: 99}, TECH, +1),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("limit", pair)


def test_its_sentence_in_both_languages() -> None:
    told = sentences(world(rule("limit", "it", select=NEW, exactly={"2023": 21_750_000, "2025": 0})), "it")
    assert told == [
        ("Regel 2023: precies € 21,75 mln", "Rule 2023: exactly € 21.75 million"),
        ("Regel 2025: precies € 0,0 mln", "Rule 2025: exactly € 0.0 million"),
    ]


def test_its_sentence_names_the_member() -> None:
    told = sentences(world(rule("limit", "it", each="space", at_most=5 * MLN, per="all")), "it")
    assert told == [
        ("Regel leren: ten hoogste € 5,0 mln", "Rule leren: at most € 5.0 million"),
        ("Regel nieuw: ten hoogste € 5,0 mln", "Rule nieuw: at most € 5.0 million"),
    ]


def test_a_member_without_the_figure_is_left_out() -> None:
    instruments = {**INSTRUMENTS, "steun": Ins(columns={"minimum": {"2024": 3}})}
    it = world(rule("limit", "it", each="instrument", at_least={"figure": "minimum"}), instruments=instruments)
    assert [(one.member, one.year, one.limit) for one in it.findings("it", {})] == [("steun", "2024", 3)]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_most": 5, "at_least": 3}, "invalid-value", "rule.it"),
        ({}, "invalid-value", "rule.it"),
        ({"at_most": "veel"}, "not-a-number", "veel"),
        ({"at_most": True}, "not-a-number", "True"),
        ({"at_most": {}}, "invalid-value", "rule.it.at_most"),
        ({"at_most": {"2031": 5}}, "unknown-id", "2031"),
        ({"at_most": {"2024": 5}, "per": "all"}, "invalid-value", "rule.it"),
        ({"at_most": {"figure": "absorption"}}, "invalid-value", "rule.it"),
        ({"at_most": {"figure": "absorbtion"}, "each": "instrument"}, "unknown-id", "absorbtion"),
        ({"at_most": 5, "each": "instrumnt"}, "unknown-id", "instrumnt"),
        ({"at_most": 5, "per": "month"}, "invalid-value", "month"),
        ({"at_most": 5, "select": {"space": "niew"}}, "unknown-id", "niew"),
        ({"at_most": 5, "select": {"spce": "nieuw"}}, "unknown-id", "spce"),
        ({"at_most": 5, "select": {"space": []}}, "invalid-value", "rule.it.select"),
        ({"at_most": 5, "select": {"space": "nieuw", "except": {"instrument": "techniek"}}}, "empty-selection", "it"),
        ({"at_most": 5, "soft": {"priority": 0}}, "invalid-value", "0"),
        ({"at_most": 5, "extra": 1}, "unknown-key", "extra"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, object], code: str, found: str) -> None:
    faults = faults_of(rule("limit", "it", **fields))
    assert [(one.code, one.found) for one in faults] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    it = rule("limit", "it", select={"instrument": "techniek"}, at_most={"2023": 10 * MLN, "2024": 20 * MLN})
    assert_golden("limit", world(it, **SMALL), "it", tmp_path)
