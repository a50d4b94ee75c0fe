"""What the rules cost: the goal without each of them, and what a small step of each limit is worth on either side."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.ranked import Ranked, ranked
from optimiser.charts.sheet import BOUND
from optimiser.charts.swings import Swing, swings
from optimiser.language import Text, listing, quantity
from optimiser.record import RuleLine
from optimiser.reports.highlights import LIMITS, STEP_SIZES, VISIBLE, dearest_limits, limit_name, priced
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import YEAR, Telling
from optimiser.words import STANDINGS

HEADING = Text("Wat de regels kosten", "What the rules cost")
COSTS = Text("Winst als alleen deze regel vervalt ({unit})", "Gain without just this rule ({unit})")
COSTS_SAY = Text(
    "Als alleen {rule} vervalt, komt het doel {gain} beter uit. {dear}; {free}.",
    "Without just {rule} the goal would be {gain} better. {dear}; {free}.",
)
DEAR_ONE, DEAR = (
    Text("Het is de enige regel die iets kost", "It is the only rule that costs anything"),
    Text("Het is de duurste van {count} regels die iets kosten", "It is the dearest of {count} rules that cost something"),
)
FREE_ONE, FREE = (
    Text("1 andere regel kost niets", "1 other rule costs nothing"),
    Text("{count} andere regels kosten niets", "{count} other rules cost nothing"),
)
NOTHING_COSTS = Text(
    "Geen enkele regel kost iets: zonder elk van hen is dit nog het beste plan.",
    "No rule costs anything: without any one this is still the best plan.",
)
STEPS = Text("Wat één stap van een grens doet ({unit})", "What one step of a limit does ({unit})")
STEPS_SAY = Text(
    "Per regel de grens waar een stap het meest uitmaakt: bij {rule} verandert het doel met {less} als de grens {step} "
    "lager is en met {more} als hij "
    "{step} hoger is. Dit zijn prijzen van één stap; ze gelden niet voor grote stappen.",
    "For each rule the limit at which a step matters most: for {rule} the goal changes by {less} when the limit is {step} "
    "lower and by {more} when it is "
    "{step} higher. These are prices of one step; they do not hold for large ones.",
)
LOWER, HIGHER = Text("grens een stap lager", "limit one step lower"), Text("grens een stap hoger", "limit one step higher")
NOW = Text("nu", "now")
IMPOSSIBLE, SAME = Text("geen plan", "no plan"), Text("niets", "nothing")
RULE, GAIN, STANDING = Text("regel", "rule"), Text("winst zonder de regel", "gain without the rule"), Text("hardheid", "standing")
BY_YEAR = Text("als alleen dat jaar vervalt", "without that year only")
LIMIT, STEP = Text("grens", "limit"), Text("stap", "step")


def section(telling: Telling) -> Section | None:
    """Whole rules, then steps of their limits."""
    pictures = [one for one in (_costs(telling), _steps(telling)) if one is not None]
    free = bool(telling.data.costs) and telling.data.costs[0].gain <= 0
    texts = [telling.word(NOTHING_COSTS)] if free else []
    return Section("prices", telling.word(HEADING), texts, pictures=pictures) if pictures or texts else None


def _costs(telling: Telling) -> Picture | None:
    costs, word = telling.data.costs, telling.word
    dear = [one for one in costs if one.gain > 0]
    if not dear:
        return None
    free = len(costs) - len(dear)
    counts = {"dear": telling.counted(len(dear), DEAR_ONE, DEAR), "free": telling.counted(free, FREE_ONE, FREE)}
    title = word(COSTS, unit=telling.unit)
    says = word(COSTS_SAY, rule=dear[0].name, gain=telling.reached(dear[0].gain), **counts)
    standings = list(dict.fromkeys(one.standing for one in dear[:LIMITS]))
    bars = [
        Ranked(f"{one.name[telling.lang]} ({one.rule})", float(one.gain), telling.signed(one.gain), standings.index(one.standing))
        for one in dear[:LIMITS]
    ]
    drawing = ranked("costs", title, says, [word(STANDINGS[one]) for one in standings], bars)
    rows = []
    for one in costs:
        years = listing([f"{year}: {telling.signed(gain)}" for year, gain in one.years], telling.lang)
        rows.append([f"{one.name[telling.lang]} ({one.rule})", telling.signed(one.gain), word(STANDINGS[one.standing]), years])
    heads = [telling.text(RULE), telling.number(GAIN), telling.text(STANDING), telling.text(BY_YEAR)]
    return Picture(title, says, [drawing], [PageTable(title, heads, rows)])


def _steps(telling: Telling) -> Picture | None:
    word = telling.word
    shown = dearest_limits(telling.record)
    if not shown:
        return None
    first = shown[0]
    assert first.price is not None
    values = {
        "rule": limit_name(telling.record, first, telling.lang),
        "less": _side(telling, first.price.less),
        "more": _side(telling, first.price.more),
    }
    title, says = word(STEPS, unit=telling.unit), word(STEPS_SAY, **values, step=STEP_SIZES[first.unit])
    drawing = swings("steps", title, says, 0.0, word(NOW), (word(LOWER), word(HIGHER)), [_bar(telling, one) for one in shown])
    heads = [telling.text(RULE), telling.number(YEAR), *(telling.number(one) for one in (LIMIT, STEP, LOWER, HIGHER))]
    rows = []
    for one in priced(telling.record):
        assert one.price is not None
        sides = [_side(telling, side) for side in (one.price.less, one.price.more)]
        rows.append(
            [
                limit_name(telling.record, one, telling.lang, year=False),
                one.year or "",
                quantity(one.limit, one.unit, telling.lang),
                word(STEP_SIZES[one.unit]),
                *sides,
            ]
        )
    return Picture(title, says, [drawing], [PageTable(title, heads, rows)])


def _side(telling: Telling, side: Fraction | None) -> str:
    if side is None:
        return telling.word(IMPOSSIBLE)
    return telling.word(SAME) if abs(side) < VISIBLE else telling.signed(side)


def _bar(telling: Telling, one: RuleLine) -> Swing:
    assert one.price is not None
    ends = [None if side is None else float(side) if abs(side) >= VISIBLE else 0.0 for side in (one.price.less, one.price.more)]
    label = f"{limit_name(telling.record, one, telling.lang)} ({telling.word(STEP_SIZES[one.unit]).replace(' ', BOUND)})"
    return Swing(label, ends[0], ends[1], _side(telling, one.price.less), _side(telling, one.price.more))
