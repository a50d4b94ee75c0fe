"""The sheet Multi-year: any year, blank is unknown, and nothing that the plan already says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimiser.faults import Refused
from optimiser.figures import Mark
from optimiser.workbook import read_figures
from tests import small

HEAD = ["id", "soort", "2022 (EUR)", "2024", "2026 (EUR)", "bron", "hardheid", "toelichting"]


def read(folder: Path, *rows: list[Any], head: list[Any] = HEAD, name: str = "Meerjaren") -> Any:
    sheets = {**small.rows(), name: [head, *rows]}
    return read_figures(small.write(folder / "small.xlsx", sheets), small.programme())[0].multi_year


def faults(folder: Path, *rows: list[Any], head: list[Any] = HEAD, name: str = "Meerjaren") -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        read(folder, *rows, head=head, name=name)
    return [(one.code, one.cell) for one in refused.value.faults]


def test_amounts_outside_the_programme_are_read_with_their_cell_and_standing(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["opschaling", "uitgaven", 5_000_000, None, "PM", "jaarverslag 2022", "bron", None],
        ["opschaling", "verplichtingen", None, 7, 0, None, "aanname", None],
        ["scholing", "receipts", "n.v.t.", None, None, None, "assumed", None],
    )
    assert {key: one.value for key, one in found.items()} == {
        ("opschaling", "outlays", "2022"): 5_000_000,
        ("opschaling", "outlays", "2026"): Mark.PM,
        ("opschaling", "commitments", "2024"): 7,
        ("opschaling", "commitments", "2026"): 0,
        ("scholing", "receipts", "2022"): Mark.NOT_APPLICABLE,
    }
    assert found["opschaling", "outlays", "2022"].place == "Meerjaren!C2"
    assert found["opschaling", "outlays", "2022"].standing == "sourced"


def test_a_row_without_any_amount_says_nothing_and_needs_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, ["opschaling", "uitgaven", None, None, None, None, None, None]) == {}


def test_a_workbook_without_the_sheet_says_nothing(tmp_path: Path) -> None:
    assert read_figures(small.write(tmp_path / "small.xlsx", small.rows()), small.programme())[0].multi_year == {}


def test_the_sheet_is_known_by_its_english_name_too(tmp_path: Path) -> None:
    found = read(tmp_path, ["taken", "outlays", 1, "assumed"], head=["id", "kind", "2022", "standing"], name="Multi-year")
    assert {key: one.value for key, one in found.items()} == {("taken", "outlays", "2022"): 1}


FAULTS = [
    (["opschaling", "uitgaven", None, 5, None, None, "aanname", None], ("year-of-the-plan", "D2")),
    (["opschaling", "juridisch verplicht", None, 5, None, None, "aanname", None], ("year-of-the-plan", "D2")),
    (["opschaling", None, 5, None, None, None, "aanname", None], ("empty-cell", "B2")),
    (["opschaling", "uitgave", 5, None, None, None, "aanname", None], ("unknown-choice", "B2")),
    (["opschaaling", "uitgaven", 5, None, None, None, "aanname", None], ("unknown-id", "A2")),
    (["opschaling", "uitgaven", 5, None, None, None, None, None], ("empty-cell", "G2")),
    (["opschaling", "uitgaven", 5, None, None, None, "bron", None], ("missing-source", "F2")),
    (["opschaling", "uitgaven", "5.000", None, None, None, "aanname", None], ("ambiguous-number", "C2")),
    (["opschaling", "uitgaven", 0.5, None, None, None, "aanname", None], ("not-whole", "C2")),
    (["totaal", "uitgaven", 5, None, None, None, "aanname", None], ("total-row", "A2")),
]


@pytest.mark.parametrize(("row", "fault"), FAULTS)
def test_every_fault_stands_at_its_cell(tmp_path: Path, row: list[Any], fault: tuple[str, str]) -> None:
    assert fault in faults(tmp_path, row)


def test_the_same_instrument_and_kind_twice_is_a_fault(tmp_path: Path) -> None:
    row = ["opschaling", "uitgaven", 5, None, None, None, "aanname", None]
    assert faults(tmp_path, row, row) == [("duplicate-id", "A3")]


@pytest.mark.parametrize("year", ["1989", "2201"])
def test_a_year_that_is_none_is_a_fault_that_names_the_years_there_are(tmp_path: Path, year: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, head=["id", "soort", year, "hardheid"])
    assert [(one.code, dict(one.values)["years"]) for one in refused.value.faults] == [("wrong-year", "1990-2200")]
