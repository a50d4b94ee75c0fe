"""At most so many members get money."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from optimiser.choice import Choice, members_of
from optimiser.grid import Grid
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import AT_MOST_SO_MANY, Finding, Sum, what
from optimiser.rules.minimum import WholeRule

AT_MOST = Text("{what}: geld voor ten hoogste {limit:num} van de {members}", "{what}: money for at most {limit:num} of the {members}")
COUNTED = {
    "instrument": Text("instrumenten", "instruments"),
    "space": Text("ruimten", "spaces"),
    "source": Text("herkomstregels", "source lines"),
}
OTHERS = Text("leden van {each}", "members of {each}")
NOW = Text("; het zijn er {count:num}", "; there are {count:num}")


class Count(WholeRule):
    """At most so many members of `each` get money, per year (or `per = "all"` years together).

    `each` is a dimension or an attribute and must be named; the number is whole. The rule is all or nothing, so the proved bound leaves it
    out: the gap that is stated is an upper limit.

    ```toml
    [[rule]]
    id = "few-instruments"
    kind = "count"
    name = { nl = "Hooguit acht instrumenten", en = "At most eight instruments" }
    each = "instrument"
    at_most = 8
    standing = "policy"
    owner = "VWS"
    source = { document = "000", place = "R24" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Ten hoogste zoveel leden van `each` krijgen geld, per jaar of over alle jaren (`per = "all"`).

    `each` is een dimensie of kenmerk en moet genoemd worden; het getal is geheel. De regel is alles of niets, dus de bewezen grens laat hem
    weg: de genoemde afstand is een bovengrens."""

    kind: Literal["count"]

    @model_validator(mode="after")
    def _a_whole_number(self) -> Self:
        if self.at_most is None or self.number.figure:
            raise PydanticCustomError("count-sense", "needs at_most with a number: so many members get money", {})
        if self.each is None:
            raise PydanticCustomError("count-each", "needs each: what is counted", {})
        if any(number.denominator != 1 or number < 0 for number in self.number.by_year.values()):
            raise PydanticCustomError("count-whole", "needs a whole number of members, 0 or more", {})
        return self

    def choices(self, grid: Grid) -> Iterator[Choice]:
        """Who is counted, and how many may get money."""
        for case in self.statements(grid):
            members, of = members_of(grid, case.where, self.each)
            yield Choice(self.id, case.year, members, of, np.zeros(len(members), dtype=np.int64), int(case.number))

    def check(self, plan: Plan) -> Iterator[Finding]:
        """How many members have money against how many may."""
        for case in self.statements(plan.grid):
            over = Sum(((Fraction(1), case.where),), each=str(self.each))
            paid = tuple(sorted(member for member, amount in over.by_member(plan).items() if amount > 0))
            excess = len(paid) - case.number
            who = paid if excess > 0 else ()
            left = Fraction(len(paid))
            yield Finding(self.id, case.year, None, left, AT_MOST_SO_MANY, case.number, "members", excess, over, who=who)

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Hooguit acht instrumenten 2024: geld voor ten hoogste 8 van de instrumenten`."""
        each = finding.over.each
        members = COUNTED[each][lang] if each in COUNTED else say(OTHERS, lang, each=each)
        text = say(AT_MOST, lang, what=what(self, finding, lang), limit=finding.limit, members=members)
        return text + (say(NOW, lang, count=len(finding.who)) if finding.who else "")
