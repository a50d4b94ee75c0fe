"""A finding in words: where it stands in the merged workbook, and what was there in the base, in mine and in theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from optimiser.keyed.cells import Col, Entry, KeyedBook
from optimiser.language import Lang, Text
from optimiser.layout import Table
from optimiser.merging.findings import Finding, Side, What
from optimiser.merging.three_way import Three
from optimiser.reading.readings import typed_as

SIDES: Mapping[Side, Text] = {
    "mine": Text("mijn", "mine"),
    "theirs": Text("hun", "theirs"),
    "both": Text("beide", "both"),
    "conflict": Text("CONFLICT", "CONFLICT"),
}
WHATS: Mapping[What, Text] = {
    "cell": Text("cel", "cell"),
    "note": Text("opmerking bij cel", "comment on cell"),
    "row": Text("rij toegevoegd", "row added"),
    "row-removed": Text("rij verwijderd", "row removed"),
    "kept-row": Text("rij verwijderd én gewijzigd", "row removed and changed"),
    "column": Text("kolom toegevoegd", "column added"),
    "column-removed": Text("kolom verwijderd", "column removed"),
    "kept-column": Text("kolom verwijderd én gewijzigd", "column removed and changed"),
    "renamed": Text("scenario hernoemd", "scenario renamed"),
    "remark": Text("opmerkingsrij toegevoegd", "comment row added"),
    "remark-removed": Text("opmerkingsrij verwijderd", "comment row removed"),
    "sheet": Text("blad toegevoegd", "sheet added"),
    "sheet-removed": Text("blad verwijderd", "sheet removed"),
    "kept-sheet": Text("blad verwijderd én gewijzigd", "sheet removed and changed"),
    "loose": Text("niet overgenomen: geen kop of id", "not carried over: no header or id"),
}
EMPTY = Text("(leeg)", "(empty)")
NO_ROW = Text("(rij verwijderd)", "(row removed)")
NO_COLUMN = Text("(kolom verwijderd)", "(column removed)")
NO_SHEET = Text("(blad verwijderd)", "(sheet removed)")


@dataclass(frozen=True, slots=True)
class Line:
    """One difference or conflict as people read it; `cell` is its place in the merged workbook, if it has one."""

    side: Side
    what: What
    sheet: str
    row: str
    column: str
    base: str
    mine: str
    theirs: str
    cell: str

    @property
    def is_conflict(self) -> bool:
        """True when somebody has to choose."""
        return self.side == "conflict" and self.what in ("cell", "renamed")


def words_of(entry: Entry, lang: Lang) -> str:
    """The value of a cell the way it is typed in an Excel of this language."""
    value = entry.cell.value if entry.cell is not None and entry.meaning is not None else None
    if isinstance(value, Fraction):
        return typed_as(value)[lang]
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y") if lang == "nl" else value.isoformat()
    return entry.shown


def tell_values(finding: Finding, three: Three | None, lang: Lang) -> tuple[str, str, str]:
    """Base, mine and theirs in words; what is empty or was removed is said."""
    if finding.what == "note":
        return finding.base.note, finding.mine.note, finding.theirs.note
    if finding.what not in ("cell", "renamed", "loose"):
        return "", "", ""
    shown = [words_of(one, lang) or EMPTY[lang] for one in (finding.base, finding.mine, finding.theirs)]
    if finding.gone:
        rows = ["", *(three.mine if finding.gone == "mine" else three.theirs).rows] if three is not None else []
        shown[1 if finding.gone == "mine" else 2] = (NO_SHEET if three is None else NO_COLUMN if finding.row in rows else NO_ROW)[lang]
    return shown[0], shown[1], shown[2]


def column_words(col: Col | None, three: Three, lang: Lang) -> str:
    """A column's header as it stands in mine, else in theirs or the base."""
    if col is None:
        return ""
    heads = (table.heads[col].shown for table in (three.mine, three.theirs, three.base) if col in table.heads)
    return next((head for head in heads if head), own_header(three.base.table, col, lang))


def own_header(table: Table, col: Col, lang: Lang) -> str:
    """The header that the template gives a column."""
    column = next((one for one in table.columns if one.key == col.name), None) if col.sort == "own" else None
    if column is None:
        return col.name
    unit = "(EUR)" if column.kind in ("amount", "amount-or-mark") else ""
    return " ".join(part for part in (column.head[lang], col.year, unit) if part)


def tell(finding: Finding, three: Three | None, mine: KeyedBook, names: Mapping[str, str], cell: str, lang: Lang) -> Line:
    """One line; `names` are the sheets' names in the merged workbook."""
    sheet = names.get(finding.table, finding.table)
    row, column = finding.row, column_words(finding.col, three, mine.lang) if three is not None else ""
    if three is not None and finding.what not in ("remark", "remark-removed", "loose"):
        rows = (table.rows[finding.row].id for table in (three.mine, three.theirs, three.base) if finding.row in table.rows)
        row = next(rows, finding.row)
    return Line(finding.side, finding.what, sheet, row, column, *tell_values(finding, three, lang), cell)
