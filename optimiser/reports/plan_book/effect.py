"""Sheet Effect: the response of every line in steps, how far the spend fills them, and the persons that follow."""

from __future__ import annotations

from fractions import Fraction

from optimiser.language import MILLION, Text
from optimiser.measure import MEASURES
from optimiser.record import Line, TierUse
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet, at
from optimiser.reports.plan_book.names import EXACT, INSTRUMENT, MARK, NAME, SPACE, YEAR
from optimiser.reports.plan_book.style import BLUE

COLUMNS = (
    Column("instrument", INSTRUMENT, 24, named=True),
    Column("naam", NAME, 54),
    Column("ruimte", SPACE, 12, named=True),
    Column("jaar", YEAR, 7, "year", named=True),
    Column("nummer", Text("trede", "tier"), 7, "centre"),
    Column("vanaf", Text("vanaf (EUR)", "from (EUR)"), 14, "euro"),
    Column("breed", Text("breedte (EUR)", "width (EUR)"), 14, "euro"),
    Column("permln", Text("personen per € mln", "persons per EUR million"), 11, "rate"),
    Column("telt", Text("telt (EUR)", "counts (EUR)"), 14, "euro"),
    Column("gap", Text("effect doeljaar (personen)", "effect target year (persons)"), 12, "persons", named=True),
    Column("person_years", Text("effect (persoonsjaren)", "effect (person-years)"), 13, "persons", named=True),
    Column("labour_saving", Text("effect minder vraag (personen)", "effect less demand (persons)"), 13, "persons", named=True),
    Column("soort", Text("soort", "kind"), 16, named=True),
    Column("n_gap", Text("gap", "gap"), 8, "proof"),
    Column("n_person_years", Text("person-years", "person-years"), 8, "proof"),
    Column("n_labour_saving", Text("labour-saving", "labour-saving"), 8, "proof"),
    Column("breedte", Text("breedte exact", "width exact"), 12, "proof"),
    Column("tarief", Text("tarief exact", "rate exact"), 16, "proof"),
    Column("gevuld", Text("gevuld exact", "filled exact"), 14, "proof"),
    Column("kenmerk", MARK, 14, "proof"),
)
ADDS, LOWERS = Text("voegt toe", "adds workers"), Text("verlaagt vraag", "lowers demand")
ABOUT = Text(
    "Hoe het effect afneemt naarmate een instrument voller raakt. Schattingen, geen metingen. ",
    "How effect fades as an instrument fills up. Estimates, not measurements. ",
)


def write(sheet: Sheet) -> None:
    """One row a tier. What counts follows from the plan column, so a changed plan shows its effect at once."""
    record = sheet.book.record
    sheet.heading()
    sheet.widths([column.width for column in COLUMNS])
    proof = iter(sheet.book.proof["tiers"])
    rows: list[list[Cell]] = []
    for line in record.lines:
        start = Fraction(0)
        for tier in line.tiers:
            rows.append(_row(sheet, line, tier, start, next(proof), FIRST + len(rows)))
            start += tier.width
    last = sheet.table("tblTreden", "e", COLUMNS, rows)
    sheet.print_until(COLUMNS, last)
    sheet.freeze(FIRST - 1, 1)


def _row(sheet: Sheet, line: Line, tier: TierUse, start: Fraction, proof: dict[str, str], number: int) -> list[Cell]:
    place = {key: at(COLUMNS, key, number) for key in ("instrument", "jaar", "vanaf", "breed", "telt")}
    spend = f"SUMIFS(p_plan,p_instrument,{place['instrument']},p_jaar,{place['jaar']})"
    greedy = max(Fraction(0), min(tier.width, line.amount - start))
    # Where a potential cuts what counts, the number is the proof's, not the spreadsheet's.
    counts: Cell = Live(f"=MAX(0,MIN({place['breed']},{spend}-{place['vanaf']}))", greedy) if greedy == tier.filled else tier.filled
    effects: list[Cell] = []
    for measure in MEASURES:
        often = line.counts.get(measure, 0)
        rate = tier.base * often
        effects.append(Live(f"={place['telt']}*({rate.numerator}/{rate.denominator})", tier.filled * rate))
    return [
        line.instrument,
        sheet.book.name("instrument", line.instrument),
        line.space,
        int(line.year),
        int(proof["tier"]),
        start,
        tier.width,
        tier.base * MILLION,
        counts,
        *effects,
        sheet.book.word(ADDS if line.adds else LOWERS),
        *(proof[key] for key in ("gap", "person-years", "labour-saving", "width", "rate", "filled", "mark")),
    ]


PAGE = Page(Text("Effect", "Effect"), Text(ABOUT.nl + EXACT.nl, ABOUT.en + EXACT.en), write, BLUE)
