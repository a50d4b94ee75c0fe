"""All of one run as data, to and from JSON. Reports are written from this and nothing else.

Amounts are whole euros; effects, rates and shares are exact fractions (JSON: text such as "2/3"). Names stand in both languages, so a
report in either can be written years later without the programme.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from optimiser.budget_table import BudgetTable, Scheme, budget_tables
from optimiser.language import Text
from optimiser.rule import Held
from optimiser.stands import CycleTold

if TYPE_CHECKING:
    import pandas as pd

JSON_VERSION = 1


@dataclass(frozen=True)
class Flow:
    """Money of one source line on one instrument in one year. `budget_mark` never occurs here: PM lines have no flow."""

    source: str
    instrument: str
    space: str
    year: str
    amount: int


@dataclass(frozen=True)
class TierUse:
    """One step of a response: `width` EUR, `rate` persons per EUR 1 million (counting in the goal), `filled` EUR that count.

    `base` is the rate in persons per EUR before a measure says how often they count.
    """

    width: Fraction
    rate: Fraction
    filled: Fraction
    base: Fraction = Fraction(0)


@dataclass(frozen=True)
class Line:
    """One instrument in one year. `reference` is its spend in the best split of the published use (None when there is none).

    `effect` is in the goal's measure; `marginal` is what the next EUR 1 million would add; `reason` says why the line stands where it does.
    `counts[measure]` is how often a person counts; `multiplier` belongs to the row that ties the tiers to the spend.
    """

    instrument: str
    space: str
    year: str
    amount: int
    reference: int | None
    effect: Fraction
    marginal: Fraction
    adds: bool
    tiers: tuple[TierUse, ...]
    reason: Text
    counts: dict[str, int] = field(default_factory=dict)
    multiplier: Fraction = Fraction(0)


@dataclass(frozen=True)
class SpaceUse:
    """One space in one year against the published use; `budget` is the money of that year."""

    space: str
    year: str
    amount: int
    reference: int | None
    budget: int


@dataclass(frozen=True)
class Part:
    """One term of a rule's left side: factor x euros on every flow whose ids are in the lists (None: any id).

    `further`: (a further dimension or attribute of its members, the values it may have), all of which must hold.
    """

    factor: Fraction
    source: tuple[str, ...] | None
    instrument: tuple[str, ...] | None
    year: tuple[str, ...] | None
    further: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class SumOf:
    """Weighted flows plus a constant; `persons` names the measure when the terms weigh effect instead of euros.

    With `each` these are several amounts: one for every id of that column, or one a part (`each` is "part").
    """

    parts: tuple[Part, ...]
    constant: int = 0
    persons: str = ""
    each: str = ""


@dataclass(frozen=True)
class PriceTold:
    """What the goal changes (its unit) when the rule's number moves one `step` down (`less`) or up (`more`); None: no plan exists then.

    `step` is EUR 1 million, one percentage point, 1 (a ratio) or 1 person, by the rule's unit.
    """

    less: Fraction | None
    more: Fraction | None
    step: Fraction


@dataclass(frozen=True)
class RuleLine:
    """One rule in one year (and member): its sentence, what was found, and how to compute it again.

    left = over (/ under); it must be `sense` `limit`. `excess` = over - limit (or over - limit x under), exact.
    """

    id: str
    kind: str
    name: Text
    sentence: Text
    year: str | None
    member: str | None
    left: Fraction | None
    sense: str
    limit: Fraction
    unit: str
    margin: Fraction | None
    excess: Fraction
    holds: bool
    binding: bool
    soft: bool
    priority: int | None
    standing: str
    owner: str
    source: str
    note: str
    over: SumOf
    under: SumOf | None
    multiplier: Fraction
    price: PriceTold | None = None
    weight: Fraction = Fraction(0)

    @property
    def whole(self) -> bool:
        """True for a statement that is all or nothing: the bound leaves it out."""
        return self.sense in ("0|>=", "count<=")


@dataclass(frozen=True)
class WishTold:
    """One priority of wishes: the weighted shortfall that this plan has, and the multiplier of the row that keeps it."""

    priority: int
    reached: Fraction
    multiplier: Fraction


@dataclass(frozen=True)
class Tie:
    """A line that can have anything from `low` to `high` EUR without any loss (before rounding to payable units)."""

    instrument: str
    year: str
    low: int
    high: int


@dataclass(frozen=True)
class Move:
    """One amount of an exchange at no loss: `difference` EUR more (or less) of this source line on this instrument and year."""

    source: str
    instrument: str
    year: str
    difference: int


@dataclass(frozen=True)
class Served:
    """Money and effect that serve one opgave, afspraak or indicator, per year. Instruments may serve several: never add these up."""

    kind: str
    id: str
    name: Text
    amounts: dict[str, int]
    effect: Fraction
    instruments: tuple[str, ...]
    source: str
    note: str
    link: Text | None = None


@dataclass(frozen=True)
class FigureUsed:
    """One figure of the case: what it is, its exact value as text, where it stands and how sure it is."""

    key: str
    value: str
    unit: str
    place: str
    standing: str
    source: str
    note: str


@dataclass(frozen=True)
class OverrideUsed:
    """One change to the base case."""

    key: str
    was: str
    now: str
    origin: str
    reason: str


@dataclass(frozen=True)
class SourceUse:
    """One source line in one year: `budget` as text when it is PM or n.v.t., `amount` None then; `spent` and `unspent` in EUR."""

    source: str
    year: str
    amount: int | None
    mark: str
    spent: int

    @property
    def unspent(self) -> int:
        """Money left."""
        return (self.amount or 0) - self.spent


@dataclass(frozen=True)
class Stated:
    """A total as the source states it against the sum of its lines; `unexplained` is the line that carries the difference."""

    year: str
    stated: int
    lines: int
    source: str


@dataclass(frozen=True)
class Reference:
    """A split to compare with: its effect, and the hard rules it breaks (as sentences) with by how much (EUR or persons)."""

    id: str
    name: Text
    effect: Fraction
    broken: tuple[tuple[Text, Fraction], ...]


@dataclass(frozen=True)
class Unmodelled:
    """A principle of the sources that no rule models, and why."""

    id: str
    name: Text
    why: Text
    source: str


@dataclass(frozen=True)
class ContextFigure:
    """An amount or count that is shown, never used."""

    id: str
    name: Text
    value: Fraction
    unit: str
    outside: bool
    source: str
    note: str


@dataclass(frozen=True)
class RepairTold:
    """One rule that gives way alone: its new number `to` in its own `unit`; `slack` is what it gives (EUR or persons). A plan then exists."""

    rule: str
    year: str | None
    to: Fraction
    unit: str
    slack: Fraction
    standing: str


@dataclass(frozen=True)
class MemberTold:
    """One rule and year of a conflict: every member is needed for it."""

    rule: str
    year: str | None
    name: Text
    sentence: Text
    standing: str
    owner: str
    source: str


@dataclass(frozen=True)
class Conflict:
    """No plan exists: the rules that cannot be kept together, what is missing in `unit` (EUR or persons), and a sentence."""

    members: tuple[MemberTold, ...]
    shortfall: Fraction
    unit: str
    repairs: tuple[RepairTold, ...]
    sentence: Text

    @property
    def rules(self) -> tuple[tuple[str, str | None], ...]:
        """(rule id, year) of every member."""
        return tuple((one.rule, one.year) for one in self.members)


@dataclass(frozen=True)
class EditedLine:
    """One line (instrument and year) of a plan that was sent in: EUR as the plan was made (`was`), as sent in (`typed`) and in this plan (`got`).

    `was` is None where it is not known; `changed` when a person changed the line or its flows. `lock` is "", "exactly", "at_least" or "at_most",
    with `held` EUR. `because` names the rules that made it give way; `place` is the cell.
    """

    instrument: str
    year: str
    was: int | None
    typed: int
    got: int
    changed: bool
    lock: str = ""
    held: int | None = None
    reason: str = ""
    place: str = ""
    because: Text = field(default_factory=lambda: Text("", ""))

    @property
    def difference(self) -> int:
        """What the line got more (or less) than was sent in."""
        return self.got - self.typed


@dataclass(frozen=True)
class BrokenTold:
    """A hard rule that the plan as sent in breaks, by how much in `unit` (EUR, persons or members); negative when there is too little."""

    rule: str
    sentence: Text
    by: Fraction
    unit: str


@dataclass(frozen=True)
class Edited:
    """The plan that was sent in: its workbook and the run that made it, its lines, its effect, what it breaks, and the `best` effect there is.

    `effect` and `best` are in the goal's unit; `best` is None when there is no plan at all.
    """

    file: str
    run: str
    lines: tuple[EditedLine, ...]
    effect: Fraction
    best: Fraction | None
    broken: tuple[BrokenTold, ...] = ()

    @property
    def change(self) -> int:
        """All differences with what was sent in together, EUR."""
        return sum(abs(one.difference) for one in self.lines)


@dataclass(frozen=True)
class Made:
    """What made this run: versions, solver and options, hashes of programme and inputs (SHA-256), payable unit asked and used.

    `by` is who ordered the run, if that was given.
    """

    versions: dict[str, str]
    solver: str
    options: dict[str, str]
    programme_hash: str
    inputs_hash: str
    programme_file: str
    inputs_file: str
    unit_asked: int
    unit: int
    by: str = ""


@dataclass(frozen=True)
class MemberUse:
    """One member of a further dimension, with what rules may select it by, and its place (column, row) in a picture of all members."""

    dimension: str
    id: str
    name: Text
    attributes: dict[str, str]
    tile: tuple[int, int] | None = None


@dataclass(frozen=True)
class Divides:
    """The key by which the members of a dimension share what an instrument can absorb: its id among their attributes, and its name."""

    id: str
    name: Text


@dataclass(frozen=True)
class CellUse:
    """One cell of a programme with further dimensions: `members` one id for each of them, `amount` EUR."""

    source: str
    instrument: str
    year: str
    members: tuple[str, ...]
    amount: int


@dataclass(frozen=True)
class GroupUse:
    """One instrument and year at some members: what it gets (EUR), what that does in the goal's measure, and the most it may get.

    `ceiling` is what was requested (None: nothing is requested here); `multiplier` and `ceiling_multiplier` belong to the rows of its tiers
    and of its ceiling.
    """

    instrument: str
    year: str
    members: tuple[str, ...]
    amount: int
    effect: Fraction
    ceiling: int | None
    multiplier: Fraction
    ceiling_multiplier: Fraction
    tiers: tuple[TierUse, ...]


@dataclass(frozen=True)
class Detail:
    """The plan of a programme with further dimensions as it stands in every cell; `flows` and `lines` of the record add it up.

    `names[dimension]` are the names of the dimensions. `applicants` is the dimension whose members ask for money ("": none), `cofinancing`
    the attribute with their own share of total cost.
    """

    names: dict[str, Text]
    members: tuple[MemberUse, ...]
    cells: tuple[CellUse, ...]
    groups: tuple[GroupUse, ...]
    applicants: str = ""
    cofinancing: str = ""
    divides: dict[str, Divides] = field(default_factory=dict)

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """The further dimensions in the order of the members in cells and groups: that of `members`, for a record's JSON sorts its keys."""
        return tuple(dict.fromkeys(one.dimension for one in self.members))


@dataclass(frozen=True)
class Record:
    """One run. With `status` "infeasible" there are no flows, lines or findings: `conflict` says why, `disproof` holds the tables that prove it.

    `total` is the goal's number on this plan; `total`, `bound`, `gap` are in the goal's unit: no plan can have more than `bound` (less
    money, for the goal `money`); `adds` and `lowers` split the effect by kind. `optimum` is the solver's own objective; `loss` is its
    distance to `total`: what whole payable units cost. `head` is the journal entry of this run.
    `schemes` are the instruments as the budget shows them, `budget` its tables for the first year of the programme (`for_budget` makes others).
    `cycle` is the phase of the budget cycle, its steps and the adopted plans before it; None for a run outside the cycle.
    `edited` is the plan that was sent in, when this one is its judgement or repair. `chosen` says why a plan was taken that is not the best.
    `held` is what gates release and hold back, by rule, member and year.
    `ties` are the lines on which the best plans differ; `exchange` leads to another plan exactly as good (empty when none was found).
    """

    status: str
    programme: str
    name: Text
    scenario: str
    scenario_name: Text
    reason: Text
    goal: str
    goal_unit: Text
    estimate: str
    years: tuple[str, ...]
    made: Made
    names: dict[str, Text]
    prices: Text
    total: Fraction = Fraction(0)
    adds: Fraction = Fraction(0)
    lowers: Fraction = Fraction(0)
    optimum: Fraction = Fraction(0)
    bound: Fraction = Fraction(0)
    gap: Fraction = Fraction(0)
    flows: tuple[Flow, ...] = ()
    lines: tuple[Line, ...] = ()
    spaces: tuple[SpaceUse, ...] = ()
    sources: tuple[SourceUse, ...] = ()
    findings: tuple[RuleLine, ...] = ()
    wishes: tuple[WishTold, ...] = ()
    ties: tuple[Tie, ...] = ()
    exchange: tuple[Move, ...] = ()
    references: tuple[Reference, ...] = ()
    served: tuple[Served, ...] = ()
    figures: tuple[FigureUsed, ...] = ()
    overrides: tuple[OverrideUsed, ...] = ()
    stated: tuple[Stated, ...] = ()
    unmodelled: tuple[Unmodelled, ...] = ()
    context: tuple[ContextFigure, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    budget: tuple[BudgetTable, ...] = ()
    conflict: Conflict | None = None
    disproof: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    warnings: tuple[Text, ...] = ()
    edited: Edited | None = None
    chosen: Text = field(default_factory=lambda: Text("", ""))
    run: str = ""
    head: str = ""
    files: dict[str, str] = field(default_factory=dict)
    cycle: CycleTold | None = None
    detail: Detail | None = None
    held: tuple[Held, ...] = ()
    version: int = JSON_VERSION

    @cached_property
    def id(self) -> str:
        """The run's id: the first 16 digits of the SHA-256 of the record itself (without the journal's head and the names of written files)."""
        return self.run or run_id(to_json(replace(self, files={}, head="")))

    @property
    def gap_money(self) -> Fraction:
        """The gap in euros: what the dearest money of the case would have to be more to make up for it (the gap itself for the goal money)."""
        if self.goal == "money":
            return self.gap
        prices = [abs(one.multiplier) for one in self.findings if one.kind == "balance"]
        return self.gap / max(prices) if prices and max(prices) > 0 else Fraction(0)

    @property
    def whole(self) -> bool:
        """True when rules that are all or nothing keep this plan farther from its bound than whole payable units do."""
        return any(one.whole for one in self.findings) and self.gap > self.loss

    @property
    def loss(self) -> Fraction:
        """What whole payable units cost against the solver's optimum (with the same members, under all-or-nothing rules), in the goal's unit."""
        return abs(self.optimum - self.total)

    def for_budget(self, *years: int) -> Record:
        """This record with the tables of other budget years, in the order given; its id stays that of the run."""
        tables = (table for year in years for table in budget_tables(self.schemes, self.names, self.name, year))
        return replace(self, budget=tuple(tables), run=self.id)

    @cached_property
    def plan(self) -> Table:
        """The flows: source, instrument, space, year, amount (EUR)."""
        return Table(self.flows, ("source", "instrument", "space", "year", "amount"))

    @cached_property
    def rules(self) -> Table:
        """The findings: one row a rule, year and member."""
        return Table(self.findings, ("id", "kind", "year", "member", "left", "sense", "limit", "unit", "holds", "binding", "margin"))

    @cached_property
    def effect(self) -> Table:
        """The lines with spend, effect and marginal effect."""
        return Table(self.lines, ("instrument", "space", "year", "amount", "reference", "effect", "marginal", "adds"))


@dataclass(frozen=True)
class Table:
    """Typed rows that can also be had as a pandas frame (fractions become floats there, and only there)."""

    rows: tuple[Any, ...]
    columns: tuple[str, ...]

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, position: int) -> Any:
        return self.rows[position]

    def frame(self) -> pd.DataFrame:
        """A pandas frame; amounts stay integers."""
        from optimiser.frames import frame

        return frame(self.rows, self.columns)


def run_id(text: str) -> str:
    """The id of a run whose record is this JSON text."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]


def to_json(record: Record) -> str:
    """The record as JSON text, the same bytes for the same record."""
    import json

    from pydantic import TypeAdapter

    data = TypeAdapter(Record).dump_python(record, mode="json")
    # Line by line for people; a plan in thousands of cells in one line, which is written ten times as fast.
    return json.dumps(data, ensure_ascii=False, indent=1 if record.detail is None else None, sort_keys=True) + "\n"


def from_json(text: str) -> Record:
    """A record read back. Raises pydantic.ValidationError when the text is not a record."""
    from pydantic import TypeAdapter

    return TypeAdapter(Record).validate_json(text)
