"""What-ifs a second on the shipped case: this engine on one core and on two, against ways that others would take, in one run.

`python -m tests.benchmarks.whatifs [ROUNDS]` prints, for random limits, random rates and both at once, the what-ifs a second of every way and
how many times slower it is than the engine on one core (median over the rounds, each round asking all ways in turn). Seconds are those of
the processor, of this process and those it started, so that a busy machine does not blur them; only one core against two goes by the clock,
and needs two idle cores. Then it tells how far the engine's objective and canonical plan are from solving from scratch.

All ways answer the same question: wishes before the goal, priority by priority; the others try first whether all wishes can be met.
"""

from __future__ import annotations

import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

import numpy as np

from optimiser.case import at_best, closeness_to, prove
from optimiser.desk.dial import problem_of
from optimiser.lp import highs, stages
from optimiser.lp.direction import Directions
from optimiser.lp.hot import Hot
from optimiser.lp.outcome import Outcome
from optimiser.lp.program import Arrays, Floats, build
from optimiser.lp.stages import NoPlan
from optimiser.problem import WISHES, Problem
from optimiser.run import read_inputs, score_references, targets
from optimiser.slope import Slope, between, moved
from tests import taz

INPUTS = read_inputs(str(taz.PROGRAMME), str(taz.WORKBOOK))
# The growth path within three percentage points, every budget of a line within five percent, every estimate between its low and high.
PATH, MONEY = 0.03, 0.05
# Questions a round: few for the slow ways.
MANY = 2000
ENGINE = "engine, 1 core"
Way = Callable[[Arrays], Outcome]


@dataclass(frozen=True)
class Questions:
    """Slopes that move together, and how far a random question goes along each: between `low` and `high` (slopes,)."""

    slopes: list[Slope]
    low: Floats
    high: Floats

    def random(self, count: int, seed: int) -> Floats:
        """Amounts (count, slopes)."""
        return np.random.default_rng(seed).uniform(self.low, self.high, (count, len(self.slopes)))

    def and_(self, other: Questions) -> Questions:
        """Both at once."""
        return Questions([*self.slopes, *other.slopes], np.concatenate([self.low, other.low]), np.concatenate([self.high, other.high]))


@cache
def served() -> Problem:
    """The case with what its wishes reached."""
    found = at_best(problem_of(INPUTS.case(("base",))))
    assert not isinstance(found, NoPlan)
    return found.problem


def slope(key: str, first: str, last: str) -> Slope:
    """What one unit of a `--set` key does."""
    one, other = (problem_of(INPUTS.case(("base",), [(key, value)])) for value in (first, last))
    found = between(one, other, Fraction(last) - Fraction(first))
    assert found is not None
    return found


def limits() -> Questions:
    """Money and shares."""
    keys = [("rule.growth-path.2025", "0.60", "0.65", PATH)]
    budgets = INPUTS.case(("base",)).grid.budgets
    keys += [(f"source.{line}.{year}", str(most), str(most + 1000), most * MONEY) for (line, year), most in budgets.items() if most]
    slopes, reach = [slope(*one[:3]) for one in keys], np.diag([float(one[3]) for one in keys])
    # An end that leaves no plan by itself (money that a rule has promised away) would make every question one without an answer.
    low, high = (np.array([answer is not None for answer in Hot(served()).many(slopes, sign * reach)]) * sign * reach.max(0) for sign in (-1, 1))
    return Questions(slopes, low, high)


def rates() -> Questions:
    """Estimates."""
    slopes, low, high = [], [], []
    for instrument, response in INPUTS.case(("base",)).changed.figures.responses.items():
        least, now, most = (Fraction(str(response.estimates[name].value)) for name in ("low", "central", "high"))
        slopes.append(slope(f"estimate.{instrument}", str(now), str(now + 1)))
        low.append(float(least - now))
        high.append(float(most - now))
    return Questions(slopes, np.array(low), np.array(high))


# ---------------------------------------------------------------------------------------------------------------- other ways


def naive(solver: str) -> Way:
    """A new PuLP model for every solve, written down row by row."""

    def solve(arrays: Arrays) -> Outcome:
        import pulp

        problem = pulp.LpProblem("plan", pulp.LpMinimize)
        ends = zip(arrays.lower.tolist(), arrays.upper.tolist(), strict=True)
        columns = [pulp.LpVariable(f"x{number:04d}", low, None if np.isinf(high) else high) for number, (low, high) in enumerate(ends)]
        problem += pulp.lpSum(cost * column for cost, column in zip(arrays.cost.tolist(), columns, strict=True) if cost)
        for row in range(arrays.rows):
            inside = range(int(arrays.start[row]), int(arrays.start[row + 1]))
            left = pulp.lpSum(float(arrays.value[one]) * columns[arrays.index[one]] for one in inside)
            low, high = float(arrays.row_lower[row]), float(arrays.row_upper[row])
            if low == high:
                problem += left == low
            elif np.isinf(high):
                if not np.isinf(low):
                    problem += left >= low
            else:
                problem += left <= high
        problem.solve(pulp.getSolver(solver, msg=False))
        if problem.status != pulp.LpStatusOptimal:
            return Outcome("infeasible", np.zeros(0), None, "")
        return Outcome("optimal", np.array([column.varValue or 0.0 for column in columns]), None, "")

    return solve


def cold(arrays: Arrays) -> Outcome:
    """The arrays straight into a new HiGHS; the ray of an infeasible program is not asked for."""
    return _ran(highs.load(arrays, highs.OPTIONS))


class Warm:
    """One HiGHS with its defaults in which every number is set again; it starts where the last solve ended."""

    def __init__(self, directions: Directions) -> None:
        self._directions, start = directions, directions.arrays
        self._model = highs.load(start, {"output_flag": False})
        self._rows, self._columns = np.arange(start.rows, dtype=np.int32), np.arange(start.columns, dtype=np.int32)

    def __call__(self, arrays: Arrays) -> Outcome:
        """The next solve."""
        moving = self._directions
        for place in moving.places.tolist():
            row = int(np.searchsorted(arrays.start, place, "right")) - 1
            self._model.changeCoeff(row, int(arrays.index[place]), float(arrays.value[place]))
        self._model.changeColsBounds(arrays.columns, self._columns, arrays.lower, arrays.upper)
        self._model.changeRowsBounds(arrays.rows, self._rows, arrays.row_lower, arrays.row_upper)
        self._model.changeColsCost(arrays.columns, self._columns, arrays.cost)
        return _ran(self._model)


def _ran(model: Any) -> Outcome:
    model.run()
    if not highs.is_optimal(model):
        return Outcome("infeasible", np.zeros(0), None, "")
    return Outcome("optimal", np.array(model.getSolution().col_value), None, "")


def best(arrays: Arrays, way: Way) -> float | None:
    """The optimum (solver units, minimised) with the wishes served first."""
    found = way(arrays)
    if found.status == "optimal":
        return float(arrays.cost @ found.values)
    wishes = [(row, build(served().for_wish(int(one.member or 0)))[0].cost) for row, one in enumerate(served().rows) if one.rule == WISHES]
    upper = arrays.row_upper.copy()
    upper[[row for row, _ in wishes]] = np.inf
    for row, cost in wishes:
        found = way(replace(arrays, cost=cost, row_upper=upper))
        if found.status != "optimal":
            return None
        inside = slice(int(arrays.start[row]), int(arrays.start[row + 1]))
        upper[row] = max(0.0, float(arrays.value[inside] @ found.values[arrays.index[inside]])) + 1e-9
    found = way(replace(arrays, row_upper=upper))
    return float(arrays.cost @ found.values) if found.status == "optimal" else None


# ------------------------------------------------------------------------------------------------------------------ the run


def seconds() -> float:
    """Processor seconds of this process and of those it started."""
    both = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def main(rounds: int) -> None:
    """Prints the tables."""
    warnings.simplefilter("ignore")
    money, estimates = limits(), rates()
    problem, hot = served(), Hot(served())
    arrays, _ = build(problem)
    print(f"{arrays.columns} columns, {arrays.rows} rows, {len(arrays.value)} entries; {rounds} rounds\n")
    for name, asked in (("limits", money), ("rates", estimates), ("both", money.and_(estimates))):
        directions = hot.directions(asked.slopes)
        warm = Warm(directions)
        ways: dict[str, tuple[int, Way]] = {
            "PuLP + CBC": (15, naive("PULP_CBC_CMD")),
            "PuLP + HiGHS": (15, naive("HiGHS")),
            "arrays cold": (50, cold),
            "plain warm HiGHS": (200, warm),
        }
        speeds: dict[str, list[float]] = {}
        clocks: dict[int, list[float]] = {1: [], 2: []}
        for number in range(rounds):
            amounts = asked.random(MANY, number)
            for cores in (1, 2):
                clock, start = time.perf_counter(), seconds()
                hot.many(asked.slopes, amounts, cores)
                clocks[cores].append(time.perf_counter() - clock)
                if cores == 1:
                    speeds.setdefault(ENGINE, []).append(MANY / (seconds() - start))
            for way, (count, solve) in ways.items():
                moved_on = _programs(directions, amounts[:count])
                start = seconds()
                for one in moved_on:
                    best(one, solve)
                speeds.setdefault(way, []).append(count / (seconds() - start))
        print(f"{name}: {len(asked.slopes)} numbers move at once, {directions.places.size} entries of the matrix with them")
        for way, speed in speeds.items():
            ratio = statistics.median(ours / one for ours, one in zip(speeds[ENGINE], speed, strict=True))
            print(f"  {way:18} {statistics.median(speed):9.1f} a second   engine {ratio:7.2f} x")
        gain = statistics.median(one / two for one, two in zip(clocks[1], clocks[2], strict=True))
        print(f"  two cores: {gain:.2f} x by the clock; {MANY / statistics.median(clocks[2]):.0f} a second")
        print(f"  objective against cold: {_objective(hot, asked, directions):.1e} relative; plan: {_plan(asked):.4f} EUR\n")


def _programs(directions: Directions, amounts: Floats) -> list[Arrays]:
    block = directions.along(amounts)
    return [block.program(one) for one in range(len(block))]


def _objective(hot: Hot, asked: Questions, directions: Directions) -> float:
    """The largest relative difference of the objective with solving from scratch."""
    amounts, worst = asked.random(200, 99), 0.0
    scale = build(served())[1].cost
    for one, answer in zip(_programs(directions, amounts), hot.many(asked.slopes, amounts), strict=True):
        again = best(one, cold)
        assert (again is None) == (answer is None)
        if answer is not None and again is not None:
            worst = max(worst, abs(answer.value + again / scale) / max(1.0, abs(answer.value)))
    return worst


def _plan(asked: Questions) -> float:
    """The largest difference (EUR) of a cell of the canonical plan with the exact problem solved from scratch."""
    case = INPUTS.case(("base",))
    near = [closeness_to(case.grid, split) for split in targets(case, score_references(case, 1000), 1000)]
    amounts, worst = asked.random(8, 98), 0.0
    for one, answer in zip(amounts, Hot(served(), near).many(asked.slopes, amounts), strict=True):
        again = at_best(_exactly(asked.slopes, one))
        if answer is not None and not isinstance(again, NoPlan):
            chosen = np.array(stages.choose(again.problem, prove(again)[0].multipliers, near)) / stages.MILLI
            worst = max(worst, float(np.abs(chosen - answer.cells).max()))
    return worst


def _exactly(slopes: Sequence[Slope], amounts: Floats) -> Problem:
    problem = problem_of(INPUTS.case(("base",)))
    for one, amount in zip(slopes, amounts.tolist(), strict=True):
        problem = moved(problem, one, Fraction(amount))
    return problem


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
