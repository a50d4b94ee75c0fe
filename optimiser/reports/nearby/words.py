"""The words for what lies near the best plan, and what they do not mean; shared by screen, page and workbook."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimiser.language import Lang, Text, listing, millions, number, say
from optimiser.nearby.numbers import per_cent
from optimiser.nearby.told import Alternatives, ChangeTold, FirstTold, StillBroken

ROLES: Mapping[str, Text] = {
    "must-have": Text("moet", "must"),
    "free-choice": Text("vrij", "free"),
    "not-needed": Text("niet nodig", "not needed"),
}
TITLE = Text("Wat er naast het beste plan kan: {name}", "What else can be done: {name}")
CASE = Text("Scenario {scenario}; het beste plan haalt {value} {unit}.", "Scenario {scenario}; the best plan reaches {value} {unit}.")
CASE_MONEY = Text("Scenario {scenario}; het zuinigste plan kost {value}.", "Scenario {scenario}; the cheapest plan costs {value}.")
CHANGES = Text("Gewijzigd: {changes}.", "Changed: {changes}.")
ESTIMATES = Text(
    "Het effect rust op schattingen; geen enkele is een gemeten prijs per extra medewerker.",
    "The effect rests on estimates; none is a measured cost per extra worker.",
)
ROOM = Text("Speelruimte per lijn", "Room per line")
SPACES = Text("Speelruimte per ruimte", "Room per space")
LOSES = Text("hooguit {slack} minder effect", "at most {slack} less effect")
COSTS = Text("hooguit {slack} duurder", "at most {slack} dearer")
ROOM_TABLE = Text("× € 1 mln: plan [minste – meeste], bij {loss}", "EUR million: plan [least – most], with {loss}")
MEANS = Text(
    "moet: in élk plan dat alle regels houdt bij {loss} krijgt deze lijn geld, ten minste het minste bedrag. vrij: er is zo'n plan met en zo'n plan "
    "zonder. niet nodig: in geen enkel zo'n plan krijgt zij geld.",
    "must: in every plan that keeps all rules with {loss} this line gets money, at least the least amount. free: there is "
    "such a plan with it and one "
    "without it. not needed: in no such plan does it get money.",
)
NOT_ALL = Text(
    "Elk minste en meeste geldt voor één lijn tegelijk, terwijl de andere meebewegen: tel ze niet bij elkaar op. 'moet' zegt niet dat het geld "
    "goed besteed is, alleen dat deze regels en schattingen er niet omheen kunnen.",
    "Every least and most holds for one line at a time, while the others move along: do not add them up. 'must' does not say that money is well "
    "spent, only that these rules and estimates cannot do without it.",
)
BEFORE_UNITS = Text(
    "Grenzen zijn van vóór afronding op betaalbare eenheden, naar binnen afgerond op hele euro's.",
    "Ends are those before rounding to payable units, rounded inwards to whole euros.",
)
WISHES = Text(
    "Ook de wensen worden overal even goed gediend als in het beste plan.", "The wishes too are served as well as in the best plan everywhere."
)
OTHERS = Text("Andere plannen", "Other plans")
OTHERS_TABLE = Text("Plannen die alle regels houden, bij {loss}", "Plans that keep all rules, with {loss}")
SPREAD = Text(
    "Elk plan houdt alle harde regels exact, staat in dezelfde betaalbare eenheden als het beste en blijft exact binnen de grens. Ze zijn zo "
    "gekozen dat ze ver van het beste plan en van elkaar liggen; er zijn er meer.",
    "Every plan keeps all hard rules exactly, is in the same payable units as the best one and stays exactly within the limit. They are chosen to "
    "lie far from the best plan and from each other; there are more.",
)
FEWER = Text(
    "Er zijn {found} gevonden van de {asked} gevraagde; meer ruimte geeft een grotere --slack.",
    "{found} were found of the {asked} asked for; a larger --slack gives more room.",
)
NO_OTHERS = Text(
    "Bij {loss} is geen ander betaalbaar plan gevonden. Een grotere --slack geeft meer ruimte.",
    "No other payable plan was found with {loss}. A larger --slack gives more room.",
)
BEST, PLAN, ALTERNATIVE = Text("het beste", "the best"), Text("plan", "plan"), Text("alternatief {number}", "alternative {number}")
EFFECT, COST = Text("effect", "effect"), Text("kosten", "cost")
LESS, MORE, PART = Text("minder", "less"), Text("duurder", "dearer"), Text("deel", "part")
DIFFERENT = Text("verschil, op en neer (× € 1 mln)", "difference, up and down (EUR million)")
SIDE = Text("Lijnen die verschillen van het beste plan (× € 1 mln)", "Lines that differ from the best plan (EUR million)")
LINE, YEAR, SPACE = Text("lijn", "line"), Text("jaar", "year"), Text("ruimte", "space")
CHANGE = Text("Kleinste wijziging van {name}", "Smallest change of {name}")
KEEPS = Text("{name} haalt {value} en houdt alle harde regels.", "{name} reaches {value} and keeps all hard rules.")
KEEPS_MONEY = Text("{name} kost {value} en houdt alle harde regels.", "{name} costs {value} and keeps all hard rules.")
BREAKS = Text(
    "{name} komt op {value} en breekt {count} harde regels: {rules}. Het dichtstbijzijnde plan dat alles houdt komt op {allowed}; daarvandaan telt "
    "de winst.",
    "{name} comes to {value} and breaks {count} hard rules: {rules}. The nearest plan that keeps all of them comes to {allowed}; the gain counts "
    "from there.",
)
DROPPED = Text(
    "Dit programma heeft geen lijn meer voor {amount:eur} van dat plan; dat geld telt niet mee.",
    "This programme no longer has a line for {amount:eur} of that plan; that money does not count.",
)
NOTHING_TO_GAIN = Text("Er valt niets te winnen: het beste plan haalt niet meer.", "There is nothing to gain: the best plan does no better.")
LEAST_TABLE = Text("Het minste dat moet veranderen voor een deel van de winst", "The least that has to change for a part of the gain")
PART_OF_GAIN, CHANGED = Text("deel van de winst", "part of the gain"), Text("op en neer (× € 1 mln)", "up and down (EUR million)")
PROVED_LEAST, LINES_CHANGED = Text("bewezen minimum", "proved minimum"), Text("lijnen anders", "lines changed")
UP_AND_DOWN = Text(
    "Op en neer opgeteld: € 1 mln van de ene lijn naar de andere telt voor 2. Met minder dan het bewezen minimum kan geen enkel plan het.",
    "Up and down added: EUR 1 million from one line to another counts as 2. No plan at all can do it with less than the proved minimum.",
)
WAY = Text("De weg naar het beste plan, de grootste winst eerst", "The way to the best plan, the largest gain first")
FROM_LINE, TO_LINE, AMOUNT = Text("van", "from"), Text("naar", "to"), Text("× € 1 mln", "EUR million")
GAIN, REACHED = Text("winst", "gain"), Text("dan bereikt", "then reached")
ONE_MOVE = Text("De eerste verschuiving", "The first move")
MOVES = Text("De eerste {count} van de {all} verschuivingen", "The first {count} of the {all} moves")
NO_MOVE = Text("{part} van de winst is er al zonder verschuiving.", "{part} of the gain is there without any move.")
ALL_MOVES = Text("Alle {count} verschuivingen", "All {count} moves")
GIVE = Text("{moves} (samen {amount:mln}) geven {part} van de winst.", "{moves} ({amount:mln} together) give {part} of the gain.")
GIVES = Text("{moves} ({amount:mln}) geeft {part} van de winst.", "{moves} ({amount:mln}) gives {part} of the gain.")
ALONE = Text("Ze houden alle harde regels ook zonder de rest.", "They keep all hard rules without the rest too.")
ALONE_ONE = Text("Ze houdt alle harde regels ook zonder de rest.", "It keeps all hard rules without the rest too.")
NOT_ALONE = Text("Zonder de rest breken: {rules}.", "Without the rest these break: {rules}.")
NEEDS = Text("{sentence} (weer gehouden vanaf verschuiving {needs})", "{sentence} (kept again from move {needs})")
WHOLE = Text("Met de eerste {whole} houdt alles.", "With the first {whole} everything is kept.")
NEVER = Text(
    "Ook de hele weg houdt niet alle regels als ieder bedrag zo blijft.", "Even the whole way does not keep all rules with every amount as it is."
)


def loss(found: Alternatives, lang: Lang, slack: Fraction | None = None) -> str:
    """`hooguit 2 % minder effect`."""
    return say(LOSES if found.larger_is_better else COSTS, lang, slack=per_cent(found.slack if slack is None else slack, lang))


def capital(text: str) -> str:
    """The same with a capital in front, to open a sentence with."""
    return text[:1].upper() + text[1:]


def goal(found: Alternatives, value: Fraction, lang: Lang) -> str:
    """Persons to a tenth, or euros when the goal is money."""
    return number(value, lang, 1, 1) if found.larger_is_better else millions(value, lang)


def firsts_of(change: ChangeTold) -> list[FirstTold]:
    """The first moves by part; where the same moves give several parts, the largest of those."""
    largest = {one.count: one for one in change.firsts}
    return list(largest.values())


def opening(change: ChangeTold, lang: Lang) -> str:
    """What the plan that is changed is called at the start of a sentence; a file keeps its own name."""
    name = change.start.name[lang]
    return name if change.start.kind == "plan" else capital(name)


def broken_rule(one: StillBroken, lang: Lang) -> str:
    """A broken rule, with the move from which it is kept again."""
    sentence = one.broken.sentence[lang]
    return sentence if one.needs is None else say(NEEDS, lang, sentence=sentence, needs=one.needs)


def first_moves(found: Alternatives, one: FirstTold, lang: Lang) -> str:
    """The sentence about the few moves that matter."""
    assert found.change is not None
    share = per_cent(one.part, lang)
    if one.count == 0:
        return say(NO_MOVE, lang, part=share)
    whole = len(found.change.way)
    moves = ONE_MOVE[lang] if one.count == 1 else say(ALL_MOVES if one.count == whole else MOVES, lang, count=one.count, all=whole)
    text = say(GIVES if one.count == 1 else GIVE, lang, moves=moves, amount=one.amount, part=share)
    if one.alone and one.count == whole:
        return text
    if one.alone:
        return f"{text} {(ALONE_ONE if one.count == 1 else ALONE)[lang]}"
    rules = say(NOT_ALONE, lang, rules=listing([broken_rule(it, lang) for it in one.broken], lang))
    return f"{text} {rules} {NEVER[lang] if one.whole is None else say(WHOLE, lang, whole=one.whole)}"
