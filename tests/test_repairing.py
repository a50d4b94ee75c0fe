"""The shipped case sent back with changes: the nearest plan that keeps every rule, proved, with what gave way to what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import optimiser
from optimiser.record import Edited, EditedLine, Record, from_json, to_json
from optimiser.verify import read, verify
from optimiser.writing import write_all
from tests.edited import edited
from tests.taz import PROGRAMME, WORKBOOK, solved

BY_HAND = {"programme": str(PROGRAMME), "input": str(WORKBOOK)}
MLN = 1_000_000
Typed = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_all(solved(), folder, "nl", folder)
    return folder / "plan.xlsx"


def repaired(made: Path, typed: Typed | None = None, flows: Mapping[tuple[str, str, int], Any] | None = None, **options: Any) -> Record:
    """The plan changed, sent in and repaired; every plan that comes back is proved from its own tables."""
    record = optimiser.repair(edited(made, made.with_name("edited.xlsx"), typed, flows), reason="om te proberen", **BY_HAND, **options)
    if record.conflict is None:
        assert all(one.holds for one in record.rules if not one.soft)
    return record


def told(record: Record) -> Edited:
    assert record.edited is not None
    return record.edited


def lines(record: Record) -> dict[str, EditedLine]:
    return {f"{one.instrument}.{one.year}": one for one in told(record).lines}


def test_ten_million_moved_inside_a_space_breaks_nothing_and_comes_back_as_typed(made: Path) -> None:
    """Both lie in innovation and breed-pakket pays both, so the growth path and the budget do not notice."""
    record = repaired(made, {"opschaling.2025": {"plan": 150 * MLN}, "werkgeverschap.2025": {"plan": 40 * MLN}})
    assert {key: one.difference for key, one in lines(record).items()} == {"opschaling.2025": 0, "werkgeverschap.2025": 0}
    assert (told(record).change, told(record).broken) == (0, ())
    assert record.total == told(record).effect < (told(record).best or 0)


def test_a_broken_growth_path_is_mended_elsewhere_and_the_changes_stay(made: Path, tmp_path: Path) -> None:
    """10 mln from innovation to retention: 2/3 of 412.9 mln asks 9 999 666 2/3 of it back, from lines that nobody changed: 10 mln in thousands, twice."""
    record = repaired(made, {"opschaling.2025": {"plan": 150 * MLN}, "zeggenschap.2025": {"plan": 17_883_000}}, by="A. de Vries")
    assert {one.rule for one in told(record).broken} == {"growth-path"}
    mine = lines(record)
    assert [mine[key].got for key in ("opschaling.2025", "zeggenschap.2025")] == [150 * MLN, 17_883_000]
    assert told(record).change == 20 * MLN
    written, refuted = write_all(record, tmp_path, "nl", tmp_path)
    assert refuted == ""
    assert verify(read(str(tmp_path / "plan.xlsx")))["status"] == "proved"
    assert (written.made.by, written.status) == ("A. de Vries", "repaired")
    reasons = {one.key: one.reason for one in record.overrides}
    assert reasons == {"plan.opschaling.2025": "om te proberen", "plan.zeggenschap.2025": "om te proberen"}
    assert from_json(to_json(record)).edited == record.edited
    # One euro more on the repaired plan, and the proof is gone.
    book = load_workbook(tmp_path / "plan.xlsx")
    page = book["Geldstromen"]
    row = next(row for row in range(5, page.max_row + 1) if page.cell(row, 7).value)
    page.cell(row, 7).value += 1
    book.save(tmp_path / "tampered.xlsx")
    assert verify(read(str(tmp_path / "tampered.xlsx")))["status"] == "refuted"


def test_a_line_that_cannot_stay_says_which_rule_it_gave_way_to(made: Path) -> None:
    """Training of hospital staff gets its money from KIPZ and has to keep all of it in 2023."""
    record = repaired(made, {"kipz.2023": {"plan": 200 * MLN}})
    one = lines(record)["kipz.2023"]
    assert (one.typed, one.got, one.difference) == (200 * MLN, 210 * MLN, 10 * MLN)
    assert "(kipz-2023)" in one.because.nl
    assert told(record).change == 10 * MLN


def test_a_changed_flow_counts_and_its_line_with_it(made: Path) -> None:
    """Money of the VVT agreement is earmarked: 5 mln of it for scaling up cannot be, so the agreement's line stays where it was."""
    flows = {("vvt", "vvt-akkoord", 2025): {"more": -5 * MLN}, ("vvt", "opschaling", 2025): {"more": 5 * MLN}}
    record = repaired(made, None, flows)
    mine = lines(record)
    assert (mine["vvt-akkoord.2025"].typed, mine["vvt-akkoord.2025"].got) == (45 * MLN, 50 * MLN)
    assert (mine["opschaling.2025"].typed, mine["opschaling.2025"].got) == (165 * MLN, 165 * MLN)
    assert "vvt" in mine["vvt-akkoord.2025"].because.en
    assert {one.key for one in record.overrides} >= {"flow.vvt.vvt-akkoord.2025", "flow.vvt.opschaling.2025", "plan.vvt-akkoord.2025"}
    scored = optimiser.score(made.with_name("edited.xlsx"), **BY_HAND)
    assert {one.rule for one in told(scored).broken} >= {"vvt"}
    assert sum(one.amount for one in scored.plan if (one.source, one.instrument, one.year) == ("vvt", "opschaling", "2025")) == 5 * MLN


def test_locks_that_cannot_hold_together_with_the_rules_are_a_conflict_by_name(made: Path) -> None:
    record = repaired(made, {"vvt-akkoord.2025": {"plan": 45 * MLN, "lock": "vast"}})
    assert record.conflict is not None
    assert ("lock.vvt-akkoord.2025", "2025") in record.conflict.rules
    assert any(one.rule == "lock.vvt-akkoord.2025" for one in record.conflict.repairs)
    member = next(one for one in record.conflict.members if one.rule == "lock.vvt-akkoord.2025")
    assert member.source.startswith("edited.xlsx, Plan!G")


def test_a_lock_that_the_amounts_typed_do_not_keep_is_a_broken_rule(made: Path) -> None:
    path = edited(made, made.with_name("edited.xlsx"), {"zeggenschap.2025": {"plan": 5 * MLN, "lock": "ten minste 6.000.000"}})
    broken = {one.rule: one.by for one in told(optimiser.score(path, **BY_HAND)).broken}
    assert broken["lock.zeggenschap.2025.at-least"] == -MLN
