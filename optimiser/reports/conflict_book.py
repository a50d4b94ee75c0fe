"""The conflict workbook: why no plan exists, which rules are in it, and what would have to give, cheapest first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.language import Lang, Text, quantity
from optimiser.record import Record
from optimiser.reports.plan_book.book import Book, Cell, Column, Page, Sheet, Styled
from optimiser.reports.plan_book.names import NAME, PLACE, STANDING, YEAR
from optimiser.reports.plan_book.style import ORANGE
from optimiser.words import STANDINGS
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MEMBERS = (
    Column("regel", Text("regel", "rule"), 32),
    Column("jaar", YEAR, 9, "year"),
    Column("naam", NAME, 44, "wrap"),
    Column("zin", Text("zin", "sentence"), 66, "wrap"),
    Column("hardheid", STANDING, 16),
    Column("eigenaar", Text("eigenaar", "owner"), 24, "wrap"),
    Column("bron", PLACE, 44, "wrap"),
)
REPAIRS = (
    Column("regel", Text("regel", "rule"), 22),
    Column("jaar", YEAR, 9, "year"),
    Column("naar", Text("nieuwe grens", "new limit"), 44),
    Column("geeft", Text("geeft toe", "gives way"), 66),
    Column("hardheid", STANDING, 16),
)
NONE = Text("GEEN PLAN MOGELIJK", "NO PLAN EXISTS")
MINIMAL = Text(
    "Elke regel hieronder is nodig voor het conflict: laat er één weg en er bestaat een plan.",
    "Every rule below is needed for the conflict: leave out any one and a plan exists.",
)
PROVED = Text(
    "Bewijs: certificate.json. Controleer het met `python verify.py certificate.json`.",
    "Proof: certificate.json. Check it with `python verify.py certificate.json`.",
)
WAYS = Text(
    "Wat er kan wijken, elk op zichzelf genoeg; wie het mag veranderen bepaalt de volgorde",
    "What can give way, each enough by itself; in order of who may change it",
)


def write(record: Record, path: Path, lang: Lang) -> None:
    """Writes the workbook of a case without a plan. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(record, lang, (PAGE,), workbook).draw()

    write_workbook(path, draw, lang, f"{record.name[lang]} - {record.scenario_name[lang]}")


def _write(sheet: Sheet) -> None:
    record, book = sheet.book.record, sheet.book
    conflict = record.conflict
    assert conflict is not None
    sheet.widths([column.width for column in MEMBERS])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(f"{record.name[book.lang]}: {record.scenario_name[book.lang]}", "title"))
    sheet.put(1, 0, book.word(NONE), "verdict")
    row = sheet.paragraph(3, conflict.sentence[book.lang])
    row = sheet.paragraph(row, book.word(MINIMAL))
    row = sheet.paragraph(row, book.word(PROVED))
    members: list[list[Cell]] = [
        [
            one.rule,
            None if one.year is None else int(one.year),
            one.name[book.lang],
            one.sentence[book.lang],
            book.word(STANDINGS[one.standing]),
            one.owner,
            one.source,
        ]
        for one in conflict.members
    ]
    row = sheet.table("tblConflict", "k", MEMBERS, members, row + 1)
    sheet.put(row + 1, 0, book.word(WAYS), "section")
    repairs: list[list[Cell]] = [
        [
            one.rule,
            None if one.year is None else int(one.year),
            quantity(one.to, one.unit, book.lang),
            quantity(one.slack, "persons" if one.unit == "persons" else "EUR", book.lang),
            book.word(STANDINGS[one.standing]),
        ]
        for one in conflict.repairs
    ]
    sheet.table("tblHerstel", "l", REPAIRS, repairs, row + 2)


PAGE = Page(Text("Conflict", "Conflict"), NONE, _write, ORANGE)
