"""How cells look: styles are only ever added to those that a workbook has, and one that is there already is used again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from optimiser.amend.xml import Node, Splices, escaped, insert, parse, prefixed, with_attributes

EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="10"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
# The numbers of the formats that every Excel knows by heart and that show a date or a time.
DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
DAY, GENERAL = 14, 0
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[(?![hms]+\])[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of ours looks: colours as `RRGGBB`, "" for none; `number` is a number format."""

    fill: str = ""
    ink: str = ""
    border: str = ""
    number: str = ""
    bold: bool = False
    underlined: bool = False
    wrapped: bool = False
    locked: bool = True


class Styles:
    """The style part of a workbook as it grows."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._root = parse(data)

    def dated(self, style: int) -> int:
        """A style for a date: the same one when it shows dates, else a copy that does."""
        return style if self._shows_dates(style) else self._variant(style, DAY)

    def undated(self, style: int) -> int:
        """A style for a number: the same one unless it shows dates."""
        return self._variant(style, GENERAL) if self._shows_dates(style) else style

    def cell(self, look: Look) -> int:
        """The number of the cell style with this look, on the workbook's own font."""
        font = self._font(look) if look.bold or look.underlined or look.ink else 0
        fill = self._add("fills", _fill(look.fill)) if look.fill else 0
        border = self._add("borders", _border(look.border)) if look.border else 0
        number = self._number(look.number) if look.number else 0
        tag = f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1"'
        tag += ' applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
        wrap = ' wrapText="1"' if look.wrapped else ""
        return self._add("cellXfs", f'{tag}<alignment vertical="top"{wrap}/><protection locked="{int(look.locked)}"/></xf>')

    def overlay(self, look: Look) -> int:
        """The number of the differential style (for conditional formats) with this look."""
        font = f'<font>{"<b/>" if look.bold else ""}<color rgb="FF{look.ink}"/></font>' if look.ink else ""
        fill = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/><bgColor rgb="FF{look.fill}"/></patternFill></fill>'
        return self._add("dxfs", f"<dxf>{font}{fill if look.fill else ''}{_border(look.border, ends=False) if look.border else ''}</dxf>")

    def _children(self, group: str) -> list[Node]:
        found = self._root.first(group)
        return found.children if found else []

    def _add(self, group: str, fragment: str) -> int:
        piece = prefixed(fragment, self._root.prefix)
        children = self._children(group)
        for number, child in enumerate(children):
            if self.data[child.start : child.end] == piece:
                return number
        found = self._root.first(group)
        if found is None:
            self.data = insert(self.data, self._root, f'<{group} count="1">{fragment}</{group}>', ORDER)
        else:
            splices = Splices(self.data)
            splices.grow(found, piece, len(children) + 1)
            self.data = splices.done()
        self._root = parse(self.data)
        return len(children)

    def _font(self, look: Look) -> int:
        """The workbook's first font, bold, underlined or in another colour."""
        fonts = self._children("fonts")
        kept = {child.local: self.data[child.start : child.end].decode() for child in (fonts[0].children if fonts else [])}
        parts = ["<b/>" if look.bold else "", "<u/>" if look.underlined else "", kept.get("sz", '<sz val="10"/>')]
        parts += [f'<color rgb="FF{look.ink}"/>' if look.ink else kept.get("color", ""), kept.get("name", '<name val="Calibri"/>')]
        parts += [kept.get("family", ""), kept.get("scheme", "")]
        prefix = self._root.prefix
        bare = [part.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</") if prefix else part for part in parts]
        return self._add("fonts", f"<font>{''.join(bare)}</font>")

    def _number(self, code: str) -> int:
        taken = {int(node.get("numFmtId", "0")): node.get("formatCode") for node in self._children("numFmts")}
        for number, known in taken.items():
            if known == code:
                return number
        number = max([163, *taken]) + 1
        self._add("numFmts", f'<numFmt numFmtId="{number}" formatCode="{escaped(code)}"/>')
        return number

    def _shows_dates(self, style: int) -> bool:
        styles = self._children("cellXfs")
        number = int(styles[style].get("numFmtId", "0")) if style < len(styles) else 0
        codes = (node.get("formatCode") for node in self._children("numFmts") if node.get("numFmtId") == str(number))
        code = _QUOTED.sub("", next(codes, "")).partition(";")[0]
        return number in DATES or bool(re.search("[dDmMyYhHsS]", code))

    def _variant(self, style: int, number: int) -> int:
        styles = self._children("cellXfs")
        if style >= len(styles):
            return self._add("cellXfs", f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>')
        node, prefix = styles[style], self._root.prefix
        tag = with_attributes(self.data[node.start : node.inside], numFmtId=number, applyNumberFormat=1)
        fragment = (tag + self.data[node.inside : node.end]).decode()
        return self._add("cellXfs", fragment.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</") if prefix else fragment)


def _fill(colour: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'


def _border(colour: str, ends: bool = True) -> str:
    sides = "".join(f'<{side} style="thin"><color rgb="FF{colour}"/></{side}>' for side in ("left", "right", "top", "bottom"))
    return f"<border>{sides}{'<diagonal/>' if ends else ''}</border>"


LINE = "D0D0D0"
HEADER = Look(fill="154273", ink="FFFFFF", border="FFFFFF", bold=True, wrapped=True)
BODY = Look(border=LINE, wrapped=True)
LINKED = replace(BODY, ink="154273", underlined=True)
