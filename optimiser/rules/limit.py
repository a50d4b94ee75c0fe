"""A floor, a ceiling or a fixed amount on a selection."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from optimiser.grid import Grid
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Finding, Row, Rule, money, what

AMOUNT = Text("{what}: {sense} {limit:mln}", "{what}: {sense} {limit:mln}")


class Limit(Rule):
    """The money on a selection is at least, at most or exactly an amount in EUR, per year (or `per = "all"` years together).

    `each = "instrument"` makes one statement for every member; `{ figure = "absorption" }` takes the amount from that column of the
    instruments' figures. Legal commitments are floors of this kind.

    ```toml
    [[rule]]
    id = "execution"
    kind = "limit"
    name = { nl = "Uitvoering", en = "Execution" }
    select = { space = "uitvoering" }
    exactly = { 2023 = 21_750_000, 2024 = 23_365_000, 2025 = 23_350_000 }
    standing = "policy"
    owner = "VWS"
    source = { document = "002", place = "740" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Het geld op een selectie is ten minste, ten hoogste of precies een bedrag in euro, per jaar of over alle jaren.

    `each = "instrument"` maakt één uitspraak per lid; `{ figure = "absorption" }` neemt het bedrag uit die kolom van de instrumenten.
    Juridische verplichtingen zijn ondergrenzen van deze soort."""

    kind: Literal["limit"]

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of x over the selection <=, >= or = the amount."""
        for case in self.cases(grid):
            yield self.row(case, [(Fraction(1), grid.select(case.where))], case.number)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Euros on the selection against the amount."""
        for case in self.cases(plan.grid):
            yield self.finding(plan, case, money(case.where), case.number, "EUR")

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Uitvoering 2024: precies € 23,365 mln`."""
        return say(AMOUNT, lang, what=what(self, finding, lang), sense=SENSES[finding.sense], limit=finding.limit)
