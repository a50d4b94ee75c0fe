"""The programme of the page about writing one's own, read from that page, and its workbook filled in as the page says."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

PAGE = Path(__file__).parents[1] / "docs" / "programma-schrijven.md"
YOUTH = PAGE.read_text(encoding="utf-8").split("```toml\n", 1)[1].split("```", 1)[0]

# Sheet -> id -> heading -> what is typed there.
SURE = {"hardheid": "aanname"}
FIGURES: dict[str, dict[str, dict[str, object]]] = {
    "Herkomst": {"rijk": {"2026 (EUR)": 4_000_000, "2027 (EUR)": 4_000_000}, "eigen": {"2026 (EUR)": 1_000_000, "2027 (EUR)": 1_000_000}},
    "Instrumenten": {
        "gezinshulp": {"betaald uit": "rijk, eigen", "absorptie (EUR)": 3_000_000},
        "ambulant": {"betaald uit": "rijk", "absorptie (EUR)": 8_000_000},
    },
    "Effecten": {
        "gezinshulp": {"laag": 2, "midden": 4, "hoog": 6},
        "ambulant": {"laag": 1, "midden": 3, "hoog": 5},
    },
    "Wijken": {
        "noord": {"jongeren": 500, "zwaarte": 1.5},
        "zuid": {"jongeren": 800, "zwaarte": 1},
        "centrum": {"jongeren": 1200, "zwaarte": 1},
    },
}
EFFECT = {"start na jaren": 0, "duur in jaren": 3, "soort": "voegt medewerkers toe"}


def fill_workbook(empty: Path | str, target: Path | str) -> None:
    """Types the figures into an empty Dutch workbook, as a person would: by sheet, row and heading."""
    book = load_workbook(empty)
    for name, rows in FIGURES.items():
        sheet = book[name]
        heads = {cell.value: cell.column for cell in sheet[1]}
        lines = {str(sheet.cell(row, 1).value): row for row in range(2, sheet.max_row + 1)}
        for id, typed in rows.items():
            for head, value in {**typed, **(EFFECT if name == "Effecten" else {}), **SURE}.items():
                sheet.cell(lines[id], heads[head]).value = value
    book.save(target)
