"""Rows taken out of a sheet's part in one go hold what the strict reader would find in them; every other row is left to it."""

from __future__ import annotations

import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimiser import workbook
from optimiser.faults import Refused
from optimiser.places import find_input, find_programme
from optimiser.programme_file import read_programme
from optimiser.reading import parts, sheet_part
from optimiser.reading.addresses import address
from optimiser.reading.parts import Frame
from optimiser.reading.plain_rows import take
from optimiser.reading.sheets import Cell, PlainCells, Sheet, read_book
from tests.reading.test_plain import GOOD, HEADERS, ODD_CELLS
from tests.rounds import HEADS

PROGRAMME = read_programme(find_programme("subsidieronde"))
WORKBOOK = find_input(find_programme("subsidieronde"), PROGRAMME.programme.input, None)
SHEET, STRINGS = "xl/worksheets/sheet11.xml", "xl/sharedStrings.xml"
PARTS = {name: data for archive in [zipfile.ZipFile(WORKBOOK)] for name in archive.namelist() for data in [archive.read(name)]}
STYLES = PARTS["xl/styles.xml"].replace(b"</cellXfs>", b'<xf numFmtId="14"/></cellXfs>')
# The style that was added: a date.
DATED = STYLES[STYLES.index(b"<cellXfs") : STYLES.index(b"</cellXfs>")].count(b"<xf ") - 1
NUMBERS = {HEADS.index(head) for head in ("deelnemers", "gevraagd instroom", "gevraagd opscholing", "gevraagd behoud")}
# Cells and rows as other programs, or people with an editor, write them: some are taken, some are read strictly, some are refused.
ODD_MARKUP = (
    '<c r="{at}"/>', '<c r="{at}" s="9"/>', '<c r="{at}" s="99"><v>1</v></c>', '<c r="{at}" s="01"/>', '<c><v>5</v></c>', '<c r="{at}" t="n"><v>5</v></c>',
    '<c r="{at}"><v>0.1</v></c>', '<c r="{at}"><v>1E3</v></c>', '<c r="{at}"><v>0.30000000000000004</v></c>', '<c r="{at}"><v> 7 </v></c>', '<c r="{at}"><v>-5</v></c>',
    '<c r="{at}"><v>1e400</v></c>', '<c r="{at}"><v>nan</v></c>', '<c r="{at}"><v>x</v></c>', '<c r="{at}"><v>12345678901234567890</v></c>', '<c r="{at}"><v>111222333</v></c>',
    '<c r="{at}" t="s"><v>0</v></c>', '<c r="{at}" t="s"><v>00</v></c>', '<c r="{at}" t="s"><v>99999</v></c>', '<c r="{at}" t="s"/>', '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="e"><v>#REF!</v></c>', '<c r="{at}" t="d"><v>2024-01-01</v></c>', '<c r="{at}"><f>1+1</f><v>2</v></c>', '<c r="{at}"><f>1+1</f></c>',
    '<c r="{at}" s="9"><f>J2/3</f><v>0.30000000000000004</v></c>', '<c r="{at}" t="n"><f>J2</f><v>1E3</v></c>', '<c r="{at}"><f>"é"</f><v>2</v></c>', '<c r="{at}"><f/><v>2</v></c>',
    '<c r="{at}"><f>A1 &amp; A2</f><v>2</v></c>', '<c r="{at}"><f t="shared" ref="A1:A9" si="0">A1</f><v>2</v></c>', '<c r="{at}"><f t="shared" si="0"/><v>2</v></c>',
    '<c r="{at}"><f>1</f><v>111222333</v></c>', '<c r="{at}"><f>1</f><v>nan</v></c>', '<c r="{at}" t="str"><v>tekst</v></c>', '<c r="{at}" t="inlineStr"><is><t>a &amp; b</t></is></c>', '<c r="{at}" t="inlineStr"><is><t>x_x000D_y</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><r><t>in</t></r><r><t>delen</t></r></is></c>', '<c r="{at}" t="inlineStr"><is><t>#N/B</t></is></c>', '<c r="{at}" t="inlineStr"><is><t> #N/B </t></is></c>',
    '<c r="A1"><v>1</v></c>', '<c r="{at}"><v>1</v></c><c r="{at}"><v>1</v></c>', '<c r="{at}"><v>1</v><v>2</v></c>', '<c r="{at}"><b/></c>', '<x/>', 'tekst',
    '<!-- uitleg -->', '<![CDATA[<c r="{at}"/>]]>', '<?wat is dit?>', '<c r="{at}" s="9" s="9"/>', '<c r="{at}"><v>1</v>', '</row><row r="{row}">', '</sheetData><sheetData>',
    f'<c r="{{at}}" s="{DATED}"><v>45000</v></c>', f'<c r="{{at}}" s="{DATED}"><v>45000.5</v></c>', f'<c r="{{at}}" s="{DATED}"><v>-1</v></c>', f'<c r="{{at}}" s="{DATED}"><v>111222333</v></c>',
    f'<c r="{{at}}" s="{DATED}"><f>1+1</f><v>45000</v></c>', f'<c r="{{at}}" s="{DATED}"><v>1E30</v></c>', f'<c r="{{at}}" s="{DATED}"/>', '<c r="{at}" t="inlineStr"><is><t>\ufffe</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t>regel\nen\r\nregel</t></is></c>', '<c r="{at}" t="inlineStr"><is><t>]]></t></is></c>', '<c r="{at}" t="inlineStr"><is><t/></is></c>',
)  # fmt: skip
ROW_TAGS = (
    '<row r="{row}">', '<row r="{row}" spans="1:15">', '<row r="{row}" spans="1:15" ht="27" customHeight="1">', '<row r="{row}" hidden="1">',
    '<row r="{row}" hidden="false" ht="12.8">', '<row>', '<row r="{row}" a="1" a="1">', '<row r="{row}" ht="15"/><row r="{row}">', '<row r="0{row}">', '<row r="3">', '\n<row r="{row}">',
    '<row r="{row}" x:y="1">', '<row r="{row}" hidden="&#49;">', '<row r="{row}" xmlns="urn:x">', '<row r="{row}" a=">">', '<row r="{row}" a="1/">', '<row r="{row}" a="/>',
)  # fmt: skip


def cell(where: str, typed: str, column: int) -> str:
    """One cell with a text or, in a column of numbers, a number."""
    if typed == "":
        return f'<c r="{where}" s="9"/>'
    if column in NUMBERS and typed.isascii() and typed.isdigit():
        return f'<c r="{where}" s="9"><v>{typed}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(typed)}</t></is></c>'


def row(number: int, cells: list[str], tag: str = ROW_TAGS[0], odd: dict[int, str] | None = None) -> str:
    """One row; `odd` markup takes the place of a cell."""
    places = [address(number, column) for column in range(1, len(cells) + 1)]
    written = [cell(where, typed, at) for at, (where, typed) in enumerate(zip(places, cells, strict=True))]
    for at, markup in (odd or {}).items():
        written[at] = markup.replace("{at}", places[at]).replace("{row}", str(number))
    return tag.replace("{row}", str(number)) + "".join(written) + "</row>"


def write(path: Path, rows: list[str]) -> Path:
    """The example with these rows on the sheet of applicants."""
    old = PARTS[SHEET]
    begin, end = old.index(b"<sheetData>") + 11, old.index(b"</sheetData>")
    made = {**PARTS, SHEET: old[:begin] + "".join(rows).encode() + old[end:], "xl/styles.xml": STYLES}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return path


def outcome(path: Path) -> tuple[Any, ...]:
    """All that reading gives: the cells of every sheet, the members with their figures and places, and every fault word for word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "refuse_if_any", lambda _: None)
        try:
            book = read_book(path)
            figures, told = workbook.figures_of(book, PROGRAMME)
        except Refused as refused:
            return (), refused.faults
    seen = [(sheet.state, list(sheet.cells.items()), sheet.merged, sheet.hidden_rows, sheet.hidden_columns) for sheet in book.sheets.values()]
    return seen, tuple(figures.members["aanvrager"]), told


def strictly(path: Path) -> tuple[Any, ...]:
    """The same read event by event."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_part, "take", lambda *_: None)
        patch.setattr(parts, "_plain_strings", lambda *_: None)
        return outcome(path)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every workbook is written."""
    return tmp_path_factory.mktemp("rows") / "ronde.xlsx"


@st.composite
def sheets(draw: st.DrawFn) -> list[str]:
    """Rows of applicants with odd cells, odd markup and odd tags among them, some left out."""
    rows = [list(one) for one in draw(st.lists(st.sampled_from(GOOD), min_size=1, max_size=8))]
    for at, one in enumerate(rows):
        if draw(st.booleans()):
            one[0], one[2] = f"b{at}", f"Organisatie {at}"
        if draw(st.integers(0, 3)) == 0:
            one[draw(st.integers(0, len(HEADS) - 1))] = draw(st.sampled_from(ODD_CELLS))
    heads = [draw(st.sampled_from(HEADERS[at])) if at in HEADERS and draw(st.integers(0, 8)) == 0 else head for at, head in enumerate(HEADS)]
    written, number = [row(1, heads)], 1
    for one in rows:
        number += draw(st.sampled_from([1, 1, 1, 1, 1, 1, 2, 300_000])) if draw(st.integers(0, 5)) == 0 else 1
        odd = {draw(st.integers(0, len(HEADS) - 1)): draw(st.sampled_from(ODD_MARKUP))} if draw(st.integers(0, 5)) == 0 else {}
        written.append(row(number, one, draw(st.sampled_from(ROW_TAGS)) if draw(st.integers(0, 7)) == 0 else ROW_TAGS[0], odd))
    return written


@settings(max_examples=150, deadline=None)
@given(rows=sheets())
def test_taken_and_strictly_read_rows_give_the_same_cells_members_and_faults(rows: list[str], path: Path) -> None:
    write(path, rows)
    assert outcome(path) == strictly(path)


@pytest.mark.parametrize("markup", ODD_MARKUP)
def test_odd_markup_in_a_cell_is_told_the_same(markup: str, path: Path) -> None:
    for column in (0, 1, 7, 9, 14):
        rows = [row(number, one, odd={column: markup} if number == 6 else None) for number, one in enumerate([list(HEADS), *GOOD], start=1)]
        write(path, rows)
        assert outcome(path) == strictly(path)


@pytest.mark.parametrize("tag", ROW_TAGS)
def test_an_odd_row_tag_is_told_the_same(tag: str, path: Path) -> None:
    rows = [row(number, one, tag if number in (5, 8) else ROW_TAGS[0]) for number, one in enumerate([list(HEADS), *GOOD], start=1)]
    write(path, rows)
    assert outcome(path) == strictly(path)


@pytest.mark.parametrize("column", range(len(HEADS)), ids=HEADS)
def test_every_odd_cell_in_every_column_is_told_the_same(column: int, path: Path) -> None:
    rows = [[f"b{at}", *GOOD[at % len(GOOD)][1:]] for at in range(2 * len(ODD_CELLS))]
    for at, odd in enumerate(ODD_CELLS):
        rows[2 * at][2] = f"Organisatie {at}"
        rows[2 * at][column] = odd
    write(path, [row(number, one) for number, one in enumerate([list(HEADS), *rows], start=1)])
    found = outcome(path)
    assert found == strictly(path)
    assert len(found) == 2 or found[1]


def test_persons_and_conflicts_are_found_in_columns_of_ones_own(path: Path) -> None:
    rows = [[*one, str(at), "gewoon"] for at, one in enumerate(GOOD)]
    rows[5][15], rows[6][15], rows[7][16], rows[9][16] = "jan@voorbeeld.nl", "111222333", "MIJN: 5 | HUN: 6", "#N/B"
    write(path, [row(number, one) for number, one in enumerate([[*HEADS, "contact", "opmerkingen"], *rows], start=1)])
    found = outcome(path)
    assert found == strictly(path)
    assert {fault.code for fault in found[-1]} >= {"personal-data", "merge-conflict"}


def test_dates_and_results_in_columns_of_ones_own_leave_a_list_plain(path: Path) -> None:
    head = row(1, [*HEADS, "ontvangen", "totaal"])
    written = [
        row(
            at, [*one, "", ""], odd={15: f'<c r="{{at}}" s="{DATED}"><v>{45000 + at}</v></c>', 16: f'<c r="{{at}}"><f>J{at}+K{at}</f><v>{at}</v></c>'}
        )
        for at, one in enumerate(GOOD, start=2)
    ]
    book = read_book(write(path, [head, *written]))
    assert outcome(path) == strictly(path)
    cells = book.sheets["Aanvragers"].cells
    assert isinstance(cells, PlainCells)
    assert len(cells.plain.rows) == len(GOOD)
    assert (cells[2, 16].value, cells[2, 16].serial, cells[2, 17].value, cells[2, 17].formula) == (date(2023, 3, 17), 45002, 2, "=J2+K2")


def test_texts_that_are_shared_are_the_same_however_they_are_written(path: Path) -> None:
    for change in (
        (b"<si><t>klein</t></si>", b"<si><r><t>kl</t></r><r><t>ein</t></r></si>"),
        (b"<si><t>klein</t></si>", b"<si><t>klein</t><rPh><t>x</t></rPh></si>"),
        (b"<si><t>klein</t></si>", b"<si><t>klein &amp; fijn_x000D_</t></si>"),
        (b"<si><t>klein</t></si>", b"<si><t>klein</t></si>\n"),
        (b"<si><t>klein</t></si>", b"<si/>"),
        (b"<si><t>klein</t></si>", b"<si><t>" + b"k" * 40_000 + b"</t></si>"),
        (b"<si><t>klein</t></si>", b"<!-- x --><si><t>klein</t></si>"),
        (b"<si><t>klein</t></si>", b"<si><t>\xff</t></si>"),
        (b"<si><t>klein</t></si>", b"<si><t>klein</t>"),
    ):
        assert change[0] in PARTS[STRINGS]
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in PARTS.items():
                archive.writestr(name, data.replace(*change, 1) if name == STRINGS else data)
        assert outcome(path) == strictly(path)


def test_plain_rows_are_taken_and_the_first_of_its_kind_is_left() -> None:
    part = f'<worksheet xmlns="x"><sheetData>{"".join(row(number, GOOD[0][:2]) for number in (1, 2, 5))}</sheetData></worksheet>'.encode()
    taken = take(part, Frame((), (), styles=20))
    assert taken is not None
    assert list(taken.plain.rows) == [2, 5]
    assert dict(taken.plain.columns) == {1: [GOOD[0][0]] * 2, 2: [GOOD[0][1]] * 2}
    assert (taken.plain.count, taken.rest.count(b"<row")) == (4, 1)


def test_rows_with_cells_in_other_columns_stay_in_order() -> None:
    body = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>0.5</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="9"><c r="B9"/></row>'
    taken = take(f'<worksheet xmlns="x"><sheetData>{body}</sheetData></worksheet>'.encode(), Frame((), ()))
    assert taken is not None
    assert dict(taken.plain.columns) == {1: ["", 3, ""], 2: [Fraction(1, 2), "", ""]}


def test_a_sheet_of_applicants_is_not_looked_at_cell_by_cell(path: Path) -> None:
    write(path, [row(number, one) for number, one in enumerate([list(HEADS), *GOOD], start=1)])
    book = read_book(path)
    figures, _ = workbook.figures_of(book, PROGRAMME)
    assert len(figures.members["aanvrager"]) == len(GOOD)
    assert "_whole" not in vars(book.sheets["Aanvragers"].cells)


def test_a_cell_that_was_never_made_is_there_when_it_is_asked_for(path: Path) -> None:
    write(path, [row(number, one) for number, one in enumerate([list(HEADS), *GOOD], start=1)])
    sheet: Sheet = read_book(path).sheets["Aanvragers"]
    assert sheet.cells[4, 1] == Cell("A4", GOOD[2][0])
    assert (4, 15) not in sheet.cells
    assert sheet.cells.get((99, 1)) is None
    assert len(sheet.cells) == len(list(sheet.cells)) == len(HEADS) + sum(1 for one in GOOD for typed in one if typed)
