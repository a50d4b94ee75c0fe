"""A case while overrides are applied to it: what was asked for, what changed, what was wrong; and how values in keys are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from optimiser.exact import LARGEST, Exact, plain, read_exact
from optimiser.faults import DID_YOU_MEAN, Fault, nearest, short, unknown
from optimiser.figures import Figures, Mark, Standing
from optimiser.language import Text
from optimiser.programme import Programme, horizon_years

EVERY = "*"
# No printed integer of this many bits is refused by Python; a longer one may be.
ENDLESS_BITS, ENDLESS = 4096, "999..."
NUMBER = Text("een getal van gewone grootte, zoals 12, 0.25 of 2/3", "a number of ordinary size, such as 12, 0.25 or 2/3")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change asked for: who asks (scenario, workbook, --set, a mutation), the key, the value as typed, why, and how sure it is."""

    origin: str
    key: str
    value: Any
    why: str
    place: str = ""
    standing: Standing = "assumed"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """One change: `key`, the value it had and has now (as exact text), where it comes from, and why."""

    key: str
    was: str
    now: str
    origin: str
    reason: str = ""


@dataclass
class Draft:
    """The case while it is being changed: raw programme data and figures, with the faults and overrides gathered on the way."""

    programme: Programme
    data: dict[str, Any]
    figures: Figures
    faults: list[Fault] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)

    @property
    def years(self) -> list[str]:
        """Every year a key may name."""
        return [str(year) for year in horizon_years(self.programme)]

    def note(self, edit: Edit, was: Any, now: Any, key: str = "") -> None:
        """Keeps what changed."""
        self.overrides.append(Override(key or edit.key, shown(was), shown(now), edit.origin, edit.why))

    def unknown(self, edit: Edit, code: str, found: str, known: Sequence[str]) -> None:
        """A name in the key that does not exist."""
        self.faults.append(unknown(code, short(found), known, file=f"{edit.origin} {short(edit.key)}"))

    def misfit(self, edit: Edit, expected: Text, code: str = "not-a-number", choices: Sequence[str] = ()) -> None:
        """A value that does not fit; one that multiplies may have nothing to multiply, or not come out whole. `choices`: words it may be."""
        scaling = isinstance(edit.value, str) and edit.value.strip().startswith(EVERY)
        mend = MULTIPLIED if scaling else Text("geef {key} zo'n waarde", "give {key} such a value")
        found = ENDLESS if is_endless(edit.value) else short(str(edit.value))
        values: tuple[tuple[str, Any], ...] = (("key", short(edit.key)),)
        if isinstance(edit.value, str) and (meant := nearest(edit.value, choices)) is not None:
            mend, values = DID_YOU_MEAN, (*values, ("meant", meant))
        self.faults.append(Fault(code, edit.origin, found=found, expected=expected, mend=mend, values=values))


MULTIPLIED = Text(
    "{key} heeft geen getal om te vermenigvuldigen, of de uitkomst past niet; geef de waarde zelf",
    "{key} has no number to multiply, or the outcome does not fit; give the value itself",
)


def split_key(key: str, known: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """`vvt.2025` -> ([`vvt`], [`2025`]), `*` -> all; the longest known id first, because ids may hold dots."""
    if key == EVERY or key.startswith(EVERY + "."):
        return list(known), key.split(".")[1:]
    for id in sorted(known, key=len, reverse=True):
        if key == id or key.startswith(id + "."):
            return [id], key[len(id) + 1 :].split(".") if key != id else []
    return None


def scales(value: Any) -> bool:
    """True for `*0.86`: a value that multiplies what was there."""
    return isinstance(value, str) and value.strip().startswith(EVERY)


def scaled(value: Any, base: Exact | None) -> Any:
    """`*0.86` times the base; anything else as it is."""
    if scales(value) and base is not None:
        factor = read_exact(value.strip()[1:])
        return value if factor is None else plain(base * factor)
    return value


def exact(value: Any) -> Fraction | None:
    """A value as an exact number, or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Fraction):
        return value
    return read_exact(value) if isinstance(value, (int, str)) else None


def is_huge(value: Any) -> bool:
    """True for a number that no amount or rate can be."""
    number = exact(value)
    return number is not None and abs(number) > LARGEST


def is_endless(value: Any) -> bool:
    """True where some integer has more digits than Python is willing to print."""
    if isinstance(value, Mapping):
        return any(map(is_endless, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(is_endless, value))
    return isinstance(value, int) and value.bit_length() > ENDLESS_BITS


def mark(value: Any) -> Mark | None:
    """PM or n.v.t., however it is written, or None."""
    return next((mark for mark in Mark if value == mark or (isinstance(value, str) and value.strip().casefold() == mark.value.casefold())), None)


def euros(value: Any) -> int | None:
    """A value as whole euros of 0 or more, or None."""
    number = exact(value)
    return int(number) if number is not None and 0 <= number <= LARGEST and number.denominator == 1 else None


def share(value: Any) -> Fraction | None:
    """A value as a share from 0 to below 1, or None."""
    number = exact(value)
    return number if number is not None and 0 <= number < 1 else None


def shown(value: Any) -> str:
    """A value as it is told in the list of overrides."""
    if value is None:
        return ""
    if isinstance(value, Mark):
        return value.value
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {shown(one)}" for key, one in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, (int, Fraction)) else str(value)
