"""The way through on the shipped case: what the sources say, to the euro, and what must hold whatever is changed."""

from __future__ import annotations

from fractions import Fraction

import pytest

import optimiser
from optimiser.proof import tables
from optimiser.record import Record, from_json, to_json
from optimiser.verify import verify
from tests.taz import PROGRAMME, SCENARIOS, WORKBOOK, solved


def solve(scenario: str = "base", **settings: object) -> Record:
    return optimiser.solve(str(PROGRAMME), scenario=scenario, input=str(WORKBOOK), **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def base() -> Record:
    return solved()


def in_year(record: Record, year: str, **ids: str) -> int:
    return sum(flow.amount for flow in record.plan if flow.year == year and all(getattr(flow, key) == value for key, value in ids.items()))


@pytest.mark.parametrize(
    ("year", "total", "lines"), [("2023", 498_900_000, 494_000_000), ("2024", 528_900_000, 524_000_000), ("2025", 528_900_000, 524_000_000)]
)
def test_totals_are_the_stated_ones_and_the_difference_is_a_line_of_its_own(base: Record, year: str, total: int, lines: int) -> None:
    assert in_year(base, year) == total
    assert in_year(base, year, source="onverklaard") == total - lines == 4_900_000


def test_pm_and_not_applicable_stay_what_they_are(base: Record) -> None:
    marks = {(use.source, use.year): use.mark for use in base.sources if use.mark}
    assert marks == {
        **{(source, "2023"): "n.v.t." for source in ("iza-1", "iza-2")},
        **{(source, year): "PM" for source in ("iza-1", "iza-2") for year in ("2024", "2025")},
    }


@pytest.mark.parametrize(("year", "share"), [("2023", "10.05"), ("2024", "64.18"), ("2025", "68.06")])
def test_the_published_shares_without_stagefonds(base: Record, year: str, share: str) -> None:
    spaces = {use.space: use.reference for use in base.spaces if use.year == year}
    whole = sum(value for space, value in spaces.items() if space != "stagefonds")
    assert round(Fraction(spaces["innovatie"] * 100, whole), 2) == Fraction(share)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_keeps_every_hard_rule_and_is_proved_from_its_tables(scenario: str) -> None:
    record = solved(scenario)
    assert record.status == "optimal"
    assert all(one.holds for one in record.rules if not one.soft)
    assert 0 <= record.gap < (10 * record.made.unit if record.goal == "money" else 1)
    assert verify(tables(record))["status"] == "proved"
    assert all(flow.amount >= 0 and flow.amount % record.made.unit == 0 for flow in record.plan)


def test_rules_cost_effect_and_the_published_use_is_no_better(base: Record) -> None:
    assert solved("no-growth-path").total >= base.total >= solved("published").total
    assert {one.id for one in base.references} == {"published", "last-shares"}


def test_two_thirds_of_everything_is_impossible_and_the_reason_is_named() -> None:
    record = solved("share-of-grand-total")
    assert record.status == "infeasible"
    assert record.conflict is not None
    assert {rule for rule, _ in record.conflict.rules} == {"stagefonds", "execution", "vvt", "growth-path"}
    assert {year for _, year in record.conflict.rules} == {"2025"}
    assert record.conflict.shortfall == 13_050_000
    repairs = {one.rule: one.to for one in record.conflict.repairs}
    assert repairs["vvt"] == 36_950_000
    assert round(float(repairs["growth-path"]), 3) == 0.642
    assert "€ 13,05 mln" in record.conflict.sentence.nl


def test_a_plan_that_no_closeness_chose_says_so(base: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wide programme leaves closeness to the published use out; the plan is as good, and the choice among its equals is told."""
    assert base.warnings == ()
    monkeypatch.setattr("optimiser.case.WIDE", 1)
    wide = solve()
    assert (wide.bound, len(wide.warnings)) == (base.bound, 1)
    assert "vaste volgorde van de ids" in wide.warnings[0].nl
    assert "fixed order of the ids" in wide.warnings[0].en
    assert f"{len(wide.flows)} plaatsen" in wide.warnings[0].nl


@pytest.mark.parametrize("solver", ["cbc", "highs-pulp"])
def test_another_solver_gives_the_same_plan(base: Record, solver: str) -> None:
    record = solve(solver=solver)
    assert record.plan.rows == base.plan.rows
    assert record.total == base.total
    assert record.bound == base.bound


@pytest.mark.parametrize(("unit", "used"), [(1, 1), (100, 100), (500, 500), (7, 1)])
def test_the_payable_unit_is_kept_or_lowered_and_said(unit: int, used: int) -> None:
    record = solve(unit=unit)
    assert record.made.unit == used
    assert bool(record.warnings) == (unit != used)
    assert all(flow.amount % used == 0 for flow in record.plan)


@pytest.mark.parametrize(
    ("key", "tight", "loose"),
    [
        ("rule.growth-path.2025", "0.68", "0.60"),
        ("rule.partner-capacity", 100_000_000, 900_000_000),
        ("rule.execution-share", "0.05", "0.07"),
        ("rule.first-stage.2024", 8, 20),
        ("instrument.sectorplanplus-instroom.absorption", 95_000_000, 140_000_000),
        ("rule.vvt.2025", 50_000_000, 10_000_000),
    ],
)
def test_tightening_never_raises_the_effect_and_relaxing_never_lowers_it(base: Record, key: str, tight: object, loose: object) -> None:
    looser = solve(overrides={key: loose})
    assert looser.bound >= base.bound
    tighter = solve(overrides={key: tight})
    assert tighter.status == "infeasible" or tighter.bound <= base.bound


def test_the_record_reads_back_as_it_was_and_has_frames(base: Record) -> None:
    assert from_json(to_json(base)) == base
    frame = base.plan.frame()
    assert int(frame["amount"].sum()) == 498_900_000 + 2 * 528_900_000
    assert set(base.rules.frame()["holds"]) == {True}
    assert abs(base.effect.frame()["effect"].sum() - float(base.total)) < 1e-6


def test_the_same_case_gives_the_same_record(base: Record) -> None:
    assert to_json(solve()) == to_json(base)
    assert solve().id == base.id


def test_money_finds_the_least_that_reaches_an_effect(base: Record) -> None:
    settings = {
        "goal": "money",
        "rule.balance.at_most": 1,
        "rule.potential-outflow.kind": "effect-floor",
    }
    with pytest.raises(optimiser.Refused):
        solve(overrides=settings)


def test_a_record_tells_the_choices_of_the_workbook_with_their_cells(base: Record) -> None:
    told = {one.key: (one.value, one.place) for one in base.figures}
    assert told["instrument.kipz.lines"] == ("kipz", "Instrumenten!D14")
    assert told["instrument.zeggenschap.base"] == ("subsidy", "Instrumenten!O7")
    assert told["estimate.opschaling.direction"] == ("lowers", "Effecten!I2")
    # The workbook leaves the tiers to the programme.
    assert told["estimate.opschaling.tiers"] == ("0.5 × 1; 0.3 × 0.6; 0.2 × 0.3", "models")
