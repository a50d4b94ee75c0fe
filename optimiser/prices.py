"""What a little less or more of each rule is worth: two-sided, by solving again with the limit moved.

A dual price alone misleads where the optimum is degenerate (it can read 0 although EUR 1 less costs effect), and solvers disagree on it; the
effect of a real step does not depend on the solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.language import MILLION
from optimiser.lp.hot import Hot
from optimiser.plan import Plan
from optimiser.problem import Problem
from optimiser.rule import Finding

STEPS = {"EUR": Fraction(MILLION), "share": Fraction(1, 100), "ratio": Fraction(1), "persons": Fraction(1)}
# Smaller than what a solver can tell from nothing: a millionth of a person.
NOTHING = Fraction(1, 10**6)


@dataclass(frozen=True)
class Price:
    """Change of the goal (its unit) when a rule's number moves one step down (`less`) or up (`more`); None: no plan exists then.

    `step` is what moves: EUR 1 million, one percentage point of a share, 1 for a ratio, 1 person for an effect.
    """

    less: Fraction | None
    more: Fraction | None
    step: Fraction


def price_rules(problem: Problem, plan: Plan, findings: Sequence[Finding], larger_is_better: bool) -> tuple[Price | None, ...]:
    """A price for every finding of a solved plan; None for wishes and for the money itself.

    Findings stand in the order of the problem's first rows. Rows with more room than the step have no price: the same plan keeps them.
    """
    hot = Hot(problem)
    soft = {one.row for one in problem.shortfalls}
    prices: list[Price | None] = []
    for row, finding in enumerate(findings):
        if finding.given or row in soft:
            prices.append(None)
            continue
        step = STEPS[finding.unit]
        less, more = (_side(hot, plan, row, finding, direction * step) for direction in (-1, 1))
        sign = 1 if larger_is_better else -1
        prices.append(Price(None if less is None else sign * less, None if more is None else sign * more, step))
    return tuple(prices)


def _side(hot: Hot, plan: Plan, row: int, finding: Finding, step: Fraction) -> Fraction | None:
    """Change of the objective when the number moves by `step`; None when no plan exists then."""
    whole = finding.under.of(plan) if finding.under is not None else Fraction(1)
    if finding.sense != "=" and abs(finding.excess) >= abs(step) * whole:
        return Fraction(0)
    if finding.under is not None and finding.under.terms:
        factors = [(-step * factor, plan.grid.select(where)) for factor, where in finding.under.terms]
        moved = hot.moved(row, Fraction(0), factors)
    else:
        moved = hot.moved(row, step * whole)
    if moved is None:
        return None
    change = moved - hot.optimum
    return Fraction(0) if abs(change) < NOTHING else change
