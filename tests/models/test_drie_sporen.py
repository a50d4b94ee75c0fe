"""The letter of 2017: what it published, and where that stands in the plan."""

from __future__ import annotations

import pytest

from optimiser.grid import Where
from optimiser.lp.stages import NoPlan
from tests.commands.running import inside
from tests.models.solved import case, context, solved, spent

NAME = "drie-sporen"
# Persons of Table 1 (000:163-191), by measure and track.
TABLE_1 = {
    "opleidingsrendement": ("aantrekken", 10_000),
    "zij-instroom": ("aantrekken", 30_000),
    "administratieve-lasten": ("inzetten", 15_000),
    "technologie": ("inzetten", 20_000),
    "grotere-contracten": ("inzetten", 20_000),
    "ziekteverzuim": ("behouden", 6_000),
    "uitstroom": ("behouden", 25_000),
}
PER_PERSON = 10_000  # euros, assumed: no source has a cost


def effect(scenario: str, **only: str) -> int:
    plan = solved(NAME, scenario).plan
    return int(plan.effect(Where().narrowed(**only), plan.grid.weights("gap")))


# (published figure, where it stands in the plan)
PUBLISHED = [
    ("Table 1 adds to 126 000", 126_000, lambda: effect("heel-tabel-1")),
    ("track 1: 40 000", 40_000, lambda: effect("heel-tabel-1", space="aantrekken")),
    ("track 2: 55 000", 55_000, lambda: effect("heel-tabel-1", space="inzetten")),
    ("track 3: 31 000", 31_000, lambda: effect("heel-tabel-1", space="behouden")),
    ("shortage, lower end", 100_000, lambda: effect("base")),
    ("shortage, upper end", 125_000, lambda: effect("doel-125")),
    ("sum told as context", 126_000, lambda: int(context(NAME, "som-tabel-1"))),
    ("the first tranche of SectorplanPlus", 30_000_000, lambda: spent(NAME, source="sectorplanplus", year="2018")),
    ("KIPZ, a year", 200_000_000, lambda: case(NAME).grid.budget(Where().narrowed(source="kipz"), "2019")),
    ("internship fund, a year", 112_000_000, lambda: case(NAME).grid.budget(Where().narrowed(source="stagefonds"), "2019")),
]


@pytest.mark.parametrize(("what", "published", "planned"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_what_was_published_stands_in_the_plan(what: str, published: int, planned: object) -> None:
    assert callable(planned), what
    assert planned() == published


@pytest.mark.parametrize("measure", TABLE_1)
def test_no_measure_counts_for_more_than_its_potential_and_all_of_table_1_is_reached(measure: str) -> None:
    track, persons = TABLE_1[measure]
    assert effect("heel-tabel-1", instrument=measure) == effect("heel-tabel-1", instrument=measure, space=track) == persons
    assert effect("base", instrument=measure) <= persons


@pytest.mark.parametrize(("scenario", "persons"), [("base", 100_000), ("doel-125", 125_000), ("heel-tabel-1", 126_000)])
def test_the_least_effort_is_the_cost_of_the_goal_and_proved(scenario: str, persons: int) -> None:
    ours = solved(NAME, scenario)
    assert ours.value == persons * PER_PERSON
    assert abs(ours.certificate.bound) == ours.value


def test_no_money_at_all_reaches_more_than_table_1() -> None:
    assert isinstance(solved(NAME, "meer-dan-tabel-1"), NoPlan)


def test_the_money_of_the_letter_alone_reaches_what_it_is_meant_for() -> None:
    # Study yield, absence and outflow in full (41 000), and EUR 30 million of SectorplanPlus for side entrants: 3 000.
    assert effect("bestaande-lijnen") == 41_000 + 30_000_000 // PER_PERSON
    assert not spent(NAME, "bestaande-lijnen", space="inzetten")


def test_the_price_of_the_goal_is_told_in_euros() -> None:
    ran = inside("explain", "--programme", NAME, "doel")
    assert "1 minder: -10.000,0 euro; 1 meer: 10.000,0 euro" in ran.out


def test_that_the_effects_overlap_is_said_wherever_they_are_told() -> None:
    told = case(NAME).programme
    assert next(one for one in told.principle if one.id == "overlap").name.nl == "De effecten van Tabel 1 overlappen en zijn niet op te tellen"
    assert all("overlap" in one.note for one in told.rule if one.kind in ("effect-cap", "effect-floor"))
