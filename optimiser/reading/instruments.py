"""The sheet of instruments: what may pay them, how much they can use, when they are open, and what partners pay along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from optimiser.faults import key_of
from optimiser.figures import Figure
from optimiser.language import Text
from optimiser.programme import Instrument, Programme
from optimiser.reading.entries import DATE, EUROS, SHARE, read_trail, year_figures
from optimiser.reading.headers import Head, Years
from optimiser.reading.ids import match_id, match_ids
from optimiser.reading.tables import Located, Row, rows_by_id

_UNITS = {
    "minimum": EUROS,
    "maximum": EUROS,
    "committed": EUROS,
    "absorption": EUROS,
    "previous": EUROS,
    "cofinancing": SHARE,
    "opens": DATE,
    "closes": DATE,
}
Columns = dict[tuple[str, str, str | None], Figure]


@dataclass(frozen=True, slots=True)
class Means:
    """What the instruments sheet gives; keys as in `Figures`."""

    columns: Columns = field(default_factory=dict)
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)


def read_means(located: Located, programme: Programme, years: Years) -> Means:
    """Every instrument's source lines, limits, dates and partner money."""
    means = Means()
    rows = rows_by_id(located, [one.id for one in programme.instrument])
    for instrument in programme.instrument:
        if instrument.id in rows:
            _read_means(located, rows[instrument.id], instrument, programme, years, means)
    return means


def _read_means(located: Located, row: Row, instrument: Instrument, programme: Programme, years: Years, means: Means) -> None:
    trail = read_trail(located, row)
    _check_space(located, row, instrument, programme)
    located.need(row, "lines")
    typed = located.read(row, "lines")
    if isinstance(typed, str):
        means.lines[instrument.id] = match_ids(row.cells[Head("lines")], typed, [one.id for one in programme.source], located.faults)
    for key, unit in _UNITS.items():
        for year, figure in year_figures(located, row, key, years.allowed, unit, trail):
            means.columns[instrument.id, key, year] = figure
        value = None if located.column(key).by_year else located.read(row, key)
        if value is not None:
            means.columns[instrument.id, key, None] = trail.figure(located, row, Head(key), value, unit)
    if all(one.requests is None for one in programme.dimension):
        _need_absorption(located, row, years)
    base = located.read(row, "base")
    if isinstance(base, str):
        means.bases[instrument.id] = base
    _check_order(located, row, instrument.id, means.columns, years)
    _check_partners(located, row, instrument.id, means)


def _need_absorption(located: Located, row: Row, years: Years) -> None:
    """An absorption for every year: the year's own, or the one for all years."""
    if Head("absorption") in located.headers.columns:
        if any(Head("absorption", year) not in row.cells for year in years.needed):
            located.need(row, "absorption")
    else:
        for year in years.needed:
            located.need(row, "absorption", year)


def _check_space(located: Located, row: Row, instrument: Instrument, programme: Programme) -> None:
    located.need(row, "space")
    typed = located.read(row, "space")
    cell = row.cells.get(Head("space"))
    if not isinstance(typed, str) or cell is None:
        return
    space = match_id(cell, typed, [one.id for one in programme.space], located.faults)
    if space is not None and key_of(space) != key_of(instrument.space):
        expected = Text("'{space}', zoals in het programma", "'{space}', as in the programme")
        mend = Text("zet hier '{space}', of verplaats het instrument in models/", "put '{space}' here, or move the instrument in models/")
        located.faults.fault("space-differs", cell, expected, mend, space=instrument.space)


def _check_order(located: Located, row: Row, id: str, columns: Columns, years: Years) -> None:
    """Minimum not above maximum in any year; closing not before opening."""
    for year in years.allowed:
        low, high = (_amount(columns, id, key, year) for key in ("minimum", "maximum"))
        if low is not None and high is not None and low > high:
            head = Head("minimum", year) if (id, "minimum", year) in columns else Head("minimum")
            mend = Text("verlaag het minimum of verhoog het maximum ({year})", "lower the minimum or raise the maximum ({year})")
            expected = Text("ten hoogste het maximum, {high:eur}", "at most the maximum, {high:eur}")
            located.faults.fault("minimum-above-maximum", located.address(row, head), expected, mend, found=str(low), high=high, year=year)
            break
    opens, closes = (columns.get((id, key, None)) for key in ("opens", "closes"))
    if opens and closes and isinstance(opens.value, date) and isinstance(closes.value, date) and closes.value < opens.value:
        mend = Text("verwissel de datums of verbeter er een", "swap the dates or correct one of them")
        expected = Text("een datum op of na {opens}", "a date on or after {opens}")
        shown = closes.value.isoformat()
        located.faults.fault("closes-before-opens", located.address(row, Head("closes")), expected, mend, found=shown, opens=opens.value.isoformat())


def _amount(columns: Columns, id: str, key: str, year: str) -> int | Fraction | None:
    figure = columns.get((id, key, year)) or columns.get((id, key, None))
    return figure.value if figure is not None and isinstance(figure.value, (int, Fraction)) else None


def _check_partners(located: Located, row: Row, id: str, means: Means) -> None:
    ratios = {year: figure for (owner, key, year), figure in means.columns.items() if (owner, key) == (id, "cofinancing")}
    base = row.cells.get(Head("base"))
    if ratios and base is None:
        expected = Text("'totale kosten' of 'subsidie'", "'total cost' or 'subsidy'")
        mend = Text(
            "zeg waarvan de cofinanciering een deel is; 25 % van de subsidie is 20 % van de kosten", "say what the co-financing is a share of"
        )
        located.faults.fault("base-missing", located.address(row, Head("base")), expected, mend)
    for year, figure in ratios.items():
        if means.bases.get(id) == "total" and figure.value == 1:
            expected = Text("minder dan 100 % van de totale kosten", "less than 100 % of total cost")
            mend = Text(
                "als partners alles betalen is er geen subsidie; verlaag het deel", "if partners pay everything there is no subsidy; lower the share"
            )
            located.faults.fault("cofinancing-whole", row.cells[Head("cofinancing", year)], expected, mend)
