"""Where the best plan leaves a choice: the range of every line among the best plans, and another plan that is exactly as good.

Ranges speak about the optimum before rounding to payable units; the other plan is in whole units and keeps every rule, so it can be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimiser.audit import broken, check_all
from optimiser.certificate import Certificate
from optimiser.goal import Goal
from optimiser.lp.face import line_ranges
from optimiser.plan import Plan, fill
from optimiser.rounding import counted
from optimiser.rule import Rule

# Looking further than this for another plan would cost more than the plan itself.
MOST_TRIED = 60


@dataclass(frozen=True)
class Range:
    """The least and most (EUR) that an effect group can get in any best plan."""

    group: int
    low: int
    high: int


def ranges(certificate: Certificate, unit: int) -> tuple[Range, ...]:
    """The groups whose money can differ between best plans by at least one payable unit."""
    found = line_ranges(certificate.problem, certificate.multipliers)
    return tuple(Range(group, low, high) for group, (low, high) in enumerate(found) if high - low >= unit)


def another(plan: Plan, rules: Sequence[Rule], goal: Goal, unit: int) -> dict[int, int] | None:
    """Changes per cell (EUR) that lead to a different plan with the same value that keeps every rule as well; None when none was found."""
    value, worth = goal.value(plan), goal.objective(plan.grid).tiers
    missed = {(one.rule, one.year, one.member): one.shortfall for one in check_all(plan, rules)}
    for tried, move in enumerate(_moves(plan, unit)):
        if tried >= MOST_TRIED:
            return None
        amounts = plan.amounts.copy()
        for cell, step in move.items():
            amounts[cell] += step
        other = counted(Plan(plan.grid, amounts, fill(plan.grid, amounts)), tuple(rules), worth)
        if goal.value(other) != value:
            continue
        findings = check_all(other, rules)
        worse = any(one.shortfall > missed[one.rule, one.year, one.member] for one in findings)
        if not worse and not broken(findings, rules):
            return move
    return None


def _moves(plan: Plan, unit: int) -> Iterator[dict[int, int]]:
    """One unit from a line to another of the same source and year; or two sources that swap a unit between two lines."""
    grid = plan.grid
    year, source, group = grid.codes["year"], grid.codes["source"], grid.group
    spent = [int(cell) for cell in np.flatnonzero(plan.amounts >= unit)]
    at = {(int(source[cell]), int(group[cell])): cell for cell in range(grid.size)}
    for a in spent:
        for b in spent:
            if a < b and year[a] == year[b] and source[a] != source[b] and group[a] != group[b]:
                c, d = at.get((int(source[b]), int(group[a]))), at.get((int(source[a]), int(group[b])))
                if c is not None and d is not None:
                    yield {a: -unit, c: unit, b: -unit, d: unit}
    for a in spent:
        for b in range(grid.size):
            if a != b and year[a] == year[b] and source[a] == source[b]:
                yield {a: -unit, b: unit}
