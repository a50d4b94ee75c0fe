"""The shipped case against an independent model, and what the sources say about it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from optimiser.build import active_rules, make_grid
from optimiser.case import solve_case
from optimiser.figures import Mark
from optimiser.goals import GOALS
from optimiser.grid import Where
from optimiser.lp.stages import NoPlan
from optimiser.programme_file import build, read_toml
from optimiser.workbook import read_figures
from tests import taz, taz_independent


@cache
def figures() -> Any:
    """The figures of the workbook as typed."""
    return read_figures(taz.WORKBOOK, build(read_toml(taz.PROGRAMME)))[0]


@cache
def solved(scenario: str) -> Any:
    """The case solved in euros of 1 000."""
    case = taz.case(scenario)
    return solve_case(case.grid, case.rules, GOALS[case.programme.goal.kind], 1000, "highs")


@pytest.mark.parametrize("scenario", taz.SCENARIOS)
def test_an_independent_model_finds_the_same_optimum(scenario: str) -> None:
    expected = taz_independent.optimum(taz.PROGRAMME, figures(), scenario)
    assert expected is not None
    ours = solved(scenario)
    assert float(ours.optimum) == pytest.approx(expected, rel=1e-6)
    assert abs(float(ours.certificate.bound)) == pytest.approx(expected, rel=1e-5)
    assert float(ours.value) == pytest.approx(expected, rel=1e-5)


def test_an_independent_model_finds_no_plan_for_two_thirds_of_the_grand_total() -> None:
    assert taz_independent.optimum(taz.PROGRAMME, figures(), "share-of-grand-total") is None
    assert isinstance(solved("share-of-grand-total"), NoPlan)


# EUR million, 002:711-744
TOTALS = {"2023": 498_900_000, "2024": 528_900_000, "2025": 528_900_000}
UNEXPLAINED = 4_900_000
USE = {
    "innovatie": (38_500_000, 265_000_000, 281_000_000),
    "leren": (272_650_000, 84_000_000, 84_500_000),
    "behoud": (50_000_000, 40_535_000, 24_050_000),
    "uitvoering": (21_750_000, 23_365_000, 23_350_000),
    "stagefonds": (116_000_000, 116_000_000, 116_000_000),
}


def test_the_lines_add_up_to_the_stated_totals_with_the_unexplained_difference_as_a_line_of_its_own() -> None:
    for year, total in TOTALS.items():
        money = {line: one.value for (line, when), one in figures().budgets.items() if when == year and isinstance(one.value, int)}
        assert money.pop("onverklaard") == UNEXPLAINED
        assert sum(money.values()) == total - UNEXPLAINED


def test_pm_lines_have_no_money_and_no_cells() -> None:
    marks = {key: one.value for key, one in figures().budgets.items() if key[0].startswith("iza") and key[1] in TOTALS}
    assert marks == {(f"iza-{n}", year): Mark.NOT_APPLICABLE if year == "2023" else Mark.PM for n in (1, 2) for year in TOTALS}
    grid = taz.case().grid
    assert not any(grid.label(cell)["source"].startswith("iza") for cell in range(grid.size))


def test_the_published_use_is_that_of_the_plan_and_adds_up() -> None:
    for position, (year, total) in enumerate(TOTALS.items()):
        assert {space: figures().reference[space, year].value for space in USE} == {space: row[position] for space, row in USE.items()}
        assert sum(row[position] for row in USE.values()) == total


def test_every_plan_spends_the_stated_totals_to_the_euro_and_keeps_the_unexplained_line_visible() -> None:
    plan = solved("base").plan
    for year, total in TOTALS.items():
        assert plan.spent(Where().narrowed(year=year)) == total
        assert plan.spent(Where().narrowed(year=year, source="onverklaard")) == UNEXPLAINED


def test_the_published_scenario_spends_the_published_use() -> None:
    plan = solved("published").plan
    for space, row in USE.items():
        assert tuple(plan.spent(Where().narrowed(space=space, year=year)) for year in TOTALS) == row


def test_the_growth_path_ends_at_two_thirds_without_the_internship_fund() -> None:
    finding = next(one for one in solved("base").findings if one.rule == "growth-path" and one.year == "2025")
    assert finding.holds
    assert finding.left is not None
    assert finding.left >= finding.limit
    assert finding.under is not None
    assert finding.under.constant == 528_900_000 - 116_000_000


def test_fewer_rules_or_more_money_never_bring_less() -> None:
    base = solved("base").value
    assert solved("no-growth-path").value >= base
    assert solved("iza-100").value >= base
    assert solved("published").value <= base


@pytest.mark.parametrize("solver", ["highs", "cbc"])
def test_the_order_of_rows_in_programme_and_workbook_changes_no_cell_of_the_plan(solver: str) -> None:
    source = read_toml(taz.PROGRAMME)
    turned = build(source, {**source.data, **{table: source.data[table][::-1] for table in ("source", "instrument", "space")}})
    given = taz.case().changed.figures
    figures_turned = replace(
        given,
        budgets=dict(reversed(given.budgets.items())),
        lines={id: lines[::-1] for id, lines in reversed(given.lines.items())},
        columns=dict(reversed(given.columns.items())),
        responses=dict(reversed(given.responses.items())),
    )
    grid = make_grid(turned, figures_turned)
    again = solve_case(grid, active_rules(turned, grid), GOALS["gap"], 1000, solver)
    assert not isinstance(again, NoPlan)
    assert again.plan.amounts.tolist() == solved("base").plan.amounts.tolist()
    assert [grid.label(cell) for cell in range(grid.size)] == [taz.case().grid.label(cell) for cell in range(grid.size)]
