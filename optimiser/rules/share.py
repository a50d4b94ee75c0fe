"""A part of the money is at least, at most or exactly a share of a whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Case, Finding, Row, Rule, Sum, money, shown, what
from optimiser.typed import Lines, Selection, Strict

SHARE = Text("{what}: {sense} {limit:pct} van {whole}", "{what}: {sense} {limit:pct} of {whole}")
BUDGET = Text("het budget ({whole})", "the budget ({whole})")
SPENT = Text("de besteding aan {whole}", "the spending on {whole}")
OWN = Text("de eigen besteding aan {whole}", "its own spending on {whole}")


class Whole(Strict):
    """What a share is a share of: the `budget` of source lines, what is `spent` on a selection, or one's `own` part of it. Exactly one."""

    budget: Lines | None = None
    spent: Selection | None = None
    own: Selection | None = None

    @property
    def where(self) -> Where:
        """The selection, whichever it is."""
        return next((one for one in (self.budget, self.spent, self.own) if one is not None), Where())


def _whole(value: Any) -> Any:
    if isinstance(value, dict) and len(value) != 1:
        raise PydanticCustomError("one-whole", "needs exactly one of budget, spent, own", {})
    return value


OneWhole = Annotated[Whole, BeforeValidator(_whole)]


class Share(Rule):
    """part(selection) is at least, at most or exactly p times the whole, per year; p is an exact fraction.

    `whole = { budget = {...} }` takes the budget of the selected source lines, so money left unspent cannot make a share look met;
    `whole = { spent = {...} }` takes what is spent on a selection. An empty selection `{}` means everything. With `each`, the whole is that of
    all members together; `whole = { own = {...} }` takes what is spent on a selection at the member itself.

    ```toml
    [[rule]]
    id = "growth-path"
    kind = "share"
    name = { nl = "Groeipad", en = "Growth path" }
    select = { space = "innovatie" }
    whole = { budget = { except = { source = "stagefonds" } } }
    at_least = { 2023 = "1/10", 2024 = "3/5", 2025 = "2/3" }
    standing = "policy"
    owner = "VWS"
    source = { document = "002", place = "727" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Het deel (de selectie) is ten minste, ten hoogste of precies p maal het geheel, per jaar; p is een exacte breuk.

    `whole = { budget = {...} }` neemt het budget van de gekozen herkomstregels, zodat onbesteed geld een aandeel niet mooier maakt;
    `whole = { spent = {...} }` neemt wat aan een selectie besteed wordt. Een lege selectie `{}` betekent alles. Met `each` is het geheel dat van
    alle leden samen; `whole = { own = {...} }` neemt wat aan een selectie bij het lid zelf besteed wordt."""

    kind: Literal["share"]
    whole: OneWhole

    def selections(self) -> Iterator[tuple[str, Where]]:
        """The part and the whole."""
        yield "select", self.select
        yield "whole", self.whole.where

    def _spent(self, case: Case) -> Where:
        """What the whole is spent on in a case."""
        spent = self.whole.where if case.year is None else self.whole.where.narrowed(year=case.year)
        return spent if self.whole.own is None or case.member is None else spent.narrowed(**{str(self.each): case.member})

    def _budget(self, grid: Grid, year: str | None) -> int:
        return sum(grid.budget(self.whole.where, each) for each in (grid.years if year is None else (year,)))

    def rows(self, grid: Grid) -> Iterator[Row]:
        """sum of part - p sum of whole, or sum of part against p times the budget."""
        for case in self.cases(grid):
            part = (Fraction(1), grid.select(case.where))
            if self.whole.budget is not None:
                yield self.row(case, [part], case.number * self._budget(grid, case.year))
            else:
                yield self.row(case, [part, (-case.number, grid.select(self._spent(case)))], 0)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The share itself against p."""
        for case in self.cases(plan.grid):
            whole = Sum(constant=self._budget(plan.grid, case.year)) if self.whole.budget is not None else money(self._spent(case))
            yield self.finding(plan, case, money(case.where), case.number, "share", whole)

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Groeipad 2025: ten minste 66,67 % van het budget (alles behalve stagefonds)`."""
        text = BUDGET if self.whole.budget is not None else SPENT if self.whole.spent is not None else OWN
        name = say(text, lang, whole=shown(self.whole.where, lang))
        return say(SHARE, lang, what=what(self, finding, lang), sense=SENSES[finding.sense], limit=finding.limit, whole=name)
