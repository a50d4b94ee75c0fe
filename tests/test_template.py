"""The input workbook that is written: it reads back as the same figures, byte for byte the same each time, and fit for Excel."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimiser.exact import LARGEST
from optimiser.faults import Refused
from optimiser.figures import Figure, Figures, Indexation, Mark, Mutation
from optimiser.language import LANGS, Lang
from optimiser.layout import READ_ME, TABLES
from optimiser.reading.sheets import read_book
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests import districts, small
from tests.small import MLN, bare, figure


def round_trip(folder: Path, figures: Figures, lang: Lang = "nl") -> Figures:
    path = folder / "small.xlsx"
    write_book(path, small.programme(), figures, lang)
    return read_figures(path, small.programme())[0]


def full() -> Figures:
    """Figures with something in every part of the workbook."""
    figures = small.figures()
    responses = dict(figures.responses)
    tiers = ((Fraction(1, 3), Fraction(1)), (Fraction(2, 3), Fraction(2, 7)))
    responses["taken"] = replace(responses["taken"], tiers=tiers, realisation=figure(Fraction(2, 3), "1"))
    return replace(
        figures,
        budgets={**figures.budgets, ("breed", "2026"): figure(LARGEST, standing="sourced")},
        columns={
            **figures.columns,
            ("taken", "absorption", "2025"): figure(90 * MLN),
            ("scholing", "cofinancing", None): figure(Fraction(0), "1"),
            ("scholing", "cofinancing", "2024"): figure(Fraction(1, 8), "1"),
            ("scholing", "closes", None): figure(date(2026, 12, 31), "date"),
        },
        responses=responses,
        rules={
            ("growth-path", "2025"): Figure(Fraction(2, 3), "1", "", "sourced", "brief", "let op"),
            ("target", "*"): figure(Fraction("100.25"), "persons"),
            ("innovation-never-back", "2025"): figure(Fraction(-1, 100), "1"),
        },
        switched={"target": True, "partners": False},
        scenarios={
            "hoog": {
                "source.iza.2025": figure(Fraction(30 * MLN), ""),
                "source.breed": figure("*0.86", ""),
                "rule.partners.active": figure("true", ""),
            },
            "later": {"instrument.taken.opens": figure(date(2025, 1, 1), ""), "source.iza.2025": figure(Mark.PM, "")},
            "leeg": {},
        },
        bases={**figures.bases, "scholing": "subsidy"},
        mutations={
            "vjn-1": Mutation("vjn", "2024", "policy", "breed", {"2024": figure(-5 * MLN, note="korting"), "2025": figure(0, note="korting")}),
            "schuif": Mutation(
                "njn", "2024", "cash-shift", "vvt", {"2024": figure(-3, note="later"), "2025": figure(3, note="later")}, date(2024, 11, 29)
            ),
        },
        multi_year={
            ("opschaling", "outlays", "2022"): Figure(7 * MLN, "EUR", "", "sourced", "jaarverslag 2022", "realisatie"),
            ("opschaling", "outlays", "2026"): Figure(Mark.PM, "EUR", "", "sourced", "jaarverslag 2022", "realisatie"),
            ("scholing", "commitments", "2024"): figure(0),
            ("scholing", "guarantees", "2040"): figure(3),
            ("taken", "receipts", "1990"): figure(Mark.NOT_APPLICABLE),
        },
        indexations={
            "ova": Indexation("vjn", "2024", (), {"2024": figure(Fraction(21, 400), "1", note="OVA")}, date(2024, 5, 1)),
            "ova-vvt": Indexation("vjn", "2025", ("vvt",), {"2025": figure(Fraction(1, 3), "1", note="OVA")}),
        },
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("figures", [small.figures(), full()], ids=["small", "full"])
def test_what_is_written_reads_back_the_same(tmp_path: Path, figures: Figures, lang: Lang) -> None:
    assert bare(round_trip(tmp_path, figures, lang)) == bare(figures)


def test_reading_writing_and_reading_gives_the_same_places_too(tmp_path: Path) -> None:
    first = round_trip(tmp_path, full())
    assert round_trip(tmp_path, first) == first


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(st.integers(0, LARGEST), min_size=3, max_size=3),
    rate=st.fractions(0, 10**6, max_denominator=10**6),
    share=st.fractions(0, 1, max_denominator=999),
    note=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"]), min_size=1, max_size=40),
)
def test_any_figures_survive(tmp_path: Path, amounts: list[int], rate: Fraction, share: Fraction, note: str) -> None:
    figures = small.figures()
    responses = dict(figures.responses)
    estimates = {name: replace(one, value=rate, note=note) for name, one in responses["taken"].estimates.items()}
    lag, duration = (replace(one, note=note) for one in (responses["taken"].lag, responses["taken"].duration))
    realisation = Figure(share, "1", "", "assumed", "", note)
    responses["taken"] = replace(responses["taken"], estimates=estimates, realisation=realisation, lag=lag, duration=duration)
    budgets = dict(figures.budgets)
    for year, amount in zip(("2024", "2025"), amounts, strict=False):
        budgets["breed", year] = replace(budgets["breed", year], value=amount)
    changed = replace(figures, responses=responses, budgets=budgets)
    assert bare(round_trip(tmp_path, changed)) == bare(changed)


def test_an_empty_template_has_the_ids_and_asks_for_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_book(path, small.programme(), None, "nl")
    with pytest.raises(Refused) as refused:
        read_figures(path, small.programme())
    assert {fault.code for fault in refused.value.faults} == {"empty-cell"}
    sheets = read_book(path).sheets
    assert list(sheets) == [READ_ME.nl, *(table.name.nl for table in TABLES)]
    assert [sheets["Herkomst"].cells[row, 1].value for row in (2, 3, 4)] == ["breed", "vvt", "iza"]
    assert sheets["Regels"].cells[3, 9].value == "2024: 0,5; 2025: 2/3"


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_book(tmp_path / name, small.programme(), full(), "nl")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    figures = small.figures()
    first = figures.budgets["breed", "2024"]
    note = '=HYPERLINK("http://voorbeeld.nl")'
    budgets = {key: replace(one, note=note) if key[0] == "breed" else one for key, one in figures.budgets.items()}
    read = round_trip(tmp_path, replace(figures, budgets=budgets))
    assert read.budgets["breed", "2024"].note == note
    assert first.note == ""
    assert not any(cell.formula for sheet in read_book(tmp_path / "small.xlsx").sheets.values() for cell in sheet.cells.values())


def test_more_tiers_than_the_sheet_holds_is_our_own_error(tmp_path: Path) -> None:
    figures = small.figures()
    tiers = ((Fraction(1, 4), Fraction(1)),) * 4
    responses = {**figures.responses, "taken": replace(figures.responses["taken"], tiers=tiers)}
    with pytest.raises(ValueError, match="three tiers"):
        round_trip(tmp_path, replace(figures, responses=responses))


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("parts") / "small.xlsx"
    write_book(path, small.programme(), full(), "nl")
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_sheet_has_one_named_table_and_prints_well(parts: dict[str, str]) -> None:
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(TABLES) + 1
    for sheet in sheets:
        assert sheet.count("<tablePart ") == 1
        assert "<pane " in sheet
        assert 'orientation="landscape"' in sheet
        assert 'fitToHeight="0"' in sheet
        assert "mergeCell" not in sheet
    names = [match for name, text in parts.items() if "/tables/" in name for match in re.findall(r'displayName="([^"]+)"', text)]
    assert sorted(names) == sorted(["read_me", *(f"input_{table.key}" for table in TABLES)])
    assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == len(sheets)


def test_every_font_has_a_family_and_the_document_a_language(parts: dict[str, str]) -> None:
    fonts = re.findall(r"<font>.*?</font>", parts["xl/styles.xml"])
    assert fonts
    assert all("<family val=" in font and "<name val=" in font for font in fonts)
    assert "<dc:language>nl-NL</dc:language>" in parts["docProps/core.xml"]


def test_choices_are_drop_downs_and_prompts_are_dutch(parts: dict[str, str]) -> None:
    effects = parts["xl/worksheets/sheet4.xml"]
    assert '"bron,afgeleid,aanname"' in effects
    assert '"voegt medewerkers toe,verlaagt de vraag"' in effects
    assert "Netto personen per € 1 miljoen" in effects
    assert all(len(prompt) <= 255 for prompt in re.findall(r'prompt="([^"]*)"', effects))


def test_yellow_cells_are_unlocked_and_ids_are_not(parts: dict[str, str]) -> None:
    styles = parts["xl/styles.xml"]
    formats = styles.split("<cellXfs")[1].split("</cellXfs>")[0].split("<xf ")[1:]
    first_row = re.search(r'<row r="2".*?</row>', parts["xl/worksheets/sheet2.xml"])
    assert first_row
    style = {cell: int(number) for cell, number in re.findall(r'<c r="([A-Z]+)2" s="([0-9]+)"', first_row[0])}
    assert 'locked="0"' in formats[style["C"]]
    assert 'locked="0"' not in formats[style["A"]]


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_book(tmp_path / "absent" / "small.xlsx", small.programme(), None, "nl")
    assert [fault.code for fault in refused.value.faults] == ["target-unwritable"]


def test_a_number_of_a_member_is_not_asked_for_as_an_effect(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(districts.workbook(tmp_path))
    asked = {one.promptTitle: one.prompt for sheet in ("Wijken", "Effecten") for one in book[sheet].data_validations.dataValidation}
    assert (asked["zwaarte"], asked["jongeren"]) == ("Een getal van 0 of meer", "jongeren")
    assert asked["midden"] == "Netto personen per € 1 miljoen"
