"""Words in Dutch and English, side by side, and the way numbers are printed in each.

A sentence for people is a `Text`: both languages stand next to each other in the code, so a change to one is
seen beside the other. Ids, codes, JSON keys and file formats never pass through here.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

Lang = Literal["nl", "en"]
LANGS: tuple[Lang, ...] = ("nl", "en")
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; `{name:spec}` fields are filled by `say`.

    >>> say(Text("Totaal {x:mln}", "Total {x:mln}"), "nl", x=498_900_000)
    'Totaal € 498,9 mln'
    """

    nl: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.nl if lang == "nl" else self.en


def say(text: Text, lang: Lang, /, **values: Any) -> str:
    """Fill a text. Specs: `mln` (EUR as millions), `eur` (whole euros), `pct` (fraction as %), `num` (plain, at most 3 decimals)."""
    return _Filler(lang).vformat(text[lang], (), values)


class _Filler(string.Formatter):
    """Formats fields the way the language prints numbers, and renders texts inside texts."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ARG002  (the base class's signature)
        return kwargs[str(key)]

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value[self.lang]
        printer = _PRINTERS.get(format_spec)
        return printer(value, self.lang) if printer else str(format(value, format_spec))


def euros(value: int | Fraction, lang: Lang) -> str:
    """Whole euros with thousands marks: `€ 1.234.567` or `€ 1,234,567`."""
    return "€ " + number(value, lang, 0)


def millions(value: int | Fraction, lang: Lang) -> str:
    """Euros as millions, one to three decimals: `€ 498,9 mln`, `€ 13,05 mln`; less than a tenth of a million in whole euros: `€ 50.000`.

    >>> millions(13_050_000, "nl"), millions(116_000_000, "en"), millions(50_000, "nl")
    ('€ 13,05 mln', '€ 116.0 million', '€ 50.000')
    """
    if 0 < abs(Fraction(value)) < MILLION // 10:
        return euros(value, lang)
    return "€ " + number(Fraction(value) / MILLION, lang, 3, 1) + (" mln" if lang == "nl" else " million")


def short_millions(value: int | Fraction, lang: Lang) -> str:
    """Euros as millions without their unit, for a table: one decimal from a million on, below that as many as three.

    >>> short_millions(160_000_000, "nl"), short_millions(28_170, "en")
    ('160,0', '0.028')
    """
    return number(Fraction(value) / MILLION, lang, 3 if abs(Fraction(value)) < MILLION else 1, 1)


def percent(value: int | Fraction, lang: Lang) -> str:
    """A fraction as a percentage with one or two decimals: `64,2 %`."""
    return number(Fraction(value) * 100, lang, 2, 1) + " %"


def number(value: int | Fraction, lang: Lang, most: int = 3, least: int = 0) -> str:
    """A number rounded half up to at most `most` decimals, trailing zeros dropped down to `least`.

    >>> number(Fraction(1234567, 100), "nl", 2), number(Fraction(-1, 3), "en", 2)
    ('12.345,67', '-0.33')
    """
    shifted = abs(Fraction(value)) * 10**most
    whole = int(shifted + Fraction(1, 2))
    digits = str(whole).rjust(most + 1, "0")
    head, tail = (digits[:-most], digits[-most:]) if most else (digits, "")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    text = f"{int(head):,}" + (f".{tail}" if tail else "")
    if lang == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return ("-" if value < 0 and whole else "") + text


def quantity(value: int | Fraction, unit: str, lang: Lang) -> str:
    """A rule's number the way people read it, by its unit: `€ 13,05 mln`, `64,2 %`, `2.500`.

    >>> quantity(Fraction(2, 3), "share", "nl"), quantity(2500, "persons", "nl")
    ('66,67 %', '2.500')
    """
    printer = {"EUR": millions, "share": percent}.get(unit)
    return printer(value, lang) if printer else number(value, lang)


def listing(items: Sequence[str], lang: Lang) -> str:
    """`a, b en c` or `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + (" en " if lang == "nl" else " and ") + items[-1]


_PRINTERS: Mapping[str, Any] = {
    "mln": millions,
    "eur": euros,
    "pct": percent,
    "num": number,
    "one": lambda value, lang: number(value, lang, 1, 1),
}
