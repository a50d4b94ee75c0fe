"""The rules told to the solver are the rules that are checked: proved before every solve; and every check on a plan.

Both tellings of a rule are affine in the plan. Two affine functions that agree on the empty plan and on a few plans of large random
numbers are the same (Freivalds): a halved coefficient, a flipped sense or a wrong whole shows. What is all or nothing has no row; there the
choices that are decided on are compared with the check, member by member and verdict by verdict, on plans that also hold nothing in places.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from random import Random

import numpy as np

from optimiser.grid import Grid
from optimiser.plan import Amounts, Plan
from optimiser.rule import AT_MOST_SO_MANY, Finding, Row, Rule

# Random plans per proof; each wrong coefficient escapes one plan with a chance below 1 in 2^30.
TRIALS = 2
SEED = 2023
SIZE = 2**31
# Plans on which all-or-nothing statements are compared.
PATCHY = 6


class Disagreement(AssertionError):
    """A rule tells the solver something else than it checks: a fault of ours. Names the rule, year and member."""


def prove_agreement(grid: Grid, rules: Sequence[Rule]) -> None:
    """Compares `rows` and `check` of every rule as exact values. Raises `Disagreement`."""
    dice = Dice()
    empty = Plan(grid, np.zeros(grid.size, dtype=np.int64), (0,) * len(grid.tiers.rate))
    plans = [empty]
    for _ in range(TRIALS):
        filled = tuple(dice.numbers(SIZE, len(grid.tiers.rate)).tolist())
        plans.append(Plan(grid, dice.numbers(SIZE, grid.size), filled))
    for rule in rules:
        _prove_choices(grid, rule, plans, dice)
        rows = list(rule.rows(grid))
        for plan in plans:
            findings = list(rule.check(plan))
            if len(rows) != len(findings):
                raise Disagreement(f"{rule.id}: {len(rows)} rows, {len(findings)} findings")
            for row, finding in zip(rows, findings, strict=True):
                _compare(row, finding, plan)


class Dice:
    """Random whole numbers, the same in every run; numpy's own generators take longer to load than a small programme takes to prove."""

    def __init__(self) -> None:
        self._random = Random(SEED)  # noqa: S311 - not a secret: numbers that nobody has chosen

    def numbers(self, below: int, count: int) -> Amounts:
        """So many numbers (count,) from 0 to `below`, which is far less than 2^64."""
        return (np.frombuffer(self._random.randbytes(8 * count), dtype="<u8") % np.uint64(below)).astype(np.int64)


def _patchy(grid: Grid, dice: Dice) -> list[Plan]:
    """Plans with money in few cells, from single euros up: where all-or-nothing statements hold and where they do not."""
    plans = []
    for trial in range(PATCHY):
        amounts = dice.numbers(10 ** (2 + trial), grid.size) * (dice.numbers(1 + trial, grid.size) == 0)
        plans.append(Plan(grid, amounts, (0,) * len(grid.tiers.rate)))
    return plans


def _prove_choices(grid: Grid, rule: Rule, plans: Sequence[Plan], dice: Dice) -> None:
    choices = list(rule.choices(grid))
    for plan in [*plans, *_patchy(grid, dice)] if choices else ():
        findings = list(rule.check(plan))
        if len(choices) != len(findings):
            raise Disagreement(f"{rule.id}: {len(choices)} choices, {len(findings)} findings")
        for choice, finding in zip(choices, findings, strict=True):
            told = dict(zip(choice.members, choice.amounts(plan.amounts).tolist(), strict=True))
            checked = finding.over.by_member(plan)
            counted = finding.sense == AT_MOST_SO_MANY
            limits = (finding.limit, {0}) if counted else (None, {ceil(finding.limit)})
            same = (choice.rule, choice.year, choice.most, set(choice.least.tolist())) == (finding.rule, finding.year, *limits)
            if not same or told != checked or choice.kept(plan.amounts) != finding.holds:
                raise Disagreement(f"{rule.id} {finding.year or ''} {finding.member or ''}: the choices are not what is checked")


def _compare(row: Row, finding: Finding, plan: Plan) -> None:
    if finding.whole:
        # An empty row keeps its place among the rows; anything in it would be a statement that nobody checks.
        if row.terms or row.bound or not row.given or (row.rule, row.year, row.member) != (finding.rule, finding.year, finding.member):
            raise Disagreement(f"{row.rule} {row.year or ''} {row.member or ''}: an all-or-nothing statement has no row")
        return
    same = (row.rule, row.year, row.member, row.sense, row.given) == (finding.rule, finding.year, finding.member, finding.sense, finding.given)
    told, checked = row.excess(plan), finding.excess
    if not same or not isinstance(told, Fraction) or not isinstance(checked, Fraction) or told != checked:
        raise Disagreement(f"{row.rule} {row.year or ''} {row.member or ''}: rows say {told}, check says {checked}")


def check_all(plan: Plan, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Every finding of every rule on a plan, in the order of the rules."""
    return tuple(finding for rule in rules for finding in rule.check(plan))


def broken(findings: Sequence[Finding], rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """The findings of hard rules that do not hold."""
    hard = {rule.id for rule in rules if rule.soft is None}
    return tuple(finding for finding in findings if finding.rule in hard and not finding.holds)
