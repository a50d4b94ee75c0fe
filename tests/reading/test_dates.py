"""Dates are read as openpyxl reads them: which formats show one, and which day a number shows."""

from __future__ import annotations

from datetime import datetime, time
from random import Random

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from optimiser.reading.dates import BUILT_IN_DATES, BUILT_IN_SPANS, day_of, is_date, is_span

FORMATS = (
    "dd-mm-yyyy",
    "[$-413]d mmmm yyyy",
    '"dag" 0',
    "[Red]0",
    "0;d",
    "d;0",
    "_d0",
    r"\d0",
    "[h]:mm",
    "[MM]:ss",
    "[ss].00",
    "YYYY",
    "@",
    "",
    "[h]0",
)
SERIALS = (0.0, 0.5, 0.9999999999, 1.0, 1.5, 1.9999999999, 59.0, 59.9999999999, 60.0, 61.0, 45292.0, 45292.25, 45291.99999999999, 2957003.0)


@pytest.mark.parametrize("code", (*FORMATS, *BUILTIN_FORMATS.values()))
def test_a_format_shows_a_date(code: str) -> None:
    assert (is_date(code), is_span(code)) == (is_date_format(code), is_timedelta_format(code))


def test_formats_known_by_number() -> None:
    assert {number for number, code in BUILTIN_FORMATS.items() if is_date_format(code)} == BUILT_IN_DATES
    assert {number for number, code in BUILTIN_FORMATS.items() if is_timedelta_format(code)} == BUILT_IN_SPANS


@pytest.mark.parametrize("since_1904", (False, True))
@pytest.mark.parametrize("span", (False, True))
def test_a_number_shows_a_day(since_1904: bool, span: bool) -> None:
    dice = Random(3)
    for serial in (*SERIALS, *(dice.uniform(0, 100_000) for _ in range(500)), *(float(dice.randrange(100_000)) for _ in range(500))):
        moment = from_excel(serial, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900, timedelta=span)
        expected = moment.date() if isinstance(moment, datetime) and moment.time() == time() else None
        assert day_of(serial, since_1904, span) == expected, serial


@pytest.mark.parametrize("serial", (3e6, 1e12, 1e300))
def test_no_calendar_goes_that_far(serial: float) -> None:
    with pytest.raises(OverflowError):
        day_of(serial, False, False)
