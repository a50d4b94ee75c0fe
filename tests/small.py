"""The small programme of the tests (`data/small.toml`) with its figures, and its workbook as rows that a test may spoil."""

from __future__ import annotations

import copy
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from optimiser.figures import Figure, Figures, Indexation, Mark, Mutation, Response, Standing
from optimiser.programme import Programme
from optimiser.programme_file import read_programme

TOML = Path(__file__).parent / "data" / "small.toml"
MLN = 1_000_000
Rows = dict[str, list[list[Any]]]


@cache
def programme() -> Programme:
    """The small programme."""
    return read_programme(TOML)


def figure(value: int | Fraction | Mark | date | str, unit: str = "EUR", place: str = "", standing: Standing = "assumed", note: str = "") -> Figure:
    """A figure with a source when it says it has one."""
    return Figure(value, unit, place, standing, "voorbeeld, p. 1" if standing == "sourced" else "", note)


def response(low: int, central: int, high: int, lag: int, duration: int, adds: bool) -> Response:
    """Estimates in persons per EUR 1 million, with the programme's own tiers and realisation."""
    names = zip(("low", "central", "high"), (low, central, high), strict=True)
    estimates = {name: figure(Fraction(value), "persons per EUR 1 million") for name, value in names}
    effect = programme().effect
    realisation = Figure(effect.realisation, "1", "models", "assumed", "", effect.note)
    return Response(estimates, realisation, figure(lag, "years"), figure(duration, "years"), adds, effect.tiers)


def figures() -> Figures:
    """Figures under which the base case has a plan: 120 and 140 million, of which innovation can absorb 86.7 and 140."""
    return Figures(
        file="small.xlsx",
        budgets={
            ("breed", "2024"): figure(100 * MLN, standing="sourced"),
            ("breed", "2025"): figure(120 * MLN, standing="sourced"),
            ("vvt", "2024"): figure(20 * MLN, standing="sourced"),
            ("vvt", "2025"): figure(20 * MLN, standing="sourced"),
            ("iza", "2024"): figure(Mark.NOT_APPLICABLE, standing="sourced"),
            ("iza", "2025"): figure(Mark.PM, standing="sourced"),
        },
        lines={"opschaling": ("breed", "iza"), "taken": ("breed",), "scholing": ("breed", "vvt")},
        columns={
            ("opschaling", "absorption", None): figure(80 * MLN),
            ("opschaling", "opens", None): figure(date(2024, 9, 1), "date"),
            ("opschaling", "cofinancing", None): figure(Fraction(1, 4), "1"),
            ("taken", "minimum", None): figure(5 * MLN),
            ("taken", "absorption", None): figure(60 * MLN),
            ("taken", "cofinancing", None): figure(Fraction(1, 3), "1"),
            ("scholing", "maximum", None): figure(75 * MLN),
            ("scholing", "committed", "2024"): figure(10 * MLN),
            ("scholing", "absorption", None): figure(70 * MLN),
            ("scholing", "previous", None): figure(15 * MLN),
        },
        responses={
            "opschaling": response(4, 10, 16, 1, 5, adds=False),
            "taken": response(3, 8, 12, 0, 3, adds=False),
            "scholing": response(2, 6, 9, 1, 4, adds=True),
        },
        reference={
            ("innovatie", "2024"): figure(60 * MLN, standing="sourced"),
            ("innovatie", "2025"): figure(95 * MLN, standing="sourced"),
            ("leren", "2024"): figure(60 * MLN, standing="sourced"),
            ("leren", "2025"): figure(45 * MLN, standing="sourced"),
        },
        bases={"opschaling": "total", "taken": "subsidy"},
    )


def bare(thing: Any) -> Any:
    """Figures, or a part of them, without the file and the places: what two workbooks with the same content share."""
    if isinstance(thing, Figure):
        return replace(thing, place="")
    if isinstance(thing, (Figures, Response, Mutation, Indexation)):
        return {one.name: bare(getattr(thing, one.name)) for one in fields(thing) if one.name not in ("file", "places")}
    return {key: bare(value) for key, value in thing.items()} if isinstance(thing, dict) else thing


def _heads(names: str) -> list[str]:
    return [name.strip() for name in names.split("|")]


_SOURCED = ["voorbeeld, p. 1", "bron", None]
_ASSUMED = [None, "aanname", None]
_BLANK = [None, None, None, None]
_ROWS: Rows = {
    "Herkomst": [
        ["id", "naam", "2024 (EUR)", "2025 (EUR)", "bron", "hardheid", "toelichting"],
        ["breed", "Breed pakket", 100 * MLN, 120 * MLN, *_SOURCED],
        ["vvt", "Opleidingsakkoord", 20 * MLN, 20 * MLN, *_SOURCED],
        ["iza", "Transitiegeld", "n.v.t.", "PM", *_SOURCED],
    ],
    "Instrumenten": [
        _heads(
            "id | naam | ruimte | betaald uit | minimum | maximum | vastgelegd 2024 | vastgelegd 2025 | absorptie"
            " | opent | sluit | cofinanciering | grondslag | jaar ervoor | bron | hardheid | toelichting"
        ),
        ["opschaling", "x", "innovatie", "breed, iza", *_BLANK, 80 * MLN, date(2024, 9, 1), None, 0.25, "totale kosten", None, *_ASSUMED],
        ["taken", "x", "innovatie", "breed", 5 * MLN, None, None, None, 60 * MLN, None, None, "1/3", "subsidie", None, *_ASSUMED],
        ["scholing", "x", "leren", "breed, vvt", None, 75 * MLN, 10 * MLN, None, 70 * MLN, None, None, None, None, 15 * MLN, *_ASSUMED],
    ],
    "Effecten": [
        _heads(
            "id | naam | laag | midden | hoog | realisatie | start na jaren | duur in jaren | soort"
            " | trede 1 deel | trede 1 tarief | trede 2 deel | trede 2 tarief | afleiding | bron | hardheid | toelichting"
        ),
        ["opschaling", "x", 4, 10, 16, None, 1, 5, "verlaagt de vraag", None, None, None, None, None, *_ASSUMED],
        ["taken", "x", 3, 8, 12, None, 0, 3, "verlaagt de vraag", None, None, None, None, None, *_ASSUMED],
        ["scholing", "x", 2, 6, 9, None, 1, 4, "voegt medewerkers toe", None, None, None, None, None, *_ASSUMED],
    ],
    "Regels": [
        ["id", "naam", "actief", "elk jaar", "2024", "2025", "eenheid", "bron", "toelichting"],
        ["growth-path", "Groeipad", None, None, None, None, "aandeel", None, None],
    ],
    "Referentie": [
        ["id", "naam", "2024 (EUR)", "2025 (EUR)", "bron", "hardheid", "toelichting"],
        ["innovatie", "Innovatie", 60 * MLN, 95 * MLN, *_SOURCED],
        ["leren", "Leren", 60 * MLN, 45 * MLN, *_SOURCED],
    ],
}


def rows() -> Rows:
    """The same figures as typed in a workbook, sheet by sheet; a fresh copy each time."""
    return copy.deepcopy(_ROWS)


def write(path: Path, sheets: Rows) -> Path:
    """A plain workbook; a pair (`=formula`, value) is a formula with that saved result."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_urls": False, "strings_to_numbers": False}) as book:
        days = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(table):
                for column, value in enumerate(line):
                    if isinstance(value, tuple):
                        sheet.write_formula(row, column, value[0], None, value[1])
                    elif isinstance(value, date):
                        sheet.write_datetime(row, column, value, days)
                    elif value is not None:
                        sheet.write(row, column, value)
    return path
