"""What a record tells of the budget: every instrument as a scheme under its article, with the plan's outlays and what the workbook adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimiser.articles import UNPLACED
from optimiser.budget_table import NOT_APPLICABLE, PM, Amount, Scheme
from optimiser.figures import Figure, Figures, Mark
from optimiser.layout import COMMITTED, FLOWS, OUTLAYS
from optimiser.programme import Instrument, Programme
from optimiser.record import Line


def schemes_of(programme: Programme, figures: Figures, lines: Sequence[Line]) -> tuple[Scheme, ...]:
    """Every instrument, in the order of the articles and their parts; an instrument without a place stands under its space."""
    spent = {(line.instrument, line.year): line.amount for line in lines}
    schemes = [_scheme(programme, one, _flows(programme, figures, one.id, spent)) for one in programme.instrument]
    parts = [f"part:{one.id}" for one in programme.article_part] + [f"space:{one.id}" for one in programme.space]
    articles = [*(f"article:{one.id}" for one in programme.article), ""]
    return tuple(sorted(schemes, key=lambda one: (articles.index(one.article), parts.index(one.part))))


def _scheme(programme: Programme, instrument: Instrument, flows: dict[str, dict[str, Amount]]) -> Scheme:
    place = instrument.budget
    if place is None:
        return Scheme(instrument.id, "", f"space:{instrument.space}", UNPLACED, assumed=False, flows=flows)
    part = next(one for one in programme.article_part if one.id == place.part)
    article = next(one for one in programme.article if one.id == part.article)
    assumed = "assumed" in (place.standing, part.standing, article.standing)
    return Scheme(instrument.id, f"article:{article.id}", f"part:{part.id}", place.kind, assumed, flows)


def _flows(programme: Programme, figures: Figures, id: str, spent: Mapping[tuple[str, str], int]) -> dict[str, dict[str, Amount]]:
    """The plan's outlays go before anything else that is said about a year that it decides on."""
    given = {flow: {year: _amount(one) for (i, key, year), one in figures.multi_year.items() if (i, key) == (id, flow)} for flow, _ in FLOWS}
    years = [str(year) for year in sorted(programme.programme.years)]
    before = figures.columns.get((id, "previous", None))
    first = {str(int(years[0]) - 1): _amount(before)} if before is not None else {}
    decided = {year: spent[id, year] if (id, year) in spent else _unspent(figures, id, year) for year in years}
    given[OUTLAYS] = {**first, **given[OUTLAYS], **decided}
    given[COMMITTED] |= {year: _committed(figures, id, year) for year in years if _says_committed(figures, year)}
    return {flow: amounts for flow, amounts in given.items() if amounts}


def _unspent(figures: Figures, id: str, year: str) -> Amount:
    """What stands for an instrument that no line can pay this year: the marks of its lines, else nothing spent."""
    marks = {figures.budgets[line, year].value for line in figures.lines.get(id, ()) if (line, year) in figures.budgets}
    if Mark.PM in marks:
        return PM
    return NOT_APPLICABLE if marks == {Mark.NOT_APPLICABLE} else 0


def _says_committed(figures: Figures, year: str) -> bool:
    return any(key == "committed" and at in (year, None) for _, key, at in figures.columns)


def _committed(figures: Figures, id: str, year: str) -> Amount:
    """On the instruments sheet blank means none."""
    figure = figures.column(id, "committed", year)
    return 0 if figure is None else _amount(figure)


def _amount(figure: Figure) -> Amount:
    value = figure.value
    if value is Mark.PM:
        return PM
    return value if isinstance(value, int) else NOT_APPLICABLE
