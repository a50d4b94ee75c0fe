"""The nearest plan is truly the nearest: against every plan of tiny worlds, and against a linear program of its own."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest

from optimiser.audit import prove_agreement
from optimiser.build import active_rules
from optimiser.case import Solved, solve_case, spend_split
from optimiser.locks import Lock, with_locks
from optimiser.lp import highs
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.nearest import REST, TYPED, with_nearness
from optimiser.rule import Rule
from optimiser.scenario import Changed
from optimiser.sent_in import SentIn, SentLine
from tests.brute import Brute, Column, _holds, tried
from tests.worlds import MLN, World, rule, world

Line = tuple[str, str]


def made(at: World, plan: Mapping[tuple[str, str, str], int]) -> dict[Line, int]:
    """What a plan gives every line that can exist."""
    lines: dict[Line, int] = {(instrument, year): 0 for _, instrument, year in at.cells}
    for (_, instrument, year), amount in plan.items():
        lines[instrument, year] += amount
    return lines


def sent_in(at: World, plan: Mapping[tuple[str, str, str], int], typed: Mapping[Line, int], locks: Mapping[Line, Lock]) -> SentIn:
    lines = {
        key: SentLine(*key, was, typed.get(key, was), key in typed, "F5", locks.get(key), "om te proberen")
        for key, was in sorted(made(at, plan).items())
    }
    return SentIn("plan.xlsx", "Plan", "", lines, {cell: plan.get(cell, 0) for cell in at.cells})


def locked_rules(at: World, sent: SentIn) -> tuple[Rule, ...]:
    return active_rules(with_locks(Changed(at.programme, at.figures, ()), sent.locks).programme, at.grid)


def nearest(at: World, sent: SentIn, unit: int | None = None) -> Solved | NoPlan:
    """The repaired plan, its rules proved to agree with themselves."""
    grid, rules = with_nearness(at.grid, locked_rules(at, sent), sent)
    prove_agreement(grid, rules)
    flows = Closeness(tuple(np.array([cell]) for cell in range(grid.size)), tuple(sent.flows[cell] for cell in at.cells))
    return solve_case(grid, rules, at.goal, unit or at.programme.programme.unit, highs.NAME, [flows])


def changes(sent: SentIn, spent: Mapping[Line, int]) -> tuple[int, int]:
    """Euros changed on the lines that a person changed, and on the others."""
    parts = [(line.touched, abs(spent[key] - line.typed)) for key, line in sent.lines.items()]
    return sum(step for touched, step in parts if touched), sum(step for touched, step in parts if not touched)


def least(at: Brute, sent: SentIn) -> tuple[int, int] | None:
    """The least of both over every plan that keeps the hard rules and locks; None when there is none."""
    kept = np.ones(len(at.plans), dtype=bool)
    for one in at.rules:
        if "soft" not in one:
            for sense, excess, _ in at.statements(one, at._denominator()):
                kept &= _holds(sense, excess)
    spent: dict[Line, Column] = {key: at._sum({}, instrument=key[0], year=key[1]) for key in sent.lines}
    for lock in sent.locks:
        kept &= _holds(lock.sense, spent[lock.instrument, lock.year] - lock.amount)
    if not kept.any():
        return None
    mine, rest = (
        sum((np.abs(spent[key] - line.typed) for key, line in sent.lines.items() if line.touched == touched), 0 * at.plans[:, 0])
        for touched in (True, False)
    )
    first = mine[kept].min()
    return int(first), int(rest[kept & (mine == first)].min())


def edits(dice: random.Random, at: World, plan: Mapping[tuple[str, str, str], int]) -> SentIn:
    """One or two lines changed by a few units, and perhaps a lock."""
    unit, lines = at.programme.programme.unit, made(at, plan)
    keys = dice.sample(sorted(lines), min(len(lines), dice.randint(1, 2)))
    typed = {key: max(0, lines[key] + unit * dice.randint(-3, 3)) for key in keys}
    locks: dict[Line, Lock] = {}
    if dice.random() < 0.5:
        key = dice.choice(sorted(lines))
        sense = dice.choice(["exactly", "at_least", "at_most"])
        locks[key] = Lock(*key, sense, typed.get(key, lines[key]))
    return sent_in(at, plan, typed, locks)


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_of_a_tiny_world_is_nearer(seed: int) -> None:
    dice = random.Random(seed)
    compared = impossible = moved = 0
    for at, brute, best in tried(120, 30 + seed):
        if best.value is None:
            continue
        sent = edits(dice, at, best.amounts)
        answer, expected = nearest(at, sent), least(brute, sent)
        if isinstance(answer, NoPlan):
            assert expected is None
            impossible += 1
            continue
        if answer.unit != at.programme.programme.unit:
            continue
        found = changes(sent, spend_split(answer.plan, "instrument").amounts)
        assert found == expected, (at.data, sent)
        compared += 1
        moved += found != (0, 0)
    assert compared > 20
    assert moved > 5


def test_what_is_asked_is_told_as_two_wishes_before_the_programmes_own() -> None:
    own = rule("limit", "wens", select={"instrument": "steun"}, at_least=30 * MLN, soft={"priority": 9})
    at = world(own)
    plan = at.amounts(at.solved())
    sent = sent_in(at, plan, {("techniek", "2024"): made(at, plan)["techniek", "2024"] - 5 * MLN}, {})
    _, rules = with_nearness(at.grid, locked_rules(at, sent), sent)
    assert {one.id: one.soft.priority for one in rules if one.soft is not None} == {TYPED: 1, REST: 2, "wens": 4}


def test_the_programmes_own_wish_decides_what_nearness_leaves_open() -> None:
    """5 million out of techniek must go somewhere: to steun, which the wish asks for, though scholing brings four times as much."""
    at = world(rule("limit", "wens", select={"instrument": "steun"}, at_least=30 * MLN, soft={"priority": 9}))
    plan = {("rijk", "techniek", year): 60 * MLN for year in ("2023", "2024", "2025")} | {
        ("fonds", "scholing", year): 40 * MLN for year in ("2023", "2024", "2025")
    }
    sent = sent_in(at, plan, {("techniek", "2024"): 55 * MLN}, {})
    answer = nearest(at, sent)
    assert isinstance(answer, Solved)
    spent = spend_split(answer.plan, "instrument").amounts
    assert (spent["techniek", "2024"], spent["steun", "2024"], spent["scholing", "2024"]) == (55 * MLN, 5 * MLN, 40 * MLN)


def test_least_change_is_in_euros_even_where_rules_are_thirds() -> None:
    """Leren is to be 1/3 of 100 million: 33 333 333 1/3. In whole euros the nearest is one euro of it, on either side."""
    at = world(rule("share", "derde", select={"space": "leren"}, whole={"budget": {}}, at_most="1/3"), unit=1)
    third = 33_333_333
    plan = {("rijk", "techniek", y): 60 * MLN for y in ("2023", "2024", "2025")}
    plan |= {("fonds", "techniek", y): 40 * MLN - third for y in ("2023", "2024", "2025")} | {
        ("fonds", "scholing", y): third for y in ("2023", "2024", "2025")
    }
    sent = sent_in(at, plan, {("scholing", "2024"): 40 * MLN}, {})
    answer = nearest(at, sent)
    assert isinstance(answer, Solved)
    assert changes(sent, spend_split(answer.plan, "instrument").amounts) == (40 * MLN - third, 0)
    assert answer.unit == 1


def test_a_plan_to_the_euro_with_nothing_to_repair_comes_back_whatever_the_payable_unit() -> None:
    at = world(unit=1_000_000)
    plan = {("rijk", "techniek", y): 59_999_999 for y in ("2023", "2024", "2025")} | {("rijk", "steun", y): 1 for y in ("2023", "2024", "2025")}
    plan |= {("fonds", "scholing", y): 40 * MLN for y in ("2023", "2024", "2025")}
    answer = nearest(at, sent_in(at, plan, {}, {}), 1)
    assert isinstance(answer, Solved)
    assert at.amounts(answer) == plan


def test_the_certificate_speaks_about_plans_as_near_as_this_one() -> None:
    at = world()
    plan = at.amounts(at.solved())
    sent = sent_in(at, plan, {("scholing", "2024"): made(at, plan)["scholing", "2024"] - 5 * MLN}, {})
    answer = nearest(at, sent)
    assert isinstance(answer, Solved)
    assert Fraction(answer.value) <= answer.certificate.bound < at.solved().value
