"""`optimiser migrate`: an older input workbook in the form of today, with all its figures."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from optimiser.commands.options import DEFAULT, PROGRAMME, add_members, add_output, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text

OLD = Text("het oudere invoerwerkboek", "the older input workbook")
OUT = Text("waar het nieuwe werkboek komt; een bestand dat nog niet bestaat", "where the new workbook goes; a file that does not exist yet")
ELSEWHERE = Text("een ander bestand dan het oude werkboek", "another file than the old workbook")
ABSENT = Text("een bestand dat nog niet bestaat", "a file that does not exist yet")
CHOOSE = Text("kies met --out een ander bestand", "choose another file with --out")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `migrate`."""
    parser.add_argument("old", metavar="OLD.xlsx", help=OLD[lang])
    parser.add_argument("--out", metavar="NEW.xlsx", required=True, help=OUT[lang])
    parser.add_argument("--programme", default=DEFAULT, metavar="PROGRAMME", help=PROGRAMME[lang])
    add_members(parser, lang)
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Writes the new workbook and says what was done; never over one that is there. Raises `Refused`."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import replace_file, same_file
    from optimiser.migration import migrate
    from optimiser.places import find_programme
    from optimiser.programme_file import read_programme

    old, target = Path(options.old), Path(options.out)
    if same_file(target, old):
        raise Refused([Fault("target-is-input", str(target), expected=ELSEWHERE, mend=CHOOSE)])
    if target.exists():
        raise Refused([Fault("target-exists", str(target), expected=ABSENT, mend=CHOOSE)])
    done = migrate(old, read_programme(find_programme(options.programme)), {name: Path(file) for name, file in read_members(options).items()})

    def write(beside: Path) -> None:
        beside.write_bytes(done.data)

    replace_file(target, write)
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.views.json_view import migrated_json

            print(migrated_json(done, target.as_posix(), lang))
        elif not options.quiet:
            from optimiser.views.migrate_view import print_migrated

            print_migrated(done, target.as_posix(), lang)
    return DONE
