"""Sheet Afspraken: money and effect per opgave, afspraak and indicator. Instruments may serve several, so nothing here adds up to the total."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.measure import EFFECT_IN, measured
from optimiser.reports.plan_book.book import FIRST, Cell, Column, Live, Page, Sheet
from optimiser.reports.plan_book.names import NAME, NOTE, PLACE
from optimiser.reports.plan_book.style import GREY

KINDS = {"opgave": Text("opgave", "challenge"), "afspraak": Text("afspraak", "agreement"), "indicator": Text("indicator", "indicator")}
ABOUT = Text(
    "Geld en effect per opgave, afspraak en indicator. Een instrument kan er meer dienen: tel deze regels nooit op.",
    "Money and effect per challenge, agreement and indicator. An instrument may serve several: never add these rows up.",
)


def write(sheet: Sheet) -> None:
    """One row a thing served; money per year is live over the plan column."""
    record, book = sheet.book.record, sheet.book
    measure = measured(record.goal)
    columns = (
        Column("soort", Text("soort", "kind"), 11),
        Column("id", Text("id", "id"), 15),
        Column("naam", NAME, 50, "wrap"),
        *(Column(f"j{year}", Text(f"{year} (EUR)", f"{year} (EUR)"), 15, "euro") for year in record.years),
        Column("effect", EFFECT_IN[measure], 11, "persons"),
        Column("instrumenten", Text("instrumenten", "instruments"), 50, "wrap"),
        Column("bron", PLACE, 32, "wrap"),
        Column("toelichting", NOTE, 40, "wrap"),
    )
    sheet.heading()
    sheet.widths([column.width for column in columns])
    effect = f"e_{measure.replace('-', '_')}"
    rows: list[list[Cell]] = []
    for one in record.served:
        years: list[Cell] = []
        for year in record.years:
            money = "+".join(f'SUMIFS(p_plan,p_instrument,"{name}",p_jaar,{year})' for name in one.instruments) or "0"
            years.append(Live(f"={money}", one.amounts.get(year, 0)))
        persons = "+".join(f'SUMIFS({effect},e_instrument,"{name}")' for name in one.instruments) or "0"
        note = "; ".join(text for text in (one.note, one.link[book.lang] if one.link else "") if text)
        rows.append(
            [
                book.word(KINDS[one.kind]),
                one.id,
                one.name[book.lang],
                *years,
                Live(f"={persons}", one.effect),
                ", ".join(one.instruments),
                one.source,
                note,
            ]
        )
    sheet.table("tblAfspraken", "a", columns, rows)
    sheet.freeze(FIRST - 1, 2)


PAGE = Page(Text("Afspraken", "Agreements"), ABOUT, write, GREY)
