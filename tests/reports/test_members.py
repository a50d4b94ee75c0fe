"""Who gets the money over further dimensions: totals, sheets of the plan workbook, tiles, and the line on the terminal; all add up to the plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from optimiser.by_member import totals_of
from optimiser.charts.tiles import Tile, placed, tiles
from optimiser.proof import certificate_json
from optimiser.record import Record, from_json, to_json
from optimiser.reports import plan_book
from optimiser.reports.plan_book.members import pages
from optimiser.verify import read, verify
from optimiser.views.screen import print_plan
from tests import districts
from tests.office import need_office, recalculate


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return districts.solved(tmp_path_factory.mktemp("districts"))


@pytest.mark.parametrize("dimension", ["wijk", "doelgroep"])
def test_members_add_up_to_the_plan_by_year_and_instrument(record: Record, dimension: str) -> None:
    totals = totals_of(record, dimension)
    for year in record.years:
        assert sum(one.years.get(year, 0) for one in totals) == sum(flow.amount for flow in record.flows if flow.year == year)
    for instrument in ("gezinshulp", "ambulant"):
        assert sum(one.instruments.get(instrument, 0) for one in totals) == sum(line.amount for line in record.lines if line.instrument == instrument)
    assert sum((one.effect for one in totals), Fraction(0)) == record.total


def test_a_part_of_the_key_is_one_of_those_who_share_an_instrument(record: Record) -> None:
    assert record.detail is not None
    assert {one.id: (one.key, one.among) for one in totals_of(record, "wijk")} == {"noord": (500, 2500), "zuid": (800, 2500), "centrum": (1200, 2500)}
    # Somebody for what goes to no district in particular shares nothing with them.
    alone = [replace(one, members=("centrum", one.members[1])) if one.instrument == "ambulant" else one for one in record.detail.groups]
    alone = [one for one in alone if (one.instrument == "ambulant") == (one.members[0] == "centrum")]
    apart = replace(record, detail=replace(record.detail, groups=tuple(alone)))
    assert {one.id: one.among for one in totals_of(apart, "wijk")} == {"noord": 1300, "zuid": 1300, "centrum": 1200}


def test_what_an_instrument_can_absorb_is_divided_by_the_key(record: Record) -> None:
    # 3 000 000 over 500 : 800 : 1 200 young people, and equally over two target groups
    assert record.detail is not None
    widths = {
        one.members: sum(tier.width for tier in one.tiers) for one in record.detail.groups if (one.instrument, one.year) == ("gezinshulp", "2026")
    }
    assert widths == {(w, g): part for w, part in (("noord", 300_000), ("zuid", 480_000), ("centrum", 720_000)) for g in ("jong", "12-plus")}


def test_a_record_with_members_reads_back_the_same(record: Record) -> None:
    assert from_json(to_json(record)).detail == record.detail


def test_the_certificate_verifies(record: Record, tmp_path: Path) -> None:
    (tmp_path / "certificate.json").write_text(certificate_json(record), encoding="utf-8")
    assert verify(read(str(tmp_path / "certificate.json")))["status"] == "proved"


def test_every_further_dimension_has_a_sheet_that_agrees_with_a_recalculation(record: Record, tmp_path: Path) -> None:
    need_office()
    path = tmp_path / "plan.xlsx"
    plan_book.write(record, path, "nl")
    told = openpyxl.load_workbook(path, data_only=True)
    again = openpyxl.load_workbook(recalculate(path, tmp_path / "again"), data_only=True)
    for name in ("Wijken", "Doelgroepen"):
        cells = {cell.coordinate: cell.value for row in told[name].iter_rows() for cell in row if isinstance(cell.value, (int, float))}
        assert {key: pytest.approx(value) for key, value in cells.items()} == {key: again[name][key].value for key in cells}
        bottom = [again[name].cell(again[name].max_row, column).value for column in (3, 4)]
        assert bottom == [0, 0]


def test_the_sheets_have_the_names_of_the_dimensions_in_either_language(record: Record) -> None:
    assert [(page.name.nl, page.name.en) for page in pages(record, set())] == [("Wijken", "Districts"), ("Doelgroepen", "Target groups")]


def test_a_dimension_with_the_name_of_another_sheet_gets_a_name_of_its_own(record: Record) -> None:
    assert [page.name.nl for page in pages(record, {"wijken"})] == ["Wijken (leden)", "Doelgroepen"]


def test_tiles_stand_where_the_programme_says_and_the_rest_below_in_order(record: Record) -> None:
    assert {one.id: one.tile for one in totals_of(record, "wijk")} == {"noord": (2, 1), "zuid": None, "centrum": None}
    drawn = [Tile("a", "1", 1.0, (2, 1)), *(Tile(str(n), "0", 0.0) for n in range(8))]
    assert [one.place for one in placed(drawn)] == [(2, 1), *((n, 2) for n in range(1, 8)), (1, 3)]
    assert tiles("t", "titel", "zegt", drawn) == tiles("t", "titel", "zegt", drawn)


def test_one_line_on_the_terminal_says_who_gets_most_and_least(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    print_plan(record, "nl")
    out = capsys.readouterr().out
    assert "Wijken: 3 van 3 krijgen geld; het meeste gaat naar Noord (€ 4.000.000), het minste naar Zuid (€ 2.240.000)." in out
