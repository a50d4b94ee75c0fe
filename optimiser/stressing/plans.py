"""The robust plans and the careful one beside the plan that is tested, and those of which a whole record is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from optimiser.desk.draws import sample
from optimiser.desk.estimates import Estimates
from optimiser.desk.questions import Questions
from optimiser.desk.robust import careful, robust, worst_case, worst_mean
from optimiser.exact import plain
from optimiser.faults import Fault
from optimiser.language import Text
from optimiser.plan import Plan
from optimiser.stressed import CarefulTold, LineMove, RobustTold
from optimiser.stressing.notes import filled

# Estimates of a scenario for the careful plan are told to this part of a person per EUR 1 million.
DIGITS = 1000
Wanted = tuple[str, Plan, Text]
ROBUST_PLAN = Text(
    "Dit is het plan met het beste ergste geval als {count:num} schattingen tegelijk op hun lage waarde uitkomen: dan haalt het nog {worst:one}.",
    "This is the plan with the best worst case when {count:num} estimates come out at their low value at once: it still reaches {worst:one} then.",
)
CAREFUL_PLAN = Text(
    "Dit is het plan voor gemiddelde min risico: de slechtste {tail:pct} van {count:num} aangenomen trekkingen (seed {seed}) telt voor {weight:pct}.",
    "This is the plan for mean minus risk: the worst {tail:pct} of {count:num} declared draws (seed {seed}) counts for {weight:pct}.",
)
MAKEABLE = Text("een plan dat bij dit doel en deze regels te maken is", "a plan that can be made with this goal and these rules")
LEAVE_OUT = Text("laat het weg; de uitkomst zelf zegt waarom het niet kan", "leave it out; the outcome itself says why it cannot be")


def not_to_be_made(questions: Questions, estimates: Estimates) -> list[Fault]:
    """Plans that were asked for and that this case has none of; its notes say why."""
    wanted = [*(["robust"] if questions.robust else []), *(["careful"] if questions.careful else [])]
    if estimates.counts_effect:
        wanted = [one for one in wanted if one == "careful" and estimates.caps]
    return [Fault("stress-plan", "--write", found=one, expected=MAKEABLE, mend=LEAVE_OUT) for one in wanted]


def unit_of(plan: Plan, estimates: Estimates) -> int:
    """The payable unit that a plan is in: finer than that of the best plan where its repair had to be."""
    return gcd(estimates.best.unit, *plan.amounts.tolist())


def robust_plans(estimates: Estimates, plan: Plan, questions: Questions) -> tuple[tuple[RobustTold, ...], list[Wanted]]:
    """A row a number of disappointments, and the plans of which a record is wanted."""
    falling = Fraction(sum(one.used > one.low and bool(one.slope.objective) for one in estimates.each))
    central = estimates.of_plan(plan, {})
    found, plans = [], []
    for gamma, names in _merged(questions.gammas, falling).items():
        other, this = robust(estimates, gamma), worst_case(estimates, plan, gamma)
        moves = plan_moves(plan, other.plan)
        exact = other.exact and this.exact
        found.append(RobustTold(gamma, gamma == falling, this.value, central, other.worst, other.central, other.bound, moves, exact))
        plans += [
            (f"robust-{'all' if one is None else plain(one).replace('/', '_')}", other.plan, filled(ROBUST_PLAN, count=gamma, worst=other.worst))
            for one in names
            if one in questions.robust
        ]
    return tuple(found), plans


def _merged(gammas: Sequence[Fraction | None], falling: Fraction) -> dict[Fraction, list[Fraction | None]]:
    """More disappointments than there are estimates that can fall is all of them."""
    found: dict[Fraction, list[Fraction | None]] = {}
    for one in gammas:
        found.setdefault(falling if one is None else min(one, falling), []).append(one)
    return found


def careful_plan(estimates: Estimates, plan: Plan, questions: Questions) -> tuple[CarefulTold, Wanted]:
    """The plan for mean minus risk over the first draws, and itself with why."""
    names = [one.instrument for one in estimates.each]
    rows = sample(estimates, questions.declared)[: questions.scenarios].tolist()
    scenarios = [dict(zip(names, (Fraction(round(one * DIGITS), DIGITS) for one in row), strict=True)) for row in rows]
    found = careful(estimates, scenarios, questions.weight, questions.tail)
    effects = sorted(estimates.of_plan(plan, values) for values in scenarios)
    told = CarefulTold(
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
    why = filled(CAREFUL_PLAN, weight=questions.weight, tail=questions.tail, count=len(scenarios), seed=str(questions.declared.seed))
    return told, ("careful", found.plan, why)


def plan_moves(plan: Plan, other: Plan) -> tuple[LineMove, ...]:
    """The lines that another plan gives EUR more (or less), in canonical order."""
    differences = {line: amount - plan.line_spend[line] for line, amount in other.line_spend.items()}
    return tuple(LineMove(*line, one) for line, one in differences.items() if one)
