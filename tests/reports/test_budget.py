"""The sheet of the ministry's own table: it adds up for an independent reader, recalculates, and its check turns when an amount is changed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimiser.language import LANGS, Lang
from optimiser.record import Record
from optimiser.reports import plan_book
from optimiser.reports.plan_book import budget
from tests.budget import add_up_again, read_tables, record_of
from tests.office import need_office, recalculate


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record_of(tmp_path_factory.mktemp("case"), placed=True)


@pytest.fixture(scope="module")
def books(record: Record, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    for lang in LANGS:
        plan_book.write_budget(record.for_budget(2024, 2026), folder / f"{lang}.xlsx", lang)
    plan_book.write(record, folder / "plan.xlsx", "nl")
    return {one.stem: one for one in folder.iterdir()}


def same(mine: Any, theirs: Any) -> bool:
    mine, theirs = ("" if one is None else one for one in (mine, theirs))
    return math.isclose(mine, theirs, abs_tol=1e-6) if isinstance(mine, (int, float)) and isinstance(theirs, (int, float)) else bool(mine == theirs)


@pytest.mark.parametrize("lang", LANGS)
def test_an_independent_reader_adds_up_every_printed_total(books: dict[str, Path], lang: Lang) -> None:
    tables = read_tables(books[lang])
    assert [title.rsplit(" ", 1)[1] for title, _ in tables] == ["2024", "2026"]
    assert sum(add_up_again(rows) for _, rows in tables) == 2 * 4 * 7
    for _, rows in tables:
        assert all(isinstance(one, str) or one == int(one) for row in rows for one in row.numbers.values() if "%" not in row.name)


@pytest.mark.parametrize("name", ["nl", "en", "plan"])
def test_a_forced_recalculation_gives_every_cached_value_again(books: dict[str, Path], tmp_path: Path, name: str) -> None:
    need_office()
    again = load_workbook(recalculate(books[name], tmp_path), data_only=True)
    ours, live = load_workbook(books[name], data_only=True), load_workbook(books[name])
    sheet = budget.PAGE.name["en" if name == "en" else "nl"]
    cells = [cell.coordinate for row in live[sheet] for cell in row if cell.data_type == "f"]
    assert len(cells) > 100
    wrong = [(one, ours[sheet][one].value, again[sheet][one].value) for one in cells if not same(ours[sheet][one].value, again[sheet][one].value)]
    assert not wrong, wrong[:10]


def test_columns_say_what_they_hold_and_the_unit_is_named(books: dict[str, Path]) -> None:
    (_, rows), _ = read_tables(books["nl"])
    assert list(rows[0].numbers) == [
        "2022 realisatie",
        "2023 vastgesteld",
        "2024 begroot",
        "2025 raming",
        "2026 raming",
        "2027 raming",
        "2028 raming",
    ]
    texts = {str(cell.value) for row in load_workbook(books["nl"], data_only=True).worksheets[0].iter_rows(max_col=1) for cell in row}
    assert {"Bedragen x EUR 1.000", "Verplichtingen", "waarvan garantieverplichtingen", "Uitgaven", "Ontvangsten"} <= texts
    assert any("onze aanname" in text and "2 van de 3" in text for text in texts)
    assert any(text.startswith("PM (nog te bepalen") and "Transitiegeld (2025)" in text for text in texts)
    assert any(text.startswith("n.b. = niet bekend") for text in texts)
    assert any(text.startswith("PM bij een regeling") for text in texts)


def test_a_changed_flow_turns_the_check_of_the_plan_workbook(books: dict[str, Path], tmp_path: Path) -> None:
    need_office()
    book = load_workbook(books["plan"])
    column = next(cell.column for cell in book["Geldstromen"][4] if cell.value == "bedrag (EUR)")
    book["Geldstromen"].cell(row=5, column=column).value += 2_000
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    sheet = load_workbook(recalculate(changed, tmp_path / "out"), data_only=True)["Begroting"]
    verdicts = [cell.value for cell in sheet["F"]]
    assert "FOUT" in verdicts
    assert "FOUT" not in [cell.value for cell in load_workbook(books["plan"], data_only=True)["Begroting"]["F"]]


def test_the_workbook_of_tables_holds_only_pages_of_the_budget(record: Record, books: dict[str, Path]) -> None:
    assert load_workbook(books["nl"]).sheetnames == [page.name.nl for page in plan_book.pages_of(record, budget=True)]
    assert "Begroting" in load_workbook(books["plan"]).sheetnames
    assert all(page.budget for page in plan_book.pages_of(record, budget=True))


def test_the_same_record_gives_the_same_bytes(record: Record, books: dict[str, Path], tmp_path: Path) -> None:
    plan_book.write_budget(record.for_budget(2024, 2026), tmp_path / "again.xlsx", "nl")
    assert (tmp_path / "again.xlsx").read_bytes() == books["nl"].read_bytes()


def test_a_programme_without_articles_says_so_under_its_table(tmp_path: Path) -> None:
    plan_book.write_budget(record_of(tmp_path / "case", placed=False), tmp_path / "bare.xlsx", "nl")
    ((title, rows),) = read_tables(tmp_path / "bare.xlsx")
    assert title == "Klein programma: begroting 2024"
    assert [row.name for row in rows if row.depth == 1] == ["Innovatie", "Leren"]
    assert add_up_again(rows) == 5 * 7
    texts = [str(cell.value) for row in load_workbook(tmp_path / "bare.xlsx").worksheets[0].iter_rows(max_col=1) for cell in row]
    assert any("noemt geen begrotingsartikel voor 3 regelingen" in text for text in texts)
