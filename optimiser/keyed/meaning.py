"""What a cell says however it is typed, so that `0,6` and 0.6, `aanname` and `assumed`, or two orders of one list are no difference."""

from __future__ import annotations

import re
import unicodedata

from optimiser.faults import key_of
from optimiser.keyed.cells import Meaning
from optimiser.layout import Column
from optimiser.reading.cell_faults import SheetFaults, is_blank
from optimiser.reading.cells import Read, read_cell, read_override
from optimiser.reading.ids import listed
from optimiser.reading.sheets import Cell

_FACTOR = re.compile(r"\*\s*[0-9]+(?:[.,][0-9]+)?")


def own_meaning(cell: Cell | None, column: Column, faults: SheetFaults) -> Meaning:
    """The meaning of a cell in one of the table's own columns; None when blank, or faulty with the fault noted."""
    value = read_cell(cell, column, faults)
    if column.kind == "ids" and isinstance(value, str):
        return _ids(value)
    return key_of(value) if column.kind == "id" and isinstance(value, str) else _plain(value)


def override_meaning(cell: Cell | None, key: str, faults: SheetFaults) -> Meaning:
    """The meaning of what a scenario gives a key."""
    if cell is None or is_blank(cell):
        return None
    value = read_override(cell, key, faults)
    if not isinstance(value, str):
        return value
    if key_of(key).endswith((".lines", ".years")):
        return _ids(value)
    return value.replace(" ", "").replace(",", ".") if _FACTOR.fullmatch(value.strip()) else key_of(value)


def extra_meaning(cell: Cell | None) -> Meaning:
    """The meaning of a cell that the programme does not read: its value, an error or an unsaved formula as a text of its own."""
    if cell is None or is_blank(cell):
        return None
    if cell.error or cell.value is None or isinstance(cell.value, bool):
        return ("", cell.shown)
    return _plain(cell.value)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(sorted({key_of(part) for part in listed(text)}))


def _plain(value: Read | None) -> Meaning:
    """Texts in one form: what two programs save differently but nobody can see (line ends, composed accents, outer spaces)."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("_x000D_", "").strip()
