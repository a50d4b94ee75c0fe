"""What every CSV file and column is, in both languages: `table`, `table.column`, or `*.column` where it means the same in every table."""

from __future__ import annotations

from optimiser.language import Text

GUIDE = Text("LEESMIJ.txt", "README.txt")
ROW = Text("een rij is", "a row is")
DIALECT = Text(
    """Hoe de CSV-bestanden geschreven zijn

Altijd hetzelfde, hoe de computer ook staat ingesteld: UTF-8 met byte order mark, puntkomma als scheidingsteken, regels eindigen op CR LF,
aanhalingstekens volgens RFC 4180. De eerste regel noemt de kolommen; die namen veranderen nooit met de taal. Een lege cel is: geen waarde.
Bedragen zijn hele euro's zonder punten. Andere getallen zijn exact en staan er als breuk (2/3): nergens staat een decimaalteken.
Een tekst die een rekenblad voor een formule kan houden (begint met = + - @, tab, CR of LF, of een brede vorm daarvan) heeft een apostrof
ervoor gekregen, en een tekst die zelf met een apostrof begint ook. Terug: neem van een cel die met een apostrof begint die ene apostrof af.

Openen in Excel: dubbelklikken is goed om te kijken (met een komma als decimaalteken). Excel maakt dan wel van een breuk als 2/3 een datum. Wie
ermee rekent kiest Gegevens > Uit tekst/CSV, scheidingsteken puntkomma, en geeft die kolommen het type Tekst.
""",
    """How the CSV files are written

Always the same, however the machine is set: UTF-8 with a byte order mark, semicolon as separator, lines that end in CR LF, quotes by RFC 4180.
The first line names the columns; those names never change with the language. An empty cell is: no value.
Amounts are whole euros without thousands marks. Other numbers are exact and stand as a fraction (2/3): there is no decimal sign anywhere.
A text that a spreadsheet could take for a formula (starts with = + - @, tab, CR or LF, or a wide form of these) got an apostrophe in front, and
so did a text that starts with an apostrophe itself. Back: from a cell that starts with an apostrophe take that one apostrophe off.

Opening in Excel: use Data > From Text/CSV with the semicolon as separator, and give columns with fractions the type Text; otherwise Excel makes a
date of a fraction such as 2/3.
""",
)
SUMS_WRITTEN = Text(
    """Hoe een som geschreven is (kolommen over en under van proof-rules.csv)

  2/3*[source=a,b;year=2024] + 5
betekent: 2/3 maal alle euro's in cellen waarvan source a of b is en year 2024, plus 5. [] is elke cel. Begint de som met een doel en een
dubbele punt, zoals 'gap: 1*[instrument=a]', dan telt ze geen euro's maar effect: van elke trede (proof-tiers.csv) van die instrumenten en jaren
filled x rate x de kolom van dat doel.
Een regel eist: over  sense  limit, of als under gevuld is: over  sense  limit x under.
""",
    """How a sum is written (columns over and under of proof-rules.csv)

  2/3*[source=a,b;year=2024] + 5
means: 2/3 times all euros in cells whose source is a or b and whose year is 2024, plus 5. [] is every cell. When the sum starts with a goal and a
colon, as in 'gap: 1*[instrument=a]', it counts effect instead of euros: of every tier (proof-tiers.csv) of those instruments and years
filled x rate x the column of that goal.
A rule asks: over  sense  limit, or where under is filled: over  sense  limit x under.
""",
)
ABOUT: dict[str, Text] = {
    # --- tables
    "run": Text("een feit over deze berekening", "one fact about this run"),
    "plan": Text("een instrument in een jaar: hoeveel en waarom", "one instrument in one year: how much and why"),
    "flows": Text("geld van een herkomstregel voor een instrument in een jaar", "money of one source line for one instrument in one year"),
    "sources": Text(
        "een herkomstregel in een jaar: wat er is en wat ervan besteed wordt", "one source line in one year: what there is and what is spent of it"
    ),
    "spaces": Text("een ruimte in een jaar naast de gepubliceerde verdeling", "one space in one year beside the published use"),
    "rules": Text(
        "een regel in een jaar (en voor een lid): wat geëist en gevonden is", "one rule in one year (and for one member): what is asked and found"
    ),
    "effects": Text("een trede van het effect van een instrument in een jaar", "one tier of the effect of an instrument in a year"),
    "figures": Text("een gebruikt cijfer met zijn plaats en hardheid", "one figure that was used, with its place and standing"),
    "changes": Text("een wijziging op het basisgeval (scenario of --set)", "one change to the base case (scenario or --set)"),
    "agreements": Text(
        "een opgave, afspraak of indicator; een instrument kan er meer dienen, dus nooit optellen",
        "one challenge, agreement or indicator; an instrument may serve several, so never add up",
    ),
    "agreement-money": Text(
        "geld per opgave, afspraak of indicator en jaar; nooit optellen", "money per challenge, agreement or indicator and year; never add up"
    ),
    "references": Text("een verdeling waarmee het plan vergeleken wordt", "one split that the plan is compared with"),
    "reference-breaks": Text("een harde regel die zo'n verdeling breekt", "one hard rule that such a split breaks"),
    "ties": Text(
        "een lijn waarvan het bedrag zonder verlies anders kan (vóór afronding)", "one line whose amount can differ without loss (before rounding)"
    ),
    "stated-totals": Text(
        "een totaal zoals de bron het noemt, naast de som van de regels", "a total as the source states it, beside the sum of the lines"
    ),
    "context": Text("een getal ter informatie; telt nergens mee", "a number for information; counted nowhere"),
    "principles": Text("een beginsel uit de bronnen dat geen regel is, en waarom", "a principle of the sources that is no rule, and why"),
    "conflict": Text("een regel die meedoet als er geen plan bestaat; anders leeg", "one rule of the conflict when no plan exists; otherwise empty"),
    "repairs": Text(
        "één regel die alleen meegeeft, waarna er een plan is; anders leeg",
        "one rule that gives way alone, after which a plan exists; otherwise empty",
    ),
    "bound": Text(
        "een term van de grens: factor x limit = product; de producten tellen op tot de grens",
        "one term of the bound: factor x limit = product; the products add up to the bound",
    ),
    "proof-flows": Text("bewijs: x, de euro's in een cel", "proof: x, the euros in one cell"),
    "proof-tiers": Text("bewijs: z, de euro's die in een trede tellen", "proof: z, the euros that count in one tier"),
    "proof-rules": Text("bewijs: een regel als rij van het lineaire programma", "proof: one rule as a row of the linear program"),
    "proof-groups": Text("bewijs: de rij die treden aan bestedingen bindt", "proof: the row that ties tiers to spending"),
    "proof-wishes": Text("bewijs: de rij die een wens vasthoudt", "proof: the row that keeps a wish"),
    "proof-plan": Text("bewijs: wat het planblad per lijn zegt", "proof: what the plan sheet says per line"),
    "proof-exchange": Text(
        "bewijs: verschuivingen naar een even goed ander plan (leeg: geen bekend)", "proof: moves to another plan that is as good (empty: none known)"
    ),
    "proof-members": Text(
        "bewijs: een kenmerk van een lid van een verdere dimensie, waarop regels kiezen",
        "proof: an attribute of a member of a further dimension, by which rules select",
    ),
    "members": Text("een lid van een verdere dimensie", "one member of a further dimension"),
    "awards": Text(
        "een aanvrager: wat die vroeg, wat die krijgt en waarom (per instrument: groups.csv)",
        "one applicant: what it asked, what it gets and why (by instrument: groups.csv)",
    ),
    "cells": Text("het plan in elke cel: ook naar verdere dimensies", "the plan in every cell: over further dimensions too"),
    "groups": Text("wat een instrument in een jaar bij een lid krijgt en doet", "what an instrument gets and does in a year at a member"),
    "proof-claims": Text(
        "wat beweerd wordt, en de vingerafdruk van elke bewijstabel", "what is claimed, and the fingerprint of every table of the proof"
    ),
    "input": Text("een gevulde cel van het invoerwerkboek, blad voor blad", "one filled cell of the input workbook, sheet by sheet"),
    # --- columns that mean the same everywhere
    "*.key": Text("sleutel", "key"),
    "*.value": Text("waarde", "value"),
    "*.line": Text("instrument.jaar", "instrument.year"),
    "*.instrument": Text("id van het instrument", "id of the instrument"),
    "*.source": Text("bron: document en plaats", "source: document and place"),
    "*.space": Text("id van de ruimte", "id of the space"),
    "*.year": Text("jaar (leeg: elk jaar)", "year (empty: every year)"),
    "*.name_nl": Text("naam, Nederlands", "name, Dutch"),
    "*.name_en": Text("naam, Engels", "name, English"),
    "*.amount": Text("bedrag in hele euro's", "amount in whole euros"),
    "*.reference": Text("gepubliceerde verdeling, hele euro's (leeg: geen)", "published use, whole euros (empty: none)"),
    "*.effect": Text("effect in de eenheid van het doel, exact", "effect in the goal's unit, exact"),
    "*.adds": Text("yes: voegt medewerkers toe; no: verlaagt de vraag", "yes: adds workers; no: lowers demand"),
    "*.kind": Text("soort", "kind"),
    "*.id": Text("id", "id"),
    "*.unit": Text("eenheid", "unit"),
    "*.note": Text("toelichting", "note"),
    "*.standing": Text(
        "hardheid: law, agreement, policy, assumption; van cijfers: sourced, derived, assumed",
        "standing: law, agreement, policy, assumption; of figures: sourced, derived, assumed",
    ),
    "*.owner": Text("eigenaar", "owner"),
    "*.sentence_nl": Text("de regel in een zin, Nederlands", "the rule in a sentence, Dutch"),
    "*.sentence_en": Text("de regel in een zin, Engels", "the rule in a sentence, English"),
    "*.tier": Text("nummer van de trede, vanaf 1", "number of the tier, from 1"),
    "*.width": Text("breedte van de trede in euro's (w)", "width of the tier in euros (w)"),
    "*.filled": Text("euro's die in de trede tellen (z)", "euros that count in the tier (z)"),
    "*.multiplier": Text("multiplicator y van deze rij, exact", "multiplier y of this row, exact"),
    "*.mark": Text(
        "kenmerk: de eerste 12 tekens van SHA-256 over de overige kolommen, in deze volgorde, met | ertussen",
        "mark: the first 12 characters of SHA-256 over the other columns, in this order, with | between",
    ),
    "*.rule": Text("id van de regel", "id of the rule"),
    "*.sense": Text("<=, >= of =", "<=, >= or ="),
    "*.limit": Text("grens, exact", "limit, exact"),
    "*.member": Text("waarvoor de regel hier geldt, als er meer zijn", "what the rule holds for here, where there are several"),
    "*.no": Text("volgnummer", "number"),
    "*.weight": Text("gewicht van een gemiste wens", "weight of a missed wish"),
    "*.priority": Text("prioriteit van een wens (leeg: een harde regel)", "priority of a wish (empty: a hard rule)"),
    "*.shortfall": Text("hoeveel te weinig of te veel (euro's of personen)", "by how much (euros or persons)"),
    # --- columns of one table
    "plan.marginal": Text("effect van de volgende € 1 miljoen", "effect of the next EUR 1 million"),
    "plan.reason_nl": Text("waarom dit bedrag, Nederlands", "why this amount, Dutch"),
    "plan.reason_en": Text("waarom dit bedrag, Engels", "why this amount, English"),
    "flows.source": Text("id van de herkomstregel", "id of the source line"),
    "sources.source": Text("id van de herkomstregel", "id of the source line"),
    "sources.amount": Text("budget in hele euro's (leeg: zie mark)", "budget in whole euros (empty: see mark)"),
    "sources.mark": Text("PM of n.v.t. waar geen bedrag staat", "PM or n.v.t. where there is no amount"),
    "sources.spent": Text("besteed, hele euro's", "spent, whole euros"),
    "sources.unspent": Text("over, hele euro's", "left, whole euros"),
    "spaces.budget": Text("al het geld van dat jaar, hele euro's", "all money of that year, whole euros"),
    "rules.left": Text("wat gevonden is, exact", "what was found, exact"),
    "rules.margin": Text("ruimte tot de grens, exact", "room to the limit, exact"),
    "rules.excess": Text("linkerkant min grens in euro's of personen, exact", "left side less limit in euros or persons, exact"),
    "rules.holds": Text("yes: gehouden; no: gebroken of (bij een wens) gemist", "yes: kept; no: broken or (for a wish) missed"),
    "rules.binding": Text("yes: de regel knelt", "yes: the rule binds"),
    "rules.soft": Text("yes: een wens; no: een harde regel", "yes: a wish; no: a hard rule"),
    "rules.price_less": Text(
        "verandering van het doel als de grens één stap lager ligt (leeg: geen plan of geen prijs)",
        "what the goal changes when the limit is one step lower (empty: no plan, or no price)",
    ),
    "rules.price_more": Text("het zelfde voor één stap hoger", "the same for one step higher"),
    "rules.price_step": Text("die stap: 1000000 (euro), 1/100 (aandeel) of 1", "that step: 1000000 (euros), 1/100 (share) or 1"),
    "effects.rate": Text("effect per € 1 miljoen in het doel, exact", "effect per EUR 1 million in the goal, exact"),
    "effects.base": Text("personen per euro, vóór telling in een doel (r)", "persons per euro, before a goal counts them (r)"),
    "figures.place": Text("werkboek, blad en cel, of models", "workbook, sheet and cell, or models"),
    "changes.was": Text("waarde in het basisgeval", "value in the base case"),
    "changes.now": Text("waarde in deze berekening", "value in this run"),
    "changes.origin": Text("door welk scenario of welke optie", "by which scenario or option"),
    "changes.reason": Text("waarom", "why"),
    "agreements.instruments": Text("ids van de instrumenten die eraan bijdragen", "ids of the instruments that serve it"),
    "agreements.link_nl": Text("verband, Nederlands", "link, Dutch"),
    "agreements.link_en": Text("verband, Engels", "link, English"),
    "ties.low": Text("minste euro's zonder verlies", "least euros without loss"),
    "ties.high": Text("meeste euro's zonder verlies", "most euros without loss"),
    "stated-totals.stated": Text("genoemd totaal, hele euro's", "stated total, whole euros"),
    "stated-totals.lines": Text("som van de herkomstregels, hele euro's", "sum of the source lines, whole euros"),
    "context.outside": Text("yes: geld buiten het programma", "yes: money outside the programme"),
    "principles.why_nl": Text("waarom geen regel, Nederlands", "why no rule, Dutch"),
    "principles.why_en": Text("waarom geen regel, Engels", "why no rule, English"),
    "repairs.to": Text("de nieuwe grens in de eenheid van de regel", "the new limit in the rule's own unit"),
    "repairs.slack": Text("wat de regel meegeeft (euro's of personen)", "what the rule gives (euros or persons)"),
    "bound.part": Text(
        "row: een rij (y maal b); column: een kolom (winst maal bovengrens)", "row: a row (y times b); column: a column (gain times upper bound)"
    ),
    "bound.name": Text("welke rij of kolom", "which row or column"),
    "bound.factor": Text("y van de rij, of c - A'y van de kolom, exact", "y of the row, or c - A'y of the column, exact"),
    "bound.limit": Text("b van de rij, of u van de kolom, exact", "b of the row, or u of the column, exact"),
    "bound.product": Text("factor x limit, exact", "factor x limit, exact"),
    "cells.source": Text("id van de herkomstregel", "id of the source line"),
    "awards.applicant": Text("id van de aanvrager", "id of the applicant"),
    "awards.asked": Text("gevraagd, hele euro's", "asked, whole euros"),
    "awards.awarded": Text("toegekend, hele euro's", "awarded, whole euros"),
    "awards.share": Text("welk deel van het gevraagde is toegekend, exact", "what part of the request is awarded, exact"),
    "awards.own": Text("eigen bijdrage bij wat is toegekend, hele euro's", "own contribution to what is awarded, whole euros"),
    "awards.decision": Text("granted: toegekend; partly: deels; refused: afgewezen", "granted; partly: in part; refused"),
    "awards.reason_nl": Text("waarom dit besluit, Nederlands", "why this decision, Dutch"),
    "awards.reason_en": Text("waarom dit besluit, Engels", "why this decision, English"),
    "groups.ceiling": Text("gevraagd: meer krijgt het niet; leeg: er is niets gevraagd", "requested: it gets no more; empty: nothing is requested"),
    "*.dimension": Text("id van de dimensie", "id of the dimension"),
    "proof-members.member": Text("id van het lid", "id of the member"),
    "*.attribute": Text("id van het kenmerk of getal", "id of the attribute or key"),
    # --- columns of the proof
    "proof-groups.ceiling": Text("wat er gevraagd is: meer krijgt het niet", "what was requested: it gets no more"),
    "proof-groups.ceiling multiplier": Text("multiplicator van dat plafond", "multiplier of that ceiling"),
    "proof-flows.source": Text("id van de herkomstregel", "id of the source line"),
    "proof-tiers.rate": Text("personen per euro (r)", "persons per euro (r)"),
    "proof-tiers.gap": Text("hoe vaak een persoon telt in het doel gap", "how often a person counts in the goal gap"),
    "proof-tiers.person-years": Text("hoe vaak in het doel person-years", "how often in the goal person-years"),
    "proof-tiers.labour-saving": Text("hoe vaak in het doel labour-saving", "how often in the goal labour-saving"),
    "proof-rules.over": Text("som A (zie 'Hoe een som geschreven is')", "sum A (see 'How a sum is written')"),
    "proof-rules.under": Text("som B waarvan de grens een deel is; leeg: geen", "sum B that the limit is a share of; empty: none"),
    "proof-rules.wish": Text("prioriteit als het een wens is; leeg: een harde regel", "priority when it is a wish; empty: a hard rule"),
    "proof-wishes.reached": Text("gewogen tekort van deze prioriteit op dit plan", "weighted shortfall of this priority on this plan"),
    "proof-plan.plan": Text("bedrag in hele euro's", "amount in whole euros"),
    "proof-exchange.source": Text("id van de herkomstregel", "id of the source line"),
    "proof-exchange.difference": Text("euro's erbij (of eraf) in het andere plan", "euros more (or less) in the other plan"),
    "proof-claims.claim": Text(
        "run, status, goal, value, bound, gap, of hash en een tabel", "run, status, goal, value, bound, gap, or hash and a table"
    ),
    "input.sheet": Text("blad", "sheet"),
    "input.cell": Text("adres van de cel", "address of the cell"),
    "input.value": Text("wat er staat, getallen exact", "what it holds, numbers exact"),
    "input.formula": Text("de formule, als er een staat", "the formula, where there is one"),
}
