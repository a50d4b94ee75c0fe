"""The workbook of a sweep: the points with their differences as formulas, the amounts per space as a chart, the lines, and what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimiser.exact import plain
from optimiser.language import MILLION, Lang, Text
from optimiser.reports.plan_book.book import FIRST, HEAD, Book, Cell, Column, Live, Page, Sheet, Styled, at, letter, shown, year_cell
from optimiser.reports.plan_book.names import INSTRUMENT, NAME, SPACE, YEAR
from optimiser.reports.plan_book.style import BLUE, FONT, GREY, ORANGE, SEGMENTS
from optimiser.reports.sweep.sections import about, title
from optimiser.reports.sweep.words import INFEASIBLE, OPTIMAL
from optimiser.swept import Axis, Sweep, Unit
from optimiser.xlsx import write_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

GUIDE = Text("Overzicht", "Overview")
GUIDE_ABOUT = Text("Wat er langs een bereik van getallen uitkomt.", "What comes out along a range of numbers.")
POINTS = Text("Punten", "Points")
POINTS_ABOUT = Text("Eén rij per punt; het verschil met de basis is een formule.", "One row a point; the difference with the base is a formula.")
SPACES = Text("Ruimten", "Spaces")
SPACES_ABOUT = Text("Bedrag per ruimte, alle jaren samen, in miljoenen euro's.", "Amount per space, all years together, in millions of euros.")
LINES = Text("Lijnen", "Lines")
LINES_ABOUT = Text(
    "Elke lijn die bij een punt een ander bedrag heeft dan in de basis.", "Every line with another amount at a point than in the base."
)
ROUTES = Text("Verloop", "Course")
ROUTES_ABOUT = Text(
    "Het eerste punt waarbij een lijn geld heeft, vol is of leeg is.", "The first point at which a line has money, is full or is empty."
)
CLASHES = Text("Zonder plan", "Without a plan")
CLASHES_ABOUT = Text("Waarom er bij deze punten geen plan is.", "Why there is no plan at these points.")
CHART_NAME = Text("Grafiek", "Chart")
CHART_ABOUT = Text(
    "Het doel bij elk punt; open waar er geen plan is. De verticale as begint niet bij nul.",
    "The goal at every point; open where there is no plan. The vertical axis does not begin at zero.",
)
CHART = {"width": 860, "height": 400}
STYLES: dict[Unit, str] = {"EUR": "euro", "share": "share2", "factor": "share2", "year": "year", "persons": "number"}
# A chart of more bars than this cannot be read.
BARS = 60


def write(sweep: Sweep, path: Path, lang: Lang) -> None:
    """Writes the workbook. Raises `Refused` when the target cannot be written."""

    def draw(workbook: Workbook) -> None:
        Book(None, lang, _pages(sweep), workbook, title(sweep, lang)).draw()

    write_workbook(path, draw, lang, title(sweep, lang))


def _pages(sweep: Sweep) -> list[Page]:
    """The overview, then a sheet for everything that has something to say."""
    pages = [Page(GUIDE, GUIDE_ABOUT, partial(_guide, sweep), BLUE)]
    if len(sweep.axes) == 1 and any(point.lines for point in sweep.points):
        pages.append(Page(CHART_NAME, CHART_ABOUT, partial(_chart, sweep), ORANGE))
    pages.append(Page(POINTS, POINTS_ABOUT, partial(_points, sweep), ORANGE))
    if any(point.lines for point in sweep.points):
        pages.append(Page(SPACES, SPACES_ABOUT, partial(_spaces, sweep), BLUE))
    if any(sweep.changes(point) for point in sweep.points):
        pages.append(Page(LINES, LINES_ABOUT, partial(_lines, sweep), GREY))
    if sweep.routes:
        pages.append(Page(ROUTES, ROUTES_ABOUT, partial(_routes, sweep), GREY))
    if any(point.clash for point in sweep.points):
        pages.append(Page(CLASHES, CLASHES_ABOUT, partial(_clashes, sweep), ORANGE))
    return pages


def _guide(sweep: Sweep, sheet: Sheet) -> None:
    book = sheet.book
    sheet.widths([24, 24, 24, 100])
    sheet.raw.set_row(0, 30)
    sheet.put(0, 0, Styled(title(sweep, book.lang), "title"))
    sheet.put(1, 0, Styled(book.word(GUIDE_ABOUT), "about"))
    row = 3
    for text in about(sweep, book.lang):
        row = sheet.paragraph(row, text)
    sheet.put(row + 1, 0, book.word(Text("In dit werkboek", "In this workbook")), "section")
    for place, page in enumerate(book.pages[1:], start=row + 2):
        name = book.word(page.name)
        sheet.link(place, 0, name, name)


def axis_columns(sweep: Sweep) -> list[Column]:
    """One column an axis, headed by its key."""
    return [Column(f"as{place}", Text(axis.key, axis.key), 26, STYLES.get(axis.unit, "number")) for place, axis in enumerate(sweep.axes)]


def _points(sweep: Sweep, sheet: Sheet) -> None:
    goal = "persons" if sweep.larger_is_better else "euro"
    unit = sweep.about.goal_unit
    columns = [
        *axis_columns(sweep),
        Column("uitkomst", Text("uitkomst", "outcome"), 12),
        Column("effect", Text(f"effect ({unit.nl})", f"effect ({unit.en})"), 18, goal),
        Column("verschil", Text("verschil met basis", "difference with base"), 18, goal),
        Column("grens", Text("bewezen grens", "proved bound"), 18, goal),
        Column("afstand", Text("afstand tot de grens", "distance to the bound"), 14, "ratio"),
        Column("lijnen", Text("lijnen anders", "lines changed"), 10, "count"),
        Column("knelt", Text("regels die knellen", "rules that bind"), 80, "wrap"),
        *(Column(f"exact{place}", Text(f"{axis.key} exact", f"{axis.key} exact"), 18, "proof") for place, axis in enumerate(sweep.axes)),
        Column("effectexact", Text("effect exact", "effect exact"), 40, "proof"),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    base = f"${letter(1)}${FIRST - 2}"
    sheet.put(FIRST - 3, 0, sheet.book.word(Text("basis", "base")), "strong")
    sheet.put(FIRST - 3, 1, sweep.base.effect if sweep.base.effect is not None else sheet.book.word(INFEASIBLE), goal)
    rows: list[list[Cell]] = []
    head = HEAD + 1
    for number, (point, told) in enumerate(zip(sweep.points, sweep.table.rows, strict=True), start=head + 2):
        difference = None if told.difference is None else Live(f"={at(columns, 'effect', number)}-{base}", told.difference)
        gap = None
        if point.bound is not None and point.gap is not None:
            gap = Live(f"=ABS({at(columns, 'grens', number)}-{at(columns, 'effect', number)})", point.gap)
        word = sheet.book.word(OPTIMAL if point.status == "optimal" else INFEASIBLE)
        exact = [plain(one) for one in point.numbers]
        shown: list[Cell] = [word, point.effect, difference, point.bound, gap, told.lines, told.binding]
        rows.append([*point.numbers, *shown, *exact, "" if point.effect is None else plain(point.effect)])
    last = sheet.table("tblPunten", "p", columns, rows, head)
    sheet.freeze(head + 1, len(sweep.axes))
    sheet.print_until(columns, last)


def _chart(sweep: Sweep, sheet: Sheet) -> None:
    """Effect against the number; a gap where there is no plan."""
    points, head = sheet.book.word(POINTS), HEAD + 1
    last, place = head + 1 + len(sweep.points), letter(2)
    sheet.heading()
    chart: Any = sheet.book.workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    chart.add_series(
        {
            "name": f"='{points}'!${place}${head + 1}",
            "categories": f"='{points}'!$A${head + 2}:$A${last}",
            "values": f"='{points}'!${place}${head + 2}:${place}${last}",
            "line": {"color": BLUE, "width": 1.75},
            "marker": {"type": "circle", "size": 5, "fill": {"color": BLUE}, "border": {"color": BLUE}},
        }
    )
    corners = [(point.number, point.effect) for point in sweep.points if point.effect is not None]
    dress(chart, title(sweep, sheet.book.lang), sweep.axes[0], sheet.book.word(sweep.about.goal_unit), corners)
    chart.set_legend({"none": True})
    sheet.raw.insert_chart(HEAD + 1, 0, chart, {"description": title(sweep, sheet.book.lang), "object_position": 2})


def dress(chart: Any, name: str, axis: Axis, value: str, corners: Sequence[tuple[Fraction, Fraction]] = ()) -> None:
    """Fonts, axes and size of a chart over a range; with corners both axes run just around them."""
    font = {"name": FONT, "size": 9}
    formats: dict[Unit, str] = {"share": "0%", "factor": "0%", "EUR": '#,##0,,"M"', "year": "0"}
    grid = {"visible": True, "line": {"color": "#dddddd"}}
    across: dict[str, Any] = {
        "num_font": font,
        "num_format": formats.get(axis.unit, "General"),
        "major_gridlines": grid,
        "name": axis.key,
        "name_font": font,
    }
    up: dict[str, Any] = {"num_font": font, "num_format": "#,##0", "name": value, "name_font": font, "major_gridlines": grid}
    if corners:
        numbers, values = zip(*corners, strict=True)
        across |= {"min": shown(min(axis.low, *numbers)), "max": shown(max(axis.high, *numbers))}
        up |= {"min": _below(min(values), max(values))}
    chart.set_title({"name": name, "name_font": {"name": FONT, "size": 11, "bold": True}, "overlay": False})
    chart.set_x_axis(across)
    chart.set_y_axis(up)
    chart.set_size(CHART)
    chart.show_blanks_as("gap")


def _below(least: Fraction, most: Fraction) -> int:
    """A round number somewhat below what is drawn, so that differences can be seen."""
    room = int((most - least) / 5) or 1
    size = int(10 ** (len(str(room)) - 1))
    return max(0, (int(least) - room) // size * size)


def _spaces(sweep: Sweep, sheet: Sheet) -> None:
    """Amount per space at every point, with stacked bars."""
    spaces = list(dict.fromkeys(sweep.spaces.values()))
    names = {space: sweep.about.names[f"space:{space}"] for space in spaces}
    columns = [*axis_columns(sweep), *(Column(f"r{place}", names[space], 18, "millions") for place, space in enumerate(spaces))]
    columns.append(Column("totaal", Text("totaal", "total"), 14, "millions"))
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    solved = [point for point in sweep.points if point.lines]
    for number, point in enumerate(solved, start=FIRST):
        spent = sweep.by_space(point)
        money = [Fraction(sum(amount for (one, _), amount in spent.items() if one == space), MILLION) for space in spaces]
        area = f"{at(columns, 'r0', number)}:{at(columns, f'r{len(spaces) - 1}', number)}"
        rows.append([*point.numbers, *money, Live(f"=SUM({area})", sum(money, Fraction(0)))])
    last = sheet.table("tblRuimten", "r", columns, rows)
    sheet.freeze(FIRST - 1, len(sweep.axes))
    if len(sweep.axes) > 1 or len(rows) > BARS:
        return
    chart: Any = sheet.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for place, look in zip(range(1, len(spaces) + 1), SEGMENTS, strict=False):
        column = letter(place)
        chart.add_series(
            {
                "name": f"='{sheet.name}'!${column}${FIRST - 1}",
                "categories": f"='{sheet.name}'!$A${FIRST}:$A${last}",
                "values": f"='{sheet.name}'!${column}${FIRST}:${column}${last}",
                "gap": 45,
                **{key: value for key, value in look.items() if key != "label"},
            }
        )
    dress(chart, title(sweep, sheet.book.lang), sweep.axes[0], sheet.book.word(Text("EUR mln", "EUR million")))
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
    sheet.raw.insert_chart(last + 1, 0, chart, {"description": sheet.book.word(SPACES_ABOUT), "object_position": 2})


def _lines(sweep: Sweep, sheet: Sheet) -> None:
    columns = [
        *axis_columns(sweep),
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("ruimte", SPACE, 16),
        Column("jaar", YEAR, 9, "year"),
        Column("basis", Text("basis (EUR)", "base (EUR)"), 18, "euro"),
        Column("bedrag", Text("bedrag (EUR)", "amount (EUR)"), 18, "euro"),
        Column("verschil", Text("verschil (EUR)", "difference (EUR)"), 18, "euro"),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for point in sweep.points:
        for one in sweep.changes(point):
            number = FIRST + len(rows)
            live = Live(f"={at(columns, 'bedrag', number)}-{at(columns, 'basis', number)}", one.difference)
            name = sweep.about.names[f"instrument:{one.instrument}"][sheet.book.lang]
            rows.append([*point.numbers, one.instrument, name, one.space, year_cell(one.year), one.base, one.amount, live])
    sheet.table("tblLijnen", "l", columns, rows)
    sheet.freeze(FIRST - 1, len(sweep.axes))


def _routes(sweep: Sweep, sheet: Sheet) -> None:
    look = STYLES.get(sweep.axes[0].unit, "number")
    columns = [
        Column("instrument", INSTRUMENT, 26),
        Column("naam", NAME, 44, "wrap"),
        Column("ruimte", SPACE, 16),
        Column("jaar", YEAR, 9, "year"),
        Column("begint", Text("krijgt geld vanaf", "gets money from"), 18, look),
        Column("vol", Text("vol vanaf", "full from"), 18, look),
        Column("weg", Text("weg vanaf", "gone from"), 18, look),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = [
        [
            one.instrument,
            sweep.about.names[f"instrument:{one.instrument}"][sheet.book.lang],
            one.space,
            year_cell(one.year),
            one.enters,
            one.full,
            one.leaves,
        ]
        for one in sweep.routes
    ]
    sheet.table("tblVerloop", "v", columns, rows)
    sheet.freeze(FIRST - 1, 1)


def _clashes(sweep: Sweep, sheet: Sheet) -> None:
    columns = [*axis_columns(sweep), Column("zin", Text("waarom", "why"), 140, "wrap")]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = [[*point.numbers, point.clash.sentence[sheet.book.lang]] for point in sweep.points if point.clash is not None]
    sheet.table("tblZonderPlan", "z", columns, rows)
    sheet.freeze(FIRST - 1, len(sweep.axes))
