"""`share`: a part of the money against a share of a whole."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import MLN, faults_of, rule, world

NEW = {"space": "nieuw"}
TECH = ("rijk", "techniek", "2024")
TECH_2023 = ("rijk", "techniek", "2023")
TRAIN = ("rijk", "scholing", "2024")
ALL: dict[str, Any] = {"budget": {}}
SPENT: dict[str, Any] = {"spent": {}}

PAIRS = [
    # 3/5 of 100 million
    Pair("at least, of the budget", {"select": NEW, "whole": ALL, "at_least": "3/5"}, {TECH: 60 * MLN}, TECH, -1),
    Pair("at most, of the budget", {"select": NEW, "whole": ALL, "at_most": "3/5"}, {TECH: 60 * MLN}, TECH, +1),
    # 2/3 of 100 million is 66 666 666 2/3: the first whole euro above passes, the last one below misses 2/3 of a euro
    Pair("two thirds, exactly", {"select": NEW, "whole": ALL, "at_least": "2/3"}, {TECH: 66_666_667}, TECH, -1, by="2/3", exact=False),
    # what is not spent makes no difference: the whole stays 100 million
    Pair("the budget stays whole when money is left", {"select": NEW, "whole": ALL, "at_least": "1/2"}, {TECH: 50 * MLN}, TECH, -1),
    # 1/2 of the 40 million of fonds
    Pair("of the budget of one line", {"select": NEW, "whole": {"budget": {"source": "fonds"}}, "at_most": "1/2"}, {TECH: 20 * MLN}, TECH, +1),
    # all but fonds: 60 million
    Pair(
        "of the budget except one line",
        {"select": NEW, "whole": {"budget": {"except": {"source": "fonds"}}}, "at_most": "1/2"},
        {TECH: 30 * MLN},
        TECH,
        +1,
    ),
    # 10 of 10 + 30: one euro less in the part is 3/4 euro too little, because the whole shrinks with it
    Pair("of what is spent", {"select": NEW, "whole": SPENT, "at_least": "1/4"}, {TECH: 10, TRAIN: 30}, TECH, -1, by="3/4"),
    # one euro more in the rest of the whole: 1/4 euro too little
    Pair("of what is spent, the rest grows", {"select": NEW, "whole": SPENT, "at_least": "1/4"}, {TECH: 10, TRAIN: 30}, TRAIN, +1, by="1/4"),
    Pair(
        "of what is spent on a selection", {"select": NEW, "whole": {"spent": {"space": "leren"}}, "at_most": "1/2"}, {TECH: 10, TRAIN: 20}, TECH, +1
    ),
    Pair(
        "of what is spent by the member itself",
        {"select": NEW, "whole": {"own": {}}, "each": "source", "at_most": "1/2"},
        {TECH: 10, TRAIN: 10},
        TECH,
        +1,
        by="1/2",
        member="rijk",
    ),
    Pair("exactly", {"select": NEW, "whole": SPENT, "exactly": "1/2"}, {TECH: 10, TRAIN: 10}, TRAIN, +1, by="1/2"),
    # 3 years x 100 million
    Pair(
        "over all years",
        {"select": NEW, "whole": ALL, "at_most": "1/3", "per": "all"},
        {TECH: 60 * MLN, TECH_2023: 40 * MLN},
        TECH_2023,
        +1,
        year=None,
    ),
    # 10 + 20 of 40 + 20 in two years: half
    Pair(
        "of what is spent over all years",
        {"select": NEW, "whole": SPENT, "at_most": "1/2", "per": "all"},
        {TECH: 10, TECH_2023: 20, TRAIN: 30},
        TECH,
        +1,
        by="1/2",
        year=None,
    ),
    Pair("a share of zero", {"select": NEW, "whole": ALL, "at_most": 0}, {TRAIN: 9}, TECH, +1),
    Pair(
        "each line apart",
        {"select": NEW, "whole": SPENT, "each": "source", "at_most": "1/2"},
        {TECH: 10, TRAIN: 10},
        TECH,
        +1,
        by="1/2",
        member="rijk",
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("share", pair)


@pytest.mark.parametrize(("sense", "kept"), [("at_least", True), ("at_most", True), ("exactly", True)])
def test_a_share_of_nothing_has_no_value_and_is_kept_by_nothing(sense: str, kept: bool) -> None:
    it = world(rule("share", "it", select=NEW, whole=SPENT, **{sense: "1/2"}))
    finding = it.findings("it", {})[0]
    assert (finding.left, finding.margin, finding.holds) == (None, None, kept)


def test_part_without_whole_breaks_a_ceiling() -> None:
    it = world(rule("share", "it", select=NEW, whole={"spent": {"space": "leren"}}, at_most="1/2"))
    finding = it.findings("it", {TECH_2023: 1})[0]
    assert (finding.left, finding.holds, finding.shortfall) == (None, False, 1)


def test_the_finding_gives_the_share_itself() -> None:
    it = world(rule("share", "it", select=NEW, whole=ALL, at_least="2/3"))
    finding = it.findings("it", {TECH: 64 * MLN})[1]
    assert (finding.left, finding.limit, finding.margin) == (Fraction(16, 25), Fraction(2, 3), Fraction(16, 25) - Fraction(2, 3))


@pytest.mark.parametrize(
    ("whole", "dutch", "english"),
    [
        (ALL, "het budget (alles)", "the budget (everything)"),
        ({"budget": {"except": {"source": "fonds"}}}, "het budget (alles behalve fonds)", "the budget (everything except fonds)"),
        ({"spent": {"instrument": ["steun", "scholing"]}}, "de besteding aan steun en scholing", "the spending on steun and scholing"),
        (SPENT, "de besteding aan alles", "the spending on everything"),
    ],
)
def test_its_sentence_in_both_languages(whole: dict[str, Any], dutch: str, english: str) -> None:
    told = sentences(world(rule("share", "it", select=NEW, whole=whole, at_least={"2025": "2/3"})), "it")
    assert told == [(f"Regel 2025: ten minste 66,67 % van {dutch}", f"Rule 2025: at least 66.67 % of {english}")]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_least": "1/2"}, "missing-key", "rule.it.whole"),
        ({"at_least": "1/2", "whole": {}}, "invalid-value", "rule.it.whole"),
        ({"at_least": "1/2", "whole": {"budget": {}, "spent": {}}}, "invalid-value", "rule.it.whole"),
        ({"at_least": "1/2", "whole": {"budgt": {}}}, "unknown-key", "budgt"),
        ({"at_least": "1/0", "whole": ALL}, "not-a-number", "1/0"),
        ({"at_least": "1/2", "whole": {"spent": {"space": "niew"}}}, "unknown-id", "niew"),
        # Only source lines have a budget: a space in it would make the whole nothing, and the rule empty.
        ({"at_least": "1/2", "whole": {"budget": {"space": "nieuw"}}}, "invalid-value", "rule.it.whole.budget"),
        ({"at_least": "1/2", "whole": {"budget": {"except": {"space": "nieuw"}}}}, "invalid-value", "rule.it.whole.budget"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(rule("share", "it", select=NEW, **fields))] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    it = rule("share", "it", select=NEW, whole=SPENT, at_least={"2023": "1/10", "2024": "2/3"})
    assert_golden("share", world(it, **SMALL), "it", tmp_path)
