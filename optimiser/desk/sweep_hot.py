"""Many points of a sweep: each a hot solve along straight lines through exact problems, in pieces that are kept and may be answered elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import numpy as np

from optimiser.case import at_best
from optimiser.desk.batch import Batch, answer_all, forget
from optimiser.desk.cluster import Cluster
from optimiser.desk.dial import make_dial, problem_of
from optimiser.desk.sweep import Asked, Progress, axes_of, clash_of, closeness, full_of, solved_point, told
from optimiser.goals import GOALS
from optimiser.lp.hot import Answer
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan, fill
from optimiser.problem import INNER, Problem
from optimiser.rule import Row
from optimiser.run import Case, payable_unit
from optimiser.slope import Slope, moved, same
from optimiser.swept import Point, Sweep

# A plan is looked for at so many points before the whole range is said to have none.
TRIED = 33
# Up to so many points without a plan each says why; of more, the first and the last of every run of them.
EXPLAINED = 40
Numbers = tuple[Fraction, ...]


@dataclass(frozen=True)
class Where:
    """Where pieces are answered (`cluster`: the address of a scheduler) and kept; with `resume` those that are there count."""

    kept: Path | None = None
    resume: bool = False
    cluster: str = ""


@dataclass(frozen=True)
class Ray:
    """Points on straight lines from one exact problem: `points` by their place in the sweep, with how far each is along every slope."""

    start: Problem
    slopes: tuple[Slope, ...]
    points: dict[int, Numbers]

    def problem(self, along: Numbers) -> Problem:
        """The exact problem so far along."""
        found = self.start
        for slope, by in zip(self.slopes, along, strict=True):
            found = moved(found, slope, by)
        return found


def rays(asked: Asked, numbers: Sequence[Numbers]) -> list[Ray] | None:
    """The points on as few straight problems as possible; None when the numbers do not go straight through the problem."""
    if problem_of(asked.case()).choices:
        # Who gets money is decided anew at every point.
        return None
    first, *rest = asked.spans
    if not rest:
        dial = make_dial(asked.inputs, asked.scenarios, asked.sets, first)
        if dial.slope is None:
            return None
        return [Ray(dial.start, (dial.slope,), {place: (one[0] - first.low,) for place, one in enumerate(numbers)})]
    (second,) = rest
    return _together(asked, numbers) or _one_by_one(asked, numbers, second.low)


def _together(asked: Asked, numbers: Sequence[Numbers]) -> list[Ray] | None:
    """Both numbers from one corner, where their slopes add up: the far corner shows it."""
    first, second = asked.spans
    one = make_dial(asked.inputs, asked.scenarios, [*asked.sets, *asked.only(1, second.low)], first)
    other = make_dial(asked.inputs, asked.scenarios, [*asked.sets, *asked.only(0, first.low)], second)
    if one.slope is None or other.slope is None or not same(one.start, other.start):
        return None
    ray = Ray(one.start, (one.slope, other.slope), {place: (a - first.low, b - second.low) for place, (a, b) in enumerate(numbers)})
    far = problem_of(asked.case((first.high, second.high)))
    return [ray] if same(ray.problem((first.high - first.low, second.high - second.low)), far) else None


def _one_by_one(asked: Asked, numbers: Sequence[Numbers], low: Fraction) -> list[Ray] | None:
    """A straight line along the second number for every value of the first, where the two multiply each other."""
    found = []
    places = {one: place for place, one in enumerate(numbers)}
    for value, group in groupby(numbers, key=lambda one: one[0]):
        dial = make_dial(asked.inputs, asked.scenarios, [*asked.sets, *asked.only(0, value)], asked.spans[1])
        if dial.slope is None:
            return None
        found.append(Ray(dial.start, (dial.slope,), {places[one]: (one[1] - low,) for one in group}))
    return found


def sweep_hot(asked: Asked, numbers: Sequence[Numbers], lines: Sequence[Ray], where: Where, progress: Progress | None = None) -> Sweep:
    """Every point answered hot. Raises `Refused`, `SolverStopped`."""
    base = asked.case()
    unit = payable_unit(base, asked.unit)
    near = tuple(closeness(base, unit))
    scheduler = Cluster(where.cluster) if where.cluster else None
    points: dict[int, Point] = {}
    batches = []
    for line in lines:
        anchor = _anchor(line)
        if anchor is None:
            points |= {place: _unexplained(numbers[place]) for place in line.points}
            continue
        problem, at = anchor
        amounts = np.array([[float(by - start) for by, start in zip(along, at, strict=True)] for along in line.points.values()])
        batch = Batch(problem, line.slopes, amounts, near)
        so_far = None if progress is None else _counting(progress, len(points), len(numbers))
        if where.kept is not None and not where.resume:
            forget(batch, where.kept)
        answers = answer_all(batch, where.kept, so_far, None if scheduler is None else scheduler.ask)
        batches.append(batch)
        for (place, along), answer in zip(line.points.items(), answers, strict=True):
            points[place] = _unexplained(numbers[place]) if answer is None else _point(base, line.problem(along), numbers[place], answer, unit)
    if scheduler is not None:
        scheduler.close()
    swept = told(asked, base, axes_of(asked, base), _explained(asked, [points[place] for place in range(len(numbers))]))
    if where.kept is not None:
        for batch in batches:
            forget(batch, where.kept)
    return swept


def _counting(progress: Progress, before: int, all: int) -> Progress:
    return lambda done, _: progress(before + done, all)


def _anchor(line: Ray) -> tuple[Problem, Numbers] | None:
    """A point with a plan, nearest to the middle first: its problem with what the wishes reached there, and how far along it is."""
    along = list(line.points.values())
    step = max(1, len(along) // TRIED)
    for one in sorted(along[::step], key=lambda each: abs(along.index(each) - len(along) // 2)):
        found = at_best(line.problem(one))
        if not isinstance(found, NoPlan):
            return found.problem, one
    return None


def _point(base: Case, problem: Problem, numbers: Numbers, answer: Answer, unit: int) -> Point:
    """What a hot answer says about a point; rules are judged on its amounts in whole euros."""
    tiers = replace(problem.grid.tiers, width=tuple(Fraction(one) for one in _widths(problem)))
    grid = replace(problem.grid, tiers=tiers)
    amounts = np.rint(answer.cells).astype(np.int64)
    plan = Plan(grid, amounts, fill(grid, amounts))
    rows = [row for row in problem.rows if not row.given and row.rule not in INNER]
    binding = tuple((row.rule, row.year, row.member) for row in rows if _binds(row, plan, unit))
    lines = plan.line_spend
    sign = 1 if GOALS[base.programme.goal.kind].larger_is_better else -1
    return Point(numbers, "optimal", Fraction(sign * answer.value), None, lines, full_of(grid, lines), binding, exact=False)


def _widths(problem: Problem) -> Sequence[int | Fraction]:
    size = problem.grid.size
    return problem.upper[size : size + len(problem.grid.tiers.width)]


def _binds(row: Row, plan: Plan, unit: int) -> bool:
    """True when the row holds with less room than a payable unit; what measures the shortfall of a wish is left out."""
    end = plan.grid.size + len(plan.filled)
    terms = tuple((factor, columns) for factor, columns in row.terms if not (columns >= end).any())
    return abs(replace(row, terms=terms).excess(plan)) < unit


def _unexplained(numbers: Numbers) -> Point:
    return Point(numbers, "infeasible", exact=False)


def _explained(asked: Asked, points: list[Point]) -> list[Point]:
    """Points without a plan say why, each read and proved anew; of very many, those at both ends of a run."""
    runs = [list(group) for none, group in groupby(range(len(points)), key=lambda place: points[place].status != "optimal") if none]
    chosen = {place for run in runs for place in (run if sum(map(len, runs)) <= EXPLAINED else (run[0], run[-1]))}
    for place in sorted(chosen):
        case = asked.case(points[place].numbers)
        found = at_best(problem_of(case))
        if isinstance(found, NoPlan):
            points[place] = replace(points[place], clash=clash_of(found, case.rules))
        else:
            points[place] = solved_point(case, points[place].numbers, asked.unit)
    return points
