"""A cold `optimiser solve taz`, start to exit, against a process that reads nothing, solves the ready matrix and prints the objective.

`python -m tests.benchmarks.cold [RUNS]` prints seconds (median) and the ratio pair by pair, for the whole command and for its parts. Seconds are
those of the processor, which a busy machine blurs less than the clock. Modules are compiled beforehand, as they are once installed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROOT = Path(__file__).parents[2]
FLOOR = """
import sys, numpy as np, highspy
a = np.load(sys.argv[1])
h = highspy.Highs(); h.setOptionValue("output_flag", False)
lp = highspy.HighsLp()
lp.num_col_, lp.num_row_ = len(a["cost"]), len(a["row_lower"])
lp.col_cost_, lp.col_lower_, lp.col_upper_ = a["cost"], a["lower"], a["upper"]
lp.row_lower_, lp.row_upper_ = a["row_lower"], a["row_upper"]
lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = a["start"], a["index"], a["value"]
h.passModel(lp); h.run(); print(h.getInfo().objective_function_value)
"""


def ready_matrix(folder: Path) -> Path:
    """The arrays of the shipped case, as the solver gets them."""
    import numpy as np

    from optimiser.goals import GOALS
    from optimiser.lp.program import build
    from optimiser.problem import make_problem
    from tests.taz import case

    shipped = case()
    arrays, _ = build(make_problem(shipped.grid, shipped.rules, GOALS["gap"]))
    path = folder / "matrix.npz"
    np.savez(path, **{name: getattr(arrays, name) for name in ("cost", "lower", "upper", "row_lower", "row_upper", "start", "index", "value")})
    return path


def seconds(command: list[str], cwd: Path) -> float:
    """One run of a command, processor seconds."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cwd / "compiled")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, env=env)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(runs: int) -> None:
    """Prints a line per command: median seconds, and the median of the ratios to the floor in the same round."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        matrix = ready_matrix(folder)
        python = [sys.executable]
        commands = {
            "floor: ready matrix": [*python, "-c", FLOOR, str(matrix)],
            "python -c pass": [*python, "-c", "pass"],
            "optimiser --help": [*python, "-m", "optimiser", "--help"],
            "optimiser check taz": [*python, "-m", "optimiser", "check"],
            "optimiser solve taz": [*python, "-m", "optimiser", "solve", "taz", "--quiet"],
            "optimiser verify": [*python, "-m", "optimiser", "verify", "reports/taz/base/plan.xlsx", "--quiet"],
        }
        for command in (commands["optimiser solve taz"], *commands.values()):
            seconds(command, folder)
        rounds = [{what: seconds(command, folder) for what, command in commands.items()} for _ in range(runs)]
        floor = "floor: ready matrix"
        for what in commands:
            ratio = statistics.median(one[what] / one[floor] for one in rounds)
            print(f"{what:24} {statistics.median(one[what] for one in rounds):7.3f} s {ratio:7.2f} x floor")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
