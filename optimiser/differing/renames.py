"""Which id that went and which that came are one thing under another name, and by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from optimiser.difference import Renamed
from optimiser.differing.entries import NAMED, Entry, renamed
from optimiser.faults import key_of
from optimiser.language import Text
from optimiser.locks import LOCK

Names = Mapping[tuple[str, str], Text]
NEAR = 0.75
SAME_NAME = Text("zelfde naam", "same name")
SAME_CONTENT = Text("zelfde inhoud", "same content")
SAME_SPACE = Text("zelfde ruimte en bijna dezelfde naam", "same space and nearly the same name")
SAME_KIND = Text("zelfde soort regel en bijna dezelfde naam", "same kind of rule and nearly the same name")
# What says nothing about what a thing is, or hangs on its id.
NOT_CONTENT = ("name", "source", "note", "reason")


def find_renames(
    old: Sequence[Entry], new: Sequence[Entry], names_was: Names, names_now: Names
) -> tuple[tuple[Renamed, ...], dict[tuple[str, str], str]]:
    """The renames to tell, and for every id spelled otherwise (other case or spaces included) its new spelling: (table, old id) -> new id."""
    now: dict[tuple[str, str], str] = {}
    told: list[Renamed] = []
    for table in NAMED:
        was, came = _ids(old, table, names_was), _ids(new, table, names_now)
        spelled = {key_of(id): id for id in came}
        now |= {(table, id): spelled[key_of(id)] for id in was if id not in came and key_of(id) in spelled}
        gone = [id for id in was if key_of(id) not in spelled]
        fresh = [id for id in came if key_of(id) not in {key_of(one) for one in was}]
        for a, b, why in _pairs(table, gone, fresh, list(renamed(old, now)), new, names_was, names_now):
            now[table, a] = b
            told.append(Renamed(table, a, b, names_now.get((table, b), Text(b, b)), why))
    return tuple(told), now


def _ids(entries: Iterable[Entry], table: str, names: Names) -> list[str]:
    found = {one.id for one in entries if one.table == table and one.id} | {id for owner, id in names if owner == table}
    # A lock is named after its line and year: another line's lock is never the same one under another name.
    return sorted(id for id in found if table != "rule" or not id.startswith(LOCK))


def _pairs(
    table: str, gone: list[str], fresh: list[str], old: Sequence[Entry], new: Sequence[Entry], names_was: Names, names_now: Names
) -> Iterable[tuple[str, str, Text]]:
    """Pass by pass, the surest rule first; a pair is made only when neither has a second candidate."""
    content = {(side, id): _content(entries, table, id) for side, ids, entries in (("was", gone, old), ("now", fresh, new)) for id in ids}
    named = {("was", id): names_was.get((table, id)) for id in gone} | {("now", id): names_now.get((table, id)) for id in fresh}

    def same_name(a: str, b: str) -> bool:
        x, y = named["was", a], named["now", b]
        return x is not None and y is not None and (key_of(x.nl) == key_of(y.nl) or key_of(x.en) == key_of(y.en))

    def same_content(a: str, b: str) -> bool:
        return bool(content["was", a]) and content["was", a] == content["now", b]

    def near(a: str, b: str) -> bool:
        groups = [_group(table, id, entries) for id, entries in ((a, old), (b, new))]
        x, y = named["was", a], named["now", b]
        return bool(groups[0]) and groups[0] == groups[1] and (_alike(a, b) or (x is not None and y is not None and _alike(x.nl, y.nl)))

    passes: list[tuple[Callable[[str, str], bool], Text]] = [(same_name, SAME_NAME), (same_content, SAME_CONTENT)]
    if table in ("instrument", "rule"):
        passes.append((near, SAME_SPACE if table == "instrument" else SAME_KIND))
    for fits, why in passes:
        found = [(a, b) for a in gone for b in fresh if fits(a, b)]
        for a, b in found:
            if sum(one == a for one, _ in found) == sum(one == b for _, one in found) == 1:
                yield a, b, why
                gone, fresh = [one for one in gone if one != a], [one for one in fresh if one != b]


def _content(entries: Iterable[Entry], table: str, id: str) -> frozenset[tuple[str, str, str | None, str]]:
    """What is said of one id, apart from what it is called and where that stands."""
    said = (one for one in entries if (one.table, one.id) == (table, id))
    return frozenset((one.part, one.field, one.year, one.value) for one in said if one.field.partition(".")[0] not in NOT_CONTENT)


def _group(table: str, id: str, entries: Iterable[Entry]) -> str:
    field = "space" if table == "instrument" else "kind"
    return next((one.value for one in entries if (one.table, one.id, one.field) == (table, id, field)), "")


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, key_of(a), key_of(b)).ratio() >= NEAR
