"""What was not possible with the estimates of a case and why, and what to know before reading the rest."""

from __future__ import annotations

from typing import Any

from optimiser.audit import broken
from optimiser.case import Judged
from optimiser.choice import SAME_MEMBERS
from optimiser.desk.estimates import Estimates
from optimiser.language import LANGS, Text, listing, say
from optimiser.run import Case

MONEY = Text(
    "Het doel is zo weinig mogelijk geld: schattingen werken hier alleen door via de regels die een effect vragen. De euro's van dit plan "
    "veranderen dus niet met een schatting; wel of het zijn doel nog haalt, en wat het goedkoopste plan dan kost. Robuuste plannen, "
    "omslagpunten en de waarde van weten zijn daar niet voor gedefinieerd en staan er daarom niet bij.",
    "The goal is as little money as possible: estimates act only through the rules that ask for an effect. So the euros of this plan do not "
    "change with an estimate; whether it still reaches its target does, and what the cheapest plan then costs. Robust plans, break-even "
    "points and the value of knowing are not defined for that and are left out.",
)
CAPS = Text(
    "Een potentieel kan bereikt worden ({rules}): wat er telt hangt dan van de schattingen samen af. Het effect van dit plan is daarvoor bij elke "
    "trekking en elk geval opnieuw geteld. De robuuste plannen zijn gezocht met de euro's die nu tellen: hun ergste geval klopt, maar het is niet "
    "bewezen dat geen plan een beter ergste geval heeft. Een plan voor gemiddelde min risico is dan niet te maken.",
    "A potential can be reached ({rules}): what counts then depends on the estimates together. For that the effect of this plan was counted "
    "again for every draw and case. The robust plans were sought with the euros that count now: their worst case is right, but it is not proved "
    "that no plan has a better one. A plan for mean minus risk cannot be made then.",
)
BY_RULES = Text(
    "Van {names} werkt de schatting ook door via een regel; de waarde van weten is daar niet te noemen.",
    "The estimate of {names} also acts through a rule; the value of knowing it cannot be told.",
)
TARGETS = Text(
    "Regels vragen een effect ({rules}). Spijt is alleen te noemen voor trekkingen waarin een plan bestaat en dit plan die regels houdt; robuuste "
    "plannen houden ze bij de gebruikte schattingen, niet in hun ergste geval.",
    "Rules ask for an effect ({rules}). Regret can only be told for draws in which a plan exists and this plan keeps those rules; robust plans keep "
    "them at the estimates in use, not in their worst case.",
)
WIDENED = Text(
    "De gebruikte schatting van {names} lag buiten laag-hoog; het bereik is opgerekt tot daar.",
    "The estimate in use of {names} lay outside low-high; the range was widened to hold it.",
)
NOTHING_FALLS = Text(
    "Geen gebruikte schatting ligt boven haar lage waarde: er kan niets tegenvallen.",
    "No estimate in use lies above its low value: nothing can disappoint.",
)
BREAKS = Text(
    "Dit plan breekt harde regels ({count}). De beste plannen waarmee het vergeleken wordt houden ze allemaal, en kunnen daardoor minder halen.",
    "This plan breaks hard rules ({count}). The best plans it is compared with keep them all, and may reach less for that.",
)


def notes(estimates: Estimates, case: Case, given: Judged | None) -> tuple[Text, ...]:
    """What was not possible, and what to know before reading."""
    found = []
    if whole := list(dict.fromkeys(one.rule for one in estimates.best.findings if one.whole)):
        found.append(filled(SAME_MEMBERS, rules=", ".join(whole)))
    if given is not None and (wrong := broken(given.findings, case.rules)):
        found.append(filled(BREAKS, count=len({one.rule for one in wrong})))
    if not estimates.counts_effect and not estimates.goal.larger_is_better:
        found.append(MONEY)
    elif estimates.targets:
        found.append(filled(TARGETS, rules=", ".join(estimates.targets)))
    if estimates.caps and estimates.counts_effect:
        found.append(filled(CAPS, rules=", ".join(estimates.caps)))
    if estimates.counts_effect and not any(one.used > one.low for one in estimates.each):
        found.append(NOTHING_FALLS)
    for text, names in (
        (BY_RULES, [one.instrument for one in estimates.each if estimates.counts_effect and one.ranges and one.by_rules]),
        (WIDENED, [one.instrument for one in estimates.each if one.widened]),
    ):
        if names:
            found.append(Text(*(say(text, lang, names=listing(names, lang)) for lang in LANGS)))
    return tuple(found)


def filled(text: Text, **values: Any) -> Text:
    """A text with its fields filled, in both languages."""
    return Text(*(say(text, lang, **values) for lang in LANGS))
