"""`gate`: part of what a key gives waits while the gate is closed, and comes free when it opens."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimiser.rules.gate import Gate
from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

TECH24, TECH25 = ("rijk", "techniek", "2024"), ("rijk", "techniek", "2025")
# techniek has half of the key (2 of 4 million) and a gate (the column `minimum`) that is closed in 2024 and open in 2025.
KEYED = {
    name: Ins(
        one.space, columns={"previous": MLN * (2 if name == "techniek" else 1), "minimum": {"2023": 1, "2024": int(name != "techniek"), "2025": 1}}
    )
    for name, one in INSTRUMENTS.items()
}
BY_KEY = {"each": "instrument", "key": "previous", "open": "minimum", "of": {"source": "rijk"}}
MONEY = {"rijk": 100, "fonds": 900}

PAIRS = [
    # Closed: 3/4 of half of 100 is 37.5: 37 is kept, 38 is half a euro too much.
    Pair("closed", {**BY_KEY, "at_most": "3/4"}, {TECH24: 37}, TECH24, 1, by="1/2", member="techniek", instruments=KEYED, budgets=MONEY, exact=False),
    # Open a year later: its 50, and the 12.5 that waited.
    Pair("opened", {**BY_KEY, "at_most": "3/4"}, {TECH25: 62}, TECH25, 1, by="1/2", year="2025", member="techniek", instruments=KEYED, budgets=MONEY,
         exact=False),
    # Never closed: its quarter.
    Pair("open", {**BY_KEY, "at_most": "3/4"}, {("rijk", "steun", "2024"): 25}, ("rijk", "steun", "2024"), 1, member="steun", instruments=KEYED,
         budgets=MONEY),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("gate", pair)


def test_what_waits_is_told_line_by_line_and_is_free_once_the_gate_opens() -> None:
    it = world(rule("gate", "it", at_most="3/4", **BY_KEY), instruments=KEYED, budgets=MONEY)
    gate = it.rule("it")
    assert isinstance(gate, Gate)
    told = {one.year: (one.given, one.released, one.held) for one in gate.held(it.grid) if one.member == "techniek"}
    assert told["2024"] == (50, Fraction(75, 2), Fraction(25, 2))
    assert told["2025"] == (50, Fraction(125, 2), 0)
    # Nothing is lost: what was given is released or waits.
    assert sum(one.given for one in gate.held(it.grid)) == sum(one.released for one in gate.held(it.grid))


def test_its_sentence_in_both_languages() -> None:
    told = sentences(world(rule("gate", "it", at_most="3/4", **BY_KEY), instruments=KEYED), "it")
    assert told[-1] == (
        "Regel techniek 2025: ten hoogste € 37,5 mln vrijgegeven, naar previous",
        "Rule techniek 2025: at most € 37.5 million released, by previous",
    )


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_most": "3/4", "each": "instrument", "key": "previous"}, "missing-key", "rule.it.open"),
        ({"at_least": "3/4", **BY_KEY}, "invalid-value", "rule.it"),
        ({"at_most": 2, **BY_KEY}, "invalid-value", "rule.it"),
        ({"at_most": "3/4", **BY_KEY, "open": "minimun"}, "unknown-id", "minimun"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, object], code: str, found: str) -> None:
    faults = faults_of(rule("gate", "it", **fields))
    assert [(one.code, one.found) for one in faults] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    small = {**SMALL, "instruments": {name: KEYED[name] for name in ("scholing", "techniek")}}
    assert_golden("gate", world(rule("gate", "it", at_most="3/4", **BY_KEY), **small), "it", tmp_path)
