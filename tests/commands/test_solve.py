"""`optimiser solve`: what it writes, what it says, what it refuses."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from optimiser.codes import CODES
from optimiser.files import digest
from tests.commands.running import Ran, inside, optimiser, small_case

FOLDER = "reports/small/base"
# interface.md section 5, and what was added to it; another key is a change that others depend on.
KEYS = {
    "status", "programme", "scenario", "goal", "estimate", "unit", "overrides", "record", "files", "effect", "adds", "lowers", "bound", "gap", "gap_euros", "ties",
    "optimum", "loss", "plan", "rules", "effects", "sources", "references", "warnings",
}  # fmt: skip
RULE_KEYS = {
    "id", "kind", "year", "member", "sentence", "left", "sense", "limit", "quantity", "holds", "binding", "margin", "soft", "price", "standing",
    "source",
}  # fmt: skip
CONFLICT_KEYS = {"status", "programme", "scenario", "goal", "estimate", "unit", "overrides", "record", "files", "conflict", "warnings"}


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The small programme solved by a real process, with JSON."""
    folder = small_case(tmp_path_factory.mktemp("solved") / "small")
    return folder, optimiser("solve", "small", "--json", "--save-lp", "made/for/me.lp", cwd=folder)


def exact(value: Any) -> Fraction:
    """A number of the JSON: an integer or a decimal string, never a float."""
    assert isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"-?[0-9]+\.[0-9]{6}", value)), value
    return Fraction(value)


# --------------------------------------------------------------------------------------------------------------------- JSON


def test_json_has_exactly_the_stable_keys(solved: tuple[Path, Ran]) -> None:
    _, ran = solved
    data = ran.json
    assert (ran.code, ran.err) == (0, "")
    assert set(data) == KEYS
    assert (data["status"], data["programme"], data["scenario"], data["goal"], data["unit"]) == ("optimal", "small", "base", "gap", 1000)
    assert data["overrides"] == data["warnings"] == []
    assert set(data["record"]) == {"id", "inputs", "programme"}
    assert set(data["references"]) == {"published", "last-shares"}
    assert all({"effect"} <= set(one) for one in data["references"].values())
    for one in data["plan"]:
        assert set(one) == {"source", "instrument", "space", "year", "amount"}
    for one in data["rules"]:
        assert set(one) == RULE_KEYS
    for one in data["effects"]:
        assert set(one) == {"instrument", "space", "year", "spend", "effect", "marginal", "kind", "reason"}
        assert one["kind"] in ("adds", "lowers")
    for one in data["sources"]:
        assert set(one) == {"source", "year", "budget", "spent"}


def test_json_numbers_are_exact_and_add_up(solved: tuple[Path, Ran]) -> None:
    data = solved[1].json
    assert all(isinstance(one["amount"], int) and one["amount"] > 0 and one["amount"] % 1000 == 0 for one in data["plan"])
    # 100 + 20 in 2024, 120 + 20 in 2025: spent in full
    spent = {year: sum(one["amount"] for one in data["plan"] if one["year"] == year) for year in (2024, 2025)}
    assert spent == {2024: 120_000_000, 2025: 140_000_000}
    assert sum(one["spend"] for one in data["effects"]) == 260_000_000
    effect, bound, gap = (exact(data[key]) for key in ("effect", "bound", "gap"))
    assert exact(data["adds"]) + exact(data["lowers"]) == effect
    assert 0 <= gap < Fraction(1, 10)
    assert abs(bound - effect - gap) <= Fraction(2, 10**6)
    assert [one["budget"] for one in data["sources"] if one["source"] == "iza"] == ["n.v.t.", "PM"]
    for one in data["rules"]:
        assert one["holds"]
        for key in ("left", "limit", "margin"):
            assert one[key] is None or exact(one[key]) is not None


def test_the_files_that_json_names_are_there_and_belong_to_these_inputs(solved: tuple[Path, Ran]) -> None:
    folder, ran = solved
    files = ran.json["files"]
    assert {"plan", "rules", "record"} <= set(files)
    assert files["plan"] == f"{FOLDER}/plan.xlsx"
    assert all((folder / path).is_file() for path in files.values())
    assert ran.json["record"]["inputs"] == digest(folder / "inputs/small.xlsx")
    assert ran.json["record"]["programme"] == digest(folder / "models/small.toml")


def test_save_lp_writes_a_program_others_can_read_in_a_folder_of_its_own(solved: tuple[Path, Ran]) -> None:
    text = (solved[0] / "made/for/me.lp").read_text(encoding="utf-8").lower()
    assert all(word in text for word in ("min", "st", "end"))
    assert [path.name for path in (solved[0] / "made/for").iterdir()] == ["me.lp"]


# -------------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            [
                "BEWEZEN BESTE PLAN",
                "Klein programma, scenario base:",
                "personen",
                "harde regels exact gehouden",
                "Geschreven: reports/small/base/plan.xlsx",
            ],
        ),
        (
            "en",
            ["PROVED BEST PLAN", "Small programme, scenario base:", "persons", "hard rules kept exactly", "Written: reports/small/base/plan.xlsx"],
        ),
    ],
)
def test_the_verdict_in_words(case: Path, lang: str, said: list[str]) -> None:
    ran = inside("solve", "small", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert all(words in ran.out for words in said)


def test_quiet_writes_and_says_nothing(case: Path) -> None:
    ran = inside("bereken", "small", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (case / FOLDER / "plan.xlsx").is_file()


def test_the_same_question_gives_the_same_bytes(case: Path) -> None:
    first, second = (inside("solve", "small", "--out", name).code for name in ("a", "b"))
    assert (first, second) == (0, 0)
    assert (case / "a/plan.xlsx").read_bytes() == (case / "b/plan.xlsx").read_bytes()
    assert (case / "a/record.json").read_bytes() == (case / "b/record.json").read_bytes()


# ------------------------------------------------------------------------------------------------------------------ no plan


def test_without_a_plan_the_conflict_is_told_and_the_old_plan_goes(case: Path) -> None:
    assert inside("solve", "small", "--quiet").code == 0
    ran = optimiser("solve", "small", "--set", "rule.growth-path.2025=1", "--out", FOLDER, cwd=case)
    assert (ran.code, ran.err) == (3, "")
    assert ran.out.startswith("ONHAALBAAR 2025: growth-path (Groeipad")
    assert not (case / FOLDER / "plan.xlsx").exists()
    assert (case / FOLDER / "rules.md").is_file()
    assert inside("solve", "small", "--set", "rule.growth-path.2025=1", "--lang", "en").out != ran.out


def test_without_a_plan_json_has_the_conflict(case: Path) -> None:
    # 95 % of 140 is 133 million, and 20 million must go to training
    ran = inside("solve", "small", "--json", "--set", 'rule.growth-path.2025="0.95"')
    data = ran.json
    assert (ran.code, data["status"], set(data)) == (3, "infeasible", CONFLICT_KEYS)
    conflict = data["conflict"]
    assert set(conflict) == {"rules", "shortfall", "quantity", "repairs", "sentence"}
    assert {(one["id"], one["year"]) for one in conflict["rules"]} >= {("growth-path", 2025)}
    assert exact(conflict["shortfall"]) == 13_000_000
    for repair in conflict["repairs"]:
        assert set(repair) == {"rule", "year", "to", "quantity", "standing"}
    assert "plan" not in data["files"]
    assert data["overrides"] == [{"key": "rule.growth-path.2025", "was": "2/3", "now": "0.95", "origin": "--set", "reason": ""}]


def test_quiet_still_says_that_there_is_no_plan(case: Path) -> None:
    ran = inside("solve", "small", "--quiet", "--set", "rule.growth-path.2025=1")
    assert (ran.code, ran.out[:10]) == (3, "ONHAALBAAR")


# ---------------------------------------------------------------------------------------------------------------- overrides


@pytest.mark.parametrize(
    ("text", "key", "was", "now"),
    [
        ("rule.growth-path.2025=0.60", "rule.growth-path.2025", "2/3", "0.60"),
        ("rule.growth-path.2025 = 60%", "rule.growth-path.2025", "2/3", "60%"),
        ("rule.growth-path.active=false", "rule.growth-path.active", "true", "false"),
        ("source.breed.2025=*0.9", "source.breed.2025", "120000000", "108000000"),
        ("source.iza.2025=5_000_000", "source.iza.2025", "PM", "5000000"),
        ("estimate.taken=high", "estimate.taken", "8", "12"),
        ("instrument.opschaling.opens=2024-01-01", "instrument.opschaling.opens", "2024-09-01", "2024-01-01"),
        ("goal=person-years", "goal", "gap", "person-years"),
        ("unit=1", "unit", "1000", "1"),
    ],
)
def test_a_change_is_made_and_kept_with_its_reason(case: Path, text: str, key: str, was: str, now: str) -> None:
    ran = inside("solve", "small", "--json", "--set", text, "--reason", "wat als")
    assert ran.code == 0
    (one,) = ran.json["overrides"]
    assert (one["key"], one["now"], one["origin"], one["reason"]) == (key, now, "--set", "wat als")
    assert one["was"] == was


HOSTILE = [
    # (what stands behind --set, exit code, fault code)
    ("x", 2, "set-form"),
    ("", 2, "set-form"),
    ("=", 2, "set-form"),
    ("=5", 2, "set-form"),
    ("x=1", 2, "unknown-key"),
    ("rule=1", 2, "unknown-id"),
    ("rule.=1", 2, "unknown-id"),
    ("rule..=1", 2, "unknown-id"),
    ("rule.*=1", 2, "unknown-id"),
    ("rule.grwth-path=1", 2, "unknown-id"),
    ("rule.growth-path.id=x", 2, "unknown-key"),
    ("rule.growth-path.2099=1", 2, "unknown-key"),
    ("rule.growth-path.2025=nan", 2, "not-a-number"),
    ("rule.growth-path.2025=inf", 2, "not-a-number"),
    ("rule.growth-path.2025=", 2, "not-a-number"),
    ("rule.growth-path.2025=1e3", 2, "not-a-number"),
    ("rule.growth-path.2025=true", 2, "not-a-number"),
    ("rule.growth-path.2025=[1]", 2, "not-a-number"),
    ("rule.growth-path.2025=[[[[[[", 2, "not-a-number"),
    ("rule.growth-path.2025=1/0", 2, "not-a-number"),
    ("rule.growth-path.2025=0.6667", 2, "inexact-number"),
    ("rule.growth-path.2025=1\nb=2", 2, "not-a-number"),
    ("rule.growth-path.2025=" + "9" * 40, 2, "not-a-number"),
    ("rule.growth-path.2025=" + "9" * 5000, 2, "not-a-number"),
    ("rule.growth-path.at_least=" + "9" * 40, 2, "not-a-number"),
    ("rule.growth-path.at_most={2025=" + "9" * 40 + "}", 2, "not-a-number"),
    ("rule.growth-path.2025=5", 3, ""),
    ("rule.growth-path.at_most=-1", 3, ""),
    ("rule.growth-path.select={space='inovatie'}", 2, "unknown-id"),
    ("rule.growth-path.select=5", 2, "invalid-value"),
    ("rule.growth-path.source=", 2, "invalid-value"),
    ("rule.growth-path.soft={priority=0}", 2, "invalid-value"),
    ("rule.absorption.at_most={figure='x'}", 2, "unknown-id"),
    ("rule.balance.active=false", 2, "no-balance"),
    ("rule.balance.active=maybe", 2, "invalid-value"),
    ("source.vvt.2024=-5", 2, "not-a-number"),
    ("source.vvt.2024=0.5", 2, "not-a-number"),
    ("source.vvt.2024=*", 2, "not-a-number"),
    ("source.iza.2025=*2", 2, "not-a-number"),
    ("source.vvt.2024=" + "9" * 16, 2, "not-a-number"),
    ("source.vvt.2031=5", 2, "wrong-year"),
    ("rule.training-floor.select={space='innovatie', instrument='scholing'}", 2, "empty-selection"),
    ("source.*=0", 3, ""),
    ("source.*=PM", 2, "empty-selection"),
    ("instrument.taken=5", 2, "unknown-key"),
    ("instrument.taken.lines=5", 2, "unknown-id"),
    ("instrument.taken.lines.2024=breed", 2, "unknown-key"),
    ("instrument.taken.opens=soon", 2, "not-a-date"),
    ("instrument.taken.opens=2024-13-01", 2, "not-a-date"),
    ("instrument.taken.opens=2024-09-01T10:00:00", 2, "not-a-date"),
    ("instrument.taken.opens.2024=2024-09-01", 2, "unknown-key"),
    ("instrument.taken.cofinancing=1", 2, "not-a-number"),
    ("estimate.taken=veel", 2, "not-a-number"),
    ("estimate.*=-1", 2, "not-a-number"),
    ("goal=money", 2, "money-without-target"),
    ("goal=gold", 2, "invalid-value"),
    ("goal.target=x", 2, "invalid-value"),
    ("goal.target=1999", 2, "goal-counts-nothing"),
    ("rule.training-floor=off", 2, "not-a-number"),
    ("goal.horizon=[]", 2, None),
    ("unit=0", 2, "invalid-value"),
    ("unit=x", 2, "invalid-value"),
    ("years=[]", 2, "invalid-value"),
    ('years=["x"]', 2, "invalid-value"),
    ("years=5", 2, "invalid-value"),
    ("years=[1999]", 2, None),
    ("years={}", 2, "invalid-value"),
    ("\x1b[31m=\u202e", 2, "unknown-key"),
]


@pytest.mark.parametrize(("text", "exit_code", "code"), HOSTILE, ids=[text[:40].encode("unicode_escape").decode() for text, _, _ in HOSTILE])
def test_whatever_stands_behind_set_is_a_fault_or_a_conflict_never_a_traceback(case: Path, text: str, exit_code: int, code: str | None) -> None:
    ran = inside("solve", "small", "--json", "--set", text)
    assert ran.code == exit_code
    if exit_code != 2:
        assert ran.json["status"] == ("infeasible" if exit_code else "optimal")
        return
    assert ran.codes
    assert set(ran.codes) <= set(CODES)
    if code is not None:
        assert code in ran.codes
    assert len(ran.out) < 20_000
    assert not (case / "reports").exists()


def test_a_year_without_any_money_is_a_year_without_plan_lines(case: Path) -> None:
    ran = inside("solve", "small", "--json", "--set", "source.*.2024=PM", "--set", "rule.training-floor.active=false")
    assert (ran.code, {one["year"] for one in ran.json["plan"]}) == (0, {2025})


def test_faults_of_several_changes_are_told_together(case: Path) -> None:
    ran = optimiser("solve", "small", "--set", "rule.pth=1", "--set", "source.vvt=-1", "--set", "unit.x=1", cwd=case)
    assert ran.code == 2
    assert [re.findall(r"\[(.+)\]", line)[0] for line in ran.err.splitlines() if line.startswith("fout")] == [
        "not-a-number",
        "unknown-id",
        "unknown-key",
    ]
    assert "3 fouten." in ran.err


# ---------------------------------------------------------------------------------------------------------------- scenarios


def test_scenarios_join_and_write_to_a_folder_of_their_own(case: Path) -> None:
    ran = inside("solve", "small", "--json", "--scenario", "no-growth, longer")
    assert (ran.code, ran.json["scenario"]) == (0, "no-growth,longer")
    assert {one["origin"] for one in ran.json["overrides"]} == {"no-growth", "longer"}
    assert {one["year"] for one in ran.json["plan"]} == {2024, 2025, 2026}
    assert (case / "reports/small/no-growth+longer/plan.xlsx").is_file()


def test_what_two_scenarios_say_alike_counts_once(case: Path) -> None:
    model = case / "models" / "small.toml"
    cut = '[[scenario]]\nid = "{id}"\nname = {{ nl = "a", en = "b" }}\nreason = {{ nl = "c", en = "d" }}\nset = {{ "source.breed" = "*0.9" }}\n'
    with model.open("a", encoding="utf-8") as file:
        file.write("\n" + cut.format(id="cut-a") + "\n" + cut.format(id="cut-b"))
    once, twice, same = (inside("solve", "small", "--json", "--scenario", name).json for name in ("cut-a", "cut-a,cut-b", "cut-a,cut-a"))
    assert once["effect"] == twice["effect"] == same["effect"]
    assert [one["now"] for one in once["overrides"]] == [one["now"] for one in twice["overrides"]] == ["90000000", "108000000"]


@pytest.mark.parametrize(
    ("words", "code", "mend"),
    [
        (["--scenario", "no-grow"], "unknown-scenario", "bedoelt u 'no-growth'?"),
        (["--scenario", "nope"], "unknown-scenario", "kies een bestaande naam"),
        (["--scenario", ""], "unknown-scenario", ""),
        (["--scenario", "no-growth,,longer"], "unknown-scenario", ""),
        (["--scenario", "../../x"], "unknown-scenario", ""),
        (["--solver", "gurobbi"], "unknown-solver", "kies er een van"),
        (["--solver", ""], "unknown-solver", ""),
        (["--unit", "0"], "unit", "bijvoorbeeld 1000"),
        (["--unit", "-5"], "unit", ""),
        (["--save-lp", "program.txt"], "lp-name", "bijvoorbeeld --save-lp plan.lp"),
        (["--save-lp", "models/small.toml"], "lp-name", ""),
        (["--save-lp", "inputs/small.xlsx/x.lp"], "target-unwritable", ""),
        (["--out", "inputs/small.xlsx"], "target-unwritable", ""),
        (["--out", "inputs/small.xlsx/deeper"], "target-unwritable", ""),
    ],
)
def test_an_option_that_cannot_be(case: Path, words: list[str], code: str, mend: str) -> None:
    before = {path: path.read_bytes() for path in case.rglob("*.*") if path.is_file()}
    ran = inside("solve", "small", "--json", *words)
    assert (ran.code, ran.codes) == (2, [code])
    assert mend in ran.json["faults"][0]["mend"]
    assert {path: path.read_bytes() for path in before} == before


def test_the_inputs_of_a_run_are_never_replaced_by_its_output(case: Path) -> None:
    (case / "work").mkdir()
    (case / "inputs/small.xlsx").rename(case / "work/plan.xlsx")
    before = digest(case / "work/plan.xlsx")
    ran = inside("solve", "small", "--input", "work/plan.xlsx", "--out", "work", "--json")
    assert (ran.code, ran.codes, digest(case / "work/plan.xlsx")) == (2, ["target-is-input"], before)


# ------------------------------------------------------------------------------------------------------- solver, unit, place


def test_another_solver_gives_the_same_plan(solved: tuple[Path, Ran], case: Path) -> None:
    other, own = inside("solve", "small", "--json", "--solver", "cbc").json, solved[1].json
    assert (other["effect"], other["bound"]) == (own["effect"], own["bound"])
    assert other["plan"] == own["plan"]


def test_a_finer_unit_comes_closer_to_the_bound(solved: tuple[Path, Ran], case: Path) -> None:
    ran = inside("solve", "small", "--json", "--unit", "1")
    data, coarse = ran.json, solved[1].json
    assert (ran.code, data["unit"]) == (0, 1)
    assert exact(coarse["effect"]) <= exact(data["effect"]) <= exact(data["bound"])
    assert exact(data["gap"]) <= exact(coarse["gap"])


def test_the_output_goes_where_it_is_sent(case: Path) -> None:
    ran = inside("solve", "small", "--json", "--out", "elders/hier")
    assert ran.json["files"]["plan"] == "elders/hier/plan.xlsx"
    assert (case / "elders/hier/plan.xlsx").is_file()
    assert not (case / "reports").exists()


def test_a_what_if_never_takes_the_place_of_the_plan(case: Path) -> None:
    assert inside("solve", "small", "--quiet").code == 0
    plan = Path("reports/small/base/plan.xlsx").read_bytes()
    assert inside("solve", "small", "--quiet", "--set", "rule.growth-path.2025=0.5").code == 0
    assert inside("solve", "small", "--quiet", "--set", "rule.growth-path.2025=0.99").code == 3
    assert Path("reports/small/base/plan.xlsx").read_bytes() == plan
    assert Path("reports/small/base+set/conflict.xlsx").is_file()
