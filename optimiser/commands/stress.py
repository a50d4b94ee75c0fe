"""`optimiser stress`: what happens to a plan when estimates turn out lower or higher, one by one and all at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import REASON, add_changes, add_members, add_output, add_phase, add_programme, read_members
from optimiser.commands.solve import NOT_READ_BACK, WROTE, folder_name
from optimiser.exits import DONE, INTERRUPTED, NO_PLAN, UNPROVED
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.stressed import Stressed

PLAN = Text(
    "planwerkboek dat beproefd wordt, ook een dat met de hand is veranderd, hersteld of vastgesteld (standaard: het beste plan)",
    "plan workbook to put to the test, also one changed by hand, repaired or adopted (default: the best plan)",
)
SHAPE = Text(
    "vorm tussen laag, midden en hoog: triangular (standaard), uniform of pert",
    "shape between low, central and high: triangular (default), uniform or pert",
)
CORRELATION = Text(
    "samenhang tussen alle schattingen, 0 tot 1 (standaard 0.3); of hoger binnen een ruimte: innovatie=0.5 (herhaalbaar)",
    "correlation between all estimates, 0 to 1 (default 0.3); or higher inside a space: innovatie=0.5 (repeatable)",
)
SEED = Text("getal waarmee dezelfde trekkingen opnieuw te maken zijn (standaard 1)", "number with which the same draws can be made again (default 1)")
DRAWS = Text("aantal trekkingen (standaard 1000)", "number of draws (default 1000)")
GAMMA = Text(
    "hoeveel schattingen tegelijk mogen tegenvallen, met komma's (standaard 0,1,2,3,all)",
    "how many estimates may disappoint at once, with commas (default 0,1,2,3,all)",
)
TAIL = Text(
    "welk deel van de slechtste trekkingen het voorzichtige plan weegt (standaard 0.1)",
    "which part of the worst draws the careful plan weighs (default 0.1)",
)
WEIGHT = Text(
    "hoe zwaar dat deel weegt tegen het gemiddelde, 0 tot 1 (standaard 0.5)", "how much that part weighs against the mean, 0 to 1 (default 0.5)"
)
SCENARIOS = Text("hoeveel trekkingen het voorzichtige plan gebruikt (standaard 100)", "how many draws the careful plan uses (default 100)")
ONLY = Text(
    "alleen deze onderdelen, met komma's: tornado, break-even, robust, careful, draws",
    "only these parts, with commas: tornado, break-even, robust, careful, draws",
)
RESUME = Text("ga verder met trekkingen die eerder zijn afgebroken", "go on with draws that were broken off before")
CLUSTER = Text(
    "laat werkers elders de trekkingen doen: adres van een Dask-scheduler", "let workers elsewhere do the draws: address of a Dask scheduler"
)
OUT = Text(
    "map voor stress.xlsx, .html en .json (standaard: reports/<programma>/<scenario>-stress)",
    "folder for stress.xlsx, .html and .json (default: reports/<programme>/<scenario>-stress)",
)
GO_ON = Text(
    "Afgebroken na {count:num} van {asked:num} trekkingen; die zijn bewaard in {folder}. Ga verder met dezelfde opdracht en --resume.",
    "Broken off after {count:num} of {asked:num} draws; those are kept in {folder}. Go on with the same command and --resume.",
)
RESUMED = Text("Verder gegaan met {count:num} trekkingen die er al waren.", "Went on with {count:num} draws that were there already.")
NOTHING_TO_RESUME = Text("Er was niets om mee verder te gaan: alle trekkingen zijn gedaan.", "There was nothing to go on with: all draws were done.")
PIECES = "pieces"
WRITE = Text(
    "schrijf ook plannen als planwerkboek: robust:2, robust:all of careful, met komma's (herhaalbaar)",
    "also write plans as plan workbooks: robust:2, robust:all or careful, with commas (repeatable)",
)


PLACES = Text("alle delen, van {cells} plaatsen voor geld", "all parts, of {cells} places for money")
A_PART = Text("een deel tegelijk: samen duren zij bij deze omvang uren", "one part at a time: at this size they take hours together")
ASK_TORNADO = Text(
    "vraag --only tornado (enkele minuten), of --only draws --draws 100", "ask --only tornado (a few minutes), or --only draws --draws 100"
)


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `stress`."""
    add_programme(parser, lang)
    add_members(parser, lang)
    parser.add_argument("--plan", metavar="PLAN.xlsx", help=PLAN[lang])
    add_changes(parser, lang)
    parser.add_argument("--reason", default="", help=REASON[lang])
    add_phase(parser, lang)
    parser.set_defaults(programme=None, scenario=None)
    parser.add_argument("--shape", default="triangular", metavar="SHAPE", help=SHAPE[lang])
    parser.add_argument("--correlation", action="append", default=[], metavar="R", help=CORRELATION[lang])
    parser.add_argument("--seed", default="1", metavar="N", help=SEED[lang])
    parser.add_argument("--draws", default="1000", metavar="N", help=DRAWS[lang])
    parser.add_argument("--gamma", default="0,1,2,3,all", metavar="N,N", help=GAMMA[lang])
    parser.add_argument("--tail", default="0.1", metavar="PART", help=TAIL[lang])
    parser.add_argument("--weight", default="0.5", metavar="PART", help=WEIGHT[lang])
    parser.add_argument("--scenarios", metavar="N", help=SCENARIOS[lang])
    parser.add_argument("--only", metavar="PART,PART", help=ONLY[lang])
    parser.add_argument("--write", action="append", default=[], metavar="PLAN", help=WRITE[lang])
    parser.add_argument("--resume", action="store_true", help=RESUME[lang])
    parser.add_argument("--cluster", default="", metavar="ADDRESS", help=CLUSTER[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Reads, asks, writes, tells. Returns the exit code; 130 when the draws were broken off, with what was finished written."""
    from optimiser.case import WIDE
    from optimiser.desk.batch import forget_key
    from optimiser.desk.questions import PARTS
    from optimiser.scenario import read_set
    from optimiser.stressing.asking import Work, ask, read
    from optimiser.views.section_screen import progress

    asked = {key: getattr(options, key) for key in ("shape", "correlation", "seed", "draws", "gamma", "tail", "weight", "scenarios", "write")}
    task = read(
        options.programme,
        plan=options.plan,
        scenario=options.scenario,
        overrides=[read_set(text) for text in options.set],
        input=options.input,
        members=read_members(options),
        reason=options.reason,
        phase=options.phase,
        budget_year=options.budget_year,
        adopted=options.adopted,
        **asked,
        only=PARTS if options.only is None else options.only,
    )
    if options.only is None and task.case.grid.size >= WIDE:
        raise _too_much(task.case.grid.size, lang)
    about = task.about
    folder = Path(options.out) if options.out else Path("reports") / about.programme / f"{folder_name(about)}-stress"
    with progress(quiet=options.quiet or options.json) as tell:
        told = ask(task, Work(folder / PIECES, options.resume, options.cluster, tell))
    if told.about.conflict is not None:
        print(told.about.conflict.sentence[lang])
        return NO_PLAN
    keep = (task.case.path, task.case.workbook, *task.case.members.values(), *([Path(options.plan)] if options.plan else []))
    files, wrong = _write(told, folder, options, keep, lang)
    if not told.broken_off:
        forget_key(told.pieces, folder / PIECES)
    with suppress(BrokenPipeError):
        _tell(told, options, folder, files, lang)
        if wrong:
            print(say(NOT_READ_BACK, lang, what=wrong), file=sys.stderr)
    return INTERRUPTED if told.broken_off else UNPROVED if wrong else DONE


def _too_much(cells: int, lang: Lang) -> Exception:
    """All parts at once, asked of a wide programme."""
    from optimiser.faults import Fault, Refused
    from optimiser.language import number

    return Refused([Fault("choose-part", "--only", found=say(PLACES, lang, cells=number(cells, lang)), expected=A_PART, mend=ASK_TORNADO)])


def _write(told: Stressed, folder: Path, options: argparse.Namespace, keep: Sequence[Path], lang: Lang) -> tuple[dict[str, str], str]:
    """The workbook, the page, the JSON and the plans that were asked for: (files by name, the first refutation or ""). Raises `Refused`."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder, replace_text, same_file
    from optimiser.reports.stress import book, page
    from optimiser.views.stress_json import stress_json
    from optimiser.writing import CHOOSE, ELSEWHERE, write_all

    targets = {"workbook": folder / "stress.xlsx", "page": folder / "stress.html", "json": folder / "stress.json"}
    if clash := [path for path in targets.values() if any(same_file(path, one) for one in keep)]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    make_folder(folder)
    files, wrong = {name: path.as_posix() for name, path in targets.items()}, ""
    for name, record in told.plans:
        written, refuted = write_all(record, folder / name, lang, folder if options.out else folder.parent, keep)
        files[name] = written.files["plan"]
        wrong = wrong or refuted
    book.write(told, targets["workbook"], lang)
    page.write(told, targets["page"], lang)
    names = {name: Path(path).relative_to(folder).as_posix() for name, path in files.items()}
    replace_text(targets["json"], stress_json(told, lang, names) + "\n")
    return files, wrong


def _tell(told: Stressed, options: argparse.Namespace, folder: Path, files: dict[str, str], lang: Lang) -> None:
    if options.resume and not options.quiet:
        print(say(RESUMED if told.resumed else NOTHING_TO_RESUME, lang, count=told.resumed), file=sys.stderr)
    if options.json:
        from optimiser.views.stress_json import stress_json

        print(stress_json(told, lang, files))
    elif not options.quiet:
        from optimiser.reports.stress.sections import about, sections, title
        from optimiser.views.section_screen import print_all

        print_all(title(told, lang), about(told, lang), sections(told, lang, brief=True))
        print(say(WROTE, lang, files=", ".join(files.values())))
    if told.broken_off and told.drawn is not None:
        place = (folder / PIECES).as_posix()
        print(say(GO_ON, lang, count=told.drawn.count, asked=told.drawn.declared.count, folder=place), file=sys.stderr)
