"""TAZ over regions and branches: what it takes over from the national programme, where money can stand, and what is assumed."""

from __future__ import annotations

from fractions import Fraction

from optimiser.programme_file import read_programme
from tests.models.solved import case, model

NAME = "taz-regionaal"
REGIONS, BRANCHES = 28, 10


def test_lines_instruments_and_estimates_are_those_of_the_national_programme() -> None:
    ours, national = case(NAME), case("taz")
    assert ours.grid.budgets == national.grid.budgets
    assert [one.id for one in ours.programme.instrument] == [one.id for one in national.programme.instrument]
    assert all(
        ours.changed.figures.responses[one].estimates.keys() == told.estimates.keys() for one, told in national.changed.figures.responses.items()
    )
    shared = {one.id for one in national.programme.rule} & {one.id for one in ours.programme.rule}
    assert {one.id for one in national.programme.rule} - shared == {"target-effect"}


def test_there_are_28_regions_and_10_branches_beside_what_is_national() -> None:
    dimensions = case(NAME).grid.dimensions
    assert len(dimensions["regio"]) == REGIONS + 1
    assert len(dimensions["branche"]) == BRANCHES + 1
    keys = [case(NAME).grid.key("branche", one.id, "werknemers") for one in dimensions["branche"] if one.id != "alle"]
    assert sum(key or 0 for key in keys) == 1_180_314
    assert {case(NAME).grid.key("regio", one.id, "verdeelsleutel") for one in dimensions["regio"] if one.id != "landelijk"} == {Fraction(1)}


def test_national_and_regional_money_never_stand_in_one_place() -> None:
    grid = case(NAME).grid
    found: dict[str, set[tuple[bool, bool]]] = {}
    for group in range(len(grid.groups["year"])):
        at = grid.group_label(group)
        found.setdefault(at["instrument"], set()).add((at["regio"] == "landelijk", at["branche"] == "alle"))
    assert all(len(places) == 1 for places in found.values())
    assert {name for name, places in found.items() if places == {(True, True)}} == {
        "digivaardig", "pilots-duaal", "actieleernetwerk", "onderzoek-monitoring", "regioteam"
    }  # fmt: skip
    assert {name for name, places in found.items() if places == {(False, True)}} == {"loopbaan", "regio-arbeidsmarkt"}


def test_what_an_instrument_can_absorb_is_divided_without_a_euro_lost() -> None:
    grid, national = case(NAME).grid, case("taz").grid
    widths: dict[tuple[str, str], Fraction] = {}
    for group, width in zip(grid.tiers.group.tolist(), grid.tiers.width, strict=True):
        at = grid.group_label(group)
        widths[at["instrument"], at["year"]] = widths.get((at["instrument"], at["year"]), Fraction(0)) + width
    there: dict[tuple[str, str], Fraction] = {}
    for group, width in zip(national.tiers.group.tolist(), national.tiers.width, strict=True):
        at = national.group_label(group)
        there[at["instrument"], at["year"]] = there.get((at["instrument"], at["year"]), Fraction(0)) + width
    assert widths == there


def test_every_number_about_regions_and_branches_but_the_employees_is_assumed() -> None:
    told = read_programme(model(NAME))
    ours = {one.id for one in told.rule} - {one.id for one in case("taz").programme.rule}
    assert {one.id: one.standing for one in told.rule if one.id in ours} == dict.fromkeys(ours, "assumption")
    members = case(NAME).changed.figures.members
    assert {figure.standing for ones in members.values() for one in ones for figure in one.keys.values()} == {"assumed"}
