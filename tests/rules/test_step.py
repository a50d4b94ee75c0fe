"""`step`: how a selection may change from one year to the next."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import MLN, faults_of, rule, world

NEW = {"space": "nieuw"}
BEFORE = ("rijk", "techniek", "2023")
NOW = ("rijk", "techniek", "2024")
AFTER = ("rijk", "techniek", "2025")
# 2023: 100 million; 2024: 50 million; 2025: 150 million
MOVING = {"rijk": {"2023": 60 * MLN, "2024": 30 * MLN, "2025": 90 * MLN}, "fonds": {"2023": 40 * MLN, "2024": 20 * MLN, "2025": 60 * MLN}}

PAIRS = [
    Pair("ratio, at most", {"select": NEW, "at_most": 3}, {BEFORE: 10, NOW: 30, AFTER: 5}, NOW, +1),
    Pair("ratio, last year shrinks", {"select": NEW, "at_most": 3}, {BEFORE: 10, NOW: 30}, BEFORE, -1, by=3),
    Pair("ratio, degressive", {"select": NEW, "at_most": "0.9"}, {BEFORE: 100, NOW: 90, AFTER: 1}, NOW, +1),
    Pair("ratio, at least", {"select": NEW, "at_least": "1/2"}, {BEFORE: 100, NOW: 50, AFTER: 99}, NOW, -1),
    Pair("ratio, nothing after nothing", {"select": NEW, "at_most": 9}, {}, NOW, +1),
    Pair("euros more, at most", {"select": NEW, "change": "EUR", "at_most": 20}, {BEFORE: 10, NOW: 30}, NOW, +1),
    Pair("euros more, at least", {"select": NEW, "change": "EUR", "at_least": 20}, {BEFORE: 10, NOW: 30, AFTER: 99}, NOW, -1),
    Pair("euros less, at most so many", {"select": NEW, "change": "EUR", "at_least": -5}, {BEFORE: 10, NOW: 5}, NOW, -1),
    # 20 of 100 is the same share as 10 of 50
    Pair("the share never falls", {"select": NEW, "change": "share", "at_least": 0}, {BEFORE: 20 * MLN, NOW: 10 * MLN}, NOW, -1, budgets=MOVING),
    # one euro more last year asks half a euro more this year
    Pair(
        "the share never falls, last year grows",
        {"select": NEW, "change": "share", "at_least": 0},
        {BEFORE: 20, NOW: 10},
        BEFORE,
        +1,
        by="1/2",
        budgets=MOVING,
    ),
    # 20 % + 10 % of 50 million = 15 million
    Pair(
        "the share rises by a tenth",
        {"select": NEW, "change": "share", "at_least": "1/10"},
        {BEFORE: 20 * MLN, NOW: 15 * MLN},
        NOW,
        -1,
        budgets=MOVING,
    ),
    # without fonds: 20 of 60 is 10 of 30
    Pair(
        "the share of a whole without one line",
        {"select": NEW, "change": "share", "whole": {"except": {"source": "fonds"}}, "at_least": 0},
        {BEFORE: 20 * MLN, NOW: 10 * MLN},
        NOW,
        -1,
        budgets=MOVING,
    ),
    Pair(
        "each instrument apart",
        {"each": "instrument", "at_most": 2},
        {BEFORE: 10, NOW: 20, ("fonds", "steun", "2023"): 5, ("fonds", "steun", "2024"): 10},
        NOW,
        +1,
        member="techniek",
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("step", pair)


@pytest.mark.parametrize("change", ["ratio", "EUR", "share"])
def test_the_first_year_has_no_year_before_it(change: str) -> None:
    it = world(rule("step", "it", select=NEW, change=change, at_most=0))
    assert [one.year for one in it.findings("it", {})] == ["2024", "2025"]


def test_a_number_for_the_first_year_says_nothing() -> None:
    it = world(rule("step", "it", select=NEW, at_most={"2023": 1, "2025": 2}))
    assert [(one.year, one.limit) for one in it.findings("it", {})] == [("2025", 2)]


def test_the_year_before_is_the_year_before_in_time_not_in_the_file() -> None:
    it = world(rule("step", "it", select=NEW, change="EUR", at_most=0), years=(2025, 2023, 2024))
    held = {one.year: one.holds for one in it.findings("it", {BEFORE: 9, NOW: 9, AFTER: 10})}
    assert held == {"2024": True, "2025": False}


def test_the_finding_gives_the_change_itself() -> None:
    changes = {"ratio": Fraction(1, 2), "EUR": Fraction(-10 * MLN), "share": Fraction(10, 50) - Fraction(20, 100)}
    for change, left in changes.items():
        it = world(rule("step", "it", select=NEW, change=change, at_most={"2024": 1}), budgets=MOVING)
        (finding,) = it.findings("it", {BEFORE: 20 * MLN, NOW: 10 * MLN})
        assert finding.left == left


@pytest.mark.parametrize(
    ("change", "number", "dutch", "english"),
    [
        ("ratio", "0.9", "ten hoogste 0,9 maal het jaar ervoor", "at most 0.9 times the year before"),
        ("EUR", 2_500_000, "ten hoogste € 2,5 mln verschil met het jaar ervoor", "at most € 2.5 million change from the year before"),
        ("share", "1/8", "aandeel ten hoogste 12,5 % hoger dan het jaar ervoor", "share at most 12.5 % above the year before"),
    ],
)
def test_its_sentence_in_both_languages(change: str, number: Any, dutch: str, english: str) -> None:
    told = sentences(world(rule("step", "it", select=NEW, change=change, at_most={"2025": number})), "it")
    assert told == [(f"Regel 2025: {dutch}", f"Rule 2025: {english}")]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"change": "percent", "at_most": 1}, "invalid-value", "percent"),
        ({"per": "all", "at_most": 1}, "invalid-value", "all"),
        ({"at_most": {"2022": 1}}, "unknown-id", "2022"),
        ({"change": "share", "whole": {"source": "fonts"}, "at_most": 1}, "unknown-id", "fonts"),
        ({"change": "share", "whole": {"space": "leren"}, "at_most": 1}, "invalid-value", "rule.it.whole"),
        ({"change": "share", "hole": {}, "at_most": 1}, "unknown-key", "hole"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(rule("step", "it", select=NEW, **fields))] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    assert_golden("step", world(rule("step", "it", select=NEW, at_most={"2024": 9}), **SMALL), "it", tmp_path)
