"""Numbers of a range as people read them, and the words that sweeps and frontiers share."""

from __future__ import annotations

from fractions import Fraction

from optimiser.exact import plain
from optimiser.language import Lang, Text, euros, millions, number, percent, say
from optimiser.swept import Axis, Unit

ESTIMATES = Text(
    "Het effect rust op schattingen; geen enkele is een gemeten prijs per extra medewerker.",
    "The effect rests on estimates; none is a measured cost per extra worker.",
)
INFEASIBLE, OPTIMAL = Text("geen plan", "no plan"), Text("plan", "plan")
STATUS, EFFECT, DIFFERENCE = Text("uitkomst", "outcome"), Text("effect", "effect"), Text("verschil met basis", "difference with base")
COST = Text("kosten", "cost")
SPACE, YEAR, INSTRUMENT = Text("ruimte", "space"), Text("jaar", "year"), Text("instrument", "instrument")
STEPS: dict[Unit, Text] = {
    "EUR": Text("€ 1 mln", "EUR 1 million"),
    "share": Text("1 %-punt", "1 percentage point"),
    "factor": Text("1 %-punt", "1 percentage point"),
    "ratio": Text("1", "1"),
    "persons": Text("1 persoon", "1 person"),
    "rate": Text("1 persoon per € 1 mln", "1 person per EUR 1 million"),
    "year": Text("1 jaar", "1 year"),
    "number": Text("1", "1"),
}


def shown(value: Fraction, unit: Unit, lang: Lang) -> str:
    """A number of a range: `66,67 %`, `€ 210,0 mln`, `2025`. A factor is a percentage of what there was."""
    if unit == "EUR":
        return millions(value, lang) if (value / 1000).denominator == 1 else euros(value, lang)
    if unit in ("share", "factor"):
        return percent(value, lang)
    if unit == "year":
        return plain(value)
    return number(value, lang)


def goal_number(value: Fraction, better: bool, lang: Lang) -> str:
    """The goal's number: persons to a tenth, or euros when the goal is money."""
    return number(value, lang, 1, 1) if better else millions(value, lang)


def signed(value: Fraction, better: bool, lang: Lang) -> str:
    """A difference of the goal with its sign: `+12,5`, `−3,0`."""
    text = goal_number(abs(value), better, lang)
    return text if value == 0 else ("+" if value > 0 else "−") + text


def price(value: Fraction, better: bool, lang: Lang) -> str:
    """What a step changes, with its sign: persons to a tenth, or whole euros when the goal is money."""
    text = number(abs(value), lang, 1, 1) if better else euros(abs(value), lang)
    return text if value == 0 else ("+" if value > 0 else "−") + text


def axis_name(axis: Axis, lang: Lang) -> str:
    """`rule.growth-path.2025 (basis 66,67 %)`."""
    if axis.base is None:
        return axis.key
    return say(Text("{key} (basis {base})", "{key} (base {base})"), lang, key=axis.key, base=shown(axis.base, axis.unit, lang))
