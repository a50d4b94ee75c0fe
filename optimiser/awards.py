"""What every applicant of a grant round gets, and why: asked, awarded, and the reason from the prices of the proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.award_reasons import Prices
from optimiser.csv_text import Value, csv_lines, rounded
from optimiser.exact import read_exact
from optimiser.language import LANGS, Text
from optimiser.record import GroupUse, Record

GRANTED, PARTLY, REFUSED = "granted", "partly", "refused"
DECISIONS: Mapping[str, Text] = {
    GRANTED: Text("toegekend", "granted"),
    PARTLY: Text("deels", "in part"),
    REFUSED: Text("afgewezen", "refused"),
}
ALL = Text("alles wat gevraagd is", "everything that was asked")
# Decimals in the list for people: a hundredth of a percent, a millionth of a person.
SHARE_DIGITS, EFFECT_DIGITS = 4, 6
NONE, WHOLE = Fraction(0), Fraction(1)
NOTHING_ASKED = Text("er is niets gevraagd", "nothing was asked")


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
        return WHOLE if self.awarded == self.asked > 0 else Fraction(self.awarded, self.asked) if self.awarded else NONE


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
    shares: dict[str, Fraction] = {}
    for member in detail.members:
        if member.dimension == detail.applicants:
            typed = member.attributes.get(detail.cofinancing, "0")
            if typed not in shares:
                shares[typed] = read_exact(typed) or Fraction(0)
            yield _award(member.id, member.name, shares[typed], mine[member.id], prices)


def _award(id: str, name: Text, own: Fraction, groups: Sequence[GroupUse], prices: Prices) -> Award:
    most: dict[tuple[str, str], int] = {}
    asked: dict[str, int] = {}
    got: dict[str, int] = {}
    for one in groups:
        instrument, place = one.instrument, (one.instrument, one.year)
        # What the members of other dimensions may get together is asked once.
        more = (one.ceiling or 0) - most.get(place, 0)
        if more > 0:
            most[place] = one.ceiling or 0
        asked[instrument] = asked.get(instrument, 0) + max(more, 0)
        got[instrument] = got.get(instrument, 0) + one.amount
    wanted, awarded = sum(asked.values()), sum(got.values())
    decision = GRANTED if awarded == wanted and wanted else PARTLY if awarded else REFUSED
    short = [one for one in groups if one.amount < (one.ceiling or 0)]
    reason = _joined([prices.why(one, groups) for one in short]) if short else ALL if wanted else NOTHING_ASKED
    partners = awarded * own.numerator // (own.denominator - own.numerator) if own < 1 else 0
    effects = [one.effect for one in groups if one.effect.numerator]
    effect = sum(effects[1:], effects[0]) if effects else NONE
    return Award(id, name, wanted, awarded, partners, effect, decision, reason, {one: Portion(asked[one], got[one]) for one in asked})


def _joined(reasons: Sequence[Text]) -> Text:
    """Each reason once, in one sentence."""
    if all(one is reasons[0] for one in reasons):
        return reasons[0]
    return Text(*("; ".join(dict.fromkeys(one[lang] for one in reasons)) for lang in LANGS))


def awards_csv(record: Record) -> str:
    """The award list as one CSV text."""
    return "".join(award_lines(record))


def award_lines(record: Record) -> Iterator[str]:
    """The award list as the lines of a CSV file: the columns are ids that never change with the language, reasons stand in both.

    Share and effect are rounded, half up, to be opened in a spreadsheet; the exact ones are in the record, and in `export --to csv`.
    """
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
    share, effect = rounded(one.share, SHARE_DIGITS), rounded(one.effect, EFFECT_DIGITS)
    reasons = (one.reason.nl, one.reason.en)
    return [one.id, one.name.nl, one.asked, one.awarded, share, *parts, one.own, effect, one.decision, *reasons]
