"""The skeleton of a page: everything told is escaped, nothing comes from elsewhere, tables say what they are."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from optimiser.language import LANGS, Lang, Text
from optimiser.reports.page import Head, PageTable, Section, _environment, render, write_page

HOSTILE = "<script>alert('1')</script> & co"
TABLE = PageTable(HOSTILE, [Head(HOSTILE), Head("bedrag", "number")], [[HOSTILE, "1"], ["totaal", "1"]], total=True)


class Tags(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def page(lang: Lang) -> str:
    return render("page/layout.html", lang, HOSTILE, sections=[Section("een", HOSTILE, [HOSTILE], [TABLE])])


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_is_whole_and_says_its_language(lang: Lang) -> None:
    tags = Tags(page(lang))
    assert page(lang).startswith("<!doctype html>")
    assert tags.all("html") == [{"lang": lang}]
    assert len(tags.all("h1")) == len(tags.all("main")) == len(tags.all("caption")) == 1
    assert {one["scope"] for one in tags.all("th")} == {"col", "row"}


def test_nothing_told_becomes_markup_and_nothing_is_fetched() -> None:
    tags = Tags(page("nl"))
    assert not [tag for tag in ("script", "link", "img", "iframe") if tags.all(tag)]
    assert page("nl").count("&lt;script&gt;") == 8  # title, h1, h2, p, label, caption, two th
    assert "http://" not in page("nl")
    assert "https://" not in page("nl")


@pytest.mark.parametrize(
    ("shown", "nl", "en"),
    [("x|eur", "€ 1.234.500", "€ 1,234,500"), ("x|mln", "€ 1,235 mln", "€ 1.235 million"), ("y|pct", "25,0 %", "25.0 %"), ("t|word", "ja", "yes")],
)
def test_numbers_and_words_follow_the_language(shown: str, nl: str, en: str) -> None:
    for lang, said in (("nl", nl), ("en", en)):
        template = _environment(lang).from_string("{{ " + shown + " }}")  # type: ignore[arg-type]
        assert template.render(x=1_234_500, y=0.25, t=Text("ja", "yes")) == said


def test_a_name_that_a_template_misspells_is_our_fault_and_shows() -> None:
    with pytest.raises(UndefinedError):
        _environment("nl").from_string("{{ nobody }}").render()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_page(tmp_path / name, "page/layout.html", "nl", "Titel", sections=[])
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
