"""`optimiser check --report FILE`: the faults as a table, as JSON, or in a copy of the person's own workbook."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimiser.commands.check import WROTE
from optimiser.csv_text import read_csv
from optimiser.language import LANGS, Lang
from optimiser.reading.fault_sheet import HEADS, NAME
from tests.amend.makers import by_openpyxl, by_us
from tests.commands.running import Ran, inside, optimiser
from tests.commands.test_check import WRONG, rewrite, spoil
from tests.office import need_office, recalculate

INPUT = Path("inputs/small.xlsx")


def report(file: str, *more: str) -> Ran:
    return inside("check", "small", "--report", file, *more)


def listed(path: Path, lang: Lang = "nl") -> list[tuple[Any, ...]]:
    """The rows of the fault sheet, without the header."""
    rows = list(openpyxl.load_workbook(path)[NAME[lang]].values)
    assert rows[0] == tuple(head[lang] for head in HEADS)
    return rows[1:]


def notes(path: Path) -> dict[str, str]:
    """Every comment in the workbook."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in openpyxl.load_workbook(path)
        for row in sheet
        for cell in row
        if cell.comment
    }


def marks(path: Path) -> set[str]:
    """Every marked cell."""
    book = openpyxl.load_workbook(path)
    return {f"{sheet.title}!{area}" for sheet in book for group in sheet.conditional_formatting for area in str(group.sqref).split()}


@pytest.fixture
def spoiled(case: Path) -> Path:
    spoil(case, WRONG)
    return case


def test_the_workbook_comes_back_with_each_fault_at_its_place(spoiled: Path) -> None:
    before = INPUT.read_bytes()
    ran = report("fouten.xlsx")
    assert (ran.code, INPUT.read_bytes()) == (2, before)
    assert ran.err.endswith("Geschreven: fouten.xlsx\n")
    rows = listed(Path("fouten.xlsx"))
    places = ["Effecten!C2", "Herkomst!C2", "Herkomst!D2", "Herkomst!C3", "Instrumenten!C2"]
    assert [(row[0], row[1]) for row in rows] == [("fout", place) for place in places]
    assert rows[-1] == ("fout", "Instrumenten!C2", "inovatie", rows[-1][3], "bedoelt u 'innovatie'?", "unknown-id")
    assert marks(Path("fouten.xlsx")) == set(places) == set(notes(Path("fouten.xlsx")))
    assert notes(Path("fouten.xlsx"))["Instrumenten!C2"].startswith("[optimiser] fout (unknown-id)\ngevonden: inovatie\nverwacht: een van:")
    links = {cell.value: cell.hyperlink.location for cell in openpyxl.load_workbook("fouten.xlsx")["Fouten"]["B"] if cell.hyperlink}
    assert links["Herkomst!D2"] == "'Herkomst'!D2"


def test_the_copy_reads_as_the_workbook_it_came_from(spoiled: Path) -> None:
    report("fouten.xlsx")
    assert (
        inside("check", "small", "--input", "fouten.xlsx", "--json").out.replace("fouten.xlsx", "small.xlsx")
        == inside("check", "small", "--json").out
    )


def mend(path: Path, changes: dict[str, dict[str, Any]]) -> None:
    book = openpyxl.load_workbook(path)
    for sheet, cells in changes.items():
        for cell, value in cells.items():
            book[sheet][cell] = value
    book.save(path)


def through_office(path: Path) -> None:
    need_office()
    path.write_bytes(recalculate(path, path.parent / "saved").read_bytes())


@pytest.mark.parametrize("saved", [lambda path: None, through_office])
def test_a_second_report_replaces_the_first(spoiled: Path, saved: Callable[[Path], None]) -> None:
    report("een.xlsx")
    mend(Path("een.xlsx"), {"Herkomst": {"D2": 120_000_000, "C2": 100_000_000}, "Effecten": {"C2": 4}})
    saved(Path("een.xlsx"))
    assert report("twee.xlsx", "--input", "een.xlsx").code == 2
    left = ["Herkomst!C3", "Instrumenten!C2"]
    assert [row[1] for row in listed(Path("twee.xlsx"))] == left
    assert [name for name in openpyxl.load_workbook("twee.xlsx").sheetnames if name.startswith("Fouten")] == ["Fouten"]
    assert marks(Path("twee.xlsx")) == set(left) == set(notes(Path("twee.xlsx")))
    mend(Path("twee.xlsx"), {"Herkomst": {"C3": 20_000_000}, "Instrumenten": {"C2": "innovatie"}})
    ran = report("drie.xlsx", "--input", "twee.xlsx", "--lang", "en")
    assert ran.code == 0
    assert [row[0] for row in listed(Path("drie.xlsx"), "en")] == ["No faults and no notes."]
    assert (marks(Path("drie.xlsx")), notes(Path("drie.xlsx"))) == (set(), {})


def test_what_is_not_there_yet_is_pointed_at_where_it_belongs(case: Path) -> None:
    spoil(case, {"Herkomst": dict.fromkeys(("A3", "B3", "C3", "D3", "E3", "F3", "G3", "H3")), "Effecten": {"D1": "mid-den"}})
    assert report("fouten.xlsx").code == 2
    rows = {row[5]: row[1] for row in listed(Path("fouten.xlsx"))}
    width = openpyxl.load_workbook(INPUT)["Effecten"].max_column
    assert rows["missing-id"] == "Herkomst!A5"
    assert rows["missing-column"] == f"Effecten!{openpyxl.utils.get_column_letter(width + 1)}1"
    assert {rows["missing-id"], rows["missing-column"]} <= set(notes(Path("fouten.xlsx")))


def test_a_note_is_not_called_a_fault(case: Path) -> None:
    spoil(case, {"Herkomst": {"H2": "bel met piet.jansen@voorbeeld.nl"}})
    assert report("fouten.xlsx").code == 0
    assert [(row[0], row[1], row[5]) for row in listed(Path("fouten.xlsx"))] == [("let op", "Herkomst!H2", "personal-data")]
    assert notes(Path("fouten.xlsx"))["Herkomst!H2"].startswith("[optimiser] let op (personal-data)")
    assert inside("check", "small", "--input", "fouten.xlsx", "--json").json["warnings"][0]["cell"] == "H2"


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_is_no_workbook_gives_a_workbook_with_the_faults_alone(case: Path, lang: Lang) -> None:
    Path("kapot.xlsx").write_bytes(by_us()[:3_000])
    ran = report("fouten.xlsx", "--input", "kapot.xlsx", "--lang", lang)
    assert ran.code == 2
    assert WROTE[lang].split(":")[0] in ran.err
    assert openpyxl.load_workbook("fouten.xlsx").sheetnames == [NAME[lang]]
    assert [(row[1], row[5]) for row in listed(Path("fouten.xlsx"), lang)] == [("kapot.xlsx", "broken-zip")]


def test_faults_of_the_programme_are_listed_too(case: Path) -> None:
    rewrite(case, 'kind = "share"', 'kind = "shar"')
    assert report("fouten.xlsx").code == 2
    rows = listed(Path("fouten.xlsx"))
    assert rows[0][1].startswith("small.toml:")
    assert inside("check", "nope", "--report", "geen.xlsx").code == 2
    assert listed(Path("geen.xlsx"))[0][5] == "unknown-programme"


def test_json_is_what_json_says_and_csv_holds_the_same(spoiled: Path) -> None:
    spoil(spoiled, {"Herkomst": {"D3": "=1+1", "H2": "a@b.nl"}})
    said = inside("check", "small", "--json").json
    report("fouten.json")
    assert json.loads(Path("fouten.json").read_text(encoding="utf-8")) == said
    report("fouten.csv")
    raw = Path("fouten.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfkind;code;file;sheet;cell;line;found;expected;mend\r\n")
    rows = read_csv(raw.decode())
    assert [row["kind"] for row in rows] == ["fault"] * len(said["faults"]) + ["note"] * len(said["warnings"])
    assert [(row["code"], row["cell"], row["mend"]) for row in rows] == [
        (one["code"], one["cell"], one["mend"]) for one in said["faults"] + said["warnings"]
    ]
    assert {row["found"] for row in rows} >= {"=1+1", "-5"}
    assert b"'=1+1" in raw
    report("fouten.csv")
    assert Path("fouten.csv").read_bytes() == raw


def test_on_stdout_stays_one_json_document(spoiled: Path) -> None:
    ran = optimiser("check", "small", "--json", "--report", "fouten.xlsx", cwd=spoiled)
    assert (ran.code, len(ran.codes), ran.err) == (2, 5, "Geschreven: fouten.xlsx\n")
    assert inside("check", "small", "--quiet", "--json", "--report", "stil.xlsx").err == ""


def test_the_same_workbook_gives_the_same_bytes(spoiled: Path) -> None:
    report("een.xlsx")
    report("twee.xlsx")
    assert Path("een.xlsx").read_bytes() == Path("twee.xlsx").read_bytes()


def test_a_sheet_of_the_persons_own_named_alike_stays(case: Path) -> None:
    book = openpyxl.load_workbook(INPUT)
    book.create_sheet("Fouten").append(["mijn", "lijstje"])
    book.save(INPUT)
    for name in ("een.xlsx", "twee.xlsx"):
        report(name, "--input", "inputs/small.xlsx" if name == "een.xlsx" else "een.xlsx")
        book = openpyxl.load_workbook(name)
        assert [sheet for sheet in book.sheetnames if "Fouten" in sheet] == ["Fouten", "Fouten (2)"]
        assert book["Fouten"]["A1"].value == "mijn"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("fouten.txt", "report-ending"),
        ("fouten", "report-ending"),
        ("inputs/small.xlsx", "target-is-input"),
        ("inputs/../inputs/small.xlsx", "target-is-input"),
        ("bezet.xlsx", "target-exists"),
        ("map.csv", "target-exists"),
        ("nergens/fouten.xlsx", "target-unwritable"),
    ],
)
def test_where_no_report_goes(case: Path, file: str, code: str) -> None:
    Path("bezet.xlsx").write_bytes(by_openpyxl())
    Path("map.csv").mkdir()
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    ran = report(file)
    assert (ran.code, f"[{code}]" in ran.err) == (2, True)
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before
