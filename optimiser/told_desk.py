"""What a report tells beside the record of a run: prices of rules, room to move, swings of estimates, a frontier; plain data, to JSON.

Amounts are whole euros; effects, rates and limits exact fractions, except where a docstring says that a number was rounded from the solver's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.language import Text
from optimiser.record import Record


@dataclass(frozen=True)
class CostTold:
    """What a whole rule costs: the gain of the goal without just that rule (its unit), and without each year's number alone."""

    rule: str
    name: Text
    standing: str
    gain: Fraction
    years: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True)
class RoomTold:
    """The least and most (EUR) a line gets in any plan that loses at most the part `slack` of the best effect; None: in any allowed plan."""

    instrument: str
    year: str
    slack: Fraction | None
    low: int
    high: int


@dataclass(frozen=True)
class SwingTold:
    """One estimate at its low and its high end (persons per EUR 1 million): the effect of this plan as it stands, exact.

    `best_low` and `best_high`: the most that any plan would reach then, rounded from the solver's answer; None when no plan keeps the rules then.
    """

    instrument: str
    standing: str
    low: Fraction
    high: Fraction
    plan_low: Fraction
    plan_high: Fraction
    best_low: Fraction | None
    best_high: Fraction | None


@dataclass(frozen=True)
class PieceTold:
    """A stretch of a frontier: the goal is `first` at `low` and `last` at `high`; a straight line between them unless `straight` is False."""

    low: Fraction
    high: Fraction
    first: Fraction
    last: Fraction
    straight: bool = True


@dataclass(frozen=True)
class GapTold:
    """A stretch without any plan, and why."""

    low: Fraction
    high: Fraction
    why: Text


@dataclass(frozen=True)
class FrontierTold:
    """The goal as a rule's number moves: `key` as `--set` knows it, the number that holds `now`, in the rule's `unit`."""

    rule: str
    name: Text
    year: str | None
    key: str
    unit: str
    now: Fraction
    pieces: tuple[PieceTold, ...]
    gaps: tuple[GapTold, ...]

    def at(self, number: Fraction) -> Fraction | None:
        """The goal at a number; None where no plan exists."""
        for one in self.pieces:
            if one.low <= number <= one.high:
                width = one.high - one.low
                return one.first + (one.last - one.first) * ((number - one.low) / width if width else 0)
        return None


@dataclass(frozen=True)
class MoveTold:
    """Money from one line to another of the same year (EUR) on the way from the published split to the plan, with what it adds to the goal."""

    giver: tuple[str, str] | None
    taker: tuple[str, str] | None
    amount: int
    gain: Fraction


@dataclass(frozen=True)
class ReportData:
    """A run with everything its report tells.

    `asked` is False when only the record is told: then the other fields are empty. `why_not` says why they are, or what was left out.
    """

    record: Record
    asked: bool = False
    why_not: Text = Text("", "")  # noqa: RUF009 - a frozen text
    costs: tuple[CostTold, ...] = ()
    room: tuple[RoomTold, ...] = ()
    swings: tuple[SwingTold, ...] = ()
    frontier: FrontierTold | None = None
    moves: tuple[MoveTold, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Everything but the record itself, with stable keys; exact numbers as text."""
        from pydantic import TypeAdapter

        told = TypeAdapter(ReportData).dump_python(self, mode="json", exclude={"record"})
        return {"run": self.record.id, "status": self.record.status, **told}
