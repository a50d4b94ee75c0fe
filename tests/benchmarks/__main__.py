"""One table of ratios at every size, measured in one run: `python -m tests.benchmarks [SIZE ...] [--slow SECONDS]`.

Every way runs in a process of its own, one after another; seconds are those of the processor and memory is the peak of the process, so what
matters are the ratios in a row of this table, not the seconds of one day against another's. All ways must find the same optimum, or the table
says so. A way that takes longer than `--slow` by the clock (default 600) is stopped: "slow". Pyomo and linopy are no part of the product:
`pip install -e .[bench]`, else they are "not installed".

The product starts from its exact problem, as it stands after reading; the other ways from the same numbers as arrays, ready made. The ready
matrix is the full aggregated program of the product, and making it is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.contestants import WAYS
from tests.benchmarks.instances import SIZES, grown

ROOT = Path(__file__).parents[2]
FLOOR, OURS = "HiGHS, ready matrix", ("optimiser", "optimiser, proved", "optimiser, canonical")
GROWTH = ("1", "2", "4", "8")
Told = dict[str, Any]


def told(way: str, size: str, slow: float) -> Told:
    """What one way says of one size."""
    command = [sys.executable, "-m", "tests.benchmarks.contestants", way, size]
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=slow, env=env)
    except subprocess.TimeoutExpired:
        return {"word": "slow"}
    if run.returncode:
        return {"word": "failed: " + (run.stderr.strip().splitlines() or ["?"])[-1][:60]}
    found: Told = json.loads(run.stdout.strip().splitlines()[-1])
    return {"word": "not installed"} if found.get("missing") else found


def table(size: str, slow: float) -> None:
    """All ways on one size, as seconds, memory and ratios to the ready matrix."""
    name = SIZES[size].name if size in SIZES else grown(int(size)).name
    print(f"\n{name}\n  {'':22} {'seconds':>9} {'x floor':>8} {'x ours':>8} {'peak MB':>8} {'x floor':>8}")
    found = {way: told(way, size, slow) for way in WAYS}
    floor, ours = found[FLOOR], found["optimiser"]
    for way, one in found.items():
        if "word" in one:
            print(f"  {way:22} {one['word']}")
            continue
        shown = [
            f"{one['seconds']:9.3f}",
            *(ratio(one, other, "seconds") for other in (floor, ours)),
            f"{one['peak']:8.0f}",
            ratio(one, floor, "peak"),
        ]
        differs = "optimum" in ours and abs(one["optimum"] - ours["optimum"]) > 1e-7 * abs(ours["optimum"])
        print(f"  {way:22} {' '.join(shown)}" + (f"  other optimum: {one['optimum']}" if differs else ""), flush=True)


def ratio(one: Told, other: Told, what: str) -> str:
    """How many times the other, or nothing where there is no other."""
    return f"{one[what] / other[what]:8.2f}" if what in other else f"{'':8}"


def growth(slow: float) -> None:
    """The product at 1x, 2x, 4x and 8x the applicants."""
    print(f"\ngrowth (900 applicants x 12 x 3 = 1)\n  {'':22} " + " ".join(f"{times + 'x':>16}" for times in GROWTH))
    for way in OURS:
        found = [told(way, times, slow) for times in GROWTH]
        print(f"  {way:22} " + " ".join(one.get("word") or f"{one['seconds']:6.2f} s {one['peak']:5.0f} MB" for one in found), flush=True)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="One table of ratios at every size.")
    parser.add_argument("sizes", nargs="*", default=[*SIZES, "growth"], help=", ".join([*SIZES, "growth"]))
    parser.add_argument("--slow", type=float, default=600.0, help="seconds after which a way is stopped")
    given = parser.parse_args()
    for size in given.sizes:
        if size == "growth":
            growth(given.slow)
        else:
            table(size, given.slow)


if __name__ == "__main__":
    main()
