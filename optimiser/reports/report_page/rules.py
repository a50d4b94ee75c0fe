"""Every rule with what was found, how firm it is and where it comes from; and what no rule models, with the reason."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.record import RuleLine
from optimiser.reports.page import PageTable, Section
from optimiser.reports.report_page.telling import Telling
from optimiser.words import STANDINGS

HEADING = Text("Alle regels", "All rules")
KEPT = Text(
    "{holds} van de {count} uitspraken houden; {binding} knellen: de kleinste stap verder zou ze breken.",
    "{holds} of the {count} statements hold; {binding} are binding: the smallest step further would break them.",
)
CAPTION = Text("Regels en wat er gevonden is", "Rules and what was found")
RULE, STATEMENT, FOUND = Text("regel", "rule"), Text("uitspraak", "statement"), Text("uitkomst", "outcome")
STANDING, SOURCE = Text("hardheid, eigenaar", "standing, owner"), Text("bron", "source")
HOLDS, BINDS, BROKEN = Text("houdt", "holds"), Text("houdt, knelt", "holds, binding"), Text("GEBROKEN", "BROKEN")
MISSED = Text("wens, niet gehaald", "wish, missed")
WISH = Text("wens ({priority})", "wish ({priority})")
NOT_MODELLED = Text("Niet in een regel gevat, en waarom", "Not modelled as a rule, and why")
PRINCIPLE, WHY = Text("beginsel", "principle"), Text("waarom niet", "why not")


def section(telling: Telling) -> Section:
    """Two tables."""
    record, word = telling.record, telling.word
    holds = sum(one.holds for one in record.findings)
    text = word(KEPT, holds=holds, count=len(record.findings), binding=sum(one.binding for one in record.findings))
    heads = [telling.text(one) for one in (RULE, STATEMENT, FOUND, STANDING, SOURCE)]
    rows = [_row(telling, one) for one in record.findings]
    tables = [PageTable(word(CAPTION), heads, rows), *([_unmodelled(telling)] if record.unmodelled else [])]
    return Section("rules", word(HEADING), [text], tables)


def unmodelled(telling: Telling) -> Section | None:
    """What no rule models, for a case without a plan."""
    if not telling.record.unmodelled:
        return None
    return Section("rules", telling.word(NOT_MODELLED), tables=[_unmodelled(telling)])


def _row(telling: Telling, one: RuleLine) -> list[str]:
    firm = f"{telling.word(STANDINGS[one.standing])}, {one.owner}"
    return [one.id, one.sentence[telling.lang], _outcome(telling, one), firm, one.source]


def _outcome(telling: Telling, one: RuleLine) -> str:
    if one.soft:
        wish = telling.word(WISH, priority=one.priority)
        return wish if one.holds else telling.word(MISSED)
    return telling.word(BROKEN if not one.holds else BINDS if one.binding else HOLDS)


def _unmodelled(telling: Telling) -> PageTable:
    heads = [telling.text(one) for one in (PRINCIPLE, WHY, SOURCE)]
    rows = [[f"{one.name[telling.lang]} ({one.id})", one.why[telling.lang], one.source] for one in telling.record.unmodelled]
    return PageTable(telling.word(NOT_MODELLED), heads, rows)
