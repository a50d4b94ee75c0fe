"""A record onto disk: all reports of a run in one folder, each replaced whole, and the plan read back before anybody relies on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from optimiser.faults import Fault, Refused
from optimiser.files import make_folder, replace_text
from optimiser.language import Lang, Text
from optimiser.record import Record, to_json

ELSEWHERE = Text("een map zonder het model of invoerwerkboek van deze berekening", "a folder without this run's model or input workbook")
CHOOSE = Text("kies met --out een andere map", "choose another folder with --out")
PLAN, RULES, RECORD = "plan.xlsx", "rules.md", "record.json"


def write_all(record: Record, folder: Path, lang: Lang, keep: Sequence[Path] = ()) -> tuple[Record, str]:
    """Writes every report and reads the plan back: (the record with its files, "" or the first line that does not match).

    A case without a plan writes its record and its rules page only; an older plan in the folder is removed, because it would be taken for
    this one. Raises `Refused` when a target is one of `keep` (the run's own inputs) or cannot be written.
    """
    from optimiser.reports import plan_book, rules_page

    make_folder(folder)
    targets = {"plan": folder / PLAN, "rules": folder / RULES, "record": folder / RECORD}
    own = {path.resolve() for path in keep}
    if clash := [path for path in targets.values() if path.resolve() in own]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    solved = record.conflict is None
    if not solved:
        targets.pop("plan").unlink(missing_ok=True)
    record = replace(record, files={name: path.as_posix() for name, path in targets.items()})
    if solved:
        plan_book.write(record, targets["plan"], lang)
    rules_page.write(record, targets["rules"], lang)
    text = to_json(replace(record, files={name: path.name for name, path in targets.items()}))
    replace_text(targets["record"], text)
    return record, _difference(record, targets["plan"]) if solved else ""


def _difference(record: Record, path: Path) -> str:
    """The first flow that the written workbook does not hold as the record does."""
    from optimiser.plan_reading import read_plan

    written = read_plan(path).flows
    for flow in record.flows:
        key = (flow.source, flow.instrument, flow.year)
        if written.get(key) != flow.amount:
            return " ".join(key)
    return "" if len(written) == len(record.flows) else "?"
