"""The difference between two plans as moves of money inside a year, each with what it adds, so that the few that matter stand first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimiser.goal import Goal
from optimiser.plan import Plan
from optimiser.rounding import counted
from optimiser.rule import Rule

Line = tuple[str, str]
Open = tuple[Line | None, Line | None, int]


@dataclass(frozen=True)
class Move:
    """Money from one line to another of the same year (EUR); `gain` is how much better the goal gets after the moves before it.

    For the goal `money` a gain is what gets cheaper. What only comes or only goes (another budget) has one side. A move on its own need not keep
    the rules; all of them together do.
    """

    giver: Line | None
    taker: Line | None
    amount: int
    gain: Fraction


def spends(plan: Plan) -> dict[Line, int]:
    """EUR per instrument and year."""
    return dict(plan.line_spend)


def value_of(plan: Plan, spend: Mapping[Line, int], goal: Goal, rules: Sequence[Rule] = ()) -> Fraction:
    """The goal's number for amounts per line (EUR) on the grid of `plan`, whether or not they keep the rules."""
    worth = _Worth(plan, goal, rules, spend)
    return (1 if goal.larger_is_better else -1) * worth.total


def moves(plan: Plan, given: Mapping[Line, int], goal: Goal, rules: Sequence[Rule] = (), start: Plan | None = None) -> tuple[Move, ...]:
    """The way from a given plan (EUR per line) to `plan`, the most gain first; the gains add up to the whole difference.

    `rules` tell how much effect counts where a potential (`effect-cap`) ends it. In a programme with further dimensions `start` is the given plan
    in full (without it: each line where it counts most); what moves inside a line that keeps its amount is in no move.
    """
    worth = _Worth(plan, goal, rules, given, start)
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
    """What all lines together are worth at the spend they have by now: tier by tier, and no more than the potentials let count."""

    def __init__(self, plan: Plan, goal: Goal, rules: Sequence[Rule], given: Mapping[Line, int], start: Plan | None = None) -> None:
        self._grid, self._goal, objective = plan.grid, goal, goal.objective(plan.grid)
        self._euro, self._rates = objective.cell, objective.tiers
        self._rules = tuple(rule for rule in rules if rule.kind in ("effect-cap", "effect-floor"))
        self._capped = any(rule.kind == "effect-cap" for rule in self._rules)
        self._tiers: dict[Line, list[tuple[int, Fraction]]] = {}
        self._line_of = {group: (instrument, year) for instrument, year, groups in self._grid.lines for group in groups.tolist()}
        for tier, (group, width) in enumerate(zip(self._grid.tiers.group.tolist(), self._grid.tiers.width, strict=True)):
            self._tiers.setdefault(self._line_of[group], []).append((tier, Fraction(width)))
        self.spend = dict.fromkeys(spends(plan), 0) | dict(given)
        self._ends = self._two_ends(plan, start) if self._grid.further else None
        self._filled = [Fraction(0)] * len(self._grid.tiers.rate)
        for line in self.spend:
            self._fill(self._filled, line, self.spend[line])
        self._now = self._value(self._filled)

    @property
    def total(self) -> Fraction:
        """What all lines are worth now (maximisation form)."""
        return self._now + self._euro * sum(self.spend.values())

    def gain(self, giver: Line | None, taker: Line | None, amount: int) -> Fraction:
        """How much better the goal gets, in its own unit, when a move is made now."""
        filled, euros = self._after(giver, taker, amount)
        return self._value(filled) - self._now + self._euro * euros

    def make(self, giver: Line | None, taker: Line | None, amount: int) -> None:
        """The move is made."""
        self._filled, _ = self._after(giver, taker, amount)
        for line, step in ((giver, -amount), (taker, amount)):
            if line is not None:
                self.spend[line] += step
        self._now = self._value(self._filled)

    def _after(self, giver: Line | None, taker: Line | None, amount: int) -> tuple[list[Fraction], int]:
        """The tiers after a move, and the EUR that came in with it."""
        filled, euros = list(self._filled), 0
        for line, step in ((giver, -amount), (taker, amount)):
            if line is not None:
                self._fill(filled, line, self.spend[line] + step)
                euros += step
        return filled, euros

    def _two_ends(self, plan: Plan, start: Plan | None) -> dict[Line, tuple[int, Sequence[int | Fraction], int, Sequence[int | Fraction]]]:
        """Line -> (EUR, tiers) at the given plan and at `plan`: in between, the members of the line move in step."""
        before = self._at_best() if start is None else start.filled
        return {line: (self.spend[line], before, amount, plan.filled) for line, amount in plan.line_spend.items()}

    def _at_best(self) -> list[Fraction]:
        """Tiers when every line's money goes where it counts most."""
        filled = [Fraction(0)] * len(self._grid.tiers.rate)
        for line, tiers in self._tiers.items():
            left = Fraction(self.spend.get(line, 0))
            for tier, width in sorted(tiers, key=lambda one: (-self._rates[one[0]], one[0])):
                filled[tier] = min(left, width)
                left -= filled[tier]
        return filled

    def _fill(self, filled: list[Fraction], line: Line, spend: int) -> None:
        if self._ends is not None:
            was, before, now, after = self._ends.get(line, (0, filled, 0, filled))
            way = Fraction(1) if spend == now or was == now else Fraction(spend - was, now - was)
            for tier, _ in self._tiers.get(line, ()):
                filled[tier] = before[tier] + way * (after[tier] - before[tier])
            return
        left = Fraction(spend)
        for tier, width in self._tiers.get(line, ()):
            filled[tier] = min(left, width)
            left -= filled[tier]

    def _value(self, filled: Sequence[Fraction]) -> Fraction:
        """What counts for the goal, without what plain euros are worth."""
        if self._capped:
            nothing = np.zeros(self._grid.size, dtype=np.int64)
            filled = counted(Plan(self._grid, nothing, tuple(filled)), self._rules, self._rates).filled  # type: ignore[assignment]
        return sum((rate * part for rate, part in zip(self._rates, filled, strict=True) if rate and part), Fraction(0))
