"""`optimiser template`: an empty workbook to fill, or a filled one that reads back the same."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from optimiser.places import find_input, find_programme
from optimiser.programme_file import read_programme
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests.commands.running import inside, optimiser
from tests.small import bare


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


@pytest.mark.parametrize("programme", ["taz", "small"])
def test_any_workbook_can_be_written_anew_in_either_language_without_changing_a_figure(case: Path, programme: str) -> None:
    """From another workbook than the shipped one: saved under another name, with other figures, first in one language and then in the other."""
    model = find_programme(programme)
    told = read_programme(model)
    figures, _ = read_figures(find_input(model, told.programme.input, None), told)
    source = next(key for key, one in figures.budgets.items() if isinstance(one.value, int))
    budgets = {key: replace(one, note="=1+1") if key[0] == source[0] else one for key, one in figures.budgets.items()}
    other = replace(figures, budgets={**budgets, source: replace(budgets[source], value=12_345_678)})
    write_book(case / "mine.xlsx", told, other, "nl")
    for path, lang, name in (("mine.xlsx", "en", "english.xlsx"), ("english.xlsx", "nl", "dutch.xlsx"), ("dutch.xlsx", "nl", "again.xlsx")):
        assert inside("template", programme, "--filled", "--input", path, "--out", name, "--lang", lang).code == 0
        assert bare(read_figures(case / name, told)[0]) == bare(other)
    assert (case / "dutch.xlsx").read_bytes() == (case / "mine.xlsx").read_bytes() == (case / "again.xlsx").read_bytes()


def test_a_workbook_with_faults_is_not_written_anew(case: Path) -> None:
    assert inside("template", "small", "--out", "empty.xlsx").code == 0
    ran = inside("template", "small", "--input", "empty.xlsx", "--out", "new.xlsx")
    assert (ran.code, "[empty-cell]" in ran.err, Path("new.xlsx").exists()) == (2, True, False)
    assert "[file-missing]" in inside("template", "small", "--input", "nope.xlsx", "--out", "new.xlsx").err


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("programme", ["taz", "small"])
def test_the_empty_template_and_the_filled_workbook_are_one_format(case: Path, programme: str, lang: str) -> None:
    """The same sheets, tables, headers and validations; a filled one may only add what its figures ask for (a scenario, a figure of one year)."""
    assert inside("template", programme, "--out", "empty.xlsx", "--lang", lang).code == 0
    assert inside("template", programme, "--filled", "--out", "filled.xlsx", "--lang", lang).code == 0
    empty, filled = (form(case / name) for name in ("empty.xlsx", "filled.xlsx"))
    assert list(empty) == list(filled)
    for sheet, (table, heads) in empty.items():
        assert filled[sheet][0] == table
        assert heads.items() <= filled[sheet][1].items(), sheet
        assert list(heads) == [head for head in filled[sheet][1] if head in heads]


def form(path: Path) -> dict[str, tuple[str, dict[str, tuple[object, ...]]]]:
    """Sheet -> (table name, header -> what may be typed below it)."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        table = next(iter(sheet.tables.values()))
        heads = {}
        for column, one in enumerate(table.tableColumns, start=1):
            assert sheet.cell(row=1, column=column).value == one.name
            cell = sheet.cell(row=2, column=column)
            rules = [rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref]
            letters = re.compile(r"[A-Z]+[0-9]+")
            heads[one.name] = (
                cell.number_format,
                cell.protection.locked,
                *((rule.type, letters.sub("cell", str(rule.formula1)), rule.formula2, rule.prompt, rule.error) for rule in rules),
            )
        found[sheet.title] = (table.displayName, heads)
    return found


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
