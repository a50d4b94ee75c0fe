"""A figure from one cell of a row: its value, unit and place, with the row's source, standing and note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimiser.figures import STANDINGS, Figure, Standing
from optimiser.language import Text
from optimiser.layout import Table
from optimiser.reading.cells import Read
from optimiser.reading.headers import Head
from optimiser.reading.tables import Located, Row

EUROS = "EUR"
SHARE = "1"
RATE = "persons per EUR 1 million"
YEARS = "years"
DATE = "date"


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a row's figures come from: document and place, standing, and the derivation or remark."""

    source: str
    standing: Standing
    note: str

    def figure(self, located: Located, row: Row, head: Head, value: Read, unit: str) -> Figure:
        """A figure of this row with its own place."""
        return Figure(value, unit, located.place(row, head), self.standing, self.source, self.note)


def read_trail(located: Located, row: Row) -> Trail:
    """The trail of a row; a standing that promises more than the row gives is a fault (no source) or a warning (no derivation)."""
    source, note = _text(located, row, "source"), _text(located, row, "note")
    derivation = _text(located, row, "derivation") if _has(located.table, "derivation") else ""
    located.need(row, "standing")
    read = located.read(row, "standing")
    standing: Standing = next((one for one in STANDINGS if one == read), "assumed")
    if read == "sourced" and not source:
        expected = Text("document en plaats, want de hardheid is 'bron'", "document and place, because the standing is 'sourced'")
        mend = Text("noem de bron, of kies 'afgeleid' of 'aanname'", "name the source, or choose 'derived' or 'assumed'")
        located.faults.fault("missing-source", located.address(row, Head("source")), expected, mend)
    if read == "derived" and not (derivation or note):
        expected = Text("hoe het is berekend, want de hardheid is 'afgeleid'", "how it was calculated, because the standing is 'derived'")
        mend = Text("schrijf de berekening in de toelichting", "write the calculation in the note")
        located.faults.fault("missing-derivation", located.address(row, Head("note")), expected, mend, warning=True)
    return Trail(source, standing, "; ".join(part for part in (derivation, note) if part))


def year_figures(located: Located, row: Row, key: str, allowed: Sequence[str], unit: str, trail: Trail) -> Iterator[tuple[str, Figure]]:
    """(year, figure) for every filled cell of a column that stands there by year."""
    for year in located.years(key):
        value = located.read(row, key, year)
        if value is not None and year in allowed:
            yield year, trail.figure(located, row, Head(key, year), value, unit)


def _has(table: Table, key: str) -> bool:
    return any(column.key == key for column in table.columns)


def _text(located: Located, row: Row, key: str) -> str:
    value = located.read(row, key)
    return value if isinstance(value, str) else ""
