"""Every command that writes, killed at every step it takes on files: each file is then the old one or the new one, byte for byte, or not there yet."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimiser.template import write_book
from tests import small
from tests.commands.running import ROOT, inside, small_case

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
# Reads one JSON line a run: folder, words, and the step at which the child kills itself (0: never). Steps are those that change something on disk.
RUNNER = """
import json, os, signal, sys
import optimiser.commands.solve, optimiser.run, optimiser.writing
from optimiser import cli
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "shutil.")
for line in sys.stdin:
    folder, words, last = json.loads(line)
    seen, told = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0
        def step(event, arguments):
            global steps
            writes = event == "open" and len(arguments) > 2 and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if writes and str(arguments[0]).startswith("/dev/"):
                return
            if writes or event.startswith(CHANGES):
                steps += 1
                if steps == last:
                    os.kill(os.getpid(), signal.SIGKILL)
        os.chdir(folder)
        sys.stdout = sys.stderr = open(os.devnull, "w")
        sys.addaudithook(step)
        code = cli.main(words)
        os.write(told, f"{code} {steps}".encode())
        os._exit(0)
    os.close(told)
    os.waitpid(child, 0)
    print(os.read(seen, 30).decode() or "killed", flush=True)
    os.close(seen)
"""
# name -> the words; `solve` stands for an older run in the same folder, in the other language, so that every file differs.
COMMANDS = {
    "start": ["start", "new", "--programme", "models/small.toml"],
    "template": ["template", "models/small.toml", "--out", "empty.xlsx"],
    "check": ["check", "models/small.toml", "--input", "bad.xlsx", "--report", "report.xlsx"],
    "solve": ["solve", "models/small.toml", "--unit", "1"],
    "conflict": ["solve", "models/small.toml", "--set", "rule.growth-path.2025=0.99", "--out", "reports/small/base"],
    "save-lp": ["solve", "models/small.toml", "--save-lp", "old.lp"],
    "repair": ["repair", "reports/small/base/plan.xlsx"],
    "export": ["export", "reports/small/base/plan.xlsx", "--to", "csv", "--out", "csv"],
    "archive": ["export", "reports/small/base/plan.xlsx", "--to", "archive", "--out", "kept"],
    "tables": ["tables", "reports/small/base/plan.xlsx"],
    "diff": ["diff", "inputs/small.xlsx", "other.xlsx", "--out", "differences", "--programme", "models/small.toml"],
    "compare": ["compare", "base", "reports/small/base/plan.xlsx", "--programme", "models/small.toml", "--out", "side"],
    "alternatives": ["alternatives", "models/small.toml", "--count", "2", "--write", "--out", "others"],
    "sweep": ["sweep", "models/small.toml", "--set-range", "rule.growth-path.2025=0.5:0.6", "--points", "2", "--out", "swept"],
    "frontier": ["frontier", "models/small.toml", "--set-range", "rule.growth-path.2025=0.5:0.6", "--points", "2", "--out", "limit"],
    "stress": ["stress", "models/small.toml", "--only", "draws", "--draws", "20", "--scenarios", "2", "--out", "stressed"],
    "report": ["report", "models/small.toml", "--out", "page.html"],
    "adopt": ["adopt", "reports/small/base/plan.xlsx", "--phase", "owb", "--budget-year", "2025", "--date", "2024-09-17"],
    "merge": ["merge", "inputs/small.xlsx", "mine.xlsx", "inputs/small.xlsx", "--out", "merged.xlsx"],
    "migrate": ["migrate", "typed.xlsx", "--out", "new.xlsx", "--programme", "models/small.toml"],
}
WRITES_NOTHING = {"score", "verify", "explain", "prices"}


class Runner:
    """A process that runs commands in children of its own, from loaded modules."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, folder: Path, words: list[str], step: int = 0) -> str:
        """`exit-code steps`, or `killed`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(folder), words, step]) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with subprocess.Popen(
        [sys.executable, "-c", RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as process:
        yield Runner(process)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything that is written stands there already, otherwise."""
    folder = small_case(tmp_path_factory.mktemp("old") / "small")
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder)
        inside("solve", "models/small.toml", "--lang", "en", "--quiet")
        write_book(folder / "mine.xlsx", small.programme(), small.figures(), "nl")
    sheets = small.rows()
    small.write(folder / "typed.xlsx", sheets)
    sheets["Herkomst"][1][2] = 90_000_000
    small.write(folder / "other.xlsx", sheets)
    sheets["Herkomst"][1][2] = "veel"
    small.write(folder / "bad.xlsx", sheets)
    (folder / "old.lp").write_text("old", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def is_temporary(path: str) -> bool:
    """A name that nobody takes for a result: it, or a folder it is in, starts with a point."""
    return any(part.startswith(".") for part in path.split("/"))


def is_whole_so_far(path: str, data: bytes, after: dict[str, bytes]) -> bool:
    """A journal with the first of several new entries, each whole; or a whole piece of work that `--resume` goes on from."""
    if "/pieces/" in path:
        return zipfile.is_zipfile(io.BytesIO(data)) and zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    return path.endswith(".jsonl") and data.endswith(b"\n") and after[path].startswith(data)


def test_every_command_that_writes_is_killed_here() -> None:
    from optimiser.commands import COMMANDS as ALL

    assert {words[0] for words in COMMANDS.values()} == set(ALL) - WRITES_NOTHING


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_while_it_writes_leaves_old_or_new_and_nothing_in_between(runner: Runner, old: Path, tmp_path: Path, name: str) -> None:
    before, words = tree(old), COMMANDS[name]
    whole = tmp_path / "whole"
    shutil.copytree(old, whole)
    code, steps = map(int, runner.run(whole, words).split())
    after = tree(whole)
    assert code in (0, 2, 3), code
    assert after != before
    assert not any(is_temporary(path) for path in after)
    states = set()
    # Every step of the last ones, where the targets change, and some of the others.
    for step in sorted({*range(1, steps, max(1, steps // 2)), *range(max(1, steps - 3), steps + 1)}):
        folder = tmp_path / str(step)
        shutil.copytree(old, folder)
        assert runner.run(folder, words, step) == "killed"
        found = {path: data for path, data in tree(folder).items() if not is_temporary(path)}
        for path, data in found.items():
            assert data in (before.get(path), after.get(path)) or is_whole_so_far(path, data, after), (step, path)
        assert all(path in found for path in before if path in after), step
        states.add(found == before)
        shutil.rmtree(folder)
    assert True in states, "no step came before the first change"


def test_solving_again_after_a_crash_gives_what_solving_at_once_gives(runner: Runner, old: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(old, whole)
    steps = int(runner.run(whole, COMMANDS["solve"]).split()[1])
    for step in (steps // 2, steps - 1):
        folder = tmp_path / str(step)
        shutil.copytree(old, folder)
        assert runner.run(folder, COMMANDS["solve"], step) == "killed"
        runner.run(folder, COMMANDS["solve"])
        assert {path: data for path, data in tree(folder).items() if not is_temporary(path)} == tree(whole)


def test_the_killer_kills(runner: Runner, old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    shutil.copytree(old, folder)
    assert runner.run(folder, COMMANDS["template"], 1) == "killed"
    assert tree(folder) == tree(old)
