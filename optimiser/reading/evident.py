"""The members on rows that were read a column at a time, as columns of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

from optimiser.dimension import Dimension
from optimiser.dimension_sheet import REQUEST
from optimiser.layout import Table
from optimiser.member_columns import Columns, Figured
from optimiser.programme import Programme
from optimiser.reading.addresses import letters
from optimiser.reading.entries import EUROS
from optimiser.reading.headers import Head, Years
from optimiser.reading.plain import Plain, clashing, read_plain
from optimiser.reading.plain_rows import Raw
from optimiser.reading.sheets import Cell
from optimiser.reading.tables import Located

FIRST_ROW = 2


def read_evident(
    raws: Mapping[Head, Sequence[Raw]], table: Table, as_cell: Callable[[Raw, Head], Cell], size: int, dimension: Dimension, **said: bool
) -> Plain:
    """The columns of a dimension's table as `read_plain` gives them; odd are also the rows with a doubt in several cells together."""
    plain = read_plain(raws, table, as_cell, size, **said)
    plain.odd.update(find_odd(plain, dimension))
    return plain


def find_odd(plain: Plain, dimension: Dimension) -> set[int]:
    """The rows that say something doubtful in several cells together: a standing without what it promises, a clash with another row."""
    odd: set[int] = set()
    standings = plain.column("standing")
    for promise, column in (("sourced", "source"), ("derived", "note")):
        given = plain.column(column, blank="")
        if promise in standings and "" in given:
            odd.update(at for at, (standing, text) in enumerate(zip(standings, given, strict=True)) if standing == promise and not text)
    if dimension.cofinancing is not None:
        shares = plain.column(dimension.cofinancing)
        if any(one == 1 for one in {id(one): one for one in shares}.values()):
            odd.update(at for at, share in enumerate(shares) if share == 1)
    for names in dimension.unique:
        odd |= clashing([plain.column(name, blank="") for name in names], plain.evident)
    return odd


def evident_members(located: Located, plain: Plain, dimension: Dimension, programme: Programme, years: Years) -> Columns:
    """The members on the rows without a doubt, as the careful reader would have made them."""
    keep = [True] * plain.size
    for at in plain.odd:
        keep[at] = False
    columns, sheet = located.headers.columns, located.sheet.name

    def kept(values: Sequence[Any]) -> Sequence[Any]:
        return list(compress(values, keep)) if plain.odd else values

    def figured(column: str, unit: str, allowed: Sequence[str | None]) -> Iterator[tuple[str | None, Figured]]:
        for head, at in columns.items():
            if head.key == column and head.year in allowed:
                yield head.year, Figured(kept(plain.column(column, head.year)), unit, letters(at))

    keys: dict[tuple[str, str | None], Figured] = {}
    for key in dimension.key:
        keys |= {(key.id, year): one for year, one in figured(key.id, key.unit, years.allowed if key.by_year else [None])}
    requests: dict[tuple[str, str | None], Figured] = {}
    for instrument in programme.instrument if dimension.requests is not None else ():
        for year, one in figured(REQUEST + instrument.id, EUROS, [None, *years.allowed]):
            # An empty column for all years asks nothing, and neither does a 0; a year's own 0 says that in that year nothing is asked.
            requests[instrument.id, year] = one if year is not None else replace(one, values=[asked or None for asked in one.values])
    ids = kept(plain.column("id"))
    names = [name or id for name, id in zip(kept(plain.column("name", blank="")), ids, strict=True)]
    return Columns(
        sheet=sheet,
        rows=list(compress(range(FIRST_ROW, FIRST_ROW + plain.size), keep)),
        ids=ids,
        names=names,
        attributes={one.id: kept(plain.column(one.id, blank="")) for one in dimension.attribute},
        keys=keys,
        requests=requests,
        sources=kept(plain.column("source", blank="")),
        standings=kept(plain.column("standing", blank="assumed")),
        notes=kept(plain.column("note", blank="")),
        letters=letters(columns[Head("id")]),
    )
