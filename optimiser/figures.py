"""Figures: numbers from the input workbook, each with its unit, its origin and its standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Literal

Standing = Literal["sourced", "derived", "assumed"]
STANDINGS: tuple[Standing, ...] = ("sourced", "derived", "assumed")


class Mark(Enum):
    """What stands where no number stands. Neither is ever zero."""

    PM = "PM"
    NOT_APPLICABLE = "n.v.t."


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and where it comes from.

    `value` is exact (euros are integers); `unit` says what it counts; `place` is `Sheet!cell` or the scenario that set it;
    `source` names document and place; `note` holds the derivation. A text stands only in scenario overrides (`lines`, `*0.86`).
    """

    value: int | Fraction | Mark | date | str
    unit: str
    place: str
    standing: Standing
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """The effect figures of one instrument: what a euro is estimated to buy.

    `estimates` are net persons per EUR 1 million (low, central, high); `realisation` is the part of the intended effect that is
    reached (0..1); `lag` and `duration` are whole years; `adds` is True when the instrument adds workers, False when it lowers demand.
    """

    estimates: Mapping[str, Figure]
    realisation: Figure
    lag: Figure
    duration: Figure
    adds: bool
    tiers: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one source line's budget in a phase of a budget year: `amounts[year]` in signed whole euros; `kind` as in `phases.KINDS`."""

    phase: str
    budget_year: str
    kind: str
    source: str
    amounts: Mapping[str, Figure]
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class Indexation:
    """A rise of budgets with wages (OVA): `shares[year]` of what the lines have after the mutations of the phase. No `lines`: all of them."""

    phase: str
    budget_year: str
    lines: tuple[str, ...]
    shares: Mapping[str, Figure]
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """One member of a further dimension: `keys[key, year]` and `requests[instrument, year]` (whole euros); year None: every year."""

    id: str
    name: str
    attributes: Mapping[str, str]
    keys: Mapping[tuple[str, str | None], Figure]
    requests: Mapping[tuple[str, str | None], Figure] = field(default_factory=dict)
    place: str = ""

    def key(self, name: str, year: str | None = None) -> Fraction | None:
        """A key as an exact number: the year's own, else the one for every year; None where there is none."""
        figure = self.keys.get((name, year)) or self.keys.get((name, None))
        return Fraction(figure.value) if figure is not None and isinstance(figure.value, (int, Fraction)) else None

    def requested(self, instrument: str, year: str) -> int:
        """What this member asks of an instrument in a year, whole euros; 0 for nothing."""
        figure = self.requests.get((instrument, year)) or self.requests.get((instrument, None))
        return figure.value if figure is not None and isinstance(figure.value, int) else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one input workbook, keyed by id.

    `budgets[source, year]`: euros or a `Mark`. `columns[instrument, column, year]`: the instrument figures; year None = every year.
    `lines[instrument]`: the source lines that may pay it. `reference[space, year]`: the published use in euros.
    `rules[rule, year]`: numbers that differ from the programme's; `switched[rule]`: on or off; `scenarios[name, key]`: overrides.
    `multi_year[instrument, flow, year]`: what the budget shows beside the plan (`layout.FLOWS`), in euros or as a `Mark`.
    `mutations[id]`, `indexations[id]`: what the phases of the budget cycle change; only a run that asks for a phase counts them.
    `members[dimension]`: the members of the further dimensions as their sheets give them.
    `places[table, id, column]`: the `Sheet!cell` of what is no figure but a choice (`lines`, `base`, `direction`, `tiers`, `active`).
    """

    file: str
    budgets: Mapping[tuple[str, str], Figure]
    lines: Mapping[str, tuple[str, ...]]
    columns: Mapping[tuple[str, str, str | None], Figure]
    responses: Mapping[str, Response]
    reference: Mapping[tuple[str, str], Figure]
    rules: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    switched: Mapping[str, bool] = field(default_factory=dict)
    scenarios: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    mutations: Mapping[str, Mutation] = field(default_factory=dict)
    indexations: Mapping[str, Indexation] = field(default_factory=dict)
    multi_year: Mapping[tuple[str, str, str], Figure] = field(default_factory=dict)
    places: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    members: Mapping[str, Sequence[MemberFigures]] = field(default_factory=dict)

    def column(self, instrument: str, name: str, year: str) -> Figure | None:
        """The figure of one instrument in one year: the year's own, else the one for every year, else None."""
        return self.columns.get((instrument, name, year)) or self.columns.get((instrument, name, None))

    def with_budgets(self, changes: Mapping[tuple[str, str], Figure]) -> Figures:
        """A copy with some budgets replaced."""
        return replace(self, budgets={**self.budgets, **changes})
