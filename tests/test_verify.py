"""The stand-alone checker: proves what is right, names what was changed, and never needs the product."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import optimiser
from optimiser import verify
from optimiser.proof import certificate_json, tables
from optimiser.record import Record
from optimiser.reports import plan_book
from optimiser.verify import MARKED, Table, UnreadableError, mark, read, table_hash


@pytest.fixture(scope="module")
def record() -> Record:
    return optimiser.solve("taz")


@pytest.fixture(scope="module")
def proof(record: Record) -> dict[str, Table]:
    return tables(record)


def marked_again(found: dict[str, Table]) -> dict[str, Table]:
    """What a careful forger would do: every mark and hash made to fit the changed tables."""
    for name, keys in MARKED.items():
        for row in found[name]:
            row["mark"] = mark(row, keys)
        claim = next(row for row in found["claims"] if row["claim"] == f"hash {name}")
        claim["value"] = table_hash(found[name], keys)
    return found


def test_the_plan_is_proved_with_the_same_gap(record: Record, proof: dict[str, Table]) -> None:
    said = verify.verify(proof)
    assert said["status"] == "proved"
    assert said["refutations"] == []
    assert Fraction(said["gap"]) == record.gap
    assert Fraction(said["value"]) == record.total


@pytest.mark.parametrize(
    "settings", [{"scenario": "cut-14"}, {"overrides": {"goal": "person-years"}}, {"overrides": {"goal": "labour-saving"}}, {"unit": 1}]
)
def test_other_cases_are_proved_as_well(settings: dict) -> None:
    assert verify.verify(tables(optimiser.solve("taz", **settings)))["status"] == "proved"


NUMBERS = [
    (name, key) for name, keys in MARKED.items() for key in keys if key in ("amount", "limit", "multiplier", "width", "rate", "filled", "reached")
]


@pytest.mark.parametrize(("name", "key"), NUMBERS)
def test_every_number_changed_by_one_unit_is_named(proof: dict[str, Table], name: str, key: str) -> None:
    for position in range(0, len(proof[name]), max(1, len(proof[name]) // 7)):
        forged = copy.deepcopy(proof)
        row = forged[name][position]
        row[key] = str(Fraction(row[key]) + 1)
        said = verify.verify(forged)
        assert said["status"] == "refuted"
        assert any(row.get("rule", row.get("instrument", row.get("priority", ""))) in text for text in said["refutations"])


@pytest.mark.parametrize("claim", ["value", "bound", "gap", "goal", "hash rules", "hash flows"])
def test_every_claim_changed_is_refuted(proof: dict[str, Table], claim: str) -> None:
    forged = copy.deepcopy(proof)
    row = next(row for row in forged["claims"] if row["claim"] == claim)
    row["value"] = "labour-saving" if claim == "goal" else str(Fraction(row["value"]) + 1) if "hash" not in claim else "0" * 64
    assert verify.verify(forged)["status"] == "refuted"


@pytest.mark.parametrize("key", ["over", "under", "sense", "wish"])
def test_a_rule_told_differently_is_refuted(proof: dict[str, Table], key: str) -> None:
    forged = copy.deepcopy(proof)
    row = next(row for row in forged["rules"] if row["rule"] == "growth-path" and row["year"] == "2025")
    row[key] = {"over": "2*" + row["over"].split("*", 1)[1], "under": "1", "sense": "<=", "wish": "9"}[key]
    assert verify.verify(forged)["status"] == "refuted"


def test_a_careful_forger_still_cannot_keep_more_money_than_there_is(proof: dict[str, Table]) -> None:
    forged = copy.deepcopy(proof)
    row = next(row for row in forged["flows"] if row["source"] == "kipz" and int(row["amount"]) > 0)
    row["amount"] = str(int(row["amount"]) + 1)
    line = next(one for one in forged["plan"] if one["line"] == f"{row['instrument']}.{row['year']}")
    line["plan"] = str(int(line["plan"]) + 1)
    said = verify.verify(marked_again(forged))
    assert not said["keeps_rules"]
    assert any("balance" in text for text in said["refutations"])


def test_a_careful_forger_cannot_claim_a_tighter_bound(proof: dict[str, Table]) -> None:
    forged = copy.deepcopy(proof)
    row = next(row for row in forged["rules"] if row["rule"] == "balance" and Fraction(row["multiplier"]) > 0)
    row["multiplier"] = str(Fraction(row["multiplier"]) / 2)
    assert any("bound" in text for text in verify.verify(marked_again(forged))["refutations"])


def test_a_multiplier_with_the_wrong_sign_proves_nothing(proof: dict[str, Table]) -> None:
    forged = copy.deepcopy(proof)
    row = next(row for row in forged["rules"] if row["sense"] == ">=" and Fraction(row["multiplier"]) < 0)
    row["multiplier"] = str(-Fraction(row["multiplier"]))
    assert any(row["rule"] in text and "sign" in text for text in verify.verify(marked_again(forged))["refutations"])


def test_more_counting_than_is_spent_is_refuted(proof: dict[str, Table]) -> None:
    forged = copy.deepcopy(proof)
    row = next(row for row in forged["tiers"] if row["filled"] == "0" and Fraction(row["rate"]) > 0)
    row["filled"] = row["width"]
    assert any(row["instrument"] in text for text in verify.verify(marked_again(forged))["refutations"])


def test_another_plan_that_is_as_good_is_shown_and_checked(proof: dict[str, Table]) -> None:
    moves = {(row["source"], row["instrument"], row["year"]): int(row["difference"]) for row in proof["exchange"]}
    assert moves
    assert sum(moves.values()) == 0
    assert verify.verify(proof)["only_best"] == "no"
    forged = copy.deepcopy(proof)
    forged["exchange"][0]["difference"] = str(int(forged["exchange"][0]["difference"]) * 1000)
    assert verify.verify(forged)["status"] == "refuted"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_workbook_alone_is_enough_and_so_is_python_alone(record: Record, tmp_path: Path, lang: str) -> None:
    book = tmp_path / "plan.xlsx"
    plan_book.write(record, book, "nl" if lang == "nl" else "en")
    command = [sys.executable, "-I", "-S", str(Path(verify.__file__)), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["status"] == "proved"
    assert Fraction(said["gap"]) == record.gap


def test_the_certificate_file_says_the_same(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "certificate.json"
    path.write_text(certificate_json(record), encoding="utf-8")
    assert verify.verify(read(str(path)))["status"] == "proved"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"{}", b'{"tables": {}}', b"[1]", b"\xff\xfe", b'{"tables": {"flows": 3}}'])
def test_what_is_no_plan_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(UnreadableError):
        read(str(path))
    assert verify.main([str(path)]) == 2


def test_entities_are_refused(record: Record, tmp_path: Path) -> None:
    import zipfile

    book, evil = tmp_path / "plan.xlsx", tmp_path / "evil.xlsx"
    plan_book.write(record, book, "nl")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1) if name == "xl/sharedStrings.xml" else data)
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        read(str(evil))


def test_a_shuffled_workbook_proves_the_same(proof: dict[str, Table]) -> None:
    shuffled = copy.deepcopy(proof)
    for name in ("flows", "tiers", "rules", "groups"):
        shuffled[name].reverse()
    assert verify.verify(shuffled)["status"] == "proved"
