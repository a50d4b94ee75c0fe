"""A number that can be turned: any key of `--set`, over a range, as one straight line through exact problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.desk.setting import amounts_of, budgets_under
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
    """What was asked for: a key, its ends, and the step between points (None: the range as a whole). `scales`: the numbers are factors `*0.8`.

    `along`: rules whose amounts (EUR) are multiplied by the same factor.
    """

    key: str
    low: Fraction
    high: Fraction
    step: Fraction | None = None
    scales: bool = False
    along: tuple[str, ...] = ()

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
        """The case with the number set, read and validated like any other; euros of source lines are whole. Raises `Refused`."""
        return self.inputs.case(self.scenarios, [*self.sets, *settings(self.inputs, self.scenarios, self.sets, self.span, number).sets])

    def problem(self, number: Fraction) -> Problem:
        """The exact problem with the number set."""
        return problem_of(self.case(number)) if self.slope is None else moved(self.start, self.slope, number - self.span.low)


def problem_of(case: Case) -> Problem:
    """The exact problem of a case."""
    return make_problem(case.grid, case.rules, GOALS[case.programme.goal.kind])


def make_dial(inputs: Inputs, scenarios: Sequence[str], sets: Sequence[tuple[str, Any]], span: Span) -> Dial:
    """The dial of a span; three exact problems say whether it is straight. Raises `Refused` for a key or number that does not fit."""

    def at(number: Fraction) -> Problem:
        return problem_of(inputs.case(scenarios, [*sets, *settings(inputs, scenarios, sets, span, number).sets]))

    def is_rounded(number: Fraction) -> bool:
        return settings(inputs, scenarios, sets, span, number).rounded > 0

    first, last = at(span.low), at(span.high)
    if is_rounded(span.low) or is_rounded(span.high):
        # Amounts that are not whole euros at the ends are so at whole factors, and the line through those is the same.
        one, two, three = (at(Fraction(factor)) for factor in (1, 2, 3))
        slope = between(one, two, Fraction(1))
        if slope is None or not same(three, moved(one, slope, Fraction(2))):
            return Dial(span, inputs, tuple(scenarios), tuple(sets), first, None)
        return Dial(span, inputs, tuple(scenarios), tuple(sets), moved(one, slope, span.low - 1), slope)
    slope = between(first, last, span.high - span.low)
    # A third of the way: whatever is whole at both ends and bends or rounds between them shows here.
    if slope is not None:
        third = _on_the_way(span, at, is_rounded)
        slope = slope if third is None or same(third[1], moved(first, slope, third[0] - span.low)) else None
    return Dial(span, inputs, tuple(scenarios), tuple(sets), first, slope)


@dataclass(frozen=True)
class Setting:
    """What `--set` must say for a number of a span, and how many amounts had to be rounded down to whole euros for it."""

    sets: tuple[tuple[str, Any], ...]
    rounded: int = 0


def settings(inputs: Inputs, scenarios: Sequence[str], sets: Sequence[tuple[str, Any]], span: Span, number: Fraction) -> Setting:
    """One change, or one a source line and year where a factor gives no whole euros; then the rules that go along. Raises `Refused`."""
    if not span.scales or not span.key.startswith("source."):
        return Setting(((span.key, span.value(number)),))
    case = inputs.case(scenarios, sets)
    money = {f"source.{source}.{year}": amount * number for (source, year), amount in budgets_under(case, span.key).items()}
    whole = all(amount.denominator == 1 for amount in money.values())
    made: list[tuple[str, Any]] = [(span.key, span.value(number))] if whole else [(key, int(amount)) for key, amount in money.items()]
    rules = {key: amount * number for key, amount in amounts_of(case, span.along).items()}
    made += [(key, int(amount)) for key, amount in rules.items()]
    return Setting(tuple(made), sum(amount.denominator != 1 for amount in (*money.values(), *rules.values())))


def _on_the_way(span: Span, at: Callable[[Fraction], Problem], is_rounded: Callable[[Fraction], bool]) -> tuple[Fraction, Problem] | None:
    """A problem between the ends; None where no number between them fits (an amount that must be whole)."""
    for part in (Fraction(1, 3), Fraction(1, 2), Fraction(2, 5)):
        number = span.low + part * (span.high - span.low)
        for tried in (number, Fraction(round(number))):
            if span.low < tried < span.high and not is_rounded(tried):
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
