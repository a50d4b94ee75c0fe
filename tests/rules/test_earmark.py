"""`earmark`: money of source lines goes to a selection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import MLN, faults_of, rule, world

TO = {"select": {"instrument": "scholing"}}
THERE = ("fonds", "scholing", "2024")
ELSEWHERE = ("fonds", "techniek", "2024")
OTHER_LINE = ("rijk", "scholing", "2024")
THERE_2023 = ("fonds", "scholing", "2023")

PAIRS = [
    Pair("euros, at least", {**TO, "lines": "fonds", "of": "EUR", "at_least": 9}, {THERE: 9, OTHER_LINE: 50}, THERE, -1),
    Pair("euros, at most", {**TO, "lines": "fonds", "of": "EUR", "at_most": 9}, {THERE: 9, OTHER_LINE: 50, ELSEWHERE: 50}, THERE, +1),
    Pair("euros, exactly", {**TO, "lines": "fonds", "of": "EUR", "exactly": 9}, {THERE: 9, OTHER_LINE: 50}, THERE, +1),
    # 1/4 of the 40 million of fonds, whatever is spent
    Pair("share of the budget", {**TO, "lines": "fonds", "of": "budget", "at_least": "1/4"}, {THERE: 10 * MLN}, THERE, -1),
    # 1/2 of 40 + 60 million
    Pair(
        "share of the budget of two lines",
        {**TO, "lines": ["fonds", "rijk"], "of": "budget", "at_most": "1/2"},
        {THERE: 30 * MLN, OTHER_LINE: 20 * MLN},
        THERE,
        +1,
    ),
    # 10 of the 40 euros that fonds spends; a euro less there is 3/4 short
    Pair("share of what is spent", {**TO, "lines": "fonds", "of": "spent", "at_least": "1/4"}, {THERE: 10, ELSEWHERE: 30}, THERE, -1, by="3/4"),
    Pair("only there", {**TO, "lines": "fonds", "of": "spent", "at_least": 1}, {THERE: 10, ("rijk", "techniek", "2024"): 30}, ELSEWHERE, +1),
    Pair("never there", {**TO, "lines": "fonds", "of": "spent", "at_most": 0}, {OTHER_LINE: 10, ELSEWHERE: 30}, THERE, +1),
    Pair("over all years", {**TO, "lines": "fonds", "of": "EUR", "at_least": 9, "per": "all"}, {THERE: 4, THERE_2023: 5}, THERE_2023, -1, year=None),
    # 3 years x 40 million x 1/4
    Pair(
        "share of the budget over all years",
        {**TO, "lines": "fonds", "of": "budget", "at_least": "1/4", "per": "all"},
        {THERE: 20 * MLN, THERE_2023: 10 * MLN},
        THERE_2023,
        -1,
        year=None,
    ),
    Pair(
        "each space apart",
        {"lines": "fonds", "of": "spent", "each": "space", "at_most": "1/2"},
        {THERE: 10, ELSEWHERE: 10, OTHER_LINE: 99},
        THERE,
        +1,
        by="1/2",
        member="leren",
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("earmark", pair)


def test_only_there_leaves_other_lines_free() -> None:
    it = world(rule("earmark", "it", **TO, lines="fonds", of="spent", at_least=1))
    assert all(one.holds for one in it.findings("it", {("rijk", "techniek", "2023"): 60 * MLN, ("rijk", "steun", "2024"): 1}))


@pytest.mark.parametrize(
    ("of", "number", "dutch", "english"),
    [
        ("EUR", 50 * MLN, "ten minste € 50,0 mln van fonds naar scholing", "at least € 50.0 million of fonds to scholing"),
        ("budget", "1/4", "ten minste 25,0 % van fonds naar scholing", "at least 25.0 % of fonds to scholing"),
        ("spent", 1, "ten minste 100,0 % van fonds naar scholing", "at least 100.0 % of fonds to scholing"),
    ],
)
def test_its_sentence_in_both_languages(of: str, number: Any, dutch: str, english: str) -> None:
    told = sentences(world(rule("earmark", "it", **TO, lines="fonds", of=of, at_least={"2025": number})), "it")
    assert told == [(f"Regel 2025: {dutch}", f"Rule 2025: {english}")]


def test_its_sentence_lists_the_lines() -> None:
    it = world(rule("earmark", "it", select={"except": {"space": "nieuw"}}, lines=["fonds", "rijk"], of="budget", at_most={"2023": "1/3"}))
    dutch = "Regel 2023: ten hoogste 33,33 % van fonds en rijk naar alles behalve nieuw"
    assert sentences(it, "it") == [(dutch, "Rule 2023: at most 33.33 % of fonds and rijk to everything except nieuw")]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"of": "EUR", "at_least": 5}, "missing-key", "rule.it.lines"),
        ({"lines": "fonds", "at_least": 5}, "missing-key", "rule.it.of"),
        ({"lines": [], "of": "EUR", "at_least": 5}, "invalid-value", "rule.it.lines"),
        ({"lines": "fonts", "of": "EUR", "at_least": 5}, "unknown-id", "fonts"),
        ({"lines": ["rijk", "fonts"], "of": "EUR", "at_least": 5}, "unknown-id", "fonts"),
        ({"lines": "fonds", "of": "euro", "at_least": 5}, "invalid-value", "euro"),
        ({"lines": "fonds", "of": "EUR", "at_leest": 5, "at_most": 9}, "unknown-key", "at_leest"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(rule("earmark", "it", **TO, **fields))] == [(code, found)]


def test_an_unknown_line_comes_with_the_one_that_was_meant() -> None:
    (fault,) = faults_of(rule("earmark", "it", **TO, lines="fonts", of="EUR", at_least=5))
    assert dict(fault.values)["meant"] == "fonds"


def test_its_lp_text(tmp_path: Path) -> None:
    it = rule("earmark", "it", **TO, lines="fonds", of="spent", at_least={"2023": 1, "2024": "1/4"})
    small = {**SMALL, "budgets": {"fonds": 40 * MLN, "rijk": 60 * MLN}}
    assert_golden("earmark", world(it, **small), "it", tmp_path)
