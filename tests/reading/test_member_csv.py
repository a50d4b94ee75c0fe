"""Applicants from a CSV file: what the sheet says, and the same faults at the same cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimiser.run import read_inputs
from tests.commands.running import inside
from tests.rounds import applicants, csv_of
from tests.small import bare

NAME = "subsidieronde"
TEXT = csv_of(applicants(40, 1))


def given(tmp_path: Path, text: str, encoding: str = "utf-8") -> str:
    """The option for a file with this text."""
    (tmp_path / "ronde.csv").write_text(text, encoding=encoding, newline="")
    return f"aanvrager={tmp_path / 'ronde.csv'}"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT[1:],
        TEXT.replace(";", ","),
        TEXT.replace("\r\n", "\n"),
        TEXT.replace("59%", "0,59").replace("63%", "0.63"),
        TEXT.replace("gevraagd", "requested").replace("naam", "name").replace("hardheid", "standing").replace("organisatie;", "organisation;", 1),
    ],
    ids=["as written", "no mark", "commas", "line ends", "decimals", "english headers"],
)
def test_a_csv_file_says_what_the_sheet_says(text: str, tmp_path: Path) -> None:
    _, _, path = given(tmp_path, text).partition("=")
    ours = read_inputs(NAME, None, {"aanvrager": path}).figures.members["aanvrager"]
    sheet = read_inputs(NAME, None).figures.members["aanvrager"]
    assert [(one.id, one.name, one.attributes, bare(one.keys), bare(one.requests)) for one in ours] == [
        (one.id, one.name, one.attributes, bare(one.keys), bare(one.requests)) for one in sheet
    ]


@pytest.mark.parametrize(
    ("was", "now", "code", "cell"),
    [
        ("28450", "1.234", "ambiguous-number", "J2"),
        ("28450", "-5", "negative", "J2"),
        ("28450", "veel", "text-not-number", "J2"),
        ("28450", "jan@voorbeeld.nl", "personal-data", "J2"),
        ("aanvraag 1;", "111222333;", "personal-data", "M2"),
        ("middel;nieuw;35", "reuzachtig;nieuw;35", "unknown-choice", "F2"),
        ("a000002;", "a000001;", "duplicate-id", "A3"),
        ("a000002;", "a000002;x;", "csv-row", "O3"),
        ("59%;28450", "100%;28450", "cofinancing-whole", "I2"),
        ("deelnemers", "deelnmers", "missing-column", ""),
    ],
)
def test_a_fault_is_told_with_file_and_cell(was: str, now: str, code: str, cell: str, tmp_path: Path) -> None:
    assert was in TEXT
    ran = inside("check", NAME, "--members", given(tmp_path, TEXT.replace(was, now, 1)), "--json")
    assert ran.code == 2
    assert (code, "ronde.csv", cell) in [(one["code"], one["file"], one["cell"]) for one in ran.json["faults"]]


@pytest.mark.parametrize(("typed", "told"), [("1.234.567", "1234567? type"), ("12.500,50", "12500.5? round")])
def test_an_amount_in_words_or_marks_says_what_to_type(typed: str, told: str, tmp_path: Path) -> None:
    ran = inside("check", NAME, "--members", given(tmp_path, TEXT.replace("28450", typed, 1)), "--json", "--lang", "en")
    assert [(one["code"], told in one["mend"]) for one in ran.json["faults"] if one["cell"] == "J2"] == [("text-not-number", True)]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    ran = inside("check", NAME, "--members", given(tmp_path, TEXT[1:].replace("Zorg", "Zörg"), "latin-1"), "--json")
    assert (ran.code, ran.codes) == (2, ["csv-unreadable"])


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("aanvrager", "members-option"),
        ("=ronde.csv", "members-option"),
        ("aanvragers=ronde.csv", "unknown-dimension"),
        ("aanvrager=er-niet.csv", "file-missing"),
    ],
)
def test_an_option_that_names_nothing_is_a_fault(option: str, code: str) -> None:
    ran = inside("check", NAME, "--members", option, "--json")
    assert (ran.code, ran.codes) == (2, [code])


def test_a_number_in_a_requested_column_is_no_service_number(tmp_path: Path) -> None:
    assert inside("check", NAME, "--members", given(tmp_path, TEXT.replace("28450", "111222333", 1))).code == 0


def test_a_round_in_a_csv_file_can_be_asked_for_other_plans_and_be_explained(tmp_path: Path) -> None:
    """The file has 30 applicants, the workbook 40: the last of those is known only to whoever reads the workbook."""
    members = ("--members", given(tmp_path, csv_of(applicants(30, 1))))
    free = ("--set", "rule.kleinste-subsidie.active=false")
    asked = inside("alternatives", NAME, *members, *free, "--out", str(tmp_path / "uit"), "--json")
    assert asked.code == 0
    assert asked.json != inside("alternatives", NAME, *free, "--out", str(tmp_path / "anders"), "--json").json
    told = inside("explain", "instroom", "--programme", NAME, *members)
    assert (told.code, told.out != inside("explain", "instroom", "--programme", NAME).out) == (0, True)


def test_a_choice_that_is_called_the_same_in_both_languages_is_named_once(tmp_path: Path) -> None:
    ran = inside("check", NAME, "--members", given(tmp_path, TEXT.replace("middel;nieuw;35", "middel;sterk;35", 1)), "--lang", "en")
    assert "one of: bewezen, nieuw, veelbelovend\n" in ran.err + ran.out
