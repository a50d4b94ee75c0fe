"""`--members`: the commands that read a case read the applicants of a CSV file, and plans find the very file that they were made from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from optimiser import told_case
from optimiser.folders import shipped
from optimiser.reading.sheets import read_book
from tests.commands.running import inside
from tests.edited import edited
from tests.rounds import applicants, csv_of

NAME, GIVEN = "subsidieronde", ("--members", "aanvrager=ronde.csv")
PLAN, BOOK = "reports/subsidieronde/base/plan.xlsx", str(shipped("inputs") / "subsidieronde-voorbeeld.xlsx")


@pytest.fixture(scope="module")
def effect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The effect of the best plan for other applicants than those of the workbook; their numbers are too many to be told in the plan."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "ronde.csv").write_text(csv_of(applicants(40, 7)))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(told_case, "MOST_OF_MEMBERS", 10)
        found = inside("solve", NAME, *GIVEN, "--json")
        assert found.code == 0
        yield found.json["effect"]


def total(column: dict[str, Any]) -> str:
    found: str = column["total"]["decimal"]
    return found


def test_a_sweep_starts_from_the_plan_for_these_applicants(effect: str) -> None:
    told = inside("sweep", NAME, *GIVEN, "--budget", "80:100:20", "--json").json
    assert told["points"][-1]["effect"] == effect


def test_a_frontier_is_that_of_these_applicants(effect: str) -> None:
    free = ("--set", "rule.kleinste-subsidie.active=false", "--json")
    rule = "rule.kleine-organisaties.2019"
    told = inside("frontier", NAME, *GIVEN, "--set-range", f"{rule}=0.1:0.2", *free).json
    best = inside("solve", NAME, *GIVEN, *free, "--set", f"{rule}=0.2", "--out", "free").json["optimum"]
    assert told["pieces"][-1]["value_to"] == best


def test_a_comparison_of_scenarios_is_for_these_applicants_and_a_plan_finds_its_own(effect: str) -> None:
    told = inside("compare", "base", PLAN, "base:source.*=*0.5", "--programme", NAME, *GIVEN, "--json").json
    assert [total(one) for one in told["columns"]][:2] == [effect, effect]
    told = inside("compare", "base", PLAN, "--programme", NAME, "--json").json
    assert told["notes"] == []
    base, plan = (total(one) for one in told["columns"][:2])
    assert base != plan == effect


def test_a_plan_whose_file_is_gone_says_so_and_takes_it_from_where_it_is_said_to_be(effect: str) -> None:
    Path("ronde.csv").rename("elsewhere.csv")
    try:
        told = inside("diff", PLAN, BOOK, "--json", "--lang", "en").json
        assert any("Give it with --old-members aanvrager=CSV" in note for note in told["notes"])
        told = inside("diff", PLAN, BOOK, "--members", "aanvrager=elsewhere.csv", "--json").json
        assert (told["status"], told["attribution"]) == ("same", None)
        told = inside("diff", BOOK, PLAN, "--members", "aanvrager=elsewhere.csv", "--old-members", "aanvrager=elsewhere.csv", "--json").json
        assert told["status"] == "same"
        changed = edited(Path(PLAN), Path("changed.xlsx"), {"instroom.2019": {"plan": 100_000, "reason": "proef"}})
        adopt = ("adopt", str(changed), "--phase", "owb", "--budget-year", "2019", "--json", "--reason", "proef")
        assert inside(*adopt).codes == ["not-the-runs-file"]
        assert inside(*adopt, "--members", "aanvrager=elsewhere.csv").code == 0
        stress = ("stress", "--plan", PLAN, "--only", "break-even", "--json")
        assert inside(*stress).codes == ["not-the-runs-file"]
        assert inside(*stress, "--members", "aanvrager=elsewhere.csv").code == 0
    finally:
        Path("elsewhere.csv").rename("ronde.csv")


def test_stress_puts_the_plan_for_these_applicants_to_the_test(effect: str) -> None:
    told = inside("stress", NAME, *GIVEN, "--only", "break-even", "--json").json
    assert told["plan"]["value"] == effect


@pytest.mark.usefixtures("effect")
def test_a_template_holds_the_applicants_of_the_file_and_an_older_workbook_is_migrated_beside_it() -> None:
    assert inside("template", NAME, *GIVEN, "--out", "filled.xlsx").code == 0
    sheet = read_book(Path("filled.xlsx")).sheets["Aanvragers"]
    ids = [row["id"] for row in csv.DictReader(Path("ronde.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")]
    assert [cell.shown for (row, column), cell in sorted(sheet.cells.items()) if column == 1 and row > 1 and cell.shown] == ids
    assert inside("template", NAME, "--out", "empty.xlsx").code == 0
    assert inside("migrate", BOOK, "--programme", NAME, *GIVEN, "--out", "new.xlsx").code == 0


@pytest.mark.parametrize("words", [("sweep", NAME, "--budget", "90:110"), ("diff", BOOK, BOOK), ("compare", "base", "base:source.*=*0.9")])
def test_a_file_that_is_not_there_is_a_fault_that_names_it(words: tuple[str, ...]) -> None:
    ran = inside(*words, "--members", "aanvrager=weg.csv", *(() if words[0] == "sweep" else ("--programme", NAME)))
    assert ran.code == 2
    assert "weg.csv" in ran.err + ran.out


def test_an_option_that_is_typed_wrong_is_named_as_it_was_typed() -> None:
    ran = inside("diff", BOOK, BOOK, "--old-members", "aanvrager", "--json")
    assert [(one["code"], one["file"]) for one in ran.json["faults"]] == [("members-option", "--old-members")]
