"""`optimiser report`: a case, a written plan, a conflict; the same page from both; every refusal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import optimiser as api
from optimiser.record import run_id
from tests.commands.running import inside, optimiser, small_case

MODEL, PLAN = "models/small.toml", "reports/small/base"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_case(tmp_path_factory.mktemp("report") / "work")
    assert optimiser("solve", MODEL, "--quiet", cwd=folder).code == 0
    assert optimiser("solve", MODEL, "--set", "rule.growth-path.2025=0.60", "--reason", "proef", "--out", "other", "--quiet", cwd=folder).code == 0
    assert optimiser("solve", MODEL, "--set", "rule.training-floor.2025=60000000", "--out", "none", "--quiet", cwd=folder).code == 3
    return folder


@pytest.fixture()
def work(solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the solved cases; the current folder."""
    shutil.copytree(solved, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def test_a_case_and_the_plan_made_of_it_have_the_same_page(work: Path) -> None:
    ran = optimiser("report", MODEL, cwd=work)
    assert (ran.code, ran.out, ran.err) == (0, "Geschreven: reports/small/base/report.html\n", "")
    for given in (PLAN, f"{PLAN}/plan.xlsx"):
        assert inside("verslag", given, "--out", "of-plan.html").code == 0
        assert Path("of-plan.html").read_bytes() == Path(f"{PLAN}/report.html").read_bytes()


def test_a_plan_brings_its_own_changes(work: Path) -> None:
    assert inside("report", "other", "--lang", "en").out == "Written: other/report.html\n"
    html = Path("other/report.html").read_text()
    assert "rule.growth-path.2025" in html
    assert "Room to move" in html
    refused = inside("report", "other", "--set", "unit=1", "--json")
    assert (refused.code, refused.codes) == (2, ["plan-has-own-case"])


def test_without_its_model_a_plan_is_told_from_its_record(work: Path) -> None:
    Path(MODEL).rename("elsewhere.toml")
    ran = inside("report", PLAN)
    assert ran.code == 0
    assert "geef ze met --programme en --input" in ran.err.lower()
    assert "Speelruimte" not in Path(f"{PLAN}/report.html").read_text()
    assert inside("report", PLAN, "--programme", "elsewhere.toml").err == ""
    assert "Speelruimte" in Path(f"{PLAN}/report.html").read_text()


def test_a_conflict_has_a_page_and_its_own_exit_code(work: Path) -> None:
    for given in (["none"], [MODEL, "--set", "rule.training-floor.2025=60000000"]):
        ran = inside("report", *given, "--out", "no.html")
        assert ran.code == 3
        assert ran.err.startswith("ONHAALBAAR 2025")
        assert "GEEN PLAN MOGELIJK" in Path("no.html").read_text()


def test_a_plan_that_was_changed_by_hand_is_refused(work: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(f"{PLAN}/plan.xlsx")
    flows = book["Geldstromen"]
    row = next(row for row in flows.iter_rows() if any(isinstance(cell.value, int) and cell.value > 10_000_000 for cell in row))
    cell = next(cell for cell in row if isinstance(cell.value, int) and cell.value > 10_000_000)
    cell.value += 1
    book.save(f"{PLAN}/plan.xlsx")
    ran = inside("report", PLAN)
    assert ran.code == 4
    assert "weerlegt dit plan" in ran.err
    assert not Path(f"{PLAN}/report.html").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([MODEL, "--out", "page.pdf"], "html-name"),
        ([MODEL, "--out", "mine.html"], "target-exists"),
        (["smal"], "unknown-programme"),
        (["not-there.xlsx"], "not-a-plan"),
        ([MODEL, "--set", "rule.nope=1"], "unknown-id"),
        ([MODEL, "--unit", "0"], "unit"),
    ],
)
def test_what_cannot_be_is_named(work: Path, words: list[str], code: str) -> None:
    Path("mine.html").write_text("mijn eigen tekst")
    ran = inside("report", *words, "--json")
    assert (ran.code, ran.codes) == (2, [code])
    assert Path("mine.html").read_text() == "mijn eigen tekst"


def test_json_tells_what_was_asked_and_where_the_page_is(work: Path) -> None:
    ran = inside("report", MODEL, "--json", "--out", "a.html")
    assert ran.json["files"] == {"report": "a.html"}
    assert [one["rule"] for one in ran.json["costs"] if one["gain"] != "0"] == ["open-months"]
    assert ran.err == ""
    assert inside("report", MODEL, "--quiet", "--out", "a.html").out == ""


def test_the_same_from_python(work: Path) -> None:
    data = api.report(MODEL, overrides={"rule.growth-path.2025": "0.60"}, reason="proef")
    assert data.record.id == run_id(Path("other/record.json").read_text())
    assert api.write_report(data, "mine.html", "en").read_text().startswith("<!doctype html>")
    assert api.report_plan("other").costs == data.costs
