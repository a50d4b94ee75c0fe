"""A drawn picture, read back: its words, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from optimiser.charts.sheet import WIDTH, measured


@dataclass(frozen=True)
class Put:
    """Words in a picture with the box they need in a wide font."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Put) -> bool:
        """True when two words stand over each other by more than a hair."""
        return min(self.right, other.right) - max(self.left, other.left) > 1 and min(self.bottom, other.bottom) - max(self.top, other.top) > 2


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(svg: str) -> list[str]:
    return [one.text or "" for one in tree(svg).iter("text")]


def puts(svg: str) -> list[Put]:
    """Every text of a picture; capitals are three quarters of the size high."""
    found = []
    for one in tree(svg).iter("text"):
        style = dict(part.strip().split(": ") for part in one.get("style", "").split(";") if part.strip())
        size = float(style["font-size"].removesuffix("px"))
        wide = measured(one.text or "", size, style.get("font-weight") == "700")
        x, y = float(one.get("x", "0")), float(one.get("y", "0"))
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[style.get("text-anchor", "start")]
        found.append(Put(one.text or "", left, left + wide, y - size * 0.75, y))
    return found


def sound(svg: str) -> None:
    """No two words over each other, none outside the picture, every id of its own and every reference to one that is there."""
    root = tree(svg)
    _, _, width, height = (float(one) for one in root.get("viewBox", "").split())
    assert width == WIDTH
    every = puts(svg)
    for number, one in enumerate(every):
        assert one.left >= -1, one
        assert one.right <= width + 1, one
        assert one.top >= 0, one
        assert one.bottom <= height, one
        assert not [(one, other) for other in every[number + 1 :] if one.meets(other)]
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    named = root.get("aria-labelledby", "").split()
    assert root.get("role") == "img"
    assert [one.tag for one in root.iter() if one.get("id") in named] == ["title", "desc"]
    for one in root.iter():
        for value in one.attrib.values():
            if "url(#" in value:
                assert value[value.index("url(#") + 5 : value.index(")", value.index("url(#"))] in ids, value
        if one.get("href"):
            assert one.get("href", "")[1:] in ids
