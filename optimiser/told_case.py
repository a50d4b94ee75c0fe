"""What a record tells of the case itself: names, figures, stated totals, and what serves which agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from optimiser.exact import plain
from optimiser.figures import Figure, Mark
from optimiser.grid import Grid, Where
from optimiser.language import Text
from optimiser.programme import Programme
from optimiser.record import (
    FigureUsed,
    Line,
    Served,
    Stated,
)
from optimiser.scenario import Changed
from optimiser.typed import Named, Origin


def origin_text(origin: Origin | None) -> str:
    """Document and place as one text."""
    return f"{origin.document}, {origin.place}" if origin else ""


def names_of(programme: Programme) -> dict[str, Text]:
    """`space:innovatie` -> its name, for every named thing."""
    tables: dict[str, Sequence[Named]] = {"space": programme.space, "source": programme.source, "instrument": programme.instrument}
    return {f"{table}:{one.id}": one.name for table, ones in tables.items() for one in ones}


def figures_of(changed: Changed) -> tuple[FigureUsed, ...]:
    """Every figure that the case uses."""
    figures = changed.figures
    years = {str(year) for year in changed.programme.programme.years}
    table: list[tuple[str, Figure]] = [(f"source.{s}.{y}", one) for (s, y), one in sorted(figures.budgets.items()) if y in years]
    for (instrument, column, year), one in sorted(figures.columns.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or "")):
        if year is None or year in years:
            table.append((".".join(["instrument", instrument, column, *([year] if year else [])]), one))
    for instrument, response in sorted(figures.responses.items()):
        table += [(f"estimate.{instrument}.{column}", one) for column, one in response.estimates.items()]
        table += [(f"estimate.{instrument}.{name}", getattr(response, name)) for name in ("realisation", "lag", "duration")]
    table += [(f"reference.{space}.{year}", one) for (space, year), one in sorted(figures.reference.items())]
    return tuple(FigureUsed(key, _value(one), one.unit, one.place, one.standing, one.source, one.note) for key, one in table)


def _value(figure: Figure) -> str:
    value = figure.value
    if isinstance(value, Mark):
        return value.value
    return value.isoformat() if isinstance(value, date) else plain(value) if isinstance(value, (int, Fraction)) else str(value)


def served_by(programme: Programme, lines: Sequence[Line]) -> tuple[Served, ...]:
    """Money and effect per opgave (through its agreements), agreement and indicator."""
    rows = []
    challenge_of = {one.id: one.challenge for one in programme.agreement}
    for challenge in programme.challenge:
        served = [one.id for one in programme.instrument if challenge.id in {challenge_of[a] for a in one.agreements}]
        rows.append(_serve("opgave", challenge, served, lines))
    for agreement in programme.agreement:
        served = [one.id for one in programme.instrument if agreement.id in one.agreements]
        rows.append(_serve("afspraak", agreement, served, lines, note=agreement.deadline))
    for indicator in programme.indicator:
        served = [one.id for one in programme.instrument if indicator.id in one.indicators]
        rows.append(replace(_serve("indicator", indicator, served, lines), link=indicator.link))
    return tuple(rows)


def _serve(kind: str, one: Named, instruments: Sequence[str], lines: Sequence[Line], note: str = "") -> Served:
    mine = [line for line in lines if line.instrument in instruments]
    amounts: dict[str, int] = {}
    for line in mine:
        amounts[line.year] = amounts.get(line.year, 0) + line.amount
    effect = sum((line.effect for line in mine), Fraction(0))
    return Served(kind, one.id, one.name, amounts, effect, tuple(instruments), origin_text(one.source), one.note or note)


def stated_of(programme: Programme, grid: Grid) -> tuple[Stated, ...]:
    """The totals as the sources state them."""
    return tuple(
        Stated(str(one.year), one.amount, grid.budget(Where(), str(one.year)), origin_text(one.source))
        for one in programme.stated
        if str(one.year) in grid.years
    )
