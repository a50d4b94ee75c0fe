"""`optimiser merge`: two people's changes in one workbook, and what they must agree on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from optimiser.codes import CODES
from tests.commands.running import Ran, inside, optimiser
from tests.taz import WORKBOOK

Change = Callable[[openpyxl.Workbook], Any]
NOBODY: Change = lambda book: None  # noqa: E731


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the base in it, and the one we stand in."""
    shutil.copy(WORKBOOK, tmp_path / "basis.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(path: str, change: Change, base: str = "basis.xlsx") -> None:
    """A copy of the base as a person saves it."""
    book = openpyxl.load_workbook(base)
    change(book)
    book.save(path)


def put(**cells: Any) -> Change:
    """Types values: `Herkomst_D2=5`."""

    def change(book: openpyxl.Workbook) -> None:
        for place, value in cells.items():
            sheet, cell = place.split("_")
            book[sheet][cell] = value

    return change


def merged(mine: Change = NOBODY, theirs: Change = NOBODY, *words: str) -> Ran:
    """The merge of two changed copies, told as JSON."""
    typed("mijn.xlsx", mine)
    typed("hun.xlsx", theirs)
    return inside("merge", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "samen.xlsx", "--json", *words)


def sides(ran: Ran) -> list[tuple[str, str, str]]:
    """From whom, what and where, of everything that is no conflict."""
    return [(one["from"], one["what"], f"{one['sheet']}!{one['cell']}") for one in ran.json["changes"]]


def cell(sheet: str, place: str, path: str = "samen.xlsx") -> Any:
    return openpyxl.load_workbook(path)[sheet][place]


def test_each_gets_what_only_one_of_them_changed(folder: Path) -> None:
    # row 2 is breed-pakket, row 4 kipz; D is 2024; Effecten D3 was 8
    ran = merged(put(Herkomst_D2=131_000_000, Effecten_D3=9), put(Herkomst_D4=211_000_000, Effecten_D3=9))
    assert (ran.code, ran.err, ran.json["status"], ran.json["conflicts"]) == (0, "", "merged", [])
    assert sides(ran) == [("mine", "cell", "Herkomst!D2"), ("theirs", "cell", "Herkomst!D4"), ("both", "cell", "Effecten!D3")]
    assert [cell("Herkomst", "D2").value, cell("Herkomst", "D4").value, cell("Effecten", "D3").value] == [131_000_000, 211_000_000, 9]
    assert inside("check", "--input", "samen.xlsx").code == 0


def test_both_changed_one_cell(folder: Path) -> None:
    ran = merged(put(Herkomst_D2=131_000_000), put(Herkomst_D2=132_000_000))
    assert (ran.code, ran.json["status"], ran.json["changes"]) == (2, "conflicts", [])
    (conflict,) = ran.json["conflicts"]
    assert conflict == {
        "from": "conflict",
        "what": "cell",
        "sheet": "Herkomst",
        "cell": "D2",
        "row": "breed-pakket",
        "column": "2024 (EUR)",
        "base": "130000000",
        "mine": "131000000",
        "theirs": "132000000",
    }
    there = cell("Herkomst", "D2")
    assert there.value == "MIJN: 131000000 | HUN: 132000000"
    assert "Eerst: 130000000\nMijn: 131000000\nHun: 132000000" in there.comment.text
    listed = openpyxl.load_workbook("samen.xlsx")["Conflicten"]
    assert [one.value for one in listed[2]] == ["Herkomst!D2", "breed-pakket", "2024 (EUR)", "130000000", "131000000", "132000000"]
    assert listed["A2"].hyperlink.location == "'Herkomst'!D2"


def test_nobody_can_calculate_with_a_conflict_until_somebody_types_the_value(folder: Path) -> None:
    merged(put(Herkomst_D2=131_000_000, Herkomst_I5="a"), put(Herkomst_D2=132_000_000, Herkomst_I5="b"))
    for command in ("check", "solve"):
        ran = inside(command, "--input", "samen.xlsx", "--json")
        # A text is refused like a number: a note that says two things says nothing.
        assert (ran.code, ran.codes) == (2, ["merge-conflict", "merge-conflict"])
        assert [one["cell"] for one in ran.json["faults"]] == ["D2", "I5"]
    assert inside("merge", "basis.xlsx", "samen.xlsx", "hun.xlsx", "--out", "weer.xlsx", "--json").codes == ["merge-conflict", "merge-conflict"]
    typed("klaar.xlsx", put(Herkomst_D2=131_500_000, Herkomst_I5="a en b"), base="samen.xlsx")
    assert inside("check", "--input", "klaar.xlsx", "--json").json["faults"] == []
    assert "merge-conflict" in CODES


def test_the_words_on_the_screen_in_either_language(folder: Path) -> None:
    typed("mijn.xlsx", put(Herkomst_D2=131_000_000, Herkomst_C5=1))
    typed("hun.xlsx", put(Herkomst_D2=132_000_000))
    dutch = optimiser("samenvoegen", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "nl.xlsx", cwd=folder)
    assert (dutch.code, dutch.err) == (2, "")
    assert [line.split() for line in dutch.out.splitlines()[:2]] == [
        ["van", "wat", "cel", "rij", "kolom", "eerst", "mijn", "hun"],
        ["CONFLICT", "cel", "Herkomst!D2", "breed-pakket", "2024", "(EUR)", "130000000", "131000000", "132000000"],
    ]
    assert "Conflicten in nl.xlsx: 1.\nTyp in elke rode cel de juiste waarde" in dutch.out
    english = optimiser("merge", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "en.xlsx", "--lang", "en", "--quiet", cwd=folder)
    assert "vvt" not in english.out
    assert "Conflicts in en.xlsx: 1." in english.out
    assert cell("Herkomst", "D2", "en.xlsx").value == "MINE: 131000000 | THEIRS: 132000000"
    assert cell("Conflicts", "A2", "en.xlsx").value == "Herkomst!D2"


def test_the_outcome_is_none_of_the_three_and_replaces_nothing(folder: Path) -> None:
    merged()
    assert [inside("merge", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", name, "--json").codes for name in ("basis.xlsx", "./hun.xlsx")] == [
        ["target-is-input"]
    ] * 2
    assert inside("merge", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "samen.xlsx", "--json").codes == ["target-exists"]
    assert inside("merge", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "nergens/samen.xlsx", "--json").codes == ["target-unwritable"]


def test_all_faults_of_all_three_at_once(folder: Path) -> None:
    typed("mijn.xlsx", put(Herkomst_D2="veel", Herkomst_A4="breed-pakket"))
    typed("hun.xlsx", put(Effecten_C2="1.234", Herkomst_D1="jaar 24"))
    Path("stuk.xlsx").write_bytes(b"PK\x03\x04 afgebroken")
    ran = inside("merge", "stuk.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "samen.xlsx", "--json")
    assert (ran.code, not Path("samen.xlsx").exists()) == (2, True)
    assert [(one["file"], one["code"], one["cell"]) for one in ran.json["faults"]] == [
        ("hun.xlsx", "ambiguous-number", "C2"),
        ("mijn.xlsx", "text-not-number", "D2"),
        ("mijn.xlsx", "duplicate-id", "A4"),
        ("stuk.xlsx", "broken-zip", ""),
    ]
    # A header typed over is not a year that was given up: the base says which years there are.
    ran = inside("merge", "basis.xlsx", "mijn.xlsx", "hun.xlsx", "--out", "samen.xlsx", "--json")
    assert ("hun.xlsx", "missing-year-column") in [(one["file"], one["code"]) for one in ran.json["faults"]]


def test_comments_own_columns_and_comment_rows_come_along(folder: Path) -> None:
    def theirs(book: openpyxl.Workbook) -> None:
        sheet = book["Herkomst"]
        sheet["J1"], sheet["J2"] = "behandelaar", "Jan"
        sheet["A12"], sheet["B12"] = "# vragen aan FEZ", "voor 1 mei"
        sheet["C5"].comment = Comment("nagaan bij WOZO", "Jan")
        book.create_sheet("Berekening")["B2"] = "=1+1"

    def mine(book: openpyxl.Workbook) -> None:
        book["Herkomst"]["J1"], book["Herkomst"]["J3"] = "dossier", 12
        book["Herkomst"]["C5"].comment = Comment("al gebeld", "Piet")

    ran = merged(mine, theirs)
    assert ran.code == 0
    sheet = openpyxl.load_workbook("samen.xlsx")["Herkomst"]
    assert [sheet[at].value for at in ("J1", "J3", "K1", "K2", "A10", "B10")] == [
        "dossier",
        12,
        "behandelaar",
        "Jan",
        "# vragen aan FEZ",
        "voor 1 mei",
    ]
    assert sheet["C5"].comment.text == "al gebeld\n---\nnagaan bij WOZO"
    # Mine had typed a column beside the table, which so ends with column I; the new row belongs to it.
    assert sheet.tables["input_sources"].ref == "A1:I10"
    assert openpyxl.load_workbook("samen.xlsx").sheetnames[-1] == "Berekening"
