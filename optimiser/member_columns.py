"""The members of a dimension as columns: thousands of applicants are a few lists, and one of them is made only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import overload

from optimiser.figures import Figure, MemberFigures, Standing

Number = int | Fraction
Numbers = Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class Figured:
    """A column of numbers (None: no figure) with the unit that all share and the letters of its column on the sheet."""

    values: Numbers
    unit: str
    letters: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows that were read a column at a time; every list has one entry a row. `rows`: their numbers on the sheet."""

    sheet: str
    rows: Sequence[int]
    ids: Sequence[str]
    names: Sequence[str]
    attributes: Mapping[str, Sequence[str]]
    keys: Mapping[tuple[str, str | None], Figured]
    requests: Mapping[tuple[str, str | None], Figured]
    sources: Sequence[str]
    standings: Sequence[Standing]
    notes: Sequence[str]
    letters: str

    def member(self, at: int) -> MemberFigures:
        """The member on one row."""
        number, standing, source, note = self.rows[at], self.standings[at], self.sources[at], self.notes[at]

        def figures(columns: Mapping[tuple[str, str | None], Figured]) -> dict[tuple[str, str | None], Figure]:
            return {
                head: Figure(value, column.unit, f"{self.sheet}!{column.letters}{number}", standing, source, note)
                for head, column in columns.items()
                if (value := column.values[at]) is not None
            }

        attributes = {name: values[at] for name, values in self.attributes.items()}
        place = f"{self.sheet}!{self.letters}{number}"
        return MemberFigures(self.ids[at], self.names[at], attributes, figures(self.keys), figures(self.requests), place)


class MemberColumns(Sequence[MemberFigures]):
    """Members in order of id: those of `columns`, and `others` that were read one by one. Each is made once, at the first question about it."""

    def __init__(self, columns: Columns, others: Sequence[MemberFigures] = ()) -> None:
        self._columns, self._others = columns, others
        ids = [*columns.ids, *(one.id for one in others)]
        self._order = sorted(range(len(ids)), key=ids.__getitem__)
        self._made: list[MemberFigures | None] = [None] * len(ids)

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> MemberFigures: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[MemberFigures]: ...
    def __getitem__(self, at: int | slice) -> MemberFigures | Sequence[MemberFigures]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        made = self._made[at]
        if made is None:
            row, plain = self._order[at], len(self._columns.ids)
            made = self._made[at] = self._columns.member(row) if row < plain else self._others[row - plain]
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
