"""The notes under a budget table: prices, what no source explains, PM lines, what is not known, and which places are assumed."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.articles import UNPLACED
from optimiser.budget_table import PM, BudgetTable
from optimiser.language import Lang, Text, euros, listing, say
from optimiser.record import Record
from optimiser.words import STANDINGS

ROUNDED = Text(
    "Elk getal is naar boven of beneden afgerond op EUR 1.000, zo dat elk totaal de som is van wat eronder staat; de "
    "exacte euro's staan rechts op het scherm.",
    "Every number is rounded up or down to EUR 1,000 so that every total is the sum of what stands below it; the exact "
    "euros stand to the right on screen.",
)
PRICES = Text("Prijspeil: {prices}.", "Prices: {prices}.")
UNEXPLAINED = Text(
    "In de uitgaven zit geld van herkomst '{name}' ({standing}): {amounts}. {note}",
    "The outlays hold money of source '{name}' ({standing}): {amounts}. {note}",
)
PENDING = Text(
    "PM (nog te bepalen, geen nul) en daarom niet in de uitgaven: {names}.",
    "PM (to be determined, not zero) and therefore not in the outlays: {names}.",
)
WITHOUT_PM = Text(
    "PM bij een regeling: haar bedrag is nog te bepalen en zit in geen enkel totaal erboven.",
    "PM at a scheme: its amount is to be determined and is in none of the totals above it.",
)
ASSUMED = Text(
    "De indeling van {count} van de {all} regelingen over artikel, onderdeel en soort staat niet in de bronnen: zij is onze aanname.",
    "The place of {count} of the {all} schemes under article, part and kind is not in the sources: it is our assumption.",
)
UNGIVEN = Text(
    "Het programma noemt geen begrotingsartikel voor {count} regelingen; zij staan onder hun ruimte.",
    "The programme names no budget article for {count} schemes; they stand under their space.",
)
UNKNOWN = Text(
    "n.b. = niet bekend (nooit nul). Vul het blad Meerjaren van het invoerwerkboek: {what}.",
    "n.b. = not known (never zero). Fill the sheet Multi-year of the input workbook: {what}.",
)
FLOWS = {
    "commitments": Text("verplichtingen", "commitments"),
    "outlays": Text("uitgaven", "outlays"),
    "receipts": Text("ontvangsten", "receipts"),
}
LEGAL = Text(
    "Juridisch verplicht: wat in de kolom vastgelegd van het blad Instrumenten staat, als deel van de uitgaven.",
    "Legally committed: what stands in the column committed of the sheet Instruments, as a share of the outlays.",
)


def notes_of(record: Record, table: BudgetTable, lang: Lang) -> Iterator[str]:
    """The notes that apply to this table, in the order in which a reader meets what they are about."""
    yield say(ROUNDED, lang)
    if record.prices[lang]:
        yield say(PRICES, lang, prices=record.prices)
    yield from _unexplained(record, table, lang)
    pending = [f"{_name(record, source, lang)} ({listing(years, lang)})" for source, years in _pending(record, table).items()]
    if pending:
        yield say(PENDING, lang, names="; ".join(pending))
    if any(row.level == "scheme" and PM in row.printed for row in table.rows):
        yield say(WITHOUT_PM, lang)
    mine = {row.id for row in table.rows if row.level == "scheme"}
    schemes = [one for one in record.schemes if one.instrument in mine]
    assumed, unplaced = sum(one.assumed for one in schemes), sum(one.kind == UNPLACED for one in schemes)
    if assumed:
        yield say(ASSUMED, lang, count=assumed, all=len(schemes))
    if unplaced:
        yield say(UNGIVEN, lang, count=unplaced)
    if any(share is not None for share in table.legal):
        yield say(LEGAL, lang)
    missing = [FLOWS[row.level][lang] for row in table.rows if row.level in FLOWS and None in row.printed]
    if missing:
        yield say(UNKNOWN, lang, what=listing(missing, lang))


def _name(record: Record, source: str, lang: Lang) -> str:
    name = record.names.get(f"source:{source}")
    return source if name is None else name[lang]


def _unexplained(record: Record, table: BudgetTable, lang: Lang) -> Iterator[str]:
    """Source lines whose amount does not itself stand in a source."""
    standing = {one.key: one for one in record.figures if one.key.startswith("source.")}
    for source in dict.fromkeys(use.source for use in record.sources):
        uses = [use for use in record.sources if use.source == source and use.spent and use.year in table.years]
        found = [one for use in uses if (one := standing.get(f"source.{source}.{use.year}")) is not None and one.standing != "sourced"]
        if found:
            amounts = ", ".join(f"{use.year} {euros(use.spent, lang)}" for use in uses)
            words = {"name": _name(record, source, lang), "standing": STANDINGS[found[0].standing], "amounts": amounts, "note": found[0].note}
            yield say(UNEXPLAINED, lang, **words).strip()


def _pending(record: Record, table: BudgetTable) -> dict[str, list[str]]:
    pending: dict[str, list[str]] = {}
    for use in record.sources:
        if use.mark == "PM" and use.year in table.years:
            pending.setdefault(use.source, []).append(use.year)
    return pending
