"""The difference between two workbooks, plans or records as data: what changed, what was renamed, and what each change does to the effect.

Reports and screens are written from this and nothing else. Values are exact text (`12`, `2/3`, `PM`, a date, words); effects are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from optimiser.exact import read_exact
from optimiser.language import Text
from optimiser.record import Table

How = Literal["added", "removed", "changed", "origin"]
HOW = {
    "added": Text("erbij", "added"),
    "removed": Text("weg", "removed"),
    "changed": Text("gewijzigd", "changed"),
    "origin": Text("alleen herkomst", "origin only"),
}
# The kinds of change, in the order in which people read them.
PARTS = {
    "budgets": Text("Budgetten", "Budgets"),
    "estimates": Text("Schattingen", "Estimates"),
    "instruments": Text("Instrumenten", "Instruments"),
    "members": Text("Leden van verdere dimensies", "Members of further dimensions"),
    "rules": Text("Regels", "Rules"),
    "reference": Text("Referentie", "Reference"),
    "cycle": Text("Begrotingscyclus", "Budget cycle"),
    "scenarios": Text("Scenarios", "Scenarios"),
    "typed": Text("Getypt in het plan", "Typed in the plan"),
    "programme": Text("Programma", "Programme"),
}
LEVELS = {"line": Text("Plan", "Plan"), "space": Text("Ruimten", "Spaces"), "flow": Text("Geldstromen", "Flows")}
STEPS = {
    "budgets": Text("andere budgetten", "other budgets"),
    "estimates": Text("andere schattingen", "other estimates"),
    "rules": Text("andere regels en grenzen", "other rules and limits"),
    "choice": Text("andere keuze", "another choice"),
}
TABLES = {
    "space": Text("ruimte", "space"),
    "source": Text("herkomstregel", "source line"),
    "instrument": Text("instrument", "instrument"),
    "rule": Text("regel", "rule"),
    "scenario": Text("scenario", "scenario"),
}
RENAMING = Text(
    "Een id dat verdween en een dat erbij kwam gelden als hetzelfde als ze dezelfde naam hebben, of anders precies dezelfde inhoud, of anders "
    "(instrumenten in één ruimte, regels van één soort) een naam of id die voor ten minste driekwart gelijk is; en alleen als er geen tweede zo is.",
    "An id that went and one that came are told as the same when they have the same name, or else exactly the same content, or else (instruments "
    "of one space, rules of one kind) a name or id that is at least three quarters the same; and only when there is no second one like it.",
)
KINDS = {
    "inputs": Text("invoerwerkboek", "input workbook"),
    "plan": Text("planwerkboek", "plan workbook"),
    "record": Text("verslag", "record"),
    "scenario": Text("scenario", "scenario"),
}


@dataclass(frozen=True)
class Told:
    """One of the two sides: the file as it was named, what it is, and which programme and scenario it speaks about."""

    file: str
    kind: str
    programme: str
    scenario: str


@dataclass(frozen=True)
class Change:
    """One value that is not the same on both sides.

    `key` names it as `--set` does where it can be set (`source.kipz.2024`); `table`, `id`, `field` and `year` are its parts (year None:
    every year). `was` and `now` are exact text, empty where that side has none. `difference` is now - was where both are numbers.
    A rule that came or went whole is one change without a field: `name` is its sentence, `details` are its fields.
    """

    part: str
    how: How
    key: str
    table: str
    id: str
    name: Text
    field: str
    year: str | None
    was: str
    now: str
    unit: str
    standing_was: str
    standing_now: str
    source_was: str
    source_now: str
    note_was: str
    note_now: str
    place_was: str
    place_now: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def difference(self) -> Fraction | None:
        """now - was, exact."""
        was, now = read_exact(self.was), read_exact(self.now)
        return None if was is None or now is None else now - was

    @property
    def origin_changed(self) -> bool:
        """True when standing, source or note differ, whatever the value does; False where one side has no value at all."""
        trails = ((self.standing_was, self.source_was, self.note_was), (self.standing_now, self.source_now, self.note_now))
        return self.how in ("changed", "origin") and trails[0] != trails[1]


@dataclass(frozen=True)
class Renamed:
    """An id that went and one that came, told as the same thing; `why` says which rule made them one."""

    table: str
    was: str
    now: str
    name: Text
    why: Text


@dataclass(frozen=True)
class PlanChange:
    """An amount (EUR) of the plan that differs: a `line` (instrument and year), a `space` and year, or a `flow`; None: no such line on that side."""

    level: str
    source: str
    instrument: str
    space: str
    year: str
    name: Text
    was: int | None
    now: int | None

    @property
    def difference(self) -> int:
        """now - was, in EUR; what is not there counts as nothing."""
        return (self.now or 0) - (self.was or 0)


@dataclass(frozen=True)
class Step:
    """One step from the old effect to the new one. `parts` are the kinds of change in it; several when they could not be told apart."""

    parts: tuple[str, ...]
    was: Fraction
    now: Fraction

    @property
    def difference(self) -> Fraction:
        """What this step does, in the goal's unit."""
        return self.now - self.was

    @property
    def id(self) -> str:
        """`budgets`, `budgets+estimates`, ..."""
        return "+".join(self.parts)


@dataclass(frozen=True)
class Attribution:
    """The effect from `start` (old plan, or old optimum) to `end`, step by step; the steps add up to the difference exactly.

    `optimum_was` and `optimum_now` are the most any plan can have on either side, before rounding to payable units.
    """

    unit: Text
    goal: str
    start: Fraction
    end: Fraction
    optimum_was: Fraction
    optimum_now: Fraction
    steps: tuple[Step, ...]
    plans: bool

    @property
    def difference(self) -> Fraction:
        """end - start."""
        return self.end - self.start


@dataclass(frozen=True)
class Difference:
    """All that differs between two sides. `attribution` is None when the effect cannot be attributed; `notes` then say why.

    `compared` are the parts both sides tell; `planned` is True when both sides hold a plan.
    """

    old: Told
    new: Told
    compared: tuple[str, ...]
    changed: tuple[Change, ...]
    renamed: tuple[Renamed, ...]
    planned: bool
    amounts: tuple[PlanChange, ...]
    attribution: Attribution | None
    notes: tuple[Text, ...]

    @property
    def same(self) -> bool:
        """True when nothing differs."""
        return not (self.changed or self.renamed or self.amounts)

    @property
    def status(self) -> str:
        """`same` or `different`."""
        return "same" if self.same else "different"

    @cached_property
    def changes(self) -> Table:
        """Every change of a figure, rule, scenario or programme entry."""
        columns = ("part", "how", "key", "id", "name", "field", "year", "was", "now", "difference", "unit", "standing_was", "standing_now")
        return Table(self.changed, (*columns, "source_was", "source_now", "note_was", "note_now", "place_was", "place_now"))

    @cached_property
    def renames(self) -> Table:
        """The ids that were renamed."""
        return Table(self.renamed, ("table", "was", "now", "name", "why"))

    @cached_property
    def plan(self) -> Table:
        """Every amount of the plan that differs, in EUR."""
        return Table(self.amounts, ("level", "source", "instrument", "space", "year", "name", "was", "now", "difference"))

    @cached_property
    def steps(self) -> Table:
        """The steps of the attribution; empty when there is none."""
        return Table(self.attribution.steps if self.attribution else (), ("id", "was", "now", "difference"))

    def of(self, part: str) -> tuple[Change, ...]:
        """The changes of one part."""
        return tuple(one for one in self.changed if one.part == part)

    def at(self, level: str) -> tuple[PlanChange, ...]:
        """The plan's differences at one level."""
        return tuple(one for one in self.amounts if one.level == level)


def shown_steps(start: Fraction, steps: Sequence[Step], places: int) -> tuple[tuple[Fraction, ...], Fraction, Fraction]:
    """(differences, start, end) rounded so that what is printed adds up: each is the difference of two rounded running totals.

    >>> third = Fraction(1, 3)
    >>> steps = (Step(("budgets",), third, 2 * third), Step(("rules",), 2 * third, 3 * third))
    >>> [str(one) for one in shown_steps(third, steps, 1)[0]]
    ['2/5', '3/10']
    """
    totals = [rounded(start, places), *(rounded(step.now, places) for step in steps)]
    return tuple(after - before for before, after in pairwise(totals)), totals[0], totals[-1]


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up, whatever the sign, as numbers are printed."""
    size = Fraction(int(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    return -size if value < 0 else size
