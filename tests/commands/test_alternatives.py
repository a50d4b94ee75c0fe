"""`optimiser alternatives`: ranges, other plans and the smallest change, told, written, proved, and what is said about options that make no sense."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import office, taz
from tests.commands.running import Ran, inside, optimiser, small_case
from tests.edited import edited

MLN = 1_000_000


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme with its best plan."""
    folder = small_case(tmp_path_factory.mktemp("planned") / "small")
    assert optimiser("solve", "small", "--quiet", cwd=folder).code == 0
    return folder


@pytest.fixture
def case(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same as working folder."""
    shutil.copytree(planned, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    return tmp_path / "small"


PLAN = "reports/small/base/plan.xlsx"


def verified(path: str) -> Any:
    ran = inside("verify", path, "--json")
    assert (ran.code, ran.json["status"], ran.json["keeps_rules"]) == (0, "proved", True)
    return ran.json


def amounts(path: str) -> dict[tuple[str, int], int]:
    record = json.loads(Path(path).with_name("record.json").read_text())
    return {(one["instrument"], int(one["year"])): one["amount"] for one in record["lines"]}


def test_the_plan_lies_in_every_range_and_every_alternative_is_proved_from_its_own_workbook(case: Path) -> None:
    ran = optimiser("alternatives", "small", "--slack", "1", "--slack", "10", "--count", "2", "--write", "--json", cwd=case)
    assert (ran.code, ran.err) == (0, "")
    told = ran.json
    assert (told["status"], told["slack"], len(told["alternatives"])) == ("alternatives", "0.01", 2)
    best = Fraction(told["best"]["effect_exact"])
    for one in (*told["ranges"], *told["spaces"]):
        assert one["least"] - 1000 <= one["plan"] <= one["most"] + 1000
        assert one["role"] == ("must-have" if one["least"] else "free-choice" if one["most"] else "not-needed")
    assert {one["slack"] for one in told["ranges"]} == {"0.01", "0.1"}
    before = amounts(PLAN)
    for one in told["alternatives"]:
        path = told["files"][f"alternative-{one['number']}"]
        proof = verified(path)
        value, after = Fraction(one["effect_exact"]), amounts(path)
        assert Fraction(proof["value"]) == value >= best * Fraction(99, 100)
        assert Fraction(proof["gap"]) == Fraction(proof["bound"]) - value
        assert after == before | {(line["instrument"], line["year"]): line["amount"] for line in one["lines"]}
        assert sum(abs(after[line] - before[line]) for line in before) == one["changed"] > 0


def test_a_written_alternative_says_what_it_is_and_can_be_sent_back_repaired_and_adopted(case: Path) -> None:
    told = inside("alternatives", "small", "--count", "1", "--write", "--json", "--by", "A. Vries").json
    path = told["files"]["alternative-1"]
    assert path == "reports/small/base-alternatives/alternative-1/plan.xlsx"
    book = openpyxl.load_workbook(path)
    said = " ".join(str(cell.value) for row in book["Leeswijzer"].iter_rows() for cell in row if cell.value)
    assert "Dit is alternatief 1" in said
    assert "Het plan is het beste" not in said
    book.close()
    entry = json.loads(Path("reports/small/runs.jsonl").read_text().splitlines()[-1])
    assert (entry["status"], entry["by"]) == ("alternative", "A. Vries")
    scored = inside("score", path, "--json").json
    assert (scored["keeps_rules"], scored["effect"]) == (True, told["alternatives"][0]["effect"])
    assert inside("repair", path, "--json").json["edited"]["change"] == 0
    adopted = inside("adopt", path, "--phase", "owb", "--budget-year", "2024", "--json")
    assert (adopted.code, adopted.json["finding"]) == (0, "keeps")
    again = inside("alternatives", "small", "--from", "last", "--count", "0", "--json").json["change"]
    assert again["from"]["kind"] == "last"
    assert again["from"]["effect"] == told["alternatives"][0]["effect"]
    assert again["least"][0]["changed"] == 0


def test_the_smallest_change_of_a_plan_that_breaks_rules(case: Path) -> None:
    before = amounts(PLAN)
    # Innovation below two thirds, and 2025 no longer spent in full.
    wished = before["opschaling", 2025] - 20 * MLN
    path = str(edited(Path(PLAN), Path(PLAN).with_name("edited.xlsx"), {"opschaling.2025": {"plan": wished}}))
    ran = inside("alternatives", "--from", path, "--gain", "0", "--gain", "80", "--write", "0.8", "--count", "0", "--json")
    assert ran.code == 0
    told, change = ran.json, ran.json["change"]
    assert told["programme"] == "small"
    assert {one["id"] for one in change["from"]["broken"]} >= {"balance"}
    nearest, most = change["least"]
    # The money that is missing comes back, and nothing else.
    assert (nearest["part"], nearest["changed"], nearest["minimum"]) == ("0.000000", 20 * MLN, "20000000.000000")
    start, best = Fraction(change["from"]["allowed_exact"]), Fraction(told["best"]["effect_exact"])
    assert Fraction(most["effect_exact"]) >= start + Fraction(4, 5) * (best - start)
    gains = sum((Fraction(one["gain_exact"]) for one in change["moves"]), Fraction(change["from"]["effect_exact"]))
    assert gains == Fraction(change["moves"][-1]["effect_exact"])
    verified(told["files"]["change-80"])
    after = amounts(told["files"]["change-80"])
    typed = before | {("opschaling", 2025): wished}
    assert sum(abs(after[line] - typed[line]) for line in typed) == most["changed"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ("Speelruimte per lijn", "hooguit 2 % minder effect", "tel ze niet bij elkaar op", "geeft 100 % van de winst", "gemeten prijs")),
        ("en", ("Room per line", "at most 2 % less effect", "do not add them up", "gives 100 % of the gain", "measured cost")),
    ],
)
def test_the_tables_in_both_languages(case: Path, lang: str, words: tuple[str, ...]) -> None:
    ran = optimiser("alternatieven", "small", "--from", "published", "--out", "told", "--lang", lang, cwd=case)
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in words)
    page = Path("told/alternatives.html").read_text()
    assert all(word in page for word in words)
    assert inside("alternatives", "small", "--quiet").out == ""


def test_overrides_and_their_reason_are_told(case: Path) -> None:
    words = ("alternatives", "small", "--set", "rule.growth-path.2025=0.60", "--reason", "voorstel directie", "--count", "0")
    assert inside(*words, "--json").json["overrides"][0]["reason"] == "voorstel directie"
    assert "rule.growth-path.2025" in (out := inside(*words).out)
    assert "voorstel directie" in out


def test_without_a_plan_the_conflict_is_told(case: Path) -> None:
    ran = inside("alternatives", "small", "--set", "rule.growth-path.2025=0.99", "--json", "--out", "none")
    assert (ran.code, ran.json["status"]) == (3, "infeasible")
    assert not Path("none").exists()


def test_the_workbook_has_bars_over_live_ranges_and_is_the_same_bytes_again(case: Path, tmp_path: Path) -> None:
    words = ("alternatives", "small", "--from", "published", "--write", "--write", "1", "--json", "--out")
    first, again = inside(*words, "one").json["files"], inside(*words, "two").json["files"]
    assert sorted(first) == ["alternative-1", "alternative-2", "alternative-3", "change-100", "page", "workbook"]
    for name, path in first.items():
        assert Path(path).read_bytes() == Path(again[name]).read_bytes()
    book = openpyxl.load_workbook(first["workbook"])
    # Four slacks, two years.
    assert len(book["Grafieken"]._charts) == 8
    assert book["Speelruimte"]["G5"].value == "=H5-F5"
    assert all(cell.protection.locked for row in book["Speelruimte"].iter_rows() for cell in row)
    book.close()
    office.need_office()
    cached, afresh = (
        openpyxl.load_workbook(path, data_only=True) for path in (first["workbook"], office.recalculate(Path(first["workbook"]), tmp_path / "o"))
    )
    for sheet in cached.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = afresh[sheet.title][cell.coordinate].value
                same = cell.value == other or (isinstance(other, (int, float)) and other == pytest.approx(cell.value or 0, abs=1e-6))
                assert same, (sheet.title, cell.coordinate, cell.value, other)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--slack", "0"], "slack"),
        (["--slack", "-1"], "slack"),
        (["--slack", "101"], "slack"),
        (["--slack", "veel"], "slack"),
        (["--slack", "1e999"], "slack"),
        (["--count", "-1"], "plans-asked"),
        (["--count", "21"], "plans-asked"),
        (["--gain", "2x"], "gain-part"),
        (["--gain", "101%"], "gain-part"),
        (["--gain", "-0.1"], "gain-part"),
        (["--write", "0.8"], "write-without-from"),
        (["--from", "last", "--write", "alles"], "gain-part"),
        (["--from", "publised"], "unknown-start"),
        (["--from", "nergens.xlsx"], "file-missing"),
        (["--from", "inputs/small.xlsx"], "no-plan-sheet"),
        (["--from", "last"], "no-adopted-plan"),
        (["--set", "rule.growth-pth.2025=0.6"], "unknown-id"),
        (["--scenario", "nope"], "unknown-scenario"),
    ],
)
def test_what_makes_no_sense_is_named(case: Path, words: list[str], code: str) -> None:
    ran = inside("alternatives", "small", *words, "--json")
    assert (ran.code, ran.codes) == (2, [code])


def test_nothing_is_written_over_the_plan_that_is_changed(case: Path) -> None:
    shutil.copy(PLAN, "alternatives.xlsx")
    ran = inside("alternatives", "--from", "alternatives.xlsx", "--out", ".", "--json")
    assert (ran.code, ran.codes) == (2, ["target-is-input"])
    assert Path("alternatives.xlsx").read_bytes() == Path(PLAN).read_bytes()


@pytest.mark.parametrize("form", ["0.8", "0,8", "80", "80%", "80 %"])
def test_a_part_may_be_typed_in_any_usual_way(case: Path, form: str) -> None:
    told = told_parts(inside("alternatives", "small", "--from", "published", "--count", "0", "--gain", form, "--json"))
    assert told == ["0.8"]


def told_parts(ran: Ran) -> list[str]:
    return [one["part_exact"] for one in ran.json["change"]["least"]]


def test_the_shipped_case_in_one_run(tmp_path: Path) -> None:
    words = (str(taz.PROGRAMME), "--input", str(taz.WORKBOOK), "--from", "published", "--slack", "2", "--count", "1", "--json")
    ran = optimiser("alternatives", *words, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    roles = {(one["instrument"], one["year"]): one["role"] for one in ran.json["ranges"]}
    assert (roles["stagefonds", 2024], roles["zelfredzaamheid", 2025], roles["digivaardig", 2025]) == ("must-have", "free-choice", "not-needed")
    change = ran.json["change"]
    assert change["from"]["broken"] == []
    firsts = {one["part_exact"]: one for one in change["first_moves"]}
    assert firsts["0.8"]["keeps_rules"]
    assert firsts["0.8"]["count"] < len(change["moves"]) / 2


def test_a_wide_programme_is_asked_for_one_loss_and_says_how_to_ask_for_more(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "is alleen nagegaan wat 2 % minder effect toelaat"
    assert said not in inside("alternatives", "small").out
    monkeypatch.setattr("optimiser.case.WIDE", 1)
    assert said in inside("alternatives", "small").out
    assert {one["slack"] for one in inside("alternatives", "small", "--json").json["ranges"]} == {"0.02"}
    assert {one["slack"] for one in inside("alternatives", "small", "--slack", "1", "--slack", "5", "--json").json["ranges"]} == {"0.01", "0.05"}
