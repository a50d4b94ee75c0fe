"""A process that is killed while it writes a plan over an old one leaves the old file or the new one, byte for byte, never anything else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from optimiser.files import digest
from optimiser.record import to_json
from tests.taz import solved

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
# Reads `language seconds step` and forks a child that writes the plan in that language. The child is killed after those seconds (-1: never)
# and kills itself at that step on files (0: never). Prints its exit code and the steps it took when it was not killed.
WRITER = """
import os, signal, sys, time
from pathlib import Path
from optimiser.record import from_json
from optimiser.reports import plan_book
record, target = from_json(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
for line in sys.stdin:
    lang, seconds, last = line.split()
    seen, told = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0
        def step(event, arguments):
            global steps
            if event == "open" or event.startswith(("os.", "shutil.")):
                steps += 1
                if steps == int(last):
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(step)
        plan_book.write(record, target, lang)
        os.write(told, str(steps).encode())
        os._exit(0)
    os.close(told)
    if float(seconds) >= 0:
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, os.read(seen, 9).decode() or 0, flush=True)
    os.close(seen)
"""
Write = Callable[[str, float, int], tuple[int, int]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash") / "plan.xlsx"


@pytest.fixture(scope="module")
def write(plan: Path) -> Iterator[Write]:
    """Writes the plan in a process of its own: (exit code, steps on files)."""
    record = plan.with_name("record.json")
    record.write_text(to_json(solved()), encoding="utf-8")
    command = [sys.executable, "-c", WRITER, str(record), str(plan)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        told, answers = writer.stdin, writer.stdout

        def go(lang: str, seconds: float = -1, step: int = 0) -> tuple[int, int]:
            told.write(f"{lang} {seconds} {step}\n")
            told.flush()
            code, steps = answers.readline().split()
            return int(code), int(steps)

        yield go


def test_a_plan_whose_writer_is_killed_is_the_old_one_or_the_new_one(plan: Path, write: Write) -> None:
    steps = {lang: write(lang, -1, 0)[1] for lang in ("en", "nl")}["nl"]
    old, before = plan.read_bytes(), digest(plan)
    assert write("en", -1, 0)[0] == 0
    after = digest(plan)
    assert before != after
    dice = random.Random(7)
    # Ten moments by the clock, and ten steps on files: those of the last ones are where the target changes.
    moments = [(dice.uniform(0, 0.5), 0) for _ in range(10)]
    moments += [(-1.0, step) for step in (*dice.sample(range(1, steps - 6), 4), *range(steps - 5, steps + 1))]
    found = set()
    for seconds, step in moments:
        plan.write_bytes(old)
        code, _ = write("en", seconds, step)
        assert code == -signal.SIGKILL or (code == 0 and step == 0)
        assert digest(plan) in (before, after), (seconds, step)
        found.add(digest(plan))
        left = [one for one in plan.parent.iterdir() if one.name not in ("plan.xlsx", "record.json")]
        assert all(one.name.startswith(".plan.") for one in left)
        for one in left:
            one.unlink()
    assert found == {before, after}
