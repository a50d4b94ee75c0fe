"""Room to move and least change in random small programmes: against separate solves, whatever the goal, wishes, floors and potentials."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from optimiser.audit import broken, check_all
from optimiser.build import spend_by
from optimiser.case import Solved, missed_wishes, solve_case
from optimiser.desk.least import least_changes
from optimiser.desk.moves import Line, spends, value_of
from optimiser.desk.near import _inwards, line_ranges, nearly, space_ranges, spread
from optimiser.grid import Index
from optimiser.lp import highs
from optimiser.lp.program import THOUSAND, build
from optimiser.lp.stages import NoPlan
from tests.worlds import MLN, Ins, Size, World, rule, seeded_worlds, world

SLACKS = (Fraction(1, 100), Fraction(10, 100))
GOALS = ("gap", "person-years", "labour-saving")
SMALL = Size(lines=2, instruments=4, years=2, money=40, rules=4)


@cache
def solved(name: str) -> Solved:
    one = WORLDS[name]
    answer = solve_case(one.grid, one.rules, one.goal, 1000, "highs")
    assert not isinstance(answer, NoPlan)
    return answer


def money_worlds() -> list[World]:
    """The cheapest way to an effect, in programmes that need not spend everything."""
    floors = [rule("effect-floor", "floor", at_least=persons) for persons in (100, 700)]
    return [world(floor, balance={"at_most": 1}, goal="money") for floor in floors]


def wished() -> World:
    """Two wishes that clash with a hard rule, and with each other."""
    return world(
        rule("limit", "most", select={"instrument": "scholing"}, at_most=30 * MLN),
        rule("limit", "wish.a", select={"instrument": "scholing"}, at_least=50 * MLN, soft={"priority": 1, "weight": 1}),
        rule("share", "wish.b", select={"space": "nieuw"}, whole={"budget": {}}, at_least="0.9", soft={"priority": 2, "weight": 1}),
        rule("limit", "wish.c", select={"instrument": "steun"}, at_least=20 * MLN, soft={"priority": 2, "weight": 1}),
    )


NOTHING = {name: Ins(one.space, rate=0) for name, one in {"alfa": Ins(), "beta": Ins("nieuw")}.items()}
ONE = {"alfa": Ins(rate=7)}
TIGHT = {"scholing": Ins(rate=20, absorption=50 * MLN), "techniek": Ins("nieuw", rate=15, absorption=40 * MLN), "steun": Ins(rate=5)}
CHOSEN = {
    "wishes that are missed": wished(),
    "nothing has any effect": world(instruments=NOTHING),
    "one line": world(instruments=ONE, years=(2024,), budgets={"fonds": 5000}),
    "no money at all": world(instruments=ONE, budgets={"fonds": 0}),
    "thirds of a euro": world(rule("share", "third", select={"space": "nieuw"}, whole={"budget": {}}, at_most="1/3"), budgets={"fonds": 100_000}),
    "a potential": world(rule("effect-cap", "cap", select={"space": "leren"}, at_most=300), balance={"at_most": 1}),
    "a potential in a potential": world(
        rule("effect-cap", "cap", select={"space": "leren"}, at_most=900),
        rule("effect-cap", "inner", select={"instrument": "steun"}, at_most=100),
    ),
    "a floor on an effect": world(rule("effect-floor", "floor", select={"instrument": "steun"}, at_least=400)),
    # Both leave somebody out who would get money without them, so the ranges are those with the same members.
    "nothing or much": world(rule("minimum", "least", each="instrument", at_least=30 * MLN), instruments=TIGHT, balance={"at_most": 1}),
    "only so many": world(rule("count", "few", each="instrument", at_most=2), instruments=TIGHT, balance={"at_most": 1}),
    "least money, little": money_worlds()[0],
    "least money, more": money_worlds()[1],
}
# Of these random ones, the others have no plan.
WITH_PLAN = (0, 2, 3, 4, 5, 6, 7, 8, 12, 14, 15, 16, 17, 19, 21, 22, 23, 25, 27, 28, 29)
RANDOM = {f"random {number}": one for number, one in enumerate(seeded_worlds(30, SMALL, 7, GOALS)) if number in WITH_PLAN}
WORLDS = {**CHOSEN, **RANDOM}


@pytest.fixture(params=WORLDS, ids=str)
def case(request: pytest.FixtureRequest) -> tuple[World, Solved]:
    return WORLDS[request.param], solved(request.param)


def sign(one: World) -> int:
    return 1 if one.goal.larger_is_better else -1


def cold(one: World, best: Solved, slack: Fraction, cells: Index, sense: int) -> float:
    """The most (or least) of some cells by solves of their own; the wishes are served first, in their order."""
    arrays, scales = build(nearly(best.around.problem, sign(one) * best.optimum, slack))
    problem = best.around.problem
    for row, wish in enumerate(problem.rows):
        if wish.rule != "(wishes)":
            continue
        cost = np.zeros(arrays.columns)
        for position, shortfall in enumerate(problem.shortfalls):
            if shortfall.priority == int(wish.member or 0):
                column = problem.shortfall_column(position)
                cost[column] = float(shortfall.weight) * scales.column[column]
        least = highs.solve(replace(arrays, cost=cost))
        assert least.status == "optimal"
        arrays.row_upper[row] = min(arrays.row_upper[row], float(cost @ least.values) * scales.row[row] + 1e-9)
    cost = np.zeros(arrays.columns)
    cost[cells] = -sense
    outcome = highs.solve(replace(arrays, cost=cost))
    assert outcome.status == "optimal"
    return float(outcome.values[cells].sum()) * THOUSAND


def test_every_range_of_lines_and_spaces_is_what_separate_solves_give(case: tuple[World, Solved]) -> None:
    one, best = case
    problem, top = best.around.problem, sign(one) * best.optimum
    lines = {(part.instrument, part.year, part.slack): part for part in line_ranges(problem, top, SLACKS)}
    spaces = {(part.space, part.year, part.slack): part for part in space_ranges(problem, top, SLACKS)}
    for found, attribute in ((lines, "instrument"), (spaces, "space")):
        parts = spend_by(one.grid, attribute)
        assert len(found) == len(parts) * len(SLACKS)
        for value, year, cells in parts:
            for slack in SLACKS:
                part = found[value, year, slack]
                assert part.low <= part.high
                assert part.low == pytest.approx(cold(one, best, slack, cells, -1), abs=1.01)
                assert part.high == pytest.approx(cold(one, best, slack, cells, 1), abs=1.01)


def test_alternatives_keep_rules_slack_wishes_and_unit_and_all_differ(case: tuple[World, Solved]) -> None:
    one, best = case
    wished = missed_wishes(one.rules, best.findings)
    plans = spread(best, one.rules, one.goal, SLACKS[1], 3)
    for other in plans:
        findings = check_all(other.plan, one.rules)
        assert not broken(findings, one.rules)
        assert sign(one) * (best.optimum - other.value) <= SLACKS[1] * abs(best.optimum)
        assert (other.plan.amounts % best.unit == 0).all()
        assert all(missed <= wished[priority] for priority, missed in missed_wishes(one.rules, findings).items())
    assert len({tuple(plan.tolist()) for plan in (best.plan.group_spend, *(other.plan.group_spend for other in plans))}) == len(plans) + 1


def test_least_changes_reach_their_part_keep_the_rules_and_their_moves_add_up(case: tuple[World, Solved]) -> None:
    one, best = case
    lines = spends(best.plan)
    # Everything the other way round: some other split of the same size, which breaks whatever it breaks.
    given: dict[Line, int] = dict(zip(lines, reversed(lines.values()), strict=True))
    changes = least_changes(best, one.rules, one.goal, given, (Fraction(0), Fraction(1, 2), Fraction(1)))
    start, way = changes[0].value, sign(one)
    for change in changes:
        assert not broken(check_all(change.plan, one.rules), one.rules)
        assert way * change.value >= way * (start + change.part * (best.value - start))
        assert float(change.least) <= change.changed + 0.01
        gains = sum((move.gain for move in change.moves), Fraction(0))
        assert change.value == value_of(best.plan, given, one.goal, one.rules) + way * gains
    assert [float(change.least) for change in changes] == sorted(float(change.least) for change in changes)


def test_a_plan_counts_what_its_lines_count(case: tuple[World, Solved]) -> None:
    one, best = case
    assert value_of(best.plan, spends(best.plan), one.goal, one.rules) == best.value


def test_nothing_has_to_move_away_from_the_best_plan(case: tuple[World, Solved]) -> None:
    one, best = case
    for change in least_changes(best, one.rules, one.goal, spends(best.plan), (Fraction(0), Fraction(1))):
        # A wish that the payable plan misses by a unit may be served a unit better.
        assert change.changed <= (0 if not best.around.problem.priorities else 20 * best.unit)


@pytest.mark.parametrize(
    ("least", "most", "whole"),
    [(0.0, 0.0, (0, 0)), (33.4, 66.7, (34, 66)), (33.2, 33.7, (33, 33)), (0.0004, 5.9996, (0, 6)), (-0.2, 4.0, (0, 4))],
)
def test_a_range_in_whole_euros_lies_inside_or_is_the_nearest_euro(least: float, most: float, whole: tuple[int, int]) -> None:
    assert _inwards(least, most) == whole
