"""An instrument that opens or closes inside a year can absorb only part of a year's money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from optimiser.grid import Grid
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import Case, Finding, Row, Rule, money, what

OPEN = Text(
    "{what}: ten hoogste {limit:mln}, naar rato van de maanden dat het open is", "{what}: at most {limit:mln}, pro rata to the months it is open"
)


class Period(Rule):
    """At most months/12 of the number (normally the absorption) in a year in which an instrument opens or closes.

    The months come from the instruments' own dates (opens: first month counts; closes: last month counts). Years in which an instrument
    is open all twelve months are left out.

    ```toml
    [[rule]]
    id = "open-months"
    kind = "period"
    name = { nl = "Maanden open", en = "Months open" }
    each = "instrument"
    at_most = { figure = "absorption" }
    standing = "agreement"
    owner = "VWS"
    source = { document = "002", place = "810, 843, 874, 917" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Ten hoogste maanden/12 van het getal (meestal de absorptie) in een jaar waarin een instrument opent of sluit.

    De maanden komen uit de eigen datums van het instrument (opent: de eerste maand telt mee; sluit: de laatste maand telt mee)."""

    kind: Literal["period"]
    each: Literal["instrument"] = "instrument"
    per: Literal["year"] = "year"

    @model_validator(mode="after")
    def _a_ceiling(self) -> Self:
        if self.sense != "<=":
            raise PydanticCustomError("period-sense", "needs at_most: what is open for part of a year can absorb no more than that part", {})
        return self

    def _open(self, grid: Grid) -> Iterator[tuple[Case, int]]:
        """(case, months open) for the years in which it is not twelve."""
        for case in self.cases(grid):
            months = months_open(grid, str(case.member), int(str(case.year)))
            if months < 12:
                yield case, months

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of x over the instrument's year <= months/12 x the number."""
        for case, months in self._open(grid):
            yield self.row(case, [(Fraction(1), grid.select(case.where))], case.number * Fraction(months, 12))

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Euros spent against what the open months can absorb."""
        for case, months in self._open(plan.grid):
            yield self.finding(plan, case, money(case.where), case.number * months / 12, "EUR")

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Maanden open opschaling 2023: ten hoogste € 66,667 mln, naar rato van de maanden dat het open is`."""
        return say(OPEN, lang, what=what(self, finding, lang), limit=finding.limit)


def months_open(grid: Grid, instrument: str, year: int) -> int:
    """Months of a year (0..12) in which an instrument is open."""
    opens = grid.figures.column(instrument, "opens", str(year))
    closes = grid.figures.column(instrument, "closes", str(year))
    first = opens.value if opens and isinstance(opens.value, date) else date(year, 1, 1)
    last = closes.value if closes and isinstance(closes.value, date) else date(year, 12, 31)
    start = max((first.year - year) * 12 + first.month, 1)
    end = min((last.year - year) * 12 + last.month, 12)
    return max(0, end - start + 1)
