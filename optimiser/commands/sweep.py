"""`optimiser sweep`: one or two numbers over a range; at every point the plan, what it brings and what changes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from optimiser.commands.options import REASON, UNIT, add_changes, add_members, add_output, add_programme, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

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
ELSEWHERE = Text("een map zonder de invoer van deze berekening", "a folder without the inputs of this run")
CHOOSE = Text("kies met --out een andere map", "choose another folder with --out")
WROTE = Text("Geschreven: {files}", "Written: {files}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `sweep`."""
    parser.epilog = MORE[lang]
    add_programme(parser, lang)
    add_members(parser, lang)
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
    from optimiser.reports.sweep import book, page
    from optimiser.scenario import read_set
    from optimiser.views.section_screen import progress

    paths = targets(options, "sweep")
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
            members=read_members(options),
            reason=options.reason,
            unit=options.unit,
            progress=told_so_far,
            kept=(Path(options.out) if options.out else Path("reports")) / KEPT,
            resume=options.resume,
            cluster=options.cluster,
        )
    files = write_both(paths, lambda path: book.write(swept, path, lang), lambda path: page.write(swept, path, lang))
    with suppress(BrokenPipeError):
        if options.json:
            from optimiser.views.sweep_json import sweep_json

            print(sweep_json(swept, lang, files))
        elif not options.quiet:
            from optimiser.reports.sweep.sections import about, sections, title
            from optimiser.views.section_screen import print_all

            print_all(title(swept, lang), about(swept, lang), sections(swept, lang))
            if files:
                print(say(WROTE, lang, files=", ".join(files.values())))
    return DONE


def targets(options: argparse.Namespace, name: str) -> dict[str, Path]:
    """Where the workbook and the page go; nothing without --out. Raises `Refused` when one of them would replace programme or input workbook."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import same_file
    from optimiser.run import find_files

    if not options.out:
        return {}
    paths = {"workbook": Path(options.out) / f"{name}.xlsx", "page": Path(options.out) / f"{name}.html"}
    given = [one for one in find_files(options.programme, options.input) if one is not None]
    if clash := [path for path in paths.values() if any(same_file(path, one) for one in given)]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    return paths


def write_both(paths: dict[str, Path], book: Callable[[Path], None], page: Callable[[Path], None]) -> dict[str, str]:
    """Writes what was asked for and says where."""
    from optimiser.files import make_folder

    for key, write in (("workbook", book), ("page", page)):
        if key in paths:
            make_folder(paths[key].parent)
            write(paths[key])
    return {name: path.as_posix() for name, path in paths.items()}
