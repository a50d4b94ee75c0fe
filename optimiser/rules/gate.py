"""Money that waits behind a gate: while it is closed a member gets only part of what its key gives, and the rest once the gate opens."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from optimiser.grid import Grid, Where
from optimiser.language import Lang, Text, say
from optimiser.plan import Plan
from optimiser.rule import SENSES, Case, Finding, Held, Row, Rule, money, what
from optimiser.typed import Lines

RELEASED = Text("{what}: {sense} {limit:mln} vrijgegeven, naar {key}", "{what}: {sense} {limit:mln} released, by {key}")


class Gate(Rule):
    """Every member of `each` has its share of a budget by a key; while its gate is closed only a part of that is released.

    `key` names the key of the dimension of `each` by which the budget of the source lines `of` (all when left out) is divided, `open` a key
    by year that is 1 where the gate is open and 0 where it is closed. `at_most` is the part that is released while it is closed; what is held
    back is free in the first year in which the gate is open, on top of that year's share. Spending it later needs a balance that lets the
    lines carry it over.

    ```toml
    [[rule]]
    id = "held-back"
    kind = "gate"
    name = { nl = "Inhouding tot positief advies", en = "Held back until a positive advice" }
    each = "regio"
    key = "werknemers"
    open = "advies"
    at_most = "3/4"
    standing = "policy"
    owner = "VWS"
    source = { document = "004", place = "279" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Elk lid heeft zijn deel van een budget volgens een sleutel; bij een gesloten poort komt daar een deel van vrij.

    `key` noemt de sleutel waarmee het budget van de herkomstregels `of` (zonder: alle) wordt verdeeld, `open` een sleutel per jaar: 1 is open,
    0 is dicht. `at_most` is het deel dat vrijkomt zolang de poort dicht is; wat is ingehouden komt vrij in het eerste jaar waarin de poort open
    is, boven op het deel van dat jaar. Later besteden vraagt een regel balance die geld laat meenemen."""

    kind: Literal["gate"]
    key: str = Field(min_length=1)
    open: str = Field(min_length=1)
    of: Lines = Where()
    per: Literal["year"] = "year"

    @model_validator(mode="after")
    def _a_part_of_members(self) -> Self:
        if self.each is None or self.at_most is None or self.number.figure or any(not 0 <= one <= 1 for one in self.number.by_year.values()):
            raise PydanticCustomError("gate-part", "needs each, and at_most: the part from 0 to 1 that is released while closed", {})
        return self

    def selections(self) -> Iterator[tuple[str, Where]]:
        """What the members get, and the lines whose budget is divided."""
        yield "select", self.select
        yield "of", self.of

    def _released(self, grid: Grid) -> Iterator[tuple[Case, Held]]:
        """(case, what its member may get and what is held back), member by member through the years."""
        cases = {(one.member, one.year): one for one in self.cases(grid)}
        members = list(dict.fromkeys(member for member, _ in cases))
        keys = {member: self._key(grid, member, self.key, None) for member in members}
        total = sum((key or 0 for key in keys.values()), Fraction(0))
        for member in members:
            share = (keys[member] or Fraction(0)) / total if total else Fraction(0)
            waiting = Fraction(0)
            for year in grid.years:
                given = share * grid.budget(self.of, year)
                is_open = self._key(grid, member, self.open, year) != 0
                case = cases.get((member, year))
                part = Fraction(1) if is_open or case is None else case.number
                free, waiting = (given + waiting, Fraction(0)) if is_open else (part * given, waiting + (1 - part) * given)
                if case is not None:
                    yield case, Held(self.id, str(member), year, given, free, waiting, is_open)

    def _key(self, grid: Grid, member: str | None, key: str, year: str | None) -> Fraction | None:
        found = grid.figure(str(member), key, year)
        return Fraction(found.value) if found is not None and isinstance(found.value, (int, Fraction)) else None

    def held(self, grid: Grid) -> Iterator[Held]:
        """What every member is given, may get and has to wait for, by year."""
        yield from (held for _, held in self._released(grid))

    def rows(self, grid: Grid) -> Iterator[Row]:
        """x of the member against what is released to it."""
        for case, held in self._released(grid):
            yield self.row(case, [(Fraction(1), grid.select(case.where))], held.released)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Euros of the member against what is released to it."""
        for case, held in self._released(plan.grid):
            yield self.finding(plan, case, money(case.where), held.released, "EUR")

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """`Inhouding tot positief advies zeeland 2020: ten hoogste € 3,2 mln vrijgegeven, naar werknemers`."""
        return say(RELEASED, lang, what=what(self, finding, lang), sense=SENSES[finding.sense], limit=finding.limit, key=self.key)
