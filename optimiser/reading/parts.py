"""What the parts around the sheets of a workbook say: its sheets in order, its texts, which styles are dates, where its days start."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from optimiser.reading.dates import BUILT_IN_DATES, BUILT_IN_SPANS, EASTERN_DATES, is_date, is_span
from optimiser.reading.markup import LINKS, MAIN, PLAIN_TEXT, RELATIONS, TYPES, OddPartError, is_evident, show, stream

LONGEST_TEXT = 32_767  # what Excel lets a cell hold
_WORKBOOK = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml"
)
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_CUSTOM = "docProps/custom.xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN_ITEM = re.compile(rb'<si><t(?: xml:space="preserve")?>(' + PLAIN_TEXT + rb")</t>")
ITEM_END = b"</si>"
_ESCAPED = re.compile(r"_x(005F|000[9AaDd])_")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; `part` is None for a chart or dialog, which has no cells."""

    name: str
    state: str
    part: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """All that is needed to read the sheets, and the document's own `properties`.

    `styles`: how many there are; `dates` and `spans`: those that are dates, and times that may pass a day. `hashed`: which of the `strings`
    start with a #, as the names of errors do.
    """

    entries: tuple[SheetEntry, ...]
    strings: tuple[str, ...]
    starts_1904: bool = False
    styles: int = 1
    dates: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    properties: Mapping[str, str] = field(default_factory=dict)
    hashed: frozenset[int] = frozenset()


def read_frame(archive: zipfile.ZipFile) -> Frame:
    """The parts around the sheets. Raises `OddPartError`."""
    defaults, overrides = _content_types(archive)
    book = next((part for part, kind in overrides.items() if _WORKBOOK.fullmatch(kind)), None)
    if book is None:
        book = "xl/workbook.xml" if any(_WORKBOOK.fullmatch(kind) for kind in defaults) else ""
    entries, starts_1904 = _workbook(archive, book)
    strings = next((part for part, kind in overrides.items() if kind == _STRINGS), None)
    styles = next((part for part, kind in overrides.items() if kind == _STYLES), None)
    count, dates, spans = _styles(archive, styles) if styles else (1, frozenset(), frozenset())
    texts = _strings(archive, strings) if strings else ()
    hashed = frozenset(at for at, text in enumerate(texts) if "#" in text and text.lstrip().startswith("#"))
    return Frame(entries, texts, starts_1904, count, dates, spans, _properties(archive), hashed)


def unescaped(text: str) -> str:
    """A text as Excel shows it: line ends and tabs, and an underscore that was written out, come back from `_x000D_` and the like."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@dataclass(slots=True)
class _Elements:
    """Hands every opening element to a function, with its attributes and the element it stands in."""

    seen: Callable[[str, dict[str, str], str], None]
    path: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen(tag, attributes, self.path[-1] if self.path else "")
        self.path.append(tag)

    def end(self, _tag: str) -> None:
        self.path.pop()

    def data(self, _text: str) -> None:
        pass


def _content_types(archive: zipfile.ZipFile) -> tuple[set[str], dict[str, str]]:
    defaults: set[str] = set()
    overrides: dict[str, str] = {}

    def seen(tag: str, attributes: dict[str, str], _parent: str) -> None:
        if tag == TYPES + "Default":
            defaults.add(attributes.get("ContentType", ""))
        elif tag == TYPES + "Override":
            overrides[attributes.get("PartName", "").removeprefix("/")] = attributes.get("ContentType", "")

    stream(archive, "[Content_Types].xml", _Elements(seen))
    return defaults, overrides


def _workbook(archive: zipfile.ZipFile, part: str) -> tuple[tuple[SheetEntry, ...], bool]:
    """The sheets in order, and whether days are counted from 1904."""
    listed: list[dict[str, str]] = []
    starts_1904 = False

    def seen(tag: str, attributes: dict[str, str], parent: str) -> None:
        nonlocal starts_1904
        if tag == MAIN + "sheet" and parent == MAIN + "sheets":
            listed.append(attributes)
        elif tag == MAIN + "workbookPr":
            starts_1904 = attributes.get("date1904") in ("1", "true")

    stream(archive, part, _Elements(seen))
    targets = relations(archive, part)
    parts = {each.casefold(): each for each in archive.namelist()}
    entries = []
    for attributes in listed:
        kind, target = targets.get(attributes.get(LINKS + "id", ""), ("", ""))
        name = attributes.get("name", "")
        if kind not in ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet") or not name or target.casefold() not in parts:
            raise OddPartError(f"{part}: <sheet name={name!r}> -> {target or '?'}")
        entries.append(SheetEntry(name, attributes.get("state", "visible"), parts[target.casefold()] if kind == "worksheet" else None))
    names = [entry.name.casefold() for entry in entries]
    if doubles := sorted({name for name in names if names.count(name) > 1}):
        raise OddPartError(f"{part}: 2 x <sheet name={doubles[0]!r}>")
    return tuple(entries), starts_1904


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id -> (kind, part) of what a part points to inside the package; nothing for a part without relations. Raises `OddPartError`."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def seen(tag: str, attributes: dict[str, str], _parent: str) -> None:
        if tag == RELATIONS + "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target.removeprefix("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

    if links in archive.namelist():
        stream(archive, links, _Elements(seen))
    return found


def _styles(archive: zipfile.ZipFile, part: str) -> tuple[int, frozenset[int], frozenset[int]]:
    """How many cell styles there are, which of them are dates, and which are times that may pass a day."""
    codes: dict[str, str] = {}
    used: list[str] = []

    def seen(tag: str, attributes: dict[str, str], parent: str) -> None:
        if tag == MAIN + "numFmt" and parent == MAIN + "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == MAIN + "xf" and parent == MAIN + "cellXfs":
            used.append(attributes.get("numFmtId", "0"))

    stream(archive, part, _Elements(seen))
    numbers = {id: int(id) if re.fullmatch("[0-9]{1,3}", id) and not codes.get(id) else None for id in set(used)}
    dated = {id for id, number in numbers.items() if number in BUILT_IN_DATES | EASTERN_DATES or is_date(codes.get(id, ""))}
    spanning = {id for id, number in numbers.items() if number in BUILT_IN_SPANS or is_span(codes.get(id, ""))}
    places = tuple(enumerate(used))
    return max(len(used), 1), frozenset(n for n, id in places if id in dated), frozenset(n for n, id in places if id in spanning)


class _Properties:
    """The custom properties of the document: name -> value as text."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "property":
            self.name = attributes.get("name", "")

    def end(self, _tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        self.found[self.name] = self.found.get(self.name, "") + text


def _properties(archive: zipfile.ZipFile) -> Mapping[str, str]:
    handler = _Properties()
    if _CUSTOM in archive.namelist():
        stream(archive, _CUSTOM, handler)
    return {name: text.strip() for name, text in handler.found.items()}


@dataclass(slots=True)
class Words:
    """Gathers the text of a string item: its own and that of its runs, without phonetic help."""

    pieces: list[str] = field(default_factory=list)
    open: bool = False
    phonetic: int = 0

    def start(self, tag: str) -> None:
        """Something inside the item opens."""
        self.phonetic += tag == MAIN + "rPh"
        self.open = tag == MAIN + "t" and not self.phonetic

    def end(self, tag: str) -> None:
        """Something inside the item closes."""
        self.phonetic -= tag == MAIN + "rPh"
        self.open = False

    def data(self, text: str) -> None:
        """A piece of text somewhere in the item."""
        if self.open:
            self.pieces.append(text)

    def whole(self, part: str) -> str:
        """The text. Raises `OddPartError` when it is longer than a cell can hold."""
        text = unescaped("".join(self.pieces))
        if len(text) > LONGEST_TEXT:
            raise OddPartError(f"{part}: {len(text)} > {LONGEST_TEXT} ({text[:30]!r}...)")
        return text


class _Strings:
    """The shared texts, in order."""

    def __init__(self, part: str) -> None:
        self.part, self.found = part, list[str]()
        self.words: Words | None = None

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if self.words is not None:
            self.words.start(tag)
        elif tag == MAIN + "si":
            self.words = Words()

    def end(self, tag: str) -> None:
        if tag == MAIN + "si" and self.words is not None:
            self.found.append(self.words.whole(self.part))
            self.words = None
        elif self.words is not None:
            self.words.end(tag)

    def data(self, text: str) -> None:
        if self.words is not None:
            self.words.data(text)


def _strings(archive: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    with suppress(KeyError, OddPartError, UnicodeDecodeError):
        if (plain := _plain_strings(archive.read(part), part)) is not None:
            return plain
    # What is wrong is found, and told, in the part as it stands.
    handler = _Strings(part)
    stream(archive, part, handler)
    return tuple(handler.found)


def _plain_strings(data: bytes, part: str) -> tuple[str, ...] | None:
    """The shared texts when it is evident where each begins and ends: only those that are more than one plain text are read strictly."""
    if not is_evident(data):
        return None
    *items, end = data.split(ITEM_END)
    begin = items[0].find(b"<si>") if items else -1
    if begin < 0:
        return None
    opened, items[0] = items[0][:begin], items[0][begin:]
    plain = [_PLAIN_ITEM.fullmatch(item) for item in items]
    # One that is plain goes along, so that the strict reader sees where they stand.
    left = [at for at, match in enumerate(plain) if match is None or len(items[at]) > LONGEST_TEXT or at == 0]
    if any(not items[at].startswith(b"<si>") or items[at].find(b"<si", 1) != -1 for at in left):
        return None
    handler = _Strings(part)
    show(part, [opened, *(items[at] + ITEM_END for at in left), end], handler)
    if len(handler.found) != len(left):
        return None
    texts = [unescaped(match[1].decode()) if match is not None else "" for match in plain]
    for at, text in zip(left, handler.found, strict=True):
        texts[at] = text
    return tuple(texts)
