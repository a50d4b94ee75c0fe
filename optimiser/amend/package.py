"""The parts of a workbook's zip, how they refer to each other and what kind each is; parts come and go with their references."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optimiser.amend.xml import Node, NotXml, Splices, escaped, in_utf8, parse, prefixed
from optimiser.faults import Fault, Refused
from optimiser.files import zipped
from optimiser.language import Text
from optimiser.reading.package import RESAVE, SAFE

TYPES = "[Content_Types].xml"
# Ten times the largest sheet ever seen in this work; a larger one would take minutes and gigabytes.
LARGEST_PART = 60_000_000
NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Relation:
    """One reference: its id, kind (the last word of its type) and the part it leads to."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of one workbook by name, in their order in the file."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}

    def write(self) -> bytes:
        """The zip; equal parts give equal bytes."""
        return zipped(self.parts)

    def root(self, part: str, depth: int = 1_000) -> tuple[bytes, Node]:
        """A part's bytes and its elements. Raises `Refused` when it is not there, no XML, or too large to change."""
        data = self.parts.get(part)
        if data is None:
            raise Refused([Fault("part-missing", self.file, found=part, expected=SAFE, mend=RESAVE)])
        if len(data) > LARGEST_PART:
            raise Refused([too_large(self.file, part, len(data))])
        try:
            data = in_utf8(data)
            return data, parse(data, depth)
        except NotXml as error:
            raise Refused([Fault("workbook-unreadable", self.file, found=f"{part}: {error}", expected=SAFE, mend=RESAVE)]) from None

    def relations(self, part: str) -> Iterator[Relation]:
        """The references of a part (`""` is the package itself) to other parts."""
        if relations_of(part) not in self.parts:
            return
        _, root = self.root(relations_of(part))
        for node in root.named("Relationship"):
            if node.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), node.get("Target"))).lstrip("/")
                yield Relation(node.get("Id"), node.get("Type").rpartition("/")[2], target)

    def related(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part refers to."""
        return next((one.part for one in self.relations(part) if one.kind == kind), None)

    def relate(self, part: str, kind: str, target: str, type: str = "") -> str:
        """Makes a reference and gives its id."""
        at = relations_of(part)
        self.parts.setdefault(at, NO_RELATIONS)
        data, root = self.root(at)
        taken = {node.get("Id") for node in root.children}
        id = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        way = posixpath.relpath(target, posixpath.dirname(part) or ".")
        splices = Splices(data)
        tag = f'<Relationship Id="{id}" Type="{type or _RELATIONS + kind}" Target="{escaped(way)}"/>'
        splices.inside(root, prefixed(tag, root.prefix))
        self.parts[at] = splices.done()
        return id

    def add(self, part: str, data: bytes, type: str) -> None:
        """Adds a part of a content type."""
        self.parts[part] = data
        types, root = self.root(TYPES)
        if any(node.get("PartName") == f"/{part}" for node in root.named("Override")):
            return
        splices = Splices(types)
        splices.inside(root, prefixed(f'<Override PartName="/{escaped(part)}" ContentType="{type}"/>', root.prefix))
        self.parts[TYPES] = splices.done()

    def add_by_ending(self, part: str, data: bytes, type: str) -> None:
        """Adds a part whose content type follows from the ending of its name."""
        self.parts[part] = data
        types, root = self.root(TYPES)
        ending = part.rpartition(".")[2]
        if all(node.get("Extension").casefold() != ending for node in root.named("Default")):
            splices = Splices(types)
            splices.put(root.inside, prefixed(f'<Default Extension="{ending}" ContentType="{type}"/>', root.prefix))
            self.parts[TYPES] = splices.done()

    def drop(self, part: str, owner: str) -> None:
        """Takes a part out, with its own references, its content type and the reference of its owner."""
        self.parts.pop(part, None)
        self.parts.pop(relations_of(part), None)
        at = relations_of(owner)
        ids = {one.id for one in self.relations(owner) if one.part == part}
        self._drop_nodes(at, lambda node: node.get("Id") in ids)
        if not self.root(at)[1].children:
            del self.parts[at]
        self._drop_nodes(TYPES, lambda node: node.get("PartName") == f"/{part}")

    def free_name(self, pattern: str) -> str:
        """The first name that no part has: `xl/comments{}.xml` -> `xl/comments2.xml`."""
        taken = {name.casefold() for name in self.parts}
        return next(name for number in range(1, len(taken) + 2) if (name := pattern.format(number)).casefold() not in taken)

    def _drop_nodes(self, part: str, unwanted: Callable[[Node], bool]) -> None:
        data, root = self.root(part)
        splices = Splices(data)
        for node in root.children:
            if unwanted(node):
                splices.drop(node)
        self.parts[part] = splices.done()


def relations_of(part: str) -> str:
    """Where a part's references stand.

    >>> relations_of("xl/workbook.xml"), relations_of("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def too_large(file: str, part: str, size: int) -> Fault:
    """A part that is not changed because of its size."""
    expected = Text("onderdelen van ten hoogste {limit:num} bytes om te bewerken", "parts of at most {limit:num} bytes to edit")
    mend = Text("verwijder (niet: wis) lege rijen en kolommen en sla op", "delete (not: clear) empty rows and columns and save")
    return Fault("part-too-large", file, found=f"{part}: {size} bytes", expected=expected, mend=mend, values=(("limit", LARGEST_PART),))
