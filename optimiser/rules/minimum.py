"""A member gets nothing, or at least an amount."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from optimiser.choice import Choice, members_of
from optimiser.grid import Grid
from optimiser.language import Lang, Text, euros, listing, say
from optimiser.plan import Plan
from optimiser.rule import NOTHING_OR, Case, Finding, Row, Rule, Sum, what

NOTHING_OR_LEAST = Text("{what}: niets of ten minste {limit}{each}", "{what}: nothing or at least {limit}{each}")
PER = Text(" per {each}", " for each {each}")
EACH = {
    "instrument": Text("instrument", "instrument"),
    "space": Text("ruimte", "space"),
    "source": Text("herkomstregel", "source line"),
    "adds": Text("soort effect", "kind of effect"),
}
TOO_LITTLE = Text("; te weinig: {who}", "; too little: {who}")
MORE = Text("nog {count:num}", "{count:num} more")
# A sentence names so many members and counts the rest.
NAMED = 5


class WholeRule(Rule):
    """What the all-or-nothing kinds share: one statement a year about all members at once, or about each where the number is a figure."""

    @model_validator(mode="after")
    def _kept_or_broken(self) -> Self:
        if self.soft is not None:
            raise PydanticCustomError("soft-whole", "an all-or-nothing rule is kept or broken, never missed a little: remove soft", {})
        return self

    def statements(self, grid: Grid) -> Iterator[Case]:
        """The years with a number; moreover each member apart where the number is a figure of the member."""
        if self.number.figure:
            yield from self.cases(grid)
            return
        for year in grid.years if self.per == "year" else (None,):
            number = self.number.at(grid, year, None)
            where = self.select if year is None else self.select.narrowed(year=year)
            if number is not None and grid.select(where).size:
                yield Case(year, None, where, number)

    def split(self, case: Case) -> str | None:
        """The attribute a statement is split by; None when it is about one amount."""
        return None if case.member is not None else self.each

    def rows(self, grid: Grid) -> Iterator[Row]:
        """An empty row a statement: the linear program leaves out what is all or nothing, and keeps its place."""
        for case in self.statements(grid):
            yield Row(self.id, case.year, case.member, (), "<=", Fraction(0), given=True)


class Minimum(WholeRule):
    """Every member of `each` gets nothing, or at least an amount in EUR, per year (or `per = "all"` years together).

    `each` is a dimension or an attribute; without it the whole selection is one member. `{ figure = "minimum" }` takes the amount from that
    column of each member. The rule is all or nothing, so the proved bound leaves it out: the gap that is stated is an upper limit.

    ```toml
    [[rule]]
    id = "smallest-grant"
    kind = "minimum"
    name = { nl = "Kleinste subsidie", en = "Smallest grant" }
    each = "instrument"
    at_least = 125_000
    standing = "policy"
    owner = "VWS"
    source = { document = "000", place = "R18" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Elk lid van `each` krijgt niets, of ten minste een bedrag in euro, per jaar of over alle jaren (`per = "all"`).

    `each` is een dimensie of kenmerk; zonder `each` is de hele selectie één lid. `{ figure = "minimum" }` neemt het bedrag uit die kolom van
    elk lid. De regel is alles of niets, dus de bewezen grens laat hem weg: de genoemde afstand is een bovengrens."""

    kind: Literal["minimum"]

    @model_validator(mode="after")
    def _a_floor(self) -> Self:
        if self.at_least is None:
            raise PydanticCustomError("minimum-sense", "needs at_least: nothing, or at least so much", {})
        return self

    def choices(self, grid: Grid) -> Iterator[Choice]:
        """Amounts are whole euros, so the amount is rounded up to one."""
        for case in self.statements(grid):
            members, of = members_of(grid, case.where, self.split(case))
            yield Choice(self.id, case.year, members, of, np.full(len(members), ceil(case.number), dtype=np.int64))

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The smallest amount above zero against the amount."""
        for case in self.statements(plan.grid):
            over = Sum(((Fraction(1), case.where),), each=self.split(case) or "")
            paid = {member: amount for member, amount in over.by_member(plan).items() if amount > 0}
            left = Fraction(min(paid.values())) if paid else None
            excess = case.number if left is None else left - case.number
            who = tuple(sorted(member for member, amount in paid.items() if amount < case.number))
            yield Finding(self.id, case.year, case.member, left, NOTHING_OR, case.number, "EUR", excess, over, who=who)

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Kleinste subsidie 2024: niets of ten minste € 125.000 per instrument`."""
        text = say(NOTHING_OR_LEAST, lang, what=what(self, finding, lang), limit=euros(finding.limit, lang), each=per_each(finding, lang))
        return text + (say(TOO_LITTLE, lang, who=some(finding.who, lang)) if any(finding.who) else "")


def per_each(finding: Finding, lang: Lang) -> str:
    """` per instrument`, or nothing for a statement about one amount."""
    each = finding.over.each
    return say(PER, lang, each=EACH[each][lang] if each in EACH else each) if each else ""


def some(members: tuple[str, ...], lang: Lang) -> str:
    """The first members by name, and how many more there are."""
    rest = len(members) - NAMED
    return listing([*members[:NAMED], *([say(MORE, lang, count=rest)] if rest > 0 else [])], lang)
