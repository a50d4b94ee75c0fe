"""The input workbook's form: its sheets and columns, in both languages, used by the reader and by the template alike.

Sheets and columns are found by name (either language), never by position; the meaning of a file does not depend on who opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimiser.language import Text
from optimiser.phases import KINDS, PHASES

Kind = Literal[
    "id",
    "text",
    "ids",
    "amount",
    "amount-or-mark",
    "share",
    "rate",
    "years",
    "whole",
    "date",
    "choice",
    "standing",
    "number",
    "override",
    "signed",
    "year",
]

NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `by_year`: one column a year, the header is the year (after `head`, if any); `needed`: must be present and filled.

    `yearly`: the column stands for every year, and `head YYYY` beside it replaces it in that year.
    """

    key: str
    head: Text
    kind: Kind
    needed: bool = False
    by_year: bool = False
    yearly: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    prompt: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with one table, its header in row 1. `key` is the sheet's stable name in code; `room`: rows to type in that a template offers.

    `any_year`: the year columns are not bound to the years of the programme; `apart`: columns that tell rows with one id apart.
    """

    key: str
    name: Text
    columns: tuple[Column, ...]
    needed: bool = True
    scenarios: bool = False
    room: int = 1
    any_year: bool = False
    apart: tuple[str, ...] = ()


STANDING = (
    ("sourced", Text("bron", "sourced")),
    ("derived", Text("afgeleid", "derived")),
    ("assumed", Text("aanname", "assumed")),
)
YES_NO = (("yes", Text("ja", "yes")), ("no", Text("nee", "no")))
BASES = (("total", Text("totale kosten", "total cost")), ("subsidy", Text("subsidie", "subsidy")))
DIRECTION = (("adds", Text("voegt medewerkers toe", "adds workers")), ("lowers", Text("verlaagt de vraag", "lowers demand")))

ID = Column("id", Text("id", "id"), "id", needed=True, prompt=Text("Vast kenmerk; niet wijzigen", "Stable key; do not change"))
NAME = Column("name", Text("naam", "name"), "text")
SOURCE = Column("source", Text("bron", "source"), "text", prompt=Text("Document en plaats", "Document and place"))
STAND = Column(
    "standing",
    Text("hardheid", "standing"),
    "standing",
    needed=True,
    choices=STANDING,
    prompt=Text("bron = staat in een document; afgeleid = berekend; aanname = onze keuze", "sourced, derived or assumed"),
)
NOTE = Column("note", Text("toelichting", "note"), "text")
TRAIL = (SOURCE, STAND, NOTE)

SOURCES = Table(
    "sources",
    Text("Herkomst", "Sources"),
    (
        ID,
        NAME,
        Column(
            "budget", Text("", ""), "amount-or-mark", needed=True, by_year=True, prompt=Text("Hele euro's, PM of n.v.t.", "Whole euros, PM or n.v.t.")
        ),
        *TRAIL,
    ),
)
INSTRUMENTS = Table(
    "instruments",
    Text("Instrumenten", "Instruments"),
    (
        ID,
        NAME,
        Column("space", Text("ruimte", "space"), "id", needed=True),
        Column(
            "lines",
            Text("betaald uit", "paid from"),
            "ids",
            needed=True,
            prompt=Text("Ids van herkomstregels, met komma's", "Source line ids, comma separated"),
        ),
        Column("minimum", Text("minimum", "minimum"), "amount", yearly=True),
        Column("maximum", Text("maximum", "maximum"), "amount", yearly=True),
        Column("committed", Text("vastgelegd", "committed"), "amount", by_year=True),
        Column(
            "absorption",
            Text("absorptie", "absorption"),
            "amount",
            needed=True,
            yearly=True,
            prompt=Text("Meeste euro's per jaar die zinvol besteed kunnen worden", "Most euros a year that can be put to use"),
        ),
        Column("opens", Text("opent", "opens"), "date"),
        Column("closes", Text("sluit", "closes"), "date"),
        Column("cofinancing", Text("cofinanciering", "co-financing"), "share", yearly=True),
        Column("base", Text("grondslag", "base"), "choice", choices=BASES),
        Column(
            "previous",
            Text("jaar ervoor", "year before"),
            "amount",
            prompt=Text("Uitgaven in het jaar vóór de horizon", "Spending in the year before the horizon"),
        ),
        *TRAIL,
    ),
)
EFFECTS = Table(
    "effects",
    Text("Effecten", "Effects"),
    (
        ID,
        NAME,
        Column("low", Text("laag", "low"), "rate", needed=True),
        Column("central", Text("midden", "central"), "rate", needed=True),
        Column("high", Text("hoog", "high"), "rate", needed=True),
        Column("realisation", Text("realisatie", "realisation"), "share"),
        Column("lag", Text("start na jaren", "lag in years"), "whole", needed=True),
        Column("duration", Text("duur in jaren", "duration in years"), "whole", needed=True),
        Column("direction", Text("soort", "kind"), "choice", needed=True, choices=DIRECTION),
        Column("width1", Text("trede 1 deel", "tier 1 part"), "share"),
        Column("rate1", Text("trede 1 tarief", "tier 1 rate"), "share"),
        Column("width2", Text("trede 2 deel", "tier 2 part"), "share"),
        Column("rate2", Text("trede 2 tarief", "tier 2 rate"), "share"),
        Column("width3", Text("trede 3 deel", "tier 3 part"), "share"),
        Column("rate3", Text("trede 3 tarief", "tier 3 rate"), "share"),
        Column("derivation", Text("afleiding", "derivation"), "text"),
        *TRAIL,
    ),
)
RULES = Table(
    "rules",
    Text("Regels", "Rules"),
    (
        ID,
        NAME,
        Column("active", Text("actief", "active"), "choice", choices=YES_NO),
        Column("always", Text("elk jaar", "every year"), "number"),
        Column("number", Text("", ""), "number", by_year=True),
        Column("unit", Text("eenheid", "unit"), "text"),
        Column("given", Text("getal in het programma", "number in the programme"), "text"),
        SOURCE,
        NOTE,
    ),
)
REFERENCE = Table(
    "reference",
    Text("Referentie", "Reference"),
    (ID, NAME, Column("amount", Text("", ""), "amount", needed=True, by_year=True), *TRAIL),
)
SCENARIOS = Table(
    "scenarios",
    Text("Scenarios", "Scenarios"),
    (
        Column("key", Text("sleutel", "key"), "text", needed=True, prompt=Text("Bijvoorbeeld source.iza-1.2024", "For example source.iza-1.2024")),
        SOURCE,
        STAND,
        NOTE,
    ),
    needed=False,
    scenarios=True,
)
STEP = Column("id", Text("id", "id"), "text", needed=True, prompt=Text("Eigen kenmerk, zoals vjn-2024-1", "A key of your own, such as vjn-2024-1"))
PHASE = Column(
    "phase", Text("fase", "phase"), "choice", needed=True, choices=PHASES, prompt=Text("Kies de begrotingsfase", "Choose the budget phase")
)
BUDGET_YEAR = Column(
    "year",
    Text("begrotingsjaar", "budget year"),
    "year",
    needed=True,
    prompt=Text("Het jaar van de begroting waar de fase bij hoort", "The year of the budget the phase belongs to"),
)
DECIDED = Column("date", Text("besluitdatum", "decision date"), "date")
WHY = Column("note", Text("toelichting", "note"), "text", needed=True, prompt=Text("Waarom; komt in het plan", "Why; shown in the plan"))
MUTATIONS = Table(
    "mutations",
    Text("Mutaties", "Mutations"),
    (
        STEP,
        PHASE,
        BUDGET_YEAR,
        Column("kind", Text("soort", "kind"), "choice", needed=True, choices=KINDS),
        Column(
            "source-line", Text("herkomstregel", "source line"), "text", needed=True, prompt=Text("Id van de herkomstregel", "Id of the source line")
        ),
        Column(
            "amount",
            Text("", ""),
            "signed",
            by_year=True,
            prompt=Text("Hele euro's; een verlaging met een minteken. Leeg = geen.", "Whole euros; a cut with a minus. Blank = none."),
        ),
        DECIDED,
        SOURCE,
        STAND,
        WHY,
    ),
    needed=False,
    room=20,
)
INDEXATION = Table(
    "indexation",
    Text("Indexatie", "Indexation"),
    (
        STEP,
        Column(
            "lines",
            Text("herkomstregels", "source lines"),
            "ids",
            needed=True,
            prompt=Text("Ids van herkomstregels met komma's, of * voor alle", "Source line ids, comma separated, or * for all"),
        ),
        PHASE,
        BUDGET_YEAR,
        Column(
            "share",
            Text("aandeel", "share"),
            "share",
            by_year=True,
            prompt=Text("Stijging als deel of %: 0,0525 of 5,25%. Leeg = geen.", "Rise as a share or %: 0.0525 or 5.25%. Blank = none."),
        ),
        DECIDED,
        SOURCE,
        STAND,
        WHY,
    ),
    needed=False,
    room=5,
)
OUTLAYS, COMMITMENTS, GUARANTEES, COMMITTED, RECEIPTS = "outlays", "commitments", "guarantees", "committed", "receipts"
# What a budget shows of a scheme; these are never added to each other.
FLOWS = (
    (OUTLAYS, Text("uitgaven", "outlays")),
    (COMMITMENTS, Text("verplichtingen", "commitments")),
    (GUARANTEES, Text("garantieverplichtingen", "guarantee commitments")),
    (COMMITTED, Text("juridisch verplicht", "legally committed")),
    (RECEIPTS, Text("ontvangsten", "receipts")),
)
MULTI_YEAR = Table(
    "multi_year",
    Text("Meerjaren", "Multi-year"),
    (
        ID,
        NAME,
        Column("flow", Text("soort", "kind"), "choice", needed=True, choices=FLOWS),
        Column(
            "amount",
            Text("", ""),
            "amount-or-mark",
            by_year=True,
            prompt=Text(
                "Hele euro's, PM of n.v.t. Leeg = niet bekend, nooit 0. Uitgaven van de jaren van het programma komen uit het plan: laat die leeg.",
                "Whole euros, PM or n.v.t. Blank = not known, never 0. Outlays in the programme's years come from the plan: leave those blank.",
            ),
        ),
        *TRAIL,
    ),
    needed=False,
    any_year=True,
    apart=("flow",),
)
READ_ME = Text("Leesmij", "Read me")
# Filled by the programme, in the language of the workbook; nobody reads a figure from them.
FIXED = frozenset({"name", "unit", "given"})
TABLES = (SOURCES, INSTRUMENTS, EFFECTS, RULES, REFERENCE, SCENARIOS, MUTATIONS, INDEXATION, MULTI_YEAR)
