"""The workbook of a frontier: its pieces with exact numbers, the drawn line with the marks, and what is in the way."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimiser.exact import plain
from optimiser.language import Lang, Text
from optimiser.reports.frontier.sections import about, names, title
from optimiser.reports.plan_book.book import FIRST, HEAD, Book, Cell, Column, Page, Sheet, Styled, letter
from optimiser.reports.plan_book.style import BLUE, GREY, ORANGE
from optimiser.reports.sweep.book import STYLES, dress
from optimiser.reports.sweep.words import STEPS
from optimiser.swept import Frontier
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text(
    "Het doel langs één getal: waar het knikt en wat een stap waard is.", "The goal along one number: where it bends and what a step is worth."
)
CHART_NAME = Text("Grafiek", "Chart")
CHART_ABOUT = Text(
    "De lijn houdt op waar geen plan is; de gemerkte punten staan los. De verticale as begint niet bij nul.",
    "The line ends where there is no plan; the marked points stand apart. The vertical axis does not begin at zero.",
)
EDGE = Text("grens", "frontier")
PIECES = Text("Stukken", "Pieces")
PIECES_ABOUT = Text(
    "Van elk stuk de uiteinden, de waarde daar en de prijs per stap.", "Of every piece the ends, the value there and the price per step."
)
HOLES = Text("Zonder plan", "Without a plan")
HOLES_ABOUT = Text("Waarom er in deze delen geen plan is.", "Why there is no plan in these parts.")
# The numbers beside the chart stand right of it.
BESIDE = 12


def write(frontier: Frontier, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(None, lang, _pages(frontier), workbook, title(frontier, lang)).draw()

    write_workbook(path, draw, lang, title(frontier, lang))


def _pages(frontier: Frontier) -> list[Page]:
    pages = [Page(GUIDE, GUIDE_ABOUT, partial(_guide, frontier), BLUE)]
    if frontier.stretches:
        pages.append(Page(CHART_NAME, CHART_ABOUT, partial(_chart, frontier), ORANGE))
        pages.append(Page(PIECES, PIECES_ABOUT, partial(_pieces, frontier), BLUE))
    if frontier.holes:
        pages.append(Page(HOLES, HOLES_ABOUT, partial(_holes, frontier), GREY))
    return pages


def _guide(frontier: Frontier, sheet: Sheet) -> None:
    book = sheet.book
    sheet.widths([24, 24, 24, 100])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(title(frontier, book.lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    for text in about(frontier, book.lang):
        row = sheet.paragraph(row, text)
    sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
    for place, page in enumerate(book.pages[1:], start=row + 2):
        name = book.word(page.name)
        sheet.link(place, 0, name, name)


def _look(frontier: Frontier) -> tuple[str, str]:
    """Styles of the number and of the value."""
    return STYLES.get(frontier.axis.unit, "number"), "persons" if frontier.larger_is_better else "euro"


def _chart(frontier: Frontier, sheet: Sheet) -> None:
    """A line over the corners, with an empty row where it stops, and the marks as single points."""
    book, (at, value) = sheet.book, _look(frontier)
    sheet.heading()
    sheet.raw.fit_to_pages(1, 1)
    sheet.widths([11] * BESIDE + [40, 16, 18])
    row, first = HEAD + 1, HEAD + 2
    for place, head in enumerate((Text("wat", "what"), Text(frontier.axis.key, frontier.axis.key), Text("waarde", "value"))):
        sheet.put(row, BESIDE + place, book.word(head), "head")
    sheet.raw.set_row(row, 30)
    corners = _with_breaks(frontier)
    for corner in corners:
        row += 1
        if corner is not None:
            _beside(sheet, row, book.word(EDGE), corner, (at, value))
    chart: Any = book.workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    chart.add_series(_series(sheet, book.word(frontier.about.goal_unit), first, row, {"color": BLUE, "width": 2}, "circle", BLUE))
    for mark, colour in zip(frontier.marks, (ORANGE, GREY), strict=False):
        row += 1
        _beside(sheet, row, mark.name[book.lang], (mark.number, mark.value), (at, value))
        chart.add_series(_series(sheet, mark.name[book.lang], row, row, {"none": True}, "diamond", colour))
    dress(
        chart,
        title(frontier, book.lang),
        frontier.axis,
        book.word(frontier.about.goal_unit),
        [*frontier.path, *((one.number, one.value) for one in frontier.marks)],
    )
    chart.set_legend({"position": "bottom"})
    sheet.raw.insert_chart(HEAD + 1, 0, chart, {"description": title(frontier, book.lang), "object_position": 2})


def _with_breaks(frontier: Frontier) -> list[tuple[Fraction, Fraction] | None]:
    """The corners of the line; None where it stops and goes on later."""
    found: list[tuple[Fraction, Fraction] | None] = []
    for one in frontier.stretches:
        if found and found[-1] is not None and found[-1][0] != one.low:
            found.append(None)
        if not found or found[-1] != (one.low, one.value_low):
            found.append((one.low, one.value_low))
        found.append((one.high, one.value_high))
    return found


def _beside(sheet: Sheet, row: int, name: str, corner: tuple[Fraction, Fraction], looks: tuple[str, str]) -> None:
    sheet.put(row, BESIDE, name, "text")
    for place, (number, look) in enumerate(zip(corner, looks, strict=True), start=BESIDE + 1):
        sheet.put(row, place, number, look)


def _series(sheet: Sheet, name: str, first: int, last: int, line: dict[str, Any], marker: str, colour: str) -> dict[str, Any]:
    x, y = letter(BESIDE + 1), letter(BESIDE + 2)
    return {
        "name": name,
        "categories": f"='{sheet.name}'!${x}${first + 1}:${x}${last + 1}",
        "values": f"='{sheet.name}'!${y}${first + 1}:${y}${last + 1}",
        "line": line,
        "marker": {"type": marker, "size": 5 if marker == "circle" else 9, "fill": {"color": colour}, "border": {"color": colour}},
    }


def _pieces(frontier: Frontier, sheet: Sheet) -> None:
    at, value = _look(frontier)
    step = STEPS[frontier.axis.unit]
    columns = [
        Column("van", Text("van", "from"), 18, at),
        Column("tot", Text("tot", "to"), 18, at),
        Column("waardevan", Text("waarde van", "value from"), 18, value),
        Column("waardetot", Text("waarde tot", "value to"), 18, value),
        Column("prijs", Text(f"prijs per {step.nl}", f"price per {step.en}"), 18, value),
        Column("recht", Text("recht", "straight"), 10, "centre"),
        Column("begint", Text("krijgt geld", "gets money"), 36, "wrap"),
        Column("stopt", Text("verliest alle geld", "loses all money"), 36, "wrap"),
        *(Column(f"exact{place}", Text(f"{head.nl} exact", f"{head.en} exact"), 40, "proof") for place, head in enumerate(EXACT)),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    yes, no = sheet.book.word(Text("ja", "yes")), sheet.book.word(Text("nee", "no"))
    rows: list[list[Cell]] = []
    for one in frontier.stretches:
        numbers = (one.low, one.high, one.value_low, one.value_high, one.price)
        rows.append([*numbers, yes if one.straight else no, names(one.enter), names(one.leave), *map(plain, numbers)])
    last = sheet.table("tblStukken", "s", columns, rows)
    sheet.freeze(FIRST - 1, 2)
    sheet.print_until(columns, last)


EXACT = (
    Text("van", "from"),
    Text("tot", "to"),
    Text("waarde van", "value from"),
    Text("waarde tot", "value to"),
    Text("prijs", "price"),
)


def _holes(frontier: Frontier, sheet: Sheet) -> None:
    at, _ = _look(frontier)
    columns = [
        Column("van", Text("van", "from"), 18, at),
        Column("tot", Text("tot", "to"), 18, at),
        Column("zin", Text("waarom", "why"), 130, "wrap"),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    sheet.table("tblZonderPlan", "z", columns, [[one.low, one.high, one.clash.sentence[sheet.book.lang]] for one in frontier.holes])
    sheet.freeze(FIRST - 1, 2)
