"""A person's workbook: exactly what was changed is changed, whatever program wrote it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from optimiser.amend import Amended, Link, Look, NewColumn, NewRow, empty_workbook
from optimiser.amend import package as packages
from optimiser.exact import fits_in_a_cell, plain
from optimiser.faults import Refused
from optimiser.reading.preflight import preflight
from tests.amend.makers import MAKERS, by_office, by_openpyxl, by_us
from tests.office import need_office, recalculate

MARK = Look(fill="FFD9B3", border="B35900")
Maker = Callable[[], bytes]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(data: bytes) -> dict[tuple[str, str], Any]:
    """Every filled cell, formulas as formulas."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet for cell in row if cell.value is not None}


def seen(value: Any) -> Any:
    """A value as openpyxl gives it back."""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, (int, Fraction)):
        text = plain(value)
        return (float(text) if "." in text else int(text)) if fits_in_a_cell(text) else text
    return value


# What Excel cannot hold in a cell, and escapes that openpyxl leaves as they are, are left out.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20).filter(lambda text: "_x" not in text)
VALUES = st.one_of(
    st.integers(-(10**15), 10**15),
    st.fractions(-1000, 1000, max_denominator=1000),
    TEXTS,
    st.sampled_from(["=1+1", "+1", "@x", " spaces ", "a\nb", "\t", '<&>"', "-"]),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.none(),
)
CELLS = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("ABCDHKZ"), st.integers(2, 12))


@pytest.mark.parametrize("make", MAKERS)
@settings(max_examples=25)
@given(edits=st.dictionaries(CELLS, VALUES, min_size=1, max_size=6))
def test_exactly_the_typed_cells_change(make: Maker, edits: dict[str, Any]) -> None:
    data = make()
    book = Amended(data, "x.xlsx")
    for cell, value in edits.items():
        book.set("Herkomst", cell, value)
    changed = book.write()
    expected = values(data)
    for cell, value in edits.items():
        expected.pop(("Herkomst", cell), None)
        if value is not None:
            expected["Herkomst", cell] = seen(value)
    assert values(changed) == expected
    before, after = parts(data), parts(changed)
    sheet = {name for name in after if after[name] != before.get(name)} - {"xl/styles.xml"}
    allowed = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"} if make.__name__ == "by_an_exporter" else set()
    assert {name for name in sheet - allowed if "worksheets/sheet" not in name and "tables/table" not in name and name != "xl/a.xml"} == set()
    assert len([name for name in sheet if "sheet" in name]) <= 1


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_asked_is_nothing_changed(make: Maker) -> None:
    assert parts(Amended(make()).write()) == parts(make())
    assert list(parts(Amended(make()).write())) == list(parts(make()))


@pytest.mark.parametrize("make", MAKERS)
def test_notes_come_and_go_without_a_trace_on_the_cells(make: Maker) -> None:
    data = make()
    book = Amended(data)
    for cell in ("C2", "A40"):
        book.mark("Herkomst", cell, MARK)
        book.comment("Herkomst", cell, "Verwacht: een bedrag\nherstel: <typ> het")
    name = book.add_sheet("Fouten", [NewColumn("waar"), NewColumn("wat")], [NewRow([Link("naar C2", "Herkomst", "C2"), "=1+1"])], "faults")
    book.open_with(name)
    noted = book.write()
    opened = openpyxl.load_workbook(io.BytesIO(noted))
    sheet = opened["Herkomst"]
    assert sheet["C2"].comment.text.startswith("[optimiser] Verwacht: een bedrag")
    assert sheet["A40"].comment is not None
    assert opened["Fouten"]["A2"].hyperlink.location == "'Herkomst'!C2"
    assert opened.active.title == "Fouten"
    assert [one.title for one in opened if one.sheet_view.tabSelected and one.title != "Fouten"] == []
    assert {key: value for key, value in values(noted).items() if key[0] != "Fouten"} == values(data)
    again = Amended(noted)
    again.clear_notes()
    again.drop_sheet("Fouten")
    cleared = again.write()
    assert values(cleared) == values(data)
    assert sorted({*parts(cleared), "xl/styles.xml"}) == sorted({*parts(data), "xl/styles.xml"})
    assert parts(cleared).get("xl/worksheets/sheet2.xml") == parts(data).get("xl/worksheets/sheet2.xml")


def test_notes_can_be_taken_away_after_office_saved_them(tmp_path: Path) -> None:
    need_office()
    book = Amended(by_us())
    book.mark("Herkomst", "C2", MARK)
    book.comment("Herkomst", "C2", "Verwacht: een bedrag")
    (tmp_path / "noted.xlsx").write_bytes(book.write())
    saved = recalculate(tmp_path / "noted.xlsx", tmp_path / "saved").read_bytes()
    assert b"optimiser" in parts(saved)["xl/worksheets/sheet2.xml"]
    again = Amended(saved)
    again.clear_notes()
    cleared = again.write()
    assert not [name for name, data in parts(cleared).items() if b"optimiser&quot;" in data or b"[optimiser]" in data]
    assert openpyxl.load_workbook(io.BytesIO(cleared))["Herkomst"]["C2"].comment is None
    assert values(cleared) == values(saved)


@pytest.mark.parametrize("make", [by_us, by_openpyxl, by_office])
def test_somebody_elses_comment_stays(make: Maker) -> None:
    target = io.BytesIO()
    theirs = openpyxl.load_workbook(io.BytesIO(make()))
    theirs["Herkomst"]["C2"].comment = openpyxl.comments.Comment("Van Piet", "Piet")
    theirs["Herkomst"]["D2"].comment = openpyxl.comments.Comment("Ook van Piet", "Piet")
    theirs.save(target)
    book = Amended(target.getvalue())
    book.comment("Herkomst", "C2", "een")
    book.comment("Herkomst", "C2", "twee")
    book.comment("Herkomst", "C3", "drie")
    noted = book.write()
    sheet = openpyxl.load_workbook(io.BytesIO(noted))["Herkomst"]
    assert sheet["C2"].comment.text == "Van Piet\n\n[optimiser] een\n\ntwee"
    assert (sheet["C2"].comment.author, sheet["C3"].comment.author) == ("Piet", "optimiser")
    again = Amended(noted)
    again.clear_notes()
    sheet = openpyxl.load_workbook(io.BytesIO(again.write()))["Herkomst"]
    assert (sheet["C2"].comment.text, sheet["D2"].comment.text, sheet["C3"].comment) == ("Van Piet", "Ook van Piet", None)


def test_a_table_takes_in_what_is_typed_right_below_and_beside_it() -> None:
    book = Amended(by_us())
    book.set("Herkomst", "A5", "nieuw")
    book.set("Herkomst", "A6", "nog een")
    book.set("Herkomst", "I1", "onze kolom")
    book.set("Herkomst", "B1", "omschrijving")
    sheet = openpyxl.load_workbook(io.BytesIO(book.write()))["Herkomst"]
    table = sheet.tables["input_sources"]
    assert (table.ref, table.autoFilter.ref) == ("A1:I6", "A1:I6")
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
    assert sheet["A5"].fill.fgColor.rgb == sheet["A4"].fill.fgColor.rgb
    assert sheet["I1"].fill.fgColor.rgb == sheet["H1"].fill.fgColor.rgb
    assert {str(one.sqref) for one in sheet.data_validations.dataValidation} == {f"{letter}2:{letter}6" for letter in "CDEFGH"}


def test_headers_of_a_table_differ() -> None:
    for header in ("naam", "ID", None):
        book = Amended(by_us())
        book.set("Herkomst", "C1", header)
        with pytest.raises(ValueError, match="headers"):
            book.write()


def with_formulas() -> bytes:
    """A chart, a picture of results saved, shared formulas, an array over two cells, and comments of its own."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Blad")
        for row in range(5):
            sheet.write_number(row, 0, row)
            sheet.write_formula(row, 1, f"=A{row + 1}*2", None, row * 2)
        sheet.write_array_formula("D1:D2", "{=A1:A2*3}", None, 0)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Blad!$B$1:$B$5"})
        sheet.insert_chart("F2", chart)
        sheet.write_comment("A1", "eigen")
    shared = parts(target.getvalue())
    text = shared["xl/worksheets/sheet1.xml"].decode()
    text = text.replace("<f>A1*2</f>", '<f t="shared" ref="B1:B5" si="0">A1*2</f>')
    for row in range(2, 6):
        text = text.replace(f"<f>A{row}*2</f>", '<f t="shared" si="0"/>')
    shared["xl/worksheets/sheet1.xml"] = text.encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in shared.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_formulas_charts_and_saved_results_stay_and_are_calculated_again() -> None:
    data = with_formulas()
    book = Amended(data)
    book.set("Blad", "B1", 7)
    book.set("Blad", "B3", "=1+1")
    changed = book.write()
    assert {cell: value for (_, cell), value in values(changed).items() if cell[0] == "B"} == {
        "B1": 7,
        "B2": "=A2*2",
        "B3": "=1+1",
        "B4": "=A4*2",
        "B5": "=A5*2",
    }
    results = openpyxl.load_workbook(io.BytesIO(changed), data_only=True)["Blad"]
    assert [results[f"B{row}"].value for row in (1, 2, 4, 5)] == [7, 2, 6, 8]
    assert openpyxl.load_workbook(io.BytesIO(changed))["Blad"]["B3"].data_type == "s"
    before, after = parts(data), parts(changed)
    assert {name for name in after if after[name] != before[name]} == {"xl/worksheets/sheet1.xml"}
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_a_cell_of_an_array_is_not_changed_alone() -> None:
    book = Amended(with_formulas(), "x.xlsx")
    book.set("Blad", "D2", 1)
    with pytest.raises(Refused) as refused:
        book.write()
    assert [(one.code, one.sheet, one.cell) for one in refused.value.faults] == [("cell-in-array", "Blad", "D2")]


def test_a_date_is_a_date_and_a_number_none() -> None:
    book = Amended(by_us())
    book.set("Instrumenten", "K2", date(2025, 6, 30))
    book.set("Instrumenten", "C2", date(2025, 6, 30))
    book.set("Instrumenten", "J2", 5)
    sheet = openpyxl.load_workbook(io.BytesIO(book.write()))["Instrumenten"]
    assert (sheet["K2"].value, sheet["C2"].value, sheet["J2"].value) == (datetime(2025, 6, 30), datetime(2025, 6, 30), 5)
    assert sheet["C2"].fill.fgColor.rgb == sheet["C3"].fill.fgColor.rgb


@pytest.mark.parametrize("make", MAKERS)
def test_a_property_is_kept_and_replaced(make: Maker) -> None:
    book = Amended(make())
    assert book.get_property("versie") is None
    book.set_property("versie", "1 < 2")
    book.set_property("ander", "x")
    book.set_property("versie", "2")
    again = Amended(book.write())
    assert (again.get_property("versie"), again.get_property("ander")) == ("2", "x")
    assert len(openpyxl.load_workbook(io.BytesIO(book.write())).custom_doc_props.props) >= 2


def test_a_workbook_of_nothing_but_a_new_sheet_is_sound(tmp_path: Path) -> None:
    book = Amended(empty_workbook())
    book.add_sheet("Fouten", [NewColumn("code")], [NewRow(["a"])], "faults")
    path = tmp_path / "new.xlsx"
    path.write_bytes(book.write())
    assert preflight(path)[1] == ()
    assert values(path.read_bytes()) == {("Fouten", "A1"): "code", ("Fouten", "A2"): "a"}


def test_a_sheet_dropped_from_the_middle_leaves_the_names_of_the_others_right() -> None:
    data = by_us()
    before = openpyxl.load_workbook(io.BytesIO(data))
    book = Amended(data)
    book.drop_sheet("Instrumenten")
    after = openpyxl.load_workbook(io.BytesIO(book.write()))
    assert after.sheetnames == [name for name in before.sheetnames if name != "Instrumenten"]
    for name in after.sheetnames:
        assert (after[name].print_title_rows, after[name].print_title_cols) == (before[name].print_title_rows, before[name].print_title_cols)


def test_same_changes_same_bytes() -> None:
    def once() -> bytes:
        book = Amended(by_us())
        book.set("Herkomst", "C2", 5)
        book.mark("Herkomst", "C2", MARK)
        book.comment("Herkomst", "C2", "x")
        return book.write()

    assert once() == once()


def test_a_part_that_is_too_large_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST_PART", 5_000)
    book = Amended(by_us(), "x.xlsx")
    book.set("Effecten", "C2", 1)
    with pytest.raises(Refused) as refused:
        book.write()
    assert refused.value.faults[0].code == "part-too-large"


def test_what_is_not_there_is_said_to_the_programmer() -> None:
    book = Amended(by_us())
    with pytest.raises(KeyError):
        book.set("Nergens", "A1", 1)
    with pytest.raises(ValueError, match="not a cell"):
        book.set("Herkomst", "1A", 1)


def test_what_is_written_opens_in_office(tmp_path: Path) -> None:
    need_office()
    book = Amended(by_us())
    book.set("Herkomst", "A5", "nieuw <&>")
    book.set("Herkomst", "C5", Fraction(1, 4))
    book.mark("Herkomst", "C5", MARK)
    book.comment("Herkomst", "C5", "kijk")
    book.add_sheet("Fouten", [NewColumn("waar")], [NewRow([Link("C5", "Herkomst", "C5")])], "faults")
    (tmp_path / "new.xlsx").write_bytes(book.write())
    sheet = openpyxl.load_workbook(recalculate(tmp_path / "new.xlsx", tmp_path / "saved"))["Herkomst"]
    assert (sheet["A5"].value, sheet["C5"].value) == ("nieuw <&>", 0.25)
    assert "kijk" in sheet["C5"].comment.text
    assert sheet.tables["input_sources"].ref == "A1:H5"
