"""Questions in pieces: the same answers as at once, broken off and gone on with, and answered by workers of which one dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from optimiser.desk.batch import PIECE, Batch, answer_all, forget
from optimiser.desk.draws import sample
from optimiser.lp.hot import Answer
from optimiser.stressed import Declared
from tests.desk.asked import estimates

COUNT = 2 * PIECE + 30


@cache
def batch() -> Batch:
    one = estimates()
    values = sample(one, Declared("triangular", one.each[0].used * 0, 5, COUNT))
    return Batch(one.served, tuple(one.slopes), values - np.array([float(each.used) for each in one.each]))


@cache
def expected() -> tuple[float, ...]:
    return values(estimates().quick.many(batch().slopes, batch().amounts))


def values(answers: list[Answer | None]) -> tuple[float, ...]:
    return tuple(float("nan") if one is None else one.value for one in answers)


def test_in_pieces_the_answers_are_the_same_and_every_step_is_told() -> None:
    told: list[tuple[int, int]] = []
    found = answer_all(batch(), progress=lambda done, of: told.append((done, of)))
    assert values(found) == expected()
    assert told == [(0, COUNT), (PIECE, COUNT), (2 * PIECE, COUNT), (COUNT, COUNT)]


def test_a_run_that_was_broken_off_goes_on_where_it_was(tmp_path: Path) -> None:
    class BrokenOff(Exception):
        pass

    def stop(done: int, _: int) -> None:
        if done >= PIECE:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        answer_all(batch(), tmp_path / "kept", stop)
    told: list[int] = []
    assert values(answer_all(batch(), tmp_path / "kept", lambda done, _: told.append(done))) == expected()
    assert told[0] == PIECE
    # A second time nothing is asked at all.
    assert values(answer_all(batch(), tmp_path / "kept", ask=_nobody)) == expected()
    forget(batch(), tmp_path / "kept")
    assert list(tmp_path.iterdir()) == []


def _nobody(_: Batch, numbers: object) -> list[tuple[int, object]]:
    assert list(numbers) == []  # type: ignore[call-overload]
    return []


def test_a_spoilt_piece_is_answered_again_and_another_question_has_a_folder_of_its_own(tmp_path: Path) -> None:
    answer_all(batch(), tmp_path)
    piece = tmp_path / batch().key / "piece-00001.npz"
    piece.write_bytes(piece.read_bytes()[:100])
    assert values(answer_all(batch(), tmp_path)) == expected()
    other = Batch(batch().problem, batch().slopes, batch().amounts + 0.25)
    assert other.key != batch().key
    assert values(answer_all(other, tmp_path)) != expected()
    assert len(list(tmp_path.iterdir())) == 2


# A scheduler and two workers, of which one is killed while it works; in processes of their own, as on other machines.
CLUSTER = textwrap.dedent(
    """
    import sys
    from tests.desk.test_batch import batch, values
    from optimiser.desk.batch import answer_all
    from optimiser.desk.cluster import Cluster

    if __name__ == "__main__":
        cluster = Cluster(sys.argv[1])
        told = []

        def progress(done, of):
            told.append(done)
            print("done", done, flush=True)

        found = answer_all(batch(), progress=progress, ask=cluster.ask)
        print("values", *map(repr, values(found)), flush=True)
        cluster.close()
    """
)


def test_workers_elsewhere_give_the_same_answers_though_one_of_them_dies(tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text(CLUSTER, encoding="utf-8")
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    place = tmp_path / "scheduler.json"
    started = [_start(["scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", str(place)], env, tmp_path)]
    try:
        address = _address(place)
        for _ in range(2):
            started.append(_start(["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"], env, tmp_path))
        lines = []
        with subprocess.Popen([sys.executable, str(script), address], stdout=subprocess.PIPE, text=True, env=env, cwd=tmp_path) as asking:
            assert asking.stdout is not None
            for line in asking.stdout:
                lines.append(line)
                if line.startswith("done") and not line.startswith("done 0"):
                    started[1].send_signal(signal.SIGKILL)
            assert asking.wait(timeout=120) == 0
        found = tuple(float(one) for one in lines[-1].split()[1:])
        assert found == expected()
        counts = [int(line.split()[1]) for line in lines if line.startswith("done")]
        assert counts == sorted(counts)
        assert counts[-1] == COUNT
        assert started[1].poll() is not None
    finally:
        for process in started:
            process.kill()
            process.wait()


def _start(words: list[str], env: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(place: Path) -> str:
    import json

    for _ in range(600):
        if place.is_file() and place.stat().st_size:
            try:
                return str(json.loads(place.read_text(encoding="utf-8"))["address"])
            except ValueError:
                pass
        time.sleep(0.1)
    raise AssertionError("no scheduler")


def test_where_nobody_answers_that_is_said() -> None:
    code = """
from optimiser.desk.cluster import Cluster
from optimiser.faults import Refused
try:
    Cluster("tcp://127.0.0.1:9")
except Refused as refused:
    print(refused.faults[0].code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=120, check=False)
    assert done.stdout.strip() == "cluster-unreachable"
