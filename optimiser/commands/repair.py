"""`optimiser repair`: the nearest plan that keeps every rule to a plan that a person changed, with the reason of every change."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import BY, OUT, add_members, add_output, add_phase, read_members
from optimiser.commands.score import INPUT, PROGRAMME, SCENARIO
from optimiser.commands.solve import NOT_READ_BACK, WROTE, folder_name
from optimiser.exits import DONE, NO_PLAN, UNPROVED
from optimiser.language import Lang, Text, euros, say

if TYPE_CHECKING:
    from optimiser.record import Record
    from optimiser.sent_in import SentIn, SentLine

FILE = Text("planwerkboek dat u veranderde", "plan workbook that you changed")
SET = Text("als bij solve", "as for solve")
REASON = Text("waarom: voor elke wijziging zonder reden in het werkboek", "why: for every change without a reason in the workbook")
LOCK = Text(
    "houd een lijn vast, bijv. zeggenschap.2025=vast of zeggenschap.2025='ten minste 5000000' (herhaalbaar)",
    "hold a line fast, e.g. zeggenschap.2025=fixed or zeggenschap.2025='at least 5000000' (repeatable)",
)
FOLDER = Text("(standaard: reports/<programma>/<scenario>-repair)", "(default: reports/<programme>/<scenario>-repair)")
ASK = Text("Waarom gaat {line} van {was} naar {typed:eur}? ", "Why does {line} go from {was} to {typed:eur}? ")
ALL = Text("Dezelfde reden voor de andere {count}? (j/n) ", "The same reason for the other {count}? (y/n) ")
YES = Text("j", "y")
UNKNOWN = Text("onbekend", "unknown")
LOCK_FORM = Text("lijn=slot, zoals zeggenschap.2025=vast", "line=lock, such as zeggenschap.2025=fixed")
LOCK_EXAMPLE = Text("bijvoorbeeld --lock zeggenschap.2025='ten minste 5000000'", "for example --lock zeggenschap.2025='at least 5000000'")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `repair`."""
    parser.add_argument("plan", metavar="PLAN.xlsx", help=FILE[lang])
    parser.add_argument("--programme", metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    parser.add_argument("--scenario", metavar="NAME", help=SCENARIO[lang])
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=SET[lang])
    add_members(parser, lang)
    add_phase(parser, lang)
    parser.add_argument("--lock", action="append", default=[], metavar="LINE=LOCK", help=LOCK[lang])
    parser.add_argument("--reason", default="", help=REASON[lang])
    parser.add_argument("--by", default="", metavar="NAME", help=BY[lang])
    parser.add_argument("--out", metavar="DIR", help=f"{OUT[lang].split(' (')[0]} {FOLDER[lang]}")
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Reads, asks for reasons, repairs, proves, writes, reads back. Returns the exit code."""
    from optimiser.faults import Refused, refuse_if_any
    from optimiser.repairing import repair_case
    from optimiser.scenario import read_set
    from optimiser.scoring import nothing_to_judge, read_sent
    from optimiser.sent_in import missing_reasons
    from optimiser.views.busy_line import busy_line
    from optimiser.writing import moved, write_all

    sets = [read_set(text) for text in options.set]
    given = {"programme": options.programme, "input": options.input, "scenario": options.scenario, "overrides": sets, "adopted": options.adopted}
    given |= {"phase": options.phase, "budget_year": options.budget_year, "members": read_members(options)}
    case, sent = read_sent(options.plan, **given, locks=dict(_lock(text) for text in options.lock), by=options.by)
    if sent is None:
        raise Refused([nothing_to_judge(case)])
    sent = sent.with_reason(options.reason)
    if sent.without_reason() and sys.stdin.isatty() and sys.stderr.isatty() and not options.quiet and not options.json:
        sent = _asked(sent, lang)
    refuse_if_any(missing_reasons(sent))
    plan = Path(options.plan)
    with busy_line(lang, quiet=options.quiet):
        record = repair_case(case, sent, options.by)
        folder = Path(options.out) if options.out else _folder(record, plan)
        journal = folder if options.out else folder.parent
        record, wrong = write_all(record, folder, lang, journal, keep=(case.path, case.workbook, plan))
    with suppress(BrokenPipeError):
        _tell(record, options, lang)
        if (options.quiet or record.conflict is not None) and not options.json and (note := moved(record)):
            print(note[lang], file=sys.stderr)
        if wrong:
            print(say(NOT_READ_BACK, lang, what=wrong), file=sys.stderr)
    return UNPROVED if wrong else DONE if record.conflict is None else NO_PLAN


def _folder(record: Record, plan: Path) -> Path:
    """Never the folder that the plan itself came from: a repair of a repair stands beside the first one."""
    name = folder_name(record) + "-repair"
    base = Path("reports") / record.programme
    taken = plan.resolve().parent
    number = 1
    while (folder := base / (name if number == 1 else f"{name}-{number}")).resolve() == taken:
        number += 1
    return folder


def _lock(text: str) -> tuple[str, str]:
    """`zeggenschap.2025=ten minste 5000000` as a line and the words of its lock. Raises `Refused`."""
    from optimiser.faults import Fault, Refused

    line, equals, words = text.partition("=")
    if not equals or not line.strip() or not words.strip():
        raise Refused([Fault("lock-form", "--lock", found=text, expected=LOCK_FORM, mend=LOCK_EXAMPLE)])
    return line.strip(), words.strip()


def _asked(sent: SentIn, lang: Lang) -> SentIn:
    """One question a line; one answer may do for all that are left."""
    open_lines = sent.without_reason()
    reasons: dict[str, str] = {}
    while open_lines:
        line = open_lines.pop(0)
        answer = _answer(_question(line, lang))
        if not answer:
            break
        reasons[line.name] = answer
        if open_lines and len(reasons) == 1 and _answer(say(ALL, lang, count=len(open_lines))).casefold().startswith(YES[lang]):
            return sent.with_reason(answer)
    return sent.with_reason(reasons)


def _question(line: SentLine, lang: Lang) -> str:
    was = UNKNOWN[lang] if line.was is None else euros(line.was, lang)
    return say(ASK, lang, line=line.name, was=was, typed=line.typed)


def _answer(question: str) -> str:
    """What a person types after a question on stderr; nothing when the input ends."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _tell(record: Record, options: argparse.Namespace, lang: Lang) -> None:
    if options.json:
        from optimiser.views.json_view import solve_json

        print(solve_json(record, lang))
    elif record.conflict is not None or record.edited is None:
        print("" if record.conflict is None else record.conflict.sentence[lang])
    elif not options.quiet:
        from optimiser.views.edit_screen import print_repair

        print_repair(record, record.edited, lang)
        print(say(WROTE, lang, files=", ".join(record.files.values())))
