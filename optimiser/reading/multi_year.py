"""The sheet Multi-year: what a budget shows beside the plan, for any year: outlays before and after it, commitments and receipts."""

from __future__ import annotations

from dataclasses import replace

from optimiser.figures import Figure
from optimiser.language import Text
from optimiser.layout import COMMITTED, FLOWS, OUTLAYS
from optimiser.programme import Programme
from optimiser.reading.entries import EUROS, read_trail
from optimiser.reading.headers import Head, Years
from optimiser.reading.tables import Located, Row, rows_by_id

FIRST_YEAR, LAST_YEAR = 1990, 2200
ANY_YEARS = Years((), tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)))
EMPTY_IT = Text("maak de cel leeg", "empty the cell")
MOVE_IT = Text(
    "maak de cel leeg en gebruik de kolom vastgelegd op blad Instrumenten", "empty the cell and use the column committed on sheet Instruments"
)
FROM_PLAN = Text(
    "niets: {year} is een jaar van het programma en komt uit het plan", "nothing: {year} is a year of the programme and comes from the plan"
)


def read_multi_year(located: Located, programme: Programme) -> dict[tuple[str, str, str], Figure]:
    """Amounts by instrument, flow (`layout.FLOWS`) and year. Rows may be missing and cells blank: that is unknown, never 0."""
    found: dict[tuple[str, str, str], Figure] = {}
    read = [(row, located.read(row, "flow")) for row in located.rows]
    for row, _ in read:
        located.need(row, "flow")
    ids = [one.id for one in programme.instrument]
    for flow, _ in FLOWS:
        of_flow = replace(located, rows=tuple(row for row, said in read if said == flow))
        for id, row in rows_by_id(of_flow, ids, complete=False).items():
            found |= {(id, flow, year): figure for year, figure in _amounts(located, row, flow, programme).items()}
    return found


def _amounts(located: Located, row: Row, flow: str, programme: Programme) -> dict[str, Figure]:
    """One row by year; who gives an amount also says where it comes from."""
    decided = {str(year) for year in programme.programme.years} if flow in (OUTLAYS, COMMITTED) else set()
    amounts = {year: value for year in located.years("amount") if (value := located.read(row, "amount", year)) is not None}
    if not amounts:
        return {}
    trail = read_trail(located, row)
    for year in sorted(decided & set(amounts)):
        located.faults.fault("year-of-the-plan", row.cells[Head("amount", year)], FROM_PLAN, MOVE_IT if flow == COMMITTED else EMPTY_IT, year=year)
    return {year: trail.figure(located, row, Head("amount", year), value, EUROS) for year, value in amounts.items() if year in ANY_YEARS.allowed}
