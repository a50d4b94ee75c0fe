"""`optimiser frontier`: exact pieces, prices per step, marks and holes, in the terminal, as JSON, workbook and page."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from tests.commands.running import Ran, inside, optimiser, small_case

RANGE = "rule.growth-path.2025=0.50:0.95"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small case as working folder."""
    folder = small_case(tmp_path / "case")
    monkeypatch.chdir(folder)
    return folder


def exact(row: dict[str, str], key: str) -> Fraction:
    """The exact number beside a decimal."""
    return Fraction(row[f"{key}_exact"])


def optimum(number: Fraction, *words: str) -> Ran:
    """A solve at a number."""
    return inside("solve", "small", "--set", f"rule.growth-path.2025={number}", *words, "--json", "--out", "out")


def test_pieces_join_and_every_end_is_what_a_solve_finds(case: Path) -> None:
    ran = optimiser("frontier", "small", "--set-range", RANGE, "--json", cwd=case)
    assert (ran.code, ran.err, ran.json["exact"]) == (0, "", True)
    pieces = ran.json["pieces"]
    for one, other in pairwise(pieces):
        assert (one["to_exact"], one["value_to_exact"]) == (other["from_exact"], other["value_from_exact"])
    for one in pieces:
        assert exact(one, "price") == (exact(one, "value_to") - exact(one, "value_from")) / (exact(one, "to") - exact(one, "from")) / 100
        solved = optimum(exact(one, "from"))
        assert float(solved.json["optimum"]) == pytest.approx(float(exact(one, "value_from")), abs=1e-5)


def test_beyond_a_hole_there_is_no_plan_and_before_it_there_is(case: Path) -> None:
    ran = inside("frontier", "small", "--set-range", RANGE, "--json")
    (hole,) = ran.json["holes"]
    assert optimum(exact(hole, "from") - Fraction(1, 10**6)).code == 0
    assert optimum(exact(hole, "from") + Fraction(1, 10**6)).code == 3
    assert optimum(exact(hole, "to")).json["conflict"]["sentence"] == hole["conflict"]["sentence"]


def test_the_chosen_number_and_the_published_use_are_marked(case: Path) -> None:
    marks = {one["kind"]: one for one in inside("frontier", "small", "--set-range", RANGE, "--json").json["marks"]}
    solved = inside("solve", "small", "--json", "--out", "out").json
    assert (marks["chosen"]["number_exact"], float(marks["chosen"]["value"])) == ("2/3", pytest.approx(float(solved["optimum"]), abs=1e-5))
    assert Fraction(marks["published"]["value"]) == Fraction(solved["references"]["published"]["effect"])
    # 95 of 140 million
    assert exact(marks["published"], "number") == Fraction(95, 140)


def test_a_number_that_is_not_straight_is_stepped_through_and_said(case: Path) -> None:
    ran = inside("frontier", "small", "--set-range", "goal.target=2024:2027", "--json")
    assert ran.json["exact"] is False
    assert [(one["from"][:4], one["to"][:4]) for one in ran.json["pieces"]] == [("2024", "2025"), ("2025", "2026"), ("2026", "2027")]
    shown = inside("frontier", "small", "--set-range", "goal.target=2024:2027")
    assert "een knik ligt ergens binnen een stuk" in shown.out


def test_a_range_without_any_plan_says_so(case: Path) -> None:
    ran = inside("grens", "small", "--set-range", "rule.growth-path.2025=0.97:0.99", "--lang", "en", "--out", "none")
    assert ran.code == 0
    assert "Nowhere in this range does a plan exist." in ran.out
    assert openpyxl.load_workbook("none/frontier.xlsx").sheetnames == ["Overview", "Without a plan"]


def test_workbook_and_page_are_the_same_bytes_again(case: Path) -> None:
    first, again = (inside("frontier", "small", "--set-range", RANGE, "--out", name, "--json") for name in ("one", "two"))
    for name, path in again.json["files"].items():
        assert Path(path).read_bytes() == Path(first.json["files"][name]).read_bytes()
    sheet = openpyxl.load_workbook(first.json["files"]["workbook"])["Stukken"]
    told = [row[8].value for row in sheet.iter_rows(min_row=5) if row[8].value]
    assert told == [one["from_exact"] for one in first.json["pieces"]]


@pytest.mark.parametrize(
    ("words", "code"),
    [((), "range-count"), (("--set-range", RANGE, "--set-range", "source.breed=1:2"), "range-count"), (("--budget", "x"), "range-form")],
)
def test_a_range_that_does_not_fit(case: Path, words: tuple[str, ...], code: str) -> None:
    ran = inside("frontier", "small", *words, "--json")
    assert (ran.code, ran.codes) == (2, [code])
