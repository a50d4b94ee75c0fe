"""What a long command shows while it runs, and what it says when memory runs out."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from optimiser import run
from optimiser.busy import Extent
from optimiser.cli import main
from tests.commands.running import ROOT

NOW = "import sys, optimiser.views.busy_line as b; b.AFTER = 0.0; from optimiser.cli import entry; sys.argv = ['optimiser', *sys.argv[1:]]; entry()"


def on_a_terminal(folder: Path, *words: str) -> tuple[str, str]:
    """(stdout, what a terminal on stderr was sent) of a command that takes every second for a long one."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.Popen([sys.executable, "-c", NOW, *words], cwd=folder, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    sent = b""
    try:
        while part := os.read(ours, 4096):
            sent += part
    except OSError:
        # The other end was closed: that is how a terminal says that it is over.
        pass
    os.close(ours)
    out, _ = done.communicate()
    return out.decode(), sent.decode()


def test_a_terminal_is_told_every_stage_of_a_solve_and_left_empty(tmp_path: Path) -> None:
    out, sent = on_a_terminal(tmp_path, "solve", "taz", "--out", "plan")
    stages = ["model en werkboek lezen", "opbouwen", "oplossen", "bewijzen", "kiezen", "afronden", "schrijven", "teruglezen en narekenen"]
    places = [sent.rfind(stage) for stage in stages]
    assert -1 not in places
    assert places == sorted(places)
    assert sent.endswith("\r")
    assert not sent.split("\r")[-2].strip()
    assert "lezen …" not in out


@pytest.mark.parametrize(
    ("words", "stages"),
    [
        (("explain", "growth-path"), ["oplossen", "afronden"]),
        (("prices", "stagefonds"), ["model en werkboek lezen", "oplossen", "zonder regel ", "grenzen een stap verzetten: 0 van "]),
    ],
)
def test_a_terminal_is_told_what_is_asked_after_the_solve_too(tmp_path: Path, words: tuple[str, ...], stages: list[str]) -> None:
    out, sent = on_a_terminal(tmp_path, *words)
    places = [sent.find(stage) for stage in stages]
    assert -1 not in places
    assert places == sorted(places)
    assert not sent.split("\r")[-2].strip()
    assert "stap verzetten" not in out


def test_quiet_and_quick_commands_show_nothing(tmp_path: Path) -> None:
    assert on_a_terminal(tmp_path, "solve", "taz", "--out", "plan", "--quiet")[1] == ""
    done = subprocess.run(
        [sys.executable, "-c", NOW, "check", "taz"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert "lezen …" not in done.stderr


@pytest.mark.parametrize(("lang", "word"), [("nl", "Te weinig geheugen"), ("en", "Out of memory")])
def test_out_of_memory_says_how_large_the_program_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    def full(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr("optimiser.case.at_best", full)
    monkeypatch.setattr(run, "score_references", lambda *given: {})
    assert main(["solve", "taz", "--lang", lang, "--out", str(tmp_path / "plan")]) == 1
    said = capsys.readouterr().err
    assert word in said
    assert " MB" in said
    assert {"nl": "Er is niets geschreven.", "en": "Nothing was written."}[lang] in said
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    ("lang", "size", "word"), [("nl", "60.123 plaatsen", "Al geschreven, en heel"), ("en", "60,123 places", "Written before that, and whole")]
)
def test_out_of_memory_names_the_files_that_are_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, size: str, word: str
) -> None:
    def full(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr("optimiser.writing._refutation", full)
    monkeypatch.setattr("optimiser.busy.extent", lambda: Extent(60_123, 93_186, 11_548))
    assert main(["solve", "taz", "--lang", lang, "--out", str(tmp_path / "plan")]) == 1
    said = capsys.readouterr().err
    assert size in said
    there = said.partition(word)[2]
    assert [name for name in ("plan.xlsx", "certificate.json", "rules.md", "record.json") if (tmp_path / "plan" / name).as_posix() not in there] == []
