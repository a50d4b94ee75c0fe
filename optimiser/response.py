"""What money buys at every instrument, year and further member: the tiers of each effect group, and the most a group may get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from optimiser.dimension import Dimension, factor
from optimiser.figures import Figures, MemberFigures
from optimiser.grid import ROLES, Index, Member, Tiers
from optimiser.language import MILLION
from optimiser.programme import Programme

NO_CEILING = -1
Places = Sequence[tuple[int, ...]]


def make_tiers(
    programme: Programme, figures: Figures, dimensions: Mapping[str, tuple[Member, ...]], groups: Mapping[str, Index]
) -> tuple[Tiers, Index]:
    """The tiers of all groups, and the ceilings (groups,).

    Widths are parts of what the group can use: what is requested there, else its part of what the instrument can absorb. Rates are
    estimate x realisation x speed of the tier x how much effect counts at these members.
    """
    further = [one for name in dimensions if name not in ROLES for one in programme.dimension if one.id == name]
    members = {one.id: {found.id: found for found in figures.members[one.id]} for one in further}
    reach = _Reach(further, {one.id: [members[one.id][member.id] for member in dimensions[one.id]] for one in further})
    count = len(groups["year"])
    ceilings = np.full(count, NO_CEILING, dtype=np.int64)
    owner: list[int] = []
    width: list[Fraction] = []
    rate: list[Fraction] = []
    for instrument, year, where, places in _by_line(groups, [one.id for one in further]):
        name, when = dimensions["instrument"][instrument].id, dimensions["year"][year].id
        response = figures.responses[name]
        absorption = figures.column(name, "absorption", when)
        estimate = response.estimates[programme.goal.estimate].value
        most = absorption.value if absorption is not None and isinstance(absorption.value, (int, Fraction)) else None
        asked = reach.requested(places, name, when)
        if asked is not None:
            ceilings[where] = asked
        room = reach.divided(most, places) if asked is None else asked
        if room is None or not isinstance(estimate, (int, Fraction)):
            continue
        assert isinstance(response.realisation.value, (int, Fraction))
        full = Fraction(estimate) * response.realisation.value / MILLION
        tiers = [(part, full * speed) for part, speed in response.tiers]
        for group, here, counts in zip(where, room, reach.factors(places), strict=True):
            for part, fast in tiers:
                owner.append(group)
                width.append(part * here)
                rate.append(fast * counts)
    order = np.argsort(np.array(owner, dtype=np.int64), kind="stable").tolist()
    found = Tiers(np.array([owner[j] for j in order], dtype=np.int64), tuple(width[j] for j in order), tuple(rate[j] for j in order))
    return found, ceilings


def _by_line(groups: Mapping[str, Index], further: Sequence[str]) -> list[tuple[int, int, list[int], list[tuple[int, ...]]]]:
    """(instrument, year, its groups, the members of further dimensions of each), in order of the groups."""
    lines: dict[tuple[int, int], tuple[list[int], list[tuple[int, ...]]]] = {}
    places = list(zip(*(groups[name].tolist() for name in further), strict=True)) if further else [()] * len(groups["year"])
    for group, line in enumerate(zip(groups["instrument"].tolist(), groups["year"].tolist(), strict=True)):
        known = lines.setdefault(line, ([], []))
        known[0].append(group)
        known[1].append(places[group])
    return [(instrument, year, *known) for (instrument, year), known in lines.items()]


class _Reach:
    """What the members of the further dimensions make of an instrument: how much each can use, and how much effect counts there."""

    def __init__(self, dimensions: Sequence[Dimension], members: Mapping[str, Sequence[MemberFigures]]) -> None:
        self._members = [members[one.id] for one in dimensions]
        self._asking = next((column for column, one in enumerate(dimensions) if one.requests is not None), None)
        self._shares = [[_number(member, one.divide) for member in members[one.id]] for one in dimensions]
        self._factors = [[_factor(one, member) for member in members[one.id]] for one in dimensions]

    def requested(self, places: Places, instrument: str, year: str) -> list[int] | None:
        """EUR asked at each place; None when no dimension asks."""
        if self._asking is None:
            return None
        return [self._members[self._asking][place[self._asking]].requested(instrument, year) for place in places]

    def divided(self, most: int | Fraction | None, places: Places) -> list[int | Fraction] | None:
        """What can be absorbed, over the places in proportion to their keys: whole euros that add up, by largest remainder."""
        if most is None or not self._members:
            return None if most is None else [most] * len(places)
        keys = [_product(self._shares, place) for place in places]
        scale = lcm(*(one.denominator for one in keys))
        whole = [int(one * scale) for one in keys]
        total = sum(whole)
        if total == 0:
            return [0] * len(places)
        down = [int(most) * one // total for one in whole]
        order = sorted(range(len(places)), key=lambda one: (-(int(most) * whole[one] % total), one))
        for one in order[: int(most) - sum(down)]:
            down[one] += 1
        return list(down)

    def factors(self, places: Places) -> list[Fraction]:
        """How much a unit of effect counts at each place."""
        return [_product(self._factors, place) for place in places]


def _product(numbers: Sequence[Sequence[Fraction]], place: tuple[int, ...]) -> Fraction:
    found = Fraction(1)
    for column, code in enumerate(place):
        if numbers[column][code] != 1:
            found *= numbers[column][code]
    return found


def _number(member: MemberFigures, key: str | None) -> Fraction:
    return Fraction(1) if key is None else member.key(key) or Fraction(0)


def _factor(dimension: Dimension, member: MemberFigures) -> Fraction:
    """A member that requests nothing has no cells, so what counts there is never asked."""
    if dimension.weight is None:
        return Fraction(1)
    asked = sum(one.value for one in member.requests.values() if isinstance(one.value, int))
    return factor(_number(member, dimension.weight), dimension.norm if asked else None, asked)
