"""Only what lowers the demand for workers counts."""

from __future__ import annotations

from typing import ClassVar

from optimiser.goal import MeasureGoal
from optimiser.language import Text
from optimiser.measure import LABOUR_SAVING


class LabourSaving(MeasureGoal):
    """Persons in effect in the target year from instruments that lower demand."""

    measure: ClassVar[str] = LABOUR_SAVING
    unit: ClassVar[Text] = Text("personen minder vraag in het doeljaar", "persons less demand in the target year")
