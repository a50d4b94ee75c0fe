"""The optimum along one number: pieces against separate exact solves, breakpoints against a dense grid, stretches without a plan."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimiser.case import at_best, prove
from optimiser.desk.dial import Dial, make_dial, read_span
from optimiser.desk.frontier import Frontier, trace
from optimiser.lp.stages import NoPlan
from optimiser.run import read_inputs
from tests import taz

INPUTS = read_inputs(str(taz.PROGRAMME), str(taz.WORKBOOK))
SPANS = (
    "rule.growth-path.2025=0.60:0.90",
    "source.kipz.2025=150000000:250000000",
    "instrument.opschaling.absorption=100000000:140000000",
    "estimate.opschaling=5:12",
)
GRID = 24


def traced(text: str) -> Frontier:
    return trace(make_dial(INPUTS, ("base",), (), read_span(text)), larger_is_better=True)


def optimum(dial: Dial, number: Fraction) -> Fraction | None:
    """From scratch, exact."""
    found = at_best(dial.problem(number))
    return None if isinstance(found, NoPlan) else prove(found)[0].bound


@pytest.mark.parametrize("text", SPANS)
def test_every_point_of_a_grid_lies_on_its_piece_exactly(text: str) -> None:
    frontier = traced(text)
    span = frontier.dial.span
    for step in range(GRID + 1):
        number = span.low + (span.high - span.low) * step / GRID
        on = [piece for piece in frontier.pieces if piece.low <= number <= piece.high]
        expected = optimum(frontier.dial, number)
        assert (expected is None) == (not on)
        assert on or any(gap.low <= number <= gap.high for gap in frontier.gaps)
        for piece in on:
            assert piece.at(number) == expected


@pytest.mark.parametrize("text", SPANS)
def test_at_a_breakpoint_the_slope_changes_from_the_one_to_the_other(text: str) -> None:
    frontier = traced(text)
    span = frontier.dial.span
    near = (span.high - span.low) / 10**7
    assert frontier.breaks
    for before, after in zip(frontier.pieces, frontier.pieces[1:], strict=False):
        left, here, right = (optimum(frontier.dial, after.low + shift) for shift in (-near, 0, near))
        assert left is not None
        assert here is not None
        assert right is not None
        assert before.at(after.low) == after.value == here
        assert (here - left) / near == before.slope != after.slope == (right - here) / near


def test_the_optimum_bends_down_along_a_limit_and_up_along_an_estimate() -> None:
    growth, estimate = traced(SPANS[0]), traced(SPANS[3])
    slopes = [piece.slope for piece in growth.pieces]
    assert slopes == sorted(slopes, reverse=True)
    slopes = [piece.slope for piece in estimate.pieces]
    assert slopes == sorted(slopes)


def test_where_no_plan_exists_the_edge_is_exact_and_the_conflict_is_named() -> None:
    frontier = traced("rule.growth-path.2025=0.70:0.95")
    (gap,) = frontier.gaps
    assert gap.low == frontier.pieces[-1].high
    assert ("growth-path", "2025") in gap.conflict.members
    assert gap.conflict.limits["growth-path", "2025"].limit == Fraction("0.95")
    assert optimum(frontier.dial, gap.low) is not None
    assert optimum(frontier.dial, gap.low + Fraction(1, 10**12)) is None


def test_lines_that_enter_and_leave_have_money_on_one_side_only() -> None:
    frontier = traced("rule.growth-path.2025=0.60:0.90")
    seen = 0
    for position in range(1, len(frontier.pieces)):
        enter, leave = frontier.changes(position)
        before, after = frontier.pieces[position - 1].lines, frontier.pieces[position].lines
        assert all(before[line] == 0 < after[line] for line in enter)
        assert all(after[line] == 0 < before[line] for line in leave)
        seen += len(enter) + len(leave)
    assert seen
    assert frontier.changes(0) == ((), ())


def test_a_range_without_any_plan_is_one_gap() -> None:
    frontier = traced("rule.growth-path.2025=0.95:0.99")
    assert (frontier.pieces, [(gap.low, gap.high) for gap in frontier.gaps]) == ((), [(Fraction("0.95"), Fraction("0.99"))])
