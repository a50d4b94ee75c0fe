"""The report: one page in one file that tells a run in words and pictures, with the figures behind every picture and what each rests on."""

from __future__ import annotations

from pathlib import Path

from optimiser.files import replace_text
from optimiser.language import Lang, Text
from optimiser.reports.page import Section, render
from optimiser.reports.report_page import (
    conflict,
    curves,
    cycle,
    difference,
    doubt,
    edited,
    flows,
    frontier,
    members,
    provenance,
    room,
    rule_prices,
    rules,
    summary,
    use,
)
from optimiser.reports.report_page.telling import Telling
from optimiser.told_desk import ReportData

# In the order in which people read them; a section that has nothing to say returns none.
PLAN = (
    summary.section,
    edited.section,
    use.section,
    flows.section,
    members.section,
    difference.section,
    curves.section,
    rule_prices.section,
    frontier.section,
    room.section,
    doubt.section,
    rules.section,
    cycle.section,
    provenance.section,
)
CONFLICT = (conflict.section, conflict.money, cycle.section, rules.unmodelled, provenance.section)
TITLE = Text("Verslag: {name}", "Report: {name}")


def write(data: ReportData, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    replace_text(path, page(data, lang))


def page(data: ReportData, lang: Lang) -> str:
    """The page as text, the same bytes for the same data."""
    telling = Telling(data, lang)
    record = data.record
    sections: list[Section] = [one for make in (PLAN if record.conflict is None else CONFLICT) if (one := make(telling)) is not None]
    told = {"about": telling.about, "verdict": telling.verdict, "good": telling.good, "run": record.id, "sections": sections}
    return render("report_page/report.html", lang, telling.word(TITLE, name=record.name), **told)
