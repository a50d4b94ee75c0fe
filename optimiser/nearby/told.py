"""What lies near the best plan, as plain data: reports, screen and JSON are made from this alone.

Amounts are whole euros; effects and parts exact fractions. Ranges are rounded inwards from the solver's answer before payable units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from optimiser.language import Text
from optimiser.record import BrokenTold, Record, Table

StartKind = Literal["published", "last", "plan"]


@dataclass(frozen=True)
class RangeTold:
    """The least and most (EUR) a line or a whole space gets in any plan that loses at most the part `slack` of the best; `amount`: in the best plan.

    One at a time: not all lines can be at their least, or most, together. `role`: "must-have" (money in every such plan), "free-choice" or
    "not-needed" (in none).
    """

    kind: Literal["line", "space"]
    id: str
    space: str
    year: str
    slack: Fraction
    low: int
    high: int
    amount: int
    role: str


@dataclass(frozen=True)
class LineTold:
    """One line (instrument and year): EUR `before` (in the best plan, or the given one) and in this plan."""

    instrument: str
    space: str
    year: str
    before: int
    amount: int

    @property
    def difference(self) -> int:
        """EUR more (or less) than before."""
        return self.amount - self.before


@dataclass(frozen=True)
class OtherPlan:
    """A payable plan that keeps every rule and lies within the slack: the goal's number, how much worse than the best (`loss`, goal unit).

    `lost` is the part of the best effect; `changed` the EUR by which its lines differ from the best plan, up and down added. `record` is the whole
    run with its certificate, when that was asked for.
    """

    number: int
    value: Fraction
    loss: Fraction
    lost: Fraction
    changed: int
    lines: tuple[LineTold, ...]
    record: Record | None = None


@dataclass(frozen=True)
class MoveTold:
    """One move on the way to the best plan (EUR, in one year): what it adds (`gain`), the goal's number after it and the part of the gain by then.

    What only comes or only goes has one side: the other is "".
    """

    number: int
    giver: str
    taker: str
    year: str
    amount: int
    gain: Fraction
    value: Fraction
    reached: Fraction


@dataclass(frozen=True)
class StillBroken:
    """A hard rule that the first moves break when the others are not made; `needs`: the number of the move from which it is kept again."""

    broken: BrokenTold
    year: str | None
    needs: int | None


@dataclass(frozen=True)
class FirstTold:
    """The first `count` moves (`amount` EUR together) reach `part` of the gain. `whole`: so many keep every rule; `count` when these alone do."""

    part: Fraction
    count: int
    amount: int
    value: Fraction
    broken: tuple[StillBroken, ...]
    whole: int | None

    @property
    def alone(self) -> bool:
        """These moves keep every rule without the rest."""
        return not self.broken


@dataclass(frozen=True)
class LeastTold:
    """The smallest change of the given plan that keeps every rule and reaches `part` of the gain; `target` is the goal's number that takes.

    `changed` EUR, up and down added; no plan at all can do with less than `least` (exact). `lines` are those that change.
    """

    part: Fraction
    target: Fraction
    value: Fraction
    changed: int
    least: Fraction
    lines: tuple[LineTold, ...]
    record: Record | None = None


@dataclass(frozen=True)
class StartTold:
    """The plan that is changed: the goal's number as it stands, and the hard rules it breaks.

    `allowed` is the goal's number of the nearest plan that keeps every rule: the gain counts from there. `dropped`: EUR on lines that this
    programme does not have; they are left out.
    """

    kind: StartKind
    name: Text
    value: Fraction
    allowed: Fraction
    broken: tuple[BrokenTold, ...]
    dropped: int = 0


@dataclass(frozen=True)
class ChangeTold:
    """From a given plan towards the best one: the smallest changes by part, the whole way as moves, and the first moves by part."""

    start: StartTold
    least: tuple[LeastTold, ...]
    way: tuple[MoveTold, ...]
    firsts: tuple[FirstTold, ...]


@dataclass(frozen=True)
class Alternatives:
    """What lies near the best plan of a case. With `status` "infeasible" there is no plan: `record.conflict` says why.

    `record` is the best plan with its proof, overrides and names; `slack` is the one that `plans` keep and tables show. `asked`: so many other
    plans were asked for; fewer `plans` means that no more were found.
    """

    record: Record
    slacks: tuple[Fraction, ...] = ()
    slack: Fraction = Fraction(0)
    asked: int = 0
    ranges: tuple[RangeTold, ...] = ()
    plans: tuple[OtherPlan, ...] = ()
    change: ChangeTold | None = None
    larger_is_better: bool = True
    wishes: int = field(default=0)

    @property
    def status(self) -> str:
        """`alternatives` or `infeasible`."""
        return "infeasible" if self.record.conflict is not None else "alternatives"

    @property
    def whole(self) -> tuple[str, ...]:
        """The rules that are all or nothing: everything here holds as long as the same members get money as in the best plan."""
        return tuple(dict.fromkeys(one.id for one in self.record.findings if one.whole))

    def of(self, kind: Literal["line", "space"], slack: Fraction | None = None) -> tuple[RangeTold, ...]:
        """The ranges of lines or spaces at one slack (default: `self.slack`)."""
        chosen = self.slack if slack is None else slack
        return tuple(one for one in self.ranges if one.kind == kind and one.slack == chosen)

    @cached_property
    def lines(self) -> Table:
        """Every line's range at every slack."""
        return Table(tuple(one for one in self.ranges if one.kind == "line"), COLUMNS)

    @cached_property
    def spaces(self) -> Table:
        """Every space's range at every slack."""
        return Table(tuple(one for one in self.ranges if one.kind == "space"), COLUMNS)

    @cached_property
    def others(self) -> Table:
        """The other plans."""
        return Table(self.plans, ("number", "value", "loss", "lost", "changed"))

    @cached_property
    def least(self) -> Table:
        """The smallest changes by part of the gain."""
        return Table(() if self.change is None else self.change.least, ("part", "target", "value", "changed", "least"))

    @cached_property
    def moves(self) -> Table:
        """The moves from the given plan to the best one, the most gain first."""
        columns = ("number", "giver", "taker", "year", "amount", "gain", "value", "reached")
        return Table(() if self.change is None else self.change.way, columns)


COLUMNS = ("id", "space", "year", "slack", "low", "high", "amount", "role")
