"""Differences between phases of the budget cycle: mutations and locks made again from what a plan tells, and told in few lines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

import optimiser
from optimiser.case import best_value
from optimiser.difference import Difference
from optimiser.goals import GOALS
from optimiser.reports.diff.sections import sections
from optimiser.run import Case, read_case
from tests import small
from tests.commands.running import inside, small_case
from tests.commands.test_adopt import BUDGET_YEAR, INDEX, ROWS
from tests.edited import edited
from tests.test_cycle import HEAD, INDEX_HEAD

OWB, VJN = Path("reports/small/2025-owb"), Path("reports/small/2025-vjn")
RULES = Path("models/small.toml")


@pytest.fixture(scope="module", autouse=True)
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small case in two phases: an adopted draft budget changed by hand, and the spring memorandum that starts from it."""
    folder = small_case(tmp_path_factory.mktemp("cycle") / "small")
    rows = small.rows() | {"Mutaties": [HEAD, *ROWS], "Indexatie": [INDEX_HEAD, *INDEX]}
    small.write(folder / "inputs" / "small.xlsx", rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert inside("solve", "small", "--phase", "owb", *BUDGET_YEAR, "--quiet").code == 0
        # what is adopted is worse than the best: 8 million less on taken, so its locks cost something
        edited(OWB / "plan.xlsx", Path("vast.xlsx"), plan={"taken.2024": {"plan": 40_000_000}, "scholing.2024": {"plan": 53_334_000}})
        done = inside("adopt", "vast.xlsx", "--phase", "owb", *BUDGET_YEAR, "--reason", "bestuurlijk akkoord", "--quiet")
        assert done.code == 0, done
        assert inside("solve", "small", "--phase", "vjn", *BUDGET_YEAR, "--quiet").code == 0
        yield folder


def adds_up(told: Difference) -> bool:
    one = told.attribution
    return one is not None and one.start + sum((step.difference for step in one.steps), Fraction(0)) == one.end


def best(case: Case) -> Fraction:
    found = best_value(case.grid, case.rules, GOALS[case.programme.goal.kind])
    assert found is not None
    return found


@pytest.mark.parametrize(("old", "new"), [(OWB, VJN), (OWB / "plan.xlsx", VJN / "plan.xlsx"), (OWB, VJN / "plan.xlsx")])
def test_mutations_and_locks_are_made_again_from_record_and_plan(old: Path, new: Path) -> None:
    told = optimiser.diff(old, new)
    assert adds_up(told)
    assert told.notes == ()
    # apart: the draft budget, then with the money of the memorandum, then with the locks of what was adopted
    before = best(read_case("small", phase="owb", budget_year=2025, adopted="nergens"))
    budgets = {f"source.{one}.2025": amount for one, amount in (("breed", 105_000_000), ("vvt", 21_000_000))}
    between = best(read_case("small", overrides=budgets))
    after = best(read_case("small", phase="vjn", budget_year=2025))
    steps = {step.id: step.difference for step in told.attribution.steps}  # type: ignore[union-attr]
    assert [steps["budgets"], steps["rules"]] == [b - a for a, b in pairwise((before, between, after))]
    assert steps["rules"] < 0
    assert {one.key: (one.was, one.now) for one in told.of("budgets")} == {
        "source.breed.2025": ("120000000", "105000000"),
        "source.vvt.2025": ("20000000", "21000000"),
    }


def test_a_lock_that_came_is_one_line_with_its_sentence_and_its_fields_beside_it() -> None:
    came = optimiser.diff(OWB, VJN).of("rules")
    assert [one.key for one in came] == ["rule.lock.opschaling.2024", "rule.lock.scholing.2024", "rule.lock.taken.2024"]
    taken = came[2]
    assert (taken.how, taken.was, taken.now, taken.field) == ("added", "", "", "")
    assert "40,0 mln" in taken.name.nl
    assert "40.0 million" in taken.name.en
    assert dict(taken.details)["number.2024"] == "40000000"
    gone = optimiser.diff(VJN, OWB).of("rules")
    assert [(one.key, one.how, one.name) for one in gone] == [(one.key, "removed", one.name) for one in came]


def test_many_locks_of_one_phase_are_one_line_on_the_screen_and_each_in_the_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimiser.reports.diff.sections.MANY_LOCKS", 3)
    told = optimiser.diff(OWB, VJN)
    short, whole = (next(one for one in sections(told, "nl", short=brief) if one.id == "rules").tables[0].rows for brief in (True, False))
    assert [(row[0], row[1]) for row in short] == [("rule.lock.*", "3 lijnen vastgezet door owb 2025")]
    assert len(whole) == 3
    ran = inside("diff", str(OWB), str(VJN), "--json")
    rules = [one for one in ran.json["changes"] if one["part"] == "rules"]
    assert [one["id"] for one in rules] == ["lock.opschaling.2024", "lock.scholing.2024", "lock.taken.2024"]
    assert {one["details"]["number.2024"] for one in rules} == {"26666000", "53334000", "40000000"}


def test_a_lock_on_another_line_is_never_the_same_lock_renamed() -> None:
    plan = VJN / "plan.xlsx"
    told = optimiser.diff(OWB, plan)
    assert told.renamed == optimiser.diff(plan, OWB).renamed == ()


def test_a_rule_that_one_model_has_is_told_by_its_sentence(tmp_path: Path) -> None:
    text = RULES.read_text(encoding="utf-8")
    start = text.index('[[rule]]\nid = "training-floor"')
    end = text.index("[[", start + 5)
    other = tmp_path / "small.toml"
    other.write_text(text[:start] + text[end:], encoding="utf-8")
    told = optimiser.diff("inputs/small.xlsx", "inputs/small.xlsx", old_programme="small", programme=str(other))
    (gone,) = told.of("rules")
    assert (gone.key, gone.how) == ("rule.training-floor", "removed")
    assert "€ 20,0 mln" in gone.name.nl
    assert {"kind", "sense", "number.2024"} <= set(dict(gone.details))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_year_is_a_year_and_no_amount(tmp_path: Path, lang: str) -> None:
    book = load_workbook("inputs/small.xlsx")
    sheet = book["Mutaties"]
    sheet["B2"], sheet["C2"] = "owb", 2024
    book.save(tmp_path / "anders.xlsx")
    ran = inside("diff", "inputs/small.xlsx", str(tmp_path / "anders.xlsx"), "--programme", "small", "--lang", lang, "--out", str(tmp_path / "uit"))
    row = next(line for line in ran.out.splitlines() if "mutation.vjn-1.budget_year" in line)
    assert " 2025 " in row
    assert " 2024 " in row
    assert not any(odd in ran.out for odd in ("2.024", "2,024", "2.025", "2,025"))
    page = (tmp_path / "uit" / "diff.html").read_text(encoding="utf-8")
    assert not any(odd in page for odd in ("2.024", "2,024"))


def test_locks_and_reasons_that_were_typed_in_a_plan_are_told_with_their_cell(tmp_path: Path) -> None:
    mine = edited(VJN / "plan.xlsx", tmp_path / "mijn.xlsx", plan={"taken.2025": {"lock": "ten minste 5.000.000", "reason": "afspraak met het veld"}})
    told = optimiser.diff(VJN / "plan.xlsx", mine)
    assert [(one.key, one.how, one.now, one.name.nl) for one in told.of("typed")] == [
        ("line.taken.lock.2025", "added", "ten minste 5.000.000", "Taken anders verdelen"),
        ("line.taken.reason.2025", "added", "afspraak met het veld", "Taken anders verdelen"),
    ]
    assert all(one.place_now.startswith("Plan!") for one in told.of("typed"))
    assert (told.same, told.amounts, adds_up(told)) == (False, (), True)
    again = edited(mine, tmp_path / "weer.xlsx", plan={"taken.2025": {"lock": "vast"}})
    assert [(one.how, one.was, one.now) for one in optimiser.diff(mine, again).of("typed")] == [("changed", "ten minste 5.000.000", "vast")]
    assert [one.how for one in optimiser.diff(mine, VJN).of("typed")] == ["removed", "removed"]


def test_on_a_narrow_screen_every_key_is_there_in_full() -> None:
    ran = inside("diff", str(OWB), str(VJN))
    assert [key for key in ("source.breed.2025", "rule.lock.scholing.2024", "scholing") if key not in ran.out] == []
