"""Who gets the money: the members of every further dimension as tiles, and by instrument as a table in colours."""

from __future__ import annotations

from optimiser.by_member import MemberTotal, totals_of
from optimiser.charts.tiles import Tile, tiles
from optimiser.language import Text
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import TOTAL, Telling

HEADING = Text("Wie het geld krijgt", "Who gets the money")
TITLE = Text("{name}: geld van alle jaren samen (€ mln)", "{name}: money of all years together (EUR million)")
SAYS = Text(
    "{paid} van de {count} krijgen geld. Het meeste gaat naar {most}: {high}; het minste naar {least}: {low}. Hoe donkerder, hoe meer.",
    "{paid} of {count} get money. {most} gets the most: {high}; {least} the least: {low}. The darker, the more.",
)
LARGEST = Text(
    " De {count} met het meeste geld staan erop; alle staan in het planwerkboek.",
    " The {count} with the most money are shown; all stand in the plan workbook.",
)
MEMBER = Text("lid", "member")
# More tiles than this are no longer read; the table holds as many.
MOST_TILES = 60


def section(telling: Telling) -> Section | None:
    """A picture with its table for every further dimension; None without any."""
    detail = telling.record.detail
    if detail is None:
        return None
    pictures = [picture for name in detail.names if (picture := _picture(telling, name)) is not None]
    return Section("members", telling.word(HEADING), pictures=pictures) if pictures else None


def _picture(telling: Telling, dimension: str) -> Picture | None:
    detail, word = telling.record.detail, telling.word
    everyone = totals_of(telling.record, dimension)
    if detail is None or not everyone:
        return None
    most_first = sorted(everyone, key=lambda one: -one.amount)
    # Who gets nothing is counted; the least is that of whoever gets something.
    high, low = most_first[0], next((one for one in reversed(most_first) if one.amount), most_first[-1])
    shown = most_first[:MOST_TILES] if len(everyone) > MOST_TILES else everyone
    title = word(TITLE, name=telling.word(detail.names[dimension]))
    paid = sum(one.amount > 0 for one in everyone)
    ends = {"most": word(high.name), "high": telling.money(high.amount), "least": word(low.name), "low": telling.money(low.amount)}
    says = word(SAYS, paid=paid, count=len(everyone), **ends) + (word(LARGEST, count=len(shown)) if len(shown) < len(everyone) else "")
    drawn = [Tile(word(one.name), telling.mln(one.amount), one.amount / high.amount if high.amount else 0.0, one.tile) for one in shown]
    return Picture(title, says, [tiles(f"members-{dimension}", title, says, drawn)], [_table(telling, title, shown)])


def _table(telling: Telling, title: str, shown: list[MemberTotal]) -> PageTable:
    """Members against instruments (EUR million), largest instruments first."""
    sums: dict[str, int] = {}
    for one in shown:
        for instrument, amount in one.instruments.items():
            sums[instrument] = sums.get(instrument, 0) + amount
    names = sorted(sums, key=lambda name: (-sums[name], name))
    heads = [telling.text(MEMBER), telling.number(TOTAL), *(telling.number(Text(name, name)) for name in names)]
    rows = [[telling.word(one.name), telling.mln(one.amount), *(telling.mln(one.instruments.get(name, 0)) for name in names)] for one in shown]
    return PageTable(title, heads, rows)
