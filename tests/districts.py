"""A small programme with further dimensions: youth care over three districts and two target groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from optimiser.programme_file import read_programme
from optimiser.record import Record
from optimiser.run import solve
from optimiser.template import write_book

MODEL = Path(__file__).parent / "data" / "districts.toml"
# sheet -> row -> column -> what a planner types
TYPED: dict[str, dict[int, dict[str, Any]]] = {
    "Herkomst": {
        2: {"2026 (EUR)": 4_000_000, "2027 (EUR)": 4_000_000, "hardheid": "aanname"},
        3: {"2026 (EUR)": 1_000_000, "2027 (EUR)": 1_000_000, "hardheid": "aanname"},
    },
    "Instrumenten": {
        2: {"betaald uit": "rijk, eigen", "absorptie (EUR)": 3_000_000, "hardheid": "aanname"},
        3: {"betaald uit": "rijk", "absorptie (EUR)": 8_000_000, "hardheid": "aanname"},
    },
    "Effecten": {
        row: {
            "laag": low,
            "midden": mid,
            "hoog": high,
            "start na jaren": 0,
            "duur in jaren": 3,
            "soort": "voegt medewerkers toe",
            "hardheid": "aanname",
        }
        for row, (low, mid, high) in ((2, (2, 4, 6)), (3, (1, 3, 5)))
    },
    "Wijken": {
        row: {"jongeren": young, "zwaarte": weight, "hardheid": "aanname"}
        for row, (young, weight) in ((2, (500, 1.5)), (3, (800, 1)), (4, (1200, 1)))
    },
}


def workbook(folder: Path) -> Path:
    """Its input workbook, filled by hand from the empty template."""
    path = folder / "districts.xlsx"
    write_book(path, read_programme(MODEL), None, "nl")
    book = openpyxl.load_workbook(path)
    for name, rows in TYPED.items():
        heads = {cell.value: cell.column for cell in book[name][1]}
        for row, typed in rows.items():
            for head, value in typed.items():
                book[name].cell(row, heads[head]).value = value
    book.save(path)
    return path


def solved(folder: Path) -> Record:
    """Its best plan."""
    return solve(str(MODEL), input=str(workbook(folder)))
