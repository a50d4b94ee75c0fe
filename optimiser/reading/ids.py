"""How a typed id is matched to the ids there are: one key for case and spaces, and no look-alikes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from optimiser.faults import key_of
from optimiser.language import Text, listing
from optimiser.reading.cell_faults import SheetFaults
from optimiser.reading.sheets import Cell

_CYRILLIC = dict(zip("авеіјкмнорсѕтухԁһӏԛԝ", "abeijkmhopcstyxdhlqw", strict=True))
_GREEK = dict(zip("αβεικνορτυχ", "abeikvoptux", strict=True))
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-")
_TWINS = str.maketrans({**_CYRILLIC, **_GREEK, **_DASHES})


def skeleton(text: str) -> str:
    """The plain Latin form a text looks like: accents, look-alike letters, dashes and invisible signs replaced."""
    parts = unicodedata.normalize("NFKD", key_of(text.translate(_TWINS))).translate(_TWINS)
    return "".join(ch for ch in parts if not unicodedata.combining(ch))


def strange_signs(text: str) -> str:
    """The signs in a text that an id never holds, by code point and name: `U+0430 CYRILLIC SMALL LETTER A`."""
    strange = dict.fromkeys(ch for ch in text.strip(" \t\r\n") if not (ch.isascii() and ch.isprintable()))
    return listing([f"U+{ord(ch):04X} {unicodedata.name(ch, '')}".strip() for ch in strange], "en")


def match_id(cell: Cell, typed: str, known: Iterable[str], faults: SheetFaults) -> str | None:
    """The id that a text names, whatever its case or outer spaces; None with a fault when there is none or it only looks like one."""
    options = list(known)
    signs = strange_signs(typed)
    if not signs:
        found = {key_of(option): option for option in options}.get(key_of(typed))
        if found is None:
            faults.unknown("unknown-id", cell, typed, options)
        return found
    twin = next((option for option in options if skeleton(option) == skeleton(typed)), None)
    if twin is None:
        faults.unknown("unknown-id", cell, typed, options)
        return None
    mend = Text("typ '{twin}' opnieuw, zonder {signs}", "type '{twin}' again, without {signs}")
    faults.fault("look-alike-id", cell, Text("'{twin}' in gewone letters", "'{twin}' in plain letters"), mend, found=typed, twin=twin, signs=signs)
    return None


def listed(typed: str) -> list[str]:
    """The parts of a list with commas, semicolons or line ends between them.

    >>> listed("breed; vvt,")
    ['breed', ' vvt']
    """
    return [part for part in typed.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def match_ids(cell: Cell, typed: str, known: Iterable[str], faults: SheetFaults) -> tuple[str, ...]:
    """The ids of a list with commas, semicolons or line ends between them, in the order of `known`."""
    options = list(known)
    found = [match_id(cell, part, options, faults) for part in listed(typed)]
    for double in sorted({one for one in found if one is not None and found.count(one) > 1}):
        mend = Text("haal '{id}' één keer weg", "remove '{id}' once")
        faults.fault("duplicate-id", cell, Text("elk id één keer", "every id once"), mend, found=double, id=double)
    return tuple(option for option in options if option in found)
