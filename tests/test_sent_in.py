"""What exactly did the person change: with the record of the run at hand, without it, and however the file was handled on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimiser.faults import Fault, Refused
from optimiser.language import LANGS
from optimiser.plan_reading import read_plan
from optimiser.run import Case, read_case, solve_record
from optimiser.sent_in import SentIn, compare, missing_reasons
from optimiser.writing import write_all
from tests.commands.running import small_case
from tests.edited import edited
from tests.office import need_office, recalculate

MLN = 1_000_000
TAKEN, SCHOLING = ("taken", "2025"), ("scholing", "2025")
Change = Callable[[Worksheet], None]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = small_case(tmp_path_factory.mktemp("case") / "small")
    return read_case(str(folder / "models" / "small.toml"), input=str(folder / "inputs" / "small.xlsx"))


@pytest.fixture(scope="module")
def books(case: Case, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plan in each language, its record beside it."""
    record, found = solve_record(case), {}
    for lang in LANGS:
        folder = tmp_path_factory.mktemp(lang)
        write_all(record, folder, lang, folder)
        found[lang] = folder / "plan.xlsx"
    return found


@pytest.fixture(params=["nl-with-record", "en-by-mail"])
def plan(request: pytest.FixtureRequest, books: dict[str, Path], tmp_path: Path) -> Path:
    """The plan with its record beside it, or sent by mail without it."""
    lang, _, alone = str(request.param).partition("-")
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "plan.xlsx").write_bytes(books[lang].read_bytes())
    if alone == "with-record":
        (folder / "record.json").write_bytes(books[lang].with_name("record.json").read_bytes())
    return folder / "plan.xlsx"


@pytest.fixture(scope="module")
def before(case: Case, books: dict[str, Path]) -> SentIn:
    """The plan as it was made."""
    return sent(case, books["nl"])


def sent(case: Case, path: Path) -> SentIn:
    return compare(case.grid, read_plan(path), path.parent)


def faults(case: Case, path: Path) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        sent(case, path)
    return list(refused.value.faults)


def touched(read: SentIn) -> dict[tuple[str, str], tuple[int | None, int]]:
    """The lines that were changed: as made and as sent in."""
    return {key: (line.was, line.typed) for key, line in read.lines.items() if line.touched}


def largest(before: SentIn, line: tuple[str, str]) -> tuple[str, str, int]:
    """The flow that pays most of a line."""
    flows = {flow: amount for flow, amount in before.flows.items() if flow[1:] == line}
    source, instrument, year = max(sorted(flows), key=lambda flow: flows[flow])
    return source, instrument, int(year)


def handled(plan: Path, sheet: tuple[str, ...], change: Change) -> Path:
    """The plan after something was done to one of its sheets."""
    book = load_workbook(plan)
    change(next(page for page in book if page.title in sheet))
    target = plan.with_name("handled.xlsx")
    book.save(target)
    return target


def test_nothing_changed(case: Case, plan: Path) -> None:
    read = sent(case, plan)
    assert (touched(read), read.wished, read.locks) == ({}, (), ())
    assert missing_reasons(read) == []


def test_a_changed_plan_column_counts(case: Case, plan: Path, before: SentIn) -> None:
    was = before.lines[TAKEN].typed
    read = sent(case, edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": was + MLN}}))
    assert touched(read) == {TAKEN: (was, was + MLN)}
    assert read.wished == ()


def test_a_changed_flow_counts_without_the_plan_column(case: Case, plan: Path, before: SentIn) -> None:
    was, flow = before.lines[TAKEN].typed, largest(before, TAKEN)
    read = sent(case, edited(plan, plan.with_name("e.xlsx"), flows={flow: {"more": -2 * MLN}}))
    assert touched(read) == {TAKEN: (was, was - 2 * MLN)}
    assert read.wished == ((flow[0], "taken", "2025"),)


def test_plan_and_flow_changed_alike_agree(case: Case, plan: Path, before: SentIn) -> None:
    was, flow = before.lines[TAKEN].typed, largest(before, TAKEN)
    path = edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": was - MLN}}, {flow: {"more": -MLN}})
    assert [typed for _, typed in touched(sent(case, path)).values()] == [was - MLN]


def test_plan_and_flow_that_disagree_are_a_fault_with_both_cells(case: Case, plan: Path, before: SentIn) -> None:
    was, flow = before.lines[TAKEN].typed, largest(before, TAKEN)
    path = edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": was - MLN}}, {flow: {"more": -2 * MLN}})
    (fault,) = faults(case, path)
    assert (fault.code, fault.sheet, fault.cell[0]) == ("plan-against-flows", "Plan", "F")
    said = fault.as_json("nl")["expected"]
    assert "!G" in said, said
    assert "taken.2025" in said


@pytest.mark.parametrize(
    ("typed", "sense", "more"),
    [
        ("vast", "exactly", None),
        ("Fixed ", "exactly", None),
        ("ten minste", "at_least", None),
        ("at most", "at_most", None),
        ("Ten hoogste 1.000.000", "at_most", MLN),
    ],
)
def test_a_lock_holds_the_amount_of_its_line_or_its_own(case: Case, plan: Path, before: SentIn, typed: str, sense: str, more: int | None) -> None:
    was = before.lines[TAKEN].typed
    (lock,) = sent(case, edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"lock": typed, "reason": "daarom"}})).locks
    assert (lock.instrument, lock.year, lock.sense, lock.amount) == (*TAKEN, sense, was if more is None else more)
    assert (lock.reason, lock.place[:6], lock.file) == ("daarom", "Plan!G", "e.xlsx")


def test_an_unknown_lock_says_what_was_probably_meant(case: Case, plan: Path) -> None:
    (fault,) = faults(case, edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"lock": "ten minnste"}}))
    assert (fault.code, fault.cell[0]) == ("unknown-lock", "G")
    assert "ten minste" in fault.as_json("nl")["mend"]


def test_a_reason_is_missing_where_it_belongs_and_may_be_given_by_line(case: Case, plan: Path) -> None:
    path = edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": 20 * MLN}, "scholing.2025": {"plan": 1, "reason": "krimp"}})
    read = sent(case, path)
    (fault,) = missing_reasons(read)
    assert (fault.code, fault.sheet, fault.cell[0]) == ("missing-reason", "Plan", "H")
    assert missing_reasons(read.with_reason({"taken.2025": "groei"})) == []
    assert [line.reason for line in read.with_reason("groei").lines.values() if line.touched] == ["krimp", "groei"]


def test_a_plan_from_before_there_were_locks_and_reasons_is_asked_for_one_all_the_same(case: Case, plan: Path) -> None:
    def older(page: Worksheet) -> None:
        page.delete_cols(7, 2)

    read = sent(case, handled(edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": 20 * MLN}}), ("Plan",), older))
    (fault,) = missing_reasons(read)
    assert (fault.cell[0], fault.as_json("en")["mend"]) == ("F", 'give --reason "..."')


def sorted_the_other_way(page: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    for number, row in enumerate(reversed(rows), start=5):
        for column, value in enumerate(row, start=1):
            page.cell(number, column).value = value


def other_case(page: Worksheet) -> None:
    for row in range(5, page.max_row + 1):
        for column in range(1, page.max_column + 1):
            value = page.cell(row, column).value
            if value in ("taken", "breed", "scholing"):
                page.cell(row, column).value = f" {value.upper()}"


def hidden(page: Worksheet) -> None:
    page.row_dimensions[6].hidden = True
    page.column_dimensions["A"].hidden = True


def renamed(page: Worksheet) -> None:
    page.title = {"Plan": "Plan 2", "Geldstromen": "Flows", "Flows": "Geldstromen"}[page.title]


def an_extra_column(page: Worksheet) -> None:
    page.insert_cols(2)
    page.cell(4, 2).value = "opmerking"
    page.cell(5, 2).value = "let op"


def a_total_below(page: Worksheet) -> None:
    page.cell(page.max_row + 2, 1).value = "Totaal"
    page.cell(page.max_row, 6).value = 999


@pytest.mark.parametrize("sheet", [("Plan",), ("Geldstromen", "Flows")], ids=["plan", "flows"])
@pytest.mark.parametrize("change", [sorted_the_other_way, other_case, hidden, renamed, an_extra_column])
def test_what_changes_nothing(case: Case, plan: Path, before: SentIn, sheet: tuple[str, ...], change: Change) -> None:
    was = before.lines[TAKEN].typed
    path = handled(edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": was + MLN, "lock": "vast"}}), sheet, change)
    read = sent(case, path)
    assert touched(read) == {TAKEN: (was, was + MLN)}
    assert [lock.rule for lock in read.locks] == ["lock.taken.2025"]


def test_a_total_typed_below_the_plan_is_no_line(case: Case, plan: Path) -> None:
    assert touched(sent(case, handled(plan, ("Plan",), a_total_below))) == {}


def without(line: str) -> Change:
    def change(page: Worksheet) -> None:
        page.delete_rows(next(row for row in range(5, page.max_row + 1) if page.cell(row, 1).value == line))

    return change


def without_first_money(page: Worksheet) -> None:
    page.delete_rows(next(row for row in range(5, page.max_row + 1) if page.cell(row, 7).value))


def twice(page: Worksheet) -> None:
    for column in range(1, page.max_column + 1):
        page.cell(page.max_row + (column == 1), column).value = page.cell(5, column).value


def put(column: int, value: Any) -> Change:
    def change(page: Worksheet) -> None:
        page.cell(5, column).value = value

    return change


@pytest.mark.parametrize(
    ("sheet", "change", "code"),
    [
        (("Plan",), without("taken.2025"), "missing-line"),
        (("Geldstromen", "Flows"), without_first_money, "missing-line"),
        (("Plan",), twice, "line-twice"),
        (("Geldstromen", "Flows"), twice, "line-twice"),
        (("Geldstromen", "Flows"), put(1, "bred"), "unknown-id"),
        (("Geldstromen", "Flows"), put(1, None), "empty-cell"),
    ],
)
def test_rows_that_are_gone_doubled_or_unknown_are_named(case: Case, plan: Path, sheet: tuple[str, ...], change: Change, code: str) -> None:
    found = faults(case, handled(plan, sheet, change))
    assert {fault.code for fault in found} == {code}
    assert {fault.sheet for fault in found} <= set(sheet)


def test_a_flow_that_cannot_be_is_named(case: Case, plan: Path) -> None:
    """vvt may not pay taken: a row that somebody typed below the table."""

    def add(page: Worksheet) -> None:
        row = page.max_row + 1
        for column, value in ((1, "vvt"), (3, "taken"), (6, 2025), (7, MLN)):
            page.cell(row, column).value = value

    (fault,) = faults(case, handled(plan, ("Geldstromen", "Flows"), add))
    assert (fault.code, fault.found) == ("flow-without-budget", "vvt taken 2025")


def test_a_record_of_another_run_is_not_believed(case: Case, plan: Path) -> None:
    record = plan.with_name("record.json")
    if record.is_file():
        record.write_text(record.read_text(encoding="utf-8").replace('"amount": ', '"amount": 1'), encoding="utf-8")
    assert touched(sent(case, plan)) == {}


def test_a_formula_without_a_saved_value_is_a_fault(case: Case, plan: Path) -> None:
    path = edited(plan, plan.with_name("e.xlsx"), {"taken.2025": {"plan": "=1000000+500000"}})
    assert [fault.code for fault in faults(case, path)] == ["formula-without-value"]


def test_a_file_saved_by_libreoffice_says_the_same_and_its_formulas_count(case: Case, books: dict[str, Path], tmp_path: Path, before: SentIn) -> None:
    need_office()
    was = before.lines[TAKEN].typed
    typed: Mapping[str, Mapping[str, Any]] = {
        "taken.2025": {"plan": was + MLN, "lock": "ten minste", "reason": "groei"},
        "scholing.2025": {"plan": "=1000000+500000"},
    }
    path = edited(books["nl"], tmp_path / "e.xlsx", typed)
    read = sent(case, recalculate(path, tmp_path / "office"))
    assert touched(read) == {TAKEN: (was, was + MLN), SCHOLING: (before.lines[SCHOLING].typed, 1_500_000)}
    assert [(lock.rule, lock.amount, lock.reason) for lock in read.locks] == [("lock.taken.2025.at-least", was + MLN, "groei")]
