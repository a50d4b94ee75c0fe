"""The bound in whole numbers is the bound one by one, to the last digit."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from optimiser.bounding import bound_of
from optimiser.certificate import bound, signed_for
from tests.benchmarks.instances import Size, instance
from tests.benchmarks.programs import problem
from tests.worlds import World, world, worlds


def prices(count: int, seed: int, parts: int) -> tuple[Fraction, ...]:
    """Random multipliers with a common denominator."""
    chance = random.Random(seed)
    return tuple(Fraction(chance.randint(-parts, parts), parts * 10**5) for _ in range(count))


@given(worlds(), st.integers(0, 10**6), st.sampled_from([1, 7, 10**13]))
def test_random_prices_of_random_worlds(it: World, seed: int, parts: int) -> None:
    if not it.accepted():
        return
    asked = it.problem
    multipliers = prices(len(asked.rows), seed, parts)
    assert bound_of(asked, multipliers, asked.objective) == bound(asked, multipliers, asked.objective)


def test_a_grant_round() -> None:
    asked = problem(instance(Size("round", 60, 6, 2, 3, 1, 2, 3, True, 0.8)))
    multipliers = signed_for(asked, prices(len(asked.rows), 1, 10**13))
    assert bound_of(asked, multipliers, asked.objective) == bound(asked, multipliers, asked.objective)


def test_prices_without_a_short_common_denominator_are_left_to_the_long_way() -> None:
    asked = world().problem
    multipliers = tuple(Fraction(1, 10**60 + 2 * place + 1) for place in range(len(asked.rows)))
    assert bound_of(asked, multipliers, asked.objective) is None


def test_prices_too_long_for_the_sums_are_left_to_the_long_way() -> None:
    asked = world().problem
    assert bound_of(asked, (Fraction(10**40),) * len(asked.rows), asked.objective) is None
