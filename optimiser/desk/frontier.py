"""The optimum as a function of one number: exact pieces, the numbers at which the plan changes, and what lies where no plan exists.

The pieces are found with many hot solves; each is then told exactly, from two exact optima inside it. In a limit or an amount the optimum is
piecewise linear, and so it is in an estimate; in a factor of the rules it bends, and then a piece is a stretch with one choice of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from optimiser.case import ProofFailed, at_best, disprove, prove
from optimiser.certificate import bound
from optimiser.conflict import Conflict, find_conflict
from optimiser.desk.dial import Dial
from optimiser.exact import plain, simplest
from optimiser.lp import stages
from optimiser.lp.hot import Answer, Hot
from optimiser.lp.stages import MILLI, NoPlan
from optimiser.plan import Plan

# The range is first cut into so many equal parts, so that a piece that starts and ends inside one of them is at most this narrow.
PARTS = 32
# Two slopes this close (relative to the steepest) are one; a piece narrower than this part of the range is not looked for.
ALIKE, NARROW = 1e-7, 1e-9
# A stretch narrower than this part of the range belongs to its neighbour.
SMALLEST = Fraction(1, 10**7)
# An amount below this (EUR) is none.
NOTHING = 1.0
MOST_PIECES = 400
# The meeting of two exact lines this close (relative) to the cut that was found in floats is that cut.
CLOSE = Fraction(1, 10**4)


@dataclass(frozen=True)
class Piece:
    """A stretch of numbers with one exact line: `value` of the goal at `low`, `slope` per unit of the number.

    `lines[instrument, year]` = EUR at its middle, before rounding to payable units. `straight` is False where the optimum bends, and
    `slope` is then the mean one.
    """

    low: Fraction
    high: Fraction
    value: Fraction
    slope: Fraction
    lines: dict[tuple[str, str], int]
    straight: bool = True

    def at(self, number: Fraction) -> Fraction:
        """The optimum at a number of this piece."""
        return self.value + self.slope * (number - self.low)


@dataclass(frozen=True)
class Gap:
    """A stretch of numbers without any plan, and the conflict at its far end."""

    low: Fraction
    high: Fraction
    conflict: Conflict


@dataclass(frozen=True)
class Frontier:
    """The whole range: pieces and gaps in order. `larger_is_better` is False for the goal money, whose values are euros."""

    dial: Dial
    pieces: tuple[Piece, ...]
    gaps: tuple[Gap, ...]
    larger_is_better: bool

    @property
    def breaks(self) -> tuple[Fraction, ...]:
        """The numbers at which the slope changes."""
        return tuple(one.high for one, other in pairwise(self.pieces) if one.high == other.low)

    def changes(self, position: int) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """(lines that enter, lines that leave) where piece `position` begins."""
        if position == 0 or self.pieces[position - 1].high != self.pieces[position].low:
            return (), ()
        before, after = self.pieces[position - 1].lines, self.pieces[position].lines
        enter = tuple(line for line in after if after[line] > NOTHING >= before[line])
        leave = tuple(line for line in after if before[line] > NOTHING >= after[line])
        return enter, leave


def trace(dial: Dial, larger_is_better: bool) -> Frontier:
    """The frontier of a dial. Raises `ValueError` when the dial is not straight: `sweep` it instead."""
    if dial.slope is None:
        raise ValueError("not straight")
    search = _Search(dial)
    span, ends = dial.span, search.possible()
    if ends is None:
        return Frontier(dial, (), (Gap(span.low, span.high, _conflict(dial, span.high)),), larger_is_better)
    low, high = ends
    gaps = [Gap(span.low, low, _conflict(dial, span.low))] if low > span.low else []
    gaps += [Gap(high, span.high, _conflict(dial, span.high))] if high < span.high else []
    return Frontier(dial, _exact(dial, search.stretches(low, high), 1 if larger_is_better else -1), tuple(gaps), larger_is_better)


def _conflict(dial: Dial, number: Fraction) -> Conflict:
    """Why there is no plan at an end of the range, told by the rules as they are there."""
    answer = at_best(dial.problem(number))
    assert isinstance(answer, NoPlan)
    return find_conflict(answer, dial.case(number).rules)


def _exact(dial: Dial, stretches: Sequence[tuple[Fraction, Fraction, bool]], sign: int) -> tuple[Piece, ...]:
    """Every stretch with its exact line; where two lines meet close to the cut that was found, the cut is their meeting."""
    pieces: list[Piece] = []
    for low, high, straight in _wide_enough(dial, stretches):
        width = high - low
        # At the ends a stretch may already be the next one; inside, any two numbers give the line. Where it bends, the chord is told.
        one, two = (low + simplest(width * 3 / 10, width * 2 / 5), low + simplest(width * 3 / 5, width * 7 / 10)) if straight else (low, high)
        (first, _), (last, lines) = _optimum(dial, one), _optimum(dial, two)
        slope = (last - first) / (two - one)
        pieces.append(Piece(low, high, sign * (first + slope * (low - one)), sign * slope, lines, straight))
    return _joined(pieces)


def _wide_enough(dial: Dial, stretches: Sequence[tuple[Fraction, Fraction, bool]]) -> list[tuple[Fraction, Fraction, bool]]:
    """Stretches without those too narrow to be more than the solver's last digits, such as beside the edge where plans end."""
    least = SMALLEST * (dial.span.high - dial.span.low)
    wide: list[tuple[Fraction, Fraction, bool]] = []
    start: Fraction | None = None
    for low, high, straight in stretches:
        if high - low >= least:
            wide.append((low if start is None else start, high, straight))
            start = None
        elif wide:
            wide[-1] = (wide[-1][0], high, wide[-1][2])
        else:
            start = low if start is None else start
    return wide or [(stretches[0][0], stretches[-1][1], True)]


def _optimum(dial: Dial, number: Fraction) -> tuple[Fraction, dict[tuple[str, str], int]]:
    """The exact optimum (maximisation form) and the lines of the plan that comes first among the best. Raises `ProofFailed`."""
    found = at_best(dial.problem(number))
    if isinstance(found, NoPlan):
        raise ProofFailed(f"frontier {dial.span.key} {plain(number)}")
    certificate, _ = prove(found)
    grid = found.problem.grid
    amounts = np.array(stages.choose(found.problem, certificate.multipliers, []), dtype=np.int64)
    lines = Plan(grid, amounts, ()).line_spend
    return certificate.bound, {key: round(Fraction(amount, MILLI)) for key, amount in lines.items()}


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours on one line become one piece; the others meet where their lines do."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is None or not (before.straight and piece.straight):
            joined.append(piece)
        elif before.slope == piece.slope:
            joined[-1] = replace(before, high=piece.high, lines=piece.lines)
        else:
            meeting = before.low + (piece.at(before.low) - before.value) / (before.slope - piece.slope)
            if abs(meeting - piece.low) > CLOSE * (piece.high - before.low):
                meeting = piece.low
            joined[-1] = replace(before, high=meeting)
            joined.append(replace(piece, low=meeting, value=piece.at(meeting)))
    return tuple(joined)


def _root(dial: Dial, inside: Fraction, outside: Fraction) -> Fraction | None:
    """Where the proof that no plan exists at `outside` stops proving it: the exact edge when it lies before `inside`."""
    answer = at_best(dial.problem(outside))
    if not isinstance(answer, NoPlan):
        return None
    multipliers = disprove(answer).multipliers[: len(dial.start.rows)]
    at_inside, at_outside = (bound(problem, multipliers, (Fraction(0),) * problem.width) for problem in map(dial.problem, (inside, outside)))
    if at_outside >= 0 or at_inside < 0:
        return None
    return outside + (inside - outside) * at_outside / (at_outside - at_inside)


class _Search:
    """Where pieces begin and end, in floats: many questions to one model, anchored at a number for which a plan exists."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self._known: dict[Fraction, Answer | None] = {}
        self._hot, self._anchor = self._model()

    def _model(self) -> tuple[Hot | None, Fraction]:
        for number in sorted(self._grid(), key=lambda one: abs(one - (self._dial.span.low + self._dial.span.high) / 2)):
            found = at_best(self._dial.problem(number))
            if not isinstance(found, NoPlan):
                return Hot(found.problem), number
        return None, Fraction(0)

    def _grid(self) -> list[Fraction]:
        span = self._dial.span
        return [span.low + (span.high - span.low) * n / PARTS for n in range(PARTS + 1)]

    def _ask(self, number: Fraction) -> Answer | None:
        assert self._hot is not None
        assert self._dial.slope is not None
        if number not in self._known:
            self._known[number] = self._hot.many([self._dial.slope], np.array([[float(number - self._anchor)]]))[0]
        return self._known[number]

    def _value(self, number: Fraction) -> float:
        answer = self._ask(number)
        return float("nan") if answer is None else answer.value

    def possible(self) -> tuple[Fraction, Fraction] | None:
        """The ends of the stretch around the anchor for which plans exist; None when there is none at all."""
        if self._hot is None:
            return None
        grid = self._grid()
        at = grid.index(self._anchor)
        return self._end(grid[at::-1]), self._end(grid[at:])

    def _end(self, numbers: Sequence[Fraction]) -> Fraction:
        """The last number of a walk for which a plan exists; exact where the proof that none exists is linear in the number."""
        inside = numbers[0]
        for outside in numbers[1:]:
            if self._ask(outside) is None:
                return self._edge(inside, outside)
            inside = outside
        return inside

    def _edge(self, inside: Fraction, outside: Fraction) -> Fraction:
        width = abs(outside - inside)
        while abs(outside - inside) > width / 2**20:
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if self._ask(middle) is not None else (inside, middle)
        exact = _root(self._dial, inside, outside)
        return inside if exact is None else exact

    def stretches(self, low: Fraction, high: Fraction) -> list[tuple[Fraction, Fraction, bool]]:
        """(from, to, straight) over the whole of `low` to `high`; neighbours that look like one line are one stretch."""
        cuts = self._cuts(low, high)
        found: list[tuple[Fraction, Fraction, bool]] = []
        for first, last in pairwise(cuts):
            straight = self._straight(first, last)
            if found and straight and found[-1][2] and self._straight(found[-1][0], last):
                found[-1] = (found[-1][0], last, True)
            else:
                found.append((first, last, straight))
        return found

    def _cuts(self, low: Fraction, high: Fraction) -> list[Fraction]:
        """Numbers from `low` to `high` between which the optimum is straight."""
        inner = [one for one in self._grid() if low < one < high]
        ends = [low, *inner, high]
        found = [low]
        for first, last in pairwise(ends):
            self._cut(first, last, found)
            if len(found) > MOST_PIECES:
                return ends
            found.append(last)
        return found

    def _cut(self, low: Fraction, high: Fraction, found: list[Fraction], depth: int = 0) -> None:
        """Adds the cuts inside (low, high), by the intersection of the lines at both ends."""
        width = high - low
        if width <= NARROW * (self._dial.span.high - self._dial.span.low) or len(found) > MOST_PIECES or self._straight(low, high):
            return
        step = width / 1024
        left, right = (self._value(low + step) - self._value(low)) / float(step), (self._value(high) - self._value(high - step)) / float(step)
        if abs(left - right) <= ALIKE * max(abs(left), abs(right), 1e-300):
            meeting = (low + high) / 2
        else:
            gap = (self._value(high) - right * float(width) - self._value(low)) / (left - right)
            meeting = low + Fraction(gap).limit_denominator(10**12) if 0 < gap < float(width) else (low + high) / 2
        self._cut(low, meeting, found, depth + 1)
        found.append(meeting)
        self._cut(meeting, high, found, depth + 1)

    def _straight(self, low: Fraction, high: Fraction) -> bool:
        """Two numbers inside lie on the chord: for a function that is piecewise linear and bends one way, that is proof."""
        first, last = self._value(low), self._value(high)
        for part in (Fraction(1, 3), Fraction(13, 21)):
            chord = first + (last - first) * float(part)
            if not abs(self._value(low + (high - low) * part) - chord) <= 1e-10 * max(1.0, abs(chord)):
                return False
        return True
