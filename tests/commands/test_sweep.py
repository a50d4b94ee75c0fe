"""`optimiser sweep`: the table, JSON, workbook and page of a range, and what is said about one that is none."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.commands.running import inside, optimiser, small_case

RANGE = "rule.growth-path.2025=0.50:0.95:0.15"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small case as working folder."""
    folder = small_case(tmp_path / "case")
    monkeypatch.chdir(folder)
    return folder


def test_every_point_is_a_row_with_the_effect_of_a_solve(case: Path) -> None:
    ran = optimiser("sweep", "small", "--set-range", RANGE, "--json", cwd=case)
    assert (ran.code, ran.err) == (0, "")
    points = ran.json["points"]
    assert [one["numbers"] for one in points] == [["0.5"], ["0.65"], ["0.8"], ["0.95"]]
    assert ran.json["axes"][0]["unit"] == "share"
    for one in points:
        solved = inside("solve", "small", "--set", f"rule.growth-path.2025={one['numbers'][0]}", "--json", "--out", "out")
        assert solved.json["status"] == one["status"]
        if one["status"] == "optimal":
            assert Fraction(one["effect"]) == Fraction(solved.json["effect"])
            assert one["conflict"] is None
            spent = {(row["instrument"], row["year"]): row["spend"] for row in solved.json["effects"] if row["spend"]}
            assert {(row["instrument"], row["year"]): row["amount"] for row in one["lines"]} == spent
        else:
            assert one["conflict"]["sentence"] == solved.json["conflict"]["sentence"]
            assert (one["effect"], one["bound"], one["lines"]) == (None, None, [])
    assert {one["status"] for one in points} == {"optimal", "infeasible"}


@pytest.mark.parametrize(("lang", "words"), [("nl", ("Doorloop:", "geen plan", "ONHAALBAAR")), ("en", ("Sweep:", "no plan", "INFEASIBLE"))])
def test_the_table_in_both_languages(case: Path, lang: str, words: tuple[str, ...]) -> None:
    ran = inside("sweep", "small", "--set-range", RANGE, "--lang", lang)
    assert ran.code == 0
    assert all(word in ran.out for word in words)


def test_the_dutch_name_and_quiet(case: Path) -> None:
    assert inside("doorloop", "small", "--budget", "95:105:5", "--quiet").out == ""


def test_workbook_and_page_hold_every_point_and_are_the_same_bytes_again(case: Path) -> None:
    first, again = (inside("sweep", "small", "--set-range", RANGE, "--out", name, "--json") for name in ("one", "two"))
    files = first.json["files"]
    assert sorted(files) == ["page", "workbook"]
    for name, path in again.json["files"].items():
        assert Path(path).read_bytes() == Path(files[name]).read_bytes()
    book = openpyxl.load_workbook(files["workbook"], data_only=True)
    rows = [row for row in book["Punten"].iter_rows(min_row=6, values_only=True) if isinstance(row[0], (int, float))]
    assert [row[0] for row in rows] == [0.5, 0.65, 0.8, 0.95]
    told = {row[0]: row for row in rows}
    for one in first.json["points"]:
        if one["status"] == "optimal":
            row = told[float(one["numbers"][0])]
            assert row[2] == pytest.approx(float(one["effect"]))
            assert row[3] == pytest.approx(float(one["difference"]))
    page = Path(files["page"]).read_text(encoding="utf-8")
    assert "ONHAALBAAR" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "range-count"),
        (("--set-range", "x"), "range-form"),
        (("--set-range", "rule.groth-path.2025=0.4:0.5"), "unknown-id"),
        (("--set-range", "rule.growth-path.2025=0.4:0.5", "--points", "0"), "range-points"),
        (("--budget", "80:120", "--along", "growth-pth"), "unknown-id"),
        (("--set-range", "source.breed=*0.8:*1.2", "--set", "rule.growth-path.2025=nan"), "not-a-number"),
        (("--set-range", "=1:2"), "range-form"),
        (("--set-range", RANGE, "--unit", "0"), "unit"),
        (("--set-range", "rule.growth-path.2025=" + "9" * 5000 + ":" + "9" * 5001), "range-form"),
        (("--set-range", "rule.growth-path.2025=1:" + "9" * 900), "not-a-number"),
    ],
)
def test_a_range_that_does_not_fit_is_a_fault_with_a_code(case: Path, words: tuple[str, ...], code: str) -> None:
    ran = inside("sweep", "small", *words, "--json")
    assert ran.code == 2
    assert code in [one["code"] for one in json.loads(ran.out)["faults"]]


@pytest.mark.parametrize("name", ["sweep", "frontier"])
def test_the_input_workbook_is_never_replaced(case: Path, name: str) -> None:
    own = case / "inputs" / f"{name}.xlsx"
    own.write_bytes((case / "inputs" / "small.xlsx").read_bytes())
    before = own.read_bytes()
    ran = inside(name, "small", "--set-range", RANGE, "--input", str(own), "--out", "inputs", "--json")
    assert (ran.code, ran.codes) == (2, ["target-is-input"])
    assert own.read_bytes() == before
