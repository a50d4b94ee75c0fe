"""`stress`: everything asked about the estimates of a case, for its best plan or for one that was made by hand, repaired or adopted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from optimiser.audit import prove_agreement
from optimiser.case import Judged, disprove, solve_case
from optimiser.conflict import find_conflict
from optimiser.desk.batch import Batch, answer_all, finished, forget
from optimiser.desk.break_even import break_even
from optimiser.desk.draws import drawn, shifts_of
from optimiser.desk.estimates import Estimates, read_estimates
from optimiser.desk.questions import Questions, read_questions
from optimiser.desk.tornado import tornado
from optimiser.faults import Refused, refuse_if_any
from optimiser.goals import GOALS
from optimiser.language import Text
from optimiser.lp import highs
from optimiser.lp.stages import NoPlan
from optimiser.other_plan import other_plan
from optimiser.plan import Plan
from optimiser.record import Record
from optimiser.recorder import frame_of, with_conflict
from optimiser.run import Case, closeness_of, made_of, read_case, score_references
from optimiser.scenario import BASE
from optimiser.scoring import judge, nothing_to_judge, read_sent
from optimiser.stressed import Declared, PlanTold, Stressed
from optimiser.stressing.notes import notes
from optimiser.stressing.plans import careful_plan, not_to_be_made, robust_plans, unit_of
from optimiser.stressing.told import estimates_told, plan_told, standings

if TYPE_CHECKING:
    from optimiser.desk.cluster import Cluster

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Work:
    """How the draws are answered: finished pieces are `kept` in a folder (`resume`: and taken from there), by workers at `cluster` or here."""

    kept: Path | None = None
    resume: bool = False
    cluster: str = ""
    progress: Progress | None = None


@dataclass(frozen=True)
class Task:
    """What is to be done: a case with questions, and the plan that was given (None: the best plan)."""

    case: Case
    questions: Questions
    given: Judged | None = None
    file: str = ""

    @property
    def about(self) -> Record:
        """The case as a record without a plan."""
        made = made_of(self.case, highs.NAME, self.case.programme.programme.unit)
        return frame_of(self.case.changed, self.case.scenarios, made, self.case.cycle)


def stress(
    programme: str | None = None,
    *,
    plan: str | Path | None = None,
    scenario: str | Sequence[str] | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    reason: str = "",
    phase: str = "",
    budget_year: int | str | None = None,
    adopted: str | Path | None = None,
    kept: str | Path | None = None,
    resume: bool = False,
    cluster: str = "",
    progress: Progress | None = None,
    members: Mapping[str, str | Path] | None = None,
    **asked: Any,
) -> Stressed:
    """What happens to a plan when estimates are not what they seem.

    Args:
        programme: a name or path; default `"taz"`, or the programme of `plan`.
        plan: a plan workbook, made by the tool or changed by hand; default the best plan of the case.
        scenario: as for `solve`; default that of `plan`, else `"base"`.
        overrides: as for `solve`.
        input: as for `solve`.
        reason: as for `solve`.
        phase: as for `solve`.
        budget_year: as for `solve`.
        adopted: as for `solve`.
        kept: a folder where finished draws are kept while the work goes on; default none.
        resume: go on with the finished draws that are found there.
        cluster: address of a Dask scheduler whose workers answer the draws.
        progress: called with (draws done, draws asked).
        members: as for `solve`; for a `plan` by default the CSV files that it was made from.
        asked: `shape` ("triangular", "uniform", "pert"), `correlation` ("0.3", or a list with also "space=0.5"), `seed`, `draws`, `gamma`
            ("0,1,2,3,all"), `weight`, `tail`, `scenarios`, `only` (parts), `write` (plans of which `.plans` then holds whole
            records): see `desk.questions.read_questions`.

    Returns:
        A `Stressed`; its tables (`tornado`, `draws`, `presence`, `robust_table`, `break_even`, `standing`, `ranges`) have `.frame()`. When no
        plan exists `about.conflict` says why.

    Raises:
        Refused: faults in what was given, all of them at once. ProofFailed, NotRepaired, SolverStopped: as for `solve`.
    """
    task = read(
        programme,
        plan=plan,
        scenario=scenario,
        overrides=overrides,
        input=input,
        reason=reason,
        phase=phase,
        budget_year=budget_year,
        adopted=adopted,
        members=members,
        **asked,
    )
    return ask(task, Work(None if kept is None else Path(kept), resume, cluster, progress))


def read(
    programme: str | None = None,
    *,
    plan: str | Path | None = None,
    scenario: str | Sequence[str] | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    reason: str = "",
    phase: str = "",
    budget_year: int | str | None = None,
    adopted: str | Path | None = None,
    members: Mapping[str, str | Path] | None = None,
    **asked: Any,
) -> Task:
    """Everything that was given, read and validated, nothing solved but the flows behind a given plan. Raises `Refused`."""
    if plan is None:
        case, sent = read_case(programme or "taz", scenario or BASE, overrides, input, reason, phase, budget_year, adopted, members), None
    else:
        wanted = None if scenario is None else scenario if isinstance(scenario, str) else ",".join(scenario)
        case, sent = read_sent(plan, programme=programme, input=input, scenario=wanted, overrides=overrides, adopted=adopted, members=members)
        if sent is None:
            raise Refused([nothing_to_judge(case)])
    questions = read_questions(sorted({one.space for one in case.programme.instrument}), **asked)
    return Task(case, questions, None if sent is None else judge(case, sent), "" if plan is None else Path(plan).name)


def ask(task: Task, work: Work = Work()) -> Stressed:
    """The answers. Raises as `run.solve`, and KeyboardInterrupt when it was broken off before any draw was kept."""
    case, given = task.case, task.given
    unit, goal = case.programme.programme.unit, GOALS[case.programme.goal.kind]
    prove_agreement(case.grid, case.rules)
    about = task.about
    references = score_references(case, unit)
    closeness = closeness_of(case, references, unit)
    best = solve_case(case.grid, case.rules, goal, unit, highs.NAME, closeness)
    if isinstance(best, NoPlan):
        about = with_conflict(about, case.changed, case.grid, case.rules, find_conflict(best, case.rules), disprove(best))
        return Stressed(about, PlanTold("best", "", Fraction(0), Fraction(0)), (), (), larger_is_better=goal.larger_is_better)
    estimates = read_estimates(case, best, closeness)
    plan = best.plan if given is None else given.plan
    told = Stressed(
        about=replace(about, status="stressed"),
        plan=plan_told(case, best, given, task.file),
        estimates=estimates_told(estimates, plan),
        standings=standings(estimates, plan),
        notes=notes(estimates, case, given),
        larger_is_better=goal.larger_is_better,
        cluster=work.cluster,
    )
    refuse_if_any(not_to_be_made(task.questions, estimates))
    with _workers(work, task.questions.parts) as workers:
        return _answered(told, estimates, plan, references, task.questions, work, workers)


def _answered(
    told: Stressed,
    estimates: Estimates,
    plan: Plan,
    references: Mapping[str, Judged],
    questions: Questions,
    work: Work,
    workers: Cluster | None,
) -> Stressed:
    """The parts that were asked for, the draws last: they can be broken off and gone on with."""
    parts, plans = questions.parts, list[tuple[str, Plan, Text]]()
    if "tornado" in parts:
        told = replace(told, swings=tornado(estimates, plan))
    if "break-even" in parts:
        told = replace(told, breaks=break_even(estimates, plan))
    if "robust" in parts and estimates.counts_effect:
        rows, some = robust_plans(estimates, plan, questions)
        told, plans = replace(told, robust=rows), [*plans, *some]
    if "careful" in parts and estimates.counts_effect and not estimates.caps:
        row, other = careful_plan(estimates, plan, questions)
        told, plans = replace(told, careful=row), [*plans, *([other] if questions.careful else [])]
    case = estimates.case
    about = replace(told.about, status="none")
    told = replace(told, plans=tuple((name, other_plan(case, about, references, one, unit_of(one, estimates), why)) for name, one, why in plans))
    return _with_draws(told, estimates, plan, questions.declared, work, workers) if "draws" in parts else told


def _with_draws(told: Stressed, estimates: Estimates, plan: Plan, declared: Declared, work: Work, workers: Cluster | None) -> Stressed:
    """The draws; when the work is broken off those that were finished, if they were kept."""
    shifts = shifts_of(estimates, declared)
    batch = Batch(estimates.served, tuple(estimates.slopes), shifts)
    if work.kept is not None and not work.resume:
        forget(batch, work.kept)
    before = 0 if work.kept is None else sum(len(one.values) for one in finished(batch, work.kept).values())
    told = replace(told, resumed=before, pieces=batch.key)
    try:
        answers = answer_all(batch, work.kept, work.progress, None if workers is None else workers.ask)
    except KeyboardInterrupt:
        pieces = {} if work.kept is None else finished(batch, work.kept)
        if not pieces:
            raise
        rows = np.concatenate([batch.pieces[number] for number in sorted(pieces)])
        some = [answer for number in sorted(pieces) for answer in pieces[number].answers()]
        return replace(told, drawn=drawn(estimates, declared, rows, some, plan), broken_off=True)
    return replace(told, drawn=drawn(estimates, declared, shifts, answers, plan))


@contextmanager
def _workers(work: Work, parts: Sequence[str]) -> Iterator[Cluster | None]:
    """Those at `cluster`, reached before anything long begins; None when this machine does the draws. Raises `Refused`."""
    if not work.cluster or "draws" not in parts:
        yield None
        return
    from optimiser.desk.cluster import Cluster

    cluster = Cluster(work.cluster)
    try:
        yield cluster
    finally:
        cluster.close()
