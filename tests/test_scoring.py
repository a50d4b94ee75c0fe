"""A split made by hand, sent back as a workbook: judged, never repaired in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import optimiser
from optimiser.record import Record
from optimiser.reports import plan_book
from tests.taz import PROGRAMME, WORKBOOK, solved

BY_HAND = {"programme": str(PROGRAMME), "input": str(WORKBOOK)}


@pytest.fixture(scope="module")
def record() -> Record:
    return solved()


@pytest.fixture(scope="module")
def plan(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    plan_book.write(record, path, "nl")
    return path


def changed(plan: Path, tmp_path: Path, change: Callable[[object, dict[str, int]], None], sheet: str = "Plan") -> Path:
    book = load_workbook(plan)
    page = book[sheet]
    change(page, {str(cell.value): cell.column for cell in page[4]})
    book.save(tmp_path / "changed.xlsx")
    return tmp_path / "changed.xlsx"


def put(line: str, value: object) -> Callable[[object, dict[str, int]], None]:
    def change(page, heads) -> None:
        for row in range(5, page.max_row + 1):
            if page.cell(row, 1).value == line:
                page.cell(row, heads["plan (EUR)"]).value = value

    return change


def broken(record: Record) -> dict[tuple[str, str | None], int]:
    return {(one.id, one.year): abs(one.excess) for one in record.rules if not one.holds and not one.soft}


def test_the_plan_as_written_is_judged_as_the_plan_itself(record: Record, plan: Path) -> None:
    scored = optimiser.score(plan, **BY_HAND)
    assert scored.status == "scored"
    assert scored.total == record.total
    assert not broken(scored)
    assert [flow.amount for flow in scored.plan] == [flow.amount for flow in record.plan]


def test_money_moved_out_of_innovation_breaks_the_growth_path_by_exactly_that(plan: Path, record: Record, tmp_path: Path) -> None:
    path = changed(plan, tmp_path, put("opschaling.2025", 150_000_000))
    path = changed(path, tmp_path, put("zeggenschap.2025", 17_883_000))
    scored = optimiser.score(path, **BY_HAND)
    # 275,267,000 - 10,000,000 = 265,267,000 against 2/3 x 412,900,000 = 275,266,666 2/3
    assert {key: float(value) for key, value in broken(scored).items()} == {("growth-path", "2025"): pytest.approx(9_999_666.667, abs=0.001)}
    # 10 mln x 4.2 persons lost in tier 2; zeggenschap 2025 gains 2,117,000 x 17.5, then 7,883,000 at 60 % = 10.5 per mln up to its room
    assert scored.total != record.total


def test_a_total_that_no_longer_fits_the_budget_is_said_by_how_much(plan: Path, tmp_path: Path) -> None:
    scored = optimiser.score(changed(plan, tmp_path, put("loopbaan.2024", 7_400_000)), **BY_HAND)
    excess = [value for (rule, year), value in broken(scored).items() if rule == "balance" and year == "2024"]
    assert sum(excess) == 1_000_000


def test_a_changed_flow_counts_when_the_plan_column_follows(plan: Path, tmp_path: Path) -> None:
    def move(page, heads) -> None:
        for row in range(5, page.max_row + 1):
            ids = tuple(page.cell(row, heads[head]).value for head in ("herkomst", "instrument", "jaar"))
            if ids == ("vvt", "vvt-akkoord", 2025):
                page.cell(row, heads["bedrag (EUR)"]).value -= 5_000_000
            if ids == ("vvt", "opschaling", 2025):
                page.cell(row, heads["bedrag (EUR)"]).value += 5_000_000

    path = changed(plan, tmp_path, move, "Geldstromen")
    path = changed(path, tmp_path, put("vvt-akkoord.2025", 45_000_000))
    path = changed(path, tmp_path, put("opschaling.2025", 165_000_000))
    scored = optimiser.score(path, **BY_HAND)
    assert broken(scored)["vvt", "2025"] == 5_000_000


@pytest.mark.parametrize(("value", "code"), [("145,65", "text-not-number"), (-1, "negative"), (None, "empty-cell"), (0.5, "not-whole")])
def test_a_plan_cell_that_is_no_amount_is_a_fault_with_its_place(plan: Path, tmp_path: Path, value: object, code: str) -> None:
    with pytest.raises(optimiser.Refused) as refused:
        optimiser.score(changed(plan, tmp_path, put("kipz.2023", value)), **BY_HAND)
    fault = refused.value.faults[0]
    assert (fault.code, fault.sheet) == (code, "Plan")
    assert fault.cell.startswith("F")


def test_the_published_use_scores_as_the_published_scenario() -> None:
    scored = optimiser.score(WORKBOOK, programme=str(PROGRAMME))
    published = solved("published")
    assert scored.total == published.total
    assert not broken(scored)
    assert scored.optimum - scored.total > 1000


def test_the_changes_that_made_a_plan_are_remembered(tmp_path: Path) -> None:
    record = optimiser.solve(str(PROGRAMME), input=str(WORKBOOK), scenario="no-growth-path", overrides={"rule.execution.2025": 20_000_000})
    plan_book.write(record, tmp_path / "plan.xlsx", "en")
    scored = optimiser.score(tmp_path / "plan.xlsx", **BY_HAND)
    assert scored.scenario == "no-growth-path"
    assert scored.total == record.total
    assert not broken(scored)
