"""`optimiser report`: one page that tells a case or a written plan in words and pictures."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import BY, DEFAULT, INPUT, add_case, add_members, add_output, add_phase, read_members
from optimiser.exits import DONE, NO_PLAN, UNPROVED
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.reported import Progress
    from optimiser.told_desk import ReportData

WHAT = Text(
    "naam van een programma, pad naar een TOML-bestand, of een plan dat al geschreven is: het werkboek of zijn map (standaard: taz)",
    "name of a programme, path to a TOML file, or a plan that is written already: its workbook or folder (default: taz)",
)
MODEL = Text("bij een geschreven plan: het model waarmee gerekend is", "with a written plan: the model that the run was made from")
OUT = Text(
    "bestand op .html (standaard: report.html in reports/<programma>/<scenario>, of naast het plan)",
    "file ending in .html (default: report.html in reports/<programme>/<scenario>, or beside the plan)",
)
WROTE = Text("Geschreven: {path}", "Written: {path}")
REFUTED = Text(
    "De controle weerlegt dit plan: {what}. Er is geen verslag van gemaakt. optimiser verify toont alles.",
    "The check refutes this plan: {what}. No report was made of it. optimiser verify shows it all.",
)


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `report`."""
    parser.add_argument("programme", nargs="?", default=DEFAULT, metavar="PROGRAMME|PLAN", help=WHAT[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    parser.add_argument("--programme", dest="model", metavar="FILE", help=MODEL[lang])
    add_members(parser, lang)
    add_case(parser, lang)
    add_phase(parser, lang)
    add_output(parser, lang)
    parser.add_argument("--by", default="", metavar="NAME", help=BY[lang])
    parser.add_argument("--out", metavar="FILE", help=OUT[lang])


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Asks and writes. Raises `Refused`; 3 when there is no plan (the page says why), 4 when a plan is not what its run proved."""
    from optimiser.exporting import Refuted, find_book
    from optimiser.reported import NAME, is_plan, refuse_target, write_report
    from optimiser.views.section_screen import progress

    if options.out:
        # Nobody waits for the answers first.
        refuse_target(Path(options.out))
    written = is_plan(options.programme)
    try:
        with progress(quiet=options.quiet or options.json) as so_far:
            data = _of_plan(options, so_far) if written else _of_case(options, so_far)
    except Refuted as refuted:
        print(say(REFUTED, lang, what=str(refuted)), file=sys.stderr)
        return UNPROVED
    folder = find_book(Path(options.programme)).parent if written else _folder(data)
    target = write_report(data, options.out or folder / NAME, lang)
    with suppress(BrokenPipeError):
        _tell(data, target, options, lang)
    return DONE if data.record.conflict is None else NO_PLAN


def _of_case(options: argparse.Namespace, so_far: Progress) -> ReportData:
    from optimiser.reported import report
    from optimiser.scenario import read_set

    return report(
        options.model or options.programme,
        scenario=options.scenario,
        overrides=[read_set(text) for text in options.set],
        input=options.input,
        solver=options.solver,
        unit=options.unit,
        reason=options.reason,
        by=options.by,
        phase=options.phase,
        budget_year=options.budget_year,
        adopted=options.adopted,
        members=read_members(options),
        progress=so_far,
    )


def _of_plan(options: argparse.Namespace, so_far: Progress) -> ReportData:
    from optimiser.reported import refuse_changes, report_plan
    from optimiser.scenario import BASE

    asked = (options.set, options.phase, options.budget_year, options.adopted, options.reason, options.by)
    refuse_changes(options.programme, any(asked) or options.unit is not None or options.scenario != BASE)
    return report_plan(options.programme, programme=options.model, input=options.input, members=read_members(options), progress=so_far)


def _folder(data: ReportData) -> Path:
    from optimiser.commands.solve import folder_name

    return Path("reports") / data.record.programme / folder_name(data.record)


def _tell(data: ReportData, target: Path, options: argparse.Namespace, lang: Lang) -> None:
    if options.json:
        import json

        print(json.dumps({**data.as_json(), "files": {"report": target.as_posix()}}, ensure_ascii=False, indent=1))
        return
    if options.quiet:
        return
    if data.record.conflict is not None:
        print(data.record.conflict.sentence[lang], file=sys.stderr)
    if data.why_not[lang]:
        print(data.why_not[lang], file=sys.stderr)
    print(say(WROTE, lang, path=target.as_posix()))
