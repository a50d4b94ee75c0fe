"""The plan workbook in the making: every cell a text, an exact number, or a live formula with its own value beside it.

The only place where a number becomes a float is `shown`. Nothing typed by a person can become a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from optimiser.language import Lang, Text, say
from optimiser.proof import tables
from optimiser.record import Record
from optimiser.reports.plan_book.style import FONT, STYLES
from optimiser.verify import Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LARGEST = 10**12
LONGEST_TEXT = 32_767
LONGEST_FORMULA = 8_000
CUT = "…"
LINE_LENGTH = 175
# Characters that stay readable across a page that lies on its side.
WIDEST_PAGE = 260
HEAD = 3
HEIGHT = 13
FIRST = HEAD + 2
PAGE_OF = Text("Pagina &P van &N", "Page &P of &N")
AMOUNT = Text("Bedrag in hele euro's", "Amount in whole euros")
AMOUNT_PROMPT = Text(
    "Een geheel getal van 0 of meer, zonder decimalen. Geen PM of tekst: een regel zonder bedrag krijgt 0.",
    "A whole number of 0 or more, without decimals. No PM or text: a line without money gets 0.",
)


@dataclass(frozen=True, slots=True)
class Live:
    """A formula (starting with `=`, English function names) and the value it has on this record."""

    formula: str
    value: int | Fraction | str


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell whose style differs from its column's."""

    value: int | Fraction | str | Live | None
    style: str


Cell = int | Fraction | str | Live | Styled | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `key` names it in formulas (`<prefix>_<key>` when `named`); `width` in characters.

    `choices` are offered in a drop-down list and not enforced: whoever reads the file back says what is wrong, with the cell.
    """

    key: str
    head: Text
    width: int
    style: str = "text"
    named: bool = False
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name, one sentence that says what stands on it, and who writes it.

    `when`: for which records it is there; `budget`: it also stands in the workbook of the ministry's own tables.
    """

    name: Text
    about: Text
    write: Callable[[Sheet], None]
    colour: str
    when: Callable[[Record], bool] = lambda _: True
    budget: bool = False


def shown(number: int | Fraction) -> int | float:
    """A number as the file format holds it. Raises ValueError beyond +-10^12: that is no money or effect, but a fault of ours."""
    if not -LARGEST <= number <= LARGEST:
        raise ValueError(f"{number} is not within +-10^12")
    return number if isinstance(number, int) else int(number) if number.denominator == 1 else float(number)


@lru_cache(maxsize=4096)
def lines_needed(text: str, width: int) -> int:
    """Lines a text takes in a column of so many characters."""
    room = max(4, width + width // 50)
    return 1 if len(text) <= room else len(wrap(text, room))


def letter(column: int) -> str:
    """`0 -> A`, `26 -> AA`."""
    head, tail = divmod(column, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + tail)


def at(columns: Sequence[Column], key: str, row: int) -> str:
    """The address of a column's cell in a row (counted from 1): `G12`."""
    return letter([column.key for column in columns].index(key)) + str(row)


def year_cell(year: str | None, otherwise: str = "") -> int | str:
    """A year as the number it is; an id that is no number stays text."""
    return otherwise if year is None else int(year) if year.isdigit() else year


class Book:
    """One workbook in the making. `pages` are all its sheets, in order; `ranges` the defined names so far.

    `label` stands at the foot of every printed page. A book that is not about one run has no record; its pages know what they tell.
    """

    def __init__(self, record: Record | None, lang: Lang, pages: Sequence[Page], workbook: Workbook, label: str = "") -> None:
        """The pages are drawn into an empty workbook by `draw`."""
        self._record, self.lang, self.pages = record, lang, tuple(pages)
        self.label = label if record is None else f"{record.name[lang]} - {record.scenario_name[lang]}"
        self.workbook: Any = workbook
        self.ranges: dict[str, str] = {}
        self._styles: dict[str, Any] = {}

    @property
    def record(self) -> Record:
        """The run the book is about."""
        assert self._record is not None
        return self._record

    @cached_property
    def proof(self) -> dict[str, Table]:
        """The tables of the proof, as `verify.py` reads them back; further dimensions are added up here, and proved by the certificate file."""
        return tables(replace(self.record, detail=None))

    def word(self, text: Text, **values: Any) -> str:
        """A text in the language of the book."""
        return say(text, self.lang, **values)

    def name(self, table: str, id: str) -> str:
        """The name of a `space`, `source` or `instrument`; its id when it has none."""
        name = self.record.names.get(f"{table}:{id}")
        return id if name is None else name[self.lang]

    def style(self, name: str) -> Any:
        """The format of that name, made once."""
        if name not in self._styles:
            self._styles[name] = self.workbook.add_format(dict(STYLES[name]))
        return self._styles[name]

    def overlay(self, properties: Mapping[str, Any]) -> Any:
        """A conditional format."""
        return self.workbook.add_format(dict(properties))

    def define(self, name: str, address: str) -> None:
        """A defined name: the way formulas on every sheet reach a column."""
        self.ranges[name] = address
        self.workbook.define_name(name, f"={address}")

    def draw(self) -> None:
        """Every sheet."""
        for page in self.pages:
            Sheet(self, page).write()


class Sheet:
    """One sheet: title in row 1, what it is in row 2, then whatever its page writes. Every cell is locked unless its style is an input."""

    def __init__(self, book: Book, page: Page) -> None:
        self.book, self.page = book, page
        self.name = book.word(page.name)
        self._sheet: Any = book.workbook.add_worksheet(self.name)
        self.raw = self._sheet

    def write(self) -> None:
        """The whole sheet with its print set-up and protection."""
        sheet, book = self._sheet, self.book
        sheet.hide_gridlines(2)
        sheet.set_tab_color(self.page.colour)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        label = book.label[:100].replace("&", "&&")
        sheet.set_footer(f'&L&"{FONT}"&8 {label}&C&"{FONT}"&8 &A&R&"{FONT}"&8 {book.word(PAGE_OF)}')
        self.page.write(self)
        sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})

    def heading(self) -> None:
        """Rows 1 to 3: the name, one sentence, and the way back to the first sheet."""
        self._sheet.set_row(0, 27)
        self.put(0, 0, Styled(self.name, "title"))
        self.put(1, 0, Styled(self.book.word(self.page.about), "about"))
        if self.page is not self.book.pages[0]:
            first = self.book.word(self.book.pages[0].name)
            self.link(2, 0, first, f"← {first}")

    def put(self, row: int, column: int, cell: Cell, style: str = "plain") -> None:
        """One cell, row and column counted from 0. Raises ValueError for a number or formula the file format cannot hold."""
        if isinstance(cell, Styled):
            style = cell.style
            cell = cell.value
        look = self.book.style(style)
        if cell is None:
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(cell, str):
            text = cell if len(cell) <= LONGEST_TEXT else cell[: LONGEST_TEXT - 1] + CUT
            self._sheet.write_string(row, column, text, look)
        elif isinstance(cell, Live):
            if len(cell.formula) > LONGEST_FORMULA:
                raise ValueError(f"formula of {len(cell.formula)} characters: {cell.formula[:80]}")
            value = cell.value if isinstance(cell.value, str) else shown(cell.value)
            self._sheet.write_formula(row, column, cell.formula, look, value)
        else:
            self._sheet.write_number(row, column, shown(cell), look)

    def paragraph(self, row: int, text: str) -> int:
        """A text on as many rows as it needs, each running on over the empty cells to its right. Returns the row after it."""
        for line in wrap(text, LINE_LENGTH):
            self.put(row, 0, line, "plain")
            row += 1
        return row

    def link(self, row: int, column: int, sheet: str, text: str) -> None:
        """A link to another sheet."""
        target = sheet.replace("'", "''")
        self._sheet.write_url(row, column, f"internal:'{target}'!A1", self.book.style("link"), text)

    def widths(self, widths: Sequence[int]) -> None:
        """Column widths in characters, from column A on."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width, self.book.style("plain"))

    def freeze(self, row: int, column: int = 0, repeat: bool = True) -> None:
        """Rows above and columns left of this stay in view; the header is printed on every page, unless the sheet has several tables."""
        self._sheet.freeze_panes(row, column)
        if repeat:
            self._sheet.repeat_rows(row - 1)

    def table(self, name: str, prefix: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], head: int = HEAD) -> int:
        """A native table with one header row (`head`, counted from 0). Returns the row (from 0) after its last. Without rows it holds one dash."""
        filled = rows or [["-", *[None] * (len(columns) - 1)]]
        last = head + len(filled)
        headers = [{"header": self.book.word(column.head), "header_format": self.book.style("head")} for column in columns]
        self._sheet.add_table(head, 0, last, len(columns) - 1, {"name": name, "style": None, "columns": headers})
        self._sheet.set_row(head, HEIGHT * max(lines_needed(self.book.word(column.head), column.width) for column in columns) + 3)
        for number, row in enumerate(filled, start=head + 1):
            self._fit(number, columns, row)
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.put(number, place, cell, column.style)
        for place, column in enumerate(columns):
            address = f"${letter(place)}${head + 2}:${letter(place)}${last + 1}"
            if column.named:
                self.book.define(f"{prefix}_{column.key}", f"'{self.name}'!{address}")
            if column.style == "euro-input":
                self._sheet.data_validation(address.replace("$", ""), self._amounts_only())
            if column.choices:
                words = [self.book.word(one) for one in column.choices]
                self._sheet.data_validation(address.replace("$", ""), {"validate": "list", "source": words, "show_error": False})
        return last + 1

    def _fit(self, number: int, columns: Sequence[Column], row: Sequence[Cell]) -> None:
        """A row as high as its longest text needs: spreadsheets do not do that by themselves on opening."""
        texts = [(cell, column.width) for column, cell in zip(columns, row, strict=True) if column.style == "wrap" and isinstance(cell, str)]
        lines = max((lines_needed(text, width) for text, width in texts), default=1)
        if lines > 1:
            self._sheet.set_row(number, HEIGHT * lines + 2)

    def print_until(self, columns: Sequence[Column], last: int) -> None:
        """Paper gets the columns that people read; the exact columns to their right stay on screen. A wide table goes over several pages."""
        shown = [place for place, column in enumerate(columns) if column.style != "proof"]
        self._sheet.print_area(0, 0, last - 1, max(shown))
        pages = -(-sum(column.width for column in columns[: max(shown) + 1]) // WIDEST_PAGE)
        if pages > 1:
            self._sheet.fit_to_pages(pages, 0)
            self._sheet.repeat_columns(0, 1)

    def flag(self, area: str, word: str, overlay: Mapping[str, Any]) -> None:
        """Cells of an area (`B2:B9`) that say exactly a word get a look."""
        look = self.book.overlay(overlay)
        self._sheet.conditional_format(area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look})

    def _amounts_only(self) -> dict[str, Any]:
        title, prompt = self.book.word(AMOUNT), self.book.word(AMOUNT_PROMPT)
        words = {"input_title": title, "input_message": prompt, "error_title": title, "error_message": prompt}
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST, **words}
