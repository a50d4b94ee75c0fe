"""Amounts in euros as printed thousands whose totals add up: controlled rounding (Bacharach 1966, Cox 1987), exact.

Rounding every cell to the nearest makes nearly every printed total wrong. Here each printed number is the floor or the ceiling of its own
amount, each printed total is the sum of what is printed below it, and the sum of all differences is the least there can be. It always
exists: lines under subtotals are one family of nested sets and totals over columns another, and two such families make a circulation
that has a whole solution between the floors and ceilings of the amounts themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimiser.circulation import Arc, cheapest

Path = tuple[str, ...]
Row = tuple[int | None, ...]
THOUSAND = 1000
# A printed cell: its path, and the number of its column or (behind the columns) of its total over columns.
_Cell = tuple[Path, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """Whole units by path, for every line, every subtotal (a shorter path) and the total (the empty path).

    `cells[path]` has one number a column, `totals[path]` one for each total over columns; None where nothing below is known.
    """

    cells: Mapping[Path, Row]
    totals: Mapping[Path, Row]


def printed(lines: Mapping[Path, Sequence[int | None]], over: Sequence[Sequence[int]] = (), unit: int = THOUSAND) -> Printed:
    """The lines of a table (path -> EUR per column; None is unknown and counts nowhere) as printed units of `unit` EUR.

    `over`: totals over columns, each as the numbers of its columns; a column belongs to at most one. Amounts may be negative.
    Raises ValueError for rows of unequal length, a line that is also a subtotal, or a column in two totals.

    >>> printed({("a",): [1400], ("b",): [1400], ("c",): [1400]}).cells
    {(): (4,), ('a',): (2,), ('b',): (1,), ('c',): (1,)}
    """
    width = _width(lines)
    total_of = {column: width + number for number, columns in enumerate(over) for column in columns}
    if len(total_of) != sum(len(columns) for columns in over) or any(not 0 <= column < width for column in total_of):
        raise ValueError("a column belongs to at most one total")
    exact = _exact(lines, total_of)
    rounded = _rounded(exact, set(lines), total_of, unit)
    paths = dict.fromkeys(path for line in lines for path in _above(line))
    return Printed(
        {path: tuple(rounded.get((path, column)) for column in range(width)) for path in paths},
        {path: tuple(rounded.get((path, width + number)) for number in range(len(over))) for path in paths},
    )


def _width(lines: Mapping[Path, Sequence[int | None]]) -> int:
    widths = {len(amounts) for amounts in lines.values()}
    if len(widths) > 1:
        raise ValueError("rows of unequal length")
    if any(path in lines for line in lines for path in _above(line)[:-1]):
        raise ValueError("a line is also a subtotal")
    return widths.pop() if widths else 0


def _above(line: Path) -> list[Path]:
    """The total, every subtotal above a line, and the line itself."""
    return [line[:depth] for depth in range(len(line) + 1)]


def _exact(lines: Mapping[Path, Sequence[int | None]], total_of: Mapping[int, int]) -> dict[_Cell, int]:
    """Every line, subtotal and total of what is known, in EUR."""
    exact: dict[_Cell, int] = {}
    for line, amounts in lines.items():
        for column, amount in enumerate(amounts):
            if amount is not None:
                for path in _above(line):
                    for place in (column, total_of[column]) if column in total_of else (column,):
                        exact[path, place] = exact.get((path, place), 0) + amount
    return exact


def _rounded(exact: Mapping[_Cell, int], lines: set[Path], total_of: Mapping[int, int], unit: int) -> dict[_Cell, int]:
    """Floors, and one more where the cheapest circulation puts it: rounding up costs (unit - rest) instead of (rest)."""
    vertices: dict[tuple[str, Path, int], int] = {}
    supply: list[int] = []
    arcs: list[Arc] = []
    loose: list[_Cell] = []
    rounded: dict[_Cell, int] = {}

    def vertex(side: str, path: Path, column: int) -> int:
        number = vertices.setdefault((side, path, column), len(vertices))
        if number == len(supply):
            supply.append(0)
        return number

    totals = set(total_of.values())
    for (path, column), amount in exact.items():
        if column in totals:
            # What the lines of a total over columns have gathered goes up to the table's total, and round again.
            tail = vertex("up", path, column)
            head = vertex("up", path[:-1], column) if path else vertex("top", (), column)
        else:
            top = total_of.get(column)
            tail = vertex("down", path[:-1], column) if path else vertex("top", (), column if top is None else top)
            below = vertex("top", (), column) if top is None else vertex("up", path, top)
            head = below if path in lines else vertex("down", path, column)
        down, rest = divmod(amount, unit)
        rounded[path, column] = down
        supply[tail] -= down
        supply[head] += down
        if rest:
            # Of tables that are equally near, the one with the most halves rounded up, as people do.
            arcs.append((tail, head, (unit - 2 * rest) * (len(exact) + 1) - 1))
            loose.append((path, column))
    for cell, up in zip(loose, cheapest(arcs, supply), strict=True):
        rounded[cell] += up
    return rounded
