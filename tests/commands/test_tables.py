"""`optimiser tables`: the ministry's tables of a written plan, for the years asked for, and every refusal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.budget import add_up_again, folder_of, read_tables
from tests.commands.running import inside, optimiser


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    folder_of(folder, placed=True)
    assert optimiser("solve", "models/small.toml", "--unit", "1", "--quiet", cwd=folder).code == 0
    return folder


@pytest.fixture()
def work(solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the solved case; the current folder."""
    shutil.copytree(solved, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


PLAN = "reports/small/base/plan.xlsx"


@pytest.mark.parametrize("given", [PLAN, "reports/small/base", "reports/small/base/record.json"])
def test_the_tables_stand_beside_the_plan_and_add_up(work: Path, given: str) -> None:
    said = inside("tabellen", given)
    assert (said.code, said.out) == (0, "Geschreven: reports/small/base/tables.xlsx\n")
    assert "niet alles is bekend in 2023, 2028 (n.b.)" in said.err
    ((title, rows),) = read_tables(work / "reports/small/base/tables.xlsx")
    assert title == "Artikel 4 Zorgbreed beleid: begroting 2024"
    assert add_up_again(rows) == 4 * 7


def test_every_year_asked_for_has_its_own_table_in_either_language(work: Path) -> None:
    kept = next((work / "reports/small/runs").iterdir())
    said = inside("tables", str(kept), "--budget-year", "2026", "--budget-year", "2025", "--out", "new/folder/out.xlsx", "--lang", "en", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")
    tables = read_tables(work / "new/folder/out.xlsx")
    assert [title for title, _ in tables] == ["Article 4 Care-wide policy: budget 2026", "Article 4 Care-wide policy: budget 2025"]
    assert load_workbook(work / "new/folder/out.xlsx").sheetnames == ["Budget table"]


def test_json_has_exact_and_printed_amounts_marks_and_null(work: Path) -> None:
    said = inside("tables", PLAN, "--json").json
    assert (said["status"], said["file"], len(said["run"])) == ("written", "reports/small/base/tables.xlsx", 16)
    (table,) = said["tables"]
    assert (table["budget_year"], table["years"][0], table["years"][-1]) == ("2024", "2022", "2028")
    rows = {row["id"] or row["level"]: row for row in table["rows"]}
    assert rows["outlays"]["exact"] == [4_500, None, 120_000_751, 140_000_750, 2_499, "n.v.t.", None]
    assert rows["outlays"]["printed"] == [5, None, 120_001, 140_001, 2, "n.v.t.", None]
    assert rows["taken"]["printed"][4] == "PM"
    assert table["legal_share"] == [None, None, "0.083333", None, None, None, None]


def test_again_over_its_own_workbook_but_never_over_another(work: Path) -> None:
    assert inside("tables", PLAN).code == inside("tables", PLAN).code == 0
    for other in ("inputs/small.xlsx", PLAN):
        before = (work / other).read_bytes()
        said = inside("tables", PLAN, "--out", other, "--json")
        assert (said.code, said.codes) == (2, ["target-exists"])
        assert (work / other).read_bytes() == before


REFUSED = [
    ((PLAN, "--budget-year", "2050"), "budget-year"),
    ((PLAN, "--out", "tables.csv"), "tables-ending"),
    (("inputs/small.xlsx",), "not-a-plan"),
    (("nothing.xlsx",), "not-a-plan"),
    (("reports/small/base/certificate.json",), "not-a-plan"),
    (("models",), "not-a-plan"),
]


@pytest.mark.parametrize(("words", "code"), REFUSED)
def test_what_cannot_be_shown_is_refused(work: Path, words: tuple[str, ...], code: str) -> None:
    said = inside("tables", *words, "--json")
    assert (said.code, said.codes) == (2, [code])
    assert not (work / "reports/small/base/tables.xlsx").exists()


def test_a_record_that_was_changed_is_refused(work: Path) -> None:
    kept = next((work / "reports/small/runs").iterdir())
    kept.write_text(kept.read_text(encoding="utf-8").replace("9999999", "9999998"), encoding="utf-8")
    assert inside("tables", str(kept), "--json").codes == ["not-a-plan"]


def test_a_plan_that_was_changed_by_hand_is_refuted(work: Path) -> None:
    book = load_workbook(work / PLAN)
    column = next(cell.column for cell in book["Geldstromen"][4] if cell.value == "bedrag (EUR)")
    book["Geldstromen"].cell(row=5, column=column).value += 1_000
    book.save(work / PLAN)
    said = inside("tables", PLAN)
    assert said.code == 4
    assert "weerlegt" in said.err
    assert not (work / "reports/small/base/tables.xlsx").exists()


def test_a_case_without_a_plan_has_no_tables(work: Path) -> None:
    assert inside("solve", "models/small.toml", "--set", "rule.training-floor.2024=900000000", "--quiet", "--out", "none").code == 3
    assert inside("tables", "none", "--json").codes == ["no-budget-table"]
