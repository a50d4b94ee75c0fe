"""`optimiser verify`: a written plan proved or refuted from the file alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commands.running import inside, optimiser, small_case


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme with a plan."""
    folder = small_case(tmp_path_factory.mktemp("planned") / "small")
    assert optimiser("solve", "small", "--quiet", cwd=folder).code == 0
    return folder


@pytest.fixture
def base(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a plan of one's own."""
    shutil.copytree(planned, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    return tmp_path / "small" / "reports" / "small" / "base"


def test_a_plan_is_proved_in_a_process_of_its_own(planned: Path) -> None:
    ran = optimiser("verify", "reports/small/base/plan.xlsx", "--json", cwd=planned)
    assert (ran.code, ran.err) == (0, "")
    assert {"status", "keeps_rules", "gap", "only_best", "refutations"} <= set(ran.json)
    assert (ran.json["status"], ran.json["keeps_rules"], ran.json["refutations"]) == ("proved", True, [])


@pytest.mark.parametrize(("lang", "head"), [("nl", "BEWEZEN"), ("en", "PROVED")])
@pytest.mark.parametrize("name", ["plan.xlsx", "certificate.json"])
def test_workbook_and_certificate_say_the_same(base: Path, name: str, lang: str, head: str) -> None:
    ran = inside("verifieer", str(base / name), "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert [line[:2] for line in ran.out.splitlines()] == [head[:2], "1.", "2.", "3."]


def test_one_euro_moved_is_refuted(base: Path) -> None:
    path = base / "certificate.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["tables"]["flows"][0]["amount"] = str(int(said["tables"]["flows"][0]["amount"]) + 1)
    path.write_text(json.dumps(said), encoding="utf-8")
    ran = inside("verify", str(path), "--json")
    assert (ran.code, ran.json["status"]) == (4, "refuted")
    assert ran.json["refutations"]
    assert "WEERLEGD" in inside("verify", str(path)).out


def test_an_amount_changed_in_excel_is_refuted(base: Path) -> None:
    path = base / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = next(one for one in book.worksheets if "tblStromen" in one.tables)
    cells = sheet[sheet.tables["tblStromen"].ref]
    column = next(number for number, cell in enumerate(cells[0]) if str(cell.value).startswith("bedrag"))
    cells[1][column].value += 1000
    book.save(path)
    assert inside("verify", str(path), "--quiet").code == 4


@pytest.mark.parametrize("name", ["inputs", "inputs/small.xlsx", "models/small.toml", "reports/small/base/record.json", ""])
def test_what_is_no_plan(base: Path, name: str) -> None:
    ran = inside("verify", name, "--json")
    assert (ran.code, ran.codes) == (2, ["not-a-plan"])


def test_a_plan_that_is_not_there_is_said_to_be_missing(base: Path) -> None:
    ran = inside("verify", "nope.xlsx")
    assert ran.code == 2
    assert "[file-missing]" in ran.err
    assert "Error" not in ran.err


@pytest.mark.parametrize("text", ["", "{}", "[]", "5", '{"tables": {}}', "[" * 100_000, '{"tables": {"claims": []}}'])
def test_a_certificate_that_is_none(base: Path, text: str) -> None:
    path = base / "certificate.json"
    path.write_text(text, encoding="utf-8")
    ran = inside("verify", str(path), "--json")
    assert (ran.code, ran.codes) == (2, ["not-a-plan"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said.update(tables=5),
        lambda said: said["tables"].update(flows=5),
        lambda said: said["tables"].update(rules=[{}]),
        lambda said: said["tables"]["flows"][0].update(amount=5),
        lambda said: said["tables"]["flows"][0].update(amount="9" * 5000),
        lambda said: said["tables"]["tiers"][-1].update(tier="x"),
        lambda said: said["tables"]["rules"][0].pop("over"),
    ],
)
def test_a_certificate_with_tables_of_another_shape(base: Path, spoil: Callable[[Any], None]) -> None:
    path = base / "certificate.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    spoil(said)
    path.write_text(json.dumps(said), encoding="utf-8")
    assert inside("verify", str(path), "--json").code in (2, 4)
