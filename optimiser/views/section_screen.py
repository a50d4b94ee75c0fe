"""Sections of a page in the terminal: headings, sentences and tables, the same words as on the page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from optimiser.reports.page import Section
from optimiser.views.screen import console, visible

if TYPE_CHECKING:
    from rich.console import Console


WIDEST_NUMBER, WIDEST_NAME = 30, 28


def print_sections(out: Console, sections: Sequence[Section]) -> None:
    """Every section; numbers to the right, never broken."""
    from rich.table import Table

    for section in sections:
        out.print()
        out.print(section.heading, style="bold")
        for text in section.texts:
            out.print(text)
        for it in section.tables:
            if it.caption != section.heading:
                out.print(it.caption, style="dim")
            table = Table(box=None, pad_edge=False)
            for place, head in enumerate(it.heads):
                longest = max((len(row[place]) for row in it.rows), default=0)
                number = head.kind == "number"
                # A long text under a heading for numbers folds, and what names a row is not squashed to make room for the rest.
                whole = number and longest <= WIDEST_NUMBER
                least = min(longest, WIDEST_NAME) if place == 0 else None
                table.add_column(head.text, justify="right" if number else "left", overflow="fold", no_wrap=whole, min_width=least)
            for row in it.rows:
                table.add_row(*(visible(cell) for cell in row))
            out.print(table)


def print_all(title: str, about: Sequence[str], sections: Sequence[Section]) -> None:
    """A whole page: its title, what it is about, and every section."""
    out = console()
    out.print(visible(title), style="bold")
    for line in about:
        out.print(visible(line), style="dim")
    print_sections(out, sections)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere: to be called with (done, asked)."""
    from rich.progress import Progress

    out = console(sys.stderr)
    bar = Progress(console=out, transient=True, disable=quiet or not out.is_terminal)
    task = bar.add_task("", total=None)
    with bar:
        yield lambda done, asked: bar.update(task, completed=done, total=asked)
