"""Source lines are spent in full, or at most."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import Case, Finding, Row, Rule, Sense, Sum, judge, what
from optimiser.typed import ExactNumber

SPEND = Text("{what}: {sense} het budget van {limit:mln} besteden", "{what}: spend {sense} the budget of {limit:mln}")
SENSE = {
    "=": Text("precies", "exactly"),
    "<=": Text("niet meer dan", "no more than"),
    ">=": Text("niet minder dan", "no less than"),
}


class Balance(Rule):
    """Every source line is spent in full (`exactly = 1`) or at most (`at_most = 1`), per year.

    `carry_over` is the share of a year's budget that may move to the next year (eindejaarsmarge); `cash_shift` is an amount in EUR that
    may move either way between years (kasschuif). Nothing is left in the last year when the line is spent in full, so shifts sum to
    zero. The number itself is a share of the budget and is 1 unless only part of every line may be used.

    ```toml
    [[rule]]
    id = "spend-in-full"
    kind = "balance"
    name = { nl = "Alles besteden", en = "Spend in full" }
    exactly = 1
    carry_over = "1/100"
    standing = "law"
    owner = "VWS"
    source = { document = "002", place = "709-744" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Elke herkomstregel wordt per jaar geheel besteed (`exactly = 1`) of ten hoogste (`at_most = 1`).

    `carry_over` is het deel van het budget dat naar het volgende jaar mag (eindejaarsmarge); `cash_shift` is een bedrag in euro dat
    tussen jaren mag schuiven (kasschuif). Bij geheel besteden blijft in het laatste jaar niets over: de schuiven tellen op tot nul."""

    kind: Literal["balance"]
    carry_over: ExactNumber = Fraction(0)
    cash_shift: ExactNumber = Fraction(0)
    each: None = None
    per: Literal["year"] = "year"

    @model_validator(mode="after")
    def _no_more_than_there_is(self) -> Self:
        if self.sense == ">=":
            raise PydanticCustomError("balance-sense", "needs exactly or at_most: under at_least more could be spent than there is", {})
        if not all(0 <= part <= 1 for part in (*self.number.by_year.values(), self.carry_over)):
            raise PydanticCustomError("balance-part", "a part of a budget is a number from 0 to 1", {})
        if self.cash_shift < 0:
            raise PydanticCustomError("balance-shift", "cash_shift is an amount of 0 or more", {})
        return self

    def _spans(self, grid: Grid) -> Iterator[tuple[Case, tuple[str, ...], Sense, Fraction]]:
        """(case, the years added up, sense, money there is for them): the carry-over chain written without extra variables."""
        for source in sorted({source for source, _ in grid.budgets}):
            if not grid.select(self.select.narrowed(source=source)).size:
                continue
            years = tuple(year for year in grid.years if (source, year) in grid.budgets)
            money = {y: grid.budgets[source, y] * (self.number.at(grid, y, None) or Fraction(0)) for y in years}
            moves = self.carry_over != 0 or self.cash_shift != 0
            for last, year in enumerate(years):
                case = Case(year, source, self.select.narrowed(source=source), Fraction(1))
                if not moves:
                    yield case, (year,), self.sense, money[year]
                    continue
                ahead = self.cash_shift if last < len(years) - 1 else Fraction(0)
                late = self.carry_over * money[year] + self.cash_shift if last < len(years) - 1 else Fraction(0)
                if self.sense != "<=":
                    total = sum((money[y] for y in years[: last + 1]), Fraction(0))
                    if ahead == late == 0:
                        yield case, years[: last + 1], self.sense, total
                    else:
                        yield case, years[: last + 1], "<=", total + ahead
                        yield case, years[: last + 1], ">=", total - late
                    continue
                for first in range(last + 1):
                    before = self.carry_over * money[years[first - 1]] + self.cash_shift if first else Fraction(0)
                    yield case, years[first : last + 1], "<=", sum((money[y] for y in years[first : last + 1]), before) + ahead

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of x over the line's cells in a span of years = (or <=) its money."""
        for case, years, sense, money in self._spans(grid):
            where = Where((*case.where.only, ("year", years)), case.where.never)
            yield Row(self.id, case.year, case.member, ((Fraction(1), grid.select(where)),), sense, money, sense == "<=")

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Euros spent against euros there are."""
        for case, years, sense, money in self._spans(plan.grid):
            spent = Sum(tuple((Fraction(1), case.where.narrowed(year=year)) for year in years))
            yield judge(plan, self.id, case, sense, spent, money, "EUR", given=sense == "<=")

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Alles besteden kipz 2024: precies het budget van € 210,0 mln besteden`."""
        return say(SPEND, lang, what=what(self, finding, lang), sense=SENSE[finding.sense], limit=finding.limit)
