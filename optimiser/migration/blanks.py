"""Cells that came along with new rows, columns and sheets and that a person has yet to fill; any other fault is one that stops a migration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from optimiser.faults import Fault, Refused
from optimiser.migration.step import Step
from optimiser.reading.addresses import place_of
from optimiser.reading.edition import is_read_me
from optimiser.reading.sheets import Book


def blanks_in(faults: Iterable[Fault], steps: Sequence[Step]) -> tuple[Fault, ...]:
    """The faults, all in what was added and left empty. Raises `Refused` with every other one."""
    places = {kind: {(one.sheet, *_spot(one, kind)) for one in steps if one.kind == kind} for kind in ("sheet-added", "row-added", "column-added")}

    def is_new(fault: Fault) -> bool:
        if (fault.sheet,) in places["sheet-added"]:
            return True
        row, column = place_of(fault.cell) or (0, 0)
        return (fault.sheet, row) in places["row-added"] or (fault.sheet, column) in places["column-added"]

    faults = list(faults)
    if other := [one for one in faults if not (one.warning or is_new(one))]:
        raise Refused(other)
    return tuple(one for one in faults if not one.warning)


def _spot(step: Step, kind: str) -> tuple[int, ...]:
    if kind == "sheet-added":
        return ()
    row, column = place_of(step.cell) or (0, 0)
    return (row,) if kind == "row-added" else (column,)


def nothing_moved(before: Book, after: Book, complain: Callable[[str], Exception]) -> None:
    """Every cell of the workbook stands where it stood and holds what it held, but for the version on Read me. Raises what `complain` makes."""
    for name, sheet in before.sheets.items():
        now = after.sheets[name].cells if name in after.sheets else {}
        for place, cell in sheet.cells.items() if not is_read_me(name) else ():
            same = now.get(place)
            if same is None or (same.shown, same.formula) != (cell.shown, cell.formula):
                raise complain(f"the migrated workbook holds something else in {name}!{cell.address}")
