"""`optimiser compare`: on the screen, as JSON, as a workbook and as a page."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.running import inside, optimiser
from tests.office import need_office, recalculate
from tests.reports.test_page import Tags

# Training asks 130 of the 140 million of 2025, innovation two thirds: no plan.
NONE = "base:rule.training-floor=130000000"
SOME = ("base", NONE, "no-growth", "base:source.breed.2025=110000000")


def test_json_is_stable_and_its_steps_add_up_as_they_stand(case: Path) -> None:
    ran = inside("compare", *SOME, "--programme", "small", "--years", "2024", "2025", "--json")
    data = ran.json
    assert ran.code == 0
    assert list(data) == ["status", "reference", "columns", "amounts", "rules", "years", "notes", "files"]
    columns = {one["key"]: one for one in data["columns"]}
    assert [one["status"] for one in columns.values()] == ["optimal", "infeasible", "optimal", "optimal", "scored", "scored"]
    for key in ("C", "D"):
        told = columns[key]["attribution"]
        total = sum(Fraction(step["difference"]) for step in told["steps"])
        assert total == Fraction(columns[key]["total"]["exact"]) - Fraction(columns["A"]["total"]["exact"])
    assert columns["B"]["total"] is None
    assert "ONHAALBAAR" in columns["B"]["conflict"]
    for change in data["years"]:
        steps = sum(Fraction(one["difference"]["exact"]) for one in change["steps"])
        assert Fraction(change["start"]["exact"]) + steps == Fraction(change["end"]["exact"])
    assert {one["column"] for one in data["years"]} == {"A", "C", "D"}
    assert sum(one["amount"] for one in data["amounts"] if (one["column"], one["level"]) == ("D", "line")) == 250_000_000
    assert inside("vergelijk", *SOME, "--programme", "small", "--years", "2024", "2025", "--json").json == data


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            [
                "Naast elkaar: base",
                "Geen plan.",
                "ONHAALBAAR",
                "andere regels en grenzen",
                "geen plan",
                "gepubliceerd",
                "Van 2024 naar 2025",
                "Lijnen",
            ],
        ),
        (
            "en",
            [
                "Side by side: base",
                "No plan.",
                "INFEASIBLE",
                "other rules and limits",
                "no plan",
                "published",
                "From 2024 to 2025",
                "Lines",
            ],
        ),
    ],
)
def test_the_same_in_words_in_a_process_of_its_own(case: Path, lang: str, said: list[str]) -> None:
    ran = optimiser("compare", *SOME, "--programme", "small", "--years", "2024", "2025", "--lang", lang, cwd=case)
    assert (ran.code, ran.err) == (0, "")
    assert [words for words in said if words not in ran.out] == []


def test_without_any_plan_the_code_says_so(case: Path) -> None:
    assert optimiser("compare", NONE, f"{NONE}:source.breed.2025=90000000", "--programme", "small", "--quiet", cwd=case).code == 3


def test_one_plan_between_two_years_is_enough(case: Path) -> None:
    ran = inside("compare", "base", "--programme", "small", "--years", "2024", "2025")
    assert (ran.code, "Van 2024 naar 2025: A base" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["base"], ["compare-two"]),
        ([], ["compare-two"]),
        (["base", "bse"], ["unknown-scenario"]),
        (["base", "reports/nergens"], ["no-such-variant"]),
        (["base", "nergens.xlsx"], ["no-such-variant"]),
        (["base", "base:rule.growth-pad.2025=0.6"], ["unknown-id"]),
        (["base", "base:rule.growth-path.2025="], ["not-a-number"]),
        (["base", "base:rule.growth-path.2025=1e9999"], ["not-a-number"]),
        (["base", "no-growth", "--years", "2024", "2024"], ["compare-years"]),
        (["base", "no-growth", "--years", "2024", "later"], ["unknown-year", "unknown-year"]),
        (["inputs/small.xlsx", "inputs/small.xlsx", "--set", "goal=money"], ["set-without-scenario"]),
        # all of them at once
        (["bse", "nergens.xlsx", "base:unit=0"], ["no-such-variant", "unknown-scenario", "invalid-value"]),
    ],
)
def test_what_cannot_be_compared_is_named(case: Path, words: list[str], codes: list[str]) -> None:
    ran = inside("compare", *words, "--programme", "small", "--json")
    assert (ran.code, sorted(ran.codes)) == (2, sorted(codes))


def test_a_file_that_is_no_plan_is_a_fault_of_that_file(case: Path) -> None:
    Path("kapot.xlsx").write_bytes(b"PK\x03\x04 no")
    Path("leeg.json").write_text("{}")
    ran = inside("compare", "kapot.xlsx", "leeg.json", "--json")
    assert ran.code == 2
    assert {one["file"] for one in ran.json["faults"]} == {"kapot.xlsx", "leeg.json"}


def test_a_report_never_replaces_what_it_compares(case: Path) -> None:
    Path("compare.xlsx").write_bytes(Path("inputs/small.xlsx").read_bytes())
    ran = inside("compare", "compare.xlsx", "base", "--programme", "small", "--out", ".", "--json")
    assert (ran.code, ran.codes) == (2, ["target-is-input"])


def test_the_same_comparison_is_the_same_bytes(case: Path) -> None:
    for folder in ("een", "twee"):
        assert inside("compare", "base", "no-growth", "--programme", "small", "--out", folder, "--quiet").code == 0
    for name in ("compare.xlsx", "compare.html"):
        assert Path("een", name).read_bytes() == Path("twee", name).read_bytes()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_workbook_recalculates_to_what_it_says_and_its_checks_can_fail(case: Path, lang: str) -> None:
    need_office()
    done = inside("compare", *SOME, "--programme", "small", "--years", "2024", "2025", "--out", "uit", "--quiet", "--lang", lang)
    assert done.code == 0
    written = case / "uit" / "compare.xlsx"
    told, fresh = (load_workbook(path, data_only=True) for path in (written, recalculate(written, case / "opnieuw")))
    for sheet in told:
        for row in sheet.iter_rows():
            for cell in row:
                again = fresh[sheet.title][cell.coordinate].value
                near = isinstance(cell.value, (int, float)) and isinstance(again, (int, float)) and abs(cell.value - again) < 1e-6
                assert near or cell.value == again, (sheet.title, cell.coordinate, cell.value, again)
    changed = load_workbook(written)
    effect, years = changed["Effect"], changed["Jaren A" if lang == "nl" else "Years A"]
    step = next(row for row in range(5, 30) if str(effect.cell(row, 1).value).startswith("– "))
    effect.cell(step, 4).value = (effect.cell(step, 4).value or 0) + 1
    years["C5"].value += 1_000_000
    years["K5"].value = 0
    changed.save(case / "anders.xlsx")
    again = load_workbook(recalculate(case / "anders.xlsx", case / "opnieuw"), data_only=True)
    for sheet in (again["Effect"], again[years.title]):
        assert {"FOUT", "WRONG"} & {cell.value for row in sheet.iter_rows() for cell in row}, sheet.title


def test_the_page_says_the_same_without_help_from_elsewhere(case: Path) -> None:
    assert inside("compare", *SOME, "--programme", "small", "--out", "uit", "--quiet", "--lang", "en").code == 0
    page = (case / "uit" / "compare.html").read_text(encoding="utf-8")
    tags = Tags(page)
    assert tags.all("html") == [{"lang": "en"}]
    assert len(tags.all("table")) == len(tags.all("caption")) == 4
    assert not [tag for tag in ("script", "link", "img") if tags.all(tag)]
    assert "INFEASIBLE" in page
