"""What a file means does not depend on the machine: other language, time zone, encoding and hash seed, the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import small
from tests.commands.running import optimiser, small_case

MODEL = "models/small.toml"
LOCALES = {"LC_ALL": ("C", "tr_TR.UTF-8")}
MACHINES: dict[str, dict[str, str]] = {
    **{f"LC_ALL={name}": {"LC_ALL": name, "LANG": name} for name in LOCALES["LC_ALL"]},
    "TZ=Asia/Tokyo": {"TZ": "Asia/Tokyo"},
    "no UTF-8 mode": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
    "stdout in cp1252": {"PYTHONIOENCODING": "cp1252"},
    "another hash seed": {"PYTHONHASHSEED": "12345"},
}


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / "reports").rglob("*")) if path.is_file()}


def told(folder: Path, **machine: str) -> tuple[str, str, dict[str, bytes]]:
    """What check and solve print as JSON, and every file of the run."""
    checked = optimiser("check", MODEL, "--json", cwd=folder, **machine)
    ran = optimiser("solve", MODEL, "--json", cwd=folder, **machine)
    assert (checked.code, ran.code) == (0, 0)
    return checked.out, ran.out, written(folder)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, dict[str, bytes]]:
    return told(small_case(tmp_path_factory.mktemp("here") / "small"))


@pytest.mark.parametrize("machine", MACHINES)
def test_the_same_case_gives_the_same_bytes_on_any_machine(here: tuple[str, str, dict[str, bytes]], tmp_path: Path, machine: str) -> None:
    # A locale that the machine does not have counts as C: that is a case of its own, not one to skip.
    assert told(small_case(tmp_path / "small"), **MACHINES[machine]) == here


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_json_is_utf_8_whatever_the_terminal_is(tmp_path: Path, encoding: str) -> None:
    folder = small_case(tmp_path / "small")
    sheets = small.rows()
    sheets["Herkomst"][1][2] = "\u20ac 5 \u2264 \u0131"
    small.write(folder / "bad.xlsx", sheets)
    ran = optimiser("check", MODEL, "--input", "bad.xlsx", "--json", cwd=folder, PYTHONIOENCODING=encoding)
    assert ran.json["faults"][0]["found"] == "\u20ac 5 \u2264 \u0131"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_terminal_that_lacks_a_sign_shows_the_rest(tmp_path: Path, encoding: str) -> None:
    folder = small_case(tmp_path / "small")
    ran = optimiser("solve", MODEL, cwd=folder, PYTHONIOENCODING=encoding)
    assert ran.code == 0
    assert "BEWEZEN" in ran.out
    assert "plan.xlsx" in ran.out


def test_a_name_with_letters_of_all_kinds_is_a_name(tmp_path: Path) -> None:
    folder = small_case(tmp_path / "Rapport \u20ac \u015f\u0131 e\u0301")
    assert optimiser("solve", MODEL, "--json", cwd=folder, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").code == 0
    assert optimiser("solve", MODEL, "--out", "uit \u00e9\u0131", "--json", cwd=folder, PYTHONUTF8="1").code == 0
    assert (folder / "uit \u00e9\u0131" / "plan.xlsx").is_file()


def test_the_turkish_i_is_an_i(tmp_path: Path) -> None:
    # in Turkish the capital of i is another letter; ids compare as on any machine
    folder = small_case(tmp_path / "small")
    ran = optimiser("check", MODEL, "--json", cwd=folder, LC_ALL="tr_TR.UTF-8")
    assert ran.json["status"] == "ok"
