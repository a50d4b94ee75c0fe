"""The one door to jinja2: a page in one language that needs no network and no script, prints well and can be read aloud.

A report brings a template that extends `page/layout.html` and what it tells; everything told is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from optimiser.files import replace_text
from optimiser.language import Lang, Text, euros, millions, number, percent, say

if TYPE_CHECKING:
    from jinja2 import Environment

# Signs that steer and halves of pairs: HTML has no way to write them.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TEMPLATES = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its heading and what stands under it; numbers are aligned to the right and never broken."""

    text: str
    kind: Literal["text", "number"] = "text"


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as people read it, every cell already in words. The first cell of a row names it; `total` sets the last row apart."""

    caption: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Drawings under one title, the sentence that says what to read in them, and the tables behind them. `drawings` are SVG of our own making."""

    title: str
    says: str
    drawings: Sequence[str]
    tables: Sequence[PageTable]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its own heading: paragraphs, pictures, then tables. `id` is its anchor in the page."""

    id: str
    heading: str
    texts: Sequence[str] = ()
    tables: Sequence[PageTable] = ()
    pictures: Sequence[Picture] = ()


def write_page(path: Path, template: str, lang: Lang, title: str, **told: Any) -> None:
    """Fills a template (`diff/page.html`, from the folder of reports) and puts the page in place whole. Raises `Refused`."""
    replace_text(path, render(template, lang, title, **told))


def render(template: str, lang: Lang, title: str, **told: Any) -> str:
    """The page as text, the same bytes for the same content. Filters: `eur`, `mln`, `pct`, `num`, `one`, and `word` for a `Text`."""
    return _environment(lang).get_template(template).render(lang=lang, title=title, **told)


@cache
def _environment(lang: Lang) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )

    def one(value: int | Fraction) -> str:
        return number(value, lang, 1, 1)

    def word(text: Text, **values: Any) -> str:
        return say(text, lang, **values)

    made.filters |= {"one": one, "word": word}
    for name, printer in (("eur", euros), ("mln", millions), ("pct", percent), ("num", number)):
        made.filters[name] = _printed(printer, lang)
    return made


def _shown(value: Any) -> Any:
    """What no page can hold is shown as a sign that something stood there."""
    return type(value)(CONTROL.sub("\ufffd", value)) if isinstance(value, str) and CONTROL.search(value) else value


def _printed(printer: Any, lang: Lang) -> Any:
    return lambda value: printer(value, lang)
