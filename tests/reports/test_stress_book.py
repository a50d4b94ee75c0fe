"""The workbook of a stress test: every sheet in both languages, formulas that give what stands beside them, numbers that are those of the JSON."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import optimiser
from optimiser.language import Lang
from optimiser.reports.stress import book, page
from optimiser.stressed import Stressed
from tests import taz
from tests.office import need_office, recalculate

SHEETS = {
    "nl": [
        "Overzicht",
        "Grafiek",
        "Tornado",
        "Verschuivingen",
        "Schattingen",
        "Trekkingen",
        "Aanwezigheid",
        "Robuust",
        "Andere lijnen",
        "Omslagpunt",
    ],
    "en": ["Overview", "Chart", "Tornado", "Shifts", "Estimates", "Draws", "Presence", "Robust", "Other lines", "Break-even"],
}
MONEY = [name for name in SHEETS["nl"] if name not in ("Robuust", "Andere lijnen", "Omslagpunt")]


@cache
def stressed(scenario: str) -> Stressed:
    return optimiser.stress(str(taz.PROGRAMME), input=str(taz.WORKBOOK), scenario=scenario, draws=60, scenarios=10, gamma="1,all")


def written(folder: Path, scenario: str, lang: Lang) -> Path:
    path = folder / "stress.xlsx"
    book.write(stressed(scenario), path, lang)
    return path


def cells(path: Path) -> dict[tuple[str, str], Any]:
    """Every value, by sheet and cell."""
    found = openpyxl.load_workbook(path, data_only=True)
    return {(sheet.title, cell.coordinate): cell.value for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None}


@pytest.mark.parametrize(("scenario", "lang"), [("base", "nl"), ("base", "en"), ("least-money", "nl")])
def test_the_sheets_are_there_and_a_table_has_a_heading_for_every_column(tmp_path: Path, scenario: str, lang: Lang) -> None:
    made = openpyxl.load_workbook(written(tmp_path, scenario, lang))
    assert made.sheetnames == (MONEY if scenario == "least-money" else SHEETS[lang])
    for sheet in made:
        for table in sheet.tables.values():
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert all(heads)
            assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("scenario", ["base", "least-money"])
def test_every_formula_gives_what_stands_beside_it(tmp_path: Path, scenario: str) -> None:
    need_office()
    path = written(tmp_path, scenario, "nl")
    was, now = cells(path), cells(recalculate(path, tmp_path / "office"))
    assert not [place for place, value in now.items() if isinstance(value, str) and value.startswith(("#", "Err:"))]
    for place, value in was.items():
        expected = pytest.approx(value, rel=1e-9, abs=1e-6) if isinstance(value, (int, float)) else value
        assert now[place] == expected, place


def test_the_tornado_sheet_tells_the_swings_in_order_and_the_chart_reads_it(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(written(tmp_path, "base", "nl"), data_only=True)
    sheet = made["Tornado"]
    area = sheet[sheet.tables["tblTornado"].ref]
    heads = [str(cell.value) for cell in area[0]]
    rows = [[cell.value for cell in row] for row in area[1:]]
    told = stressed("base")
    assert [row[0] for row in rows] == [one.instrument for one in told.swings]
    low = next(place for place, head in enumerate(heads) if head.startswith("dit plan laag"))
    assert [row[low] for row in rows] == pytest.approx([float(one.low.plan) for one in told.swings])
    first, last = area[1][0].row, area[-1][0].row
    import zipfile

    with zipfile.ZipFile(tmp_path / "stress.xlsx") as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert any(f"'Tornado'!$A${first}:$A${last}" in chart or f"Tornado!$A${first}:$A${last}" in chart for chart in charts)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_says_what_each_part_means_and_what_it_does_not(tmp_path: Path, lang: Lang) -> None:
    page.write(stressed("base"), tmp_path / "stress.html", lang)
    text = (tmp_path / "stress.html").read_text(encoding="utf-8")
    said = {
        "nl": ("gemeten prijs", "niet gemeten", "niet hoe waarschijnlijk", "niet dat twee schattingen"),
        "en": ("measured cost", "not measured", "not say how likely", "not say that two"),
    }
    assert all(one in text for one in said[lang])
    assert text.count("<svg") == 1
    for section in ("tornado", "standing", "draws", "presence", "robust", "careful", "break-even"):
        assert f'<section id="{section}"' in text


def test_the_page_of_the_money_goal_draws_what_the_best_plan_costs(tmp_path: Path) -> None:
    page.write(stressed("least-money"), tmp_path / "stress.html", "nl")
    text = (tmp_path / "stress.html").read_text(encoding="utf-8")
    assert "Wat het beste plan kost" in text
    assert "geen plan" in text


def test_the_money_goal_says_what_is_not_possible_instead_of_failing() -> None:
    told = stressed("least-money")
    assert told.money
    assert "zo weinig mogelijk geld" in told.notes[0].nl
    assert (told.robust, told.careful, told.breaks) == ((), None, ())
    assert told.drawn is not None
    assert 0 < told.drawn.kept.mean() < 1
    # Where this plan still reaches its target it never costs less than the cheapest one.
    assert (told.drawn.regrets >= 0).all()
    assert all(one.low.plan == one.high.plan == told.plan.value for one in told.swings)
