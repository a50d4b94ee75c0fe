"""How far each line can move while the plan stays nearly as good: what must be there, what is a free choice."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.room import Row, Span, Words, room
from optimiser.language import Text
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import INSTRUMENT, YEAR, Telling, in_millions
from optimiser.told_desk import RoomTold

HEADING = Text("Speelruimte", "Room to move")
TITLE = Text("Van het minste tot het meeste dat een lijn kan krijgen (€ mln)", "From the least to the most a line can get (EUR million)")
SAYS = Text(
    "Wie genoegen neemt met een plan dat hoogstens {slack} van het doel verliest, houdt {free} van de {count} lijnen vrij "
    "te kiezen (mag); {must} lijnen krijgen "
    "dan altijd geld (moet) en {never} nooit (–). De meeste ruimte heeft {widest} in {year}: van {low} tot {high}. Lijnen "
    "kunnen niet allemaal tegelijk "
    "naar hun uiterste.",
    "Whoever accepts a plan that loses at most {slack} of the goal has {free} of the {count} lines free to choose (may); "
    "{must} lines then always get money "
    "(must) and {never} never do (–). The most room has {widest} in {year}: from {low} to {high}. Lines cannot all go to their ends together.",
)
LOSES = Text("verliest hoogstens {slack}", "loses at most {slack}")
PLAN = Text("dit plan", "this plan")
ROLES = {"must": Text("moet", "must"), "may": Text("mag", "may"), "never": Text("–", "–")}
ROLE = Text("bij {slack}", "at {slack}")
AMOUNT = Text("plan (€ mln)", "plan (EUR million)")
SPAN = Text("van-tot bij {slack} (€ mln)", "from-to at {slack} (EUR million)")
YEARS = 4


def section(telling: Telling) -> Section | None:
    """Nested bars, the last years first to be shown; the table has every year."""
    ranges = _by_line(telling)
    if not ranges:
        return None
    slacks = sorted({one.slack for one in telling.data.room if one.slack is not None}, reverse=True)
    years = list(telling.record.years)[-YEARS:]
    word = telling.word
    amounts = {(line.instrument, line.year): line.amount for line in telling.record.lines}
    rows = []
    for id in dict.fromkeys(line.instrument for line in telling.record.lines):
        spans = [_span(telling, ranges.get((id, year)), amounts.get((id, year), 0)) for year in years]
        if any(span is not None and span.ranges[0][1] > 0 for span in spans):
            rows.append(Row(telling.name("instrument", id), spans))
    title, says = word(TITLE), _says(telling, ranges, slacks[0])
    key = [word(LOSES, slack=_slack(telling, one)) for one in slacks]
    drawings = room("room", title, says, Words(years, key, word(PLAN)), rows, telling.axis)
    return Section("room", word(HEADING), pictures=[Picture(title, says, drawings, [_table(telling, ranges, slacks)])])


def _slack(telling: Telling, value: Fraction) -> str:
    return telling.axis(float(value * 100)) + " %"


def _by_line(telling: Telling) -> dict[tuple[str, str], list[RoomTold]]:
    """(instrument, year) -> its ranges, the loosest first."""
    found: dict[tuple[str, str], list[RoomTold]] = {}
    for one in sorted((one for one in telling.data.room if one.slack is not None), key=lambda one: -(one.slack or 0)):
        found.setdefault((one.instrument, one.year), []).append(one)
    return found


def role(one: RoomTold) -> str:
    """`must`: money in every such plan; `never`: in none; else `may`."""
    return "must" if one.low > 0 else "may" if one.high > 0 else "never"


def _span(telling: Telling, mine: list[RoomTold] | None, amount: int) -> Span | None:
    if mine is None:
        return None
    ends = [(in_millions(one.low), in_millions(one.high)) for one in mine]
    return Span(ends, in_millions(amount), telling.word(ROLES[role(mine[0])]))


def _says(telling: Telling, ranges: dict[tuple[str, str], list[RoomTold]], slack: Fraction) -> str:
    loosest = [mine[0] for mine in ranges.values()]
    roles = [role(one) for one in loosest]
    widest = max(loosest, key=lambda one: one.high - one.low)
    return telling.word(
        SAYS,
        slack=_slack(telling, slack),
        count=len(roles),
        free=roles.count("may"),
        must=roles.count("must"),
        never=roles.count("never"),
        widest=telling.name("instrument", widest.instrument),
        year=widest.year,
        low=telling.money(widest.low),
        high=telling.money(widest.high),
    )


def _table(telling: Telling, ranges: dict[tuple[str, str], list[RoomTold]], slacks: list[Fraction]) -> PageTable:
    loosest = _slack(telling, slacks[0])
    heads = [telling.text(INSTRUMENT), telling.number(YEAR), telling.number(AMOUNT), telling.text(ROLE, slack=loosest)]
    heads += [telling.number(SPAN, slack=_slack(telling, one)) for one in slacks]
    rows = []
    for line in telling.record.lines:
        mine = ranges.get((line.instrument, line.year))
        if mine is not None:
            spans = [f"{telling.short(one.low)} - {telling.short(one.high)}" for one in mine]
            word = telling.word(ROLES[role(mine[0])])
            rows.append([telling.name("instrument", line.instrument), line.year, telling.mln(line.amount), word, *spans])
    return PageTable(telling.word(TITLE), heads, rows)
