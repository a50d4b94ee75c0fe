"""The one door to xlsxwriter: a new workbook whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimiser.files import replace_file, zipped
from optimiser.language import Lang

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
# Any fixed moment will do; the real one would make equal content differ.
CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# Functions that Excel has always had, and that go into a file under their own name; others are left to xlsxwriter.
FUNCTION = re.compile(r"([A-Za-z0-9_.]+)\(")
OLD_FUNCTIONS = frozenset(("ABS", "AND", "COUNT", "COUNTIF", "COUNTIFS", "IF", "INDEX", "INT", "ISNUMBER", "MATCH", "MAX", "MIN", "NOT", "OR"))
OLD_FUNCTIONS |= {"ROUND", "ROWS", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "VALUE"}
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
    book.worksheet_class = _sheet_class()
    book.set_properties({"title": title, "created": CREATED})
    draw(book)
    book.close()
    with zipfile.ZipFile(content) as made:
        parts = {name: _in_language(name, made.read(name), lang) for name in made.namelist()}
    target.write_bytes(zipped(parts))


@cache
def _sheet_class() -> Any:
    """A worksheet that does not look in every formula for each of thirty newer functions when it holds none but old ones."""
    from xlsxwriter.worksheet import Worksheet

    class Sheet(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            if formula.startswith("=") and not formula.endswith("}") and OLD_FUNCTIONS.issuperset(FUNCTION.findall(formula)):
                return formula[1:]
            return str(super()._prepare_formula(formula, expand_future_functions))

    return Sheet


def _in_language(name: str, data: bytes, lang: Lang) -> bytes:
    """A part with the language of its words."""
    if name == "docProps/core.xml":
        tag = f"<dc:language>{LOCALES[lang]}</dc:language></cp:coreProperties>"
        return data.replace(b"</cp:coreProperties>", tag.encode())
    return data.replace(b'"en-US"', f'"{LOCALES[lang]}"'.encode()) if name.startswith("xl/charts/") else data
