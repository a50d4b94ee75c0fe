"""What a rule is: one statement about the plan, told to the solver (`rows`), to the auditor (`check`) and to the reader (`sentence`).

Each kind is one file in `rules/`. The first two tellings are proved equal before every solve (`audit.py`), so the solver is
told exactly what is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from optimiser.choice import Choice
from optimiser.grid import Grid, Index, Where
from optimiser.language import Lang, Text, listing
from optimiser.plan import Plan
from optimiser.typed import AnyNumber, Number, Origin, Selection, Soft, Strict, TwoTexts

Sense = Literal["<=", ">=", "="]
# What no linear row can say: a member gets nothing or at least so much; at most so many members get money.
Said = Literal["<=", ">=", "=", "0|>=", "count<="]
NOTHING_OR: Said = "0|>="
AT_MOST_SO_MANY: Said = "count<="
Unit = Literal["EUR", "share", "ratio", "persons", "members"]
Terms = list[tuple[Fraction, Index]]


@dataclass(frozen=True)
class Row:
    """One linear statement: sum over terms of (fraction x sum of columns) sense bound.

    Columns 0..cells-1 are euros in cells; columns cells..cells+tiers-1 are euros that count in tiers. `given` marks a statement about
    money that does not exist (no rule can be relaxed to create it), so it is never part of a conflict.
    """

    rule: str
    year: str | None
    member: str | None
    terms: tuple[tuple[Fraction, Index], ...]
    sense: Sense
    bound: Fraction
    given: bool = False

    def excess(self, plan: Plan) -> Fraction:
        """Left side minus bound on a plan, in the row's quantity (EUR or persons), exact."""
        cells = plan.grid.size
        total = -self.bound
        for factor, columns in self.terms:
            total += factor * int(plan.amounts[columns[columns < cells]].sum())
            total += factor * sum((plan.filled[j - cells] for j in columns[columns >= cells].tolist()), Fraction(0))
        return total


@dataclass(frozen=True)
class Sum:
    """Weighted spending plus a constant: sum over terms of (factor x euros on a selection) + `constant`.

    `persons` names a measure when the terms weigh effect instead of euros. With `each` the one term stands for as many amounts as that
    attribute has members (`by_member`).
    """

    terms: tuple[tuple[Fraction, Where], ...] = ()
    constant: int = 0
    persons: str = ""
    each: str = ""

    def of(self, plan: Plan) -> Fraction:
        """The sum on a plan, exact."""
        if self.persons:
            weights = plan.grid.weights(self.persons)
            return sum((factor * plan.effect(where, weights) for factor, where in self.terms), Fraction(self.constant))
        return sum((factor * plan.spent(where) for factor, where in self.terms), Fraction(self.constant))

    def by_member(self, plan: Plan) -> dict[str, int]:
        """Euros per member of `each` with cells in the selection; without `each` the selection itself is the only member (``""``)."""
        ((_, where),) = self.terms
        if not self.each:
            return {"": plan.spent(where)}
        grid = plan.grid
        dimension = str(grid.dimension_of(self.each))
        members, codes = grid.dimensions[dimension], grid.codes[dimension]
        totals: dict[str, int] = {}
        for cell in grid.select(where).tolist():
            member = members[int(codes[cell])]
            value = member.id if self.each == dimension else member.attributes.get(self.each, "")
            if value:
                totals[value] = totals.get(value, 0) + int(plan.amounts[cell])
        return totals


@dataclass(frozen=True)
class Finding:
    """The outcome of one rule, year and member on one plan, in the reader's own quantity.

    `left` sense `limit` in `unit` (EUR, a share 0..1, a ratio, persons), where left = `over` (/ `under` if there is one); None where the
    quantity does not exist (a share of nothing). `excess` is the same statement as one affine number (EUR or persons): over - limit, or
    over - limit x under.

    An all-or-nothing statement is about all members at once: `left` is the smallest amount above zero (`0|>=`), or how many members get
    money (`count<=`); `who` are the members that break it.
    """

    rule: str
    year: str | None
    member: str | None
    left: Fraction | None
    sense: Said
    limit: Fraction
    unit: Unit
    excess: Fraction
    over: Sum
    under: Sum | None = None
    given: bool = False
    who: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True when the plan keeps the rule exactly."""
        if self.sense == "=":
            return self.excess == 0
        return self.excess <= 0 if self.sense in ("<=", AT_MOST_SO_MANY) else self.excess >= 0

    @property
    def whole(self) -> bool:
        """True for an all-or-nothing statement, which has no row."""
        return self.sense in (NOTHING_OR, AT_MOST_SO_MANY)

    @property
    def margin(self) -> Fraction | None:
        """Room left in the rule's own quantity; negative when broken; zero for an equality that holds."""
        if self.left is None:
            return None
        if self.sense == "=":
            return -abs(self.left - self.limit)
        return self.limit - self.left if self.sense in ("<=", AT_MOST_SO_MANY) else self.left - self.limit

    @property
    def shortfall(self) -> Fraction:
        """How much is missing, in EUR or persons; zero when the rule holds."""
        return Fraction(0) if self.holds else abs(self.excess)

    def binding(self, unit: int) -> bool:
        """True when the rule holds with less room than one payable unit (EUR), or than one member or person."""
        return self.holds and abs(self.excess) < (1 if self.unit in ("members", "persons") else unit)


@dataclass(frozen=True)
class Case:
    """One year and member a rule speaks about, with the selection narrowed to it and the number that holds there."""

    year: str | None
    member: str | None
    where: Where
    number: Fraction


@dataclass(frozen=True)
class Held:
    """What a gate does to one member in one year, in EUR: its key gives `given`; `released` may be spent now, `held` waits until it opens."""

    rule: str
    member: str
    year: str
    given: Fraction
    released: Fraction
    held: Fraction
    is_open: bool


class Rule(Strict):
    """A rule of a programme. Exactly one of `at_least`, `at_most`, `exactly` holds its number(s)."""

    MANUAL_NL: ClassVar[str] = ""

    id: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]*$")
    kind: str
    name: TwoTexts
    select: Selection = Where()
    at_least: AnyNumber | None = None
    at_most: AnyNumber | None = None
    exactly: AnyNumber | None = None
    per: Literal["year", "all"] = "year"
    each: str | None = None
    soft: Soft | None = None
    standing: Literal["law", "agreement", "policy", "assumption"]
    owner: str = Field(min_length=1)
    source: Origin
    active: bool = True
    note: str = ""

    @model_validator(mode="after")
    def _one_number(self) -> Rule:
        if sum(number is not None for number in (self.at_least, self.at_most, self.exactly)) != 1:
            raise PydanticCustomError("one-number", "needs exactly one of at_least, at_most, exactly", {})
        if self.number.figure and self.each is None:
            raise PydanticCustomError("figure-without-each", "a figure needs each = a dimension", {})
        if self.per == "all" and set(self.number.by_year) - {"*"}:
            raise PydanticCustomError("not-by-year", 'per = "all" takes one number, not numbers by year', {})
        return self

    @property
    def number(self) -> Number:
        """The rule's numbers, whichever sense they have."""
        number = self.at_least or self.at_most or self.exactly
        assert number is not None
        return number

    @property
    def sense(self) -> Sense:
        """<= for at_most, >= for at_least, = for exactly."""
        return "<=" if self.at_most is not None else ">=" if self.at_least is not None else "="

    def selections(self) -> Iterator[tuple[str, Where]]:
        """Every selection the rule makes, with the name of its TOML key; names in them are checked on reading."""
        yield "select", self.select

    def cases(self, grid: Grid, where: Where | None = None) -> Iterator[Case]:
        """The years and members this rule speaks about; a year or member without a number is left out."""
        base = self.select if where is None else where
        for year in grid.years if self.per == "year" else (None,):
            narrowed = base if year is None else base.narrowed(year=year)
            for member in (None,) if self.each is None else grid.values(self.each):
                number = self.number.at(grid, year, member)
                if number is None:
                    continue
                chosen = narrowed if member is None else narrowed.narrowed(**{str(self.each): member})
                if member is None or grid.select(chosen).size:
                    yield Case(year, member, chosen, number)

    def row(self, case: Case, terms: Terms, bound: Fraction | int, given: bool = False) -> Row:
        """A row of this rule with its own sense."""
        return Row(self.id, case.year, case.member, tuple(terms), self.sense, Fraction(bound), given)

    def finding(self, plan: Plan, case: Case, over: Sum, limit: Fraction | int, unit: Unit, under: Sum | None = None) -> Finding:
        """Over (/ under) against the limit, with this rule's own sense."""
        return judge(plan, self.id, case, self.sense, over, Fraction(limit), unit, under)

    def held(self, grid: Grid) -> Iterator[Held]:  # noqa: ARG002 (kinds with a gate use it)
        """What the rule holds back, member by member; nothing unless the kind has a gate."""
        yield from ()

    def rows(self, grid: Grid) -> Iterator[Row]:
        """The rule as linear rows."""
        raise NotImplementedError

    def choices(self, grid: Grid) -> Iterator[Choice]:
        """What the rule says that is all or nothing, in the order of its rows; nothing for a linear rule."""
        del grid
        yield from ()

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The rule judged on a plan, in the same order as `rows`, from sums of the plan only."""
        raise NotImplementedError

    def sentence(self, finding: Finding, lang: Lang) -> str:
        """One line that says the rule with its number in this year."""
        raise NotImplementedError


def number_key(rule: Rule) -> str:
    """The TOML key that holds the rule's number."""
    return {"<=": "at_most", ">=": "at_least", "=": "exactly"}[rule.sense]


def judge(
    plan: Plan, rule: str, case: Case, sense: Sense, over: Sum, limit: Fraction, unit: Unit, under: Sum | None = None, given: bool = False
) -> Finding:
    """Over (/ under) against the limit on a plan, as a finding."""
    top = over.of(plan)
    if under is None:
        return Finding(rule, case.year, case.member, top, sense, limit, unit, top - limit, over, None, given)
    whole = under.of(plan)
    left = top / whole if whole else None
    return Finding(rule, case.year, case.member, left, sense, limit, unit, top - limit * whole, over, under, given)


def money(where: Where, factor: Fraction | int = 1) -> Sum:
    """The euros on a selection."""
    return Sum(((Fraction(factor), where),))


SENSES: Mapping[str, Text] = {
    NOTHING_OR: Text("niets of ten minste", "nothing or at least"),
    AT_MOST_SO_MANY: Text("ten hoogste", "at most"),
    "<=": Text("ten hoogste", "at most"),
    ">=": Text("ten minste", "at least"),
    "=": Text("precies", "exactly"),
}


def what(rule: Rule, finding: Finding, lang: Lang) -> str:
    """`Leren en ontwikkelen 2024` : the rule's name with member and year."""
    parts = [rule.name[lang]] + [part for part in (finding.member, finding.year) if part]
    return " ".join(parts)


def shown(where: Where, lang: Lang) -> str:
    """A selection in words: `innovatie`, `innovatie behalve stagefonds`."""
    only = listing([value for key, values in where.only if key != "year" for value in values], lang)
    never = listing([value for _, values in where.never for value in values], lang)
    everything = Text("alles", "everything")[lang]
    without = Text(" behalve ", " except ")[lang]
    return (only or everything) + (without + never if never else "")
