"""What money buys: for every instrument how effect grows with money, where the plan stands, and how unsure that is."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.curves import Curve, Words, curves
from optimiser.exact import read_exact
from optimiser.language import Text
from optimiser.record import Line
from optimiser.reports.highlights import worth
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import INSTRUMENT, YEAR, Telling, in_millions

HEADING = Text("Wat geld oplevert", "What money buys")
TITLE = Text("Effect tegen geld, per instrument ({unit}, € mln)", "Effect against money, by instrument ({unit}, EUR million)")
SAYS = Text(
    "Hoe steiler de lijn rechts van de stip, hoe meer een miljoen erbij oplevert: het meest bij {most} ({high} per € 1 mln), het minst bij {least} "
    "({low}). Elk beeld heeft zijn eigen schaal; getoond is per instrument het laatste jaar waarvan het geld voor het doel meetelt.",
    "The steeper the line right of the dot, the more another million adds: most for {most} ({high} per EUR 1 million), "
    "least for {least} ({low}). Every "
    "picture has its own scale; shown is for each instrument the last year whose money counts for the goal.",
)
LEFT_OUT = Text("Zonder effect voor het doel, en daarom zonder beeld: {names}.", "Without effect on the goal, and so without a picture: {names}.")
MONEY = Text("Het doel telt euro's; de lijnen tonen het effect in personen.", "The goal counts euros; the lines show the effect in persons.")
INSIDE = Text("mag volgens de regels", "allowed by the rules")
LINE = Text("schatting in gebruik", "estimate in use")
OUTSIDE = Text("mag niet", "not allowed")
BAND = Text("laag tot hoog", "low to high")
POINT, OTHER = Text("dit plan", "this plan"), Text("gepubliceerd", "published")
SAID = Text("{amount} → {effect}", "{amount} → {effect}")
AMOUNT, EFFECT = Text("plan (€ mln)", "plan (EUR million)"), Text("effect", "effect")
LOW, HIGH = Text("effect bij laag", "effect at low"), Text("effect bij hoog", "effect at high")
NEXT = Text("volgende € 1 mln", "next EUR 1 million")
RANGE = Text("mag van-tot (€ mln)", "allowed from-to (EUR million)")


def section(telling: Telling) -> Section | None:
    """Small pictures, and their table."""
    lines = [line for id in dict.fromkeys(one.instrument for one in telling.record.lines) if (line := _line(telling, id)) is not None]
    if not lines:
        return None
    word = telling.word
    money = telling.record.goal == "money"
    unit = word(Text("personen", "persons")) if money else telling.unit
    title, says = word(TITLE, unit=unit), _says(telling, lines)
    limited = any(one.slack is None for one in telling.data.room)
    words = Words(word(INSIDE if limited else LINE), word(OUTSIDE), word(BAND), word(POINT), word(OTHER))
    drawings = curves("curves", title, says, [_curve(telling, line) for line in lines], words, telling.axis, telling.axis)
    silent = [
        telling.name("instrument", id)
        for id in dict.fromkeys(one.instrument for one in telling.record.lines)
        if id not in {line.instrument for line in lines}
    ]
    texts = [*([word(MONEY)] if money else []), *([word(LEFT_OUT, names=", ".join(silent))] if silent else [])]
    return Section("curves", word(HEADING), texts, pictures=[Picture(title, says, drawings, [_table(telling, title, lines)])])


def _line(telling: Telling, instrument: str) -> Line | None:
    """The last year of an instrument in which money does something for the goal."""
    mine = [one for one in telling.record.lines if one.instrument == instrument and any(tier.rate for tier in one.tiers)]
    return mine[-1] if mine else None


def _factors(telling: Telling, instrument: str) -> tuple[Fraction, Fraction]:
    """How the low and the high estimate scale the line that is drawn for the one in use."""
    value = {name: _figure(telling, f"estimate.{instrument}.{name}") for name in ("low", "high", telling.record.estimate)}
    used = value[telling.record.estimate]
    return (value["low"] / used, value["high"] / used) if used else (Fraction(1), Fraction(1))


def _figure(telling: Telling, key: str) -> Fraction:
    found = next((one.value for one in telling.record.figures if one.key == key), "0")
    return Fraction(read_exact(found) or 0)


def _allowed(telling: Telling, line: Line) -> tuple[int, int] | None:
    mine = (one for one in telling.data.room if (one.instrument, one.year, one.slack) == (line.instrument, line.year, None))
    return next(((one.low, one.high) for one in mine), None)


def _curve(telling: Telling, line: Line) -> Curve:
    corners = [(0.0, 0.0)]
    at = Fraction(0)
    for tier in line.tiers:
        at += tier.width
        corners.append((in_millions(at), float(worth(line, int(at), "effect"))))
    low, high = _factors(telling, line.instrument)
    allowed = _allowed(telling, line)
    said = telling.word(SAID, amount=telling.money(line.amount), effect=telling.one(line.effect))
    other = None if line.reference is None else (in_millions(line.reference), float(worth(line, line.reference, "effect")))
    limits = None if allowed is None else (in_millions(allowed[0]), in_millions(allowed[1]))
    point = in_millions(line.amount), float(line.effect)
    name = f"{telling.name('instrument', line.instrument)}, {line.year}"
    return Curve(name, corners, float(low), float(high), limits, point, other, said)


def _says(telling: Telling, lines: list[Line]) -> str:
    most, least = max(lines, key=lambda one: one.marginal), min(lines, key=lambda one: one.marginal)
    names = {"most": telling.name("instrument", most.instrument), "least": telling.name("instrument", least.instrument)}
    return telling.word(SAYS, **names, high=telling.one(most.marginal), low=telling.one(least.marginal))


def _table(telling: Telling, title: str, lines: list[Line]) -> PageTable:
    heads = [telling.text(INSTRUMENT), telling.number(YEAR), *(telling.number(one) for one in (AMOUNT, EFFECT, LOW, HIGH, NEXT, RANGE))]
    rows = []
    for line in lines:
        low, high = _factors(telling, line.instrument)
        allowed = _allowed(telling, line)
        shown = "" if allowed is None else f"{telling.short(allowed[0])} - {telling.short(allowed[1])}"
        effects = [telling.one(one) for one in (line.effect, line.effect * low, line.effect * high, line.marginal)]
        rows.append([telling.name("instrument", line.instrument), line.year, telling.mln(line.amount), *effects, shown])
    return PageTable(title, heads, rows)
