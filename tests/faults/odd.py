"""Workbooks that are whole as files, but hold what Excel never writes: each gives its fault, none reads as something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults.files import SHEET, Case
from tests.faults.spoil import Expected, operate, swap
from tests.small import MLN


def _odd(name: str, old: str, new: str, place: str, says: str) -> Callable[[Path], Case]:
    def make(folder: Path) -> Case:
        return operate(folder / "bad.xlsx", {SHEET: swap(old, new)}), Expected("odd-cell", place, says=says)

    make.__name__ = name
    return make


AMOUNT = f'<c r="C2"><v>{100 * MLN}</v></c>'
ODD = {
    "text_that_is_not_there": ('<c r="C2" t="s"><v>9999</v></c>', "9999"),
    "text_counted_from_the_end": ('<c r="C2" t="s"><v>-1</v></c>', "-1"),
    "text_without_a_number": ('<c r="C2" t="s"/>', 't="s"'),
    "inline_text_without_text": (f'<c r="C2" t="inlineStr"><v>{100 * MLN}</v></c>', "inlineStr"),
    "truth_of_two": ('<c r="C2" t="b"><v>2</v></c>', "2"),
    "error_without_a_name": ('<c r="C2" t="e"/>', 't="e"'),
    "sort_that_does_not_exist": (f'<c r="C2" t="money"><v>{100 * MLN}</v></c>', "money"),
    "number_in_letters": ('<c r="C2"><v>1_000</v></c>', "1_000"),
    "number_in_arabic_digits": ('<c r="C2"><v>\u0661\u0662</v></c>', "\u0661"),
    "value_of_another_namespace": (f'<c r="C2"><x:v xmlns:x="http://x">{100 * MLN}</x:v></c>', "<v>"),
    "two_values": ('<c r="C2"><v>1</v><v>2</v></c>', "<v>"),
    "value_with_a_tag_in_it": ('<c r="C2"><v>1<b/>2</v></c>', "<v> <b>"),
    "style_that_is_not_there": (f'<c r="C2" s="99"><v>{100 * MLN}</v></c>', 's="99"'),
    "same_cell_twice": (AMOUNT + '<c r="C2"><v>5</v></c>', "2 x"),
}
ODD_CELLS = [_odd(name, AMOUNT, new, "Herkomst!C2", says) for name, (new, says) in ODD.items()]


def _unreadable(name: str, part: str, old: str, new: str) -> Callable[[Path], Case]:
    def make(folder: Path) -> Case:
        return operate(folder / "bad.xlsx", {part: swap(old, new)}), Expected("workbook-unreadable")

    make.__name__ = name
    return make


UNREADABLE = {
    "cell_in_row_nought": (SHEET, 'r="C2"', 'r="C0"'),
    "cell_in_another_row": (SHEET, 'r="C2"', 'r="C3"'),
    "cell_past_the_last_column": (SHEET, 'r="C2"', 'r="XFE2"'),
    "row_past_the_last": (SHEET, '<row r="2"', '<row r="1048577"'),
    "row_of_another_namespace": (SHEET, '<row r="2"', '<row xmlns="http://x" r="2"'),
    "cells_of_another_namespace": (SHEET, AMOUNT, f'<c xmlns="http://x" r="C2"><v>{100 * MLN}</v></c>'),
    "no_cells_at_all": (SHEET, "<sheetData>", '<sheetData xmlns="http://x">'),
    "sheet_that_points_nowhere": ("xl/workbook.xml", 'r:id="rId3"', 'r:id="rId99"'),
    "sheet_without_a_part": ("xl/_rels/workbook.xml.rels", "worksheets/sheet3.xml", "worksheets/sheet33.xml"),
    "sheet_outside_the_workbook": (
        "xl/_rels/workbook.xml.rels",
        'Target="worksheets/sheet3.xml"',
        'Target="worksheets/sheet3.xml" TargetMode="External"',
    ),
    "two_sheets_of_one_name": ("xl/workbook.xml", 'name="Referentie"', 'name="HERKOMST"'),
    "nested_without_end": (SHEET, "</sheetData>", "</sheetData>" + "<a>" * 200 + "</a>" * 200),
    "text_longer_than_a_cell": ("xl/sharedStrings.xml", "<t>", "<t>" + "x" * 40_000),
}
UNREADABLE_PARTS = [_unreadable(name, *change) for name, change in UNREADABLE.items()]
CASES = (*ODD_CELLS, *UNREADABLE_PARTS)
