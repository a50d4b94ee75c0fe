"""`parity`: every member its share by a key, within a band."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

TECH = ("rijk", "techniek", "2024")
TRAIN = ("fonds", "scholing", "2024")
HELP = ("rijk", "steun", "2024")
# Keys 1, 1 and 2 (million): a quarter, a quarter and half of the money.
KEYED = {name: Ins(one.space, columns={"previous": MLN * (2 if name == "techniek" else 1)}) for name, one in INSTRUMENTS.items()}
BY_KEY = {"each": "instrument", "key": "previous"}

PAIRS = [
    # techniek has 40 of 100; 0.8 x 1/2. One euro less: 0.6 euro short, because the whole is one less as well.
    Pair("at least", {**BY_KEY, "at_least": "0.8"}, {TECH: 40, TRAIN: 30, HELP: 30}, TECH, -1, by="3/5", member="techniek", instruments=KEYED),
    # steun has 30 of 100; 1.2 x 1/4. One euro more: 0.7 euro too much.
    Pair("at most", {**BY_KEY, "at_most": "1.2"}, {TECH: 40, TRAIN: 30, HELP: 30}, HELP, +1, by="7/10", member="steun", instruments=KEYED),
    Pair("exactly", {**BY_KEY, "exactly": 1}, {TECH: 50, TRAIN: 25, HELP: 25}, HELP, +1, by="3/4", member="steun", instruments=KEYED),
    # Among what is selected only: steun and scholing are half each.
    Pair(
        "within a selection", {**BY_KEY, "select": {"space": "leren"}, "at_least": 1}, {TECH: 9, TRAIN: 7, HELP: 7}, TRAIN, +1,
        by="1/2", member="steun", instruments=KEYED,
    ),
    # A quarter of the budget of a year (100 million), whatever is spent of it; an eighth of one line (60 million).
    Pair("of the budget", {**BY_KEY, "budget": {}, "at_most": 1}, {HELP: 25 * MLN}, HELP, +1, member="steun", instruments=KEYED),
    Pair(
        "of one line", {**BY_KEY, "budget": {"source": "rijk"}, "at_least": "1/2"}, {HELP: 15 * MLN // 2}, HELP, -1, member="steun",
        instruments=KEYED,
    ),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("parity", pair)


def test_a_member_without_the_key_is_left_out() -> None:
    it = world(rule("parity", "it", at_least=1, **BY_KEY), instruments={**KEYED, "steun": Ins()})
    assert {one.member for one in it.findings("it", {})} == {"scholing", "techniek"}


def test_its_sentence_in_both_languages() -> None:
    told = sentences(world(rule("parity", "it", at_least={"2024": "0.8"}, **BY_KEY), instruments=KEYED), "it")
    assert told[-1] == (
        "Regel techniek 2024: ten minste 40,0 % van het geld, naar previous",
        "Rule techniek 2024: at least 40.0 % of the money, by previous",
    )


def test_a_share_of_the_budget_is_told_in_euros() -> None:
    told = sentences(world(rule("parity", "it", at_most=1, budget={}, **BY_KEY), instruments=KEYED), "it")
    assert told[-1] == ("Regel techniek 2025: ten hoogste € 50.000.000, naar previous", "Rule techniek 2025: at most € 50,000,000, by previous")


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"at_least": 1, "each": "instrument"}, "missing-key", "rule.it.key"),
        ({"at_least": 1, "key": "previous"}, "invalid-value", "rule.it"),
        ({"at_least": 1, "each": "instrument", "key": "previus"}, "unknown-id", "previus"),
        # Nobody asks for anything in this programme.
        ({"at_least": 1, "each": "instrument", "key": "requests"}, "unknown-id", "requests"),
        ({**BY_KEY, "at_least": 1, "budget": {"source": "rijck"}}, "unknown-id", "rijck"),
        ({**BY_KEY, "at_least": 1, "budget": {"space": "leren"}}, "invalid-value", "rule.it.budget"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, object], code: str, found: str) -> None:
    faults = faults_of(rule("parity", "it", **fields))
    assert [(one.code, one.found) for one in faults] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    small = {**SMALL, "instruments": {name: KEYED[name] for name in ("scholing", "techniek")}}
    assert_golden("parity", world(rule("parity", "it", at_least="0.8", **BY_KEY), **small), "it", tmp_path)
