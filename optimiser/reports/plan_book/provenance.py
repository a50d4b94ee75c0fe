"""Sheet Herkomst: every figure with its cell and standing, every change with its reason, what is shown but not used, and what made this run."""

from __future__ import annotations

from collections.abc import Sequence

from optimiser.exact import plain, read_exact
from optimiser.language import Text
from optimiser.record import FigureUsed
from optimiser.reports.plan_book.book import HEAD, Cell, Column, Page, Sheet, Styled
from optimiser.reports.plan_book.names import NAME, NOTE, PLACE, STANDING, YEAR
from optimiser.reports.plan_book.style import GREY
from optimiser.words import STANDINGS

ABOUT = Text(
    "Waar elk getal vandaan komt. PM en n.v.t. blijven wat ze zijn; geld buiten het programma telt nergens mee.",
    "Where every number comes from. PM and n.v.t. stay what they are; money outside the programme is counted nowhere.",
)
KEY, VALUE, UNIT = Text("sleutel", "key"), Text("waarde", "value"), Text("eenheid", "unit")
WIDTHS = (46, 20, 22, 26, 14, 50, 70)
FIGURES = (
    Column("sleutel", KEY, 46),
    Column("waarde", VALUE, 20, "right"),
    Column("eenheid", UNIT, 22),
    Column("plaats", Text("plaats", "place"), 26),
    Column("hardheid", STANDING, 14),
    Column("bron", PLACE, 50, "wrap"),
    Column("toelichting", NOTE, 70, "wrap"),
)
CHANGES = (
    Column("sleutel", KEY, 46),
    Column("was", Text("was", "was"), 20, "right"),
    Column("nu", Text("nu", "now"), 22, "right"),
    Column("door", Text("door", "by"), 26),
    Column("leeg", Text("soort", "kind"), 14),
    Column("reden", Text("reden", "reason"), 50, "wrap"),
)
STATED = (
    Column("jaar", YEAR, 46, "year"),
    Column("genoemd", Text("genoemd totaal (EUR)", "stated total (EUR)"), 20, "euro"),
    Column("som", Text("som van de herkomstregels (EUR)", "sum of the source lines (EUR)"), 22, "euro"),
    Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 26, "euro"),
    Column("leeg", Text("soort", "kind"), 14),
    Column("bron", PLACE, 50, "wrap"),
)
CONTEXT = (
    Column("naam", NAME, 46, "wrap"),
    Column("waarde", VALUE, 20, "right"),
    Column("eenheid", UNIT, 22),
    Column("telt", Text("telt mee?", "counted?"), 26),
    Column("leeg", Text("soort", "kind"), 14),
    Column("bron", PLACE, 50, "wrap"),
    Column("toelichting", NOTE, 70, "wrap"),
)
MADE = (Column("wat", Text("wat", "what"), 46), Column("waarde", VALUE, 20))
# What a spreadsheet's number holds for sure.
DIGITS = 15
OUTSIDE = Text("nee, geld buiten het programma", "no, money outside the programme")
SHOWN = Text("nee, ter informatie", "no, for information")


def write(sheet: Sheet) -> None:
    """The tables one under the other, each with its own header."""
    record, book = sheet.book.record, sheet.book
    sheet.heading()
    sheet.widths(WIDTHS)
    sheet.freeze(HEAD, repeat=False)
    row = sheet.table("tblCijfers", "h", FIGURES, [_figure(sheet, one) for one in record.figures])
    changes: list[list[Cell]] = [[one.key, one.was, one.now, one.origin, "", one.reason] for one in record.overrides]
    row = _section(sheet, row, Text("Wijzigingen op de basis", "Changes to the base"), "tblWijzigingen", CHANGES, changes)
    stated: list[list[Cell]] = [[int(one.year), one.stated, one.lines, one.lines - one.stated, "", one.source] for one in record.stated]
    row = _section(sheet, row, Text("Genoemde totalen", "Stated totals"), "tblTotalen", STATED, stated)
    context: list[list[Cell]] = [
        [one.name[book.lang], _number(plain(one.value)), one.unit, book.word(OUTSIDE if one.outside else SHOWN), "", one.source, one.note]
        for one in record.context
    ]
    row = _section(sheet, row, Text("Ter informatie, nergens gebruikt", "For information, used nowhere"), "tblContext", CONTEXT, context)
    row = _section(sheet, row, Text("Waarmee dit plan gemaakt is", "What made this plan"), "tblGemaakt", MADE, _made(sheet))


def _section(sheet: Sheet, row: int, title: Text, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    if not rows:
        return row
    sheet.put(row + 1, 0, sheet.book.word(title), "section")
    return sheet.table(name, name, columns, rows, row + 2)


def _figure(sheet: Sheet, one: FigureUsed) -> list[Cell]:
    return [one.key, _number(one.value), one.unit, one.place, sheet.book.word(STANDINGS[one.standing]), one.source, one.note]


def _number(text: str) -> Cell:
    """A number as a number, whole amounts with thousands marks; PM, dates, and what no cell holds exactly (1/3), as text."""
    value = read_exact(text)
    if value is None or len(text) > DIGITS or "/" in text:
        return text
    return Styled(value, "euro" if value.denominator == 1 and abs(value) >= 1000 else "number")


def _made(sheet: Sheet) -> list[list[Cell]]:
    record, word = sheet.book.record, sheet.book.word
    made = record.made
    phase: list[list[Cell]] = [["phase", record.cycle.phase], ["budget-year", record.cycle.budget_year]] if record.cycle else []
    rows: list[list[Cell]] = [
        # Stable words in both languages: `score` finds the case by them.
        ["programme", record.programme],
        ["scenario", record.scenario],
        *phase,
        [word(Text("run", "run")), record.id],
        [word(Text("kop van het logboek", "head of the journal")), record.head],
        [word(Text("model", "model")), f"{made.programme_file}  SHA-256 {made.programme_hash}"],
        [word(Text("invoer", "input")), f"{made.inputs_file}  SHA-256 {made.inputs_hash}"],
        [word(Text("oplosser", "solver")), made.solver],
        [word(Text("eenheid gevraagd en gebruikt", "unit asked and used")), f"EUR {made.unit_asked}, EUR {made.unit}"],
    ]
    rows += [[f"{word(Text('versie', 'version'))} {key}", value] for key, value in sorted(made.versions.items())]
    rows += [[f"{word(Text('optie', 'option'))} {key}", value] for key, value in sorted(made.options.items())]
    return rows


PAGE = Page(Text("Herkomst", "Provenance"), ABOUT, write, GREY)
