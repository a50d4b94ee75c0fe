"""The first section: what this plan does, what is proved of it, what it costs to have these rules, and what it is not."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.record import Reference
from optimiser.reports.page import Section
from optimiser.reports.report_page.telling import Telling

HEADING = Text("In het kort", "In short")
REACHES = Text(
    "Dit plan levert {total} op: {adds} doordat er medewerkers bij komen, {lowers} doordat er minder vraag is.",
    "This plan reaches {total}: {adds} because workers are added, {lowers} because demand is lower.",
)
COSTS = Text("Dit plan kost {total}.", "This plan costs {total}.")
AGAINST = Text("{name}: {effect}{broken}; het plan {verb} {change}.", "{name}: {effect}{broken}; the plan {verb} {change}.")
BREAKS_ONE = Text(", en breekt 1 harde regel", ", breaking 1 hard rule")
BREAKS = Text(", en breekt {count} harde regels", ", breaking {count} hard rules")
HAS, TAKES = Text("levert", "reaches"), Text("kost", "costs")
MORE, LESS, SAME = Text("{x} meer", "{x} more"), Text("{x} minder", "{x} less"), Text("evenveel", "the same")
PROVED = Text(
    "Alle {hard} harde regels zijn exact gehouden; {binding} ervan knellen. Geen enkel plan haalt meer dan {bound:num} {unit}: dit plan blijft daar "
    "{gap:num} onder, omdat het in hele eenheden van {payable:eur} staat.",
    "All {hard} hard rules are kept exactly; {binding} of them are binding. No plan at all reaches more than {bound:num} {unit}: this plan stays "
    "{gap:num} below it, because it is in whole units of {payable:eur}.",
)
PROVED_WHOLE = Text(
    "Alle {hard} harde regels zijn exact gehouden; {binding} ervan knellen. Geen enkel plan haalt meer dan {bound:num} {unit}: dit plan blijft daar "
    "hooguit {gap:num} onder. Die grens laat de regels weg die alles of niets zijn.",
    "All {hard} hard rules are kept exactly; {binding} of them are binding. No plan at all reaches more than {bound:num} {unit}: this plan stays at "
    "most {gap:num} below it. That bound leaves out the rules that are all or nothing.",
)
PROVED_COST = Text(
    "Alle {hard} harde regels zijn exact gehouden; {binding} ervan knellen. Geen enkel plan kan met minder dan "
    "{bound:eur}; dit plan kost {gap:eur} meer.",
    "All {hard} hard rules are kept exactly; {binding} of them are binding. No plan at all needs less than {bound:eur}; "
    "this plan costs {gap:eur} more.",
)
JUDGED = Text(
    "Van de {hard} harde regels worden er {kept} gehouden. Het beste plan dat ze allemaal houdt haalt {bound}.",
    "Of the {hard} hard rules {kept} are kept. The best plan that keeps them all reaches {bound}.",
)
WISHES = Text("Wensen die niet gehaald zijn: {count}.", "Wishes that are missed: {count}.")
DEAREST = Text(
    "De duurste regel is {rule}: als alleen die vervalt, komt het doel {gain} beter uit.",
    "The dearest rule is {rule}: without just that rule the goal would be {gain} better.",
)
HONEST = Text(
    "Geen van de schattingen is een gemeten prijs per extra medewerker: geen enkele bron geeft die. Dit is het beste plan{found} "
    "bij deze cijfers en regels, niet meer. Het is advies; een mens beslist.",
    "None of the estimates is a measured cost per extra worker: no source gives one. This is the best plan{found} for these figures and rules, no "
    "more. It is advice; a person decides.",
)
FOUND, ITSELF = Text(" dat gevonden is", " that was found"), Text("", "")


def section(telling: Telling) -> Section:
    """The paragraphs."""
    record, word = telling.record, telling.word
    money = record.goal == "money"
    values = {"total": telling.reached(record.total), "adds": telling.one(record.adds), "lowers": telling.one(record.lowers)}
    texts = [word(COSTS if money else REACHES, **values)]
    texts += [_against(telling, reference) for reference in record.references]
    texts.append(_proved(telling))
    missed = sum(not one.holds for one in record.findings if one.soft)
    if missed:
        texts.append(word(WISHES, count=missed))
    if telling.data.costs and telling.data.costs[0].gain > 0:
        first = telling.data.costs[0]
        texts.append(word(DEAREST, rule=first.name, gain=telling.reached(first.gain)))
    texts += [warning[telling.lang] for warning in record.warnings]
    if telling.data.why_not[telling.lang]:
        texts.append(telling.data.why_not[telling.lang])
    return Section("summary", word(HEADING), [*texts, word(HONEST, found=word(FOUND if record.whole else ITSELF))])


def _against(telling: Telling, reference: Reference) -> str:
    change, count = telling.record.total - reference.effect, len(reference.broken)
    return telling.word(
        AGAINST,
        name=reference.name,
        effect=telling.reached(reference.effect),
        broken=telling.counted(count, BREAKS_ONE, BREAKS) if count else "",
        verb=TAKES if telling.record.goal == "money" else HAS,
        change=telling.word(MORE if change > 0 else LESS if change < 0 else SAME, x=telling.goal(abs(change))),
    )


def _proved(telling: Telling) -> str:
    record = telling.record
    hard = [one for one in record.findings if not one.soft]
    if record.status != "optimal":
        kept = sum(one.holds for one in hard)
        return telling.word(JUDGED, hard=len(hard), kept=kept, bound=telling.reached(record.bound))
    text = PROVED_COST if record.goal == "money" else PROVED_WHOLE if record.whole else PROVED
    binding = sum(one.binding for one in hard)
    return telling.word(text, hard=len(hard), binding=binding, bound=record.bound, gap=record.gap, unit=telling.unit, payable=record.made.unit)
