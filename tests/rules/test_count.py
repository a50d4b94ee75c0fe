"""`count`: at most so many members get money."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_whole, name_of, sentences
from tests.worlds import MLN, faults_of, rule, world

TECH = ("rijk", "techniek", "2024")
TECH_2023 = ("rijk", "techniek", "2023")
TRAIN = ("fonds", "scholing", "2024")
HELP = ("rijk", "steun", "2024")

PAIRS = [
    Pair("two of three instruments", {"each": "instrument", "at_most": 2}, {TECH: 5, TRAIN: 40}, HELP, +1),
    Pair("two lines of one instrument are one", {"each": "instrument", "at_most": 1}, {TECH: 5, ("fonds", "techniek", "2024"): 5}, HELP, +1),
    Pair("none at all", {"each": "instrument", "at_most": 0}, {TECH_2023: 0}, HELP, +1),
    Pair("spaces", {"each": "space", "at_most": 1}, {TRAIN: 5, HELP: 7}, TECH, +1),
    Pair("source lines", {"each": "source", "at_most": 1}, {TECH: 5, HELP: 7}, TRAIN, +1),
    Pair("part of the instruments", {"select": {"space": "leren"}, "each": "instrument", "at_most": 1}, {TRAIN: 5, TECH: 7}, HELP, +1),
    Pair("all years together", {"each": "instrument", "at_most": 1, "per": "all"}, {TECH: 20, TECH_2023: 30}, TRAIN, +1, year=None),
    Pair("only the year that has a number", {"each": "instrument", "at_most": {"2024": 1}}, {TECH: 7, TECH_2023: 1}, HELP, +1),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_whole("count", pair)


def test_the_plan_uses_the_best_members_and_no_more() -> None:
    # 100 million a year and no instrument can take more than 60: training (20 a million) and technique (10) are the best two.
    it = world(rule("count", "it", each="instrument", at_most=2), rule("limit", "most", each="instrument", at_most=60 * MLN), years=(2024,))
    solved = it.solved()
    assert (solved.value, solved.certificate.bound) == (1600, 1600)
    assert sum(amount > 0 for amount in solved.plan.group_spend.tolist()) == 2


def test_binding_is_told_in_members_not_in_euros() -> None:
    it = world(rule("count", "it", each="instrument", at_most={"2024": 2}))
    assert [one.binding(1000) for plan in ({TECH: 5}, {TECH: 5, HELP: 7}) for one in it.findings("it", plan)] == [False, True]


def test_its_sentence_in_both_languages() -> None:
    it = world(rule("count", "it", each="instrument", at_most={"2024": 1}))
    assert sentences(it, "it") == [("Regel 2024: geld voor ten hoogste 1 van de instrumenten", "Rule 2024: money for at most 1 of the instruments")]
    assert sentences(it, "it", {TECH: 5, HELP: 7}) == [
        (
            "Regel 2024: geld voor ten hoogste 1 van de instrumenten; het zijn er 2",
            "Rule 2024: money for at most 1 of the instruments; there are 2",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_least": 5, "each": "instrument"}, "invalid-value", "rule.it"),
        ({"at_most": 5}, "invalid-value", "rule.it"),
        ({"at_most": "3/2", "each": "instrument"}, "invalid-value", "rule.it"),
        ({"at_most": -1, "each": "instrument"}, "invalid-value", "rule.it"),
        ({"at_most": {"figure": "minimum"}, "each": "instrument"}, "invalid-value", "rule.it"),
        ({"at_most": 5, "each": "instrument", "soft": {"priority": 1}}, "invalid-value", "rule.it"),
        ({"at_most": 5, "each": "instrumnt"}, "unknown-id", "instrumnt"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, object], code: str, found: str) -> None:
    faults = faults_of(rule("count", "it", **fields))
    assert [(one.code, one.found) for one in faults] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    it = world(rule("count", "it", each="instrument", at_most=1), **SMALL)
    assert_golden("count", it, "it", tmp_path)
