"""Reads a workbook as keyed cells, for any programme: the years and ids are those that the workbooks themselves name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from optimiser.faults import Fault, key_of
from optimiser.keyed.cells import Col, Entry, KeyedBook, KeyedRow, KeyedTable, Meaning
from optimiser.keyed.meaning import extra_meaning, override_meaning, own_meaning
from optimiser.language import LANGS, Lang, Text
from optimiser.layout import READ_ME, TABLES, Column, Table
from optimiser.reading.cell_faults import is_blank
from optimiser.reading.headers import Years
from optimiser.reading.merge_marks import find_conflicts
from optimiser.reading.overrides import scenario_columns
from optimiser.reading.sheets import Book, Cell, Sheet
from optimiser.reading.tables import COMMENT, Located, Row, is_remark, locate, rows_by_id

BETWEEN_KEYS = " / "
ANY_YEAR = tuple(str(year) for year in range(1900, 2200))
Needed = Mapping[str, tuple[str, ...]]


def years_named(book: Book) -> dict[str, tuple[str, ...]]:
    """Table -> the years that its columns stand for; a table without columns by year gets those of all others together."""
    found: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        needed = [column.key for column in table.columns if column.needed and column.by_year]
        located = locate(book, table, Years((), ANY_YEAR), []) if needed else None
        if located is not None:
            found[table.key] = located.years(needed[0])
    every = tuple(sorted({year for years in found.values() for year in years}))
    return {table.key: found.get(table.key, every) for table in TABLES}


def listed_sheets(books: Sequence[Book], dimensions: Sequence[Table] = ()) -> tuple[Table, ...]:
    """The sheets that every workbook has and that can be keyed: an `id` heading, and every id and heading once.

    So the members of a further dimension are matched by their id and heading, wherever a row or column stands; by column, whatever the language
    of sheet and heading, where `dimensions` has its form.
    """
    sheets = [{key_of(name): sheet for name, sheet in book.sheets.items()} for book in books]
    known = tuple(table for table in dimensions if all(any(_is_list(one) for one in _called(table, there)) for there in sheets))
    own = {key_of(name) for table in (*TABLES, *known) for name in (table.name.nl, table.name.en)}
    shared = [name for name in sheets[0] if name not in own and all(name in one and _is_list(one[name]) for one in sheets)]
    return known + tuple(
        Table(f"list {name}", Text(sheets[0][name].name, sheets[0][name].name), (Column("id", Text("id", "id"), "id", needed=True),))
        for name in shared
    )


def _called(table: Table, sheets: Mapping[str, Sheet]) -> list[Sheet]:
    """The sheets with the name of a table in either language."""
    return [sheets[name] for name in dict.fromkeys((key_of(table.name.nl), key_of(table.name.en))) if name in sheets]


def _is_list(sheet: Sheet) -> bool:
    heads = {column: key_of(cell.shown) for (row, column), cell in sheet.cells.items() if row == 1 and not is_blank(cell)}
    place = next((column for column, head in heads.items() if head == "id"), None)
    if place is None or len(set(heads.values())) < len(heads):
        return False
    filled = {row for (row, _), cell in sheet.cells.items() if row > 1 and not is_blank(cell)}
    ids = [key_of(cell.shown) for row in filled if (cell := sheet.cells.get((row, place))) is not None and not is_blank(cell)]
    return bool(filled) and len(ids) == len(filled) == len(set(ids))


def read_keyed(book: Book, needed: Needed, found: list[Fault], listed: Sequence[Table] = ()) -> KeyedBook:
    """The keyed cells of a workbook that must have columns for the `needed` years; what cannot be keyed or read is added to `found`.

    `listed`: tables beside those of the programme (`listed_sheets`).
    A cell that has yet to be filled is no fault here: two people may each fill their half of an empty workbook.
    """
    tables: dict[str, KeyedTable] = {}
    for table in (*TABLES, *listed):
        located = locate(book, table, Years(needed.get(table.key, ()), ANY_YEAR), found)
        if located is not None:
            tables[table.key] = _Reader(located, _columns(located)).table()
    found += find_conflicts(book)
    taken = {one.sheet for one in tables.values()}
    others = {key_of(name): sheet for name, sheet in book.sheets.items() if name not in taken}
    return KeyedBook(book.file, _language(book, tables), tables, others)


def _language(book: Book, tables: Mapping[str, KeyedTable]) -> Lang:
    """The language in which most names of sheets and columns are written; Dutch when nothing decides."""
    score = dict.fromkeys(LANGS, 0)
    for lang in LANGS:
        score[lang] += key_of(READ_ME[lang]) in map(key_of, book.sheets)
        for one in tables.values():
            score[lang] += key_of(one.sheet) == key_of(one.table.name[lang])
            names = {column.key: key_of(column.head[lang]) for column in one.table.columns}
            score[lang] += sum(key_of(entry.shown).startswith(names[col.name]) for col, entry in one.heads.items() if col.sort == "own")
    return "en" if score["en"] > score["nl"] else "nl"


def _columns(located: Located) -> dict[Col, int]:
    """Every column with a header, in order; two extra columns of one name are told apart by a number."""
    columns = {Col("own", head.key, head.year or ""): number for head, number in located.headers.columns.items()}
    scenarios = {number: name for name, number in scenario_columns(located, ()).items()} if located.table.scenarios else {}
    for number, cell in sorted(located.headers.others.items()):
        name = key_of(cell.shown)
        if number in scenarios:
            columns[Col("scenario", scenarios[number])] = number
        elif not located.table.scenarios or name.startswith(COMMENT):
            double = sum(col.sort == "extra" and col.name.split("\n")[0] == name for col in columns)
            columns[Col("extra", f"{name}\n{double + 1}" if double else name)] = number
    return dict(sorted(columns.items(), key=lambda item: item[1]))


@dataclass(frozen=True)
class _Reader:
    """One table with its columns, on the way to keyed rows."""

    located: Located
    columns: Mapping[Col, int]

    def table(self) -> KeyedTable:
        sheet = self.located.sheet
        keys = self._keys()
        rows: dict[str, KeyedRow] = {}
        remarks: list[KeyedRow] = []
        for number in sorted({row for row, _ in (*sheet.cells, *sheet.notes) if row > 1}):
            if number in keys:
                rows[keys[number]] = self._row(number, is_own=True)
            elif is_remark(sheet.cells.get((number, self.first))):
                remarks.append(self._row(number, is_own=False))
        heads = {col: self._entry(1, col, "", is_own=False) for col in self.columns}
        keyed = {1, *keys, *(one.number for one in remarks)}
        loose = {
            cell.address: Entry(cell, extra_meaning(cell))
            for (row, column), cell in sheet.cells.items()
            if not is_blank(cell) and (row not in keyed or column not in self.columns.values())
        }
        used = [*sheet.cells, *sheet.notes]
        last, width = max(row for row, _ in used), max(column for _, column in used)
        return KeyedTable(self.located.table, sheet.name, self.columns, heads, rows, tuple(remarks), loose, last, width)

    @property
    def first(self) -> int:
        return self.columns[first_column(self.located.table)]

    def _keys(self) -> dict[int, str]:
        """Row number -> normalised id, with what tells rows of one id apart; double and look-alike ids are faults."""
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in self.located.rows:
            groups.setdefault(tuple(str(self.located.read(row, key) or "") for key in self.located.table.apart), []).append(row)
        found: dict[int, str] = {}
        for apart, rows in groups.items():
            ids = {key_of(row.id): row.id.strip() for row in reversed(rows)}
            known = rows_by_id(replace(self.located, rows=tuple(rows)), list(ids.values()), complete=False)
            found |= {row.number: BETWEEN_KEYS.join((key_of(id), *apart)) for id, row in known.items()}
        return found

    def _row(self, number: int, is_own: bool) -> KeyedRow:
        cell = self.located.sheet.cells.get((number, self.first))
        id = cell.shown.strip() if cell is not None else ""
        entries = {col: self._entry(number, col, id, is_own) for col in self.columns}
        return KeyedRow(id, number, {col: entry for col, entry in entries.items() if entry.meaning is not None or entry.note or entry.formula})

    def _entry(self, number: int, col: Col, id: str, is_own: bool) -> Entry:
        place = (number, self.columns[col])
        cell, note = self.located.sheet.cells.get(place), self.located.sheet.notes.get(place, "")
        return Entry(cell, self._meaning(cell, col, id, is_own), note)

    def _meaning(self, cell: Cell | None, col: Col, id: str, is_own: bool) -> Meaning:
        if is_own and col.sort == "own":
            return own_meaning(cell, self.located.column(col.name), self.located.faults)
        if is_own and col.sort == "scenario":
            return override_meaning(cell, id, self.located.faults)
        return extra_meaning(cell)


def first_column(table: Table) -> Col:
    """The column that holds a table's ids."""
    return Col("own", table.columns[0].key)
