"""Plans side by side as data: what each spends and brings, which rules hold them, and what makes the difference with the first one.

Reports and screens are written from this and nothing else. Amounts are whole EUR; effects, prices and shares are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from optimiser.difference import Difference, Step
from optimiser.language import Text
from optimiser.record import Line, RuleLine, Table

PUBLISHED, LAST_SHARES = "published", "last-shares"
YEAR_STEPS = {
    "room": Text("zelfde euro's, andere ruimte en openingsdata", "same euros, other room and opening dates"),
    "growth": Text("meer of minder budget, verdeeld als het jaar ervoor", "more or less budget, shared out as the year before"),
    "moved": Text("herverdeling", "reallocation"),
}


@dataclass(frozen=True)
class Column:
    """One plan (or reason that there is none): `key` is its letter, `label` its short name, `asked` what was typed.

    `kind`: `scenario`, `inputs`, `plan`, `record` or `baseline`. `status`: `optimal`, `scored`, `infeasible`, or `untold` when only amounts are
    known. Effects are None where they are not known; `total` is in the goal's `unit`, `adds` and `lowers` in persons. `spent` is EUR by
    (instrument, year) and `spaces` by (space, year). `over` is what the plan has beyond each of the two baselines of its own figures.
    """

    key: str
    label: Text
    asked: str
    kind: str
    programme: str
    scenario: str
    name: Text
    status: str
    goal: str = ""
    unit: Text = field(default_factory=lambda: Text("", ""))
    total: Fraction | None = None
    adds: Fraction | None = None
    lowers: Fraction | None = None
    bound: Fraction | None = None
    spent: Mapping[tuple[str, str], int] = field(default_factory=dict)
    spaces: Mapping[tuple[str, str], int] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    findings: tuple[RuleLine, ...] = ()
    broken: tuple[Text, ...] = ()
    over: Mapping[str, Fraction] = field(default_factory=dict)
    conflict: Text | None = None
    sentence: Text = field(default_factory=lambda: Text("", ""))

    @property
    def planned(self) -> bool:
        """True when there are amounts to show."""
        return bool(self.spent or self.spaces)

    @property
    def binding(self) -> int | None:
        """How many hard rules hold the plan; None when its rules are not told."""
        return sum(one.binding and not one.soft for one in self.findings) if self.findings else None


@dataclass(frozen=True)
class AmountRow:
    """One space or line (`instrument` "" for a space) in one year: EUR in every column, None where that column does not tell it."""

    space: str
    instrument: str
    year: str
    name: Text
    amounts: tuple[int | None, ...]

    @property
    def differs(self) -> bool:
        """True when the plans themselves do not all have the same amount."""
        return len({amount for amount in self.amounts if amount is not None}) > 1


@dataclass(frozen=True)
class RuleRow:
    """One rule in one year (and member), with what was found in every column; None where that column has no such rule."""

    rule: str
    year: str | None
    member: str | None
    name: Text
    found: tuple[RuleLine | None, ...]

    @property
    def holds_somewhere(self) -> bool:
        """True when it binds or is broken in at least one column."""
        return any(one is not None and (one.binding or not one.holds) for one in self.found)


@dataclass(frozen=True)
class YearLine:
    """One line from one year to another. `at_shares` is the EUR it would have had at the old year's shares of the new year's spending.

    `effect_was` is what the old spend buys in the old year; `room` what the same spend buys more in the new year (other steps, opening dates);
    `growth` what the step to `at_shares` adds; `moved` what the step from there to the new spend adds: persons, exact.
    """

    instrument: str
    space: str
    name: Text
    adds: bool
    was: int
    at_shares: Fraction
    now: int
    effect_was: Fraction
    room: Fraction
    growth: Fraction
    moved: Fraction

    @property
    def effect_now(self) -> Fraction:
        """What the new spend buys in the new year."""
        return self.effect_was + self.room + self.growth + self.moved

    @property
    def money_growth(self) -> Fraction:
        """EUR that come with the budget at the old year's shares."""
        return self.at_shares - self.was

    @property
    def money_moved(self) -> Fraction:
        """EUR that come from (or go to) other lines; together 0."""
        return self.now - self.at_shares


@dataclass(frozen=True)
class YearChange:
    """What changes between two years of one plan. All steps add up to the difference exactly, line by line and together."""

    column: str
    was: str
    now: str
    lines: tuple[YearLine, ...]
    sentence: Text = field(default_factory=lambda: Text("", ""))

    def money(self, which: str) -> Fraction:
        """EUR over all lines: `was`, `at_shares`, `now`, `money_growth`, `money_moved`."""
        return sum((Fraction(getattr(one, which)) for one in self.lines), Fraction(0))

    def effect(self, which: str, adds: bool | None = None) -> Fraction:
        """Persons over all lines, or over those that add workers (or lower demand)."""
        return sum((getattr(one, which) for one in self.lines if adds is None or one.adds is adds), Fraction(0))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """From what the old year's spending buys to what the new year's spending buys."""
        made: list[Step] = []
        level = self.effect("effect_was")
        for part in YEAR_STEPS:
            made.append(Step((part,), level, level + self.effect(part)))
            level = made[-1].now
        return tuple(made)


@dataclass(frozen=True)
class StepRow:
    """One step of an attribution, as a row of a table."""

    column: str
    step: str
    was: Fraction
    now: Fraction
    difference: Fraction


@dataclass(frozen=True)
class Long:
    """One amount of one column, as a row of a table."""

    column: str
    label: Text
    level: str
    space: str
    instrument: str
    year: str
    amount: int


@dataclass(frozen=True)
class LongRule:
    """One rule of one column, as a row of a table."""

    column: str
    rule: str
    year: str | None
    member: str | None
    left: Fraction | None
    sense: str
    limit: Fraction
    unit: str
    holds: bool
    binding: bool
    less: Fraction | None
    more: Fraction | None
    step: Fraction | None


@dataclass(frozen=True)
class Comparison:
    """Plans side by side. The first column is the reference; `differences` has the difference of each other plan with it, by column.

    `space_rows` and `line_rows` hold the amounts, `rule_rows` the rules. The two baselines stand last.
    """

    columns: tuple[Column, ...]
    space_rows: tuple[AmountRow, ...]
    line_rows: tuple[AmountRow, ...]
    rule_rows: tuple[RuleRow, ...]
    differences: Mapping[str, Difference]
    year_changes: tuple[YearChange, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def plans(self) -> tuple[Column, ...]:
        """The columns without the baselines."""
        return tuple(one for one in self.columns if one.kind != "baseline")

    @property
    def status(self) -> str:
        """`compared`; `infeasible` when not one of the plans exists."""
        return "infeasible" if all(one.status == "infeasible" for one in self.plans) else "compared"

    @cached_property
    def effects(self) -> Table:
        """One row a column: what it brings."""
        return Table(self.columns, ("key", "label", "kind", "status", "goal", "unit", "total", "adds", "lowers", "bound", "binding", "sentence"))

    @cached_property
    def amounts(self) -> Table:
        """One row a column and space or line, in EUR; `level` is `space` or `line`."""
        rows = [
            Long(column.key, column.label, level, row.space, row.instrument, row.year, amount)
            for level, table in (("space", self.space_rows), ("line", self.line_rows))
            for row in table
            for column, amount in zip(self.columns, row.amounts, strict=True)
            if amount is not None
        ]
        return Table(tuple(rows), ("column", "label", "level", "space", "instrument", "year", "amount"))

    @cached_property
    def rules(self) -> Table:
        """One row a column and rule: what was found, and what its number one step lower or higher does."""
        rows = [_long(column.key, one) for row in self.rule_rows for column, one in zip(self.columns, row.found, strict=True) if one is not None]
        keys = ("column", "rule", "year", "member", "left", "sense", "limit", "unit", "holds", "binding", "less", "more", "step")
        return Table(tuple(rows), keys)

    @cached_property
    def steps(self) -> Table:
        """The steps of every attribution; those of one column add up exactly to its difference with the reference."""
        rows = [
            StepRow(column, step.id, step.was, step.now, step.difference)
            for column, difference in self.differences.items()
            if difference.attribution is not None
            for step in difference.attribution.steps
        ]
        return Table(tuple(rows), ("column", "step", "was", "now", "difference"))

    @cached_property
    def years(self) -> Table:
        """Line by line what happens between two years of one plan."""
        keys = ("instrument", "space", "adds", "was", "at_shares", "now", "money_growth", "money_moved")
        rows = tuple(line for change in self.year_changes for line in change.lines)
        return Table(rows, (*keys, "effect_was", "room", "growth", "moved", "effect_now"))


def _long(column: str, one: RuleLine) -> LongRule:
    price = (None, None, None) if one.price is None else (one.price.less, one.price.more, one.price.step)
    return LongRule(column, one.id, one.year, one.member, one.left, one.sense, one.limit, one.unit, one.holds, one.binding, *price)
