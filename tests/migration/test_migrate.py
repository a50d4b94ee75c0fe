"""An older workbook in the form of today: what was missing is there, everything else is as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimiser.faults import Refused
from optimiser.language import LANGS, Lang
from optimiser.layout import INSTRUMENTS, TABLES
from optimiser.migration import migrate
from optimiser.reading import edition
from optimiser.reading.edition import NOW, PROPERTY, Renamed
from optimiser.reading.sheets import read_book
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests import small
from tests.commands.running import inside, optimiser
from tests.office import need_office, recalculate

Saver = Callable[[Path], None]
CAME = [table.name for table in TABLES if table.key in ("mutations", "indexation", "multi_year")]


def old_book(path: Path, lang: Lang = "nl") -> Path:
    """A workbook as version 1 had it, with things of its owner: a comment, a row with #, a column, a sheet and a formula."""
    write_book(path, small.programme(), small.figures(), lang)
    book = openpyxl.load_workbook(path)
    for name in CAME:
        del book[name[lang]]
    del book.custom_doc_props[PROPERTY]
    read_me = book.worksheets[0]
    read_me.delete_rows(next(cell.row for cell in read_me["A"] if cell.value and edition.is_row(str(cell.value))))
    for cell in read_me["A"]:
        cell.hyperlink = None  # openpyxl leaves links behind at rows that moved, and reads them as values
    sources = book[book.sheetnames[1]]
    sources["C2"].comment = openpyxl.comments.Comment("gebeld", "Piet")
    sources["A5"], sources["B5"] = "# nog uitzoeken", "rij zonder betekenis"
    sources["K1"], sources["K2"] = "ons kenmerk", 42
    book.create_sheet("Eigen werk")["A1"] = "=1+1"
    book.save(path)
    return path


def by_office(path: Path) -> None:
    need_office()
    path.write_bytes(recalculate(path, path.parent / "saved").read_bytes())


def values(data: bytes) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet for cell in row if cell.value is not None}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("saved", [lambda path: None, by_office], ids=["openpyxl", "office"])
def test_it_reads_back_with_the_very_same_figures(tmp_path: Path, saved: Saver, lang: Lang) -> None:
    path = old_book(tmp_path / "oud.xlsx", lang)
    saved(path)
    assert read_book(path).version == 1
    done = migrate(path, small.programme())
    new = tmp_path / "nieuw.xlsx"
    new.write_bytes(done.data)
    before, _ = read_figures(path, small.programme())
    after, _ = read_figures(new, small.programme())
    assert replace(after, file="") == replace(before, file="")
    book = read_book(new)
    assert book.version == NOW
    assert list(book.sheets) == [*read_book(path).sheets, *(name[lang] for name in CAME)]
    assert [(step.kind, step.name) for step in done.steps] == [
        *(("sheet-added", name[lang]) for name in CAME),
        ("version-marked", str(NOW)),
    ]


def test_everything_of_the_owner_stays(tmp_path: Path) -> None:
    path = old_book(tmp_path / "oud.xlsx")
    data = migrate(path, small.programme()).data
    before, after = values(path.read_bytes()), values(data)
    assert {key: after[key] for key in before} == before
    assert {sheet for sheet, _ in set(after) - set(before)} == {"Leesmij", *(name.nl for name in CAME)}
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Herkomst"]
    assert (sheet["C2"].comment.text, sheet["K2"].value, sheet["A5"].value) == ("gebeld", 42, "# nog uitzoeken")


def test_what_comes_looks_as_in_the_template(tmp_path: Path) -> None:
    write_book(tmp_path / "sjabloon.xlsx", small.programme(), None, "nl")
    (tmp_path / "nieuw.xlsx").write_bytes(migrate(old_book(tmp_path / "oud.xlsx"), small.programme()).data)
    model, new = (openpyxl.load_workbook(tmp_path / name) for name in ("sjabloon.xlsx", "nieuw.xlsx"))
    for name in CAME:
        assert [cell.value for cell in new[name.nl][1]] == [cell.value for cell in model[name.nl][1]]
        for mine, its in zip(new[name.nl][2], model[name.nl][2], strict=True):
            assert (mine.value, mine.number_format, mine.fill.fgColor.rgb, mine.protection.locked) == (
                its.value,
                its.number_format,
                its.fill.fgColor.rgb,
                its.protection.locked,
            )
        assert list(new[name.nl].tables) == list(model[name.nl].tables)


def test_columns_that_need_not_be_there_come_behind_the_last_one(tmp_path: Path) -> None:
    path = old_book(tmp_path / "oud.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Instrumenten"]
    sheet.tables.clear()
    for head in ("vastgelegd 2024 (EUR)", "vastgelegd 2025 (EUR)", "vastgelegd 2026 (EUR)", "naam", "sluit"):
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == head))
    width = sheet.max_column
    book.save(path)
    done = migrate(path, small.programme())
    added = [step for step in done.steps if step.kind == "column-added"]
    assert [step.name for step in added] == ["naam", "vastgelegd 2024 (EUR)", "vastgelegd 2025 (EUR)", "vastgelegd 2026 (EUR)", "sluit"]
    new = openpyxl.load_workbook(io.BytesIO(done.data))["Instrumenten"]
    assert [cell.value for cell in new[1]][width:] == [step.name for step in added]
    names = {one.id: one.name.nl for one in small.programme().instrument}
    identity = [cell.value for cell in new[1]].index("id")
    assert {row[identity].value: row[width].value for row in new.iter_rows(min_row=2)} == names
    assert new.cell(2, width + 5).number_format == "dd-mm-yyyy"
    assert not new.cell(2, width + 5).protection.locked


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    once = migrate(old_book(tmp_path / "oud.xlsx"), small.programme())
    (tmp_path / "nieuw.xlsx").write_bytes(once.data)
    twice = migrate(tmp_path / "nieuw.xlsx", small.programme())
    assert (twice.version, twice.steps, twice.data) == (NOW, (), once.data)


def test_the_version_is_known_by_the_property_or_by_read_me(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.xlsx"
    write_book(path, small.programme(), small.figures(), "en")
    book = openpyxl.load_workbook(path)
    del book.custom_doc_props[PROPERTY]
    book.save(path)
    assert read_book(path).version == NOW
    done = migrate(path, small.programme())
    assert [step.kind for step in done.steps] == ["version-marked"]


def test_names_of_an_older_version_become_those_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up version 1 that called two sheets and a column otherwise."""
    was = Renamed({"Geldbronnen": "sources", "Oud blad": "rules"}, {("instruments", "hoogstens zinvol"): "absorption"})
    monkeypatch.setattr(edition, "RENAMED", {1: was})
    path = old_book(tmp_path / "oud.xlsx")
    book = openpyxl.load_workbook(path)
    book["Herkomst"].title = "Geldbronnen"
    instruments = book["Instrumenten"]
    at = next(cell.coordinate for cell in instruments[1] if str(cell.value).startswith("absorptie"))
    instruments[at] = "Hoogstens zinvol"
    next(column for column in instruments.tables["input_instruments"].tableColumns if column.name.startswith("absorptie")).name = "Hoogstens zinvol"
    book["Eigen werk"]["A2"] = "=Geldbronnen!C2*2"
    book["Eigen werk"]["A3"] = "=SUM('Geldbronnen'!C2:C4)+MijnGeldbronnen!A1"
    book.create_sheet("MijnGeldbronnen")
    book.save(path)
    with pytest.raises(Refused):
        read_figures(path, small.programme())
    done = migrate(path, small.programme())
    assert [(step.kind, step.sheet, step.was) for step in done.steps][:2] == [
        ("sheet-renamed", "Herkomst", "Geldbronnen"),
        ("column-renamed", "Instrumenten", "Hoogstens zinvol"),
    ]
    new = tmp_path / "nieuw.xlsx"
    new.write_bytes(done.data)
    assert small.bare(read_figures(new, small.programme())[0]) == small.bare(small.figures())
    own = openpyxl.load_workbook(new)["Eigen werk"]
    assert (own["A2"].value, own["A3"].value) == ("='Herkomst'!C2*2", "=SUM('Herkomst'!C2:C4)+MijnGeldbronnen!A1")
    table = openpyxl.load_workbook(new)["Instrumenten"].tables["input_instruments"]
    head = next(column.head.nl for column in INSTRUMENTS.columns if column.key == "absorption")
    assert head in [column.name for column in table.tableColumns]


def test_faults_that_it_does_not_mend_are_told_and_nothing_is_written(case: Path) -> None:
    path = old_book(case / "oud.xlsx")
    book = openpyxl.load_workbook(path)
    book["Herkomst"]["C2"] = "veel"
    book.save(path)
    ran = inside("migrate", "oud.xlsx", "--out", "nieuw.xlsx", "--programme", "small", "--json")
    assert (ran.code, ran.codes) == (2, ["text-not-number"])
    assert (ran.json["faults"][0]["file"], ran.json["faults"][0]["cell"]) == ("oud.xlsx", "C2")
    assert not Path("nieuw.xlsx").exists()


def test_a_workbook_of_a_later_version_is_refused_everywhere(case: Path) -> None:
    path = old_book(case / "later.xlsx")
    book = openpyxl.load_workbook(path)
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name=PROPERTY, value=str(NOW + 1)))
    book.save(path)
    assert inside("check", "small", "--input", "later.xlsx", "--json").codes == ["workbook-too-new"]
    assert inside("migrate", "later.xlsx", "--out", "x.xlsx", "--programme", "small", "--json").codes == ["workbook-too-new"]


@pytest.mark.parametrize("lang", LANGS)
def test_check_says_how_and_the_command_does_it(case: Path, lang: Lang) -> None:
    old_book(case / "oud.xlsx", lang)
    noted = inside("check", "small", "--input", "oud.xlsx", "--lang", lang)
    assert (noted.code, "optimiser migrate oud.xlsx --out" in noted.err) == (0, True)
    assert "Geen fouten" in noted.out or "No faults" in noted.out
    ran = optimiser("migreer", "oud.xlsx", "--out", "nieuw.xlsx", "--programme", "small", "--lang", lang, cwd=case)
    assert (ran.code, ran.err) == (0, "")
    assert CAME[0][lang] in ran.out
    again = inside("check", "small", "--input", "nieuw.xlsx", "--lang", lang)
    assert (again.code, again.err) == (0, "")


def test_json_lists_the_steps(case: Path) -> None:
    old_book(case / "oud.xlsx")
    said = inside("migrate", "oud.xlsx", "--out", "nieuw.xlsx", "--programme", "small", "--json").json
    assert {key: said[key] for key in ("status", "from", "to", "files")} == {
        "status": "ok",
        "from": 1,
        "to": NOW,
        "files": {"workbook": "nieuw.xlsx"},
    }
    assert said["steps"][0] == {"kind": "sheet-added", "sheet": "Mutaties", "cell": "", "name": "Mutaties", "was": ""}


@pytest.mark.parametrize(
    ("target", "code"), [("oud.xlsx", "target-is-input"), ("inputs/small.xlsx", "target-exists"), ("x/y.xlsx", "target-unwritable")]
)
def test_where_it_is_not_written(case: Path, target: str, code: str) -> None:
    old_book(case / "oud.xlsx")
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    assert inside("migrate", "oud.xlsx", "--out", target, "--programme", "small", "--json").codes == [code]
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    path = old_book(tmp_path / "oud.xlsx")
    assert migrate(path, small.programme()).data == migrate(path, small.programme()).data
