"""What a record tells of the budget cycle: the steps of the budgets and the adopted plans a phase builds on."""

from __future__ import annotations

from collections.abc import Sequence

from optimiser.adopted import Adopted, stands_before
from optimiser.cycle import Step, steps
from optimiser.figures import Figures
from optimiser.locks import Lock, faults_of
from optimiser.phases import Moment
from optimiser.programme import Programme
from optimiser.scenario import Changed
from optimiser.stands import CycleTold, StepTold


def cycle_of(programme: Programme, figures: Figures, moment: Moment, adopted: Sequence[Adopted]) -> CycleTold:
    """`figures` are those of the workbook, before any step."""
    margin = programme.programme.year_end_margin
    told = tuple(_step(one) for one in steps(figures, moment))
    return CycleTold(moment.phase, moment.year, told, stands_before(adopted, moment), None if margin is None else margin.share)


def past_locks(changed: Changed, cycle: CycleTold) -> tuple[Lock, ...]:
    """Every line of the years before the budget year as it was adopted: what was spent cannot be chosen again."""
    start = cycle.start
    if start is None:
        return ()
    where = f"{start.phase} {start.year}"
    reason = "; ".join(one for one in (start.by, start.reason) if one)
    locks = []
    for year in (str(one) for one in sorted(changed.programme.programme.years) if str(one) < cycle.budget_year):
        for one in changed.programme.instrument:
            lock = Lock(one.id, year, "exactly", start.lines.get((one.id, year), 0), "", reason, where)
            if lock.amount or not faults_of(changed, lock):
                locks.append(lock)
    return tuple(locks)


def _step(one: Step) -> StepTold:
    figure, decided = one.figure, "" if one.decided is None else one.decided.isoformat()
    named = (one.id, one.moment.phase, one.moment.year, one.kind, one.source, one.year, one.was, one.now, one.share, decided)
    return StepTold(*named, figure.standing, figure.source, figure.note, figure.place)
