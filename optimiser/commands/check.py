"""`optimiser check`: all faults at once; solves nothing."""

from __future__ import annotations

import argparse
from contextlib import suppress

from optimiser.commands.options import add_output, add_programme
from optimiser.exits import DONE, GIVEN
from optimiser.language import Lang, Text

FINE = Text(
    "Geen fouten: programma en werkboek zijn in orde, alle scenario's ook.", "No faults: programme and workbook are fine, and so are all scenarios."
)


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `check`."""
    add_programme(parser, lang)
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Shows faults and warnings; 2 when there is at least one fault."""
    from optimiser.run import check

    faults = check(options.programme, input=options.input)
    wrong = any(not fault.warning for fault in faults)
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.json_view import faults_json

            print(faults_json(faults, lang))
        else:
            from optimiser.screen import print_faults

            print_faults([fault for fault in faults if not (fault.warning and options.quiet)], lang)
            if not wrong and not options.quiet:
                print(FINE[lang])
    return GIVEN if wrong else DONE
