"""Controlled rounding: every printed number next to its own amount, every printed total the sum of what stands below it, the nearest there is."""

from __future__ import annotations

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimiser.circulation import cheapest
from optimiser.printed import Path, Printed, printed

Lines = dict[Path, list[int | None]]


def exact_of(lines: Lines, path: Path, columns: list[int]) -> int | None:
    """The amount of a cell, added up anew from the lines."""
    known = [amounts[c] for line, amounts in lines.items() if line[: len(path)] == path for c in columns if amounts[c] is not None]
    return sum(known) if known else None


def judge(lines: Lines, over: list[list[int]], unit: int, said: Printed) -> int:
    """Fails on a cell that is neither floor nor ceiling or a total that is not a sum; returns the sum of all differences in EUR."""
    width = len(next(iter(lines.values())))
    paths = {line[:depth] for line in lines for depth in range(len(line) + 1)}
    assert set(said.cells) == set(said.totals) == paths
    far = 0
    for path in paths:
        for columns, number in [([c], said.cells[path][c]) for c in range(width)] + list(zip(over, said.totals[path], strict=True)):
            amount = exact_of(lines, path, columns)
            assert (number is None) == (amount is None)
            if number is None or amount is None:
                continue
            assert number in (amount // unit, -(-amount // unit)), (path, columns, amount, number)
            far += abs(number * unit - amount)
        below = [one for one in paths if len(one) == len(path) + 1 and one[:-1] == path]
        for c in range(width):
            if below and said.cells[path][c] is not None:
                assert said.cells[path][c] == sum(said.cells[one][c] or 0 for one in below)
        for columns, number in zip(over, said.totals[path], strict=True):
            if number is not None:
                assert number == sum(said.cells[path][c] or 0 for c in columns)
    return far


def least(lines: Lines, over: list[list[int]], unit: int) -> int:
    """The least sum of differences over all tables, by trying every one: floors and ceilings of every line."""
    width = len(next(iter(lines.values())))
    cells = [(line, c, amounts[c]) for line, amounts in lines.items() for c in range(width) if amounts[c] is not None]
    paths = {line[:depth] for line in lines for depth in range(len(line) + 1)}
    sums = [(path, columns) for path in paths for columns in [*[[c] for c in range(width)], *over]]
    best = None
    for choice in itertools.product(*[{amount // unit, -(-amount // unit)} for _, _, amount in cells]):
        far = 0
        for path, columns in sums:
            amount = exact_of(lines, path, columns)
            if amount is None:
                continue
            number = sum(n for n, (line, c, _) in zip(choice, cells, strict=True) if line[: len(path)] == path and c in columns)
            if number not in (amount // unit, -(-amount // unit)):
                break
            far += abs(number * unit - amount)
        else:
            best = far if best is None else min(best, far)
    assert best is not None
    return best


PLACES: list[Path] = [("a",), ("b", "x"), ("b", "y"), ("c", "p", "q"), ("c", "p", "r"), ("c", "s")]
amounts = st.one_of(st.none(), st.just(0), st.integers(-40, 40), st.sampled_from([5, 15, -5]))


@st.composite
def tables(draw: st.DrawFn, most: int = 6) -> tuple[Lines, list[list[int]]]:
    width = draw(st.integers(1, 3))
    chosen = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=most, unique=True))
    over = draw(st.sampled_from([[], [list(range(width))], [[0]]]))
    return {line: [draw(amounts) for _ in range(width)] for line in chosen}, over


@given(tables())
def test_every_number_is_next_to_its_amount_and_every_total_adds_up(table: tuple[Lines, list[list[int]]]) -> None:
    lines, over = table
    judge(lines, over, 10, printed(lines, over, 10))


@given(tables(most=3))
def test_no_table_is_nearer(table: tuple[Lines, list[list[int]]]) -> None:
    lines, over = table
    assert judge(lines, over, 10, printed(lines, over, 10)) == least(lines, over, 10)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=8))
def test_whole_units_come_back_unchanged(units: list[int]) -> None:
    lines = {("part", str(n)): [one * 1000, None] for n, one in enumerate(units)}
    said = printed(lines, [[0, 1]])
    assert [said.cells["part", str(n)] for n in range(len(units))] == [(one, None) for one in units]
    assert said.cells[()] == (sum(units), None)


@pytest.mark.parametrize("over", [[], [list(range(7))], [[0, 1, 2], [4, 5]]], ids=["columns", "both ways", "two totals"])
def test_hundreds_of_lines_add_up(over: list[list[int]]) -> None:
    random = Random(20)
    lines: Lines = {
        (f"part{n % 7}", f"kind{n % 3}", str(n)): [random.choice([0, random.randrange(10**8), random.randrange(-(10**6), 10**6)]) for _ in range(7)]
        for n in range(300)
    }
    said = printed(lines, over)
    judge(lines, over, 1000, said)
    assert printed(lines, over) == said


def test_equal_remainders_add_up_and_halves_go_up() -> None:
    # 7 x 0.5 = 3.5, which people round to 4: four lines go up and three down.
    said = printed({(str(n),): [500] for n in range(7)})
    assert said.cells[()] == (4,)
    assert sorted(said.cells[str(n),][0] or 0 for n in range(7)) == [0, 0, 0, 1, 1, 1, 1]
    assert printed({("one",): [1500]}).cells["one",] == (2,)


def test_plain_rounding_would_not_add_up() -> None:
    # 3 x 1.4 = 4.2: each rounds to 1 and the total to 4.
    said = printed({("a",): [1400], ("b",): [1400], ("c",): [1400]})
    assert said.cells[()] == (4,)
    assert sorted(said.cells[one,][0] or 0 for one in "abc") == [1, 1, 2]


def test_a_line_without_any_known_amount_is_none_and_counts_nowhere() -> None:
    said = printed({("a",): [None, 1999], ("b",): [None, 1]}, [[0, 1]])
    assert said.cells == {(): (None, 2), ("a",): (None, 2), ("b",): (None, 0)}
    assert said.totals[()] == (2,)


def test_an_empty_table_is_empty() -> None:
    assert printed({}) == Printed({}, {})


@pytest.mark.parametrize(
    ("lines", "over", "message"),
    [
        ({("a",): [1], ("b",): [1, 2]}, [], "unequal"),
        ({("a",): [1], ("a", "b"): [1]}, [], "also a subtotal"),
        ({("a",): [1, 2]}, [[0, 1], [1]], "at most one total"),
        ({("a",): [1, 2]}, [[2]], "at most one total"),
    ],
)
def test_a_table_that_is_none_is_refused(lines: Lines, over: list[list[int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        printed(lines, over)


def test_supplies_that_no_arcs_can_carry_are_refused() -> None:
    with pytest.raises(ValueError, match="no circulation"):
        cheapest([(0, 1, 1)], [2, -2])
