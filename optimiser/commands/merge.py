"""`optimiser merge`: two people changed copies of one input workbook; both their changes in one file, and what they must agree on."""

from __future__ import annotations

import argparse

from optimiser.commands.options import add_output
from optimiser.exits import DONE, GIVEN
from optimiser.language import Lang, Text

BASE = Text("het werkboek waar beiden van uitgingen", "the workbook that both started from")
MINE = Text("uw kopie; haar opmaak, opmerkingen en eigen kolommen blijven", "your copy; its layout, comments and own columns are kept")
THEIRS = Text("de kopie van de ander", "the other one's copy")
OUT = Text("het nieuwe werkboek (bestaat nog niet)", "the new workbook (not there yet)")

PROGRAMME = Text(
    "programma van de werkboeken, voor bladen met eigen dimensies in twee talen (standaard: dat op Leesmij)",
    "programme of the workbooks, for sheets of dimensions of one's own in two languages (default: the one on Read me)",
)


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `merge`."""
    parser.add_argument("base", metavar="BASE.xlsx", help=BASE[lang])
    parser.add_argument("mine", metavar="MINE.xlsx", help=MINE[lang])
    parser.add_argument("theirs", metavar="THEIRS.xlsx", help=THEIRS[lang])
    parser.add_argument("--out", metavar="MERGED.xlsx", required=True, help=OUT[lang])
    parser.add_argument("--programme", metavar="PROGRAMME", help=PROGRAMME[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Says what came from whom; 2 when there are conflicts, which the written workbook shows as well."""
    from optimiser.merging.merge import merge

    merged = merge(options.base, options.mine, options.theirs, out=options.out, lang=lang, programme=options.programme)
    if options.json:
        from optimiser.views.merge_view import merge_json

        print(merge_json(merged))
    else:
        from optimiser.views.merge_view import print_merge

        print_merge(merged, lang, quiet=options.quiet)
    return GIVEN if merged.conflicts else DONE
