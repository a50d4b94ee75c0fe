"""The second door: any solver PuLP knows. The only file that knows PuLP."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np

from optimiser.lp.outcome import Outcome
from optimiser.lp.program import Arrays

# Short names for the solvers people ask for; any other PuLP name works as it is.
NAMES = {
    "cbc": ("PULP_CBC_CMD", "COIN_CMD"),
    "glpk": ("GLPK_CMD",),
    "highs-pulp": ("HiGHS",),
    "gurobi": ("GUROBI", "GUROBI_CMD"),
    "cplex": ("CPLEX_PY", "CPLEX_CMD"),
}
# After its presolve GLPK calls a program without a solution "undefined", as it does one that it gave up on.
OPTIONS: dict[str, dict[str, Any]] = {"GLPK_CMD": {"options": ["--nopresol"]}}


class NoSuchSolver(LookupError):
    """The solver asked for is not installed; the message lists those that are."""


def available() -> list[str]:
    """Names that can be asked for on this machine."""
    with _quiet():
        import pulp

        installed = set(pulp.listSolvers(onlyAvailable=True))
    return sorted([name for name, options in NAMES.items() if installed.intersection(options)] + sorted(installed))


def version() -> str:
    """PuLP's version."""
    with _quiet():
        import pulp
    return str(pulp.__version__)


def solve(arrays: Arrays, name: str) -> Outcome:
    """Minimise with a named solver. Raises `NoSuchSolver`."""
    with _quiet():
        import pulp

        problem, columns, rows = _model(pulp, arrays)
        status = problem.solve(_solver(pulp, name))
        said = str(pulp.LpSolution.get(problem.sol_status, pulp.LpStatus[status]))
        if status == pulp.LpStatusInfeasible:
            return Outcome("infeasible", np.zeros(0), None, said)
        if status != pulp.LpStatusOptimal or problem.sol_status != pulp.LpSolutionOptimal:
            return Outcome("stopped", np.zeros(0), None, said)
        values = np.array([column.varValue or 0.0 for column in columns])
        prices = [row.pi for row in rows]
    if any(price is None for price in prices):
        return Outcome("optimal", values, None, said)
    return Outcome("optimal", values, np.array(prices, dtype=np.float64), said)


def _model(pulp: Any, arrays: Arrays) -> tuple[Any, list[Any], list[Any]]:
    """Own names x0000000...: PuLP sorts by name and merges names that differ only in punctuation."""
    problem = pulp.LpProblem("programme", pulp.LpMinimize)
    columns = [
        pulp.LpVariable(f"x{j:07d}", low, None if np.isinf(high) else high)
        for j, (low, high) in enumerate(zip(arrays.lower.tolist(), arrays.upper.tolist(), strict=True))
    ]
    problem.addVariables(columns)
    problem.setObjective(pulp.LpAffineExpression(zip(columns, arrays.cost.tolist(), strict=True)))
    rows = []
    for i in range(arrays.rows):
        inside = slice(arrays.start[i], arrays.start[i + 1])
        terms = [(columns[j], value) for j, value in zip(arrays.index[inside].tolist(), arrays.value[inside].tolist(), strict=True)]
        low, high = float(arrays.row_lower[i]), float(arrays.row_upper[i])
        sense, bound = (0, low) if low == high else (1, low) if np.isinf(high) else (-1, high)
        row = pulp.LpConstraint(pulp.LpAffineExpression(terms), sense=sense, name=f"r{i:07d}", rhs=bound)
        problem.addConstraint(row)
        rows.append(row)
    return problem, columns, rows


def _solver(pulp: Any, name: str) -> Any:
    installed = pulp.listSolvers(onlyAvailable=True)
    for option in NAMES.get(name.lower(), (name,)):
        if option in installed:
            return pulp.getSolver(option, msg=False, **OPTIONS.get(option, {}))
    raise NoSuchSolver(", ".join(["highs", *available()]))


@contextlib.contextmanager
def _quiet() -> Any:
    """PuLP announces its own future changes on every call; pinned below 4, they do not concern the person who plans."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
