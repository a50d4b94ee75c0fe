"""What every applicant of a grant round gets, and why: asked, awarded, and the reason from the prices of the proof.

A euro at an applicant is worth its rate (what the next euro adds to the goal) and costs what the prices of the rules ask for it: the price
of the money itself, and that of every rule the euro makes harder to keep. In a best plan no euro that is worth less than it costs is
awarded, and none that is worth more is refused, unless a rule that is all or nothing or the payable unit says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.csv_text import Value, csv_lines
from optimiser.exact import read_exact
from optimiser.language import LANGS, MILLION, Lang, Text, listing, say
from optimiser.record import Detail, GroupUse, Line, Part, Record, RuleLine, SumOf

GRANTED, PARTLY, REFUSED = "granted", "partly", "refused"
DECISIONS: Mapping[str, Text] = {
    GRANTED: Text("toegekend", "granted"),
    PARTLY: Text("deels", "in part"),
    REFUSED: Text("afgewezen", "refused"),
}
ALL = Text("alles wat gevraagd is", "everything that was asked")
NOTHING_ASKED = Text("er is niets gevraagd", "nothing was asked")
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


@dataclass(frozen=True, slots=True)
class Portion:
    """What an applicant asked of one instrument and got, EUR, over all years."""

    asked: int
    awarded: int


@dataclass(frozen=True, slots=True)
class Award:
    """One applicant: EUR asked and awarded in all and by instrument, its own contribution (EUR), effect in the goal's measure, decision, reason."""

    id: str
    name: Text
    asked: int
    awarded: int
    own: int
    effect: Fraction
    decision: str
    reason: Text
    parts: Mapping[str, Portion]

    @property
    def share(self) -> Fraction:
        """What part of the request is awarded; 0 where nothing was asked."""
        return Fraction(self.awarded, self.asked) if self.asked else Fraction(0)


def awards_of(record: Record) -> Iterator[Award]:
    """Every applicant in order of id; none for a programme without applicants. What is awarded adds up to the plan to the euro."""
    detail = record.detail
    if detail is None or not detail.applicants:
        return
    place = detail.dimensions.index(detail.applicants)
    mine: dict[str, list[GroupUse]] = defaultdict(list)
    for group in detail.groups:
        mine[group.members[place]].append(group)
    prices = Prices(record, detail)
    for member in detail.members:
        if member.dimension == detail.applicants:
            own = read_exact(member.attributes.get(detail.cofinancing, "0")) or Fraction(0)
            yield _award(record, member.id, member.name, own, mine[member.id], prices)


def _award(record: Record, id: str, name: Text, own: Fraction, groups: Sequence[GroupUse], prices: Prices) -> Award:
    asked: dict[tuple[str, str], int] = {}
    parts: dict[str, Portion] = {}
    for one in groups:
        asked[one.instrument, one.year] = max(asked.get((one.instrument, one.year), 0), one.ceiling or 0)
    for instrument in dict.fromkeys(one.instrument for one in groups):
        got = sum(one.amount for one in groups if one.instrument == instrument)
        parts[instrument] = Portion(sum(most for (which, _), most in asked.items() if which == instrument), got)
    wanted, awarded = sum(one.asked for one in parts.values()), sum(one.awarded for one in parts.values())
    decision = GRANTED if awarded == wanted and wanted else PARTLY if awarded else REFUSED
    short = [one for one in groups if one.amount < (one.ceiling or 0)]
    if short:
        why = [prices.why(one, record, groups) for one in short]
        reason = Text(*("; ".join(dict.fromkeys(one[lang] for one in why)) for lang in LANGS))
    else:
        reason = ALL if wanted else NOTHING_ASKED
    partners = int(awarded * own / (1 - own)) if own < 1 else 0
    effect = sum((one.effect for one in groups), Fraction(0))
    return Award(id, name, wanted, awarded, partners, effect, decision, reason, parts)


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

    def _only(self, rule: RuleLine) -> tuple[str, str] | None:
        """The one member that a rule is about, when all its terms name it."""
        parts = [*rule.over.parts, *(rule.under.parts if rule.under else ())]
        named = [{(key, values[0]) for key, values in part.further if key in self._detail.names and len(values) == 1} for part in parts]
        shared = set.intersection(*named) if named else set()
        return min(shared) if shared else None

    def why(self, group: GroupUse, record: Record, groups: Sequence[GroupUse]) -> Text:
        """Why a group got less than was asked; `groups` are all of its applicant."""
        name = record.names.get(f"instrument:{group.instrument}", Text(group.instrument, group.instrument))
        if record.goal == "money":
            return _told(NEEDED, name)
        worth = next((tier.rate for tier in group.tiers if tier.filled < tier.width), Fraction(0))
        priced = [(rule, MILLION * rule.multiplier * self._weight(rule, group)) for rule in self._about(group)]
        cost = sum((price for _, price in priced), Fraction(0))
        raising = [rule for rule, price in priced if price > 0 and rule.kind != "balance"]
        own = [rule for rule in raising if self._only(rule) is not None]
        if worth == cost and own:
            return _told(BOUND, name, own)
        if worth <= cost:
            counted = Text(*(say(COUNTED, lang, rules=_named(raising, lang)) if raising else "" for lang in LANGS))
            return Text(
                *(say(BELOW if worth < cost else AT_LIMIT, lang, name=name[lang], worth=worth, cost=cost, rules=counted[lang]) for lang in LANGS)
            )
        whole = self._decisive(group, groups)
        return _told(WHOLE, name, whole) if whole else _told(ROUNDED, name)

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

    def _about(self, group: GroupUse) -> Iterator[RuleLine]:
        yield from self._rest
        for key in zip(self._detail.dimensions, group.members, strict=True):
            yield from self._own.get(key, ())

    def _weight(self, rule: RuleLine, group: GroupUse) -> Fraction:
        """The factor of a euro of this group in a rule's row; the dearest line where source lines differ."""
        weight = self._factor(rule.over, group)
        return weight if rule.under is None else weight - rule.limit * self._factor(rule.under, group)

    def _factor(self, total: SumOf, group: GroupUse) -> Fraction:
        found = sum((part.factor for part in total.parts if self._holds(part, group)), Fraction(0))
        if not total.persons or found == 0:
            return found
        counts = self._lines[group.instrument, group.year].counts.get(total.persons, 0)
        return found * counts * next((tier.base for tier in group.tiers if tier.filled < tier.width), Fraction(0))

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


def _told(text: Text, name: Text, rules: Sequence[RuleLine] = ()) -> Text:
    return Text(*(say(text, lang, name=name[lang], rules=_named(rules, lang)) for lang in LANGS))


def _named(rules: Sequence[RuleLine], lang: Lang) -> str:
    return listing(list(dict.fromkeys(rule.name[lang] for rule in rules)), lang)


def awards_csv(record: Record) -> str:
    """The award list as one CSV text."""
    return "".join(award_lines(record))


def award_lines(record: Record) -> Iterator[str]:
    """The award list as the lines of a CSV file: the columns are ids that never change with the language, reasons stand in both."""
    instruments = list(dict.fromkeys(line.instrument for line in record.lines))
    head = ["applicant", "name", "asked", "awarded", "share"]
    head += [f"{word} {one}" for one in instruments for word in ("asked", "awarded")]
    head += ["own contribution", "effect", "decision", "reason_nl", "reason_en"]
    yield from csv_lines(head, (_csv_row(one, instruments) for one in awards_of(record)))


def _csv_row(one: Award, instruments: Sequence[str]) -> list[Value]:
    parts: list[Value] = []
    for instrument in instruments:
        portion = one.parts.get(instrument, Portion(0, 0))
        parts += [portion.asked, portion.awarded]
    reasons = (one.reason.nl, one.reason.en)
    return [one.id, one.name.nl, one.asked, one.awarded, one.share, *parts, one.own, one.effect, one.decision, *reasons]
