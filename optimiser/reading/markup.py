"""One XML part read event by event: no tree grows, whatever the part holds, and nothing that expands is let in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships "
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types "
DEEPEST = 100
MOST_ELEMENTS = 6_000_000
CHUNK = 1 << 16
# In UTF-8: a text without markup or line ends that are read as others; the two signs that XML does not know, and how they start.
PLAIN_TEXT = rb"[^<>&\x00-\x08\x0b-\x1f]*"
_NO_SIGN, _NO_SIGNS = b"\xef\xbf", (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_PROLOGUE = re.compile(rb'(?:<\?xml version="1\.0" encoding="(?:UTF-8|utf-8)"(?: standalone="(?:yes|no)")?\?>)?\s*<[A-Za-z]')


class OddPartError(Exception):
    """A part is not as Excel writes it; the message says what, in the part's own terms."""


def is_evident(data: bytes) -> bool:
    """True for a part in which nothing but an element starts with `<`: what looks like a tag is one. It may still not be well-formed."""
    # One sign is found much faster than two, and mostly it is not there at all.
    only_tags = _PROLOGUE.match(data) and (b"!" not in data or b"<!" not in data) and data.find(b"<?", 2) < 0
    only_signs = _NO_SIGN not in data or not any(sign in data for sign in _NO_SIGNS)
    return bool(only_tags) and only_signs and data.count(b"<") <= MOST_ELEMENTS


class Handler(Protocol):
    """What looks at a part: names are `namespace name`, attributes of no namespace bare."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element opens."""

    def end(self, tag: str, /) -> None:
        """An element closes."""

    def data(self, text: str, /) -> None:
        """A piece of text; one text may come in several."""


def stream(archive: zipfile.ZipFile, part: str, handler: Handler) -> None:
    """Shows a part to a handler. Raises `OddPartError`: not there, not well-formed, with a DOCTYPE, or deeper or longer than any workbook."""
    try:
        file = archive.open(part)
    except KeyError:
        raise OddPartError(part) from None
    with file:
        show(part, iter(lambda: file.read(CHUNK), b""), handler)


def show(part: str, pieces: Iterable[bytes], handler: Handler) -> None:
    """Shows what the pieces are together, as `stream` does for a part of that name."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth, seen, at_end = 0, 0, True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, seen
        depth += 1
        seen += 1
        if depth > DEEPEST or seen > MOST_ELEMENTS:
            raise OddPartError(f"{part}: > {DEEPEST if depth > DEEPEST else MOST_ELEMENTS} x <...>")
        handler.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag)

    def doctype(*_: object) -> None:
        raise OddPartError(f"{part}: DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, handler.data
    parser.StartDoctypeDeclHandler = doctype
    parser.buffer_text = True
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", at_end)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise OddPartError(f"{part}: {error}") from None
