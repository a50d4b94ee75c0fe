"""The command line itself: help, languages, exit codes, pipes and colours, and what happens when something of ours breaks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from optimiser import __version__, cli
from optimiser.commands import COMMANDS, check
from optimiser.language import LANGS, Lang
from tests.commands.running import ROOT, inside, optimiser, small_case

COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-8]|9[0-7])(?:;[0-9]+)*m")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small programme in the folder one stands in."""
    folder = small_case(tmp_path / "small")
    monkeypatch.chdir(folder)
    return folder


def test_help_is_dutch_unless_asked_otherwise(tmp_path: Path) -> None:
    dutch, english = optimiser("--help", cwd=tmp_path), optimiser("--help", "--lang", "en", cwd=tmp_path)
    assert (dutch.code, english.code) == (0, 0)
    assert all(word in dutch.out for word in ("gebruik:", "opdrachten:", "bereken", "toon deze hulp", "exitcodes: 0 klaar"))
    assert all(word in english.out for word in ("usage:", "commands:", "solve", "show this help", "exit codes: 0 done"))
    for word in ("usage:", "options:", "show this"):
        assert word not in dutch.out


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    ran = optimiser(cwd=tmp_path)
    assert (ran.code, "gebruik:" in ran.out) == (0, True)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [*COMMANDS, *COMMANDS.values()])
def test_every_command_and_alias_has_help_in_both_languages(name: str, lang: Lang) -> None:
    ran = inside(name, "--help", "--lang", lang)
    own = next(one for one, alias in COMMANDS.items() if name in (one, alias))
    assert ran.code == 0
    assert cli.SUMMARY[own][lang] in " ".join(ran.out.split())
    assert ("gebruik:" in ran.out, "usage:" in ran.out) == (lang == "nl", lang == "en")
    for other in set(LANGS) - {lang}:
        assert cli.SUMMARY[own][other] not in " ".join(ran.out.split())


def test_languages_do_not_stick_in_one_process() -> None:
    assert [inside("solve", "-h", "--lang", lang).out.split(":")[0] for lang in ("nl", "en", "nl")] == ["gebruik", "usage", "gebruik"]


def test_the_version(tmp_path: Path) -> None:
    assert optimiser("--version", cwd=tmp_path).out == f"taz-optimiser {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["slove"], "bedoelt u 'solve'?"),
        (["contoleer"], "bedoelt u 'controleer'?"),
        (["xyz"], "ongeldige keuze: 'xyz'"),
        (["--lang", "en", "chekc"], "did you mean 'check'?"),
        (["solve", "--nope"], "onbekende argumenten: --nope"),
        (["solve", "--scen", "base"], "onbekende argumenten: --scen"),
        (["solve", "taz", "taz"], "onbekende argumenten: taz"),
        (["solve", "--unit", "x"], "--unit: ongeldige waarde: 'x'"),
        (["solve", "--unit"], "--unit: verwacht één waarde"),
        (["solve", "--json=1"], "--json: hier hoort geen waarde bij: '1'"),
        (["score"], "deze argumenten ontbreken: PLAN.xlsx"),
        (["score", "--lang", "en"], "the following arguments are required: PLAN.xlsx"),
        (["--lang", "de"], "--lang: ongeldige keuze: 'de'"),
        (["check", "--lang"], "--lang: verwacht één waarde"),
    ],
)
def test_a_wrong_command_line_is_exit_2_and_says_why(words: list[str], said: str) -> None:
    ran = inside(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_language_may_stand_before_or_after_the_command(place: str, case: Path) -> None:
    words = ["--lang", "en", "check", "small"] if place == "before" else ["check", "small", "--lang=en"]
    assert inside(*words).out.startswith("No faults:")


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1", "TERM": "xterm"}, True), ({"FORCE_COLOR": "1", "TERM": "xterm", "NO_COLOR": "1"}, False)],
    ids=["pipe", "terminal", "no-color"],
)
def test_colours_only_where_a_terminal_wants_them(tmp_path: Path, env: dict[str, str], coloured: bool) -> None:
    ran = optimiser("check", "nope", cwd=tmp_path, **env)
    assert bool(COLOUR.search(ran.err)) == coloured
    assert "unknown-programme" in ran.err


def test_an_ascii_only_terminal_changes_signs_but_breaks_nothing(case: Path) -> None:
    assert optimiser("check", "nöpe", cwd=case, LC_ALL="C").code == 2
    ran = optimiser("solve", "small", cwd=case, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.code, ran.out.isascii()) == (0, True)
    assert "BEWEZEN BESTE PLAN" in ran.out


@pytest.mark.parametrize(
    ("words", "code"),
    [(["explain"], 0), (["check", "small", "--input", "empty.xlsx"], 2), (["check", "small", "--input", "empty.xlsx", "--json"], 2)],
)
def test_a_reader_who_walks_away_changes_neither_the_exit_code_nor_leaves_a_traceback(case: Path, words: list[str], code: int) -> None:
    inside("template", "small", "--out", "empty.xlsx")
    command = [sys.executable, "-m", "optimiser", *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    # faults go to stderr, everything else to stdout: neither has a reader
    broken, gone = os.pipe()
    os.close(broken)
    done = subprocess.run(command, cwd=case, env=env, stdout=gone, stderr=gone, timeout=60, check=False)
    os.close(gone)
    assert done.returncode == code


def test_what_a_person_typed_cannot_steer_the_terminal(case: Path) -> None:
    (case / "odd.toml").write_text('name = "\x1b[2J\u202e"\n', encoding="utf-8")
    ran = optimiser("check", "odd.toml", cwd=case)
    assert ran.code == 2
    assert "\x1b" not in ran.err + ran.out
    assert "\\x1b[2J\\u202e" in ran.err


class ProofFailed(RuntimeError):
    """Named as the one in `case.py`: the command line goes by the name, so that it need not import it."""


class SolverStopped(RuntimeError):
    """As the one in `lp/stages.py`."""


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ProofFailed("growth-path 2025"), 4, "Een controle of bewijs mislukte (growth-path 2025)"),
        (SolverStopped("Time limit"), 4, "De oplosser stopte zonder uitkomst (Time limit)"),
        (ZeroDivisionError("by zero"), 1, "Er ging iets mis in het programma zelf (ZeroDivisionError: by zero)"),
        (KeyboardInterrupt(), 130, "Afgebroken"),
    ],
)
def test_what_breaks_on_our_side_has_its_own_exit_code_and_no_traceback(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> int:
        raise error

    monkeypatch.setattr(check, "run", fail)
    monkeypatch.delenv("OPTIMISER_DEBUG", raising=False)
    assert cli.main(["check"]) == code
    assert said in capsys.readouterr().err


def test_whoever_looks_for_the_cause_gets_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(check, "run", fail)
    monkeypatch.setenv("OPTIMISER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["check"])


def test_nothing_heavy_is_imported_for_help(tmp_path: Path) -> None:
    watch = "import sys; from optimiser import cli; cli.main(['solve', '-h']); print(sorted({'numpy', 'highspy', 'pulp', 'openpyxl', 'rich', 'pydantic'} & set(sys.modules)))"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", watch], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[-1] == "[]"
