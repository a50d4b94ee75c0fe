"""What a record keeps of the budget cycle: the phase, every step from base budget to this one, and the adopted plans it builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from optimiser.phases import Moment


@dataclass(frozen=True)
class Paid:
    """EUR of one source line on one instrument in one year."""

    source: str
    instrument: str
    year: str
    amount: int


@dataclass(frozen=True)
class StepTold:
    """One step of a budget: `was` and `now` in EUR, `share` for the wage index; `place` is the cell it was typed in."""

    id: str
    phase: str
    budget_year: str
    kind: str
    source: str
    year: str
    was: int
    now: int
    share: Fraction | None
    decided: str
    standing: str
    document: str
    note: str
    place: str

    @property
    def moment(self) -> Moment:
        """When it was decided."""
        return Moment(self.phase, self.budget_year)


@dataclass(frozen=True)
class Stand:
    """An adopted plan: phase, budget year and version, the run that made it, what the check found, and its amounts.

    `finding` is "best", "keeps" (rules, but not the best) or "breaks".
    """

    phase: str
    year: str
    version: int
    run: str
    finding: str
    by: str
    reason: str
    total: Fraction
    flows: tuple[Paid, ...]

    @property
    def moment(self) -> Moment:
        """Phase and budget year."""
        return Moment(self.phase, self.year)

    @cached_property
    def lines(self) -> Mapping[tuple[str, str], int]:
        """(instrument, year) -> EUR."""
        return sums(self.flows)


@dataclass(frozen=True)
class CycleTold:
    """The phase of a record. `stands` are in the order of the calendar; the last is the one that the plan starts from.

    `margin` is the share of a year's whole budget that may be taken to the next year, if the programme says so.
    """

    phase: str
    budget_year: str
    steps: tuple[StepTold, ...] = ()
    stands: tuple[Stand, ...] = ()
    margin: Fraction | None = None

    @property
    def moment(self) -> Moment:
        """Phase and budget year."""
        return Moment(self.phase, self.budget_year)

    @property
    def start(self) -> Stand | None:
        """The adopted plan that this one starts from; None for the first of a programme."""
        return self.stands[-1] if self.stands else None


def sums(flows: Sequence[Paid]) -> dict[tuple[str, str], int]:
    """(instrument, year) -> EUR over all source lines."""
    lines: dict[tuple[str, str], int] = {}
    for one in flows:
        lines[one.instrument, one.year] = lines.get((one.instrument, one.year), 0) + one.amount
    return lines
