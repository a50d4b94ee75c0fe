"""A number over a range: straight lines through exact problems, and ranges as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimiser.desk.dial import Span, make_dial, problem_of, read_span
from optimiser.faults import Refused
from optimiser.run import read_inputs
from optimiser.slope import same
from tests import taz

INPUTS = read_inputs(str(taz.PROGRAMME), str(taz.WORKBOOK))


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("rule.growth-path.2025=0.40:0.75", "0.61"),
        ("rule.growth-path.2025=2/5:3/4", "1/2"),
        ("source.*=*0.9:*1.1", "0.95"),
        ("source.kipz.2025=150000000:250000000", "199000000"),
        ("instrument.opschaling.absorption=100000000:200000000", "123000000"),
        ("estimate.opschaling=5:21", "7.5"),
        ("rule.growth-path.2024=0.3:0.5", "0.45"),
    ],
)
def test_the_line_goes_through_the_problem_that_is_read_with_that_number(text: str, between: str) -> None:
    span = read_span(text)
    dial = make_dial(INPUTS, ("base",), (), span)
    assert dial.slope is not None
    assert same(dial.problem(Fraction(between)), problem_of(dial.case(Fraction(between))))


def test_a_number_that_bends_is_read_anew_at_every_point() -> None:
    dial = make_dial(INPUTS, ("base",), (), Span("goal.target", Fraction(2024), Fraction(2026)))
    assert dial.slope is None
    assert same(dial.problem(Fraction(2025)), problem_of(INPUTS.case(("base",))))


def test_points_have_both_ends() -> None:
    assert read_span("x=0:1:0.4").points(9) == (0, Fraction(2, 5), Fraction(4, 5), 1)
    assert read_span("x=0:1").points(3) == (0, Fraction(1, 2), 1)


@pytest.mark.parametrize(
    "text", ["", "x", "x=1", "x=1:2:3:4", "=1:2", "x=2:1", "x=1:1", "x=1:2:0", "x=1:2:-1", "x=a:b", "x=*1:2", "x=0:1:0.00001", "x=1e3:2"]
)
def test_a_range_that_is_none(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_span(text)
    assert [one.code for one in refused.value.faults] == ["range-form"]


def test_a_key_that_does_not_exist_says_which_one_was_meant() -> None:
    with pytest.raises(Refused) as refused:
        make_dial(INPUTS, ("base",), (), read_span("rule.grow-path.2025=0.4:0.5"))
    assert refused.value.faults[0].code == "unknown-id"
