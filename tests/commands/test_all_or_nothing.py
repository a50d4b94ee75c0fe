"""The desk on a grant round: what moves along holds for the same members and says so, and what cannot move is refused with a way out."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from tests.commands.running import inside

NAME = "subsidieronde"
SAME = "zolang dezelfde leden geld krijgen"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_other_plans_keep_the_smallest_grant_are_proved_and_say_for_whom_they_hold(work: Path) -> None:
    ran = inside("alternatives", NAME, "--json", "--write")
    assert ran.code == 0
    told = ran.json
    assert told["same_members"] == ["kleinste-subsidie"]
    best = Fraction(told["best"]["effect"])
    plans = sorted((work / "reports" / NAME / "base-alternatives").glob("*/plan.xlsx"))
    assert len(told["alternatives"]) == len(plans) == 3
    for one, plan in zip(told["alternatives"], plans, strict=True):
        assert best > Fraction(one["effect"]) >= best * Fraction(97, 100)
        assert inside("verify", str(plan)).code == 0
    said = inside("alternatives", NAME).out
    assert SAME in said
    assert SAME in (work / "reports" / NAME / "base-alternatives" / "alternatives.html").read_text(encoding="utf-8")


def test_stress_tells_how_the_plan_fares_with_the_same_members() -> None:
    ran = inside("stress", NAME, "--draws", "40", "--json")
    assert ran.code == 0
    assert any(SAME in note for note in ran.json["notes"])
    assert {one["instrument"] for one in ran.json["tornado"]} == {"instroom", "opscholing", "behoud"}


def test_the_report_has_room_and_uncertainty_and_no_frontier(work: Path) -> None:
    ran = inside("report", NAME, "--json")
    assert ran.code == 0
    assert (bool(ran.json["costs"]), bool(ran.json["room"]), bool(ran.json["swings"]), ran.json["frontier"]) == (True, True, True, None)
    assert SAME in (work / "reports" / NAME / "base" / "report.html").read_text(encoding="utf-8")


def test_a_sweep_of_many_points_decides_anew_who_gets_money_at_each(work: Path) -> None:
    """More points than a model in memory answers one after another: here every one is a plan of its own."""
    ran = inside("sweep", NAME, "--budget", "94:106:0.25", "--json")
    assert ran.code == 0
    points = ran.json["points"]
    assert len(points) == 49
    assert Counter(one["status"] for one in points) == {"optimal": 49}
    middle = points[24]
    assert inside("solve", NAME, "--quiet").code == 0
    with (work / "reports" / NAME / "base" / "awards.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sum(one["amount"] for one in middle["lines"]) == sum(int(row["awarded"]) for row in rows)


def test_a_frontier_is_refused_and_says_what_does_answer() -> None:
    ran = inside("frontier", NAME, "--budget", "80:120", "--json")
    assert (ran.code, ran.codes) == (2, ["all-or-nothing"])
    assert "optimiser sweep" in ran.json["faults"][0]["mend"]
