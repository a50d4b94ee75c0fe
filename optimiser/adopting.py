"""A plan adopted: what the check finds of it, its record found or made, and all of it kept as a version of its phase."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from optimiser.adopted import BEST, BREAKS, KEEPS, Adopted, keep
from optimiser.chain import RECORDS, entered
from optimiser.cycle import find_moment
from optimiser.faults import Fault, Refused
from optimiser.figures import Figures
from optimiser.language import Text
from optimiser.phases import OWB, Moment
from optimiser.places import find_programme
from optimiser.plan_reading import Written, read_plan
from optimiser.programme import Programme
from optimiser.programme_file import read_programme
from optimiser.proof import certificate_json
from optimiser.record import Record, RuleLine, from_json, to_json
from optimiser.run import adopted_folder
from optimiser.scoring import score
from optimiser.verify import UnreadableError, read, verify

A_PLAN = Text("een blad Plan met bedragen", "a sheet Plan with amounts")
GIVE_PLAN = Text("geef een planwerkboek dat met solve gemaakt is", "give a plan workbook made by solve")


@dataclass(frozen=True)
class Found:
    """What the check finds of a plan: "best", "keeps" or "breaks"; the hard rules it breaks; `record` with its JSON text."""

    finding: str
    record: Record
    text: str
    broken: tuple[RuleLine, ...] = ()

    @property
    def distance(self) -> Fraction:
        """How much better the best plan is, in the goal's unit."""
        edited = self.record.edited
        best = self.record.optimum if edited is None or edited.best is None else edited.best
        return abs(best - self.record.total)


def adopt(
    path: str | Path,
    phase: str,
    *,
    budget_year: int | str | None = None,
    programme: str | None = None,
    input: str | None = None,
    by: str = "",
    reason: str = "",
    date: str = "",
    adopted: str | Path | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> tuple[Adopted, Found]:
    """Keeps a plan workbook, made by `solve` or `repair` or changed by hand, as the newest adopted version of a phase; older versions stay.

    A plan that one of these made and nobody changed keeps its own record; any other is judged first. A plan that breaks hard rules needs a `reason`.
    `members` as in `score`.

    Raises:
        Refused: no plan workbook, a phase that is not the plan's own, hard rules broken without a reason, or nowhere to write.
    """
    file = Path(path)
    written = read_plan(file)
    if not written.lines:
        raise Refused([Fault("no-plan-sheet", file.name, expected=A_PLAN, mend=GIVE_PLAN)])
    named = programme or written.programme or "taz"
    model = read_programme(find_programme(named))
    folder = adopted_folder(model.id, adopted)
    moment = _moment(model, written, phase, None if budget_year is None else str(budget_year), file.name)
    found = examine(file, folder, named, input, members)
    if found.broken and not reason.strip():
        raise Refused([_needs_reason(file.name, found.broken)])
    broken = [one.id if one.year is None else f"{one.id} {one.year}" for one in found.broken]
    said = {"finding": found.finding, "broken": broken, "by": by, "reason": reason, "date": date}
    # A workbook adds up over further dimensions: what proves it goes along.
    proof = "" if found.record.detail is None else certificate_json(found.record)
    return keep(folder, moment, file, found.record, found.text, said, proof), found


def examine(file: Path, folder: Path, programme: str, input: str | None, members: Mapping[str, str | Path] | None = None) -> Found:
    """What the stand-alone checker proves of a plan with its own record, and otherwise what judging it says."""
    own = _own_record(file, folder)
    if own is not None:
        return Found(BEST if own.status == "optimal" else KEEPS, own, to_json(own))
    record = score(file, programme=programme, input=input, adopted=folder, members=members)
    broken = tuple(one for one in record.findings if not one.holds and not one.soft)
    return Found(BREAKS if broken else KEEPS, record, to_json(record), broken)


def _own_record(file: Path, folder: Path) -> Record | None:
    """The record of a plan exactly as a run made it: proved from the workbook, and kept in a journal beside the plan or of the programme."""
    try:
        tables = read(str(file))
        if verify(tables)["status"] != "proved":
            return None
    except (UnreadableError, ValueError):
        return None
    run = {row["claim"]: row["value"] for row in tables["claims"]}.get("run", "")
    for place in (folder.parent, *file.resolve().parents[:3]):
        kept = place / RECORDS / f"{run}.json"
        if run and kept.is_file() and entered(place, hashlib.sha256(kept.read_bytes()).hexdigest()):
            record = from_json(kept.read_text(encoding="utf-8"))
            amounts = {(one.source, one.instrument, one.year): one.amount for one in record.flows}
            proved = dict.fromkeys(amounts, 0)
            for row in tables["flows"]:
                flow = row["source"], row["instrument"], row["year"]
                proved[flow] = proved.get(flow, 0) + int(row["amount"])
            return record if record.status in ("optimal", "repaired", "alternative") and amounts == proved else None
    return None


def _moment(programme: Programme, written: Written, phase: str, year: str | None, file: str) -> Moment:
    """The phase asked for, which must be the one the plan was made for; a plan without a phase is a draft budget."""
    own = Moment(written.phase, written.budget_year) if written.phase else None
    moment = find_moment(programme, Figures("", {}, {}, {}, {}, {}), phase, year, [] if own is None else [own])
    if isinstance(moment, Fault):
        raise Refused([moment])
    if moment != own and (own is not None or moment.phase != OWB):
        expected = Text("een plan dat voor deze fase is gemaakt, niet voor: {made_for}", "a plan made for this phase, not for: {made_for}")
        mend = Text(
            "maak het met: optimiser solve --phase {phase} --budget-year {year}", "make it with: optimiser solve --phase {phase} --budget-year {year}"
        )
        made_for = Text("geen fase", "no phase") if own is None else Text(own.name("nl"), own.name("en"))
        values = (("phase", moment.phase), ("year", moment.year), ("made_for", made_for))
        raise Refused([Fault("other-phase", file, found=f"{moment.phase} {moment.year}", expected=expected, mend=mend, values=values)])
    return moment


def _needs_reason(file: str, broken: Sequence[RuleLine]) -> Fault:
    expected = Text("een reden, want dit plan breekt harde regels: {rules}", "a reason, because this plan breaks hard rules: {rules}")
    mend = Text('voeg toe --reason "waarom het toch zo wordt vastgesteld"', 'add --reason "why it is adopted all the same"')
    rules = Text("; ".join(one.sentence.nl for one in broken), "; ".join(one.sentence.en for one in broken))
    found = ", ".join(dict.fromkeys(one.id for one in broken))
    return Fault("adoption-reason", file, found=found, expected=expected, mend=mend, values=(("rules", rules),))
