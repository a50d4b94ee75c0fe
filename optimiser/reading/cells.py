"""How a typed cell is read as an amount, share, rate, date, choice or text: exactly, or with a fault that says how to mend it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from optimiser.faults import key_of
from optimiser.figures import Mark
from optimiser.language import Text
from optimiser.layout import Column
from optimiser.reading.cell_faults import SheetFaults, is_blank, is_sound
from optimiser.reading.readings import looks_like_number
from optimiser.reading.sheets import Cell
from optimiser.reading.typed_numbers import EXPECTED, MARKS, NOTHING, read_number

Read = int | Fraction | Mark | date | str


def read_cell(cell: Cell | None, column: Column, faults: SheetFaults) -> Read | None:
    """The value of a cell in a column (ids and texts as trimmed text); None when blank or faulty, the fault being noted."""
    if cell is None or is_blank(cell) or not is_sound(cell, faults):
        return None
    if cell.formula and column.kind != "text":
        expected = Text("een getypt gegeven", "something typed")
        mend = Text(
            "typ de waarde zelf als de formule niet meer nodig is ({formula})", "type the value itself if the formula is no longer needed ({formula})"
        )
        faults.fault("formula-in-input", cell, expected, mend, warning=True, formula=cell.formula)
    if column.kind in ("choice", "standing"):
        return _choice(cell, column, faults)
    if column.kind == "date":
        return _date(cell, faults)
    if column.kind in ("id", "ids", "text"):
        return cell.shown.strip()
    return read_number(cell, column.kind, faults)


def read_override(cell: Cell, key: str, faults: SheetFaults) -> Read | None:
    """A scenario's value for a key: an exact number, a mark, a date for `opens` and `closes`, else a text such as `*0.86`."""
    if not is_sound(cell, faults):
        return None
    field = key_of(key).rpartition(".")[2]
    if field in ("opens", "closes"):
        return _date(cell, faults)
    if field in ("lines", "years"):
        return cell.shown.strip()
    if field == "active":
        words = {"ja": "true", "yes": "true", "true": "true", "nee": "false", "no": "false", "false": "false"}
        return words.get(key_of(cell.shown), cell.shown.strip())
    if isinstance(cell.value, str) and key_of(cell.value) not in {*MARKS, *NOTHING} and not looks_like_number(cell.value):
        return cell.value.strip()
    return read_number(cell, "override", faults)


def _date(cell: Cell, faults: SheetFaults) -> date | None:
    if isinstance(cell.value, date):
        return cell.value
    mend = Text("typ de datum als 01-09-2024 in een cel met datumnotatie", "type the date as 01-09-2024 in a cell with a date format")
    faults.fault("not-a-date", cell, EXPECTED["date"], mend)
    return None


def _choice(cell: Cell, column: Column, faults: SheetFaults) -> str | None:
    typed = key_of(cell.shown)
    for key, words in column.choices:
        if typed in (key, key_of(words.nl), key_of(words.en)):
            return key
    known = [words.nl for _, words in column.choices] + [words.en for _, words in column.choices]
    faults.unknown("unknown-choice", cell, cell.shown, list(dict.fromkeys(known)))
    return None
