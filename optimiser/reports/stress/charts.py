"""The native charts of a stress test: the tornado over its table, and how often which regret occurs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from optimiser.language import Text
from optimiser.reports.plan_book.book import HEAD, Sheet
from optimiser.reports.plan_book.style import BLUE, FONT, ORANGE, WHITE
from optimiser.reports.stress import words
from optimiser.stressed import Stressed

# More bars than this cannot be read.
BARS, BINS = 20, 20
SIZE = {"width": 980, "height": 460}
LOW, HIGH = Text("schatting laag", "estimate low"), Text("schatting hoog", "estimate high")
SWING = Text("Uitslag van dit plan per schatting ({unit})", "Swing of this plan per estimate ({unit})")
COST = Text("Wat het beste plan per schatting meer of minder kost (EUR)", "What the best plan costs more or less per estimate (EUR)")
REGRET = Text("Spijt van dit plan: aantal trekkingen per bedrag ({unit})", "Regret of this plan: number of draws by size ({unit})")
FROM, COUNT = Text("spijt vanaf", "regret from"), Text("trekkingen", "draws")
# A bar is told apart by hatch as well as colour.
LOW_LOOK = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": ORANGE, "bg_color": WHITE}, "border": {"color": ORANGE}}
HIGH_LOOK = {"fill": {"color": BLUE}, "border": {"color": BLUE}}


def tornado_chart(sheet: Sheet, source: str, told: Stressed, first: int, last: int) -> None:
    """Bars to either side of what the plan has now: `first` and `last` row (from 1) of the table on sheet `source`."""
    last = min(last, first + BARS - 1)
    title = sheet.book.word(COST if told.money else SWING, unit=told.about.goal_unit)
    chart: Any = sheet.book.workbook.add_chart({"type": "bar"})
    for column, name, look in (("H", LOW, LOW_LOOK), ("I", HIGH, HIGH_LOOK)):
        chart.add_series(
            {
                "name": sheet.book.word(name),
                "categories": f"='{source}'!$A${first}:$A${last}",
                "values": f"='{source}'!${column}${first}:${column}${last}",
                "gap": 40,
                "overlap": 100,
                **look,
            }
        )
    _dress(chart, title)
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": _font()})
    chart.set_x_axis({"num_format": "#,##0", "num_font": _font(), "major_gridlines": {"visible": True, "line": {"color": "#dddddd"}}})
    chart.set_legend({"position": "bottom", "font": _font()})
    sheet.raw.insert_chart(HEAD + 1, 0, chart, {"description": title, "object_position": 2})


def histogram(sheet: Sheet, told: Stressed, row: int) -> None:
    """A block of counts with its chart beside it."""
    assert told.drawn is not None
    regrets = told.drawn.regrets
    if regrets.size < 2 or float(regrets.max()) <= 0:
        return
    counts, edges = np.histogram(regrets, bins=BINS, range=(0.0, float(regrets.max())))
    for place, text in enumerate((FROM, COUNT)):
        sheet.put(row, place, sheet.book.word(text), "head")
    for place, (edge, count) in enumerate(zip(edges.tolist(), counts.tolist(), strict=False), start=row + 1):
        sheet.put(place, 0, Fraction(edge), "euro" if told.money else "persons")
        sheet.put(place, 1, int(count), "count")
    title = sheet.book.word(REGRET, unit=told.about.goal_unit)
    chart: Any = sheet.book.workbook.add_chart({"type": "column"})
    area = (row + 2, row + 1 + BINS)
    chart.add_series(
        {
            "name": sheet.book.word(words.DRAWS),
            "categories": f"='{sheet.name}'!$A${area[0]}:$A${area[1]}",
            "values": f"='{sheet.name}'!$B${area[0]}:$B${area[1]}",
            "gap": 8,
            **HIGH_LOOK,
        }
    )
    _dress(chart, title)
    chart.set_x_axis({"num_format": "#,##0", "num_font": _font()})
    chart.set_y_axis({"num_format": "#,##0", "num_font": _font(), "major_gridlines": {"visible": True, "line": {"color": "#dddddd"}}})
    chart.set_legend({"none": True})
    sheet.raw.insert_chart(row, 3, chart, {"description": title, "object_position": 2})


def _font() -> dict[str, Any]:
    return {"name": FONT, "size": 9}


def _dress(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
    chart.set_size(SIZE)
