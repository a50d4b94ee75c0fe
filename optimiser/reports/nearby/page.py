"""The page of what lies near the best plan: the same tables as on the screen, to keep, print or send."""

from __future__ import annotations

from pathlib import Path

from optimiser.language import Lang
from optimiser.nearby.told import Alternatives
from optimiser.reports.nearby.sections import about, sections, title
from optimiser.reports.page import write_page


def write(found: Alternatives, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    write_page(path, "nearby/page.html", lang, title(found, lang), about=about(found, lang), sections=sections(found, lang))
