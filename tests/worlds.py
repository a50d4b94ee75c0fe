"""Small exact cases in memory, with readable defaults, and random ones.

The default world: lines `fonds` (EUR 40 million a year) and `rijk` (60), instruments `scholing` and `steun` in space `leren` and `techniek`
in space `nieuw`, years 2023-2025, everything spent in full. A test names only what it is about.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from hypothesis import strategies as st

from optimiser.audit import prove_agreement
from optimiser.build import active_rules, make_grid
from optimiser.case import Solved, solve_case
from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.figures import Figure, Figures, Mark, Response
from optimiser.goal import Goal
from optimiser.goals import GOALS
from optimiser.grid import Grid
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.plan import Amounts, Plan, fill
from optimiser.problem import Problem, make_problem
from optimiser.programme import Programme
from optimiser.programme_file import Source, build
from optimiser.rounding import counted
from optimiser.rule import Finding, Rule

MLN = 1_000_000
YEARS = (2023, 2024, 2025)
Value = int | Fraction | Mark | date
Cell = tuple[str, str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Ins:
    """One instrument: `lines` () = every source line; `absorption` EUR a year; `rate` persons per EUR 1 million; `columns` further figures,
    one value for every year or a table by year."""

    space: str = "leren"
    lines: tuple[str, ...] = ()
    absorption: int | Mapping[str, int] | None = 100 * MLN
    rate: int | Fraction = 10
    adds: bool = True
    lag: int = 0
    duration: int = 5
    realisation: Fraction = Fraction(1)
    tiers: tuple[tuple[Fraction, Fraction], ...] = ((Fraction(1), Fraction(1)),)
    columns: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""


INSTRUMENTS: Mapping[str, Ins] = {
    "scholing": Ins("leren", rate=20, columns={"cofinancing": Fraction(1, 4)}, base="subsidy"),
    "steun": Ins("leren", rate=5),
    "techniek": Ins("nieuw", rate=10, adds=False, columns={"cofinancing": Fraction(1, 2)}, base="total"),
}
BUDGETS: Mapping[str, int] = {"fonds": 40 * MLN, "rijk": 60 * MLN}
SPEND = {"exactly": 1}


def rule(kind: str, id: str = "", **fields: Any) -> dict[str, Any]:
    """A rule as its TOML table: what a test does not name gets a harmless value."""
    table: dict[str, Any] = {"id": id or kind, "kind": kind, "name": {"nl": "Regel", "en": "Rule"}, "standing": "policy", "owner": "VWS"}
    return {**table, "source": {"document": "D", "place": "1"}, **fields}


def source_of(data: Mapping[str, Any]) -> Source:
    """A programme that never was a file."""
    return Source(Path("world.toml"), "", data)


@dataclass(frozen=True)
class World:
    """A programme as TOML data with its figures; everything else follows."""

    data: dict[str, Any]
    figures: Figures

    @cached_property
    def source(self) -> Source:
        """The data as a programme file would give it."""
        return source_of(self.data)

    @cached_property
    def programme(self) -> Programme:
        """The validated programme."""
        return build(self.source)

    @cached_property
    def grid(self) -> Grid:
        """Its cells."""
        return make_grid(self.programme, self.figures)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are switched on."""
        return active_rules(self.programme, self.grid)

    @property
    def goal(self) -> Goal:
        """The goal."""
        return GOALS[self.programme.goal.kind]

    @property
    def problem(self) -> Problem:
        """The exact problem."""
        return make_problem(self.grid, self.rules, self.goal)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """(source line, instrument, year) of every cell, in the grid's order."""
        labels = [self.grid.label(cell) for cell in range(self.grid.size)]
        return tuple((one["source"], one["instrument"], one["year"]) for one in labels)

    def rule(self, id: str) -> Rule:
        """One rule by id."""
        return next(one for one in self.programme.rule if one.id == id)

    def plan(self, amounts: Mapping[Cell, int]) -> Plan:
        """A plan with these euros; cells that are not named hold nothing."""
        assert set(amounts) <= set(self.cells), set(amounts) - set(self.cells)
        return self.plan_of(np.array([amounts.get(cell, 0) for cell in self.cells], dtype=np.int64))

    def counted(self, amounts: Mapping[Cell, int]) -> Plan:
        """A plan with only the effect that potentials let count."""
        return counted(self.plan(amounts), self.rules, self.goal.objective(self.grid).tiers)

    def plan_of(self, amounts: Amounts) -> Plan:
        """A plan from amounts in the grid's order."""
        return Plan(self.grid, amounts, fill(self.grid, amounts))

    def findings(self, id: str, amounts: Mapping[Cell, int]) -> list[Finding]:
        """What one rule says about a plan."""
        return list(self.rule(id).check(self.plan(amounts)))

    def answer(self, unit: int = 1000, solver: str = "highs", closeness: Sequence[Closeness] = ()) -> Solved | NoPlan:
        """The case solved, its rules proved to agree with themselves first."""
        prove_agreement(self.grid, self.rules)
        return solve_case(self.grid, self.rules, self.goal, unit, solver, closeness)

    def solved(self, unit: int = 1000, solver: str = "highs", closeness: Sequence[Closeness] = ()) -> Solved:
        """The case solved, which must have a plan."""
        answer = self.answer(unit, solver, closeness)
        assert not isinstance(answer, NoPlan), "no plan"
        return answer

    def amounts(self, solved: Solved) -> dict[Cell, int]:
        """The euros of a solved plan that are not zero, by cell."""
        return {cell: amount for cell, amount in zip(self.cells, solved.plan.amounts.tolist(), strict=True) if amount}

    def accepted(self) -> bool:
        """False when the programme is refused, for instance because a rule selects nothing."""
        try:
            return bool(self.rules)
        except Refused:
            return False

    def turned(self) -> World:
        """The same world with lines, instruments, spaces and figures in the opposite order."""
        figures = replace(
            self.figures,
            budgets=dict(reversed(self.figures.budgets.items())),
            lines={name: lines[::-1] for name, lines in reversed(self.figures.lines.items())},
            columns=dict(reversed(self.figures.columns.items())),
            responses=dict(reversed(self.figures.responses.items())),
        )
        tables = {name: self.data[name][::-1] for name in ("source", "instrument", "space")}
        years = {**self.data["programme"], "years": self.data["programme"]["years"][::-1]}
        return World({**self.data, **tables, "programme": years}, figures)

    def with_rules(self, *rules: Mapping[str, Any]) -> World:
        """The same world with further rules."""
        return World({**self.data, "rule": [*self.data["rule"], *rules]}, self.figures)

    def without_rule(self, id: str) -> World:
        """The same world without one rule."""
        return World({**self.data, "rule": [one for one in self.data["rule"] if one["id"] != id]}, self.figures)


def world(
    *rules: Mapping[str, Any],
    years: Sequence[int] = YEARS,
    budgets: Mapping[str, Any] = BUDGETS,
    instruments: Mapping[str, Ins] = INSTRUMENTS,
    balance: Mapping[str, Any] | None = None,
    goal: str = "gap",
    target: int | None = None,
    unit: int = 1000,
    reference: Mapping[tuple[str, str], int] | None = None,
) -> World:
    """A world; `budgets` per line: one amount for every year, or a table by year (an amount or a `Mark`)."""
    spaces = sorted({one.space for one in instruments.values()})
    data = {
        "programme": {"id": "world", "name": both("Wereld"), "years": list(years), "input": "world.xlsx", "unit": unit},
        "goal": {"kind": goal, "target": target or max(years), "horizon": [min(years), max(years) + 2]},
        "effect": {"tiers": [[1, 1]], "realisation": 1},
        "space": [{"id": one, "name": both(one)} for one in spaces],
        "source": [{"id": one, "name": both(one)} for one in budgets],
        "instrument": [{"id": name, "name": both(name), "space": one.space} for name, one in instruments.items()],
        "rule": [rule("balance", **(SPEND if balance is None else balance)), *rules],
    }
    return World(data, _figures(years, budgets, instruments, reference or {}))


def faults_of(*rules: Mapping[str, Any], **options: Any) -> tuple[Fault, ...]:
    """The faults of a world with rules that should not pass."""
    try:
        assert world(*rules, **options).rules
    except Refused as refused:
        return refused.faults
    raise AssertionError("nothing was refused")


def both(text: str) -> dict[str, str]:
    """The same name in both languages."""
    return {"nl": text, "en": text}


def figure(value: Value, unit: str = "EUR") -> Figure:
    """A figure without a story."""
    return Figure(value, unit, "World!A1", "assumed")


def _figures(years: Sequence[int], budgets: Mapping[str, Any], instruments: Mapping[str, Ins], reference: Mapping[tuple[str, str], int]) -> Figures:
    money = {
        (line, str(year)): figure(amount[str(year)] if isinstance(amount, Mapping) else amount) for line, amount in budgets.items() for year in years
    }
    columns: dict[tuple[str, str, str | None], Figure] = {}
    for name, one in instruments.items():
        table = {**one.columns} if one.absorption is None else {"absorption": one.absorption, **one.columns}
        for column, value in table.items():
            by_year = value if isinstance(value, Mapping) else {None: value}
            columns |= {(name, column, year): figure(amount) for year, amount in by_year.items()}
    return Figures(
        file="world.xlsx",
        budgets=money,
        lines={name: one.lines or tuple(budgets) for name, one in instruments.items()},
        columns=columns,
        responses={name: response(one) for name, one in instruments.items()},
        reference={key: figure(amount) for key, amount in reference.items()},
        bases={name: one.base for name, one in instruments.items() if one.base},
    )


def response(one: Ins) -> Response:
    """The effect figures: low is half of the central estimate, high is twice."""
    rate = Fraction(one.rate)
    estimates = {"low": figure(rate / 2), "central": figure(rate), "high": figure(rate * 2)}
    return Response(estimates, figure(one.realisation), figure(one.lag), figure(one.duration), one.adds, one.tiers)


# ------------------------------------------------------------------------------------------------------------- random worlds


class Dice(Protocol):
    """Where a random world gets its numbers from: hypothesis (which shrinks) or a seed (which is fast)."""

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""


@dataclass(frozen=True)
class Seeded:
    """Dice from a seed."""

    random: random.Random

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""
        return self.random.choice(options)


@dataclass(frozen=True)
class Drawn:
    """Dice from hypothesis."""

    draw: Callable[[st.SearchStrategy[Any]], Any]

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.draw(st.integers(low, high)))

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.number(0, len(options) - 1)]


@dataclass(frozen=True)
class Size:
    """How large random worlds may be; `unit` EUR is what all their money is a multiple of."""

    lines: int = 3
    instruments: int = 4
    years: int = 3
    money: int = 40
    rules: int = 4
    unit: int = 1000
    moves: bool = True


TINY = Size(lines=2, instruments=3, years=2, money=4, rules=3, moves=False)
KINDS = ("limit", "share", "earmark", "step", "period", "cofinancing", "effect-cap", "effect-floor", "figure-limit", "balance-part")
PARTS = [Fraction(one) for one in ("0", "1/10", "1/4", "1/3", "1/2", "3/5", "2/3", "3/4", "1")]
TIERS = [
    ((Fraction(1), Fraction(1)),),
    ((Fraction(1, 2), Fraction(1)), (Fraction(1, 2), Fraction(1, 2))),
    ((Fraction(1, 2), Fraction(1)), (Fraction(3, 10), Fraction(3, 5)), (Fraction(1, 5), Fraction(3, 10))),
]


@st.composite
def worlds(draw: Any, size: Size = Size(), goals: Sequence[str] = ("gap", "person-years", "labour-saving")) -> World:
    """Random small worlds with rules of every kind."""
    return random_world(Drawn(draw), size, goals)


def seeded_worlds(count: int, size: Size, seed: int = 1, goals: Sequence[str] = ("gap", "person-years", "labour-saving")) -> list[World]:
    """Many random worlds, the same ones every time."""
    dice = Seeded(random.Random(seed))
    return [random_world(dice, size, goals) for _ in range(count)]


def random_world(dice: Dice, size: Size, goals: Sequence[str]) -> World:
    """One random world."""
    years = YEARS[: dice.number(1, size.years)]
    lines = ("fonds", "rijk", "zorg")[: dice.number(1, size.lines)]
    budgets = {line: {str(year): size.unit * dice.number(0, size.money) for year in years} for line in lines}
    names = ("alfa", "beta", "gamma", "delta")[: dice.number(2, size.instruments)]
    instruments = {name: _instrument(dice, size, position, lines, years) for position, name in enumerate(names)}
    # The first instrument takes money from every line, so that all of it can be spent.
    instruments[names[0]] = replace(instruments[names[0]], lines=lines)
    rules = [_random_rule(dice, size, position, lines, names, years) for position in range(dice.number(0, size.rules))]
    return world(
        *[one for one in rules if one is not None],
        years=years,
        budgets=budgets,
        instruments=instruments,
        balance=_balance(dice, size),
        goal=dice.choice(goals),
        target=dice.choice(years),
        unit=size.unit,
    )


def _balance(dice: Dice, size: Size) -> dict[str, Any]:
    moves = (
        {"carry_over": plain(dice.choice(PARTS[:5])), "cash_shift": size.unit * dice.number(0, 3)} if size.moves and dice.number(0, 3) == 0 else {}
    )
    return {dice.choice(("exactly", "at_most")): 1, **moves}


def _instrument(dice: Dice, size: Size, position: int, lines: Sequence[str], years: Sequence[int]) -> Ins:
    columns: dict[str, Any] = {}
    for column in ("minimum", "maximum", "committed"):
        if dice.number(0, 4) == 0:
            columns[column] = size.unit * dice.number(0, size.money)
    if dice.number(0, 2) == 0:
        columns["cofinancing"] = dice.choice(PARTS[:-1])
    if dice.number(0, 3) == 0:
        columns["opens"] = date(years[0], dice.number(1, 12), 1)
    if dice.number(0, 3) == 0:
        columns["closes"] = date(years[-1], dice.number(1, 12), 28)
    return Ins(
        space=("leren", "nieuw")[position % 2],
        lines=tuple(line for line in lines if dice.number(0, 2)) or (lines[0],),
        absorption=size.unit * dice.number(0, 2 * size.money),
        rate=Fraction(dice.number(0, 9) * 1000, dice.choice((1, 3, 7))),
        adds=bool(dice.number(0, 1)),
        lag=dice.number(0, 1),
        duration=dice.number(1, 3),
        realisation=dice.choice((Fraction(1), Fraction(7, 10))),
        tiers=dice.choice(TIERS),
        columns=columns,
        base=dice.choice(("total", "subsidy")),
    )


def _random_rule(dice: Dice, size: Size, position: int, lines: Sequence[str], names: Sequence[str], years: Sequence[int]) -> dict[str, Any]:
    kind = dice.choice(KINDS)
    some: list[dict[str, Any]] = [
        {},
        {"space": "leren"},
        {"space": "nieuw"},
        {"instrument": names[0]},
        {"except": {"instrument": names[-1]}},
        {"adds": "yes"},
    ]
    fields: dict[str, Any] = {"id": f"r{position}.{kind}"}
    chosen = dice.choice(("at_least", "at_most", "at_most", "at_least", "exactly"))
    each = {"each": dice.choice(("instrument", "space", "source"))} if dice.number(0, 4) == 0 else {}
    if dice.number(0, 3) == 0 and kind != "effect-cap":
        fields["soft"] = {"priority": dice.number(1, 2), "weight": plain(dice.choice((Fraction(1), Fraction(3), Fraction(1, 2))))}
    where = dice.choice(some)
    euros = size.unit * dice.number(0, size.money)
    part = plain(dice.choice(PARTS))

    def number(value: Any) -> Any:
        return {str(dice.choice(years)): value} if dice.number(0, 2) == 0 else value

    if kind == "limit":
        return rule("limit", **fields, **each, select=where, **{chosen: number(euros)})
    if kind == "figure-limit":
        column = dice.choice(("absorption", "minimum", "maximum", "committed"))
        return rule("limit", **fields, each="instrument", **{"at_least" if column in ("minimum", "committed") else "at_most": {"figure": column}})
    if kind == "balance-part":
        return rule("balance", **fields, at_most=plain(dice.choice(PARTS[4:])))
    if kind == "share":
        whole = {"budget": dice.choice(({}, {"source": lines[0]}))} if dice.number(0, 1) else {"spent": dice.choice(some)}
        return rule("share", **fields, select=where, whole=whole, **{chosen: number(part)})
    if kind == "earmark":
        of = dice.choice(("EUR", "budget", "spent"))
        return rule("earmark", **fields, lines=dice.choice(lines), select=where, of=of, **{chosen: number(euros if of == "EUR" else part)})
    if kind == "step":
        change = dice.choice(("ratio", "EUR", "share"))
        amount = {"ratio": plain(dice.choice(PARTS) * 3), "EUR": euros, "share": plain(dice.choice(PARTS[:4]))}[change]
        return rule("step", **fields, select=where, change=change, **{dice.choice(("at_least", "at_most")): amount})
    if kind == "period":
        return rule("period", **fields, at_most={"figure": "absorption"})
    if kind == "cofinancing":
        base = dice.choice(("total", "subsidy", "EUR"))
        return rule("cofinancing", **fields, select=where, base=base, **{dice.choice(("at_least", "at_most")): euros if base == "EUR" else part})
    persons = plain(Fraction(dice.number(0, 60), 10))
    return rule(kind, **fields, select=dice.choice(some[:4]), **{"at_most" if kind == "effect-cap" else "at_least": persons})


def whole_rule(dice: Dice, size: Size, number: int) -> dict[str, Any]:
    """A random rule that is all or nothing."""
    fields = {"select": dice.choice([{}, {}, {"space": "leren"}]), "per": dice.choice(("year", "year", "all"))}
    if dice.number(0, 2):
        each = dice.choice(("instrument", "space", "source", "adds", None))
        fields |= {"each": each} if each else {}
        return rule("minimum", f"w{number}.minimum", at_least=size.unit * dice.number(1, size.money + 1), **fields)
    return rule("count", f"w{number}.count", each=dice.choice(("instrument", "space", "source")), at_most=dice.number(0, 2), **fields)
