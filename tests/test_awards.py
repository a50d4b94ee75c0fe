"""The award list: it adds up to the plan, and says of every applicant what the prices of the proof say."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from optimiser.awards import DECISIONS, Award, award_lines, awards_csv, awards_of
from optimiser.csv_text import read_csv
from optimiser.language import Text
from optimiser.proof import tables
from optimiser.record import Record, from_json, to_json
from optimiser.reports.csv_tables import plan_files
from optimiser.run import read_case, solve, solve_record
from optimiser.verify import verify
from tests.commands.running import inside
from tests.rounds import ASKED, applicants, csv_of

NAME = "subsidieronde"


@pytest.fixture(scope="module")
def record() -> Record:
    """The shipped example, solved."""
    return solve(NAME)


@pytest.fixture(scope="module")
def awards(record: Record) -> dict[str, Award]:
    """Its award list by applicant."""
    return {one.id: one for one in awards_of(record)}


def test_the_list_adds_up_to_the_plan_in_money_and_effect(record: Record, awards: dict[str, Award]) -> None:
    assert sum(one.awarded for one in awards.values()) == sum(flow.amount for flow in record.flows)
    assert sum(one.effect for one in awards.values()) == record.total
    for line in record.lines:
        assert sum(one.parts[line.instrument].awarded for one in awards.values() if line.instrument in one.parts) == line.amount


def test_everybody_is_on_it_with_what_was_asked(awards: dict[str, Award]) -> None:
    asked = {str(row[0]): sum(int(one) for one in row[ASKED]) for row in applicants(40, 1)}
    assert {id: one.asked for id, one in awards.items()} == asked


def test_the_decision_is_what_the_amounts_say_and_each_occurs(awards: dict[str, Award]) -> None:
    for one in awards.values():
        expected = "granted" if one.awarded == one.asked else "partly" if one.awarded else "refused"
        assert (one.decision, one.awarded <= one.asked) == (expected, True)
    assert {one.decision for one in awards.values()} == set(DECISIONS)


def test_whoever_gets_everything_is_told_so_and_whoever_does_not_is_told_a_limit(awards: dict[str, Award]) -> None:
    assert all((one.reason.nl == "alles wat gevraagd is") == (one.decision == "granted") for one in awards.values())
    assert any("minder effect per euro dan de grens" in one.reason.nl for one in awards.values())
    assert any("less effect per euro than the limit" in one.reason.en for one in awards.values())


def test_the_own_contribution_is_that_of_what_is_awarded(awards: dict[str, Award]) -> None:
    own = {str(row[0]): int(str(row[8])[:-1]) for row in applicants(40, 1)}
    assert all(one.own == one.awarded * own[id] // (100 - own[id]) for id, one in awards.items())


def test_a_record_that_was_read_back_gives_the_same_list(record: Record) -> None:
    assert awards_csv(from_json(to_json(record))) == awards_csv(record)


def test_solve_writes_it_beside_the_plan(tmp_path: Path) -> None:
    assert inside("solve", NAME, "--out", str(tmp_path), "--quiet").code == 0
    rows = read_csv((tmp_path / "awards.csv").read_text(encoding="utf-8"))
    assert len(rows) == 40
    assert {row["decision"] for row in rows} == set(DECISIONS)


def test_a_spreadsheet_shows_share_and_effect_as_numbers(record: Record, awards: dict[str, Award]) -> None:
    for row in read_csv(awards_csv(record)):
        one = awards[row["applicant"]]
        assert re.fullmatch(r"[01],[0-9]{4}", row["share"])
        assert re.fullmatch(r"[0-9]+,[0-9]{6}", row["effect"])
        assert abs(Fraction(row["share"].replace(",", ".")) - one.share) <= Fraction(1, 20_000)
        assert abs(Fraction(row["effect"].replace(",", ".")) - one.effect) <= Fraction(1, 2_000_000)


def test_the_exported_tables_have_them_exactly(record: Record, awards: dict[str, Award]) -> None:
    rows = read_csv(plan_files(record)["awards.csv"])
    assert [row["applicant"] for row in rows] == list(awards)
    for row in rows:
        one = awards[row["applicant"]]
        assert (Fraction(row["share"]), Fraction(row["effect"])) == (one.share, one.effect)
        assert (int(row["asked"]), int(row["awarded"]), int(row["own"])) == (one.asked, one.awarded, one.own)
        assert (row["decision"], row["reason_nl"], row["reason_en"]) == (one.decision, one.reason.nl, one.reason.en)
    assert "awards.csv" not in plan_files(replace(record, detail=None))


def test_thousands_of_applicants_go_the_whole_way_and_the_checker_agrees(tmp_path: Path) -> None:
    rows = applicants(3_700, 1)
    (tmp_path / "ronde.csv").write_text(csv_of(rows), encoding="utf-8", newline="")
    overrides = {f"source.subsidieplafond.{2019}": sum(int(one) for row in rows for one in row[ASKED]) * 3 // 5}
    told = solve_record(read_case(NAME, overrides=overrides, members={"aanvrager": tmp_path / "ronde.csv"}))
    assert "ronde.csv, SHA-256" in told.made.options["members aanvrager"]
    assert verify(tables(told))["status"] == "proved"
    given = list(csv.DictReader(awards_csv(told)[1:].splitlines(), delimiter=";"))
    assert len(given) == len(rows)
    assert sum(int(row["awarded"]) for row in given) == sum(flow.amount for flow in told.flows)


def test_a_request_below_the_smallest_grant_is_refused_for_that_rule_alone(record: Record) -> None:
    """Two more all-or-nothing rules: one of another region, one that counts everybody. Only who asks enough is told of the count."""
    least = next(one for one in record.findings if one.kind == "minimum")
    part = least.over.parts[0]
    elsewhere = replace(least, name=Text("elders", "elsewhere"), over=replace(least.over, parts=(replace(part, further=(("regio", ("Nergens",)),)),)))
    counted = replace(least, kind="count", name=Text("telling", "count"), sense="count<=")
    # Without prices every euro is worth more than it costs.
    free = [replace(one, multiplier=Fraction(0)) for one in record.findings if one.kind != "minimum"]
    told = [one for one in awards_of(replace(record, findings=(*free, least, elsewhere, counted))) if one.decision == "refused"]
    assert all("elders" not in one.reason.nl and least.name.nl in one.reason.nl for one in told)
    assert {(one.asked < 5000, "telling" in one.reason.nl) for one in told} <= {(True, False), (False, True)}
    assert told


def test_the_list_is_written_a_line_at_a_time(record: Record) -> None:
    lines = award_lines(record)
    assert next(lines).startswith("\ufeffapplicant;")
    assert next(lines).count("\r\n") == 1
    assert len(list(lines)) == 39
