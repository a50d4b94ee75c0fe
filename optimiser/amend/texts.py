"""The texts that stand in a row, and where a sheet ends: the little that whoever changes a workbook must read of it."""

from __future__ import annotations

from optimiser.amend.cells import Grid
from optimiser.amend.package import Package
from optimiser.amend.xml import Node, text_of


def row_texts(grid: Grid, number: int, shared: tuple[bytes, Node] | None) -> dict[int, str]:
    """Column -> text of the cells of a row that hold text."""
    row, found = grid.row(number), {}
    if row is None:
        return {}
    data = grid.data[row.offset : row.offset + row.node.end]
    for column, cell in row.cells.items():
        value = cell.first("v")
        said = text_of(data, value) if value else ""
        if cell.get("t") == "s" and shared and said.isdigit() and int(said) < len(shared[1].children):
            found[column] = _words(shared[0], shared[1].children[int(said)])
        elif cell.get("t") == "inlineStr":
            found[column] = _words(data, cell)
        elif cell.get("t") == "str":
            found[column] = said
    return found


def shared_strings(package: Package, book: str) -> tuple[bytes, Node] | None:
    """The texts that cells refer to by number."""
    part = package.related(book, "sharedStrings")
    return package.root(part) if part in package.parts and part is not None else None


def end_of(grid: Grid) -> tuple[int, int]:
    """The last row with anything in it, and the last column with anything in row 1; 0 when there is none."""
    filled = (number for number in grid.rows if (row := grid.row(number)) and any(cell.children for cell in row.cells.values()))
    first = grid.row(1)
    return max(filled, default=0), max((at for at, cell in first.cells.items() if cell.children), default=0) if first else 0


def _words(data: bytes, node: Node) -> str:
    """The text of an element, its runs put together, without what only says how to pronounce it."""
    if node.local == "rPh":
        return ""
    return text_of(data, node) if node.local == "t" else "".join(_words(data, child) for child in node.children)
