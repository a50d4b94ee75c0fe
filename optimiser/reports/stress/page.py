"""The page of a stress test: the same tables as on the screen, the tornado as a picture, to keep, print or send."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from optimiser.charts.swings import Swing as Bars
from optimiser.charts.swings import swings
from optimiser.language import Lang, Text, say
from optimiser.reports.page import Picture, Section, write_page
from optimiser.reports.stress import words
from optimiser.reports.stress.sections import about, name_of, sections, title
from optimiser.stressed import Stressed, Swing

PICTURE = Text("Hoe ver dit plan uitslaat bij een lage of hoge schatting ({unit})", "How far this plan swings at a low or high estimate ({unit})")
COSTS = Text("Wat het beste plan kost bij een lage of hoge schatting ({unit})", "What the best plan costs at a low or high estimate ({unit})")
SAYS = Text(
    "{name} telt het zwaarst: van {low} tot {high}. Telkens verandert één schatting; de andere blijven staan.",
    "{name} weighs most: from {low} to {high}. One estimate changes at a time; the others stay.",
)
LOW, HIGH, NOW = Text("lage schatting", "low estimate"), Text("hoge schatting", "high estimate"), Text("nu: {value}", "now: {value}")
# More bars than this cannot be read.
MOST = 12


def write(told: Stressed, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    found = [_drawn(told, one, lang) if one.id == "tornado" else one for one in sections(told, lang)]
    write_page(path, "stress/page.html", lang, title(told, lang), about=about(told, lang), sections=found)


def _drawn(told: Stressed, section: Section, lang: Lang) -> Section:
    """The tornado with its table behind a picture."""
    now = told.plan.best if told.money else told.plan.value
    bars = [_bars(told, one, lang) for one in told.swings[:MOST]]
    shown = say(COSTS if told.money else PICTURE, lang, unit=words.unit(told))
    says = say(SAYS, lang, name=bars[0].label, low=bars[0].said_low, high=bars[0].said_high)
    middle = say(NOW, lang, value=words.outcome(told, now, lang))
    drawing = swings("tornado", shown, says, float(now), middle, (LOW[lang], HIGH[lang]), bars)
    picture = Picture(shown, says, [drawing], section.tables[:1])
    return replace(section, pictures=[picture], tables=section.tables[1:])


def _bars(told: Stressed, one: Swing, lang: Lang) -> Bars:
    """What moves with an estimate: this plan, or the cost of the best one where the euros of a plan do not."""
    low, high = (bar.best if told.money else float(bar.plan) for bar in (one.low, one.high))
    said = [words.NO_PLAN[lang] if end is None else words.outcome(told, end, lang) for end in (low, high)]
    return Bars(name_of(told, one.instrument, lang), low, high, *said)
