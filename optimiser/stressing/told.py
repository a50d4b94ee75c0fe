"""The plan that is tested and the estimates it rests on, as data."""

from __future__ import annotations

from fractions import Fraction

from optimiser.audit import broken
from optimiser.case import Judged, Solved
from optimiser.desk.estimates import Estimates
from optimiser.language import LANGS, Text
from optimiser.plan import Plan
from optimiser.run import Case
from optimiser.stressed import EstimateTold, PlanTold, StandingShare


def plan_told(case: Case, best: Solved, given: Judged | None, file: str) -> PlanTold:
    """Which plan it is, against the best, with the hard rules it breaks."""
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


def estimates_told(estimates: Estimates, plan: Plan) -> tuple[EstimateTold, ...]:
    """Every estimate with what of the plan rests on it."""
    brings = _by_instrument(estimates, plan)
    return tuple(
        EstimateTold(one.instrument, one.low, one.central, one.high, one.used, one.standing, brings[one.instrument], one.widened)
        for one in estimates.each
    )


def standings(estimates: Estimates, plan: Plan) -> tuple[StandingShare, ...]:
    """What of the plan rests on sourced, derived and assumed estimates."""
    brings = _by_instrument(estimates, plan)
    total = sum(brings.values(), Fraction(0))
    found = []
    for standing in ("sourced", "derived", "assumed"):
        mine = [brings[one.instrument] for one in estimates.each if one.standing == standing]
        amount = sum(mine, Fraction(0))
        found.append(StandingShare(standing, amount, amount / total if total else Fraction(0), sum(one != 0 for one in mine)))
    return tuple(found)
