"""What would change each line: where EUR 1 million more would come from, and at what estimate a line without money would enter."""

from __future__ import annotations

from fractions import Fraction

from optimiser.case import Solved
from optimiser.goal import Goal
from optimiser.grid import Grid
from optimiser.language import MILLION
from optimiser.lp.nudge import nudged_spends
from optimiser.measure import GAP
from optimiser.problem import TIERS
from optimiser.reasons import Outlook


def look_ahead(grid: Grid, goal: Goal, best: Solved, estimate: str) -> list[Outlook]:
    """One outlook per effect group of the best plan."""
    spends = best.plan.group_spend.tolist()
    answers = nudged_spends(best.around.problem, spends, MILLION)
    before = next(answers) or spends
    response = _Response(grid, goal)
    effects = [response.effect(group, spend) for group, spend in enumerate(before)]
    outlooks = []
    for group, after in enumerate(answers):
        if after is None:
            outlooks.append(Outlook(possible=False))
            continue
        now, enters = _entry(grid, best, group, estimate) if spends[group] == 0 else (Fraction(0), None)
        lost = {one: response.effect(one, after[one]) - effects[one] for one in range(len(after)) if one != group and after[one] < before[one]}
        giver = min(lost, key=lambda one: (lost[one], one), default=None)
        if giver is None or lost[giver] == 0:
            outlooks.append(Outlook(estimate=now, enters=enters))
            continue
        label = grid.group_label(giver)
        name = grid.member("instrument", label["instrument"]).name
        outlooks.append(Outlook(name=name, year=label["year"], loss=lost[giver], estimate=now, enters=enters))
    return outlooks


class _Response:
    """What a spend on a group counts (for the goal money: persons in the target year), each group's tiers looked up once."""

    def __init__(self, grid: Grid, goal: Goal) -> None:
        weights = grid.weights(GAP)
        rates = zip(grid.tiers.rate, grid.tiers.group.tolist(), strict=True)
        worth = goal.objective(grid).tiers if goal.larger_is_better else [rate * weights[group] for rate, group in rates]
        self._tiers: dict[int, list[tuple[Fraction, Fraction]]] = {}
        for group, width, rate in zip(grid.tiers.group.tolist(), grid.tiers.width, worth, strict=True):
            self._tiers.setdefault(group, []).append((width, rate))

    def effect(self, group: int, spend: int) -> Fraction:
        """Persons (or person-years) for so many euros."""
        left, total = Fraction(spend), Fraction(0)
        for width, rate in self._tiers.get(group, ()):
            part = min(left, width)
            total += part * rate
            left -= part
        return total


def _entry(grid: Grid, best: Solved, group: int, estimate: str) -> tuple[Fraction, Fraction | None]:
    """(the estimate of a group without money, the one at which it would get some): its rate against the cheapest money it may use.

    What a euro costs in a cell is the sum of the certificate's multipliers over the rules that the cell is in; that is exact.
    """
    cost: dict[int, Fraction] = {int(cell): Fraction(0) for cell in (grid.group == group).nonzero()[0]}
    for row, y in zip(best.around.problem.rows, best.around.multipliers, strict=True):
        if y == 0 or row.rule == TIERS:
            continue
        for factor, columns in row.terms:
            for column in columns.tolist():
                if column in cost:
                    cost[column] += y * factor
    label = grid.group_label(group)
    figure = grid.figures.responses[label["instrument"]].estimates[estimate].value
    tiers = [j for j, owner in enumerate(grid.tiers.group.tolist()) if owner == group]
    now = Fraction(figure) if isinstance(figure, (int, Fraction)) else Fraction(0)
    worth = best.certificate.problem.objective[grid.size + tiers[0]] if tiers else Fraction(0)
    if not cost or worth <= 0 or now == 0:
        return now, None
    needed = now * min(cost.values()) / worth
    return now, needed if needed > now else None
