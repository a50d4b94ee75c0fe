"""What stands in each cell of the input workbook: the programme's ids and names, and the figures where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optimiser.dimension import Dimension
from optimiser.dimension_sheet import REQUEST, sheet_of
from optimiser.figures import Figure, Figures, Indexation, MemberFigures, Mutation, Response
from optimiser.language import Lang, Text
from optimiser.layout import (
    BASES,
    COMMITMENTS,
    DIRECTION,
    EFFECTS,
    FLOWS,
    INDEXATION,
    INSTRUMENTS,
    MULTI_YEAR,
    MUTATIONS,
    OUTLAYS,
    RECEIPTS,
    REFERENCE,
    RULES,
    SCENARIOS,
    SOURCES,
    STANDING,
    YES_NO,
    Column,
    Table,
)
from optimiser.phases import KINDS, PHASES
from optimiser.programme import Programme, horizon_years
from optimiser.reading.cells import Read
from optimiser.reading.headers import Head
from optimiser.reading.overrides import rule_unit
from optimiser.reading.readings import typed_as
from optimiser.rule import Rule
from optimiser.typed import Named

UNITS = {"EUR": Text("EUR", "EUR"), "1": Text("aandeel", "share"), "ratio": Text("verhouding", "ratio"), "persons": Text("personen", "persons")}
Cells = dict[Head, Read]


@dataclass(frozen=True, slots=True)
class Filled:
    """One table: its columns in order, each with its header text, and its rows."""

    table: Table
    columns: tuple[tuple[Head, str, Column], ...]
    rows: tuple[Mapping[Head, Read], ...]


def fill(programme: Programme, figures: Figures | None, lang: Lang) -> tuple[Filled, ...]:
    """Every table of the input workbook; without figures the cells that people fill in are not there."""
    years = [str(year) for year in horizon_years(programme)]
    given = figures or Figures("", {}, {}, {}, {}, {})
    rows = {
        SOURCES: [_amounts(one, "budget", given.budgets, lang) for one in programme.source],
        INSTRUMENTS: [_means(one.id, one.name, one.space, given, lang) for one in programme.instrument],
        EFFECTS: [_effects(one, programme, given.responses.get(one.id), lang) for one in programme.instrument],
        RULES: [_rule(rule, programme, given, lang) for rule in programme.rule],
        # A filled workbook without a published use has no rows there; an empty one offers them.
        REFERENCE: [_amounts(one, "amount", given.reference, lang) for one in programme.space if figures is None or given.reference],
        SCENARIOS: list(_scenarios(given, lang)),
        MUTATIONS: [_mutation(id, one, lang) for id, one in given.mutations.items()],
        INDEXATION: [_indexation(id, one, lang) for id, one in given.indexations.items()],
        MULTI_YEAR: list(_multi_year(programme, given, lang)),
    }
    for dimension in programme.dimension:
        sheet = sheet_of(dimension, [one.id for one in programme.instrument])
        if sheet is not None:
            rows[sheet] = list(_members(dimension, given.members.get(dimension.id, ()), lang))
    choices = {"source-line": [one.id for one in programme.source], "year": years}
    shown = {True: _budget_years(programme, given), False: years}
    return tuple(Filled(table, tuple(_columns(table, shown[table.any_year], given, lang, choices)), tuple(rows[table])) for table in rows)


def _members(dimension: Dimension, given: Sequence[MemberFigures], lang: Lang) -> Iterator[Cells]:
    """A row for every member that the programme lists or the workbook has."""
    figures = {one.id: one for one in given}
    for id, name in [(one.id, one.name[lang]) for one in dimension.member] or [(one.id, one.name) for one in given]:
        cells: Cells = {Head("id"): id, Head("name"): name}
        if (own := figures.get(id)) is not None:
            cells |= {} if dimension.listed else {Head(key): value for key, value in own.attributes.items()}
            cells |= {Head(key, year): figure.value for (key, year), figure in own.keys.items()}
            cells |= {Head(REQUEST + instrument, year): figure.value for (instrument, year), figure in own.requests.items()}
            cells |= _trail(next(iter((*own.keys.values(), *own.requests.values())), None), lang)
        yield cells


def _columns(
    table: Table, years: Sequence[str], figures: Figures, lang: Lang, choices: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Head, str, Column]]:
    for column in table.columns:
        if not column.by_year:
            given = tuple((one, Text(one, one)) for one in choices.get(column.key, ()))
            yield Head(column.key), _header(column, None, lang), replace(column, choices=given) if given else column
        apart = {year for key, year in _apart(figures) if key == column.key and year} if column.yearly else set()
        for year in years if column.by_year else sorted(apart):
            yield Head(column.key, year), _header(column, year, lang), column
    if table.scenarios:
        for name in figures.scenarios:
            yield Head(name), name, Column(name, Text(name, name), "override")


def _apart(figures: Figures) -> set[tuple[str, str | None]]:
    """(column, year) of everything that may stand for every year or for one apart."""
    asked = {(REQUEST + key, year) for ones in figures.members.values() for one in ones for key, year in one.requests}
    return {(key, year) for _, key, year in figures.columns} | asked


def _header(column: Column, year: str | None, lang: Lang) -> str:
    unit = "(EUR)" if column.kind in ("amount", "amount-or-mark", "signed") else ""
    return " ".join(part for part in (column.head[lang], year, unit) if part)


def _word(choices: Sequence[tuple[str, Text]], key: str, lang: Lang) -> str:
    return next(words[lang] for choice, words in choices if choice == key)


def _trail(figure: Figure | None, lang: Lang, note: str = "note") -> Cells:
    """Source, standing and note of a row, from one of its figures."""
    if figure is None:
        return {}
    cells: Cells = {Head("source"): figure.source, Head("standing"): _word(STANDING, figure.standing, lang), Head(note): figure.note}
    return {head: value for head, value in cells.items() if value}


def _amounts(one: Named, key: str, amounts: Mapping[tuple[str, str], Figure], lang: Lang) -> Cells:
    own = {year: figure for (id, year), figure in amounts.items() if id == one.id}
    cells: Cells = {Head("id"): one.id, Head("name"): one.name[lang]}
    cells |= {Head(key, year): figure.value for year, figure in own.items()}
    return cells | _trail(next(iter(own.values()), None), lang)


def _means(id: str, name: Text, space: str, figures: Figures, lang: Lang) -> Cells:
    own = {Head(key, year): figure for (owner, key, year), figure in figures.columns.items() if owner == id}
    cells: Cells = {Head("id"): id, Head("name"): name[lang], Head("space"): space}
    cells |= {head: figure.value for head, figure in own.items()}
    if id in figures.lines:
        cells[Head("lines")] = ", ".join(figures.lines[id])
    if id in figures.bases:
        cells[Head("base")] = _word(BASES, figures.bases[id], lang)
    return cells | _trail(next(iter(own.values()), None), lang)


def _effects(one: Named, programme: Programme, response: Response | None, lang: Lang) -> Cells:
    cells: Cells = {Head("id"): one.id, Head("name"): one.name[lang]}
    if response is None:
        return cells
    cells |= {Head(key): figure.value for key, figure in response.estimates.items()}
    cells |= {Head("lag"): response.lag.value, Head("duration"): response.duration.value}
    cells[Head("direction")] = _word(DIRECTION, "adds" if response.adds else "lowers", lang)
    if response.realisation.place != "models":
        cells[Head("realisation")] = response.realisation.value
    if response.tiers != programme.effect.tiers:
        if len(response.tiers) > 3:
            raise ValueError(f"{one.id}: the workbook holds three tiers, not {len(response.tiers)}")
        for n, (width, rate) in enumerate(response.tiers, start=1):
            cells |= {Head(f"width{n}"): width, Head(f"rate{n}"): rate}
    return cells | _trail(response.lag, lang, "derivation")


def _rule(rule: Rule, programme: Programme, figures: Figures, lang: Lang) -> Cells:
    own = {year: figure for (id, year), figure in figures.rules.items() if id == rule.id}
    cells: Cells = {Head("id"): rule.id, Head("name"): rule.name[lang], Head("given"): _given(rule, programme, lang)}
    if rule.id in figures.switched:
        cells[Head("active")] = _word(YES_NO, "yes" if figures.switched[rule.id] else "no", lang)
    if rule_unit(rule) in UNITS:
        cells[Head("unit")] = UNITS[rule_unit(rule)][lang]
    cells |= {Head("always") if year == "*" else Head("number", year): figure.value for year, figure in own.items()}
    trail = _trail(next(iter(own.values()), None), lang)
    return cells | {head: value for head, value in trail.items() if head.key != "standing"}


def _given(rule: Rule, programme: Programme, lang: Lang) -> str:
    """The programme's own number in words: `2024: 0,5; 2025: 2/3`."""
    off = Text(" (staat uit)", " (switched off)")[lang] if not rule.active else ""
    if rule.number.figure:
        return Text("kolom {}", "column {}")[lang].format(_column_name(rule.number.figure, programme, lang)) + off
    numbers = [(year, typed_as(value)[lang]) for year, value in rule.number.by_year.items()]
    return "; ".join(text if year == "*" else f"{year}: {text}" for year, text in numbers) + off


def _column_name(key: str, programme: Programme, lang: Lang) -> str:
    """The header of a key of a further dimension, else of a column of the instruments."""
    keys = (one for dimension in programme.dimension for one in dimension.key if one.id == key)
    columns = (column for column in INSTRUMENTS.columns if column.key == key)
    return next((one.name[lang] for one in keys), None) or next(column.head[lang] for column in columns)


def _budget_years(programme: Programme, figures: Figures) -> list[str]:
    """Two years before the first year of the programme up to four after it, as a budget shows them, and every year that is given."""
    first = min(programme.programme.years)
    return sorted({*(str(year) for year in range(first - 2, first + 5)), *(year for _, _, year in figures.multi_year)})


def _multi_year(programme: Programme, figures: Figures, lang: Lang) -> Iterator[Cells]:
    for one in programme.instrument:
        for flow, words in FLOWS:
            own = {year: figure for (id, key, year), figure in figures.multi_year.items() if (id, key) == (one.id, flow)}
            if own or flow in (OUTLAYS, COMMITMENTS, RECEIPTS):
                cells: Cells = {Head("id"): one.id, Head("name"): one.name[lang], Head("flow"): words[lang]}
                cells |= {Head("amount", year): figure.value for year, figure in own.items()}
                yield cells | _trail(next(iter(own.values()), None), lang)


def _mutation(id: str, one: Mutation, lang: Lang) -> Cells:
    cells: Cells = {Head("kind"): _word(KINDS, one.kind, lang), Head("source-line"): one.source}
    cells |= {Head("amount", year): figure.value for year, figure in one.amounts.items()}
    return {**_moment(id, one, lang), **cells, **_trail(next(iter(one.amounts.values()), None), lang)}


def _indexation(id: str, one: Indexation, lang: Lang) -> Cells:
    cells: Cells = {Head("lines"): ", ".join(one.lines) or "*"}
    cells |= {Head("share", year): figure.value for year, figure in one.shares.items()}
    return {**_moment(id, one, lang), **cells, **_trail(next(iter(one.shares.values()), None), lang)}


def _moment(id: str, one: Mutation | Indexation, lang: Lang) -> Cells:
    cells: Cells = {Head("id"): id, Head("phase"): _word(PHASES, one.phase, lang), Head("year"): int(one.budget_year)}
    return cells if one.decided is None else {**cells, Head("date"): one.decided}


def _scenarios(figures: Figures, lang: Lang) -> Iterator[Cells]:
    keys = dict.fromkeys(key for scenario in figures.scenarios.values() for key in scenario)
    for key in keys:
        own = {name: scenario[key] for name, scenario in figures.scenarios.items() if key in scenario}
        cells: Cells = {Head("key"): key, **{Head(name): figure.value for name, figure in own.items()}}
        yield cells | _trail(next(iter(own.values())), lang)
