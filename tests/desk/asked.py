"""The shipped case with its estimates, solved once for all tests of the desk."""

from __future__ import annotations

from functools import cache

from optimiser.case import closeness_to, solve_case
from optimiser.desk.estimates import Estimates, read_estimates
from optimiser.goals import GOALS
from optimiser.lp.stages import NoPlan
from optimiser.run import read_inputs, score_references, targets
from tests import taz


@cache
def estimates() -> Estimates:
    inputs = read_inputs(str(taz.PROGRAMME), str(taz.WORKBOOK))
    case = inputs.case(("base",))
    closeness = [closeness_to(case.grid, split) for split in targets(case, score_references(case, 1000), 1000)]
    best = solve_case(case.grid, case.rules, GOALS["gap"], 1000, "highs", closeness)
    assert not isinstance(best, NoPlan)
    return read_estimates(case, best, closeness)
