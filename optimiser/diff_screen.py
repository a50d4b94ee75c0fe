"""A difference in the terminal: the effect step by step, then table by table what changed."""

from __future__ import annotations

from optimiser.difference import Difference
from optimiser.language import Lang
from optimiser.reports.diff.sections import counts, sections, side
from optimiser.screen import console, visible


def print_difference(told: Difference, lang: Lang) -> None:
    """Everything that differs; one line when nothing does."""
    from rich.table import Table

    out = console()
    for one in (told.old, told.new):
        out.print(visible(side(one, lang)), style="dim")
    out.print(counts(told, lang), style="bold green" if told.same else "bold")
    for section in sections(told, lang, short=True):
        out.print()
        out.print(section.heading, style="bold")
        for text in section.texts:
            out.print(text)
        for it in section.tables:
            table = Table(box=None, pad_edge=False)
            for head in it.heads:
                table.add_column(head.text, justify="right" if head.kind == "number" else "left", overflow="fold", no_wrap=head.kind == "number")
            for row in it.rows:
                table.add_row(*(visible(cell) for cell in row))
            out.print(table)
