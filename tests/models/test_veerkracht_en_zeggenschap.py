"""The scheme for resilience and professional say: what was published, and where that stands in the plan."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimiser.rules.cofinancing import partner_per_euro
from tests.models.solved import case, context, solved, spent

NAME = "veerkracht-en-zeggenschap"
# (year of the round, ceiling, grants, euros a grant): round 1 X-10; rounds 2 and 3, the number of round 3 assumed.
ROUNDS = [("2022", 12_750_000, 255, 50_000), ("2023", 5_460_000, 120, 45_500), ("2024", 3_600_000, 72, 50_000)]


def grants(year: str, scenario: str = "base") -> list[int]:
    """Euros of every grant of a round."""
    members = [one.id for one in case(NAME, scenario).grid.dimensions["aanvrager"]]
    return [amount for id in members if (amount := spent(NAME, scenario, year=year, aanvrager=id))]


@pytest.mark.parametrize(("year", "ceiling", "count", "each"), ROUNDS)
def test_every_round_pays_its_published_ceiling_as_grants_of_one_size(year: str, ceiling: int, count: int, each: int) -> None:
    assert spent(NAME, year=year) == ceiling
    assert grants(year) == [each] * count


def test_the_numbers_of_grants_are_those_that_were_published() -> None:
    assert [len(grants(year)) for year in ("2022", "2023")] == [context(NAME, "subsidies-ronde-1"), context(NAME, "subsidies-ronde-2")]


def test_wage_cost_is_at_least_60_percent_in_round_1() -> None:
    assert spent(NAME, year="2022", instrument="loonkosten") * 10 >= spent(NAME, year="2022") * 6


@pytest.mark.parametrize(("year", "ratio"), [("2022", Fraction(0)), ("2023", Fraction(1, 4)), ("2024", Fraction(1, 4))])
def test_own_money_is_a_quarter_on_top_of_the_subsidy_and_a_fifth_of_total_cost(year: str, ratio: Fraction) -> None:
    grid = case(NAME).grid
    own = sum(partner_per_euro(grid, one, year) * spent(NAME, year=year, instrument=one) for one in ("loonkosten", "overige-kosten"))
    assert own == ratio * spent(NAME, year=year)
    if ratio:
        assert own / (spent(NAME, year=year) + own) == context(NAME, "eigen-geld-deel") == Fraction(1, 5)


def test_with_a_quarter_less_a_grant_falls_off_whole_and_what_is_left_fits_no_other() -> None:
    # Round 1: EUR 9 562 500 is 191 grants of 50 000, and 12 500 is less than the smallest. Rounds 2 and 3 go up to the euro.
    assert grants("2022", "kwart-minder") == [50_000] * 191
    for year, ceiling, _, each in ROUNDS[1:]:
        assert spent(NAME, "kwart-minder", year=year) * 4 == ceiling * 3
        assert all(25_000 <= one <= each for one in grants(year, "kwart-minder"))


def test_the_gap_that_is_told_with_a_quarter_less_is_the_effect_of_what_fits_no_grant() -> None:
    # 25 persons a million x 0.7 x two years = EUR 28 571 a person-year; the bound leaves the minimum out and spends the 12 500 too.
    ours = solved(NAME, "kwart-minder")
    assert ours.certificate.bound - ours.value == Fraction(12_500, 1_000_000) * 25 * Fraction("0.7") * 2


@pytest.mark.parametrize(("key", "least"), [("2022", 50_000), ("2023", 25_000), ("2024", 25_000)])
def test_the_published_least_and_most_of_a_grant_are_rules_of_the_programme(key: str, least: int) -> None:
    rules = {one.id: one for one in case(NAME).programme.rule}
    assert rules["kleinste-subsidie"].number.at(case(NAME).grid, key, None) == least
    assert rules["hoogste-subsidie"].number.at(case(NAME).grid, key, None) == 50_000


def test_the_plan_is_proved_to_have_no_better() -> None:
    assert solved(NAME).certificate.bound == solved(NAME).value
