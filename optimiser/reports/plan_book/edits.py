"""The part of the first sheet that says what became of a plan that was sent in: broken rules, changed lines, lines that moved along."""

from __future__ import annotations

from collections.abc import Sequence

from optimiser import edit_words as words
from optimiser.language import Text
from optimiser.record import Edited, EditedLine
from optimiser.reports.plan_book.book import HEIGHT, Cell, Sheet, lines_needed, year_cell

NEAREST = Text(
    "Van de plannen die zo dicht bij het ingestuurde plan liggen haalt geen enkel meer dan {bound:num} {unit}; dit plan blijft daar {gap:num} onder.",
    "Of the plans this near to the plan as sent in, none reaches more than {bound:num} {unit}; this plan stays {gap:num} below it.",
)
NEAREST_MONEY = Text(
    "Van de plannen die zo dicht bij het ingestuurde plan liggen kan geen enkel met minder dan {bound:eur}; dit plan kost {gap:eur} meer.",
    "Of the plans this near to the plan as sent in, none needs less than {bound:eur}; this plan costs {gap:eur} more.",
)
# The guide's first column, less the indent of a text that may wrap.
NAME_WIDTH = 40
HEADS = (words.LINE, words.YEAR, words.WAS, words.TYPED, words.GOT, words.DIFFERENCE, Text("waarom", "why"))
GAVE_WAY = Text("week voor {because}", "gave way to {because}")
LOCKED = Text("slot: {lock}", "lock: {lock}")
WHY = Text('reden: "{reason}"', 'reason: "{reason}"')
UNKNOWN = Text("onbekend", "unknown")


def paragraphs(sheet: Sheet, edited: Edited) -> list[str]:
    """The outcome in sentences, in the place of those about the best plan."""
    record, word, lang = sheet.book.record, sheet.book.word, sheet.book.lang
    bound = NEAREST_MONEY if record.goal == "money" else NEAREST
    return [*words.summary(record, edited, lang), word(bound, bound=record.bound, gap=record.gap, unit=record.goal_unit[lang])]


def tables(sheet: Sheet, edited: Edited, row: int) -> int:
    """Broken rules, then the lines. Returns the row after them."""
    for text in words.broken(edited, sheet.book.lang):
        row = sheet.paragraph(row, text.strip())
    for title, lines in ((words.YOURS, words.mine(edited)), (words.MOVED, words.moved(edited))):
        if lines:
            row = _table(sheet, row + 1, title, lines)
    return row


def _table(sheet: Sheet, row: int, title: Text, lines: Sequence[EditedLine]) -> int:
    word = sheet.book.word
    sheet.put(row, 0, word(title), "section")
    for column, head in enumerate(HEADS):
        sheet.put(row + 1, column, word(head), "head" if column in (0, len(HEADS) - 1) else "head-right")
    for place, one in enumerate(lines, start=row + 2):
        # A spreadsheet does not make a row higher by itself on opening.
        sheet.raw.set_row(place, HEIGHT * lines_needed(sheet.book.name("instrument", one.instrument), NAME_WIDTH) + 2)
        for column, (cell, style) in enumerate(_cells(sheet, one)):
            sheet.put(place, column, cell, style)
    return row + 2 + len(lines)


def _cells(sheet: Sheet, one: EditedLine) -> list[tuple[Cell, str]]:
    lang, word = sheet.book.lang, sheet.book.word
    why = [word(GAVE_WAY, because=one.because)] if one.because[lang] else []
    why += [word(LOCKED, lock=lock)] if (lock := words.lock_words(one, lang)) else []
    why += [word(WHY, reason=one.reason)] if one.reason else []
    was: Cell = word(UNKNOWN) if one.was is None else one.was
    texts: list[tuple[Cell, str]] = [(sheet.book.name("instrument", one.instrument), "wrap"), (year_cell(one.year), "year")]
    amounts: list[tuple[Cell, str]] = [(amount, "euro") for amount in (was, one.typed, one.got, one.difference)]
    return [*texts, *amounts, ("; ".join(why), "text-plain")]
