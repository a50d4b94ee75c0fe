"""From one year of a plan to another: what the budget does at the old year's shares, and what the reallocation does, line by line.

The measure is what the spending of a year buys: the persons that are in effect once it works, whatever year that is and whether or not the
goal counts them. So two years can be set side by side, which the goal itself (one target year) does not allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimiser.comparison import YearChange, YearLine
from optimiser.language import Text
from optimiser.record import Line, Record, TierUse


def between_years(record: Record, column: str, was: str, now: str) -> YearChange:
    """The change from one year of a plan to another; without any spending in the old year everything is reallocation."""
    lines = {(line.instrument, line.year): line for line in record.lines}
    spent = {year: sum(line.amount for line in record.lines if line.year == year) for year in (was, now)}
    scale = Fraction(spent[now], spent[was]) if spent[was] else Fraction(1)
    ids = dict.fromkeys(line.instrument for line in record.lines if line.year in (was, now))
    return YearChange(column, was, now, tuple(_line(id, lines.get((id, was)), lines.get((id, now)), scale, record.names) for id in ids))


def _line(id: str, old: Line | None, new: Line | None, scale: Fraction, names: Mapping[str, Text]) -> YearLine:
    before, after = (() if one is None else one.tiers for one in (old, new))
    one = old or new
    assert one is not None
    was, now = (0 if line is None else line.amount for line in (old, new))
    at_shares = was * scale
    effects = [bought(before, Fraction(was)), *(bought(after, Fraction(money)) for money in (was, at_shares, now))]
    room, growth, moved = (effects[place + 1] - effects[place] for place in range(3))
    name = names.get(f"instrument:{id}", Text(id, id))
    return YearLine(id, one.space, name, one.adds, was, at_shares, now, effects[0], room, growth, moved)


def bought(tiers: tuple[TierUse, ...], money: Fraction) -> Fraction:
    """The persons that so much money buys on one line, step after step; beyond the last step it buys nobody.

    >>> steps = (TierUse(Fraction(100), Fraction(0), Fraction(0), Fraction(2)), TierUse(Fraction(50), Fraction(0), Fraction(0), Fraction(1)))
    >>> [int(bought(steps, Fraction(money))) for money in (80, 120, 500)]
    [160, 220, 250]
    """
    persons = Fraction(0)
    for tier in tiers:
        step = min(money, tier.width)
        persons += step * tier.base
        money -= step
    return persons
