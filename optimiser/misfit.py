"""Why a plan that exists in parts of euros does not exist in whole ones: which rules and amounts do not come out, and what to change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from optimiser.faults import Fault, Refused
from optimiser.language import LANGS, Lang, Text, listing, number
from optimiser.lp.stages import MILLI
from optimiser.problem import Problem
from optimiser.rule import Row

NO_WHOLE_PLAN = "no-whole-plan"
# So many amounts and rules are named.
NAMED = 3
EXPECTED = Text(
    "een plan in hele euro's. Met delen van euro's kan alles samen, in hele euro's is er geen gevonden (eenheden van {asked:eur} tot en met € 1 "
    "geprobeerd){amounts}",
    "a plan in whole euros. With parts of euros everything fits together, in whole euros none was found (units of {asked:eur} down to € 1 were "
    "tried){amounts}",
)
AMOUNTS = Text("; zonder afronding wordt het {amounts}", "; without rounding it becomes {amounts}")
DIVISIBLE = Text(
    "geef {rules} een ten minste of ten hoogste in plaats van precies, of neem een budget dat door {parts} deelbaar is. Of het hieraan ligt, ziet u "
    "met --set rule.{rule}.active=false",
    "give {rules} at least or at most instead of exactly, or take a budget that is divisible by {parts}. Whether this is it shows with "
    "--set rule.{rule}.active=false",
)
ROOM = Text(
    "geef {rules} enkele euro's ruimte. Of het hieraan ligt, ziet u met --set rule.{rule}.active=false",
    "give {rules} a few euros of room. Whether this is it shows with --set rule.{rule}.active=false",
)


class NotRepaired(Refused):
    """No plan in whole euros was found that keeps every hard rule; the fault names the rules and amounts that do not come out."""


def not_repaired(problem: Problem, hard: Sequence[Row], cells: Sequence[int], unit: int) -> NotRepaired:
    """`cells` (cells,): the proposal in thousandths of a euro; `unit`: the payable unit that was asked for, in EUR."""
    parts = [cell for cell, amount in enumerate(cells) if abs(amount - round(amount / MILLI) * MILLI) > 1]
    exact = [row for row in hard if row.sense == "="]
    split = [row for row in exact if _denominator(row) > 1]
    touched = [row for row in hard if any(np.isin(columns, parts).any() for _, columns in row.terms)]
    rows = [row for row in split if row in touched] or split or [row for row in touched if row.sense == "="] or touched or exact or list(hard)
    rules = list(dict.fromkeys(row.rule for row in rows))[:NAMED]
    whole = lcm(*(_denominator(row) for row in rows))
    values = (
        ("asked", unit),
        ("amounts", Text(*(_amounts(problem, cells, parts, lang) for lang in LANGS))),
        ("rules", Text(*(listing(rules, lang) for lang in LANGS))),
        ("rule", (rules or [""])[0]),
        ("parts", whole),
    )
    return NotRepaired([Fault(NO_WHOLE_PLAN, "", found=", ".join(rules), expected=EXPECTED, mend=DIVISIBLE if whole > 1 else ROOM, values=values)])


def _denominator(row: Row) -> int:
    return lcm(row.bound.denominator, *(factor.denominator for factor, _ in row.terms))


def _amounts(problem: Problem, cells: Sequence[int], parts: Sequence[int], lang: Lang) -> str:
    """`; zonder afronding wordt het rijk scholing 2024 € 33,33`, or nothing where the proposal is in whole euros."""
    told = [f"{' '.join(problem.grid.label(cell).values())} € {number(Fraction(cells[cell], MILLI), lang, 2, 2)}" for cell in parts[:NAMED]]
    return AMOUNTS[lang].format(amounts=listing(told, lang)) if told else ""
