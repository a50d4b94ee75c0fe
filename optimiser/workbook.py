"""The input workbook as figures: every number exact, with its cell, source and standing; or all its faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from optimiser.cycle import faults_of
from optimiser.dimension import Dimension
from optimiser.dimension_sheet import sheet_of, table_key
from optimiser.faults import Fault, Refused, key_of, refuse_if_any, unknown
from optimiser.figures import Figure, Figures
from optimiser.language import Text
from optimiser.layout import EFFECTS, INDEXATION, INSTRUMENTS, MULTI_YEAR, MUTATIONS, REFERENCE, RULES, SCENARIOS, SOURCES, TABLES, Table
from optimiser.programme import Programme, horizon_years
from optimiser.reading.cell_faults import SheetFaults, is_blank
from optimiser.reading.dimensions import read_members
from optimiser.reading.edition import NOW, too_new
from optimiser.reading.entries import EUROS, read_trail, year_figures
from optimiser.reading.headers import Head, Years
from optimiser.reading.instruments import Means, read_means
from optimiser.reading.member_csv import read_member_csv
from optimiser.reading.member_sheet import by_column
from optimiser.reading.merge_marks import find_conflicts
from optimiser.reading.multi_year import ANY_YEARS, read_multi_year
from optimiser.reading.mutations import read_indexation, read_mutations
from optimiser.reading.overrides import RuleChanges, read_rules, read_scenarios
from optimiser.reading.personal import find_personal_data
from optimiser.reading.plain import Plain
from optimiser.reading.responses import read_responses
from optimiser.reading.sheets import Book, read_book, that_fits
from optimiser.reading.tables import Located, locate, rows_by_id


def read_figures(path: Path, programme: Programme) -> tuple[Figures, tuple[Fault, ...]]:
    """The figures of a programme from its workbook, and warnings. Raises `Refused` with every fault found, sorted by place."""
    return figures_of(read_book(path), programme)


def figures_of(book: Book, programme: Programme, members: Mapping[str, Path] | None = None) -> tuple[Figures, tuple[Fault, ...]]:
    """The figures of a programme from a workbook that was opened, and warnings. Raises `Refused` as `read_figures`.

    `members[dimension]`: a CSV file that takes the place of the sheet of that dimension.
    """
    return that_fits(book.file, lambda: _figures_of(book, programme, members))


def _figures_of(book: Book, programme: Programme, members: Mapping[str, Path] | None) -> tuple[Figures, tuple[Fault, ...]]:
    found = list(book.warnings)
    if book.version > NOW:
        raise Refused([*found, too_new(book.file, book.version)])
    years = years_of(programme)
    book, plain = _narrowed(book, programme, years)
    located = {table.key: locate(book, table, ANY_YEARS if table.any_year else years, found) for table in tables_of(programme)}
    apart = {table.key: read_member_csv(path, table, years, one) for one, table, path in _given(programme, members or {})}
    located |= {key: locate(one.book, table, years, found) for table in tables_of(programme) for key, one in apart.items() if key == table.key}
    figures = _figures(book, located, plain | {key: one.plain for key, one in apart.items()}, programme, years)
    found += [*_named_twice(located, figures), *faults_of(programme, figures)]
    found += find_conflicts(book)
    requesting = {table_key(one.id) for one in programme.dimension if one.requests is not None}
    applicants = {one.sheet.name for key, one in located.items() if one and key in requesting}
    numbers = {one.sheet.name: _number_columns(one) for one in located.values() if one}
    for each in (book, *(one.book for one in apart.values())):
        found += find_personal_data(each, numbers, applicants)
    refuse_if_any(found)
    return figures, tuple(sorted(set(found), key=Fault.order))


def _narrowed(book: Book, programme: Programme, years: Years) -> tuple[Book, dict[str, Plain | None]]:
    """The sheets that list their own members as columns, and the workbook with the rest."""
    plain: dict[str, Plain | None] = {}
    for dimension in programme.dimension:
        table = sheet_of(dimension, [one.id for one in programme.instrument])
        if table is not None and not dimension.listed:
            book, plain[table.key] = by_column(book, table, years, dimension)
    return book, plain


def _given(programme: Programme, members: Mapping[str, Path]) -> Iterator[tuple[Dimension, Table, Path]]:
    """(dimension, its sheet, the file that takes its place). Raises `Refused` for a dimension that has no sheet."""
    sheets = {one.id: (one, table) for one in programme.dimension for table in tables_of(programme) if table.key == table_key(one.id)}
    refuse_if_any([unknown("unknown-dimension", name, sheets, file="--members") for name in members if name not in sheets])
    for name, path in members.items():
        yield *sheets[name], path


def tables_of(programme: Programme) -> tuple[Table, ...]:
    """Every sheet of a programme's workbook: those that all have, and one for each further dimension that has something to fill in."""
    sheets = (sheet_of(one, [each.id for each in programme.instrument]) for one in programme.dimension)
    return (*TABLES, *(sheet for sheet in sheets if sheet is not None))


def years_of(programme: Programme) -> Years:
    """The years a workbook must give, and those it may give because a scenario decides on them."""
    return Years([str(year) for year in programme.programme.years], [str(year) for year in horizon_years(programme)])


def _figures(book: Book, located: Mapping[str, Located | None], plain: Mapping[str, Plain | None], programme: Programme, years: Years) -> Figures:
    """What can be read; sheets that are missing (a fault by now) stay empty."""
    sources, instruments, effects = (located[table.key] for table in (SOURCES, INSTRUMENTS, EFFECTS))
    rules, reference, scenarios = (located[table.key] for table in (RULES, REFERENCE, SCENARIOS))
    mutations, indexation, multi_year = (located[table.key] for table in (MUTATIONS, INDEXATION, MULTI_YEAR))
    means = read_means(instruments, programme, years) if instruments else Means()
    changes = read_rules(rules, programme, years) if rules else RuleChanges()
    budgets = _by_year(sources, "budget", [one.id for one in programme.source], years) if sources else {}
    return Figures(
        file=book.file,
        budgets=budgets,
        lines=means.lines,
        columns=means.columns,
        responses=read_responses(effects, programme) if effects else {},
        reference=_by_year(reference, "amount", [one.id for one in programme.space], years) if reference and _is_filled(reference) else {},
        rules=changes.numbers,
        switched=changes.switched,
        scenarios=read_scenarios(scenarios, programme) if scenarios else {},
        bases=means.bases,
        mutations=read_mutations(mutations, programme, years, budgets) if mutations else {},
        indexations=read_indexation(indexation, programme, years, budgets) if indexation else {},
        multi_year=read_multi_year(multi_year, programme) if multi_year else {},
        members={
            one.id: read_members(located.get(table_key(one.id)), one, programme, years, plain.get(table_key(one.id))) for one in programme.dimension
        },
        places={
            **(_places(instruments, "instrument", [one.id for one in programme.instrument]) if instruments else {}),
            **(_places(effects, "estimate", [one.id for one in programme.instrument]) if effects else {}),
            **(_places(rules, "rule", [rule.id for rule in programme.rule]) if rules else {}),
        },
    )


def _named_twice(located: Mapping[str, Located | None], figures: Figures) -> list[Fault]:
    """An id on both sheets of the budget cycle: a change must say which row it comes from."""
    indexation = located[INDEXATION.key]
    if indexation is None:
        return []
    found: list[Fault] = []
    names, faults = {key_of(id) for id in figures.mutations}, SheetFaults(figures.file, indexation.sheet.name, found)
    for row in indexation.rows:
        if key_of(row.id) in names:
            mend = Text("staat ook op blad Mutaties; geef een van beide een ander id", "also on sheet Mutations; give one of them another id")
            faults.fault("duplicate-id", row.cells[Head("id")], Text("elk id één keer", "every id once"), mend)
    return found


def _is_filled(reference: Located) -> bool:
    """A programme without published use leaves its reference sheet without rows, or with ids and names alone."""
    return any(not is_blank(cell) for row in reference.rows for head, cell in row.cells.items() if head.key not in ("id", "name"))


def _by_year(located: Located, key: str, ids: list[str], years: Years) -> dict[tuple[str, str], Figure]:
    """Amounts by id and year: one for every id in every year of the programme, and what is given for further years."""
    rows = rows_by_id(located, ids)
    table: dict[tuple[str, str], Figure] = {}
    for id in ids:
        if id not in rows:
            continue
        trail = read_trail(located, rows[id])
        for year in years.needed:
            located.need(rows[id], key, year)
        for year, figure in year_figures(located, rows[id], key, years.allowed, EUROS, trail):
            table[id, year] = figure
    return table


# The columns that hold a choice, and the name under which it is told.
CHOICES = {"instrument": {"lines": "lines", "base": "base"}, "estimate": {"direction": "direction", "width1": "tiers"}, "rule": {"active": "active"}}


def _places(located: Located, table: str, ids: list[str]) -> dict[tuple[str, str, str], str]:
    """Where the choices of a sheet stand, as `Sheet!cell`."""
    rows = rows_by_id(located, ids, complete=False)
    return {
        (table, id, told): located.place(rows[id], Head(column))
        for id in ids
        if id in rows
        for column, told in CHOICES[table].items()
        if Head(column) in rows[id].cells
    }


def _number_columns(located: Located) -> set[int]:
    textual = {column.key for column in located.table.columns if column.kind in ("id", "ids", "text", "choice", "standing")}
    known = {number for head, number in located.headers.columns.items() if head.key not in textual}
    return known | (set(located.headers.others) if located.table.scenarios else set())
