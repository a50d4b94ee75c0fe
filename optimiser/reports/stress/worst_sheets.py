"""Sheets about disappointments: the worst case, the robust and careful plans, and what those do otherwise."""

from __future__ import annotations

from optimiser.exact import plain
from optimiser.language import Text
from optimiser.reports.plan_book.book import Cell, Column, Live, Sheet, at
from optimiser.reports.stress import sections, words
from optimiser.reports.stress.sheet import goal_style, in_unit, line_cells, line_columns, start
from optimiser.stressed import LineMove, Stressed

WHICH = Text("plan", "plan")
ROBUST_PLAN, CAREFUL_PLAN = Text("robuust, {gamma} tegenvallers", "robust, {gamma} falling"), Text("voorzichtig", "careful")


def robust(told: Stressed, sheet: Sheet) -> None:
    """The table of disappointments, and under it the careful plan."""
    book, look = sheet.book, goal_style(told)
    columns = [
        Column("gamma", sections.FALL, 16, "right"),
        Column("dit", in_unit(told, sections.WORST_THIS), 18, look),
        Column("robuust", in_unit(told, sections.WORST_ROBUST), 18, look),
        Column("grens", in_unit(told, sections.BOUND), 18, look),
        Column("winst", in_unit(told, Text("winst in het ergste geval", "gain in the worst case")), 18, look),
        Column("ditmidden", in_unit(told, Text("dit plan zonder tegenvallers", "this plan, nothing falling")), 18, look),
        Column("robmidden", in_unit(told, Text("robuust plan zonder tegenvallers", "robust plan, nothing falling")), 18, look),
        Column("prijs", in_unit(told, sections.PRICE), 18, look),
        Column("zeker", Text("ergste geval", "worst case"), 16, "centre"),
        Column("lijnen", Text("lijnen anders", "lines changed"), 10, "count"),
    ]
    head = start(sheet, columns, book.word(words.ROBUST_MEANS))
    rows: list[list[Cell]] = []
    for number, one in enumerate(told.robust, start=head + 2):
        gain = Live(f"={at(columns, 'robuust', number)}-{at(columns, 'dit', number)}", one.gain)
        price = Live(f"={at(columns, 'ditmidden', number)}-{at(columns, 'robmidden', number)}", one.price)
        sure = book.word(Text("exact", "exact") if one.exact else Text("ten minste", "at least"))
        bound: Cell = book.word(words.UNPROVED) if one.bound is None else one.bound
        values: list[Cell] = [one.this_worst, one.worst, bound, gain, one.this_central, one.central, price]
        rows.append([words.fallen(one, book.lang), *values, sure, len(one.moves)])
    last = sheet.table("tblRobuust", "r", columns, rows, head)
    sheet.freeze(head + 1, 1)
    if told.careful is None:
        return
    row = sheet.paragraph(last + 3, sections.careful_said(told, book.lang))
    sheet.put(last + 2, 0, book.word(words.CAREFUL), "section")
    one_ = told.careful
    for place, text in enumerate((Text("plan", "plan"), sections.MEAN, sections.TAIL_MEAN, sections.USUAL)):
        sheet.put(row, place, book.word(text), "head")
    plans: list[tuple[Text, list[Cell]]] = [
        (sections.THIS_PLAN, [one_.this_mean, one_.this_worst, told.plan.value]),
        (sections.CAREFUL_PLAN, [one_.mean, one_.worst, one_.central]),
    ]
    for place, (text, cells) in enumerate(plans, start=row + 1):
        sheet.put(place, 0, book.word(text), "text")
        for column, cell in enumerate(cells, start=1):
            sheet.put(place, column, cell, look)


def other_lines(told: Stressed) -> list[tuple[Text, dict[str, str], LineMove]]:
    """The moves of every robust plan and of the careful one: (plan, its fields, move)."""
    found = [(ROBUST_PLAN, {"gamma": plain(one.gamma)}, move) for one in told.robust for move in one.moves]
    return found + ([] if told.careful is None else [(CAREFUL_PLAN, {}, move) for move in told.careful.moves])


def lines(told: Stressed, sheet: Sheet) -> None:
    """What those plans do otherwise, line by line."""
    columns = [Column("plan", WHICH, 30), *line_columns()]
    head = start(sheet, columns)
    rows: list[list[Cell]] = [[sheet.book.word(text, **values), *line_cells(told, sheet, move)] for text, values, move in other_lines(told)]
    sheet.table("tblAndereLijnen", "l", columns, rows, head)
    sheet.freeze(head + 1, 1)
