"""Persons in effect in the target year: workers added plus demand lowered."""

from __future__ import annotations

from typing import ClassVar

from optimiser.goal import MeasureGoal
from optimiser.language import Text
from optimiser.measure import GAP


class Gap(MeasureGoal):
    """The gap that the plan closes in the target year, in persons."""

    measure: ClassVar[str] = GAP
    unit: ClassVar[Text] = Text("personen in het doeljaar", "persons in the target year")
