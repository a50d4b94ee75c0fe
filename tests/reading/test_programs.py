"""The same workbook saved by other programs reads as the same figures; a workbook that nobody could have saved so reads as openpyxl reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

import openpyxl
import pytest

from optimiser.programme_file import read_programme
from optimiser.reading.sheets import Cell, read_book
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests import small, taz
from tests.office import need_office, recalculate
from tests.reading.programs import by_google, by_openpyxl, by_pandas

Save = Callable[[Path, Path], Path]


def by_office(path: Path, target: Path) -> Path:
    """As LibreOffice saves it."""
    need_office()
    return recalculate(path, target.parent / "office").rename(target)


PROGRAMS: dict[str, Save] = {
    "libreoffice": by_office,
    "openpyxl": by_openpyxl,
    "pandas": by_pandas,
    "google": by_google,
    "google-inline": partial(by_google, inline=True),
    "google-1904": partial(by_google, starts_1904=True),
    "google-runs": partial(by_google, runs=True),
}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("originals")
    for lang in ("nl", "en"):
        write_book(folder / f"{lang}.xlsx", small.programme(), small.figures(), lang)  # type: ignore[arg-type]
    return {"taz": taz.WORKBOOK, "nl": folder / "nl.xlsx", "en": folder / "en.xlsx"}


@pytest.fixture(scope="module")
def saved_by(originals: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """A workbook as a program saves it (\"\" for as it is), made once."""

    @cache
    def made(program: str, name: str) -> Path:
        folder = tmp_path_factory.mktemp("saved")
        return PROGRAMS[program](originals[name], folder / "saved.xlsx") if program else originals[name]

    return made


Saved = Callable[[str, str], Path]


@pytest.mark.parametrize("name", ["taz", "nl", "en"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_workbook_saved_by_another_program_reads_as_the_same_figures(originals: dict[str, Path], saved_by: Saved, program: str, name: str) -> None:
    programme = read_programme(taz.PROGRAMME) if name == "taz" else small.programme()
    saved = saved_by(program, name)
    before, warned_before = read_figures(originals[name], programme)
    after, warned = read_figures(saved, programme)
    assert small.bare(after) == small.bare(before)
    assert {one.code for one in warned} <= {one.code for one in warned_before} | {"workbook-older"}


@pytest.mark.parametrize("name", ["taz", "nl", "en"])
@pytest.mark.parametrize("program", ["", "openpyxl", "libreoffice"])
def test_every_cell_is_read_as_openpyxl_reads_it(saved_by: Saved, program: str, name: str) -> None:
    path = saved_by(program, name)
    ours = read_book(path)
    typed, saved = (openpyxl.load_workbook(path, data_only=values) for values in (False, True))
    assert list(ours.sheets) == typed.sheetnames
    compared = 0
    for name, sheet in ours.sheets.items():
        linked = {place for place, cell in typed[name]._cells.items() if cell.hyperlink}
        theirs = {place for place, cell in typed[name]._cells.items() if cell.value not in (None, "")}
        # openpyxl takes a link for the value of an empty cell
        assert theirs - set(sheet.cells) <= linked
        for place, cell in sheet.cells.items():
            assert same(cell, saved[name].cell(*place)), (cell, saved[name].cell(*place).value)
            assert (cell.formula is not None) == (typed[name].cell(*place).data_type == "f")
            compared += 1
    assert compared > 100


def same(ours: Cell, theirs: object) -> bool:
    value, kind = getattr(theirs, "value", None), getattr(theirs, "data_type", "")
    if kind == "e":
        return ours.error == value
    if isinstance(value, datetime) and value.time() == time():
        return ours.value == value.date()
    if isinstance(value, float):
        return isinstance(ours.value, (int, Fraction)) and float(ours.value) == pytest.approx(value, rel=1e-15)
    return ours.value == value and isinstance(ours.value, type(value))


def test_a_template_for_macros_without_macros_reads_without_harm(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "book.xlsm"
    with zipfile.ZipFile(originals["nl"]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            new.writestr(name, data.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
    assert small.bare(read_figures(path, small.programme())[0]) == small.bare(small.figures())


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    path = small.write(tmp_path / "days.xlsx", {"Blad": [[date(2024, 9, 1)], [date(1904, 3, 1)]]})
    cells = read_book(by_google(path, tmp_path / "mac.xlsx", starts_1904=True)).sheets["Blad"].cells
    assert [cell.value for cell in cells.values()] == [date(2024, 9, 1), date(1904, 3, 1)]
    assert cells[1, 1].serial == 45536 - 1462


def test_notes_formulas_and_hidden_rows_come_along(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B2"] = 1, "=A1*2", "tekst"
    sheet["B2"].comment = openpyxl.comments.Comment("gebeld", "Piet")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    target = io.BytesIO()
    book.save(target)
    (tmp_path / "book.xlsx").write_bytes(target.getvalue())
    read = read_book(tmp_path / "book.xlsx")
    [ours] = read.sheets.values()
    assert (ours.cells[2, 1].formula, ours.cells[2, 1].value) == ("=A1*2", None)
    assert ours.notes == {(2, 2): "gebeld"}
    assert (ours.hidden_rows, ours.hidden_columns) == ((2,), (2,))
    assert [one.code for one in read.warnings] == ["hidden-rows", "hidden-columns"]
