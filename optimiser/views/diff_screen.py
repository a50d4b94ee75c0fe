"""A difference in the terminal: the effect step by step, then table by table what changed."""

from __future__ import annotations

from optimiser.difference import Difference
from optimiser.language import Lang
from optimiser.reports.diff.sections import counts, sections, side
from optimiser.views.screen import console, visible
from optimiser.views.section_screen import print_sections


def print_difference(told: Difference, lang: Lang) -> None:
    """Everything that differs; one line when nothing does."""
    out = console()
    for one in (told.old, told.new):
        out.print(visible(side(one, lang)), style="dim")
    out.print(counts(told, lang), style="bold green" if told.same else "bold")
    print_sections(out, sections(told, lang, short=True))
