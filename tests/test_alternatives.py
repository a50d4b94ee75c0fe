"""`optimiser.alternatives` from Python: plain data, frames, and numbers that make no sense refused all at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import optimiser
from optimiser.nearby.told import Alternatives
from tests.commands.running import small_case


@pytest.fixture
def found(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Alternatives:
    monkeypatch.chdir(small_case(tmp_path / "small"))
    return optimiser.alternatives("small", start="published", slack=[Fraction(5, 100)], count=2, gain=[Fraction(1, 2)], records=True)


def test_frames_hold_whole_euros_and_one_row_a_line_plan_part_and_move(found: Alternatives) -> None:
    lines = found.lines.frame()
    assert list(lines.columns) == ["id", "space", "year", "slack", "low", "high", "amount", "role"]
    assert len(lines) == len(found.record.lines) == 6
    assert (lines["low"] <= lines["high"]).all()
    assert lines["low"].dtype.kind == "i"
    assert len(found.spaces.frame()) == 4
    assert list(found.others.frame()["number"]) == [1, 2]
    assert list(found.least.frame()["part"]) == [0.5]
    assert found.change is not None
    assert len(found.moves.frame()) == len(found.change.way) > 0


def test_every_plan_and_change_carries_its_own_record(found: Alternatives) -> None:
    assert found.change is not None
    for one in (*found.plans, *found.change.least):
        assert one.record is not None
        assert (one.record.status, one.record.total) == ("alternative", one.value)
        assert one.record.gap == one.record.bound - one.value
        assert optimiser.record.from_json(optimiser.record.to_json(one.record)) == one.record  # type: ignore[attr-defined]


def test_numbers_that_make_no_sense_are_refused_together() -> None:
    numbers: dict[str, Any] = {"slack": [Fraction(0), 0.02], "count": 2.5, "gain": [Fraction(3, 2)]}
    with pytest.raises(optimiser.Refused) as refused:
        optimiser.alternatives("small", **numbers)
    assert sorted(fault.code for fault in refused.value.faults) == ["gain-part", "plans-asked", "slack", "slack"]
