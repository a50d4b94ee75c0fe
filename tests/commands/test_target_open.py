"""A target that is open elsewhere, read-only or on a full disk: the run stands beside it and says so, or nothing is written at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from optimiser.files import HeldElsewhere, beside, is_open, remove, replace_bytes
from tests.commands.running import ROOT, Ran, inside

MARKS = ["~$plan.xlsx", ".~lock.plan.xlsx#"]
FOLDER = Path("reports/small/base")
PLAN, OTHER = FOLDER / "plan.xlsx", FOLDER / "plan (2).xlsx"


def solved(*words: str) -> Ran:
    return inside("solve", "models/small.toml", *words)


@pytest.fixture
def planned(case: Path) -> bytes:
    """A plan that stands there already, in English."""
    assert solved("--lang", "en").code == 0
    return PLAN.read_bytes()


@pytest.mark.parametrize("mark", MARKS, ids=["excel", "libreoffice"])
def test_a_plan_that_is_open_stays_and_the_new_one_stands_beside_it(planned: bytes, mark: str) -> None:
    (FOLDER / mark).write_bytes(b"")
    ran = solved()
    assert ran.code == 0
    assert "plan.xlsx staat ergens open" in ran.out
    assert "'plan (2).xlsx'" in ran.out
    assert PLAN.read_bytes() == planned
    assert inside("verify", str(OTHER)).code == 0
    assert "open elsewhere" in solved("--lang", "en").out
    assert (FOLDER / "plan (3).xlsx").is_file()


def test_json_names_the_file_that_was_written_and_why(planned: bytes) -> None:
    (FOLDER / MARKS[0]).write_bytes(b"")
    data = solved("--json").json
    assert Path(data["files"]["plan"]) == OTHER
    assert ["plan (2).xlsx" in one.get("text", "") for one in data["warnings"]] == [True]


def test_it_is_said_even_when_asked_to_be_quiet(planned: bytes) -> None:
    (FOLDER / MARKS[0]).write_bytes(b"")
    ran = solved("--quiet")
    assert (ran.code, ran.out) == (0, "")
    assert "plan (2).xlsx" in ran.err


def test_a_target_that_windows_holds_is_treated_alike(planned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "plan.xlsx":
            raise PermissionError(13, "used by another process")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert Path(solved("--json").json["files"]["plan"]) == OTHER
    assert PLAN.read_bytes() == planned
    assert sorted(one.name for one in FOLDER.iterdir() if one.name.startswith(".")) == []


def test_a_read_only_plan_is_treated_alike(planned: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "plan.xlsx" and real(path, mode))
    assert Path(solved("--json").json["files"]["plan"]) == OTHER
    assert PLAN.read_bytes() == planned


def test_without_a_mark_or_a_plan_nothing_is_moved(case: Path) -> None:
    assert Path(solved("--json").json["files"]["plan"]) == PLAN
    # a mark that a crash of Excel left behind, without the workbook itself
    PLAN.unlink()
    (FOLDER / MARKS[0]).write_bytes(b"")
    assert Path(solved("--json").json["files"]["plan"]) == PLAN


def test_a_conflict_does_not_stand_beside_an_older_plan_that_is_open(planned: bytes) -> None:
    (FOLDER / MARKS[0]).write_bytes(b"")
    before = {path.name for path in FOLDER.iterdir()}
    ran = solved("--set", "rule.growth-path.2025=0.99", "--out", str(FOLDER), "--json")
    assert (ran.code, ran.codes) == (2, ["target-unwritable"])
    assert "plan.xlsx" in ran.json["faults"][0]["mend"]
    assert {path.name for path in FOLDER.iterdir()} == before
    assert PLAN.read_bytes() == planned


def test_a_conflict_workbook_that_is_open_stays_too(case: Path) -> None:
    words = ("--set", "rule.growth-path.2025=0.99", "--out", "out")
    assert solved(*words).code == 3
    Path("out/.~lock.conflict.xlsx#").write_bytes(b"")
    ran = solved(*words)
    assert ran.code == 3
    assert "conflict (2).xlsx" in ran.err
    assert Path("out/conflict (2).xlsx").is_file()


@pytest.mark.skipif(os.name == "nt", reason="limits and /proc are of Unix")
@pytest.mark.parametrize(
    ("words", "target"),
    [
        (("solve", "models/small.toml"), "reports/small/base/plan.xlsx"),
        (("template", "models/small.toml", "--out", "empty.xlsx"), "empty.xlsx"),
        (("export", "reports/small/base/plan.xlsx", "--to", "csv", "--out", "csv"), "csv"),
    ],
    ids=["solve", "template", "export"],
)
def test_a_full_disk_is_a_fault_and_the_old_file_is_whole(planned: bytes, words: tuple[str, ...], target: str) -> None:
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)); from optimiser import cli; sys.exit(cli.main(sys.argv[1:]))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 2, done
    assert "target-unwritable" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.split("/")[-1] in done.stderr or "runs" in done.stderr
    for path, data in before.items():
        assert path.read_bytes() == data
    assert [path for path in Path().rglob("*") if path.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that even root cannot write to")
@pytest.mark.parametrize("command", ["solve", "template"])
def test_a_folder_that_cannot_be_written_is_a_fault(case: Path, command: str) -> None:
    out = "/proc/self/out" if command == "solve" else "/proc/self/empty.xlsx"
    ran = inside(command, "models/small.toml", "--out", out)
    assert ran.code == 2
    assert "target-unwritable" in ran.err


def test_a_free_name_is_found_and_marks_are_known(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert not is_open(path)
    assert beside(path).name == "plan (2).xlsx"
    (tmp_path / "plan (2).xlsx").touch()
    (tmp_path / "~$plan (3).xlsx").touch()
    assert beside(path).name == "plan (4).xlsx"
    assert is_open(tmp_path / "plan (3).xlsx")


def test_what_cannot_be_removed_is_a_fault(tmp_path: Path) -> None:
    remove(tmp_path / "absent")
    with pytest.raises(Exception, match="target-unwritable"):
        remove(tmp_path)


def test_only_the_target_being_held_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.xlsx").touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(HeldElsewhere):
        replace_bytes(tmp_path / "plan.xlsx", b"x")
