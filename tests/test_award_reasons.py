"""A reason is said once for every kind of decision, and is for everybody what it would be for that applicant alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimiser import award_reasons
from optimiser.award_reasons import Prices
from optimiser.language import Text
from optimiser.record import GroupUse, Record
from optimiser.run import solve

NAME = "subsidieronde"


@pytest.fixture(scope="module")
def record() -> Record:
    """The shipped example, solved."""
    return solve(NAME)


def short(record: Record) -> list[GroupUse]:
    """The groups that got less than was asked."""
    assert record.detail is not None
    return [one for one in record.detail.groups if one.amount < (one.ceiling or 0)]


def prices_of(record: Record) -> Prices:
    assert record.detail is not None
    return Prices(record, record.detail)


def varied(record: Record) -> list[Record]:
    """The record with its prices, with others, and with those of rules that count persons or speak about one applicant."""
    assert record.detail is not None
    priced = [one for one in record.findings if one.multiplier != 0]
    dearer = [replace(one, multiplier=one.multiplier * 3) for one in record.findings]
    counting = [replace(one, over=replace(one.over, persons="gap")) for one in record.findings]
    applicants = [one.id for one in record.detail.members]
    mine = [
        replace(
            priced[0],
            kind="share",
            name=Text(f"eigen {id}", f"own {id}"),
            over=replace(priced[0].over, parts=tuple(replace(part, further=((record.detail.applicants, (id,)),)) for part in priced[0].over.parts)),
        )
        for id in applicants[::3]
    ]
    return [record, *(replace(record, findings=tuple(found)) for found in (dearer, counting, [*record.findings, *mine], []))]


def test_what_is_known_of_others_changes_no_reason(record: Record) -> None:
    said = set()
    for one in varied(record):
        together, groups = prices_of(one), short(one)
        assert groups
        for group in groups:
            told = together.why(group, [group])
            assert told == prices_of(one).why(group, [group])
            said.add(told)
    assert len(said) > 10


def test_a_sentence_is_made_once_for_all_of_a_kind(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    prices, made = prices_of(record), list[str]()
    say = award_reasons.say
    monkeypatch.setattr(award_reasons, "say", lambda text, lang, **values: made.append(say(text, lang, **values)) or made[-1])
    told = {id(prices.why(group, [group])) for group in short(record) for _ in range(3)}
    assert len(told) <= len(made) < 2 * 2 * len(short(record))


@pytest.mark.parametrize(
    ("value", "shown"), [(Fraction(0), 0), (Fraction(1, 20), 1), (Fraction(99, 2000), 0), (Fraction(26249, 1000), 262), (Fraction(2625, 100), 263)]
)
def test_numbers_that_print_alike_are_one_kind(value: Fraction, shown: int) -> None:
    assert award_reasons._tenths(value) == shown


def test_a_plan_for_the_least_money_says_what_was_not_needed(record: Record) -> None:
    group = short(record)[0]
    assert prices_of(replace(record, goal="money")).why(group, [group]).nl.endswith("niet nodig voor het doel")
