"""`optimiser score`: a split made by hand, judged."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.commands.running import Ran, inside, optimiser, small_case


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme with a plan."""
    folder = small_case(tmp_path_factory.mktemp("planned") / "small")
    assert optimiser("solve", "small", "--quiet", cwd=folder).code == 0
    return folder


@pytest.fixture
def plan(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of one's own, in the folder one stands in."""
    shutil.copytree(planned, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    return tmp_path / "small" / "reports" / "small" / "base" / "plan.xlsx"


def change(path: Path, amounts: dict[tuple[str, int], object]) -> None:
    """Types amounts into the plan column: (instrument, year) -> euros."""
    book = openpyxl.load_workbook(path)
    sheet = book["Plan"]
    rows = [[str(cell.value or "").split(" (")[0].casefold() for cell in row] for row in sheet.iter_rows(max_row=12)]
    head = next(number for number, row in enumerate(rows, start=1) if {"instrument", "jaar", "plan"} <= set(row))
    at = {name: rows[head - 1].index(name) + 1 for name in ("instrument", "jaar", "plan")}
    found = 0
    for row in range(head + 1, sheet.max_row + 1):
        key = (str(sheet.cell(row, at["instrument"]).value), int(sheet.cell(row, at["jaar"]).value or 0))
        if key in amounts:
            sheet.cell(row, at["plan"]).value = amounts[key]  # type: ignore[assignment]
            found += 1
    assert found == len(amounts)
    book.save(path)


def judged(plan: Path) -> Ran:
    """The plan's score as JSON."""
    return inside("score", str(plan), "--json")


def test_the_best_plan_itself_breaks_nothing_and_is_at_no_distance(plan: Path) -> None:
    ran = judged(plan)
    data = ran.json
    assert (ran.code, data["status"], data["keeps_rules"], data["broken"]) == (0, "scored", True, [])
    assert {"effect", "best", "distance", "keeps_rules", "broken"} <= set(data)
    assert data["effect"] == data["best"]
    assert Fraction(data["distance"]) < Fraction(1, 10)
    assert (data["programme"], data["scenario"]) == ("small", "base")


def test_a_split_by_hand_is_told_what_it_breaks_and_by_how_much(plan: Path) -> None:
    # 2025: 66.7 % of 140 is 93 1/3 million; 40 + 30 is 70, which is 23 1/3 too little
    change(plan, {("opschaling", 2025): 40_000_000, ("taken", 2025): 30_000_000, ("scholing", 2025): 70_000_000})
    data = judged(plan).json
    assert data["keeps_rules"] is False
    broken = {(one["id"], one["year"]): one for one in data["broken"]}
    assert Fraction(broken["growth-path", 2025]["by"]) == Fraction("23333333.333333")
    assert broken["growth-path", 2025]["by_unit"] == "EUR"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl", ["Deze verdeling:", "Gebroken harde regels:", "te weinig"]), ("en", ["This split:", "Hard rules broken:", "too little"])],
)
def test_the_same_in_words(plan: Path, lang: str, said: list[str]) -> None:
    change(plan, {("opschaling", 2025): 40_000_000, ("taken", 2025): 30_000_000, ("scholing", 2025): 70_000_000})
    ran = inside("beoordeel", str(plan), "--lang", lang)
    assert ran.code == 0
    assert all(words in ran.out for words in said)


def test_an_input_workbook_is_judged_by_its_reference_sheet(plan: Path) -> None:
    data = inside("score", "inputs/small.xlsx", "--programme", "small", "--json").json
    # published: 60 and 95 for innovation
    spent = {year: sum(one["amount"] for one in data["plan"] if (one["space"], one["year"]) == ("innovatie", year)) for year in (2024, 2025)}
    assert spent == {2024: 60_000_000, 2025: 95_000_000}


def test_quiet_says_nothing(plan: Path) -> None:
    assert (inside("score", str(plan), "--quiet").out, inside("score", str(plan), "--quiet").code) == ("", 0)


@pytest.mark.parametrize(("typed", "code"), [("veel", "text-not-number"), (-5, "negative"), (0.5, "not-whole"), (None, "empty-cell")])
def test_an_amount_that_is_none(plan: Path, typed: object, code: str) -> None:
    change(plan, {("taken", 2025): typed})
    ran = judged(plan)
    assert (ran.code, ran.codes) == (2, [code])
    assert ran.json["faults"][0]["sheet"] == "Plan"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nope.xlsx"], "file-missing"),
        (["models"], "file-is-folder"),
        (["models/small.toml"], "csv-renamed"),
        (["PLAN", "--scenario", "nope"], "unknown-scenario"),
        (["PLAN", "--programme", "nope"], "unknown-programme"),
        (["PLAN", "--programme", "taz"], "unknown-id"),
        (["PLAN", "--input", "nope.xlsx"], "file-missing"),
        (["PLAN", "--set", "x"], "set-form"),
        (["PLAN", "--set", "rule.x=1"], "unknown-id"),
    ],
)
def test_what_cannot_be_judged(plan: Path, words: list[str], code: str) -> None:
    ran = inside("score", *(str(plan) if word == "PLAN" else word for word in words), "--json")
    assert ran.code == 2
    assert set(ran.codes) == {code}
