"""A sheet for every further dimension: what each member gets by year and by instrument, with the colours of a heat map; it adds up to the plan."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from optimiser.by_member import MemberTotal, totals_of
from optimiser.language import LANGS, Text, say
from optimiser.measure import EFFECT_IN, measured
from optimiser.record import Record
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, Styled, at, letter
from optimiser.reports.plan_book.names import NAME
from optimiser.reports.plan_book.style import BLUE, PALE_BLUE, WHITE

ABOUT = Text(
    "Wat elk lid krijgt, per jaar en per instrument (alle jaren samen): hoe donkerder, hoe meer. Elke cel van het plan staat in certificate.json, en "
    "als CSV na `optimiser export`.",
    "What every member gets, by year and by instrument (all years together): the darker, the more. Every cell of the plan stands in "
    "certificate.json, and as CSV after `optimiser export`.",
)
TOTAL = Text("samen (EUR)", "together (EUR)")
PART = Text("deel van het geld", "part of the money")
KEY_PART = Text("deel van {key}", "part of {key}")
PER_UNIT = Text("EUR per {key}", "EUR per {key}")
SUM, PLAN, LEFT = Text("dit blad", "this sheet"), Text("blad Plan", "sheet Plan"), Text("verschil", "difference")
TAKEN = Text("leden", "members")
LONGEST = 31
MOST = "#7fa3d1"


def pages(record: Record, taken: set[str]) -> tuple[Page, ...]:
    """One page a further dimension, in their order; `taken` are the names of the other sheets, in small letters."""
    return () if record.detail is None else tuple(_page(one, name, taken) for one, name in record.detail.names.items())


def _page(dimension: str, name: Text, taken: set[str]) -> Page:
    return Page(Text(*(_sheet_name(name[lang], TAKEN[lang], taken) for lang in LANGS)), ABOUT, _writer(dimension), BLUE)


def _sheet_name(name: str, other: str, taken: set[str]) -> str:
    """A name that a sheet can have: no signs that Excel keeps for itself, not too long, not that of another sheet."""
    plain = "".join("-" if sign in "[]:*?/\\" else sign for sign in name).strip("'")[:LONGEST] or other
    return plain if plain.lower() not in taken else f"{plain[: LONGEST - len(other) - 3]} ({other})"


class Whole(NamedTuple):
    """All members together: how many, and EUR."""

    members: int
    amount: int


def _writer(dimension: str) -> Callable[[Sheet], None]:
    return lambda sheet: _write(sheet, dimension)


def _write(sheet: Sheet, dimension: str) -> None:
    """The table, then what its years add up to beside the sheet Plan."""
    record = sheet.book.record
    totals = totals_of(record, dimension)
    columns = _columns(sheet, dimension, totals)
    sheet.heading()
    sheet.widths([column.width for column in columns])
    whole = Whole(len(totals), sum(one.amount for one in totals))
    rows = [_row(sheet, one, columns, place, whole) for place, one in enumerate(totals, start=FIRST)]
    last = sheet.table(f"tbl_{dimension}".replace("-", "_").replace(".", "_"), f"m_{dimension}".replace("-", "_"), columns, rows)
    _heat(sheet, columns, last)
    _sums(sheet, columns, last)
    sheet.print_until(columns, last + 4)
    sheet.freeze(FIRST - 1, 2)


def _columns(sheet: Sheet, dimension: str, totals: list[MemberTotal]) -> list[Column]:
    record = sheet.book.record
    assert record.detail is not None
    key = record.detail.divides.get(dimension)
    by_key = []
    if key is not None:
        part, per = (Text(*(say(text, lang, key=key.name[lang]) for lang in LANGS)) for text in (KEY_PART, PER_UNIT))
        by_key = [Column("sleutel", key.name, 13, "rate"), Column("sleuteldeel", part, 12, "share"), Column("per", per, 14, "euro")]
    used = dict.fromkeys(instrument for one in totals for instrument in one.instruments)
    return [
        Column("id", Text("id", "id"), 24),
        Column("naam", NAME, 34),
        *(Column(f"j{year}", Text(f"{year} (EUR)", f"{year} (EUR)"), 14, "euro") for year in record.years),
        Column("samen", TOTAL, 15, "euro"),
        Column("effect", EFFECT_IN[measured(record.goal)], 11, "persons"),
        Column("deel", PART, 10, "share"),
        *by_key,
        *(Column(f"i.{one}", Text(one, one), max(13, min(len(one) + 3, 18)), "euro") for one in used),
    ]


def _row(sheet: Sheet, one: MemberTotal, columns: list[Column], place: int, whole: Whole) -> list[Cell]:
    record = sheet.book.record
    first, end = at(columns, f"j{record.years[0]}", place), at(columns, f"j{record.years[-1]}", place)
    samen = at(columns, "samen", place)
    column = letter(_place(columns, "samen"))
    span = f"${column}${FIRST}:${column}${FIRST + whole.members - 1}"
    cells: list[Cell] = [
        one.id,
        one.name[sheet.book.lang],
        *(one.years.get(year, 0) for year in record.years),
        Live(f"=SUM({first}:{end})", one.amount),
        one.effect,
        Live(f"=IF(SUM({span})=0,0,{samen}/SUM({span}))", Fraction(one.amount, whole.amount) if whole.amount else Fraction(0)),
    ]
    if any(column.key == "sleutel" for column in columns):
        key = at(columns, "sleutel", place)
        per = Live(f"=IF(N({key})=0,0,{samen}/{key})", one.amount / one.key if one.key else Fraction(0))
        cells += [one.key, one.key / one.among if one.key is not None and one.among else None, per]
    return [*cells, *(one.instruments.get(column.key[2:], 0) for column in columns if column.key.startswith("i."))]


def _place(columns: list[Column], key: str) -> int:
    return next(place for place, column in enumerate(columns) if column.key == key)


def _heat(sheet: Sheet, columns: list[Column], last: int) -> None:
    """One scale for the years, one for the instruments: white is nothing, dark is the most there is."""
    for sign in ("j", "i."):
        places = [place for place, column in enumerate(columns) if column.key.startswith(sign) and column.style == "euro"]
        if places:
            area = (FIRST - 1, places[0], last - 1, places[-1])
            most = PALE_BLUE if sign == "j" else MOST
            scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": WHITE, "max_color": most}
            sheet.raw.conditional_format(*area, scale)


def _sums(sheet: Sheet, columns: list[Column], last: int) -> None:
    """Three lines under the table: its years added up, the sheet Plan, and their difference, which is nothing."""
    record = sheet.book.record
    for offset, text in enumerate((SUM, PLAN, LEFT), start=1):
        sheet.put(last + offset, 1, Styled(sheet.book.word(text), "strong"))
    for year in record.years:
        place = _place(columns, f"j{year}")
        amount = sum(line.amount for line in record.lines if line.year == year)
        name = letter(place)
        sheet.put(last + 1, place, Live(f"=SUM({name}{FIRST}:{name}{last})", amount), "euro")
        sheet.put(last + 2, place, Live(f"=SUMIFS(p_plan,p_jaar,{year})", amount), "euro")
        sheet.put(last + 3, place, Live(f"={name}{last + 2}-{name}{last + 3}", 0), "euro")
