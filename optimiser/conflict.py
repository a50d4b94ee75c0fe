"""No plan exists: which rules cannot be kept together, how much is missing, and what would have to give.

Budgets are facts: the money that there is can be no member of a conflict, only the wish to spend it in full can.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from optimiser.certificate import refutes
from optimiser.grid import Grid
from optimiser.language import LANGS, Lang, Text, listing, quantity, say
from optimiser.lp.elastic import least_slack, possible
from optimiser.lp.stages import MILLI, NoPlan
from optimiser.plan import Plan, fill
from optimiser.problem import INNER, WISHES, Problem
from optimiser.rule import Finding, Row, Rule

Member = tuple[str, str | None]
# Whose to change comes first: an assumption is ours, a law is parliament's.
STANDINGS = ("assumption", "policy", "agreement", "law")


@dataclass(frozen=True)
class Repair:
    """One rule that gives way alone: its new number in its own unit, and the money (or persons) that takes. A plan then exists."""

    rule: Rule
    year: str | None
    to: Fraction
    unit: str
    slack: Fraction


@dataclass(frozen=True)
class Conflict:
    """A minimal set of (rule, year): leave any one out and a plan exists. `shortfall` in `unit` (EUR or persons)."""

    members: tuple[Member, ...]
    shortfall: Fraction
    unit: str
    repairs: tuple[Repair, ...]
    limits: dict[Member, Finding]


def find_conflict(answer: NoPlan, rules: Sequence[Rule]) -> Conflict:
    """The minimal conflict of a problem without a plan, with the repairs ranked by who may change them, then by size."""
    named = {rule.id: rule for rule in rules}
    problem = _split_balances(answer.problem, {rule.id for rule in rules if rule.kind == "balance"})
    rows_of = _members(problem)
    suspects = _farkas_support(answer, rows_of)
    everything = {row for rows in rows_of.values() for row in rows}
    if possible(problem, everything - {row for member in suspects for row in rows_of[member]}):
        suspects = sorted(rows_of, key=_key)
    standing = {rule.id: rule.standing for rule in rules}
    kept = sorted(suspects, key=lambda member: (STANDINGS.index(standing[member[0]]), _key(member)))
    for member in list(kept):
        trial = {row for one in kept if one != member for row in rows_of[one]}
        if not possible(problem, everything - trial):
            kept.remove(member)
    effects = [member for member in kept if named[member[0]].kind.startswith("effect")]
    # Euros and persons are never added together: where effect is asked for, what is missing is told in persons.
    rows = {row for member in effects or kept for row in rows_of[member]}
    given = least_slack(problem, rows, everything - {row for member in kept for row in rows_of[member]})
    shortfall = given.total if given is not None else Fraction(0)
    repairs = _repairs(problem, kept, rows_of, named)
    ordered = sorted(kept, key=lambda member: (STANDINGS[::-1].index(standing[member[0]]), _key(member)))
    return Conflict(tuple(ordered), shortfall, "persons" if effects else "EUR", repairs, _limits(problem.grid, ordered, named))


def sentence(conflict: Conflict, rules: Sequence[Rule]) -> Text:
    """The conflict in one sentence, in both languages."""
    return Text(*(_sentence(conflict, {rule.id: rule for rule in rules}, lang) for lang in LANGS))


def _split_balances(problem: Problem, balances: Collection[str]) -> Problem:
    """Every "spend exactly" of a balance as "no more than there is" (given) and "no less" (a rule that can give)."""
    rows: list[Row] = []
    for row in problem.rows:
        if row.rule in balances and row.sense == "=":
            rows += [replace(row, sense="<=", given=True), replace(row, sense=">=")]
        else:
            rows.append(row)
    # Shortfall columns point at rows by position; wishes never make a plan impossible, so they are left out of the search.
    return replace(problem, rows=tuple(row for row in rows if row.rule != WISHES), shortfalls=())


def _members(problem: Problem) -> dict[Member, list[int]]:
    found: dict[Member, list[int]] = {}
    for position, row in enumerate(problem.rows):
        if row.given or row.rule in INNER or any((columns >= _end(problem)).any() for _, columns in row.terms):
            continue
        found.setdefault((row.rule, row.year), []).append(position)
    return found


def _end(problem: Problem) -> int:
    return problem.grid.size + len(problem.grid.tiers.rate)


def _key(member: Member) -> tuple[str, str]:
    return member[1] or "", member[0]


def _farkas_support(answer: NoPlan, rows_of: dict[Member, list[int]]) -> list[Member]:
    """The rules that the solver's own proof of infeasibility leans on, when that proof holds exactly."""
    signed = refutes(answer.problem, answer.ray) if answer.ray is not None else None
    if signed is None:
        return sorted(rows_of, key=_key)
    used = {(row.rule, row.year) for row, y in zip(answer.problem.rows, signed, strict=True) if y != 0}
    return sorted(used & set(rows_of), key=_key)


def _repairs(problem: Problem, kept: Sequence[Member], rows_of: dict[Member, list[int]], named: dict[str, Rule]) -> tuple[Repair, ...]:
    found = []
    for member in kept:
        given = least_slack(problem, rows_of[member])
        if given is None:
            continue
        amounts = np.array([round(Fraction(cell, MILLI)) for cell in given.cells], dtype=np.int64)
        plan = Plan(problem.grid, amounts, fill(problem.grid, amounts))
        worst = max(
            (one for one in named[member[0]].check(plan) if one.year == member[1]),
            key=lambda one: one.shortfall,
        )
        found.append(Repair(named[member[0]], member[1], _given_way(worst, given.total), worst.unit, given.total))
    return tuple(sorted(found, key=lambda one: (STANDINGS.index(one.rule.standing), one.slack, one.rule.id)))


def _given_way(finding: Finding, slack: Fraction) -> Fraction:
    """The number at which the rule can be kept: an amount or a share of a budget, else what the nearest plan reaches.

    Whole euros, or six decimals, always rounded to the easier side: typed in as it stands, it gives a plan.
    """
    sign = -1 if finding.sense == ">=" or (finding.sense == "=" and finding.excess < 0) else 1
    if finding.under is None:
        number = finding.limit + sign * slack
    elif not finding.under.terms:
        number = finding.limit + sign * slack / finding.under.constant
    else:
        number = finding.limit if finding.left is None else finding.left
    scale = 1 if finding.unit == "EUR" else 10**6
    return Fraction(floor(number * scale) if sign < 0 else ceil(number * scale), scale)


def _limits(grid: Grid, members: Sequence[Member], named: dict[str, Rule]) -> dict[Member, Finding]:
    empty = Plan(grid, np.zeros(grid.size, dtype=np.int64), (0,) * len(grid.tiers.rate))
    return {member: next(one for one in named[member[0]].check(empty) if one.year == member[1]) for member in members}


TOGETHER = Text(
    "ONHAALBAAR{year}: {members} kunnen niet samen; tekort {shortfall}.", "INFEASIBLE{year}: {members} cannot hold together; shortfall {shortfall}."
)
ALONE = Text(
    "ONHAALBAAR{year}: {members} is op zichzelf onmogelijk; tekort {shortfall}.",
    "INFEASIBLE{year}: {members} is impossible by itself; shortfall {shortfall}.",
)
CHEAPEST = Text(" Goedkoopste herstel: {repairs}.", " Cheapest repair: {repairs}.")
MORE = Text(
    " Geen van deze regels kan het alleen oplossen: er is nog een ander conflict. Herstel dit eerst en reken opnieuw.",
    " None of these rules can solve it alone: there is another conflict besides. Mend this one first and solve again.",
)
OR = Text(", of ", ", or ")


def _sentence(conflict: Conflict, named: dict[str, Rule], lang: Lang) -> str:
    members = [f"{rule} ({named[rule].name[lang]} {_amount(conflict.limits[rule, year], lang)})" for rule, year in conflict.members]
    years = sorted({year for _, year in conflict.members if year})
    unit = "EUR" if conflict.unit == "EUR" else "persons"
    missing = quantity(conflict.shortfall, unit, lang)
    when = f" {listing(years, lang)}" if years else ""
    text = say(TOGETHER if len(members) > 1 else ALONE, lang, year=when, members=listing(members, lang), shortfall=missing)
    options = [f"{one.rule.id} → {quantity(one.to, one.unit, lang)}" for one in conflict.repairs[:4]]
    return text + (say(CHEAPEST, lang, repairs=OR[lang].join(options)) if options else MORE[lang])


def _amount(finding: Finding, lang: Lang) -> str:
    sign = {"=": "", ">=": "≥ ", "<=": "≤ "}[finding.sense]
    return sign + quantity(finding.limit, finding.unit, lang)
