"""The same outcomes on any number of cores, whatever becomes of the copies of this process that work on the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from optimiser.faults import Fault, Refused
from optimiser.lp import cores
from optimiser.lp.cores import each

COPIED = pytest.mark.skipif(not cores.COPIES, reason="only where processes are copied")


def children() -> list[str]:
    return Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text(encoding="ascii").split()


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 11])
@pytest.mark.parametrize("many", [1, 2, 3, 5])
def test_every_part_in_order(count: int, many: int, copies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "COPIES", copies and cores.COPIES)
    assert each(lambda part: part * 2, range(count), many) == [2 * part for part in range(count)]


@COPIED
def test_the_other_cores_have_processes_of_their_own_that_leave_nothing() -> None:
    processes = each(lambda _: os.getpid(), range(6), 3)
    assert processes[::3] == [os.getpid()] * 2
    assert len(set(processes)) == 3
    assert processes[1] == processes[4]
    assert children() == []


@COPIED
def test_more_than_a_pipe_holds_comes_over() -> None:
    made = each(lambda part: np.full(300_000, part, dtype=float), range(4), 2)
    assert [float(one.sum()) for one in made] == [300_000.0 * part for part in range(4)]


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("where", [0, 1, 3])
def test_what_the_work_raises_is_raised_here(where: int, copies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "COPIES", copies and cores.COPIES)

    def work(part: int) -> int:
        if part == where:
            raise Refused([Fault("sheet", "", "Blad", "B2", "fout", "mistake")])
        return part

    with pytest.raises(Refused) as raised:
        each(work, range(4), 2)
    assert raised.value.faults[0].code == "sheet"
    if cores.COPIES:
        assert children() == []


@COPIED
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_share_of_a_copy_that_dies_is_done_here(how: signal.Signals) -> None:
    here = os.getpid()

    def work(part: int) -> tuple[int, bool]:
        if os.getpid() != here and part == 3:
            os.kill(os.getpid(), how)
        return part, os.getpid() == here

    assert each(work, range(6), 2) == [(part, True) for part in range(6)]
    assert children() == []


@COPIED
def test_an_outcome_that_cannot_travel_is_made_here() -> None:
    assert [one() for one in each(lambda part: lambda: part, range(4), 2)] == list(range(4))


@COPIED
def test_when_the_system_gives_no_process_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    assert each(lambda _: os.getpid(), range(4), 2) == [os.getpid()] * 4
    assert len(list(Path("/proc/self/fd").iterdir())) == open_before


@COPIED
def test_beside_other_threads_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert each(lambda part: part, range(4), 2) == [0, 1, 2, 3]
    finally:
        stop.set()
        other.join()
    assert not recwarn.list


SLOW = """
import os, sys, time
from pathlib import Path
from optimiser.lp.cores import each

def work(part):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)

print("text that nobody has written yet", end="")
try:
    each(work, range(4), 2)
except KeyboardInterrupt:
    print(", broken off", end="")
"""


@COPIED
def test_ctrl_c_ends_all_of_it_and_nothing_is_written_twice(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate(timeout=20) == ("text that nobody has written yet, broken off", "")
    processes = [int(path.name) for path in tmp_path.iterdir()]
    assert len(processes) == 2
    for one in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)


LARGE = """
import os, sys, time
from pathlib import Path
from optimiser.lp.cores import each

def work(part):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(1 if part else 60)
    return bytes(10_000_000)

each(work, range(2), 2)
"""


@COPIED
def test_a_copy_does_not_outlive_an_original_that_was_killed(tmp_path: Path) -> None:
    """It has more to tell than a pipe holds, and nobody reads it any more."""
    run = subprocess.Popen([sys.executable, "-c", LARGE, str(tmp_path)])
    until = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    (copy,) = {int(path.name) for path in tmp_path.iterdir()} - {run.pid}
    run.kill()
    run.wait()
    while Path(f"/proc/{copy}/cmdline").exists() and Path(f"/proc/{copy}/cmdline").read_bytes() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{copy}").exists() or not Path(f"/proc/{copy}/cmdline").read_bytes()
