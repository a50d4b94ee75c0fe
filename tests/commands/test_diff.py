"""`optimiser diff`: on the screen, as JSON, as a workbook and as a page."""

from __future__ import annotations

import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.running import inside, optimiser
from tests.differing.test_diff import edited
from tests.office import need_office, recalculate
from tests.reports.test_page import Tags

EDITS = {
    "Herkomst": {("breed", "2025 (EUR)"): 110_000_000, ("breed", "naam"): "x"},
    "Effecten": {("taken", "midden"): 9},
    "Instrumenten": {("taken", "cofinanciering"): 0.25},
}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def pair(case: Path) -> tuple[str, str]:
    """Two workbooks of the small programme that differ in three figures."""
    edited(case / "nieuw.xlsx", EDITS, source=case / "inputs" / "small.xlsx")
    return "inputs/small.xlsx", "nieuw.xlsx"


def test_json_is_stable_and_its_steps_add_up_as_they_stand(pair: tuple[str, str]) -> None:
    data = inside("diff", *pair, "--programme", "small", "--json").json
    assert list(data) == ["status", "old", "new", "compared", "changes", "renames", "plan", "attribution", "totals", "notes", "files"]
    assert data["status"] == "different"
    assert {one["key"] for one in data["changes"]} == {"source.breed.2025", "estimate.taken.central", "instrument.taken.cofinancing"}
    share = next(one for one in data["changes"] if one["field"] == "cofinancing")
    assert (share["was"], share["now"], share["difference"], share["year"]) == ("1/3", "0.25", "-1/12", None)
    assert share["place"] == {"was": "Instrumenten!M3", "now": "Instrumenten!M3"}
    told = data["attribution"]
    steps = [Fraction(one["difference"]) for one in told["steps"]]
    assert Fraction(told["start"]) + sum(steps) == Fraction(told["end"])
    assert sum(steps) == Fraction(told["difference"])
    assert inside("verschil", *pair, "--programme", "small", "--json").json == data


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", ["andere budgetten", "source.breed.2025", "−10.000.000", "1/3", "25,0 %", "Herkomst!", "aanname"]),
        ("en", ["other budgets", "source.breed.2025", "−10,000,000", "1/3", "25.0 %", "Herkomst!", "assumed"]),
    ],
)
def test_the_same_in_words(pair: tuple[str, str], lang: str, said: list[str]) -> None:
    ran = inside("diff", *pair, "--programme", "small", "--lang", lang)
    assert ran.code == 0
    assert [words for words in said if words not in ran.out] == []


def test_nothing_different_says_so_and_is_no_failure(case: Path) -> None:
    shutil.copy("inputs/small.xlsx", "kopie.xlsx")
    ran = optimiser("diff", "inputs/small.xlsx", "kopie.xlsx", "--programme", "small", "--out", "uit", cwd=case)
    assert (ran.code, "Geen verschillen." in ran.out, (case / "uit" / "diff.html").is_file()) == (0, True, True)
    assert "No differences." in inside("diff", "inputs/small.xlsx", "kopie.xlsx", "--programme", "small", "--lang", "en").out
    data = inside("diff", "inputs/small.xlsx", "kopie.xlsx", "--programme", "small", "--json").json
    assert (data["status"], data["changes"], data["attribution"]) == ("same", [], None)


def test_quiet_says_nothing(pair: tuple[str, str]) -> None:
    ran = inside("diff", *pair, "--programme", "small", "--quiet")
    assert (ran.code, ran.out) == (0, "")


def test_faults_of_both_sides(case: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        edited(case / name, {"Herkomst": {("breed", "2025 (EUR)"): "veel"}}, source=case / "inputs" / "small.xlsx")
    ran = inside("diff", "a.xlsx", "b.xlsx", "--programme", "small", "--json")
    assert (ran.code, [(one["file"], one["code"]) for one in ran.json["faults"]]) == (
        2,
        [("a.xlsx", "text-not-number"), ("b.xlsx", "text-not-number")],
    )


def test_what_is_compared_is_never_written_over(pair: tuple[str, str], case: Path) -> None:
    shutil.copy("nieuw.xlsx", "diff.xlsx")
    before = (case / "diff.xlsx").read_bytes()
    ran = inside("diff", pair[0], "diff.xlsx", "--programme", "small", "--out", ".", "--json")
    assert (ran.code, ran.codes) == (2, ["target-is-input"])
    assert (case / "diff.xlsx").read_bytes() == before


def test_the_same_two_files_give_the_same_bytes(pair: tuple[str, str], case: Path) -> None:
    for folder in ("een", "twee"):
        assert inside("diff", *pair, "--programme", "small", "--out", folder, "--quiet").code == 0
    for name in ("diff.xlsx", "diff.html"):
        assert (case / "een" / name).read_bytes() == (case / "twee" / name).read_bytes()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_workbook_recalculates_to_what_it_says_and_its_check_can_fail(pair: tuple[str, str], case: Path, lang: str) -> None:
    need_office()
    assert inside("diff", *pair, "--programme", "small", "--out", "uit", "--quiet", "--lang", lang).code == 0
    written = case / "uit" / "diff.xlsx"
    told, fresh = (load_workbook(path, data_only=True) for path in (written, recalculate(written, case / "opnieuw")))
    for sheet in told:
        for row in sheet.iter_rows():
            for cell in row:
                again = fresh[sheet.title][cell.coordinate].value
                near = isinstance(cell.value, float) and isinstance(again, (int, float)) and abs(cell.value - again) < 1e-6
                assert near or cell.value == again, (sheet.title, cell.coordinate, cell.value, again)
    changed = load_workbook(written)
    changed["Effect"]["B6"].value += 1
    changed.save(case / "anders.xlsx")
    verdict = load_workbook(recalculate(case / "anders.xlsx", case / "opnieuw"), data_only=True)["Effect"]
    assert {"FOUT", "WRONG"} & {cell.value for row in verdict.iter_rows() for cell in row}


def test_the_page_says_the_same_without_help_from_elsewhere(pair: tuple[str, str], case: Path) -> None:
    assert inside("diff", *pair, "--programme", "small", "--out", "uit", "--quiet", "--lang", "en").code == 0
    page = (case / "uit" / "diff.html").read_text(encoding="utf-8")
    tags = Tags(page)
    assert tags.all("html") == [{"lang": "en"}]
    assert len(tags.all("table")) == len(tags.all("caption")) == 4
    assert not [tag for tag in ("script", "link", "img") if tags.all(tag)]
    assert "http" not in page.replace("http-equiv", "")
    assert "source.breed.2025" in page


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_browser_without_network_shows_and_prints_the_page(pair: tuple[str, str], case: Path) -> None:
    assert inside("diff", *pair, "--programme", "small", "--out", "uit", "--quiet").code == 0
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={case / 'profile'}",
    ]
    done = subprocess.run(
        [*command, "--no-pdf-header-footer", f"--print-to-pdf={case / 'uit' / 'diff.pdf'}", (case / "uit" / "diff.html").as_uri()],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (case / "uit" / "diff.pdf").read_bytes().startswith(b"%PDF"), done.stderr
