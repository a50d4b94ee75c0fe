"""The workbook of a stress test: one sheet a part with what it means above it, differences as formulas, tornado and regret as native charts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.language import Lang, Text
from optimiser.reports.plan_book.book import Book, Page, Sheet, Styled
from optimiser.reports.plan_book.style import BLUE, GREY, ORANGE
from optimiser.reports.stress import draw_sheets, estimate_sheets, sections, words, worst_sheets
from optimiser.stressed import Stressed
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text("Wat er met een plan gebeurt als schattingen anders uitvallen.", "What happens to a plan when estimates turn out otherwise.")
TORNADO, SHIFTS, ESTIMATES = Text("Tornado", "Tornado"), Text("Verschuivingen", "Shifts"), Text("Schattingen", "Estimates")
DRAWS, PRESENCE = Text("Trekkingen", "Draws"), Text("Aanwezigheid", "Presence")
ROBUST, ROBUST_LINES = Text("Robuust", "Robust"), Text("Andere lijnen", "Other lines")
BREAK_EVEN = Text("Omslagpunt", "Break-even")
CHART = Text("Grafiek", "Chart")
CHART_ABOUT = Text(
    "Hoe ver de uitkomst van dit plan uitslaat bij elke schatting, de getallen op blad Tornado.",
    "How far the outcome of this plan swings with every estimate; the numbers are on sheet Tornado.",
)
SHIFTS_ABOUT = Text(
    "Wat het beste plan anders doet als één schatting laag of hoog is (vóór afronding op betaalbare eenheden).",
    "What the best plan does otherwise when one estimate is low or high (before rounding to payable units).",
)
LINES_ABOUT = Text(
    "Wat het robuuste of voorzichtige plan anders doet dan dit plan.", "What the robust or careful plan does otherwise than this plan."
)


def write(told: Stressed, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""
    title = sections.title(told, lang)

    def draw(workbook: Workbook) -> None:
        Book(None, lang, _pages(told), workbook, title).draw()

    write_workbook(path, draw, lang, title)


def _pages(told: Stressed) -> list[Page]:
    """The overview, then a sheet for every part that was asked for."""
    pages = [Page(GUIDE, GUIDE_ABOUT, partial(_guide, told), BLUE)]
    if told.swings:
        pages.append(Page(CHART, CHART_ABOUT, partial(estimate_sheets.chart, told), ORANGE))
        pages.append(Page(TORNADO, words.TORNADO, partial(estimate_sheets.tornado, told), ORANGE))
        if any(bar.lines for one in told.swings for bar in (one.low, one.high)):
            pages.append(Page(SHIFTS, SHIFTS_ABOUT, partial(estimate_sheets.shifts, told), GREY))
    pages.append(Page(ESTIMATES, words.STANDING, partial(estimate_sheets.estimates, told), BLUE))
    if told.drawn is not None:
        pages.append(Page(DRAWS, words.DRAWS, partial(draw_sheets.draws, told), ORANGE))
        pages.append(Page(PRESENCE, words.PRESENCE, partial(draw_sheets.presence, told), BLUE))
    if told.robust or told.careful is not None:
        pages.append(Page(ROBUST, words.ROBUST, partial(worst_sheets.robust, told), ORANGE))
        if worst_sheets.other_lines(told):
            pages.append(Page(ROBUST_LINES, LINES_ABOUT, partial(worst_sheets.lines, told), GREY))
    if told.breaks:
        pages.append(Page(BREAK_EVEN, words.BREAK_EVEN, partial(estimate_sheets.breaks, told), BLUE))
    return pages


def _guide(told: Stressed, sheet: Sheet) -> None:
    book = sheet.book
    sheet.widths([24, 24, 24, 100])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(sections.title(told, book.lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    for text in sections.about(told, book.lang):
        row = sheet.paragraph(row, text)
    notes = [*(note[book.lang] for note in told.notes), *(one[book.lang] for one in told.plan.broken)]
    if notes:
        sheet.put(row + 1, 0, book.word(words.NOTES), "section")
        row += 2
        for text in notes:
            row = sheet.paragraph(row, text)
    sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
    for place, page in enumerate(book.pages[1:], start=row + 2):
        sheet.link(place, 0, book.word(page.name), book.word(page.name))
        sheet.put(place, 1, book.word(page.about), "text-plain")
