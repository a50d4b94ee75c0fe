"""What a merge tells: a table of what came from whom and the conflicts on the screen, or the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from optimiser.language import Lang, Text, say
from optimiser.merging.merge import Merged
from optimiser.merging.telling import SIDES, WHATS, Line
from optimiser.views.screen import console, print_table, visible

HEADS = (
    Text("van", "from"),
    Text("wat", "what"),
    Text("cel", "cell"),
    Text("rij", "row"),
    Text("kolom", "column"),
    Text("eerst", "before"),
    Text("mijn", "mine"),
    Text("hun", "theirs"),
)
NOTHING = Text("Niemand heeft iets gewijzigd: {path} is gelijk aan uw kopie.", "Nobody changed anything: {path} equals your copy.")
DONE = Text(
    "Samengevoegd in {path}: {mine} van u, {theirs} van de ander, {both} van beiden; geen conflicten.",
    "Merged into {path}: {mine} of yours, {theirs} of the other's, {both} of both; no conflicts.",
)
CONFLICTS = Text("Conflicten in {path}: {count}.", "Conflicts in {path}: {count}.")
DECIDE = Text(
    "Typ in elke rode cel de juiste waarde (blad Conflicten wijst ze aan); tot dan weigert het programma dit werkboek.",
    "Type the right value into every red cell (sheet Conflicts points to them); until then the program refuses this workbook.",
)
RECALCULATE = Text(
    "Formules die van gewijzigde cellen afhangen zijn nog niet opnieuw berekend ({cells}): open het bestand in Excel en sla het op.",
    "Formulas that depend on changed cells have not been calculated anew ({cells}): open the file in Excel and save it.",
)
LONGEST = 60


def print_merge(merged: Merged, lang: Lang, quiet: bool) -> None:
    """Every difference with its side, then the verdict; only conflicts when `quiet`."""
    out = console()
    shown = merged.conflicts if quiet else merged.lines
    if shown:
        print_table(out, [head[lang] for head in HEADS], [_row(line, lang) for line in shown])
    counts = {side: sum(line.side == side for line in merged.lines) for side in SIDES}
    if merged.conflicts:
        out.print(say(CONFLICTS, lang, path=merged.path.as_posix(), count=len(merged.conflicts)), style="bold red")
        out.print(DECIDE[lang])
    elif not quiet:
        text = DONE if merged.lines else NOTHING
        out.print(say(text, lang, path=merged.path.as_posix(), **counts), style="green")
    if merged.stale:
        out.print(say(RECALCULATE, lang, cells=", ".join(merged.stale)), style="yellow")


def _row(line: Line, lang: Lang) -> list[str]:
    cell = f"{line.sheet}!{line.cell}" if line.cell else line.sheet
    texts = (SIDES[line.side][lang], WHATS[line.what][lang], cell, line.row, line.column, line.base, line.mine, line.theirs)
    return [visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") for text in texts]


def merge_json(merged: Merged) -> str:
    """One document: `status` is "merged" or "conflicts"; every difference with its side, kind and place; values as typed."""
    data = {
        "status": "conflicts" if merged.conflicts else "merged",
        "file": str(merged.path),
        "conflicts": _objects(merged.conflicts),
        "changes": _objects(line for line in merged.lines if not line.is_conflict),
        "recalculate": list(merged.stale),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _objects(lines: Iterable[Line]) -> list[dict[str, str]]:
    return [
        {
            "from": line.side,
            "what": line.what,
            "sheet": line.sheet,
            "cell": line.cell,
            "row": line.row,
            "column": line.column,
            "base": line.base,
            "mine": line.mine,
            "theirs": line.theirs,
        }
        for line in lines
    ]
