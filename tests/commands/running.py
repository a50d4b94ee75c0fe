"""Runs `optimiser` the way a person does, and in one process where many cases are wanted."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimiser import cli, troubles
from optimiser.template import write_book
from tests import small

ROOT = Path(__file__).parents[2]
OURS = ("Traceback", troubles.BUG.nl[:40], troubles.BUG.en[:40])


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """The codes of all faults in the JSON output."""
        return [one["code"] for one in self.json["faults"]]


def optimiser(*words: str, cwd: Path, **env: str) -> Ran:
    """`python -m optimiser ...` in a process of its own; never a traceback, never a fault of ours."""
    clean = {key: value for key, value in os.environ.items() if key not in ("OPTIMISER_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        [sys.executable, "-m", "optimiser", *words],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return _sound(Ran(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")))


def inside(*words: str) -> Ran:
    """The same in this process and folder: for many cases in little time."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(words)
    return _sound(Ran(code, out.getvalue(), err.getvalue()))


def _sound(ran: Ran) -> Ran:
    assert ran.code in (0, 2, 3, 4), ran
    for sign in OURS:
        assert sign not in ran.err + ran.out, ran
    return ran


def small_case(folder: Path) -> Path:
    """A folder as `start` makes it, with the small programme of the tests."""
    (folder / "models").mkdir(parents=True)
    (folder / "inputs").mkdir()
    (folder / "models" / "small.toml").write_bytes(small.TOML.read_bytes())
    write_book(folder / "inputs" / "small.xlsx", small.programme(), small.figures(), "nl")
    return folder
