"""The one door to xlsxwriter: a new workbook whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimiser.files import replace_file
from optimiser.language import Lang

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
# Any fixed moment will do; the real one would make equal content differ.
CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


def write_workbook(path: Path, draw: Callable[[Workbook], None], lang: Lang, title: str) -> None:
    """Draw a workbook and put it in place whole. Text stays text, whatever it looks like. Raises `Refused` (`target-unwritable`)."""
    replace_file(path, lambda target: _write(target, draw, lang, title))


def _write(target: Path, draw: Callable[[Workbook], None], lang: Lang, title: str) -> None:
    import xlsxwriter

    content = io.BytesIO()
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": FONT,
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": title, "created": CREATED})
    draw(book)
    book.close()
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                tag = f"<dc:language>{LOCALES[lang]}</dc:language></cp:coreProperties>"
                data = data.replace(b"</cp:coreProperties>", tag.encode())
            elif name.startswith("xl/charts/"):
                data = data.replace(b'"en-US"', f'"{LOCALES[lang]}"'.encode())
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, data)
