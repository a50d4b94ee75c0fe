"""`optimiser frontier`: the goal along one number, piece by piece: where it bends, what a step is worth, where no plan exists."""

from __future__ import annotations

import argparse
from contextlib import suppress

from optimiser.commands.options import REASON, add_changes, add_members, add_output, add_programme, read_members
from optimiser.commands.sweep import WROTE, add_range, targets, write_both
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

POINTS = Text(
    "aantal punten, alleen voor een getal dat niet recht door het probleem loopt (standaard 13)",
    "number of points, only for a number that does not go straight through the problem (default 13)",
)
OUT = Text("map voor frontier.xlsx en frontier.html", "folder for frontier.xlsx and frontier.html")
MORE = Text(
    "Bijvoorbeeld: optimiser frontier --set-range rule.growth-path.2025=0.40:0.90, of --set-range source.kipz.2025=150000000:250000000.",
    "For example: optimiser frontier --set-range rule.growth-path.2025=0.40:0.90, or --set-range source.kipz.2025=150000000:250000000.",
)


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `frontier`."""
    parser.epilog = MORE[lang]
    add_programme(parser, lang)
    add_members(parser, lang)
    add_range(parser, lang)
    parser.add_argument("--points", type=int, metavar="N", help=POINTS[lang])
    add_changes(parser, lang)
    parser.add_argument("--reason", default="", help=REASON[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Traces, tells and writes; 0 also where parts have no plan: that is an answer."""
    from optimiser.desk.asking import frontier, one_range
    from optimiser.reports.frontier import book, page
    from optimiser.scenario import read_set
    from optimiser.views.section_screen import progress

    paths = targets(options, "frontier")
    with progress(quiet=options.quiet or options.json) as told_so_far:
        traced = frontier(
            options.programme,
            one_range(options.set_range),
            budget=options.budget,
            along=options.along,
            points=options.points,
            scenario=options.scenario,
            overrides=[read_set(text) for text in options.set],
            input=options.input,
            members=read_members(options),
            reason=options.reason,
            progress=told_so_far,
        )
    files = write_both(paths, lambda path: book.write(traced, path, lang), lambda path: page.write(traced, path, lang))
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.views.sweep_json import frontier_json

            print(frontier_json(traced, lang, files))
        elif not options.quiet:
            from optimiser.reports.frontier.sections import about, sections, title
            from optimiser.views.section_screen import print_all

            print_all(title(traced, lang), about(traced, lang), sections(traced, lang))
            if files:
                print(say(WROTE, lang, files=", ".join(files.values())))
    return DONE
