"""Small programs that every solver must answer alike."""

from __future__ import annotations

import numpy as np

from optimiser.lp.program import Arrays

INF = np.inf


def program(cost: list[float], upper: list[float], rows: list[tuple[list[float], float, float]]) -> Arrays:
    """minimise cost'x, 0 <= x <= upper, low <= row x <= high; rows as full lists."""
    entries = [[(j, value) for j, value in enumerate(row) if value] for row, _, _ in rows]
    return Arrays(
        cost=np.array(cost),
        lower=np.zeros(len(cost)),
        upper=np.array(upper),
        row_lower=np.array([low for _, low, _ in rows]),
        row_upper=np.array([high for _, _, high in rows]),
        start=np.concatenate([[0], np.cumsum([len(one) for one in entries])]).astype(np.int64),
        index=np.array([j for one in entries for j, _ in one], dtype=np.int64),
        value=np.array([value for one in entries for _, value in one], dtype=np.float64),
    )


# maximise 3x + 2y with x + y <= 4, x >= 1, y = what is left of 3 at most: x = 3 (its bound), y = 1
BEST = program([-3.0, -2.0], [3.0, 9.0], [([1.0, 1.0], -INF, 4.0), ([1.0, 0.0], 1.0, INF)])
# x + y = 4, x - y = 1: one point
FIXED = program([1.0, 1.0], [9.0, 9.0], [([1.0, 1.0], 4.0, 4.0), ([1.0, -1.0], 1.0, 1.0)])
# x + y <= 1 and x + y >= 2
NONE = program([1.0, 1.0], [9.0, 9.0], [([1.0, 1.0], -INF, 1.0), ([1.0, 1.0], 2.0, INF)])
# a row without entries that holds, and one that cannot
EMPTY_ROW = program([-1.0], [5.0], [([0.0], -INF, 0.0), ([1.0], -INF, 3.0)])
BROKEN_EMPTY_ROW = program([-1.0], [5.0], [([0.0], 1.0, INF)])
ENDLESS = program([-1.0], [INF], [([1.0], 1.0, INF)])
