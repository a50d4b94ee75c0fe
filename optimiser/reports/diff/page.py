"""The page of a difference: the same tables as on the screen, to keep, print or send."""

from __future__ import annotations

from pathlib import Path

from optimiser.difference import Difference
from optimiser.language import Lang
from optimiser.reports.diff.sections import counts, sections, side, title
from optimiser.reports.page import write_page


def write(told: Difference, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    about = [side(one, lang) for one in (told.old, told.new)]
    write_page(path, "diff/page.html", lang, title(told, lang), about=about, counts=counts(told, lang), sections=sections(told, lang))
