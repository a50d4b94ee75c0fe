"""`optimiser stress` as people use it: a small programme end to end, a plan of their own, a break with Ctrl-C, and every wrong option named."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import optimiser as api
from tests import taz
from tests.commands.running import ROOT, inside, optimiser, small_case
from tests.edited import edited
from tests.small import MLN

SMALL = ("models/small.toml", "--draws", "40", "--scenarios", "20")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = small_case(tmp_path)
    monkeypatch.chdir(folder)
    return folder


def test_everything_is_answered_written_and_told(case: Path) -> None:
    ran = optimiser("beproef", *SMALL, cwd=case)
    assert ran.code == 0, ran.err
    assert "Schattingen op de proef" in ran.out
    assert "gemeten" in ran.out
    folder = case / "reports/small/base-stress"
    assert sorted(one.name for one in folder.iterdir()) == ["stress.html", "stress.json", "stress.xlsx"]
    told = json.loads((folder / "stress.json").read_text(encoding="utf-8"))
    assert told["status"] == "stressed"
    assert {one["instrument"] for one in told["tornado"]} == {"opschaling", "taken", "scholing"}
    assert told["draws"]["declared"] == {"shape": "triangular", "correlation": "0.3", "groups": {}, "seed": 1, "draws": 40}
    assert [one["gamma"] for one in told["robust"]] == ["0", "1", "2", "3"]
    assert told["careful"]["scenarios"] == 20
    assert sum(float(one["share"]) for one in told["standing"]) == pytest.approx(1)


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(case: Path) -> None:
    made = []
    for folder, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        assert inside("stress", *SMALL, "--seed", seed, "--out", folder, "--quiet").code == 0
        made.append({name: (case / folder / name).read_bytes() for name in ("stress.xlsx", "stress.html", "stress.json")})
    assert made[0] == made[1]
    assert all(made[0][name] != made[2][name] for name in made[0])


def test_a_plan_made_by_hand_has_its_own_regret_and_worst_case(case: Path) -> None:
    assert inside("solve", "models/small.toml", "--quiet").code == 0
    plan = case / "reports/small/base/plan.xlsx"
    best = inside("stress", "--plan", str(plan), *SMALL[1:], "--json").json
    assert best["plan"]["kind"] == "given"
    assert best["plan"]["value"] == best["plan"]["best"]
    lines = {f"{one['instrument']}.{one['year']}": one["amount"] for one in json.loads(plan.with_name("record.json").read_text())["lines"]}
    moved = {"taken.2024": {"plan": lines["taken.2024"] - 2 * MLN}, "scholing.2024": {"plan": lines["scholing.2024"] + 2 * MLN}}
    hand = edited(plan, case / "hand.xlsx", moved)
    worse = inside("stress", "--plan", str(hand), *SMALL[1:], "--json").json
    assert float(worse["plan"]["value"]) < float(worse["plan"]["best"])
    assert float(worse["draws"]["regret"]["mean"]) > float(best["draws"]["regret"]["mean"])
    assert worse["draws"]["best"] == best["draws"]["best"]
    assert worse["robust"][0]["this_worst_exact"] == worse["plan"]["value_exact"]
    assert hand.exists()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("--draws", "1"), {"stress-option"}),
        (("--draws", "1e9"), {"stress-option"}),
        (("--draws", "100001"), {"stress-option"}),
        (("--seed", "-1"), {"stress-option"}),
        (("--seed", "1.5"), {"stress-option"}),
        (("--shape", "normal"), {"stress-option"}),
        (("--correlation", "1.01"), {"stress-option"}),
        (("--correlation", "0.2", "--correlation", "0.3"), {"stress-option"}),
        (("--correlation", "inovatie=0.5"), {"unknown-id"}),
        (("--correlation", "0.5", "--correlation", "innovatie=0.4"), {"stress-option"}),
        (("--gamma", "1,,2"), {"stress-option"}),
        (("--gamma", "-1"), {"stress-option"}),
        (("--tail", "0"), {"stress-option"}),
        (("--weight", "nan"), {"stress-option"}),
        (("--scenarios", "41"), {"stress-option"}),
        (("--only", "tornadoo"), {"stress-option"}),
        (("--write", "robust"), {"stress-option"}),
        (("--write", "robust:-1"), {"stress-option"}),
        (("--write", "beste"), {"stress-option"}),
        (("--set", "estimate.taken=-3"), {"not-a-number"}),
        (("--plan", "niets.xlsx"), {"file-missing"}),
    ],
)
def test_what_does_not_fit_is_named_with_its_option_and_nothing_is_written(case: Path, words: tuple[str, ...], codes: set[str]) -> None:
    ran = inside("stress", *SMALL, *words, "--json")
    assert ran.code == 2
    assert set(ran.codes) == codes
    assert not (case / "reports").exists()


def test_all_wrong_options_are_named_at_once(case: Path) -> None:
    ran = inside("stress", "models/small.toml", "--draws", "x", "--tail", "2", "--weight", "-1", "--gamma", "?", "--seed", "s", "--json")
    assert len(ran.json["faults"]) == 5


def test_robust_and_careful_plans_are_written_and_proved_like_any_other(case: Path) -> None:
    told = inside("stress", *SMALL, "--only", "tornado", "--write", "robust:1,careful", "--write", "robust:all", "--json").json
    folder = case / "reports/small/base-stress"
    assert [one["gamma"] for one in told["robust"] if one["gamma"] in ("1", "3")] == ["1", "3"]
    for name, worth in (
        ("robust-1", told["robust"][1]["central"]),
        ("robust-all", told["robust"][3]["central"]),
        ("careful", told["careful"]["central"]),
    ):
        assert told["files"][name].endswith(f"{name}/plan.xlsx")
        record = json.loads((folder / name / "record.json").read_text())
        assert record["status"] == "alternative"
        assert record["chosen"]["nl"].startswith("Dit is het plan")
        assert float(Fraction(record["total"])) == pytest.approx(float(worth), abs=1e-6)
        assert inside("verify", str(folder / name / "plan.xlsx"), "--quiet").code == 0
    # A plan that was written can be put to the test itself: in its own worst case it is the best there is.
    again = inside(
        "stress", "--plan", str(folder / "robust-1/plan.xlsx"), *SMALL[1:], "--only", "robust", "--gamma", "1", "--out", "again", "--json"
    ).json
    assert again["robust"][0]["this_worst_exact"] == again["robust"][0]["worst_exact"]
    assert again["robust"][0]["moves"] == []


def test_a_plan_that_cannot_be_made_is_refused_before_anything_is_written(case: Path) -> None:
    ran = inside(
        "stress", str(taz.PROGRAMME), "--input", str(taz.WORKBOOK), "--scenario", "least-money", "--only", "tornado", "--write", "robust:1", "--json"
    )
    assert (ran.code, ran.codes) == (2, ["stress-plan"])
    assert not (case / "reports").exists()


def test_an_input_is_never_replaced(case: Path) -> None:
    assert inside("solve", "models/small.toml", "--quiet").code == 0
    target = case / "own" / "stress.xlsx"
    target.parent.mkdir()
    (case / "reports/small/base/plan.xlsx").rename(target)
    before = target.read_bytes()
    ran = inside("stress", "--plan", str(target), *SMALL[1:], "--only", "tornado", "--out", "own", "--json")
    assert (ran.code, ran.codes) == (2, ["target-is-input"])
    assert target.read_bytes() == before


def test_without_a_plan_the_reason_is_told(case: Path) -> None:
    ran = inside("stress", *SMALL, "--set", "source.breed.2025=1000000")
    assert ran.code == 3
    assert "2025" in ran.out


def test_only_the_parts_that_are_asked_for(case: Path) -> None:
    told = inside("stress", *SMALL, "--only", "robust,tornado", "--gamma", "1", "--json").json
    assert told["tornado"]
    assert len(told["robust"]) == 1
    assert told["draws"] is told["careful"] is None
    assert told["break_even"] == []


def test_the_frames_of_the_api_have_a_row_for_everything(case: Path) -> None:
    told = api.stress("models/small.toml", draws=40, scenarios=20, correlation=["0.2", "innovatie=0.6"], seed=3)
    assert list(told.draws.frame().columns) == ["number", "plan", "best", "regret", "missed"]
    assert len(told.draws.frame()) == 40
    assert len(told.tornado.frame()) == 2 * len(told.swings)
    assert told.drawn is not None
    assert told.drawn.declared.groups[0][0] == "innovatie"
    for table in (told.presence, told.robust_table, told.break_even, told.standing, told.ranges):
        assert len(table.frame()) == len(table) > 0


LONG = ("stress", "models/small.toml", "--only", "draws", "--draws", "4000", "--seed", "4", "--quiet")


def test_broken_off_half_way_what_is_finished_is_written_and_resume_ends_where_a_whole_run_ends(case: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "optimiser", *LONG]
    with subprocess.Popen([*words, "--out", "half"], cwd=case, env=env, stderr=subprocess.PIPE, text=True) as running:
        pieces = case / "half" / "pieces"
        while running.poll() is None and len(list(pieces.rglob("piece-*.npz"))) < 2:
            pass
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        said = running.stderr.read()
    assert running.returncode == 130
    assert "--resume" in said
    half = json.loads((case / "half" / "stress.json").read_text(encoding="utf-8"))
    assert half["status"] == "broken-off"
    assert 0 < half["draws"]["answered"] < 4000
    assert (case / "half" / "stress.xlsx").stat().st_size > 0
    assert optimiser(*LONG, "--out", "half", "--resume", cwd=case).code == 0
    assert optimiser(*LONG, "--out", "whole", cwd=case).code == 0
    ended, whole = (json.loads((case / name / "stress.json").read_text(encoding="utf-8")) for name in ("half", "whole"))
    assert ended["work"]["resumed"] >= half["draws"]["answered"]
    assert ended | {"work": None} == whole | {"work": None}
    assert (case / "half" / "stress.xlsx").read_bytes() == (case / "whole" / "stress.xlsx").read_bytes()
    assert not pieces.exists()


def test_a_phase_has_a_folder_of_its_own(case: Path) -> None:
    assert inside("stress", *SMALL, "--phase", "owb", "--budget-year", "2024", "--only", "tornado", "--quiet").code == 0
    assert [one.name for one in (case / "reports/small").iterdir()] == ["2024-owb-stress"]


def test_a_wide_programme_is_asked_for_one_part_at_a_time_before_anything_is_solved(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimiser.case.WIDE", 1)
    with monkeypatch.context() as stopped:
        stopped.setattr("optimiser.stressing.asking.ask", None)
        ran = inside("stress", *SMALL, "--json")
    assert (ran.code, ran.codes) == (2, ["choose-part"])
    assert inside("stress", *SMALL, "--only", "tornado", "--quiet").code == 0
