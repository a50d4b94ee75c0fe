"""A named change: programme + figures + overrides -> a new programme and new figures, validated like everything else.

Keys: `rule.<id>.<year>` (its number), `rule.<id>.<field>`, `source.<id>[.<year>]`, `instrument.<id>.<column>[.<year>]`,
`estimate.<id>[.low|central|high]`, `goal`, `goal.<field>`, `unit`, `years`. `source.*` means every line; a value `*0.86` multiplies.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimiser.clashes import clashes, said_once
from optimiser.cycle import steps
from optimiser.draft import Draft, Edit, Override
from optimiser.edits import make
from optimiser.exact import TypedFloat, plain
from optimiser.faults import Fault, Refused, refuse_if_any, unknown
from optimiser.figures import Figures
from optimiser.language import Text
from optimiser.phases import Moment
from optimiser.programme import Programme
from optimiser.programme_file import Source, build

BASE = "base"


@dataclass(frozen=True)
class Changed:
    """The case after all overrides, with the list of them."""

    programme: Programme
    figures: Figures
    overrides: tuple[Override, ...]


def read_set(text: str) -> tuple[str, Any]:
    """`rule.growth-path.2025=0.60` -> key and value, the value read as TOML where it is TOML, else as text. Raises `Refused`.

    >>> read_set("rule.growth-path.active=false")
    ('rule.growth-path.active', False)
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        expected = Text("sleutel=waarde", "key=value")
        mend = Text("bijvoorbeeld --set rule.growth-path.2025=0.60", "for example --set rule.growth-path.2025=0.60")
        raise Refused([Fault("set-form", "--set", found=text, expected=expected, mend=mend)])
    try:
        read = tomllib.loads(f"value = {value.strip()}", parse_float=TypedFloat)
    except (ValueError, RecursionError):  # no TOML, or an integer of thousands of digits
        return key.strip(), value.strip()
    return key.strip(), read["value"] if list(read) == ["value"] else value.strip()


def apply(
    source: Source,
    programme: Programme,
    figures: Figures,
    scenarios: Sequence[str],
    sets: Sequence[tuple[str, Any]],
    reason: str = "",
    moment: Moment | None = None,
) -> Changed:
    """The case under the workbook's own rule numbers, then the budget cycle up to a moment, the named scenarios together, and `--set`.

    Without a moment no mutation takes part: that is the draft budget as it stands. Raises `Refused`.
    """
    named = {name: _scenario_edits(programme, figures, name) for name in dict.fromkeys(scenarios)}
    asked = [edit for own in named.values() for edit in own]
    _refuse_clashes(asked)
    before = [*_workbook_edits(programme, figures), *_cycle_edits(figures, moment)]
    after = [Edit("--set", key, value, reason) for key, value in sets]

    def fresh() -> Draft:
        made = Draft(programme, copy.deepcopy(dict(source.data)), figures)
        for edit in before:
            make(made, edit)
        return made

    if sum(bool(own) for own in named.values()) > 1:
        refuse_if_any(clashes(fresh, named, after))
    edits = [*before, *said_once(asked), *after]
    draft = fresh()
    for edit in edits[len(before) :]:
        make(draft, edit)
    if draft.faults:
        raise Refused(draft.faults)
    try:
        changed = build(source, draft.data) if draft.overrides else programme
    except Refused as refused:
        origins = ", ".join(dict.fromkeys(edit.origin for edit in edits))
        raise Refused([replace(fault, file=f"{fault.file} ({origins})", line=None) for fault in refused.faults]) from None
    _need_budgets(changed, draft.figures)
    return Changed(changed, draft.figures, tuple(draft.overrides))


def _workbook_edits(programme: Programme, figures: Figures) -> list[Edit]:
    """Numbers and switches on the workbook's rules sheet that differ from the programme's."""
    rules = {rule.id: rule for rule in programme.rule}
    edits = []
    for (rule, year), figure in sorted(figures.rules.items()):
        if rules[rule].number.by_year.get(year, rules[rule].number.by_year.get("*")) != figure.value:
            edits.append(Edit("workbook", f"rule.{rule}" + ("" if year == "*" else f".{year}"), figure.value, figure.place))
    for rule, on in sorted(figures.switched.items()):
        if rules[rule].active != on:
            edits.append(Edit("workbook", f"rule.{rule}.active", on, ""))
    return edits


def _cycle_edits(figures: Figures, moment: Moment | None) -> list[Edit]:
    """One edit for every step of the budget cycle: its origin is the row's id."""
    edits = []
    for step in steps(figures, moment) if moment is not None else ():
        why = step.figure.note if step.share is None else f"{step.figure.note} (OVA {plain(step.share * 100)} %)"
        place = f"{step.id}, {step.figure.place}"
        edits.append(Edit(step.id, f"source.{step.source}.{step.year}", step.now, why, place, step.figure.standing, step.figure.source))
    return edits


def _scenario_edits(programme: Programme, figures: Figures, name: str) -> list[Edit]:
    choice = programme.scenario_named(name)
    sheet = figures.scenarios.get(name)
    if choice is None and sheet is None and name != BASE:
        known = {BASE, *(one.id for one in programme.scenario), *figures.scenarios}
        raise Refused([unknown("unknown-scenario", name, known, file=programme.id)])
    edits = [Edit(name, key, value, choice.reason.nl) for key, value in choice.set.items()] if choice else []
    return edits + [Edit(name, key, figure.value, figure.note or figure.place) for key, figure in (sheet or {}).items()]


def _refuse_clashes(edits: Sequence[Edit]) -> None:
    """Two scenarios that set the same key to different values cannot be combined."""
    first: dict[str, Edit] = {}
    for edit in edits:
        other = first.setdefault(edit.key, edit)
        if other.origin != edit.origin and other.value != edit.value:
            expected = Text("scenario's die elkaar niet tegenspreken", "scenarios that do not contradict each other")
            mend = Text("{a} en {b} zetten allebei {key}; kies er een", "{a} and {b} both set {key}; choose one")
            values = (("a", other.origin), ("b", edit.origin), ("key", edit.key))
            raise Refused([Fault("scenario-clash", f"{other.origin},{edit.origin}", found=edit.key, expected=expected, mend=mend, values=values)])


def _need_budgets(programme: Programme, figures: Figures) -> None:
    """Every source line has an amount, PM or n.v.t. in every year of the horizon."""
    missing = [(one.id, str(y)) for one in programme.source for y in programme.programme.years if (one.id, str(y)) not in figures.budgets]
    expected = Text("een bedrag, PM of n.v.t. voor elk jaar", "an amount, PM or n.v.t. for every year")
    mend = Text(
        "zet source.{id}.{year} in het scenario of vul het jaar in op het blad",
        "set source.{id}.{year} in the scenario or fill the year on the sheet",
    )
    faults = [
        Fault("missing-budget", figures.file, found=f"{id} {year}", expected=expected, mend=mend, values=(("id", id), ("year", year)))
        for id, year in missing
    ]
    if faults:
        raise Refused(faults)
