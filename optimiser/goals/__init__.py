"""The goals, one a file."""

from optimiser.goal import Goal
from optimiser.goals.gap import Gap
from optimiser.goals.labour_saving import LabourSaving
from optimiser.goals.money import Money
from optimiser.goals.person_years import PersonYears

GOALS: dict[str, Goal] = {
    "gap": Gap(),
    "person-years": PersonYears(),
    "labour-saving": LabourSaving(),
    "money": Money(),
}
