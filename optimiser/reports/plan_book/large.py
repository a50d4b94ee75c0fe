"""Sheet CW 3.1: the shifts of EUR 20 million and more with what article 3.1 of the Comptabiliteitswet 2016 asks for, to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimiser.language import Lang, Text, listing, say
from optimiser.record import Line, Record
from optimiser.reports.plan_book.book import FIRST, HEIGHT, Cell, Column, Page, Sheet, lines_needed
from optimiser.reports.plan_book.names import INSTRUMENT, NAME
from optimiser.reports.plan_book.style import BLUE
from optimiser.supplementary import large_changes
from optimiser.words import STANDINGS

ABOUT = Text(
    "Verschuivingen van EUR 20 miljoen of meer in een jaar: de punten van artikel 3.1 CW 2016. Geel is in te vullen; wat "
    "bekend is staat er al, met zijn hardheid.",
    "Shifts of EUR 20 million or more in a year: the points of article 3.1 CW 2016. Yellow is to be filled in; what is "
    "known stands there, with its standing.",
)
FIELDS = (
    ("goals", Text("doelen", "goals"), 40),
    ("means", Text("beleidsinstrumenten", "policy instruments"), 36),
    ("state", Text("financiële gevolgen voor het Rijk", "financial consequences for the state"), 36),
    ("sectors", Text("financiële gevolgen voor maatschappelijke sectoren", "financial consequences for sectors of society"), 36),
    ("effective", Text("nagestreefde doeltreffendheid", "effectiveness aimed at"), 44),
    ("efficient", Text("nagestreefde doelmatigheid", "efficiency aimed at"), 44),
    ("evaluation", Text("evaluatie", "evaluation"), 40),
)
STATE = Text("{year}: {change:mln}", "{year}: {change:mln}")
EFFECT = Text(
    "{name} {year}: {effect:one} {unit} (schatting '{estimate}', hardheid: {standing}; geen gemeten effect)",
    "{name} {year}: {effect:one} {unit} (estimate '{estimate}', standing: {standing}; not a measured effect)",
)
MARGINAL = Text(
    "{year}: € 1 mln meer geeft {marginal:one} {unit} (zelfde schatting)", "{year}: EUR 1 million more gives {marginal:one} {unit} (same estimate)"
)
INDICATORS = Text("te volgen met: {names}", "to be followed with: {names}")
MEANS = Text("{name} (ruimte: {space})", "{name} (space: {space})")
ESTIMATES = {"low": Text("laag", "low"), "central": Text("midden", "central"), "high": Text("hoog", "high")}


def write(sheet: Sheet) -> None:
    """One row an instrument; texts that people fill in have no formula behind them."""
    record, lang = sheet.book.record, sheet.book.lang
    assert record.cycle is not None
    changes = large_changes(record)
    years = [year for year in record.years if year >= record.cycle.budget_year]
    columns = [
        Column("instrument", INSTRUMENT, 24),
        Column("naam", NAME, 36, "wrap"),
        *(Column(year, Text(f"{year} verandering (EUR)", f"{year} change (EUR)"), 16, "euro") for year in years),
        *(Column(key, head, width, "wrap-input") for key, head, width in FIELDS),
    ]
    sheet.heading()
    sheet.widths([column.width for column in columns])
    rows: list[list[Cell]] = []
    for instrument, by_year in changes.items():
        known = _known(record, instrument, by_year, lang)
        amounts: list[Cell] = [by_year.get(year) for year in years]
        rows.append([instrument, sheet.book.name("instrument", instrument), *amounts, *(known.get(key) for key, _, _ in FIELDS)])
    last = sheet.table("tblCW31", "w", columns, rows)
    for number, row in enumerate(rows, start=FIRST - 1):
        tallest = max((_lines(text, column.width) for text, column in zip(row, columns, strict=True) if isinstance(text, str)), default=1)
        sheet.raw.set_row(number, HEIGHT * tallest + 2)
    sheet.print_until(columns, last)
    sheet.freeze(FIRST - 1, 2)


def _lines(text: str, width: int) -> int:
    return sum(lines_needed(part, width) for part in text.split("\n"))


def _known(record: Record, instrument: str, by_year: Mapping[str, int], lang: Lang) -> dict[str, str]:
    """What a record can say of the points of article 3.1; the rest stays empty and yellow."""
    lines = [line for line in record.lines if line.instrument == instrument and line.year in by_year]
    standing = next((one.standing for one in record.figures if one.key == f"estimate.{instrument}.{record.estimate}"), "assumed")
    name, space = record.names[f"instrument:{instrument}"], record.names[f"space:{lines[0].space}"]
    words = {"unit": record.goal_unit, "estimate": ESTIMATES[record.estimate], "standing": STANDINGS[standing], "name": name}
    served = {
        kind: [one.name[lang] for one in record.served if one.kind == kind and instrument in one.instruments] for kind in ("opgave", "indicator")
    }
    followed = say(INDICATORS, lang, names=listing(served["indicator"], lang)) if served["indicator"] else ""
    return {
        "goals": "; ".join(served["opgave"]),
        "means": say(MEANS, lang, name=name, space=space),
        "state": "\n".join(say(STATE, lang, year=year, change=change) for year, change in by_year.items()),
        "effective": _told(EFFECT, lines, lang, words),
        "efficient": _told(MARGINAL, lines, lang, words),
        "evaluation": followed,
    }


def _told(text: Text, lines: Sequence[Line], lang: Lang, words: Mapping[str, Text]) -> str:
    return "\n".join(say(text, lang, year=line.year, effect=line.effect, marginal=line.marginal, **words) for line in lines)


PAGE = Page(Text("CW 3.1", "CW 3.1"), ABOUT, write, BLUE, when=lambda record: bool(large_changes(record)), budget=True)
