"""What the workbook changes in the programme: numbers and switches on the rules sheet, and the columns of the scenarios sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from optimiser.faults import key_of
from optimiser.figures import Figure
from optimiser.language import Text
from optimiser.programme import Programme
from optimiser.reading.cell_faults import is_blank
from optimiser.reading.cells import read_override
from optimiser.reading.entries import SHARE, Trail, read_trail
from optimiser.reading.headers import Head, Years
from optimiser.reading.ids import skeleton, strange_signs
from optimiser.reading.merge_marks import is_conflict
from optimiser.reading.sheets import Cell
from optimiser.reading.tables import COMMENT, Located, Row, rows_by_id
from optimiser.rule import Rule

_ID = re.compile(r"[a-z][a-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """`numbers[rule, year or "*"]` and `switched[rule]`, as in `Figures`."""

    numbers: dict[tuple[str, str], Figure] = field(default_factory=dict)
    switched: dict[str, bool] = field(default_factory=dict)


def rule_unit(rule: Rule) -> str:
    """What a rule's number counts: `EUR`, `1` (a share), `ratio` or `persons`; empty where the kind does not say."""
    if rule.kind in ("limit", "period"):
        return "EUR"
    if rule.kind in ("effect-cap", "effect-floor"):
        return "persons"
    declared = {"earmark": "of", "cofinancing": "base", "step": "change"}.get(rule.kind)
    if declared is None:
        return SHARE if rule.kind in ("share", "balance") else ""
    said = str(getattr(rule, declared))
    return said if said in ("EUR", "ratio") else SHARE


def read_rules(located: Located, programme: Programme, years: Years) -> RuleChanges:
    """The numbers that replace the programme's (blank = the programme's own) and the rules switched on or off."""
    changes = RuleChanges()
    rows = rows_by_id(located, [rule.id for rule in programme.rule], complete=False)
    for rule in programme.rule:
        if rule.id not in rows:
            continue
        row = rows[rule.id]
        active = located.read(row, "active")
        if active is not None:
            changes.switched[rule.id] = active == "yes"
        for head in [head for head in row.cells if head.key in ("always", "number")]:
            figure = _rule_number(located, row, head, rule)
            if figure is not None and (head.year is None or head.year in years.allowed):
                changes.numbers[rule.id, head.year or "*"] = figure
    return changes


def _rule_number(located: Located, row: Row, head: Head, rule: Rule) -> Figure | None:
    cell, faults = row.cells[head], located.faults
    value = located.read(row, head.key, head.year)
    if value is None:
        return None
    if rule.number.figure:
        expected = Text(
            "niets: deze regel neemt zijn getallen uit een kolom van Instrumenten", "nothing: this rule takes its numbers from the instruments sheet"
        )
        faults.fault(
            "rule-number-from-figure", cell, expected, Text("maak de cel leeg en pas die kolom aan", "empty the cell and change that column")
        )
    elif head.year is not None and rule.per == "all":
        expected = Text("niets: deze regel geldt over alle jaren samen", "nothing: this rule holds over all years together")
        faults.fault("rule-not-by-year", cell, expected, Text("zet het getal onder 'elk jaar'", "put the number under 'every year'"))
    elif rule_unit(rule) == SHARE and rule.kind != "step" and isinstance(value, Fraction) and not 0 <= value <= 1:
        expected = Text("een deel van 0 tot en met 1", "a share from 0 to 1")
        faults.fault("out-of-range", cell, expected, Text("60 % typt u als 0,6 of 60%", "60 % is typed as 0.6 or 60%"))
    source, note = (str(located.read(row, key) or "") for key in ("source", "note"))
    return Trail(source, "sourced" if source else "assumed", note).figure(located, row, head, value, rule_unit(rule))


def read_scenarios(located: Located, programme: Programme) -> Mapping[str, Mapping[str, Figure]]:
    """Every column that is not the table's own is a scenario; a blank cell leaves the base as it is."""
    columns = scenario_columns(located, [one.id for one in programme.scenario])
    found: dict[str, dict[str, Figure]] = {name: {} for name in sorted(columns)}
    seen: dict[str, int] = {}
    for row in located.rows:
        cell, key = row.cells[Head("key")], row.id.strip()
        if strange_signs(key):
            mend = Text("typ '{plain}' opnieuw, zonder {signs}", "type '{plain}' again, without {signs}")
            plain = Text("een sleutel in gewone letters", "a key in plain letters")
            located.faults.fault("look-alike-id", cell, plain, mend, plain=skeleton(key), signs=strange_signs(key))
        if key_of(key) in seen:
            mend = Text("staat al op rij {row}; voeg de rijen samen", "already on row {row}; join the rows")
            located.faults.fault("duplicate-id", cell, Text("elke sleutel één keer", "every key once"), mend, row=seen[key_of(key)])
        seen.setdefault(key_of(key), row.number)
        trail = read_trail(located, row)
        for name, column in columns.items():
            figure = _override(located, row, key, column, trail)
            if figure is not None:
                found[name][key] = figure
    return found


def _override(located: Located, row: Row, key: str, column: int, trail: Trail) -> Figure | None:
    cell = located.sheet.cells.get((row.number, column))
    if cell is None or is_blank(cell):
        return None
    value = read_override(cell, key, located.faults)
    placed = trail.figure(located, row, Head("key"), value, "") if value is not None else None
    return replace(placed, place=f"{located.sheet.name}!{cell.address}") if placed else None


def scenario_columns(located: Located, known: Iterable[str]) -> dict[str, int]:
    """Scenario id -> column number; a known scenario, one of the programme, keeps the way its id is written there."""
    own = {key_of(id): id for id in known}
    columns: dict[str, int] = {}
    for column, cell in located.headers.others.items():
        name = key_of(cell.shown)
        if name.startswith(COMMENT) or is_conflict(cell):
            continue
        if not _ID.fullmatch(name) or strange_signs(cell.shown):
            _bad_name(located, cell)
        elif own.get(name, name) in columns:
            mend = Text("haal een van beide kolommen weg", "remove one of the two columns")
            located.faults.fault("duplicate-header", cell, Text("elk scenario één keer", "every scenario once"), mend)
        else:
            columns[own.get(name, name)] = column
    return columns


def _bad_name(located: Located, cell: Cell) -> None:
    meant = re.sub(r"[^a-z0-9.]+", "-", skeleton(cell.shown)).strip("-.0123456789") or "scenario"
    expected = Text("een naam van letters, cijfers, punten en streepjes, met een letter voorop", "letters, digits, dots and hyphens, a letter first")
    mend = Text("hernoem de kolom, bijvoorbeeld '{meant}'", "rename the column, for example '{meant}'")
    located.faults.fault("scenario-name", cell, expected, mend, meant=meant)
