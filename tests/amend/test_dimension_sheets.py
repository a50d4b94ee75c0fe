"""Sheets of further dimensions are changed like any other: keys, attributes and new members, in a workbook of ours or saved by an office program."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from optimiser.amend import Amended
from optimiser.folders import shipped
from optimiser.places import find_programme
from optimiser.programme_file import read_programme
from optimiser.workbook import read_figures
from tests.office import need_office, recalculate

BOOK = shipped("inputs") / "subsidieronde-voorbeeld.xlsx"
SHEET = "Aanvragers"


@pytest.fixture(params=["as shipped", "by office"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "as shipped":
        return BOOK
    need_office()
    return recalculate(BOOK, tmp_path / "saved")


def test_a_key_an_attribute_and_a_new_member_are_read_back_and_nothing_else_moves(book: Path, tmp_path: Path) -> None:
    programme = read_programme(find_programme("subsidieronde"))
    before = {one.id: one for one in read_figures(book, programme)[0].members["aanvrager"]}
    sheet = openpyxl.load_workbook(book)[SHEET]
    heads = {str(cell.value): cell.column_letter for cell in sheet[1]}
    last = next(row for row in range(2, sheet.max_row + 2) if sheet.cell(row, 1).value is None)
    amended = Amended(book.read_bytes(), book.name)
    amended.set(SHEET, f"{heads['deelnemers']}2", 77)
    amended.set(SHEET, f"{heads['eigen bijdrage']}3", Fraction(3, 8))
    amended.set(SHEET, f"{heads['bewijs']}4", "bewezen")
    for head, letter in heads.items():
        above = sheet[f"{letter}5"].value
        amended.set(
            SHEET, f"{letter}{last}", {"id": "nieuw", "organisatie": "Huis 9"}.get(head, Fraction(str(above)) if isinstance(above, float) else above)
        )
    path = tmp_path / "changed.xlsx"
    path.write_bytes(amended.write())
    after = {one.id: one for one in read_figures(path, programme)[0].members["aanvrager"]}
    first, second, third, fourth = (str(sheet.cell(row, 1).value) for row in range(2, 6))
    assert after[first].keys["deelnemers", None].value == 77
    assert after[second].keys["eigen-bijdrage", None].value == Fraction(3, 8)
    assert after[third].attributes["bewijs"] == "bewezen"
    assert {key: one.value for key, one in after["nieuw"].requests.items()} == {key: one.value for key, one in after[fourth].requests.items()}
    assert after["nieuw"].attributes == {**after[fourth].attributes, "organisatie": "Huis 9"}
    assert {id: one for id, one in after.items() if id not in (first, second, third, "nieuw")} == {
        id: one for id, one in before.items() if id not in (first, second, third)
    }


def test_a_member_typed_right_below_belongs_to_the_table_with_its_drop_downs() -> None:
    amended = Amended(BOOK.read_bytes(), BOOK.name)
    last = openpyxl.load_workbook(BOOK)[SHEET].max_row
    amended.set(SHEET, f"A{last + 1}", "nieuw")
    sheet = openpyxl.load_workbook(io.BytesIO(amended.write()))[SHEET]
    (table,) = sheet.tables.values()
    assert table.ref.endswith(str(last + 1))
    assert all(str(one.sqref).endswith(str(last + 1)) for one in sheet.data_validations.dataValidation)
