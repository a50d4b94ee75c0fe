"""What is wrong in something a person wrote."""

from __future__ import annotations

import pytest

from optimiser.faults import Fault, Refused, key_of, nearest, refuse_if_any, split_cell, unknown
from optimiser.language import Text, say


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (Fault("c", "book.xlsx", sheet="Herkomst", cell="B4"), "book.xlsx, Herkomst!B4"),
        (Fault("c", "book.xlsx", sheet="Herkomst"), "book.xlsx, Herkomst"),
        (Fault("c", "taz.toml", line=12), "taz.toml:12"),
        (Fault("c", "taz.toml"), "taz.toml"),
    ],
)
def test_a_fault_says_where(fault: Fault, place: str) -> None:
    assert fault.place == place


def test_faults_sort_by_file_sheet_row_and_column_and_warnings_come_last() -> None:
    cells = ["B2", "C2", "AA2", "B10", "A11", ""]
    faults = [Fault("c", "book.xlsx", sheet="A", cell=cell) for cell in cells]
    faults += [
        Fault("c", "book.xlsx", sheet="B", cell="A1"),
        Fault("c", "a.toml", line=9),
        Fault("c", "a.toml", line=10),
        Fault("c", "a.toml", line=1, warning=True),
    ]
    ordered = [(one.file, one.sheet, one.cell or one.line) for one in Refused(reversed(faults)).faults]
    assert ordered == [
        ("a.toml", "", 9),
        ("a.toml", "", 10),
        ("book.xlsx", "A", None),
        ("book.xlsx", "A", "B2"),
        ("book.xlsx", "A", "C2"),
        ("book.xlsx", "A", "AA2"),
        ("book.xlsx", "A", "B10"),
        ("book.xlsx", "A", "A11"),
        ("book.xlsx", "B", "A1"),
        ("a.toml", "", 1),
    ]


def test_the_same_fault_is_told_once() -> None:
    assert len(Refused([Fault("c", "f"), Fault("c", "f"), Fault("d", "f")]).faults) == 2


def test_the_exception_names_place_code_and_what_was_found() -> None:
    assert str(Refused([Fault("unknown-id", "a.toml", line=3, found="inovatie")])) == "a.toml:3: unknown-id inovatie"


def test_warnings_alone_refuse_nothing() -> None:
    warning = Fault("hidden-row", "f", warning=True)
    refuse_if_any([])
    refuse_if_any([warning])
    with pytest.raises(Refused) as refused:
        refuse_if_any([warning, Fault("c", "f")])
    assert [one.code for one in refused.value.faults] == ["c", "hidden-row"]


@pytest.mark.parametrize(("cell", "parts"), [("AB12", ("AB", 12)), ("A1", ("A", 1)), ("", ("", 0)), ("12", ("", 12)), ("AB", ("AB", 0))])
def test_a_cell_address_in_two_parts(cell: str, parts: tuple[str, int]) -> None:
    assert split_cell(cell) == parts


@pytest.mark.parametrize(
    "typed",
    ["Breed pakket", " breed  pakket ", "BREED PAKKET", "breed\u00a0pakket", "bre\u200bed pakket", "breed\tpakket\n", "ｂreed pakket"],
)
def test_names_are_compared_in_one_form(typed: str) -> None:
    assert key_of(typed) == "breed pakket"


def test_different_accents_are_different_names_but_their_spelling_is_not() -> None:
    assert key_of("cafe\u0301") == key_of("caf\u00e9") != key_of("cafe")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("inovatie", "innovatie"), ("INNOVATIE ", "innovatie"), ("innovatief", "innovatie"), ("behoudt", "behoud"), ("xyz", None), ("", None)],
)
def test_the_nearest_known_name(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["innovatie", "behoud", "leren"]) == meant


def test_an_unknown_name_comes_with_what_was_probably_meant() -> None:
    fault = unknown("unknown-id", "inovatie", ["innovatie", "behoud"], file="a.toml", line=7)
    assert (fault.place, fault.found) == ("a.toml:7", "inovatie")
    assert fault.as_json("nl")["mend"] == "bedoelt u 'innovatie'?"
    assert fault.as_json("en")["expected"] == "one of: behoud, innovatie"


def test_an_unknown_name_like_no_other_lists_the_choices() -> None:
    fault = unknown("unknown-id", "xyz", ["innovatie"], file="a.toml")
    assert say(fault.mend, "en", **dict(fault.values)) == "choose an existing name"


def test_as_json_has_stable_keys_whatever_the_language() -> None:
    fault = Fault("c", "f", "Blad", "A1", None, "x", Text("een {n}", "a {n}"), Text("typ {n}", "type {n}"), (("n", 5),))
    assert fault.as_json("nl") == {
        "code": "c",
        "file": "f",
        "sheet": "Blad",
        "cell": "A1",
        "line": None,
        "found": "x",
        "expected": "een 5",
        "mend": "typ 5",
    }
    assert list(fault.as_json("nl")) == list(fault.as_json("en"))
