"""The plan workbook: one sheet a file, in the order in which people read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.language import LANGS, Lang
from optimiser.record import Record
from optimiser.reports.plan_book import (
    agreements,
    awards,
    budget,
    certificate,
    charts,
    checks,
    choices,
    effect,
    flows,
    guide,
    held,
    large,
    members,
    plan,
    provenance,
    rules,
    steps,
    supplementary,
)
from optimiser.reports.plan_book.book import Book, Page
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEETS = (
    guide.PAGE,
    plan.PAGE,
    flows.PAGE,
    awards.PAGE,
    rules.PAGE,
    choices.PAGE,
    held.PAGE,
    checks.PAGE,
    effect.PAGE,
    agreements.PAGE,
    budget.PAGE,
    supplementary.PAGE,
    large.PAGE,
    steps.PAGE,
    certificate.PAGE,
    provenance.PAGE,
    charts.PAGE,
)


def pages_of(record: Record, budget: bool = False) -> tuple[Page, ...]:
    """The sheets of a record, in order; with `budget` only the ministry's own tables."""
    found = [page for page in SHEETS if page.when(record) and (page.budget or not budget)]
    if not budget:
        taken = {page.name[lang].lower() for page in SHEETS for lang in LANGS}
        place = found.index(effect.PAGE) + 1
        found[place:place] = members.pages(record, taken)
    return tuple(found)


def write(record: Record, path: Path, lang: Lang) -> None:
    """Writes the plan workbook of a solved record. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(record, lang, pages_of(record), workbook).draw()

    write_workbook(path, draw, lang, f"{record.name[lang]} - {record.scenario_name[lang]}")


def write_budget(record: Record, path: Path, lang: Lang) -> None:
    """Writes the ministry's own tables of a solved record as a workbook of their own. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(record, lang, pages_of(record, budget=True), workbook).draw()

    write_workbook(path, draw, lang, f"{record.name[lang]} - {record.scenario_name[lang]}")
