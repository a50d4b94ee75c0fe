"""What stands on a sheet beside its cells: marks (as conditional formats), links and references to other parts, each in its place.

A mark is a conditional format that always holds: the cell keeps its own style, and the mark can be found and taken away again even after
Excel or LibreOffice saved the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimiser.amend.values import Link
from optimiser.amend.xml import Node, Splices, escaped, insert, parse, prefixed, relation_attribute, text_of

# The order of a sheet's children, from the schema of ECMA-376 part 1, 18.3.1.99.
ORDER = (  # noqa: SIM905 - forty names, one to a line, would hide the order
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter "
    "sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions "
    "pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
).split()
# The child with all the cells, which nothing here looks into.
CELLS = "sheetData"
SIGN = "optimiser"
# A condition that always holds, and by which a mark of ours is known.
ALWAYS = f'LEN("{SIGN}")>0'
AREAS_PER_RULE = 100


def marked(data: bytes, marks: Mapping[int, Sequence[str]]) -> bytes:
    """The sheet with marks: differential style -> addresses."""
    root, groups = parse(data, 4, CELLS), ""
    priority = _priority(root)
    for style, addresses in marks.items():
        for start in range(0, len(addresses), AREAS_PER_RULE):
            area = " ".join(addresses[start : start + AREAS_PER_RULE])
            groups += _group(area, style, priority, ALWAYS)
            priority += 1
    return insert(data, root, groups, ORDER)


def marked_while(data: bytes, style: int, address: str, text: str) -> bytes:
    """The sheet with a mark that is seen as long as the cell holds a text, and is known as ours like any other."""
    root, quoted = parse(data, 4, CELLS), text.replace('"', '""')
    holds = f'AND({ALWAYS},ISNUMBER(SEARCH("{quoted}",{address})))'
    return insert(data, root, _group(address, style, _priority(root), holds), ORDER)


def _group(area: str, style: int, priority: int, condition: str) -> str:
    rule = f'<cfRule type="expression" dxfId="{style}" priority="{priority}"><formula>{escaped(condition)}</formula></cfRule>'
    return f'<conditionalFormatting sqref="{area}">{rule}</conditionalFormatting>'


def _priority(root: Node) -> int:
    rules = [rule for group in root.named("conditionalFormatting") for rule in group.named("cfRule")]
    return max((int(rule.get("priority", "0")) for rule in rules), default=0) + 1


def without_marks(data: bytes) -> bytes:
    """The sheet without the marks of an earlier time."""
    if SIGN.encode() not in data:
        return data
    root = parse(data, 4, CELLS)
    splices = Splices(data)
    for group in root.named("conditionalFormatting"):
        ours = [rule for rule in group.named("cfRule") if any(_is_ours(text_of(data, one)) for one in rule.named("formula"))]
        if ours and len(ours) == len(group.children):
            splices.drop(group)
        else:
            for rule in ours:
                splices.drop(rule)
    return splices.done()


def _is_ours(formula: str) -> bool:
    bare = formula.replace(" ", "")
    return bare == ALWAYS or bare.startswith(f"AND({ALWAYS},")


def linked(data: bytes, links: Mapping[str, Link]) -> bytes:
    """The sheet with cells that lead to other cells; an earlier link of such a cell goes."""
    root = parse(data, 4, CELLS)
    holder = root.first("hyperlinks")
    tags = "".join(
        f'<hyperlink ref="{at}" location="{escaped(link.location)}" display="{escaped(link.text)}"/>' for at, link in sorted(links.items())
    )
    if holder is None:
        return insert(data, root, f"<hyperlinks>{tags}</hyperlinks>", ORDER)
    splices = Splices(data)
    for old in holder.children:
        if old.get("ref") in links:
            splices.drop(old)
    splices.inside(holder, prefixed(tags, root.prefix))
    return splices.done()


def with_reference(data: bytes, local: str, id: str) -> bytes:
    """The sheet with an element that refers to another part, such as `legacyDrawing`."""
    root = parse(data, 4, CELLS)
    return insert(data, root, f"<{local} {relation_attribute(root, id)}/>", ORDER)


def with_width(data: bytes, column: int, width: int) -> bytes:
    """The sheet with a width for a column that has none of its own."""
    root = parse(data, 4, CELLS)
    tag, holder = f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>', root.first("cols")
    if holder is None:
        return insert(data, root, f"<cols>{tag}</cols>", ORDER)
    if any(int(one.get("min")) <= column <= int(one.get("max")) for one in holder.children):
        return data
    later = next((one.start for one in holder.children if int(one.get("min")) > column), holder.close)
    splices = Splices(data)
    splices.put(later, prefixed(tag, root.prefix))
    return splices.done()


def with_table(data: bytes, id: str) -> bytes:
    """The sheet with one more native table."""
    root = parse(data, 4, CELLS)
    tag, holder = f"<tablePart {relation_attribute(root, id)}/>", root.first("tableParts")
    if holder is None:
        return insert(data, root, f'<tableParts count="1">{tag}</tableParts>', ORDER)
    splices = Splices(data)
    splices.grow(holder, prefixed(tag, root.prefix), len(holder.children) + 1)
    return splices.done()


def without(data: bytes, local: str) -> bytes:
    """The sheet without a child."""
    root, splices = parse(data, 4, CELLS), Splices(data)
    for node in root.named(local):
        splices.drop(node)
    return splices.done()


def unselected(data: bytes) -> bytes:
    """The sheet no longer chosen: two chosen sheets would be typed in together."""
    root, splices = parse(data, 4, CELLS), Splices(data)
    views = root.first("sheetViews")
    for view in views.named("sheetView") if views else ():
        if view.get("tabSelected") in ("1", "true"):
            splices.attributes(view, tabSelected=None)
    return splices.done()


def reference_id(root: Node, local: str) -> str | None:
    """The id in a child that refers to another part."""
    node = root.first(local)
    return None if node is None else next((value for name, value in node.attributes.items() if name.rpartition(":")[2] == "id"), None)
