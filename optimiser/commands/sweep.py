"""`optimiser sweep`: one or two numbers over a range; at every point the plan, what it brings and what changes."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import REASON, UNIT, add_changes, add_output, add_programme
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.swept import Sweep

RANGE = Text(
    "een getal over een bereik, bijv. rule.growth-path.2025=0.40:0.75 of met stap =0.40:0.75:0.05; ten hoogste twee keer",
    "a number over a range, e.g. rule.growth-path.2025=0.40:0.75 or with a step =0.40:0.75:0.05; at most twice",
)
BUDGET = Text(
    "alle herkomstregels van zo veel tot zo veel procent, bijv. 80:120 of 80:120:5",
    "all source lines from so many to so many per cent, e.g. 80:120 or 80:120:5",
)
ALONG = Text(
    "een regel waarvan de bedragen met het budget meebewegen, bijv. stagefonds (herhaalbaar)",
    "a rule whose amounts move along with the budget, e.g. stagefonds (repeatable)",
)
POINTS = Text(
    "aantal punten van een bereik zonder stap (standaard 13; bij twee bereiken elk 7)",
    "number of points of a range without a step (default 13; with two ranges 7 each)",
)
RESUME = Text("ga verder met een doorloop die werd afgebroken", "go on with a sweep that was broken off")
CLUSTER = Text(
    "laat de werkers van deze Dask-scheduler rekenen, bijv. tcp://naam:8786",
    "have the workers of this Dask scheduler do the work, e.g. tcp://name:8786",
)
OUT = Text("map voor sweep.xlsx en sweep.html", "folder for sweep.xlsx and sweep.html")
MORE = Text(
    "Het minste geld voor een effect: optimiser sweep --scenario least-money --set-range rule.target-effect=7000:9000. "
    "Wat een budget doet: optimiser sweep --budget 90:110 --along stagefonds,vvt,execution --set rule.balance.at_most=1.",
    "The least money for an effect: optimiser sweep --scenario least-money --set-range rule.target-effect=7000:9000. "
    "What a budget does: optimiser sweep --budget 90:110 --along stagefonds,vvt,execution --set rule.balance.at_most=1.",
)
# Finished pieces of a large sweep stand here until it is done.
KEPT = ".sweep"
WROTE = Text("Geschreven: {files}", "Written: {files}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `sweep`."""
    parser.epilog = MORE[lang]
    add_programme(parser, lang)
    add_range(parser, lang)
    parser.add_argument("--points", type=int, metavar="N", help=POINTS[lang])
    add_changes(parser, lang)
    parser.add_argument("--reason", default="", help=REASON[lang])
    parser.add_argument("--unit", type=int, metavar="EUR", help=UNIT[lang])
    parser.add_argument("--resume", action="store_true", help=RESUME[lang])
    parser.add_argument("--cluster", default="", metavar="ADDRESS", help=CLUSTER[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    add_output(parser, lang)


def add_range(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """--set-range, --budget and --along."""
    parser.add_argument("--set-range", action="append", default=[], metavar="KEY=FROM:TO", help=RANGE[lang])
    parser.add_argument("--budget", metavar="FROM:TO", help=BUDGET[lang])
    parser.add_argument("--along", action="append", default=[], metavar="RULE", help=ALONG[lang])


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Sweeps, tells and writes; 0 also when some points have no plan: that is an answer."""
    from optimiser.desk.asking import sweep
    from optimiser.scenario import read_set
    from optimiser.section_screen import progress

    with progress(quiet=options.quiet or options.json) as told_so_far:
        swept = sweep(
            options.programme,
            options.set_range,
            budget=options.budget,
            along=options.along,
            points=options.points,
            scenario=options.scenario,
            overrides=[read_set(text) for text in options.set],
            input=options.input,
            reason=options.reason,
            unit=options.unit,
            progress=told_so_far,
            kept=(Path(options.out) if options.out else Path("reports")) / KEPT,
            resume=options.resume,
            cluster=options.cluster,
        )
    files = _write(swept, Path(options.out), lang) if options.out else {}
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.sweep_json import sweep_json

            print(sweep_json(swept, lang, files))
        elif not options.quiet:
            from optimiser.reports.sweep.sections import about, sections, title
            from optimiser.section_screen import print_all

            print_all(title(swept, lang), about(swept, lang), sections(swept, lang))
            if files:
                print(say(WROTE, lang, files=", ".join(files.values())))
    return DONE


def _write(swept: Sweep, folder: Path, lang: Lang) -> dict[str, str]:
    """The workbook and the page."""
    from optimiser.files import make_folder
    from optimiser.reports.sweep import book, page

    make_folder(folder)
    targets = {"workbook": folder / "sweep.xlsx", "page": folder / "sweep.html"}
    book.write(swept, targets["workbook"], lang)
    page.write(swept, targets["page"], lang)
    return {name: path.as_posix() for name, path in targets.items()}
