"""A record onto disk: all reports of a run in one folder, each replaced whole, and the plan read back before anybody relies on it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimiser.awards import award_lines
from optimiser.busy import CHECKING, WRITING, busy
from optimiser.chain import enter
from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.files import HeldElsewhere, beside, is_open, make_folder, remove, replace_lines, replace_text, same_file
from optimiser.language import LANGS, Lang, Text, say
from optimiser.record import Record, run_id, to_json

ELSEWHERE = Text("een map zonder het model of invoerwerkboek van deze berekening", "a folder without this run's model or input workbook")
CHOOSE = Text("kies met --out een andere map", "choose another folder with --out")
OPEN_ELSEWHERE = Text(
    "{name} staat ergens open (of is alleen-lezen) en bleef zoals het was. Deze berekening staat ernaast, in '{other}'.",
    "{name} is open elsewhere (or read-only) and stayed as it was. This run stands beside it, in '{other}'.",
)
CLOSE_OLD = Text("sluit '{name}': het is van een eerdere berekening en moet weg", "close '{name}': it is of an earlier run and has to go")
GONE = Text("een map zonder uitkomst van een eerdere berekening", "a folder without the outcome of an earlier run")
PLAN, CONFLICT, CERTIFICATE, RULES, RECORD = "plan.xlsx", "conflict.xlsx", "certificate.json", "rules.md", "record.json"
AWARDS = "awards.csv"


def write_all(record: Record, folder: Path, lang: Lang, journal: Path, keep: Sequence[Path] = ()) -> tuple[Record, str]:
    """Writes every report, enters the run in the `journal` folder and verifies the plan from disk: (the record with its files, refutation or "").

    A case without a plan writes its conflict workbook instead of a plan, and an older plan in the folder is removed. A workbook that is open
    elsewhere stays as it is: the new one is written beside it, and the record's `warnings` say so.

    Raises `Refused` when a target is one of `keep` (the run's own inputs) or cannot be written.
    """
    from optimiser.proof import certificate_json
    from optimiser.reports import conflict_book, plan_book, rules_page

    busy(WRITING)
    make_folder(folder)
    solved = record.conflict is None
    names = {"plan": PLAN, "certificate": CERTIFICATE} if solved else {"conflict": CONFLICT, "certificate": CERTIFICATE}
    awarded = {"awards": AWARDS} if solved and record.detail is not None and record.detail.applicants else {}
    targets = {name: folder / file for name, file in {**names, "rules": RULES, "record": RECORD, **awarded}.items()}
    stale = folder / (CONFLICT if solved else PLAN)
    if clash := [path for path in (*targets.values(), stale) if any(same_file(path, one) for one in keep)]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    if is_open(stale) and stale.exists():
        raise Refused([Fault("target-unwritable", str(stale), found=stale.name, expected=GONE, mend=CLOSE_OLD, values=(("name", stale.name),))])
    text = to_json(record)
    run = run_id(text)
    record = replace(record, run=run, files={name: path.as_posix() for name, path in targets.items()})
    proof = certificate_json(record)
    record = replace(record, head=enter(journal, run, text, {**_summary(record), "certificate": hashlib.sha256(proof.encode()).hexdigest()}))
    write = plan_book.write if solved else conflict_book.write
    record = _write_book(record, "plan" if solved else "conflict", lambda path: write(record, path, lang))
    # What an earlier run left here would be taken for this one.
    remove(stale)
    replace_text(targets["certificate"], proof)
    rules_page.write(record, targets["rules"], lang)
    replace_text(targets["record"], text)
    if awarded:
        replace_lines(targets["awards"], award_lines(record))
    else:
        remove(folder / AWARDS)
    # The workbook of a programme with further dimensions adds these up; its certificate file holds every cell.
    return record, _refutation(Path(record.files["plan" if solved and record.detail is None else "certificate"]))


def moved(record: Record) -> Text | None:
    """Why the workbook of a written record stands beside its usual place; None when it does not."""
    expected = {"plan": PLAN, "conflict": CONFLICT}
    elsewhere = any(Path(record.files[name]).name != file for name, file in expected.items() if name in record.files)
    return record.warnings[-1] if elsewhere else None


def _write_book(record: Record, name: str, write: Callable[[Path], None]) -> Record:
    """Writes the workbook in its place, or beside a copy that is open elsewhere; the record then says where, and why."""
    target = Path(record.files[name])
    try:
        if not (is_open(target) and target.exists()):
            write(target)
            return record
    except HeldElsewhere:
        pass
    other = beside(target)
    write(other)
    said = Text(*(say(OPEN_ELSEWHERE, lang, name=target.name, other=other.name) for lang in LANGS))
    return replace(record, files={**record.files, name: other.as_posix()}, warnings=(*record.warnings, said))


def _summary(record: Record) -> dict[str, Any]:
    """What the journal says of a run, so that it can be read without opening the record."""
    phase = {} if record.cycle is None else {"phase": record.cycle.phase, "budget_year": record.cycle.budget_year}
    edited = record.edited
    sent = {} if edited is None else {"sent_in": {"file": edited.file, "run": edited.run, "change": edited.change}}
    return {
        **phase,
        **sent,
        "programme": record.programme,
        "scenario": record.scenario,
        "status": record.status,
        "inputs": record.made.inputs_hash,
        "model": record.made.programme_hash,
        "total": plain(record.total),
        "bound": plain(record.bound),
        "gap": plain(record.gap),
        "by": record.made.by,
        "overrides": [f"{one.key}: {one.was} -> {one.now} ({one.origin}; {one.reason})" for one in record.overrides],
    }


def _refutation(path: Path) -> str:
    """The first thing the stand-alone checker finds wrong with a workbook or certificate as it stands on disk."""
    from optimiser.verify import read, verify

    busy(CHECKING)
    said = verify(read(str(path)))
    return "" if said["status"] == "proved" else str(said["refutations"][0])
