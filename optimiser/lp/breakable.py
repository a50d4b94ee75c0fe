"""The small programs of a wide one: rows that may be broken at a price, so that there is always an answer with prices to go on from."""

from __future__ import annotations

import numpy as np

from optimiser.lp.program import Arrays, Floats, Ints


def agree(small: Arrays, values: Floats, prices: Floats, kept: float, noise: float) -> bool:
    """True when every column stands where its reduced cost wants it."""
    reduced = small.cost - small.product(prices)
    wrong = ((values < small.upper - kept) & (reduced < -10 * noise)) | ((values > kept) & (reduced > 10 * noise))
    return not bool(wrong.any())


def breakable(cost: Floats, upper: Floats, ends: tuple[Floats, Floats], entries: tuple[Ints, Ints, Floats], dear: float) -> Arrays:
    """A small program whose rows may be broken at a price: it always has a plan. Entries are (row, column, value)."""
    more, less = np.flatnonzero(np.isfinite(ends[0])), np.flatnonzero(np.isfinite(ends[1]))
    extra = len(more) + len(less)
    row = np.concatenate([entries[0], more, less])
    column = np.concatenate([entries[1], len(cost) + np.arange(extra)])
    value = np.concatenate([entries[2], np.ones(len(more)), -np.ones(len(less))])
    order = np.argsort(row, kind="stable")
    return Arrays(
        np.concatenate([cost, np.full(extra, dear)]),
        np.zeros(len(cost) + extra),
        np.concatenate([upper, np.full(extra, np.inf)]),
        *ends,
        np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(ends[0])))]).astype(np.int64),
        column[order],
        value[order],
    )
