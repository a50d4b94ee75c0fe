"""Why there is no plan: the rules that cannot be kept together, what each repair would give, and the money there is."""

from __future__ import annotations

from fractions import Fraction

from optimiser.charts.ranked import Ranked, ranked
from optimiser.language import MILLION, Text, quantity
from optimiser.record import RepairTold
from optimiser.reports.page import PageTable, Picture, Section
from optimiser.reports.report_page.telling import YEAR, Telling
from optimiser.words import STANDINGS

HEADING = Text("Waarom er geen plan is", "Why there is no plan")
MINIMAL = Text(
    "Elk van deze {count} regels is nodig voor het conflict: laat er één weg en er bestaat een plan. Dat er zo geen plan "
    "is, is bewezen: certificate.json, dat "
    "optimiser solve schrijft, is na te rekenen met `python verify.py certificate.json`.",
    "Every one of these {count} rules is needed for the conflict: leave out any one and a plan exists. That there is none "
    "is proved: certificate.json, which "
    "optimiser solve writes, can be checked with `python verify.py certificate.json`.",
)
MEMBERS = Text("Regels die niet samen kunnen", "Rules that cannot be kept together")
RULE, STATEMENT, STANDING, OWNER, SOURCE = (
    Text("regel", "rule"),
    Text("uitspraak", "statement"),
    Text("hardheid", "standing"),
    Text("eigenaar", "owner"),
    Text("bron", "source"),
)
REPAIRS = Text("Wat er kan wijken, elk op zichzelf genoeg ({unit})", "What can give way, each enough by itself ({unit})")
REPAIRS_SAY = Text(
    "De lichtste ingreep bij wie het makkelijkst kan wijken is {rule}: van de grens nu naar {to}, dat geeft {slack} toe ({standing}).",
    "The lightest change with whoever can most easily give way is {rule}: from the limit now to {to}, which gives {slack} ({standing}).",
)
TO, GIVES = Text("nieuwe grens", "new limit"), Text("geeft toe", "gives way")
PERSONS, EUROS = Text("personen", "persons"), Text("€ mln", "EUR million")
MONEY_HEADING = Text("Het geld dat er is", "The money there is")
MONEY = Text("Budget per herkomstregel (€ mln)", "Budget per source line (EUR million)")
LINE, VALUE = Text("herkomstregel", "source line"), Text("budget", "budget")


def section(telling: Telling) -> Section:
    """The conflict, and a picture of what could give way."""
    conflict, word = telling.record.conflict, telling.word
    assert conflict is not None
    heads = [telling.text(RULE), telling.number(YEAR), *(telling.text(one) for one in (STATEMENT, STANDING, OWNER, SOURCE))]
    rows = [
        [one.name[telling.lang], one.year or "", one.sentence[telling.lang], word(STANDINGS[one.standing]), one.owner, one.source]
        for one in conflict.members
    ]
    texts = [conflict.sentence[telling.lang], word(MINIMAL, count=len(conflict.members))]
    pictures = [_repairs(telling, conflict.repairs)] if conflict.repairs else []
    return Section("conflict", word(HEADING), texts, [PageTable(word(MEMBERS), heads, rows)], pictures)


def _repairs(telling: Telling, repairs: tuple[RepairTold, ...]) -> Picture:
    word, persons = telling.word, repairs[0].unit == "persons"
    assert telling.record.conflict is not None
    names = {one.rule: one.name[telling.lang] for one in telling.record.conflict.members}
    labels = [f"{names.get(one.rule, one.rule)}{' ' + one.year if one.year else ''} → {quantity(one.to, one.unit, telling.lang)}" for one in repairs]
    slacks = [quantity(one.slack, "persons" if one.unit == "persons" else "EUR", telling.lang) for one in repairs]
    first = repairs[0]
    title = word(REPAIRS, unit=PERSONS if persons else EUROS)
    values = {"rule": names.get(first.rule, first.rule), "to": quantity(first.to, first.unit, telling.lang), "slack": slacks[0]}
    says = word(REPAIRS_SAY, **values, standing=STANDINGS[first.standing])
    standings = list(dict.fromkeys(one.standing for one in repairs))
    scale = Fraction(1) if persons else Fraction(MILLION)
    bars = [
        Ranked(label, float(one.slack / scale), said, standings.index(one.standing)) for one, label, said in zip(repairs, labels, slacks, strict=True)
    ]
    drawing = ranked("repairs", title, says, [word(STANDINGS[one]) for one in standings], bars)
    heads = [telling.text(RULE), telling.number(YEAR), telling.number(TO), telling.number(GIVES), telling.text(STANDING)]
    rows = [
        [names.get(one.rule, one.rule), one.year or "", quantity(one.to, one.unit, telling.lang), said, word(STANDINGS[one.standing])]
        for one, said in zip(repairs, slacks, strict=True)
    ]
    return Picture(title, says, [drawing], [PageTable(title, heads, rows)])


def money(telling: Telling) -> Section | None:
    """The budgets of the case, from its figures."""
    rows = []
    for one in telling.record.figures:
        head, _, rest = one.key.partition(".")
        if head == "source":
            source, _, year = rest.rpartition(".")
            value = telling.mln(int(one.value)) if one.value.isdigit() else one.value
            rows.append([telling.name("source", source), year, value, telling.word(STANDINGS[one.standing]), one.source])
    if not rows:
        return None
    heads = [telling.text(LINE), telling.number(YEAR), telling.number(VALUE), telling.text(STANDING), telling.text(SOURCE)]
    return Section("money", telling.word(MONEY_HEADING), tables=[PageTable(telling.word(MONEY), heads, rows)])
