"""What "effect" counts: persons in effect in the target year, person-years, or only what lowers demand.

A euro spent in year t on an instrument with lag l and duration d is in effect in the years u with t + l <= u < t + l + d.
"""

from __future__ import annotations

from collections.abc import Mapping

from optimiser.figures import Response
from optimiser.language import Text

GAP = "gap"
PERSON_YEARS = "person-years"
LABOUR_SAVING = "labour-saving"
MEASURES = (GAP, PERSON_YEARS, LABOUR_SAVING)
# What the effect of one line is counted in; where the goal is money it is told in persons in the target year.
COUNTED: Mapping[str, Text] = {
    GAP: Text("personen", "persons"),
    PERSON_YEARS: Text("persoonsjaren", "person-years"),
    LABOUR_SAVING: Text("personen minder vraag", "persons less demand"),
}
EFFECT_IN: Mapping[str, Text] = {measure: Text(f"effect ({unit.nl})", f"effect ({unit.en})") for measure, unit in COUNTED.items()}


def measured(goal: str) -> str:
    """The measure in which the effect of lines is told under a goal.

    >>> measured("person-years"), measured("money")
    ('person-years', 'gap')
    """
    return goal if goal in MEASURES else GAP


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
