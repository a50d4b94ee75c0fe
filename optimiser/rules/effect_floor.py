"""The effect of a selection reaches a target."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from optimiser.grid import Grid, Index, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Finding, Row, Rule, Sum, Terms, what

TARGET = Text("{what}: effect {sense} {limit:num} ({measure})", "{what}: effect {sense} {limit:num} ({measure})")


class EffectRule(Rule):
    """What floor and cap share: the effect of a selection in one measure, over all years of spending unless `per = "year"`."""

    measure: Literal["gap", "person-years", "labour-saving"] = "gap"
    per: Literal["year", "all"] = "all"

    @field_validator("select")
    @classmethod
    def _not_by_line(cls, select: Where) -> Where:
        if any(key == "source" for key, _ in (*select.only, *select.never)):
            raise PydanticCustomError("effect-of-line", "effect does not depend on the source line that pays: select without source", {})
        return select

    @field_validator("each")
    @classmethod
    def _not_each_line(cls, each: str | None) -> str | None:
        if each == "source":
            raise PydanticCustomError("effect-of-line", "effect does not depend on the source line that pays: choose another dimension", {})
        return each

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of rate x money that counts in a tier against the number of persons."""
        weights = grid.weights(self.measure)
        for case in self.cases(grid):
            by_rate: dict[Fraction, list[int]] = {}
            for j in grid.select_tiers(case.where).tolist():
                by_rate.setdefault(grid.tiers.rate[j] * weights[int(grid.tiers.group[j])], []).append(j)
            terms: Terms = [(rate, _columns(grid, tiers)) for rate, tiers in sorted(by_rate.items()) if rate != 0]
            yield self.row(case, terms, case.number)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Persons that count against the number."""
        for case in self.cases(plan.grid):
            persons = Sum(((Fraction(1), case.where),), persons=self.measure)
            yield self.finding(plan, case, persons, case.number, "persons")

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Doel behoud: effect ten minste 1.000 (gap)`."""
        words = {"what": what(self, finding, lang), "sense": SENSES[finding.sense], "limit": finding.limit}
        return say(TARGET, lang, measure=self.measure, **words)

    def selections(self) -> Iterator[tuple[str, Where]]:
        """The selection; it may not name a source line, because effect does not depend on who pays."""
        yield "select", self.select


def _columns(grid: Grid, tiers: list[int]) -> Index:
    return np.array(tiers, dtype=np.int64) + grid.size


class EffectFloor(EffectRule):
    """The effect of a selection is at least a target, in persons of the declared `measure`.

    `measure`: `gap` (persons in effect in the target year), `person-years` (over the horizon) or `labour-saving`. The goal `money` needs
    a rule of this kind: it finds the least money that reaches the target.

    ```toml
    [[rule]]
    id = "retention-target"
    kind = "effect-floor"
    name = { nl = "Doel behoud", en = "Retention target" }
    select = { space = "behoud" }
    at_least = 500
    standing = "policy"
    owner = "VWS"
    source = { document = "000", place = "163-191" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Het effect van een selectie is ten minste een doel, in personen van de genoemde maat (`measure`).

    `measure`: `gap` (personen in het doeljaar), `person-years` (over de horizon) of `labour-saving`. Het doel `money` heeft een regel van
    deze soort nodig: het zoekt het minste geld dat het doel haalt."""

    kind: Literal["effect-floor"]

    @model_validator(mode="after")
    def _a_floor(self) -> Self:
        if self.sense != ">=":
            raise PydanticCustomError("floor-sense", "needs at_least: a ceiling on what counts is an effect-cap", {})
        return self
