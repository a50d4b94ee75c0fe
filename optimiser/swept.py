"""What comes out along a range, as plain data: the points of a sweep and the stretches of a frontier. Reports are made from this alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from optimiser.language import MILLION, Text
from optimiser.record import Record, Table

Unit = Literal["EUR", "share", "ratio", "persons", "rate", "factor", "year", "number"]
Status = Literal["optimal", "infeasible"]
Line = tuple[str, str]
# What one step of a number is when its price is told: EUR 1 million, one percentage point, 1.
STEP: Mapping[Unit, Fraction] = {"EUR": Fraction(MILLION), "share": Fraction(1, 100), "factor": Fraction(1, 100)}


@dataclass(frozen=True)
class Axis:
    """A number that is turned from `low` to `high`; `base` is what it is in the case itself (None: it has no single number there).

    `budget`: for a factor on source lines, the EUR over all years that it multiplies.
    """

    key: str
    low: Fraction
    high: Fraction
    unit: Unit
    base: Fraction | None = None
    budget: int | None = None

    @property
    def step(self) -> Fraction:
        """The step in which a price is told."""
        return STEP.get(self.unit, Fraction(1))


@dataclass(frozen=True)
class LineChange:
    """A line (instrument and year) with another amount (EUR) than in the base case."""

    instrument: str
    space: str
    year: str
    base: int
    amount: int

    @property
    def difference(self) -> int:
        """EUR more (or less) than in the base case."""
        return self.amount - self.base


@dataclass(frozen=True)
class Clash:
    """Why no plan exists: the rules (id, year) that cannot hold together, what is missing in `unit` (EUR or persons), and the sentence."""

    sentence: Text
    rules: tuple[tuple[str, str | None], ...]
    shortfall: Fraction
    unit: str


@dataclass(frozen=True)
class Point:
    """One point of a sweep: where it is, and the plan that a solve at that number gives.

    `exact`: the plan is in payable units, `effect` is its own, and `bound` is proved in fractions; otherwise the point was answered hot,
    `effect` is the optimum before rounding to payable units (a float's value) and there is no exact bound. `lines` EUR by (instrument,
    year), `full` the lines at the end of what counts. `rounded`: amounts that were rounded down to whole euros to get here.
    """

    numbers: tuple[Fraction, ...]
    status: Status
    effect: Fraction | None = None
    bound: Fraction | None = None
    lines: Mapping[Line, int] = field(default_factory=dict)
    full: frozenset[Line] = frozenset()
    binding: tuple[tuple[str, str | None, str | None], ...] = ()
    clash: Clash | None = None
    exact: bool = True
    rounded: int = 0

    @property
    def number(self) -> Fraction:
        """The number of the first axis."""
        return self.numbers[0]

    @property
    def gap(self) -> Fraction | None:
        """How far the plan can be from the best there is, in the goal's unit."""
        return None if self.bound is None or self.effect is None else abs(self.bound - self.effect)

    @property
    def binds(self) -> str:
        """The rules that bind in one line, each with its years: `growth-path 2024 2025, vvt 2025`."""
        years: dict[str, list[str]] = {}
        for rule, year in self.rules:
            years.setdefault(rule, []).extend([] if year is None else [year])
        return ", ".join(" ".join([rule, *own]) for rule, own in years.items())

    @property
    def rules(self) -> tuple[tuple[str, str | None], ...]:
        """The rules that bind, by id and year."""
        return tuple(dict.fromkeys((rule, year) for rule, year, _ in self.binding))


@dataclass(frozen=True)
class Route:
    """What happens to a line along the range: the points at which it first has money, is full, and loses all money again (None: never)."""

    instrument: str
    space: str
    year: str
    enters: Fraction | None
    full: Fraction | None
    leaves: Fraction | None


@dataclass(frozen=True)
class SweepRow:
    """One row of the table of points. `difference` with the base case, in the goal's unit; `second` for a second axis."""

    number: Fraction
    second: Fraction | None
    status: Status
    effect: Fraction | None
    difference: Fraction | None
    bound: Fraction | None
    gap: Fraction | None
    lines: int
    binding: str
    exact: bool


@dataclass(frozen=True)
class SpaceRow:
    """EUR of one space in one year at one point."""

    number: Fraction
    second: Fraction | None
    space: str
    year: str
    amount: int


@dataclass(frozen=True)
class Sweep:
    """Every point of a range (or of two), in order; `about` is the case without it (no plan in it), `base` the point that case itself is."""

    about: Record
    axes: tuple[Axis, ...]
    base: Point
    points: tuple[Point, ...]
    spaces: Mapping[str, str]
    larger_is_better: bool = True

    def difference(self, point: Point) -> Fraction | None:
        """The goal's number at a point minus that of the base case."""
        return None if point.effect is None or self.base.effect is None else point.effect - self.base.effect

    def changes(self, point: Point) -> tuple[LineChange, ...]:
        """The lines with another amount than in the base case, in canonical order; empty when either has no plan."""
        if not point.lines or not self.base.lines:
            return ()
        keys = sorted({*point.lines, *self.base.lines})
        found = [LineChange(i, self.spaces[i], y, self.base.lines.get((i, y), 0), point.lines.get((i, y), 0)) for i, y in keys]
        return tuple(one for one in found if one.difference)

    def by_space(self, point: Point) -> dict[Line, int]:
        """EUR by (space, year)."""
        total: dict[Line, int] = {(space, year): 0 for space in dict.fromkeys(self.spaces.values()) for year in self.about.years}
        for (instrument, year), amount in point.lines.items():
            total[self.spaces[instrument], year] = total.get((self.spaces[instrument], year), 0) + amount
        return total

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Where each line enters, is full and leaves; only for one axis. Between two points it happens somewhere: at the later one it has."""
        if len(self.axes) != 1:
            return ()
        solved = [point for point in self.points if point.status == "optimal"]
        routes = []
        for line in sorted({line for point in solved for line in point.lines}):
            has = [(point.number, point.lines.get(line, 0) > 0, line in point.full) for point in solved]
            enters = next((now for (_, before, _), (now, after, _) in pairwise(has) if after and not before), None)
            leaves = next((now for (_, before, _), (now, after, _) in pairwise(has) if before and not after), None)
            if has[0][1]:
                enters = has[0][0]
            full = next((number for number, _, is_full in has if is_full), None)
            routes.append(Route(line[0], self.spaces[line[0]], line[1], enters, full, leaves))
        return tuple(routes)

    @cached_property
    def table(self) -> Table:
        """One row a point."""
        rows = [
            SweepRow(
                point.number,
                _second(point),
                point.status,
                point.effect,
                self.difference(point),
                point.bound,
                point.gap,
                len(self.changes(point)),
                point.binds,
                point.exact,
            )
            for point in self.points
        ]
        return Table(tuple(rows), ("number", "second", "status", "effect", "difference", "bound", "gap", "lines", "binding", "exact"))

    @cached_property
    def by_spaces(self) -> Table:
        """One row a point, space and year."""
        rows = [
            SpaceRow(point.number, _second(point), space, year, amount)
            for point in self.points
            for (space, year), amount in (self.by_space(point).items() if point.lines else ())
        ]
        return Table(tuple(rows), ("number", "second", "space", "year", "amount"))


def _second(point: Point) -> Fraction | None:
    return point.numbers[1] if len(point.numbers) > 1 else None


@dataclass(frozen=True)
class Stretch:
    """A part of a frontier: the goal's number at both ends and between them one straight line (`straight`), else the chord of a bend.

    `price`: what one `step` of the number changes; `enter` and `leave`: the lines that begin and stop to get money where it begins.
    """

    low: Fraction
    high: Fraction
    value_low: Fraction
    value_high: Fraction
    price: Fraction
    step: Fraction
    enter: tuple[Line, ...] = ()
    leave: tuple[Line, ...] = ()
    straight: bool = True


@dataclass(frozen=True)
class Hole:
    """A part of the range where no plan exists, and why (told at its far end)."""

    low: Fraction
    high: Fraction
    clash: Clash


@dataclass(frozen=True)
class Mark:
    """A point worth seeing: `chosen` (the number of the case itself) or `published` (the published use, split at best inside the spaces).

    `broken`: hard rules that it breaks, so that it may lie beyond the frontier.
    """

    kind: Literal["chosen", "published"]
    name: Text
    number: Fraction
    value: Fraction
    broken: int = 0


@dataclass(frozen=True)
class Frontier:
    """The goal along one number. With `exact` breakpoints and values are exact fractions.

    Otherwise the number does not go straight through the problem: stretches run from point to point of a sweep, and a breakpoint lies
    somewhere inside one of them.
    """

    about: Record
    axis: Axis
    stretches: tuple[Stretch, ...]
    holes: tuple[Hole, ...]
    marks: tuple[Mark, ...]
    exact: bool = True
    larger_is_better: bool = True

    @property
    def breaks(self) -> tuple[Fraction, ...]:
        """The numbers at which the slope changes."""
        return tuple(one.high for one, other in pairwise(self.stretches) if one.high == other.low)

    @property
    def path(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """(number, value) at every end of a stretch, in order: the line to draw, whole where there is no hole inside."""
        found: list[tuple[Fraction, Fraction]] = []
        for one in self.stretches:
            for corner in ((one.low, one.value_low), (one.high, one.value_high)):
                if not found or found[-1] != corner:
                    found.append(corner)
        return tuple(found)

    @property
    def gaps(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """(from, to) of every part without a plan."""
        return tuple((one.low, one.high) for one in self.holes)

    @cached_property
    def table(self) -> Table:
        """One row a stretch."""
        return Table(self.stretches, ("low", "high", "value_low", "value_high", "price", "step", "enter", "leave", "straight"))
