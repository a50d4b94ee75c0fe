"""`optimiser diff`: what differs between two workbooks, plans or records, and what each kind of change does to the effect."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import MEMBERS, SCENARIO, add_members, add_output, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.difference import Difference

OLD = Text(
    "de oude kant: invoerwerkboek, planwerkboek, record.json of map van een berekening",
    "the old side: input or plan workbook, record.json or a run's folder",
)
NEW = Text("de nieuwe kant; mag van een andere soort zijn", "the new side; may be of another kind")
PROGRAMME = Text("programma van beide (standaard: dat van het plan, anders taz)", "programme of both (default: the plan's own, else taz)")
OLD_PROGRAMME = Text("programma van de oude kant, als dat een ander is", "programme of the old side, if that is another one")
INPUT = Text(
    "invoerwerkboek waarmee de nieuwe kant is gemaakt, als die niet alle cijfers noemt",
    "input workbook that made the new side, if it does not tell all figures",
)
OLD_INPUT = Text("hetzelfde voor de oude kant", "the same for the old side")
OLD_MEMBERS = Text("{what}; voor de oude kant, als die een ander bestand heeft", "{what}; for the old side, if that has another file")
OUT = Text("map voor diff.xlsx en diff.html", "folder for diff.xlsx and diff.html")
ELSEWHERE = Text("een map zonder de bestanden die vergeleken worden", "a folder without the files that are compared")
CHOOSE = Text("kies met --out een andere map", "choose another folder with --out")
WROTE = Text("Geschreven: {files}", "Written: {files}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `diff`."""
    parser.add_argument("old", metavar=Text("OUD", "OLD")[lang], help=OLD[lang])
    parser.add_argument("new", metavar=Text("NIEUW", "NEW")[lang], help=NEW[lang])
    parser.add_argument("--programme", metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--old-programme", metavar="PROGRAMME", help=OLD_PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    parser.add_argument("--old-input", metavar="FILE", help=OLD_INPUT[lang])
    add_members(parser, lang)
    parser.add_argument("--old-members", action="append", default=[], metavar="DIMENSION=FILE", help=say(OLD_MEMBERS, lang, what=MEMBERS))
    parser.add_argument("--scenario", metavar="NAME", help=SCENARIO[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Tells every difference; 0 also when there are none."""
    from optimiser.differing.told import diff

    told = diff(
        options.old,
        options.new,
        programme=options.programme,
        old_programme=options.old_programme,
        input=options.input,
        old_input=options.old_input,
        scenario=options.scenario,
        members=read_members(options),
        old_members=read_members(options, "--old-members"),
    )
    files = _write(told, Path(options.out), lang) if options.out else {}
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.views.diff_json import diff_json

            print(diff_json(told, lang, files))
        elif not options.quiet:
            from optimiser.views.diff_screen import print_difference

            print_difference(told, lang)
            if files:
                print(say(WROTE, lang, files=", ".join(files.values())))
    return DONE


def _write(told: Difference, folder: Path, lang: Lang) -> dict[str, str]:
    """The workbook and the page. Raises `Refused` when one of them would replace what is compared."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder
    from optimiser.reports.diff import book, page

    targets = {"workbook": folder / "diff.xlsx", "page": folder / "diff.html"}
    given = {Path(one.file).resolve() for one in (told.old, told.new)}
    if clash := [path for path in targets.values() if path.resolve() in given]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    make_folder(folder)
    book.write(told, targets["workbook"], lang)
    page.write(told, targets["page"], lang)
    return {name: path.as_posix() for name, path in targets.items()}
