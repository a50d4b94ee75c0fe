"""A whole budget year walked through: the tables of every phase add up for an independent reader, recalculated, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimiser.language import LANGS
from optimiser.record import Record, from_json
from optimiser.reports import plan_book
from optimiser.supplementary import change_tables, laid, large_changes, thresholds
from tests import small
from tests.commands.running import inside, small_case
from tests.office import need_office, recalculate
from tests.small import MLN
from tests.test_cycle import HEAD, INDEX_HEAD

YEAR = ("--budget-year", "2024")
TOML = "[programme]\n"
MUTATIONS = [
    ["vjn-cut", "vjn", 2024, "beleidsmatig", "breed", -30 * MLN, -30 * MLN, None, "Kamerbrief", "bron", "taakstelling"],
    ["vjn-shift", "vjn", 2024, "kasschuif", "breed", -2_000_500, 2_000_500, None, None, "aanname", "latere start"],
    ["nvw-1", "nvw", 2024, "nota van wijziging of amendement", "breed", MLN, None, None, None, "aanname", "amendement"],
    ["njn-1", "njn", 2024, "technisch", "vvt", -1_234_567, None, None, None, "aanname", "bijstelling"],
    ["njn-margin", "njn", 2024, "eindejaarsmarge", "breed", -1_000_000, 1_000_000, None, None, "aanname", "onderuitputting"],
    ["jv-1", "jv", 2024, "technisch", "breed", -500_000, None, None, None, "aanname", "realisatie"],
]
INDEX = [["ova", "*", "vjn", 2024, "5,25%", "5,25%", "CPB", "bron", "loonbijstelling"]]


@dataclass(frozen=True)
class Walk:
    """The records and plan workbooks of the phases, by phase."""

    records: dict[str, Record]
    books: dict[str, Path]


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def done(*words: str) -> None:
    ran = inside(*words)
    assert ran.code == 0, ran


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Draft budget, amendments, spring, autumn (changed by hand before it is adopted) and the annual report, each adopted before the next."""
    folder = small_case(tmp_path_factory.mktemp("walk") / "small")
    toml = folder / "models" / "small.toml"
    margin = '[programme]\nyear_end_margin = { share = "1/100", source = { document = "d", place = "p" } }\n'
    toml.write_text(toml.read_text(encoding="utf-8").replace("[programme]\n", margin, 1), encoding="utf-8")
    sheets = small.rows() | {"Mutaties": [HEAD, *MUTATIONS], "Indexatie": [INDEX_HEAD, *INDEX]}
    small.write(folder / "inputs" / "small.xlsx", sheets)
    records, books = {}, {}
    with standing_in(folder):
        for phase in ("owb", "nvw", "vjn", "njn", "jv"):
            done("solve", "small", "--phase", phase, *YEAR, "--quiet")
            made = Path("reports/small") / f"2024-{phase}"
            records[phase] = from_json((made / "record.json").read_text(encoding="utf-8"))
            books[phase] = (made / "plan.xlsx").resolve()
            plan = str(made / "plan.xlsx")
            if phase == "njn":
                plan = by_hand(made / "plan.xlsx", records[phase], "2025", "opschaling", "taken", 1_500_000)
            done("adopt", plan, "--phase", phase, "--reason", "besluit", "--quiet")
    return Walk(records, books)


def by_hand(plan: Path, record: Record, year: str, to: str, out_of: str, amount: int) -> str:
    """The plan with money moved between two instruments in its plan column, saved elsewhere."""
    lines = {line.instrument: line.amount for line in record.lines if line.year == year}
    book = openpyxl.load_workbook(plan)
    for row in book["Plan"].iter_rows(min_row=5):
        for name, change in ((to, amount), (out_of, -amount)):
            if row[0].value == f"{name}.{year}":
                row[5].value = lines[name] + change
    path = plan.with_name("anders.xlsx")
    book.save(path)
    return str(path)


def tables(path: Path, name: str = "Suppletoire") -> list[list[tuple[Any, ...]]]:
    """Every table of a sheet by its header row, read as values and nothing else."""
    found: list[list[tuple[Any, ...]]] = []
    inside_table = False
    for row in openpyxl.load_workbook(path, data_only=True)[name].iter_rows(values_only=True):
        if row[0] in ("bedragen x EUR 1.000", "amounts x EUR 1,000"):
            found.append([row])
            inside_table = True
        elif inside_table and isinstance(row[1], int | float) and row[2] is not None:
            found[-1].append(row)
        else:
            inside_table = False
    return found


def add_up(table: list[tuple[Any, ...]]) -> None:
    """(3) = (1) + (2), (4) is its parts, (5) = (3) + (4), and the first row is the sum of the schemes (the rows that nothing stands under)."""
    heads = [str(one) for one in table[0]]
    place = {key: next(n for n, head in enumerate(heads) if head.startswith(key)) for key in ("(1)", "(2)", "(3)", "(4) m", "(5)")}
    place |= {key: next(n for n, head in enumerate(heads) if key in head) for key in ("beleidsmatig", "technisch", "herschikking")}
    earlier = [n for n, head in enumerate(heads) if head.startswith("eerder")]
    for row in table[1:]:
        assert row[place["(3)"]] == row[place["(1)"]] + row[place["(2)"]]
        assert row[place["(4) m"]] == row[place["beleidsmatig"]] + row[place["technisch"]] + row[place["herschikking"]]
        assert row[place["(5)"]] == row[place["(3)"]] + row[place["(4) m"]] + sum(row[n] for n in earlier)
    schemes = [row for row in table[1:] if row[0] in ("Opschaling van innovaties", "Taken anders verdelen", "Scholing")]
    assert len(schemes) == 3
    for column in (*place.values(), *earlier):
        assert table[1][column] == sum(row[column] for row in schemes)
        assert all(row[column] == int(row[column]) for row in table[1:])


@pytest.mark.parametrize("phase", ["vjn", "njn", "jv"])
def test_every_printed_total_adds_up_after_a_recalculation(walk: Walk, tmp_path: Path, phase: str) -> None:
    need_office()
    again = recalculate(walk.books[phase], tmp_path)
    assert tables(again) == tables(walk.books[phase])
    found = tables(again)
    assert len(found) == 2
    for table, year in zip(found, ("2024", "2025"), strict=True):
        add_up(table)
        stand = next(n for n, head in enumerate(table[0]) if str(head).startswith("(5)"))
        spent = sum(flow.amount for flow in walk.records[phase].flows if flow.year == year)
        assert abs(table[1][stand] * 1000 - spent) < 1000
    recalculated = openpyxl.load_workbook(again, data_only=True)
    assert recalculated["Leeswijzer"]["A3"].value == "ALLES KLOPT"
    live, ours = openpyxl.load_workbook(walk.books[phase]), openpyxl.load_workbook(walk.books[phase], data_only=True)
    for name in ("Suppletoire", "Mutaties"):
        cells = [cell.coordinate for row in live[name] for cell in row if cell.data_type == "f"]
        assert len(cells) > 5
        assert not [one for one in cells if (recalculated[name][one].value or "") != (ours[name][one].value or "")]


def test_the_columns_come_from_the_adopted_plans(walk: Walk) -> None:
    adopted = {phase: walk.records[phase] for phase in ("owb", "nvw", "vjn")}
    for table in change_tables(walk.records["njn"]):
        spent = {phase: sum(line.amount for line in record.lines if line.year == table.year) for phase, record in adopted.items()}
        base, amended, earlier, change = table.rows[0].exact[:4]
        assert (base, base + amended, base + amended + earlier) == tuple(spent.values())
        assert base + amended + earlier + change == sum(line.amount for line in walk.records["njn"].lines if line.year == table.year)
    heads = tables(walk.books["njn"])[0][0]
    assert heads[1:3] == ("(1) vastgestelde ontwerpbegroting 2024 v1", "(2) nota van wijziging en amendementen, nota van wijziging 2024 v1")
    assert heads[4] == "eerder vastgesteld: voorjaarsnota 2024 v1"


def test_the_causes_of_the_change_are_those_of_the_mutations(walk: Walk) -> None:
    # 2024: breed (100 + 1 - 30 - 2.0005) x 5.25 % = 3 622 473.75, minus 2 000 500; vvt 1 050 000.
    # 2025: breed (120 - 30 + 2.0005) x 5.25 % = 4 830 026.25, plus 2 000 500; vvt 1 050 000.
    for table, technical in zip(change_tables(walk.records["vjn"]), (2_671_974, 7_880_526), strict=True):
        assert table.rows[0].exact[4:] == (-30 * MLN, technical)
        assert sum(table.rows[0].exact[4:]) == table.rows[0].exact[3]
        assert table.rows[0].moved in (-1, 0, 1)


def test_a_plan_changed_by_hand_is_what_the_next_phase_starts_from(walk: Walk) -> None:
    cycle = walk.records["jv"].cycle
    assert cycle is not None
    assert cycle.start is not None
    assert (cycle.start.phase, cycle.start.finding in ("keeps", "breaks")) == ("njn", True)
    before = {line.instrument: line.amount for line in walk.records["njn"].lines if line.year == "2025"}
    assert cycle.start.lines["opschaling", "2025"] == before["opschaling"] + 1_500_000


def test_a_changed_flow_turns_the_verdict(walk: Walk, tmp_path: Path) -> None:
    need_office()
    book = openpyxl.load_workbook(walk.books["vjn"])
    row = next(row for row in book["Mutaties"].iter_rows(min_row=5) if row[3].value == "vjn-shift" and row[2].value == 2024)
    row[8].value += 1
    book.save(tmp_path / "changed.xlsx")
    again = openpyxl.load_workbook(recalculate(tmp_path / "changed.xlsx", tmp_path / "out"), data_only=True)
    assert again["Leeswijzer"]["A3"].value == "FOUT"
    wrong = [str(row[0]) for row in again["Controles"].iter_rows(values_only=True) if row[5] == "FOUT"]
    assert any("vjn-shift" in one for one in wrong)
    assert "FOUT" in [row[3] for row in again["Mutaties"].iter_rows(values_only=True)]


def test_shifts_of_twenty_million_get_the_fields_of_article_3_1(walk: Walk) -> None:
    changes = large_changes(walk.records["vjn"])
    assert changes
    assert all(any(abs(one) >= 20 * MLN for one in by_year.values()) for by_year in changes.values())
    sheet = openpyxl.load_workbook(walk.books["vjn"], data_only=True)["CW 3.1"]
    rows = [row for row in sheet.iter_rows(min_row=5) if row[0].value]
    assert [row[0].value for row in rows] == list(changes)
    for row in rows:
        assert [cell.value for cell in row[2:4]] == list(changes[row[0].value].values())
        assert all(not cell.protection.locked and cell.fill.fgColor.rgb == "FFFFF4CC" for cell in row[4:11])
        assert "aanname" in row[8].value
        assert "geen gemeten effect" in row[8].value


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheets_are_there_only_in_a_phase(walk: Walk, tmp_path: Path, lang: str) -> None:
    names = {"nl": ("Mutaties", "Suppletoire"), "en": ("Mutations", "Supplementary")}[lang]
    for phase, expected in (("owb", names[:1]), ("vjn", names)):
        plan_book.write(walk.records[phase], tmp_path / "plan.xlsx", "en" if lang == "en" else "nl")
        assert tuple(one for one in names if one in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames) == expected


@pytest.mark.parametrize(
    ("size", "limits"),
    [
        (0, (1_000, 2_000)),
        (49_999, (1_000, 2_000)),
        (50_000, (2_000, 4_000)),
        (199_999, (2_000, 4_000)),
        (200_000, (5_000, 10_000)),
        (999_999, (5_000, 10_000)),
        (1_000_000, (10_000, 20_000)),
    ],
)
def test_thresholds_follow_the_size_of_the_article(size: int, limits: tuple[int, int]) -> None:
    assert thresholds(size) == limits


def test_an_amount_laid_over_weights_adds_up_again() -> None:
    for amount in (-7, 0, 1, 100_000_001):
        for weights in ([1], [0, 5], [3, 3, 3], [10, 1, 0]):
            assert sum(laid(amount, weights)) == amount
