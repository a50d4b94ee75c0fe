"""Scenarios that cannot be combined: taken in another order they would give something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

from optimiser.draft import EVERY, Draft, Edit, exact, shown
from optimiser.edits import NUMBERS, make
from optimiser.faults import Fault
from optimiser.language import Text

EXPECTED = Text("scenario's die in elke volgorde hetzelfde geven", "scenarios that give the same in any order")
MEND = Text(
    "eerst {a} dan {b} maakt {key} {first}, andersom {second}; laat er een weg, of zet de waarde met --set: dat komt na de scenario's",
    "first {a} then {b} makes {key} {first}, the other way round {second}; leave one out, or give the value with --set: that comes after scenarios",
)
# So many keys in dispute are named.
NAMED = 5


def clashes(fresh: Callable[[], Draft], named: Mapping[str, Sequence[Edit]], after: Sequence[Edit]) -> list[Fault]:
    """One fault a pair of scenarios whose order matters for the outcome, once all `after` them (`--set`) is said too."""
    found = []
    for a, b in combinations(named, 2):
        first, second = (_outcome(fresh(), [*said_once([*named[one], *named[other]]), *after]) for one, other in ((a, b), (b, a)))
        if first is None or second is None:
            continue
        keys = sorted(key for key in {*first, *second} if first.get(key) != second.get(key))
        if keys:
            values = [shown(one.get(keys[0])) or "-" for one in (first, second)]
            told = (("a", a), ("b", b), ("key", keys[0]), ("first", values[0]), ("second", values[1]))
            listed = ", ".join(keys[:NAMED]) + (", ..." if len(keys) > NAMED else "")
            found.append(Fault("scenario-clash", f"{a},{b}", found=listed, expected=EXPECTED, mend=MEND, values=told))
    return found


def said_once(edits: Sequence[Edit]) -> list[Edit]:
    """What two scenarios say alike counts once: `*0.86` in both is a cut of 14 %, not two."""
    said: dict[str, Edit] = {}
    return [edit for edit in edits if said.setdefault(edit.key, edit).origin == edit.origin]


def _outcome(draft: Draft, edits: Sequence[Edit]) -> dict[str, Any] | None:
    """Everything a key can name, with its value after the edits; None when an edit does not fit, which is told elsewhere."""
    for edit in edits:
        make(draft, edit)
    if draft.faults:
        return None
    figures, years = draft.figures, draft.years
    found: dict[str, Any] = {f"source.{source}.{year}": one.value for (source, year), one in figures.budgets.items()}
    for id, column in {(id, column) for id, column, _ in figures.columns}:
        for year in years:
            one = figures.column(id, column, year)
            found[f"instrument.{id}.{column}.{year}"] = None if one is None else one.value
    found |= {f"instrument.{id}.lines": lines for id, lines in figures.lines.items()}
    for id, response in figures.responses.items():
        found |= {f"estimate.{id}.{column}": one.value for column, one in response.estimates.items()}
    for dimension, members in figures.members.items():
        for member in members:
            found |= {f"member.{dimension}.{member.id}.{name}.{when}": one.value for (name, when), one in member.keys.items()}
            found |= {f"member.{dimension}.{member.id}.request.{name}.{when}": one.value for (name, when), one in member.requests.items()}
    for head in ("goal", "programme"):
        found |= {f"{head}.{key}": value for key, value in draft.data[head].items()}
    for rule in draft.data["rule"]:
        found |= _of_rule(rule, years)
    return {key: _plain(value) for key, value in found.items()}


def _of_rule(rule: dict[str, Any], years: Sequence[str]) -> dict[str, Any]:
    """A rule field by field; its numbers year by year, however they are written."""
    found = {f"rule.{rule['id']}.{key}": value for key, value in rule.items() if key not in NUMBERS}
    for key in NUMBERS:
        if key in rule:
            numbers = rule[key] if isinstance(rule[key], dict) else {EVERY: rule[key]}
            found[f"rule.{rule['id']}.sense"] = key
            found |= {f"rule.{rule['id']}.{year}": numbers.get(year, numbers.get(EVERY)) for year in years}
    return found


def _plain(value: Any) -> Any:
    number = exact(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else None
    return value if number is None else number
