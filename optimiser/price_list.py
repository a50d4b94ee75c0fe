"""What every policy rule costs: the effect without it, one at a time, ranked; and how far each small price reaches.

Without a rule means: the same case with that rule switched off, solved again. A price per step holds over a range; its ends are found by
walking along the value curve, which is concave in a limit, until the slope changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.audit import check_all
from optimiser.busy import busy
from optimiser.case import WIDE, Solved, best_value
from optimiser.goal import Goal
from optimiser.grid import Grid
from optimiser.language import LANGS, Text, say
from optimiser.lp.hot import Hot
from optimiser.plan import Plan
from optimiser.prices import NOTHING, change_to, number_moved, price_rules
from optimiser.problem import WISHES, Problem
from optimiser.rule import Finding, Rule, number_key
from optimiser.typed import Number

# Doublings of the step tried on each side, and halvings to find where the slope changes (to a millionth of the range).
FARTHEST, FINEST = 12, 20
# Gains below this many persons (or euros) are the solver's last digits.
VISIBLE = Fraction(1, 10**4)
WITHOUT = Text("zonder regel {number} van {count}: {name}", "without rule {number} of {count}: {name}")


@dataclass(frozen=True)
class RuleCost:
    """What a whole rule costs: the `gain` of the goal without it (its unit; for money: euros saved). A wish can cost less than nothing.

    `years`: the same for each year's number alone, for a rule that costs something and has numbers by year (the price of its phasing).
    """

    rule: Rule
    gain: Fraction
    years: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True)
class Reach:
    """One side of a rule's price: per `step` the goal changes by `change` (None: no plan then), as far as the number `until` (None: not known)."""

    change: Fraction | None
    until: Fraction | None


@dataclass(frozen=True)
class Priced:
    """A finding with its price on both sides."""

    finding: Finding
    step: Fraction
    less: Reach
    more: Reach


def rule_costs(grid: Grid, rules: Sequence[Rule], goal: Goal, best: Solved) -> tuple[RuleCost, ...]:
    """Every rule but the balances, dearest first. `best` is the case's own best plan; wishes stay wishes."""
    optimum = best.optimum if goal.larger_is_better else -best.optimum
    free = _without_price(best, rules)
    costs = []
    for number, rule in enumerate(rules, start=1):
        if rule.kind == "balance":
            continue
        busy(Text(*(say(WITHOUT, lang, number=number, count=len(rules), name=rule.name) for lang in LANGS)))
        others = [one for one in rules if one.id != rule.id]
        gain = Fraction(0) if rule.id in free else _gain(grid, others, goal, optimum)
        years: list[tuple[str, Fraction]] = []
        for year in grid.years if gain != 0 and len(rule.number.by_year) > 1 else ():
            left = {key: value for key, value in rule.number.by_year.items() if key != year}
            without = rule.model_copy(update={number_key(rule): Number(left)})
            years.append((year, _gain(grid, [without if one.id == rule.id else one for one in rules], goal, optimum)))
        costs.append(RuleCost(rule, gain, tuple(years)))
    return tuple(sorted(costs, key=lambda one: (-one.gain, one.rule.id)))


def _without_price(best: Solved, rules: Sequence[Rule]) -> set[str]:
    """The hard rules without a multiplier in the proof of the best plan: without such a rule the same multipliers prove the same bound.

    None where leaving a rule out could move more than the goal: what wishes reach, or who gets money.
    """
    proof = best.certificate
    missed = any(row.rule == WISHES and row.bound != 0 for row in proof.problem.rows)
    if missed or best.held is not None:
        return set()
    priced = {row.rule for row, y in zip(proof.problem.rows, proof.multipliers, strict=True) if y != 0}
    return {rule.id for rule in rules if rule.soft is None and rule.id not in priced}


def _gain(grid: Grid, rules: Sequence[Rule], goal: Goal, optimum: Fraction) -> Fraction:
    answer = best_value(grid, rules, goal)
    gain = (answer if goal.larger_is_better else -answer) - optimum if answer is not None else Fraction(0)
    return Fraction(0) if abs(gain) < VISIBLE else gain


def reaches(problem: Problem, plan: Plan, rules: Sequence[Rule], goal: Goal) -> tuple[Priced, ...]:
    """Every hard finding that a step on at least one side would change, with how far that price holds; in a wide problem that is not searched."""
    hot = Hot(problem)
    sign = 1 if goal.larger_is_better else -1
    findings = check_all(plan, rules)
    found = []
    for row, (finding, price) in enumerate(zip(findings, price_rules(problem, plan, findings, goal.larger_is_better, hot), strict=True)):
        if price is None or (price.less == 0 and price.more == 0):
            continue
        sides = ((price.less, -price.step), (price.more, price.step))
        if problem.width >= WIDE:
            less, more = (Reach(change, None) for change, _ in sides)
        else:
            less, more = (_reach(hot, plan, row, finding, step, None if change is None else sign * change, sign) for change, step in sides)
        found.append(Priced(finding, price.step, less, more))
    return tuple(found)


def _reach(hot: Hot, plan: Plan, row: int, finding: Finding, step: Fraction, first: Fraction | None, sign: int) -> Reach:
    """How far the change of the objective `first` of one step holds (None: no plan then)."""
    if first is None:
        return Reach(None, finding.limit)
    if first == 0:
        return Reach(Fraction(0), None)

    def straight(times: Fraction) -> bool:
        change = _change(hot, plan, row, finding, step * times)
        return change is not None and abs(change - first * times) <= NOTHING * max(Fraction(1), times)

    good = Fraction(1)
    for _ in range(FARTHEST):
        if not straight(good * 2):
            break
        good *= 2
    bad = good * 2
    for _ in range(FINEST):
        middle = (good + bad) / 2
        good, bad = (middle, bad) if straight(middle) else (good, middle)
    return Reach(sign * first, finding.limit + step * good)


def _change(hot: Hot, plan: Plan, row: int, finding: Finding, step: Fraction) -> Fraction | None:
    """Change of the objective when the number moves by `step`; None when no plan exists then."""
    return change_to(hot, hot.optima([number_moved(plan, row, finding, step)])[0])
