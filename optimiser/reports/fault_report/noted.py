"""A person's own workbook with its faults: marked cells, a comment on each, and a sheet that lists them all with links.

The cells keep their values and styles. A copy that was noted before loses its old notes first, so that what is mended is seen to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from optimiser.amend import BODY, Amended, Link, Look, NewColumn, NewRow, empty_workbook
from optimiser.faults import Fault, Refused
from optimiser.language import Lang, Text, say
from optimiser.reading.addresses import address
from optimiser.reading.fault_sheet import HEADS, NAME, is_fault_sheet
from optimiser.reading.preflight import preflight

FAULT_LOOK = Look(fill="FFD9B3", ink="7A2E00", border="B35900")
NOTE_LOOK = Look(fill="DCE6F2", ink="154273", border="154273")
TAB = "B35900"
WIDTHS = (10, 26, 30, 44, 56, 22)
FAULT, NOTE = Text("fout", "fault"), Text("let op", "note")
SAID = (Text("gevonden: {text}", "found: {text}"), Text("verwacht: {text}", "expected: {text}"), Text("herstel: {text}", "mend: {text}"))
NONE = Text("Geen fouten en geen opmerkingen.", "No faults and no notes.")
# Beyond this many a workbook with comments opens slowly; the sheet still lists every fault.
MOST_NOTED = 2_000
# Longer quotations say no more.
LONGEST = 1_000
# Faults of a row or column that is not there yet point at the first free one.
NEW_ROW = frozenset({"missing-id"})
NEW_COLUMN = frozenset({"missing-column", "missing-year-column"})


def noted_copy(workbook: Path | None, faults: Sequence[Fault], lang: Lang) -> bytes:
    """The bytes of a copy of the workbook with its faults; of a workbook with the list alone when it cannot be read or changed."""
    listed = sorted(faults, key=lambda one: one.warning)
    if workbook is not None:
        try:
            return _note(Amended(preflight(workbook)[0], workbook.name), workbook.name, listed, lang)
        except Refused as refused:
            known = {(one.code, one.file) for one in listed}
            listed += [one for one in refused.faults if (one.code, one.file) not in known]
    return _note(Amended(empty_workbook()), "", listed, lang)


def _note(book: Amended, file: str, faults: Sequence[Fault], lang: Lang) -> bytes:
    book.clear_notes()
    for name in book.sheets:
        first = book.texts(name, 1)
        if is_fault_sheet(name, [first.get(column, "") for column in range(1, len(HEADS) + 1)]):
            book.drop_sheet(name)
    places = list(_places(book, file, faults))
    for fault, (sheet, cell) in list(zip(faults, places, strict=True))[:MOST_NOTED]:
        if cell:
            book.mark(sheet, cell, NOTE_LOOK if fault.warning else FAULT_LOOK)
            book.comment(sheet, cell, _said(fault, lang))
    columns = [NewColumn(head[lang], width) for head, width in zip(HEADS, WIDTHS, strict=True)]
    rows = [_row(fault, place, lang) for fault, place in zip(faults, places, strict=True)]
    rows = rows or [NewRow([NONE[lang], *[None] * (len(HEADS) - 1)])]
    book.open_with(book.add_sheet(NAME[lang], columns, rows, NAME[lang].lower(), TAB))
    return book.write()


def _places(book: Amended, file: str, faults: Sequence[Fault]) -> Iterator[tuple[str, str]]:
    """Sheet and cell where each fault is shown; a sheet without a cell, or nothing, where there is no such place in this workbook."""
    ends = {name: book.end_of(name) for name in dict.fromkeys(one.sheet for one in faults) if name in book.sheets}
    rows, columns = ({name: end[at] for name, end in ends.items()} for at in (0, 1))
    for fault in faults:
        sheet = fault.sheet
        if sheet not in ends or fault.file.partition(" [")[0] != file:
            yield "", ""
        elif fault.cell:
            yield sheet, fault.cell
        elif fault.code in NEW_ROW:
            rows[sheet] += 1
            yield sheet, address(rows[sheet], 1)
        elif fault.code in NEW_COLUMN:
            columns[sheet] += 1
            yield sheet, address(1, columns[sheet])
        else:
            yield sheet, ""


def _row(fault: Fault, place: tuple[str, str], lang: Lang) -> NewRow:
    said, (sheet, cell) = fault.as_json(lang), place
    where = Link(f"{sheet}!{cell}" if cell else sheet, sheet, cell or "A1") if sheet else fault.place
    kind, look = (NOTE, NOTE_LOOK) if fault.warning else (FAULT, FAULT_LOOK)
    cells = [kind[lang], where, fault.found[:LONGEST], said["expected"][:LONGEST], said["mend"][:LONGEST], fault.code]
    return NewRow([one or None for one in cells], {0: replace(look, border=BODY.border, bold=True)})


def _said(fault: Fault, lang: Lang) -> str:
    said = fault.as_json(lang)
    lines = [say(text, lang, text=said[key][:LONGEST]) for text, key in zip(SAID, ("found", "expected", "mend"), strict=True) if said[key]]
    return "\n".join([f"{(NOTE if fault.warning else FAULT)[lang]} ({fault.code})", *lines])
