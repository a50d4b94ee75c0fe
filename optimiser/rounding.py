"""From the solver's proposal to whole payable units: every hard rule kept exactly, every total exact.

Cells that are whole units already stay; the others (at a vertex no more than there are tight rows) are settled by a small integer step
that widens until a plan is found. If no plan exists in the unit asked for, a finer one is taken and said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import gcd

import numpy as np

from optimiser.grid import Index
from optimiser.lp.stages import MILLI
from optimiser.lp.whole import whole_units
from optimiser.misfit import NotRepaired, not_repaired
from optimiser.plan import Amounts, Plan, fill
from optimiser.problem import LARGE, TIERS, WISHES, Problem
from optimiser.rule import Row, Rule
from optimiser.steps import in_steps
from optimiser.tied import apart

__all__ = ["NotRepaired", "Repaired", "counted", "repair"]

# Eight digits is what the least precise solver prints; below this part of an amount a difference is print, not plan.
PRINTED = 10**7
SPANS = (0, 1, 10, 100)
# More open cells than this, in a large problem, are no matter for an integer program.
MANY = 500


@dataclass(frozen=True)
class Repaired:
    """A plan in whole units of `unit` EUR; `asked` is the unit that was asked for."""

    plan: Plan
    unit: int
    asked: int


def repair(problem: Problem, cells: tuple[int, ...], rules: tuple[Rule, ...], unit: int) -> Repaired:
    """A proposal (thousandths of a euro per cell) as a plan in whole units. Raises `NotRepaired`."""
    soft = {one.row for one in problem.shortfalls}
    hard = [row for position, row in apart(problem.rows)[0] if row.rule not in (TIERS, WISHES) and position not in soft]
    loose = _without_wish_rows(problem)
    for size in _units(hard, unit):
        for amounts in _candidates((problem, loose), hard, cells, size):
            plan = counted(Plan(problem.grid, amounts, fill(problem.grid, amounts)), rules, problem.objective[problem.grid.size :])
            kept = all(_kept(row, plan) for row in hard) and all(choice.kept(plan.amounts) for choice in problem.choices)
            if kept and _within(problem, amounts):
                return Repaired(plan, size, unit)
    raise not_repaired(problem, hard, cells, unit)


def counted(plan: Plan, rules: tuple[Rule, ...], worth: Sequence[Fraction]) -> Plan:
    """The plan with only the effect that counts: past a potential (`effect-cap`), what the goal misses least stops counting first.

    `worth` (tiers,): what a euro in a tier counts for the goal. What an `effect-floor` asks for stops last; of equals, the lowest rates first.
    """
    filled = list(plan.filled)
    grid = plan.grid
    floors = [row for rule in rules if rule.kind == "effect-floor" for row in rule.rows(grid)]
    needed = {int(j) - grid.size for row in floors for _, columns in row.terms for j in columns.tolist()}
    for rule in rules:
        if rule.kind != "effect-cap":
            continue
        for row in rule.rows(grid):
            rates = {int(j) - grid.size: factor for factor, columns in row.terms for j in columns.tolist()}
            over = sum((rate * filled[j] for j, rate in rates.items()), Fraction(0)) - row.bound
            for j in sorted(rates, key=lambda j: (j in needed, worth[j] / rates[j], rates[j], -j)):
                if over <= 0:
                    break
                cut = min(Fraction(filled[j]), over / rates[j])
                filled[j] -= cut
                over -= cut * rates[j]
    return Plan(grid, plan.amounts, tuple(filled))


def _without_wish_rows(problem: Problem) -> Problem:
    """Rounding may miss a wish by a unit: the integer step pays for it, instead of being forbidden to."""
    return problem.with_wishes_met({})


def _units(hard: list[Row], unit: int) -> Iterator[int]:
    """The unit asked for, lowered to what every exact amount is a multiple of; then finer ones down to one euro."""
    for row in hard:
        whole = row.bound.denominator == 1 and all(factor.denominator == 1 for factor, _ in row.terms)
        if row.sense == "=" and whole and row.bound != 0:
            unit = gcd(unit, int(row.bound))
    yield unit
    for finer in (100, 10, 1):
        if finer < unit:
            yield finer


def _candidates(problems: tuple[Problem, Problem], hard: Sequence[Row], cells: tuple[int, ...], unit: int) -> Iterator[Amounts]:
    """Ever wider integer steps around the proposal, first with every wish kept, then with wishes paid for; the last one frees every cell."""
    size = unit * MILLI
    down, open_list = [], []
    for position, amount in enumerate(cells):
        near = (amount + size // 2) // size
        slack = max(1, amount // PRINTED)
        if abs(amount - near * size) <= slack:
            down.append(near * unit)
        else:
            down.append(amount // size * unit)
            open_list.append(position)
    base: Amounts = np.array(down, dtype=np.int64)
    open_cells: Index = np.array(open_list, dtype=np.int64)
    if not open_list:
        yield base
    everywhere = np.arange(len(cells))
    if problems[0].width >= LARGE and len(open_list) > MANY:
        rest = np.zeros(len(cells), dtype=np.int64)
        rest[open_cells] = [cells[cell] % size for cell in open_list]
        stepped = in_steps(problems[0], hard, base, rest, unit, size)
        if stepped is not None:
            yield stepped
    for problem, span, chosen in product(problems, SPANS, (open_cells, everywhere)):
        if chosen.size:
            amounts = whole_units(problem, base, chosen, unit, span)
            if amounts is not None:
                yield amounts


def _within(problem: Problem, amounts: Amounts) -> bool:
    """No cell has more than it can hold: what its line has, and what was requested."""
    return all(0 <= amount <= most for amount, most in zip(amounts.tolist(), problem.upper, strict=False))


def _kept(row: Row, plan: Plan) -> bool:
    excess = row.excess(plan)
    return excess == 0 if row.sense == "=" else excess <= 0 if row.sense == "<=" else excess >= 0
