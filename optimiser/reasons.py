"""Why a line stands where it does, in one sentence: where it is on its response, what more would bring, which rules hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from optimiser.language import LANGS, MILLION, Text, listing, say
from optimiser.record import TierUse
from optimiser.rule import Rule

SPENT = Text("{amount:mln}, {place}", "{amount:mln}, {place}")
NOTHING = Text("geen geld", "no money")
WITHIN = Text("in trede {tier} van {of}", "within tier {tier} of {of}")
AT_END = Text("aan het einde van trede {tier} van {of}", "at the end of tier {tier} of {of}")
FULL = Text("tot de absorptiegrens gevuld", "filled up to its absorption limit")
NO_EFFECT = Text("voorwaardenscheppend, zonder eigen effect", "enabling, without an effect of its own")
MORE = Text("; € 1 mln meer geeft {marginal:one} personen", "; EUR 1 million more gives {marginal:one} persons")
HELD = Text("; bepaald door {rules}", "; held by {rules}")
FREE = Text("; geen regel houdt het hier, alleen het budget", "; no rule holds it here, only the budget")


def position(tiers: Sequence[TierUse], amount: int) -> Text:
    """Where a spend stands on its response."""
    live = [tier for tier in tiers if tier.width > 0]
    if not live or all(tier.rate == 0 for tier in live):
        return NO_EFFECT
    if amount == 0:
        return NOTHING
    end = Fraction(0)
    for number, tier in enumerate(live, start=1):
        end += tier.width
        if amount <= end:
            whole = number == len(live) and amount == end
            return FULL if whole else _filled(AT_END if amount == end else WITHIN, number, len(live))
    return FULL


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


def reason(tiers: Sequence[TierUse], amount: int, holding: Sequence[Rule] | None) -> Text:
    """The sentence in both languages; `holding` are the rules with a price that contain the line (None: a split made by hand)."""
    words: Mapping[str, object] = {"amount": amount, "place": position(tiers, amount)}
    texts = []
    for lang in LANGS:
        names = [f"{rule.name[lang]} ({rule.id})" for rule in holding or ()]
        text = say(SPENT, lang, **words) + say(MORE, lang, marginal=marginal(tiers, amount))
        held = "" if holding is None else say(HELD, lang, rules=listing(names, lang)) if names else FREE[lang]
        texts.append(text + held + ".")
    return Text(*texts)


def _filled(text: Text, tier: int, of: int) -> Text:
    return Text(*(say(text, lang, tier=tier, of=of) for lang in LANGS))
