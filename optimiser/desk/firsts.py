"""The few moves that matter: how many of the way to the best plan give a part of the gain, and whether they can be made without the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser import audit
from optimiser.case import score_split
from optimiser.desk.moves import Line, Move
from optimiser.goal import Goal
from optimiser.grid import Grid
from optimiser.reference import Split
from optimiser.rule import Finding, Rule


@dataclass(frozen=True)
class FirstMoves:
    """The first `count` moves reach `part` of the gain: the goal's number is `value` then.

    `broken`: what they break when the other moves are not made, whatever source line pays; `whole`: so many moves, the first with which every
    rule is kept (None: the way never does). `needs`: for every broken rule the number of the move (from 1) from which it is kept.
    """

    part: Fraction
    count: int
    value: Fraction
    broken: tuple[Finding, ...]
    needs: tuple[int | None, ...]
    whole: int | None

    @property
    def alone(self) -> bool:
        """The first moves keep every rule without the rest."""
        return not self.broken


@dataclass(frozen=True)
class Way:
    """The moves from a given plan (EUR per line) to the best one, in their order; `begin` is the goal's number of the given plan."""

    grid: Grid
    rules: Sequence[Rule]
    goal: Goal
    unit: int
    given: Mapping[Line, int]
    begin: Fraction
    moves: Sequence[Move]

    def firsts(self, start: Fraction, top: Fraction, parts: Sequence[Fraction]) -> tuple[FirstMoves, ...]:
        """For every part of the gain from `start` to `top` (the goal's numbers) the first moves that reach it; parts nobody reaches are left out."""
        broken: dict[int, tuple[Finding, ...]] = {}
        found = []
        for part in parts:
            target = start + part * (top - start)
            count = self._count(target)
            if count is not None:
                found.append(self._told(part, count, broken))
        return tuple(found)

    def value(self, count: int) -> Fraction:
        """The goal's number after so many moves."""
        return self.begin + self._sign * sum((move.gain for move in self.moves[:count]), Fraction(0))

    def after(self, count: int) -> dict[Line, int]:
        """EUR per line after so many moves."""
        spend = dict(self.given)
        for move in self.moves[:count]:
            for line, step in ((move.giver, -move.amount), (move.taker, move.amount)):
                if line is not None:
                    spend[line] = spend.get(line, 0) + step
        return spend

    @property
    def _sign(self) -> int:
        return 1 if self.goal.larger_is_better else -1

    def _count(self, target: Fraction) -> int | None:
        return next((count for count in range(len(self.moves) + 1) if self._sign * (self.value(count) - target) >= 0), None)

    def _told(self, part: Fraction, count: int, known: dict[int, tuple[Finding, ...]]) -> FirstMoves:
        first = self._broken(count, known)
        kept: dict[tuple[str, str | None, str | None], int] = {}
        whole = None if first else count
        for later in range(count + 1, len(self.moves) + 1):
            if whole is not None:
                break
            still = {_key(one) for one in self._broken(later, known)}
            for key in map(_key, first):
                if key in still:
                    kept.pop(key, None)
                else:
                    kept.setdefault(key, later)
            whole = None if still else later
        return FirstMoves(part, count, self.value(count), first, tuple(kept.get(_key(one)) for one in first), whole)

    def _broken(self, count: int, known: dict[int, tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """The hard rules that are broken after so many moves, with the flows that break them least."""
        if count not in known:
            judged = score_split(self.grid, self.rules, self.goal, self.unit, Split("instrument", self.after(count)))
            known[count] = audit.broken(judged.findings, self.rules)
        return known[count]


def _key(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.rule, finding.year, finding.member
