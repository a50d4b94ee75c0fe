"""Records whose budget tables are worth looking at, and a reader of the written table that knows nothing of how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

import optimiser
from optimiser.figures import Figures, Mark
from optimiser.record import Record
from optimiser.template import write_book
from tests import small
from tests.small import figure

ARTICLES = """
[[article]]
id = "artikel-4"
number = "4"
name = { nl = "Zorgbreed beleid", en = "Care-wide policy" }
standing = "sourced"

[[article_part]]
id = "arbeidsmarkt"
article = "artikel-4"
number = "4.2"
name = { nl = "Arbeidsmarkt", en = "Labour market" }
standing = "sourced"

[[rule]]
id = "balance\""""
PLACES = (
    ('space = "innovatie"\n\n[[instrument]]\nid = "taken"', 'budget = { part = "arbeidsmarkt", kind = "subsidies", standing = "sourced" }'),
    ('space = "innovatie"\n\n[[instrument]]\nid = "scholing"', 'budget = { part = "arbeidsmarkt", kind = "opdrachten" }'),
    ('space = "leren"\n\n[[rule]]', 'budget = { part = "arbeidsmarkt", kind = "subsidies" }'),
)
# Budgets that are no whole thousands, so that printing them needs rounding.
ODD = {("breed", "2024"): 100_000_501, ("breed", "2025"): 120_000_499, ("vvt", "2024"): 20_000_250, ("vvt", "2025"): 20_000_251}


def programme_text(placed: bool) -> str:
    """The small programme, with every instrument under an article or (False) with none."""
    text = small.TOML.read_text(encoding="utf-8")
    if placed:
        for old, place in PLACES:
            assert old in text
            space, rest = old.split("\n", 1)
            text = text.replace(old, f"{space}\n{place}\n{rest}", 1)
        text = text.replace('[[rule]]\nid = "balance"', ARTICLES.strip(), 1)
    return text


def odd_figures() -> Figures:
    """Figures in odd euros; the years around the programme are known for some instruments and flows only."""
    figures = small.figures()
    amounts: Mapping[tuple[str, str, str], Any] = {
        ("opschaling", "outlays", "2022"): 1_500,
        ("taken", "outlays", "2022"): 1_500,
        ("scholing", "outlays", "2022"): 1_500,
        ("opschaling", "outlays", "2023"): 9_999_999,
        ("taken", "outlays", "2026"): Mark.PM,
        ("opschaling", "outlays", "2026"): 2_499,
        ("scholing", "outlays", "2026"): Mark.NOT_APPLICABLE,
        **{(one, "outlays", "2027"): Mark.NOT_APPLICABLE for one in ("opschaling", "taken", "scholing")},
        **{(one, "commitments", "2024"): 10_400 for one in ("opschaling", "taken", "scholing")},
        **{(one, "guarantees", "2024"): amount for one, amount in (("opschaling", 0), ("taken", 0), ("scholing", 7_000))},
        ("scholing", "guarantees", "2025"): 7_000,
        **{(one, "receipts", "2025"): 0 for one in ("opschaling", "taken", "scholing")},
    }
    budgets = {**figures.budgets, **{key: replace(figures.budgets[key], value=value) for key, value in ODD.items()}}
    return replace(figures, budgets=budgets, multi_year={key: figure(value) for key, value in amounts.items()})


def folder_of(folder: Path, placed: bool) -> Path:
    """A folder as `start` makes it; returns its programme file."""
    (folder / "models").mkdir(parents=True)
    (folder / "inputs").mkdir()
    path = folder / "models" / "small.toml"
    path.write_text(programme_text(placed), encoding="utf-8")
    write_book(folder / "inputs" / "small.xlsx", small.programme(), odd_figures(), "nl")
    return path


def record_of(folder: Path, placed: bool) -> Record:
    """The small programme in odd euros, solved to the euro."""
    return optimiser.solve(str(folder_of(folder, placed)), unit=1)


@dataclass(frozen=True)
class Printed:
    """A row as a reader sees it: how deep its name stands, the name, and its numbers by the head of the column."""

    depth: int
    name: str
    numbers: dict[str, Any]


def read_tables(path: Path) -> list[tuple[str, list[Printed]]]:
    """Every budget table of a workbook: title and rows, from what is shown and how far names are indented."""
    sheet = load_workbook(path, data_only=True).worksheets[0]
    found: list[tuple[str, list[Printed]]] = []
    heads: list[str] = []
    for row in sheet.iter_rows(max_col=8):
        text = row[0].value
        if isinstance(text, str) and text.startswith(("Bedragen x", "Amounts x")):
            heads = [str(cell.value) for cell in row[1:]]
            found.append((str(sheet.cell(row=row[0].row - 1, column=1).value), []))
        elif heads and text is not None and row[1].value is not None:
            found[-1][1].append(Printed(int(row[0].alignment.indent), str(text), dict(zip(heads, (cell.value for cell in row[1:]), strict=True))))
        else:
            heads = []
    return found


def add_up_again(rows: list[Printed]) -> int:
    """Fails on a subtotal that is not the sum of the rows one step deeper below it; returns how many sums were compared."""
    names = [row.name for row in rows]
    start = next(place for place, name in enumerate(names) if name in ("Uitgaven", "Outlays"))
    body = [rows[start], *rows[start + 2 : -1]]
    compared = 0
    for place, row in enumerate(body):
        below = []
        for other in body[place + 1 :]:
            if other.depth <= row.depth:
                break
            if other.depth == row.depth + 1:
                below.append(other)
        for head, number in row.numbers.items() if below else ():
            parts = [one.numbers[head] for one in below]
            if "n.b." in parts:
                assert number == "n.b.", (row.name, head)
            elif any(isinstance(part, (int, float)) for part in parts):
                assert number == sum(part for part in parts if isinstance(part, (int, float))), (row.name, head)
            else:
                assert number == ("PM" if "PM" in parts else "n.v.t."), (row.name, head)
            compared += 1
    return compared
