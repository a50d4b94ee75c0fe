"""The sheets of further dimensions: members with their attributes and keys, and what they request of every instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimiser.dimension import Dimension
from optimiser.dimension_sheet import REQUEST
from optimiser.faults import key_of
from optimiser.figures import Figure, MemberFigures
from optimiser.language import Text
from optimiser.member_columns import MemberColumns
from optimiser.programme import Programme
from optimiser.reading.entries import EUROS, read_trail, year_figures
from optimiser.reading.evident import evident_members
from optimiser.reading.headers import Head, Years
from optimiser.reading.plain import FREE_ID, Plain
from optimiser.reading.tables import Located, Row, rows_by_id


def read_members(
    located: Located | None, dimension: Dimension, programme: Programme, years: Years, plain: Plain | None = None
) -> Sequence[MemberFigures]:
    """The members of a dimension, in the order of the programme or, where the workbook lists them, of their ids.

    `plain`: rows that were read a column at a time; `located` has at least those that are odd among them.
    """
    if located is None:
        return tuple(MemberFigures(one.id, one.name.nl, one.attributes, {}) for one in dimension.member)
    if dimension.listed:
        rows = rows_by_id(located, [one.id for one in dimension.member])
        found = [
            _member(located, rows[one.id], one.id, one.name.nl, one.attributes, dimension, programme, years)
            for one in dimension.member
            if one.id in rows
        ]
        return tuple(found)
    members = []
    for id, row in _free_rows(located):
        name = located.read(row, "name")
        attributes = {one.id: _text(located, row, one.id) for one in dimension.attribute}
        members.append(_member(located, row, id, name if isinstance(name, str) else id, attributes, dimension, programme, years))
    _unique(located, dimension, members)
    evident = None if plain is None else evident_members(located, plain, dimension, programme, years)
    if not members and (evident is None or not evident.ids):
        mend = Text("vul ten minste één rij in", "fill at least one row")
        located.faults.fault("no-members", "", Text("ten minste één lid", "at least one member"), mend, found=located.sheet.name)
    return tuple(sorted(members, key=lambda one: one.id)) if evident is None else MemberColumns(evident, members)


def _free_rows(located: Located) -> Iterator[tuple[str, Row]]:
    """Rows whose id is their own: any plain id, each once."""
    seen: dict[str, int] = {}
    for row in located.rows:
        cell, id = row.cells[Head("id")], row.id.strip()
        if not FREE_ID.fullmatch(id):
            mend = Text("gebruik alleen letters, cijfers, punten en streepjes", "use letters, digits, dots and dashes only")
            located.faults.fault("strange-id", cell, Text("een id van ten hoogste 60 tekens", "an id of at most 60 signs"), mend)
        elif (key := key_of(id)) in seen:
            mend = Text("staat al op rij {row}; haal een van beide weg", "already on row {row}; remove one of them")
            located.faults.fault("duplicate-id", cell, Text("elk id één keer", "every id once"), mend, row=seen[key])
        else:
            seen[key] = row.number
            yield id, row


def _member(
    located: Located,
    row: Row,
    id: str,
    name: str,
    attributes: Mapping[str, str],
    dimension: Dimension,
    programme: Programme,
    years: Years,
) -> MemberFigures:
    trail = read_trail(located, row)
    keys: dict[tuple[str, str | None], Figure] = {}
    for key in dimension.key:
        if key.by_year:
            for year in years.needed:
                located.need(row, key.id, year)
            keys |= {(key.id, year): figure for year, figure in year_figures(located, row, key.id, years.allowed, key.unit, trail)}
            continue
        located.need(row, key.id)
        value = located.read(row, key.id)
        if value is not None:
            keys[key.id, None] = trail.figure(located, row, Head(key.id), value, key.unit)
            if key.id == dimension.cofinancing and value == 1:
                mend = Text("als partners alles betalen is er geen subsidie; verlaag het deel", "if partners pay everything there is no subsidy")
                expected = Text("minder dan 100 % van de totale kosten", "less than 100 % of total cost")
                located.faults.fault("cofinancing-whole", row.cells[Head(key.id)], expected, mend)
    requests: dict[tuple[str, str | None], Figure] = {}
    for instrument in programme.instrument if dimension.requests is not None else ():
        column = REQUEST + instrument.id
        asked = located.read(row, column)
        if isinstance(asked, int) and asked > 0:
            requests[instrument.id, None] = trail.figure(located, row, Head(column), asked, EUROS)
        for year, figure in year_figures(located, row, column, years.allowed, EUROS, trail):
            requests[instrument.id, year] = figure
    return MemberFigures(id, name, attributes, keys, requests, located.place(row, Head("id")))


def _text(located: Located, row: Row, key: str) -> str:
    located.need(row, key)
    value = located.read(row, key)
    return value if isinstance(value, str) else ""


def _unique(located: Located, dimension: Dimension, members: Sequence[MemberFigures]) -> None:
    """Combinations that may occur once, such as one application of an organisation in a region."""
    for names in dimension.unique:
        first: dict[tuple[str, ...], MemberFigures] = {}
        for member in members:
            values = tuple(key_of(member.attributes[name]) for name in names)
            other = first.setdefault(values, member)
            if other is not member:
                expected = Text("{names} samen ten hoogste één keer", "{names} together at most once")
                mend = Text("{a} en {b} zijn gelijk; voeg ze samen of haal er een weg", "{a} and {b} are the same; join them or remove one")
                shown = " / ".join(member.attributes[name] for name in names)
                where = member.place.rpartition("!")[2]
                located.faults.fault("not-unique", where, expected, mend, found=shown, names=" + ".join(names), a=other.id, b=member.id)
