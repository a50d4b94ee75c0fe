"""A workbook as its parts, to be changed by hand: sheets by name, rows and cells as pieces of XML, zipped again at the end."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

ROW = re.compile(r"<row\b[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
CELL = re.compile(r"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
PLACE = re.compile(r'(<c\b[^>]*?\br=")([A-Z]+)([0-9]+)(")')


@dataclass
class Parts:
    """A workbook taken apart. `extra`: entries that a zip may hold twice; `raw`: bytes that replace the whole file."""

    parts: dict[str, bytes]
    extra: list[tuple[str, bytes]] = field(default_factory=list)
    raw: bytes | None = None
    method: int = zipfile.ZIP_DEFLATED

    @classmethod
    def open(cls, path: Path) -> Parts:
        """The parts of a workbook, in the order of the file."""
        with zipfile.ZipFile(path) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def zipped(self) -> bytes:
        """The workbook as a file again; the same parts give the same bytes."""
        if self.raw is not None:
            return self.raw
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", self.method) as archive:
            for name, data in [*self.parts.items(), *self.extra]:
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, self.method)
        return target.getvalue()

    def text(self, part: str) -> str:
        """A part as text."""
        return self.parts[part].decode("utf-8", "surrogateescape")

    def put(self, part: str, text: str) -> None:
        """Puts a changed text back."""
        self.parts[part] = text.encode("utf-8", "surrogateescape")

    def sheets(self) -> dict[str, str]:
        """Sheet name -> part."""
        targets = dict(_pairs(self.text("xl/_rels/workbook.xml.rels"), "Relationship", "Id", "Target"))
        named = _pairs(self.text("xl/workbook.xml"), "sheet", "name", "r:id")
        return {name: "xl/" + targets[id].removeprefix("/xl/") for name, id in named if "worksheets/" in targets.get(id, "")}


def _pairs(text: str, tag: str, one: str, two: str) -> list[tuple[str, str]]:
    found = []
    for element in re.findall(rf"<{tag}\b[^>]*>", text):
        values = [re.search(rf'\s{name}="([^"]*)"', element) for name in (one, two)]
        if values[0] and values[1]:
            found.append((values[0][1], values[1][1]))
    return found


def rows_of(sheet: str) -> tuple[str, list[str], str]:
    """What stands before the rows of a sheet, the rows, and what stands behind."""
    found = list(ROW.finditer(sheet))
    if not found:
        return sheet, [], ""
    return sheet[: found[0].start()], [one[0] for one in found], sheet[found[-1].end() :]


def moved(row: str, number: int) -> str:
    """A row under another number."""
    row = re.sub(r'(<row\b[^>]*?\br=")[0-9]+', rf"\g<1>{number}", row, count=1)
    return PLACE.sub(lambda match: f"{match[1]}{match[2]}{number}{match[4]}", row)


def with_cell(sheet: str, place: str, made: str) -> str:
    """A sheet with one existing cell replaced by other XML; the cell keeps nothing of its own."""
    return re.sub(rf'<c\b[^>]*?\br="{place}"[^>]*?(?:/>|>.*?</c>)', lambda _: made, sheet, count=1, flags=re.DOTALL)


def places_of(sheet: str) -> list[str]:
    """The addresses of the cells that stand in a sheet, blank ones included."""
    return [match[2] + match[3] for match in PLACE.finditer(sheet)]
