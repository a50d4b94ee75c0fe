"""Partners pay along: on average at least a share, and never more than they can."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Case, Finding, Row, Rule, Sum, Terms, what

TOTAL = Text(
    "{what}: partners betalen gemiddeld {sense} {limit:pct} van de totale kosten", "{what}: partners pay on average {sense} {limit:pct} of total cost"
)
SUBSIDY = Text(
    "{what}: partners leggen gemiddeld {sense} {limit:pct} bovenop de subsidie",
    "{what}: partners add on average {sense} {limit:pct} on top of the subsidy",
)
CAPACITY = Text("{what}: partners betalen {sense} {limit:mln}", "{what}: partners pay {sense} {limit:mln}")


class Cofinancing(Rule):
    """Partner money over a selection: a ratio on average (not per project), or an amount in EUR (capacity).

    Each instrument brings its own co-financing ratio and the base of that ratio (of total cost, or on top of the subsidy): 25 % on top of
    the subsidy is 20 % of total cost. Where a further dimension names a key with `cofinancing`, its members' own ratios (of total cost)
    count. This rule declares its own base: `base = "total"` or `"subsidy"`; `base = "EUR"` reads the number as an amount of partner money.

    ```toml
    [[rule]]
    id = "sectorplanplus-half"
    kind = "cofinancing"
    name = { nl = "SectorplanPlus gemiddeld 50 %", en = "SectorplanPlus 50 % on average" }
    select = { instrument = ["sectorplanplus-instroom", "sectorplanplus-behoud"] }
    base = "total"
    at_least = "1/2"
    per = "all"
    standing = "agreement"
    owner = "VWS"
    source = { document = "000", place = "456-457" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Geld van partners over een selectie: gemiddeld een aandeel (niet per project), of een bedrag in euro (draagkracht).

    Elk instrument heeft een eigen cofinanciering met een eigen grondslag (van de totale kosten, of bovenop de subsidie): 25 % bovenop de
    subsidie is 20 % van de totale kosten. Deze regel noemt zijn eigen grondslag: `base = "total"`, `"subsidy"` of `"EUR"`."""

    kind: Literal["cofinancing"]
    base: Literal["total", "subsidy", "EUR"]

    def _parts(self, grid: Grid, case: Case) -> Iterator[tuple[Fraction, Where]]:
        """(partner euros per euro of subsidy, the cells where it holds) within a case: everything in it with one ratio."""
        if grid.cofinancing:
            for value in grid.values(grid.cofinancing):
                own = Fraction(value)
                where = case.where.narrowed(**{grid.cofinancing: value})
                if grid.select(where).size:
                    yield own / (1 - own), where
            return
        for year in grid.years if case.year is None else (case.year,):
            for instrument in grid.values("instrument"):
                where = case.where.narrowed(instrument=instrument, year=year)
                if grid.select(where).size:
                    yield partner_per_euro(grid, instrument, year), where

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of (partner share - q x base) x spend against 0, or of partner money against an amount."""
        for case in self.cases(grid):
            terms: Terms = []
            for partner, where in self._parts(grid, case):
                whole = {"total": 1 + partner, "subsidy": Fraction(1), "EUR": Fraction(0)}[self.base]
                factor = partner - case.number * whole
                if factor != 0:
                    terms.append((factor, grid.select(where)))
            yield self.row(case, terms, case.number if self.base == "EUR" else 0)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Partner money, or its share of the declared base."""
        for case in self.cases(plan.grid):
            parts = list(self._parts(plan.grid, case))
            partners = Sum(tuple((partner, where) for partner, where in parts if partner != 0))
            if self.base == "EUR":
                yield self.finding(plan, case, partners, case.number, "EUR")
                continue
            whole = Sum(tuple((1 + partner if self.base == "total" else Fraction(1), where) for partner, where in parts))
            yield self.finding(plan, case, partners, case.number, "share", whole)

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`SectorplanPlus gemiddeld 50 %: partners betalen gemiddeld ten minste 50,0 % van de totale kosten`."""
        text = {"total": TOTAL, "subsidy": SUBSIDY, "EUR": CAPACITY}[self.base]
        return say(text, lang, what=what(self, finding, lang), sense=SENSES[finding.sense], limit=finding.limit)


def partner_per_euro(grid: Grid, instrument: str, year: str) -> Fraction:
    """Euros that partners add to one euro of subsidy, from the instrument's own ratio and base."""
    figure = grid.figures.column(instrument, "cofinancing", year)
    if figure is None or not isinstance(figure.value, (int, Fraction)):
        return Fraction(0)
    ratio = Fraction(figure.value)
    return ratio / (1 - ratio) if grid.figures.bases.get(instrument) == "total" else ratio
