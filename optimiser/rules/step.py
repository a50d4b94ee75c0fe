"""How a selection may change from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Case, Finding, Row, Rule, Sum, money, what
from optimiser.typed import Lines

RATIO = Text("{what}: {sense} {limit:num} maal het jaar ervoor", "{what}: {sense} {limit:num} times the year before")
EUROS = Text("{what}: {sense} {limit:mln} verschil met het jaar ervoor", "{what}: {sense} {limit:mln} change from the year before")
SHARE = Text("{what}: aandeel {sense} {limit:pct} hoger dan het jaar ervoor", "{what}: share {sense} {limit:pct} above the year before")


class Step(Rule):
    """The change of a selection between a year and the year before it.

    `change = "ratio"`: at most/at least so many times last year (0.9 = degressive; 3 = growth only after a first stage);
    `change = "EUR"`: so many euros more; `change = "share"`: the share of the budget (`whole`) rises by at least so much (0 = it never
    falls). A number for a year speaks about that year against the year before; the first year has no year before it.

    ```toml
    [[rule]]
    id = "never-back"
    kind = "step"
    name = { nl = "Aandeel innovatie daalt niet", en = "Innovation share never falls" }
    select = { space = "innovatie" }
    change = "share"
    whole = { except = { source = "stagefonds" } }
    at_least = 0
    standing = "policy"
    owner = "VWS"
    source = { document = "002", place = "727" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """De verandering van een selectie tussen een jaar en het jaar ervoor.

    `change = "ratio"`: ten hoogste/ten minste zoveel maal vorig jaar (0.9 = aflopend; 3 = groei pas na een eerste stap);
    `change = "EUR"`: zoveel euro meer; `change = "share"`: het aandeel in het budget (`whole`) stijgt ten minste zoveel (0 = het daalt
    nooit). Het eerste jaar heeft geen jaar ervoor."""

    kind: Literal["step"]
    change: Literal["ratio", "EUR", "share"] = "ratio"
    whole: Lines = Where()
    per: Literal["year"] = "year"

    def selections(self) -> Iterator[tuple[str, Where]]:
        """The selection, and the whole of its share."""
        yield "select", self.select
        yield "whole", self.whole

    def _pairs(self, grid: Grid) -> Iterator[tuple[Case, Where, Fraction]]:
        """(case, the selection a year earlier, growth of the whole from that year to this)."""
        for case in self.cases(grid):
            position = grid.years.index(str(case.year))
            if position == 0:
                continue
            before = grid.years[position - 1]
            earlier = self.select.narrowed(year=before)
            earlier = earlier if case.member is None else earlier.narrowed(**{str(self.each): case.member})
            base = grid.budget(self.whole, before)
            if self.change == "share" and base == 0:
                continue
            yield case, earlier, Fraction(grid.budget(self.whole, str(case.year)), base) if base else Fraction(0)

    def rows(self, grid: Grid) -> Iterator[Row]:
        """this year - factor x last year against a bound (a share is multiplied by this year's whole)."""
        for case, earlier, growth in self._pairs(grid):
            factor = {"ratio": case.number, "EUR": Fraction(1), "share": growth}[self.change]
            whole = grid.budget(self.whole, str(case.year))
            bound = {"ratio": Fraction(0), "EUR": case.number, "share": case.number * whole}[self.change]
            yield self.row(case, [(Fraction(1), grid.select(case.where)), (-factor, grid.select(earlier))], bound)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The ratio, the difference in euros, or the difference in share."""
        for case, earlier, growth in self._pairs(plan.grid):
            if self.change == "EUR":
                yield self.finding(plan, case, Sum(((Fraction(1), case.where), (Fraction(-1), earlier))), case.number, "EUR")
            elif self.change == "ratio":
                yield self.finding(plan, case, money(case.where), case.number, "ratio", money(earlier))
            else:
                rise = Sum(((Fraction(1), case.where), (-growth, earlier)))
                whole = Sum(constant=plan.grid.budget(self.whole, str(case.year)))
                yield self.finding(plan, case, rise, case.number, "share", whole)

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Eerst een eerste stap opschaling 2024: ten hoogste 9 maal het jaar ervoor`."""
        text = {"ratio": RATIO, "EUR": EUROS, "share": SHARE}[self.change]
        return say(text, lang, what=what(self, finding, lang), sense=SENSES[finding.sense], limit=finding.limit)
