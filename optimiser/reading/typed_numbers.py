"""A typed cell as a number: exact, in range, never guessed; a text that looks like a number is a fault that says what it may mean."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimiser.exact import LARGEST, cut_off_fraction, plain
from optimiser.faults import key_of
from optimiser.figures import Mark
from optimiser.language import Text
from optimiser.layout import Kind
from optimiser.reading.cell_faults import NO_DATE, SheetFaults
from optimiser.reading.readings import exact_text, is_not_finite, readings, typed_as
from optimiser.reading.sheets import Cell

MARKS: Mapping[str, Mark] = {
    **dict.fromkeys(("pm", "p.m.", "p.m", "pro memorie"), Mark.PM),
    **dict.fromkeys(("n.v.t.", "n.v.t", "nvt", "niet van toepassing", "n/a", "n.a.", "not applicable"), Mark.NOT_APPLICABLE),
}
NOTHING = frozenset({"-", "–", "—", "--", "?", "x", "…", "..."})
LONGEST = 100
# What is counted in whole euros or years.
WHOLE = frozenset({"amount", "amount-or-mark", "whole", "signed", "year"})
EXPECTED: Mapping[Kind, Text] = {
    "amount": Text("een heel aantal euro's (0 of meer)", "a whole number of euros (0 or more)"),
    "amount-or-mark": Text("hele euro's, PM (nog te bepalen), n.v.t. of 0", "whole euros, PM (to be determined), n.v.t. (not applicable) or 0"),
    "share": Text("een deel van 0 tot en met 1, of 0 % tot en met 100 %", "a share from 0 to 1, or 0 % to 100 %"),
    "rate": Text("een getal van 0 of meer", "a number of 0 or more"),
    "whole": Text("een heel aantal jaren, 0 tot en met 100", "a whole number of years, 0 to 100"),
    "number": Text("een exact getal, zoals 12, 0,25 of '2/3'", "an exact number, such as 12, 0.25 or '2/3'"),
    "override": Text("een getal, een tekst, PM of n.v.t.", "a number, a text, PM or n.v.t."),
    "signed": Text("een heel aantal euro's, met een minteken voor een verlaging", "a whole number of euros, with a minus for a cut"),
    "year": Text("een jaartal", "a year"),
    "date": Text("een datum, dag-maand-jaar", "a date, day-month-year"),
}
TYPE_NUMBER = Text("typ een getal: alleen cijfers, zonder opmaaktekens", "type a number: digits only, without marks")
MEANT = Text("bedoelt u {meant}? typ dat als getal", "do you mean {meant}? type that as a number")
MEANT_ROUNDED = Text(
    "bedoelt u {meant}? rond dat af en typ het als getal, zonder cijfers achter de komma",
    "do you mean {meant}? round that and type it as a number, without decimals",
)
AS_TEXT = Text(
    "bedoelt u '{meant}'? typ het met een apostrof ervoor: '{meant}", "do you mean '{meant}'? type it with an apostrophe before it: '{meant}"
)


def read_number(cell: Cell, kind: Kind, faults: SheetFaults) -> int | Fraction | Mark | None:
    """Whole euros or years as int, shares, rates and other numbers as fractions, PM and n.v.t. where allowed; None with a fault."""
    return _within(_number(cell, kind, faults), cell, kind, faults)


def _number(cell: Cell, kind: Kind, faults: SheetFaults) -> int | Fraction | Mark | None:
    value, expected = cell.value, EXPECTED[kind]
    if isinstance(value, bool):
        mend = Text("typ een getal; WAAR en ONWAAR zijn geen getallen", "type a number; TRUE and FALSE are not numbers")
        faults.fault("boolean-for-number", cell, expected, mend)
    elif cell.is_date_format:
        meant = "" if cell.serial is None else f" ({plain(cell.serial)}?)"
        faults.fault("date-for-number", cell, expected, NO_DATE, meant=meant)
    elif isinstance(value, str):
        return _number_in_text(cell, value, kind, faults)
    elif isinstance(value, Fraction) and kind in ("share", "number", "override"):
        return _uncut(value, cell, kind, faults)
    elif isinstance(value, (int, Fraction)):
        return value
    return None


def _number_in_text(cell: Cell, text: str, kind: Kind, faults: SheetFaults) -> int | Fraction | Mark | None:
    mark, expected = MARKS.get(key_of(text)), EXPECTED[kind]
    if mark is not None and kind in ("amount-or-mark", "override"):
        return mark
    if mark is not None or key_of(text) in NOTHING:
        mend = Text(
            "typ 0 als het nul is; laat de cel leeg als er niets hoeft te staan",
            "type 0 if it is zero; leave the cell empty if nothing needs to be there",
        )
        faults.fault("mark-not-allowed", cell, expected, mend)
        return None
    if is_not_finite(text):
        faults.fault("not-finite", cell, expected, TYPE_NUMBER)
        return None
    exact = exact_text(text, percent=kind != "rate") if kind in ("share", "rate", "number", "override") else None
    if exact is not None:
        return exact
    options = readings(text)
    if len(options) == 2:
        mend = Text("'{typed}' kan {one} of {two} zijn; typ het als getal", "'{typed}' may be {one} or {two}; type it as a number")
        one, two = (typed_as(option) for option in options)
        faults.fault("ambiguous-number", cell, expected, mend, typed=text.strip(), one=one, two=two)
    elif options:
        mend = MEANT_ROUNDED if kind in WHOLE and options[0].denominator != 1 else MEANT
        faults.fault("text-not-number", cell, expected, mend, meant=typed_as(options[0]))
    else:
        faults.fault("text-not-number", cell, expected, TYPE_NUMBER)
    return None


def _uncut(value: Fraction, cell: Cell, kind: Kind, faults: SheetFaults) -> Fraction | None:
    """A decimal that is really a cut-off fraction: taken as the fraction at Excel's full precision, refused when cut off by hand."""
    near = value.limit_denominator(1000)
    digits = len(plain(abs(value)).replace(".", "").lstrip("0"))
    if digits >= 15 and value != near and abs(value - near) * 10**15 <= abs(near) * 2:
        mend = Text("gelezen als {meant}; typ '{meant} om het vast te leggen", "read as {meant}; type '{meant} to make it certain")
        faults.fault("read-as-fraction", cell, EXPECTED[kind], mend, warning=True, meant=plain(near))
        return near
    meant = cut_off_fraction(plain(value))
    if meant is None:
        return value
    faults.fault("inexact-number", cell, EXPECTED[kind], AS_TEXT, warning=kind == "share", meant=plain(meant))
    return value if kind == "share" else None


def _within(value: int | Fraction | Mark | None, cell: Cell, kind: Kind, faults: SheetFaults) -> int | Fraction | Mark | None:
    """The number itself when its column can hold it: whole euros as int, shares and rates as fractions."""
    if value is None or isinstance(value, Mark):
        return value
    signed, whole = kind in ("number", "override", "signed"), kind in WHOLE
    most = 1 if kind == "share" else LONGEST if kind == "whole" else LARGEST
    if value < 0 and not signed:
        mend = Text(
            "een bedrag of aandeel is nooit negatief; typ het zonder minteken", "an amount or share is never negative; type it without the minus"
        )
        faults.fault("negative", cell, EXPECTED[kind], mend)
    elif abs(Fraction(value)) > most:
        hint = (
            Text("bedoelt u {meant} %?", "do you mean {meant} %?")
            if kind == "share" and value <= 100
            else Text("ten hoogste {most:num}", "at most {most:num}")
        )
        faults.fault("out-of-range", cell, EXPECTED[kind], hint, most=most, meant=typed_as(Fraction(value)))
    elif whole and Fraction(value).denominator != 1:
        mend = Text(
            "rond af op een geheel getal; bedragen staan in euro's, niet in miljoenen",
            "round to a whole number; amounts are in euros, not in millions",
        )
        faults.fault("not-whole", cell, EXPECTED[kind], mend)
    else:
        return int(value) if whole else Fraction(value)
    return None
