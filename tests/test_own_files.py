"""The files that a run was made from are found again by their fingerprint, and nothing else passes for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimiser.faults import Fault
from optimiser.own_files import members_file, members_in, own_members, told_members
from tests.commands.running import inside
from tests.rounds import applicants, csv_of

PLAN = "reports/subsidieronde/base/plan.xlsx"


@pytest.fixture(scope="module")
def round_of_forty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A plan for other applicants than those of the workbook."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "ronde.csv").write_text(csv_of(applicants(40, 7)))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert inside("solve", "subsidieronde", "--members", "aanvrager=ronde.csv", "--quiet").code == 0
        yield folder


def test_options_tell_the_files_and_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "a, b.csv").write_text("x")
    told = told_members({"aanvrager": tmp_path / "a, b.csv"})
    ((name, (file, fingerprint)),) = members_in({"threads": "1", **told}).items()
    assert (name, file, len(fingerprint)) == ("aanvrager", "a, b.csv", 64)
    assert own_members(told, tmp_path / "plan.xlsx", {}) == {"aanvrager": tmp_path / "a, b.csv"}
    (tmp_path / "a, b.csv").write_text("y")
    fault = own_members(told, tmp_path / "plan.xlsx", {})["aanvrager"]
    assert isinstance(fault, Fault)
    assert fault.code == "not-the-runs-file"
    assert own_members(told, tmp_path / "plan.xlsx", {"aanvrager": "other.csv"}) == {"aanvrager": Path("other.csv")}


def test_a_plan_is_judged_and_repaired_with_its_own_applicants(round_of_forty: Path) -> None:
    scored = inside("score", PLAN, "--json")
    assert scored.code == 0
    assert scored.json["broken"] == []
    repaired = inside("repair", PLAN, "--json", "--out", "repaired")
    assert (repaired.code, repaired.json["edited"]["change"]) == (0, 0)


def test_the_archive_has_them_and_proves_itself(round_of_forty: Path) -> None:
    assert inside("export", PLAN, "--to", "archive", "--out", "archive").code == 0
    kept = Path("archive") / members_file("aanvrager")
    assert kept.read_bytes() == Path("ronde.csv").read_bytes()
    assert kept.name in Path("archive/README.txt").read_text()
    assert inside("verify", "archive").code == 0
    kept.write_text("other")
    assert inside("verify", "archive").code == 4


@pytest.mark.parametrize("words", [("score", PLAN), ("repair", PLAN, "--out", "x"), ("export", PLAN, "--to", "archive", "--out", "y")])
def test_gone_they_are_asked_for_and_taken_from_where_they_are_said_to_be(words: tuple[str, ...], round_of_forty: Path) -> None:
    Path("ronde.csv").rename("elsewhere.csv")
    try:
        assert inside(*words, "--json").codes == ["not-the-runs-file"]
        assert inside("report", PLAN, "--json").json["why_not"]["en"].startswith("Prices of rules")
        assert inside(*words, "--members", "aanvrager=elsewhere.csv").code == 0
    finally:
        Path("elsewhere.csv").rename("ronde.csv")
