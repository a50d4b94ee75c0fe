"""A range point by point: every point is what a solve with that number gives; what cannot be a range is said."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from optimiser.desk.asking import read_budget, spans_of, sweep
from optimiser.desk.dial import Span, make_dial, problem_of, settings
from optimiser.faults import Refused
from optimiser.run import read_inputs, solve
from optimiser.slope import moved, same
from optimiser.swept import Sweep
from tests import small, taz
from tests.commands.running import small_case

TAZ, BOOK = str(taz.PROGRAMME), str(taz.WORKBOOK)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small programme."""
    return small_case(tmp_path_factory.mktemp("small"))


@cache
def growth() -> Sweep:
    return sweep(TAZ, "rule.growth-path.2025=0.60:0.90:0.15", input=BOOK)


def test_every_point_is_the_plan_that_solve_gives() -> None:
    for point in growth().points:
        record = solve(TAZ, input=BOOK, overrides={"rule.growth-path.2025": point.number})
        assert (record.status, record.conflict and record.conflict.sentence) == (point.status, point.clash and point.clash.sentence)
        if point.status == "optimal":
            assert (record.total, record.bound, record.gap) == (point.effect, point.bound, point.gap)
            assert {(one.instrument, one.year): one.amount for one in record.lines} == point.lines
            assert [(one.id, one.year) for one in record.findings if one.binding] == [(rule, year) for rule, year, _ in point.binding]


def test_the_base_is_the_case_without_the_range() -> None:
    record = solve(TAZ, input=BOOK)
    swept = growth()
    assert (swept.base.effect, swept.axes[0].base, swept.axes[0].unit) == (record.total, Fraction(2, 3), "share")
    assert [swept.difference(point) for point in swept.points if point.effect] == [
        point.effect - record.total for point in swept.points if point.effect is not None
    ]
    assert swept.changes(swept.base) == ()
    assert all(one.amount - one.base == one.difference != 0 for point in swept.points for one in swept.changes(point))


def test_spaces_add_up_to_the_lines() -> None:
    swept = growth()
    for point in swept.points:
        assert sum(swept.by_space(point).values()) == sum(point.lines.values())
    assert sum(row.amount for row in swept.by_spaces) == sum(sum(point.lines.values()) for point in swept.points)
    assert list(swept.table.frame().columns)[:3] == ["number", "second", "status"]


def test_the_least_money_for_a_range_of_effects() -> None:
    swept = sweep(TAZ, "rule.target-effect=8000:9000:1000", input=BOOK, scenario="least-money")
    low, high = swept.points
    assert not swept.larger_is_better
    assert swept.axes[0].unit == "persons"
    assert low.effect is not None
    assert high.effect is not None
    assert low.effect < high.effect
    assert high.effect == swept.base.effect == solve(TAZ, input=BOOK, scenario="least-money").total


def test_a_budget_moves_with_the_rules_that_go_along(case: Path) -> None:
    given = {"input": str(case / "inputs" / "small.xlsx")}
    programme = str(case / "models" / "small.toml")
    swept = sweep(programme, budget="90:100:5", along=["vvt"] if "vvt" in _rules() else [], **given)
    record = solve(programme, overrides={"source.*": "*0.95"}, **given)
    assert [point.number for point in swept.points] == [Fraction(9, 10), Fraction(19, 20), 1]
    assert swept.axes[0].budget == 260 * small.MLN
    assert swept.points[1].effect == (record.total if record.status == "optimal" else None)


def _rules() -> set[str]:
    return {rule.id for rule in small.programme().rule}


def test_a_factor_that_gives_no_whole_euros_is_rounded_down_and_said() -> None:
    inputs = read_inputs(TAZ, BOOK)
    odd = (("source.kipz.2024", 210_000_001),)
    span = Span("source.*", Fraction(9, 10), Fraction(11, 10), None, scales=True)
    made = settings(inputs, ("base",), odd, span, Fraction(9, 10))
    assert made.rounded == 1
    assert dict(made.sets)["source.kipz.2024"] == 189_000_000
    # the line still goes straight through what the factor means exactly
    dial = make_dial(inputs, ("base",), odd, span)
    assert dial.slope is not None
    assert same(moved(dial.start, dial.slope, Fraction(1, 10)), problem_of(inputs.case(("base",), odd)))


def test_two_numbers_give_every_pair() -> None:
    swept = sweep(TAZ, ["rule.growth-path.2025=0.60:0.70:0.10", "source.kipz.2025=200000000:210000000:10000000"], input=BOOK)
    assert [point.numbers for point in swept.points] == [
        (part, Fraction(money)) for part in (Fraction(3, 5), Fraction(7, 10)) for money in (200_000_000, 210_000_000)
    ]
    record = solve(TAZ, input=BOOK, overrides={"rule.growth-path.2025": "0.70", "source.kipz.2025": 200_000_000})
    assert swept.points[2].effect == record.total
    assert swept.routes == ()


@pytest.mark.parametrize(
    ("ranges", "budget", "along", "code"),
    [
        ([], None, [], "range-count"),
        (["a=1:2", "b=1:2", "c=1:2"], None, [], "range-count"),
        (["a=1:2", "a=1:3"], None, [], "range-count"),
        (["a=1:2"], None, ["x"], "along-alone"),
        ([], "80", [], "range-form"),
        ([], "120:80", [], "range-form"),
        ([], "a:b", [], "range-form"),
        ([], "80:120:0", [], "range-form"),
        ([], "80:120:0.001", [], "range-form"),
        ([], "", [], "range-form"),
    ],
)
def test_a_range_that_is_none(ranges: list[str], budget: str | None, along: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        spans_of(ranges, budget, along)
    assert [one.code for one in refused.value.faults] == [code]


def test_percentages_of_a_budget() -> None:
    assert read_budget("80:120:5") == Span("source.*", Fraction(4, 5), Fraction(6, 5), Fraction(1, 20), scales=True)
    assert read_budget("80 % : 120 %") == Span("source.*", Fraction(4, 5), Fraction(6, 5), None, scales=True)


@pytest.mark.parametrize(
    ("ranges", "points", "along", "code"),
    [
        ("rule.grow-path.2025=0.4:0.5", None, [], "unknown-id"),
        ("rule.growth-path.2052=0.4:0.5", None, [], "unknown-key"),
        ("rule.growth-path.2025=0.4:0.5", 1, [], "range-points"),
        ("rule.growth-path.2025=0.4:0.5", 10**9, [], "range-points"),
        ("source.*=*0.9:*1.1", None, ["stagefond"], "unknown-id"),
    ],
)
def test_a_key_or_count_that_does_not_fit(ranges: str, points: int | None, along: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        sweep(TAZ, ranges, points=points, along=along, input=BOOK)
    assert code in [one.code for one in refused.value.faults]
