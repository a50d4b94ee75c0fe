"""The plan workbook: one sheet a file, in the order in which people read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.language import Lang
from optimiser.record import Record
from optimiser.reports.plan_book import agreements, certificate, charts, checks, effect, flows, guide, plan, provenance, rules
from optimiser.reports.plan_book.book import Book
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEETS = (guide.PAGE, plan.PAGE, flows.PAGE, rules.PAGE, checks.PAGE, effect.PAGE, agreements.PAGE, certificate.PAGE, provenance.PAGE, charts.PAGE)


def write(record: Record, path: Path, lang: Lang) -> None:
    """Writes the plan workbook of a solved record. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(record, lang, SHEETS, workbook).draw()

    write_workbook(path, draw, lang, f"{record.name[lang]} - {record.scenario_name[lang]}")
