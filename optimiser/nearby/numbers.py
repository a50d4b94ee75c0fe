"""The numbers of `alternatives`: how much may be lost, how many plans, which parts of the gain; read as people type them, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimiser.exact import plain, read_exact
from optimiser.faults import Fault, Refused, refuse_if_any
from optimiser.language import Lang, Text, number

MOST = 20
A_SLACK = Text("een percentage boven 0 en ten hoogste 100", "a percentage above 0 and at most 100")
SLACK_LIKE = Text("bijvoorbeeld --slack 2 of --slack 0,5", "for example --slack 2 or --slack 0.5")
A_COUNT = Text("een geheel getal van 0 tot en met {most}", "a whole number from 0 to {most}")
COUNT_LIKE = Text("bijvoorbeeld --count 3", "for example --count 3")
A_PART = Text("een deel van 0 tot en met 1, of een percentage", "a part from 0 to 1, or a percentage")
PART_LIKE = Text("bijvoorbeeld 0.8 of 80%", "for example 0.8 or 80%")


def per_cent(value: Fraction, lang: Lang) -> str:
    """A part as people say it: `80 %`, `0,5 %`."""
    return number(value * 100, lang, 2) + " %"


def read_slack(text: str) -> Fraction:
    """`2`, `0,5` or `2%` -> the part of the best effect that may be lost. Raises `Refused`."""
    value = read_exact(text.strip().removesuffix("%").strip().replace(",", "."))
    if value is None or not 0 < value <= 100:
        raise Refused([_slack(text)])
    return value / 100


def read_part(text: str, option: str) -> Fraction:
    """`0.8`, `0,8`, `80` or `80%` -> a part of the gain; a number above 1 is a percentage. Raises `Refused`."""
    typed = text.strip()
    value = read_exact(typed.removesuffix("%").strip().replace(",", "."))
    if value is not None and (typed.endswith("%") or value > 1):
        value /= 100
    if value is None or not 0 <= value <= 1:
        raise Refused([_part(text, option)])
    return value


def check_numbers(slacks: Sequence[Fraction], count: int, parts: Sequence[Fraction]) -> None:
    """The same for numbers from Python. Raises `Refused` with everything that is wrong."""
    faults = [_slack(_shown(one)) for one in slacks if not _within(one, 1) or one == 0]
    if not slacks:
        faults.append(_slack(""))
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST:
        faults.append(Fault("plans-asked", "--count", found=str(count), expected=A_COUNT, mend=COUNT_LIKE, values=(("most", MOST),)))
    faults += [_part(_shown(one), "--gain") for one in parts if not _within(one, 1)]
    refuse_if_any(faults)


def _within(value: object, most: int) -> bool:
    return isinstance(value, (int, Fraction)) and 0 <= value <= most


def _shown(value: object) -> str:
    return plain(value) if isinstance(value, (int, Fraction)) else str(value)


def _slack(found: str) -> Fault:
    return Fault("slack", "--slack", found=found, expected=A_SLACK, mend=SLACK_LIKE)


def _part(found: str, option: str) -> Fault:
    return Fault("gain-part", option, found=found, expected=A_PART, mend=PART_LIKE)
