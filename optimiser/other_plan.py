"""A plan that is not the best one as a run of its own: its certificate says how much better any plan could be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from optimiser.case import Judged, solve_case
from optimiser.goals import GOALS
from optimiser.language import Text
from optimiser.lp import highs
from optimiser.lp.stages import NoPlan
from optimiser.plan import Plan
from optimiser.record import Record
from optimiser.recorder import with_score
from optimiser.run import Case


def other_plan(case: Case, about: Record, references: Mapping[str, Judged], plan: Plan, unit: int, why: Text) -> Record:
    """The record of a plan in units of `unit` that keeps the hard rules; `about` tells the case, `why` why this plan was taken.

    Raises `ProofFailed` when the plan breaks a rule or beats its own bound.
    """
    goal = GOALS[case.programme.goal.kind]
    answer = solve_case(case.grid, case.rules, goal, unit, highs.NAME, (), 0, plan)
    assert not isinstance(answer, NoPlan)
    judged = Judged(answer.plan, answer.findings, answer.value, answer.unit)
    empty = replace(about, ties=(), exchange=(), warnings=())
    record = with_score(empty, case.changed, case.grid, case.rules, judged, answer, references)
    return replace(record, status="alternative", optimum=answer.optimum, chosen=why)
