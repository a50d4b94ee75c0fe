"""The charts of steps in the plan workbook: blocks that add up and recalculate, an alternative text on every chart, none where there is nothing."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from optimiser.record import Record
from optimiser.reports.plan_book import write
from tests.office import need_office, recalculate
from tests.reported import small_data

MONEY = (("goal", "money"), ("rule.balance.at_most", "1"), ("rule.target.active", "true"), ("rule.target.at_least", "700"))


def record_of(name: str) -> Record:
    return (small_data(*MONEY) if name == "money" else small_data()).record


def described(path: Path) -> list[str]:
    """The alternative text of every chart."""
    with zipfile.ZipFile(path) as parts:
        return [
            one
            for name in parts.namelist()
            if "drawings/drawing" in name
            for one in re.findall(r'<xdr:cNvPr[^>]* descr="([^"]+)"', parts.read(name).decode())
        ]


@pytest.mark.parametrize("name", ["persons", "money"])
def test_the_steps_lead_from_published_to_the_plan(name: str, tmp_path: Path) -> None:
    record = record_of(name)
    write(record, tmp_path / "plan.xlsx", "nl")
    sheet = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Grafieken"]
    head = next(row for row in range(1, 200) if str(sheet.cell(row, 10).value).startswith("Van gepubliceerd naar plan"))
    rows = []
    for row in range(head + 2, head + 20):
        if sheet.cell(row, 10).value is None:
            break
        rows.append([sheet.cell(row, column).value for column in range(10, 17)])
    size = 1_000_000 if name == "money" else 1
    assert rows[0][4] == pytest.approx(float(record.references[0].effect) / size)
    assert rows[-1][4] == rows[-1][2] == pytest.approx(float(record.total) / size)
    assert rows[0][2] + sum(row[1] for row in rows[1:-1]) == pytest.approx(rows[-1][2])
    for before, row in pairwise(rows[:-1]):
        # What cannot be seen and what can reach from one level to the next.
        assert row[3] + row[5] + row[6] == pytest.approx(max(before[2], row[2]))
        assert row[3] == pytest.approx(min(before[2], row[2]))


@pytest.mark.parametrize("name", ["persons", "money"])
def test_they_recalculate_to_what_they_show(name: str, tmp_path: Path) -> None:
    need_office()
    path = tmp_path / "plan.xlsx"
    write(record_of(name), path, "nl")
    again = load_workbook(recalculate(path, tmp_path / "again"), data_only=True)["Grafieken"]
    for row in load_workbook(path, data_only=True)["Grafieken"].iter_rows():
        for cell in row:
            other = again[cell.coordinate].value
            assert other == (pytest.approx(cell.value, abs=1e-6) if isinstance(cell.value, (int, float)) else cell.value or None), cell.coordinate


def test_every_chart_has_an_alternative_text(tmp_path: Path) -> None:
    write(record_of("persons"), tmp_path / "plan.xlsx", "en")
    assert len(described(tmp_path / "plan.xlsx")) == 5
    assert "What one step of a limit does (persons in the target year)" in described(tmp_path / "plan.xlsx")


def test_a_record_with_nothing_to_compare_and_no_prices_has_neither(tmp_path: Path) -> None:
    record = record_of("persons")
    bare = replace(record, references=(), findings=tuple(replace(one, price=None) for one in record.findings))
    write(bare, tmp_path / "plan.xlsx", "en")
    assert len(described(tmp_path / "plan.xlsx")) == 3
