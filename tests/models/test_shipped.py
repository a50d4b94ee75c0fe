"""Every shipped programme: its workbook is what `template --filled` writes, all its scenarios are fine, and its plan verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimiser.folders import shipped
from optimiser.programme_file import read_programme
from optimiser.rules import KINDS
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests.commands.running import inside
from tests.models.solved import model

PROGRAMMES = ("drie-sporen", "stagefonds", "subsidieronde", "veerkracht-en-zeggenschap", "werken-in-de-zorg")


def test_every_shipped_programme_but_the_first_is_tested_here() -> None:
    assert sorted(path.stem for path in shipped("models").glob("*.toml")) == sorted(("taz", "taz-regionaal", *PROGRAMMES))


def test_every_kind_of_rule_is_used_by_a_shipped_programme() -> None:
    # No source says how many instruments or grants there may be: `count` has no published number to stand for.
    used = {rule.kind for path in shipped("models").glob("*.toml") for rule in read_programme(path).rule}
    assert used == set(KINDS) - {"count"}


@pytest.mark.parametrize("programme", (*PROGRAMMES, "taz-regionaal"))
def test_the_workbook_is_what_the_template_writes(programme: str, tmp_path: Path) -> None:
    told = read_programme(model(programme))
    standing = shipped("inputs") / told.programme.input
    write_book(tmp_path / "again.xlsx", told, read_figures(standing, told)[0], "nl")
    assert (tmp_path / "again.xlsx").read_bytes() == standing.read_bytes()


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_copy_of_it_checks_solves_and_verifies_in_a_fresh_folder(programme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert inside("start", "--programme", programme).code == 0
    assert inside("check", programme).code == 0
    ran = inside("solve", programme)
    assert ran.code == 0
    assert not [word for word in ("TAZ", "innovatie", "2/3") if word in ran.out]
    assert inside("verify", f"reports/{programme}/base/plan.xlsx").code == 0


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_no_source_gives_is_marked_as_assumed(programme: str) -> None:
    told = read_programme(model(programme))
    figures, _ = read_figures(shipped("inputs") / told.programme.input, told)
    amounts = [*figures.budgets.values(), *figures.columns.values(), *figures.reference.values()]
    estimates = [one for response in figures.responses.values() for one in response.estimates.values()]
    assert all(one.source for one in (*amounts, *estimates))
    assert all(one.standing == "assumed" for one in (*amounts, *estimates) if one.source.startswith("Eigen aanname"))
    assert all(one.standing == "assumption" for one in told.rule if one.source and one.source.document == "Eigen aanname")
