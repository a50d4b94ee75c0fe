"""`balance`: source lines are spent in full, or at most; money may move between years within margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from optimiser.figures import Mark
from tests.rules.telling import SMALL, Pair, assert_golden, name_of, sentences
from tests.worlds import BUDGETS, MLN, Ins, faults_of, rule, world

RIJK = ("rijk", "techniek", "2024")
FONDS = {("fonds", "steun", year): 40 for year in ("2023", "2024", "2025")}
FULL = {**{("rijk", "techniek", year): 60 for year in ("2023", "2024", "2025")}, **FONDS}
LINES = {"fonds": 40, "rijk": 60}


def findings(fields: dict[str, Any], amounts: dict[Any, int], budgets: Any = LINES) -> list[Any]:
    """What a balance with these fields says."""
    return world(balance=fields, budgets=budgets).findings("balance", amounts)


PAIRS = [
    Pair("exactly, one euro too many", {"exactly": 1}, FULL, RIJK, +1),
    Pair("exactly, one euro left", {"exactly": 1}, FULL, RIJK, -1),
    Pair("at most", {"at_most": 1}, FULL, RIJK, +1),
    Pair("half of every line", {"at_most": "1/2"}, {RIJK: 30}, RIJK, +1),
    Pair("one line alone", {"at_most": 1}, {RIJK: 60}, RIJK, +1),
]


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_at_the_limit_passes_and_one_euro_beyond_fails(pair: Pair) -> None:
    at = findings(dict(pair.fields), dict(pair.at))
    assert all(one.holds for one in at)
    beyond = findings(dict(pair.fields), {**pair.at, pair.cell: pair.at[pair.cell] + pair.step})
    assert [(one.member, one.year, one.shortfall) for one in beyond if not one.holds] == [("rijk", "2024", 1)]


def test_every_line_and_year_has_its_own_statement() -> None:
    said = [(one.member, one.year, one.limit) for one in findings({"exactly": 1}, FULL)]
    assert said == [(line, year, LINES[line]) for line in ("fonds", "rijk") for year in ("2023", "2024", "2025")]


def test_a_line_of_zero_euros_spends_nothing() -> None:
    budgets = {"fonds": 0, "rijk": 60}
    assert [one.holds for one in findings({"exactly": 1}, {("fonds", "steun", "2023"): 1}, budgets)][:3] == [False, True, True]


def test_lines_that_are_pm_or_not_applicable_have_no_statement() -> None:
    budgets = {"fonds": {"2023": Mark.NOT_APPLICABLE, "2024": Mark.PM, "2025": 40}, "rijk": 60}
    assert [(one.member, one.year) for one in findings({"exactly": 1}, {}, budgets)] == [
        ("fonds", "2025"),
        *(("rijk", str(y)) for y in (2023, 2024, 2025)),
    ]


def test_at_most_is_a_given_and_in_full_is_a_wish_of_policy() -> None:
    assert {one.given for one in findings({"at_most": 1}, {})} == {True}
    assert {one.given for one in findings({"exactly": 1}, {})} == {False}


# ------------------------------------------------------------------------------------------- money that moves between years


@dataclass(frozen=True)
class Moves:
    """Budgets per year, what may be carried over (a share of the year's budget) and shifted (EUR); all in halves of a euro."""

    budgets: tuple[int, int, int]
    carry_over: Fraction
    cash_shift: int
    sense: str


def simulated(moves: Moves, spent: Sequence[int]) -> bool:
    """Year by year: try every amount that could be taken to the next year (or borrowed from it), in steps of half a euro."""
    half = Fraction(1, 2)
    carried = {Fraction(0)}
    for position, (budget, spend) in enumerate(zip(moves.budgets, spent, strict=True)):
        last = position == len(spent) - 1
        most = Fraction(0) if last else moves.carry_over * budget + moves.cash_shift
        least = Fraction(0) if last else Fraction(-moves.cash_shift)
        steps = [least + half * n for n in range(int((most - least) / half) + 1)]
        if moves.sense == "exactly":
            carried = {after for after in steps for before in carried if spend == budget + before - after}
        else:
            carried = {after for after in steps for before in carried if spend <= budget + before - after}
    return bool(carried)


@pytest.mark.parametrize(
    "moves",
    [
        Moves((4, 2, 3), Fraction(1, 2), 0, "exactly"),
        Moves((4, 2, 3), Fraction(0), 1, "exactly"),
        Moves((4, 2, 4), Fraction(1, 2), 1, "exactly"),
        Moves((4, 2, 3), Fraction(1, 2), 0, "at_most"),
        Moves((3, 1, 3), Fraction(0), 2, "at_most"),
        Moves((2, 0, 4), Fraction(1, 2), 1, "at_most"),
    ],
    ids=lambda one: f"{one.sense}-carry-{one.carry_over}-shift-{one.cash_shift}".replace("/", "-"),
)
def test_the_chain_keeps_exactly_the_spendings_that_a_year_by_year_simulation_keeps(moves: Moves) -> None:
    budgets = {"rijk": dict(zip(("2023", "2024", "2025"), moves.budgets, strict=True))}
    it = world(
        balance={moves.sense: 1, "carry_over": str(moves.carry_over), "cash_shift": moves.cash_shift},
        budgets=budgets,
        instruments={"techniek": Ins("nieuw")},
    )
    kept = 0
    for spent in product(range(8), range(8), range(8)):
        amounts = {("rijk", "techniek", year): amount for year, amount in zip(("2023", "2024", "2025"), spent, strict=True)}
        holds = all(one.holds for one in it.findings("balance", amounts))
        assert holds == simulated(moves, spent), spent
        kept += holds
    assert 1 < kept < 8**3


@pytest.mark.parametrize("sense", ["exactly", "at_most"])
def test_no_more_than_all_years_together_is_ever_spent(sense: str) -> None:
    it = world(balance={sense: 1, "carry_over": 1, "cash_shift": 1000}, budgets={"rijk": 10}, instruments={"techniek": Ins("nieuw")})
    amounts = {("rijk", "techniek", "2023"): 31}
    assert not all(one.holds for one in it.findings("balance", amounts))
    assert all(one.holds for one in it.findings("balance", {("rijk", "techniek", "2023"): 30}))


# ------------------------------------------------------------------------------------------------------- sentence, faults, LP


@pytest.mark.parametrize(
    ("fields", "dutch", "english"),
    [
        ({"exactly": 1}, "precies het budget van € 60,0 mln besteden", "spend exactly the budget of € 60.0 million"),
        ({"at_most": 1}, "niet meer dan het budget van € 60,0 mln besteden", "spend no more than the budget of € 60.0 million"),
    ],
)
def test_its_sentence_in_both_languages(fields: dict[str, Any], dutch: str, english: str) -> None:
    told = sentences(world(balance=fields, budgets=BUDGETS), "balance")
    assert told[3] == (f"Regel rijk 2023: {dutch}", f"Rule rijk 2023: {english}")


def test_with_moving_money_it_says_no_more_and_no_less() -> None:
    told = sentences(world(balance={"exactly": 1, "carry_over": "1/10"}, budgets={"rijk": 60 * MLN}, years=(2023, 2024)), "balance")
    assert [english for _, english in told] == [
        "Rule rijk 2023: spend no more than the budget of € 60.0 million",
        "Rule rijk 2023: spend no less than the budget of € 54.0 million",
        "Rule rijk 2024: spend exactly the budget of € 120.0 million",
    ]


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"exactly": 1, "carry_over": "veel"}, "not-a-number", "veel"),
        ({"exactly": 1, "carryover": 0}, "unknown-key", "carryover"),
        # without a ceiling more could be spent than there is
        ({"at_least": 1}, "invalid-value", "rule.balance"),
        ({"exactly": 2}, "invalid-value", "rule.balance"),
        ({"at_most": "11/10"}, "invalid-value", "rule.balance"),
        ({"exactly": -1}, "invalid-value", "rule.balance"),
        ({"exactly": 1, "carry_over": "-1/10"}, "invalid-value", "rule.balance"),
        ({"exactly": 1, "cash_shift": -5}, "invalid-value", "rule.balance"),
    ],
)
def test_a_bad_parameter_is_a_fault(fields: dict[str, Any], code: str, found: str) -> None:
    assert [(one.code, one.found) for one in faults_of(balance=fields)] == [(code, found)]


def test_without_a_hard_balance_there_is_a_fault_that_names_the_lines() -> None:
    (fault,) = faults_of(rule("balance", "part", at_most=1, select={"instrument": "techniek"}), balance={"exactly": 1, "soft": {"priority": 1}})
    assert (fault.code, fault.found) == ("no-balance", "fonds, rijk")


def test_its_lp_text(tmp_path: Path) -> None:
    assert_golden("balance", world(balance={"exactly": 1, "carry_over": "1/10"}, **SMALL), "balance", tmp_path)
