"""XML changed by cutting and pasting its bytes, so that whatever is not touched stays as it was: prefixes, order, spaces, unknown parts.

A parser only says where each element begins and ends; a changed document is the old bytes with pieces replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ATTRIBUTE = re.compile(rb"""(\s+)([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_OPENING = re.compile(rb"<(/?)(?=[A-Za-z])")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What no XML may hold, and a carriage return, which reading would turn into a line feed: written the way Excel does.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


class NotXml(Exception):
    """The part is no sound XML, or declares entities; the message says what the parser says."""


@dataclass(slots=True)
class Node:
    """An element: its name as written, its attributes, its children, and where it stands in the bytes.

    The opening tag runs from `start` to `inside`, the content from there to `close`, the closing tag to `end`.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """`x:` or nothing."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def is_closed(self) -> bool:
        """True for `<a/>`, which has no place inside."""
        return self.inside == self.end

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, default)

    def named(self, local: str) -> list[Node]:
        """The children with a name, in this element's own vocabulary."""
        wanted = self.prefix + local
        return [child for child in self.children if child.name == wanted]

    def first(self, local: str) -> Node | None:
        """The first child with a name."""
        return next(iter(self.named(local)), None)

    def walk(self) -> Iterator[Node]:
        """This element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def in_utf8(data: bytes) -> bytes:
    """The document in UTF-8 without a byte order mark; the very same bytes when it is that already. Raises `NotXml`."""
    head = data[:200].replace(b"\0", b"").lower()
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _DECLARATION.sub("", data.decode("utf-16")).encode()
        if found := re.search(rb"""encoding\s*=\s*["']([a-z0-9._-]+)["']""", head):
            name = found[1].decode()
            if name not in ("utf-8", "utf8"):
                return _DECLARATION.sub("", data.decode(name)).encode()
    except (UnicodeDecodeError, LookupError) as error:
        raise NotXml(str(error)) from None
    return data.removeprefix(b"\xef\xbb\xbf")


def parse(data: bytes, depth: int = 1_000, whole: str = "") -> Node:
    """The elements of a UTF-8 document down to a depth (the root is 1); nothing of what stands in the `whole` child. Raises `NotXml`."""
    parser = expat.ParserCreate("UTF-8")
    open_nodes: list[Node] = []
    root: list[Node] = []
    level, deepest = 0, depth

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal level, depth
        level += 1
        if level > depth:
            return
        depth = level if whole and name.rpartition(":")[2] == whole else depth
        start = parser.CurrentByteIndex
        tag = _TAG.match(data, start)
        if tag is None:
            raise NotXml(f"byte {start}")
        node = Node(name, attributes, start, tag.end())
        (open_nodes[-1].children if open_nodes else root).append(node)
        open_nodes.append(node)

    def closed(_: str) -> None:
        nonlocal level, depth
        level -= 1
        if level >= depth:
            return
        depth = deepest
        node = open_nodes.pop()
        alone = data.endswith(b"/>", node.start, node.inside)
        node.close = node.inside if alone else parser.CurrentByteIndex
        node.end = node.inside if alone else data.index(b">", node.close) + 1

    def declared(*_: object) -> None:
        raise NotXml("DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = opened, closed, declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise NotXml(str(error)) from None
    return root[0]


@dataclass
class Splices:
    """Pieces of a document to replace; those at one spot are put there in the order in which they came."""

    data: bytes
    pieces: list[tuple[int, int, bytes]] = field(default_factory=list)

    def put(self, at: int, piece: bytes, until: int | None = None) -> None:
        """Puts a piece at a place, instead of what stands from there `until`."""
        self.pieces.append((at, at if until is None else until, piece))

    def inside(self, node: Node, piece: bytes) -> None:
        """Puts a piece at the end of an element's content."""
        if node.is_closed:
            self.grow(node, piece, int(node.get("count", "0")))
        else:
            self.put(node.close, piece)

    def grow(self, node: Node, piece: bytes, count: int) -> None:
        """Puts a piece at the end of a list and corrects the `count` that the list may give of itself."""
        tag = self.data[node.start : node.inside]
        if "count" in node.attributes:
            tag = with_attributes(tag, count=count)
        if node.is_closed:
            self.put(node.start, tag[:-2].rstrip() + b">" + piece + f"</{node.name}>".encode(), node.end)
        else:
            if "count" in node.attributes:
                self.put(node.start, tag, node.inside)
            self.put(node.close, piece)

    def attributes(self, node: Node, **changed: str | int | None) -> None:
        """Changes attributes of an element; None takes one away."""
        self.put(node.start, with_attributes(self.data[node.start : node.inside], **changed), node.inside)

    def drop(self, node: Node) -> None:
        """Takes an element out."""
        self.put(node.start, b"", node.end)

    def done(self) -> bytes:
        """The changed document."""
        made, position = [], 0
        for start, end, piece in sorted(self.pieces, key=lambda one: one[:2]):
            made += [self.data[position:start], piece]
            position = max(position, end)
        return b"".join([*made, self.data[position:]])


def with_attributes(tag: bytes, **changed: str | int | None) -> bytes:
    """An opening tag with attributes set or (None) taken away; the others stay as written.

    >>> with_attributes(b"<c r='A1' s='3'/>", s=5, t="n", r=None)
    b'<c s="5" t="n"/>'
    """
    left = {name.encode(): value for name, value in changed.items()}

    def swapped(match: re.Match[bytes]) -> bytes:
        if match[2] not in left:
            return match[0]
        value = left.pop(match[2])
        return b"" if value is None else match[1] + match[2] + b'="' + escaped(str(value)).encode() + b'"'

    kept = _ATTRIBUTE.sub(swapped, tag)
    more = b"".join(b" " + name + b'="' + escaped(str(value)).encode() + b'"' for name, value in left.items() if value is not None)
    return re.sub(rb"(\s*/?>)$", lambda match: more + match[1], kept)


def escaped(text: str) -> str:
    r"""Text as it stands in an attribute or element; what XML cannot hold is written as `_x0007_`.

    >>> escaped('a < "b"'), escaped("bell\x07"), escaped("_x0041_")
    ('a &lt; &quot;b&quot;', 'bell_x0007_', '_x005F_x0041_')
    """
    safe = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("\t", "&#9;")


def text_of(data: bytes, node: Node) -> str:
    """The text right inside an element that holds nothing else."""
    return unescape(data[node.inside : node.close].decode())


def prefixed(fragment: str, prefix: str) -> bytes:
    """A fragment of ours in the vocabulary of a document that writes its elements with a prefix.

    >>> prefixed("<a><b/></a>", "x:")
    b'<x:a><x:b/></x:a>'
    """
    return _OPENING.sub(rb"<\1" + prefix.encode(), fragment.encode())


def relation_attribute(root: Node, id: str) -> str:
    """`r:id="rId1"` with the prefix that the document has for it, declared on the spot where it has none."""
    for name, value in root.attributes.items():
        if name.startswith("xmlns:") and value == RELATIONS:
            return f'{name.removeprefix("xmlns:")}:id="{id}"'
    return f'xmlns:r="{RELATIONS}" r:id="{id}"'


def insert(data: bytes, root: Node, fragment: str, order: Sequence[str]) -> bytes:
    """The document with a new child among its fellows: before the first that comes later in the `order` of the schema."""
    rank = {root.prefix + name: number for number, name in enumerate(order)}
    local = re.match(r"<(\w+)", fragment)
    assert local is not None, fragment
    mine = rank[root.prefix + local[1]]
    later = next((child.start for child in root.children if rank.get(child.name, -1) > mine), None)
    splices, piece = Splices(data), prefixed(fragment, root.prefix)
    if later is None:
        splices.inside(root, piece)
    else:
        splices.put(later, piece)
    return splices.done()
