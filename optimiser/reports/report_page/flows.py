"""Which source line pays for what: bands from sources to spaces, for the first and the last year."""

from __future__ import annotations

from optimiser.charts.sankey import Band, Node, sankey
from optimiser.language import Text
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import MILLIONS, SPACE, UNSPENT, YEAR, Telling, in_millions

HEADING = Text("Van herkomst naar ruimte", "From source to space")
TITLE = Text("Wie betaalt wat in {year} (€ mln)", "Who pays for what in {year} (EUR million)")
SAYS = Text(
    "De grootste bron is {source}: {amount}, waarvan {most}. De grootste ruimte, {top}, wordt uit {count} betaald.",
    "The largest source is {source}: {amount}, of which {most}. The largest space, {top}, is paid from {count}.",
)
TO, LEFT_OVER = Text("{x} naar {space} gaat", "{x} goes to {space}"), Text("{x} niet besteed wordt", "{x} is not spent")
ONE_LINE, LINES = Text("één herkomstregel", "one source line"), Text("{n} herkomstregels", "{n} source lines")
SOURCE = Text("herkomstregel", "source line")
ALL = Text("Geldstromen per jaar (€ mln)", "Money flows by year (EUR million)")
OPEN = Text("Geen bedrag, dus ook geen stroom: {lines}.", "No amount, so no flow either: {lines}.")


def section(telling: Telling) -> Section:
    """A picture for the first and the last year; the table has every year."""
    years = list(dict.fromkeys([telling.record.years[0], telling.record.years[-1]]))
    pictures = [picture for year in years if (picture := _picture(telling, year)) is not None]
    marked: dict[str, list[str]] = {}
    for one in telling.record.sources:
        if one.mark:
            marked.setdefault(telling.name("source", one.source), []).append(f"{one.year} {one.mark}")
    lines = "; ".join(f"{name} ({', '.join(years)})" for name, years in marked.items())
    texts = [telling.word(OPEN, lines=lines)] if marked else []
    return Section("flows", telling.word(HEADING), texts, pictures=pictures)


def _sums(telling: Telling, year: str) -> dict[tuple[str, str], int]:
    """(source, space) -> EUR; an empty space stands for what is not spent."""
    money: dict[tuple[str, str], int] = {}
    for flow in telling.record.flows:
        if flow.year == year and flow.amount:
            money[flow.source, flow.space] = money.get((flow.source, flow.space), 0) + flow.amount
    for one in telling.record.sources:
        if one.year == year and one.unspent > 0:
            money[one.source, ""] = one.unspent
    return money


def _picture(telling: Telling, year: str) -> Picture | None:
    money, word = _sums(telling, year), telling.word
    if not money:
        return None
    order = list(dict.fromkeys(one.source for one in telling.record.sources))
    sources = [one for one in order if any(source == one for source, _ in money)]
    spaces = [one for one in telling.spaces if any(space == one for _, space in money)]
    ends = [*spaces, *([""] if any(not space for _, space in money) else [])]
    left = [Node(telling.name("source", one), telling.mln(_total(money, source=one))) for one in sources]
    right = [Node(_space(telling, one), telling.mln(_total(money, space=one)), telling.spaces.index(one) if one else -1) for one in ends]
    bands = [Band(sources.index(source), ends.index(space), in_millions(amount)) for (source, space), amount in sorted(money.items())]
    title, says = word(TITLE, year=year), _says(telling, money, sources, spaces)
    return Picture(title, says, [sankey(f"flows-{year}", title, says, left, right, bands)], [_table(telling, year, money)])


def _space(telling: Telling, space: str) -> str:
    return telling.name("space", space) if space else telling.word(UNSPENT)


def _total(money: dict[tuple[str, str], int], source: str | None = None, space: str | None = None) -> int:
    return sum(amount for (one, other), amount in money.items() if source in (None, one) and space in (None, other))


def _says(telling: Telling, money: dict[tuple[str, str], int], sources: list[str], spaces: list[str]) -> str:
    first = max(sources, key=lambda one: _total(money, source=one))
    (_, most), amount = max(((key, amount) for key, amount in money.items() if key[0] == first), key=lambda one: one[1])
    top = max(spaces, key=lambda one: _total(money, space=one), default=most)
    payers = sum(space == top for _, space in money)
    return telling.word(
        SAYS,
        source=telling.name("source", first),
        amount=telling.money(_total(money, source=first)),
        most=telling.word(TO if most else LEFT_OVER, x=telling.money(amount), space=_space(telling, most)),
        top=_space(telling, top),
        count=telling.word(ONE_LINE if payers == 1 else LINES, n=payers),
    )


def _table(telling: Telling, year: str, money: dict[tuple[str, str], int]) -> PageTable:
    rows = [[telling.name("source", source), _space(telling, space), year, telling.mln(amount)] for (source, space), amount in money.items()]
    heads = [telling.text(SOURCE), telling.text(SPACE), telling.number(YEAR), telling.number(MILLIONS)]
    return PageTable(telling.word(TITLE, year=year), heads, rows)
