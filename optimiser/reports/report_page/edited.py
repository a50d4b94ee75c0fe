"""A plan that was sent in: what a person changed, what each line got, and for which rule it gave way."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.reports.page import PageTable, Section
from optimiser.reports.report_page.telling import INSTRUMENT, YEAR, Telling

HEADING = Text("Wat er aan het ingestuurde plan veranderd is", "What was changed in the plan that was sent in")
ABOUT = Text(
    "Ingestuurd als {file}: {lines} veranderd door een mens, {change:mln} verschil met dit plan. Zoals ingestuurd: {effect}.",
    "Sent in as {file}: {lines} changed by a person, {change:mln} different from this plan. As sent in: {effect}.",
)
ONE_LINE, LINES = Text("1 lijn", "1 line"), Text("{count} lijnen", "{count} lines")
CAPTION = Text("Veranderde lijnen (€ mln)", "Changed lines (EUR million)")
WAS, TYPED, GOT = Text("was", "was"), Text("ingestuurd", "as sent in"), Text("dit plan", "this plan")
REASON, BECAUSE = Text("reden", "reason"), Text("week voor", "gave way to")


def section(telling: Telling) -> Section | None:
    """The lines that differ; nothing for a plan of our own."""
    told = telling.record.edited
    if told is None:
        return None
    changed = [one for one in told.lines if one.changed or one.difference]
    lines = telling.counted(sum(one.changed for one in told.lines), ONE_LINE, LINES)
    values = {"file": told.file, "lines": lines, "change": told.change}
    text = telling.word(ABOUT, **values, effect=telling.reached(told.effect))
    heads = [telling.text(INSTRUMENT), *(telling.number(one) for one in (YEAR, WAS, TYPED, GOT)), telling.text(REASON), telling.text(BECAUSE)]
    rows = []
    for one in changed:
        was = "" if one.was is None else telling.mln(one.was)
        amounts = was, telling.mln(one.typed), telling.mln(one.got)
        rows.append([telling.name("instrument", one.instrument), one.year, *amounts, one.reason, one.because[telling.lang]])
    return Section("edited", telling.word(HEADING), [text], [PageTable(telling.word(CAPTION), heads, rows)] if rows else [])
