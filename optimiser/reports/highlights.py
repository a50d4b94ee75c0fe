"""What stands out in a record, for the pictures of the report and of the plan workbook alike: steps that add up, limits whose price counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from optimiser.language import MILLION, Lang, Text
from optimiser.record import Line, Record, RuleLine
from optimiser.reference import PUBLISHED

# So many steps and limits have room in a picture; a price below this (persons or euros) is none.
STEPS, LIMITS = 8, 12
VISIBLE = Fraction(1, 20)
STEP_SIZES = {
    "EUR": Text("€ 1 mln", "EUR 1 million"),
    "share": Text("1 procentpunt", "1 percentage point"),
    "ratio": Text("1", "1"),
    "persons": Text("1 persoon", "1 person"),
}
BUDGET = Text("Budget", "Budget")


@dataclass(frozen=True)
class Way:
    """From the published split (`start`) to the plan, in the goal's unit: what every instrument changes, and `rest`, which no line explains.

    start + all changes + rest is exactly the total of the plan.
    """

    start: Fraction
    changes: dict[str, Fraction]
    rest: Fraction

    @property
    def largest(self) -> tuple[list[str], list[str]]:
        """(instruments with the largest changes, gains first; the others that change something)."""
        order = rank((name, change) for name, change in self.changes.items() if change)
        shown = sorted(order[:STEPS], key=lambda one: -one[1])
        return [name for name, _ in shown], [name for name, _ in order[STEPS:]]


def way_of(record: Record) -> Way | None:
    """The way from the published split; None when there is nothing to compare with."""
    start = next((one.effect for one in record.references if one.id == PUBLISHED), None)
    if start is None or any(line.reference is None for line in record.lines):
        return None
    changes: dict[str, Fraction] = {}
    for line in record.lines:
        change = worth(line, line.amount, record.goal) - worth(line, line.reference or 0, record.goal)
        changes[line.instrument] = changes.get(line.instrument, Fraction(0)) + change
    return Way(start, changes, record.total - start - sum(changes.values()))


def worth(line: Line, spend: int, goal: str) -> Fraction:
    """What a line is worth to the goal when it gets so many euros: persons, or the euros themselves when the goal is money."""
    if goal == "money":
        return Fraction(spend)
    left, total = Fraction(spend), Fraction(0)
    for tier in line.tiers:
        part = min(left, tier.width)
        total += part * tier.rate / MILLION
        left -= part
    return total


def rank(values: Iterable[tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """The largest change first, up or down; names break ties."""
    return sorted(values, key=lambda one: (-abs(one[1]), one[0]))


def priced(record: Record) -> list[RuleLine]:
    """The findings for which one step of the limit counts on at least one side."""
    return [one for one in record.findings if one.price is not None and step_weight(one) >= VISIBLE]


def dearest_limits(record: Record) -> list[RuleLine]:
    """Of every rule (and of every budget) the limit for which a step counts most, the dearest first."""
    best = {one.id + (one.member or "" if one.kind == "balance" else ""): one for one in sorted(priced(record), key=step_weight)}
    return sorted(best.values(), key=lambda one: -step_weight(one))[:LIMITS]


def step_weight(one: RuleLine) -> Fraction:
    """How much a step matters; one that leaves no plan counts by its other side."""
    assert one.price is not None
    return max(abs(side or Fraction(0)) for side in (one.price.less, one.price.more))


def limit_name(record: Record, one: RuleLine, lang: Lang, year: bool = True) -> str:
    """The rule with the member it speaks about and its year; spending a source line in full is told as that line's budget."""
    known = (record.names.get(f"{kind}:{one.member}") for kind in ("source", "instrument", "space"))
    member = next((name[lang] for name in known if name is not None), one.member or "")
    name = BUDGET[lang] if one.kind == "balance" else one.name[lang]
    return " ".join(part for part in (f"{name}:" if member else name, member, one.year if year else "") if part)
