"""What `migrate` did, for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimiser.language import Lang, Text, say
from optimiser.views.screen import CELL, console, print_table, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimiser.migration import Migrated

MIGRATED = Text(
    "Werkboek van versie {was} naar {now}: {path}. Alle cijfers zijn teruggelezen en gelijk.",
    "Workbook from version {was} to {now}: {path}. All figures were read back and are the same.",
)
ADDED = Text(
    "Werkboek aangevuld tot wat het programma nu vraagt: {path}. Alles wat er stond, is teruggelezen en gelijk.",
    "Workbook completed to what the programme asks now: {path}. All that stood in it was read back and is the same.",
)
NOTHING = Text(
    "Dit werkboek had al de vorm van versie {now}; het is ongewijzigd overgenomen: {path}.",
    "This workbook had the form of version {now} already; it was taken over unchanged: {path}.",
)
TO_FILL = Text(
    "Nog in te vullen: {where}. Vul deze vakken en geef: optimiser check PROGRAMMA --input {path}",
    "Yet to be filled: {where}. Fill these cells, then: optimiser check PROGRAMME --input {path} --lang en",
)
MORE_CELLS = Text("en {count} andere vakken", "and {count} more cells")
SHEET_HEAD, DONE_HEAD, NAME_HEAD = Text("blad", "sheet"), Text("gedaan", "done"), Text("naam", "name")
MOST_CELLS = 8


def print_migrated(done: Migrated, path: str, lang: Lang) -> None:
    """What was done to an older workbook, step by step, and which cells that came along are empty yet."""
    from optimiser.migration.step import WORDS
    from optimiser.reading.edition import NOW

    out = console()
    said = NOTHING if not done.steps else ADDED if done.blanks or done.version == NOW else MIGRATED
    out.print(say(said, lang, was=done.version, now=NOW, path=path), style="bold green")
    if not done.steps:
        return
    heads = [head[lang] for head in (SHEET_HEAD, CELL, NAME_HEAD, DONE_HEAD)]
    rows = [(visible(one.sheet), one.cell, visible(one.name), say(WORDS[one.kind], lang, was=visible(one.was))) for one in done.steps]
    print_table(out, heads, rows)
    if done.blanks:
        sheets = {fault.sheet: [one.cell for one in done.blanks if one.sheet == fault.sheet and one.cell] for fault in done.blanks}
        where = "; ".join(f"{visible(sheet)} {_few(cells, lang)}".strip() for sheet, cells in sheets.items())
        out.print(say(TO_FILL, lang, where=where, path=path), style="bold yellow")


def _few(cells: Sequence[str], lang: Lang) -> str:
    """The first cells, and how many more there are."""
    text = ", ".join(cells[:MOST_CELLS])
    return f"{text} {say(MORE_CELLS, lang, count=len(cells) - MOST_CELLS)}" if len(cells) > MOST_CELLS else text
