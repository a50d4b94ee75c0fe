"""Copies in two languages of a workbook with sheets of its own dimensions: members and columns find each other whatever they are called."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from optimiser.language import Lang
from optimiser.workbook import read_figures
from tests import districts
from tests.commands.running import Ran, inside

Typed = Mapping[tuple[str, str], object]
# What a key and the sheet are called in each language.
SHEET = {"nl": "Wijken", "en": "Districts"}
HEADS = {"nl": {"young": "jongeren", "weight": "zwaarte"}, "en": {"young": "young people", "weight": "severity"}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programme with its workbook in both languages."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(districts.MODEL, "districts.toml")
    districts.workbook(tmp_path).rename("nl.xlsx")
    assert inside("template", "districts.toml", "--input", "nl.xlsx", "--out", "en.xlsx", "--lang", "en").code == 0
    return tmp_path


def copy(lang: Lang, name: str, typed: Typed) -> str:
    book = openpyxl.load_workbook(f"{lang}.xlsx")
    sheet = book[SHEET[lang]]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for (id, key), value in typed.items():
        sheet.cell(rows[id], heads[HEADS[lang][key]]).value = value
    book.save(name)
    return name


def merged(base: Lang, mine: tuple[Lang, Typed], theirs: tuple[Lang, Typed], *more: str) -> Ran:
    files = (f"{base}.xlsx", copy(mine[0], "mine.xlsx", mine[1]), copy(theirs[0], "theirs.xlsx", theirs[1]))
    return inside("merge", *files, "--out", "merged.xlsx", "--json", *more)


def numbers(path: str) -> dict[tuple[str, str], object]:
    figures, _ = read_figures(Path(path), districts.read_programme(districts.MODEL))
    return {(one.id, key): figure.value for one in figures.members["wijk"] for (key, _), figure in one.keys.items()}


@pytest.mark.parametrize(("base", "mine", "theirs"), [("nl", "nl", "en"), ("nl", "en", "nl"), ("en", "nl", "nl"), ("en", "nl", "en")])
def test_both_changes_are_there_whoever_has_which_language(base: Lang, mine: Lang, theirs: Lang, folder: Path) -> None:
    before = numbers(f"{base}.xlsx")
    ran = merged(base, (mine, {("noord", "young"): 650}), (theirs, {("zuid", "weight"): 2, ("centrum", "young"): 1300}))
    assert ran.code == 0
    assert numbers("merged.xlsx") == {**before, ("noord", "jongeren"): 650, ("zuid", "zwaarte"): 2, ("centrum", "jongeren"): 1300}
    assert SHEET[mine] in openpyxl.load_workbook("merged.xlsx").sheetnames


def test_one_cell_changed_in_both_is_a_conflict_in_the_words_of_mine(folder: Path) -> None:
    ran = merged("nl", ("nl", {("noord", "young"): 650}), ("en", {("noord", "young"): 700}))
    assert ran.code == 2
    found = [one for one in ran.json["conflicts"] if one["sheet"] == "Wijken"]
    assert [(one["row"], one["column"], one["mine"], one["theirs"]) for one in found] == [("noord", "jongeren", "650", "700")]


def test_without_the_programme_nothing_is_guessed_and_with_it_all_is_found(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    Path("districts.toml").rename("elsewhere/wijken.toml")
    asked = ("nl", ("nl", {("noord", "young"): 650}), ("en", {("zuid", "young"): 900}))
    ran = merged(*asked)  # type: ignore[arg-type]
    assert (ran.code, ran.codes) == (2, ["sheets-in-two-languages"])
    assert not Path("merged.xlsx").exists()
    assert merged(*asked, "--programme", "elsewhere/wijken.toml").code == 0  # type: ignore[arg-type]
    assert numbers("merged.xlsx")["zuid", "jongeren"] == 900


def test_applicants_of_the_workbook_keep_what_was_typed_of_them_in_the_other_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for lang in ("nl", "en"):
        assert inside("template", "subsidieronde", "--filled", "--out", f"{lang}.xlsx", "--lang", lang).code == 0
    book = openpyxl.load_workbook("en.xlsx")
    sheet = book["Applicants"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["name"]).value = "Zorghuis De Brug"
    sheet.cell(3, heads["participants"]).value = 99
    book.save("theirs.xlsx")
    assert inside("merge", "nl.xlsx", "nl.xlsx", "theirs.xlsx", "--out", "merged.xlsx").code == 0
    told = {
        (one["id"], one["field"]): one["now"]
        for one in inside("diff", "nl.xlsx", "merged.xlsx", "--programme", "subsidieronde", "--json").json["changes"]
    }
    assert told == {("aanvrager.a000001", "name"): "Zorghuis De Brug", ("aanvrager.a000002", "deelnemers"): "99"}


@pytest.mark.usefixtures("folder")
def test_the_difference_of_two_languages_is_what_was_changed() -> None:
    copy("en", "theirs.xlsx", {("zuid", "young"): 900})
    told = inside("diff", "nl.xlsx", "theirs.xlsx", "--programme", "districts.toml", "--json").json
    assert [(one["key"], one["name"], one["was"], one["now"]) for one in told["changes"]] == [("member.wijk.zuid.jongeren", "Zuid", "800", "900")]
