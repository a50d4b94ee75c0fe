"""A shipped programme solved under a scenario, as the command line solves it, once for all tests."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from optimiser.case import solve_case
from optimiser.goals import GOALS
from optimiser.grid import Where
from optimiser.run import Case, read_case

ROOT = Path(__file__).parent.parent.parent


def model(programme: str) -> Path:
    """The TOML of a shipped programme."""
    return ROOT / "models" / f"{programme}.toml"


@cache
def case(programme: str, scenario: str = "base") -> Case:
    """A shipped programme with its own workbook under a scenario."""
    return read_case(str(model(programme)), scenario)


@cache
def solved(programme: str, scenario: str = "base") -> Any:
    """Its solution in its own payable unit, or what says that there is none."""
    read = case(programme, scenario)
    return solve_case(read.grid, read.rules, GOALS[read.programme.goal.kind], read.programme.programme.unit, "highs")


def spent(programme: str, scenario: str = "base", **only: str) -> int:
    """Euros of the plan on a selection."""
    return int(solved(programme, scenario).plan.spent(Where().narrowed(**only)))


def context(programme: str, id: str) -> Fraction:
    """A figure that the programme shows and does not use."""
    return next(one.value for one in case(programme).programme.context if one.id == id)
