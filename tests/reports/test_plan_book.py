"""The plan workbook as auditors meet it: re-opened from disk, recalculated from scratch, changed by hand."""

from __future__ import annotations

import math
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

import optimiser
from optimiser.language import LANGS, Lang
from optimiser.record import Record
from optimiser.reports import plan_book
from optimiser.reports.plan_book.checks import BAD_VERDICT, GOOD_VERDICT
from tests.office import need_office, recalculate
from tests.taz import solved


@pytest.fixture(scope="module")
def record() -> Record:
    return solved()


@pytest.fixture(scope="module")
def books(record: Record, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    for lang in LANGS:
        plan_book.write(record, folder / f"{lang}.xlsx", lang)
    return {lang: folder / f"{lang}.xlsx" for lang in LANGS}


def formulas(path: Path) -> dict[tuple[str, str], str]:
    book = load_workbook(path)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_is_there_in_both_languages(books: dict[str, Path], lang: Lang) -> None:
    # A run without a phase has no sheets about phases, a programme without further dimensions none about its members.
    others = {"Suppletoire", "Supplementary", "CW 3.1", "Mutaties", "Mutations", "Alles of niets", "All or nothing", "Ingehouden", "Held back"}
    others |= {"Toekenning", "Awards"}
    assert load_workbook(books[lang]).sheetnames == [page.name[lang] for page in plan_book.SHEETS if page.name[lang] not in others]


@pytest.mark.parametrize("lang", LANGS)
def test_a_forced_recalculation_gives_every_cached_value_again(books: dict[str, Path], lang: Lang, tmp_path: Path) -> None:
    need_office()
    again = load_workbook(recalculate(books[lang], tmp_path), data_only=True)
    ours = load_workbook(books[lang], data_only=True)
    live = formulas(books[lang])
    assert len(live) > 1000
    wrong = []
    for sheet, cell in live:
        mine, theirs = ours[sheet][cell].value, again[sheet][cell].value
        mine, theirs = ("" if value is None else value for value in (mine, theirs))
        same = (
            math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-6)
            if isinstance(mine, (int, float)) and isinstance(theirs, (int, float))
            else mine == theirs
        )
        if not same:
            wrong.append((sheet, cell, mine, theirs, live[sheet, cell][:120]))
    assert not wrong, wrong[:10]


@pytest.mark.parametrize(("sheet", "heading"), [("Plan", "plan (EUR)"), ("Geldstromen", "bedrag (EUR)")])
def test_one_changed_amount_turns_the_verdict(books: dict[str, Path], tmp_path: Path, sheet: str, heading: str) -> None:
    need_office()
    book = load_workbook(books["nl"])
    column = next(cell.column for cell in book[sheet][4] if cell.value == heading)
    book[sheet].cell(row=5, column=column).value += 1
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    verdict = load_workbook(recalculate(changed, tmp_path / "out"), data_only=True)["Leeswijzer"]["A3"].value
    assert verdict == BAD_VERDICT.nl


def test_an_unchanged_workbook_keeps_its_verdict(books: dict[str, Path]) -> None:
    for lang in LANGS:
        assert load_workbook(books[lang], data_only=True)[plan_book.SHEETS[0].name[lang]]["A3"].value == GOOD_VERDICT[lang]


def test_the_same_record_gives_the_same_bytes(record: Record, books: dict[str, Path], tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    plan_book.write(record, again, "nl")
    assert again.read_bytes() == books["nl"].read_bytes()


def test_totals_add_up_to_the_published_ones_and_the_unexplained_line_is_visible(books: dict[str, Path]) -> None:
    sheet = load_workbook(books["nl"], data_only=True)["Geldstromen"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    for year, total in ((2023, 498_900_000), (2024, 528_900_000), (2025, 528_900_000)):
        assert sum(row[6] for row in rows if row[5] == year) == total
        assert sum(row[6] for row in rows if row[5] == year and row[0] == "onverklaard") == 4_900_000
    assert not any(row[0] in ("iza-1", "iza-2") for row in rows)


def test_pm_stays_pm_on_the_provenance_sheet(books: dict[str, Path]) -> None:
    rows = {row[0]: row[1] for row in load_workbook(books["nl"], data_only=True)["Herkomst"].iter_rows(values_only=True)}
    assert rows["source.iza-1.2024"] == "PM"
    assert rows["source.iza-1.2023"] == "n.v.t."


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_merged_hidden_volatile_or_external(books: dict[str, Path], lang: Lang) -> None:
    book = load_workbook(books[lang])
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not any(row.hidden for row in sheet.row_dimensions.values())
    text = " ".join(formulas(books[lang]).values())
    assert not any(word in text for word in ("NOW(", "TODAY(", "RAND", "OFFSET(", "INDIRECT(", "[1]", "http"))
    with zipfile.ZipFile(books[lang]) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or name.endswith(".bin")]
        assert b"descr=" in parts.read("xl/drawings/drawing1.xml")


def test_a_text_that_looks_like_a_formula_stays_text(record: Record, tmp_path: Path) -> None:
    from dataclasses import replace

    hostile = tuple(replace(one, note="=1+1") for one in record.figures)
    path = tmp_path / "hostile.xlsx"
    plan_book.write(replace(record, figures=hostile), path, "nl")
    assert not any(formula.startswith("=1+1") for formula in formulas(path).values())


def test_formulas_are_short_enough_for_every_spreadsheet(books: dict[str, Path]) -> None:
    assert max(len(formula) for formula in formulas(books["nl"]).values()) < 8000


def test_a_plan_that_cannot_be_written_is_a_fault_and_leaves_the_old_file(record: Record, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "plan.xlsx"
    with pytest.raises(optimiser.Refused) as refused:
        plan_book.write(record, target, "nl")
    assert refused.value.faults[0].code == "target-unwritable"
    assert not list(tmp_path.iterdir())
    shutil.rmtree(tmp_path)
