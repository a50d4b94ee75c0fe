"""In which years a person counts: t + lag <= u < t + lag + duration."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimiser.figures import Figure, Response
from optimiser.measure import GAP, LABOUR_SAVING, PERSON_YEARS, weight


def response(lag: int, duration: int, adds: bool = True) -> Response:
    number = {name: Figure(value, "year", "", "assumed") for name, value in (("lag", lag), ("duration", duration))}
    return Response({}, Figure(Fraction(1), "1", "", "assumed"), number["lag"], number["duration"], adds, ())


@pytest.mark.parametrize(
    ("year", "lag", "duration", "counts"),
    [(2025, 0, 1, 1), (2024, 0, 1, 0), (2024, 0, 2, 1), (2023, 0, 2, 0), (2023, 2, 1, 1), (2025, 1, 5, 0), (2026, 0, 5, 0), (2025, 0, 0, 0)],
)
def test_a_person_counts_in_the_target_year_or_not(year: int, lag: int, duration: int, counts: int) -> None:
    assert weight(GAP, year, response(lag, duration), 2025, (2023, 2030)) == counts


@pytest.mark.parametrize(
    ("year", "lag", "duration", "years"), [(2025, 0, 5, 5), (2025, 0, 6, 6), (2025, 0, 7, 6), (2023, 0, 2, 2), (2022, 0, 2, 1), (2029, 3, 2, 0)]
)
def test_person_years_count_every_year_within_the_horizon(year: int, lag: int, duration: int, years: int) -> None:
    # 2025 + 7 years would reach 2031; the horizon ends with 2030
    assert weight(PERSON_YEARS, year, response(lag, duration), 2025, (2023, 2030)) == years


def test_labour_saving_leaves_out_what_adds_workers() -> None:
    assert weight(LABOUR_SAVING, 2025, response(0, 1, adds=True), 2025, (2023, 2030)) == 0
    assert weight(LABOUR_SAVING, 2025, response(0, 1, adds=False), 2025, (2023, 2030)) == 1
