"""Cells as they were typed, whatever the file declares; and files that are turned away before any library opens them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from optimiser.faults import Refused
from optimiser.reading import markup, package, preflight, sheets
from optimiser.reading.addresses import address
from optimiser.reading.sheets import Cell, read_book
from tests import small
from tests.faults.files import SHEET
from tests.faults.spoil import good_bytes, operate, swap


def cells_of(folder: Path, *values: object) -> list[Cell]:
    """The cells of a workbook with these values in column A."""
    path = small.write(folder / "cells.xlsx", {"Blad": [[value] for value in values]})
    return list(read_book(path).sheets["Blad"].cells.values())


def codes_of(path: Path) -> set[str]:
    with pytest.raises(Refused) as refused:
        read_book(path)
    return {fault.code for fault in refused.value.faults}


def test_values_are_what_was_typed(tmp_path: Path) -> None:
    values = [cell.value for cell in cells_of(tmp_path, "tekst", " =1+1", 12, 498_900_000, 0.1, -2.5, True, "PM")]
    assert values == ["tekst", " =1+1", 12, 498_900_000, Fraction(1, 10), Fraction(-5, 2), True, "PM"]
    assert [type(value) for value in values[2:5]] == [int, int, Fraction]


def test_dates_keep_the_number_beneath_them(tmp_path: Path) -> None:
    day, moment = cells_of(tmp_path, date(2024, 9, 1), datetime(2024, 9, 1, 12, 0))
    assert (day.value, day.serial, day.is_date_format) == (date(2024, 9, 1), 45536, True)
    assert (moment.value, moment.serial, moment.is_date_format) == (Fraction(91073, 2), Fraction(91073, 2), True)


def test_formulas_come_with_their_saved_value_errors_with_their_name(tmp_path: Path) -> None:
    good, never, error, text = cells_of(tmp_path, ("=1+1", 2), ("=1+2", ""), ("=1/0", "#DIV/0!"), ('="a"&"b"', "ab"))
    assert (good.formula, good.value) == ("=1+1", 2)
    assert (never.formula, never.value, never.error) == ("=1+2", None, None)
    assert (error.formula, error.value, error.error) == ("=1/0", None, "#DIV/0!")
    assert (text.formula, text.value) == ('="a"&"b"', "ab")


def test_what_a_person_sees_is_quoted() -> None:
    cells = [
        Cell("A1", Fraction(1, 4)),
        Cell("A1", True),
        Cell("A1", date(2024, 9, 1)),
        Cell("A1", None, "=A2"),
        Cell("A1", None, "=A2", "#REF!"),
        Cell("A1"),
    ]
    assert [cell.shown for cell in cells] == ["0.25", "TRUE", "2024-09-01", "=A2", "#REF!", ""]


def test_a_wrong_declared_size_hides_nothing(tmp_path: Path) -> None:
    path = operate(tmp_path / "size.xlsx", {SHEET: swap('<dimension ref="A1:G4"/>', '<dimension ref="A1:A1"/>')})
    assert read_book(path).sheets["Herkomst"].cells[4, 4].value == "PM"


def test_blank_cells_far_off_are_nobodys_fault(tmp_path: Path) -> None:
    more = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    book = read_book(operate(tmp_path / "far.xlsx", {SHEET: swap("</sheetData>", more)}))
    assert max(book.sheets["Herkomst"].cells) == (4, 6)
    assert book.warnings == ()


def test_the_extension_does_not_matter_the_content_does(tmp_path: Path) -> None:
    path = tmp_path / "export.tmp"
    path.write_bytes(good_bytes())
    assert "Herkomst" in read_book(path).sheets


@pytest.mark.parametrize(
    ("module", "limit", "code"),
    [
        (preflight, "LARGEST_FILE", "file-too-large"),
        (package, "MOST_PARTS", "zip-too-many-parts"),
        (package, "MOST_BYTES", "zip-too-large"),
    ],
)
def test_beyond_a_limit_a_file_is_refused_with_the_limit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, code: str
) -> None:
    path = small.write(tmp_path / "small.xlsx", small.rows())
    monkeypatch.setattr(module, limit, 5)
    with pytest.raises(Refused) as refused:
        read_book(path)
    assert [fault.code for fault in refused.value.faults] == [code]
    assert "5" in refused.value.faults[0].as_json("nl")["expected"]


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 200)
    path = small.write(tmp_path / "many.xlsx", {"Blad": [[1, 2, 3] for _ in range(40)], "Ander": [[1, 2, 3] for _ in range(40)]})
    assert codes_of(path) == {"too-many-cells"}


def test_a_part_of_endless_elements_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 300)
    path = operate(tmp_path / "endless.xlsx", {SHEET: swap("</sheetData>", "</sheetData>" + "<a/>" * 300)})
    assert codes_of(path) == {"workbook-unreadable"}


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="a limit on memory is a matter of Linux here")
def test_memory_that_runs_out_while_reading_is_a_fault(tmp_path: Path) -> None:
    path = small.write(tmp_path / "large.xlsx", {"Herkomst": [[row * 20 + column for column in range(20)] for row in range(6000)]})
    code = """if True:
        import resource, sys
        from pathlib import Path
        import optimiser.run, optimiser.views.screen, optimiser.reading.sheets, openpyxl.styles.numbers
        from optimiser import cli
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 40_000_000, resource.RLIM_INFINITY))
        sys.exit(cli.main(["check", "--json", "--input", sys.argv[1]]))
    """
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 2, done.stderr
    assert [fault["code"] for fault in json.loads(done.stdout)["faults"]] == ["too-little-memory"]


def test_a_file_that_may_not_be_read_is_said_to_be_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small.write(tmp_path / "small.xlsx", small.rows())

    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert codes_of(path) == {"file-unreadable"}


@pytest.mark.parametrize("size", [1, 30, 500, 2500, 5000])
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(good_bytes()[:size])
    assert codes_of(path) <= {"broken-zip", "not-a-workbook", "csv-renamed"}


def test_every_changed_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    content = good_bytes()
    path = tmp_path / "flipped.xlsx"
    for position in range(0, len(content), 401):
        path.write_bytes(content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :])
        try:
            read_book(path)
        except Refused as refused:
            assert all(fault.code for fault in refused.faults)


def test_openpyxl_is_not_loaded_before_a_workbook_is_read() -> None:
    code = "import sys, optimiser.workbook; sys.exit('openpyxl' in sys.modules or 'xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 1, "A1"), (4, 26, "Z4"), (4, 27, "AA4"), (9, 702, "ZZ9"), (9, 703, "AAA9"), (1, 16384, "XFD1")]
)
def test_addresses_are_excels(row: int, column: int, name: str) -> None:
    assert address(row, column) == name
