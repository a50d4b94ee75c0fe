"""Everything a side says as flat entries: one value each, known by table, id, field and year, never by where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from optimiser.draft import shown
from optimiser.exact import plain
from optimiser.figures import Figure, Figures
from optimiser.grid import Where
from optimiser.language import Text
from optimiser.plan_reading import Written
from optimiser.record import FigureUsed
from optimiser.told_case import figure_value
from optimiser.typed import Number, Origin

BUDGET, REFERENCE, LINE = "budget", "reference", "line"
# Tables whose ids can be renamed; an entry that lists ids of one says so in `ids_of`.
YEARS = ("budget_year", "target", "years")
NAMED = ("space", "source", "instrument", "rule", "scenario")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as exact text. `ids_of` names the table when the value is a list of its ids. `place` is `Sheet!cell` or `file:line`."""

    part: str
    table: str
    id: str
    field: str
    year: str | None
    value: str
    unit: str = ""
    place: str = ""
    standing: str = ""
    source: str = ""
    note: str = ""
    ids_of: str = ""

    @property
    def where(self) -> tuple[str, str, str, str, str | None]:
        """What makes two entries the same thing."""
        return self.part, self.table, self.id, self.field, self.year


def entry_of(row: FigureUsed) -> Entry:
    """A figure of a record or workbook by its key. Ids may hold dots, so a key is read from both ends.

    >>> entry_of(FigureUsed("instrument.a.b.absorption.2025", "80", "EUR", "", "assumed", "", "")).where
    ('instruments', 'instrument', 'a.b', 'absorption', '2025')
    """
    head, _, rest = row.key.partition(".")
    parts = rest.split(".")
    if head == "member":
        return _of_member(row, parts)
    year = parts.pop() if len(parts) > 1 and parts[-1].isdigit() else None
    part, table, field = {"source": ("budgets", "source", BUDGET), "reference": ("reference", "space", REFERENCE)}.get(head, ("", "", ""))
    if not part:
        part, table, field = ("estimates" if head == "estimate" else "instruments"), "instrument", parts.pop()
    ids_of = "source" if field == "lines" else ""
    return Entry(part, table, ".".join(parts), field, year, row.value, row.unit, row.place, row.standing, row.source, row.note, ids_of)


def _of_member(row: FigureUsed, parts: list[str]) -> Entry:
    """`member.wijk.noord.jongeren`, `member.aanvrager.a1.request.scholing.2025`: the id is dimension and member."""
    split = max((place for place, part in enumerate(parts) if part in ("request", "attribute") and place > 1), default=0)
    year = parts.pop() if len(parts) - 1 > max(split + 1, 2) and parts[-1].isdigit() else None
    cut = split or len(parts) - 1
    id, field = ".".join(parts[:cut]), ".".join(parts[cut:])
    return Entry("members", "member", id, field, year, row.value, row.unit, row.place, row.standing, row.source, row.note)


def by_year(entries: Iterable[Entry], years: Sequence[str], columns: Iterable[str]) -> Iterator[Entry]:
    """What holds for every year, said for each: a column for all years and the same number year by year are no difference."""
    entries, yearly = list(entries), set(columns)
    own = {(one.table, one.id, one.field, one.year) for one in entries if one.year is not None}
    for one in entries:
        if one.year is not None or one.field not in yearly:
            yield one
        else:
            yield from (replace(one, year=year) for year in years if (one.table, one.id, one.field, year) not in own)


def cycle_entries(figures: Figures) -> Iterator[Entry]:
    """The budget cycle: mutations, indexations, and the years around the plan."""
    for table, many in (("mutation", figures.mutations), ("indexation", figures.indexations)):
        for id, one in many.items():
            for field in fields(one):
                value = getattr(one, field.name)
                if isinstance(value, Mapping):
                    yield from (_figure("cycle", table, id, field.name, year, figure) for year, figure in value.items())
                else:
                    ids_of = "source" if field.name in ("source", "lines") else ""
                    yield from (
                        Entry("cycle", table, id, name, None, text, unit_of(name), ids_of=ids_of) for name, text, _ in flat(field.name, value)
                    )
    for (instrument, flow, year), figure in figures.multi_year.items():
        yield _figure("cycle", "instrument", instrument, flow, year, figure)


def typed_entries(written: Written) -> Iterator[Entry]:
    """The locks and reasons that were typed on the lines of a plan workbook, as they stand there."""
    for line in written.lines:
        for field, text, cell in (("lock", line.lock, line.lock_cell), ("reason", line.reason, line.reason_cell)):
            if text:
                yield Entry("typed", LINE, line.instrument, field, line.year, text, place=f"{written.sheet}!{cell}")


def _figure(part: str, table: str, id: str, field: str, year: str | None, one: Figure) -> Entry:
    return Entry(part, table, id, field, year, figure_value(one), one.unit, one.place, one.standing, one.source, one.note)


def unit_of(field: str) -> str:
    """`year` for a field that holds a year: it is no amount of two thousand."""
    return "year" if field in YEARS else ""


def flat(field: str, value: Any) -> Iterator[tuple[str, str, str]]:
    """(field, value as text, table of the ids in it) of anything a programme holds; nothing for what says nothing."""
    if value is None or value == "" or value == ():
        return
    if isinstance(value, Where):
        for prefix, pairs in ((field, value.only), (f"{field}.except", value.never)):
            yield from ((f"{prefix}.{attribute}", ", ".join(ids), attribute if attribute in NAMED else "") for attribute, ids in pairs)
    elif isinstance(value, (Text, Origin)):
        yield field, text_of(value), ""
    elif isinstance(value, Number):
        yield from flat(field, {"figure": value.figure, **value.by_year})
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from flat(f"{field}.{name}", getattr(value, name))
    elif is_dataclass(value):
        for one in fields(value):
            yield from flat(f"{field}.{one.name}", getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from flat(f"{field}.{key}", one)
    else:
        yield field, text_of(value), ""


def text_of(value: Any) -> str:
    """A single value as exact text."""
    if isinstance(value, Text):
        return value.nl if value.nl == value.en else f"{value.nl} / {value.en}"
    if isinstance(value, Origin):
        return f"{value.document}, {value.place}"
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return plain(value)
    if isinstance(value, (list, tuple)):
        return ("; " if any(isinstance(one, tuple) for one in value) else ", ").join(_inner(one) for one in value)
    return shown(value)


def _inner(value: Any) -> str:
    return " × ".join(text_of(one) for one in value) if isinstance(value, tuple) else text_of(value)


def renamed(entries: Iterable[Entry], now: Mapping[tuple[str, str], str]) -> Iterator[Entry]:
    """The entries with every old id (of a table) replaced by its new one, in ids, in lists of ids and in the keys of scenarios."""
    for one in entries:
        value = one.value
        if one.ids_of:
            value = ", ".join(now.get((one.ids_of, id), id) for id in value.split(", "))
        field = new_key(one.field, now) if one.table == "scenario" else one.field
        yield replace(one, id=now.get((one.table, one.id), one.id), value=value, field=field)


HEADS = {"source": "source", "instrument": "instrument", "estimate": "instrument", "rule": "rule"}


def new_key(key: str, now: Mapping[tuple[str, str], str]) -> str:
    """A key of `--set` in which the old id is replaced.

    >>> new_key("source.kipz.2024", {("source", "kipz"): "kipz-ziekenhuizen"})
    'source.kipz-ziekenhuizen.2024'
    """
    head, _, rest = key.partition(".")
    table = HEADS.get(head, "")
    for (owner, was), new in sorted(now.items(), key=lambda item: -len(item[0][1])):
        if owner == table and (rest == was or rest.startswith(was + ".")):
            return f"{head}.{new}{rest[len(was) :]}"
    return key
