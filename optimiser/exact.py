"""Numbers exactly as they were typed: integers and fractions, never binary floats.

Everything people write (TOML, workbook, command line) comes in here; `lp/` is the only place where floats live.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

Exact = int | Fraction

_PLAIN = re.compile(r"[+-]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?")
_RATIO = re.compile(r"([+-]?[0-9]+)\s*/\s*([0-9]+)")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*%")
# Above this a figure is a typing error, not money: a thousand times the Dutch national budget.
LARGEST = 10**15
# A text longer than this is no number that anybody typed, and reading it could take for ever.
LONGEST = 1000
# More digits than this do not survive in a cell of a workbook.
CELL_DIGITS = 15


class TypedFloat(str):
    """A TOML float as its own text: `tomllib` hands it over before any rounding can happen."""


def read_exact(text: str | int) -> Fraction | None:
    """The exact value of `2/3`, `0.25`, `-12`, `25%`; None when it is not a plain number.

    >>> read_exact("2/3"), read_exact("0.25"), read_exact("60%"), read_exact("1e3"), read_exact("nan")
    (Fraction(2, 3), Fraction(1, 4), Fraction(3, 5), None, None)
    """
    if isinstance(text, int):
        return Fraction(text)
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if ratio := _RATIO.fullmatch(text):
        return None if int(ratio[2]) == 0 else Fraction(int(ratio[1]), int(ratio[2]))
    if part := _PERCENT.fullmatch(text):
        return Fraction(Decimal(part[1])) / 100
    return Fraction(Decimal(text.replace("_", ""))) if _PLAIN.fullmatch(text) else None


def cut_off_fraction(text: str) -> Fraction | None:
    """The simple fraction that a decimal such as 0.6667 was probably cut off from, or None.

    A decimal with at least three places that lies within one unit of its last place of a repeating fraction with a denominator up
    to 12 is not the number its writer meant.

    >>> cut_off_fraction("0.667"), cut_off_fraction("0.25"), cut_off_fraction("0.0567")
    (Fraction(2, 3), None, None)
    """
    if not _PLAIN.fullmatch(text) or "." not in text:
        return None
    places = len(text.split(".")[1])
    value = Fraction(Decimal(text))
    near = value.limit_denominator(12)
    repeats = math.gcd(near.denominator, 3 * 7 * 11) > 1
    close = abs(value - near) < Fraction(1, 10**places)
    return near if places >= 3 and repeats and value != near and close else None


def plain(value: Exact) -> str:
    """The shortest exact text that `read_exact` reads back: `12`, `0.25`, `2/3`.

    >>> plain(Fraction(1, 4)), plain(Fraction(2, 3)), plain(Fraction(12))
    ('0.25', '2/3', '12')
    """
    above, below = value.numerator, value.denominator
    if below == 1:
        return str(above)
    rest, times = below, {2: 0, 5: 0}
    for prime in times:
        while rest % prime == 0:
            rest //= prime
            times[prime] += 1
    if rest != 1:
        return f"{above}/{below}"
    places = max(times.values())
    digits = str(abs(above) * 10**places // below).rjust(places + 1, "0")
    return ("-" if above < 0 else "") + digits[:-places] + "." + digits[-places:]


def fits_in_a_cell(text: str) -> bool:
    """True when a cell of a workbook holds this `plain` number exactly: no fraction, and no more digits than survive there.

    >>> fits_in_a_cell("0.25"), fits_in_a_cell("2/3"), fits_in_a_cell("1234567890123456")
    (True, False, False)
    """
    return "/" not in text and len(text.strip("-").replace(".", "").strip("0")) <= CELL_DIGITS


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator from `low` to `high` (0 <= low <= high).

    >>> simplest(Fraction("0.6666"), Fraction("0.6667")), simplest(Fraction(0), Fraction(1, 9))
    (Fraction(2, 3), Fraction(0, 1))
    """
    whole = -(-low.numerator // low.denominator)
    if whole <= high:
        return Fraction(whole)
    below = whole - 1
    return below + 1 / simplest(1 / (high - below), 1 / (low - below))


def decimal_text(value: Exact, places: int) -> str:
    """A decimal string rounded half up to `places`, for reports where an exact fraction would not be read.

    >>> decimal_text(Fraction(2, 3), 4)
    '0.6667'
    """
    above, below = abs(value.numerator) * 10**places, value.denominator
    scaled = (2 * above + below) // (2 * below)
    digits = str(scaled).rjust(places + 1, "0")
    sign = "-" if value < 0 and scaled else ""
    return sign + (digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}")
