"""The ministry's table as data: what stands in it, what is not known, and how it is rounded."""

from __future__ import annotations

from pathlib import Path

import pytest

import optimiser
from optimiser.budget_table import BudgetTable
from optimiser.record import Record, from_json, to_json
from tests.budget import record_of
from tests.taz import solved

GOLDEN = Path(__file__).parent / "golden" / "budget-taz.txt"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record_of(tmp_path_factory.mktemp("placed"), placed=True)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record_of(tmp_path_factory.mktemp("bare"), placed=False)


def told(table: BudgetTable) -> str:
    """One line a row: level, id, name, printed numbers (a share for what is legally committed)."""
    lines = [f"{table.name.nl} | begroting {table.year} | {' '.join(table.years)}"]
    for row in table.rows:
        shares = [None if share is None else f"{float(share):.4f}" for share in table.legal]
        numbers = ["n.b." if one is None else str(one) for one in (shares if row.level == "legal" else row.printed)]
        lines.append(" | ".join([row.level, row.id, row.name.nl, " ".join(numbers)]))
    return "\n".join(lines) + "\n"


def test_the_table_of_the_shipped_case_is_the_golden_one() -> None:
    assert told(solved().budget[0]) == GOLDEN.read_text(encoding="utf-8")


def test_part_kind_and_scheme_stand_under_the_article(placed: Record) -> None:
    (table,) = placed.budget
    assert (table.name.nl, table.name.en, table.year) == ("Artikel 4 Zorgbreed beleid", "Article 4 Care-wide policy", "2024")
    assert [(row.level, row.id) for row in table.rows] == [
        ("commitments", ""),
        ("guarantees", ""),
        ("outlays", ""),
        ("legal", ""),
        ("part", "arbeidsmarkt"),
        ("kind", "subsidies"),
        ("scheme", "opschaling"),
        ("scheme", "scholing"),
        ("kind", "opdrachten"),
        ("scheme", "taken"),
        ("receipts", ""),
    ]


def test_without_articles_every_space_is_a_part(bare: Record) -> None:
    (table,) = bare.budget
    assert table.name.nl == "Klein programma"
    assert [(row.level, row.id) for row in table.rows if row.level in ("part", "kind")] == [
        ("part", "innovatie"),
        ("kind", "niet-ingedeeld"),
        ("part", "leren"),
        ("kind", "niet-ingedeeld"),
    ]


def test_what_is_not_known_stays_unknown_in_every_total_above_it_and_marks_stay(placed: Record) -> None:
    (table,) = placed.budget
    columns = {year: [(row.id or row.level, row.printed[place]) for row in table.rows if row.printed] for place, year in enumerate(table.years)}
    assert dict(columns["2022"])["outlays"] == 5  # 4.5, and halves go up
    assert dict(columns["2023"])["opschaling"] == 10_000
    assert dict(columns["2023"])["scholing"] == 15_000  # the column 'year before'
    assert dict(columns["2023"])["taken"] is None
    assert dict(columns["2023"])["opdrachten"] is None
    assert dict(columns["2023"])["subsidies"] == 25_000
    assert dict(columns["2023"])["outlays"] is None
    assert dict(columns["2026"]) == {
        **dict.fromkeys(("commitments", "guarantees", "receipts")),
        **dict.fromkeys(("outlays", "arbeidsmarkt", "subsidies", "opschaling"), 2),
        **dict.fromkeys(("opdrachten", "taken"), "PM"),
        "scholing": "n.v.t.",
    }
    assert dict(columns["2027"])["outlays"] == "n.v.t."
    assert dict(columns["2028"])["outlays"] is None


def test_commitments_receipts_and_what_is_legally_committed(placed: Record) -> None:
    (table,) = placed.budget
    commitments, receipts, legal = (table.of(level) for level in ("commitments", "receipts", "legal"))
    assert commitments is not None
    assert receipts is not None
    assert legal is not None
    at = table.years.index("2024")
    assert commitments.exact[at] == 3 * 10_400
    assert commitments.printed[at] == 31
    assert receipts.printed[table.years.index("2025")] == 0
    # Committed 2024: only scholing, 10 million of 120,000,751 euros; for 2025 nobody says anything.
    assert legal.exact[at] == 10_000_000
    share = table.legal[at]
    assert share is not None
    assert (share.numerator, share.denominator) == (10_000_000, 120_000_751)
    assert table.legal[table.years.index("2025")] is None


@pytest.mark.parametrize("which", ["placed", "bare"])
def test_printed_numbers_add_up_and_stand_next_to_their_amounts(which: str, request: pytest.FixtureRequest) -> None:
    record: Record = request.getfixturevalue(which)
    for table in record.for_budget(2022, 2024, 2025).budget:
        schemes = [row for row in table.rows if row.level == "scheme"]
        outlays = table.of("outlays")
        assert outlays is not None
        for column in range(len(table.years)):
            parts = [row.printed[column] for row in schemes]
            if None not in parts and any(isinstance(one, int) for one in parts):
                assert outlays.printed[column] == sum(one for one in parts if isinstance(one, int))
        for row in table.rows:
            for exact, shown in zip(row.exact, row.printed, strict=False):
                assert not isinstance(exact, int) or shown in (exact // 1000, -(-exact // 1000))


def test_the_exact_outlays_are_the_plan(placed: Record) -> None:
    (table,) = placed.budget
    for row in table.rows:
        for year in placed.years if row.level == "scheme" else ():
            spent = sum(flow.amount for flow in placed.flows if (flow.instrument, flow.year) == (row.id, year))
            assert row.exact[table.years.index(year)] == spent
    assert any(isinstance(one, int) and one % 1000 for row in table.rows if row.level == "scheme" for one in row.exact)


def test_a_record_with_its_tables_comes_back_from_json(placed: Record) -> None:
    assert from_json(to_json(placed)) == placed


def test_other_budget_years_have_their_own_tables_and_the_run_keeps_its_id(placed: Record) -> None:
    other = placed.for_budget(2025, 2024)
    assert [table.year for table in other.budget] == ["2025", "2024"]
    assert other.budget[1] == placed.budget[0]
    assert other.id == placed.id


def test_a_scenario_that_decides_on_a_further_year_goes_before_what_the_workbook_says_of_it(tmp_path: Path) -> None:
    from tests.budget import folder_of

    record = optimiser.solve(str(folder_of(tmp_path, placed=True)), scenario="longer", unit=1)
    outlays = record.budget[0].of("outlays")
    assert outlays is not None
    assert outlays.exact[record.budget[0].years.index("2026")] == 140_000_000


def test_a_case_without_a_plan_has_no_table() -> None:
    record = solved("share-of-grand-total")
    assert (record.status, record.schemes, record.budget) == ("infeasible", (), ())
