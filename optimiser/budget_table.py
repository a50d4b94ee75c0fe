"""Budgettaire gevolgen van beleid (Rijksbegrotingsvoorschriften, model 1.33d): what a budget shows of the schemes of a programme.

Commitments, outlays and receipts stand one under the other and are never added together. What is not known stays unknown, also in every
total above it; PM and n.v.t. stay what they are. Printed amounts are thousands whose totals add up (see `printed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from optimiser.articles import BUDGET_KINDS
from optimiser.language import Text
from optimiser.layout import COMMITMENTS, COMMITTED, FLOWS, GUARANTEES, OUTLAYS, RECEIPTS
from optimiser.printed import Path, printed

PM: Final = "PM"
NOT_APPLICABLE: Final = "n.v.t."
# EUR (or printed thousands), a mark, or None: not known.
Amount = int | Literal["PM", "n.v.t."] | None
Level = Literal["commitments", "guarantees", "outlays", "legal", "part", "kind", "scheme", "receipts"]
BEFORE, AFTER = 2, 4


@dataclass(frozen=True)
class Scheme:
    """One regeling, an instrument of the programme: its place in the budget and what is known of it, `flows[flow][year]` in EUR.

    `article` and `part` are keys in the record's names (`article:artikel-4`, `part:arbeidsmarkt`, `space:leren`), `article` may be empty;
    `kind` is one of `BUDGET_KINDS`; `assumed`: no source says that it stands there.
    """

    instrument: str
    article: str
    part: str
    kind: str
    assumed: bool
    flows: dict[str, dict[str, Amount]]


@dataclass(frozen=True)
class BudgetRow:
    """One row of the table: EUR and printed thousands, one a column. `id` is an instrument, kind or part where the row is of one.

    A row `legal` holds what is legally committed of the outlays, in EUR; it prints as a share, so `printed` is empty.
    """

    level: Level
    id: str
    name: Text
    exact: tuple[Amount, ...]
    printed: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class BudgetTable:
    """The table of one article (`name`) in the budget of one year: columns from two years before to four years after it."""

    name: Text
    year: str
    years: tuple[str, ...]
    rows: tuple[BudgetRow, ...]

    def of(self, level: Level) -> BudgetRow | None:
        """The first row of a level."""
        return next((row for row in self.rows if row.level == level), None)

    @property
    def legal(self) -> tuple[Fraction | None, ...]:
        """The share of the outlays that is legally committed, one a column; None where either is not known or there are no outlays."""
        outlays, committed = self.of("outlays"), self.of("legal")
        assert outlays is not None
        assert committed is not None
        pairs = zip(committed.exact, outlays.exact, strict=True)
        return tuple(Fraction(part, whole) if isinstance(part, int) and isinstance(whole, int) and whole else None for part, whole in pairs)


def window(year: int) -> tuple[str, ...]:
    """The columns of a budget year.

    >>> window(2024)
    ('2022', '2023', '2024', '2025', '2026', '2027', '2028')
    """
    return tuple(str(one) for one in range(year - BEFORE, year + AFTER + 1))


def budget_tables(schemes: Sequence[Scheme], names: Mapping[str, Text], whole: Text, year: int) -> tuple[BudgetTable, ...]:
    """The table of every article in the budget of a year; `whole` names the table of schemes without an article."""
    articles = dict.fromkeys(scheme.article for scheme in schemes)
    return tuple(_table([one for one in schemes if one.article == article], names, names.get(article, whole), year) for article in articles)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of what is known and a number, unless something is not known.

    >>> total([5, "PM", 2]), total([5, None]), total(["n.v.t.", "PM"]), total(["n.v.t."])
    (7, None, 'PM', 'n.v.t.')
    """
    parts = list(amounts)
    numbers = [one for one in parts if isinstance(one, int)]
    if None in parts:
        return None
    return sum(numbers) if numbers else PM if PM in parts else NOT_APPLICABLE


def _table(schemes: Sequence[Scheme], names: Mapping[str, Text], name: Text, year: int) -> BudgetTable:
    years = window(year)
    rows = [_sum_row("commitments", COMMITMENTS, schemes, years)]
    guarantees = _sum_row("guarantees", GUARANTEES, schemes, years)
    rows += [guarantees] if any(one is not None for one in guarantees.exact) else []
    outlays = _outlay_rows(schemes, names, years)
    legal = _sum_row("legal", COMMITTED, schemes, years)
    rows += [outlays[0], BudgetRow("legal", "", legal.name, legal.exact), *outlays[1:], _sum_row("receipts", RECEIPTS, schemes, years)]
    return BudgetTable(name, str(year), years, tuple(rows))


def _amounts(scheme: Scheme, flow: str, years: Sequence[str]) -> list[Amount]:
    return [scheme.flows.get(flow, {}).get(year) for year in years]


def _sum_row(level: Level, flow: str, schemes: Sequence[Scheme], years: Sequence[str]) -> BudgetRow:
    """All schemes together, without the schemes themselves."""
    columns = zip(*(_amounts(one, flow, years) for one in schemes), strict=True)
    exact = tuple(total(column) for column in columns)
    said = printed({(flow,): [_number(one) for one in exact]}).cells[()]
    return BudgetRow(level, "", dict(FLOWS)[flow], exact, _shown(exact, said))


def _outlay_rows(schemes: Sequence[Scheme], names: Mapping[str, Text], years: Sequence[str]) -> list[BudgetRow]:
    """The outlays from the top down: together, by part, by kind of spending, by scheme."""
    kinds, parts = list(BUDGET_KINDS), list(dict.fromkeys(one.part for one in schemes))
    ordered = sorted(schemes, key=lambda one: (parts.index(one.part), kinds.index(one.kind)))
    lines: dict[Path, list[Amount]] = {(one.part, one.kind, one.instrument): _amounts(one, OUTLAYS, years) for one in ordered}
    said = printed({path: [_number(one) for one in amounts] for path, amounts in lines.items()}).cells
    rows = []
    for path, numbers in said.items():
        below = [amounts for line, amounts in lines.items() if line[: len(path)] == path]
        exact = tuple(total(column) for column in zip(*below, strict=True))
        level, name = _named(path, names)
        rows.append(BudgetRow(level, path[-1].partition(":")[2] or path[-1] if path else "", name, exact, _shown(exact, numbers)))
    return rows


def _named(path: Path, names: Mapping[str, Text]) -> tuple[Level, Text]:
    if not path:
        return "outlays", dict(FLOWS)[OUTLAYS]
    if len(path) == 1:
        return "part", names.get(path[0], Text(path[0], path[0]))
    if len(path) == 2:
        return "kind", BUDGET_KINDS[path[1]]
    return "scheme", names.get(f"instrument:{path[2]}", Text(path[2], path[2]))


def _number(amount: Amount) -> int | None:
    return amount if isinstance(amount, int) else None


def _shown(exact: Sequence[Amount], numbers: Sequence[int | None]) -> tuple[Amount, ...]:
    """The printed number where there is an amount, else the mark that stands there."""
    return tuple(number if isinstance(amount, int) else amount for amount, number in zip(exact, numbers, strict=True))
