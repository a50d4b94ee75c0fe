"""No personal data is needed here: what looks like a citizen service number or an e-mail address is pointed out, never repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from optimiser.faults import Fault
from optimiser.language import Text
from optimiser.reading.addresses import address
from optimiser.reading.plain_rows import Raw, RawCell
from optimiser.reading.sheets import Book, Cell

_NINE = re.compile(r"(?<![0-9.,])([0-9]{9}|[0-9]{4}\.[0-9]{2}\.[0-9]{3})(?![0-9]|[.,][0-9])")
# A run of signs is tried from its start only: a long text without an address costs no more than reading it.
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
# Excel shows no zeros in front of a number.
SHORTEST = 10_000_000
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_eleven_test(digits: str) -> bool:
    """The check on a citizen service number (BSN): nine digits whose weighted sum is a multiple of 11.

    >>> passes_eleven_test("111222333"), passes_eleven_test("123456789")
    (True, False)
    """
    return len(digits) == 9 and digits.strip("0") != "" and sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def find_personal_data(book: Book, amounts: Mapping[str, Collection[int]], refused: Collection[str] = ()) -> Iterator[Fault]:
    """One warning per sheet, column and sort, at the first cell. `amounts[sheet]`: the columns whose numbers are figures, not persons.

    On the sheets in `refused` (lists of applicants) it is no warning: such a workbook is not taken.
    """
    for sheet in book.sheets.values():
        hits: dict[tuple[int, str], list[int]] = {}
        for (row, column), cell in sheet.cells.items():
            for sort in sorts_of(cell, column in amounts.get(sheet.name, ())):
                hits.setdefault((column, sort), []).append(row)
        for (column, sort), rows in sorted(hits.items()):
            expected = Text("geen persoonsgegevens: het programma heeft ze niet nodig", "no personal data: the program does not need any")
            mend = Text("haal ze weg ({count} in deze kolom)", "remove them ({count} in this column)")
            where, count = address(rows[0], column), (("count", len(rows)),)
            yield Fault(
                "personal-data",
                book.file,
                sheet.name,
                where,
                found=sort,
                expected=expected,
                mend=mend,
                values=count,
                warning=sheet.name not in refused,
            )


def may_be_personal(text: bytes) -> bool:
    """False for a text in UTF-8, of a row or of a whole file, in which nothing can be found: a look at the signs is enough."""
    zeros = text.translate(_DIGITS)
    return b"@" in zeros or b"000000000" in zeros or b"0000.00.000" in zeros


def personal_rows(raws: Sequence[Raw], as_cell: Callable[[Raw], Cell], is_amount: bool) -> Iterator[int]:
    """The rows (from 0) of a column in which something is found; `is_amount` as in `sorts_of`."""
    said = [raw for raw in raws if isinstance(raw, str)]
    texts = may_be_personal("\n".join(said).encode())
    for at, raw in enumerate(raws) if texts or not (is_amount or len(said) == len(raws)) else ():
        if isinstance(raw, str):
            doubtful = texts and may_be_personal(raw.encode())
        else:
            doubtful = not is_amount and (isinstance(raw, RawCell) or raw >= SHORTEST)
        if doubtful and any(sorts_of(as_cell(raw), is_amount)):
            yield at


def sorts_of(cell: Cell, is_amount: bool) -> Iterator[str]:
    """What a cell seems to hold of a person; `is_amount`: its column holds figures."""
    if isinstance(cell.value, str):
        if _MAIL.search(cell.value):
            yield "e-mail"
        # Round amounts of nine digits often pass the test by chance; a number ending in 000 is taken for money.
        digits = (match.replace(".", "") for match in _NINE.findall(cell.value))
        if any(passes_eleven_test(one) and not one.endswith("000") for one in digits):
            yield "BSN?"
    elif isinstance(cell.value, int) and not isinstance(cell.value, bool) and not is_amount:
        digits_typed = str(cell.value).rjust(9, "0")
        if SHORTEST <= cell.value < 10**9 and cell.value % 1000 and passes_eleven_test(digits_typed):
            yield "BSN?"
