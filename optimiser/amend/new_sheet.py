"""A whole new sheet: one native table with its header in row 1, frozen and ready to print, its cells linked where they lead somewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimiser.amend.styles import BODY, HEADER, LINKED, Look, Styles
from optimiser.amend.values import Link, Value, content
from optimiser.amend.xml import escaped
from optimiser.reading.addresses import address

# A line of 10 points; Excel allows a row of 409 points.
LINE_HEIGHT, MOST_LINES = 13.5, 30
Content = Value | Link
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True, slots=True)
class NewColumn:
    """One column: its header, its width in characters and the look of its cells."""

    header: str
    width: int = 20
    look: Look = BODY


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row; `looks` replaces that of a column (from 0) in a cell that holds no link."""

    cells: Sequence[Content]
    looks: Mapping[int, Look] = field(default_factory=dict)


def sheet_part(columns: Sequence[NewColumn], rows: Sequence[NewRow], styles: Styles, colour: str, from_1904: bool) -> bytes:
    """The sheet; its table and references are added by who knows the package."""
    header = styles.cell(HEADER)
    heads = "".join(_cell(1, number, one.header, header, from_1904) for number, one in enumerate(columns, start=1))
    lines = [f'<row r="1" ht="27" customHeight="1">{heads}</row>']
    for at, row in enumerate(rows, start=2):
        cells = ""
        for number, (column, value) in enumerate(zip(columns, row.cells, strict=True), start=1):
            look = LINKED if isinstance(value, Link) else row.looks.get(number - 1, column.look)
            cells += _cell(at, number, value, styles.cell(look), from_1904)
        lines.append(f'<row r="{at}" ht="{LINE_HEIGHT * _lines(row, columns)}" customHeight="1">{cells}</row>')
    widths = "".join(f'<col min="{n}" max="{n}" width="{one.width}" customWidth="1"/>' for n, one in enumerate(columns, start=1))
    tab = f'<tabColor rgb="FF{colour}"/>' if colour else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetPr>{tab}<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{address(len(rows) + 1, len(columns))}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        f' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
        f"<sheetData>{''.join(lines)}</sheetData>{_links(rows)}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;F&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()


def _lines(row: NewRow, columns: Sequence[NewColumn]) -> int:
    """Lines that the row's texts need; Excel finds out by itself, other programs do not."""
    texts = ((value.text if isinstance(value, Link) else value, column.width) for value, column in zip(row.cells, columns, strict=True))
    lengths = [sum(1 + len(part) // width for part in text.split("\n")) for text, width in texts if isinstance(text, str)]
    return min(max(lengths, default=1), MOST_LINES)


def _cell(row: int, column: int, value: Content, style: int, from_1904: bool) -> str:
    kind, inside = content(value.text if isinstance(value, Link) else value, from_1904)
    return f'<c r="{address(row, column)}" s="{style}"{kind}>{inside}</c>'


def _links(rows: Sequence[NewRow]) -> str:
    tags = [
        f'<hyperlink ref="{address(at, number)}" location="{escaped(value.location)}" display="{escaped(value.text)}"/>'
        for at, row in enumerate(rows, start=2)
        for number, value in enumerate(row.cells, start=1)
        if isinstance(value, Link)
    ]
    return f"<hyperlinks>{''.join(tags)}</hyperlinks>" if tags else ""
