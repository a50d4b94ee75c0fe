"""A range answered point by point. Every point is what a solve with that number gives.

Up to `EXACT` points (and for whatever is not straight) each is solved, repaired to payable units and proved as `solve` does; beyond that the
optimum of every point is answered hot, which is the same optimum to the solver's last digits but not a payable plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from optimiser.audit import prove_agreement
from optimiser.case import closeness_to, score_split, solve_case, spend_split
from optimiser.conflict import find_conflict, sentence
from optimiser.deciding import NothingFits
from optimiser.desk.dial import Setting, Span, settings
from optimiser.desk.setting import base_of, budgets_under, unit_of
from optimiser.goals import GOALS
from optimiser.grid import Grid
from optimiser.lp import highs
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.recorder import frame_of
from optimiser.reference import in_proportion, published
from optimiser.rule import Rule
from optimiser.run import Case, Inputs, made_of, payable_unit
from optimiser.swept import Axis, Clash, Line, Point, Sweep

# So many points are solved cold: each takes most of a second.
EXACT = 48
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """A sweep as asked for: the case, one span or two, and how many points each gets where the span has no step of its own."""

    inputs: Inputs
    scenarios: tuple[str, ...]
    sets: tuple[tuple[str, Any], ...]
    reason: str
    spans: tuple[Span, ...]
    points: int
    unit: int | None = None

    def case(self, numbers: Sequence[Fraction] = ()) -> Case:
        """The case with the numbers set, read and validated like any other. Raises `Refused`."""
        return self.inputs.case(self.scenarios, [*self.sets, *self.setting(numbers).sets], self.reason)

    def setting(self, numbers: Sequence[Fraction]) -> Setting:
        """The changes that set the numbers, one span after the other."""
        made = Setting(())
        for span, number in zip(self.spans, numbers, strict=False):
            own = settings(self.inputs, self.scenarios, [*self.sets, *made.sets], span, number)
            made = Setting((*made.sets, *own.sets), made.rounded + own.rounded)
        return made

    def only(self, place: int, number: Fraction) -> tuple[tuple[str, Any], ...]:
        """The changes that set the number of one span."""
        return settings(self.inputs, self.scenarios, self.sets, self.spans[place], number).sets


def axes_of(asked: Asked, base: Case) -> tuple[Axis, ...]:
    """Each span with its unit and what it is in the case itself. Raises `Refused` for a key or an end that does not fit."""
    axes = []
    for span in asked.spans:
        alone = Asked(asked.inputs, asked.scenarios, asked.sets, asked.reason, (span,), asked.points)
        low, _ = alone.case([span.low]), alone.case([span.high])
        unit = unit_of(low, span.key, span.low, span.scales)
        budget = sum(budgets_under(base, span.key).values()) if span.scales else 0
        axes.append(Axis(span.key, span.low, span.high, unit, base_of(base, low, span.scales), budget or None))
    return tuple(axes)


def numbers_of(asked: Asked, axes: Sequence[Axis]) -> tuple[tuple[Fraction, ...], ...]:
    """Every point, the first axis slowest; euros and years are whole."""
    each = []
    for span, axis in zip(asked.spans, axes, strict=True):
        numbers = span.points(asked.points)
        if axis.unit in ("EUR", "year"):
            numbers = tuple(dict.fromkeys(Fraction(int(number)) if number != axis.high else number for number in numbers))
        each.append(numbers)
    return tuple(product(*each))


def sweep_cold(asked: Asked, axes: Sequence[Axis], numbers: Sequence[tuple[Fraction, ...]], progress: Progress | None = None) -> Sweep:
    """Every point solved as `solve` does. Raises `Refused`, `ProofFailed`, `NotRepaired`, `SolverStopped`."""
    base = asked.case()
    points = []
    for done, one in enumerate(numbers):
        if progress is not None:
            progress(done, len(numbers))
        points.append(solved_point(asked.case(one), one, asked.unit, asked.setting(one).rounded))
    if progress is not None:
        progress(len(numbers), len(numbers))
    return told(asked, base, axes, points)


def told(asked: Asked, base: Case, axes: Sequence[Axis], points: Sequence[Point]) -> Sweep:
    """The sweep with the case it is around."""
    unit = payable_unit(base, asked.unit)
    about = frame_of(base.changed, base.scenarios, made_of(base, highs.NAME, unit))
    spaces = {one.id: one.space for one in base.programme.instrument}
    better = GOALS[base.programme.goal.kind].larger_is_better
    return Sweep(about, tuple(axes), solved_point(base, (), asked.unit), tuple(points), spaces, better)


def solved_point(case: Case, numbers: tuple[Fraction, ...], unit: int | None, rounded: int = 0) -> Point:
    """One case solved, payable and proved. Raises as `solve_case`."""
    prove_agreement(case.grid, case.rules)
    asked = payable_unit(case, unit)
    goal = GOALS[case.programme.goal.kind]
    try:
        answer = solve_case(case.grid, case.rules, goal, asked, highs.NAME, closeness(case, asked))
    except NothingFits as refused:
        return Point(numbers, "infeasible", clash=Clash(refused.sentence, (), Fraction(0), "EUR"), rounded=rounded)
    if isinstance(answer, NoPlan):
        return Point(numbers, "infeasible", clash=clash_of(answer, case.rules), rounded=rounded)
    binding = tuple((one.rule, one.year, one.member) for one in answer.findings if not one.given and one.binding(answer.unit))
    sign = 1 if goal.larger_is_better else -1
    lines = answer.plan.line_spend
    return Point(numbers, "optimal", answer.value, sign * answer.certificate.bound, lines, full_of(case.grid, lines), binding, rounded=rounded)


def clash_of(answer: NoPlan, rules: Sequence[Rule]) -> Clash:
    """Why there is no plan."""
    conflict = find_conflict(answer, rules)
    return Clash(sentence(conflict, rules), conflict.members, conflict.shortfall, conflict.unit)


def closeness(case: Case, unit: int) -> list[Closeness]:
    """What `solve` stays close to in this case, without the references it only reports."""
    split = published(case.grid, case.changed.figures, unit)
    if split is None:
        return []
    near = closeness_to(case.grid, in_proportion(case.grid, split, unit))
    judged = score_split(case.grid, case.rules, GOALS[case.programme.goal.kind], unit, split, [near])
    return [closeness_to(case.grid, one) for one in (split, spend_split(judged.plan, "instrument"))]


def full_of(grid: Grid, lines: Mapping[Line, int]) -> frozenset[Line]:
    """The lines with all the money that counts: more would bring nothing."""
    most: dict[Line, Fraction] = {}
    for group, width in zip(grid.tiers.group.tolist(), grid.tiers.width, strict=True):
        label = grid.group_label(group)
        key = label["instrument"], label["year"]
        most[key] = most.get(key, Fraction(0)) + width
    return frozenset(key for key, amount in lines.items() if amount and key in most and amount >= most[key])
