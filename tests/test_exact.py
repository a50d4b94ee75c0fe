"""Numbers exactly as they were typed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimiser.exact import cut_off_fraction, decimal_text, plain, read_exact, simplest

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", Fraction(12)),
        ("-12", Fraction(-12)),
        ("+12", Fraction(12)),
        (" 12 ", Fraction(12)),
        ("0", Fraction(0)),
        ("007", Fraction(7)),
        ("0.25", Fraction(1, 4)),
        ("0.1", Fraction(1, 10)),
        ("1_000_000", Fraction(10**6)),
        ("1_000.000_5", Fraction(10_000_005, 10_000)),
        ("2/3", Fraction(2, 3)),
        ("-2 / 3", Fraction(-2, 3)),
        ("4/6", Fraction(2, 3)),
        ("60%", Fraction(3, 5)),
        ("66.5 %", Fraction(133, 200)),
        ("-5%", Fraction(-1, 20)),
        ("123456789012345678901234567890", Fraction(123456789012345678901234567890)),
        (7, Fraction(7)),
        (-7, Fraction(-7)),
    ],
)
def test_plain_numbers_are_read_to_the_last_digit(typed: str | int, value: Fraction) -> None:
    assert read_exact(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ".",
        "1.",
        ".5",
        "1,5",
        "1.234,50",
        "1e3",
        "1E3",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "0x10",
        "1__0",
        "_1",
        "1_",
        "1/0",
        "1/-3",
        "2//3",
        "½",
        "٣",
        "1 000",
        "€ 5",
        "5 %%",
        "1/3%",
        "--5",
        "twee",
    ],
)
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_exact(typed) is None


@given(FRACTIONS)
def test_the_shortest_text_reads_back_as_the_same_number(value: Fraction) -> None:
    assert read_exact(plain(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (Fraction(1, 4), "0.25"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(2, 3), "2/3"),
        (Fraction(-2, 3), "-2/3"),
        (0, "0"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(7, 2), "3.5"),
        (Fraction(10**15), "1" + "0" * 15),
    ],
)
def test_the_shortest_text(value: int | Fraction, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0.667", Fraction(2, 3)),
        ("0.6667", Fraction(2, 3)),
        ("0.66667", Fraction(2, 3)),
        ("0.666", Fraction(2, 3)),
        ("0.333", Fraction(1, 3)),
        ("1.3333", Fraction(4, 3)),
        ("0.1429", Fraction(1, 7)),
        ("0.167", Fraction(1, 6)),
        ("0.0833", Fraction(1, 12)),
        ("-0.667", Fraction(-2, 3)),
    ],
)
def test_a_fraction_cut_off_is_recognised(typed: str, meant: Fraction) -> None:
    assert cut_off_fraction(typed) == meant


@pytest.mark.parametrize(
    "typed", ["0.67", "0.25", "0.125", "0.5", "0.057", "0.0567", "0.6", "0.64", "0.665", "0.60", "12", "2/3", "nan", "0.1", "0.335"]
)
def test_a_number_that_was_meant_is_left_alone(typed: str) -> None:
    assert cut_off_fraction(typed) is None


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-1, 3), 0, "0"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (1234567, 2, "1234567.00"),
        (Fraction(-1, 1000), 2, "0.00"),
    ],
)
def test_a_decimal_is_rounded_half_up_and_minus_zero_has_no_sign(value: int | Fraction, places: int, text: str) -> None:
    assert decimal_text(value, places) == text


@given(FRACTIONS, st.integers(0, 8))
def test_a_decimal_is_at_most_half_a_last_place_away(value: Fraction, places: int) -> None:
    assert abs(Fraction(Decimal(decimal_text(value, places))) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("0", "0", "0"),
        ("0", "1", "0"),
        ("1/2", "1/2", "1/2"),
        ("0.66", "0.67", "2/3"),
        ("3.4285", "3.4286", "24/7"),
        ("2.1", "2.9", "5/2"),
        ("1.9", "3.1", "2"),
        ("5", "6", "5"),
    ],
)
def test_the_simplest_fraction_in_between(low: str, high: str, found: str) -> None:
    assert simplest(Fraction(low), Fraction(high)) == Fraction(found)


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=1000))
def test_a_fraction_is_found_back_from_a_number_near_it(value: Fraction) -> None:
    near = Fraction(1, 10**7)
    assert simplest(max(value - near, Fraction(0)), value + near) == value
