"""`stress`: everything asked about the estimates of a case, for its best plan or for one that was made by hand, repaired or adopted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from optimiser.audit import broken, prove_agreement
from optimiser.case import Judged, Solved, disprove, solve_case
from optimiser.conflict import find_conflict
from optimiser.desk.batch import Batch, answer_all, finished, forget
from optimiser.desk.break_even import break_even
from optimiser.desk.draws import drawn, sample, shifts_of
from optimiser.desk.estimates import Estimates, read_estimates
from optimiser.desk.questions import Questions, read_questions
from optimiser.desk.robust import careful, robust, worst_case, worst_mean
from optimiser.desk.tornado import tornado
from optimiser.faults import Refused
from optimiser.goals import GOALS
from optimiser.language import LANGS, Text, listing, say
from optimiser.lp import highs
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan
from optimiser.recorder import frame_of, with_conflict
from optimiser.run import Case, closeness_of, made_of, read_case, score_references
from optimiser.scenario import BASE
from optimiser.scoring import judge, nothing_to_judge, read_sent
from optimiser.stressed import CarefulTold, Declared, EstimateTold, LineMove, PlanTold, RobustTold, StandingShare, Stressed

if TYPE_CHECKING:
    from optimiser.desk.cluster import Cluster

Progress = Callable[[int, int], None]
# Estimates of a scenario for the careful plan are told to this part of a person per EUR 1 million.
DIGITS = 1000

MONEY = Text(
    "Het doel is zo weinig mogelijk geld: schattingen werken hier alleen door via de regels die een effect vragen. De euro's van dit plan "
    "veranderen dus niet met een schatting; wel of het zijn doel nog haalt, en wat het goedkoopste plan dan kost. Robuuste plannen, "
    "omslagpunten en de waarde van weten zijn daar niet voor gedefinieerd en staan er daarom niet bij.",
    "The goal is as little money as possible: estimates act only through the rules that ask for an effect. So the euros of this plan do not "
    "change with an estimate; whether it still reaches its target does, and what the cheapest plan then costs. Robust plans, break-even "
    "points and the value of knowing are not defined for that and are left out.",
)
CAPS = Text(
    "Een potentieel kan bereikt worden ({rules}): wat er telt hangt dan van de schattingen samen af. Het effect van dit plan is daarvoor bij elke "
    "trekking en elk geval opnieuw geteld. De robuuste plannen zijn gezocht met de euro's die nu tellen: hun ergste geval klopt, maar het is niet "
    "bewezen dat geen plan een beter ergste geval heeft. Een plan voor gemiddelde min risico is dan niet te maken.",
    "A potential can be reached ({rules}): what counts then depends on the estimates together. For that the effect of this plan was counted "
    "again for every draw and case. The robust plans were sought with the euros that count now: their worst case is right, but it is not proved "
    "that no plan has a better one. A plan for mean minus risk cannot be made then.",
)
BY_RULES = Text(
    "Van {names} werkt de schatting ook door via een regel; de waarde van weten is daar niet te noemen.",
    "The estimate of {names} also acts through a rule; the value of knowing it cannot be told.",
)
TARGETS = Text(
    "Regels vragen een effect ({rules}). Spijt is alleen te noemen voor trekkingen waarin een plan bestaat en dit plan die regels houdt; robuuste "
    "plannen houden ze bij de gebruikte schattingen, niet in hun ergste geval.",
    "Rules ask for an effect ({rules}). Regret can only be told for draws in which a plan exists and this plan keeps those rules; robust plans keep "
    "them at the estimates in use, not in their worst case.",
)
WIDENED = Text(
    "De gebruikte schatting van {names} lag buiten laag-hoog; het bereik is opgerekt tot daar.",
    "The estimate in use of {names} lay outside low-high; the range was widened to hold it.",
)
NOTHING_FALLS = Text(
    "Geen gebruikte schatting ligt boven haar lage waarde: er kan niets tegenvallen.",
    "No estimate in use lies above its low value: nothing can disappoint.",
)
BREAKS = Text(
    "Dit plan breekt {count} harde regels. De beste plannen waarmee het vergeleken wordt houden ze allemaal, en kunnen daardoor minder halen.",
    "This plan breaks {count} hard rules. The best plans it is compared with keep them all, and may reach less for that.",
)


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
        asked: `shape` ("triangular", "uniform", "pert"), `correlation` ("0.3", or a list with also "space=0.5"), `seed`, `draws`, `gamma`
            ("0,1,2,3,all"), `weight`, `tail`, `scenarios`, `only` (parts): see `desk.questions.read_questions`.

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
    **asked: Any,
) -> Task:
    """Everything that was given, read and validated, nothing solved but the flows behind a given plan. Raises `Refused`."""
    if plan is None:
        case, sent = read_case(programme or "taz", scenario or BASE, overrides, input, reason, phase, budget_year, adopted), None
    else:
        wanted = None if scenario is None else scenario if isinstance(scenario, str) else ",".join(scenario)
        case, sent = read_sent(plan, programme=programme, input=input, scenario=wanted, overrides=overrides, adopted=adopted)
        if sent is None:
            raise Refused([nothing_to_judge(case)])
    questions = read_questions(sorted({one.space for one in case.programme.instrument}), **asked)
    return Task(case, questions, None if sent is None else judge(case, sent), "" if plan is None else Path(plan).name)


def ask(task: Task, work: Work = Work()) -> Stressed:
    """The answers. Raises as `run.solve`, and KeyboardInterrupt when it was broken off before any draw was kept."""
    case, given = task.case, task.given
    unit, goal = case.programme.programme.unit, GOALS[case.programme.goal.kind]
    prove_agreement(case.grid, case.rules)
    about = frame_of(case.changed, case.scenarios, made_of(case, highs.NAME, unit), case.cycle)
    closeness = closeness_of(case, score_references(case, unit), unit)
    best = solve_case(case.grid, case.rules, goal, unit, highs.NAME, closeness)
    if isinstance(best, NoPlan):
        about = with_conflict(about, case.changed, case.grid, case.rules, find_conflict(best, case.rules), disprove(best))
        return Stressed(about, PlanTold("best", "", Fraction(0), Fraction(0)), (), (), larger_is_better=goal.larger_is_better)
    estimates = read_estimates(case, best, closeness)
    plan = best.plan if given is None else given.plan
    told = Stressed(
        about=replace(about, status="stressed"),
        plan=_plan_told(case, best, given, task.file),
        estimates=_estimates_told(estimates, plan),
        standings=_standings(estimates, plan),
        notes=_notes(estimates, case, given),
        larger_is_better=goal.larger_is_better,
        cluster=work.cluster,
    )
    with _workers(work, task.questions.parts) as workers:
        return _answered(told, estimates, plan, task.questions, work, workers)


def _answered(told: Stressed, estimates: Estimates, plan: Plan, questions: Questions, work: Work, workers: Cluster | None) -> Stressed:
    """The parts that were asked for, the draws last: they can be broken off and gone on with."""
    parts = questions.parts
    if "tornado" in parts:
        told = replace(told, swings=tornado(estimates, plan))
    if "break-even" in parts:
        told = replace(told, breaks=break_even(estimates, plan))
    if "robust" in parts and estimates.counts_effect:
        told = replace(told, robust=_robust(estimates, plan, questions))
    if "careful" in parts and estimates.counts_effect and not estimates.caps:
        told = replace(told, careful=_careful(estimates, plan, questions))
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


def _robust(estimates: Estimates, plan: Plan, questions: Questions) -> tuple[RobustTold, ...]:
    falling = Fraction(sum(one.used > one.low and bool(one.slope.objective) for one in estimates.each))
    central = estimates.of_plan(plan, {})
    found = []
    for gamma in dict.fromkeys(falling if one is None else min(one, falling) for one in questions.gammas):
        other, this = robust(estimates, gamma), worst_case(estimates, plan, gamma)
        moves = plan_moves(plan, other.plan)
        every = gamma == falling
        exact = other.exact and this.exact
        found.append(RobustTold(gamma, every, this.value, central, other.worst, other.central, other.bound, moves, exact))
    return tuple(found)


def _careful(estimates: Estimates, plan: Plan, questions: Questions) -> CarefulTold:
    names = [one.instrument for one in estimates.each]
    rows = sample(estimates, questions.declared)[: questions.scenarios].tolist()
    scenarios = [dict(zip(names, (Fraction(round(one * DIGITS), DIGITS) for one in row), strict=True)) for row in rows]
    found = careful(estimates, scenarios, questions.weight, questions.tail)
    effects = sorted(estimates.of_plan(plan, values) for values in scenarios)
    return CarefulTold(
        questions.weight,
        questions.tail,
        len(scenarios),
        sum(effects, Fraction(0)) / len(effects),
        worst_mean(effects, questions.tail),
        found.mean,
        found.worst,
        estimates.of_plan(found.plan, {}),
        found.bound,
        plan_moves(plan, found.plan),
    )


def plan_moves(plan: Plan, other: Plan) -> tuple[LineMove, ...]:
    """The lines that another plan gives EUR more (or less), in canonical order."""
    grid = plan.grid
    differences = (other.group_spend - plan.group_spend).tolist()
    labels = [(grid.group_label(group), one) for group, one in enumerate(differences) if one]
    return tuple(LineMove(label["instrument"], label["year"], one) for label, one in labels)


def _plan_told(case: Case, best: Solved, given: Judged | None, file: str) -> PlanTold:
    if given is None:
        return PlanTold("best", "", best.value, best.value)
    named = {rule.id: rule for rule in case.rules}
    sentences = [Text(*(named[one.rule].sentence(one, lang) for lang in LANGS)) for one in broken(given.findings, case.rules)]
    return PlanTold("given", file, given.value, best.value, tuple(sentences))


def _by_instrument(estimates: Estimates, plan: Plan) -> dict[str, Fraction]:
    """What each instrument brings in the goal's unit; its euros for the goal money."""
    grid = plan.grid
    labels = [grid.group_label(group)["instrument"] for group in range(len(grid.groups["year"]))]
    found = dict.fromkeys([one.instrument for one in estimates.each], Fraction(0))
    if not estimates.goal.larger_is_better:
        for label, spend in zip(labels, plan.group_spend.tolist(), strict=True):
            found[label] += spend
        return found
    there = estimates.at(plan, {})
    worth = estimates.goal.objective(there.grid).tiers
    for tier, group in enumerate(grid.tiers.group.tolist()):
        found[labels[group]] += worth[tier] * there.filled[tier]
    return found


def _estimates_told(estimates: Estimates, plan: Plan) -> tuple[EstimateTold, ...]:
    brings = _by_instrument(estimates, plan)
    return tuple(
        EstimateTold(one.instrument, one.low, one.central, one.high, one.used, one.standing, brings[one.instrument], one.widened)
        for one in estimates.each
    )


def _standings(estimates: Estimates, plan: Plan) -> tuple[StandingShare, ...]:
    brings = _by_instrument(estimates, plan)
    total = sum(brings.values(), Fraction(0))
    found = []
    for standing in ("sourced", "derived", "assumed"):
        mine = [brings[one.instrument] for one in estimates.each if one.standing == standing]
        amount = sum(mine, Fraction(0))
        found.append(StandingShare(standing, amount, amount / total if total else Fraction(0), sum(one != 0 for one in mine)))
    return tuple(found)


def _notes(estimates: Estimates, case: Case, given: Judged | None) -> tuple[Text, ...]:
    """What was not possible, and what to know before reading."""
    found = []
    if given is not None and (wrong := broken(given.findings, case.rules)):
        found.append(_filled(BREAKS, count=len({one.rule for one in wrong})))
    if not estimates.counts_effect and not estimates.goal.larger_is_better:
        found.append(MONEY)
    elif estimates.targets:
        found.append(_filled(TARGETS, rules=", ".join(estimates.targets)))
    if estimates.caps and estimates.counts_effect:
        found.append(_filled(CAPS, rules=", ".join(estimates.caps)))
    if estimates.counts_effect and not any(one.used > one.low for one in estimates.each):
        found.append(NOTHING_FALLS)
    for text, names in (
        (BY_RULES, [one.instrument for one in estimates.each if estimates.counts_effect and one.ranges and one.by_rules]),
        (WIDENED, [one.instrument for one in estimates.each if one.widened]),
    ):
        if names:
            found.append(Text(*(say(text, lang, names=listing(names, lang)) for lang in LANGS)))
    return tuple(found)


def _filled(text: Text, **values: Any) -> Text:
    return Text(*(say(text, lang, **values) for lang in LANGS))
