"""A frontier in words: its pieces with what a step is worth, the marks, and where no plan exists; shared by the screen and the page."""

from __future__ import annotations

from optimiser.language import Lang, Text, say
from optimiser.reports.page import Head, PageTable, Section
from optimiser.reports.sweep.words import COST, EFFECT, ESTIMATES, STEPS, axis_name, goal_number, price, shown
from optimiser.swept import Frontier, Line, Stretch

TITLE = Text("Grens: {axis}", "Frontier: {axis}")
ABOUT = Text("{name}, scenario {scenario}; doel {unit}.", "{name}, scenario {scenario}; goal {unit}.")
EXACT = Text(
    "Elk stuk is exact: het beste haalbare vóór afronding op betaalbare eenheden, met de knik op het getal dat er staat.",
    "Every piece is exact: the best possible before rounding to payable units, with the breakpoint at the number that stands there.",
)
BENT = Text(
    "Waar het effect buigt is het stuk de lijn tussen zijn uiteinden, en de prijs het gemiddelde.",
    "Where the effect bends, the piece is the line between its ends, and the price the mean.",
)
BRACKETED = Text(
    "Dit getal loopt niet recht door het probleem. Daarom is het van punt tot punt doorgerekend: een knik ligt ergens binnen een stuk.",
    "This number does not go straight through the problem. So it was solved from point to point: a breakpoint lies somewhere inside a piece.",
)
PRICE_IS = Text(
    "De prijs is wat een stap van {step} erbij verandert, zolang het getal in dat stuk blijft.",
    "The price is what a step of {step} more changes, as long as the number stays in that piece.",
)
NO_PIECES = Text("Nergens in dit bereik bestaat een plan.", "Nowhere in this range does a plan exist.")
PIECES = Text("Stuk voor stuk", "Piece by piece")
FROM, TO, PRICE = Text("van", "from"), Text("tot", "to"), Text("prijs per {step}", "price per {step}")
ENTER, LEAVE = Text("krijgt geld", "gets money"), Text("verliest alle geld", "loses all money")
MARKS = Text("Gemarkeerde punten", "Marked points")
WHAT, AT, VALUE, NOTE = Text("punt", "point"), Text("getal", "number"), Text("waarde", "value"), Text("let op", "note")
BREAKS = Text("breekt {count} harde regels en kan dus boven de grens liggen", "breaks {count} hard rules, so it may lie above the frontier")
HOLES = Text("Waar geen plan is", "Where there is no plan")
HOLE = Text("{low} tot {high}: {sentence}", "{low} to {high}: {sentence}")
OVER_ALL = Text("Over het hele bereik: van {first} naar {last} {unit}.", "Over the whole range: from {first} to {last} {unit}.")


def title(frontier: Frontier, lang: Lang) -> str:
    """`Grens: rule.growth-path.2025 (basis 66,67 %)`."""
    return say(TITLE, lang, axis=axis_name(frontier.axis, lang))


def about(frontier: Frontier, lang: Lang) -> list[str]:
    """What was traced, and what the numbers are and are not."""
    said = [say(ABOUT, lang, name=frontier.about.name, scenario=frontier.about.scenario, unit=frontier.about.goal_unit)]
    said.append((EXACT if frontier.exact else BRACKETED)[lang])
    if frontier.exact and any(not one.straight for one in frontier.stretches):
        said.append(BENT[lang])
    said.append(say(PRICE_IS, lang, step=STEPS[frontier.axis.unit]))
    return [*said, ESTIMATES[lang]]


def sections(frontier: Frontier, lang: Lang) -> list[Section]:
    """The pieces, the marks, the holes."""
    found = [_pieces(frontier, lang)]
    if frontier.marks:
        found.append(_marks(frontier, lang))
    if frontier.holes:
        found.append(Section("holes", HOLES[lang], hole_sentences(frontier, lang)))
    return found


def hole_sentences(frontier: Frontier, lang: Lang) -> list[str]:
    """From, to and why, one a hole."""
    unit = frontier.axis.unit
    return [
        say(HOLE, lang, low=shown(one.low, unit, lang), high=shown(one.high, unit, lang), sentence=one.clash.sentence[lang]) for one in frontier.holes
    ]


def names(lines: tuple[Line, ...]) -> str:
    """`zelfredzaamheid 2024, onboarding 2025`."""
    return ", ".join(" ".join(line) for line in lines)


def _pieces(frontier: Frontier, lang: Lang) -> Section:
    better, axis = frontier.larger_is_better, frontier.axis
    goal = (EFFECT if better else COST)[lang]
    heads = [Head(FROM[lang], "number"), Head(TO[lang], "number"), Head(f"{goal} {FROM[lang]}", "number"), Head(f"{goal} {TO[lang]}", "number")]
    heads += [Head(say(PRICE, lang, step=STEPS[axis.unit]), "number"), Head(ENTER[lang]), Head(LEAVE[lang])]
    rows = [_row(one, frontier, lang) for one in frontier.stretches]
    if not rows:
        return Section("pieces", PIECES[lang], (NO_PIECES[lang],))
    first, last = frontier.stretches[0].value_low, frontier.stretches[-1].value_high
    unit = frontier.about.goal_unit if better else Text("", "")
    text = say(OVER_ALL, lang, first=goal_number(first, better, lang), last=goal_number(last, better, lang), unit=unit).replace(" .", ".")
    return Section("pieces", PIECES[lang], (text,), (PageTable(PIECES[lang], heads, rows),))


def _row(one: Stretch, frontier: Frontier, lang: Lang) -> list[str]:
    better, unit = frontier.larger_is_better, frontier.axis.unit
    values = [goal_number(value, better, lang) for value in (one.value_low, one.value_high)]
    return [shown(one.low, unit, lang), shown(one.high, unit, lang), *values, price(one.price, better, lang), names(one.enter), names(one.leave)]


def _marks(frontier: Frontier, lang: Lang) -> Section:
    rows = [
        [
            one.name[lang],
            shown(one.number, frontier.axis.unit, lang),
            goal_number(one.value, frontier.larger_is_better, lang),
            say(BREAKS, lang, count=one.broken) if one.broken else "",
        ]
        for one in frontier.marks
    ]
    heads = [Head(WHAT[lang]), Head(AT[lang], "number"), Head(VALUE[lang], "number"), Head(NOTE[lang])]
    return Section("marks", MARKS[lang], (), (PageTable(MARKS[lang], heads, rows),))
