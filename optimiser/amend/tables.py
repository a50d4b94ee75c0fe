"""Native tables and their validations keep up with the cells: a row below or a column beside a table belongs to it from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimiser.amend.cells import Grid, Spot, Typed
from optimiser.amend.values import split_range
from optimiser.amend.xml import Splices, escaped, parse, prefixed
from optimiser.reading.addresses import address


@dataclass(frozen=True, slots=True)
class Grown:
    """A table's part after typing, where its area was and where it is now (top, left, bottom, right)."""

    data: bytes
    before: tuple[int, int, int, int]
    after: tuple[int, int, int, int]


def grown_table(data: bytes, typed: Mapping[Spot, Typed]) -> Grown:
    """The table part with its area stretched over what was typed right below or beside it, and its headers as typed.

    A table with a row of totals does not grow downward. Raises `ValueError` for a header that is empty or stands there twice.
    """
    root = parse(data)
    area = top, left, bottom, right = split_range(root.get("ref"))
    filled = {spot for spot, one in typed.items() if one.value is not None}
    titled = root.get("headerRowCount", "1") != "0"
    while titled and (top, right + 1) in filled:
        right += 1
    while root.get("totalsRowCount", "0") == "0" and any((bottom + 1, column) in filled for column in range(left, right + 1)):
        bottom += 1
    headers = {column: typed[top, column].value for column in range(left, right + 1) if titled and (top, column) in typed}
    if not headers and (bottom, right) == area[2:]:
        return Grown(data, area, area)
    splices = Splices(data)
    _resize(splices, root_area=f"{address(top, left)}:{address(bottom, right)}", data=data)
    columns = root.first("tableColumns")
    assert columns is not None
    names = [column.get("name") for column in columns.children]
    for column, header in headers.items():
        names[column - left : column - left + 1] = [str(header or "")]
    if "" in names or len({name.casefold() for name in names}) != len(names):
        raise ValueError(f"headers of a table must be filled and differ: {names}")
    for position, node in enumerate(columns.children):
        if node.get("name") != names[position]:
            splices.attributes(node, name=names[position])
    ids = [int(node.get("id")) for node in columns.children]
    fresh = names[len(ids) :]
    tags = "".join(f'<tableColumn id="{max(ids) + number}" name="{escaped(name)}"/>' for number, name in enumerate(fresh, start=1))
    if tags:
        splices.grow(columns, prefixed(tags, root.prefix), len(names))
    return Grown(splices.done(), area, (top, left, bottom, right))


def _resize(splices: Splices, root_area: str, data: bytes) -> None:
    root = parse(data)
    splices.attributes(root, ref=root_area)
    if (own := root.first("autoFilter")) is not None:
        splices.attributes(own, ref=root_area)


def stretched_validations(grid: Grid, grown: Grown) -> bytes:
    """The sheet whose validations that ended with the table's last row end with its new last row."""
    old, new = grown.before[2], grown.after[2]
    holder = grid.root.first("dataValidations")
    if old == new or holder is None:
        return grid.data
    splices = Splices(grid.data)
    for node in holder.children:
        areas = [_stretched(area, grown.before, new) for area in node.get("sqref").split()]
        if areas != node.get("sqref").split():
            splices.attributes(node, sqref=" ".join(areas))
    return splices.done()


def _stretched(area: str, table: tuple[int, int, int, int], bottom: int) -> str:
    try:
        top, left, last, right = split_range(area)
    except ValueError:  # a whole column or row reaches far enough
        return area
    inside = last == table[2] and left >= table[1] and right <= table[3] and top >= table[0]
    return f"{address(top, left)}:{address(bottom, right)}" if inside else area


def table_part(id: int, name: str, headers: list[str], rows: int) -> bytes:
    """A new native table from A1."""
    area = f"A1:{address(rows + 1, len(headers))}"
    columns = "".join(f'<tableColumn id="{number}" name="{escaped(header)}"/>' for number, header in enumerate(headers, start=1))
    style = '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        f' id="{id}" name="{escaped(name)}" displayName="{escaped(name)}" ref="{area}" totalsRowShown="0"><autoFilter ref="{area}"/>'
        f'<tableColumns count="{len(headers)}">{columns}</tableColumns>{style}</table>'
    ).encode()
