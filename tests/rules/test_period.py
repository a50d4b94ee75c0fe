"""`period`: an instrument that opens or closes inside a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optimiser.rules.period import months_open
from tests.rules.telling import SMALL, Pair, assert_golden, assert_limit, name_of, sentences
from tests.worlds import INSTRUMENTS, MLN, Ins, faults_of, rule, world

TECH = ("rijk", "techniek", "2024")
ABSORPTION = {"at_most": {"figure": "absorption"}}


def dated(**dates: date) -> Mapping[str, Ins]:
    """The usual instruments, `techniek` with an absorption of 12 million and these dates."""
    return {**INSTRUMENTS, "techniek": Ins("nieuw", absorption=12 * MLN, columns=dates)}


PAIRS = [
    # September to December: 4/12 of 12 million
    Pair("opens in September", ABSORPTION, {TECH: 4 * MLN}, TECH, +1, member="techniek", instruments=dated(opens=date(2024, 9, 1))),
    # the month in which it opens counts whole
    Pair("opens late in September", ABSORPTION, {TECH: 4 * MLN}, TECH, +1, member="techniek", instruments=dated(opens=date(2024, 9, 30))),
    # January to September: 9/12
    Pair("closes in September", ABSORPTION, {TECH: 9 * MLN}, TECH, +1, member="techniek", instruments=dated(closes=date(2024, 9, 30))),
    Pair("closes early in September", ABSORPTION, {TECH: 9 * MLN}, TECH, +1, member="techniek", instruments=dated(closes=date(2024, 9, 1))),
    # March to May: 3/12
    Pair(
        "opens and closes",
        ABSORPTION,
        {TECH: 3 * MLN},
        TECH,
        +1,
        member="techniek",
        instruments=dated(opens=date(2024, 3, 1), closes=date(2024, 5, 31)),
    ),
    Pair("not open yet", ABSORPTION, {}, TECH, +1, member="techniek", instruments=dated(opens=date(2025, 1, 1))),
    Pair("closed already", ABSORPTION, {}, TECH, +1, member="techniek", instruments=dated(closes=date(2023, 12, 31))),
    # 7/12 of 10 euros is 5 5/6
    Pair(
        "months do not divide",
        {"at_most": 10},
        {TECH: 5},
        TECH,
        +1,
        by="1/6",
        member="techniek",
        instruments=dated(opens=date(2024, 6, 1)),
        exact=False,
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    assert_limit("period", pair)


@pytest.mark.parametrize(
    ("opens", "closes", "by_year"),
    [
        (None, None, (12, 12, 12)),
        (date(2023, 9, 1), None, (4, 12, 12)),
        (date(2024, 1, 1), None, (0, 12, 12)),
        (date(2022, 5, 1), date(2026, 1, 1), (12, 12, 12)),
        (None, date(2024, 12, 31), (12, 12, 0)),
        (None, date(2024, 9, 30), (12, 9, 0)),
        (date(2023, 12, 31), date(2025, 1, 1), (1, 12, 1)),
        (date(2024, 6, 15), date(2024, 6, 15), (0, 1, 0)),
        (date(2025, 6, 1), date(2024, 6, 1), (0, 0, 0)),
    ],
)
def test_months_open_counts_the_first_and_the_last_month(opens: date | None, closes: date | None, by_year: tuple[int, ...]) -> None:
    dates = {name: day for name, day in (("opens", opens), ("closes", closes)) if day is not None}
    grid = world(instruments=dated(**dates)).grid
    assert tuple(months_open(grid, "techniek", year) for year in (2023, 2024, 2025)) == by_year


def test_years_of_twelve_months_are_left_out() -> None:
    it = world(rule("period", "it", **ABSORPTION), instruments=dated(opens=date(2023, 9, 1), closes=date(2025, 6, 30)))
    assert [(one.member, one.year) for one in it.findings("it", {})] == [("techniek", "2023"), ("techniek", "2025")]


def test_an_instrument_without_absorption_is_left_out() -> None:
    instruments = {**INSTRUMENTS, "techniek": Ins("nieuw", absorption=None, columns={"opens": date(2024, 9, 1)})}
    assert world(rule("period", "it", **ABSORPTION), instruments=instruments).findings("it", {}) == []


def test_its_sentence_in_both_languages() -> None:
    told = sentences(world(rule("period", "it", **ABSORPTION), instruments=dated(opens=date(2023, 9, 1))), "it")
    dutch = "Regel techniek 2023: ten hoogste € 4,0 mln, naar rato van de maanden dat het open is"
    assert told == [(dutch, "Rule techniek 2023: at most € 4.0 million, pro rata to the months it is open")]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({**ABSORPTION, "each": "space"}, "invalid-value", "space"),
        ({"at_most": {"figure": "absorbtion"}}, "unknown-id", "absorbtion"),
        ({"at_most": "vier"}, "not-a-number", "vier"),
        # "at least" months/12 would be told to the reader as a ceiling
        ({"at_least": {"figure": "absorption"}}, "invalid-value", "rule.it"),
        ({"exactly": 5}, "invalid-value", "rule.it"),
        # a year's months are no whole horizon's
        ({"at_most": 5, "per": "all"}, "invalid-value", "all"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    faults = faults_of(rule("period", "it", **fields), instruments=dated(opens=date(2024, 9, 1)))
    assert [(one.code, one.found) for one in faults] == [(code, found)]


def test_its_lp_text(tmp_path: Path) -> None:
    instruments = {name: one for name, one in dated(opens=date(2023, 9, 1)).items() if name != "steun"}
    assert_golden("period", world(rule("period", "it", **ABSORPTION), **{**SMALL, "instruments": instruments}), "it", tmp_path)
