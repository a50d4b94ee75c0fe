"""`optimiser check`: all faults at once, on screen and where asked for in a file; solves nothing."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from optimiser.commands.options import add_members, add_output, add_programme, read_members
from optimiser.exits import DONE, GIVEN
from optimiser.language import Lang, Text, say

FINE = Text(
    "Geen fouten: programma en werkboek zijn in orde, alle scenario's ook.", "No faults: programme and workbook are fine, and so are all scenarios."
)
REPORT = Text(
    "schrijf de fouten ook naar een bestand: .xlsx (uw werkboek met de fouten erin gemerkt), .csv of .json",
    "also write the faults to a file: .xlsx (your workbook with the faults marked in it), .csv or .json",
)
WROTE = Text("Geschreven: {path}", "Written: {path}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `check`."""
    add_programme(parser, lang)
    add_members(parser, lang)
    parser.add_argument("--report", metavar="FILE", help=REPORT[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Shows faults and warnings; 2 when there is at least one fault. Raises `Refused` when the report cannot be written."""
    from optimiser.run import check, find_files
    from optimiser.views.busy_line import busy_line

    target = None if options.report is None else Path(options.report)
    model, workbook = find_files(options.programme, options.input)
    if target is not None:
        from optimiser.reporting import refuse_target

        refuse_target(target, [path for path in (model, workbook) if path is not None])
    with busy_line(lang, quiet=options.quiet):
        faults = check(options.programme, input=options.input, members=read_members(options))
    wrong = any(not fault.warning for fault in faults)
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.views.json_view import faults_json

            print(faults_json(faults, lang))
        else:
            from optimiser.views.screen import print_faults

            print_faults([fault for fault in faults if not (fault.warning and options.quiet)], lang)
            if not wrong and not options.quiet:
                print(FINE[lang])
    if target is not None:
        from optimiser.reporting import write_report

        write_report(target, faults, workbook, lang)
        if not options.quiet:
            print(say(WROTE, lang, path=target.as_posix()), file=sys.stderr)
    return GIVEN if wrong else DONE
