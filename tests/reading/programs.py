"""A workbook as other programs would have saved it: the same cells, written the way they write."""

from __future__ import annotations

import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from optimiser.exact import plain
from optimiser.reading.addresses import address
from optimiser.reading.sheets import Book, Cell, read_book

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROWS = 1000
DAYS_1904 = 1462


def by_openpyxl(path: Path, target: Path) -> Path:
    """As openpyxl saves it."""
    import openpyxl

    openpyxl.load_workbook(path).save(target)
    return target


def by_pandas(path: Path, target: Path) -> Path:
    """As pandas writes it: every sheet read as a table without a heading and written again, empty cells left out."""
    import pandas as pd

    sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=object, keep_default_na=False, na_values=[""])
    with pd.ExcelWriter(target, engine="openpyxl", date_format="dd-mm-yyyy", datetime_format="dd-mm-yyyy") as writer:
        for name, table in sheets.items():
            table.to_excel(writer, sheet_name=name, header=False, index=False)
    return target


def by_google(path: Path, target: Path, inline: bool = False, starts_1904: bool = False, runs: bool = False) -> Path:
    """As Google Sheets exports it: every cell with a style, rows to 1000, no names, no theme, no properties, no size; texts shared or inline."""
    book = read_book(path)
    texts: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{n}.xml": _sheet(book, name, texts, inline, starts_1904) for n, name in enumerate(book.sheets, start=1)}
    parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>" + "".join(f"<si>{_item(text, runs)}</si>" for text in texts) + "</sst>"
    parts["xl/styles.xml"] = (
        f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd-mm-yyyy"/></numFmts><fonts count="1"><font/></fonts>'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="0" applyAlignment="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    names = list(enumerate(book.sheets, start=1))
    listed = "".join(f'<sheet state="visible" name={quoteattr(name)} sheetId="{n}" r:id="rId{n + 2}"/>' for n, name in names)
    parts["xl/workbook.xml"] = (
        f'<workbook {MAIN} {LINKS}><workbookPr date1904="{int(starts_1904)}"/><sheets>{listed}</sheets><definedNames/><calcPr/></workbook>'
    )
    relation = '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
    links = [relation.format(n + 2, "worksheet", f"worksheets/sheet{n}.xml") for n, _ in names]
    links += [relation.format(1, "styles", "styles.xml"), relation.format(2, "sharedStrings", "sharedStrings.xml")]
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships {package}>{''.join(links)}</Relationships>"
    parts["_rels/.rels"] = f"<Relationships {package}>{relation.format(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>"
    kinds = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles", "xl/sharedStrings.xml": "sharedStrings"}
    kinds |= {f"xl/worksheets/sheet{n}.xml": "worksheet" for n, _ in names}
    overrides = "".join(f'<Override ContentType="{TYPE}.{kind}+xml" PartName="/{part}"/>' for part, kind in kinds.items())
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default ContentType="application/xml" Extension="xml"/>'
        f'<Default ContentType="application/vnd.openxmlformats-package.relationships+xml" Extension="rels"/>{overrides}</Types>'
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, HEAD + text)
    return target


def _sheet(book: Book, name: str, texts: dict[str, int], inline: bool, starts_1904: bool) -> str:
    cells = book.sheets[name].cells
    width = max((column for _, column in cells), default=1)
    rows = []
    for row in range(1, max(ROWS, *(row for row, _ in cells), 1) + 1):
        made = (_cell(address(row, column), cells.get((row, column)), texts, inline, starts_1904) for column in range(1, width + 1))
        rows.append(f'<row r="{row}" ht="15.75" customHeight="1">{"".join(made)}</row>')
    front = '<sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    return f'<worksheet {MAIN} {LINKS}>{front}<sheetData>{"".join(rows)}</sheetData><drawing r:id="rId1"/></worksheet>'


def _cell(where: str, cell: Cell | None, texts: dict[str, int], inline: bool, starts_1904: bool) -> str:
    if cell is None or (cell.value is None and cell.formula is None):
        return f'<c r="{where}" s="1"/>'
    formula = "" if cell.formula is None else f"<f>{escape(cell.formula.removeprefix('='))}</f>"
    value = cell.value
    if isinstance(value, str):
        if formula or inline:
            return f'<c r="{where}" s="1" t="{"str" if formula else "inlineStr"}">{formula or f"<is>{_item(value, runs=True)}</is>"}</c>'
        return f'<c r="{where}" s="1" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{where}" s="1" t="b">{formula}<v>{int(value)}</v></c>'
    if isinstance(value, date):
        serial = (value - date(1899, 12, 30)).days - (DAYS_1904 if starts_1904 else 0)
        return f'<c r="{where}" s="2"><v>{serial}.0</v></c>'
    assert isinstance(value, (int, Fraction))
    digits = f"{value}.0" if isinstance(value, int) else plain(value)
    return f'<c r="{where}" s="1">{formula}<v>{digits}</v></c>'


def _item(text: str, runs: bool) -> str:
    """A text item; in `runs` it is cut in two pieces of rich text, with a phonetic reading that must not count."""
    if not runs or len(text) < 2:
        return f'<t xml:space="preserve">{escape(text)}</t>'
    pieces = (f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(piece)}</t></r>' for piece in (text[:1], text[1:]))
    return "".join(pieces) + '<rPh sb="0" eb="1"><t>x</t></rPh>'
