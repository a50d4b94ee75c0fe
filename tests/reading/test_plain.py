"""Applicants read a column at a time and cell by cell: the same members, the same faults, at the same cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimiser import workbook
from optimiser.faults import Refused, key_of
from optimiser.places import find_input, find_programme
from optimiser.programme_file import read_programme
from optimiser.reading import member_csv
from optimiser.reading.personal import may_be_personal, sorts_of
from optimiser.reading.plain import clashing, twice
from optimiser.reading.sheets import Cell, read_book
from tests.rounds import HEADS, applicants

PROGRAMME = read_programme(find_programme("subsidieronde"))
BOOK = read_book(find_input(find_programme("subsidieronde"), PROGRAMME.programme.input, None))
GOOD = [["" if cell == 0 else str(cell) for cell in row] for row in applicants(12, 5)]
# What people type, and what programs make of it.
ODD_CELLS = (
    "", " ", "0", "7", "007", "-5", "+5", "1.234", "1,5", "1234,50", "1e3", "€ 500", "12%", "48 %", "100%", "1", "1/2", "0,333", "101%", "PM", "n.v.t.", "-",
    "999999999999999", "1000000000000000", "99999999999999999999", "9" * 5000, "１２", "١٢", "nan", "bron", "Afgeleid", "assumed", "klein", "KLEIN", "small", "nieuw",
    "a000001", "A000002", " a000003 ", "#opmerking", "#N/B", "totaal", "Totaal", "a b", "é", "Zorg\u00adgroep", "Zorg\u00a0groep", "Zorg  groep",
    "\u200b", "MIJN: 5 | HUN: 6", "MINE: a | THEIRS: b", "'=1+1", "''t Gooi", "'t Gooi", "'", "=1+1", "jan@voorbeeld.nl", "111222333", "1112.22.333",
    "123456789", "een\tTab", "twee\nregels", 'met "aanhaling"', "a;b", "c,d", "x" * 120, "TRUE", "ﬁnance", "Groningen", "ß",
)  # fmt: skip
HEADERS = {0: ("id", "ID", ""), 1: ("naam", "name", "namen"), 5: ("grootte", "size"), 12: ("bron", "source", "x"), 14: ("toelichting", "notitie")}


def outcome(path: Path) -> tuple[Any, ...]:
    """All that reading a file gives: every member with its figures and their places, and every fault word for word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "refuse_if_any", lambda _: None)
        try:
            figures, told = workbook.figures_of(BOOK, PROGRAMME, {"aanvrager": path})
        except Refused as refused:
            return (), refused.faults
    return tuple(figures.members["aanvrager"]), told


def cell_by_cell(path: Path) -> tuple[Any, ...]:
    """The same without columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(member_csv, "_columns", lambda *_: None)
        patch.setattr(member_csv, "_unquoted", lambda *_: None)
        return outcome(path)


def written(rows: Sequence[Sequence[str]], separator: str, end: str, quoting: Any) -> str:
    """A table in one of the dialects that are read."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Rounds with a few cells changed, rows doubled, blanked or left out, and headers in other words."""
    rows = [list(row) for row in draw(st.lists(st.sampled_from(GOOD), max_size=8))]
    for at, row in enumerate(rows):
        if draw(st.booleans()):
            row[0] = f"b{at}"
            row[2] = f"Organisatie {at}"
    for _ in range(draw(st.integers(0, 4)) if rows else 0):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(HEADS) - 1))] = draw(st.sampled_from(ODD_CELLS))
    if rows and draw(st.integers(0, 9)) == 0:
        rows.insert(
            draw(st.integers(0, len(rows))), draw(st.sampled_from([[], [""] * len(HEADS), ["# opmerking", *[""] * (len(HEADS) - 1)], ["te", "kort"]]))
        )
    heads = [draw(st.sampled_from(HEADERS[at])) if at in HEADERS and draw(st.integers(0, 5)) == 0 else head for at, head in enumerate(HEADS)]
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    return written([heads, *rows], draw(st.sampled_from(";,")), draw(st.sampled_from(["\r\n", "\n"])), quoting)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every table is written."""
    return tmp_path_factory.mktemp("rounds") / "ronde.csv"


@settings(max_examples=150)
@given(text=tables())
def test_columns_and_cells_give_the_same_members_and_the_same_faults(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    assert outcome(path) == cell_by_cell(path)


@pytest.mark.parametrize("column", range(len(HEADS)), ids=HEADS)
def test_every_odd_cell_in_every_column_is_told_the_same(column: int, path: Path) -> None:
    rows = [[f"b{at}", *GOOD[at % len(GOOD)][1:]] for at in range(2 * len(ODD_CELLS))]
    for at, cell in enumerate(ODD_CELLS):
        rows[2 * at][2] = f"Organisatie {at}"
        rows[2 * at][column] = cell
    path.write_text(written([HEADS, *rows], ";", "\r\n", csv.QUOTE_MINIMAL), encoding="utf-8", newline="")
    members, told = outcome(path)
    assert (members, told) == cell_by_cell(path)
    assert members
    assert told


def test_rows_without_a_doubt_are_not_looked_at_cell_by_cell(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells that are read once for a whole column have no place."""
    path.write_text(written([HEADS, *GOOD], ";", "\r\n", csv.QUOTE_MINIMAL), encoding="utf-8", newline="")
    looked: list[str] = []
    cell = member_csv._cell
    monkeypatch.setattr(member_csv, "_cell", lambda where, typed, numeric: looked.append(where) or cell(where, typed, numeric))
    assert len(outcome(path)[0]) == len(GOOD)
    assert not [where for where in looked if where]


@given(st.lists(st.sampled_from(["a", "A", "a ", "ß", "ss", "b", "é", "e\u0301", "ﬁ", "fi", "a  b", "a b", ""]), max_size=6))
def test_what_clashes_is_what_has_one_key(texts: list[str]) -> None:
    stripped = [one.strip() for one in texts]
    assert clashing([stripped, ["x"] * len(texts)], evident=False) == twice([key_of(one) for one in texts])


@given(st.text(alphabet="0123456789.@abc-;", max_size=20))
def test_a_look_at_the_signs_overlooks_no_person(text: str) -> None:
    if any(sorts_of(Cell("A1", text), is_amount=False)):
        assert may_be_personal(text.encode())
