"""Money of a source line may (only) go to a selection."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, listing, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Case, Finding, Row, Rule, Sum, money, shown, what

Ids = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value), Field(min_length=1)]
EUROS = Text("{what}: {sense} {limit:mln} van {lines} naar {to}", "{what}: {sense} {limit:mln} of {lines} to {to}")
PART = Text("{what}: {sense} {limit:pct} van {lines} naar {to}", "{what}: {sense} {limit:pct} of {lines} to {to}")


class Earmark(Rule):
    """Money of source lines (`lines`) goes to a selection: at least, at most or exactly an amount or a share of it.

    `of = "EUR"` reads the number as euros, `of = "budget"` as a share of the lines' budget, `of = "spent"` as a share of what the
    lines spend; `at_least = 1` with `of = "spent"` means: only there.

    ```toml
    [[rule]]
    id = "vvt"
    kind = "earmark"
    name = { nl = "Opleidingsakkoord VVT", en = "VVT training agreement" }
    lines = "vvt"
    select = { instrument = "vvt-akkoord" }
    of = "EUR"
    at_least = { 2023 = 20_000_000, 2024 = 50_000_000, 2025 = 50_000_000 }
    standing = "agreement"
    owner = "VWS en VVT-partijen"
    source = { document = "002", place = "721, 1335-1337" }
    ```
    """

    MANUAL_NL: ClassVar[
        str
    ] = """Geld van herkomstregels (`lines`) gaat naar een selectie: ten minste, ten hoogste of precies een bedrag of deel ervan.

    `of = "EUR"` leest het getal als euro, `of = "budget"` als deel van het budget, `of = "spent"` als deel van wat de regels besteden;
    `at_least = 1` met `of = "spent"` betekent: alleen daarheen."""

    kind: Literal["earmark"]
    lines: Ids
    of: Literal["EUR", "budget", "spent"]

    def selections(self) -> Iterator[tuple[str, Where]]:
        """Where the money goes, and where it comes from."""
        yield "select", self.select
        yield "lines", Where((("source", self.lines),))

    def _from(self, case: Case) -> Where:
        everywhere = Where((("source", self.lines),))
        return everywhere if case.year is None else everywhere.narrowed(year=case.year)

    def _to(self, case: Case) -> Where:
        return Where((*case.where.only, ("source", self.lines)), case.where.never)

    def _budget(self, grid: Grid, year: str | None) -> int:
        return sum(grid.budget(Where((("source", self.lines),)), each) for each in (grid.years if year is None else (year,)))

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of x from the lines to the selection against the number (or number times the lines' money)."""
        for case in self.cases(grid):
            there = (Fraction(1), grid.select(self._to(case)))
            if self.of == "spent":
                yield self.row(case, [there, (-case.number, grid.select(self._from(case)))], 0)
            else:
                factor = 1 if self.of == "EUR" else self._budget(grid, case.year)
                yield self.row(case, [there], case.number * factor)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Euros, or the share of the lines' money, that goes to the selection."""
        for case in self.cases(plan.grid):
            there = money(self._to(case))
            if self.of == "EUR":
                yield self.finding(plan, case, there, case.number, "EUR")
                continue
            whole = Sum(constant=self._budget(plan.grid, case.year)) if self.of == "budget" else money(self._from(case))
            yield self.finding(plan, case, there, case.number, "share", whole)

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Opleidingsakkoord VVT 2025: ten minste € 50,0 mln van vvt naar vvt-akkoord`."""
        text = EUROS if self.of == "EUR" else PART
        words = {"what": what(self, finding, lang), "sense": SENSES[finding.sense], "limit": finding.limit}
        return say(text, lang, lines=listing(self.lines, lang), to=shown(self.select, lang), **words)
