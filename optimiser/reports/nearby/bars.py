"""Floating bars: from the least to the most that every line can have, with what the plan gives it, over the live table of ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimiser.language import Text, say
from optimiser.nearby.told import Alternatives
from optimiser.reports.nearby.words import loss
from optimiser.reports.plan_book.book import FIRST, HEAD, Column, Sheet, letter
from optimiser.reports.plan_book.style import BLUE, FONT, ORANGE

CHARTS_ABOUT = Text(
    "Van het minste tot het meeste dat elke lijn kan krijgen, één lijn tegelijk; de stip is het beste plan.",
    "From the least to the most that every line can have, one line at a time; the dot is the best plan.",
)
NAME = Text("{year}: van minste tot meeste, {loss} (EUR mln)", "{year}: from least to most, {loss} (EUR million)")
RANGE, PLAN = Text("speelruimte", "room"), Text("beste plan", "best plan")
TOO_MANY = Text(
    "Zo veel lijnen of jaren zijn in een grafiek niet te lezen; alle getallen staan in de tabel.",
    "So many lines or years cannot be read in a chart; all numbers stand in the table.",
)
# More bars in a chart, or more charts on a sheet, cannot be read.
BARS, CHARTS = 60, 24
SIZE = {"width": 980, "height": 400}
ROWS = 21


def draw_bars(found: Alternatives, room: Text, columns: Sequence[Column], sheet: Sheet) -> None:
    """A chart for every slack and year."""
    sheet.heading()
    sheet.widths([13] * 12)
    sheet.raw.set_portrait()
    place, first = HEAD + 1, FIRST
    keys = [column.key for column in columns]
    blocks = [(slack, year) for slack in sorted(found.slacks) for year in sorted(found.record.years)]
    sizes = {block: sum((one.slack, one.year) == block for one in found.ranges if one.kind == "line") for block in blocks}
    if len(blocks) > CHARTS or max(sizes.values(), default=0) > BARS:
        sheet.paragraph(place, sheet.book.word(TOO_MANY))
        return
    for slack, year in blocks:
        count = sizes[slack, year]
        if not count:
            continue
        area = {key: f"'{sheet.book.word(room)}'!${letter(keys.index(key))}${first}:${letter(keys.index(key))}${first + count - 1}" for key in keys}
        name = say(NAME, sheet.book.lang, year=year, loss=loss(found, sheet.book.lang, slack))
        sheet.raw.insert_chart(place, 0, _chart(sheet, area, name), {"description": name, "object_position": 2})
        place, first = place + ROWS, first + count


def _chart(sheet: Sheet, area: dict[str, str], name: str) -> Any:
    """An unseen column up to the least, the room on top of it, and a dot for the plan."""
    workbook, word, font = sheet.book.workbook, sheet.book.word, {"name": FONT, "size": 9}
    chart: Any = workbook.add_chart({"type": "column", "subtype": "stacked"})
    unseen = {"fill": {"none": True}, "border": {"none": True}}
    seen = {"fill": {"color": "#8fa9c7"}, "border": {"color": BLUE, "width": 0.75}}
    chart.add_series({"name": "-", "categories": f"={area['id']}", "values": f"={area['minste']}", "gap": 40, **unseen})
    chart.add_series({"name": word(RANGE), "categories": f"={area['id']}", "values": f"={area['breedte']}", **seen})
    dots: Any = workbook.add_chart({"type": "line"})
    look = {"type": "diamond", "size": 7, "fill": {"color": ORANGE}, "border": {"color": ORANGE}}
    dots.add_series({"name": word(PLAN), "categories": f"={area['id']}", "values": f"={area['plan']}", "line": {"none": True}, "marker": look})
    chart.combine(dots)
    grid = {"visible": True, "line": {"color": "#dddddd"}}
    chart.set_title({"name": name, "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": {**font, "rotation": -45}, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"num_font": font, "num_format": "#,##0,,", "min": 0, "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": font, "delete_series": [0]})
    chart.set_size(SIZE)
    return chart
