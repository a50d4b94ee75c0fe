"""What reports tell of the cases of the tests, asked once."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from optimiser.reported import report
from optimiser.told_desk import ReportData
from tests import taz
from tests.commands.running import small_case


@cache
def small_data(*sets: tuple[str, str], scenario: str = "base") -> ReportData:
    """The small programme, its figures changed by these sets."""
    with tempfile.TemporaryDirectory() as folder:
        case = small_case(Path(folder) / "work")
        return report(str(case / "models" / "small.toml"), scenario=scenario, overrides=list(sets), reason="een proef")


@cache
def taz_data() -> ReportData:
    """The shipped case."""
    return report(str(taz.PROGRAMME), input=str(taz.WORKBOOK))


def conflict_data() -> ReportData:
    """A case without a plan: more training than the growth path leaves room for."""
    data = small_data(("rule.training-floor.2025", "60000000"))
    assert data.record.conflict is not None
    return data
