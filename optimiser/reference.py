"""Splits to compare with: what was published, and last year's shares of this year's money, each split at best inside the spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.figures import Figures
from optimiser.grid import Grid, Where
from optimiser.language import Text
from optimiser.rule import Rule
from optimiser.rules.limit import Limit
from optimiser.rules.minimum import WholeRule

PUBLISHED = "published"
LAST_SHARES = "last-shares"
NAMES = {
    PUBLISHED: Text(
        "Gepubliceerd gebruik per ruimte, binnen de ruimten zo goed mogelijk verdeeld", "Published use per space, split at best inside the spaces"
    ),
    LAST_SHARES: Text("Aandelen van het jaar ervoor, toegepast op dit budget", "Last year's shares, applied to this budget"),
}


@dataclass(frozen=True)
class Split:
    """Fixed money: `amounts[value, year]` EUR, where value is a space or an instrument (`attribute`)."""

    attribute: str
    amounts: Mapping[tuple[str, str], int]


def published(grid: Grid, figures: Figures, unit: int) -> Split | None:
    """The published use; a year it does not cover takes the shares of the last year it does. None without any reference."""
    known = _by_year(figures)
    if not known:
        return None
    amounts: dict[tuple[str, str], int] = {}
    for year in grid.years:
        earlier = [one for one in known if one <= year]
        if year in known:
            amounts.update({(space, year): amount for space, amount in known[year].items()})
        elif earlier:
            amounts.update(_spread(known[max(earlier)], year, _money(grid, year), unit))
    return _present(grid, amounts)


def last_shares(grid: Grid, figures: Figures, unit: int) -> Split | None:
    """The published shares of the year before, applied to each year's budget; the first year keeps its own."""
    known = _by_year(figures)
    if not known:
        return None
    amounts: dict[tuple[str, str], int] = {}
    for year in grid.years:
        earlier = [one for one in known if one < year] or [min(known)]
        amounts.update(_spread(known[max(earlier)], year, _money(grid, year), unit))
    return _present(grid, amounts)


def in_proportion(grid: Grid, split: Split, unit: int) -> Split:
    """The money of every space over its instruments in proportion to what they can absorb: the split nobody has argued for or against."""
    amounts: dict[tuple[str, str], int] = {}
    for (space, year), amount in split.amounts.items():
        groups = grid.select_groups(Where().narrowed(space=space, year=year)).tolist()
        names = [grid.group_label(group)["instrument"] for group in groups]
        room = {name: absorbed for name in names if (absorbed := _absorption(grid, name, year))}
        if room:
            amounts.update(_spread(room, year, amount, unit))
    return Split("instrument", amounts)


def _absorption(grid: Grid, instrument: str, year: str) -> int:
    figure = grid.figures.column(instrument, "absorption", year)
    return figure.value if figure is not None and isinstance(figure.value, int) else 0


def fixed(split: Split) -> tuple[Rule, ...]:
    """The split as hard limits."""
    rules = []
    for position, ((value, year), amount) in enumerate(sorted(split.amounts.items())):
        rules.append(
            Limit(
                id=f"fixed.{position}",
                kind="limit",
                name=Text(value, value),
                select={split.attribute: value},
                exactly={year: amount},
                standing="assumption",
                owner="-",
                source={"document": "-", "place": "-"},
            )
        )
    return tuple(rules)


def wishes(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Every rule as a wish: a split made by hand may break them, as little as it can. What is all or nothing has no little; it is judged only."""
    soft = {"priority": 1, "weight": 1}
    return tuple(rule.model_validate({**_fields(rule), "soft": soft}) for rule in rules if not isinstance(rule, WholeRule))


def _fields(rule: Rule) -> dict[str, object]:
    return {name: getattr(rule, name) for name in type(rule).model_fields if getattr(rule, name) is not None}


def _by_year(figures: Figures) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for (space, year), figure in sorted(figures.reference.items()):
        if isinstance(figure.value, int):
            table.setdefault(year, {})[space] = figure.value
    return table


def _money(grid: Grid, year: str) -> int:
    return sum(amount for (_, when), amount in grid.budgets.items() if when == year)


def _spread(shares: Mapping[str, int], year: str, total: int, unit: int) -> dict[tuple[str, str], int]:
    """A total in the proportions of `shares`, in whole units by largest remainder; what is no whole unit goes to the largest share."""
    whole = sum(shares.values())
    exact = {space: Fraction(amount * total, whole * unit) for space, amount in shares.items()}
    down = {space: int(value) for space, value in exact.items()}
    left = total // unit - sum(down.values())
    for space in sorted(exact, key=lambda space: (down[space] - exact[space], space))[:left]:
        down[space] += 1
    amounts = {(space, year): count * unit for space, count in down.items()}
    largest = max(sorted(shares), key=lambda space: shares[space])
    amounts[largest, year] += total % unit
    return amounts


def beyond_requests(grid: Grid, split: Split) -> list[tuple[str, str, int, int]]:
    """(value, year, amount, requested in all) of a split's parts that get more than everything that was requested there."""
    found = []
    for (value, year), amount in sorted(split.amounts.items()) if (grid.ceilings >= 0).any() else ():
        groups = grid.select_groups(Where().narrowed(**{split.attribute: value, "year": year}))
        asked = grid.ceilings[groups]
        if (asked >= 0).all() and amount > int(asked.sum()):
            found.append((value, year, amount, int(asked.sum())))
    return found


def _present(grid: Grid, amounts: Mapping[tuple[str, str], int]) -> Split | None:
    """Only spaces and years that have cells: money for a space that cannot be paid in this case has nowhere to stand.

    None when a space would get more than was requested there: such a split cannot be compared with.
    """
    possible = {(space, year) for space in grid.values("space") for year in grid.years if grid.select(Where().narrowed(space=space, year=year)).size}
    split = Split("space", {key: amount for key, amount in amounts.items() if key in possible})
    return None if beyond_requests(grid, split) else split
