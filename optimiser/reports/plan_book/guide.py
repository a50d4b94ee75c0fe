"""Sheet Leeswijzer: the verdict, the totals, what the plan buys and how sure that is, and where everything stands."""

from __future__ import annotations

from optimiser.language import Text
from optimiser.measure import measured
from optimiser.reports.plan_book import edits
from optimiser.reports.plan_book.book import Cell, Live, Page, Sheet, Styled, letter
from optimiser.reports.plan_book.checks import BAD_VERDICT, GOOD_VERDICT
from optimiser.reports.plan_book.style import BLUE, GOOD
from optimiser.verify import verify

ABOUT = Text("Plan voor de verdeling van programmageld, met zijn bewijs.", "Plan for the allocation of programme money, with its proof.")
PROVED = Text(
    "Alle {hard} harde regels zijn exact gehouden. Geen enkel plan haalt meer dan {bound:num} {unit}; dit plan blijft daar {gap:num} onder "
    "(zoveel als {money:eur} kopen), omdat het in hele eenheden van {payable:eur} staat.",
    "All {hard} hard rules are kept exactly. No plan at all reaches more than {bound:num} {unit}; this plan stays {gap:num} below it "
    "(what {money:eur} buy), because it is in whole units of {payable:eur}.",
)
PROVED_MONEY = Text(
    "Alle {hard} harde regels zijn exact gehouden. Geen enkel plan kan met minder dan {bound:eur}; dit plan kost {gap:eur} meer.",
    "All {hard} hard rules are kept exactly. No plan at all needs less than {bound:eur}; this plan costs {gap:eur} more.",
)
NEARLY = Text(
    "Alle {hard} harde regels zijn exact gehouden. Geen enkel plan haalt meer dan {bound:num} {unit}; dit plan blijft daar {gap:num} onder "
    "(zoveel als {money:eur} kopen).",
    "All {hard} hard rules are kept exactly. No plan at all reaches more than {bound:num} {unit}; this plan stays {gap:num} below it "
    "(what {money:eur} buy).",
)
OTHER = Text(
    "Het is niet het enige beste plan (blad Certificaat toont een ander).", "It is not the only best plan (sheet Certificate shows another)."
)
ONLY = Text("Het is het enige beste plan: dat is bewezen.", "It is the only best plan: that is proved.")
NOT_SHOWN = Text("Of het het enige beste plan is, is niet bewezen.", "Whether it is the only best plan is not proved.")
TIES = Text(
    "Bij {count} lijnen kan het bedrag zonder verlies anders (blad Certificaat).",
    "On {count} lines the amount can differ without loss (sheet Certificate).",
)
HONEST = Text(
    "Geen van de schattingen is een gemeten prijs per extra medewerker: geen enkele bron geeft die. Ze zijn afgeleid of "
    "aangenomen (blad Herkomst) en "
    "gelden hier in de stand '{estimate}'.",
    "None of the estimates is a measured cost per extra worker: no source gives one. They are derived or assumed (sheet Provenance) and are used "
    "here at '{estimate}'.",
)
ADVICE = Text(
    "Dit is advies. Een mens beslist, wijkt af met een reden, en die afwijking blijft zichtbaar. Het plan is het beste bij "
    "deze cijfers en regels, niet meer.",
    "This is advice. A person decides, departs from it with a reason, and that stays visible. The plan is the best for "
    "these figures and rules, no more.",
)
DECIDE = Text(
    "Dit is advies. Een mens beslist, wijkt af met een reden, en die afwijking blijft zichtbaar.",
    "This is advice. A person decides, departs from it with a reason, and that stays visible.",
)
EDIT = Text(
    "Wijzigen? Verander de gele kolommen op het blad Plan (of bedragen op Geldstromen), met de reden erbij. `optimiser score` zegt dan welke regels "
    "breken en hoeveel effect het scheelt; `optimiser repair` maakt het dichtstbijzijnde plan dat alle regels en sloten houdt.",
    "Changing it? Change the yellow columns on the sheet Plan (or amounts on Flows), with the reason. `optimiser score` then says which rules break "
    "and what it does to the effect; `optimiser repair` makes the nearest plan that keeps all rules and locks.",
)
TOTALS = Text("Totalen per jaar (EUR)", "Totals per year (EUR)")
AMOUNTS = Text("ruimte", "space")
PUBLISHED = Text("{year} gepubliceerd", "{year} published")
PERSONS = Text("personen in het doeljaar", "persons in the target year")
EFFECT = Text("Effect van dit plan ({unit})", "Effect of this plan ({unit})")
COMPARED = Text("Vergeleken met (zelfde cijfers, zelfde regels)", "Compared with (same figures, same rules)")
SHEETS = Text("In dit werkboek", "In this workbook")
MADE = Text("Kenmerken", "Identification")


def write(sheet: Sheet) -> None:
    """Verdict first, then money, effect, comparison, caveats, links."""
    record, book = sheet.book.record, sheet.book
    word = book.word
    years = len(record.years)
    sheet.widths([42] + [17] * (2 * years + 1))
    sheet.put(0, 0, Styled(record.name[book.lang], "title"))
    sheet.raw.set_row(0, 30)
    sheet.put(1, 0, Styled(f"{record.scenario_name[book.lang]}: {record.reason[book.lang]}", "about"))
    passed = word(GOOD_VERDICT) if all(rule.holds or rule.soft for rule in record.findings) else word(BAD_VERDICT)
    sheet.raw.set_row(2, 30)
    sheet.put(2, 0, Live("=verdict", passed), "verdict")
    sheet.flag("A3", word(GOOD_VERDICT), GOOD)
    row = _paragraphs(sheet, 4)
    row = _totals(sheet, row + 1)
    row = _effect(sheet, row + 1)
    row = _links(sheet, row + 1)
    _identity(sheet, row + 1)
    sheet.freeze(3, repeat=False)


def _paragraphs(sheet: Sheet, row: int) -> int:
    record, word = sheet.book.record, sheet.book.word
    hard = sum(not rule.soft for rule in record.findings)
    proved = PROVED_MONEY if record.goal == "money" else NEARLY if record.whole else PROVED
    values = {
        "hard": hard,
        "bound": record.bound,
        "gap": record.gap,
        "money": record.gap_money,
        "payable": record.made.unit,
        "unit": record.goal_unit[sheet.book.lang],
    }
    estimate = {"low": Text("laag", "low"), "central": Text("midden", "central"), "high": Text("hoog", "high")}[record.estimate]
    ties = word(TIES, count=len(record.ties)) if record.ties else ""
    other = word(OTHER if record.exchange else ONLY if record.gap == 0 and verify(sheet.book.proof)["only_best"] == "yes" else NOT_SHOWN)
    if word(record.chosen):
        opening = [word(record.chosen), word(PROVED_MONEY if record.goal == "money" else NEARLY, **values)]
    elif record.edited is not None:
        opening = [*edits.paragraphs(sheet, record.edited), f"{other} {ties}".strip()]
    else:
        opening = [word(proved, **values), f"{other} {ties}".strip()]
    texts = [*opening, word(HONEST, estimate=word(estimate)), word(DECIDE if word(record.chosen) else ADVICE), word(EDIT)]
    texts += [warning[sheet.book.lang] for warning in record.warnings]
    for text in texts:
        row = sheet.paragraph(row, text)
    return row if record.edited is None else edits.tables(sheet, record.edited, row + 1)


def _totals(sheet: Sheet, row: int) -> int:
    """Space by year, plan beside the published use, live over the plan sheet."""
    record, book = sheet.book.record, sheet.book
    sheet.put(row, 0, book.word(TOTALS), "section")
    heads = [book.word(AMOUNTS), *record.years]
    known = {(use.space, use.year): use.reference for use in record.spaces}
    compared = [year for year in record.years if any(known.get((use.space, year)) is not None for use in record.spaces)]
    heads += [book.word(PUBLISHED, year=year) for year in compared]
    for column, head in enumerate(heads):
        sheet.put(row + 1, column, head, "head" if column == 0 else "head-right")
    first = row + 2
    row = first
    for space in dict.fromkeys(use.space for use in record.spaces):
        sheet.put(row, 0, book.name("space", space), "text")
        for column, year in enumerate(record.years, start=1):
            amount = sum(use.amount for use in record.spaces if (use.space, use.year) == (space, year))
            sheet.put(row, column, Live(f'=SUMIFS(s_bedrag,s_ruimte,"{space}",s_jaar,{year})', amount), "euro")
        for column, year in enumerate(compared, start=1 + len(record.years)):
            sheet.put(row, column, known.get((space, year)), "euro")
        row += 1
    sheet.put(row, 0, book.word(Text("totaal", "total")), "total")
    for column, year in enumerate([*record.years, *compared], start=1):
        planned = column <= len(record.years)
        value = sum((use.amount if planned else use.reference or 0) for use in record.spaces if use.year == year)
        sheet.put(row, column, Live(f"=SUM({letter(column)}{first + 1}:{letter(column)}{row})", value), "total-euro")
    return row + 1


def _effect(sheet: Sheet, row: int) -> int:
    record, book = sheet.book.record, sheet.book
    word = book.word
    measure = measured(record.goal)
    effect = f"e_{measure.replace('-', '_')}"
    # The least money still brings persons: the table counts those.
    unit = PERSONS if record.goal == "money" else record.goal_unit
    sheet.put(row, 0, word(EFFECT, unit=unit[book.lang]), "section")
    adds, lowers = word(Text("voegt toe", "adds workers")), word(Text("verlaagt vraag", "lowers demand"))
    lines: list[tuple[str, Cell]] = [
        (word(Text("voegt medewerkers toe", "adds workers")), Live(f'=SUMIFS({effect},e_soort,"{adds}")', record.adds)),
        (word(Text("verlaagt de vraag", "lowers demand")), Live(f'=SUMIFS({effect},e_soort,"{lowers}")', record.lowers)),
        (word(Text("samen", "together")), Live(f"=SUM({effect})", record.adds + record.lowers)),
    ]
    for place, (text, value) in enumerate(lines, start=row + 1):
        sheet.put(place, 0, text, "total" if place == row + 3 else "text")
        sheet.put(place, 1, value, "total-persons" if place == row + 3 else "persons")
    row += 4
    if record.references:
        sheet.put(row + 1, 0, word(COMPARED), "section")
        row += 2
    for reference in record.references:
        sheet.raw.set_row(row, 27)
        sheet.put(row, 0, reference.name[book.lang], "wrap")
        sheet.put(row, 1, reference.effect, "euro" if record.goal == "money" else "persons")
        broken = word(Text("breekt {count} harde regels", "breaks {count} hard rules"), count=len(reference.broken)) if reference.broken else ""
        sheet.put(row, 2, broken, "text-plain")
        row += 1
    return row


def _links(sheet: Sheet, row: int) -> int:
    sheet.put(row, 0, sheet.book.word(SHEETS), "section")
    for page in sheet.book.pages[1:]:
        row += 1
        name = sheet.book.word(page.name)
        sheet.link(row, 0, name, name)
        sheet.put(row, 1, sheet.book.word(page.about), "text-plain")
    return row + 1


def _identity(sheet: Sheet, row: int) -> None:
    record, word = sheet.book.record, sheet.book.word
    made = record.made
    sheet.put(row, 0, word(MADE), "section")
    rows = [
        (word(Text("run", "run")), record.id),
        (word(Text("kop van het logboek", "head of the journal")), record.head[:32]),
        (
            word(Text("model en invoer", "model and input")),
            f"{made.programme_file} {made.programme_hash[:16]}, {made.inputs_file} {made.inputs_hash[:16]}",
        ),
        (word(Text("gemaakt met", "made with")), ", ".join(f"{key} {value}" for key, value in sorted(made.versions.items()))),
    ]
    for place, (text, value) in enumerate(rows, start=row + 1):
        sheet.put(place, 0, text, "text")
        sheet.put(place, 1, value, "text-plain")


PAGE = Page(Text("Leeswijzer", "Guide"), ABOUT, write, BLUE)
