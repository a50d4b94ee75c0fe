"""`optimiser repair`: a changed plan comes back as the nearest one that keeps every rule, with the reason of every change."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.running import ROOT, Ran, inside, optimiser, small_case
from tests.edited import edited

MLN = 1_000_000


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme with a plan: opschaling, taken and scholing in 2024 and 2025."""
    folder = small_case(tmp_path_factory.mktemp("planned") / "small")
    assert optimiser("solve", "small", "--quiet", cwd=folder).code == 0
    return folder


@pytest.fixture
def plan(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of one's own, in the folder one stands in."""
    shutil.copytree(planned, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    return Path("reports/small/base/plan.xlsx")


def amounts(plan: Path) -> dict[str, int]:
    """What the plan gives every line."""
    record = json.loads(plan.with_name("record.json").read_text())
    return {f"{one['instrument']}.{one['year']}": one["amount"] for one in record["lines"]}


def repaired(*words: str) -> Ran:
    return inside("repair", *words, "--json")


def lines(ran: Ran) -> dict[str, dict[str, object]]:
    return {f"{one['instrument']}.{one['year']}": one for one in ran.json["edited"]["lines"]}


def test_a_plan_with_nothing_to_repair_comes_back_to_the_euro(plan: Path) -> None:
    ran = repaired(str(plan))
    assert (ran.code, ran.json["status"], ran.json["edited"]["change"], lines(ran)) == (0, "repaired", 0, {})
    again = Path("reports/small/base-repair/plan.xlsx")
    assert amounts(again) == amounts(plan)
    assert inside("verify", str(again), "--quiet").code == 0


def test_a_change_that_breaks_a_rule_gets_as_near_as_it_can(plan: Path) -> None:
    before = amounts(plan)
    # Innovation may not fall below two thirds of 140 million in 2025, and taken not below 5: 20 million out of it cannot all be kept.
    wished = before["opschaling.2025"] - 20 * MLN
    path = edited(plan, plan.with_name("edited.xlsx"), {"opschaling.2025": {"plan": wished, "reason": "minder opschaling"}})
    ran = repaired(str(path), "--by", "A. Vries")
    assert ran.code == 0, ran
    told = lines(ran)["opschaling.2025"]
    assert (told["was"], told["typed"], told["reason"]) == (before["opschaling.2025"], wished, "minder opschaling")
    data = ran.json
    assert data["edited"]["broken"]
    assert sum(abs(one["difference"]) for one in data["edited"]["lines"]) == data["edited"]["change"]
    changes = {one["key"]: one for one in data["overrides"]}
    assert changes["plan.opschaling.2025"]["reason"] == "minder opschaling"
    entry = json.loads(Path("reports/small/runs.jsonl").read_text().splitlines()[-1])
    assert entry["by"] == "A. Vries"
    assert any("plan.opschaling.2025" in one and "minder opschaling" in one for one in entry["overrides"])
    assert inside("verify", "reports/small/base-repair/plan.xlsx", "--quiet").code == 0


def test_a_reason_is_asked_for_every_changed_line_at_its_cell(plan: Path) -> None:
    before = amounts(plan)
    change = {line: {"plan": before[line] + step} for line, step in (("opschaling.2025", -MLN), ("taken.2025", MLN))}
    path = edited(plan, plan.with_name("edited.xlsx"), change)
    ran = repaired(str(path))
    assert (ran.code, ran.codes) == (2, ["missing-reason", "missing-reason"])
    assert all((one["sheet"], one["cell"][0]) == ("Plan", "H") for one in ran.json["faults"])
    assert repaired(str(path), "--reason", "bestuur").code == 0


def test_a_terminal_asks_one_question_a_line_and_takes_one_answer_for_all(plan: Path) -> None:
    before = amounts(plan)
    change = {line: {"plan": before[line] + step} for line, step in (("opschaling.2025", -MLN), ("taken.2025", MLN))}
    path = edited(plan, plan.with_name("edited.xlsx"), change)
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "optimiser", "repair", str(path), "--lang", "en"]
    with subprocess.Popen(words, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=env) as running:
        os.close(theirs)
        os.write(ours, b"the board asked\ny\n")
        out = running.communicate(timeout=120)[0].decode()
    os.close(ours)
    assert running.returncode == 0
    assert out.count('reason: "the board asked"') == 2


def test_a_lock_holds_and_is_shown_again(plan: Path) -> None:
    before = amounts(plan)
    typed = {
        "opschaling.2025": {"plan": before["opschaling.2025"] - 2 * MLN, "reason": "krimp"},
        "scholing.2025": {"lock": "vast", "reason": "afspraak"},
    }
    ran = repaired(str(edited(plan, plan.with_name("edited.xlsx"), typed)))
    assert ran.code == 0
    assert (lines(ran)["scholing.2025"]["got"], lines(ran)["scholing.2025"]["lock"]) == (before["scholing.2025"], "exactly")
    # The repaired plan can be sent in again: its locks and reasons are still there, and nothing is to be done.
    again = repaired("reports/small/base-repair/plan.xlsx")
    assert again.json["files"]["plan"] == "reports/small/base-repair-2/plan.xlsx"
    assert (again.json["edited"]["change"], lines(again)["scholing.2025"]["reason"]) == (0, "afspraak")
    assert lines(again)["scholing.2025"]["lock"] == "exactly"


def test_a_lock_that_cannot_be_kept_is_named_with_what_would_have_to_give(plan: Path) -> None:
    path = edited(plan, plan.with_name("edited.xlsx"), {"scholing.2025": {"plan": 90 * MLN, "lock": "fixed", "reason": "alles"}})
    ran = optimiser("repair", str(path), "--lang", "en", cwd=Path.cwd())
    assert ran.code == 3
    assert "lock.scholing.2025" in ran.out
    assert path.is_file()


@pytest.mark.parametrize(
    ("typed", "code", "cell"),
    [
        ({"lock": "vats"}, "unknown-lock", "G"),
        ({"lock": "ten minste veel"}, "unknown-lock", "G"),
        ({"lock": "ten minste 1,5"}, "lock-amount", "G"),
        ({"plan": "veel"}, "text-not-number", "F"),
        ({"plan": None}, "empty-cell", "F"),
    ],
)
def test_what_is_typed_wrong_is_named_with_its_cell(plan: Path, typed: dict[str, object], code: str, cell: str) -> None:
    path = edited(plan, plan.with_name("edited.xlsx"), {"taken.2025": typed})
    for command in ("repair", "score"):
        ran = inside(command, str(path), "--json")
        assert (ran.code, ran.codes) == (2, [code])
        assert ran.json["faults"][0]["cell"].startswith(cell)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--lock", "taken"], "lock-form"),
        (["--lock", "taken.2025=vasst"], "unknown-lock"),
        (["--lock", "takn.2025=vast"], "unknown-id"),
        (["--out", "reports/small/base"], "target-is-input"),
        (["--scenario", "nope"], "unknown-scenario"),
    ],
)
def test_options_that_say_nothing_sound(plan: Path, words: list[str], code: str) -> None:
    assert repaired(str(plan), *words).codes == [code]
    assert plan.is_file()


def test_an_input_workbook_is_no_plan(plan: Path) -> None:
    assert repaired("inputs/small.xlsx", "--programme", "small").codes == ["no-plan-sheet"]


def test_a_lock_from_the_command_line_with_its_own_amount(plan: Path) -> None:
    ran = repaired(str(plan), "--lock", "taken.2025=ten minste 20.000.000")
    assert ran.code == 0
    assert lines(ran)["taken.2025"]["locked_at"] == 20 * MLN
    assert lines(ran)["taken.2025"]["got"] >= 20 * MLN


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small programme in which sharing tasks gets nothing or at least EUR 30 million a year, solved."""
    folder = small_case(tmp_path / "whole")
    least = (
        '[[rule]]\nid = "least"\nkind = "minimum"\nname = { nl = "Niets of dertig", en = "Nothing or thirty" }\nselect = { instrument = "taken" }\n'
        'each = "instrument"\nat_least = 30_000_000\nstanding = "policy"\nowner = "VWS"\nsource = { document = "voorbeeld", place = "9" }\n\n'
    )
    model = folder / "models" / "small.toml"
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace('[[rule]]\nid = "balance"', least + '[[rule]]\nid = "balance"', 1), encoding="utf-8")
    monkeypatch.chdir(folder)
    assert inside("solve", "small", "--quiet").code == 0
    return Path("reports/small/base/plan.xlsx")


def test_a_plan_that_keeps_its_all_or_nothing_rules_comes_back_to_the_euro(whole: Path) -> None:
    ran = inside("repair", str(whole))
    assert ran.code == 0
    assert ran.out.startswith("BEWEZEN DICHTSTBIJZIJNDE PLAN\n")
    assert amounts(Path("reports/small/base-repair/plan.xlsx")) == amounts(whole)


def test_a_plan_that_breaks_an_all_or_nothing_rule_is_mended_and_nearest_is_not_claimed(whole: Path) -> None:
    changed = edited(whole, Path("changed.xlsx"), {"taken.2025": {"plan": 29 * MLN, "reason": "proef"}})
    assert amounts(whole)["taken.2025"] >= 30 * MLN
    ran = inside("repair", str(changed))
    assert ran.code == 0
    assert ran.out.startswith("BEWEZEN PLAN, HET DICHTSTBIJZIJNDE DAT GEVONDEN IS\n")
    assert "Niets of dertig 2025: niets of ten minste € 30.000.000 per instrument; te weinig: taken: € 1.000.000 te weinig" in ran.out
    assert amounts(Path("reports/small/base-repair/plan.xlsx"))["taken.2025"] >= 30 * MLN
    assert inside("verify", "reports/small/base-repair/plan.xlsx", "--quiet").code == 0
