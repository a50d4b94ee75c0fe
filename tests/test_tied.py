"""Ties kept as arrays are the same rows as ties spelled out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from optimiser.lp.program import build
from optimiser.tied import TIERS, apart
from tests.worlds import World, rule, world, worlds


@given(worlds())
def test_spelled_out_the_program_is_the_same_to_the_last_bit(it: World) -> None:
    if not it.accepted():
        return
    problem = it.problem
    spelled = replace(problem, rows=tuple(problem.rows))
    for one, other in zip(build(problem), build(spelled), strict=True):
        for name in one.__dataclass_fields__:
            assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_a_tie_says_that_what_counts_is_at_most_what_is_spent() -> None:
    problem = world(years=(2024,)).problem
    rows = [row for row in problem.rows if row.rule == TIERS]
    assert [row.member for row in rows] == ["0", "1", "2"]
    for group, row in enumerate(rows):
        (counts, tiers), (spent, cells) = row.terms
        assert (counts, spent, row.sense, row.bound, row.year, row.given) == (1, -1, "<=", 0, "2024", True)
        assert tiers.tolist() == (np.flatnonzero(problem.grid.tiers.group == group) + problem.grid.size).tolist()
        assert cells.tolist() == np.flatnonzero(problem.grid.group == group).tolist()


def test_rows_are_a_sequence_like_any_other() -> None:
    wish = rule("limit", "wish", select={"space": "nieuw"}, at_least=30, soft={"priority": 1})
    problem = world(wish).problem.with_wishes_met({1: Fraction(0)})
    rows, listed = problem.rows, list(problem.rows)
    assert len(rows) == len(listed)
    assert [rows[place].rule for place in range(len(rows))] == [row.rule for row in listed]
    assert rows[-1].rule == "(wishes)"
    assert [row.member for row in rows[-2:]] == [row.member for row in listed[-2:]]
    with pytest.raises(IndexError):
        rows[len(rows)]
    told, tied, first = apart(rows)
    assert tied is not None
    assert {place for place, _ in told} | set(range(first, first + len(tied.group))) == set(range(len(rows)))
    # wishes that are met anew take the place of those before
    assert len(problem.with_wishes_met({}).rows) == len(rows) - 1
