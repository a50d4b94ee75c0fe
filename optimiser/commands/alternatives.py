"""`optimiser alternatives`: what can change without losing much, other plans, and the smallest change of a plan there is."""

from __future__ import annotations

import argparse
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import BY, REASON, add_changes, add_members, add_output, add_phase, add_programme, read_members
from optimiser.exits import DONE, NO_PLAN, UNPROVED
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimiser.nearby.told import Alternatives
    from optimiser.record import Record

SLACK = Text(
    "zoveel procent mag het effect lager (herhaalbaar; standaard 0,5, 1, 2 en 5; andere plannen bij 2)",
    "so many per cent the effect may be lower (repeatable; default 0.5, 1, 2 and 5; other plans at 2)",
)
COUNT = Text("aantal andere plannen (standaard 3)", "number of other plans (default 3)")
FROM = Text(
    "kleinste wijziging van: published, last (het laatst vastgestelde plan) of een planwerkboek",
    "smallest change of: published, last (the newest adopted plan) or a plan workbook",
)
GAIN = Text(
    "deel van de mogelijke winst, bijv. 0.8 of 80%% (herhaalbaar; standaard 0, 20, 40, 60, 80 en 100%%)",
    "part of the possible gain, e.g. 0.8 or 80%% (repeatable; default 0, 20, 40, 60, 80 and 100%%)",
)
WRITE = Text(
    "schrijf de andere plannen als planwerkboek, of met een deel (0.8) de kleinste wijziging voor dat deel (herhaalbaar)",
    "write the other plans as plan workbooks, or with a part (0.8) the smallest change for that part (repeatable)",
)
OUT = Text(
    "map voor alternatives.xlsx, alternatives.html en geschreven plannen (met --write standaard: reports/<programma>/<scenario>-alternatives)",
    "folder for alternatives.xlsx, alternatives.html and written plans (with --write by default: reports/<programme>/<scenario>-alternatives)",
)
ONE_SLACK = Text(
    "Bij een programma van deze omvang ({cells:num} plaatsen voor geld) is alleen nagegaan wat {slack} minder effect toelaat; vraag met --slack om "
    "meer.",
    "In a programme of this size ({cells:num} places for money) only what {slack} less effect allows was asked; ask for more with --slack.",
)
WROTE = Text("Geschreven: {files}", "Written: {files}")
PLANS = "plans"
A_START = Text("ook --from, want anders is er geen plan om te wijzigen", "--from as well, or there is no plan to change")
GIVE_START = Text("bijvoorbeeld --from published --write 0.8", "for example --from published --write 0.8")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `alternatives`."""
    add_programme(parser, lang)
    add_members(parser, lang)
    parser.add_argument("--slack", action="append", default=[], metavar="%", help=SLACK[lang])
    parser.add_argument("--count", type=int, metavar="N", help=COUNT[lang])
    parser.add_argument("--from", dest="start", default="", metavar="PLAN", help=FROM[lang])
    parser.add_argument("--gain", action="append", default=[], metavar="PART", help=GAIN[lang])
    parser.add_argument("--write", action="append", default=[], nargs="?", const=PLANS, metavar="PART", help=WRITE[lang])
    add_changes(parser, lang)
    parser.add_argument("--reason", default="", help=REASON[lang])
    parser.add_argument("--by", default="", metavar="NAME", help=BY[lang])
    add_phase(parser, lang)
    parser.add_argument("--out", metavar="DIR", help=OUT[lang])
    add_output(parser, lang)
    # A plan workbook names its own programme and scenario.
    parser.set_defaults(programme=None, scenario=None)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Asks, tells and writes. Returns the exit code."""
    from optimiser.case import WIDE
    from optimiser.desk.least import PARTS
    from optimiser.desk.near import SLACKS
    from optimiser.nearby.asking import COUNT, SHOWN, near_case
    from optimiser.nearby.numbers import check_numbers, read_part, read_slack
    from optimiser.nearby.starting import read_start
    from optimiser.scenario import read_set
    from optimiser.views.section_screen import progress

    slacks = tuple(dict.fromkeys(read_slack(text) for text in options.slack)) or SLACKS
    wanted = tuple(read_part(text, "--write") for text in options.write if text != PLANS)
    parts = tuple(read_part(text, "--gain") for text in options.gain) or PARTS
    count = COUNT if options.count is None else options.count
    check_numbers(slacks, count, parts)
    if wanted and not options.start:
        raise _without_start(options.write)
    given = {name: getattr(options, name) for name in ("input", "reason", "phase", "budget_year", "adopted")}
    given["members"] = read_members(options)
    case, start = read_start(options.start, options.programme, options.scenario, [read_set(text) for text in options.set], **given)
    # Every question to a wide programme takes seconds, and each slack asks hundreds.
    short = not options.slack and case.grid.size >= WIDE
    slacks = (SHOWN,) if short else slacks
    with progress(quiet=options.quiet or options.json) as told_so_far:
        found = near_case(case, start, slacks, count, (*parts, *wanted), PLANS in options.write, wanted, options.by, told_so_far)
    keep = [case.path, case.workbook, *([] if start is None or start.file is None else [start.file])]
    files, wrong = _write(found, options, wanted, lang, keep) if found.status != "infeasible" else ({}, "")
    with suppress(BrokenPipeError):
        _tell(found, options, lang, files)
        if short and found.ranges and not (options.json or options.quiet):
            from optimiser.nearby.numbers import per_cent

            print(say(ONE_SLACK, lang, cells=case.grid.size, slack=per_cent(SHOWN, lang)))
        if wrong:
            _refuted(wrong, lang)
    return NO_PLAN if found.status == "infeasible" else UNPROVED if wrong else DONE


def _without_start(written: Sequence[str]) -> Exception:
    from optimiser.faults import Fault, Refused

    return Refused([Fault("write-without-from", "--write", found=", ".join(written), expected=A_START, mend=GIVE_START)])


def _tell(found: Alternatives, options: argparse.Namespace, lang: Lang, files: dict[str, str]) -> None:
    if options.json and found.record.conflict is not None:
        from optimiser.views.json_view import solve_json

        print(solve_json(found.record, lang))
    elif options.json:
        from optimiser.views.nearby_json import nearby_json

        print(nearby_json(found, lang, files))
    elif found.record.conflict is not None:
        print(found.record.conflict.sentence[lang])
    elif not options.quiet:
        from optimiser.reports.nearby.sections import about, sections, title
        from optimiser.views.section_screen import print_all

        print_all(title(found, lang), about(found, lang), sections(found, lang))
        if files:
            print(say(WROTE, lang, files=", ".join(files.values())))


def _refuted(wrong: str, lang: Lang) -> None:
    import sys

    from optimiser.commands.solve import NOT_READ_BACK

    print(say(NOT_READ_BACK, lang, what=wrong), file=sys.stderr)


def _write(
    found: Alternatives, options: argparse.Namespace, wanted: Sequence[Fraction], lang: Lang, keep: Sequence[Path]
) -> tuple[dict[str, str], str]:
    """The workbook, the page and the plans that were asked for; (files by name, the first refutation or ""). Raises `Refused`."""
    from optimiser.commands.solve import folder_name
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder, same_file
    from optimiser.reports.nearby import book, page
    from optimiser.writing import CHOOSE, ELSEWHERE, write_all

    if not options.out and not options.write:
        return {}, ""
    home = Path("reports") / found.record.programme
    folder = Path(options.out) if options.out else home / f"{folder_name(found.record)}-alternatives"
    targets = {"workbook": folder / "alternatives.xlsx", "page": folder / "alternatives.html"}
    if clash := [path for path in targets.values() if any(same_file(path, one) for one in keep)]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    make_folder(folder)
    files, wrong = {}, ""
    for name, record in _plans(found, options, wanted):
        written, refuted = write_all(record, folder / name, lang, folder if options.out else home, keep)
        files[name] = written.files["plan"]
        wrong = wrong or refuted
    book.write(found, targets["workbook"], lang)
    page.write(found, targets["page"], lang)
    return {name: path.as_posix() for name, path in targets.items()} | files, wrong


def _plans(found: Alternatives, options: argparse.Namespace, wanted: Sequence[Fraction]) -> list[tuple[str, Record]]:
    """The plans to write, each with the name of its folder."""
    from optimiser.exact import plain

    plans = [(f"alternative-{one.number}", one.record) for one in found.plans] if PLANS in options.write else []
    if found.change is not None:
        plans += [(f"change-{plain(one.part * 100)}", one.record) for one in found.change.least if one.part in wanted]
    return [(name.replace("/", "_"), record) for name, record in plans if record is not None]
