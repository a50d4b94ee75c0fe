"""The action programme of 2018-2021: what was published, and where that stands in the plan."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from optimiser.plan import Plan
from optimiser.rules.cofinancing import partner_per_euro
from optimiser.run import read_case
from tests.models.solved import case, context, solved, spent

NAME = "werken-in-de-zorg"
SPP = "sectorplanplus"
YEARS = ("2018", "2019", "2020", "2021")
# Which three regions waited is in no source: the first three in alphabetical order stand for them.
WAITED = ("achterhoek", "amersfoort", "amstelland-kennemerland-en-meerlanden")
PART = Fraction(130_000_000, 28)  # a region's part of the third and of the fourth period, with equal weights (assumed)
UNIT = 10
# A twenty-eighth does not come out in whole units: so much may be left, over all regions and years.
LEFT = 4 * 28 * UNIT

# (published figure, where it stands in the plan)
PUBLISHED = [
    ("SectorplanPlus, the whole cabinet period (004:154)", 420_000_000, lambda: spent(NAME, source=SPP)),
    ("the budget told as context", 420_000_000, lambda: context(NAME, "budget")),
    ("periods 3 and 4 (290 - 160 + 130)", 260_000_000, lambda: sum(spent(NAME, source=SPP, year=year) for year in ("2020", "2021"))),
    ("period 1 (X-35)", 80_000_000, lambda: spent(NAME, source=SPP, year="2018")),
    ("period 2 (X-35)", 80_000_000, lambda: spent(NAME, source=SPP, year="2019")),
    ("Sterk in je Werk Plus 2019-2021 (004:125)", 15_000_000, lambda: spent(NAME, source="sterk-in-je-werk")),
    ("the internship fund, a year (000:237)", 112_000_000, lambda: spent(NAME, source="stagefonds", year="2020")),
    ("participants started, all groups (004:150)", 68_457, lambda: context(NAME, "gestart")),
]


def held_back() -> int:
    """Euros of the third period that came a year later."""
    return 130_000_000 - spent(NAME, source=SPP, year="2020")


@pytest.mark.parametrize(("what", "published", "planned"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_what_was_published_stands_in_the_plan(what: str, published: int, planned: object) -> None:
    assert callable(planned), what
    assert 0 <= published - planned() <= LEFT


def test_there_are_28_regions_and_each_has_its_part_of_every_period() -> None:
    regions = [one.id for one in case(NAME).grid.dimensions["regio"] if one.id != "landelijk"]
    assert len(regions) == 28
    for region in regions:
        assert spent(NAME, source=SPP, regio=region, year="2020") <= PART
        assert 5 * spent(NAME, source=SPP, regio=region, year="2018") >= 4 * Fraction(80_000_000, 28)


@pytest.mark.parametrize("region", WAITED)
def test_a_region_that_waits_gets_three_quarters_and_the_rest_a_year_later(region: str) -> None:
    # 130 million / 28 x 3/4 = 3 482 142.86, and x 5/4 = 5 803 571.43
    closed, opened = (spent(NAME, source=SPP, regio=region, year=year) for year in ("2020", "2021"))
    assert 0 <= PART * Fraction(3, 4) - closed < UNIT
    assert 0 <= PART * Fraction(5, 4) - opened < UNIT


def test_a_quarter_of_three_regions_is_held_back_and_nothing_more() -> None:
    assert 0 <= held_back() - 3 * PART / 4 < 28 * UNIT


def test_partners_pay_half_of_total_cost_on_average() -> None:
    grid = case(NAME).grid
    own = sum(partner_per_euro(grid, one, year) * spent(NAME, instrument=one, year=year) for one in ("spp-instroom", "spp-behoud") for year in YEARS)
    assert own == spent(NAME, source=SPP)  # each euro of subsidy beside one of partners


def test_the_retention_part_opens_with_the_fourth_period_and_is_at_most_half_of_it() -> None:
    assert not any(spent(NAME, instrument="spp-behoud", year=year) for year in YEARS[:3])
    assert 0 < 2 * spent(NAME, instrument="spp-behoud", year="2021") <= spent(NAME, source=SPP, year="2021")


def test_the_target_groups_add_up_to_the_published_total_and_new_inflow_is_61_percent() -> None:
    groups = [context(NAME, one) for one in ("nieuwe-instroom", "ontslag-bedreigd", "opscholing", "praktijkbegeleiders")]
    assert sum(groups) == context(NAME, "gestart")
    assert round(groups[0] / sum(groups), 3) == Fraction("0.612")


def test_a_gate_that_stays_closed_keeps_a_quarter_of_both_periods() -> None:
    kept = 420_000_000 - spent(NAME, "poort-blijft-dicht", source=SPP)
    assert 0 <= kept - 2 * 3 * PART / 4 < 2 * 28 * UNIT


def test_without_holding_back_everything_is_spent_to_the_euro() -> None:
    assert spent(NAME, "zonder-aanhouden", source=SPP) == 420_000_000


def test_the_plan_is_proved_to_stay_within_half_a_person_of_the_best() -> None:
    assert 0 <= solved(NAME).certificate.bound - solved(NAME).value < Fraction(1, 2)


@pytest.mark.parametrize(("weight", "share"), [("1/28", Fraction(1, 28)), ("1/14", Fraction(2, 29))])
def test_every_region_has_a_floor_of_four_fifths_of_its_part_by_the_key_of_the_workbook(weight: str, share: Fraction) -> None:
    read = read_case(NAME, overrides={"member.regio.groningen.sleutel": weight})
    (key,) = (rule for rule in read.rules if rule.id == "regionale-sleutel")
    floors = {(one.member, one.year): one.limit for one in key.check(Plan(read.grid, np.zeros(read.grid.size, dtype=np.int64), ()))}
    assert floors["groningen", "2018"] == floors["groningen", "2019"] == Fraction(4, 5) * share
    assert len(floors) == 28 * 2
