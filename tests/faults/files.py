"""Files that are not a sound workbook: each function makes one in a folder and says which fault must come."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.faults.spoil import Expected, good_bytes, operate, swap
from tests.small import MLN, rows

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)
SHEET = "xl/worksheets/sheet1.xml"
Case = tuple[Path, Expected]


def _file(folder: Path, content: bytes, name: str = "bad.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def absent(folder: Path) -> Case:
    return folder / "absent.xlsx", Expected("file-missing")


def a_folder(folder: Path) -> Case:
    (folder / "map.xlsx").mkdir()
    return folder / "map.xlsx", Expected("file-is-folder")


def nothing_in_it(folder: Path) -> Case:
    return _file(folder, b""), Expected("empty-file", says="0 bytes")


def lock_file(folder: Path) -> Case:
    return _file(folder, b"\x0cplanner" + bytes(100), "~$taz.xlsx"), Expected("lock-file", says="'taz.xlsx'")


def behind_a_password(folder: Path) -> Case:
    return _file(folder, OLE + "EncryptedPackage".encode("utf-16-le")), Expected("encrypted", says="wachtwoord")


def excel_97(folder: Path) -> Case:
    return _file(folder, OLE + "Workbook".encode("utf-16-le")), Expected("old-xls")


def word_97(folder: Path) -> Case:
    return _file(folder, OLE + "WordDocument".encode("utf-16-le")), Expected("not-a-workbook")


def open_document(folder: Path) -> Case:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return _file(folder, target.getvalue()), Expected("ods-file")


def csv(folder: Path) -> Case:
    return _file(folder, b"id;naam;2024\nbreed;Breed;5\n"), Expected("csv-renamed")


def csv_in_utf_16(folder: Path) -> Case:
    return _file(folder, "id;naam;2024\nbreed;Breed;5\n".encode("utf-16")), Expected("csv-renamed")


def web_page(folder: Path) -> Case:
    return _file(folder, b"\xef\xbb\xbf <!DOCTYPE html><html><table></table></html>"), Expected("html-renamed")


def xml_of_excel_2003(folder: Path) -> Case:
    return _file(folder, b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'), Expected("xml-renamed")


def pdf(folder: Path) -> Case:
    return _file(folder, b"%PDF-1.7, a, b; c"), Expected("not-a-workbook")


def picture(folder: Path) -> Case:
    return _file(folder, b"\x89PNG\r\n\x1a\n" + bytes(64)), Expected("not-a-workbook")


def cut_off(folder: Path) -> Case:
    return _file(folder, good_bytes()[:3000]), Expected("broken-zip")


def bytes_changed(folder: Path) -> Case:
    content = bytearray(good_bytes())
    content[200:260] = bytes(60)
    return _file(folder, bytes(content)), Expected("broken-zip")


def zip_bomb(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {"xl/media/image1.bin": bytes(2_000_000)}), Expected("zip-bomb", says="300")


def same_part_twice(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {"XL/Workbook.xml": b"<workbook/>"}), Expected("duplicate-part")


def path_out_of_the_folder(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {"../../evil.xml": b"<x/>"}), Expected("odd-path")


def path_with_backslash(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {"xl\\evil.xml": b"<x/>"}), Expected("odd-path")


def document_type(folder: Path) -> Case:
    change = swap("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')
    return operate(folder / "bad.xlsx", {SHEET: change}), Expected("xml-entity")


def document_type_in_utf_16(folder: Path) -> Case:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    return operate(folder / "bad.xlsx", {"xl/custom.xml": text}), Expected("xml-entity")


def no_workbook_in_it(folder: Path) -> Case:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return _file(folder, target.getvalue()), Expected("no-workbook-part")


def binary_workbook(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {"xl/workbook.bin": b"x"}), Expected("binary-workbook")


def macros(folder: Path) -> Case:
    return operate(folder / "bad.xlsm", {"xl/vbaProject.bin": b"x"}), Expected("macros")


def strict_workbook(folder: Path) -> Case:
    old, new = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    return operate(folder / "bad.xlsx", {"xl/workbook.xml": swap(old, new)}), Expected("strict-workbook")


def broken_xml(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {SHEET: swap("</sheetData>", "<oops>")}), Expected("workbook-unreadable")


def external_link(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {"xl/externalLinks/externalLink1.xml": b"<x/>"}), Expected("external-links", warning=True)


def manual_calculation(folder: Path) -> Case:
    change = swap("<calcPr ", '<calcPr calcMode="manual" ')
    return operate(folder / "bad.xlsx", {"xl/workbook.xml": change}), Expected("manual-calculation", warning=True)


def hidden_sheet(folder: Path) -> Case:
    change = swap('name="Herkomst"', 'name="Herkomst" state="veryHidden"')
    return operate(folder / "bad.xlsx", {"xl/workbook.xml": change}), Expected("hidden-sheet", "Herkomst", warning=True, says="veryHidden")


def hidden_row(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {SHEET: swap('<row r="3"', '<row r="3" hidden="1"')}), Expected("hidden-rows", "Herkomst!A3", warning=True)


def hidden_column(folder: Path) -> Case:
    change = swap("<sheetData>", '<cols><col min="3" max="4" width="9" hidden="1"/></cols><sheetData>')
    return operate(folder / "bad.xlsx", {SHEET: change}), Expected("hidden-columns", "Herkomst!C1", warning=True)


def a_million_rows(folder: Path) -> Case:
    more = "".join(f'<row r="{number}"/>' for number in range(10, 210_000))
    return operate(folder / "bad.xlsx", {SHEET: swap("</sheetData>", more + "</sheetData>")}), Expected("too-many-rows", "Herkomst", says="200.000")


def far_off_cell(folder: Path) -> Case:
    more = '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    return operate(folder / "bad.xlsx", {SHEET: swap("</sheetData>", more)}), Expected("far-off-cell", "Herkomst!A1048576", says="200.000")


def merged_cells(folder: Path) -> Case:
    change = swap("<pageMargins", '<mergeCells count="1"><mergeCell ref="G2:G3"/></mergeCells><pageMargins')
    return operate(folder / "bad.xlsx", {SHEET: change}), Expected("merged-cells", "Herkomst!G2", says="G2:G3")


def amount_too_large_for_its_date_format(folder: Path) -> Case:
    sheets = rows()
    place = f"<v>{100 * MLN}</v>"

    def change(data: bytes) -> bytes:
        return data.replace(f'<c r="C2">{place}'.encode(), f'<c r="C2" s="1">{place}'.encode())

    return operate(folder / "bad.xlsx", {SHEET: change}, sheets), Expected("date-for-number", "Herkomst!C2")


def number_that_is_no_number(folder: Path) -> Case:
    return operate(folder / "bad.xlsx", {SHEET: swap(f"<v>{100 * MLN}</v>", "<v>1e999</v>")}), Expected("not-finite", "Herkomst!C2")


CASES = tuple(value for name, value in list(globals().items()) if getattr(value, "__module__", "") == __name__ and not name.startswith("_"))
