"""Person-years over the horizon."""

from __future__ import annotations

from typing import ClassVar

from optimiser.goal import MeasureGoal
from optimiser.language import Text
from optimiser.measure import PERSON_YEARS


class PersonYears(MeasureGoal):
    """Every year in which a person is in effect counts once, within the programme's horizon."""

    measure: ClassVar[str] = PERSON_YEARS
    unit: ClassVar[Text] = Text("persoonsjaren", "person-years")
