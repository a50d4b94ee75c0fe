"""The three workbooks of a merge, read; or all faults of all three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from optimiser.faults import Fault, Refused, refuse_if_any
from optimiser.files import same_file
from optimiser.keyed.cells import KeyedBook
from optimiser.keyed.reading import listed_sheets, read_keyed, years_named
from optimiser.language import Text
from optimiser.merging.dimensions import check_languages, dimension_tables, programme_of
from optimiser.reading.sheets import Book, read_book

ELSEWHERE = Text("een ander bestand dan de drie die worden samengevoegd", "another file than the three that are merged")
OTHER_NAME = Text("kies met --out een nieuwe naam", "choose a new name with --out")
NOT_YET = Text("een bestand dat nog niet bestaat", "a file that does not exist yet")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the base became in two hands; `book` is mine as it stands in the file."""

    base: KeyedBook
    mine: KeyedBook
    theirs: KeyedBook
    book: Book


def check_target(target: Path, given: Sequence[Path]) -> None:
    """Raises `Refused` when the outcome would replace one of the three, or any other file."""
    for path in given:
        if same_file(target, path):
            raise Refused([Fault("target-is-input", str(target), found=str(path), expected=ELSEWHERE, mend=OTHER_NAME)])
    if target.exists():
        raise Refused([Fault("target-exists", str(target), expected=NOT_YET, mend=OTHER_NAME)])


def read_three(base: Path, mine: Path, theirs: Path, programme: str | None = None) -> Inputs:
    """The three workbooks. Raises `Refused` with every fault of every one of them; each names its file by the path that was given.

    `programme` knows the sheets of further dimensions in both languages; by default the one that the workbooks name.

    The others must have the columns by year that the base has: a year that is gone is more likely a header typed over than a wish.
    """
    paths, found = (base, mine, theirs), list[Fault]()
    books = [_book(path, found) for path in paths]
    needed = years_named(books[0]) if books[0] is not None else {}
    there = [book for book in books if book is not None]
    known = programme_of(there, base.parent, programme)
    listed = listed_sheets(there, () if known is None else dimension_tables(known)) if len(there) == len(books) else ()
    keyed = []
    for path, book in zip(paths, books, strict=True):
        here: list[Fault] = []
        keyed.append(None if book is None else read_keyed(book, needed, here, listed))
        found += _at(path, here)
    refuse_if_any(found)
    first = keyed[0]
    refuse_if_any([fault for path, other in zip(paths, keyed, strict=True) if first and other for fault in check_languages(first, other, path)])
    one, other, third = keyed
    assert one is not None
    assert other is not None
    assert third is not None
    assert books[1] is not None
    return Inputs(one, other, third, books[1])


def _book(path: Path, found: list[Fault]) -> Book | None:
    try:
        return read_book(path)
    except Refused as refused:
        found += _at(path, refused.faults)
        return None


def _at(path: Path, faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults that stop a merge, under the path as given: the three may well have one name in three folders."""
    return (replace(fault, file=str(path)) for fault in faults if not fault.warning)
