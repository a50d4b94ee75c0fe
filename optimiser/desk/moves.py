"""The difference between two plans as moves of money inside a year, each with what it adds, so that the few that matter stand first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimiser.goal import Goal
from optimiser.plan import Plan

Line = tuple[str, str]
Open = tuple[Line | None, Line | None, int]


@dataclass(frozen=True)
class Move:
    """Money from one line to another of the same year (EUR); `gain` is what it adds to the goal after the moves before it.

    What only comes or only goes (another budget) has one side. A move on its own need not keep the rules; all of them together do.
    """

    giver: Line | None
    taker: Line | None
    amount: int
    gain: Fraction


def spends(plan: Plan) -> dict[Line, int]:
    """EUR per instrument and year."""
    labels = [plan.grid.group_label(group) for group in range(len(plan.group_spend))]
    return {(one["instrument"], one["year"]): int(spend) for one, spend in zip(labels, plan.group_spend.tolist(), strict=True)}


def moves(plan: Plan, given: Mapping[Line, int], goal: Goal) -> tuple[Move, ...]:
    """The way from a given plan (EUR per line) to `plan`, the most gain first; the gains add up to the whole difference."""
    worth = _Worth(plan, goal, given)
    left: list[Open] = []
    for year in plan.grid.years:
        change = {line: amount - given.get(line, 0) for line, amount in spends(plan).items() if line[1] == year}
        givers = sorted(((-one, line) for line, one in change.items() if one < 0), reverse=True)
        takers = sorted(((one, line) for line, one in change.items() if one > 0), reverse=True)
        left += _matched(givers, takers)
    ordered: list[Move] = []
    while left:
        gains = [worth.gain(*one) for one in left]
        first = max(range(len(gains)), key=lambda number: (gains[number], -number))
        giver, taker, amount = left.pop(first)
        worth.make(giver, taker, amount)
        ordered.append(Move(giver, taker, amount, gains[first]))
    return tuple(ordered)


def _matched(givers: list[tuple[int, Line]], takers: list[tuple[int, Line]]) -> list[Open]:
    """Largest from largest, until one side is empty."""
    found: list[Open] = []
    while givers and takers:
        (less, giver), (more, taker) = givers.pop(0), takers.pop(0)
        amount = min(less, more)
        found.append((giver, taker, amount))
        if less > amount:
            givers.insert(0, (less - amount, giver))
        if more > amount:
            takers.insert(0, (more - amount, taker))
    return [*found, *((line, None, amount) for amount, line in givers), *((None, line, amount) for amount, line in takers)]


class _Worth:
    """What lines are worth at the spend they have by now, tier by tier."""

    def __init__(self, plan: Plan, goal: Goal, given: Mapping[Line, int]) -> None:
        grid, objective = plan.grid, goal.objective(plan.grid)
        self._euro = objective.cell
        self._sign = 1 if goal.larger_is_better else -1
        self._tiers: dict[Line, list[tuple[Fraction, Fraction]]] = {}
        for group, width, rate in zip(grid.tiers.group.tolist(), grid.tiers.width, objective.tiers, strict=True):
            label = grid.group_label(group)
            self._tiers.setdefault((label["instrument"], label["year"]), []).append((Fraction(width), rate))
        self._spend = dict.fromkeys(spends(plan), 0) | dict(given)

    def gain(self, giver: Line | None, taker: Line | None, amount: int) -> Fraction:
        """The change of the goal, in its own unit, when a move is made now."""
        total = Fraction(0)
        for line, step in ((giver, -amount), (taker, amount)):
            if line is not None:
                now = self._spend[line]
                total += self._value(line, now + step) - self._value(line, now) + self._euro * step
        return self._sign * total

    def make(self, giver: Line | None, taker: Line | None, amount: int) -> None:
        """The move is made."""
        for line, step in ((giver, -amount), (taker, amount)):
            if line is not None:
                self._spend[line] += step

    def _value(self, line: Line, spend: int) -> Fraction:
        left, total = Fraction(spend), Fraction(0)
        for width, rate in self._tiers.get(line, ()):
            part = min(left, width)
            total += part * rate
            left -= part
        return total
