"""A sweep in words: the points, what changes between them, where lines enter and are full; shared by the screen and the page."""

from __future__ import annotations

from itertools import pairwise

from optimiser.language import Lang, Text, say, short_millions
from optimiser.reports.page import Head, PageTable, Section
from optimiser.reports.sweep.words import (
    COST,
    DIFFERENCE,
    EFFECT,
    ESTIMATES,
    INFEASIBLE,
    INSTRUMENT,
    YEAR,
    axis_name,
    goal_number,
    shown,
    signed,
)
from optimiser.swept import Point, Sweep

TITLE = Text("Doorloop: {axes}", "Sweep: {axes}")
ABOUT = Text("{name}, scenario {scenario}; doel {unit}.", "{name}, scenario {scenario}; goal {unit}.")
COUNTS = Text("{all} punten, waarvan {none} zonder plan.", "{all} points, of which {none} without a plan.")
BASE = Text("Basis: {value} {unit}.", "Base: {value} {unit}.")
NO_BASE = Text("De basis zelf heeft geen plan: {sentence}", "The base itself has no plan: {sentence}")
EXACT = Text(
    "Elk punt is een betaalbaar plan, opgelost en bewezen zoals `optimiser solve` met dat getal.",
    "Every point is a payable plan, solved and proved as `optimiser solve` with that number.",
)
HOT = Text(
    "Bij zo veel punten is elk punt het optimum vóór afronding op betaalbare eenheden, tot op de laatste cijfers van de oplosser; "
    "één punt als plan: `optimiser solve --set`.",
    "With so many points each is the optimum before rounding to payable units, to the solver's last digits; "
    "one point as a plan: `optimiser solve --set`.",
)
ROUNDED = Text(
    "Waar een factor geen hele euro's geeft, is het bedrag naar beneden afgerond op hele euro's ({count} bedragen in {points} punten).",
    "Where a factor gives no whole euros the amount is rounded down to whole euros ({count} amounts at {points} points).",
)
BUDGET_HINT = Text(
    "Bedragen in regels bewegen niet vanzelf met een budget mee: --along REGEL laat ze dat doen. Is er meer geld dan er op kan, laat dan geld over "
    "met --set rule.REGEL.at_most=1 voor de regel die alles laat besteden.",
    "Amounts in rules do not move with a budget by themselves: --along RULE lets them. Where there is more money than can be used, let money be "
    "left with --set rule.RULE.at_most=1 for the rule that has everything spent.",
)
POINTS = Text("Punten", "Points")
TABLE = Text(
    "Effect ({unit}) en bedrag per ruimte (× € 1 mln, alle jaren samen)", "Effect ({unit}) and amount per space (EUR million, all years together)"
)
LINES = Text("lijnen anders", "lines changed")
CHANGES = Text("Wat er onderweg verandert", "What changes on the way")
FROM_TO, MONEY, RULES = (
    Text("van → tot", "from → to"),
    Text("grootste verschuivingen (× € 1 mln)", "largest shifts (EUR million)"),
    Text("knelt", "binds"),
)
ROUTES = Text("Waar een lijn begint en vol is", "Where a line begins and is full")
ENTERS, FULL, LEAVES = Text("krijgt geld vanaf", "gets money from"), Text("vol vanaf", "full from"), Text("weg vanaf", "gone from")
BRACKETED = Text(
    "Tussen twee punten gebeurt het ergens; het latere punt staat hier. `optimiser frontier` geeft het exacte getal.",
    "It happens somewhere between two points; the later one stands here. `optimiser frontier` gives the exact number.",
)
CONFLICTS = Text("Waar geen plan is", "Where there is no plan")
SHIFTS, RULES_SHOWN = 3, 6
GRID = Text("{unit}; rijen {first}, kolommen {second}", "{unit}; rows {first}, columns {second}")
GRID_MOST = 12


def title(sweep: Sweep, lang: Lang) -> str:
    """`Doorloop: rule.growth-path.2025 (basis 66,67 %)`."""
    return say(TITLE, lang, axes=" × ".join(axis_name(axis, lang) for axis in sweep.axes))


def about(sweep: Sweep, lang: Lang) -> list[str]:
    """What was swept, what the base is, what every point is and is not."""
    none = sum(point.status != "optimal" for point in sweep.points)
    said = [say(ABOUT, lang, name=sweep.about.name, scenario=sweep.about.scenario, unit=sweep.about.goal_unit)]
    said.append(say(COUNTS, lang, all=len(sweep.points), none=none))
    if sweep.base.effect is None:
        said.append(say(NO_BASE, lang, sentence=sweep.base.clash.sentence if sweep.base.clash else ""))
    else:
        said.append(say(BASE, lang, value=goal_number(sweep.base.effect, sweep.larger_is_better, lang), unit=_unit(sweep)))
    said.append((EXACT if all(point.exact for point in sweep.points) else HOT)[lang])
    if none and (hint := _hint(sweep)) is not None:
        said.append(hint[lang])
    if rounded := [point.rounded for point in sweep.points if point.rounded]:
        said.append(say(ROUNDED, lang, count=sum(rounded), points=len(rounded)))
    return [*said, ESTIMATES[lang]]


def _hint(sweep: Sweep) -> Text | None:
    """What keeps a range of budgets from having plans: amounts in rules do not move by themselves, and money may be more than can be used."""
    return BUDGET_HINT if any(axis.unit == "factor" for axis in sweep.axes) else None


def sections(sweep: Sweep, lang: Lang) -> list[Section]:
    """Every part that has something to say."""
    found = [_points(sweep, lang)]
    if len(sweep.axes) == 1:
        found += [one for one in (_changes(sweep, lang), _routes(sweep, lang)) if one is not None]
    if conflicts := _conflicts(sweep, lang):
        found.append(Section("conflicts", CONFLICTS[lang], conflicts))
    return found


def where(sweep: Sweep, point: Point, lang: Lang) -> str:
    """The numbers of a point: `60,0 %`, or `60,0 % × € 210,0 mln`."""
    return " × ".join(shown(number, axis.unit, lang) for axis, number in zip(sweep.axes, point.numbers, strict=True))


def _unit(sweep: Sweep) -> Text:
    return sweep.about.goal_unit if sweep.larger_is_better else Text("", "")


def _points(sweep: Sweep, lang: Lang) -> Section:
    better, spaces = sweep.larger_is_better, list(dict.fromkeys(sweep.spaces.values()))
    heads = [Head(axis.key, "number") for axis in sweep.axes]
    heads += [Head(text[lang], "number") for text in (EFFECT if better else COST, DIFFERENCE)]
    heads += [Head(sweep.about.names[f"space:{space}"][lang] if len(spaces) > 8 else space, "number") for space in spaces]
    heads.append(Head(LINES[lang], "number"))
    rows = []
    for point in sweep.points:
        numbers = [shown(number, axis.unit, lang) for axis, number in zip(sweep.axes, point.numbers, strict=True)]
        if point.effect is None:
            rows.append([*numbers, INFEASIBLE[lang], *[""] * (len(spaces) + 2)])
            continue
        difference = sweep.difference(point)
        money = {space: sum(amount for (one, _), amount in sweep.by_space(point).items() if one == space) for space in spaces}
        said = [goal_number(point.effect, better, lang), "" if difference is None else signed(difference, better, lang)]
        rows.append([*numbers, *said, *(short_millions(money[space], lang) for space in spaces), str(len(sweep.changes(point)))])
    tables = [PageTable(say(TABLE, lang, unit=sweep.about.goal_unit), heads, rows)]
    if len(sweep.axes) == 2 and (grid := _grid(sweep, lang)) is not None:
        tables.insert(0, grid)
    return Section("points", POINTS[lang], (), tables)


def _grid(sweep: Sweep, lang: Lang) -> PageTable | None:
    """Both axes crosswise; None when there are too many columns to read."""
    first, second = sweep.axes
    columns = list(dict.fromkeys(point.numbers[1] for point in sweep.points))
    if len(columns) > GRID_MOST:
        return None
    found: dict[str, list[str]] = {}
    for point in sweep.points:
        value = INFEASIBLE[lang] if point.effect is None else goal_number(point.effect, sweep.larger_is_better, lang)
        found.setdefault(shown(point.numbers[0], first.unit, lang), []).append(value)
    heads = [Head(""), *(Head(shown(number, second.unit, lang), "number") for number in columns)]
    return PageTable(
        say(GRID, lang, unit=sweep.about.goal_unit, first=first.key, second=second.key), heads, [[key, *row] for key, row in found.items()]
    )


def _changes(sweep: Sweep, lang: Lang) -> Section | None:
    """From point to point: the largest shifts between lines, and the rules that start and stop to bind."""
    rows = []
    for before, after in pairwise(sweep.points):
        if before.status != "optimal" or after.status != "optimal":
            continue
        keys = sorted({*before.lines, *after.lines}, key=lambda key: (-abs(after.lines.get(key, 0) - before.lines.get(key, 0)), key))
        shifts = [(key, after.lines.get(key, 0) - before.lines.get(key, 0)) for key in keys]
        money = ", ".join(f"{i} {y} {'+' if by > 0 else '−'}{short_millions(abs(by), lang)}" for (i, y), by in shifts[:SHIFTS] if by)
        new = [rule for rule in after.rules if rule not in before.rules]
        gone = [rule for rule in before.rules if rule not in after.rules]
        if money or new or gone:
            rules = _names("+", new, lang) + _names("−", gone, lang)
            rows.append([f"{where(sweep, before, lang)} → {where(sweep, after, lang)}", money, ", ".join(rules)])
    heads = [Head(text[lang]) for text in (FROM_TO, MONEY, RULES)]
    return Section("changes", CHANGES[lang], (), (PageTable(CHANGES[lang], heads, rows),)) if rows else None


def _names(sign: str, rules: list[tuple[str, str | None]], lang: Lang) -> list[str]:
    said = [f"{sign}{rule}" + (f" {year}" if year else "") for rule, year in rules[:RULES_SHOWN]]
    more = len(rules) - RULES_SHOWN
    return said + ([say(Text("{sign}{more} meer", "{sign}{more} more"), lang, sign=sign, more=more)] if more > 0 else [])


def _routes(sweep: Sweep, lang: Lang) -> Section | None:
    """Lines that do not have the same fate at every point."""
    unit, first = sweep.axes[0].unit, sweep.points[0].number
    rows = []
    for one in sweep.routes:
        moving = one.full not in (None, first) or one.leaves is not None or (one.enters is not None and one.enters != _first_solved(sweep))
        if moving:
            said = ["" if number is None else shown(number, unit, lang) for number in (one.enters, one.full, one.leaves)]
            rows.append([sweep.about.names[f"instrument:{one.instrument}"][lang], one.year, *said])
    heads = [Head(INSTRUMENT[lang]), Head(YEAR[lang]), *(Head(text[lang], "number") for text in (ENTERS, FULL, LEAVES))]
    return Section("routes", ROUTES[lang], (BRACKETED[lang],), (PageTable(ROUTES[lang], heads, rows),)) if rows else None


def _first_solved(sweep: Sweep) -> object:
    return next((point.number for point in sweep.points if point.status == "optimal"), None)


def _conflicts(sweep: Sweep, lang: Lang) -> list[str]:
    """One sentence for points in a row that share their conflict: that of the last, with from and to."""
    said: list[str] = []
    held: list[Point] = []
    for point in (*sweep.points, None):
        clashes = [one.clash for one in held if one.clash is not None]
        goes_on = point is not None and point.status != "optimal" and (point.clash is None or not clashes or point.clash.rules == clashes[-1].rules)
        if held and not goes_on:
            places = [where(sweep, one, lang) for one in (held[:1] if len(held) == 1 else (held[0], held[-1]))]
            said.append(f"{' … '.join(places)}: {clashes[-1].sentence[lang] if clashes else INFEASIBLE[lang]}")
            held = []
        if point is not None and point.status != "optimal":
            held.append(point)
    return said
