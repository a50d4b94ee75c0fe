"""The page of a frontier: the same tables as on the screen, to keep, print or send."""

from __future__ import annotations

from pathlib import Path

from optimiser.language import Lang
from optimiser.reports.frontier.sections import about, sections, title
from optimiser.reports.page import write_page
from optimiser.swept import Frontier


def write(frontier: Frontier, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    write_page(path, "frontier/page.html", lang, title(frontier, lang), about=about(frontier, lang), sections=sections(frontier, lang))
