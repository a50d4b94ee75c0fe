"""The small integer program over steps: as good as trying every combination."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optimiser.lp.whole import fitting_steps

FREE = 2**62


@given(st.integers(0, 10**6))
def test_the_steps_found_are_those_that_lose_least_of_all_that_keep_every_row(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cells, rows = 4, 3
    value = rng.integers(-3, 4, (rows, cells)) * rng.integers(1, 4)
    low, high = (np.where(rng.random(rows) < 0.3, end, rng.integers(-6, 1, rows) * (1 if end < 0 else -1)) for end in (-FREE, FREE))
    # One step down and two up in each cell; the second up brings less.
    gain = np.sort(rng.integers(-9, 10, (cells, 3)), axis=1)
    down, second, first = gain[:, 0] - 9, gain[:, 1], gain[:, 2]
    worth = {-1: down, 0: np.zeros(cells, dtype=np.int64), 1: first, 2: first + second}
    row, cell = (at.ravel() for at in np.meshgrid(np.arange(rows), np.arange(cells), indexing="ij"))
    owner, sign = np.tile(np.arange(cells), 3), np.repeat([-1, 1, 1], cells)
    found = fitting_steps((row, cell, value.ravel()), (low, high), (owner, sign, np.concatenate([down, first, second])), cells, FREE)
    kept = [steps for steps in product((-1, 0, 1, 2), repeat=cells) if (value @ steps >= low).all() and (value @ steps <= high).all()]
    best = max((sum(int(worth[step][at]) for at, step in enumerate(steps)) for steps in kept), default=None)
    assert (found is None) == (best is None)
    if found is not None:
        assert tuple(found.tolist()) in kept
        assert sum(int(worth[step][at]) for at, step in enumerate(found.tolist())) == best
