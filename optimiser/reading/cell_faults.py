"""The faults of one sheet as they are found, and whether a cell holds anything that can be read at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from optimiser.faults import Fault, key_of, unknown
from optimiser.language import Text
from optimiser.reading.merge_marks import conflict_fault, is_conflict
from optimiser.reading.sheets import BEYOND_DATES, Cell

NO_DATE = Text(
    "kies voor deze cel de notatie Getal{meant}; een breuk typt u met een apostrof ervoor, zoals '2/3",
    "give this cell the format Number{meant}; a fraction is typed with an apostrophe before it, such as '2/3",
)


@dataclass(frozen=True, slots=True)
class SheetFaults:
    """Gathers the faults of one sheet of one file."""

    file: str
    sheet: str
    found: list[Fault]

    def fault(self, code: str, cell: Cell | str, expected: Text, mend: Text, found: str | None = None, warning: bool = False, **values: Any) -> None:
        """Notes a fault (or warning) at a cell."""
        where, quoted = (cell.address, cell.shown) if isinstance(cell, Cell) else (cell, "")
        fields = tuple(sorted(values.items()))
        self.found.append(Fault(code, self.file, self.sheet, where, None, quoted if found is None else found, expected, mend, fields, warning))

    def unknown(self, code: str, cell: Cell, name: str, known: Iterable[str]) -> None:
        """Notes a name that does not exist, with the nearest one that does."""
        self.found.append(unknown(code, name, known, file=self.file, sheet=self.sheet, cell=cell.address))


def is_blank(cell: Cell | None) -> bool:
    """True for a cell without anything a person could see, invisible signs included."""
    if cell is None or cell.error or cell.formula:
        return cell is None
    return cell.value is None or (isinstance(cell.value, str) and not key_of(cell.value))


def is_sound(cell: Cell, faults: SheetFaults) -> bool:
    """False, with a fault, for an Excel error, a formula whose result was never saved or a merge that left two values."""
    if cell.error == BEYOND_DATES:
        faults.fault("date-for-number", cell, Text("een getal zonder datumnotatie", "a number without a date format"), NO_DATE, meant="")
    elif cell.error:
        mend = Text("herstel de formule of typ de waarde", "mend the formula or type the value")
        faults.fault("error-cell", cell, Text("een waarde, geen Excel-fout", "a value, not an Excel error"), mend)
    elif cell.formula and cell.value is None:
        mend = Text("open het bestand in Excel en sla het op, of typ de waarde", "open the file in Excel and save it, or type the value")
        faults.fault("formula-without-value", cell, Text("een formule met bewaarde uitkomst", "a formula with a saved result"), mend)
    elif is_conflict(cell):
        faults.found.append(conflict_fault(faults.file, faults.sheet, cell))
    else:
        return True
    return False
