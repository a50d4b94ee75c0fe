"""The way through: two files in, everything that differs and what it does to the effect out. The Python API of `diff`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from optimiser.difference import Difference, PlanChange
from optimiser.differing.again import Asked
from optimiser.differing.attribution import End, attribute
from optimiser.differing.changes import compare, one_sided
from optimiser.differing.entries import LINE, Entry, by_year, cycle_entries, entry_of, renamed
from optimiser.differing.renames import find_renames
from optimiser.differing.rules import Stated, limit_entries, programme_entries, rule_entries, scenario_entries
from optimiser.differing.sides import Side, names_another, open_side, read_side
from optimiser.faults import Fault, Refused
from optimiser.language import LANGS, Text, say
from optimiser.layout import INSTRUMENTS
from optimiser.plan import Plan
from optimiser.programme import horizon_years
from optimiser.rule import Finding, Rule
from optimiser.told_case import figure_rows

YEARLY = [column.key for column in INSTRUMENTS.columns if column.yearly or column.by_year]
FIGURES = ("budgets", "estimates", "instruments", "reference", "typed")
FEW = 4
AND_MORE = Text("en zo nog {count}", "and {count} more like it")
NO_PLANS = Text(
    "Twee invoerwerkboeken bevatten geen plan: vergelijk voor de bedragen de plannen die ermee gemaakt zijn.",
    "Two input workbooks hold no plan: for the amounts compare the plans that were made from them.",
)
ONE_PLAN = Text("Maar één kant bevat een plan: bedragen zijn niet vergeleken.", "Only one side holds a plan: amounts are not compared.")
RULES_NOT = Text(
    "De regels zijn niet vergeleken: van één kant is het model niet bekend.", "Rules are not compared: the model of one side is not known."
)


def diff(
    old: str | Path,
    new: str | Path,
    *,
    programme: str | None = None,
    old_programme: str | None = None,
    input: str | None = None,
    old_input: str | None = None,
    scenario: str | None = None,
    members: Mapping[str, str | Path] | None = None,
    old_members: Mapping[str, str | Path] | None = None,
) -> Difference:
    """Everything that differs between two input workbooks, plan workbooks or records, and what each kind of change does to the effect.

    Args:
        old: an input workbook, a plan workbook, a record.json, or the folder of a run.
        new: the other side; it may be of another kind.
        programme: the programme of both, a name or a path; default the one that a plan names, else `"taz"`.
        old_programme: the programme of `old`, when that is another one.
        input: the workbook that `new` (a plan or record) was made from; only needed when it does not tell its own figures.
        old_input: the same for `old`.
        scenario: the scenario of input workbooks; default the one the other side names, else the base.
        members: by dimension, the CSV file that takes the place of its sheet on both sides; a plan or record takes the very file it was made from.
        old_members: the same for `old`, when that has other files.

    Returns:
        A `Difference`: `changes`, `renames`, `plan` and `steps` are tables with a `frame()`; amounts are whole EUR, effects exact fractions.

    Raises:
        Refused: faults in either side, all of them at once.
        ProofFailed, SolverStopped: as `solve`.
    """
    asked = (
        Asked(str(old), old_programme or programme, old_input, "--old-programme", "--old-input", old_members or members or {}, "--old-members"),
        Asked(str(new), programme, input, "--programme", "--input", members or {}),
    )
    was, now = _read(asked, scenario or "")
    return difference_of(was, now)


def _read(asked: tuple[Asked, Asked], scenario: str) -> tuple[Side, Side]:
    """Both sides. Raises `Refused` with the faults of both."""
    faults: list[Fault] = []
    opened = []
    for one in asked:
        try:
            opened.append((one, *open_side(one)))
        except Refused as refused:
            faults += refused.faults
    named = [names_another(kind, content) for _, kind, content in opened]
    programme = next((name for name, _ in named if name), "")
    scenario = scenario or next((name for _, name in named if name), "")
    sides = []
    for one, kind, content in opened:
        try:
            sides.append(read_side(one, kind, content, programme, scenario))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    return sides[0], sides[1]


def difference_of(old: Side, new: Side) -> Difference:
    """The difference of two sides that were read. Raises as `diff`."""
    complete = old.inputs is not None and new.inputs is not None
    years = _years((old, new), complete)
    compared, (was, now) = _entries(old, new, years, complete)
    tables = {one.table for one in (*was, *now)} | {"space", "source", "instrument"}
    names = [{key: text for key, text in side.names.items() if key[0] in tables} for side in (old, new)]
    told, spelled = find_renames(was, now, names[0], names[1])
    known = {**_respelled(names[0], spelled), **names[1]}
    known |= {(LINE, id): text for (table, id), text in known.items() if table == "instrument"}
    before = list(renamed(was, spelled))
    changed = compare(before, now, known, years, _sentences(old, new, one_sided(before, now)))
    planned = old.lines is not None and new.lines is not None and old.solved and new.solved
    amounts = _amounts(old, new, spelled) if planned else ()
    notes = [side.why_not for side in (old, new) if side.why_not is not None]
    if not planned and old.solved and new.solved:
        notes.append(NO_PLANS if complete else ONE_PLAN)
    if "rules" not in compared:
        notes.append(RULES_NOT)
    found = Difference(old.told, new.told, compared, changed, told, planned, amounts, None, tuple(dict.fromkeys(notes)))
    return found if found.same else _attributed(found, old, new, spelled)


def _attributed(found: Difference, old: Side, new: Side, spelled: Mapping[tuple[str, str], str]) -> Difference:
    if old.case is None or new.case is None:
        return found
    ends = [End(side.case, side.told.file, side.value) for side in (old, new) if side.case is not None]
    attribution, notes = attribute(ends[0], ends[1], spelled)
    return replace(found, attribution=attribution, notes=(*found.notes, *notes))


def _years(sides: Sequence[Side], complete: bool) -> list[str]:
    """The years that either side speaks about."""
    found = {year for side in sides for row in side.rows if (year := entry_of(row).year) and row.key.startswith("source.")}
    for side in sides:
        programme = side.programme or side.known
        if programme is not None:
            found |= {str(year) for year in (horizon_years(programme) if complete else programme.programme.years)}
    return sorted(found)


def _entries(old: Side, new: Side, years: Sequence[str], complete: bool) -> tuple[tuple[str, ...], tuple[list[Entry], list[Entry]]]:
    """(parts that both sides tell, the entries of each)."""
    told: tuple[list[Entry], list[Entry]] = ([], [])
    compared = list(FIGURES)
    programmes = old.programme is not None and new.programme is not None
    limits = bool(old.limits and new.limits)
    for side, entries in zip((old, new), told, strict=True):
        rows = figure_rows(side.case.changed.figures, whole=True) if complete and side.case else side.rows
        entries += by_year([entry_of(row) for row in rows], years, YEARLY)
        entries += side.typed
        if programmes and side.case is not None and side.source is not None:
            stated = Stated(side.source, side.overrides, side.inputs.figures if side.inputs else None)
            entries += rule_entries(side.case.programme, stated, years)
            entries += programme_entries(side.case.programme, stated)
            if complete and side.inputs is not None:
                entries += scenario_entries(side.inputs.base, side.inputs.figures, stated)
                entries += cycle_entries(side.inputs.figures)
        elif limits:
            entries += limit_entries(side.limits)
    compared += ["members"] if all(map(_tells_members, (old, new), told)) else []
    compared += ["rules"] if programmes or limits else []
    compared += ["programme"] if programmes else []
    compared += ["scenarios", "cycle"] if complete else []
    return tuple(compared), told


def _tells_members(side: Side, entries: Sequence[Entry]) -> bool:
    """True when a side says all of its members: they are among its entries, or have no numbers at all."""
    members = side.case.changed.figures.members if side.case is not None else {}
    return any(one.part == "members" for one in entries) or not any(one.keys or one.requests for ones in members.values() for one in ones)


def _sentences(old: Side, new: Side, rules: Collection[str]) -> dict[str, Text]:
    """What each of these rules says, from the side that has it in force."""
    said: dict[str, Text] = {}
    for case in (side.case for side in (old, new) if side.case is not None):
        nothing = Plan(case.grid, np.zeros(case.grid.size, dtype=np.int64), (0,) * len(case.grid.tiers.rate))
        for rule in case.rules:
            if rule.id in rules:
                said[rule.id] = _sentence(rule, list(rule.check(nothing)))
    return said


def _sentence(rule: Rule, findings: Sequence[Finding]) -> Text:
    """Its sentence in every year and for every member, a few of them in full."""
    texts = []
    for lang in LANGS:
        every = list(dict.fromkeys(rule.sentence(one, lang) for one in findings)) or [rule.name[lang]]
        more = [say(AND_MORE, lang, count=len(every) - FEW)] if len(every) > FEW else []
        texts.append("; ".join([*every[:FEW], *more]))
    return Text(*texts)


def _respelled(names: Mapping[tuple[str, str], Text], spelled: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Text]:
    return {(table, spelled.get((table, id), id)): text for (table, id), text in names.items()}


def _amounts(old: Side, new: Side, spelled: Mapping[tuple[str, str], str]) -> tuple[PlanChange, ...]:
    """Every line, space and flow whose amount differs."""

    def now(table: str, id: str) -> str:
        return spelled.get((table, id), id)

    was_lines = {(now("instrument", id), year): amount for (id, year), amount in (old.lines or {}).items()}
    was_flows = {(now("source", s), now("instrument", i), year): amount for (s, i, year), amount in (old.flows or {}).items()}
    was_spaces = {now("instrument", id): now("space", space) for id, space in old.spaces.items()}
    names = {**_respelled(old.names, spelled), **new.names}
    spaces = {**was_spaces, **new.spaces}
    found: list[PlanChange] = []
    for id, year in sorted(was_lines.keys() | (new.lines or {}).keys()):
        a, b = was_lines.get((id, year)), (new.lines or {}).get((id, year))
        found.append(PlanChange("line", "", id, spaces.get(id, ""), year, names.get(("instrument", id), Text(id, id)), a, b))
    sums = [_by_space(was_lines, was_spaces), _by_space(new.lines or {}, new.spaces)]
    for space, year in sorted(sums[0].keys() | sums[1].keys()):
        name = names.get(("space", space), Text(space, space))
        found.append(PlanChange("space", "", "", space, year, name, sums[0].get((space, year)), sums[1].get((space, year))))
    for source, id, year in sorted(was_flows.keys() | (new.flows or {}).keys()):
        a, b = was_flows.get((source, id, year)), (new.flows or {}).get((source, id, year))
        found.append(PlanChange("flow", source, id, spaces.get(id, ""), year, names.get(("instrument", id), Text(id, id)), a, b))
    return tuple(one for one in found if one.difference != 0)


def _by_space(lines: Mapping[tuple[str, str], int], spaces: Mapping[str, str]) -> dict[tuple[str, str], int]:
    totals: dict[tuple[str, str], int] = {}
    for (id, year), amount in lines.items():
        key = (spaces.get(id, ""), year)
        totals[key] = totals.get(key, 0) + amount
    return totals
