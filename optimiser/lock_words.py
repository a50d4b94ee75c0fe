"""What stands in a lock cell: `vast`, `ten minste`, `ten hoogste`, in either language, if need be with an amount of its own."""

from __future__ import annotations

import re
from typing import Any

from optimiser.faults import Fault, key_of, unknown
from optimiser.language import Text
from optimiser.locks import AN_AMOUNT, SENSES, LockSense

# What people also write for the three words of the drop-down list.
ALSO: dict[LockSense, tuple[str, ...]] = {
    "exactly": ("exactly", "precies", "exact", "vastgezet", "locked", "="),
    "at_least": ("at-least", "tenminste", "minstens", "minimaal", "minimum", ">="),
    "at_most": ("at-most", "tenhoogste", "hoogstens", "maximaal", "maximum", "<="),
}
WORDS: dict[str, LockSense] = {key_of(word): sense for sense, text in SENSES.items() for word in (text.nl, text.en, *ALSO[sense])}
# Thousands may be marked by points, commas or spaces: `12.000.000`.
AMOUNT = re.compile(r"(?:€|EUR|eur)?\s*([0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+)")
PLAIN = Text("typ het als heel getal: 'ten minste 5000000'", "type it as a whole number: 'at least 5000000'")


def read_lock(text: str, **place: Any) -> tuple[LockSense, int | None] | Fault:
    """Sense and own amount (None: that of the plan column), or what is wrong with the text; `place` says where it stands.

    >>> read_lock("Ten minste 5.000.000", file="plan.xlsx"), read_lock("fixed", file="plan.xlsx")
    (('at_least', 5000000), ('exactly', None))
    """
    word = re.split(r"(?=[0-9€])|\bEUR\b|:", text.strip(), maxsplit=1)[0]
    rest = text.strip()[len(word) :].lstrip(" :")
    sense = WORDS.get(key_of(word))
    if sense is None:
        return unknown("unknown-lock", text, [one for sense in SENSES.values() for one in (sense.nl, sense.en)], **place)
    if not rest:
        return sense, None
    amount = AMOUNT.fullmatch(rest.replace("\u00a0", " ").strip())
    if amount is None:
        return Fault("lock-amount", found=text, expected=AN_AMOUNT, mend=PLAIN, **place)
    return sense, int(re.sub("[^0-9]", "", amount[1]))
