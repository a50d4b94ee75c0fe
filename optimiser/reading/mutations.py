"""The sheets Mutations and Indexation: what every phase of the budget cycle changes, row by row, each row checked on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from optimiser.faults import key_of
from optimiser.figures import Figure, Indexation, Mark, Mutation
from optimiser.language import Text
from optimiser.phases import CASH_SHIFT, KINDS, YEAR_END
from optimiser.programme import Programme
from optimiser.reading.entries import EUROS, SHARE, read_trail, year_figures
from optimiser.reading.headers import Head, Years
from optimiser.reading.ids import match_id, match_ids, skeleton, strange_signs
from optimiser.reading.tables import Located, Row

_ID = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
EVERY = "*"
Budgets = Mapping[tuple[str, str], Figure]


@dataclass(frozen=True, slots=True)
class Moved:
    """What both sheets say of a row: its id, phase, budget year and decision date."""

    id: str
    phase: str
    year: str
    decided: date | None


def read_mutations(located: Located, programme: Programme, years: Years, budgets: Budgets) -> dict[str, Mutation]:
    """The mutations by id; a row that cannot be read is left out, its faults noted."""
    found: dict[str, Mutation] = {}
    for row, moved in _moved(located, years):
        kind, source = located.read(row, "kind"), _source(located, row, programme)
        located.need(row, "kind")
        trail = read_trail(located, row)
        amounts = dict(year_figures(located, row, "amount", years.allowed, EUROS, trail))
        _something(located, row, amounts)
        if moved is None or source is None or not isinstance(kind, str):
            continue
        _no_mark(located, row, "amount", amounts, (source,), budgets)
        _not_before(located, row, "amount", amounts, moved, late=kind == YEAR_END)
        if kind in (CASH_SHIFT, YEAR_END):
            _moves_only(located, row, kind, amounts)
        found[moved.id] = Mutation(moved.phase, moved.year, kind, source, amounts, moved.decided)
    return found


def read_indexation(located: Located, programme: Programme, years: Years, budgets: Budgets) -> dict[str, Indexation]:
    """The indexations by id."""
    found: dict[str, Indexation] = {}
    for row, moved in _moved(located, years):
        located.need(row, "lines")
        typed, cell = located.read(row, "lines"), row.cells.get(Head("lines"))
        known = [one.id for one in programme.source]
        lines = () if cell is None or typed == EVERY else match_ids(cell, str(typed or ""), known, located.faults)
        trail = read_trail(located, row)
        shares = dict(year_figures(located, row, "share", years.allowed, SHARE, trail))
        _something(located, row, shares)
        if moved is None or cell is None or not (lines or typed == EVERY):
            continue
        _no_mark(located, row, "share", shares, lines, budgets)
        _not_before(located, row, "share", shares, moved, late=False)
        found[moved.id] = Indexation(moved.phase, moved.year, lines, shares, moved.decided)
    return found


def _moved(located: Located, years: Years) -> Iterator[tuple[Row, Moved | None]]:
    """Every row with what it has in common with the other sheet; None where one of these is missing or faulty."""
    seen: dict[str, int] = {}
    for row in located.rows:
        for key in ("phase", "year", "note"):
            located.need(row, key)
        id, phase, year = _id(located, row, seen), located.read(row, "phase"), _budget_year(located, row, years)
        decided = located.read(row, "date")
        whole = id is not None and isinstance(phase, str) and year is not None
        yield row, Moved(str(id), str(phase), str(year), decided if isinstance(decided, date) else None) if whole else None


def _id(located: Located, row: Row, seen: dict[str, int]) -> str | None:
    cell, id, faults = row.cells[Head("id")], row.id.strip(), located.faults
    if strange_signs(id) or not _ID.fullmatch(id):
        meant = re.sub(r"[^A-Za-z0-9.]+", "-", skeleton(id)).strip("-.0123456789") or "mutatie-1"
        expected = Text("letters, cijfers, punten en streepjes, met een letter voorop", "letters, digits, dots and hyphens, a letter first")
        faults.fault("step-id", cell, expected, Text("noem de rij bijvoorbeeld '{meant}'", "call the row for example '{meant}'"), meant=meant)
        return None
    if key_of(id) in seen:
        mend = Text("staat al op rij {row}; geef een van beide een ander id", "already on row {row}; give one of them another id")
        faults.fault("duplicate-id", cell, Text("elk id één keer", "every id once"), mend, row=seen[key_of(id)])
        return None
    seen[key_of(id)] = row.number
    return id


def _budget_year(located: Located, row: Row, years: Years) -> str | None:
    read = located.read(row, "year")
    if read is None or str(read) in years.allowed:
        return None if read is None else str(read)
    expected, mend = Text("een van: {years}", "one of: {years}"), Text("kies een jaar van het programma", "choose a year of the programme")
    located.faults.fault("wrong-year", row.cells[Head("year")], expected, mend, years=", ".join(years.allowed))
    return None


def _source(located: Located, row: Row, programme: Programme) -> str | None:
    located.need(row, "source-line")
    typed, cell = located.read(row, "source-line"), row.cells.get(Head("source-line"))
    if cell is None or not isinstance(typed, str):
        return None
    return match_id(cell, typed, [one.id for one in programme.source], located.faults)


def _something(located: Located, row: Row, figures: Mapping[str, Figure]) -> None:
    """A row that changes nothing was probably not finished."""
    heads = [Head(key, year) for key in ("amount", "share") for year in _years(located, key)]
    if not figures and not any(head in row.cells for head in heads):
        where = located.address(row, heads[0]) if heads else located.address(row, Head("id"))
        expected = Text("in ten minste één jaar een getal", "a number in at least one year")
        mend = Text("vul een jaar in, of zet een # voor het id", "fill in a year, or put a # before the id")
        located.faults.fault("empty-mutation", where, expected, mend)


def _years(located: Located, key: str) -> tuple[str, ...]:
    return located.years(key) if any(column.key == key for column in located.table.columns) else ()


def _no_mark(located: Located, row: Row, key: str, figures: Mapping[str, Figure], lines: tuple[str, ...], budgets: Budgets) -> None:
    """There is nothing to change on a line that has no amount: PM is not 0."""
    for year in figures:
        for line in lines:
            budget = budgets.get((line, year))
            if budget is None or isinstance(budget.value, Mark):
                mark = budget.value.value if budget is not None and isinstance(budget.value, Mark) else ""
                expected = Text("een herkomstregel met een bedrag in {year}", "a source line with an amount in {year}")
                mend = Text(
                    "{line} is {mark} in {year}; zet op blad Herkomst een bedrag (0 als het hiermee begint), of haal dit getal weg",
                    "{line} is {mark} in {year}; put an amount on sheet Sources (0 if it starts with this), or remove this number",
                )
                cell = row.cells[Head(key, year)]
                located.faults.fault("mutation-on-mark", cell, expected, mend, line=line, year=year, mark=mark or Text("leeg", "empty"))


def _not_before(located: Located, row: Row, key: str, figures: Mapping[str, Figure], moved: Moved, late: bool) -> None:
    """A phase cannot change a year that is over; what is carried over comes from the year before."""
    first = int(moved.year) - (1 if late else 0)
    for year, figure in figures.items():
        if int(year) < first and figure.value != 0:
            expected = Text("{first} of later", "{first} or later")
            mend = Text(
                "{year} is voorbij in een fase van begrotingsjaar {budget}; kies een ander begrotingsjaar of haal het getal weg",
                "{year} is over in a phase of budget year {budget}; choose another budget year or remove the number",
            )
            located.faults.fault("past-year", row.cells[Head(key, year)], expected, mend, first=str(first), year=year, budget=moved.year)


def _moves_only(located: Located, row: Row, kind: str, amounts: Mapping[str, Figure]) -> None:
    """A cash shift and what is carried over give no money: they move it."""
    total = sum(figure.value for figure in amounts.values() if isinstance(figure.value, int))
    if total == 0:
        return
    words = dict(KINDS)[kind]
    mend = Text(
        "de jaren van deze {kind} tellen op tot {total:eur}; maak er nul van, of kies een andere soort",
        "the years of this {kind} add up to {total:eur}; make that zero, or choose another kind",
    )
    expected = Text("een som van precies € 0 over de jaren", "a sum of exactly € 0 over the years")
    last = max((head for head in row.cells if head.key == "amount" and head.year is not None), key=lambda head: head.year or "")
    located.faults.fault("shift-not-zero", row.cells[last], expected, mend, kind=words, total=total)
