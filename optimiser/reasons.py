"""Why a line stands where it does, in one sentence: where it is on its response, what more would bring, which rules hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.language import LANGS, MILLION, Lang, Text, listing, say
from optimiser.measure import COUNTED, GAP
from optimiser.record import TierUse
from optimiser.rule import Rule

SPENT = Text("{amount:mln}, {place}", "{amount:mln}, {place}")
NOTHING = Text("Geen geld", "No money")
WITHIN = Text("in trede {tier} van {of}", "within tier {tier} of {of}")
AT_END = Text("aan het einde van trede {tier} van {of}", "at the end of tier {tier} of {of}")
FULL = Text("tot de absorptiegrens gevuld", "filled up to its absorption limit")
BEYOND = Text("voorbij de absorptiegrens", "beyond its absorption limit")
ENABLING = Text("voorwaardenscheppend, zonder eigen effect", "enabling, without an effect of its own")
TOO_EARLY = Text("het effect telt in het doeljaar niet meer (of nog niet) mee", "its effect no longer (or not yet) counts in the target year")
NOT_COUNTED = Text("het effect telt voor dit doel niet mee", "its effect does not count for this goal")
MORE = Text("; € 1 mln meer geeft {marginal:one} {unit}", "; EUR 1 million more gives {marginal:one} {unit}")
FROM = Text(" en moet uit {name} {year} komen ({loss:one})", " and must come from {name} {year} ({loss:one})")
NO_MORE = Text("; meer kan niet zonder een regel te breken", "; no more is possible without breaking a rule")
HELD = Text("; bepaald door {rules}", "; held by {rules}")
FREE = Text("; geen regel houdt het hier, alleen het budget", "; no rule holds it here, only the budget")
ENTER = Text(
    "; om geld te krijgen moet de schatting van {now:num} naar {then:num} per € mln",
    "; to get money its estimate must rise from {now:num} to {then:num} per EUR million",
)


@dataclass(frozen=True)
class Outlook:
    """What would change a line.

    Where EUR 1 million more would come from (`name`, `year`, the effect lost there) and whether it is `possible` at all; for a line without
    money its `estimate` (persons per EUR 1 million) and the one at which it `enters` (None: at no estimate, or it has money).
    """

    possible: bool = True
    name: Text | None = None
    year: str = ""
    loss: Fraction = Fraction(0)
    estimate: Fraction = Fraction(0)
    enters: Fraction | None = None


def position(tiers: Sequence[TierUse], amount: int, measure: str = GAP) -> Text | None:
    """Where a spend stands on its response; None without money."""
    live = [tier for tier in tiers if tier.width > 0]
    if amount == 0:
        return None
    if all(tier.base == 0 for tier in live):
        return ENABLING
    if all(tier.rate == 0 for tier in live):
        return TOO_EARLY if measure == GAP else NOT_COUNTED
    end = Fraction(0)
    for number, tier in enumerate(live, start=1):
        end += tier.width
        if amount <= end:
            whole = number == len(live) and amount == end
            return FULL if whole else _filled(AT_END if amount == end else WITHIN, number, len(live))
    return BEYOND


def marginal(tiers: Sequence[TierUse], amount: int) -> Fraction:
    """What the next EUR 1 million adds, in the unit of the rates."""
    left, gain, end = Fraction(MILLION), Fraction(0), Fraction(0)
    for tier in tiers:
        end += tier.width
        room = min(left, max(Fraction(0), end - amount)) if end > amount else Fraction(0)
        room = min(room, tier.width)
        gain += room * tier.rate / MILLION
        left -= room
    return gain


def reason(tiers: Sequence[TierUse], amount: int, holding: Sequence[Rule] | None, outlook: Outlook | None = None, measure: str = GAP) -> Text:
    """The sentence in both languages; `holding` are the rules with a price that contain the line (None: a split made by hand).

    `measure` is what the rates of the tiers count.
    """
    return Text(*(_sentence(tiers, amount, holding, outlook, measure, lang) for lang in LANGS))


def _sentence(tiers: Sequence[TierUse], amount: int, holding: Sequence[Rule] | None, outlook: Outlook | None, measure: str, lang: Lang) -> str:
    place = position(tiers, amount, measure)
    text = NOTHING[lang] if place is None else say(SPENT, lang, amount=amount, place=place)
    text += (
        NO_MORE[lang] if outlook is not None and not outlook.possible else say(MORE, lang, marginal=marginal(tiers, amount), unit=COUNTED[measure])
    )
    if outlook is not None and outlook.name is not None:
        text += say(FROM, lang, name=outlook.name, year=outlook.year, loss=outlook.loss)
    if holding is not None:
        names = [f"{rule.name[lang]} ({rule.id})" for rule in holding]
        text += say(HELD, lang, rules=listing(names, lang)) if names else FREE[lang]
    if outlook is not None and outlook.enters is not None:
        text += say(ENTER, lang, now=outlook.estimate, then=outlook.enters)
    return text + "."


def _filled(text: Text, tier: int, of: int) -> Text:
    return Text(*(say(text, lang, tier=tier, of=of) for lang in LANGS))
