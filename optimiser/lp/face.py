"""The optimal face: everything the best plans have in common is fixed, the rest can be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from optimiser.lp import highs
from optimiser.lp.chooser import face_of
from optimiser.lp.program import THOUSAND, build
from optimiser.lp.stages import SolverStopped, solver_prices
from optimiser.problem import Problem


def line_ranges(problem: Problem, multipliers: Sequence[Fraction]) -> list[tuple[int, int]]:
    """Per effect group the least and most money (EUR) that any best plan gives it.

    Groups whose cells are all fixed on the face are not asked about. Empty when the solver cannot stand on the face. Raises `SolverStopped`.
    """
    arrays, scales = build(problem)
    face = replace(face_of(arrays, solver_prices(multipliers, scales)), cost=np.zeros(arrays.columns))
    grid = problem.grid
    base, model = highs.Model(), highs.Model(highs.NEARBY)
    if base.solve(face) is None:
        # Many rows held tight at once can miss each other by the last digits of floats: then nothing is known, and nothing said.
        return []
    start = base.basis
    found: list[tuple[int, int]] = []
    for group in range(len(grid.groups["year"])):
        cells = np.flatnonzero(grid.group == group)
        ends = []
        for sign in (1.0, -1.0):
            if (face.lower[cells] == face.upper[cells]).all():
                ends.append(float(face.lower[cells].sum()))
                continue
            cost = np.zeros(face.columns)
            cost[cells] = sign
            solved = model.solve(replace(face, cost=cost), start)
            if solved is None:
                raise SolverStopped(model.said)
            ends.append(float(solved[0][cells].sum()))
        found.append((round(ends[0] * THOUSAND), round(ends[1] * THOUSAND)))
    return found
