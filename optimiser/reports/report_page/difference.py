"""From the published split to the plan: what every instrument adds to or takes from the goal; the steps add up exactly."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.waterfall import Step, waterfall
from optimiser.language import Text
from optimiser.reports.highlights import Way, way_of, worth
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import INSTRUMENT, MILLIONS, TOTAL, YEAR, Telling
from optimiser.told_desk import MoveTold

HEADING = Text("Van gepubliceerd naar plan", "From published to plan")
TITLE = Text("Wat het verschil maakt ({unit})", "What makes the difference ({unit})")
SAYS = Text(
    "Van {start} naar {end}: {change}. {up}{down}De stappen tellen exact op.",
    "From {start} to {end}: {change}. {up}{down}The steps add up exactly.",
)
UP = Text("Het meest erbij: {name} ({change}). ", "Most is added by {name} ({change}). ")
DOWN = Text("Het meest eraf: {name} ({change}). ", "Most is taken away by {name} ({change}). ")
REST = Text("overige instrumenten ({count})", "other instruments ({count})")
POTENTIAL = Text("boven het mogelijke effect (telt niet mee)", "above the possible effect (not counted)")
NO_REFERENCE = Text("Er is geen gepubliceerde verdeling om mee te vergelijken.", "There is no published split to compare with.")
START, END = Text("gepubliceerd", "published"), Text("dit plan", "this plan")
MORE, LESS = Text("levert meer op", "adds"), Text("levert minder op", "takes away")
MORE_COST, LESS_COST = Text("kost meer", "costs more"), Text("kost minder", "costs less")
SPEND_WAS, SPEND_NOW = Text("gepubliceerd (€ mln)", "published (EUR million)"), Text("plan (€ mln)", "plan (EUR million)")
WAS, NOW, CHANGE = Text("effect gepubliceerd", "effect published"), Text("effect plan", "effect plan"), Text("verschil", "difference")
MOVES = Text(
    "Dezelfde weg als verschuivingen binnen een jaar, de grootste winst eerst", "The same way as moves inside a year, the largest gain first"
)
FROM, TO, GAIN = Text("van", "from"), Text("naar", "to"), Text("levert op", "adds")
NOBODY = Text("ander budget", "other budget")


def steps_of(telling: Telling, way: Way) -> list[tuple[str, Fraction]]:
    """The steps as told: the largest ones by name, gains first, the others together, and what no line explains."""
    shown, others = way.largest
    steps = [(telling.name("instrument", name), way.changes[name]) for name in shown]
    if others:
        steps.append((telling.word(REST, count=len(others)), sum((way.changes[name] for name in others), Fraction(0))))
    return steps + ([(telling.word(POTENTIAL), way.rest)] if way.rest else [])


def section(telling: Telling) -> Section:
    """The waterfall, the lines behind it, and the moves."""
    way, heading = way_of(telling.record), telling.word(HEADING)
    if way is None:
        return Section("difference", heading, [telling.word(NO_REFERENCE)])
    start = way.start
    word, end = telling.word, telling.record.total
    steps = [Step(name, float(change), telling.signed(change)) for name, change in steps_of(telling, way)]
    ends = Step(word(START), float(start), telling.goal(start), whole=True), Step(word(END), float(end), telling.goal(end), whole=True)
    money = telling.record.goal == "money"
    title, says = word(TITLE, unit=telling.unit), _says(telling, start, way.changes)
    drawing = waterfall(
        "difference", title, says, [ends[0], *steps, ends[1]], *(word(one) for one in ((MORE_COST, LESS_COST) if money else (MORE, LESS)))
    )
    tables = [_table(telling, start), *([_moves(telling)] if telling.data.moves else [])]
    return Section("difference", heading, pictures=[Picture(title, says, [drawing], tables)])


def _says(telling: Telling, start: Fraction, found: dict[str, Fraction]) -> str:
    end = telling.record.total
    up, down = max(found.items(), key=lambda one: one[1]), min(found.items(), key=lambda one: one[1])
    words = {
        key: telling.word(text, name=telling.name("instrument", one[0]), change=telling.signed(one[1])) if fits else ""
        for key, text, one, fits in (("up", UP, up, up[1] > 0), ("down", DOWN, down, down[1] < 0))
    }
    values = {"start": telling.goal(start), "end": telling.reached(end), "change": telling.signed(end - start)}
    return telling.word(SAYS, **values, **words)


def _table(telling: Telling, start: Fraction) -> PageTable:
    heads = [telling.text(INSTRUMENT), telling.number(YEAR), *(telling.number(one) for one in (SPEND_WAS, SPEND_NOW, WAS, NOW, CHANGE))]
    rows, goal = [], telling.record.goal
    sums = [Fraction(0)] * 5
    for line in telling.record.lines:
        reference = line.reference or 0
        was, now = worth(line, reference, goal), worth(line, line.amount, goal)
        if reference or line.amount:
            shown = [telling.goal(was), telling.goal(now), telling.signed(now - was)]
            rows.append([telling.name("instrument", line.instrument), line.year, telling.mln(reference), telling.mln(line.amount), *shown])
            sums = [total + one for total, one in zip(sums, (Fraction(reference), Fraction(line.amount), was, now, now - was), strict=True)]
    rest = telling.record.total - sums[3], start - sums[2]
    if any(rest):
        rows.append([telling.word(POTENTIAL), "", "", "", telling.goal(rest[1]), telling.goal(rest[0]), telling.signed(rest[0] - rest[1])])
    end = telling.record.total
    total = [telling.mln(sums[0]), telling.mln(sums[1]), telling.goal(start), telling.goal(end), telling.signed(end - start)]
    return PageTable(telling.word(TITLE, unit=telling.unit), heads, [*rows, [telling.word(TOTAL), "", *total]], total=True)


def _moves(telling: Telling) -> PageTable:
    heads = [telling.text(FROM), telling.text(TO), telling.number(YEAR), telling.number(MILLIONS), telling.number(GAIN)]
    rows = []
    for move in telling.data.moves:
        year = next(line[1] for line in (move.giver, move.taker) if line is not None)
        rows.append([_end(telling, move, "giver"), _end(telling, move, "taker"), year, telling.mln(move.amount), telling.signed(move.gain)])
    total = sum((move.gain for move in telling.data.moves), Fraction(0))
    return PageTable(telling.word(MOVES), heads, [*rows, [telling.word(TOTAL), "", "", "", telling.signed(total)]], total=True)


def _end(telling: Telling, move: MoveTold, side: str) -> str:
    line = move.giver if side == "giver" else move.taker
    return telling.word(NOBODY) if line is None else telling.name("instrument", line[0])
