"""A number that can be turned: any key of `--set`, over a range, as one straight line through exact problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.exact import plain, read_exact
from optimiser.faults import Fault, Refused
from optimiser.goals import GOALS
from optimiser.language import Text
from optimiser.problem import Problem, make_problem
from optimiser.run import Case, Inputs
from optimiser.slope import Slope, between, moved, same

FORM = Text("sleutel=van:tot, of sleutel=van:tot:stap", "key=from:to, or key=from:to:step")
FOR_EXAMPLE = Text("bijvoorbeeld rule.growth-path.2025=0.40:0.75", "for example rule.growth-path.2025=0.40:0.75")
ORDER = Text("een begin dat voor het eind ligt, en een stap boven 0", "a start before the end, and a step above 0")
MOST = 10_001
TOO_MANY = Text("ten hoogste {most:num} punten", "at most {most:num} points")
WIDER = Text("neem een grotere stap", "take a larger step")


@dataclass(frozen=True)
class Span:
    """What was asked for: a key, its ends, and the step between points (None: the range as a whole). `scales`: the numbers are factors `*0.8`."""

    key: str
    low: Fraction
    high: Fraction
    step: Fraction | None = None
    scales: bool = False

    def value(self, number: Fraction) -> str | int:
        """A number of this range as `--set` reads it."""
        if self.scales:
            return "*" + plain(number)
        return int(number) if number.denominator == 1 else plain(number)

    def points(self, count: int) -> tuple[Fraction, ...]:
        """The numbers asked for: by the step, or so many at equal distance, both ends included."""
        step = self.step or (self.high - self.low) / max(1, count - 1)
        numbers = [self.low + step * n for n in range(int((self.high - self.low) / step) + 1)]
        return tuple(numbers if numbers[-1] == self.high else [*numbers, self.high])


@dataclass(frozen=True)
class Dial:
    """A span over a case.

    `slope` leads straight from the problem at `span.low`; None when no straight line goes through (then every point is built anew).
    `start` is the exact problem at `span.low`, without what the wishes reached.
    """

    span: Span
    inputs: Inputs
    scenarios: tuple[str, ...]
    sets: tuple[tuple[str, Any], ...]
    start: Problem
    slope: Slope | None

    def case(self, number: Fraction) -> Case:
        """The case with the number set, read and validated like any other. Raises `Refused`."""
        return self.inputs.case(self.scenarios, [*self.sets, (self.span.key, self.span.value(number))])

    def problem(self, number: Fraction) -> Problem:
        """The exact problem with the number set."""
        return problem_of(self.case(number)) if self.slope is None else moved(self.start, self.slope, number - self.span.low)


def problem_of(case: Case) -> Problem:
    """The exact problem of a case."""
    return make_problem(case.grid, case.rules, GOALS[case.programme.goal.kind])


def make_dial(inputs: Inputs, scenarios: Sequence[str], sets: Sequence[tuple[str, Any]], span: Span) -> Dial:
    """The dial of a span; three exact problems say whether it is straight. Raises `Refused` for a key or number that does not fit."""

    def at(number: Fraction) -> Problem:
        return problem_of(inputs.case(scenarios, [*sets, (span.key, span.value(number))]))

    first, last = at(span.low), at(span.high)
    width = span.high - span.low
    slope = between(first, last, width)
    # A third of the way: whatever is whole at both ends and bends or rounds between them shows here.
    if slope is not None:
        third = _on_the_way(span, at)
        slope = slope if third is None or same(third[1], moved(first, slope, third[0] - span.low)) else None
    return Dial(span, inputs, tuple(scenarios), tuple(sets), first, slope)


def _on_the_way(span: Span, at: Any) -> tuple[Fraction, Problem] | None:
    """A problem between the ends; None where no number between them fits (an amount that must be whole)."""
    for part in (Fraction(1, 3), Fraction(1, 2), Fraction(2, 5)):
        number = span.low + part * (span.high - span.low)
        for tried in (number, Fraction(round(number))):
            if span.low < tried < span.high:
                try:
                    return tried, at(tried)
                except Refused:
                    continue
    return None


def read_span(text: str) -> Span:
    """`rule.growth-path.2025=0.40:0.75:0.05` or `source.*=*0.8:*1.2`. Raises `Refused`."""
    key, equals, rest = text.partition("=")
    parts = [part.strip() for part in rest.split(":")]
    numbers = [read_exact(part.removeprefix("*")) for part in parts]
    scales = [part.startswith("*") for part in parts[:2]]
    if not equals or not key.strip() or len(parts) not in (2, 3) or None in numbers or len(set(scales)) > 1:
        raise Refused([Fault("range-form", "--set-range", found=text, expected=FORM, mend=FOR_EXAMPLE)])
    low, high, *step = [Fraction(one) for one in numbers if one is not None]
    if low >= high or any(one <= 0 for one in step):
        raise Refused([Fault("range-form", "--set-range", found=text, expected=ORDER, mend=FOR_EXAMPLE)])
    if step and (high - low) / step[0] > MOST:
        raise Refused([Fault("range-form", "--set-range", found=text, expected=TOO_MANY, mend=WIDER, values=(("most", MOST),))])
    return Span(key.strip(), low, high, step[0] if step else None, scales[0])
