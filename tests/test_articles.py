"""The place of instruments in the ministry's budget: what may be said in a programme, and every fault in it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from optimiser.articles import BUDGET_KINDS, UNPLACED, BudgetKind
from optimiser.faults import Refused
from optimiser.programme_file import read_programme
from tests import small, taz

ARTICLES = """
[[article]]
id = "artikel-4"
number = "4"
name = { nl = "Zorgbreed beleid", en = "Care-wide policy" }

[[article_part]]
id = "arbeidsmarkt"
article = "artikel-4"
name = { nl = "Arbeidsmarkt", en = "Labour market" }

[[rule]]
id = "balance\""""
PLACE = 'space = "leren"\nbudget = { part = "arbeidsmarkt", kind = "opdrachten" }'


def written(path: Path, *changes: tuple[str, str]) -> Path:
    text = small.TOML.read_text(encoding="utf-8").replace('[[rule]]\nid = "balance"', ARTICLES, 1).replace('space = "leren"', PLACE, 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


def test_articles_parts_and_the_place_of_an_instrument_are_read(tmp_path: Path) -> None:
    programme = read_programme(written(tmp_path / "one.toml"))
    assert [one.number for one in programme.article] == ["4"]
    assert [(one.id, one.article) for one in programme.article_part] == [("arbeidsmarkt", "artikel-4")]
    placed = {one.id: one.budget and (one.budget.part, one.budget.kind, one.budget.standing) for one in programme.instrument}
    assert placed == {"opschaling": None, "taken": None, "scholing": ("arbeidsmarkt", "opdrachten", "assumed")}


FAULTS = [
    ('part = "arbeidsmarkt"', 'part = "arbeidmarkt"', "unknown-id", "arbeidmarkt"),
    ('article = "artikel-4"', 'article = "artikel-5"', "unknown-id", "artikel-5"),
    ('kind = "opdrachten"', 'kind = "opdracht"', "invalid-value", "opdracht"),
    ('kind = "opdrachten"', 'soort = "opdrachten"', "unknown-key", "soort"),
    (', kind = "opdrachten"', "", "missing-key", "instrument.scholing.budget.kind"),
    ('number = "4"\n', "", "missing-key", "article.artikel-4.number"),
    ('number = "4"', "number = 4", "invalid-value", "4"),
    ('[[article_part]]\nid = "arbeidsmarkt"', '[[article_part]]\nid = "arbeidsmarkt"\nstanding = "law"', "invalid-value", "law"),
]


@pytest.mark.parametrize(("old", "new", "code", "found"), FAULTS)
def test_what_points_at_nothing_or_is_misspelt_is_a_fault_with_its_line(tmp_path: Path, old: str, new: str, code: str, found: str) -> None:
    with pytest.raises(Refused) as refused:
        read_programme(written(tmp_path / "one.toml", (old, new)))
    assert (code, found) in [(one.code, one.found) for one in refused.value.faults]
    assert all(one.line is not None for one in refused.value.faults)


@pytest.mark.parametrize("table", ["article", "article_part"])
def test_an_id_that_stands_twice_is_a_fault(tmp_path: Path, table: str) -> None:
    text = written(tmp_path / "one.toml").read_text(encoding="utf-8")
    block = text[text.index(f"[[{table}]]") :].split("\n\n")[0]
    with pytest.raises(Refused) as refused:
        read_programme(written(tmp_path / "two.toml", (block, f"{block}\n\n{block}")))
    assert [one.code for one in refused.value.faults] == ["duplicate-id"]


def test_every_kind_of_spending_has_its_words() -> None:
    assert (*get_args(BudgetKind), UNPLACED) == tuple(BUDGET_KINDS)


def test_the_shipped_programme_places_every_instrument_and_says_that_it_is_an_assumption() -> None:
    programme = taz.case().programme
    assert {one.budget.part for one in programme.instrument if one.budget} == {"arbeidsmarkt"}
    assert all(one.budget and one.budget.standing == "assumed" for one in programme.instrument)
    assert [(one.number, one.name.nl, one.standing) for one in programme.article] == [("4", "Zorgbreed beleid", "assumed")]
