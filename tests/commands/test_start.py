"""`optimiser start`: the first five minutes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimiser.language import LANGS, Lang
from tests.commands.running import inside, optimiser

COMMAND = re.compile(r"optimiser ([a-z-]+(?: [^\s]+)*)")


def commands(guide: Path) -> list[list[str]]:
    """The commands that a guide tells its reader to give."""
    return [match.split() for match in COMMAND.findall(guide.read_text(encoding="utf-8"))]


def test_the_guides_commands_run_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = optimiser("start", "work", cwd=tmp_path)
    assert made.code == 0
    folder = tmp_path / "work"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        "models/taz.toml",
        "inputs/taz-2023-2025.xlsx",
        "LEESMIJ.txt",
    }
    given = commands(folder / "LEESMIJ.txt")
    assert [words[0] for words in given] == [
        "check",
        "solve",
        "solve",
        "solve",
        "compare",
        "score",
        "repair",
        "diff",
        "report",
        "explain",
    ]
    for words in given[:2]:
        assert optimiser(*words, cwd=folder).code == 0, words
    monkeypatch.chdir(folder)
    for words in given[2:]:
        assert inside(*words).code == 0, words
    assert (folder / "reports/taz/base/plan.xlsx").is_file()
    assert (folder / "reports/taz/no-growth-path/plan.xlsx").is_file()


def test_the_english_guide_gives_the_same_commands_with_their_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inside("start", "nl")
    inside("start", "en", "--lang", "en")
    dutch, english = commands(tmp_path / "nl/LEESMIJ.txt"), commands(tmp_path / "en/README.txt")
    assert all(words[1:3] == ["--lang", "en"] for words in english)
    assert [[word for word in words if word not in ("--lang", "en")] for words in english] == dutch
    monkeypatch.chdir(tmp_path / "en")
    assert inside(*english[0]).out.startswith("No faults")
    assert "Growth path" in inside(*english[-1]).out


def test_another_programme_is_named_in_its_guide(case: Path) -> None:
    assert inside("start", "--programme", "small", "new").code == 0
    given = commands(case / "new" / "LEESMIJ.txt")
    assert given[0] == ["check", "small"]
    assert given[2] == ["solve", "small", "--scenario", "no-growth"]
    assert given[-1] == ["explain", "--programme", "small", "growth-path"]
    assert inside("check", "new/models/small.toml").code == 0


def test_a_programme_with_nothing_to_suggest_has_a_guide_too(case: Path) -> None:
    model = case / "models" / "small.toml"
    text = model.read_text(encoding="utf-8").replace("growth-path", "aandeel").split("[[scenario]]")[0]
    model.write_text(text, encoding="utf-8")
    assert inside("start", "--programme", "small", "new").code == 0
    given = commands(case / "new" / "LEESMIJ.txt")
    assert given[2:4] == [["solve", "small", "--scenario", "base"], ["solve", "small", "--set", "source.breed=*0.9"]]
    assert given[-1][-1] == "balance"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("standing", ["models/taz.toml", "inputs/taz-2023-2025.xlsx", "guide"])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standing: str, lang: Lang) -> None:
    monkeypatch.chdir(tmp_path)
    name = {"nl": "LEESMIJ.txt", "en": "README.txt"}[lang] if standing == "guide" else standing
    there = tmp_path / name
    there.parent.mkdir(exist_ok=True)
    there.write_text("mine", encoding="utf-8")
    ran = inside("start", "--lang", lang)
    assert ran.code == 2
    assert "target-exists" in ran.err
    assert name in ran.err
    assert there.read_text(encoding="utf-8") == "mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [there]


def test_a_second_start_in_the_same_folder_names_everything_that_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert inside("start").code == 0
    ran = inside("start")
    assert (ran.code, ran.err.count("[target-exists]")) == (2, 3)


@pytest.mark.parametrize(
    ("words", "code"), [(["file"], "target-unwritable"), (["file/deeper"], "target-unwritable"), (["--programme", "nope"], "unknown-programme")]
)
def test_where_nothing_can_be_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ran = inside("start", *words)
    assert (ran.code, f"[{code}]" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]
