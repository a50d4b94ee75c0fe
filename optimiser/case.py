"""One case solved: from grid and rules to an exact, checked, certified plan, or to the proof that none exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any

from optimiser import audit
from optimiser.basis import exact_prices
from optimiser.build import spend_by
from optimiser.busy import CHOOSING, PROVING, ROUNDING, SOLVING, busy, sized
from optimiser.certificate import Certificate, bound, certify, refutes, tightest
from optimiser.deciding import decided, nothing_fits
from optimiser.faults import Fault, Refused
from optimiser.goal import Goal
from optimiser.grid import Grid
from optimiser.language import Text
from optimiser.lp import highs, pooling, stages
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan, Optimum
from optimiser.plan import Plan
from optimiser.problem import LARGE, Problem, make_problem
from optimiser.reference import Split, beyond_requests, fixed, wishes
from optimiser.rounding import Repaired, repair
from optimiser.rule import Finding, Rule

# From so many columns on a program is wide.
WIDE = 50_000


class ProofFailed(RuntimeError):
    """A check or proof of ours failed: there is no plan to show. The message says which."""


@dataclass(frozen=True)
class Judged:
    """A plan with its findings and its exact value in the goal's unit; amounts are in whole units of `unit` EUR."""

    plan: Plan
    findings: tuple[Finding, ...]
    value: Fraction
    unit: int


@dataclass(frozen=True)
class Solved(Judged):
    """The best plan, with its certificate; `optimum` is the solver's own number, `asked` the unit that was asked for.

    Where rules are all or nothing, the certificate leaves them out; `optimum` and `held` are those of the problem in which it is decided who gets
    money: what is told of prices and exchanges holds as long as the same members get money. With `by_order` the fixed order of ids alone chose
    among equally good plans, though there was a reference to stay close to.
    """

    optimum: Fraction
    certificate: Certificate
    asked: int
    held: Certificate | None = None
    by_order: bool = False

    @property
    def around(self) -> Certificate:
        """What holds around this plan: with the same members where rules are all or nothing, else the certificate."""
        return self.held or self.certificate


def solve_case(
    grid: Grid,
    rules: Sequence[Rule],
    goal: Goal,
    unit: int,
    solver: str,
    closeness: Sequence[Closeness] = (),
    room: int = 0,
    proposal: Plan | None = None,
) -> Solved | NoPlan:
    """Solves, certifies, repairs and checks; agreement of the rules was proved. Raises `ProofFailed`, `NotRepaired`, `SolverStopped`.

    A `proposal` is a plan in units of `unit` that keeps the hard rules: it is taken as it is, and the certificate says what it could have been.
    """
    asked = make_problem(grid, rules, goal, room)
    sized(grid.size, asked.width, len(asked.rows))
    busy(SOLVING)
    found = at_best(asked, solver)
    if isinstance(found, NoPlan):
        return found
    problem = found.problem
    busy(PROVING)
    certificate, best = prove(found)
    held: Certificate | None = None
    by_order = False
    if proposal is None:
        if problem.choices:
            held = hold(problem, solver)
        near = certificate if held is None else held
        # Closeness to a reference in a wide program with one line a group takes far longer than the solve: there the canonical order decides alone.
        by_order = bool(closeness) and problem.width >= WIDE and not pooling.fits(problem)
        busy(CHOOSING)
        chosen = stages.choose(near.problem, near.multipliers, () if by_order else closeness)
        busy(ROUNDING)
        repaired = repair(near.problem, chosen, tuple(rules), unit)
    else:
        held = hold(problem, solver, proposal) if problem.choices else None
        repaired = Repaired(proposal, unit, unit)
    findings = audit.check_all(repaired.plan, rules)
    if wrong := audit.broken(findings, rules):
        raise ProofFailed(f"{wrong[0].rule} {wrong[0].year} {wrong[0].member}")
    value = goal.value(repaired.plan)
    certificate = certify(_with_wishes_as_met(problem, rules, findings), certificate.multipliers)
    sign = 1 if goal.larger_is_better else -1
    if certificate.bound < sign * value:
        raise ProofFailed(f"bound {certificate.bound} < {sign * value}")
    optimum = sign * (best if held is None else held.bound)
    if held is not None:
        held = certify(_with_wishes_as_met(held.problem, rules, findings), held.multipliers)
    return Solved(repaired.plan, findings, value, repaired.unit, optimum, certificate, repaired.asked, held, by_order)


def best_value(grid: Grid, rules: Sequence[Rule], goal: Goal) -> Fraction | None:
    """The optimum of a case in the goal's unit, before rounding to payable units; None when no plan exists.

    It is the bound of the certificate: exact, where the solver's own number is the nearest float. With all-or-nothing rules it is the best that
    was found. Raises `NothingFits`.
    """
    found = at_best(make_problem(grid, rules, goal))
    if isinstance(found, NoPlan):
        return None
    best = hold(found.problem) if found.problem.choices else prove(found)[0]
    return (1 if goal.larger_is_better else -1) * best.bound


def hold(problem: Problem, solver: str = highs.NAME, proposal: Plan | None = None) -> Certificate:
    """The optimum once it is decided who gets money, with its certificate; a `proposal` decides it by who gets money there.

    Raises `NothingFits`, `ProofFailed`, `SolverStopped`.
    """
    left, picked = decided(problem, None if proposal is None else proposal.amounts)
    found = at_best(left, solver)
    if isinstance(found, NoPlan):
        raise nothing_fits(problem, picked)
    return prove(found)[0]


def at_best(problem: Problem, solver: str = highs.NAME) -> Optimum | NoPlan:
    """The optimum of the goal among the plans that serve the wishes best, priority by priority; its problem holds what they reached."""
    reached: dict[int, Fraction] = {}
    for priority in problem.priorities:
        found = stages.optimum(problem.for_wish(priority), solver)
        if isinstance(found, NoPlan):
            return replace(found, problem=problem)
        certificate, best = prove(found)
        missed = max(-certificate.bound, Fraction(0))
        # The bound of a large problem lies a hair below what its solver reached (rounded prices): what is possible lies in between.
        reached[priority] = missed if problem.width < LARGE else Fraction(ceil(max(missed, -best)))
        problem = problem.with_wishes_met(reached)
    return stages.optimum(problem, solver)


# From the solver's own prices to the exact prices of ever more careful solves; the first that closes on the optimum is the certificate.
LADDER: tuple[dict[str, Any], ...] = (
    {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9},
    {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10, "presolve": "off"},
)


def prove(found: Optimum) -> tuple[Certificate, Fraction]:
    """A certificate that closes on the optimum, and that optimum. Raises `ProofFailed` when no step of the ladder gives one."""
    closed = tightest(found.problem, _candidates(found))
    if closed is None:
        raise ProofFailed("certificate")
    return closed


def disprove(answer: NoPlan) -> Certificate:
    """Multipliers that prove that no plan exists (their bound is negative). Raises `ProofFailed` when the solver's ray proves nothing."""
    signed = None if answer.ray is None else refutes(answer.problem, answer.ray)
    if signed is None:
        raise ProofFailed("farkas")
    return Certificate(answer.problem, signed, bound(answer.problem, signed, (Fraction(0),) * answer.problem.width))


def proved(problem: Problem, solver: str = highs.NAME) -> Certificate | NoPlan:
    """The certificate of a problem's own objective, such as that of one wish (`Problem.for_wish`). Raises `ProofFailed`."""
    found = stages.optimum(problem, solver)
    return found if isinstance(found, NoPlan) else prove(found)[0]


def _candidates(found: Optimum) -> Iterator[tuple[Sequence[Fraction], Fraction]]:
    """Exact prices of a basis before a solver's own: they close to the last digit. For a large problem they would take far longer than the solve."""
    if found.problem.width >= LARGE and found.multipliers is not None:
        yield found.multipliers, found.value
    yield from _exact(found)
    if found.basis is None:
        again = stages.optimum(found.problem, highs.NAME)
        if isinstance(again, Optimum):
            yield from _exact(again)
    if found.multipliers is not None:
        yield found.multipliers, found.value
    for options in LADDER:
        again = stages.optimum(found.problem, highs.NAME, options)
        if isinstance(again, Optimum):
            yield from _exact(again)


def _exact(found: Optimum) -> Iterator[tuple[Sequence[Fraction], Fraction]]:
    if found.basis is not None and (prices := exact_prices(found.problem, *found.basis)) is not None:
        yield prices, found.value


def score_split(
    grid: Grid, rules: Sequence[Rule], goal: Goal, unit: int, split: Split, closeness: Sequence[Closeness] = (), also: Sequence[Rule] = ()
) -> Judged:
    """A split made by hand, its flows found so that the rules are broken as little as possible.

    Raises as `solve_case`, and `Refused` where the split gives more than was requested.
    `also` are rules that hold like the split itself. The findings are those of `rules` themselves, not of the wishes they were turned into.
    """
    if beyond := beyond_requests(grid, split):
        raise Refused([_beyond(*one) for one in beyond])
    room = sum(split.amounts.values())
    answer = solve_case(grid, (*wishes(rules), *fixed(split), *also), goal, unit, highs.NAME, closeness, room)
    if isinstance(answer, NoPlan):
        raise ProofFailed("split")
    return Judged(answer.plan, audit.check_all(answer.plan, rules), answer.value, answer.unit)


def _beyond(value: str, year: str, amount: int, requested: int) -> Fault:
    expected = Text("ten hoogste wat er gevraagd is: {requested:eur}", "at most what was requested: {requested:eur}")
    mend = Text("verlaag het bedrag van {value} in {year} tot wat er gevraagd is", "lower the amount of {value} in {year} to what was requested")
    values: tuple[tuple[str, int | str], ...] = (("requested", requested), ("value", value), ("year", year))
    return Fault("beyond-requests", f"{value}.{year}", found=str(amount), expected=expected, mend=mend, values=values)


def closeness_to(grid: Grid, split: Split) -> Closeness:
    """The distance to a split, per value of its attribute and year."""
    parts = [(cells, split.amounts[value, year]) for value, year, cells in spend_by(grid, split.attribute) if (value, year) in split.amounts]
    return Closeness(tuple(cells for cells, _ in parts), tuple(amount for _, amount in parts))


def spend_split(plan: Plan, attribute: str) -> Split:
    """What a plan spends, per value of an attribute and year."""
    return Split(attribute, {(value, year): int(plan.amounts[cells].sum()) for value, year, cells in spend_by(plan.grid, attribute)})


def _with_wishes_as_met(problem: Problem, rules: Sequence[Rule], findings: Sequence[Finding]) -> Problem:
    """The bound speaks about plans that miss the wishes no more than this plan does."""
    missed = missed_wishes(rules, findings)
    return problem.with_wishes_met({priority: missed[priority] for priority in problem.priorities})


def missed_wishes(rules: Sequence[Rule], findings: Sequence[Finding]) -> dict[int, Fraction]:
    """The weighted shortfall of a plan by wish priority (EUR or persons), most urgent first."""
    soft = {rule.id: rule.soft for rule in rules if rule.soft is not None}
    missed = {priority: Fraction(0) for priority in sorted({one.priority for one in soft.values()})}
    for finding in findings:
        if (wish := soft.get(finding.rule)) is not None:
            missed[wish.priority] += wish.weight * finding.shortfall
    return missed
