"""`optimiser compare`: plans side by side, and what makes the difference between them."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import INPUT, REASON, SET, add_members, add_output, read_members
from optimiser.exits import DONE, NO_PLAN
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.comparison import Comparison

VARIANTS = Text(
    "wat naast elkaar komt, het eerste is het uitgangspunt: scenario (base), samen (cut-14+iza-100), met eigen wijziging "
    "(base:rule.growth-path.2025=0.60), planwerkboek, record.json, map van een berekening of invoerwerkboek",
    "what stands side by side, the first is the reference: scenario (base), together (cut-14+iza-100), with a change of its own "
    "(base:rule.growth-path.2025=0.60), plan workbook, record.json, folder of a run, or input workbook",
)
PROGRAMME = Text(
    "programma van de scenario's (standaard: dat van het eerste bestand, anders taz)",
    "programme of the scenarios (default: that of the first file, else taz)",
)
SCENARIO = Text("nog een scenario om te vergelijken (herhaalbaar)", "another scenario to compare (repeatable)")
ALL_SCENARIOS = Text("{what}; geldt voor elk scenario hier", "{what}; holds for every scenario here")
YEARS = Text(
    "ook van jaar op jaar: budget en herverdeling, bijv. --years 2024 2025", "also between two years: budget and reallocation, e.g. --years 2024 2025"
)
YEAR = Text("JAAR", "YEAR")
OUT = Text("map voor compare.xlsx en compare.html", "folder for compare.xlsx and compare.html")
ELSEWHERE = Text("een map zonder de bestanden die vergeleken worden", "a folder without the files that are compared")
CHOOSE = Text("kies met --out een andere map", "choose another folder with --out")
WROTE = Text("Geschreven: {files}", "Written: {files}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `compare`."""
    parser.add_argument("variants", nargs="*", metavar="A B", help=VARIANTS[lang])
    parser.add_argument("--scenario", action="append", default=[], metavar="NAME", help=SCENARIO[lang])
    parser.add_argument("--programme", metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    add_members(parser, lang)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=say(ALL_SCENARIOS, lang, what=SET))
    parser.add_argument("--reason", default="", help=REASON[lang])
    parser.add_argument("--years", nargs=2, metavar=(YEAR[lang], YEAR[lang]), help=YEARS[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Compares, tells and writes; 3 when not one of the plans exists."""
    from optimiser.comparing.told import compare
    from optimiser.scenario import read_set
    from optimiser.views.section_screen import print_all, progress

    with progress(quiet=options.quiet or options.json) as told_so_far:
        told = compare(
            *options.variants,
            *options.scenario,
            programme=options.programme,
            input=options.input,
            members=read_members(options),
            overrides=[read_set(text) for text in options.set],
            reason=options.reason,
            years=options.years,
            progress=told_so_far,
        )
    files = _write(told, [*options.variants], Path(options.out), lang) if options.out else {}
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.views.compare_json import compare_json

            print(compare_json(told, lang, files))
        elif not options.quiet:
            from optimiser.reports.compare.sections import about, sections, title

            print_all(title(told, lang), about(told, lang), sections(told, lang, short=True))
            if files:
                print(say(WROTE, lang, files=", ".join(files.values())))
    return NO_PLAN if told.status == "infeasible" else DONE


def _write(told: Comparison, given: list[str], folder: Path, lang: Lang) -> dict[str, str]:
    """The workbook and the page. Raises `Refused` when one of them would replace what is compared."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder
    from optimiser.reports.compare import book, page

    targets = {"workbook": folder / "compare.xlsx", "page": folder / "compare.html"}
    inputs = {Path(one).resolve() for one in given}
    if clash := [path for path in targets.values() if path.resolve() in inputs]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    make_folder(folder)
    book.write(told, targets["workbook"], lang)
    page.write(told, targets["page"], lang)
    return {name: path.as_posix() for name, path in targets.items()}
