"""`cofinancing`: what partners pay along. `scholing` gets 25 % on top of its subsidy, `techniek` half of its total cost, `steun` nothing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from optimiser.rules.cofinancing import partner_per_euro
from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

TRAIN = ("rijk", "scholing", "2024")
TRAIN_2023 = ("rijk", "scholing", "2023")
TECH = ("rijk", "techniek", "2024")
HELP = ("rijk", "steun", "2024")

PAIRS = [
    # partners 40/4 + 50 = 60; cost 40 + 50 + 60 = 150; 60/150 = 2/5. A euro of techniek less: 1 - 2/5 x 2 = 1/5 short
    Pair("of total cost, on average", {"base": "total", "at_least": "2/5"}, {TRAIN: 40, TECH: 50}, TECH, -1, by="1/5"),
    # a euro of scholing more: 2/5 x 5/4 - 1/4 = 1/4 short
    Pair("of total cost, the cheap one grows", {"base": "total", "at_least": "2/5"}, {TRAIN: 40, TECH: 50}, TRAIN, +1, by="1/4"),
    Pair("of total cost, at most", {"base": "total", "at_most": "2/5"}, {TRAIN: 40, TECH: 50}, TECH, +1, by="1/5"),
    # partners 60/4 + 20 = 35 on 80 of subsidy = 7/16
    Pair("of the subsidy, on average", {"base": "subsidy", "at_least": "7/16"}, {TRAIN: 60, TECH: 20}, TECH, -1, by="9/16"),
    # an instrument without partners pulls the average down: 50 of 50 + 50 + 25
    Pair("an instrument without partners counts", {"base": "total", "at_least": "2/5"}, {TECH: 50, HELP: 25}, HELP, +1, by="2/5"),
    # 40/4 + 20 = 30
    Pair("euros, at most", {"base": "EUR", "at_most": 30}, {TRAIN: 40, TECH: 20, HELP: 99}, TECH, +1),
    Pair("euros, a quarter per euro of subsidy", {"base": "EUR", "at_most": 30}, {TRAIN: 40, TECH: 20}, TRAIN, +1, by="1/4"),
    Pair("euros, at least", {"base": "EUR", "at_least": 30}, {TRAIN: 40, TECH: 20}, TECH, -1),
    Pair("only the selection", {"select": {"space": "nieuw"}, "base": "EUR", "at_most": 20}, {TRAIN: 40, TECH: 20}, TECH, +1),
    Pair("over all years", {"base": "EUR", "at_most": 30, "per": "all"}, {TRAIN_2023: 40, TECH: 20}, TECH, +1, year=None),
    # each apart: scholing brings exactly 1/5 of its cost, techniek 1/2
    Pair("each instrument apart", {"each": "instrument", "base": "total", "at_most": "1/3"}, {TRAIN: 9}, TECH, +1, by="1/3", member="techniek"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("cofinancing", pair)


@pytest.mark.parametrize(
    ("ratio", "base", "per_euro"),
    [
        (Fraction(1, 4), "subsidy", Fraction(1, 4)),
        (Fraction(1, 5), "total", Fraction(1, 4)),
        (Fraction(1, 2), "total", Fraction(1)),
        (Fraction(1, 3), "total", Fraction(1, 2)),
        (Fraction(0), "total", Fraction(0)),
    ],
)
def test_every_ratio_becomes_euros_per_euro_of_subsidy(ratio: Fraction, base: str, per_euro: Fraction) -> None:
    grid = world(instruments={"scholing": Ins(columns={"cofinancing": ratio}, base=base), "techniek": Ins("nieuw")}).grid
    assert partner_per_euro(grid, "scholing", "2024") == per_euro
    assert partner_per_euro(grid, "techniek", "2024") == 0


@pytest.mark.parametrize(("base", "number"), [("total", "1/5"), ("subsidy", "1/4")])
def test_a_quarter_on_top_of_the_subsidy_is_a_fifth_of_the_cost(base: str, number: str) -> None:
    exact = world(rule("cofinancing", "it", base=base, exactly=number, select={"instrument": "scholing"}))
    findings = exact.findings("it", {TRAIN: 40 * MLN})
    assert all(one.holds for one in findings)
    assert [one.left for one in findings] == [None, Fraction(number), None]


def test_the_average_counts_not_each_project() -> None:
    amounts = {TRAIN: 40, TECH: 50}
    together = world(rule("cofinancing", "it", base="total", at_least="2/5"))
    apart = world(rule("cofinancing", "it", base="total", at_least="2/5", each="instrument"))
    assert all(one.holds for one in together.findings("it", amounts))
    assert {one.member for one in apart.findings("it", amounts) if not one.holds} == {"scholing"}


def test_a_ratio_may_differ_by_year() -> None:
    instruments = {**INSTRUMENTS, "techniek": Ins("nieuw", columns={"cofinancing": {"2023": Fraction(1, 2), "2024": Fraction(1, 3)}}, base="total")}
    it = world(rule("cofinancing", "it", base="EUR", at_most=100, per="all"), instruments=instruments)
    (finding,) = it.findings("it", {("rijk", "techniek", "2023"): 10, TECH: 10, ("rijk", "techniek", "2025"): 10})
    # 10 + 5 + 0: no figure for 2025 is no partner
    assert finding.left == 15


@pytest.mark.parametrize(
    ("base", "number", "dutch", "english"),
    [
        (
            "total",
            "1/2",
            "partners betalen gemiddeld ten minste 50,0 % van de totale kosten",
            "partners pay on average at least 50.0 % of total cost",
        ),
        (
            "subsidy",
            "1/4",
            "partners leggen gemiddeld ten minste 25,0 % bovenop de subsidie",
            "partners add on average at least 25.0 % on top of the subsidy",
        ),
        ("EUR", 300 * MLN, "partners betalen ten minste € 300,0 mln", "partners pay at least € 300.0 million"),
    ],
)
def test_its_sentence_in_both_languages(base: str, number: Any, dutch: str, english: str) -> None:
    told = sentences(world(rule("cofinancing", "it", base=base, at_least=number, per="all")), "it")
    assert told == [(f"Regel: {dutch}", f"Rule: {english}")]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_least": "1/2"}, "missing-key", "rule.it.base"),
        ({"base": "cost", "at_least": "1/2"}, "invalid-value", "cost"),
        ({"base": "total", "at_least": "half"}, "not-a-number", "half"),
        ({"base": "total", "at_least": "1/2", "select": {"instrument": "technik"}}, "unknown-id", "technik"),
        ({"base": "total", "at_least": "1/2", "bases": 1}, "unknown-key", "bases"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(rule("cofinancing", "it", **fields))] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    it = rule("cofinancing", "it", base="total", at_least={"2023": "2/5", "2024": "1/4"})
    assert_golden("cofinancing", world(it, **SMALL), "it", tmp_path)
