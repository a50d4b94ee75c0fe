"""`optimiser template`: an empty workbook to fill, or a filled one that reads back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimiser.places import find_input, find_programme
from optimiser.programme import read_programme
from optimiser.workbook import read_figures
from tests.commands.running import inside, optimiser


def test_an_empty_workbook_asks_for_everything_it_needs(tmp_path: Path) -> None:
    made = optimiser("template", cwd=tmp_path)
    assert made.code == 0
    assert made.out == "Geschreven: taz-2023-2025.xlsx. Vul de gele vakken en geef: optimiser check --input taz-2023-2025.xlsx\n"
    checked = optimiser("check", "--input", "taz-2023-2025.xlsx", "--json", cwd=tmp_path)
    assert checked.code == 2
    assert set(checked.codes) == {"empty-cell"}
    assert all(one["sheet"] and one["cell"] for one in checked.json["faults"])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_filled_it_reads_back_as_what_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert inside("template", "--filled", "--out", "filled.xlsx", "--lang", lang).code == 0
    model = find_programme("taz")
    programme = read_programme(model)
    before, _ = read_figures(find_input(model, programme.programme.input, None), programme)
    after, _ = read_figures(tmp_path / "filled.xlsx", programme)
    assert {key: one.value for key, one in after.budgets.items()} == {key: one.value for key, one in before.budgets.items()}
    assert {key: one.value for key, one in after.columns.items()} == {key: one.value for key, one in before.columns.items()}
    assert (after.lines, after.bases, after.switched) == (before.lines, before.bases, before.switched)
    assert {id: one.estimates["central"].value for id, one in after.responses.items()} == {
        id: one.estimates["central"].value for id, one in before.responses.items()
    }
    assert inside("check", "--input", "filled.xlsx").code == 0


def test_the_command_it_suggests_names_the_programme_and_runs(case: Path) -> None:
    said = inside("template", "small", "--filled", "--out", "new.xlsx", "--lang", "en").out
    words = said.split("optimiser ")[1].split()
    assert words == ["check", "--lang", "en", "small", "--input", "new.xlsx"]
    assert inside(*words).out.startswith("No faults")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["small", "--out", "inputs/small.xlsx"], "target-exists"),
        (["small", "--out", "inputs"], "target-exists"),
        (["small", "--out", "absent/new.xlsx"], "target-unwritable"),
        (["small", "--out", "models/small.toml/new.xlsx"], "target-unwritable"),
        (["nope"], "unknown-programme"),
        (["nope.toml"], "file-not-found"),
    ],
)
def test_where_nothing_is_written(case: Path, words: list[str], code: str) -> None:
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    ran = inside("template", *words)
    assert (ran.code, f"[{code}]" in ran.err) == (2, True)
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before
