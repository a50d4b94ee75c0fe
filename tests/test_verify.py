"""The stand-alone checker: proves what is right, names what was changed, and never needs the product."""

from __future__ import annotations

import contextlib
import copy
import json
import subprocess
import sys
import zipfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import optimiser
from optimiser import verify
from optimiser.case import disprove
from optimiser.conflict import find_conflict
from optimiser.lp.stages import NoPlan
from optimiser.proof import certificate_json, tables
from optimiser.record import Made, Record
from optimiser.recorder import frame_of, with_conflict, with_plan
from optimiser.reports import plan_book
from optimiser.rounding import NotRepaired
from optimiser.scenario import Changed
from optimiser.verify import MARKED, Table, UnreadableError, mark, read, row_texts, table_hash
from tests.brute import tried
from tests.taz import solved
from tests.worlds import MLN, TIERS, Ins, Size, World, rule, seeded_worlds, world


@pytest.fixture(scope="module")
def record() -> Record:
    return solved()


@pytest.fixture(scope="module")
def proof(record: Record) -> dict[str, Table]:
    return tables(record)


def marked_again(found: dict[str, Table]) -> dict[str, Table]:
    """What a careful forger would do: every mark and hash made to fit the changed tables."""
    for name, keys in MARKED.items():
        texts = row_texts(found[name], keys)
        for row, text in zip(found[name], texts, strict=True):
            row["mark"] = mark(text)
        claim = next(row for row in found["claims"] if row["claim"] == f"hash {name}")
        claim["value"] = table_hash(texts)
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
    book, evil = tmp_path / "plan.xlsx", tmp_path / "evil.xlsx"
    plan_book.write(record, book, "nl")
    for encoding in ("utf-8", "utf-16"):
        with zipfile.ZipFile(book) as old, zipfile.ZipFile(evil, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "xl/sharedStrings.xml":
                    text = data.decode().replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
                    data = text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
                new.writestr(name, data)
        with pytest.raises(UnreadableError, match="DOCTYPE"):
            read(str(evil))


def test_a_shuffled_workbook_proves_the_same(proof: dict[str, Table]) -> None:
    shuffled = copy.deepcopy(proof)
    for name in ("flows", "tiers", "rules", "groups"):
        shuffled[name].reverse()
    assert verify.verify(shuffled)["status"] == "proved"


# ------------------------------------------------------------------------------------- small worlds: quick, and every kind of rule

MADE = Made(versions={}, solver="highs", options={}, programme_hash="", inputs_hash="", programme_file="", inputs_file="", unit_asked=1000, unit=1000)


@cache
def record_of(it_id: str) -> Record:
    """One of the small worlds, solved."""
    return told(SMALL[it_id])


def told(it: World) -> Record:
    """A world, solved, as a record."""
    changed, answer = Changed(it.programme, it.figures, ()), it.answer()
    record = frame_of(changed, ("base",), MADE)
    if isinstance(answer, NoPlan):
        return with_conflict(record, changed, it.grid, it.rules, find_conflict(answer, it.rules), disprove(answer))
    return with_plan(record, changed, it.grid, it.rules, answer, {}, ())


TWO = {"leren": Ins("leren", rate=20, absorption=70 * MLN), "steun": Ins("leren", rate=10, absorption=70 * MLN, tiers=TIERS[1])}
LINES = {"fonds": 40 * MLN, "rijk": 60 * MLN}
SMALL = {
    # 100 million a year, 70 at 20 persons a million and 30 at 10: 1700 a year
    "plain": world(years=(2024, 2025), instruments=TWO, budgets=LINES),
    "share": world(rule("share", select={"instrument": "steun"}, whole={"spent": {}}, at_least="2/5"), years=(2024,), instruments=TWO, budgets=LINES),
    # leren at least 80 of 70 that count, and exactly 30 million for steun: 10 million short of one of the two
    "wish": world(
        rule("limit", "more", select={"instrument": "leren"}, at_least=80 * MLN, soft={"priority": 1, "weight": "2"}),
        rule("limit", "even", select={"instrument": "steun"}, exactly=30 * MLN, soft={"priority": 1, "weight": "1"}),
        rule("limit", "less", select={"instrument": "leren"}, at_most=60 * MLN, soft={"priority": 2, "weight": "1/2"}),
        years=(2024,),
        instruments=TWO,
        budgets=LINES,
    ),
    "cap": world(rule("effect-cap", select={"instrument": "leren"}, at_most=900), years=(2024,), instruments=TWO, budgets=LINES),
    "floor": world(rule("effect-floor", select={"instrument": "steun"}, at_least=400), years=(2024,), instruments=TWO, budgets=LINES),
    # leren at least 10 million, a wish of at most 10 million, and no more leren than twice steun: none of these limits a cell
    "loose": world(
        rule("limit", "least", select={"instrument": "leren"}, at_least=10 * MLN),
        rule("limit", "hoped", select={"instrument": "leren"}, at_most=10 * MLN, soft={"priority": 1, "weight": "1"}),
        rule("share", select={"instrument": "leren"}, whole={"spent": {"instrument": "steun"}}, at_most=2),
        years=(2024,),
        instruments=TWO,
        budgets=LINES,
    ),
    # 1000 persons cost 50 million at 20 persons a million
    "money": world(rule("effect-floor", at_least=1000), years=(2024,), instruments=TWO, budgets=LINES, balance={"at_most": 1}, goal="money"),
    # 70 million for leren and 30 for steun: two members, each with at least 20 million
    "whole": world(
        rule("minimum", "least", each="instrument", at_least=20 * MLN),
        rule("count", "few", each="instrument", at_most=2),
        years=(2024,),
        instruments=TWO,
        budgets=LINES,
    ),
    "none": world(rule("limit", "much", select={"instrument": "steun"}, at_least=120 * MLN), years=(2024,), instruments=TWO, budgets=LINES),
}


def small(name: str) -> dict[str, Table]:
    """A fresh copy of a small world's tables."""
    return copy.deepcopy(tables(record_of(name)))


def forged(name: str, table: str, key: str, value: str, **where: str) -> list[str]:
    """What is refuted when a careful forger writes something else in the rows of a table that have these ids."""
    found = small(name)
    rows = [row for row in found[table] if all(row[one] == wanted for one, wanted in where.items())]
    assert rows, (table, where)
    for row in rows:
        row[key] = value
    said = verify.verify(marked_again(found))
    assert (said["status"] == "refuted") == bool(said["refutations"])
    return list(said["refutations"])


@pytest.mark.parametrize("name", SMALL)
def test_small_worlds_are_proved(name: str) -> None:
    said, record = verify.verify(small(name)), record_of(name)
    assert said["status"] == "proved"
    assert name == "none" or Fraction(said["bound"]) == record.bound
    assert said.get("no_plan", False) == (name == "none")
    assert forged(name, "claims", "value", "0" * 16, claim="run") == []


def test_the_value_and_the_bound_are_those_worked_out_by_hand() -> None:
    said = verify.verify(small("plain"))
    assert (said["value"], said["bound"], said["gap"], said["keeps_rules"]) == ("3400", "3400", "0", True)
    assert verify.verify(small("cap"))["value"] == str(900 + 350 + 5 * 20)


@cache
def at_random() -> tuple[tuple[str, dict[str, Table]], ...]:
    """(status, tables) of random worlds."""
    found = []
    for it in seeded_worlds(120, Size(), 5):
        if it.accepted():
            with contextlib.suppress(NotRepaired):
                record = told(it)
                found.append((record.status, tables(record)))
    return tuple(found)


def test_random_worlds_are_proved_whatever_their_rules() -> None:
    """Wishes, effect caps and floors, money that moves between years, every goal."""
    refuted = [said["refutations"] for _, found in at_random() if (said := verify.verify(found))["refutations"]]
    assert refuted == []
    assert [status for status, _ in at_random()].count("optimal") > 60
    assert [status for status, _ in at_random()].count("infeasible") > 20


def test_the_only_best_plan_is_called_so_only_when_no_other_plan_equals_it() -> None:
    """Against all plans of tiny worlds, tried one by one."""
    said = {"yes": 0, "no": 0, "unknown": 0}
    for it, _, best in tried(400, 43):
        with contextlib.suppress(NotRepaired):
            record = told(it)
            if record.status != "optimal":
                continue
            only = verify.verify(tables(record))["only_best"]
            said[only] += 1
            if only == "yes":
                assert best.equals == 1
            if only == "no":
                assert best.value != record.total or best.equals > 1
    assert said["yes"] > 10
    assert said["no"] > 10


# (world, table, column, new text, which row, what the checker says); "" where the change is harmless
FORGERIES = [
    ("plain", "flows", "amount", "-1000000", {"source": "fonds", "instrument": "leren", "year": "2024"}, "Geldstromen fonds leren 2024: -1000000"),
    ("plain", "flows", "amount", "1/2", {"source": "fonds", "instrument": "leren", "year": "2024"}, "Geldstromen fonds leren 2024: 1/2"),
    ("plain", "flows", "amount", "1e9", {"source": "fonds", "instrument": "leren", "year": "2024"}, "is no exact number"),
    ("plain", "flows", "amount", "1/0", {"source": "fonds", "instrument": "leren", "year": "2024"}, "is no exact number"),
    ("plain", "flows", "amount", "9" * 2000, {"source": "fonds", "instrument": "leren", "year": "2024"}, "is no exact number"),
    ("plain", "tiers", "filled", "70000001", {"instrument": "leren", "year": "2024"}, "more counts than is there"),
    ("plain", "tiers", "filled", "-1", {"instrument": "steun", "year": "2024", "tier": "2"}, "more counts than is there"),
    ("plain", "tiers", "width", "69999999", {"instrument": "leren", "year": "2024"}, "more counts than is there (70000000 > 70000000)"),
    ("plain", "tiers", "filled", "1", {"instrument": "steun", "year": "2024", "tier": "2"}, "more counts than is there (30000001 > 30000000)"),
    ("plain", "tiers", "gap", "2", {"instrument": "leren", "year": "2024"}, "claim value"),
    ("plain", "claims", "value", "person-years", {"claim": "goal"}, "claim value"),
    ("plain", "claims", "value", "width", {"claim": "goal"}, "is no exact number"),
    ("plain", "claims", "value", "7", {"claim": "goal"}, "is no exact number"),
    ("plain", "claims", "value", "3399", {"claim": "bound"}, "claim bound: 3399"),
    ("plain", "claims", "value", "3401", {"claim": "bound"}, "claim gap: 0"),
    ("plain", "claims", "value", "1", {"claim": "gap"}, "claim gap: 1"),
    ("plain", "claims", "value", "-3400", {"claim": "value"}, "claim value: -3400"),
    ("plain", "claims", "value", "infeasible", {"claim": "status"}, "the bound is not negative"),
    ("plain", "plan", "plan", "70000001", {"line": "leren.2024"}, "Plan leren.2024: 70000001"),
    ("plain", "plan", "line", "leren.2030", {"line": "leren.2024"}, "Plan leren.2030: 70000000"),
    ("plain", "groups", "multiplier", "-1", {"instrument": "leren", "year": "2024"}, "wrong sign"),
    ("plain", "groups", "multiplier", "0", {"instrument": "leren", "year": "2024"}, "claim bound"),
    ("plain", "rules", "sense", "<", {"rule": "balance", "year": "2024", "member": "rijk"}, "sense <"),
    ("plain", "rules", "limit", "60000001", {"rule": "balance", "year": "2024", "member": "rijk"}, "broken by 1"),
    ("plain", "rules", "limit", "59999999", {"rule": "balance", "year": "2024", "member": "rijk"}, "broken by 1"),
    ("plain", "rules", "sense", ">=", {"rule": "balance", "year": "2024", "member": "rijk"}, "wrong sign"),
    ("plain", "rules", "over", "width: 1*[]", {"rule": "balance", "year": "2024", "member": "rijk"}, "is no exact number"),
    ("share", "rules", "limit", "41/100", {"rule": "share"}, "broken by 1000000"),
    ("share", "rules", "limit", "39/100", {"rule": "share"}, "claim bound"),
    ("share", "rules", "multiplier", "1/100000", {"rule": "share"}, "wrong sign"),
    ("share", "rules", "multiplier", "0", {"rule": "share"}, "claim bound"),
    ("wish", "wishes", "reached", "9999999", {"priority": "1"}, "wish 1: gemist / missed"),
    ("wish", "wishes", "reached", "9999999", {"priority": "2"}, "wish 2: gemist / missed"),
    ("wish", "wishes", "multiplier", "-1", {"priority": "1"}, "wish 1: multiplicator met verkeerd teken"),
    ("wish", "rules", "weight", "20", {"wish": "1"}, "wish 1: gemist / missed"),
    ("wish", "rules", "weight", "0", {"rule": "more"}, "gewicht / weight 0"),
    ("wish", "rules", "weight", "-1", {"rule": "less"}, "gewicht / weight -1"),
    ("cap", "rules", "limit", "899", {"rule": "effect-cap"}, "broken by 1"),
    ("floor", "rules", "limit", "401", {"rule": "effect-floor"}, "broken by 1"),
    ("none", "rules", "multiplier", "0", {}, "the bound is not negative: 0"),
    ("none", "rules", "limit", "100000000", {"rule": "much"}, "the bound is not negative: 0"),
    ("none", "claims", "value", "-99999999", {"claim": "bound"}, "claim bound: -99999999"),
]


@pytest.mark.parametrize(("name", "table", "key", "value", "where", "said"), FORGERIES)
def test_a_careful_forger_is_refuted_by_what_is_wrong(name: str, table: str, key: str, value: str, where: dict, said: str) -> None:
    assert any(said in text for text in forged(name, table, key, value, **where))


@pytest.mark.parametrize(
    ("rule_id", "key", "value", "said"),
    [
        ("least", "limit", str(30 * MLN + 1), f"{30 * MLN} < {30 * MLN + 1}"),  # one euro more than steun has
        ("few", "limit", "1", "2 > 1"),
        ("least", "multiplier", "1", "geen alles-of-nietsregel"),  # it is no row, so it has no price
        ("few", "over", "each instrument: 2*[]", "geen alles-of-nietsregel"),
        ("few", "over", "each stad: 1*[]", "geen kolom"),
        ("few", "over", "1*[]", ""),  # told as one amount, it is kept
    ],
)
def test_what_is_all_or_nothing_is_checked_member_by_member(rule_id: str, key: str, value: str, said: str) -> None:
    refuted = forged("whole", "rules", key, value, rule=rule_id)
    assert any(said in one for one in refuted) if said else refuted == []


def exchange(name: str, *moves: tuple[str, str, str, str]) -> dict[str, object]:
    """What the checker says when a proof shows this other plan."""
    found = small(name)
    found["exchange"] = [dict(zip(("source", "instrument", "year", "difference"), one, strict=True)) for one in moves]
    return verify.verify(found)


def swap(step: str = "1") -> Table:
    """Two lines that change places for a few euros in the plain world of 2024: nothing is lost."""
    held = {(one["source"], one["instrument"]): int(one["amount"]) for one in small("plain")["flows"] if one["year"] == "2024"}
    other = {"leren": "steun", "steun": "leren"}
    give = next(line for line in other if held["fonds", line] and held["rijk", other[line]])
    moves = (("fonds", give, f"-{step}"), ("fonds", other[give], step), ("rijk", other[give], f"-{step}"), ("rijk", give, step))
    return [{"source": a, "instrument": b, "year": "2024", "difference": c} for a, b, c in moves]


@pytest.mark.parametrize(
    ("moves", "only"),
    [
        ((), "unknown"),
        ((("fonds", "leren", "2024", "0"),), "refuted"),
        ((("fonds", "leren", "2030", "0"), ("fonds", "leren", "2024", "1")), "refuted"),
        ((("fonds", "leren", "2024", "1000"), ("fonds", "steun", "2024", "-1000")), "refuted"),
        ((("fonds", "leren", "2024", "SWAP"),), "no"),
        ((("fonds", "leren", "2024", "HALF"),), "refuted"),
        ((("fonds", "leren", "2024", "FAR"),), "refuted"),
    ],
)
def test_another_plan_is_believed_only_when_it_is_whole_as_good_and_keeps_the_rules(moves: tuple, only: str) -> None:
    steps = {"SWAP": "1", "HALF": "1/2", "FAR": "99000000"}
    if moves and moves[0][3] in steps:
        moves = tuple(tuple(one.values()) for one in swap(steps[moves[0][3]]))
    said = exchange("plain", *moves)
    assert said["status"] == ("refuted" if only == "refuted" else "proved")
    assert said["only_best"] == ("unknown" if only == "refuted" else only)


def test_less_money_is_better_when_the_goal_is_money() -> None:
    said = verify.verify(small("money"))
    assert (said["value"], said["bound"], said["gap"]) == (str(50 * MLN), str(50 * MLN), "0")
    assert any("claim bound: 50000001" in text for text in forged("money", "claims", "value", "50000001", claim="bound"))
    assert forged("money", "claims", "value", "49999999", claim="bound") == ["bewering / claim gap: 0, gevonden / found 1"]


def test_only_ceilings_on_sums_of_cells_limit_a_cell() -> None:
    """Tiers at 20 and 10 persons a million, no other multiplier: both cells of a line gain 20 or 10 up to its budget, and nothing less."""
    found = small("loose")
    for row in (*found["rules"], *found["wishes"]):
        row["multiplier"] = "0"
    for row in found["groups"]:
        row["multiplier"] = {"leren": "1/50000", "steun": "1/100000"}[row["instrument"]]
    assert verify.verify(marked_again(found))["bound"] == str(100 * 20 + 100 * 10)


def test_a_wish_prices_only_its_own_shortfalls_and_limits_them_by_its_weight() -> None:
    """At most 60 million for leren at a price of 1, missed by what wish 2 lets miss at weight 1/2; wish 1 at 10; steun gains 10 a million."""
    found = small("wish")
    for row in (*found["rules"], *found["wishes"]):
        row["multiplier"] = {"less": "1"}.get(row.get("rule", ""), "10" if row.get("priority") == "1" else "0")
    for row in found["groups"]:
        row["multiplier"] = {"leren": "1/50000", "steun": "1/100000"}[row["instrument"]]
    reached = {row["priority"]: Fraction(row["reached"]) for row in found["wishes"]}
    assert reached["2"] > 0
    assert Fraction(str(verify.verify(marked_again(found))["bound"])) == 60 * MLN + 1000 + 2 * reached["2"] + 10 * reached["1"]


@pytest.mark.parametrize(
    ("rule_id", "y", "rest", "part"),
    [("more", "-1", -80 * MLN + 100 * MLN, Fraction(1, 2)), ("even", "1", 30 * MLN - 1000, 1), ("even", "-1", -30 * MLN + 100 * MLN, 1)],
)
def test_a_wish_from_below_or_on_both_sides_is_missed_by_what_is_reached(rule_id: str, y: str, rest: int, part: Fraction) -> None:
    found = small("wish")
    for row in (*found["rules"], *found["wishes"]):
        row["multiplier"] = y if row.get("rule") == rule_id else "0"
    for row in found["groups"]:
        row["multiplier"] = {"leren": "1/50000", "steun": "1/100000"}[row["instrument"]]
    reached = next(Fraction(row["reached"]) for row in found["wishes"] if row["priority"] == "1")
    assert Fraction(str(verify.verify(marked_again(found))["bound"])) == rest + 3000 + part * reached


def test_a_ceiling_on_part_of_a_cell_limits_it_by_that_part() -> None:
    """Half of what a line has is at most half of its budget: the same limit."""
    found = small("loose")
    for row in (*found["rules"], *found["wishes"]):
        row["multiplier"] = "0"
        if row.get("rule") == "balance":
            row["over"], row["limit"] = row["over"].replace("1*[", "1/2*["), str(Fraction(row["limit"]) / 2)
    for row in found["groups"]:
        row["multiplier"] = {"leren": "1/50000", "steun": "1/100000"}[row["instrument"]]
    assert verify.verify(marked_again(found))["bound"] == "3000"


@pytest.mark.parametrize("name", SMALL)
def test_prices_without_a_short_common_denominator_add_up_to_the_same_bound(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = verify.verify(small(name))
    monkeypatch.setattr(verify, "WIDEST", 1)
    assert verify.verify(small(name)) == said


@pytest.mark.parametrize(("sense", "part", "bound"), [("<=", "1/2", 3000), ("<=", "2", None), (">=", "1/2", None)])
def test_a_ceiling_in_several_parts_limits_a_cell_by_what_they_come_to_together(sense: str, part: str, bound: int | None) -> None:
    """All of a line less a part of it is at most the rest of its budget; when more than all is taken away, nothing limits its cells."""
    found = small("loose")
    for row in (*found["rules"], *found["wishes"]):
        row["multiplier"] = "0"
        if row.get("rule") == "balance":
            where = row["over"].removeprefix("1*")
            row["over"], row["sense"] = f"1*{where} + -{part}*{where}", sense
            row["limit"] = str(max(0, (1 - Fraction(part)) * Fraction(row["limit"])))
    for row in found["groups"]:
        row["multiplier"] = {"leren": "1/50000", "steun": "1/100000"}[row["instrument"]]
    assert verify.verify(marked_again(found))["bound"] == ("" if bound is None else str(bound))


def test_a_column_without_a_limit_proves_nothing_and_is_named() -> None:
    found = small("plain")
    for row in found["rules"]:
        row["sense"], row["multiplier"] = ">=", "0"
    said = verify.verify(marked_again(found))
    assert "kolom / column fonds leren 2024: geen bovengrens / no upper bound" in said["refutations"]
    assert (said["status"], said["bound"], said["gap"]) == ("refuted", "", "")
    found = small("none")
    for row in found["rules"]:
        row["sense"], row["multiplier"] = ">=", "-1"
    said = verify.verify(marked_again(found))
    assert "de grens is niet negatief / the bound is not negative: None" in said["refutations"]


def test_an_effect_row_that_is_wrong_is_named_by_its_line_and_tier() -> None:
    said = forged("plain", "tiers", "rate", "x", instrument="steun", year="2024", tier="2")
    assert "Effect steun 2024 2 tarief: 'x' is geen exact getal / is no exact number" in said


@pytest.mark.parametrize("text", ["1*[source=rijk;year=2024] + 5", "5 + 1/2*[source=rijk;year=2024] + 1/2*[source=rijk;year=2024]"])
def test_a_constant_counts_in_a_sum(text: str) -> None:
    here = {"rule": "balance", "year": "2024", "member": "rijk"}
    assert any("broken by 5" in one for one in forged("plain", "rules", "over", text, **here))
    found = small("plain")
    row = next(row for row in found["rules"] if all(row[key] == value for key, value in here.items()))
    row["over"], row["limit"] = text, str(60 * MLN + 5)
    assert verify.verify(marked_again(found))["refutations"] == []


def test_a_constant_counts_in_what_a_share_is_of() -> None:
    """steun at least 2/5 of everything; 100 euros more to have a share of is 40 euros short."""
    found = small("share")
    row = next(row for row in found["rules"] if row["rule"] == "share")
    assert any("broken by 40" in one for one in forged("share", "rules", "under", row["under"] + " + 100", rule="share"))
    assert forged("share", "rules", "over", row["over"] + " + 40", rule="share") != []
    row["over"], row["under"] = row["over"] + " + 40", row["under"] + " + 100"
    assert verify.verify(marked_again(found))["refutations"] == []


@pytest.mark.parametrize(
    ("name", "moves"),
    [
        # as good in money, but 1000 euros of the line are no longer spent on steun, and then a share is too low
        ("share", (("leren", 1000), ("steun", -1000))),
        # keeps every rule, but is worse
        ("plain", (("leren", -1000), ("steun", 1000))),
    ],
)
def test_another_plan_must_be_as_good_and_keep_the_rules(name: str, moves: tuple) -> None:
    held = {(one["source"], one["instrument"]): int(one["amount"]) for one in small(name)["flows"] if one["year"] == "2024"}
    source = next(line for line in LINES if all(held[line, instrument] + step >= 0 for instrument, step in moves))
    said = exchange(name, *((source, instrument, "2024", str(step)) for instrument, step in moves))
    assert (said["status"], said["only_best"]) == ("refuted", "unknown")


def test_another_plan_that_breaks_a_rule_is_refuted_even_when_it_is_as_good() -> None:
    """Less of one line on steun and as much more of the other: the same effect, but each line must be spent as it is."""
    held = {(one["source"], one["instrument"]): int(one["amount"]) for one in small("plain")["flows"] if one["year"] == "2024"}
    instrument = "leren" if held["fonds", "leren"] else "steun"
    one_way = exchange("plain", ("fonds", instrument, "2024", "-1"), ("rijk", instrument, "2024", "1"))
    assert (one_way["status"], one_way["only_best"]) == ("refuted", "unknown")


def test_another_plan_with_a_flow_that_does_not_exist_is_refuted() -> None:
    found = small("plain")
    found["exchange"] = [*swap(), {"source": "elders", "instrument": "leren", "year": "2024", "difference": "1"}]
    assert verify.verify(found)["status"] == "refuted"
    found["exchange"] = swap()
    assert verify.verify(found)["only_best"] == "no"


def test_wishes_out_of_reach_prove_nothing_about_plans() -> None:
    found = small("none")
    found["wishes"] = [{"priority": "1", "reached": "-1", "multiplier": "1"}]
    assert any("rules out no plan" in text for text in verify.verify(marked_again(found))["refutations"])


def test_a_looser_bound_is_true_as_well() -> None:
    found = small("plain")
    for row in found["claims"]:
        row["value"] = {"bound": "3410", "gap": "10"}.get(row["claim"], row["value"])
    said = verify.verify(found)
    assert (said["status"], said["bound"], said["gap"]) == ("proved", "3400", "0")
    assert forged("none", "claims", "value", "-1", claim="bound") == []


@pytest.mark.parametrize("name", ["plain", "wish", "cap"])
def test_a_changed_cell_is_named_by_its_row_and_its_table(name: str) -> None:
    for table, keys in MARKED.items():
        for key in keys:
            found = small(name)
            for row in found[table][:1]:
                row[key] += "0" if key in ("limit", "weight", "amount") else "/1"
                said = verify.verify(found)["refutations"]
                assert any(text.startswith(f"{table} ") and "row was changed" in text for text in said), (table, key)
                assert any(text.startswith(f"hash {table}: ") for text in said)
    found = small(name)
    found["flows"][0]["mark"] = "0" * 12
    assert ["row was changed" in text for text in verify.verify(found)["refutations"]] == [True]


@cache
def book_of(name: str, folder: Path) -> Path:
    """The workbook of a small world."""
    plan_book.write(record_of(name), folder / f"{name}.xlsx", "en")
    return folder / f"{name}.xlsx"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("books")


@pytest.mark.parametrize("name", ["plain", "wish"])
def test_a_small_workbook_holds_the_same_proof(name: str, books: Path) -> None:
    found = read(str(book_of(name, books)))
    for table, keys in MARKED.items():
        assert [[row[key] for key in keys] for row in found[table]] == [[row[key] for key in keys] for row in small(name)[table]]
    assert verify.main([str(book_of(name, books))]) == 0


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("xl/tables/table", b"<tableColumns", b"<!ENTITY a><tableColumns", "DOCTYPE"),
        ("xl/tables/table", b"<tableColumns", b"<!DOCTYPE a><tableColumns", "DOCTYPE"),
        ("xl/tables/table", b' ref="', b' ref="A1:ZZ99999999" was="', "te groot"),
        ("xl/tables/table", b' ref="', b' ref="?:?" was="', "cel"),
        ("xl/worksheets/sheet", b' t="s"><v>', b' t="s"><v>9999999', "IndexError"),
        ("xl/worksheets/sheet", b"<sheetData>", b"<sheetData><", "ParseError"),
    ],
)
def test_a_damaged_workbook_is_said_to_be_no_plan(part: str, old: bytes, new: bytes, said: str, books: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(book_of("plain", books)) as whole, zipfile.ZipFile(evil, "w") as parts:
        for name in whole.namelist():
            parts.writestr(name, whole.read(name).replace(old, new) if name.startswith(part) else whole.read(name))
    with pytest.raises(UnreadableError, match=said):
        read(str(evil))


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_TAGS"])
def test_a_part_that_unpacks_to_too_much_is_refused(books: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(verify, limit, 1000)
    with pytest.raises(UnreadableError, match="too large"):
        read(str(book_of("plain", books)))


def test_a_workbook_cut_short_or_overwritten_is_never_more_than_unreadable(books: Path, tmp_path: Path) -> None:
    whole, broken = book_of("plain", books).read_bytes(), tmp_path / "broken.xlsx"
    for position in range(0, len(whole), len(whole) // 40):
        for data in (whole[:position], whole[:position] + b"\x99" * 30 + whole[position + 30 :]):
            broken.write_bytes(data)
            with contextlib.suppress(UnreadableError):
                verify.verify(read(str(broken)))


@pytest.mark.parametrize(
    ("table", "rows"), [("flows", [3]), ("flows", [{}]), ("exchange", 3), ("wishes", None), ("plan", [{"line": "a", "plan": 1}])]
)
def test_a_certificate_with_another_shape_is_no_certificate(table: str, rows: object, tmp_path: Path) -> None:
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps({"tables": {**small("plain"), table: rows}}), encoding="utf-8")
    with pytest.raises(UnreadableError, match=table):
        read(str(path))


def test_the_exit_code_says_proved_refuted_or_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps({"tables": small("plain")}), encoding="utf-8")
    assert verify.main([str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "proved"
    path.write_text(path.read_text(encoding="utf-8").replace('"value": "3400"', '"value": "3401"'), encoding="utf-8")
    assert verify.main([str(path)]) == 4
    assert "claim value: 3401" in capsys.readouterr().out
    assert verify.main([]) == verify.main(["a", "b"]) == 2
    assert "Exit code" in capsys.readouterr().out
    assert verify.main([str(tmp_path / "absent")]) == 2
    assert "absent" in capsys.readouterr().err
