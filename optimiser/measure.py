"""What "effect" counts: persons in effect in the target year, person-years, or only what lowers demand.

A euro spent in year t on an instrument with lag l and duration d is in effect in the years u with t + l <= u < t + l + d.
"""

from __future__ import annotations

from optimiser.figures import Response

GAP = "gap"
PERSON_YEARS = "person-years"
LABOUR_SAVING = "labour-saving"
MEASURES = (GAP, PERSON_YEARS, LABOUR_SAVING)


def weight(measure: str, year: int, response: Response, target: int, horizon: tuple[int, int]) -> int:
    """How often one person counts under a measure, for money spent in `year`; `target` and `horizon` are the goal's."""
    start = year + _whole(response.lag.value)
    end = start + _whole(response.duration.value)
    if measure == PERSON_YEARS:
        first, last = horizon
        return max(0, min(end, last + 1) - max(start, first))
    return int((measure == GAP or not response.adds) and start <= target < end)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
