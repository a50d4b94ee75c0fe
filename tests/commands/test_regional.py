"""TAZ over 28 regions and 10 branches from end to end: 60 000 cells through the real command, judged by what stands in the written files."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.running import ROOT, optimiser
from tests.test_shuffled import shuffled

NAME, MLN = "taz-regionaal", 1_000_000
YEARS = ("2023", "2024", "2025")
INNOVATION = {"opschaling", "werkgeverschap", "bekwaam-inzetbaar", "zelfredzaamheid", "digivaardig"}
REGIONS, BRANCHES, CURATIVE = 28, 10, {"umc", "ziekenhuizen"}
BOOK = ROOT / "inputs" / f"{NAME}-2023-2025.xlsx"
Cells = dict[tuple[str, ...], int]


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the plan of the shipped programme, made once; to read, not to change."""
    folder = tmp_path_factory.mktemp("regional")
    done = optimiser("solve", NAME, "--lang", "en", "--out", str(folder / "out"), cwd=folder)
    assert done.code == 0, done
    assert "PROVED BEST PLAN" in done.out
    return folder / "out"


def cells_of(folder: Path) -> Cells:
    """(source, instrument, year, region, branch) -> euros, from the certificate."""
    flows = json.loads((folder / "certificate.json").read_bytes())["tables"]["flows"]
    found = {tuple(row[key] for key in ("source", "instrument", "year", "regio", "branche")): int(row["amount"]) for row in flows}
    assert len(found) == len(flows)
    return found


@pytest.fixture(scope="session")
def cells(plan: Path) -> Cells:
    return cells_of(plan)


def innovation(cells: Cells, year: str, place: int) -> Counter[str]:
    """Innovation money in a year per region (`place` 3) or branch (4)."""
    found: Counter[str] = Counter()
    for at, amount in cells.items():
        if at[1] in INNOVATION and at[2] == year:
            found[at[place]] += amount
    return found


def test_python_alone_proves_the_plan_from_its_workbook(plan: Path) -> None:
    checker = [sys.executable, "-I", "-S", str(ROOT / "optimiser" / "verify.py"), str(plan / "plan.xlsx")]
    done = subprocess.run(checker, capture_output=True, timeout=120, check=False)
    said = json.loads(done.stdout)
    assert (done.returncode, said["status"], said["keeps_rules"], said["refutations"]) == (0, "proved", True, [])


@pytest.mark.parametrize("year", ["2024", "2025"])
@pytest.mark.parametrize(("place", "whole", "members", "least"), [(3, "landelijk", REGIONS, 2 * MLN), (4, "alle", BRANCHES, 3 * MLN)])
def test_every_region_and_every_branch_has_innovation_money_from_2024(
    cells: Cells, year: str, place: int, whole: str, members: int, least: int
) -> None:
    """R27."""
    each = {member: amount for member, amount in innovation(cells, year, place).items() if member != whole}
    assert len(each) == members
    assert min(each.values()) >= least


@pytest.mark.parametrize("year", YEARS)
def test_no_region_is_far_from_its_part(cells: Cells, year: str) -> None:
    """Equal keys: a 28th of the regions' innovation money, a fifth less or more."""
    each = {region: amount for region, amount in innovation(cells, year, 3).items() if region != "landelijk"}
    part = Fraction(sum(each.values()), REGIONS)
    assert len(each) == REGIONS
    assert Fraction(4, 5) * part <= min(each.values())
    assert max(each.values()) <= Fraction(6, 5) * part


@pytest.mark.parametrize("year", YEARS)
def test_at_most_a_fifth_of_innovation_money_goes_to_the_curative_field(cells: Cells, year: str) -> None:
    """R28."""
    each = innovation(cells, year, 4)
    assert 0 < 5 * sum(each[branch] for branch in CURATIVE) <= sum(each.values())


def test_the_workbook_adds_up_to_the_cells_and_the_budget_to_the_euro(plan: Path, cells: Cells) -> None:
    book = load_workbook(plan / "plan.xlsx", data_only=True)
    flows = {tuple(str(row[place]) for place in (0, 2, 5)): row[6] for row in _table(book["Flows"], "tblStromen")}
    summed = Counter[tuple[str, ...]]()
    for at, amount in cells.items():
        summed[at[:3]] += amount
    assert {at: amount for at, amount in summed.items() if amount} == {at: amount for at, amount in flows.items() if amount}
    for title, table, place in (("Regions", "tbl_regio", 3), ("Branches", "tbl_branche", 4)):
        by_member = Counter[tuple[str, ...]]()
        for at, amount in cells.items():
            by_member[at[place], at[2]] += amount
        told = {(row[0], year): amount for row in _table(book[title], table) for year, amount in zip(YEARS, row[2:5], strict=True)}
        assert dict(by_member) == told
    budget = {
        (row[0], year): row[2 + n] for row in load_workbook(BOOK)["Herkomst"].iter_rows(min_row=2, values_only=True) for n, year in enumerate(YEARS)
    }
    spent = Counter[tuple[str, str]]()
    for at, amount in cells.items():
        spent[at[0], at[2]] += amount
    assert dict(spent) == {at: amount for at, amount in budget.items() if isinstance(amount, int) and amount}
    assert book["Guide"]["A3"].value == "ALL CHECKS PASS"


def _table(sheet, name: str) -> list[tuple]:
    """The rows of a native table, without its heading."""
    top, *_ = rows = list(sheet[sheet.tables[name].ref])
    assert all(cell.value is not None for cell in top)
    return [tuple(cell.value for cell in row) for row in rows[1:]]


def test_the_order_of_rows_columns_and_members_changes_no_cell(cells: Cells, tmp_path: Path) -> None:
    """Sheets, rows and columns of the input workbook in another order, and the regions and branches of the programme too."""
    model = tmp_path / f"{NAME}.toml"
    model.write_text(members_shuffled((ROOT / "models" / f"{NAME}.toml").read_text("utf-8"), 7), "utf-8")
    book = shuffled(7, tmp_path / "book.xlsx", BOOK)
    done = optimiser("solve", str(model), "--input", str(book), "--out", str(tmp_path / "out"), cwd=tmp_path)
    assert done.code == 0, done
    other = cells_of(tmp_path / "out")
    assert {at: (amount, other.get(at)) for at, amount in cells.items() if other.get(at) != amount} == {}
    assert len(other) == len(cells)


def test_without_the_rules_about_regions_there_is_a_plan_that_is_no_worse(plan: Path, tmp_path: Path) -> None:
    """A solver's presolve once never came back from this one."""
    done = optimiser("solve", NAME, "--scenario", "without-regions", "--json", cwd=tmp_path)
    assert done.code == 0, done
    assert done.json["status"] == "optimal"
    assert Fraction(str(done.json["effect"])) > Fraction(json.loads((plan / "record.json").read_bytes())["total"])


def members_shuffled(text: str, seed: int) -> str:
    """The same programme with the members of every dimension in another order."""
    dice = random.Random(seed)
    first, *lists = text.split("\nmember = [\n")
    assert len(lists) == 2
    for one in lists:
        body, rest = one.split("\n]\n", 1)
        lines = body.split("\n")
        before = list(lines)
        dice.shuffle(lines)
        assert lines != before
        first += "\nmember = [\n" + "\n".join(lines) + "\n]\n" + rest
    return first


def test_what_was_left_out_for_its_size_is_said(plan: Path) -> None:
    record = json.loads((plan / "record.json").read_bytes())
    assert [one["id"] for one in record["references"]] == ["published"]
    assert any("not with last year's shares" in one["en"] for one in record["warnings"])


def test_a_region_is_told_its_part_of_what_the_regions_share(plan: Path) -> None:
    """What goes to the whole country has the key of everybody, and is no region's rival for it."""
    sheet = load_workbook(plan / "plan.xlsx", read_only=True, data_only=True)["Regions"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row and row[0]]
    head = next(row for row in rows if row[0] == "id")
    part, key = head.index("part of key"), head.index("key")
    parts = {str(row[0]): row[part] for row in rows[rows.index(head) + 1 :] if isinstance(row[key], (int, float))}
    assert parts.pop("landelijk") == pytest.approx(1)
    assert len(parts) == REGIONS
    assert sum(float(str(one)) for one in parts.values()) == pytest.approx(1)
