"""The default door: arrays straight into HiGHS."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimiser.lp.outcome import Outcome
from optimiser.lp.program import Arrays, Floats, Ints

NAME = "highs"
# One thread and a fixed seed: the same program gives the same answer on every machine.
OPTIONS: dict[str, Any] = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0}


def version() -> str:
    """HiGHS' own version."""
    import highspy

    return str(highspy.Highs().version())


def solve(arrays: Arrays, options: dict[str, Any] | None = None) -> Outcome:
    """Minimise; the outcome has prices, and a ray when the program is infeasible and one was found."""
    import highspy

    highs = load(arrays, {**OPTIONS, **(options or {})})
    highs.run()
    status = highs.getModelStatus()
    said = highs.modelStatusToString(status)
    nothing = np.zeros(0)
    if status == highspy.HighsModelStatus.kOptimal:
        solution = highs.getSolution()
        return Outcome("optimal", np.array(solution.col_value), np.array(solution.row_dual), said, basis=_basis(highs))
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Outcome("infeasible", nothing, None, said, _ray(highs))
    return Outcome("stopped", nothing, None, said)


def solve_integer(arrays: Arrays, whole: Ints) -> Floats | None:
    """Minimise with the columns `whole` integer; None when there is no such point. Used for the few cells that rounding leaves open."""
    import highspy

    highs = load(arrays, {**OPTIONS, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-9, "time_limit": 60.0})
    highs.changeColsIntegrality(len(whole), whole.astype(np.int32), np.full(len(whole), 1, dtype=np.uint8))
    highs.run()
    if highs.getModelStatus() not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit):
        return None
    values = np.array(highs.getSolution().col_value)
    return values if values.size and highs.getInfo().primal_solution_status == 2 else None


def load(arrays: Arrays, options: dict[str, Any]) -> Any:
    """A HiGHS object with the program in it."""
    import highspy

    highs = highspy.Highs()
    for key, value in options.items():
        highs.setOptionValue(key, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arrays.columns, arrays.rows
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays.cost, arrays.lower, arrays.upper
    lp.row_lower_, lp.row_upper_ = arrays.row_lower, arrays.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = arrays.start, arrays.index, arrays.value
    highs.passModel(lp)
    return highs


def is_optimal(highs: Any) -> bool:
    """True when the last run of a loaded program ended at an optimum."""
    import highspy

    return bool(highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def _basis(highs: Any) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Basic columns and tight rows of the last solve."""
    import highspy

    basis = highs.getBasis()
    if not basis.valid:
        return None
    basic = highspy.HighsBasisStatus.kBasic
    columns = tuple(j for j, status in enumerate(basis.col_status) if status == basic)
    return columns, tuple(i for i, status in enumerate(basis.row_status) if status != basic)


def _ray(highs: Any) -> Floats | None:
    """The dual ray of an infeasible program; presolve finds infeasibility without one, so a second run goes without it."""
    for presolve in ("choose", "off"):
        if presolve == "off":
            highs.setOptionValue("presolve", "off")
            highs.clearSolver()
            highs.run()
        _, has, ray = highs.getDualRay()
        if has:
            return np.array(ray)
    return None


def write(arrays: Arrays, path: str) -> None:
    """The program as a file (`.lp` or `.mps`), for other solvers and for the curious."""
    load(arrays, OPTIONS).writeModel(path)
