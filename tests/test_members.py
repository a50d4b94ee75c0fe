"""A programme with further dimensions through the commands that add it up, change it, judge it and take it apart again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tests.commands.running import inside
from tests.youth import YOUTH, fill_workbook


@pytest.fixture(scope="module")
def youth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the programme, its workbook and its best plan."""
    folder = tmp_path_factory.mktemp("youth")
    (folder / "jeugd.toml").write_text(YOUTH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        assert inside("template", "jeugd.toml", "--out", "leeg.xlsx").code == 0
        fill_workbook(folder / "leeg.xlsx", folder / "jeugd.xlsx")
        assert inside("solve", "jeugd.toml").code == 0
        yield folder


def said(*words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(inside(*words, "--json").out)
    return found


@pytest.mark.usefixtures("youth")
def test_the_workbook_is_checked_against_the_certificate_beside_it() -> None:
    assert inside("verify", "reports/jeugd/base/plan.xlsx").code == 0


@pytest.mark.usefixtures("youth")
def test_an_untouched_plan_is_worth_what_it_was_made_with() -> None:
    made = json.loads(Path("reports/jeugd/base/record.json").read_text(encoding="utf-8"))
    scored = said("score", "reports/jeugd/base/plan.xlsx", "--programme", "jeugd.toml")
    assert Fraction(str(scored["effect"])) == Fraction(made["total"])


@pytest.mark.usefixtures("youth")
def test_a_key_of_a_member_can_be_set_and_is_told_as_a_change() -> None:
    solved = said("solve", "jeugd.toml", "--set", "member.wijk.noord.jongeren=900", "--out", "anders")
    assert [one["key"] for one in solved["overrides"]] == ["member.wijk.noord.jongeren"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("youth")
@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("member.wijk.nord.jongeren=1", "unknown-id"),
        ("member.wijk.noord.jongern=1", "unknown-key"),
        ("member.wijken.noord.jongeren=1", "unknown-id"),
        ("member.wijk.noord.jongeren.2026=1", "unknown-key"),
        ("member.wijk.noord.jongeren=veel", "not-a-number"),
    ],
)
def test_a_key_of_a_member_that_does_not_fit_is_a_fault(key: str, code: str) -> None:
    ended = inside("solve", "jeugd.toml", "--set", key, "--json")
    assert ended.code == 2
    assert code in ended.out


@pytest.mark.usefixtures("youth")
def test_an_export_proves_itself_and_lists_every_cell() -> None:
    assert inside("export", "reports/jeugd/base/plan.xlsx", "--to", "csv", "--out", "uit").code == 0
    assert inside("verify", "uit").code == 0
    assert Path("uit/cells.csv").read_text(encoding="utf-8-sig").startswith("source;instrument;year;wijk;doelgroep;amount")


def test_who_asks_for_money_stands_alone_because_a_request_would_be_a_ceiling_anew_in_every_other_member(tmp_path: Path) -> None:
    asking = YOUTH.replace('id = "wijk"\n', 'id = "wijk"\nrequests = { nl = "gevraagd", en = "requested" }\n', 1)
    assert asking != YOUTH
    (tmp_path / "vraag.toml").write_text(asking, encoding="utf-8")
    ran = inside("template", str(tmp_path / "vraag.toml"), "--out", str(tmp_path / "leeg.xlsx"))
    assert ran.code == 2
    assert "[requests-alone]" in ran.err
    assert 'attribute = [{ id = "doelgroep", name = { nl = "doelgroep", en = "doelgroep" } }]' in ran.err
