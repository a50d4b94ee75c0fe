"""Why an applicant got less than was asked, from the prices of the proof: said once for every kind of decision, whoever it falls on.

A euro at an applicant is worth its rate (what the next euro adds to the goal) and costs what the prices of the rules ask for it: the price
of the money itself, and that of every rule the euro makes harder to keep. In a best plan no euro that is worth less than it costs is
awarded, and none that is worth more is refused, unless a rule that is all or nothing or the payable unit says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.language import LANGS, MILLION, Lang, Text, listing, say
from optimiser.record import Detail, GroupUse, Line, Part, Record, RuleLine, SumOf, TierUse

BELOW = Text(
    "{name}: minder effect per euro dan de grens ({worth:one} tegen {cost:one} per € mln{rules})",
    "{name}: less effect per euro than the limit ({worth:one} against {cost:one} per EUR million{rules})",
)
AT_LIMIT = Text(
    "{name}: op de grens van {cost:one} per € mln, waar het geld op is{rules}",
    "{name}: at the limit of {cost:one} per EUR million, where the money is spent{rules}",
)
BOUND = Text("{name}: begrensd door {rules}", "{name}: limited by {rules}")
COUNTED = Text("; meegeteld: {rules}", "; counting {rules}")
WHOLE = Text("{name}: alles of niets, door {rules}", "{name}: all or nothing, by {rules}")
ROUNDED = Text("{name}: afgerond op betaalbare eenheden", "{name}: rounded to payable units")
NEEDED = Text("{name}: niet nodig voor het doel", "{name}: not needed for the goal")
# Rules that are decided on after the prices are known.
ALL_OR_NOTHING = ("minimum", "count")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Priced:
    """What a euro costs (in the goal's measure per EUR million), and the names of the rules that make it dearer."""

    cost: Fraction
    raising: tuple[Text, ...]


class Prices:
    """What a euro costs at a group of cells, by the multipliers of the rules that speak about it."""

    def __init__(self, record: Record, detail: Detail) -> None:
        self._record, self._detail = record, detail
        self._lines: dict[tuple[str, str], Line] = {(one.instrument, one.year): one for one in record.lines}
        self._attributes = {(one.dimension, one.id): one.attributes for one in detail.members}
        self._all_or_nothing = [one for one in record.findings if one.kind in ALL_OR_NOTHING]
        # Rules of one member each are found by that member: there may be one for every applicant.
        self._own: dict[tuple[str, str], list[RuleLine]] = defaultdict(list)
        self._rest: list[RuleLine] = []
        for one in record.findings:
            if one.multiplier != 0 and one.kind not in ALL_OR_NOTHING:
                only = self._only(one)
                (self._rest if only is None else self._own[only]).append(one)
        totals = [total for one in self._rest for total in (one.over, one.under) if total is not None]
        # What those rules tell groups apart by: groups that are alike in it cost the same.
        self._keys = sorted({key for total in totals for part in total.parts for key, _ in part.further})
        self._by_rate = any(total.persons for total in totals)
        self._kinds: dict[tuple[object, ...], _Priced] = {}
        self._told: dict[tuple[object, ...], Text] = {}

    def _only(self, rule: RuleLine) -> tuple[str, str] | None:
        """The one member that a rule is about, when all its terms name it."""
        parts = [*rule.over.parts, *(rule.under.parts if rule.under else ())]
        named = [{(key, values[0]) for key, values in part.further if key in self._detail.names and len(values) == 1} for part in parts]
        shared = set.intersection(*named) if named else set()
        return min(shared) if shared else None

    def why(self, group: GroupUse, groups: Sequence[GroupUse]) -> Text:
        """Why a group got less than was asked; `groups` are all of its applicant."""
        if self._record.goal == "money":
            return self._say(NEEDED, group.instrument)
        worth = ZERO if (tier := _open_tier(group)) is None else tier.rate
        kind = self._kind(group)
        own = [rule for key in zip(self._detail.dimensions, group.members, strict=True) for rule in self._own.get(key, ())]
        mine = self._priced(own, group) if own else _Priced(ZERO, ())
        cost = kind.cost + mine.cost if own else kind.cost
        dearer = cost.numerator * worth.denominator - worth.numerator * cost.denominator
        if mine.raising and dearer == 0:
            return self._say(BOUND, group.instrument, mine.raising)
        if dearer >= 0:
            return self._say(BELOW if dearer else AT_LIMIT, group.instrument, (*kind.raising, *mine.raising), worth, cost)
        whole = self._decisive(group, groups)
        return self._say(WHOLE if whole else ROUNDED, group.instrument, tuple(rule.name for rule in whole))

    def _kind(self, group: GroupUse) -> _Priced:
        """What the rules ask that speak about more than one member."""
        base = _base(group) if self._by_rate else ZERO
        key = (group.instrument, group.year, base.numerator, base.denominator, *(self._value(one, group) for one in self._keys))
        if key not in self._kinds:
            self._kinds[key] = self._priced(self._rest, group)
        return self._kinds[key]

    def _priced(self, rules: Iterable[RuleLine], group: GroupUse) -> _Priced:
        priced = [(rule, MILLION * rule.multiplier * self._weight(rule, group)) for rule in rules]
        raising = tuple(rule.name for rule, price in priced if price > 0 and rule.kind != "balance")
        return _Priced(sum((price for _, price in priced), ZERO), raising)

    def _say(self, text: Text, instrument: str, rules: tuple[Text, ...] = (), worth: Fraction = ZERO, cost: Fraction = ZERO) -> Text:
        """A sentence with its numbers as they are printed; it is made once."""
        key = (text, instrument, rules, _tenths(worth), _tenths(cost))
        if key not in self._told:
            name = self._record.names.get(f"instrument:{instrument}", Text(instrument, instrument))
            listed = [_named(rules, lang) for lang in LANGS]
            if text in (BELOW, AT_LIMIT):
                listed = [say(COUNTED, lang, rules=one) if rules else "" for lang, one in zip(LANGS, listed, strict=True)]
            said = (say(text, lang, name=name, rules=one, worth=worth, cost=cost) for lang, one in zip(LANGS, listed, strict=True))
            self._told[key] = Text(*said)
        return self._told[key]

    def _decisive(self, group: GroupUse, groups: Sequence[GroupUse]) -> list[RuleLine]:
        """The all-or-nothing rules that speak about a group; a least amount above all that its applicant asks decides alone."""
        about = [rule for rule in self._all_or_nothing if any(self._holds(part, group) for part in rule.over.parts)]
        alone = [
            rule for rule in about if rule.kind == "minimum" and rule.over.each == self._detail.applicants and self._asked(rule, groups) < rule.limit
        ]
        return alone or about

    def _asked(self, rule: RuleLine, groups: Sequence[GroupUse]) -> int:
        """What an applicant asks in the selection of a rule, EUR."""
        return sum(one.ceiling or 0 for one in groups if any(self._holds(part, one) for part in rule.over.parts))

    def _weight(self, rule: RuleLine, group: GroupUse) -> Fraction:
        """The factor of a euro of this group in a rule's row; the dearest line where source lines differ."""
        weight = self._factor(rule.over, group)
        return weight if rule.under is None else weight - rule.limit * self._factor(rule.under, group)

    def _factor(self, total: SumOf, group: GroupUse) -> Fraction:
        found = sum((part.factor for part in total.parts if self._holds(part, group)), ZERO)
        if not total.persons or found == 0:
            return found
        counts = self._lines[group.instrument, group.year].counts.get(total.persons, 0)
        return found * counts * _base(group)

    def _holds(self, part: Part, group: GroupUse) -> bool:
        if part.instrument is not None and group.instrument not in part.instrument:
            return False
        if part.year is not None and group.year not in part.year:
            return False
        return all(self._value(key, group) in values for key, values in part.further)

    def _value(self, key: str, group: GroupUse) -> str:
        for dimension, member in zip(self._detail.dimensions, group.members, strict=True):
            if key == dimension:
                return member
            if key in (known := self._attributes[dimension, member]):
                return known[key]
        return ""


def _base(group: GroupUse) -> Fraction:
    """Persons that the next euro reaches, before a measure says how often they count."""
    return ZERO if (tier := _open_tier(group)) is None else tier.base


def _open_tier(group: GroupUse) -> TierUse | None:
    """The tier that the next euro falls in; None when all are full."""
    for tier in group.tiers:
        filled, width = tier.filled, tier.width
        if filled.numerator * width.denominator < width.numerator * filled.denominator:
            return tier
    return None


def _tenths(value: Fraction) -> int | Fraction:
    """What tells numbers apart that are printed with one decimal."""
    above, below = value.numerator, value.denominator
    return (20 * above + below) // (2 * below) if above >= 0 else value


def _named(names: Sequence[Text], lang: Lang) -> str:
    return listing(list(dict.fromkeys(name[lang] for name in names)), lang)
