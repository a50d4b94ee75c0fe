"""The README and the pages in docs/ show what the program really prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimiser.commands import COMMANDS
from tests import docs

README = docs.ROOT / "README.md"


@pytest.mark.parametrize("page", docs.PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_is_printed(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = docs.differences(page)
    if found:
        pytest.fail(f"{docs.told(page, found)}\n(python -m tests.docs --update)", pytrace=False)


@pytest.mark.parametrize("page", docs.PAGES, ids=lambda page: page.name)
def test_a_link_in_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_has_every_command_in_its_table_once() -> None:
    table = README.read_text(encoding="utf-8").split("## Commands")[1].split("##")[0]
    named = re.findall(r"^\| `([a-z]+)", table, re.MULTILINE)
    assert sorted(named) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("told", "same"),
    [
        (["a 1", "b 2"], True),
        (["a 1", "b 3"], False),
        (["a 1"], False),
        (["...", "b 2"], True),
        (["a 1", "...", "b 2"], True),
        (["a ...", "...2"], True),
        (["a 1", "b 2", "..."], True),
        (["...", "c"], False),
        (["a 1 b 2"], False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(told: list[str], same: bool) -> None:
    assert docs.matches(told, ["a 1", "b 2"]) is same


def test_a_page_that_tells_something_else_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\n```console\n$ optimiser --version\ntaz-optimiser 9\n$ optimiser explain nothing\n```\n\n```python\nprint(2 * 3)\n```\n\n```text\n7\n```\n",
        encoding="utf-8",
    )
    told = docs.told(page, docs.differences(page))
    assert re.findall(r"^page\.md:\d+", told, re.MULTILINE) == ["page.md:4", "page.md:6", "page.md:9"]
    assert "+taz-optimiser " in told
    assert "ended in 2" in told
    assert [one.step.line for one in docs.update(page)] == [6]
    assert [one.step.line for one in docs.differences(page)] == [6]


def test_an_update_keeps_out_what_was_left_out() -> None:
    assert docs.renewed(["a 1", "...", "c 3", "..."], ["a 9", "b 2", "b 3", "c 4", "d"]) == ["a 9", "...", "c 4", "..."]
    assert docs.renewed(["a 1", "c 3"], ["a 9", "b"]) == ["a 9", "b"]
