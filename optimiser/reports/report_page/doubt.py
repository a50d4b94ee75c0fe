"""How sure this is: what each estimate does to the plan, and how much of the result rests on figures that are assumed."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.stacked import Segment, StackedBar, stacked
from optimiser.charts.swings import Swing, swings
from optimiser.language import Text
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import INSTRUMENT, TOTAL, Telling
from optimiser.told_desk import SwingTold
from optimiser.words import STANDINGS

HEADING = Text("Hoe zeker dit is", "How sure this is")
SWINGS = Text("Wat dit plan waard is bij een lage of hoge schatting ({unit})", "What this plan is worth at a low or high estimate ({unit})")
SWINGS_SAY = Text(
    "De schatting van {name} telt het zwaarst: van {low} tot {high} personen per € 1 mln is dit plan {at_low} tot {at_high} waard. {regret}"
    "Telkens verandert één schatting; de andere blijven staan.",
    "The estimate of {name} weighs most: from {low} to {high} persons per EUR 1 million this plan is worth {at_low} to {at_high}. {regret}"
    "One estimate changes at a time; the others stay.",
)
REGRET = Text(
    "Het meest zou een ander plan schelen als {name} {side} uitvalt: {gain} meer. ",
    "Another plan would help most if {name} turns out {side}: {gain} more. ",
)
LOW, HIGH = Text("lage schatting", "low estimate"), Text("hoge schatting", "high estimate")
LOW_SIDE, HIGH_SIDE = Text("laag", "low"), Text("hoog", "high")
MIDDLE = Text("nu: {total}", "now: {total}")
RANGE = Text("schatting laag-hoog", "estimate low-high")
STANDING = Text("hardheid", "standing")
AT_LOW, AT_HIGH = Text("plan bij laag", "plan at low"), Text("plan bij hoog", "plan at high")
BEST_LOW, BEST_HIGH = Text("beste plan bij laag", "best plan at low"), Text("beste plan bij hoog", "best plan at high")
NO_PLAN = Text("geen plan", "no plan")
RESTS = Text("Waar het resultaat op rust (deel van het resultaat)", "What the result rests on (share of the result)")
RESTS_SAY = Text(
    "{assumed} van het effect rust op een schatting die is aangenomen, {derived} op een die is afgeleid en {sourced} op "
    "een die rechtstreeks in een bron "
    "staat. Van het geld komt {money} uit een bron. Een afgeleide schatting is nog geen meting.",
    "{assumed} of the effect rests on an estimate that is assumed, {derived} on one that is derived and {sourced} on one "
    "that stands in a source as it is. Of "
    "the money, {money} comes from a source. A derived estimate is not a measurement.",
)
PARTS = {
    "estimate": Text("effect per miljoen", "effect per million"),
    "realisation": Text("realisatie", "realisation"),
    "lag": Text("wanneer het begint", "when it starts"),
    "duration": Text("hoe lang het duurt", "how long it lasts"),
    "tiers": Text("afnemende meeropbrengst", "diminishing returns"),
}
BUDGETS = Text("budget per herkomstregel", "budget per source line")
EFFECT, MONEY = Text("Effect", "Effect"), Text("Geld", "Money")
FIGURE = Text("cijfer", "figure")
ORDER = ("sourced", "derived", "assumed")
MOST = 10


def section(telling: Telling) -> Section | None:
    """The tornado, then what the result rests on."""
    pictures = [one for one in (_swings(telling), _rests(telling)) if one is not None]
    return Section("doubt", telling.word(HEADING), pictures=pictures) if pictures else None


def _swings(telling: Telling) -> Picture | None:
    told, word = telling.data.swings, telling.word
    if not told:
        return None
    total = telling.record.total
    title, says = word(SWINGS, unit=telling.unit), _says(telling, told)
    bars = [
        Swing(
            telling.name("instrument", one.instrument),
            float(one.plan_low),
            float(one.plan_high),
            telling.goal(one.plan_low),
            telling.goal(one.plan_high),
        )
        for one in told[:MOST]
    ]
    middle = word(MIDDLE, total=telling.goal(total))
    drawing = swings("swings", title, says, float(total), middle, (word(LOW), word(HIGH)), bars)
    heads = [telling.text(INSTRUMENT), telling.number(RANGE), telling.text(STANDING)]
    heads += [telling.number(one) for one in (AT_LOW, AT_HIGH, BEST_LOW, BEST_HIGH)]
    rows = []
    for one in told:
        best = [telling.goal(value) if value is not None else word(NO_PLAN) for value in (one.best_low, one.best_high)]
        span = f"{telling.axis(float(one.low))} - {telling.axis(float(one.high))}"
        ends = telling.goal(one.plan_low), telling.goal(one.plan_high)
        rows.append([telling.name("instrument", one.instrument), span, word(STANDINGS[one.standing]), *ends, *best])
    return Picture(title, says, [drawing], [PageTable(title, heads, rows)])


def _says(telling: Telling, told: tuple[SwingTold, ...]) -> str:
    first = told[0]
    gains = [
        (best - plan, one, side)
        for one in told
        for best, plan, side in ((one.best_low, one.plan_low, LOW_SIDE), (one.best_high, one.plan_high, HIGH_SIDE))
        if best is not None
    ]
    regret = ""
    if gains:
        gain, one, side = max(gains, key=lambda item: item[0])
        regret = telling.word(REGRET, name=telling.name("instrument", one.instrument), side=side, gain=telling.goal(gain))
    return telling.word(
        SWINGS_SAY,
        name=telling.name("instrument", first.instrument),
        low=telling.axis(float(first.low)),
        high=telling.axis(float(first.high)),
        at_low=telling.goal(first.plan_low),
        at_high=telling.goal(first.plan_high),
        regret=regret,
    )


def _standing(telling: Telling, key: str) -> str:
    return next((one.standing for one in telling.record.figures if one.key == key), "assumed")


def resting(telling: Telling) -> dict[str, dict[str, Fraction]]:
    """For every ingredient of the result, the share that is sourced, derived and assumed."""
    record = telling.record
    found: dict[str, dict[str, Fraction]] = {}
    for part in PARTS:
        sums = dict.fromkeys(ORDER, Fraction(0))
        for line in record.lines:
            column = record.estimate if part == "estimate" else part
            sums[_standing(telling, f"estimate.{line.instrument}.{column}")] += line.effect
        found[part] = sums
    money = dict.fromkeys(ORDER, Fraction(0))
    for one in record.sources:
        money[_standing(telling, f"source.{one.source}.{one.year}")] += one.amount or 0
    found["budget"] = money
    return {
        part: {key: value / total if (total := sum(sums.values())) else Fraction(0) for key, value in sums.items()} for part, sums in found.items()
    }


def _rests(telling: Telling) -> Picture | None:
    word, found = telling.word, resting(telling)
    if not sum(found["estimate"].values()):
        return None
    estimate = {key: telling.share(value) for key, value in found["estimate"].items()}
    title, says = word(RESTS), word(RESTS_SAY, **estimate, money=telling.share(found["budget"]["sourced"]))
    labels = {**{part: word(text) for part, text in PARTS.items()}, "budget": word(BUDGETS)}
    bars = []
    for part, shares in found.items():
        segments = [Segment(number, float(shares[key]), telling.share(shares[key])) for number, key in enumerate(ORDER)]
        bars.append(StackedBar(word(MONEY if part == "budget" else EFFECT), labels[part], segments, ""))
    drawing = stacked("rests", title, says, [word(STANDINGS[key]) for key in ORDER], "", bars)
    heads = [telling.text(FIGURE), *(telling.number(STANDINGS[key]) for key in ORDER), telling.number(TOTAL)]
    rows = [
        [labels[part], *(telling.share(shares[key]) for key in ORDER), telling.share(sum(shares.values(), Fraction(0)))]
        for part, shares in found.items()
    ]
    return Picture(title, says, [drawing], [PageTable(title, heads, rows)])
