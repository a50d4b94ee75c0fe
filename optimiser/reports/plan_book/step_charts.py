"""Two more charts of the sheet Grafieken: the steps from the published split to the plan, and what one step of a limit is worth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from optimiser.exact import plain
from optimiser.language import MILLION, Text
from optimiser.record import Record
from optimiser.reports.highlights import STEP_SIZES, Way, dearest_limits, limit_name, way_of
from optimiser.reports.plan_book.book import Cell, Live, Sheet, letter
from optimiser.reports.plan_book.style import BLUE, FONT, GREY, WHITE

WAY = Text("Van gepubliceerd naar plan ({unit})", "From published to plan ({unit})")
STEPS = Text("Wat één stap van een grens doet ({unit})", "What one step of a limit does ({unit})")
MILLIONS = Text("EUR mln", "EUR million")
PUBLISHED, PLAN = Text("gepubliceerd", "published"), Text("dit plan", "this plan")
REST, UNCOUNTED = Text("overige", "others"), Text("boven het mogelijke effect", "above the possible effect")
HEADS = tuple(
    Text(*both)
    for both in (("verschil", "difference"), ("stand", "level"), ("begin", "start"), ("geheel", "whole"), ("meer", "more"), ("minder", "less"))
)
LOWER, HIGHER = Text("grens een stap lager", "limit one step lower"), Text("grens een stap hoger", "limit one step higher")
# Told apart by lightness and hatch as well as by colour.
MORE: dict[str, Any] = {"fill": {"color": BLUE}, "border": {"color": WHITE, "width": 1}}
LESS: dict[str, Any] = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#8fa9c7", "bg_color": WHITE},
    "border": {"color": "#1a1a1a", "width": 0.75},
}
WHOLE: dict[str, Any] = {"fill": {"color": GREY}, "border": {"color": WHITE, "width": 1}}
HIDDEN: dict[str, Any] = {"fill": {"none": True}, "border": {"none": True}}
SIZE = {"width": 760, "height": 400}


def write(sheet: Sheet, top: int, left: int) -> None:
    """Both charts, each with its block of numbers to its right, from row `top` on (counted from 0); a record without them has none."""
    record = sheet.book.record
    way = way_of(record)
    if way is not None and any(way.changes.values()):
        _way(sheet, top, left, way)
        top += 22
    limits = dearest_limits(record)
    if limits:
        _limits(sheet, top, left)


def _unit(sheet: Sheet) -> str:
    record = sheet.book.record
    return sheet.book.word(MILLIONS) if record.goal == "money" else record.goal_unit[sheet.book.lang]


def _size(record: Record) -> int:
    """What a number of the goal is divided by to be read: euros are told in millions."""
    return MILLION if record.goal == "money" else 1


def _now(record: Record, instrument: str | None) -> str:
    """The goal's number of an instrument (None: of all) as a formula on the plan."""
    if record.goal == "money":
        return "SUM(s_bedrag)" if instrument is None else f'SUMIFS(s_bedrag,s_instrument,"{instrument}")'
    effect = f"e_{record.goal.replace('-', '_')}"
    return f"SUM({effect})" if instrument is None else f'SUMIFS({effect},e_instrument,"{instrument}")'


def _way(sheet: Sheet, top: int, left: int, way: Way) -> None:
    """A stacked bar whose first part cannot be seen carries each step to where the one before it ended."""
    record, book = sheet.book.record, sheet.book
    size, words = _size(record), book.word
    shown, others = way.largest
    total = sum(way.changes.values(), way.start)
    amounts = {id: sum((_worth(record, id)), Fraction(0)) for id in shown}
    steps: list[tuple[str, str, Fraction]] = [
        (book.name("instrument", id), f"({_now(record, id)}-{_typed(amounts[id] - way.changes[id])})/{size}", way.changes[id] / size) for id in shown
    ]
    if others:
        known = "".join(f"-{letter(left + 1)}{top + 4 + number}" for number in range(len(shown)))
        rest = sum((way.changes[id] for id in others), Fraction(0))
        steps.append((words(REST), f"({_now(record, None)}-{_typed(total - sum(way.changes.values()))})/{size}{known}", rest / size))
    title = words(WAY, unit=_unit(sheet))
    _head(sheet, top, left, title, [words(one) for one in HEADS])
    first = top + 2
    rows = [_row(words(PUBLISHED), Live(f"={_typed(way.start)}/{size}", way.start / size), None, first, left, whole=True)]
    level = way.start / size
    for number, (name, formula, change) in enumerate(steps, start=1):
        rows.append(_row(name, Live(f"={formula}", change), level, first + number, left))
        level += change
    rows.append(_row(words(PLAN), Live(f"={_now(record, None)}/{size}", total / size), None, first + len(steps) + 1, left, whole=True))
    _put(sheet, first, left, rows)
    levels = [way.start / size]
    for _, _, change in steps:
        levels.append(levels[-1] + change)
    least, most = min(levels), max(levels)
    # Steps that would be too small to see from nothing are shown from a round number below them.
    room = most - least
    round_to = 10 ** max(0, len(str(int(room))) - 1)
    low = 0 if least < room * 2 else int((least - room / 2) // round_to * round_to)
    _draw(
        sheet,
        top,
        left,
        title,
        first,
        len(rows),
        [(3, HIDDEN), (4, WHOLE), (5, MORE), (6, LESS)],
        stacked=True,
        axis={"min": low, "major_unit": round_to} if low else {},
    )


def _worth(record: Record, instrument: str) -> list[Fraction]:
    """What the lines of an instrument are worth to the goal in this plan."""
    mine = [line for line in record.lines if line.instrument == instrument]
    return [Fraction(line.amount) if record.goal == "money" else line.effect for line in mine]


def _typed(value: Fraction) -> str:
    """An exact number inside a formula."""
    return f"({value.numerator}/{value.denominator})" if "/" in plain(value) else plain(value)


def _row(name: str, value: Live, level: Fraction | None, row: int, left: int, whole: bool = False) -> list[Cell]:
    """Name, difference, level after it, what cannot be seen, whole, more, less; `level` is the one before it (None: a whole starts anew)."""
    difference, after, before = (f"{letter(left + column)}{number}" for column, number in ((1, row + 1), (2, row + 1), (2, row)))
    assert not isinstance(value.value, str)
    change = Fraction(value.value)
    if whole or level is None:
        return [name, None, value, None, Live(f"={after}", change), None, None]
    return [
        name,
        value,
        Live(f"={before}+{difference}", level + change),
        Live(f"=MIN({before},{after})", min(level, level + change)),
        None,
        Live(f"=MAX({difference},0)", max(change, Fraction(0))),
        Live(f"=MAX(-{difference},0)", max(-change, Fraction(0))),
    ]


def _limits(sheet: Sheet, top: int, left: int) -> None:
    """The price of one step on either side, as it stands on the sheet of rules; a side without a plan is left empty."""
    record, book = sheet.book.record, sheet.book
    size = _size(record)
    title = book.word(STEPS, unit=_unit(sheet))
    _head(sheet, top, left, title, [book.word(LOWER), book.word(HIGHER)])
    rows: list[list[Cell]] = []
    for one in dearest_limits(record):
        assert one.price is not None
        name = f"{limit_name(record, one, book.lang)} ({book.word(STEP_SIZES[one.unit])})"
        rows.append([name, *(None if side is None else side / size for side in (one.price.less, one.price.more))])
    _put(sheet, top + 2, left, rows)
    _draw(sheet, top, left, title, top + 2, len(rows), [(1, LESS), (2, MORE)], stacked=False)


def _head(sheet: Sheet, top: int, left: int, title: str, heads: Sequence[str]) -> None:
    sheet.put(top, left, title, "strong")
    for place, head in enumerate(["", *heads], start=left):
        sheet.put(top + 1, place, head, "head")
    sheet.raw.set_row(top + 1, 30)


def _put(sheet: Sheet, first: int, left: int, rows: Sequence[Sequence[Cell]]) -> None:
    for number, row in enumerate(rows, start=first):
        for place, cell in enumerate(row, start=left):
            sheet.put(number, place, cell, "text" if place == left else "millions")


def _draw(
    sheet: Sheet,
    top: int,
    left: int,
    title: str,
    first: int,
    count: int,
    series: Sequence[tuple[int, dict[str, Any]]],
    stacked: bool,
    axis: dict[str, Any] | None = None,
) -> None:
    """Bars from the top down, the names on the left; values beside single bars."""
    chart: Any = sheet.book.workbook.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})

    def area(column: int) -> str:
        return f"='{sheet.name}'!${letter(left + column)}${first + 1}:${letter(left + column)}${first + count}"

    font = {"name": FONT, "size": 9}
    for column, look in series:
        values = {"name": f"='{sheet.name}'!${letter(left + column)}${first}", "categories": area(0), "values": area(column), "gap": 45, **look}
        label = {
            "value": True,
            "num_format": '#,##0.0;-#,##0.0;""',
            "position": "center" if stacked else "outside_end",
            "font": {"name": FONT, "size": 8},
        }
        if stacked and look is WHOLE:
            values["data_labels"] = {**label, "font": {"name": FONT, "size": 8, "color": WHITE}}
        elif not stacked:
            values["data_labels"] = label
        chart.add_series(values)
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
    # In a stack the direction of a step says what it is; its part that cannot be seen would be an entry too.
    chart.set_legend({"none": True} if stacked else {"position": "bottom", "font": font})
    grid = {"visible": True, "line": {"color": "#dddddd"}}
    chart.set_x_axis({"num_font": font, "num_format": "#,##0", "major_gridlines": grid, **(axis or {})})
    chart.set_y_axis({"num_font": font, "reverse": True, "label_position": "low"})
    chart.set_size(SIZE)
    sheet.raw.insert_chart(top, 0, chart, {"description": title, "object_position": 2})
