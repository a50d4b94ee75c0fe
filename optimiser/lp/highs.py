"""The default door: arrays straight into HiGHS."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from optimiser.lp.outcome import Outcome
from optimiser.lp.program import Arrays, Floats, Ints

NAME = "highs"
# One thread and a fixed seed: the same program gives the same answer on every machine.
OPTIONS: dict[str, Any] = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0}

# Branches of the integer step. What the shipped cases need is found at the first; the rest only proves that the last cent is the best one.
BRANCHES = 1000

# From a basis close to the optimum: primal simplex as it stands, without the scaling and disturbances that help a long solve.
NEARBY: dict[str, Any] = {"simplex_strategy": 4, "simplex_scale_strategy": 0, "primal_simplex_bound_perturbation_multiplier": 0.0}


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
    """Minimise with the columns `whole` integer; None when no such point was found. Used for the few cells that rounding leaves open.

    It looks at no more than so many branches, so what comes out depends on the program; the clock only stops one that is far too large.
    """
    import highspy

    highs = load(arrays, {**OPTIONS, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-9, "mip_max_nodes": BRANCHES, "time_limit": 60.0})
    highs.changeColsIntegrality(len(whole), whole.astype(np.int32), np.full(len(whole), 1, dtype=np.uint8))
    highs.run()
    status = highspy.HighsModelStatus
    if highs.getModelStatus() not in (status.kOptimal, status.kSolutionLimit, status.kTimeLimit):
        return None
    values = np.array(highs.getSolution().col_value)
    return values if values.size and highs.getInfo().primal_solution_status == 2 else None


def solve_switches(arrays: Arrays, switches: Ints, nodes: int, start: Floats | None) -> tuple[Floats | None, bool]:
    """Minimise with the columns `switches` 0 or 1, looking at no more than so many branches, from the point `start` if there is one.

    The best point found (None: none), and whether every branch was looked at.
    """
    import highspy

    highs = load(arrays, {**OPTIONS, "mip_rel_gap": 1e-7, "mip_abs_gap": 1e-9, "mip_max_nodes": nodes})
    highs.changeColsIntegrality(len(switches), switches.astype(np.int32), np.full(len(switches), 1, dtype=np.uint8))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    highs.run()
    status = highs.getModelStatus()
    searched = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    values = np.array(highs.getSolution().col_value)
    return (values if values.size and highs.getInfo().primal_solution_status == 2 else None), searched


class Model:
    """One HiGHS object that is given one whole program after another, each from a basis that is handed over.

    Handing a program over whole takes less time than changing it number by number, and leaves nothing behind of the last one: an answer
    depends on the program and the basis alone.
    """

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        import highspy

        self._highs, self._optimal = highspy.Highs(), highspy.HighsModelStatus.kOptimal
        for key, value in {**OPTIONS, **(options or {})}.items():
            self._highs.setOptionValue(key, value)

    def solve(self, arrays: Arrays, basis: Any = None) -> tuple[Floats, Floats] | None:
        """Values (columns,) and prices (rows,) at the optimum; None when the run ended elsewhere."""
        continuous = np.zeros(arrays.columns, dtype=np.int32)
        start, index = arrays.start.astype(np.int32), arrays.index.astype(np.int32)
        ends = (arrays.lower, arrays.upper, arrays.row_lower, arrays.row_upper)
        # By rows (2), minimised (1), without a constant.
        self._highs.passModel(arrays.columns, arrays.rows, len(index), 2, 1, 0.0, arrays.cost, *ends, start, index, arrays.value, continuous)
        if basis is not None:
            self._highs.setBasis(basis)
        self._highs.run()
        if self._highs.getModelStatus() != self._optimal:
            return None
        solution = self._highs.getSolution()
        # Read one by one: half the time of np.array, which looks first at what a list holds.
        return np.fromiter(solution.col_value, float, arrays.columns), np.fromiter(solution.row_dual, float, arrays.rows)

    @property
    def said(self) -> str:
        """The solver's own word for how the last run ended."""
        return str(self._highs.modelStatusToString(self._highs.getModelStatus()))

    @property
    def basis(self) -> Any:
        """Where the last run ended, to start another from."""
        return self._highs.getBasis()

    def prices_of(self, cost: Floats) -> Floats:
        """The prices (rows,) that another cost vector has in the last basis."""
        basic = self._highs.getBasicVariables()[1]
        # A basic row k is told as -1 - k: behind the costs of the columns stands nothing for each.
        right = np.concatenate([cost, np.zeros(len(basic))])[basic]
        return np.asarray(self._highs.getBasisTransposeSolve(right)[1])


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
    """The program as a file (`.lp` or `.mps`), for other solvers and for the curious; rows without a column say nothing and are left out."""
    kept = np.diff(arrays.start) > 0
    start = np.concatenate([arrays.start[:1], arrays.start[1:][kept]])
    load(replace(arrays, row_lower=arrays.row_lower[kept], row_upper=arrays.row_upper[kept], start=start), OPTIONS).writeModel(path)
