"""`optimiser template`: an empty input workbook for a programme."""

from __future__ import annotations

import argparse
from pathlib import Path

from optimiser.commands.options import DEFAULT, PROGRAMME, add_members, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

OUT = Text("bestand (standaard: de naam uit het programma, in deze map)", "file (default: the programme's own name, in this folder)")
FILL = Text("vul het met de cijfers van het programma", "fill it with the programme's figures")
FROM = Text(
    "vul het met de cijfers van dit werkboek (standaard: dat van het programma)",
    "fill it with the figures of this workbook (default: the programme's own)",
)
WROTE = Text(
    "Geschreven: {path}. Vul de gele vakken en geef: optimiser check{programme} --input {path}",
    "Written: {path}. Fill the yellow cells, then: optimiser check --lang en{programme} --input {path}",
)
MAKE_WAY = Text("kies met --out een ander bestand", "choose another file with --out")
ABSENT = Text("een bestand dat nog niet bestaat", "a file that does not exist yet")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `template`."""
    parser.add_argument("programme", nargs="?", default=DEFAULT, metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--out", metavar="FILE", help=OUT[lang])
    parser.add_argument("--filled", action="store_true", help=FILL[lang])
    parser.add_argument("--input", metavar="FILE", help=FROM[lang])
    add_members(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Writes the workbook; never over one that is there. Raises `Refused`."""
    from optimiser.faults import Fault, Refused
    from optimiser.places import find_input, find_programme
    from optimiser.programme_file import read_programme
    from optimiser.reading.sheets import read_book
    from optimiser.template import write_book
    from optimiser.workbook import figures_of

    path = find_programme(options.programme)
    programme = read_programme(path)
    target = Path(options.out or programme.programme.input)
    if target.exists():
        raise Refused([Fault("target-exists", str(target), expected=ABSENT, mend=MAKE_WAY)])
    members = {name: Path(file) for name, file in read_members(options).items()}
    filled = options.filled or options.input is not None or bool(members)
    figures = figures_of(read_book(find_input(path, programme.programme.input, options.input)), programme, members)[0] if filled else None
    write_book(target, programme, figures, lang)
    named = "" if options.programme == DEFAULT else f" {options.programme}"
    print(say(WROTE, lang, path=target.as_posix(), programme=named))
    return DONE
