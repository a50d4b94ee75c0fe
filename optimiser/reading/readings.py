"""How many numbers a typed text can mean: exactly one, two (never guess), or none."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from optimiser.exact import plain, read_exact
from optimiser.language import Text

# Figure dash, en dash, minus sign and their relatives: official web tables use them for a minus.
_MINUS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_CURRENCY = re.compile(r"^(?:€|eur|euro)|(?:€|eur|euro)$")
_NO_CENTS = re.compile(r",(?:-+|=)$")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity|∞|[0-9.,]+e\+?[0-9]{3,})")
_EXACT = re.compile(r"[+-]?[0-9]+\s*/\s*[0-9]+|[+-]?[0-9]+(?:[.,][0-9]+)?\s*%|[+-]?0[.,][0-9]+")
_LOOSE_SPACE = re.compile(r"[0-9]\s+[0-9]")
_SPACED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9\s]*[0-9])")
# No number that a person types is longer; a longer text is only a text.
LONGEST = 100
_NUMERIC = re.compile(r"[0-9.,+\-()%/€\s]*[0-9][0-9.,+\-()%/€\s]*")


def squeezed(text: str) -> str:
    """The text without spaces of any kind or invisible signs, with one kind of minus, in lower case."""
    normal = unicodedata.normalize("NFKC", text).translate(_MINUS)
    return "".join(ch for ch in normal if not ch.isspace() and unicodedata.category(ch) != "Cf").casefold()


def is_not_finite(text: str) -> bool:
    """True for `nan`, `inf`, `1e999`: what some programs write where no number exists."""
    return len(text) <= LONGEST and bool(_NOT_FINITE.fullmatch(squeezed(text)))


def looks_like_number(text: str) -> bool:
    """True when a text holds digits and number signs only, so that it was probably meant as a number."""
    if len(text) > LONGEST:
        return False
    bare = squeezed(text).replace("euro", "").replace("eur", "")
    return bool(_NUMERIC.fullmatch(bare))


def exact_text(text: str, percent: bool) -> Fraction | None:
    """The value of a text that is a number in its own right where shares and rule numbers stand: `2/3`, `12,5%`, `0.667`; else None."""
    typed = squeezed(text) if len(text) <= LONGEST else ""
    if not _EXACT.fullmatch(typed) or ("%" in typed and (not percent or len(readings(typed)) != 1)):
        return None
    return read_exact(typed.replace(",", "."))


def readings(text: str) -> tuple[Fraction, ...]:
    """Every number the text can mean, in Dutch or English notation.

    >>> [plain(one) for one in readings("1.234,50")], [plain(one) for one in readings("1.234")], readings("ca. 5")
    (['1234.5'], ['1234', '1.234'], ())
    """
    if len(text) > LONGEST or (_LOOSE_SPACE.search(text) and not _SPACED.search(text)):
        return ()
    bare = _CURRENCY.sub("", _NO_CENTS.sub("", squeezed(text)))
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        bare, negative = bare[1:-1], True
    bare = _CURRENCY.sub("", bare)
    percent = bare.endswith("%")
    bare = bare.removesuffix("%")
    if bare.endswith("-") and not bare.startswith("-"):
        bare = "-" + bare[:-1]
    if bare.startswith(("-", "+")):
        negative, bare = negative != bare.startswith("-"), _CURRENCY.sub("", bare[1:])
    factor = Fraction(-1 if negative else 1, 100 if percent else 1)
    return tuple(factor * value for value in _unsigned(bare))


def _unsigned(digits: str) -> tuple[Fraction, ...]:
    if re.fullmatch(r"[0-9]+", digits):
        return (Fraction(digits),)
    if not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)+", digits):
        return ()
    found = []
    for thousands, decimal in ((".", ","), (",", ".")):
        grouped = re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:\{thousands}[0-9]{{3}})+(?:\{decimal}[0-9]+)?", digits)
        ungrouped = re.fullmatch(rf"[0-9]+\{decimal}[0-9]+", digits)
        if grouped or ungrouped:
            found.append(Fraction(Decimal(digits.replace(thousands, "").replace(decimal, "."))))
    return tuple(sorted(set(found), reverse=True))


def typed_as(value: Fraction) -> Text:
    """The value the way it is typed in a Dutch and in an English Excel."""
    text = plain(value)
    return Text(text.replace(".", ","), text)
