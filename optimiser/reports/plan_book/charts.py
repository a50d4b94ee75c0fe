"""Sheet Grafieken: native charts over live blocks: use by year and space, plan against reference, sources to spaces, steps to the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimiser.language import MILLION, Text
from optimiser.reports.plan_book import step_charts
from optimiser.reports.plan_book.book import Cell, Live, Page, Sheet, letter
from optimiser.reports.plan_book.style import FONT, GREY, SEGMENTS

ABOUT = Text(
    "De getallen naast de grafieken zijn formules op het plan; alleen de prijs van één stap is die van het plan zoals het gemaakt is.",
    "The numbers beside the charts are formulas on the plan; only the price of one step is that of the plan as it was made.",
)
USE = Text("Gebruik per jaar en ruimte (EUR mln)", "Use by year and space (EUR million)")
AGAINST = Text("Plan tegen gepubliceerd, {year} (EUR mln)", "Plan against published, {year} (EUR million)")
FLOWS = Text("Waar elke herkomst heen gaat, {year} (EUR mln)", "Where every source goes, {year} (EUR million)")
PLAN, PUBLISHED = Text("plan", "plan"), Text("gepubliceerd", "published")
BLOCK = 9
CHART = {"width": 760, "height": 380}


def write(sheet: Sheet) -> None:
    """Blocks of numbers with a chart each; the block stands right of its chart."""
    record, book = sheet.book.record, sheet.book
    sheet.heading()
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_portrait()
    sheet.widths([13] * 8 + [4] + [64] + [17] * 8)
    spaces = list(dict.fromkeys(use.space for use in record.spaces))
    names = {space: book.name("space", space) for space in spaces}
    amount = {(use.space, use.year): use.amount for use in record.spaces}
    rows = [[year, *(_millions(f'SUMIFS(s_bedrag,s_ruimte,"{s}",s_jaar,{year})', amount[s, year]) for s in spaces)] for year in record.years]
    _block(sheet, 4, book.word(USE), list(names.values()), rows, stacked=True, kind="column")
    last = record.years[-1]
    references = {use.space: use.reference for use in record.spaces if use.year == last and use.reference is not None}
    if references:
        rows = [
            [names[s], _millions(f'SUMIFS(s_bedrag,s_ruimte,"{s}",s_jaar,{last})', amount[s, last]), _millions(str(v), v)]
            for s, v in references.items()
        ]
        _block(sheet, 26, book.word(AGAINST, year=last), [book.word(PLAN), book.word(PUBLISHED)], rows, stacked=False, kind="bar")
    money: dict[tuple[str, str], int] = {}
    for flow in record.flows:
        if flow.year == last:
            money[flow.source, flow.space] = money.get((flow.source, flow.space), 0) + flow.amount
    sources = list(dict.fromkeys(source for source, _ in money))
    rows = [
        [
            book.name("source", source),
            *(_millions(f'SUMIFS(s_bedrag,s_herkomst,"{source}",s_ruimte,"{s}",s_jaar,{last})', money.get((source, s), 0)) for s in spaces),
        ]
        for source in sources
    ]
    _block(sheet, 48, book.word(FLOWS, year=last), list(names.values()), rows, stacked=True, kind="bar")
    step_charts.write(sheet, 70, BLOCK)


def _millions(formula: str, value: int) -> Cell:
    from fractions import Fraction

    return Live(f"=({formula})/{MILLION}", Fraction(value, MILLION))


def _block(sheet: Sheet, top: int, title: str, series: list[str], rows: list[list[Cell]], stacked: bool, kind: str) -> None:
    """Numbers from column J on, the chart left of them."""
    sheet.put(top, BLOCK, title, "strong")
    for place, name in enumerate(series, start=BLOCK + 1):
        sheet.put(top + 1, place, name, "head")
    sheet.put(top + 1, BLOCK, "", "head")
    sheet.raw.set_row(top + 1, 30)
    for number, row in enumerate(rows, start=top + 2):
        for place, cell in enumerate(row, start=BLOCK):
            sheet.put(number, place, cell, "text" if place == BLOCK else "millions")
    chart: Any = sheet.book.workbook.add_chart({"type": kind, **({"subtype": "stacked"} if stacked else {})})
    area = f"'{sheet.name}'!${letter(BLOCK)}${top + 3}:${letter(BLOCK)}${top + 2 + len(rows)}"
    for place, look in zip(range(BLOCK + 1, BLOCK + 1 + len(series)), SEGMENTS, strict=False):
        column = letter(place)
        values = f"'{sheet.name}'!${column}${top + 3}:${column}${top + 2 + len(rows)}"
        chart.add_series(
            {"name": f"='{sheet.name}'!${column}${top + 2}", "categories": f"={area}", "values": f"={values}", "gap": 45, **_look(look, stacked)}
        )
    font = {"name": FONT, "size": 9}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {"num_font": font, "num_format": "#,##0", "reverse": kind == "bar", "major_gridlines": {"visible": True, "line": {"color": "#dddddd"}}}
    )
    if kind == "bar":
        chart.set_x_axis({"num_font": font, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#dddddd"}}})
        chart.set_y_axis({"num_font": font, "reverse": True})
    chart.set_size(CHART)
    sheet.raw.insert_chart(top, 0, chart, {"description": title, "object_position": 2})


def _look(segment: Mapping[str, Any], stacked: bool) -> dict[str, Any]:
    """Labels inside a stack where they fit, beside a single bar."""
    place = {"position": "center", "num_format": '[>=15]#,##0;;""'} if stacked else {"position": "outside_end", "num_format": "#,##0.0"}
    label = {"value": True, **place, "font": {"name": FONT, "size": 8, "color": segment["label"] if stacked else "#1a1a1a"}}
    return {"data_labels": label, **{key: value for key, value in segment.items() if key != "label"}}


PAGE = Page(Text("Grafieken", "Charts"), ABOUT, write, GREY)
