"""Random changes to a workbook as rows, the way people make them: by id and header, in any order of rows and columns."""

from __future__ import annotations

import copy
import random
from collections import Counter
from pathlib import Path
from typing import Any

from optimiser.faults import Fault
from optimiser.keyed.cells import KeyedBook
from optimiser.keyed.reading import read_keyed, years_named
from optimiser.reading.sheets import read_book
from tests import small
from tests.small import Rows

NOTES = ("nagaan", "overlegd", "volgens brief, p. 3", "voorlopig")
NUMBERS: dict[str, tuple[Any, ...]] = {
    "Herkomst": (1_000_000, 0, 25_000_000, "PM", "n.v.t."),
    "Referentie": (1_000_000, 0, 25_000_000),
    "Effecten": (2, 7.5, "2/3", 0),
    "Regels": (0.5, "2/3", "60%", None),
    "Scenarios": ("*0.9", 5_000_000, "PM", None),
}
Spot = tuple[str, str, str]


def base() -> Rows:
    """The small programme with scenarios, a comment row and a column of somebody's own."""
    rows = small.rows()
    rows["Scenarios"] = [
        ["sleutel", "bron", "hardheid", "toelichting", "krap", "ruim"],
        ["source.breed.2025", None, "aanname", "raming", "*0.9", "*1.1"],
        ["source.vvt.2025", None, "aanname", None, 15_000_000, None],
        ["source.iza.2025", None, "aanname", None, 1_000_000, 9_000_000],
    ]
    rows["Herkomst"] = [[*line, own] for line, own in zip(rows["Herkomst"], ("behandelaar", "Jan", None, "Els"), strict=True)]
    rows["Herkomst"].append(["# nog te vragen", "aan FEZ", *[None] * 6])
    return rows


def spots(rows: Rows) -> list[Spot]:
    """Every cell that a person may change: sheet, id, header."""
    found = []
    for sheet, table in rows.items():
        for line in table[1:]:
            if not str(line[0]).startswith("#"):
                found += [(sheet, str(line[0]), str(head)) for head in table[0] if head is not None and _choices(sheet, str(head))]
    return found


def _choices(sheet: str, head: str) -> tuple[Any, ...]:
    if head in ("toelichting", "behandelaar"):
        return NOTES
    if head == "hardheid":
        return ("aanname", "bron", "derived")
    if sheet == "Instrumenten":
        return {"absorptie": (1_000_000, 70_000_000), "betaald uit": ("breed", "vvt, breed"), "grondslag": ("subsidie", "total cost")}.get(head, ())
    usual = head[:4].isdigit() or head in ("laag", "midden", "hoog", "elk jaar") or sheet == "Scenarios"
    return NUMBERS.get(sheet, ()) if usual and head not in ("bron", "sleutel") else ()


def change(rows: Rows, spot: Spot, dice: random.Random) -> None:
    """Types another value into a cell."""
    sheet, id, head = spot
    line = next(line for line in rows[sheet][1:] if line[0] == id)
    line[rows[sheet][0].index(head)] = dice.choice(_choices(sheet, head))


def shuffle(rows: Rows, dice: random.Random) -> Rows:
    """The same content with rows, columns and sheets in another order."""
    found: Rows = {}
    for sheet in dice.sample(list(rows), len(rows)):
        head, *lines = rows[sheet]
        order = dice.sample(range(len(head)), len(head))
        found[sheet] = [[line[column] for column in order] for line in [head, *dice.sample(lines, len(lines))]]
    return found


def edited(rows: Rows, seed: int, cells: int = 4) -> Rows:
    """A copy with some cells changed, and now and then a row, a comment row, a column or a scenario more or fewer."""
    dice, mine = random.Random(seed), copy.deepcopy(rows)
    for spot in dice.sample(spots(mine), cells):
        change(mine, spot, dice)
    for what in dice.sample(("row", "drop", "remark", "column", "scenario", "rename", "unremark", "unscenario"), dice.randrange(4)):
        _restructure(mine, what, dice)
    return mine


def _restructure(rows: Rows, what: str, dice: random.Random) -> None:
    sheet = dice.choice(("Herkomst", "Effecten", "Scenarios"))
    table, width = rows[sheet], len(rows[sheet][0])
    scenarios = rows["Scenarios"]
    if what == "row":
        table.append([f"nieuw-{dice.randrange(3)}", *[None] * (width - 1)])
        change(rows, dice.choice([spot for spot in spots(rows) if spot[0] == sheet and spot[1] == table[-1][0]]), dice)
    elif what == "drop":
        table.remove(dice.choice([line for line in table[1:] if not str(line[0]).startswith("#")]))
    elif what == "remark":
        table.append([f"# {dice.choice(NOTES)}", *[None] * (width - 1)])
    elif what == "unremark":
        rows["Herkomst"] = [line for line in rows["Herkomst"] if not str(line[0]).startswith("#")]
    elif what == "column":
        for line, value in zip(table, (f"eigen {dice.randrange(3)}", *[dice.choice((*NOTES, None)) for _ in table[1:]]), strict=True):
            line.append(value if sheet != "Scenarios" else "# los" if line is table[0] else None)
    elif what == "scenario":
        name = f"eigen-{dice.randrange(2)}"
        for line in scenarios:
            line.append(name if line is scenarios[0] else dice.choice(NUMBERS["Scenarios"]))
    elif what == "rename":
        scenarios[0][4] = dice.choice(("krapper", "zuinig"))
    elif what == "unscenario":
        for line in scenarios:
            line.pop(5)


def keyed(path: Path) -> KeyedBook:
    """A workbook as keyed cells; a merged one may hold open conflicts."""
    found: list[Fault] = []
    book = read_book(path)
    read = read_keyed(book, years_named(book), found)
    assert {fault.code for fault in found if not fault.warning} <= {"merge-conflict"}, found
    return read


def content(path: Path) -> dict[str, Any]:
    """What a workbook says, without its layout: rows and cells by key, comment rows, scenario names, sheets of one's own."""
    book = keyed(path)
    tables = {
        key: {
            "rows": {id: {col: entry.meaning for col, entry in row.entries.items() if entry.meaning is not None} for id, row in table.rows.items()},
            "remarks": Counter(row.content() for row in table.remarks),
            "scenarios": {col.name for col in table.scenarios()},
            "notes": {(id, col): entry.note for id, row in table.rows.items() for col, entry in row.entries.items() if entry.note},
        }
        for key, table in book.tables.items()
    }
    return {**tables, "others": {name: {at: cell.shown for at, cell in sheet.cells.items()} for name, sheet in book.others.items()}}
