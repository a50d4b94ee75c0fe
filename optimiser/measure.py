"""What "effect" counts: persons in effect in the target year, person-years, or only what lowers demand.

A euro spent in year t on an instrument with lag l and duration d is in effect in the years u with t + l <= u < t + l + d.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimiser.grid import Grid

GAP = "gap"
PERSON_YEARS = "person-years"
LABOUR_SAVING = "labour-saving"
MEASURES = (GAP, PERSON_YEARS, LABOUR_SAVING)


def weights(measure: str, grid: Grid) -> tuple[int, ...]:
    """How often one person counts under a measure, for every effect group, shape (groups,)."""
    counted: list[int] = []
    for group in range(len(grid.groups["year"])):
        label = grid.group_label(group)
        response = grid.figures.responses[label["instrument"]]
        start = int(label["year"]) + int(_whole(response.lag.value))
        end = start + int(_whole(response.duration.value))
        if measure == PERSON_YEARS:
            first, last = grid.horizon
            counted.append(max(0, min(end, last + 1) - max(start, first)))
        else:
            kept = measure == GAP or not response.adds
            counted.append(int(kept and start <= grid.target < end))
    return tuple(counted)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
