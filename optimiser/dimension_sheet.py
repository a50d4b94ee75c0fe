"""The sheet of a further dimension in the input workbook: its members, their attributes and keys, and what they request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimiser.dimension import Dimension
from optimiser.language import Text
from optimiser.layout import ID, NAME, NOTE, SOURCE, STAND, Column, Kind, Table

REQUEST = "request."
ROOM = 20


def sheet_of(dimension: Dimension, instruments: Iterable[str]) -> Table | None:
    """The form of a dimension's sheet; None when there is nothing to say about its members but their names."""
    if dimension.listed and not dimension.key and dimension.requests is None:
        return None
    columns = (ID, NAME, *_columns(dimension, instruments), SOURCE, STAND, NOTE)
    return Table(table_key(dimension.id), dimension.name, columns, room=1 if dimension.listed else ROOM)


def table_key(dimension: str) -> str:
    """The stable name of a dimension's sheet: apart from those of the sheets that every workbook has."""
    return f"dimension_{dimension}"


def is_dimension(table: Table) -> bool:
    """True for the sheet of a further dimension."""
    return table.key.startswith(table_key(""))


def _columns(dimension: Dimension, instruments: Iterable[str]) -> Iterator[Column]:
    for attribute in () if dimension.listed else dimension.attribute:
        choices = tuple((value, Text(value, value)) for value in attribute.values)
        sort: Kind = "choice" if choices else "text"
        yield Column(attribute.id, attribute.name, sort, needed=True, choices=choices)
    for key in dimension.key:
        kind: Kind = "share" if key.id == dimension.cofinancing else "rate"
        yield Column(key.id, key.name, kind, needed=True, by_year=key.by_year, prompt=Text(key.unit, key.unit))
    for instrument in instruments if dimension.requests is not None else ():
        assert dimension.requests is not None
        head = Text(*(f"{dimension.requests[lang]} {instrument}" for lang in ("nl", "en")))
        yield Column(REQUEST + instrument, head, "amount", yearly=True)
