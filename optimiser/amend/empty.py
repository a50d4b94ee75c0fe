"""A workbook without sheets, to put new ones in where there is no workbook to change."""

from __future__ import annotations

from optimiser.amend.styles import EMPTY
from optimiser.files import zipped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def empty_workbook() -> bytes:
    """The bytes of a workbook that only lacks a sheet."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
        f' ContentType="{_SHEETS}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{_SHEETS}styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}">'
        "<bookViews><workbookView/></bookViews><sheets></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" Type="{_OFFICE}/styles"'
        ' Target="styles.xml"/></Relationships>',
    }
    return zipped({**{name: (_HEAD + text).encode() for name, text in parts.items()}, "xl/styles.xml": EMPTY})
