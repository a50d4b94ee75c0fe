"""Wide programs solved by a few columns at a time, up to the same proof as a solve of everything.

A programme couples its many cells by few rows; at the prices of those rows nearly every piece is plainly in or out. So a small program holds
the pieces in doubt and the rows that bind, all others stand at the end they prefer. Its prices are put to every piece and row; what they
contradict joins, until nothing does: then the bound over all columns meets the plan. First prices come from ever larger samples.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimiser.lp import highs
from optimiser.lp.blocks import Blocks, blocks_of
from optimiser.lp.breakable import agree, breakable
from optimiser.lp.outcome import Outcome
from optimiser.lp.pieces import Pieces, cut
from optimiser.lp.program import Arrays, Floats, Ints
from optimiser.problem import LARGE

Mask = NDArray[np.bool_]
# The first sample, how much larger every next one is, and how many rounds a sample or the whole may take.
FIRST, TIMES, ROUNDS = 4_000, 4, 60
# Breaking a row costs so many times the dearest euro.
BROKEN = 1e4
# A row broken by no more than this (solver units) is kept: HiGHS' own tolerance.
KEPT = 1e-7
# Reduced costs below this are the small program's noise (objectives are scaled to a largest cost of 100).
NOISE = 1e-7
# Pieces in doubt at first: so many times the root of their number.
WINDOW = 10


@dataclass
class State:
    """Prices of the rows that stay; what every piece holds; which pieces and rows stand in the small program; the order in which others join."""

    prices: Floats
    amount: Floats
    active: Mask
    rows: Mask
    next: Ints


def solve(arrays: Arrays) -> Outcome | None:
    """The optimum with its prices, or None when the program has no such structure or no plan: then it is to be solved whole."""
    if arrays.columns < LARGE or not np.isfinite(arrays.upper).all() or arrays.lower.any():
        return None
    pieces = cut(arrays)
    blocks = blocks_of(pieces)
    if blocks is None or len(blocks.layers) > 1:
        return None
    return Sieve(pieces, blocks).solve()


class Sieve:
    """One program with its structure."""

    def __init__(self, pieces: Pieces, blocks: Blocks) -> None:
        self._pieces, self._blocks = pieces, blocks
        self._lower, self._upper = pieces.ends
        self._dear = BROKEN * max(1.0, float(np.abs(pieces.cost).max()))

    def solve(self) -> Outcome | None:
        """From the first sample to the whole."""
        pieces, blocks = self._pieces, self._blocks
        prices: Floats | None = None
        size = FIRST
        while size * 2 < len(pieces):
            part = blocks.sample(len(pieces) // size)
            found = self._settle(part, prices, 2)
            prices, size = found.prices if found is not None else prices, size * TIMES
        whole = self._settle(np.ones(len(pieces), dtype=bool), prices, ROUNDS)
        return None if whole is None else self._pieces.outcome(whole.amount, whole.prices)

    def _settle(self, part: Mask, prices: Floats | None, rounds: int) -> State | None:
        """The optimum of some of the pieces, ends of coupling rows in proportion; None when the rounds end first or a small program fails."""
        share = self._blocks.share(part)
        lower, upper = (np.multiply(end, share, out=end.copy(), where=np.isfinite(end)) for end in (self._lower, self._upper))
        state = self._start(part, prices)
        for _ in range(rounds):
            broken = self._master(state, lower, upper)
            if broken is None:
                return None
            wrong = self._contradicting(state, part, lower, upper)
            if broken <= KEPT and not wrong.size:
                return state
            size = int(state.active.sum())
            if broken > KEPT:
                if not state.next.size and not wrong.size:
                    return None
                state.active[state.next[:size]] = True
                state.next = state.next[size:]
            state.active[wrong[: max(FIRST, size)]] = True
        return state if rounds < ROUNDS else None

    def _start(self, part: Mask, prices: Floats | None) -> State:
        """Everything in doubt when nothing is known; else what these prices leave in doubt."""
        pieces = self._pieces
        nothing, rows = np.zeros(len(pieces)), np.ones(len(pieces.rows), dtype=bool)
        if prices is None:
            return State(np.zeros(len(pieces.rows)), nothing, part.copy(), rows, np.zeros(0, dtype=np.int64))
        prices = self._local(np.where(self._blocks.local, 0.0, prices), part, rows)
        reduced = self._reduced(prices)
        size = np.abs(pieces.cost) + self._moved_size(prices)[pieces.column]
        chosen = np.flatnonzero(part)
        order = chosen[np.argsort(np.abs(reduced[chosen]) / np.maximum(size[chosen], 1e-300), kind="stable")]
        window = min(len(order), int(WINDOW * np.sqrt(len(order))))
        active = np.zeros(len(pieces), dtype=bool)
        active[order[:window]] = True
        return State(prices, np.where(part & (reduced < 0), pieces.upper, 0.0), active, rows, order[window:])

    def _reduced(self, prices: Floats) -> Floats:
        pieces = self._pieces
        return np.asarray(pieces.cost - pieces.moved(prices)[pieces.column])

    def _moved_size(self, prices: Floats) -> Floats:
        return replace(self._pieces, value=np.abs(self._pieces.value)).moved(np.abs(prices))

    def _local(self, prices: Floats, part: Mask, rows: Mask) -> Floats:
        """These prices with those of the given local rows settled, layer by layer."""
        prices, most = prices.copy(), np.where(part, self._pieces.upper, 0.0)
        layers = self._blocks.layers
        for mine, sign, layer in layers:
            # Without what the row itself costs now.
            own = -sign * prices[mine]
            gain = np.bincount(layer.piece, weights=layer.value * own[layer.row], minlength=len(most)) - self._reduced(prices)
            prices[mine] = np.where(rows[mine], -sign * layer.prices(gain, most), prices[mine])
        return prices

    def _master(self, state: State, lower: Floats, upper: Floats) -> float | None:
        """Solves the pieces in doubt with the rows they could break; returns how far rows are broken."""
        pieces, chosen = self._pieces, np.flatnonzero(state.active)
        fixed = pieces.activity(pieces.spent(np.where(state.active, 0.0, state.amount)))
        column, row, value = pieces.entries(chosen)
        reach = value * pieces.upper[chosen][column]
        high, low = (fixed + np.bincount(row, weights=end, minlength=len(fixed)) for end in (np.maximum(reach, 0), np.minimum(reach, 0)))
        needed = ~self._blocks.local | (high > upper) | (low < lower)
        rows, place, inside = np.flatnonzero(needed), np.cumsum(needed) - 1, needed[row]
        entries = (place[row[inside]], column[inside], value[inside])
        ends = ((lower - fixed)[rows], (upper - fixed)[rows])
        small, model = breakable(pieces.cost[chosen], pieces.upper[chosen], ends, entries, self._dear), highs.Model()
        found = model.solve(small)
        if found is not None and not agree(small, *found, KEPT, NOISE):
            # What presolve took out can come back with a wrong price; from that basis, as it stands, there are few steps to go.
            found = model.solve(small, model.basis)
        if found is None:
            return None
        values, prices = found
        state.amount[chosen] = np.clip(values[: len(chosen)], 0.0, pieces.upper[chosen])
        state.prices, state.rows = np.zeros(len(pieces.rows)), needed
        state.prices[rows] = prices
        return float(values[len(chosen) :].sum())

    def _contradicting(self, state: State, part: Mask, lower: Floats, upper: Floats) -> Ints:
        """Pieces to join: those that the prices would have at their other end, the dearest first."""
        pieces = self._pieces
        activity = pieces.activity(pieces.spent(state.amount))
        tight = (np.minimum(activity - lower, upper - activity) <= KEPT) & ~state.rows
        state.prices = self._local(state.prices, part, tight)
        reduced = self._reduced(state.prices)
        noise = NOISE * max(1.0, float(np.abs(pieces.cost).max())) / 100
        wrong = part & ~state.active & np.where(state.amount > 0, reduced > noise, reduced < -noise)
        # A row outside the small program may turn a piece inside it: then its whole block joins.
        ill = (state.amount < pieces.upper - KEPT) & (reduced < -10 * noise) | (state.amount > KEPT) & (reduced > 10 * noise)
        block = self._blocks.block
        wrong |= part & ~state.active & np.isin(block, block[part & state.active & ill])
        chosen = np.flatnonzero(wrong)
        return chosen[np.argsort(-np.abs(reduced[chosen]) * pieces.upper[chosen], kind="stable")]
