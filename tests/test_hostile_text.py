"""Whatever people type as a name, note or reason stays a text: in every workbook, page and table that is written, and back again."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from optimiser.csv_text import read_csv
from optimiser.programme_file import read_programme
from optimiser.reports.plan_book.checks import GOOD_VERDICT
from optimiser.template import write_book
from optimiser.verify import judge
from optimiser.workbook import read_figures
from tests import small
from tests.commands.running import inside, small_case
from tests.office import need_office, recalculate
from tests.small import bare

TEXTS = {
    "a formula": '=HYPERLINK("http://x","y")',
    "a plus": "+1",
    "a minus": "-1+1",
    "an at": "@SUM(A1)",
    "a tab": "\t=1",
    "control characters": "\x01\x1f\x7f\ufffe",
    "very long": "=" + "x" * 40_000,
    "quotes": "a\"b'c;d,e",
    "markup": "<&>]]>",
    "an escape": "_x0041_",
    "a footer code": "&C&D&" * 40,
    "lines": "a\r\n=b",
    "fields": "{x} %s [bold]x[/bold]",
}


def formulas(path: Path) -> dict[tuple[int, str], str]:
    """(sheet, cell) -> formula."""
    book = openpyxl.load_workbook(path)
    return {(number, cell.coordinate): cell.value for number, sheet in enumerate(book) for row in sheet for cell in row if cell.data_type == "f"}


def shapes(found: dict[tuple[int, str], str]) -> list[tuple[int, str]]:
    """Every formula without its rows: a longer note only moves those below it."""
    return sorted((sheet, re.sub(r"[0-9]+", "", formula)) for (sheet, _), formula in found.items())


def hostile(folder: Path, texts: Sequence[str]) -> Path:
    """The small programme with these texts in turn for its names, notes, owners and sources."""
    case = small_case(folder)
    typed = cycle(json.dumps(text) for text in texts)
    model = (case / "models" / "small.toml").read_text(encoding="utf-8")
    model = re.sub(r'\b(note|place|owner|reason|why|nl|en) = "[^"]*"', lambda found: f"{found[1]} = {next(typed)}", model)
    (case / "models" / "small.toml").write_text(model, encoding="utf-8")
    return case


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, str], str]:
    """The formulas of the same plan with ordinary texts."""
    case = small_case(tmp_path_factory.mktemp("plain") / "small")
    assert inside("solve", str(case / "models" / "small.toml"), "--quiet", "--out", str(case / "out")).code == 0
    return formulas(case / "out" / "plan.xlsx")


SHORT = [text for text in TEXTS.values() if len(text) < 1000]
# Every text in another place each time; the longest in every place.
TURNS = {"first": SHORT, "second": SHORT[4:] + SHORT[:4], "third": SHORT[8:] + SHORT[:8], "longest": [TEXTS["very long"]]}


@pytest.mark.parametrize("turn", TURNS)
def test_no_text_becomes_a_formula_or_breaks_a_file(turn: str, plain: dict[tuple[int, str], str], tmp_path: Path) -> None:
    texts = TURNS[turn]
    case = hostile(tmp_path / "small", texts)
    model, out = str(case / "models" / "small.toml"), case / "out"
    assert inside("solve", model, "--quiet", "--out", str(out), f"--by={texts[0][:2000]}").code == 0
    assert shapes(formulas(out / "plan.xlsx")) == shapes(plain)
    assert judge(str(out / "plan.xlsx"))[1]["status"] == "proved"
    assert inside("export", str(out), "--to", "archive", "--programme", model, "--out", str(out / "archive")).code == 0
    assert judge(str(out / "archive"))[1]["status"] == "proved"
    rows = read_csv((out / "archive" / "csv" / "plan.csv").read_bytes().decode("utf-8-sig"))
    assert {row["name_nl"] for row in rows} <= set(texts)
    assert inside("template", model, "--filled", "--input", str(case / "inputs" / "small.xlsx"), "--out", str(out / "filled.xlsx")).code == 0
    assert not formulas(out / "filled.xlsx")
    for book in (out / "plan.xlsx", out / "filled.xlsx"):
        with zipfile.ZipFile(book) as parts:
            for part in parts.namelist():
                ET.fromstring(parts.read(part))


@pytest.mark.parametrize("name", ["a formula", "a plus", "an at", "quotes", "markup", "an escape", "fields"])
def test_a_note_in_the_workbook_survives_writing_and_reading(name: str, tmp_path: Path) -> None:
    programme = read_programme(small.TOML)
    figures = small.figures()
    noted = replace(figures, budgets={key: replace(one, note=TEXTS[name], source=TEXTS[name]) for key, one in figures.budgets.items()})
    for lang in ("nl", "en"):
        write_book(tmp_path / "noted.xlsx", programme, noted, "nl" if lang == "nl" else "en")
        assert bare(read_figures(tmp_path / "noted.xlsx", programme)[0]) == bare(noted)


def test_what_is_shown_with_hostile_texts_is_what_is_calculated(tmp_path: Path) -> None:
    need_office()
    case = hostile(tmp_path / "small", SHORT)
    assert inside("solve", str(case / "models" / "small.toml"), "--quiet", "--out", str(case / "out")).code == 0
    path = case / "out" / "plan.xlsx"
    again = openpyxl.load_workbook(recalculate(path, tmp_path / "again"), data_only=True)
    ours = openpyxl.load_workbook(path, data_only=True)
    assert again.worksheets[0]["A3"].value == ours.worksheets[0]["A3"].value == GOOD_VERDICT.nl
    for number, cell in formulas(path):
        mine, theirs = ours.worksheets[number][cell].value or "", again.worksheets[number][cell].value or ""
        assert (
            mine == pytest.approx(theirs, rel=1e-9, abs=1e-6)
            if isinstance(mine, (int, float)) and isinstance(theirs, (int, float))
            else mine == theirs
        )


@pytest.mark.parametrize("option", ["--by", "--reason", "--scenario"])
def test_bytes_that_are_no_text_are_a_fault(option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_case(tmp_path / "small"))
    ran = inside("solve", "small", option, os.fsdecode(b"\xff=1"), "--json")
    assert (ran.code, ran.codes) == (2, ["not-text"])
    assert not Path("reports").exists()


# -------------------------------------------------------------------------------------------- nothing is written over an input


@pytest.mark.parametrize("name", ["plan.xlsx", "conflict.xlsx"])
@pytest.mark.parametrize("link", ["symbolic", "hard", "folder", "none"])
def test_an_input_is_never_replaced_or_removed_by_what_it_gives(name: str, link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = small_case(tmp_path / "small")
    monkeypatch.chdir(case)
    own, out = case / "inputs" / "small.xlsx", case / "out"
    out.mkdir()
    if link == "symbolic":
        (out / name).symlink_to(own)
    elif link == "hard":
        (out / name).hardlink_to(own)
    elif link == "folder":
        own = own.rename(out / name)
        (case / "other").symlink_to(out)
    else:
        own = own.rename(out / name)
    before = own.read_bytes()
    ran = inside("solve", "small", "--input", str(own), "--out", "other" if link == "folder" else "out", "--json")
    assert (ran.code, ran.codes) == (2, ["target-is-input"])
    assert own.read_bytes() == before
    assert [path.name for path in out.iterdir()] == [name]


@pytest.mark.parametrize("out", ["models/small.toml", "inputs/small.xlsx"])
def test_a_folder_that_is_a_file_is_a_fault(out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_case(tmp_path / "small"))
    before = Path(out).read_bytes()
    assert inside("solve", "small", "--out", out, "--json").codes == ["target-unwritable"]
    assert Path(out).read_bytes() == before
