"""The input workbook as figures: what is read, what is refused, and that every fault has a bad workbook of its own."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.figures import Figures, Mark
from optimiser.language import LANGS, say
from optimiser.reading.ids import skeleton
from optimiser.reading.personal import passes_eleven_test
from optimiser.reading.readings import readings
from optimiser.workbook import read_figures
from tests import small
from tests.faults import files, odd, typed
from tests.faults.spoil import Expected, put, remove_column
from tests.small import MLN, Rows


def read(folder: Path, sheets: Rows) -> tuple[Figures, tuple[Fault, ...]]:
    return read_figures(small.write(folder / "small.xlsx", sheets), small.programme())


def faults_of(path: Path) -> tuple[Fault, ...]:
    try:
        return read_figures(path, small.programme())[1]
    except Refused as refused:
        return refused.faults


def judge(faults: tuple[Fault, ...], expected: Expected, refused: bool) -> None:
    hits = [fault for fault in faults if fault.code == expected.code and where(fault) == expected.place]
    assert hits, [(fault.code, where(fault), fault.found) for fault in faults]
    assert {fault.code for fault in faults} == {expected.code, *expected.also}
    assert hits[0].warning is expected.warning
    assert refused is not expected.warning
    for fault in faults:
        for lang in LANGS:
            told = fault.as_json(lang)
            assert told["expected"]
            assert told["mend"]
    mend = hits[0].as_json("nl")
    assert expected.says in " ".join(str(value) for value in mend.values())


def where(fault: Fault) -> str:
    return fault.sheet + (f"!{fault.cell}" if fault.cell else "")


@pytest.mark.parametrize("spoil", typed.CASES, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_workbook_gives_its_fault_and_no_other(tmp_path: Path, spoil: Callable[[Rows], Expected]) -> None:
    sheets = small.rows()
    expected = spoil(sheets)
    faults = faults_of(small.write(tmp_path / "bad.xlsx", sheets))
    judge(faults, expected, any(not fault.warning for fault in faults))


@pytest.mark.parametrize("make", (*files.CASES, *odd.CASES), ids=lambda make: make.__name__)
def test_a_file_that_is_no_sound_workbook_gives_its_fault(tmp_path: Path, make: Callable[[Path], files.Case]) -> None:
    path, expected = make(tmp_path)
    faults = faults_of(path)
    judge(faults, expected, any(not fault.warning for fault in faults))


READERS = [
    "reading.preflight",
    "reading.package",
    "reading.markup",
    "reading.parts",
    "reading.sheet_part",
    "reading.sheets",
    "reading.cell_faults",
    "reading.typed_numbers",
    "reading.cells",
    "reading.ids",
    "reading.headers",
    "reading.tables",
    "reading.entries",
    "reading.instruments",
    "reading.responses",
    "reading.overrides",
    "reading.personal",
    "workbook",
]
# Given by limits and rights that a test sets for the occasion, in test_sheets.py, and by what --members names, in test_member_csv.py.
ELSEWHERE = {"too-little-memory", "file-unreadable", "file-too-large", "zip-too-many-parts", "zip-too-large", "too-many-cells"}
ELSEWHERE |= {"unknown-dimension"}


def test_every_fault_code_has_a_bad_workbook(tmp_path: Path) -> None:
    named = {"Fault", "fault", "unknown", "_limit"}
    written: set[str] = set()
    for name in READERS:
        tree = ast.parse(inspect.getsource(importlib.import_module(f"optimiser.{name}")))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called in named and call.args and isinstance(call.args[0], ast.Constant):
                written.add(str(call.args[0].value))
    shown = {spoil(small.rows()).code for spoil in typed.CASES}
    for number, make in enumerate((*files.CASES, *odd.CASES)):
        folder = tmp_path / str(number)
        folder.mkdir()
        shown.add(make(folder)[1].code)
    assert written - shown == ELSEWHERE
    assert shown <= written


def test_the_small_workbook_reads_as_its_figures(tmp_path: Path) -> None:
    figures, warnings = read(tmp_path, small.rows())
    assert warnings == ()
    assert small.bare(figures) == small.bare(small.figures())
    assert figures.budgets["breed", "2025"].place == "Herkomst!D2"
    assert figures.responses["taken"].realisation.place == "models"


def test_all_faults_come_at_once_and_in_order(tmp_path: Path) -> None:
    sheets = small.rows()
    for place, value in (("Referentie!C2", "x"), ("Herkomst!D3", -1), ("Herkomst!C10", 5), ("Herkomst!C3", "1.234")):
        put(sheets, place, value)
    with pytest.raises(Refused) as refused:
        read(tmp_path, sheets)
    assert [where(fault) for fault in refused.value.faults] == ["Herkomst!C3", "Herkomst!D3", "Herkomst!A10", "Referentie!C2"]


def test_names_count_and_positions_do_not(tmp_path: Path) -> None:
    sheets = small.rows()
    table = sheets["Herkomst"]
    mixed = [list(reversed(row)) for row in (table[0], table[3], table[1], table[2])]
    mixed[0] = ["NOTE ", "standing", " Source", 2025, "2024", "Name", "ID"]
    english = {"Notities": [["los"], ["blaadje"]], "sources": mixed}
    english |= {name: table for name, table in reversed(sheets.items()) if name != "Herkomst"}
    figures, _ = read(tmp_path, english)
    assert small.bare(figures) == small.bare(small.figures())


def test_comments_blank_rows_and_columns_of_ones_own_are_left_alone(tmp_path: Path) -> None:
    sheets = small.rows()
    table = sheets["Herkomst"]
    table.insert(1, ["# nog nakijken", "let op", "ongeveer 5"])
    table.insert(3, [])
    table.insert(4, [None, "\u00a0", "  "])
    for row in table:
        row += [None] * (8 - len(row)) + [("=1/0", "#DIV/0!")]
    put(sheets, "Herkomst!I1", "eigen kolom")
    figures, warnings = read(tmp_path, sheets)
    assert small.bare(figures) == small.bare(small.figures())
    assert warnings == ()


def test_ids_match_whatever_their_case_and_outer_spaces(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Herkomst!A2", " BREED ")
    put(sheets, "Instrumenten!D2", "Breed ,\nIZA")
    figures, _ = read(tmp_path, sheets)
    assert figures.lines["opschaling"] == ("breed", "iza")


@pytest.mark.parametrize(
    ("typed_value", "value"),
    [(0.5, Fraction(1, 2)), ("50%", Fraction(1, 2)), ("12,5 %", Fraction(1, 8)), ("2/3", Fraction(2, 3)), (1, Fraction(1)), (0, Fraction(0))],
)
def test_shares_are_exact_however_they_are_typed(tmp_path: Path, typed_value: object, value: Fraction) -> None:
    sheets = small.rows()
    put(sheets, "Effecten!F2", typed_value)
    figures, warnings = read(tmp_path, sheets)
    realisation = figures.responses["opschaling"].realisation
    assert (realisation.value, realisation.place, realisation.standing, warnings) == (value, "Effecten!F2", "assumed", ())


def test_a_number_is_what_was_typed_not_its_binary_neighbour(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Effecten!C2", 0.1)
    put(sheets, "Effecten!D2", ("=0.1+0.2", 0.1 + 0.2))
    figures, _ = read(tmp_path, sheets)
    estimates = figures.responses["opschaling"].estimates
    # Excel shows 0,3 for a formula that is 0.30000000000000004 in its arithmetic.
    assert (estimates["low"].value, estimates["central"].value) == (Fraction(1, 10), Fraction(3, 10))


@pytest.mark.parametrize(("typed_value", "mark"), [("PM", Mark.PM), (" pm ", Mark.PM), ("N.v.t.", Mark.NOT_APPLICABLE), ("nvt", Mark.NOT_APPLICABLE)])
def test_pm_and_not_applicable_are_values_of_their_own(tmp_path: Path, typed_value: str, mark: Mark) -> None:
    sheets = small.rows()
    put(sheets, "Herkomst!D4", typed_value)
    assert read(tmp_path, sheets)[0].budgets["iza", "2025"].value is mark


def test_zero_is_a_budget(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Herkomst!D4", 0)
    assert read(tmp_path, sheets)[0].budgets["iza", "2025"].value == 0


def test_a_year_of_a_scenario_may_be_there_and_may_be_blank(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Herkomst!H1", "2026 (EUR)")
    put(sheets, "Herkomst!H2", 120 * MLN)
    budgets = read(tmp_path, sheets)[0].budgets
    assert budgets["breed", "2026"].value == 120 * MLN
    assert ("vvt", "2026") not in budgets


def test_a_column_for_one_year_goes_before_the_one_for_every_year(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Instrumenten!R1", "Absorptie 2025 (EUR)")
    put(sheets, "Instrumenten!R3", 90 * MLN)
    figures, _ = read(tmp_path, sheets)
    found = [figures.column("taken", "absorption", year) for year in ("2024", "2025")]
    assert [one.value if one else None for one in found] == [60 * MLN, 90 * MLN]


def test_absorption_may_stand_in_columns_by_year_only(tmp_path: Path) -> None:
    sheets = small.rows()
    for column, year in (("R", "2024"), ("S", "2025")):
        put(sheets, f"Instrumenten!{column}1", f"absorptie {year}")
        for row in (2, 3, 4):
            put(sheets, f"Instrumenten!{column}{row}", 50 * MLN)
    remove_column(sheets, "Instrumenten", "absorptie")
    assert read(tmp_path, sheets)[0].columns["taken", "absorption", "2025"].value == 50 * MLN
    put(sheets, "Instrumenten!R3", None)
    with pytest.raises(Refused) as refused:
        read(tmp_path, sheets)
    assert [(fault.code, fault.cell) for fault in refused.value.faults] == [("empty-cell", "R3")]


def test_dates_tiers_and_bases_are_read(tmp_path: Path) -> None:
    sheets = small.rows()
    for column, value in zip("JKLM", (0.5, 1, "1/2", "50%"), strict=True):
        put(sheets, f"Effecten!{column}2", value)
    figures, _ = read(tmp_path, sheets)
    assert figures.responses["opschaling"].tiers == ((Fraction(1, 2), Fraction(1)), (Fraction(1, 2), Fraction(1, 2)))
    assert figures.responses["taken"].tiers == small.programme().effect.tiers
    assert figures.columns["opschaling", "opens", None].value == date(2024, 9, 1)
    assert figures.bases == {"opschaling": "total", "taken": "subsidy"}


def test_rule_numbers_and_switches_are_read_and_blank_is_the_programmes(tmp_path: Path) -> None:
    sheets = small.rows()
    sheets["Regels"][1:] = [["growth-path", "", None, None, None, "0,6", "", "brief", ""], ["training-floor", "", "nee", 25 * MLN]]
    figures, _ = read(tmp_path, sheets)
    found = {key: (figure.value, figure.unit, figure.standing, figure.place) for key, figure in figures.rules.items()}
    assert found == {
        ("growth-path", "2025"): (Fraction(3, 5), "1", "sourced", "Regels!F2"),
        ("training-floor", "*"): (25 * MLN, "EUR", "assumed", "Regels!D3"),
    }
    assert figures.switched == {"training-floor": False}


def test_scenarios_are_the_columns_that_are_not_the_tables_own(tmp_path: Path) -> None:
    sheets = small.rows()
    sheets["Scenarios"] = [
        ["sleutel", "Hoog", "bron", "hardheid", "toelichting", "LONGER", "# later"],
        ["source.iza.2025", 30 * MLN, None, "aanname", "schatting", "PM", 1],
        ["rule.growth-path.2025", "2/3", None, "aanname", None, None],
        ["source.breed", "*0,9", None, "aanname", None, 0.25],
        ["instrument.opschaling.opens", date(2025, 1, 1), None, "aanname"],
        ["rule.growth-path.active", "nee", None, "aanname", None, True],
        ["instrument.taken.lines", "breed, iza", None, "aanname"],
        ["years", "2024, 2025", None, "aanname"],
    ]
    figures, _ = read(tmp_path, sheets)
    values = {name: {key: figure.value for key, figure in one.items()} for name, one in figures.scenarios.items()}
    assert values == {
        "hoog": {
            "source.iza.2025": 30 * MLN,
            "rule.growth-path.2025": Fraction(2, 3),
            "source.breed": "*0,9",
            "instrument.opschaling.opens": date(2025, 1, 1),
            "rule.growth-path.active": "false",
            "instrument.taken.lines": "breed, iza",
            "years": "2024, 2025",
        },
        "longer": {"source.iza.2025": Mark.PM, "source.breed": Fraction(1, 4), "rule.growth-path.active": "true"},
    }
    assert figures.scenarios["hoog"]["source.iza.2025"].place == "Scenarios!B2"
    assert figures.scenarios["hoog"]["source.iza.2025"].note == "schatting"


def test_a_programme_without_published_use_has_no_reference(tmp_path: Path) -> None:
    sheets = small.rows()
    del sheets["Referentie"][1:]
    assert read(tmp_path, sheets)[0].reference == {}


def test_round_amounts_are_not_taken_for_persons(tmp_path: Path) -> None:
    sheets = small.rows()
    # 130 000 000: 1x9 + 3x8 = 33, a multiple of 11.
    assert passes_eleven_test("130000000")
    put(sheets, "Herkomst!C2", 130 * MLN)
    put(sheets, "Herkomst!H2", 130 * MLN)
    put(sheets, "Herkomst!G2", "was 130000000")
    assert read(tmp_path, sheets)[1] == ()


def test_personal_data_is_pointed_out_and_never_repeated(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Herkomst!G2", "jan@voorbeeld.nl, 111222333")
    told = str([fault.as_json("nl") for fault in read(tmp_path, sheets)[1]])
    assert "e-mail" in told
    assert "jan@" not in told
    assert "111222333" not in told


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("500", ["500"]),
        ("1.234.567", ["1234567"]),
        ("1,234,567.5", ["1234567.5"]),
        ("1234.567", ["1234.567"]),
        ("0,667", ["0.667"]),
        ("12 500", ["12500"]),
        ("12 5", []),
        ("EUR 5,-", ["5"]),
        ("-€ 5", ["-5"]),
        ("500-", ["-500"]),
        ("1.23.4", []),
        ("12.34,5", []),
        ("vijf", []),
        ("", []),
    ],
)
def test_a_text_has_one_reading_two_or_none(text: str, numbers: list[str]) -> None:
    assert [plain(one) for one in readings(text)] == numbers


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_number_written_the_dutch_way_is_among_its_readings(whole: int, places: int) -> None:
    value = Fraction(whole, 10**places)
    digits = say_dutch(value, places)
    assert value in readings(digits)


def say_dutch(value: Fraction, places: int) -> str:
    scaled = abs(value) * 10**places
    digits = str(int(scaled)).rjust(places + 1, "0")
    head = f"{int(digits[:-places] or 0) if places else int(digits):,}".replace(",", ".")
    return ("-" if value < 0 else "") + head + ("," + digits[-places:] if places else "")


@given(st.text())
def test_reading_never_fails_and_never_guesses_beyond_two(text: str) -> None:
    assert len(readings(text)) <= 2
    assert isinstance(skeleton(text), str)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spoilt=st.lists(
        st.tuples(
            st.sampled_from(sorted(small.rows())),
            st.integers(1, 6),
            st.integers(0, 17),
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(-(10**16), 10**16),
                st.floats(allow_nan=False, allow_infinity=False),
                st.dates(date(1900, 3, 1)),
                st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(
                    lambda text: "'" + text if text[:1] == "=" else text
                ),
                st.sampled_from(["PM", "1.234", "50%", "2/0", "=", "#", "id", "2024", "breed", "totaal", "1/3", "1e400", "\u0661"]),
            ),
        ),
        max_size=4,
    )
)
def test_whatever_is_typed_is_read_or_refused_with_sentences(tmp_path: Path, spoilt: list[tuple[str, int, int, object]]) -> None:
    sheets = small.rows()
    for sheet, row, column, value in spoilt:
        put(sheets, f"{sheet}!{chr(65 + column)}{row}", value)
    for fault in faults_of(small.write(tmp_path / "typed.xlsx", sheets)):
        assert all(fault.as_json(lang)["mend"] for lang in LANGS)


def test_messages_take_the_same_values_in_both_languages() -> None:
    for name in READERS:
        tree = ast.parse(inspect.getsource(importlib.import_module(f"optimiser.{name}")))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text"):
            texts = [str(argument.value) for argument in call.args if isinstance(argument, ast.Constant)]
            fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts]
            assert len(texts) == 2
            assert fields[0] == fields[1], texts


def test_a_fault_reads_as_a_sentence(tmp_path: Path) -> None:
    sheets = small.rows()
    put(sheets, "Herkomst!C2", "498,9")
    with pytest.raises(Refused) as refused:
        read(tmp_path, sheets)
    fault = refused.value.faults[0]
    assert say(fault.mend, "nl", **dict(fault.values)) == "bedoelt u 498,9? rond dat af en typ het als getal, zonder cijfers achter de komma"
    assert say(fault.mend, "en", **dict(fault.values)) == "do you mean 498.9? round that and type it as a number, without decimals"
