"""`optimiser score`: judges a split made by hand; optimises nothing but the flows behind it."""

from __future__ import annotations

import argparse

from optimiser.commands.options import ADOPTED, add_members, add_output, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text

FILE = Text(
    "planwerkboek waarvan de kolom plan veranderd is, of een werkboek met een blad Referentie (bedrag per ruimte en jaar)",
    "plan workbook with a changed plan column, or a workbook with a Reference sheet (amount per space and year)",
)
PROGRAMME = Text("programma (standaard: dat van het werkboek, anders taz)", "programme (default: the workbook's own, else taz)")
INPUT = Text("invoerwerkboek (standaard: dat van het programma)", "input workbook (default: the programme's own)")
SCENARIO = Text("scenario (standaard: dat van het werkboek, anders base)", "scenario (default: the workbook's own, else base)")
SET = Text("als bij solve", "as for solve")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `score`."""
    parser.add_argument("plan", metavar="PLAN.xlsx", help=FILE[lang])
    parser.add_argument("--programme", metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    parser.add_argument("--scenario", metavar="NAME", help=SCENARIO[lang])
    parser.add_argument("--adopted", metavar="DIR", help=ADOPTED[lang])
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=SET[lang])
    add_members(parser, lang)
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Says the effect, every broken rule with by how much, and the distance to the best plan."""
    from optimiser.scenario import read_set
    from optimiser.scoring import score
    from optimiser.views.busy_line import busy_line

    with busy_line(lang, quiet=options.quiet):
        scored = score(
            options.plan,
            programme=options.programme,
            input=options.input,
            scenario=options.scenario,
            adopted=options.adopted,
            members=read_members(options),
            overrides=[read_set(text) for text in options.set],
        )
    if options.json:
        from optimiser.views.json_view import score_json

        print(score_json(scored, lang))
    elif not options.quiet:
        from optimiser.views.screen import print_score

        print_score(scored, lang)
        if scored.edited is not None:
            from optimiser.views.edit_screen import print_sent

            print_sent(scored, scored.edited.lines, lang)
    return DONE
