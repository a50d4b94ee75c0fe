"""A split made by hand, judged: its effect, the rules it breaks and by how much, the distance to the best plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np

from optimiser import audit
from optimiser.case import Judged, score_split, solve_case, spend_split
from optimiser.faults import Fault, Refused, unknown
from optimiser.goals import GOALS
from optimiser.language import Text
from optimiser.lp import highs
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan, fill
from optimiser.plan_reading import Written, read_plan
from optimiser.record import Record
from optimiser.recorder import frame_of, with_score
from optimiser.reference import Split, published
from optimiser.rounding import counted
from optimiser.run import Case, made_of, read_case, score_references
from optimiser.scenario import BASE, read_set


def score(
    path: str | Path,
    *,
    programme: str | None = None,
    input: str | None = None,
    scenario: str | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    adopted: str | Path | None = None,
) -> Record:
    """Judges a plan workbook whose plan column a person changed, or the published use per space of an input workbook.

    Programme, phase of the budget cycle, scenario and overrides default to those the workbook names. Where the plan column and the money flows
    differ, the plan column counts and flows are found that break the rules as little as possible, close to those in the workbook.

    Returns:
        A `Record` with `status` "scored": `total` is this split's effect, `gap` its distance to `bound`, `rules` says which hold.

    Raises:
        Refused: the workbook is not a plan, or names lines that do not exist.
    """
    file = Path(path)
    written = read_plan(file)
    sets = overrides or [read_set(f"{key}={value}") for key, value in written.sets]
    case = read_case(
        programme or written.programme or "taz",
        scenario or written.scenario or BASE,
        sets,
        input or _own_input(file, written),
        phase=written.phase,
        budget_year=written.budget_year or None,
        adopted=adopted,
    )
    return score_case(case, written)


def score_case(case: Case, written: Written) -> Record:
    """Judges what was read against a case. Raises `Refused`."""
    unit = case.programme.programme.unit
    goal = GOALS[case.programme.goal.kind]
    audit.prove_agreement(case.grid, case.rules)
    references = score_references(case, unit)
    # In the unit the split is in: whole euros must not look better than a best plan in thousands, nor the best plan worse than itself.
    answer = solve_case(case.grid, case.rules, goal, gcd(unit, *(amount for amount, _ in written.lines.values())), highs.NAME, [])
    best = None if isinstance(answer, NoPlan) else answer
    scored = _judge(case, written, unit)
    record = frame_of(case.changed, case.scenarios, made_of(case, highs.NAME, unit), case.cycle)
    return with_score(record, case.changed, case.grid, case.rules, scored, best, references)


def _own_input(file: Path, written: Written) -> str | None:
    """An input workbook that is scored by its own reference sheet is also the case's input."""
    return str(file) if not written.lines else None


def _judge(case: Case, written: Written, unit: int) -> Judged:
    if not written.lines:
        split = published(case.grid, case.changed.figures, unit)
        if split is None:
            raise Refused([_nothing_to_judge(case)])
        return score_split(case.grid, case.rules, GOALS[case.programme.goal.kind], unit, split)
    lines = _complete_lines(case, written)
    flows = _flows(case, written)
    if _sums(case, flows) == lines:
        return _as_written(case, flows)
    cells = tuple(np.array([cell], dtype=np.int64) for cell in range(case.grid.size))
    near = Closeness(cells, tuple(flows.tolist()))
    return score_split(case.grid, case.rules, GOALS[case.programme.goal.kind], unit, Split("instrument", lines), [near])


def _as_written(case: Case, flows: np.ndarray[Any, np.dtype[np.int64]]) -> Judged:
    """Flows and lines agree: nothing has to be found."""
    goal = GOALS[case.programme.goal.kind]
    plan = counted(Plan(case.grid, flows, fill(case.grid, flows)), case.rules, goal.objective(case.grid).tiers)
    findings = audit.check_all(plan, case.rules)
    return Judged(plan, findings, goal.value(plan), 1)


def _complete_lines(case: Case, written: Written) -> dict[tuple[str, str], int]:
    """Every line of the grid with its written amount; a line that is missing is zero, one that cannot exist is a fault unless it is zero."""
    possible = set(spend_split(Plan(case.grid, np.zeros(case.grid.size, dtype=np.int64), ()), "instrument").amounts)
    faults = []
    for (instrument, year), (amount, cell) in written.lines.items():
        if (instrument, year) in possible or amount == 0:
            continue
        known = sorted({one for one, _ in possible}) if instrument not in {one for one, _ in possible} else list(case.grid.years)
        wrong = instrument if known != list(case.grid.years) else year
        faults.append(unknown("unknown-id", wrong, known, file=written.file, sheet=written.sheet, cell=cell))
    if faults:
        raise Refused(faults)
    return {key: written.lines.get(key, (0, ""))[0] for key in sorted(possible)}


def _flows(case: Case, written: Written) -> np.ndarray[Any, np.dtype[np.int64]]:
    amounts = np.zeros(case.grid.size, dtype=np.int64)
    for cell in range(case.grid.size):
        label = case.grid.label(cell)
        amounts[cell] = written.flows.get((label["source"], label["instrument"], label["year"]), 0)
    return amounts


def _sums(case: Case, flows: np.ndarray[Any, np.dtype[np.int64]]) -> dict[tuple[str, str], int]:
    return dict(sorted(spend_split(Plan(case.grid, flows, ()), "instrument").amounts.items()))


def _nothing_to_judge(case: Case) -> Fault:
    expected = Text("een blad Plan, of een blad Referentie met bedragen", "a sheet Plan, or a sheet Reference with amounts")
    mend = Text("geef een planwerkboek dat met solve gemaakt is", "give a plan workbook made by solve")
    return Fault("no-plan-sheet", case.workbook.name, expected=expected, mend=mend)
