"""The workbook part: which sheets there are and in what order, which one opens, and that everything is calculated afresh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from optimiser.amend.package import Package
from optimiser.amend.sheet import unselected
from optimiser.amend.values import quoted
from optimiser.amend.xml import Node, Splices, escaped, insert, prefixed, relation_attribute

# The order of the workbook's children, from the schema of ECMA-376 part 1, 18.2.27.
ORDER = (  # noqa: SIM905 - forty names, one to a line, would hide the order
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr "
    "oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
).split()

# Where a part speaks of cells: formulas of cells, formats, validations and charts, names, and links inside the workbook.
_SPEAKS = re.compile(rb"""(<(?:[A-Za-z0-9]+:)?(?:f|formula[12]?|definedName|calculatedColumnFormula)\b[^>]*>|\blocation=")([^<"]*)""")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, its part, and its place among the sheets from 0."""

    name: str
    part: str
    place: int


def workbook_part(package: Package) -> str:
    """The part that lists the sheets."""
    return package.related("", "officeDocument") or "xl/workbook.xml"


def sheet_parts(package: Package) -> Iterator[SheetPart]:
    """The sheets in order (chart sheets among them)."""
    book = workbook_part(package)
    _, root = package.root(book)
    parts = {one.id: one.part for one in package.relations(book)}
    for place, node in enumerate(_sheets(root)):
        yield SheetPart(node.get("name"), parts.get(_id(node), ""), place)


def add_sheet(package: Package, name: str, part: str) -> None:
    """Lists a new sheet, last of all, so that what counts sheets by number still counts right; its part stands in the package already."""
    book = workbook_part(package)
    id = package.relate(book, "worksheet", part)
    data, root = package.root(book)
    number = max((int(node.get("sheetId") or 0) for node in _sheets(root)), default=0) + 1
    splices, holder = Splices(data), root.first("sheets")
    assert holder is not None
    tag = f'<sheet name="{escaped(name)}" sheetId="{number}" {relation_attribute(root, id)}/>'
    splices.inside(holder, prefixed(tag, root.prefix))
    package.parts[book] = splices.done()


def rename_sheet(package: Package, old: str, new: str) -> None:
    """Gives a sheet another name, and follows it through every formula, name, link and chart that speaks of it."""
    book = workbook_part(package)
    data, root = package.root(book)
    splices = Splices(data)
    for node in _sheets(root):
        if node.get("name") == old:
            splices.attributes(node, name=new)
    package.parts[book] = splices.done()
    spoken = re.compile(rf"(?<![\w.'\]]){re.escape(escaped(old))}!|{re.escape(escaped(quoted(old)))}!", re.IGNORECASE)
    name = escaped(quoted(new)) + "!"

    def follow(match: re.Match[bytes]) -> bytes:
        return match[1] + spoken.sub(lambda _: name, match[2].decode()).encode()

    for part, content in package.parts.items():
        if part.startswith(("xl/worksheets/", "xl/charts/", "xl/tables/")) or part == book:
            package.parts[part] = _SPEAKS.sub(follow, content)


def drop_sheet(package: Package, sheet: SheetPart) -> None:
    """Takes a sheet out, with its own parts and names; names and views that count sheets are counted anew."""
    book = workbook_part(package)
    for relation in list(package.relations(sheet.part)):
        if relation.kind in ("table", "comments", "vmlDrawing"):
            package.drop(relation.part, sheet.part)
    data, root = package.root(book)
    splices = Splices(data)
    splices.drop(_sheets(root)[sheet.place])
    names = root.first("definedNames")
    for node in names.children if names else ():
        at = int(node.get("localSheetId") or -1)
        if at == sheet.place:
            splices.drop(node)
        elif at > sheet.place:
            splices.attributes(node, localSheetId=at - 1)
    views = root.first("bookViews")
    for view in views.children if views else ():
        for mark in ("activeTab", "firstSheet"):
            if int(view.get(mark) or 0) >= max(sheet.place, 1):
                splices.attributes(view, **{mark: max(0, int(view.get(mark)) - 1)})
    package.parts[book] = splices.done()
    package.drop(sheet.part, book)


def open_with(package: Package, name: str) -> None:
    """Makes the workbook open with a sheet, the only one chosen."""
    book = workbook_part(package)
    sheets = list(sheet_parts(package))
    place = next(sheet.place for sheet in sheets if sheet.name == name)
    for sheet in sheets:
        if b"tabSelected" in package.parts.get(sheet.part, b""):
            data, _ = package.root(sheet.part, 1)
            package.parts[sheet.part] = unselected(data)
    data, root = package.root(book)
    views = root.first("bookViews")
    if views is None or not views.children:
        package.parts[book] = insert(data, root, f'<bookViews><workbookView activeTab="{place}"/></bookViews>', ORDER)
        return
    splices = Splices(data)
    splices.attributes(views.children[0], activeTab=place)
    package.parts[book] = splices.done()


def recalculated(package: Package) -> None:
    """Makes whoever opens the workbook calculate all formulas, in whatever order it finds right."""
    book = workbook_part(package)
    chain = package.related(book, "calcChain")
    if chain is not None:
        package.drop(chain, book)
    data, root = package.root(book)
    node = root.first("calcPr")
    if node is None:
        package.parts[book] = insert(data, root, '<calcPr fullCalcOnLoad="1"/>', ORDER)
    elif node.get("fullCalcOnLoad") not in ("1", "true"):
        splices = Splices(data)
        splices.attributes(node, fullCalcOnLoad=1)
        package.parts[book] = splices.done()


def counts_from_1904(package: Package) -> bool:
    """True for the calendar of old Macintosh workbooks."""
    _, root = package.root(workbook_part(package), 2)
    node = root.first("workbookPr")
    return node is not None and node.get("date1904") in ("1", "true")


def _sheets(root: Node) -> list[Node]:
    holder = root.first("sheets")
    return holder.named("sheet") if holder else []


def _id(node: Node) -> str:
    return next((value for name, value in node.attributes.items() if name.rpartition(":")[2] == "id" and ":" in name), "")
