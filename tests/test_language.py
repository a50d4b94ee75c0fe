"""Words and numbers in two languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimiser.language import LANGS, Lang, Text, euros, listing, millions, number, percent, say

FRACTIONS = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**4)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (0, "€ 0,0 mln", "€ 0.0 million"),
        (116_000_000, "€ 116,0 mln", "€ 116.0 million"),
        (498_900_000, "€ 498,9 mln", "€ 498.9 million"),
        (13_050_000, "€ 13,05 mln", "€ 13.05 million"),
        (23_365_000, "€ 23,365 mln", "€ 23.365 million"),
        (1_234_567_890, "€ 1.234,568 mln", "€ 1,234.568 million"),
        (100_000, "€ 0,1 mln", "€ 0.1 million"),
        (99_999, "€ 99.999", "€ 99,999"),
        (500, "€ 500", "€ 500"),
        (-25_000, "€ -25.000", "€ -25,000"),
        (-13_050_000, "€ -13,05 mln", "€ -13.05 million"),
        (Fraction(200_000_000, 3), "€ 66,667 mln", "€ 66.667 million"),
    ],
)
def test_euros_as_millions(value: int | Fraction, dutch: str, english: str) -> None:
    assert (millions(value, "nl"), millions(value, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [(0, "€ 0", "€ 0"), (1_234_567, "€ 1.234.567", "€ 1,234,567"), (Fraction(1, 2), "€ 1", "€ 1"), (-1500, "€ -1.500", "€ -1,500")],
)
def test_whole_euros(value: int | Fraction, dutch: str, english: str) -> None:
    assert (euros(value, "nl"), euros(value, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (Fraction(2, 3), "66,67 %", "66.67 %"),
        (Fraction(642, 1000), "64,2 %", "64.2 %"),
        (1, "100,0 %", "100.0 %"),
        (0, "0,0 %", "0.0 %"),
        (Fraction(1005, 10000), "10,05 %", "10.05 %"),
        (Fraction(-1, 100), "-1,0 %", "-1.0 %"),
        (Fraction(-1, 10**6), "0,0 %", "0.0 %"),
    ],
)
def test_a_share_as_a_percentage(value: int | Fraction, dutch: str, english: str) -> None:
    assert (percent(value, "nl"), percent(value, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "most", "least", "dutch"),
    [
        (Fraction(1, 2), 0, 0, "1"),
        (Fraction(5, 2), 0, 0, "3"),
        (Fraction(-5, 2), 0, 0, "-3"),
        (1000, 3, 0, "1.000"),
        (Fraction(1, 1000), 3, 0, "0,001"),
        (Fraction(1, 3000), 3, 0, "0"),
        (Fraction(3, 2), 3, 2, "1,50"),
        (999_999_999, 3, 0, "999.999.999"),
    ],
)
def test_a_number_is_rounded_half_up_and_drops_empty_decimals(value: int | Fraction, most: int, least: int, dutch: str) -> None:
    assert number(value, "nl", most, least) == dutch


@given(FRACTIONS, st.integers(0, 4))
def test_both_languages_print_the_same_number(value: Fraction, most: int) -> None:
    dutch, english = number(value, "nl", most), number(value, "en", most)
    assert dutch.translate(str.maketrans(",.", ".,")) == english
    assert abs(Fraction(english.replace(",", "")) - value) <= Fraction(1, 2 * 10**most)


@pytest.mark.parametrize(
    ("items", "dutch", "english"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a en b", "a and b"), (["a", "b", "c"], "a, b en c", "a, b and c")],
)
def test_a_list_in_words(items: list[str], dutch: str, english: str) -> None:
    assert (listing(items, "nl"), listing(items, "en")) == (dutch, english)


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_fills_its_fields_in_its_language(lang: Lang) -> None:
    text = Text("{who} krijgt {sum:mln}, {share:pct}, {n:num} en {one:one}", "{who} gets {sum:mln}, {share:pct}, {n:num} and {one:one}")
    said = say(text, lang, who=Text("iedereen", "everybody"), sum=1_500_000, share=Fraction(1, 8), n=Fraction(1, 3), one=Fraction(1, 4))
    assert said == {"nl": "iedereen krijgt € 1,5 mln, 12,5 %, 0,333 en 0,3", "en": "everybody gets € 1.5 million, 12.5 %, 0.333 and 0.3"}[lang]


def test_a_field_without_a_value_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError, match="missing"):
        say(Text("{missing}", "{missing}"), "nl")


def test_a_typed_brace_is_never_filled() -> None:
    assert say(Text("gevonden: {found}", "found: {found}"), "nl", found="{secret}") == "gevonden: {secret}"


def test_a_plain_field_prints_as_it_is() -> None:
    assert say(Text("{n} {n:03d}", "{n}"), "nl", n=7) == "7 007"
