"""The page of a comparison: the same words and tables as on the screen, to keep, print or send."""

from __future__ import annotations

from pathlib import Path

from optimiser.comparison import Comparison
from optimiser.language import Lang
from optimiser.reports.compare.sections import about, sections, title
from optimiser.reports.page import write_page


def write(told: Comparison, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    write_page(path, "compare/page.html", lang, title(told, lang), about=about(told, lang), sections=sections(told, lang))
