"""The same small workbook as different programs write it."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from optimiser.template import write_book
from tests import small
from tests.office import need_office, recalculate

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@cache
def by_us() -> bytes:
    """As the template is written: shared strings, native tables, validations."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.xlsx"
        write_book(path, small.programme(), small.figures(), "nl")
        return path.read_bytes()


@cache
def by_openpyxl() -> bytes:
    """Loaded and saved by openpyxl."""
    target = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(by_us())).save(target)
    return target.getvalue()


@cache
def by_office() -> bytes:
    """Opened and saved by LibreOffice."""
    need_office()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.xlsx"
        path.write_bytes(by_us())
        return recalculate(path, Path(folder) / "saved").read_bytes()


@cache
def by_an_exporter() -> bytes:
    """As a lean exporter writes it: a prefix everywhere, no addresses on cells, texts inside the cells, no styles, no shared strings."""
    rows = [[str(one) if isinstance(one, str) else one for one in row] for row in small.rows()["Herkomst"]]

    def cell(value: object) -> str:
        if value is None:
            return "<x:c/>"
        return f"<x:c><x:v>{value}</x:v></x:c>" if isinstance(value, int) else f'<x:c t="inlineStr"><x:is><x:t>{value}</x:t></x:is></x:c>'

    body = "".join(f"<x:row>{''.join(cell(one) for one in row)}</x:row>" for row in rows)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/a.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="R1" Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:sheets><x:sheet name="Herkomst" sheetId="1" q:id="R1"/></x:sheets>'
        "</x:workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="R1" Type="{OFFICE}/worksheet" Target="/xl/a.xml"/>'
        "</Relationships>",
        "xl/a.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{body}</x:sheetData></x:worksheet>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


MAKERS = (by_us, by_openpyxl, by_office, by_an_exporter)
