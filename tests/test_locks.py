"""Locked lines: hard rules like any other, told where they come from, refused where they cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimiser.audit import prove_agreement
from optimiser.build import active_rules, make_grid
from optimiser.conflict import find_conflict, sentence
from optimiser.faults import Refused
from optimiser.figures import Mark
from optimiser.locks import Lock, with_locks
from optimiser.lp.stages import NoPlan
from optimiser.scenario import Changed
from tests.worlds import MLN, World, world

# 100 million a year; techniek brings most, scholing half of it, steun a quarter.
WORLD = world()


def locked(*locks: Lock, at: World = WORLD) -> Changed:
    return with_locks(Changed(at.programme, at.figures, ()), locks)


def spent(*locks: Lock, at: World = WORLD) -> dict[tuple[str, str], int]:
    """What the best plan with these locks spends on every line."""
    answer = answered(*locks, at=at)
    assert not isinstance(answer, NoPlan)
    lines: dict[tuple[str, str], int] = {}
    for (_, instrument, year), amount in at.amounts(answer).items():
        lines[instrument, year] = lines.get((instrument, year), 0) + amount
    return lines


def answered(*locks: Lock, at: World = WORLD):
    changed = locked(*locks, at=at)
    grid = make_grid(changed.programme, changed.figures)
    rules = active_rules(changed.programme, grid)
    prove_agreement(grid, rules)
    return replaced(at, changed).answer()


def replaced(at: World, changed: Changed) -> World:
    own = World(at.data, at.figures)
    own.__dict__["programme"] = changed.programme
    return own


@pytest.mark.parametrize(
    ("lock", "holds"),
    [
        (Lock("steun", "2024", "exactly", 7 * MLN), lambda amount: amount == 7 * MLN),
        (Lock("steun", "2024", "exactly", 0), lambda amount: amount == 0),
        (Lock("steun", "2024", "at_least", 7_000_123), lambda amount: amount >= 7_000_123),
        (Lock("scholing", "2024", "at_most", 3 * MLN), lambda amount: amount <= 3 * MLN),
    ],
)
def test_the_best_plan_keeps_a_lock(lock: Lock, holds) -> None:
    assert holds(spent(lock).get((lock.instrument, lock.year), 0))


def test_two_locks_of_different_kinds_make_a_band() -> None:
    band = (Lock("steun", "2024", "at_least", 4 * MLN), Lock("steun", "2024", "at_most", 5 * MLN))
    assert 4 * MLN <= spent(*band)["steun", "2024"] <= 5 * MLN


def test_a_lock_is_a_rule_with_its_own_cell_reason_and_owner() -> None:
    changed = locked(Lock("steun", "2024", "exactly", MLN, "Plan!H12", "afgesproken", "plan.xlsx", "A. Vries"))
    rule = changed.programme.rule[-1]
    assert (rule.id, rule.owner, rule.note) == ("lock.steun.2024", "A. Vries", "afgesproken")
    assert (rule.source.document, rule.source.place) == ("plan.xlsx", "Plan!H12")
    told = changed.overrides[-1]
    assert (told.key, told.now, told.origin, told.reason) == ("lock.steun.2024", str(MLN), "plan.xlsx", "afgesproken")


def test_a_lock_that_cannot_be_kept_is_named_with_its_amount() -> None:
    answer = answered(Lock("steun", "2024", "exactly", 300 * MLN), Lock("scholing", "2025", "exactly", MLN))
    assert isinstance(answer, NoPlan)
    rules = active_rules(locked(Lock("steun", "2024", "exactly", 300 * MLN)).programme, WORLD.grid)
    conflict = find_conflict(answer, [*rules, *locked(Lock("scholing", "2025", "exactly", MLN)).programme.rule])
    assert ("lock.steun.2024", "2024") in conflict.members
    assert ("lock.scholing.2025", "2025") not in conflict.members
    assert "lock.steun.2024" in sentence(conflict, rules).nl


@pytest.mark.parametrize(
    ("lock", "code"),
    [
        (Lock("steunn", "2024", "exactly", 1), "unknown-id"),
        (Lock("steun", "2031", "exactly", 1), "unknown-id"),
        (Lock("steun", "2024", "exactly", -1), "lock-amount"),
        (Lock("steun", "2024", "at_most", 10**16), "lock-amount"),
    ],
)
def test_a_lock_that_says_nothing_sound_is_refused_at_its_cell(lock: Lock, code: str) -> None:
    with pytest.raises(Refused) as refused:
        locked(replace(lock, file="plan.xlsx", place="Plan!H12"))
    fault = refused.value.faults[0]
    assert (fault.code, fault.file, fault.sheet, fault.cell) == (code, "plan.xlsx", "Plan", "H12")


def test_a_line_that_nothing_can_pay_cannot_be_locked() -> None:
    marked = world(budgets={"rijk": {"2023": 60 * MLN, "2024": Mark.PM, "2025": 60 * MLN}})
    with pytest.raises(Refused) as refused:
        locked(Lock("steun", "2024", "exactly", 0), at=marked)
    assert [fault.code for fault in refused.value.faults] == ["line-without-source"]
    assert locked(Lock("steun", "2025", "exactly", 0), at=marked)


def test_the_same_lock_twice_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        locked(Lock("steun", "2024", "exactly", 1), Lock("steun", "2024", "exactly", 2))
    assert [fault.code for fault in refused.value.faults] == ["lock-twice"]
