"""What a number of a range stands for: the unit it is in, what it is in the case itself, and the whole euros that a factor on budgets gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from optimiser.audit import check_all
from optimiser.draft import EVERY, split_key
from optimiser.exact import read_exact
from optimiser.faults import Refused, unknown
from optimiser.plan import Plan
from optimiser.rule import Finding
from optimiser.run import Case
from optimiser.swept import Unit

EUROS = ("unit",)
YEARS = ("goal.target",)


def unit_of(case: Case, key: str, number: Fraction, scales: bool) -> Unit:
    """The unit of a key's number; `case` has it set to `number`. `number` where nothing tells."""
    head, _, rest = key.partition(".")
    if scales:
        return "factor"
    if head == "source" or key in EUROS:
        return "EUR"
    if key in YEARS:
        return "year"
    if head == "estimate":
        return "rate"
    if head == "instrument":
        return "share" if ".cofinancing" in key else "EUR"
    if head == "rule":
        return _of_rule(case, rest, number)
    return "number"


def base_of(base: Case, case: Case, scales: bool) -> Fraction | None:
    """What the number is in the case itself, `case` being the same with the number set; None when it has no single one."""
    if scales:
        return Fraction(1)
    was = {one.was for one in case.changed.overrides[len(base.changed.overrides) :]}
    return read_exact(was.pop()) if len(was) == 1 else None


def budgets_under(case: Case, key: str) -> Mapping[tuple[str, str], int]:
    """The amounts (EUR, by source line and year) that a factor on this key multiplies; empty for a key of anything else."""
    head, _, rest = key.partition(".")
    split = split_key(rest, [one.id for one in case.programme.source]) if head == "source" else None
    if split is None:
        return {}
    ids, years = split
    budgets = sorted(case.changed.figures.budgets.items())
    return {at: one.value for at, one in budgets if at[0] in ids and at[1] in (years or [at[1]]) and isinstance(one.value, int)}


def amounts_of(case: Case, rules: Sequence[str]) -> dict[str, Fraction]:
    """The numbers of rules by their `--set` key. Raises `Refused` for a rule that does not exist."""
    known = {rule.id: rule for rule in case.programme.rule}
    if strange := [unknown("unknown-id", id, known, file="--along") for id in rules if id not in known]:
        raise Refused(strange)
    numbers = [(id, year, number) for id in rules for year, number in known[id].number.by_year.items()]
    return {f"rule.{id}" if year == EVERY else f"rule.{id}.{year}": number for id, year, number in numbers}


def _of_rule(case: Case, rest: str, number: Fraction) -> Unit:
    """The unit in which the rule is checked, where its limit is the number itself."""
    split = split_key(rest, [rule.id for rule in case.programme.rule])
    if split is None:
        return "number"
    plan = Plan(case.grid, np.zeros(case.grid.size, dtype=np.int64), (0,) * len(case.grid.tiers.rate))
    findings = check_all(plan, [rule for rule in case.rules if rule.id == split[0][0]])
    units: set[Unit] = {"number" if one.unit == "members" else one.unit for one in findings if _says(one, split[1], number)}
    return units.pop() if len(units) == 1 else "number"


def _says(finding: Finding, part: Sequence[str], number: Fraction) -> bool:
    return finding.limit == number and (not part or finding.year is None or not part[0].isdigit() or part[0] == finding.year)
