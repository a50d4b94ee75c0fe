"""A plan that was sent in, repaired: the nearest plan that keeps every rule and lock, exact and proved like any other.

Nearest in this order: the least change in euros on the lines that a person changed, then on all others, then on the flows that a person
changed; what is left serves the programme's own wishes, then the goal, and stays close to the flows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

from optimiser import audit
from optimiser.case import Judged, Solved, disprove, proved, solve_case, spend_split
from optimiser.conflict import find_conflict
from optimiser.faults import Refused, refuse_if_any
from optimiser.goals import GOALS
from optimiser.grid import Grid
from optimiser.language import LANGS, Text, listing
from optimiser.lp import highs
from optimiser.lp.stages import NoPlan
from optimiser.nearest import with_nearness
from optimiser.plan import Plan
from optimiser.problem import make_problem
from optimiser.record import OverrideUsed, Record
from optimiser.recorder import frame_of, with_conflict, with_plan
from optimiser.rule import Rule
from optimiser.run import Case, made_of, notes, score_references
from optimiser.scoring import flows_on, judge, near, nothing_to_judge, read_sent, told_edits, told_line
from optimiser.sent_in import SentIn, missing_reasons

PLAN = "plan"


def repair(
    path: str | Path,
    *,
    programme: str | None = None,
    input: str | None = None,
    scenario: str | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    reason: str | Mapping[str, str] = "",
    by: str = "",
    adopted: str | Path | None = None,
    locks: Mapping[str, str] | None = None,
    phase: str = "",
    budget_year: int | str | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> Record:
    """The nearest plan that keeps every rule to a plan workbook that a person changed, or the record of why there is none.

    Args:
        path: the plan workbook; programme, scenario and overrides default to those it names.
        programme: as for `solve`.
        input: as for `solve`.
        scenario: as for `solve`.
        overrides: as for `solve`.
        reason: why lines were changed: one text for all lines without a reason in the workbook, or by line (`"zeggenschap.2025"`).
        by: who sends it in; kept in the record.
        adopted: folder of the adopted plans, for a plan in a phase of the budget cycle.
        phase: the phase of the budget cycle that the repaired plan is for; default the workbook's own. So an adopted plan takes up the mutations
            of a later phase with the least change.
        budget_year: the budget year of that phase; default the workbook's own.
        members: as for `solve`; by default the CSV files that the plan was made from.
        locks: lines to hold fast beside those locked in the workbook, e.g. `{"zeggenschap.2025": "at least 5000000"}`.

    Returns:
        A `Record` as of `solve`, with `status` "repaired" or "infeasible"; `record.edited` says what was sent in, what every line got and why.

    Raises:
        Refused: faults in what was given, among them changed lines without a reason.
        ProofFailed, NotRepaired, SolverStopped: as for `solve`.
    """
    given: dict[str, Any] = {"programme": programme, "input": input, "scenario": scenario}
    given |= {"overrides": overrides, "adopted": adopted, "locks": locks, "phase": phase, "budget_year": budget_year, "members": members}
    case, sent = read_sent(path, **given, by=by)
    if sent is None:
        raise Refused([nothing_to_judge(case)])
    sent = sent.with_reason(reason)
    refuse_if_any(missing_reasons(sent))
    return repair_case(case, sent, by)


def repair_case(case: Case, sent: SentIn, by: str = "") -> Record:
    """The repaired plan of a case that was read with its locks (`scoring.read_sent`). Raises as `repair`."""
    goal, asked = GOALS[case.programme.goal.kind], case.programme.programme.unit
    grid, rules = with_nearness(case.grid, case.rules, sent)
    audit.prove_agreement(grid, rules)
    # A plan that was sent in to the euro can only come back to the euro.
    unit = gcd(asked, *(line.typed for line in sent.lines.values()), *sent.flows.values())
    typed = judge(case, sent)
    sound = not audit.broken(typed.findings, case.rules)
    proposal = Plan(grid, typed.plan.amounts, typed.plan.filled) if sound else None
    record = frame_of(case.changed, case.scenarios, made_of(case, highs.NAME, asked, by), case.cycle)
    record = replace(record, overrides=(*record.overrides, *_changes(sent)))
    answer = solve_case(grid, rules, goal, unit, highs.NAME, [near(case, flows_on(case, sent))], 0, proposal)
    if isinstance(answer, NoPlan):
        return with_conflict(record, case.changed, grid, rules, find_conflict(answer, rules), disprove(answer))
    answer = replace(answer, asked=asked)
    references = score_references(case, asked)
    record = with_plan(record, case.changed, grid, rules, answer, references, notes(answer, references))
    return _with_edits(record, case, sent, (grid, rules), typed, answer)


def _with_edits(record: Record, case: Case, sent: SentIn, near_case: tuple[Grid, Sequence[Rule]], typed: Judged, answer: Solved) -> Record:
    """The record with what became of every line that was changed, locked or moved."""
    grid, rules = near_case
    spent = spend_split(answer.plan, "instrument").amounts
    gave_way = [key for key, line in sent.lines.items() if line.touched and spent[key] != line.typed]
    reasons = _reasons(grid, rules, case, gave_way) if gave_way else {}
    told = [
        told_line(sent, key, spent[key], reasons.get(key))
        for key, line in sent.lines.items()
        if line.touched or line.lock is not None or line.reason or spent[key] != line.typed
    ]
    return replace(record, status="repaired", edited=told_edits(case, sent, typed, told, _best_without_locks(case, sent, answer.unit)))


def _best_without_locks(case: Case, sent: SentIn, unit: int) -> Fraction | None:
    """The effect of the best plan there is when nobody sends anything in."""
    locks = {lock.rule for lock in sent.locks}
    rules = [rule for rule in case.rules if rule.id not in locks]
    best = solve_case(case.grid, rules, GOALS[case.programme.goal.kind], unit, highs.NAME)
    return None if isinstance(best, NoPlan) else best.value


def _reasons(grid: Grid, rules: Sequence[Rule], case: Case, lines: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Text]:
    """Per line that gave way: the rules that the proof of the least change leans on there; the budget only where nothing else does."""
    named = {rule.id: rule for rule in rules}
    proof = proved(make_problem(grid, rules, GOALS[case.programme.goal.kind]).for_wish(1))
    if isinstance(proof, NoPlan):
        return {}
    priced = [row for row, y in zip(proof.problem.rows, proof.multipliers, strict=True) if y != 0 and row.rule in named]
    hard = [row for row in priced if named[row.rule].soft is None]
    found = {}
    for instrument, year in lines:
        cells = {cell for cell in range(grid.size) if (label := grid.label(cell))["instrument"] == instrument and label["year"] == year}
        mine = [row for row in hard if any(cells & set(columns.tolist()) for _, columns in row.terms)]
        chosen = [row for row in mine if named[row.rule].kind != "balance"] or mine
        ids = dict.fromkeys((row.rule, row.year or "") for row in chosen)
        found[instrument, year] = Text(
            *(listing([f"{named[id].name[lang]} {when}".strip() + f" ({id})" for id, when in ids], lang) for lang in LANGS)
        )
    return found


def _changes(sent: SentIn) -> list[OverrideUsed]:
    """Every changed line and flow as an override with its reason, so that the list of changes, the record and the journal hold it."""
    lines = [
        OverrideUsed(f"plan.{line.name}", "" if line.was is None else str(line.was), str(line.typed), PLAN, line.reason)
        for line in sent.lines.values()
        if line.touched and line.typed != line.was
    ]
    flows = [
        OverrideUsed(
            f"flow.{'.'.join(flow)}", str(sent.made[flow]) if flow in sent.made else "", str(sent.flows[flow]), PLAN, sent.lines[flow[1:]].reason
        )
        for flow in sent.wished
    ]
    return [*lines, *flows]
