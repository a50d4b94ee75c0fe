"""Where keys, languages and programs meet: renamed scenarios, removed rows, translated and re-saved workbooks, formulas."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimiser.faults import Refused
from optimiser.merging.merge import Merged, merge
from optimiser.office import find_office
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests import office, small, taz
from tests.merging import edits
from tests.merging.edits import content
from tests.small import MLN, Rows, bare
from tests.worlds import Size, seeded_worlds

Change = Callable[[Rows], Any]


def run(folder: Path, mine: Change, theirs: Change, base: Rows | None = None) -> Merged:
    """The merge of two changed copies."""
    paths = []
    for name, change in (("basis", lambda rows: None), ("mijn", mine), ("hun", theirs)):
        rows = copy.deepcopy(base or edits.base())
        change(rows)
        paths.append(small.write(folder / f"{name}.xlsx", rows))
    return merge(*paths, out=folder / "samen.xlsx")


def told(done: Merged) -> list[tuple[str, str, str, str]]:
    return [(line.side, line.what, line.row, line.column) for line in done.lines]


def row(path: Path, sheet: str, id: str) -> dict[str, Any]:
    """A row of a written workbook by header."""
    lines = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return dict(zip(map(str, lines[0]), next(line for line in lines[1:] if line[0] == id), strict=True))


def test_a_scenario_that_one_renamed_takes_what_the_other_changed_in_it(tmp_path: Path) -> None:
    def mine(rows: Rows) -> None:
        rows["Scenarios"][0][4] = "zuinig"

    def theirs(rows: Rows) -> None:
        rows["Scenarios"][2][4] = 16 * MLN

    done = run(tmp_path, mine, theirs)
    assert told(done) == [("mine", "renamed", "", "zuinig"), ("theirs", "cell", "source.vvt.2025", "zuinig")]
    assert row(done.path, "Scenarios", "source.vvt.2025")["zuinig"] == 16 * MLN


def test_a_scenario_that_both_renamed_is_a_conflict_in_its_header_and_one_added_twice_in_its_cells(tmp_path: Path) -> None:
    def rename(name: str, value: int) -> Change:
        def change(rows: Rows) -> None:
            rows["Scenarios"][0][4] = name
            for line, cell in zip(rows["Scenarios"], ("extra", "*0.5", value, None), strict=True):
                line.append(cell)

        return change

    done = run(tmp_path, rename("zuinig", 1), rename("karig", 2))
    assert [(line.cell, line.mine, line.theirs) for line in done.conflicts] == [("E1", "zuinig", "karig"), ("G3", "1", "2")]
    with pytest.raises(Refused) as refused:
        read_figures(done.path, small.programme())
    assert {fault.code for fault in refused.value.faults} == {"merge-conflict"}


def test_a_row_that_one_removed_and_the_other_changed_stays_as_a_conflict(tmp_path: Path) -> None:
    def drop(rows: Rows) -> None:
        rows["Scenarios"].pop(2)

    def change(rows: Rows) -> None:
        rows["Scenarios"][2][4] = 16 * MLN

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    done = run(tmp_path / "a", drop, change)
    assert told(done) == [("conflict", "kept-row", "source.vvt.2025", ""), ("conflict", "cell", "source.vvt.2025", "krap")]
    assert row(done.path, "Scenarios", "source.vvt.2025") == {
        "sleutel": "source.vvt.2025", "bron": None, "hardheid": "aanname", "toelichting": None, "krap": "MIJN: (rij verwijderd) | HUN: 16000000", "ruim": None,
    }  # fmt: skip
    done = run(tmp_path / "b", change, drop)
    assert row(done.path, "Scenarios", "source.vvt.2025")["krap"] == "MIJN: 16000000 | HUN: (rij verwijderd)"
    (tmp_path / "c").mkdir()
    done = run(tmp_path / "c", drop, lambda rows: None)
    assert told(done) == [("mine", "row-removed", "source.vvt.2025", "")]


def test_a_row_that_both_added_is_put_together_and_named(tmp_path: Path) -> None:
    def added(*cells: Any) -> Change:
        return lambda rows: rows["Scenarios"].append(["source.breed.2024", *cells])

    done = run(tmp_path, added(None, "aanname", "raming", 5, None), added(None, "assumed", None, 6, 7))
    assert ("both", "row", "source.breed.2024", "") in told(done)
    assert row(done.path, "Scenarios", "source.breed.2024") == {
        "sleutel": "source.breed.2024", "bron": None, "hardheid": "aanname", "toelichting": "raming", "krap": "MIJN: 5 | HUN: 6", "ruim": 7,
    }  # fmt: skip


def test_what_is_typed_differently_but_says_the_same_is_no_change(tmp_path: Path) -> None:
    def other(rows: Rows) -> None:
        rows["Instrumenten"][1][11] = "25%"
        rows["Instrumenten"][1][3] = " IZA ;breed"
        rows["Scenarios"][1][4] = "*0,9"
        for sheet in ("Herkomst", "Instrumenten"):
            rows[sheet][1][rows[sheet][0].index("hardheid")] = {"bron": "sourced", "aanname": "assumed"}[
                rows[sheet][1][rows[sheet][0].index("hardheid")]
            ]

    assert run(tmp_path, lambda rows: None, other).lines == ()


def test_a_scenario_sheet_that_mine_does_not_have_is_added_in_my_language(tmp_path: Path) -> None:
    base = edits.base()
    scenarios = base.pop("Scenarios")
    done = run(tmp_path, lambda rows: None, lambda rows: rows.update(Scenarios=copy.deepcopy(scenarios)), base)
    assert told(done) == [("theirs", "sheet", "", ""), *(("theirs", "row", str(line[0]), "") for line in scenarios[1:])]
    assert content(done.path) == content(tmp_path / "hun.xlsx")


def test_results_that_follow_from_a_changed_cell_are_forgotten_and_no_others(tmp_path: Path) -> None:
    def formulas(rows: Rows) -> None:
        rows["Herkomst"][1][3] = ("=2*C2", 200 * MLN)
        rows["Herkomst"][2][3] = ("=1*C3", 20 * MLN)
        rows["Referentie"][1][2] = ("=Herkomst!D2/2", 100 * MLN)

    def theirs(rows: Rows) -> None:
        formulas(rows)
        rows["Herkomst"][1][2] = 90 * MLN
        rows["Herkomst"][1][3] = ("=2*C2", 180 * MLN)

    base = edits.base()
    formulas(base)
    done = run(tmp_path, lambda rows: None, theirs, base)
    assert told(done) == [("theirs", "cell", "breed", "2024 (EUR)")]
    assert done.stale == ("Herkomst!D2", "Referentie!C2")
    with pytest.raises(Refused) as refused:
        read_figures(done.path, small.programme())
    assert [(fault.code, fault.cell) for fault in refused.value.faults if not fault.warning] == [
        ("formula-without-value", "D2"),
        ("formula-without-value", "C2"),
    ]
    if find_office():
        fresh = office.recalculate(done.path, tmp_path / "office")
        assert read_figures(fresh, small.programme())[0].budgets["breed", "2025"].value == 180 * MLN


@pytest.mark.parametrize("number", range(4))
def test_a_workbook_in_the_other_language_is_no_change_for_any_programme(number: int, tmp_path: Path) -> None:
    world = seeded_worlds(4, Size(), seed=7)[number]
    for lang in ("nl", "en"):
        write_book(tmp_path / f"{lang}.xlsx", world.programme, world.figures, lang)
    for trio in (("nl", "nl", "en"), ("nl", "en", "nl"), ("en", "nl", "en")):
        done = merge(*(tmp_path / f"{lang}.xlsx" for lang in trio), out=tmp_path / f"{'-'.join(trio)}.xlsx")
        assert done.lines == ()


def test_an_english_copy_merges_into_a_dutch_one(tmp_path: Path) -> None:
    case = taz.case()
    figures = read_figures(taz.WORKBOOK, case.programme)[0]
    write_book(tmp_path / "en.xlsx", case.programme, figures, "en")
    book = openpyxl.load_workbook(tmp_path / "en.xlsx")
    book["Sources"]["C2"], book["Effects"]["I2"], book["Sources"]["H3"] = 131 * MLN, "adds workers", "assumed"
    book["Instruments"]["T1"], book["Instruments"]["T3"] = "absorption 2024 (EUR)", 5 * MLN
    book.save(tmp_path / "theirs.xlsx")
    done = merge(taz.WORKBOOK, taz.WORKBOOK, tmp_path / "theirs.xlsx", out=tmp_path / "samen.xlsx")
    changes = [
        (line.what, line.sheet, line.cell, line.theirs) for line in done.lines if line.column not in ("afleiding", "toelichting", "bron", "hardheid")
    ]
    assert ("cell", "Herkomst", "C2", "131000000") in changes
    sheets = openpyxl.load_workbook(done.path)
    assert sheets["Effecten"]["I2"].value == "voegt medewerkers toe"
    assert sheets["Herkomst"]["H3"].value == "aanname"
    assert [sheets["Instrumenten"][at].value for at in ("T1", "T3")] == ["absorptie 2024 (EUR)", 5 * MLN]


def test_a_copy_that_another_program_saved_is_no_change(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(taz.WORKBOOK)
    book.save(tmp_path / "openpyxl.xlsx")
    copies = [tmp_path / "openpyxl.xlsx"]
    if find_office():
        copies.append(office.convert(taz.WORKBOOK, tmp_path / "office", "xlsx:Calc MS Excel 2007 XML", "xlsx"))
    figures = bare(read_figures(taz.WORKBOOK, taz.case().programme)[0])
    for number, path in enumerate(copies):
        assert bare(read_figures(path, taz.case().programme)[0]) == figures
        assert merge(taz.WORKBOOK, taz.WORKBOOK, path, out=tmp_path / f"{number}.xlsx").lines == ()
        assert merge(taz.WORKBOOK, path, taz.WORKBOOK, out=tmp_path / f"{number}b.xlsx").lines == ()
