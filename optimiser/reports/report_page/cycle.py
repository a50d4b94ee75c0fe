"""The budget cycle: every step from the draft budget to this phase, and the adopted plans it builds on."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.phases import Moment, kind_name
from optimiser.reports.page import PageTable, Section
from optimiser.reports.report_page.telling import YEAR, Telling
from optimiser.words import STANDINGS

HEADING = Text("Stappen in de begrotingscyclus", "Steps of the budget cycle")
PHASE = Text("Dit is {name}.", "This is {name}.")
NO_STEPS = Text("Tot en met deze fase is er geen mutatie.", "There is no mutation up to this phase.")
CAPTION = Text("Mutaties en indexatie (€ mln)", "Mutations and indexation (EUR million)")
STEP, WHEN, KIND, SOURCE = Text("stap", "step"), Text("fase", "phase"), Text("soort", "kind"), Text("herkomstregel", "source line")
WAS, NOW, CHANGE = Text("was", "was"), Text("wordt", "becomes"), Text("verschil", "difference")
WHY = Text("toelichting en bron", "note and source")
STANDS = Text("Vastgestelde plannen", "Adopted plans")
VERSION, TOTAL, BY, REASON = Text("versie", "version"), Text("doel", "goal"), Text("door", "by"), Text("reden", "reason")


def section(telling: Telling) -> Section | None:
    """Steps and adopted plans; nothing outside the cycle."""
    told, word = telling.record.cycle, telling.word
    if told is None:
        return None
    texts = [word(PHASE, name=_named(telling, told.moment)), *([] if told.steps else [word(NO_STEPS)])]
    heads = (
        [telling.text(one) for one in (STEP, WHEN, KIND, SOURCE)] + [telling.number(one) for one in (YEAR, WAS, NOW, CHANGE)] + [telling.text(WHY)]
    )
    rows = []
    for one in told.steps:
        name = telling.name("source", one.source)
        why = ". ".join(part for part in (one.note, one.document, telling.word(STANDINGS[one.standing]), one.place) if part)
        amounts = telling.mln(one.was), telling.mln(one.now), telling.mln(one.now - one.was)
        rows.append([one.id, _named(telling, one.moment), telling.word(kind_name(one.kind)), name, one.year, *amounts, why])
    tables = [PageTable(word(CAPTION), heads, rows)] if rows else []
    if told.stands:
        heads = [telling.text(WHEN), telling.number(VERSION), telling.number(TOTAL), telling.text(BY), telling.text(REASON)]
        stands = [[_named(telling, one.moment), str(one.version), telling.goal(one.total), one.by, one.reason] for one in told.stands]
        tables.append(PageTable(word(STANDS), heads, stands))
    return Section("cycle", word(HEADING), texts, tables)


def _named(telling: Telling, moment: Moment) -> str:
    return moment.name(telling.lang)
