"""What a plan workbook says of its own making: the figures, changes, rule limits and fingerprints on its sheets, whoever saved it last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimiser.draft import Override
from optimiser.plan_reading import ANYWHERE, Found, find_table, table_rows
from optimiser.reading.sheets import Book
from optimiser.record import FigureUsed
from optimiser.words import STANDINGS

FIGURES = {
    "key": ("sleutel", "key"),
    "value": ("waarde", "value"),
    "unit": ("eenheid", "unit"),
    "place": ("plaats", "place"),
    "standing": ("hardheid", "standing"),
    "source": ("bron", "origin"),
    "note": ("toelichting", "note"),
}
CHANGES = {"key": ("sleutel", "key"), "was": ("was",), "now": ("nu", "now"), "by": ("door", "by"), "why": ("reden", "reason")}
RULES = {
    "rule": ("regel", "rule"),
    "year": ("jaar", "year"),
    "member": ("lid", "member"),
    "limit": ("grens exact", "limit exact"),
    "standing": ("hardheid", "standing"),
    "source": ("bron", "origin"),
}
LINES = {"instrument": ("instrument",), "space": ("ruimte", "space"), "year": ("jaar", "year")}
MODEL, INPUT = ("model",), ("invoer", "input")
OF_FIGURES = ("sourced", "derived", "assumed")


@dataclass(frozen=True, slots=True)
class LimitTold:
    """The limit of a rule in one year (and member), as a plan tells it."""

    id: str
    year: str | None
    member: str | None
    limit: str
    unit: str
    standing: str
    source: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a plan comes from. The fingerprints are SHA-256 of the programme and the input workbook; empty when they are not told."""

    figures: tuple[FigureUsed, ...] = ()
    overrides: tuple[Override, ...] = ()
    limits: tuple[LimitTold, ...] = ()
    spaces: Mapping[str, str] = field(default_factory=dict)
    model_hash: str = ""
    inputs_hash: str = ""
    inputs_file: str = ""


def provenance_in(book: Book) -> Provenance:
    """The provenance of a plan workbook in either language; parts that are missing stay empty."""
    made = _made(book)
    file, _, fingerprint = made.get("input", "").partition("  SHA-256 ")
    lines = find_table(book, LINES, ANYWHERE)
    return Provenance(
        tuple(_figure(found, row) for found, row in table_rows(book, FIGURES, "key")),
        tuple(_change(found, row) for found, row in table_rows(book, CHANGES, "key")),
        tuple(_limit(found, row) for found, row in table_rows(book, RULES, "rule")),
        {lines.text(row, "instrument"): lines.text(row, "space") for row in lines.rows} if lines else {},
        made.get("model", "").partition("  SHA-256 ")[2],
        fingerprint,
        file,
    )


def _figure(found: Found, row: int) -> FigureUsed:
    told = {name: found.text(row, name) for name in FIGURES}
    return FigureUsed(**{**told, "standing": _standing(told["standing"], OF_FIGURES)})


def _change(found: Found, row: int) -> Override:
    return Override(*(found.text(row, name) for name in CHANGES))


def _limit(found: Found, row: int) -> LimitTold:
    told = {name: found.text(row, name) for name in RULES}
    standing = _standing(told["standing"], [key for key in STANDINGS if key not in OF_FIGURES])
    return LimitTold(told["rule"], told["year"] or None, told["member"] or None, told["limit"], "", standing, told["source"])


def _standing(word: str, keys: Sequence[str]) -> str:
    """The key of a standing by its word in either language."""
    return next((key for key in keys if word.casefold() in (STANDINGS[key].nl.casefold(), STANDINGS[key].en.casefold())), word)


def _made(book: Book) -> dict[str, str]:
    """The fingerprints, by the words in front of them."""
    found: dict[str, str] = {}
    for sheet in book.sheets.values():
        for (row, column), cell in sheet.cells.items():
            beside = sheet.cells.get((row, column + 1))
            if column == 1 and beside is not None and "SHA-256 " in beside.shown:
                found |= {"model": beside.shown} if cell.shown in MODEL else {"input": beside.shown} if cell.shown in INPUT else {}
    return found
