"""Adopted plans: every version of every phase kept apart and never written over, checked by its fingerprints whenever it is used."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from optimiser.chain import enter, entered
from optimiser.faults import Fault, Refused
from optimiser.files import digest, make_folder, replace_file, replace_text
from optimiser.language import Text
from optimiser.phases import PHASES, Moment
from optimiser.record import Record, from_json, run_id
from optimiser.stands import Paid, Stand

FOLDER, PLAN, RECORD, CERTIFICATE, ADOPTION = "adopted", "plan.xlsx", "record.json", "certificate.json", "adoption.json"
BEST, KEEPS, BREAKS = "best", "keeps", "breaks"


@dataclass(frozen=True)
class Adopted:
    """One adopted version: where it stands, and what a record keeps of it."""

    folder: Path
    stand: Stand


def read_adopted(folder: Path) -> tuple[Adopted, ...]:
    """Every adopted version in a folder (`reports/<programme>/adopted`), by calendar and version. Raises `Refused` for one that was altered."""
    found, faults = [], []
    for document in sorted(folder.glob(f"*/{ADOPTION}")):
        read = _read(document)
        if read is None:
            faults.append(_altered(document.parent))
        else:
            found.append(read)
    if faults:
        raise Refused(faults)
    return tuple(sorted(found, key=lambda one: (one.stand.moment.order(), one.stand.version)))


def newest(adopted: Sequence[Adopted], moment: Moment) -> Adopted | None:
    """The newest version adopted in an earlier phase."""
    return next((one for one in reversed(adopted) if one.stand.moment.order() < moment.order()), None)


def needed_start(adopted: Sequence[Adopted], moment: Moment, folder: Path) -> Adopted | None:
    """The plan to start from; only a draft budget can do without. Raises `Refused`."""
    found = newest(adopted, moment)
    if found is None and moment.phase != PHASES[0][0]:
        expected = Text("een vastgesteld plan van een eerdere fase", "an adopted plan of an earlier phase")
        mend = Text(
            "stel eerst een plan vast, bijvoorbeeld: optimiser adopt PLAN.xlsx --phase owb --budget-year {year}",
            "first adopt a plan, for example: optimiser adopt PLAN.xlsx --phase owb --budget-year {year}",
        )
        raise Refused([Fault("no-adopted-plan", str(folder), found="", expected=expected, mend=mend, values=(("year", moment.year),))])
    return found


def stands_before(adopted: Sequence[Adopted], moment: Moment) -> tuple[Stand, ...]:
    """What a plan of this phase builds on: the newest draft budget and amendments of its budget year, and the plan it starts from."""
    earlier = [one.stand for one in adopted if one.stand.moment.order() < moment.order()]
    own = [one for one in earlier if one.year == moment.year and one.phase in ("owb", "nvw")]
    chosen = {one.moment: one for one in [*own, *earlier[-1:]]}
    return tuple(sorted(chosen.values(), key=lambda one: one.moment.order()))


def keep(folder: Path, moment: Moment, plan: Path, record: Record, text: str, said: dict[str, Any], proof: str = "") -> Adopted:
    """Keeps a plan workbook with its record (`text`: its JSON) as the next version of a phase and enters it in the journal of the programme.

    `said` holds `finding`, `broken`, `by`, `reason`; `proof` is the certificate of a workbook that cannot hold it.
    Raises `Refused` when nothing can be written there.
    """
    version = 1 + max((_version(one, moment) for one in folder.glob(f"{moment.year}-{moment.phase}*")), default=0)
    place = folder / (f"{moment.year}-{moment.phase}" + (f"-{version}" if version > 1 else ""))
    make_folder(place)
    replace_file(place / PLAN, partial(shutil.copyfile, plan))
    # So that a spreadsheet saves changes elsewhere.
    (place / PLAN).chmod(0o444)
    replace_text(place / RECORD, text)
    if proof:
        replace_text(place / CERTIFICATE, proof)
    named = {"programme": record.programme, "phase": moment.phase, "budget_year": moment.year, "version": version}
    prints = {"plan": digest(place / PLAN), "record": digest(place / RECORD), "run": record.id}
    document = json.dumps({**named, **prints, **said}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    enter(folder.parent, run_id(document), document, {"status": "adopted", **named, **said, "plan": prints["plan"]})
    replace_text(place / ADOPTION, document)
    return Adopted(place, _stand(json.loads(document), record))


def _version(folder: Path, moment: Moment) -> int:
    """The version that a folder holds; 0 for a folder of something else."""
    rest = folder.name.removeprefix(f"{moment.year}-{moment.phase}")
    return 1 if not rest else int(rest[1:]) if rest[:1] == "-" and rest[1:].isdecimal() else 0


def _read(document: Path) -> Adopted | None:
    """None when a file is missing, altered, or not in the journal."""
    folder, text = document.parent, document.read_text(encoding="utf-8")
    try:
        said = json.loads(text)
        whole = said["plan"] == digest(folder / PLAN) and said["record"] == digest(folder / RECORD)
        known = entered(folder.parent.parent, hashlib.sha256(text.encode()).hexdigest())
        return Adopted(folder, _stand(said, from_json((folder / RECORD).read_text(encoding="utf-8")))) if whole and known else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stand(said: dict[str, Any], record: Record) -> Stand:
    flows = tuple(Paid(one.source, one.instrument, one.year, one.amount) for one in record.flows)
    named = (said["phase"], said["budget_year"], int(said["version"]), said["run"], said["finding"], said["by"], said["reason"])
    return Stand(*named, record.total, flows)


def _altered(folder: Path) -> Fault:
    expected = Text("een vastgesteld plan zoals het is vastgelegd", "an adopted plan as it was kept")
    mend = Text("zet de bestanden terug zoals ze waren, of stel het plan opnieuw vast", "put the files back as they were, or adopt the plan again")
    return Fault("adopted-altered", str(folder), found=folder.name, expected=expected, mend=mend)
