"""`optimiser check`: everything that is wrong, at once, with its place."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimiser import cli
from optimiser.codes import CODES
from optimiser.faults import split_cell
from optimiser.language import LANGS, Lang
from tests.commands.running import inside, optimiser


def spoil(case: Path, changes: dict[str, dict[str, Any]]) -> None:
    """Types other values into cells of the workbook: sheet -> cell -> value."""
    path = case / "inputs" / "small.xlsx"
    book = openpyxl.load_workbook(path)
    for sheet, cells in changes.items():
        for cell, value in cells.items():
            book[sheet][cell] = value
    book.save(path)


def rewrite(case: Path, old: str, new: str) -> None:
    """Changes the programme's text."""
    path = case / "models" / "small.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_programme_is_fine_from_any_folder(tmp_path: Path) -> None:
    ran = optimiser("check", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Geen fouten: programma en werkboek zijn in orde, alle scenario's ook.\n"
    assert list(tmp_path.iterdir()) == []


def test_quiet_says_nothing_when_nothing_is_wrong(case: Path) -> None:
    assert inside("check", "small", "--quiet").out == ""
    assert inside("check", "small", "--json").json == {"status": "ok", "faults": [], "warnings": []}


# row 2 is the line `breed`, row 3 `vvt`; C and D are 2024 and 2025
WRONG = {"Herkomst": {"D2": "veel", "C3": -5, "C2": None}, "Effecten": {"C2": "1.234"}, "Instrumenten": {"C2": "inovatie"}}


@pytest.fixture
def spoiled(case: Path) -> Path:
    """A workbook with five faults on three sheets."""
    spoil(case, WRONG)
    return case


def test_several_faults_are_told_at_once_sorted_with_sheet_and_cell(spoiled: Path) -> None:
    ran = optimiser("check", "small", "--json", cwd=spoiled)
    assert (ran.code, ran.err) == (2, "")
    assert list(ran.json) == ["status", "faults", "warnings"]
    assert ran.json["status"] == "faults"
    assert [(one["sheet"], one["cell"], one["code"]) for one in ran.json["faults"]] == [
        ("Effecten", "C2", "ambiguous-number"),
        ("Herkomst", "C2", "empty-cell"),
        ("Herkomst", "D2", "text-not-number"),
        ("Herkomst", "C3", "negative"),
        ("Instrumenten", "C2", "unknown-id"),
    ]
    for one in ran.json["faults"]:
        assert list(one) == ["code", "file", "sheet", "cell", "line", "found", "expected", "mend"]
        assert one["file"] == "small.xlsx"
        assert one["expected"]
        assert one["mend"]
        assert split_cell(one["cell"])[1] > 0
        assert one["code"] in CODES
    assert ran.json["faults"][-1]["mend"] == "bedoelt u 'innovatie'?"


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_in_words_on_stderr(spoiled: Path, lang: Lang) -> None:
    ran = inside("check", "small", "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    fault, place = ("fout", "gevonden: veel") if lang == "nl" else ("fault", "found: veel")
    heads = [line for line in ran.err.splitlines() if line.startswith(fault)]
    assert heads == [
        f"{fault} small.xlsx, Effecten!C2 [ambiguous-number]",
        f"{fault} small.xlsx, Herkomst!C2 [empty-cell]",
        f"{fault} small.xlsx, Herkomst!D2 [text-not-number]",
        f"{fault} small.xlsx, Herkomst!C3 [negative]",
        f"{fault} small.xlsx, Instrumenten!C2 [unknown-id]",
    ]
    assert place in ran.err
    assert ("5 fouten." if lang == "nl" else "5 faults.") in ran.err


def test_faults_are_shown_even_when_quiet(spoiled: Path) -> None:
    ran = inside("check", "small", "--quiet")
    assert (ran.code, ran.err.count("fout small.xlsx")) == (2, 5)


def test_a_note_stops_nothing(case: Path) -> None:
    spoil(case, {"Herkomst": {"H2": "bel met piet.jansen@voorbeeld.nl"}})
    ran = inside("check", "small")
    assert ran.code == 0
    assert "let op small.xlsx" in ran.err
    assert "1 opmerking. " in ran.err
    assert "piet" not in ran.err
    assert ran.out.startswith("Geen fouten")
    assert inside("check", "small", "--quiet").err == ""
    assert [one["code"] for one in inside("check", "small", "--json").json["warnings"]] == ["personal-data"]


def test_a_fault_in_a_scenario_shows_before_the_scenario_is_needed(case: Path) -> None:
    rewrite(case, '"source.vvt.2026" = 20_000_000', '"source.vtt.2026" = 20_000_000')
    ran = inside("check", "small", "--json")
    assert (ran.code, ran.codes) == (2, ["unknown-id"])
    assert ran.json["faults"][0]["file"] == "longer source.vtt.2026 [longer]"
    assert ran.json["faults"][0]["mend"] == "bedoelt u 'vvt'?"


BROKEN = {
    "empty": ("", "missing-key", None),
    "syntax": ('[programme\nid = "x"\n', "toml-syntax", 1),
    "open quote": ('a = 1\nb = "x\n', "toml-syntax", 2),
    "twice": ("a = 1\na = 2\n", "toml-duplicate-key", 2),
    "deep": ("x = " + "[" * 5_000, "toml-syntax", 1),
    "a table everywhere": ("programme = []\ngoal = []\neffect = 1\nspace = 'x'\nsource = {}\ninstrument = 5\nrule = 'x'\n", "invalid-value", 1),
    "empty tables": ("[programme]\n[goal]\n[effect]\n[[space]]\n[[source]]\n[[instrument]]\n", "missing-key", None),
    "kinds that are none": ("[[rule]]\nkind = [1]\n[[rule]]\nkind = { a = 1 }\n[[rule]]\n", "unknown-kind", 2),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_programme_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    text, code, line = BROKEN[name]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    ran = inside("check", "broken.toml", "--json")
    assert ran.code == 2
    first = ran.json["faults"][0]
    assert (first["code"], first["line"]) == (code, line)
    assert inside("check", "broken.toml").code == 2


def test_a_broken_programme_file_is_quoted_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('a = 1\nb = "x\n', encoding="utf-8")
    ran = optimiser("check", "broken.toml", cwd=tmp_path)
    assert ran.err.splitlines()[:2] == ["fout broken.toml:2 [toml-syntax]", '    gevonden: b = "x']


@pytest.mark.parametrize("data", ["x = 'é'".encode("latin-1"), "x = 1".encode("utf-16"), b"PK\x03\x04" + bytes(range(128, 256))])
def test_a_programme_file_that_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.toml").write_bytes(data)
    assert inside("check", "odd.toml", "--json").codes == ["toml-encoding"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nope"], "unknown-programme"),
        ([""], "unknown-programme"),
        (["."], "unknown-programme"),
        (["/"], "file-not-found"),
        (["models"], "unknown-programme"),
        (["nope.toml"], "file-not-found"),
        (["../nope/nope.toml"], "file-not-found"),
        (["small", "--input", "nope.xlsx"], "file-missing"),
        (["small", "--input", "inputs"], "file-is-folder"),
        (["small", "--input", "models/small.toml"], "csv-renamed"),
    ],
)
def test_what_is_not_there(case: Path, words: list[str], code: str) -> None:
    ran = inside("check", *words, "--json")
    assert (ran.code, ran.codes) == (2, [code])


def test_a_programme_name_that_is_nearly_right(case: Path) -> None:
    assert inside("check", "smal", "--json").json["faults"][0]["mend"] == "bedoelt u 'small'?"


def test_a_programme_without_its_workbook(case: Path) -> None:
    (case / "inputs" / "small.xlsx").unlink()
    assert inside("check", "small", "--json").codes == ["file-not-found"]


def test_on_a_terminal_of_eighty_columns_faults_stand_in_tables(spoiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "40")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert cli.main(["check", "small"]) == 2
    lines = screen.getvalue().splitlines()
    assert [line.rstrip() for line in lines if line.startswith("fout:")] == [
        "fout: Effecten (small.xlsx)",
        "fout: Herkomst (small.xlsx)",
        "fout: Instrumenten (small.xlsx)",
    ]
    assert any(line.startswith("D2   veel") for line in lines)
    assert max(len(line.rstrip()) for line in lines) <= 80
    assert "[unknown-id]" in screen.getvalue()
    assert lines[-1].startswith("5 fouten.")
