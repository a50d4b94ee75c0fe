"""The order of rows and columns in the workbook means nothing: the same figures give the same plan, byte for byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import optimiser
from optimiser.proof import tables
from tests.taz import PROGRAMME, WORKBOOK, solved


def shuffled(seed: int, target: Path, book: Path = WORKBOOK) -> Path:
    """A copy with sheets, rows and columns in another order, as a plain export without any formatting."""
    dice = random.Random(seed)
    old, new = load_workbook(book), Workbook()
    new.remove(new.active)
    names = list(old.sheetnames)
    dice.shuffle(names)
    for name in names:
        rows = [list(row) for row in old[name].iter_rows(values_only=True)]
        sheet = new.create_sheet(name)
        if name != "Leesmij":
            columns = list(range(len(rows[0])))
            dice.shuffle(columns)
            body = rows[1:]
            dice.shuffle(body)
            rows = [[row[column] for column in columns] for row in [rows[0], *body]]
        for row in rows:
            sheet.append(row)
    new.save(target)
    return target


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("scenario", ["base", "cut-14"])
def test_a_shuffled_workbook_gives_the_same_plan(seed: int, scenario: str, tmp_path: Path) -> None:
    original = solved(scenario)
    other = optimiser.solve(str(PROGRAMME), scenario=scenario, input=str(shuffled(seed, tmp_path / "een andere naam.xlsx")))
    assert other.flows == original.flows
    assert other.lines == original.lines
    mine, theirs = tables(original), tables(other)
    assert {name: rows for name, rows in mine.items() if name != "claims"} == {name: rows for name, rows in theirs.items() if name != "claims"}
