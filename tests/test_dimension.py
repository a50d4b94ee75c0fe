"""What a dimension says without a workbook."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from optimiser.dimension import DECIMALS, factor

NUMBERS = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)


@given(NUMBERS, NUMBERS, st.integers(1, 10**9))
def test_a_factor_is_the_quotient_rounded_half_to_even(value: Fraction, norm: Fraction, requested: int) -> None:
    assert factor(value, norm, requested) == round(value * norm / requested, DECIMALS)


@given(st.integers(0, 10**6))
def test_half_a_last_decimal_goes_to_the_even_one(last: int) -> None:
    half = Fraction(2 * last + 1, 2 * 10**DECIMALS)
    assert factor(half, Fraction(1), 1) == Fraction(last + last % 2, 10**DECIMALS)


def test_without_a_norm_the_weight_itself_counts() -> None:
    assert factor(Fraction(2, 3), None, 0) == Fraction(2, 3)
