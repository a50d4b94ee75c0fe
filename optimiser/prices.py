"""What a little less or more of each rule is worth: two-sided, by solving again with the limit moved.

A dual price alone misleads where the optimum is degenerate (it can read 0 although EUR 1 less costs effect), and solvers disagree on it; the
effect of a real step does not depend on the solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.busy import busy
from optimiser.language import LANGS, MILLION, Text, say
from optimiser.lp.hot import Hot
from optimiser.plan import Plan
from optimiser.problem import LARGE, Problem
from optimiser.rule import Finding
from optimiser.slope import Slope

# One member more or less is another choice of who gets money, so a count has no price around a plan.
STEPS = {"EUR": Fraction(MILLION), "share": Fraction(1, 100), "ratio": Fraction(1), "persons": Fraction(1)}
# Smaller than what a solver can tell from nothing: a millionth of a person.
NOTHING = Fraction(1, 10**6)
AT_ONCE = 16
MOVING = Text("grenzen een stap verzetten: {done:num} van {count:num}", "moving limits a step: {done:num} of {count:num}")


@dataclass(frozen=True)
class Price:
    """Change of the goal (its unit) when a rule's number moves one step down (`less`) or up (`more`); None: no plan exists then.

    `step` is what moves: EUR 1 million, one percentage point of a share, 1 for a ratio, 1 person for an effect.
    """

    less: Fraction | None
    more: Fraction | None
    step: Fraction


def price_rules(
    problem: Problem, plan: Plan, findings: Sequence[Finding], larger_is_better: bool, hot: Hot | None = None
) -> tuple[Price | None, ...]:
    """A price for every finding of a solved plan; None for wishes and for the money itself. `hot` is that problem, where it is at hand already.

    Findings stand in the order of the problem's first rows. Rows with more room than the step have no price: the same plan keeps them.
    """
    soft = {one.row for one in problem.shortfalls}
    priced = [row for row, finding in enumerate(findings) if not finding.given and not finding.whole and row not in soft]
    changes = dict[tuple[int, int], Fraction | None]()
    asked = []
    for row, direction in ((row, direction) for row in priced for direction in (-1, 1)):
        finding, step = findings[row], direction * STEPS[findings[row].unit]
        if finding.sense != "=" and abs(finding.excess) >= abs(step) * whole_of(plan, finding):
            changes[row, direction] = Fraction(0)
        else:
            asked.append((row, direction, number_moved(plan, row, finding, step)))
    hot = Hot(problem) if hot is None else hot
    # Of a large program a few at a time, so that whoever waits sees how far it is.
    few = AT_ONCE if problem.width >= LARGE else len(asked)
    for first in range(0, len(asked), max(1, few)):
        now = asked[first : first + few]
        busy(Text(*(say(MOVING, lang, done=first, count=len(asked)) for lang in LANGS)))
        for (row, direction, _), optimum in zip(now, hot.optima([slope for *_, slope in now]), strict=True):
            changes[row, direction] = change_to(hot, optimum)
    sign = 1 if larger_is_better else -1
    prices: list[Price | None] = [None] * len(findings)
    for row in priced:
        less, more = changes[row, -1], changes[row, 1]
        prices[row] = Price(None if less is None else sign * less, None if more is None else sign * more, STEPS[findings[row].unit])
    return tuple(prices)


def whole_of(plan: Plan, finding: Finding) -> Fraction:
    """What a step of a finding's number is a step of: the plan's own whole for a share, else one."""
    return finding.under.of(plan) if finding.under is not None else Fraction(1)


def number_moved(plan: Plan, row: int, finding: Finding, step: Fraction) -> Slope:
    """What a step of the number of a finding does to its row: its bound moves, or its factors where the whole is a sum of cells."""
    if finding.under is not None and finding.under.terms:
        return Slope(terms={row: [(-step * factor, plan.grid.select(where)) for factor, where in finding.under.terms]})
    return Slope({row: step * whole_of(plan, finding)})


def change_to(hot: Hot, optimum: Fraction | None) -> Fraction | None:
    """The change of the objective, a solver's last digits left out; None when no plan exists."""
    if optimum is None:
        return None
    change = optimum - hot.optimum
    return Fraction(0) if abs(change) < NOTHING else change
