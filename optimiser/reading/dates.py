"""What a number with a date format stands for: which formats are dates, and the day that a number of days shows.

openpyxl knows the same, but takes an eighth of a second to load before it tells; the tests hold the two together.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

# Formats that Excel knows by number alone; the second row are those of some eastern languages.
BUILT_IN_DATES = frozenset({*range(14, 23), 45, 46, 47})
EASTERN_DATES = frozenset({*range(27, 37), *range(50, 59)})
BUILT_IN_SPANS = frozenset({46})
# What is no pattern: words in quotes, and everything in square brackets but hours, minutes and seconds.
_NO_PATTERN = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_SPAN = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
SINCE_1900, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
MILLISECONDS = 86_400_000
# Excel takes 1900 for a leap year: its days before 1 March of that year are one off.
LEAP = 60


def is_date(code: str) -> bool:
    """True for a number format that shows a date or a time; only what it does with positive numbers counts."""
    return _DATE_LETTER.search(_NO_PATTERN.sub("", code.split(";")[0])) is not None


def is_span(code: str) -> bool:
    """True for a number format whose hours, minutes or seconds go on past a day: `[h]:mm`."""
    return _SPAN.search(code.split(";")[0]) is not None


def day_of(serial: float, since_1904: bool, span: bool) -> date | None:
    """The day that a number of days shows; None when it shows a time. Raises OverflowError where no calendar goes.

    >>> day_of(45292.0, False, False), day_of(0.5, False, False)
    (datetime.date(2024, 1, 1), None)
    """
    if span:
        timedelta(days=serial)
        return None
    day, part = divmod(serial, 1)
    since_midnight = timedelta(milliseconds=round(part * MILLISECONDS))
    if serial < 1 and since_midnight.days == 0:
        return None
    if serial < LEAP and not since_1904:
        day += 1
    moment = (SINCE_1904 if since_1904 else SINCE_1900) + timedelta(days=day) + since_midnight
    return moment.date() if moment.time() == time() else None
