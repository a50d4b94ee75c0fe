"""A person's workbook with some cells changed, marked or commented, and every other byte of its parts as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

from optimiser.amend import book, comments, sheet, tables
from optimiser.amend.cells import Grid, Spot, Typed, changed_cells, has_formulas, without_results
from optimiser.amend.comments import Comment
from optimiser.amend.new_sheet import NewColumn, NewRow, sheet_part
from optimiser.amend.package import Package
from optimiser.amend.properties import get_property, set_property
from optimiser.amend.shared import in_array, without_holders
from optimiser.amend.styles import EMPTY, Look, Styles
from optimiser.amend.texts import end_of, row_texts, shared_strings
from optimiser.amend.values import Link, Value, split_address
from optimiser.amend.xml import parse
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.reading.addresses import address as named

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class Amended:
    """Gathers changes to a workbook; `write` gives its bytes with them. The given bytes must be a sound workbook (`preflight`).

    Sheets are named as in the workbook, cells as `B4`. A sheet that is not there is a `KeyError`, a cell that is none a `ValueError`.
    Everything raises `Refused` (`part-too-large`, `workbook-unreadable`, `part-missing`, `cell-in-array`) for what cannot be changed safely.
    """

    def __init__(self, data: bytes, file: str = "") -> None:
        self._package = Package(data, file)
        self._typed: dict[str, dict[Spot, Typed]] = {}
        self._marks: dict[str, dict[Look, list[str]]] = {}
        self._comments: dict[str, dict[str, Comment]] = {}
        self._forgotten: dict[str, list[Spot]] = {}
        self._passing: dict[str, dict[str, tuple[Look, str]]] = {}
        self._notes: dict[str, dict[str, Comment]] = {}
        self._links: dict[str, dict[str, Link]] = {}
        self._opens = ""
        self._parts: dict[str, str] = {}
        self._looks: dict[Look, int] = {}

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets in order."""
        return tuple(one.name for one in book.sheet_parts(self._package))

    def texts(self, sheet: str, row: int) -> dict[int, str]:
        """The texts of a row as they stood when the workbook was given: column -> text."""
        grid = Grid(*self._package.root(self._part(sheet), 3))
        return row_texts(grid, row, shared_strings(self._package, book.workbook_part(self._package)))

    def end_of(self, sheet: str) -> tuple[int, int]:
        """The last row with anything in it and the last column with anything in row 1, as the workbook was given."""
        return end_of(Grid(*self._package.root(self._part(sheet), 3)))

    def set(self, sheet: str, address: str, value: Value, like: str = "", look: Look | None = None) -> None:
        """Types a value: int and Fraction exactly (as text where a cell cannot hold them), text never as a formula, None empties.

        The cell keeps its style (a date gets a date format, a number loses one); a new cell looks like the one above it, a new header like the
        one before it, or like the cell named by `like`, or has the `look` asked for.
        What is typed right below or beside a native table becomes part of that table.
        """
        part, spot = self._part(sheet), split_address(address)
        style = Grid(*self._package.root(part, 3)).style(split_address(like)) if like else None if look is None else self._style_of(look)
        self._typed.setdefault(part, {})[spot] = Typed(value, style)

    def forget(self, sheet: str, address: str) -> None:
        """Drops the saved result of a formula that no longer holds: Excel calculates it on opening, a reader finds none until then."""
        self._forgotten.setdefault(self._part(sheet), []).append(split_address(address))

    def mark(self, sheet: str, address: str, look: Look) -> None:
        """Gives a cell a fill, ink or border on top of its own style; `clear_notes` takes it away again."""
        split_address(address)
        self._marks.setdefault(self._part(sheet), {}).setdefault(look, []).append(address)

    def mark_while(self, sheet: str, address: str, look: Look, text: str) -> None:
        """A mark as `mark` gives, that is seen only as long as the cell holds this text."""
        split_address(address)
        self._passing.setdefault(self._part(sheet), {})[address] = (look, text)

    def comment(self, sheet: str, address: str, text: str, author: str = "optimiser") -> None:
        """Says something about a cell; a comment that is there stays, and a second one of ours is added to the first."""
        split_address(address)
        own = self._comments.setdefault(self._part(sheet), {})
        own[address] = Comment(f"{own[address].text}\n\n{text}" if address in own else text, author)

    def note(self, sheet: str, address: str, text: str, author: str = "") -> None:
        """Gives a cell a person's own comment, in place of what stands there (ours as well); an empty text takes the comment away."""
        split_address(address)
        self._notes.setdefault(self._part(sheet), {})[address] = Comment(text, author, ours=False)

    def hyperlink(self, sheet: str, address: str, link: Link) -> None:
        """Lets a cell lead to another cell; its text stays as it is."""
        split_address(address)
        self._links.setdefault(self._part(sheet), {})[address] = link

    def add_sheet(self, name: str, columns: Sequence[NewColumn], rows: Sequence[NewRow], table: str, colour: str = "") -> str:
        """Adds a sheet behind the others, with one native table, and gives its name (`name (2)` where `name` is taken)."""
        taken = {one.casefold() for one in self.sheets}
        title = next(one for n in range(1, len(taken) + 2) if (one := name if n == 1 else f"{name} ({n})").casefold() not in taken)
        package, styles = self._package, self._styles()
        part = package.free_name("xl/worksheets/sheet{}.xml")
        data = sheet_part(columns, rows, styles, colour, book.counts_from_1904(package))
        package.parts[self._style_part()] = styles.data
        package.add(part, data, f"{_SPREADSHEET}worksheet+xml")
        book.add_sheet(package, title, part)
        if rows:
            self._add_table(part, table, [column.header for column in columns], len(rows))
        return title

    def drop_sheet(self, name: str) -> None:
        """Takes a sheet out, with its table and comments."""
        found = next(one for one in book.sheet_parts(self._package) if one.name == name)
        for pending in (self._typed, self._forgotten, self._marks, self._passing, self._notes, self._comments, self._links):
            pending.pop(found.part, None)
        book.drop_sheet(self._package, found)
        self._parts = {}

    def open_with(self, sheet: str) -> None:
        """Lets the workbook open with this sheet."""
        self._part(sheet)
        self._opens = sheet

    def rename_sheet(self, old: str, new: str) -> None:
        """Gives a sheet another name, also where formulas, names, links and charts speak of it. `ValueError` when the name is taken."""
        self._part(old)
        if new.casefold() in {name.casefold() for name in self.sheets}:
            raise ValueError(f"there is a sheet {new!r} already")
        book.rename_sheet(self._package, old, new)
        self._parts = {}

    def widen(self, name: str, column: int, width: int) -> None:
        """Gives a column (from 1) a width in characters, unless it has one."""
        part = self._part(name)
        self._package.parts[part] = sheet.with_width(self._package.root(part, 1)[0], column, width)

    def get_property(self, name: str) -> str | None:
        """A custom property of the document, or None."""
        return get_property(self._package, name)

    def set_property(self, name: str, value: str) -> None:
        """Sets a custom property of the document."""
        set_property(self._package, name, value)

    def clear_notes(self) -> None:
        """Takes away all marks and comments that were put there by `mark` and `comment`, now or at an earlier time."""
        self._marks, self._passing, self._comments = {}, {}, {}
        for part in {one.part for one in book.sheet_parts(self._package)}:
            data = self._package.parts.get(part, b"")
            if sheet.SIGN.encode() in data:
                data, _ = self._package.root(part, 1)
                self._package.parts[part] = sheet.without_marks(data)
            self._clear_comments(part)

    def write(self) -> bytes:
        """The workbook with all changes so far; equal changes to equal bytes give equal bytes."""
        for part, typed in self._typed.items():
            self._type(part, typed)
        if self._typed and any(has_formulas(self._package.parts[one.part]) for one in book.sheet_parts(self._package) if one.part):
            book.recalculated(self._package)
        for part, spots in self._forgotten.items():
            self._package.parts[part] = without_results(Grid(*self._package.root(part, 3)), spots)
        for part, marks in self._marks.items():
            styles = self._styles()
            numbers = {styles.overlay(look): list(dict.fromkeys(cells)) for look, cells in marks.items()}
            self._package.parts[self._style_part()] = styles.data
            self._package.parts[part] = sheet.marked(self._package.root(part, 1)[0], numbers)
        for part, passing in self._passing.items():
            for at, (look, text) in passing.items():
                styles = self._styles()
                number = styles.overlay(look)
                self._package.parts[self._style_part()] = styles.data
                self._package.parts[part] = sheet.marked_while(self._package.root(part, 1)[0], number, at, text)
        for part, links in self._links.items():
            self._package.parts[part] = sheet.linked(self._package.root(part, 1)[0], links)
        for part, notes in self._notes.items():
            self._unsay(part, [at for at, one in notes.items() if not one.text])
            self._say(part, {at: one for at, one in notes.items() if one.text})
        for part, said in self._comments.items():
            self._say(part, said)
        self._typed, self._forgotten, self._marks, self._passing, self._notes, self._comments, self._links = {}, {}, {}, {}, {}, {}, {}
        if self._opens:
            book.open_with(self._package, self._opens)
        return self._package.write()

    def _part(self, name: str) -> str:
        if name not in self._parts:
            self._parts = {one.name: one.part for one in book.sheet_parts(self._package)}
        return self._parts[name]

    def _style_part(self) -> str:
        """The part with styles, made where the workbook has none."""
        owner = book.workbook_part(self._package)
        part = self._package.related(owner, "styles")
        if part is None:
            # Some readers look for styles under this very name.
            part = "xl/styles.xml"
            self._package.add(part, EMPTY, f"{_SPREADSHEET}styles+xml")
            self._package.relate(owner, "styles", part)
        return part

    def _style_of(self, look: Look) -> int:
        if look not in self._looks:
            styles = self._styles()
            self._looks[look] = styles.cell(look)
            self._package.parts[self._style_part()] = styles.data
        return self._looks[look]

    def _styles(self) -> Styles:
        return Styles(self._package.root(self._style_part(), 1)[0])

    def _type(self, part: str, typed: Mapping[Spot, Typed]) -> None:
        package, styles = self._package, self._styles()
        grid = without_holders(Grid(*package.root(part, 3)), typed.keys())
        self._refuse_arrays(part, in_array(grid, typed.keys()))
        for relation in list(package.relations(part)):
            if relation.kind == "table":
                grown = tables.grown_table(package.root(relation.part)[0], typed)
                package.parts[relation.part] = grown.data
                data = tables.stretched_validations(grid, grown)
                grid = grid if data is grid.data else Grid(data, parse(data, 3))
        package.parts[part] = changed_cells(grid, typed, lambda style, value: _adapted(styles, style, value), book.counts_from_1904(package))
        package.parts[self._style_part()] = styles.data

    def _refuse_arrays(self, part: str, cells: Collection[Spot]) -> None:
        name = next(one.name for one in book.sheet_parts(self._package) if one.part == part)
        expected = Text("een cel die alleen staat", "a cell that stands alone")
        mend = Text("vervang in Excel de matrixformule door gewone waarden", "replace the array formula in Excel by plain values")
        faults = [Fault("cell-in-array", self._package.file, name, named(*spot), expected=expected, mend=mend) for spot in cells]
        if faults:
            raise Refused(faults)

    def _add_table(self, part: str, name: str, headers: list[str], rows: int) -> None:
        package = self._package
        known = [package.root(one, 1)[1] for one in package.parts if one.startswith("xl/tables/") and one.endswith(".xml")]
        taken = {root.get("displayName").casefold() for root in known}
        free = next(one for n in range(1, len(taken) + 2) if (one := name if n == 1 else f"{name}_{n}").casefold() not in taken)
        target = package.free_name("xl/tables/table{}.xml")
        number = max((int(root.get("id") or 0) for root in known), default=0) + 1
        package.add(target, tables.table_part(number, free, headers, rows), f"{_SPREADSHEET}table+xml")
        id = package.relate(part, "table", target)
        data, _ = package.root(part, 1)
        package.parts[part] = sheet.with_table(data, id)

    def _say(self, part: str, said: Mapping[str, Comment]) -> None:
        package = self._package
        if not said:
            return
        words = package.related(part, "comments")
        if words is None:
            words = package.free_name("xl/comments{}.xml")
            package.add(words, comments.NEW, f"{_SPREADSHEET}comments+xml")
            package.relate(part, "comments", words)
        package.parts[words] = comments.commented(package.root(words)[0], said)
        shown = self._box_part(part)
        if shown is None:
            shown = package.free_name("xl/drawings/vmlDrawing{}.vml")
            package.add_by_ending(shown, comments.NEW_BOXES, _VML)
            id = package.relate(part, "vmlDrawing", shown)
            package.parts[part] = sheet.with_reference(package.root(part, 1)[0], "legacyDrawing", id)
        package.parts[shown] = comments.boxes(package.parts[shown], said)

    def _box_part(self, part: str) -> str | None:
        """The drawing that shows a sheet's comments (another one may belong to its page headers)."""
        _, root = self._package.root(part, 2)
        id = sheet.reference_id(root, "legacyDrawing")
        return next((one.part for one in self._package.relations(part) if one.id == id), None)

    def _clear_comments(self, part: str) -> None:
        package = self._package
        words = package.related(part, "comments")
        if words is None or comments.SIGN.encode() not in package.parts.get(words, b""):
            return
        package.parts[words], gone = comments.without_ours(package.root(words)[0])
        self._drop_boxes(part, words, gone)

    def _unsay(self, part: str, cells: Sequence[str]) -> None:
        package = self._package
        words = package.related(part, "comments")
        if words is not None and cells:
            package.parts[words] = comments.without_comments(package.root(words)[0], cells)
            self._drop_boxes(part, words, cells)

    def _drop_boxes(self, part: str, words: str, gone: Sequence[str]) -> None:
        """Takes away the boxes of comments that are gone, and the parts that are left with nothing."""
        package = self._package
        shown = self._box_part(part)
        if shown is not None:
            package.parts[shown] = comments.without_boxes(package.parts[shown], gone)
        if comments.is_empty(package.parts[words]):
            package.drop(words, part)
            if shown is not None and not comments.has_boxes(package.parts[shown]):
                package.drop(shown, part)
                package.parts[part] = sheet.without(package.root(part, 1)[0], "legacyDrawing")


def _adapted(styles: Styles, style: int, value: Value) -> int:
    if isinstance(value, date):
        return styles.dated(style)
    return styles.undated(style) if isinstance(value, (int, Fraction)) else style
