"""A split made by hand, judged: its effect, the rules it breaks and by how much, the distance to the best plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np

from optimiser import audit
from optimiser.build import active_rules
from optimiser.case import Judged, score_split, solve_case, spend_split
from optimiser.faults import Fault, Refused, refuse_if_any
from optimiser.goals import GOALS
from optimiser.language import LANGS, Text
from optimiser.locks import with_locks
from optimiser.lp import highs
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.nearest import flow_rules
from optimiser.own_files import own_members
from optimiser.plan import Amounts, Plan, fill
from optimiser.plan_reading import Written, read_plan
from optimiser.record import BrokenTold, Edited, EditedLine, Record
from optimiser.recorder import frame_of, with_score
from optimiser.reference import Split, published
from optimiser.rounding import counted
from optimiser.rule import Finding, Rule
from optimiser.run import Case, made_of, read_case, score_references
from optimiser.scenario import BASE, read_set
from optimiser.sent_in import SentIn, compare, made_before


def score(
    path: str | Path,
    *,
    programme: str | None = None,
    input: str | None = None,
    scenario: str | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    adopted: str | Path | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> Record:
    """Judges a plan workbook that a person changed, or the published use per space of an input workbook.

    Programme, phase of the budget cycle, scenario and overrides default to those the workbook names. A changed plan column counts, and flows are
    found that break the rules as little as possible, close to those in the workbook; a changed flow counts as it stands. Locks are judged like
    rules. `members` as for `solve`; by default the CSV files that the plan was made from.

    Returns:
        A `Record` with `status` "scored": `total` is this split's effect, `gap` its distance to `bound`, `rules` says which hold; `edited` says
        what was changed.

    Raises:
        Refused: the workbook is not a plan, names lines that do not exist, or contradicts itself.
    """
    given: dict[str, Any] = {"programme": programme, "input": input, "scenario": scenario, "overrides": overrides}
    return score_case(*read_sent(path, **given, adopted=adopted, members=members))


def read_sent(
    path: str | Path,
    *,
    programme: str | None = None,
    input: str | None = None,
    scenario: str | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    adopted: str | Path | None = None,
    locks: Mapping[str, str] | None = None,
    by: str = "",
    phase: str = "",
    budget_year: int | str | None = None,
    reason: str = "",
    members: Mapping[str, str | Path] | None = None,
) -> tuple[Case, SentIn | None]:
    """The case that a workbook names, its locks among the rules, and what was sent in; None for an input workbook.

    `locks` are lock words for lines beside those in the workbook; `phase` judges a plan by another phase than its own; `reason` is why the
    overrides are made; `members` as in `run.read_case`, by default those that the plan was made from. Raises `Refused`.
    """
    file = Path(path)
    written = read_plan(file)
    sets = overrides or [read_set(f"{key}={value}") for key, value in written.sets]
    apart = _members(written, file, members or {})
    # An input workbook that is scored by its own reference sheet is also the case's input.
    case = read_case(
        programme or written.programme or "taz",
        scenario or written.scenario or BASE,
        sets,
        input or (None if written.lines else str(file)),
        reason,
        phase=phase or written.phase,
        budget_year=budget_year or (written.budget_year if written.phase else None) or None,
        adopted=adopted,
        members=apart,
    )
    if not written.lines:
        return case, None
    sent = compare(case.grid, written, file.parent, case.programme.id, locks)
    changed = with_locks(case.changed, [replace(lock, by=by) for lock in sent.locks])
    return replace(case, changed=changed, rules=active_rules(changed.programme, case.grid)), sent


def _members(written: Written, file: Path, given: Mapping[str, str | Path]) -> dict[str, Path]:
    """The CSV files of members to judge a plan with: those given, else the very ones it was made from. Raises `Refused` when one is not there."""
    found = own_members(options_before(written, file), file, given)
    refuse_if_any([one for one in found.values() if isinstance(one, Fault)])
    return {name: one for name, one in found.items() if isinstance(one, Path)}


def options_before(written: Written, file: Path) -> Mapping[str, str]:
    """The options of the run that made a plan workbook, which tell its CSV files of members; none without its record."""
    record = made_before(written.run, file.parent, written.programme) or {}
    options: Mapping[str, str] = (record.get("made") or {}).get("options") or {}
    return options


def score_case(case: Case, sent: SentIn | None) -> Record:
    """Judges what was sent in against a case. Raises `Refused`."""
    unit = case.programme.programme.unit
    goal = GOALS[case.programme.goal.kind]
    audit.prove_agreement(case.grid, case.rules)
    references = score_references(case, unit)
    # In the unit the split is in: whole euros must not look better than a best plan in thousands, nor the best plan worse than itself.
    finest = unit if sent is None else gcd(unit, *(line.typed for line in sent.lines.values()))
    answer = solve_case(case.grid, case.rules, goal, finest, highs.NAME, [])
    best = None if isinstance(answer, NoPlan) else answer
    scored = judge(case, sent)
    record = frame_of(case.changed, case.scenarios, made_of(case, highs.NAME, unit), case.cycle)
    record = with_score(record, case.changed, case.grid, case.rules, scored, best, references)
    if sent is None:
        return record
    lines = [told_line(sent, key, line.typed) for key, line in sent.lines.items() if line.touched or line.lock is not None]
    return replace(record, edited=told_edits(case, sent, scored, lines, None if best is None else best.value))


def judge(case: Case, sent: SentIn | None) -> Judged:
    """What was sent in as a plan with its findings; nothing in it is mended."""
    unit, goal = case.programme.programme.unit, GOALS[case.programme.goal.kind]
    if sent is None:
        split = published(case.grid, case.changed.figures, unit)
        if split is None:
            raise Refused([nothing_to_judge(case)])
        return score_split(case.grid, case.rules, goal, unit, split)
    lines = {key: line.typed for key, line in sent.lines.items()}
    flows = flows_on(case, sent)
    known = not case.grid.further or _is_as_made(sent)
    if known and dict(spend_split(Plan(case.grid, flows, ()), "instrument").amounts) == lines:
        return as_written(case, flows)
    return score_split(case.grid, case.rules, goal, unit, Split("instrument", lines), [near(case, flows)], flow_rules(sent))


def as_written(case: Case, flows: Amounts) -> Judged:
    """Flows as a plan: nothing has to be found."""
    goal = GOALS[case.programme.goal.kind]
    plan = counted(Plan(case.grid, flows, fill(case.grid, flows)), case.rules, goal.objective(case.grid).tiers)
    return Judged(plan, audit.check_all(plan, case.rules), goal.value(plan), 1)


def _is_as_made(sent: SentIn) -> bool:
    """True when every flow is as the plan was made, so that its amounts over further dimensions are known."""
    return bool(sent.cells) and all(sent.flows.get(key, 0) == amount for key, amount in sent.made.items())


def _spread(case: Case, sent: SentIn) -> Amounts:
    """Flows over the members of further dimensions in proportion to the plan as it was made; evenly where that had nothing or is not known."""
    grid = case.grid
    amounts = np.zeros(grid.size, dtype=np.int64)
    flows: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for cell in range(grid.size):
        label = grid.label(cell)
        flow = label["source"], label["instrument"], label["year"]
        flows.setdefault(flow, []).append((cell, sent.cells.get((*flow, *(label[name] for name in grid.further)), 0)))
    for (source, instrument, year), cells in flows.items():
        amount = sent.flows.get((source, instrument, year), 0)
        parts = [part for _, part in cells] if any(part for _, part in cells) else [1] * len(cells)
        whole = sum(parts)
        down = [amount * part // whole for part in parts]
        for place in sorted(range(len(parts)), key=lambda one: (-(amount * parts[one] % whole), one))[: amount - sum(down)]:
            down[place] += 1
        amounts[[cell for cell, _ in cells]] = down
    return amounts


def flows_on(case: Case, sent: SentIn) -> Amounts:
    """The flows as sent in, on the grid; a flow without a row has nothing."""
    if case.grid.further:
        return _spread(case, sent)
    amounts = np.zeros(case.grid.size, dtype=np.int64)
    for cell in range(case.grid.size):
        label = case.grid.label(cell)
        amounts[cell] = sent.flows.get((label["source"], label["instrument"], label["year"]), 0)
    return amounts


def near(case: Case, flows: Amounts) -> Closeness:
    """The wish to stay close to these flows, each for itself."""
    cells = tuple(np.array([cell], dtype=np.int64) for cell in range(case.grid.size))
    return Closeness(cells, tuple(flows.tolist()))


def told_line(sent: SentIn, key: tuple[str, str], got: int, because: Text | None = None) -> EditedLine:
    """One line of what was sent in, with what it got."""
    line = sent.lines[key]
    sense, held = ("", None) if line.lock is None else (str(line.lock.sense), line.lock.amount)
    place = f"{sent.sheet}!{line.cell}" if line.cell else ""
    return EditedLine(*key, line.was, line.typed, got, line.touched, sense, held, line.reason, place, because or Text("", ""))


def told_edits(case: Case, sent: SentIn, typed: Judged, lines: Sequence[EditedLine], best: Fraction | None) -> Edited:
    """What was sent in as data: its lines, its effect and what it breaks."""
    named = {rule.id: rule for rule in case.rules}
    broken = tuple(told_broken(named[one.rule], one) for one in audit.broken(typed.findings, case.rules))
    return Edited(sent.file, sent.run, tuple(lines), typed.value, best, broken)


def told_broken(rule: Rule, finding: Finding) -> BrokenTold:
    """A finding of a rule that does not hold, as data."""
    sentence = Text(*(rule.sentence(finding, lang) for lang in LANGS))
    return BrokenTold(rule.id, sentence, finding.excess, finding.unit if finding.unit in ("persons", "members") else "EUR")


def nothing_to_judge(case: Case) -> Fault:
    """The workbook holds no plan."""
    expected = Text("een blad Plan, of een blad Referentie met bedragen", "a sheet Plan, or a sheet Reference with amounts")
    mend = Text("geef een planwerkboek dat met solve gemaakt is", "give a plan workbook made by solve")
    return Fault("no-plan-sheet", case.workbook.name, expected=expected, mend=mend)
