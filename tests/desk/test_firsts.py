"""The few moves that matter: how many reach a part of the gain, and which rule needs which further move."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimiser.audit import broken
from optimiser.case import score_split
from optimiser.desk.firsts import FirstMoves, Way
from optimiser.desk.moves import Line, moves, value_of
from optimiser.reference import Split
from tests.worlds import MLN, World, rule, world

TOGETHER = {"instrument": ["scholing", "techniek"]}


def half() -> World:
    """Training may not have more than half of what training and technology get together."""
    return world(rule("share", "half", select={"instrument": "scholing"}, whole={"spent": TOGETHER}, at_most="1/2"), years=(2024,))


def given(scholing: int, steun: int, techniek: int) -> dict[Line, int]:
    return {("scholing", "2024"): scholing * MLN, ("steun", "2024"): steun * MLN, ("techniek", "2024"): techniek * MLN}


def way(one: World, lines: dict[Line, int]) -> tuple[Way, Fraction, Fraction]:
    best = one.solved()
    begin = value_of(best.plan, lines, one.goal, one.rules)
    return Way(one.grid, one.rules, one.goal, 1000, lines, begin, moves(best.plan, lines, one.goal, one.rules)), begin, best.value


def firsts(one: World, lines: dict[Line, int], *parts: str) -> tuple[FirstMoves, ...]:
    road, begin, top = way(one, lines)
    return road.firsts(begin, top, [Fraction(part) for part in parts])


def test_the_first_move_gives_most_and_breaks_the_half_until_the_second_is_made() -> None:
    # 80 million of support: 40 to training (+15 persons a million), 40 to technology (+5): 600 and 200 of 800 persons.
    first, whole = firsts(half(), given(10, 80, 10), "3/4", "1")
    assert (first.count, first.value, first.alone) == (1, 10 * 20 + 80 * 5 + 10 * 10 + 600, False)
    assert [(one.rule, one.year) for one in first.broken] == [("half", "2024")]
    assert (first.needs, first.whole) == ((2,), 2)
    assert (whole.count, whole.alone, whole.whole) == (2, True, 2)


def test_a_part_just_beyond_the_first_move_needs_the_second() -> None:
    counts = [one.count for one in firsts(half(), given(10, 80, 10), "0", "1/1000", "3/4", "751/1000")]
    assert counts == [0, 1, 1, 2]


def test_every_prefix_is_what_judging_its_split_says() -> None:
    one = half()
    road, begin, top = way(one, given(10, 80, 10))
    for count in range(len(road.moves) + 1):
        judged = score_split(one.grid, one.rules, one.goal, 1000, Split("instrument", road.after(count)))
        assert road.value(count) == judged.value
        told = road.firsts(begin, top, [(road.value(count) - begin) / (top - begin)])[0]
        assert told.broken == broken(judged.findings, one.rules)


def test_a_way_that_never_keeps_the_rules_says_so() -> None:
    # The split that is led to breaks the half itself.
    one = half()
    lines = given(10, 80, 10)
    plan = one.plan({("fonds", "scholing", "2024"): 40 * MLN, ("rijk", "scholing", "2024"): 50 * MLN, ("rijk", "techniek", "2024"): 10 * MLN})
    begin = value_of(plan, lines, one.goal, one.rules)
    road = Way(one.grid, one.rules, one.goal, 1000, lines, begin, moves(plan, lines, one.goal, one.rules))
    (told,) = road.firsts(begin, one.goal.value(plan), [Fraction(1)])
    assert (told.count, told.alone, told.needs, told.whole) == (1, False, (None,), None)


@pytest.mark.parametrize("part", ["0", "1/2", "1"])
def test_least_money_counts_what_gets_cheaper(part: str) -> None:
    one = world(rule("effect-floor", "floor", at_least=700), years=(2024,), balance={"at_most": 1}, goal="money")
    # 35 million of training gives 700 persons; support needs 140 for that, so 100 + 20 for the same is 115 too much.
    (told,) = firsts(one, given(10, 90, 5), part)
    assert told.value == {"0": 105 * MLN, "1/2": 40 * MLN, "1": 35 * MLN}[part]
