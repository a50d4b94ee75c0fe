"""Grid and active rules from programme and figures."""

from __future__ import annotations

import pytest


def test_potentials_that_partly_overlap_are_refused_and_nested_ones_are_not() -> None:
    from optimiser.faults import Refused
    from optimiser.run import read_case
    from tests.taz import PROGRAMME, WORKBOOK

    def with_absence(*instruments: str) -> object:
        sets = [("rule.potential-absence.select", {"instrument": list(instruments)})]
        return read_case(str(PROGRAMME), "base", sets, str(WORKBOOK))

    with pytest.raises(Refused) as refused:
        with_absence("zeggenschap", "gezond-werken")
    assert [fault.code for fault in refused.value.faults] == ["overlapping-potentials"]
    assert refused.value.faults[0].found == "potential-absence, potential-outflow"
    assert with_absence("zeggenschap")
