"""The page of a stress test: the same tables as on the screen, to keep, print or send."""

from __future__ import annotations

from pathlib import Path

from optimiser.language import Lang
from optimiser.reports.page import write_page
from optimiser.reports.stress.sections import about, sections, title
from optimiser.stressed import Stressed


def write(told: Stressed, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    write_page(path, "stress/page.html", lang, title(told, lang), about=about(told, lang), sections=sections(told, lang))
