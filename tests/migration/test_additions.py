"""What a programme has got since a workbook was made, comes into it empty and is named; what stood there stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import districts
from tests.commands.running import Ran, inside

MODEL = districts.MODEL.read_text(encoding="utf-8")
KEY = '{ id = "zwaarte", name = { nl = "zwaarte", en = "severity" } }'
CENTRE = '{ id = "centrum", name = "Centrum", attributes = { kwetsbaar = "nee" } }'
MORE_KEYS = (
    KEY + ', { id = "armoede", name = { nl = "armoede", en = "poverty" } }, { id = "open", name = { nl = "open", en = "open" }, by_year = true }'
)
MORE_MEMBERS = CENTRE + ', { id = "oost", name = "Oost", attributes = { kwetsbaar = "ja" } }'
GROUPS = 'name = { nl = "Doelgroepen", en = "Target groups" }'
INSTRUMENT = '[[instrument]]\nid = "wijkteam"\nname = { nl = "Wijkteam", en = "District team" }\nspace = "zorg"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    districts.workbook(tmp_path)
    return tmp_path


def migrated(*changes: tuple[str, str], lang: str = "nl") -> Ran:
    text = MODEL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path("later.toml").write_text(text, encoding="utf-8")
    return inside("migrate", "districts.xlsx", "--programme", "later.toml", "--out", "new.xlsx", "--json", "--lang", lang)


def rows(path: str, sheet: str) -> dict[str, dict[str, Any]]:
    head, *body = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return {str(row[0]): {str(name): value for name, value in zip(head, row, strict=True) if name} for row in body if row[0]}


def test_new_keys_and_members_come_empty_beside_what_was_there_and_are_named(folder: Path) -> None:
    before = rows("districts.xlsx", "Wijken")
    told = migrated((KEY, MORE_KEYS), (CENTRE, MORE_MEMBERS)).json
    assert [(one["kind"], one["cell"], one["name"]) for one in told["steps"]] == [
        ("row-added", "A5", "oost"),
        ("column-added", "H1", "armoede"),
        ("column-added", "I1", "open 2026"),
        ("column-added", "J1", "open 2027"),
    ]
    after = rows("new.xlsx", "Wijken")
    assert {id: {name: after[id][name] for name in row} for id, row in before.items()} == before
    assert (after["oost"]["naam"], after["oost"]["jongeren"], after["noord"]["armoede"]) == ("Oost", None, None)
    blanks = {one["cell"] for one in told["blanks"]}
    assert blanks == {*(f"{column}{row}" for column in "HIJ" for row in (2, 3, 4, 5)), "C5", "D5", "F5"}
    checked = inside("check", "later.toml", "--input", "new.xlsx", "--json")
    assert {one["cell"] for one in checked.json["faults"]} == blanks
    book = openpyxl.load_workbook("new.xlsx")
    for cell in blanks:
        book["Wijken"][cell] = "aanname" if cell == "F5" else 1
    book.save("new.xlsx")
    assert inside("check", "later.toml", "--input", "new.xlsx").code == 0
    assert inside("solve", "later.toml", "--input", "new.xlsx").code == 0


def test_on_the_screen_the_cells_to_fill_are_counted_beyond_the_first(folder: Path) -> None:
    migrated((KEY, MORE_KEYS), (CENTRE, MORE_MEMBERS))
    said = inside("migrate", "districts.xlsx", "--programme", "later.toml", "--out", "other.xlsx", "--lang", "en").out
    assert "Yet to be filled: Wijken H2, I2, J2, H3, I3, J3, H4, I4 and 7 more cells." in said
    assert "All that stood in it was read back and is the same." in said


def test_a_new_dimension_has_a_sheet_of_its_own(folder: Path) -> None:
    told = migrated((GROUPS, GROUPS + '\nkey = [ { id = "aantal", name = { nl = "aantal", en = "number" } } ]')).json
    assert [(one["kind"], one["name"]) for one in told["steps"]] == [("sheet-added", "Doelgroepen")]
    assert {id: row["naam"] for id, row in rows("new.xlsx", "Doelgroepen").items()} == {"jong": "Jong", "12-plus": "12 plus"}
    assert {one["sheet"] for one in told["blanks"]} == {"Doelgroepen"}


def test_a_new_instrument_has_a_row_on_both_its_sheets_and_a_new_year_its_columns(folder: Path) -> None:
    told = migrated(("[[dimension]]", INSTRUMENT + "[[dimension]]"), ("years = [2026, 2027]", "years = [2026, 2027, 2028]")).json
    assert [(one["kind"], one["sheet"], one["name"]) for one in told["steps"]] == [
        ("row-added", "Instrumenten", "wijkteam"),
        ("row-added", "Effecten", "wijkteam"),
        ("column-added", "Herkomst", "2028 (EUR)"),
        ("column-added", "Referentie", "2028 (EUR)"),
    ]
    assert rows("new.xlsx", "Instrumenten")["wijkteam"]["naam"] == "Wijkteam"
    assert {one["sheet"] for one in told["blanks"]} == {"Herkomst", "Instrumenten", "Effecten"}


def test_a_full_workbook_of_an_unchanged_programme_is_as_it_was(folder: Path) -> None:
    told = migrated().json
    assert (told["steps"], told["blanks"]) == ([], [])


def typed(cell: str, value: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        (typed("H1", "armoed"), "missing-column", "armoede"),
        (typed("A2", "oots"), "unknown-id", "oots"),
        (typed("C2", "veel"), "text-not-number", "veel"),
        (typed("D3", None), "empty-cell", ""),
    ],
    ids=["a header that may be meant for the new key", "an id that may be meant for the new member", "no number", "empty before"],
)
def test_what_stood_there_wrong_or_empty_before_is_refused_and_nothing_is_written(
    change: Callable[[Any], None], code: str, named: str, folder: Path
) -> None:
    book = openpyxl.load_workbook("districts.xlsx")
    book["Wijken"].tables.clear()
    change(book["Wijken"])
    book.save("districts.xlsx")
    ran = migrated((KEY, KEY + ', { id = "armoede", name = { nl = "armoede", en = "poverty" } }'), (CENTRE, MORE_MEMBERS))
    assert ran.code == 2
    assert (code, named) in [(one["code"], one["found"]) for one in ran.json["faults"]]
    assert not Path("new.xlsx").exists()
