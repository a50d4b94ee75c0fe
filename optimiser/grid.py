"""Where money can stand: dimensions, cells, effect groups with their tiers, and how they are selected.

The grid is the same whatever the order of the rows in the workbook: members are sorted by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimiser.figures import Figure, Figures, MemberFigures
from optimiser.language import Text
from optimiser.measure import weight

Index = NDArray[np.int64]

# The dimensions that every programme has: money comes from a source line, works through an instrument, in a year.
ROLES = ("source", "instrument", "year")
# Below this part of all cells it pays to look at the cells of one member only.
FEW = 8


@dataclass(frozen=True, slots=True)
class Member:
    """One value of a dimension, with the attributes rules select by (`space`, `adds`, ...)."""

    id: str
    name: Text
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Where:
    """A selection by attribute values: everything in `only` must match, nothing in `never` may.

    Keys are dimension names or member attributes; values are ids.
    """

    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    never: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def narrowed(self, **values: str) -> Where:
        """This selection, and moreover each given attribute equal to its value."""
        return Where(self.only + tuple((key, (value,)) for key, value in values.items()), self.never)


@dataclass(frozen=True)
class Tiers:
    """The steps of every effect group's concave response.

    `group` (tiers,): the group's index; `width` (tiers,): EUR; `rate` (tiers,): persons per EUR before a goal says in which years it
    counts. Within a group rates never increase; past the last tier more money brings nothing more.
    """

    group: Index
    width: tuple[Fraction, ...]
    rate: tuple[Fraction, ...]


@dataclass(frozen=True)
class Grid:
    """Cells over dimensions, with the budgets and figures that rules may refer to.

    `codes[d]` (cells,): index into `dimensions[d]`. A group is a cell without its source line: `group` (cells,) and
    `groups[d]` (groups,). `budgets[source, year]`: whole euros; PM and n.v.t. lines are not in it.
    `ceilings` (groups,): the most euros a group may get because no more was requested; -1 where nothing is requested.
    `cofinancing` names the key with the members' own share of total cost; without it every instrument has a share of its own.
    `target` is the year in which persons in effect are counted; `horizon` the first and last year of person-years.
    """

    dimensions: Mapping[str, tuple[Member, ...]]
    codes: Mapping[str, Index]
    group: Index
    groups: Mapping[str, Index]
    tiers: Tiers
    budgets: Mapping[tuple[str, str], int]
    figures: Figures
    target: int
    horizon: tuple[int, int]
    ceilings: Index = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    cofinancing: str = ""

    @property
    def further(self) -> tuple[str, ...]:
        """The dimensions that this programme has beside source, instrument and year."""
        return tuple(name for name in self.dimensions if name not in ROLES)

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.group)

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the horizon, in order."""
        return tuple(member.id for member in self.dimensions["year"])

    @cached_property
    def _attributes(self) -> Mapping[str, tuple[str, tuple[str, ...]]]:
        """attribute -> (its dimension, the value of every member)."""
        table: dict[str, tuple[str, tuple[str, ...]]] = {}
        for name, members in self.dimensions.items():
            table[name] = (name, tuple(member.id for member in members))
            for key in sorted({key for member in members for key in member.attributes}):
                table[key] = (name, tuple(member.attributes.get(key, "") for member in members))
        return table

    @cached_property
    def _members(self) -> dict[str, dict[str, list[int]]]:
        """attribute -> value -> the members that have it."""
        table: dict[str, dict[str, list[int]]] = {}
        for attribute, (_, values) in self._attributes.items():
            have: dict[str, list[int]] = {}
            for code, value in enumerate(values):
                have.setdefault(value, []).append(code)
            table[attribute] = have
        return table

    @cached_property
    def _cells_of(self) -> dict[str, tuple[Index, Index]]:
        """dimension -> its cells in order of member, and where each member's begin."""
        found = {}
        for name in self.further:
            order = np.argsort(self.codes[name], kind="stable")
            found[name] = (order, np.searchsorted(self.codes[name][order], np.arange(len(self.dimensions[name]) + 1)))
        return found

    @cached_property
    def _selected(self) -> dict[Where, Index]:
        """Selections already made: rules ask for the same ones again and again."""
        return {}

    @cached_property
    def _weights(self) -> dict[str, tuple[int, ...]]:
        return {}

    def values(self, attribute: str) -> tuple[str, ...]:
        """All values of an attribute, in order of first appearance; empty for an attribute nobody has."""
        _, values = self._attributes.get(attribute, ("", ()))
        return tuple(dict.fromkeys(value for value in values if value))

    def dimension_of(self, attribute: str) -> str | None:
        """The dimension an attribute belongs to."""
        found = self._attributes.get(attribute)
        return found[0] if found else None

    def select(self, where: Where) -> Index:
        """The cells of a selection, shape (selected,), ascending; the array is shared, so it cannot be written to."""
        found = self._selected.get(where)
        if found is None:
            near = self._near(where)
            if near is None:
                found = np.flatnonzero(self._mask(where, self.codes, self.size))
            else:
                found = np.sort(near[self._mask(where, {name: code[near] for name, code in self.codes.items()}, len(near))])
            found.setflags(write=False)
            self._selected[where] = found
        return found

    def select_groups(self, where: Where) -> Index:
        """The effect groups of a selection (which may not name a source line), shape (selected,)."""
        return np.flatnonzero(self._mask(where, self.groups, len(self.groups["year"])))

    def select_tiers(self, where: Where) -> Index:
        """The tiers of a selection's groups, shape (selected,)."""
        chosen = np.zeros(len(self.groups["year"]), dtype=bool)
        chosen[self.select_groups(where)] = True
        return np.flatnonzero(chosen[self.tiers.group])

    def _mask(self, where: Where, codes: Mapping[str, Index], size: int) -> NDArray[np.bool_]:
        mask = np.ones(size, dtype=bool)
        for attribute, wanted in where.only:
            mask &= self._matches(attribute, wanted, codes)
        for attribute, unwanted in where.never:
            mask &= ~self._matches(attribute, unwanted, codes)
        return mask

    def _matches(self, attribute: str, wanted: tuple[str, ...], codes: Mapping[str, Index]) -> NDArray[np.bool_]:
        dimension, values = self._attributes[attribute]
        hit = np.zeros(len(values), dtype=bool)
        hit[self._having(attribute, wanted)] = True
        return hit[codes[dimension]]

    def _having(self, attribute: str, wanted: tuple[str, ...]) -> list[int]:
        """The members with one of these values."""
        have = self._members[attribute]
        return [code for value in wanted for code in have.get(value, ())]

    def _near(self, where: Where) -> Index | None:
        """The cells of the narrowest clause about a further dimension, unsorted; None when there is none that narrows much."""
        best: Index | None = None
        for attribute, wanted in where.only:
            dimension = self._attributes[attribute][0]
            if dimension not in ROLES:
                order, starts = self._cells_of[dimension]
                members = self._having(attribute, wanted)
                count = int(sum(starts[one + 1] - starts[one] for one in members))
                if count < (self.size // FEW if best is None else len(best)):
                    best = np.concatenate([order[starts[one] : starts[one + 1]] for one in members] or [order[:0]])
        return best

    def label(self, cell: int) -> dict[str, str]:
        """The ids of one cell: `{"source": "kipz", "instrument": ..., "year": ...}`."""
        return {name: self.dimensions[name][int(code[cell])].id for name, code in self.codes.items()}

    def group_label(self, group: int) -> dict[str, str]:
        """The ids of one effect group (no source line)."""
        return {name: self.dimensions[name][int(code[group])].id for name, code in self.groups.items()}

    @cached_property
    def lines(self) -> tuple[tuple[str, str, Index], ...]:
        """(instrument, year, its groups) in canonical order: what a plan is added up to; one group each without further dimensions."""
        instruments, years = self.dimensions["instrument"], self.dimensions["year"]
        keys = self.groups["instrument"] * len(years) + self.groups["year"]
        order = np.argsort(keys, kind="stable")
        found, starts = np.unique(keys[order], return_index=True)
        ends = [*starts[1:].tolist(), len(order)]
        return tuple(
            (instruments[key // len(years)].id, years[key % len(years)].id, order[start:end].astype(np.int64))
            for key, start, end in zip(found.tolist(), starts.tolist(), ends, strict=True)
        )

    def weights(self, measure: str) -> tuple[int, ...]:
        """How often a person counts, per effect group (groups,): see `measure.py`."""
        if measure not in self._weights:
            instruments, years = self.dimensions["instrument"], self.dimensions["year"]
            pairs = list(zip(self.groups["instrument"].tolist(), self.groups["year"].tolist(), strict=True))
            known = {
                (i, t): weight(measure, int(years[t].id), self.figures.responses[instruments[i].id], self.target, self.horizon)
                for i, t in dict.fromkeys(pairs)
            }
            self._weights[measure] = tuple(known[pair] for pair in pairs)
        return self._weights[measure]

    def key(self, dimension: str, member: str, name: str, year: str | None = None) -> Fraction | None:
        """A key of a member of a further dimension, exact; None where there is none."""
        found = self._figures_of.get((dimension, member))
        return None if found is None else found.key(name, year)

    @cached_property
    def _figures_of(self) -> dict[tuple[str, str], MemberFigures]:
        return {(dimension, one.id): one for dimension, ones in self.figures.members.items() for one in ones}

    def figure(self, member: str, name: str, year: str | None) -> Figure | None:
        """A figure column of an instrument in a year, or else a key of the member of a further dimension that has this id and key."""
        for dimension in self.further:
            found = self._figures_of.get((dimension, member))
            if found is not None and ((name, year) in found.keys or (name, None) in found.keys):
                return found.keys.get((name, year)) or found.keys.get((name, None))
        return self.figures.column(member, name, year or "")

    def member(self, dimension: str, id: str) -> Member:
        """One member by id; KeyError when there is none (a bug: names are checked on reading)."""
        for member in self.dimensions[dimension]:
            if member.id == id:
                return member
        raise KeyError(id)

    def requested(self, where: Where) -> int:
        """What is asked for in a selection, whole euros; nothing where no requests are made."""
        if not len(self.ceilings):
            return 0
        asked = self.ceilings[np.unique(self.group[self.select(where)])]
        return int(asked[asked > 0].sum())

    def budget(self, where: Where, year: str) -> int:
        """The money of the source lines of a selection in one year, whole euros."""
        return sum(amount for (source, when), amount in self.budgets.items() if when == year and self._source_in(source, where))

    def _source_in(self, source: str, where: Where) -> bool:
        member = self.member("source", source)
        value = {"source": source, **member.attributes}
        return all(value.get(key) in wanted for key, wanted in where.only if key != "year") and not any(
            value.get(key) in unwanted for key, unwanted in where.never
        )

    def cells_by(self, *names: str) -> Iterator[tuple[dict[str, str], Index]]:
        """The cells grouped by some dimensions, in canonical order."""
        keys = np.stack([self.codes[name] for name in names])
        for column in np.unique(keys, axis=1).T:
            label = {name: self.dimensions[name][int(code)].id for name, code in zip(names, column, strict=True)}
            yield label, np.flatnonzero((keys == column[:, None]).all(axis=0))
