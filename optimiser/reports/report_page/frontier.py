"""The frontier of one rule: what the goal reaches as its number moves, exactly, with the numbers at which the price changes."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.frontier import Words, frontier
from optimiser.language import MILLION, Text, number, quantity
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import Telling
from optimiser.told_desk import FrontierTold, PieceTold

HEADING = Text("De prijs van één regel, over zijn hele bereik", "The price of one rule, over its whole range")
TITLE = Text("{rule}: wat het beste plan haalt bij elke grens ({unit})", "{rule}: what the best plan reaches at every limit ({unit})")
SAYS = Text("Nu is de grens {now}; het plan komt daar uit op {total}.", "The limit is {now} now; the plan is at {total} there.")
FREE = Text(" Van {low} tot {high} kost de regel niets.", " From {low} to {high} the rule costs nothing.")
STEEP = Text(" Het duurst is de regel van {low} tot {high}: {price} per {step}.", " The rule is dearest from {low} to {high}: {price} per {step}.")
GAP = Text(" Van {low} tot {high} bestaat geen plan.", " From {low} to {high} no plan exists.")
ACROSS = Text("grens van {rule} {year}", "limit of {rule} {year}")
POINT = Text("nu: {now}, {total}", "now: {now}, {total}")
NOTHING = Text("geen plan", "no plan")
FROM, TO = Text("van", "from"), Text("tot", "to")
AT_LOW, AT_HIGH = Text("doel aan het begin", "goal at the start"), Text("doel aan het eind", "goal at the end")
PER = Text("verandering per {step}", "change per {step}")
WHY = Text("waarom geen plan", "why no plan")
SIZES = {"EUR": Fraction(MILLION), "share": Fraction(1, 100), "ratio": Fraction(1, 10), "persons": Fraction(100)}
NAMES = {
    "EUR": Text("€ 1 mln", "EUR 1 million"),
    "share": Text("procentpunt", "percentage point"),
    "ratio": Text("0,1", "0.1"),
    "persons": Text("100 personen", "100 persons"),
}


def section(telling: Telling) -> Section | None:
    """The line, and its pieces as a table."""
    told, word = telling.data.frontier, telling.word
    if told is None or not told.pieces:
        return None
    title, says = word(TITLE, rule=told.name, unit=telling.unit), _says(telling, told)
    total = telling.record.total
    pieces = [((_across(told, one.low), _up(telling, one.first)), (_across(told, one.high), _up(telling, one.last))) for one in told.pieces]
    gaps = [(_across(told, one.low), _across(told, one.high)) for one in told.gaps]
    now = word(POINT, now=_limit(telling, told, told.now), total=telling.goal(total))
    words = Words(word(ACROSS, rule=told.name, year=told.year or ""), telling.unit, now, word(NOTHING))
    printers = (lambda value: _tick(telling, told, value)), telling.axis
    drawing = frontier("frontier", title, says, pieces, gaps, (_across(told, told.now), _up(telling, total)), words, printers)
    tables = [_table(telling, told, title), *([_gaps(telling, told)] if told.gaps else [])]
    return Section("frontier", word(HEADING), pictures=[Picture(title, says, [drawing], tables)])


def _across(told: FrontierTold, value: Fraction) -> float:
    return float(value * 100 if told.unit == "share" else value / MILLION if told.unit == "EUR" else value)


def _up(telling: Telling, value: Fraction) -> float:
    return float(value / MILLION if telling.record.goal == "money" else value)


def _tick(telling: Telling, told: FrontierTold, value: float) -> str:
    return telling.axis(value) + (" %" if told.unit == "share" else "")


def _limit(telling: Telling, told: FrontierTold, value: Fraction) -> str:
    return quantity(value, told.unit, telling.lang)


def _slope(told: FrontierTold, one: PieceTold) -> Fraction:
    """The change of the goal per step of the limit."""
    width = one.high - one.low
    return (one.last - one.first) / width * SIZES[told.unit] if width else Fraction(0)


def _says(telling: Telling, told: FrontierTold) -> str:
    word, record = telling.word, telling.record
    said = word(SAYS, now=_limit(telling, told, told.now), total=telling.reached(record.total))
    flat = [one for one in told.pieces if one.first == one.last]
    steep = max(told.pieces, key=lambda one: abs(_slope(told, one)))
    if flat:
        widest = max(flat, key=lambda one: one.high - one.low)
        said += word(FREE, low=_limit(telling, told, widest.low), high=_limit(telling, told, widest.high))
    if _slope(told, steep):
        values = {"low": _limit(telling, told, steep.low), "high": _limit(telling, told, steep.high), "step": NAMES[told.unit]}
        said += word(STEEP, **values, price=telling.reached(abs(_slope(told, steep))))
    for one in told.gaps:
        said += word(GAP, low=_limit(telling, told, one.low), high=_limit(telling, told, one.high))
    return said


def _table(telling: Telling, told: FrontierTold, title: str) -> PageTable:
    step = telling.word(NAMES[told.unit])
    heads = [telling.number(FROM), *(telling.number(one) for one in (TO, AT_LOW, AT_HIGH)), telling.number(PER, step=step)]
    rows = [
        [
            *(_limit(telling, told, end) for end in (one.low, one.high)),
            telling.goal(one.first),
            telling.goal(one.last),
            _change(telling, _slope(told, one)),
        ]
        for one in told.pieces
    ]
    return PageTable(title, heads, rows)


def _change(telling: Telling, slope: Fraction) -> str:
    if telling.record.goal == "money":
        return telling.signed(slope)
    return ("+" if slope > 0 else "") + number(slope, telling.lang, 2, 1)


def _gaps(telling: Telling, told: FrontierTold) -> PageTable:
    heads = [telling.number(FROM), telling.number(TO), telling.text(WHY)]
    return PageTable(
        telling.word(WHY), heads, [[_limit(telling, told, one.low), _limit(telling, told, one.high), one.why[telling.lang]] for one in told.gaps]
    )
