"""The shipped case: its programme and workbook, wherever the tests are started from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from optimiser.record import Record
from optimiser.run import Case, read_case, solve

ROOT = Path(__file__).parent.parent
PROGRAMME = ROOT / "models" / "taz.toml"
WORKBOOK = ROOT / "inputs" / "taz-2023-2025.xlsx"
SCENARIOS = ("base", "published", "no-growth-path", "iza-100", "cut-14", "without-stagefonds", "horizon-2026", "least-money")


@cache
def case(scenario: str = "base", sets: Sequence[tuple[str, Any]] = ()) -> Case:
    """The case under a scenario and further changes, as the command line would read it."""
    return read_case(str(PROGRAMME), scenario, list(sets), str(WORKBOOK))


@cache
def solved(scenario: str = "base") -> Record:
    """The shipped case solved under a scenario, once in a process: to look at, never to ask whether solving again gives the same."""
    return solve(str(PROGRAMME), scenario=scenario, input=str(WORKBOOK))
