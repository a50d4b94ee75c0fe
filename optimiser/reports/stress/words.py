"""The words of a stress test: what each part means and what it does not, and how its numbers are printed."""

from __future__ import annotations

from fractions import Fraction

from optimiser.exact import plain
from optimiser.language import MILLION, Lang, Text, listing, millions, number, percent, say, short_millions
from optimiser.stressed import Declared, LineMove, RobustTold, Stressed

TITLE = Text("Schattingen op de proef: {name}", "Estimates put to the test: {name}")
BEST_PLAN = Text("Het beste plan van scenario {scenario}: {value}.", "The best plan of scenario {scenario}: {value}.")
GIVEN_PLAN = Text(
    "Het plan in {file}, scenario {scenario}: {value}; het beste plan haalt {best}.",
    "The plan in {file}, scenario {scenario}: {value}; the best plan reaches {best}.",
)
GIVEN_MONEY = Text(
    "Het plan in {file}, scenario {scenario}: {value}; het zuinigste kost {best}.",
    "The plan in {file}, scenario {scenario}: {value}; the cheapest costs {best}.",
)
HONEST = Text(
    "Geen enkele schatting is een gemeten prijs per extra medewerker. Verdelingen en samenhang zijn aangenomen, niet gemeten: hier staat "
    "wat eruit volgt als u ze gelooft, niet hoe groot kansen in werkelijkheid zijn.",
    "None of the estimates is a measured cost per extra worker. Distributions and correlation are declared, not measured: this is what "
    "follows if you believe them, not how large chances are in reality.",
)
BROKEN_OFF = Text(
    "Afgebroken na {count:num} van {asked:num} trekkingen; wat hier staat gaat over die trekkingen. Ga verder met dezelfde opdracht en --resume.",
    "Broken off after {count:num} of {asked:num} draws; what stands here is about those. Go on with the same command and --resume.",
)

TORNADO = Text("Eén schatting tegelijk (tornado)", "One estimate at a time (tornado)")
TORNADO_MEANS = Text(
    "Per instrument de schatting laag en hoog, alle andere zoals ze nu gebruikt worden; de grootste uitslag van dit plan bovenaan. 'Dit "
    "plan' blijft zoals het is; 'beste plan' is wat er te halen was als u die schatting vooraf kende (vóór afronding op betaalbare "
    "eenheden), en 'lijnen anders' hoeveel lijnen dat plan dan verschuift. 'Weten' is wat het gemiddeld oplevert de schatting te kennen "
    "vóór de keuze, met laag, midden en hoog als kansen van ¼, ½ en ¼ (aangenomen). Het zegt niet dat twee schattingen tegelijk niet kunnen"
    " tegenvallen.",
    "For every instrument the estimate low and high, all others as they are used now; the largest swing of this plan first. 'This plan' "
    "stays as it is; 'best plan' is what could be reached if you knew that estimate beforehand (before rounding to payable units), and "
    "'lines changed' how many lines that plan then moves. 'Knowing' is what it brings on average to know the estimate before choosing, with"
    " low, central and high at chances of ¼, ½ and ¼ (declared). It does not say that two estimates cannot disappoint at once.",
)
TORNADO_MOVES = Text("Grootste verschuivingen van het beste plan", "Largest shifts of the best plan")
STANDING = Text("Waarop het resultaat rust", "What the result rests on")
STANDING_MEANS = Text(
    "Welk deel van de uitkomst van dit plan bij instrumenten ligt waarvan de schatting uit een bron komt, is afgeleid of is aangenomen.",
    "Which part of the outcome of this plan lies with instruments whose estimate is sourced, derived or assumed.",
)
DRAWS = Text("Alle schattingen tegelijk (trekkingen)", "All estimates at once (draws)")
DRAWS_MEANS = Text(
    "{count:num} trekkingen van alle schattingen tegelijk: {shape} tussen laag, midden en hoog, samenhang {correlation}, seed {seed}. Spijt"
    " is wat het beste plan van die trekking meer had gehaald (of had bespaard): niemand kent een trekking vooraf, dus elk plan heeft "
    "spijt.",
    "{count:num} draws of all estimates at once: {shape} between low, central and high, correlation {correlation}, seed {seed}. Regret is "
    "what the best plan of that draw would have brought more (or saved): nobody knows a draw beforehand, so every plan has regret.",
)
WITHIN = Text(
    "Kans dat dit plan binnen {parts} van het beste plan blijft: {chances} (van alle trekkingen).",
    "Chance that this plan stays within {parts} of the best plan: {chances} (of all draws).",
)
NO_PLAN_DRAWS = Text(
    "In {share} van de trekkingen bestaat geen enkel plan dat alle regels houdt.", "In {share} of the draws no plan at all keeps every rule."
)
MISSES = Text(
    "In {share} van de trekkingen haalt dit plan een gevraagd effect niet; gemiddeld ontbreken er dan {persons:one} personen.",
    "In {share} of the draws this plan does not reach an effect that is asked for; on average {persons:one} persons are missing then.",
)
SHAPES = {"triangular": Text("driehoekig", "triangular"), "uniform": Text("overal even waarschijnlijk", "uniform"), "pert": Text("PERT", "PERT")}
PRESENCE = Text("Hoe vaak een lijn in het beste plan zit", "How often a line is in the best plan")
PRESENCE_MEANS = Text(
    "Deel van de trekkingen waarin het beste plan de lijn geld geeft. Vrijwel altijd of nooit: daarover hoeft u het niet eens te worden. "
    "Lijnen die bij geen enkele schatting iets voor het doel betekenen staan er niet bij: die krijgen wat overblijft.",
    "Part of the draws in which the best plan gives the line money. Nearly always or never: no need to agree on that. Lines that mean "
    "nothing for the goal at any estimate are left out: they get what is left.",
)
SURE = Text(
    "{always} lijnen zitten altijd in het beste plan, {never} nooit; hieronder de andere.",
    "{always} lines are always in the best plan, {never} never; the others are below.",
)
ROBUST = Text("Het ergste geval binnen een aantal tegenvallers", "The worst case within a number of disappointments")
ROBUST_MEANS = Text(
    "Zoveel schattingen mogen tegelijk op hun lage waarde uitkomen, en het zijn altijd de ergste voor het plan. 'Robuust plan' is het plan "
    "met het beste ergste geval; 'prijs' is wat het minder haalt als er niets tegenvalt. Het zegt niet hoe waarschijnlijk dat ergste geval "
    "is.",
    "So many estimates may come out at their low value at once, and always those that are worst for the plan. 'Robust plan' is the plan "
    "with the best worst case; 'price' is what it brings less when nothing disappoints. It does not say how likely that worst case is.",
)
AT_LEAST = Text("ten minste {value}", "at least {value}")
UNPROVED = Text("niet bewezen", "not proved")
CAREFUL = Text("Een plan voor gemiddelde min risico", "A plan for mean minus risk")
CAREFUL_MEANS = Text(
    "Het plan dat voor {mean} op het gemiddelde let en voor {weight} op het gemiddelde van de slechtste {tail} (CVaR), over de eerste "
    "{count:num} trekkingen. Geen plan haalt op die maat meer dan {bound}. Met andere trekkingen komt er een ander plan uit.",
    "The plan that looks for {mean} at the mean and for {weight} at the mean of the worst {tail} (CVaR), over the first {count:num} draws. "
    "No plan reaches more than {bound} on that measure. Other draws give another plan.",
)
BREAK_EVEN = Text("Omslagpunt per instrument", "Break-even estimate per instrument")
BREAK_EVEN_MEANS = Text(
    "Vanaf welke schatting (personen per € 1 mln, netto) het beste plan een instrument meer geeft dan de regels afdwingen, de andere "
    "schattingen zoals nu. Ligt het omslagpunt boven hoog, dan is meer geld alleen te verdedigen met een andere reden dan dit effect.",
    "From which estimate (persons per EUR 1 million, net) the best plan gives an instrument more than the rules force on it, the other "
    "estimates as they are now. Where the break-even lies above high, more money can only be defended by another reason than this effect.",
)
NEVER = Text("nooit", "never")
FORCED_BY_RULES = Text("zonder effect geen plan", "no plan without effect")
MOVES = Text("Wat het andere plan anders doet (× € 1 mln)", "What the other plan does otherwise (EUR million)")
SAME_PLAN = Text("hetzelfde plan", "the same plan")
NOTES = Text("Wat u vooraf moet weten", "What to know beforehand")
EVERY = Text("alle ({count:num})", "all ({count:num})")
NO_PLAN = Text("geen plan", "no plan")
SHOWN_MOVES, DUST = 4, 50_000
MORE = Text("{moves} en nog {count}", "{moves} and {count} more")


def outcome(told: Stressed, value: Fraction | float | None, lang: Lang) -> str:
    """The goal's number in a table: persons, or millions of euros, to a tenth; nothing where there is none."""
    return "" if value is None else number(Fraction(value) / (MILLION if told.money else 1), lang, 1, 1)


def in_words(told: Stressed, value: Fraction, lang: Lang) -> str:
    """The goal's number in a sentence: `10.727,4 personen in het doeljaar`, `€ 1.260,003 mln`."""
    return millions(value, lang) if told.money else f"{number(value, lang, 1, 1)} {told.about.goal_unit[lang]}"


def unit(told: Stressed) -> Text:
    """What a table of outcomes counts."""
    return Text("€ mln", "EUR million") if told.money else told.about.goal_unit


def chance(value: float, lang: Lang) -> str:
    """A chance or part of the draws as a percentage to a tenth."""
    return percent(Fraction(round(value * 1000), 1000), lang)


def whole(value: Fraction, lang: Lang) -> str:
    """A share with no more decimals than it has: `5 %`."""
    return number(value * 100, lang, 2) + " %"


def correlation(declared: Declared, lang: Lang) -> str:
    """`0,3`, or `0,3 (innovatie 0,5)`."""
    inside = ", ".join(f"{space} {number(value, lang)}" for space, value in declared.groups)
    return number(declared.correlation, lang) + (f" ({inside})" if inside else "")


def moves(lines: tuple[LineMove, ...], lang: Lang, most: int = SHOWN_MOVES) -> str:
    """The largest moves in words: `opschaling 2025 +12,5, kipz 2024 −3,0 en nog 4`."""
    # What would print as nothing is rounding to payable units.
    sorted_lines = sorted((one for one in lines if abs(one.difference) >= DUST), key=lambda one: (-abs(one.difference), one.instrument, one.year))
    said = [f"{one.instrument} {one.year} {_millions(one.difference, lang)}" for one in sorted_lines[:most]]
    more = len(sorted_lines) - most
    if not said:
        return SAME_PLAN[lang]
    return say(MORE, lang, moves=", ".join(said), count=more) if more > 0 else listing(said, lang)


def _millions(amount: int, lang: Lang) -> str:
    return ("+" if amount > 0 else "−") + short_millions(abs(amount), lang)


def fallen(one: RobustTold, lang: Lang) -> str:
    """How many estimates fall: `2`, or `alle (18)`."""
    return say(EVERY, lang, count=one.gamma) if one.every and one.gamma else plain(one.gamma)


def least(told: Stressed, value: Fraction, exact: bool, lang: Lang) -> str:
    """A worst case, which is a lower end where it is not exact."""
    text = outcome(told, value, lang)
    return text if exact else say(AT_LEAST, lang, value=text)
