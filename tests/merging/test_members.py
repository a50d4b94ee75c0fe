"""Sheets of further dimensions: members are merged by id and heading, wherever a row or a column stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimiser.folders import shipped
from tests.commands.running import Ran, inside

BASE = shipped("inputs") / "werken-in-de-zorg-2018-2021.xlsx"
SHEET = "Regio's"


def changed(target: Path, change: Callable[[Any], None]) -> Path:
    book = load_workbook(BASE)
    change(book[SHEET])
    book.save(target)
    return target


def cell(id: str, head: str, value: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        heads = {one.value: one.column for one in sheet[1]}
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["id"]).value == id)
        sheet.cell(row, heads[head]).value = value

    return change


def turned(sheet: Any) -> None:
    """All rows and columns the other way around."""
    rows = [[one.value for one in row] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate([rows[0], *reversed(rows[1:])], start=1):
        for place, value in enumerate(reversed(row), start=1):
            sheet.cell(number, place).value = value


def merged(tmp_path: Path, mine: Callable[[Any], None], theirs: Callable[[Any], None]) -> Ran:
    paths = [changed(tmp_path / name, change) for name, change in (("mine.xlsx", mine), ("theirs.xlsx", theirs))]
    return inside("merge", str(BASE), *map(str, paths), "--out", str(tmp_path / "merged.xlsx"), "--json")


def rows(path: Path) -> dict[str, dict[str, object]]:
    head, *body = load_workbook(path)[SHEET].iter_rows(values_only=True)
    return {str(row[head.index("id")]): dict(zip(map(str, head), row, strict=True)) for row in body if row[head.index("id")]}


def test_a_copy_with_rows_and_columns_the_other_way_around_changes_nothing_but_what_was_changed(tmp_path: Path) -> None:
    def theirs(sheet: Any) -> None:
        turned(sheet)
        cell("zeeland", "poort 2020", 0)(sheet)

    assert merged(tmp_path, cell("groningen", "poort 2021", 0), theirs).code == 0
    expected = rows(BASE)
    expected["groningen"]["poort 2021"] = expected["zeeland"]["poort 2020"] = 0
    assert rows(tmp_path / "merged.xlsx") == expected
    assert inside("check", "werken-in-de-zorg", "--input", str(tmp_path / "merged.xlsx")).code == 0


def test_two_values_for_one_member_are_one_conflict_named_by_member_and_column(tmp_path: Path) -> None:
    ran = merged(tmp_path, cell("groningen", "poort 2021", 0), cell("groningen", "poort 2021", 1.5))
    assert ran.code == 2
    told = inside("merge", str(BASE), str(tmp_path / "mine.xlsx"), str(tmp_path / "theirs.xlsx"), "--out", str(tmp_path / "again.xlsx")).out
    assert [line.split()[0] for line in told.splitlines() if " groningen " in line] == ["CONFLICT"]


@pytest.mark.parametrize("value", ["twente", None])
def test_a_sheet_with_an_id_twice_or_missing_is_compared_by_place_as_before(value: object, tmp_path: Path) -> None:
    assert merged(tmp_path, cell("groningen", "poort 2021", 0), cell("drenthe", "id", value)).code == 0
    found = load_workbook(tmp_path / "merged.xlsx")[SHEET]
    assert value in [one.value for one in found["A"]] or value is None
