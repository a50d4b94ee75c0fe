"""Every member gets the share of the money that its key gives, within a band."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Case, Finding, Row, Rule, money, what
from optimiser.typed import Lines

PART = Text("{what}: {sense} {limit:pct} van het geld, naar {key}", "{what}: {sense} {limit:pct} of the money, by {key}")
EUROS = Text("{what}: {sense} {limit:eur}, naar {key}", "{what}: {sense} {limit:eur}, by {key}")
# In the place of a key: what members ask for in the selection.
REQUESTS = "requests"
ASKED = Text("rato van wat gevraagd is", "what was asked, pro rata")


class Parity(Rule):
    """Every member of `each` gets at least, at most or exactly so many times its share by a key of what the whole selection spends.

    `key` names a key of the dimension of `each` (or a column of the instruments); a member's share is its key out of the keys of all members
    with cells in the selection. `at_least = "0.8"` is a floor of 80 % of that share for everybody, `at_most = "1.2"` a ceiling; a band is
    two rules. A member without the key is left out.

    `budget = {...}` takes the share of the budget of the selected source lines in the place of what is spent (`{}`: of all lines). The key
    `requests` is what a member asks for in the selection: with `budget = {}` and `at_most = 1` a ceiling is divided pro rata.

    ```toml
    [[rule]]
    id = "fair-shares"
    kind = "parity"
    name = { nl = "Evenredig naar werknemers", en = "In proportion to employees" }
    each = "regio"
    key = "werknemers"
    at_least = "0.8"
    standing = "policy"
    owner = "VWS"
    source = { document = "000", place = "R27" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Elk lid van `each` krijgt ten minste, ten hoogste of precies zoveel maal zijn aandeel volgens een sleutel.

    `key` noemt een sleutel van de dimensie van `each` (of een kolom van de instrumenten); het aandeel van een lid is zijn sleutel gedeeld door
    de sleutels van alle leden met cellen in de selectie. `at_least = "0.8"` is een ondergrens van 80 % van dat aandeel voor iedereen,
    `at_most = "1.2"` een bovengrens; een band is twee regels. Een lid zonder die sleutel doet niet mee.

    `budget = {...}` neemt het aandeel in het budget van de gekozen herkomstregels in plaats van in wat besteed wordt (`{}`: van alle regels). De
    sleutel `requests` is wat een lid in de selectie vraagt: met `budget = {}` en `at_most = 1` wordt een plafond naar rato verdeeld."""

    kind: Literal["parity"]
    key: str = Field(min_length=1)
    budget: Lines | None = None

    @model_validator(mode="after")
    def _among_members(self) -> Self:
        if self.each is None or self.number.figure:
            raise PydanticCustomError("parity-each", "needs each and a number: so many times the share of every member", {})
        return self

    def selections(self) -> Iterator[tuple[str, Where]]:
        """What is spent, and the lines whose budget is divided."""
        yield "select", self.select
        if self.budget is not None:
            yield "budget", self.budget

    def _shares(self, grid: Grid) -> Iterator[tuple[Case, Where, Fraction]]:
        """(case, the whole it is a share of, the share of the key)."""
        cases = list(self.cases(grid))
        keys = {(one.member, one.year): self._key(grid, one) for one in cases}
        totals: dict[str | None, Fraction] = {}
        for (_, year), key in keys.items():
            totals[year] = totals.get(year, Fraction(0)) + (key or 0)
        for case in cases:
            key, whole = keys[case.member, case.year], self.select if case.year is None else self.select.narrowed(year=case.year)
            if key is not None and totals[case.year] > 0:
                yield case, whole, key / totals[case.year]

    def _key(self, grid: Grid, case: Case) -> Fraction | None:
        found = grid.figure(str(case.member), self.key, case.year)
        if found is None and self.key == REQUESTS:
            return Fraction(grid.requested(case.where))
        return Fraction(found.value) if found is not None and isinstance(found.value, (int, Fraction)) else None

    def _due(self, grid: Grid, case: Case, share: Fraction) -> Fraction:
        """So many euros of the budget."""
        assert self.budget is not None
        return case.number * share * sum(grid.budget(self.budget, year) for year in (grid.years if case.year is None else (case.year,)))

    def rows(self, grid: Grid) -> Iterator[Row]:
        """x of the member against its share of the budget, or x of the member - number x share x (x of everybody) against zero."""
        for case, whole, share in self._shares(grid):
            own = (Fraction(1), grid.select(case.where))
            if self.budget is not None:
                yield self.row(case, [own], self._due(grid, case, share))
            else:
                yield self.row(case, [own, (-case.number * share, grid.select(whole))], 0)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The member's money against its share of the budget, or its part of the money against its share by the key."""
        for case, whole, share in self._shares(plan.grid):
            if self.budget is not None:
                yield self.finding(plan, case, money(case.where), self._due(plan.grid, case, share), "EUR")
            else:
                yield self.finding(plan, case, money(case.where), case.number * share, "share", money(whole))

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Evenredig naar werknemers groningen 2025: ten minste 4,2 % van het geld, naar werknemers`."""
        key = ASKED[lang] if self.key == REQUESTS else self.key
        text = PART if self.budget is None else EUROS
        return say(text, lang, what=what(self, finding, lang), sense=SENSES[finding.sense], limit=finding.limit, key=key)
