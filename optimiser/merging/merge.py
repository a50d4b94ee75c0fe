"""The whole way of a merge: three workbooks in, one out that was read back, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimiser.files import replace_file
from optimiser.language import Lang
from optimiser.merging.inputs import check_target, read_three
from optimiser.merging.proof import prove
from optimiser.merging.telling import Line
from optimiser.merging.three_way import merge_books
from optimiser.merging.writing import Merge, merged_bytes
from optimiser.reading.preflight import preflight


@dataclass(frozen=True, slots=True)
class Merged:
    """What came from whom; `path` is the workbook that was written, `stale` the cells whose formulas Excel has to calculate anew."""

    path: Path
    lines: tuple[Line, ...]
    stale: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """The cells that somebody has to decide on."""
        return tuple(line for line in self.lines if line.is_conflict)


def merge(base: str | Path, mine: str | Path, theirs: str | Path, *, out: str | Path, lang: Lang = "nl", programme: str | None = None) -> Merged:
    """Writes mine with their changes in it. Where both changed one cell, the text of both stands there and the reader refuses it.

    Args:
        base: the workbook that both started from.
        mine: its layout, comments, extra columns and charts are kept.
        theirs: what it changed in the base is put into mine.
        out: the workbook to write; none of the three, and not there yet.
        lang: the language of the conflicts.
        programme: a name or a path; knows the sheets of further dimensions in both languages. Default the one that the workbooks name, if it is here.

    Returns:
        Every difference from the base, and the conflicts among them.

    Raises:
        Refused: all faults of all three workbooks, or a target that cannot be written.
    """
    target, paths = Path(out), (Path(base), Path(mine), Path(theirs))
    check_target(target, paths)
    given = read_three(*paths, programme)
    tables, findings = merge_books(given.base, given.mine, given.theirs)
    data, _ = preflight(paths[1])
    written = merged_bytes(Merge(given, tables, findings, lang), data)

    def write(beside: Path) -> None:
        beside.write_bytes(written.data)
        prove(beside, tables, findings, written.columns)

    replace_file(target, write)
    return Merged(target, written.lines, written.stale)
