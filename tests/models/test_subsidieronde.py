"""The grant round: its rules on the plan itself, its optimum against a model written down apart, and personal data refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import highspy
import openpyxl
import pytest

from optimiser.folders import shipped
from optimiser.run import read_case
from tests.commands.running import inside
from tests.models.solved import solved
from tests.rounds import EFFECTS, INSTRUMENTS, NORM, applicants, csv_of, write_round

NAME = "subsidieronde"
ROWS = applicants(40, 1)
BOOK = shipped("inputs") / "subsidieronde-voorbeeld.xlsx"


def grants() -> dict[tuple[str, str], int]:
    """EUR by applicant and instrument in the plan of the shipped example."""
    plan = solved(NAME).plan
    labels = map(plan.grid.label, range(plan.grid.size))
    return {(label["aanvrager"], label["instrument"]): amount for label, amount in zip(labels, plan.amounts.tolist(), strict=True)}


def test_the_shipped_example_is_the_round_of_seed_one(tmp_path: Path) -> None:
    write_round(tmp_path, 40, 1)
    assert (tmp_path / "subsidieronde.xlsx").read_bytes() == BOOK.read_bytes()


def test_a_seed_gives_the_same_round_again_and_another_seed_another() -> None:
    assert csv_of(applicants(300, 7)) == csv_of(applicants(300, 7)) != csv_of(applicants(300, 8))


def test_nobody_asks_twice_in_a_region_and_everybody_asks_something() -> None:
    rows = applicants(2_000, 3)
    assert len({(row[2], row[3]) for row in rows}) == len(rows)
    assert all(sum(int(one) for one in row[9:12]) > 0 for row in rows)


def test_the_plan_keeps_the_rules_of_the_round_to_the_euro() -> None:
    given = grants()
    ceiling = int(sum(int(one) for row in ROWS for one in row[9:12]) * 3 // 5 // 1000 * 1000)
    assert ceiling - 20_000 < sum(given.values()) <= ceiling
    got = {row[0]: [given.get((str(row[0]), one), 0) for one in INSTRUMENTS] for row in ROWS}
    assert all(0 <= amount <= asked for row in ROWS for amount, asked in zip(got[row[0]], row[9:12], strict=True))
    assert all(2 * part[2] <= sum(part) for part in got.values())
    assert 20 * sum(sum(got[row[0]]) for row in ROWS if row[5] == "klein") >= 3 * sum(given.values())
    own = {row[0]: Fraction(int(str(row[8])[:-1]), 100) for row in ROWS}
    partners = sum(sum(part) * own[id] / (1 - own[id]) for id, part in got.items())
    assert partners >= sum(given.values())
    assert all(sum(part) == 0 or sum(part) >= 5_000 for part in got.values())


@pytest.mark.parametrize("scenario", ["base", "zonder-deel-klein"])
def test_the_proved_bound_is_the_optimum_of_a_model_written_down_apart(scenario: str) -> None:
    assert float(solved(NAME, scenario).certificate.bound) == pytest.approx(optimum(small=scenario == "base"), rel=1e-7)


def test_a_ceiling_divided_pro_rata_gives_everyone_the_same_part_of_what_was_asked() -> None:
    plan = solved(NAME, "naar-rato").plan
    ceiling, asked = plan.grid.budgets["subsidieplafond", "2019"], {row[0]: sum(int(one) for one in row[9:12]) for row in ROWS}
    got = dict.fromkeys(asked, 0)
    for cell, amount in enumerate(plan.amounts.tolist()):
        got[plan.grid.label(cell)["aanvrager"]] += amount
    assert sum(asked.values()) > ceiling
    parts = {id: ceiling * one // sum(asked.values()) for id, one in asked.items()}
    assert all(amount <= parts[id] for id, amount in got.items())
    # Who gets less is held back by the part for retention, or would get less than the smallest grant.
    less = {row[0]: row for row in ROWS if got[row[0]] < parts[row[0]]}
    assert all(2 * int(row[11]) > parts[id] or parts[id] < 5_000 for id, row in less.items())
    assert len(less) < len(ROWS) / 2


def optimum(small: bool) -> float:
    """The round as a plain linear program: no code of the package takes part."""
    program = highspy.Highs()
    program.silent()
    grant: dict[Any, Any] = {}
    effect = []
    for row in ROWS:
        asked = dict(zip(INSTRUMENTS, row[9:12], strict=True))
        counts = int(row[7]) * NORM / sum(map(int, asked.values()))
        for one, most in asked.items():
            if most:
                grant[row[0], one] = program.addVariable(0, int(most))
                effect.append(EFFECTS[one][0][1] * 0.7 / 1e6 * counts * grant[row[0], one])
    total = sum(grant.values())
    program.addConstr(total <= sum(int(one) for row in ROWS for one in row[9:12]) * 3 // 5 // 1000 * 1000)
    for row in ROWS:
        mine = [grant[row[0], one] for one in INSTRUMENTS if (row[0], one) in grant]
        if (row[0], "behoud") in grant:
            program.addConstr(2 * grant[row[0], "behoud"] - sum(mine) <= 0)
    if small:
        size = {row[0]: row[5] for row in ROWS}
        program.addConstr(20 * sum(one for (id, _), one in grant.items() if size[id] == "klein") - 3 * total >= 0)
    own = {row[0]: int(str(row[8])[:-1]) / 100 for row in ROWS}
    program.addConstr(sum((own[id] / (1 - own[id]) - 1) * one for (id, _), one in grant.items()) >= 0)
    program.maximize(sum(effect))
    return float(program.getObjectiveValue())


def _with(tmp_path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(BOOK)
    change(book["Aanvragers"])
    book.save(tmp_path / "ronde.xlsx")
    return tmp_path / "ronde.xlsx"


# 111222333 passes the eleven test.
@pytest.mark.parametrize(("value", "told"), [("111222333", "BSN?"), (111222333, "BSN?"), ("jan@voorbeeld.nl", "e-mail")])
def test_personal_data_in_a_column_of_ones_own_is_a_fault(value: str | int, told: str, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(1, 16).value = "contact"
        sheet.cell(5, 16).value = value

    ran = inside("check", NAME, "--input", str(_with(tmp_path, change)), "--json")
    assert ran.code == 2
    assert [(one["code"], one["sheet"], one["found"]) for one in ran.json["faults"]] == [("personal-data", "Aanvragers", told)]


def test_a_requested_amount_that_looks_like_a_service_number_is_an_amount(tmp_path: Path) -> None:
    path = _with(tmp_path, lambda sheet: setattr(sheet.cell(2, 10), "value", 111_222_333))
    assert inside("check", NAME, "--input", str(path)).code == 0
    assert read_case(NAME, input=str(path)).grid.ceilings.max() == 111_222_333
