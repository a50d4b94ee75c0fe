"""A process that is killed while it writes a plan over an old one leaves the old file or the new one, byte for byte, never anything else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import optimiser
from optimiser.files import digest
from optimiser.record import to_json

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
KILLS = 12
# Reads `language n` and forks a child that writes the plan in that language; the child kills itself at its n-th step on files (0: never).
# Prints the child's process id when it starts, then its exit status and how many steps it took.
WRITER = """
import os, signal, sys
from pathlib import Path
from optimiser.record import from_json
from optimiser.reports import plan_book
record, target = from_json(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
plan_book.write(record, target, "nl")
print("ready", flush=True)
for line in sys.stdin:
    lang, stop = line.split()
    seen, told = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0
        def step(event, arguments):
            global steps
            if event == "open" or event.startswith(("os.", "shutil.")):
                steps += 1
                if steps == int(stop):
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(step)
        plan_book.write(record, target, lang)
        os.write(told, str(steps).encode())
        os._exit(0)
    print(child, flush=True)
    os.close(told)
    status = os.waitpid(child, 0)[1]
    print(os.waitstatus_to_exitcode(status), os.read(seen, 9).decode() or 0, flush=True)
    os.close(seen)
"""
Write = Callable[..., tuple[int, int]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="module")
def write(folder: Path) -> Iterator[Write]:
    """Writes the plan in a process of its own, killed after some seconds or at a step on files: (exit code, steps taken)."""
    (folder / "record.json").write_text(to_json(optimiser.solve("taz")), encoding="utf-8")
    command = [sys.executable, "-c", WRITER, str(folder / "record.json"), str(folder / "plan.xlsx")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        lines_in, lines_out = writer.stdin, writer.stdout
        assert lines_out.readline() == "ready\n"

        def go(lang: str, after: float | None = None, step: int = 0) -> tuple[int, int]:
            lines_in.write(f"{lang} {step}\n")
            lines_in.flush()
            child = int(lines_out.readline())
            if after is not None:
                time.sleep(after)
                os.kill(child, signal.SIGKILL)  # a child that is done is gone: its parent has waited for it
            code, steps = lines_out.readline().split()
            return int(code), int(steps)

        yield go
        lines_in.close()


def whole(folder: Path, write: Write, **killed: float) -> tuple[bool, bool]:
    """An old plan in Dutch, then one in English killed: (was it killed, is the target the new one); fails when it is neither."""
    plan = folder / "plan.xlsx"
    assert write("en")[0] == 0
    new = digest(plan)
    assert write("nl")[0] == 0
    old = digest(plan)
    assert old != new
    code, _ = write("en", **killed)
    assert digest(plan) in (old, new)
    for one in folder.glob(".plan.*"):
        one.unlink()
    assert sorted(one.name for one in folder.iterdir()) == ["plan.xlsx", "record.json"]
    return code == -signal.SIGKILL, digest(plan) == new
