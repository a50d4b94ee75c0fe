"""A plan workbook edited the way people do it: cells typed by the heading of their column, saved by openpyxl."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Typed = Mapping[str, Any]
PLAN_HEADS = {"plan": ("plan (EUR)",), "lock": ("slot", "lock"), "reason": ("reden wijziging", "reason for change")}
FLOW_HEADS = {"amount": ("bedrag (EUR)", "amount (EUR)"), "mark": ("kenmerk", "mark")}


def edited(
    source: Path, target: Path, plan: Mapping[str, Typed] | None = None, flows: Mapping[tuple[str, str, int], Typed | int] | None = None
) -> Path:
    """`plan[line]` has what is typed under plan, lock and reason; `flows[source, instrument, year]` an amount to set, or to add as {"more": n}."""
    book = load_workbook(source)
    sheets = {sheet.title: sheet for sheet in book}
    page = sheets.get("Plan")
    assert page is not None
    for line, typed in (plan or {}).items():
        row = next(row for row in range(5, page.max_row + 1) if page.cell(row, 1).value == line)
        for key, value in typed.items():
            page.cell(row, column(page, PLAN_HEADS[key])).value = value
    page = sheets.get("Geldstromen") or sheets["Flows"]
    for flow, typed in (flows or {}).items():
        row = next(row for row in range(5, page.max_row + 1) if ids(page, row) == flow)
        cell = page.cell(row, column(page, FLOW_HEADS["amount"]))
        cell.value = cell.value + typed["more"] if isinstance(typed, Mapping) else typed
    book.save(target)
    return target


def column(page: Worksheet, names: tuple[str, ...], head: int = 4) -> int:
    """The column with one of these headings."""
    return next(cell.column for cell in page[head] if cell.value in names)


def ids(page: Worksheet, row: int) -> tuple[str, str, int]:
    """Source, instrument and year of a row of flows."""
    heads = [column(page, names) for names in (("herkomst", "source"), ("instrument",), ("jaar", "year"))]
    source, instrument, year = (page.cell(row, place).value for place in heads)
    return str(source), str(instrument), int(year)
