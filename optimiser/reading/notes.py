"""The notes that people put on cells: they are no figures, but they must survive when workbooks are merged."""

from __future__ import annotations

import zipfile

from optimiser.reading.addresses import place_of
from optimiser.reading.markup import MAIN, OddPartError, stream
from optimiser.reading.parts import Words, relations


def read_notes(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The notes of a sheet by (row, column), in order. Raises `OddPartError`."""
    notes: dict[tuple[int, int], str] = {}
    for kind, target in relations(archive, part).values():
        if kind == "comments":
            reader = _Reader(target)
            stream(archive, target, reader)
            notes |= reader.found
    return dict(sorted(notes.items()))


class _Reader:
    """Gathers the text of each note."""

    def __init__(self, part: str) -> None:
        self.part, self.found = part, dict[tuple[int, int], str]()
        self.words: Words | None = None
        self.place = (0, 0)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == MAIN + "comment":
            place = place_of(attributes.get("ref", ""))
            if place is None:
                raise OddPartError(f'{self.part}: <comment ref="{attributes.get("ref", "")[:20]}">')
            self.place, self.words = place, Words()
        elif self.words is not None:
            self.words.start(tag)

    def end(self, tag: str) -> None:
        if tag == MAIN + "comment" and self.words is not None:
            self.found[self.place] = self.words.whole(self.part)
            self.words = None
        elif self.words is not None:
            self.words.end(tag)

    def data(self, text: str) -> None:
        if self.words is not None:
            self.words.data(text)
