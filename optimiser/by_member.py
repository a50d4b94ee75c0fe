"""What the members of a further dimension get in all, by year and by instrument, with the effect of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from optimiser.language import Text
from optimiser.record import Record


@dataclass
class MemberTotal:
    """EUR in all, by year and by instrument (only where it has cells); effect in the goal's measure; its number in the key that divides.

    `among`: that key added up over everybody with whom it shares an instrument, itself too. A member for what goes to no other in particular
    ("national") shares nothing with the others and is no part of theirs.
    """

    id: str
    name: Text
    key: Fraction | None
    tile: tuple[int, int] | None = None
    amount: int = 0
    effect: Fraction = Fraction(0)
    years: dict[str, int] = field(default_factory=dict)
    instruments: dict[str, int] = field(default_factory=dict)
    among: Fraction = Fraction(0)


def totals_of(record: Record, dimension: str) -> list[MemberTotal]:
    """Every member of a dimension in the order of the record. Raises KeyError for a dimension that the record does not have."""
    detail = record.detail
    if detail is None or dimension not in detail.names:
        raise KeyError(dimension)
    divide = detail.divides.get(dimension)
    place = detail.dimensions.index(dimension)
    found = {}
    for one in detail.members:
        if one.dimension == dimension:
            key = None if divide is None or not one.attributes.get(divide.id) else Fraction(one.attributes[divide.id])
            found[one.id] = MemberTotal(one.id, one.name, key, one.tile)
    for group in detail.groups:
        total = found[group.members[place]]
        total.amount += group.amount
        total.effect += group.effect
        total.years[group.year] = total.years.get(group.year, 0) + group.amount
        total.instruments[group.instrument] = total.instruments.get(group.instrument, 0) + group.amount
    if divide is not None:
        _add_among(list(found.values()))
    return list(found.values())


def _add_among(totals: list[MemberTotal]) -> None:
    """Few sets of instruments occur, however many the members."""
    keys: dict[frozenset[str], Fraction] = {}
    for one in totals:
        sort = frozenset(one.instruments)
        keys[sort] = keys.get(sort, Fraction(0)) + (one.key or 0)
    among = {sort: sum((key for other, key in keys.items() if sort & other), Fraction(0)) for sort in keys}
    for one in totals:
        one.among = among[frozenset(one.instruments)]
