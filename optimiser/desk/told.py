"""A frontier told for people: prices per step, the published use and the chosen number as marks; what is not straight, from point to point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from optimiser.audit import broken
from optimiser.conflict import Conflict, sentence
from optimiser.desk.dial import Dial
from optimiser.desk.frontier import trace
from optimiser.desk.sweep import Asked, Progress, axes_of, numbers_of, sweep_cold
from optimiser.goals import GOALS
from optimiser.language import Text
from optimiser.lp import highs
from optimiser.record import Record
from optimiser.recorder import frame_of
from optimiser.reference import NAMES, PUBLISHED
from optimiser.rule import Rule
from optimiser.run import Case, made_of, payable_unit, score_references
from optimiser.swept import Axis, Clash, Frontier, Hole, Line, Mark, Point, Stretch, Sweep

CHOSEN = Text("gekozen waarde", "chosen value")
# An amount below this (EUR) is none.
NOTHING = 1


def traced(asked: Asked, dial: Dial) -> Frontier:
    """A straight dial: exact pieces. Raises as `trace`."""
    base = asked.case()
    (axis,) = axes_of(asked, base)
    better = GOALS[base.programme.goal.kind].larger_is_better
    found = trace(dial, better)
    pieces = []
    for position, one in enumerate(found.pieces):
        enter, leave = found.changes(position)
        pieces.append(Stretch(one.low, one.high, one.value, one.at(one.high), one.slope * axis.step, axis.step, enter, leave, one.straight))
    holes = tuple(Hole(one.low, one.high, _clash(one.conflict, base.rules)) for one in found.gaps)
    return Frontier(_about(asked, base), axis, tuple(pieces), holes, _marks(base, axis, pieces), exact=True, larger_is_better=better)


def stepped(asked: Asked, progress: Progress | None = None) -> Frontier:
    """A dial that is not straight: from point to point of a sweep, so that a breakpoint is only known to lie inside a stretch."""
    base = asked.case()
    axes = axes_of(asked, base)
    swept = sweep_cold(asked, axes, numbers_of(asked, axes), progress)
    stretches = [_between(before, after, axes[0]) for before, after in pairwise(swept.points) if before.lines and after.lines]
    holes = [list(group) for none, group in groupby(swept.points, key=lambda point: point.clash is not None) if none]
    told = tuple(Hole(group[0].number, group[-1].number, group[-1].clash) for group in holes if group[-1].clash is not None)
    return Frontier(
        swept.about, axes[0], tuple(stretches), told, _marks_of(base, axes[0], swept), exact=False, larger_is_better=swept.larger_is_better
    )


def _between(before: Point, after: Point, axis: Axis) -> Stretch:
    """The chord between two points, with the lines that are new or gone at its end."""
    assert before.effect is not None
    assert after.effect is not None
    has = [{line for line, amount in point.lines.items() if amount > NOTHING} for point in (before, after)]
    price = (after.effect - before.effect) / (after.number - before.number) * axis.step
    enter, leave = (_sorted(has[1] - has[0]), _sorted(has[0] - has[1]))
    return Stretch(before.number, after.number, before.effect, after.effect, price, axis.step, enter, leave, straight=False)


def _sorted(lines: set[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines))


def _about(asked: Asked, base: Case) -> Record:
    unit = payable_unit(base, asked.unit)
    return frame_of(base.changed, base.scenarios, made_of(base, highs.NAME, unit))


def _clash(conflict: Conflict, rules: Sequence[Rule]) -> Clash:
    return Clash(sentence(conflict, rules), conflict.members, conflict.shortfall, conflict.unit)


def _marks(base: Case, axis: Axis, pieces: Sequence[Stretch]) -> tuple[Mark, ...]:
    """The chosen number with the optimum there, and the published use with its own number where the rule measures one."""
    here = next((one for one in pieces if axis.base is not None and one.low <= axis.base <= one.high), None)
    chosen = []
    if here is not None and axis.base is not None:
        chosen = [Mark("chosen", CHOSEN, axis.base, here.value_low + here.price / here.step * (axis.base - here.low))]
    return (*chosen, *_published(base, axis))


def _marks_of(base: Case, axis: Axis, swept: Sweep) -> tuple[Mark, ...]:
    inside = axis.base is not None and axis.low <= axis.base <= axis.high and swept.base.effect is not None
    chosen = [Mark("chosen", CHOSEN, axis.base, swept.base.effect)] if inside and axis.base is not None and swept.base.effect is not None else []
    return (*chosen, *_published(base, axis))


def _published(base: Case, axis: Axis) -> tuple[Mark, ...]:
    """The published use: where the key is a rule's number, at what that rule measures on it; else at the number of the case."""
    judged = score_references(base, base.programme.programme.unit).get(PUBLISHED)
    if judged is None:
        return ()
    number = axis.base
    if axis.key.startswith("rule."):
        own = [one for one in judged.findings if axis.key in (f"rule.{one.rule}", f"rule.{one.rule}.{one.year}") and one.left is not None]
        number = own[0].left if len(own) == 1 else None
    if number is None:
        return ()
    return (Mark("published", NAMES[PUBLISHED], number, judged.value, len(broken(judged.findings, base.rules))),)
