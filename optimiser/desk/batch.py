"""Many questions in pieces: progress is told, what is finished stays, and a run that was broken off goes on where it was.

A piece is answered whole or not at all and is known by its number, so nothing is lost or counted twice, whoever answers it: this process on
its own cores, or workers elsewhere (`cluster`).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from optimiser.files import make_folder, replace_bytes
from optimiser.lp.chooser import Closeness
from optimiser.lp.direction import prepare
from optimiser.lp.hot import Answer, Hot
from optimiser.lp.program import Floats, build
from optimiser.problem import Problem
from optimiser.slope import Slope

# As many as keep a handful of cores at work between two lines of progress.
PIECE = 512
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Batch:
    """Questions about one problem: `amounts` (questions, slopes), how far along each slope. With `closeness` the plan that comes first is asked."""

    problem: Problem
    slopes: tuple[Slope, ...]
    amounts: Floats
    closeness: tuple[Closeness, ...] | None = None

    @cached_property
    def key(self) -> str:
        """What these questions are, in 16 digits: the same program, slopes and amounts have the same key."""
        arrays, scales = build(self.problem)
        directions = prepare(self.slopes, arrays, scales)
        parts = (arrays.cost, arrays.upper, arrays.row_lower, arrays.row_upper, arrays.index, arrays.value)
        moves = (directions.bounds, directions.upper, directions.cost, directions.factors, self.amounts)
        digest = hashlib.sha256()
        for one in (*parts, *moves):
            digest.update(np.ascontiguousarray(one).tobytes())
        for near in self.closeness or ():
            digest.update(repr([cells.tolist() for cells in near.groups]).encode() + repr(near.amounts).encode())
        digest.update(b"any" if self.closeness is None else b"first")
        return digest.hexdigest()[:16]

    @property
    def pieces(self) -> tuple[Floats, ...]:
        """The questions in order, so many at a time."""
        return tuple(self.amounts[first : first + PIECE] for first in range(0, len(self.amounts), PIECE))


@dataclass(frozen=True)
class Answered:
    """The answers of a piece: `values` (questions,), NaN where no plan exists; `cells` (questions, cells) EUR."""

    values: Floats
    cells: Floats

    def answers(self) -> list[Answer | None]:
        """One by one."""
        return [None if np.isnan(value) else Answer(float(value), cells) for value, cells in zip(self.values, self.cells, strict=True)]


def answer_piece(hot: Hot, slopes: Sequence[Slope], amounts: Floats, cores: int | None = None) -> Answered:
    """One piece, here; by default on all cores."""
    answers = hot.many(slopes, amounts, cores)
    size = hot.problem.grid.size
    values = np.array([np.nan if one is None else one.value for one in answers])
    cells = np.stack([np.full(size, np.nan) if one is None else one.cells for one in answers])
    return Answered(values, cells)


def answer_all(
    batch: Batch,
    kept: Path | None = None,
    progress: Progress | None = None,
    ask: Callable[[Batch, Sequence[int]], Iterable[tuple[int, Answered]]] | None = None,
) -> list[Answer | None]:
    """Every question answered, in order. Pieces found in `kept` are taken from there, new ones are put there. Raises `Refused`.

    `ask` answers pieces by number, in any order; by default they are answered here.
    """
    folder = None if kept is None else kept / batch.key
    count = len(batch.pieces)
    done = {} if kept is None else finished(batch, kept)
    if progress is not None:
        progress(sum(len(piece.values) for piece in done.values()), len(batch.amounts))
    for number, piece in (ask or _here)(batch, [number for number in range(count) if number not in done]):
        done[number] = piece
        if folder is not None:
            _keep(folder, number, piece)
        if progress is not None:
            progress(sum(len(one.values) for one in done.values()), len(batch.amounts))
    return [answer for number in range(count) for answer in done[number].answers()]


def finished(batch: Batch, kept: Path) -> dict[int, Answered]:
    """The pieces that are there and whole, by number."""
    folder = kept / batch.key
    return {number: piece for number in range(len(batch.pieces)) if (piece := _read(folder, number, batch)) is not None}


def forget(batch: Batch, kept: Path) -> None:
    """Removes the pieces of a batch whose outcome is written."""
    forget_key(batch.key, kept)


def forget_key(key: str, kept: Path) -> None:
    """The same by the key of the batch."""
    folder = kept / key
    for path in sorted(folder.glob("piece-*.npz")):
        path.unlink()
    for one in (folder, kept):
        if one.is_dir() and not any(one.iterdir()):
            one.rmdir()


def _here(batch: Batch, numbers: Sequence[int]) -> Iterator[tuple[int, Answered]]:
    hot = Hot(batch.problem, batch.closeness)
    for number in numbers:
        yield number, answer_piece(hot, batch.slopes, batch.pieces[number])


def _path(folder: Path, number: int) -> Path:
    return folder / f"piece-{number:05d}.npz"


def _keep(folder: Path, number: int, piece: Answered) -> None:
    made = io.BytesIO()
    np.savez(made, values=piece.values, cells=piece.cells)
    make_folder(folder)
    replace_bytes(_path(folder, number), made.getvalue())


def _read(folder: Path, number: int, batch: Batch) -> Answered | None:
    """A piece that is there and whole; anything else is answered again."""
    path = _path(folder, number)
    if not path.is_file():
        return None
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as found:
            piece = Answered(found["values"], found["cells"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    whole = piece.values.shape == (len(batch.pieces[number]),) and piece.cells.shape == (len(piece.values), batch.problem.grid.size)
    return piece if whole else None
