"""`optimiser adopt` and `solve --phase`: the budget cycle as people walk through it, on the small programme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimiser.chain import check
from optimiser.record import Record, from_json
from tests import small
from tests.commands.running import Ran, inside
from tests.small import MLN
from tests.test_cycle import CUT, HEAD, INDEX_HEAD, OVA

BUDGET_YEAR = ("--budget-year", "2025")
# In 2025, so that 2024 is over: 20 million less from the broad package, then 5 % more on everything.
ROWS = [["vjn-1", "vjn", 2025, "beleidsmatig", "breed", None, -20 * MLN, None, "Kamerbrief", "bron", "taakstelling"]]
INDEX = [["ova-1", "*", "vjn", 2025, None, "5%", "CPB", "bron", "loonbijstelling"]]


@pytest.fixture
def cycle(case: Path) -> Path:
    """The small case with a cut and a wage index in the spring memorandum of 2025, standing in its folder."""
    small.write(case / "inputs" / "small.xlsx", small.rows() | {"Mutaties": [HEAD, *ROWS], "Indexatie": [INDEX_HEAD, *INDEX]})
    return case


def solved(phase: str) -> Ran:
    ran = inside("solve", "small", "--phase", phase, *BUDGET_YEAR, "--json")
    assert ran.code == 0, ran
    return ran


def adopt(plan: str, phase: str, *more: str) -> Ran:
    return inside("adopt", plan, "--phase", phase, *BUDGET_YEAR, "--json", *more)


def record(folder: Path, path: str) -> Record:
    return from_json((folder / path / "record.json").read_text(encoding="utf-8"))


def spent(record: Record, year: str) -> dict[str, int]:
    return {line.instrument: line.amount for line in record.lines if line.year == year}


def change(path: Path, to: Path, **amounts: int) -> Path:
    """The plan with other amounts in its plan column, as a person would save it; `scholing_2025=...` in EUR."""
    book = openpyxl.load_workbook(path)
    for row in book["Plan"].iter_rows(min_row=5):
        key = str(row[0].value).replace(".", "_")
        if key in amounts:
            row[5].value = amounts[key]
    book.save(to)
    return to


def test_a_proved_plan_is_adopted_with_its_own_record(cycle: Path) -> None:
    solved("owb")
    ran = adopt("reports/small/2025-owb/plan.xlsx", "Ontwerpbegroting", "--by", "P. Planner")
    assert (ran.code, ran.json["finding"], ran.json["version"], ran.json["folder"]) == (0, "best", 1, "reports/small/adopted/2025-owb")
    kept = cycle / ran.json["folder"]
    assert (kept / "plan.xlsx").read_bytes() == (cycle / "reports/small/2025-owb/plan.xlsx").read_bytes()
    assert (kept / "record.json").read_bytes() == (cycle / "reports/small/2025-owb/record.json").read_bytes()
    assert check(cycle / "reports/small") == []
    entries = [json.loads(line) for line in (cycle / "reports/small/runs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["status"], one.get("by")) for one in entries] == [("optimal", ""), ("adopted", "P. Planner")]
    assert inside("verify", f"{ran.json['folder']}/plan.xlsx").code == 0


def test_a_phase_starts_from_the_newest_adopted_plan_and_keeps_years_that_are_over(cycle: Path) -> None:
    solved("owb")
    first = record(cycle, "reports/small/2025-owb")
    adopt("reports/small/2025-owb/plan.xlsx", "owb")
    data = solved("vjn").json
    assert data["cycle"] == {"phase": "vjn", "budget_year": 2025, "start": {"phase": "owb", "budget_year": 2025, "version": 1, "finding": "best"}}
    # (120 - 20) x 1.05 + 20 x 1.05
    assert sum(one["amount"] for one in data["plan"] if one["year"] == 2025) == 126 * MLN
    second = record(cycle, "reports/small/2025-vjn")
    assert spent(second, "2024") == spent(first, "2024")
    assert [one.origin for one in second.overrides] == ["vjn-1", "ova-1", "ova-1", "owb 2025", "owb 2025", "owb 2025"]
    assert second.cycle is not None
    assert second.cycle.start is not None
    assert {(one.source, one.instrument, one.year): one.amount for one in second.cycle.start.flows} == {
        (one.source, one.instrument, one.year): one.amount for one in first.flows
    }


def test_versions_are_kept_and_the_newest_counts(cycle: Path) -> None:
    solved("owb")
    plan = cycle / "reports/small/2025-owb/plan.xlsx"
    amounts = spent(record(cycle, "reports/small/2025-owb"), "2025")
    adopt(str(plan), "owb")
    before = {path: path.read_bytes() for path in (cycle / "reports/small/adopted").rglob("*.*")}
    moved = {"opschaling_2025": amounts["opschaling"] + MLN, "taken_2025": amounts["taken"] - MLN}
    ran = adopt(str(change(plan, cycle / "anders.xlsx", **moved)), "owb")
    assert (ran.code, ran.json["finding"], ran.json["version"], ran.json["folder"]) == (0, "keeps", 2, "reports/small/adopted/2025-owb-2")
    assert {path: path.read_bytes() for path in before} == before
    assert solved("vjn").json["cycle"]["start"] == {"phase": "owb", "budget_year": 2025, "version": 2, "finding": "keeps"}
    kept = record(cycle, "reports/small/2025-vjn").cycle
    assert kept is not None
    assert kept.start is not None
    assert kept.start.lines["taken", "2025"] == amounts["taken"] - MLN


def test_a_plan_that_breaks_rules_needs_a_reason(cycle: Path) -> None:
    solved("owb")
    plan = change(cycle / "reports/small/2025-owb/plan.xlsx", cycle / "anders.xlsx", scholing_2025=0)
    ran = adopt(str(plan), "owb")
    assert (ran.code, ran.codes) == (2, ["adoption-reason"])
    assert not (cycle / "reports/small/adopted").exists()
    ran = adopt(str(plan), "owb", "--reason", "besluit ministerraad")
    assert (ran.code, ran.json["finding"]) == (0, "breaks")
    assert "training-floor" in {one["id"] for one in ran.json["broken"]}
    said = json.loads((cycle / ran.json["folder"] / "adoption.json").read_text(encoding="utf-8"))
    assert said["reason"] == "besluit ministerraad"
    assert check(cycle / "reports/small") == []


def test_an_adopted_plan_takes_up_a_later_phase_with_the_least_change_and_can_be_adopted_again(cycle: Path) -> None:
    solved("owb")
    first = record(cycle, "reports/small/2025-owb")
    adopt("reports/small/2025-owb/plan.xlsx", "owb")
    ran = inside("repair", "reports/small/adopted/2025-owb/plan.xlsx", "--phase", "vjn", *BUDGET_YEAR, "--json")
    assert (ran.code, ran.json["status"], ran.json["cycle"]["phase"]) == (0, "repaired", "vjn")
    second = record(cycle, "reports/small/2025-vjn-repair")
    assert spent(second, "2024") == spent(first, "2024")
    assert sum(spent(second, "2025").values()) == 126 * MLN
    # 14 million less in all: no plan can have changed by less
    assert sum(abs(spent(second, "2025")[name] - amount) for name, amount in spent(first, "2025").items()) == 14 * MLN
    ran = adopt("reports/small/2025-vjn-repair/plan.xlsx", "vjn")
    assert (ran.code, ran.json["finding"], ran.json["run"]) == (0, "keeps", second.id)


@pytest.mark.parametrize("spoiled", ["plan.xlsx", "record.json", "adoption.json", "journal", "gone"])
def test_nothing_is_built_on_an_adopted_plan_that_was_altered(cycle: Path, spoiled: str) -> None:
    solved("owb")
    folder = cycle / adopt("reports/small/2025-owb/plan.xlsx", "owb").json["folder"]
    if spoiled == "gone":
        (folder / "record.json").unlink()
    elif spoiled == "journal":
        (cycle / "reports/small/runs.jsonl").write_text("", encoding="utf-8")
    else:
        path = folder / spoiled
        path.chmod(0o644)
        path.write_bytes(path.read_bytes() + b" ")
    ran = inside("solve", "small", "--phase", "vjn", *BUDGET_YEAR, "--json")
    assert (ran.code, ran.codes) == (2, ["adopted-altered"])


def test_a_plan_is_adopted_only_in_the_phase_it_was_made_for(cycle: Path) -> None:
    assert inside("solve", "small", "--quiet").code == 0
    assert adopt("reports/small/base/plan.xlsx", "njn").codes == ["other-phase"]
    assert adopt("reports/small/base/plan.xlsx", "owb").json["version"] == 1
    solved("vjn")
    assert adopt("reports/small/2025-vjn/plan.xlsx", "owb").codes == ["other-phase"]
    assert inside("adopt", "reports/small/2025-vjn/plan.xlsx", "--phase", "vjn", "--json").json["budget_year"] == 2025


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("solve", "small", "--phase", "vjn", *BUDGET_YEAR), ["no-adopted-plan"]),
        (("solve", "small", "--phase", "njn"), ["budget-year-needed"]),
        (("solve", "small", "--phase", "vnj"), ["unknown-phase"]),
        (("adopt", "inputs/small.xlsx", "--phase", "owb"), ["no-plan-sheet"]),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_mend(cycle: Path, words: tuple[str, ...], codes: list[str]) -> None:
    ran = inside(*words, "--json")
    assert (ran.code, ran.codes) == (2, codes)
    assert all(one["mend"] for one in ran.json["faults"])


@pytest.mark.parametrize(
    ("lang", "said"), [("nl", ["Vastgesteld: ontwerpbegroting 2025, versie 1", "bewezen"]), ("en", ["Adopted: draft budget 2025", "proved"])]
)
def test_what_was_adopted_is_said_in_words(cycle: Path, lang: str, said: list[str]) -> None:
    solved("owb")
    ran = inside("vaststellen", "reports/small/2025-owb/plan.xlsx", "--phase", "owb", *BUDGET_YEAR, "--lang", lang)
    assert all(one in ran.out for one in said)


def test_the_same_walk_gives_the_same_bytes(cycle: Path, tmp_path: Path) -> None:
    def walk() -> dict[str, Any]:
        solved("owb")
        adopt("reports/small/2025-owb/plan.xlsx", "owb")
        solved("vjn")
        return {path.relative_to(cycle).as_posix(): path.read_bytes() for path in (cycle / "reports").rglob("*.*") if path.is_file()}

    first = walk()
    (cycle / "reports").rename(tmp_path / "earlier")
    assert walk() == first


def test_rows_of_the_cycle_tests_are_sound() -> None:
    assert len(CUT) == len(HEAD) == len(ROWS[0])
    assert len(OVA) == len(INDEX_HEAD) == len(INDEX[0])
