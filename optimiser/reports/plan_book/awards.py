"""Sheet Toekenning: what every applicant of a grant round asked and gets, with the decision and why."""

from __future__ import annotations

from optimiser.awards import DECISIONS, Portion, awards_of
from optimiser.language import Text
from optimiser.record import Record
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Page, Sheet
from optimiser.reports.plan_book.names import NAME
from optimiser.reports.plan_book.style import BLUE

# More applicants stand in awards.csv only: a sheet of so many rows opens slowly.
MOST = 10_000
ABOUT = Text(
    "Wat elke aanvrager vroeg en krijgt, in hele euro's; het telt op tot het plan. De reden volgt uit de prijzen van het bewijs.",
    "What every applicant asked and gets, in whole euros; it adds up to the plan. The reason follows from the prices of the proof.",
)


def write(sheet: Sheet) -> None:
    """One row an applicant."""
    record, lang = sheet.book.record, sheet.book.lang
    instruments = list(dict.fromkeys(line.instrument for line in record.lines))
    columns = [
        Column("aanvrager", Text("aanvrager", "applicant"), 16),
        Column("naam", NAME, 36),
        Column("gevraagd", Text("gevraagd (EUR)", "asked (EUR)"), 15, "euro"),
        Column("toegekend", Text("toegekend (EUR)", "awarded (EUR)"), 15, "euro"),
        Column("deel", Text("deel", "share"), 9, "share"),
        Column("besluit", Text("besluit", "decision"), 13, "centre"),
        # Beside the decision, so that both stand on one printed page.
        Column("reden", Text("reden", "reason"), 70, "wrap"),
        *(
            Column(f"{key}-{one}", Text(f"{one} {nl} (EUR)", f"{one} {en} (EUR)"), 15, "euro")
            for one in instruments
            for key, nl, en in (("a", "gevraagd", "asked"), ("t", "toegekend", "awarded"))
        ),
        Column("eigen", Text("eigen bijdrage (EUR)", "own contribution (EUR)"), 15, "euro"),
        Column("effect", Text("effect", "effect"), 10, "persons"),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for one in awards_of(record):
        portions = [one.parts.get(instrument, Portion(0, 0)) for instrument in instruments]
        parts: list[Cell] = [amount for portion in portions for amount in (portion.asked, portion.awarded)]
        decided = DECISIONS[one.decision][lang]
        rows.append([one.id, one.name[lang], one.asked, one.awarded, one.share, decided, one.reason[lang], *parts, one.own, one.effect])
    last = sheet.table("tblToekenning", "t", columns, rows)
    sheet.print_until(columns, last)
    sheet.freeze(FIRST - 1, 2)


def _when(record: Record) -> bool:
    detail = record.detail
    return detail is not None and detail.applicants != "" and sum(one.dimension == detail.applicants for one in detail.members) <= MOST


PAGE = Page(Text("Toekenning", "Awards"), ABOUT, write, BLUE, when=_when)
