"""`optimiser solve`: the main job."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from optimiser.commands.options import BY, OUT, add_case, add_members, add_output, add_phase, add_programme, read_members
from optimiser.exits import DONE, NO_PLAN, UNPROVED
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.faults import Fault
    from optimiser.record import Record
    from optimiser.run import Case

SAVE_LP = Text("schrijf het lineaire programma naar dit bestand (.lp of .mps)", "write the linear program to this file (.lp or .mps)")
WROTE = Text("Geschreven: {files}", "Written: {files}")
LP_NAME = Text("een bestandsnaam op .lp of .mps", "a file name ending in .lp or .mps")
NAME_IT = Text("bijvoorbeeld --save-lp plan.lp", "for example --save-lp plan.lp")
RELAXED = Text(
    "{file} is het lineaire programma zonder de regels die alles of niets zijn ({rules}): die kent deze vorm niet. Het optimum ervan is de grens in "
    "het bewijs, niet het plan.",
    "{file} is the linear program without the rules that are all or nothing ({rules}): this form does not know those. Its optimum is the bound in "
    "the proof, not the plan.",
)
NOT_READ_BACK = Text("De controle weerlegt het geschreven werkboek: {what}", "The check refutes the written workbook: {what}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `solve`."""
    add_programme(parser, lang)
    add_members(parser, lang)
    add_case(parser, lang)
    add_phase(parser, lang)
    add_output(parser, lang)
    parser.add_argument("--by", default="", metavar="NAME", help=BY[lang])
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    parser.add_argument("--save-lp", metavar="FILE", help=SAVE_LP[lang])


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Reads, solves, proves, writes, reads back. Returns the exit code."""
    from optimiser.run import read_case, solve_record
    from optimiser.scenario import read_set
    from optimiser.views.busy_line import busy_line
    from optimiser.writing import moved, write_all

    sets = [read_set(text) for text in options.set]
    given = (options.input, options.reason, options.phase, options.budget_year, options.adopted, read_members(options))
    with busy_line(lang, quiet=options.quiet):
        case = read_case(options.programme, options.scenario, sets, *given)
    if case.warnings and not options.quiet and not options.json:
        from optimiser.views.screen import print_faults

        print_faults(case.warnings, lang)
    if options.save_lp:
        _save_lp(case, Path(options.save_lp), lang, options.quiet)
    with busy_line(lang, quiet=options.quiet):
        record = solve_record(case, options.solver, options.unit, options.by)
        folder = Path(options.out) if options.out else Path("reports") / record.programme / folder_name(record)
        journal = folder if options.out else folder.parent
        record, wrong = write_all(record, folder, lang, journal, keep=(case.path, case.workbook, *case.members.values()))
    with suppress(BrokenPipeError):
        _tell(record, options, lang, case.warnings)
        if (options.quiet or record.conflict is not None) and not options.json and (note := moved(record)):
            print(note[lang], file=sys.stderr)
        if wrong:
            print(say(NOT_READ_BACK, lang, what=wrong), file=sys.stderr)
    return UNPROVED if wrong else DONE if record.conflict is None else NO_PLAN


def folder_name(record: Record) -> str:
    """A folder for every scenario and phase: `base`, `cut-14+iza-100`, `2024-vjn`, `2024-vjn+cut-14`; `base+set` for what `--set` changed.

    So a what-if never takes the place of the plan it is a what-if of.
    """
    scenario = record.scenario.replace(",", "+")
    tried = "+set" if any(one.origin == "--set" for one in record.overrides) else ""
    if record.cycle is None:
        return scenario + tried
    phase = f"{record.cycle.budget_year}-{record.cycle.phase}"
    return phase + ("" if scenario == "base" else f"+{scenario}") + tried


def _tell(record: Record, options: argparse.Namespace, lang: Lang, warnings: Sequence[Fault]) -> None:
    if options.json:
        from optimiser.views.json_view import solve_json

        print(solve_json(record, lang, warnings))
    elif record.conflict is not None:
        print(record.conflict.sentence[lang])
    elif not options.quiet:
        from optimiser.views.screen import print_plan

        print_plan(record, lang)
        print(say(WROTE, lang, files=", ".join(record.files.values())))


def _save_lp(case: Case, path: Path, lang: Lang, quiet: bool) -> None:
    """Raises `Refused` for a name that does not say in which form to write. What the form cannot say stands in its first line and on stderr."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder, replace_file
    from optimiser.goals import GOALS
    from optimiser.lp.highs import write
    from optimiser.lp.program import build
    from optimiser.problem import make_problem

    if path.suffix not in (".lp", ".mps"):
        raise Refused([Fault("lp-name", "--save-lp", found=str(path), expected=LP_NAME, mend=NAME_IT)])
    problem = make_problem(case.grid, case.rules, GOALS[case.programme.goal.kind])
    arrays, _ = build(problem)
    whole = ", ".join(dict.fromkeys(choice.rule for choice in problem.choices))
    note = say(RELAXED, lang, file=path.name, rules=whole) if whole else ""
    make_folder(path.parent)
    with TemporaryDirectory() as own:
        # HiGHS ends the whole process when it cannot write, so it writes where it surely can.
        made = Path(own) / f"program{path.suffix}"
        write(arrays, str(made))
        if note:
            made.write_text(("\\ " if path.suffix == ".lp" else "* ") + note + "\n" + made.read_text("utf-8"), encoding="utf-8")
        replace_file(path, partial(shutil.copyfile, made))
    if note and not quiet:
        print(note, file=sys.stderr)
