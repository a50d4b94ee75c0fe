"""The digits that stand in a file as the exact number they are."""

from __future__ import annotations

import math
import re
from fractions import Fraction

_WHOLE = re.compile(r"[+-]?[0-9]{1,400}")


def exact_number(digits: str, calculated: bool = False) -> str | int | Fraction:
    """The exact value of what stands in the file; a number that does not exist becomes its text (`inf`, `nan`).

    A `calculated` one is taken as Excel shows it: what lies beyond the fifteenth digit is noise of its arithmetic.

    >>> exact_number("1E3"), exact_number("0.1"), exact_number("0.30000000000000004", calculated=True), exact_number("1e999")
    (1000, Fraction(1, 10), Fraction(3, 10), 'inf')
    """
    if _WHOLE.fullmatch(digits):
        return int(digits)
    value = float(digits)
    if not math.isfinite(value):
        return repr(value)
    exact = Fraction(format(value, ".15g") if calculated else repr(value))
    return int(exact) if exact.denominator == 1 else exact
