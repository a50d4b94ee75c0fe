"""Brings an older input workbook up to the form of today: names that changed; sheets, columns and rows that came; the mark of the version.

Nothing else changes: figures, standing, comments, rows with `#`, columns and sheets of one's own and their order stay. What comes out is read
back and must give the very same figures.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from optimiser.amend import Amended
from optimiser.dimension_sheet import table_key
from optimiser.faults import Fault, Refused
from optimiser.figures import Figures
from optimiser.migration.additions import add_columns, add_sheets, mark_version
from optimiser.migration.blanks import blanks_in, nothing_moved
from optimiser.migration.renames import follow_renames
from optimiser.migration.rows import add_rows
from optimiser.migration.step import Step, language_of
from optimiser.programme import Programme
from optimiser.reading.edition import NOW, too_new
from optimiser.reading.preflight import preflight
from optimiser.reading.sheets import Book, read_book
from optimiser.template.filling import fill
from optimiser.workbook import figures_of


class FiguresMoved(RuntimeError):
    """The migrated workbook reads otherwise than the one it came from: a fault of ours; nothing is written."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The new workbook, the version it came from, what was done, the notes that reading it gives, and the new cells that have yet to be filled."""

    data: bytes
    version: int
    steps: tuple[Step, ...]
    warnings: tuple[Fault, ...]
    blanks: tuple[Fault, ...] = ()


def migrate(path: Path, programme: Programme, members: Mapping[str, Path] | None = None) -> Migrated:
    """The workbook in the form of today; `members[dimension]`: a CSV file that takes the place of the sheet of that dimension.

    Raises `Refused` with every fault that this does not mend, `FiguresMoved` for a fault of ours.
    """
    old = read_book(path)
    if old.version > NOW:
        raise Refused([too_new(path.name, old.version)])
    lang = language_of(old)
    renamed = Amended(preflight(path)[0], path.name)
    steps = follow_renames(renamed, old, lang)
    book, data = _read(renamed.write(), path.name) if steps else (old, preflight(path)[0])
    filled = tuple(one for one in fill(programme, None, lang) if one.table.key not in {table_key(name) for name in members or {}})
    before, below = book, Amended(data, path.name)
    if rows := add_rows(below, book, filled, programme):
        steps += rows
        book, data = _read(below.write(), path.name)
    amended = Amended(data, path.name)
    steps += add_sheets(amended, book, filled, lang)
    steps += add_columns(amended, book, filled, programme)
    steps += mark_version(amended, book, old.version, lang)
    data = amended.write()
    new, _ = _read(data, path.name)
    try:
        figures, warnings = figures_of(new, programme, members)
    except Refused as refused:
        blanks = blanks_in(refused.faults, steps)
        nothing_moved(before, new, FiguresMoved)
        return Migrated(data, old.version, tuple(steps), (), blanks)
    _same_figures(old, figures, programme, members)
    return Migrated(data, old.version, tuple(steps), warnings)


def _read(data: bytes, name: str) -> tuple[Book, bytes]:
    """The workbook as it will be read from disk, under its own name."""
    with tempfile.TemporaryDirectory(prefix="optimiser-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_book(path), data


def _same_figures(old: Book, new: Figures, programme: Programme, members: Mapping[str, Path] | None) -> None:
    """Nothing moved, so figures are compared with their cells; an old workbook that could not be read has nothing to compare."""
    try:
        before, _ = figures_of(old, programme, members)
    except Refused:
        return
    if before != replace(new, file=before.file):
        raise FiguresMoved("the migrated workbook gives other figures")
