"""What a record tells of the case itself: names, figures, stated totals, and what serves which agreement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from optimiser.exact import plain
from optimiser.figures import Figure, Figures, Mark, Response
from optimiser.grid import Grid, Where
from optimiser.language import LANGS, Text
from optimiser.programme import Programme
from optimiser.record import (
    FigureUsed,
    Line,
    Served,
    Stated,
)
from optimiser.scenario import Changed
from optimiser.typed import Named, Origin

# More numbers of members than this make a record large and a provenance sheet unreadable.
MOST_OF_MEMBERS = 5_000


def origin_text(origin: Origin | None) -> str:
    """Document and place as one text."""
    return f"{origin.document}, {origin.place}" if origin else ""


def names_of(programme: Programme) -> dict[str, Text]:
    """`space:innovatie` -> its name, for every named thing."""
    tables: dict[str, Sequence[Named]] = {"space": programme.space, "source": programme.source, "instrument": programme.instrument}
    names = {f"{table}:{one.id}": one.name for table, ones in tables.items() for one in ones}
    names |= {f"article:{one.id}": Text(f"Artikel {one.number} {one.name.nl}", f"Article {one.number} {one.name.en}") for one in programme.article}
    return names | {f"part:{one.id}": Text(*(f"{one.number} {one.name[lang]}".strip() for lang in LANGS)) for one in programme.article_part}


def figures_of(changed: Changed) -> tuple[FigureUsed, ...]:
    """Every figure that the case uses."""
    return tuple(figure_rows(changed.figures, {str(year) for year in changed.programme.programme.years}))


def figure_rows(figures: Figures, years: Collection[str] | None = None, whole: bool = False) -> Iterator[FigureUsed]:
    """The figures of some years (None: of all there are), with the choices that go with them: enough to make the same case again.

    Of members with very many numbers together nothing is told, unless the `whole` is wanted: their file tells them.
    """
    for (source, year), one in sorted(figures.budgets.items()):
        if years is None or year in years:
            yield _row(f"source.{source}.{year}", one)
    told = {key: one for key, one in figures.columns.items() if key[2] is None or years is None or key[2] in years}
    told |= {(id, "lines", None): _choice(figures, id, "lines", ", ".join(lines)) for id, lines in figures.lines.items()}
    told |= {(id, "base", None): _choice(figures, id, "base", base) for id, base in figures.bases.items()}
    for (id, column, when), one in sorted(told.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or "")):
        yield _row(".".join(["instrument", id, column, *([when] if when else [])]), one)
    for id, response in sorted(figures.responses.items()):
        for name, one in _response(figures, id, response):
            yield _row(f"estimate.{id}.{name}", one)
    for (space, year), one in sorted(figures.reference.items()):
        yield _row(f"reference.{space}.{year}", one)
    for (id, flow, year), one in sorted(figures.multi_year.items()):
        yield _row(f"multi-year.{id}.{flow}.{year}", one)
    yield from _member_rows(figures, years, whole)


def _member_rows(figures: Figures, years: Collection[str] | None, whole: bool) -> Iterator[FigureUsed]:
    """The members of further dimensions that have figures."""
    told = {id: [one for one in ones if one.keys or one.requests] for id, ones in figures.members.items()}
    if not whole and sum(len(one.keys) + len(one.requests) for ones in told.values() for one in ones) > MOST_OF_MEMBERS:
        return
    for dimension, ones in sorted(told.items()):
        for one in ones:
            head = f"member.{dimension}.{one.id}"
            texts = {"name": one.name, **{f"attribute.{key}": text for key, text in sorted(one.attributes.items())}}
            for key, text in texts.items():
                yield FigureUsed(f"{head}.{key}", text, "", one.place, "assumed", "", "")
            numbers = [*((name, year, figure) for (name, year), figure in one.keys.items())]
            numbers += [(f"request.{name}", year, figure) for (name, year), figure in one.requests.items()]
            for name, year, figure in sorted(numbers, key=lambda row: (row[0], row[1] or "")):
                if year is None or years is None or year in years:
                    yield _row(".".join([head, name, *([year] if year else [])]), figure)


def _row(key: str, one: Figure) -> FigureUsed:
    return FigureUsed(key, figure_value(one), one.unit, one.place, one.standing, one.source, one.note)


def _choice(figures: Figures, id: str, column: str, value: str) -> Figure:
    """A choice with the trail of its row."""
    row = next((one for key, one in figures.columns.items() if key[0] == id), None)
    place = figures.places.get(("instrument", id, column), "")
    return Figure(value, "", place, row.standing if row else "assumed", row.source if row else "", row.note if row else "")


def _response(figures: Figures, id: str, response: Response) -> Iterator[tuple[str, Figure]]:
    """All of one instrument's effect: estimates, when they count, which way they work, and how they fade."""
    yield from response.estimates.items()
    yield from (("realisation", response.realisation), ("lag", response.lag), ("duration", response.duration))
    tiers = "; ".join(f"{plain(part)} × {plain(rate)}" for part, rate in response.tiers)
    for name, value in (("direction", "adds" if response.adds else "lowers"), ("tiers", tiers)):
        place = figures.places.get(("estimate", id, name))
        yield name, replace(response.lag, value=value, unit="", place=place) if place else Figure(value, "", "models", "assumed")


def figure_value(figure: Figure) -> str:
    """A figure as exact text: `12`, `2/3`, `PM`, a date, words."""
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
