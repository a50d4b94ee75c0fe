"""The ways that are compared: each builds its program from an instance, solves it and tells the optimum (persons per million in thousands).

Run as a process of its own (`python -m tests.benchmarks.contestants WAY SIZE`), it prints seconds, peak memory and optimum as JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

import numpy as np

from tests.benchmarks.instances import SIZES, Instance, grown, instance

Told = float | None


def processor() -> float:
    """Processor seconds of this process and those it started."""
    both = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def floor(it: Instance) -> Callable[[], float]:
    """HiGHS on the ready full matrix, aggregated form, as the product's arrays have it; making the matrix is not counted."""
    from optimiser.lp.program import build
    from tests.benchmarks.programs import problem

    arrays, scales = build(problem(it))
    return lambda: _highs(arrays) / scales.cost


def arrays(it: Instance) -> Callable[[], float]:
    """Vectorised arrays of the product form, straight into HiGHS."""
    from tests.benchmarks.programs import product

    def run() -> float:
        made = product(it)
        return _highs(made) * float(it.rate.max()) / 100 / 10**6

    return run


def _highs(made: Any) -> float:
    from optimiser.lp import highs

    model = highs.load(made, highs.OPTIONS)
    model.run()
    assert highs.is_optimal(model)
    np.array(model.getSolution().col_value)
    return -float(model.getInfo().objective_function_value)


def ours(it: Instance) -> Callable[[], float]:
    """The product from exact numbers: build, solve, take out; the optimum and its prices."""
    from optimiser.lp import stages
    from tests.benchmarks.programs import problem

    made = problem(it)

    def run() -> float:
        fresh = replace(made)
        found = stages.optimum(fresh, "highs")
        assert isinstance(found, stages.Optimum)
        return float(found.value)

    return run


def proved(it: Instance) -> Callable[[], float]:
    """The same with the exact certificate over the full problem."""
    from optimiser.case import prove
    from optimiser.lp import stages
    from tests.benchmarks.programs import problem

    made = problem(it)

    def run() -> float:
        fresh = replace(made)
        found = stages.optimum(fresh, "highs")
        assert isinstance(found, stages.Optimum)
        certificate, best = prove(found)
        assert certificate.bound - best <= best * Fraction(1, 10**7)
        return float(certificate.bound)

    return run


def chosen(it: Instance) -> Callable[[], float]:
    """The same with the certificate and the canonical plan."""
    from optimiser.case import prove
    from optimiser.lp import stages
    from tests.benchmarks.programs import problem

    made = problem(it)

    def run() -> float:
        fresh = replace(made)
        found = stages.optimum(fresh, "highs")
        assert isinstance(found, stages.Optimum)
        certificate, _ = prove(found)
        stages.choose(fresh, certificate.multipliers, [])
        return float(certificate.bound)

    return run


def pulp_with(solver: str) -> Callable[[Instance], Callable[[], float]]:
    """PuLP, a row at a time."""

    def way(it: Instance) -> Callable[[], float]:
        import pulp

        def run() -> float:
            model, spent, counts = pulp.LpProblem("plan", pulp.LpMaximize), [], []
            single = it.cells == it.groups
            spent = [pulp.LpVariable(f"x{cell}", 0, int(it.ceiling[it.group[cell]]) / 1000 if single else None) for cell in range(it.cells)]
            counts = [[pulp.LpVariable(f"z{g}_{j}", 0, w / 1000) for j, w in enumerate(row)] for g, row in enumerate(it.width.tolist())]
            rates = it.rate.tolist()
            pairs = (zip(ours, mine, strict=True) for ours, mine in zip(counts, rates, strict=True))
            model += pulp.lpSum(rate / 10**6 * one for pair in pairs for one, rate in pair)
            for number, one in enumerate(it.statements):
                left = pulp.LpAffineExpression([(spent[c], f / 1000) for c, f in zip(one.cells.tolist(), one.factor.tolist(), strict=True) if f])
                model += (left <= one.bound / 10**6 if one.sense == "<=" else left >= one.bound / 10**6), f"s{number}"
            for group, cells in enumerate(_cells(it)):
                model += pulp.lpSum(counts[group]) <= pulp.lpSum(spent[c] for c in cells)
                if not single:
                    model += pulp.lpSum(spent[c] for c in cells) <= int(it.ceiling[group]) / 1000
            model.solve(pulp.getSolver(solver, msg=False))
            assert model.status == pulp.LpStatusOptimal
            [one.varValue for one in spent]
            return float(pulp.value(model.objective))

        return run

    return way


def pyomo(it: Instance) -> Callable[[], float]:
    """Pyomo with HiGHS."""
    import pyomo.environ as pe
    from pyomo.contrib.appsi.solvers import Highs

    def run() -> float:
        model = pe.ConcreteModel()
        single, tiers = it.cells == it.groups, it.width.shape[1]
        model.x = pe.Var(range(it.cells), bounds=lambda _, c: (0, int(it.ceiling[it.group[c]]) / 1000 if single else None))
        model.z = pe.Var(range(it.groups), range(tiers), bounds=lambda _, g, j: (0, int(it.width[g, j]) / 1000))
        rates = it.rate.tolist()
        model.goal = pe.Objective(
            expr=pe.quicksum(rates[g][j] / 10**6 * model.z[g, j] for g in range(it.groups) for j in range(tiers)), sense=pe.maximize
        )
        model.rows = pe.ConstraintList()
        for one in it.statements:
            left = pe.quicksum(f / 1000 * model.x[c] for c, f in zip(one.cells.tolist(), one.factor.tolist(), strict=True) if f)
            model.rows.add(left <= one.bound / 10**6 if one.sense == "<=" else left >= one.bound / 10**6)
        for group, cells in enumerate(_cells(it)):
            model.rows.add(pe.quicksum(model.z[group, j] for j in range(tiers)) <= pe.quicksum(model.x[c] for c in cells))
            if not single:
                model.rows.add(pe.quicksum(model.x[c] for c in cells) <= int(it.ceiling[group]) / 1000)
        Highs().solve(model)
        [pe.value(model.x[c]) for c in range(it.cells)]
        return float(pe.value(model.goal))

    return run


def linopy(it: Instance) -> Callable[[], float]:
    """linopy with HiGHS: rows from the same sparse entries, given to it as labelled arrays."""
    import linopy as lp
    import pandas as pd
    import xarray as xr

    def run() -> float:
        model, tiers = lp.Model(), it.width.shape[1]
        single = it.cells == it.groups
        most = it.ceiling[it.group] / 1000 if single else np.full(it.cells, np.inf)
        cell, group = pd.RangeIndex(it.cells, name="cell"), pd.RangeIndex(it.groups, name="group")
        x = model.add_variables(0, xr.DataArray(most, coords=[cell]), name="x")
        z = model.add_variables(0, xr.DataArray(it.width / 1000, coords=[group, pd.RangeIndex(tiers, name="tier")]), name="z")
        owner = xr.DataArray(it.group, coords=[cell], name="group")
        spent = (1 * x).groupby(owner).sum() if not single else 1 * x.rename(cell="group")
        model.add_constraints((z.sum("tier") - spent) <= 0, name="ties")
        if not single:
            model.add_constraints(spent <= xr.DataArray(it.ceiling / 1000, coords=[group]), name="ceilings")
        for number, one in enumerate(one for one in it.statements if one.cells.size > SHORT_ROW):
            left = (x.isel(cell=one.cells) * xr.DataArray(one.factor / 1000, coords=[cell[one.cells]])).sum()
            model.add_constraints(left, one.sense, one.bound / 10**6, name=f"s{number}")
        # Short rows all at once, or it would take minutes.
        short = [one for one in it.statements if one.cells.size <= SHORT_ROW]
        if short:
            index, factor = np.zeros((2, len(short), max(one.cells.size for one in short)), dtype=np.int64)
            for number, one in enumerate(short):
                index[number, : one.cells.size], factor[number, : one.cells.size] = one.cells, one.factor
            terms = x.isel(cell=xr.DataArray(index, dims=["row", "term"])) * xr.DataArray(factor / 1000, dims=["row", "term"])
            assert {one.sense for one in short} == {"<="}
            model.add_constraints(terms.sum("term"), "<=", xr.DataArray([one.bound / 10**6 for one in short], dims=["row"]), name="short")
        model.add_objective((z * xr.DataArray(it.rate / 10**6, coords=z.coords)).sum(), sense="max")
        model.solve("highs", io_api="direct", output_flag=False)
        return float(model.objective.value)

    return run


def _cells(it: Instance) -> list[list[int]]:
    """The cells of every group."""
    order = np.argsort(it.group, kind="stable")
    return order.reshape(it.groups, -1).tolist()


WAYS: dict[str, Callable[[Instance], Callable[[], float]]] = {
    "HiGHS, ready matrix": floor,
    "arrays, product form": arrays,
    "optimiser": ours,
    "optimiser, proved": proved,
    "optimiser, canonical": chosen,
    "PuLP + CBC": pulp_with("PULP_CBC_CMD"),
    "PuLP + HiGHS": pulp_with("HiGHS"),
    "Pyomo": pyomo,
    "linopy": linopy,
}


# A run shorter than this (seconds) is done again, up to so many times; the middle one counts.
SHORT, TIMES = 0.5, 5
# linopy takes rows of up to so many cells as one array.
SHORT_ROW = 40


def main(way: str, size: str) -> None:
    """One way on one instance."""
    warnings.simplefilter("ignore")
    it = instance(SIZES[size] if size in SIZES else grown(int(size)))
    try:
        run = WAYS[way](it)
    except ImportError:
        print(json.dumps({"missing": True}))
        return
    spent: list[float] = []
    while not spent or (spent[-1] < SHORT and len(spent) < TIMES):
        start = processor()
        optimum = run()
        spent.append(processor() - start)
    peak = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1024
    print(json.dumps({"seconds": statistics.median(spent), "peak": peak, "optimum": optimum}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
