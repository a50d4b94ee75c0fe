"""How a wide program falls apart: few long rows couple many blocks, which the other rows hold together inside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimiser.lp.local import Layer
from optimiser.lp.pieces import Pieces, spread
from optimiser.lp.program import Floats, Ints

# Coupling rows are at least this much longer than the longest of the others, and no more than so many.
LONGER, MOST = 3, 2_000
LAYERS = 4


@dataclass(frozen=True)
class Blocks:
    """`local` (rows that stay,): True for rows inside one block; `block` (pieces,): the block of a piece; `layers` of local rows, by piece."""

    pieces: Pieces
    local: NDArray[np.bool_]
    block: Ints
    layers: tuple[tuple[Ints, Ints, Layer], ...]

    def sample(self, step: int) -> NDArray[np.bool_]:
        """Every so many blocks, as pieces (pieces,)."""
        # Multiplied first: blocks in order of their ids would follow whatever repeats in them.
        mixed = (self.block * 2654435761) % (2**32)
        return mixed < 2**32 / step

    def share(self, part: NDArray[np.bool_]) -> Floats:
        """How much of each row (rows that stay,) these pieces make up; all of a local row."""
        pieces = self.pieces
        if part.all():
            return np.ones(len(pieces.rows))
        some, all_ = (self._size(np.where(which, pieces.upper, 0.0)) for which in (part, np.ones_like(part)))
        return np.where(self.local, 1.0, some / np.maximum(all_, 1e-300))

    def _size(self, amount: Floats) -> Floats:
        return replace(self.pieces, value=np.abs(self.pieces.value)).activity(self.pieces.spent(amount))


def blocks_of(pieces: Pieces) -> Blocks | None:
    """The blocks of a program; None when its rows are all alike."""
    length = np.bincount(pieces.row, minlength=len(pieces.rows))
    sizes = np.unique(length[length > 0])
    steps = [number for number in range(1, len(sizes)) if sizes[number] > LONGER * sizes[number - 1] and (length >= sizes[number]).sum() <= MOST]
    if steps:
        local = length < sizes[steps[0]]
    elif len(pieces.rows) <= MOST:
        local = np.zeros(len(length), dtype=bool)
    else:
        return None
    column_of = np.repeat(np.arange(len(pieces.start) - 1), np.diff(pieces.start))
    inside = local[pieces.row]
    name = _components(column_of[inside], pieces.row[inside], len(pieces.start) - 1, len(length))
    return Blocks(pieces, local, name[pieces.column], tuple(_layers(pieces, local)))


def _components(column: Ints, row: Ints, columns: int, rows: int) -> Ints:
    """The lowest column that each column hangs together with."""
    name = np.arange(columns)
    while column.size:
        least = np.full(rows, columns)
        np.minimum.at(least, row, name[column])
        new = name.copy()
        np.minimum.at(new, column, least[row])
        if (new == name).all():
            break
        name = new
    return name


def _layers(pieces: Pieces, local: NDArray[np.bool_]) -> list[tuple[Ints, Ints, Layer]]:
    """Local rows in layers that share no column, each as <= rows: (row of each, its sign, the layer)."""
    lower, upper = pieces.ends
    left = local & (np.isinf(lower) | np.isinf(upper))
    column_of = np.repeat(np.arange(len(pieces.start) - 1), np.diff(pieces.start))
    first = np.searchsorted(pieces.column, np.arange(len(pieces.start)))
    found = []
    for _ in range(LAYERS):
        if not left.any():
            break
        entry = np.flatnonzero(left[pieces.row])
        row, column = pieces.row[entry], column_of[entry]
        owner = np.full(len(pieces.start) - 1, len(left))
        np.minimum.at(owner, column, row)
        held = np.bincount(row[owner[column] != row], minlength=len(left)) == 0
        now = left & held
        left = left & ~now
        rows = np.flatnonzero(now)
        place = np.cumsum(now) - 1
        entry = entry[now[row]]
        row, column = place[pieces.row[entry]], column_of[entry]
        at, piece = spread(first, column)
        sign = np.where(np.isinf(upper[rows]), -1, 1)
        bound = np.where(sign > 0, upper[rows], -lower[rows])
        found.append((rows, sign, Layer(row[at], piece, pieces.value[entry][at] * sign[row[at]], bound)))
    return found
