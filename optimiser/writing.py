"""A record onto disk: all reports of a run in one folder, each replaced whole, and the plan read back before anybody relies on it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimiser.chain import enter
from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.files import make_folder, replace_text, same_file
from optimiser.language import Lang, Text
from optimiser.record import Record, run_id, to_json

ELSEWHERE = Text("een map zonder het model of invoerwerkboek van deze berekening", "a folder without this run's model or input workbook")
CHOOSE = Text("kies met --out een andere map", "choose another folder with --out")
PLAN, CONFLICT, CERTIFICATE, RULES, RECORD = "plan.xlsx", "conflict.xlsx", "certificate.json", "rules.md", "record.json"


def write_all(record: Record, folder: Path, lang: Lang, journal: Path, keep: Sequence[Path] = ()) -> tuple[Record, str]:
    """Writes every report, enters the run in the `journal` folder and verifies the plan from disk: (the record with its files, refutation or "").

    A case without a plan writes its conflict workbook instead of a plan, and an older plan in the folder is removed.

    Raises `Refused` when a target is one of `keep` (the run's own inputs) or cannot be written.
    """
    from optimiser.proof import certificate_json
    from optimiser.reports import conflict_book, plan_book, rules_page

    make_folder(folder)
    solved = record.conflict is None
    names = {"plan": PLAN, "certificate": CERTIFICATE} if solved else {"conflict": CONFLICT, "certificate": CERTIFICATE}
    targets = {name: folder / file for name, file in {**names, "rules": RULES, "record": RECORD}.items()}
    stale = folder / (CONFLICT if solved else PLAN)
    if clash := [path for path in (*targets.values(), stale) if any(same_file(path, one) for one in keep)]:
        raise Refused([Fault("target-is-input", str(path), expected=ELSEWHERE, mend=CHOOSE) for path in clash])
    text = to_json(record)
    run = run_id(text)
    record = replace(record, run=run, files={name: path.as_posix() for name, path in targets.items()})
    proof = certificate_json(record)
    record = replace(record, head=enter(journal, run, text, {**_summary(record), "certificate": hashlib.sha256(proof.encode()).hexdigest()}))
    if solved:
        plan_book.write(record, targets["plan"], lang)
    else:
        conflict_book.write(record, targets["conflict"], lang)
    # What an earlier run left here would be taken for this one.
    stale.unlink(missing_ok=True)
    replace_text(targets["certificate"], proof)
    rules_page.write(record, targets["rules"], lang)
    replace_text(targets["record"], text)
    return record, _refutation(targets["plan" if solved else "certificate"])


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
    """The first thing the stand-alone checker finds wrong with the workbook as it stands on disk."""
    from optimiser.verify import read, verify

    said = verify(read(str(path)))
    return "" if said["status"] == "proved" else str(said["refutations"][0])
