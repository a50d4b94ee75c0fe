"""The page of a sweep: the same tables as on the screen, to keep, print or send."""

from __future__ import annotations

from pathlib import Path

from optimiser.language import Lang
from optimiser.reports.page import write_page
from optimiser.reports.sweep.sections import about, sections, title
from optimiser.swept import Sweep


def write(sweep: Sweep, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    write_page(path, "sweep/page.html", lang, title(sweep, lang), about=about(sweep, lang), sections=sections(sweep, lang))
