"""The internship fund: what was published, and where that stands in the plan."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.models.solved import context, solved, spent

NAME = "stagefonds"
# EUR, by the year in which the study year begins.
CEILINGS = {"2018": 112_000_000, "2019": 112_000_000, "2020": 125_000_000, "2021": 179_500_000, "2022": 122_000_000}
KEYS = {"2018": (32, 26, 39, 3), "2019": (32, 26, 39, 3), "2020": (25, 26, 44, 5), "2021": (25, 26, 44, 5), "2022": (25, 26, 44, 5)}
# EUR per stage-fte, cents: the ceiling over the published number of placements.
PER_FTE = {"2020": "2109.35", "2021": "2985.50", "2022": "2099.76"}
# Amounts per placement of study year 2017/18 (dus-i.nl), by the parts that a category is paid from.
AMOUNTS_2017 = {"A": "1200.00", "B": "1348.15", "C": "2454.14", "D": "2602.28", "E": "2602.28", "F": "2892.63", "G": "3040.78"}
PARTS = {"A": "a", "B": "b", "C": "ac", "D": "bc", "E": "bc", "F": "acd", "G": "bcd"}
PLACES = {"a": "plaatsen-2017-acf", "b": "plaatsen-2017-bdeg", "c": "plaatsen-2017-cdefg", "d": "plaatsen-2017-fg"}


@pytest.mark.parametrize("year", CEILINGS)
def test_the_ceiling_is_spent_to_the_euro_by_the_key_of_the_regulation(year: str) -> None:
    assert spent(NAME, year=year) == CEILINGS[year]
    for part, percent in zip("abcd", KEYS[year], strict=True):
        assert spent(NAME, year=year, instrument=f"deel-{part}") * 100 == CEILINGS[year] * percent


@pytest.mark.parametrize("year", PER_FTE)
def test_the_amount_per_placement_is_the_ceiling_over_the_published_placements(year: str) -> None:
    assert round(spent(NAME, year=year) / context(NAME, f"stage-fte-{year}"), 2) == Fraction(PER_FTE[year])


def test_the_one_off_of_2021_is_the_whole_difference_with_the_structural_amount() -> None:
    assert spent(NAME, year="2021") - context(NAME, "eenmalige-ophoging") == 116_000_000


@pytest.mark.parametrize("category", AMOUNTS_2017)
def test_the_amounts_of_2017_come_out_of_the_plan_for_every_category(category: str) -> None:
    each = [spent(NAME, year="2017", instrument=f"deel-{part}") / context(NAME, PLACES[part]) for part in PARTS[category]]
    assert round(sum(each, Fraction(0)), 2) == Fraction(AMOUNTS_2017[category])


def test_part_a_of_2017_stops_at_its_cap_and_what_is_left_goes_nowhere() -> None:
    assert spent(NAME, year="2017", instrument="deel-a") == 1_200 * context(NAME, PLACES["a"]) == 32_469_852
    assert spent(NAME, year="2017") == 112_000_000 - 3_370_148


def test_a_cap_in_every_year_would_bind_in_2021_only_with_the_spread_of_2017() -> None:
    base, capped = ({year: spent(NAME, scenario, year=year) for year in CEILINGS} for scenario in ("base", "maximum-per-plaats"))
    assert {year for year in CEILINGS if base[year] != capped[year]} == {"2021"}
    assert base["2021"] - capped["2021"] == 2_707_871


def test_the_plan_is_proved_to_have_no_better() -> None:
    ours = solved(NAME)
    assert ours.certificate.bound == ours.value
