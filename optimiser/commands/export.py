"""`optimiser export`: a written plan out of the house, as CSV, ODS, PDF for the archive, or a folder that can be checked in twenty years."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import INPUT, JSON, QUIET, add_members, read_members
from optimiser.exits import DONE, UNPROVED
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.exporting import Run

PLAN = Text("planwerkboek, of de map waar het in staat", "plan workbook, or the folder it stands in")
TO = Text(
    "csv: een bestand per tabel; ods, pdf: via LibreOffice (PDF/A-2b); archive: een map met bewijs en uitleg (herhaalbaar)",
    "csv: one file a table; ods, pdf: through LibreOffice (PDF/A-2b); archive: a folder with proof and explanation (repeatable)",
)
OUT = Text(
    "map voor de uitvoer (standaard: naast het plan); bij meer soorten krijgen csv en archive daarin een eigen map",
    "folder for the output (default: beside the plan); with several kinds, csv and archive get a folder of their own in it",
)
PROGRAMME = Text("het model waarmee gerekend is, voor het archief", "the model that the run was made from, for the archive")
WITHOUT = Text(
    "archiveer ook als model of invoerwerkboek van toen er niet meer is; het archief zegt dat dan",
    "archive even when the run's model or input workbook is no longer there; the archive then says so",
)
WROTE = Text("Geschreven: {files}", "Written: {files}")
REFUTED = Text(
    "De controle weerlegt dit plan: {what}. Er is niets van gemaakt. optimiser verify toont alles.",
    "The check refutes this plan: {what}. Nothing was made of it. optimiser verify shows it all.",
)


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `export`."""
    parser.add_argument("plan", metavar="PLAN", help=PLAN[lang])
    parser.add_argument("--to", action="append", required=True, choices=("csv", "ods", "pdf", "archive"), help=TO[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    parser.add_argument("--programme", metavar="FILE", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    add_members(parser, lang)
    parser.add_argument("--without-inputs", action="store_true", help=WITHOUT[lang])
    parser.add_argument("--json", action="store_true", help=JSON[lang])
    parser.add_argument("--quiet", action="store_true", help=QUIET[lang])


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Makes every kind asked for. Raises `Refused`; 4 when the plan is not what its run proved."""
    from optimiser.exporting import OFFICE, Refuted, find_book, find_run

    kinds = list(dict.fromkeys(options.to))
    book = find_book(Path(options.plan))
    try:
        found = find_run(book) if set(kinds) - set(OFFICE) else None
        written = {kind: _make(kind, book, found, options, alone=len(kinds) == 1) for kind in kinds}
    except Refuted as refuted:
        print(say(REFUTED, lang, what=str(refuted)), file=sys.stderr)
        return UNPROVED
    if options.json:
        import json

        print(json.dumps({"status": "written", "plan": book.as_posix(), "files": written}, ensure_ascii=False, indent=1))
    elif not options.quiet:
        for kind, files in written.items():
            shown = files[0] if kind in OFFICE else f"{Path(files[0]).parent.as_posix()}/ ({len(files)})"
            print(say(WROTE, lang, files=shown))
    return DONE


def _make(kind: str, book: Path, found: Run | None, options: argparse.Namespace, *, alone: bool) -> list[str]:
    """Writes one kind; the files it made."""
    from optimiser.exporting import to_archive, to_csv
    from optimiser.files import make_folder
    from optimiser.office import convert

    folder = Path(options.out) if options.out else book.parent
    if found is None or kind in ("ods", "pdf"):
        make_folder(folder)
        target = folder / f"{book.stem}.{kind}"
        convert(book, target)
        return [target.as_posix()]
    named = kind if kind == "csv" else f"archive-{found.record.id}"
    place = folder if options.out and alone else folder / named
    if kind == "csv":
        files = to_csv(found, place)
    else:
        files = to_archive(found, place, options.programme, options.input, options.without_inputs, read_members(options))
    return [path.as_posix() for path in files]
