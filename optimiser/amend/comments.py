"""Comments beside cells: the words in one part, the box that shows them in another (VML, the form that every Excel and LibreOffice reads).

A comment of ours starts with a sign, so that a later time finds it and takes it away, also where it was added to somebody's own comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from optimiser.amend.values import split_address
from optimiser.amend.xml import Node, Splices, escaped, parse, prefixed, text_of

SIGN, GAP = "[optimiser] ", "\n\n"
NEW = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<authors/><commentList/></comments>"
)
NEW_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
# The boxes stand for themselves: their own names, so that a part written by any program takes them.
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}"'
    ' style="position:absolute;width:260pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"'
    ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE = re.compile(rb"<(?P<prefix>[A-Za-z0-9]+:)?shape\b(?:(?!</(?P=prefix)shape\s*>).)*</(?P=prefix)shape\s*>", re.DOTALL)
_SPID = re.compile(rb'_s([0-9]{1,9})"')
LINE, CHARACTERS = 13, 48


@dataclass(frozen=True, slots=True)
class Comment:
    """What to say, and who says it; one that is not `ours` is somebody's own words and takes the place of what stands there."""

    text: str
    author: str
    ours: bool = True


def commented(data: bytes, comments: Mapping[str, Comment]) -> bytes:
    """The comments part with more comments; what somebody wrote at the same cell stays, ours is added below it."""
    root = parse(data)
    authors, listed = root.first("authors"), root.first("commentList")
    assert authors is not None
    assert listed is not None
    splices, prefix = Splices(data), root.prefix
    names = [text_of(data, one) for one in authors.children]
    fresh = list(dict.fromkeys(one.author for one in comments.values() if one.author not in names))
    if fresh:
        splices.inside(authors, prefixed("".join(f"<author>{escaped(name)}</author>" for name in fresh), prefix))
    names += fresh
    known, tags = {one.get("ref"): one for one in listed.children}, ""
    for at, one in comments.items():
        body = known[at].first("text") if at in known else None
        said = SIGN * one.ours + one.text
        run = f'<r><t xml:space="preserve">{escaped(said if body is None or not one.ours else GAP + said)}</t></r>'
        if body is None:
            tags += f'<comment ref="{at}" authorId="{names.index(one.author)}"><text>{run}</text></comment>'
        elif one.ours:
            splices.inside(body, prefixed(run, prefix))
        else:
            splices.put(body.start, prefixed(f"<text>{run}</text>", prefix), body.end)
    if tags:
        splices.inside(listed, prefixed(tags, prefix))
    return splices.done()


def boxes(data: bytes, comments: Mapping[str, Comment]) -> bytes:
    """The VML part with a box for each comment that has none yet."""
    have = {_spot(match[0]) for match in _SHAPE.finditer(data)}
    number = max([1024, *(int(one) for one in _SPID.findall(data))])
    made = ""
    for at, one in comments.items():
        row, column = (part - 1 for part in split_address(at))
        if (row, column) in have:
            continue
        number += 1
        lines = sum(1 + len(part) // CHARACTERS for part in one.text.split("\n")) + 1
        sides = {"left": column + 1, "right": column + 4, "top": max(row - 1, 0), "bottom": max(row - 1, 0) + lines}
        made += _BOX.format(id=number, height=LINE * lines, row=row, column=column, **sides)
    end = data.rindex(b"</")
    return data[:end] + made.encode() + data[end:]


def without_ours(data: bytes) -> tuple[bytes, list[str]]:
    """The comments part without what we added at an earlier time, and the cells that have no comment any more."""
    root = parse(data)
    listed = root.first("commentList")
    splices, gone = Splices(data), []
    for comment in listed.children if listed else ():
        texts = [node for node in comment.walk() if node.local == "t"]
        whole = "".join(text_of(data, node) for node in texts)
        if whole.startswith(SIGN):
            splices.drop(comment)
            gone.append(comment.get("ref"))
        elif f"\n\n{SIGN}" in whole:
            _cut_off(splices, texts, whole.index(f"\n\n{SIGN}"))
    return splices.done(), gone


def _cut_off(splices: Splices, texts: list[Node], keep: int) -> None:
    """Keeps the first characters of a text that may be cut into runs."""
    for node in texts:
        said = text_of(splices.data, node)
        if len(said) > keep:
            splices.put(node.inside, escaped(said[:keep]).encode(), node.close)
        keep = max(0, keep - len(said))


def without_comments(data: bytes, cells: Collection[str]) -> bytes:
    """The comments part without the comments on these cells."""
    listed, splices = parse(data).first("commentList"), Splices(data)
    for comment in listed.children if listed else ():
        if comment.get("ref") in cells:
            splices.drop(comment)
    return splices.done()


def without_boxes(data: bytes, cells: Collection[str]) -> bytes:
    """The VML part without the boxes of these cells."""
    unwanted = {tuple(part - 1 for part in split_address(at)) for at in cells}
    return _SHAPE.sub(lambda match: b"" if _spot(match[0]) in unwanted else match[0], data)


def has_boxes(data: bytes) -> bool:
    """True when something is drawn in the VML part."""
    return _SHAPE.search(data) is not None


def is_empty(data: bytes) -> bool:
    """True for a comments part without a comment."""
    listed = parse(data).first("commentList")
    return listed is None or not listed.children


def _spot(shape: bytes) -> tuple[int, int] | None:
    """Row and column (from 0) of the cell that a box belongs to; None for another kind of drawing."""
    if not re.search(rb"""ObjectType\s*=\s*["']Note["']""", shape):
        return None
    found = [re.search(rb"<(?:[A-Za-z0-9]+:)?" + name + rb"\s*>\s*([0-9]+)\s*<", shape) for name in (b"Row", b"Column")]
    return (int(found[0][1]), int(found[1][1])) if found[0] and found[1] else None
