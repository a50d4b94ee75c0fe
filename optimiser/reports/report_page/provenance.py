"""Where everything comes from: what made this run, every change with its reason, stated totals, and how anybody can check it."""

from __future__ import annotations

from optimiser.language import Text, number
from optimiser.record import OverrideUsed
from optimiser.reports.page import PageTable, Section
from optimiser.reports.report_page.telling import YEAR, Telling
from optimiser.words import STANDINGS

HEADING = Text("Herkomst en controle", "Provenance and checking")
CHECK = Text(
    "Zelf nagaan: `optimiser verify {file}`, of zonder dit programma `python verify.py {file}`. Dat telt alles op in "
    "exacte breuken en zegt wat bewezen is. Deze "
    "pagina is gemaakt uit berekening {run}; dezelfde cijfers en regels geven dezelfde berekening en dezelfde pagina.",
    "Check it yourself: `optimiser verify {file}`, or without this program `python verify.py {file}`. It adds everything "
    "up in exact fractions and says what is "
    "proved. This page was made from run {run}; the same figures and rules give the same run and the same page.",
)
MADE, WHAT, VALUE = Text("Wat deze berekening maakte", "What made this run"), Text("wat", "what"), Text("waarde", "value")
NAMES = {
    "run": Text("berekening", "run"),
    "head": Text("kop van het logboek", "head of the journal"),
    "programme": Text("programma", "programme"),
    "scenario": Text("scenario", "scenario"),
    "model": Text("model", "model"),
    "input": Text("invoerwerkboek", "input workbook"),
    "solver": Text("oplosser", "solver"),
    "unit": Text("eenheid gevraagd en gebruikt", "unit asked and used"),
    "estimate": Text("schatting in gebruik", "estimate in use"),
    "prices": Text("prijzen", "prices"),
    "by": Text("gevraagd door", "asked by"),
    "version": Text("versie {name}", "version of {name}"),
    "option": Text("instelling {name}", "setting {name}"),
}
LEVELS = {"low": Text("laag", "low"), "central": Text("midden", "central"), "high": Text("hoog", "high")}
CHANGES = Text("Wijzigingen op de basis", "Changes to the base")
KEY, WAS, NOW, BY, REASON = Text("sleutel", "key"), Text("was", "was"), Text("nu", "now"), Text("door", "by"), Text("reden", "reason")
NO_CHANGES = Text("Er is niets gewijzigd: dit is het programma zoals vastgelegd.", "Nothing was changed: this is the programme as adopted.")
STATED = Text("Totalen zoals de bron ze noemt (€ mln)", "Totals as the source states them (EUR million)")
NAMED, LINES, DIFFERENCE = Text("genoemd", "stated"), Text("som van de herkomstregels", "sum of the source lines"), Text("verschil", "difference")
SOURCE = Text("bron", "source")
COUNTS = Text("Cijfers naar hardheid", "Figures by standing")
STANDING, COUNT = Text("hardheid", "standing"), Text("aantal cijfers", "number of figures")


def section(telling: Telling) -> Section:
    """What made the run, what was changed, the stated totals, and how firm the figures are."""
    record, word = telling.record, telling.word
    file = "plan.xlsx" if record.conflict is None else "certificate.json"
    texts = [word(CHECK, file=file, run=record.id), *([] if record.overrides else [word(NO_CHANGES)])]
    tables = [_made(telling)]
    if record.overrides:
        heads = [telling.text(one) for one in (KEY, WAS, NOW, BY, REASON)]
        tables.append(PageTable(word(CHANGES), heads, [_change(telling, one) for one in record.overrides]))
    if record.stated:
        heads = [telling.number(YEAR), *(telling.number(one) for one in (NAMED, LINES, DIFFERENCE)), telling.text(SOURCE)]
        rows = [[one.year, telling.mln(one.stated), telling.mln(one.lines), telling.mln(one.lines - one.stated), one.source] for one in record.stated]
        tables.append(PageTable(word(STATED), heads, rows))
    counts = [[word(text), str(count)] for key, text in STANDINGS.items() if (count := sum(one.standing == key for one in record.figures))]
    tables.append(PageTable(word(COUNTS), [telling.text(STANDING), telling.number(COUNT)], counts))
    return Section("provenance", word(HEADING), texts, tables)


def _change(telling: Telling, one: OverrideUsed) -> list[str]:
    was, now = (number(int(text), telling.lang) if text.isdigit() else text for text in (one.was, one.now))
    return [one.key, was, now, one.origin, one.reason]


def _made(telling: Telling) -> PageTable:
    record, word = telling.record, telling.word
    made = record.made
    values = {
        "run": record.id,
        "head": record.head,
        "programme": record.programme,
        "scenario": record.scenario,
        "model": f"{made.programme_file}, SHA-256 {made.programme_hash}",
        "input": f"{made.inputs_file}, SHA-256 {made.inputs_hash}",
        "solver": made.solver,
        "unit": word(Text("{asked:eur}, {used:eur}", "{asked:eur}, {used:eur}"), asked=made.unit_asked, used=made.unit),
        "estimate": word(LEVELS[record.estimate]),
        "prices": record.prices[telling.lang],
        "by": made.by,
    }
    rows = [[word(NAMES[key]), value] for key, value in values.items() if value]
    rows += [[word(NAMES["version"], name=key), value] for key, value in sorted(made.versions.items())]
    rows += [[word(NAMES["option"], name=key), value] for key, value in sorted(made.options.items())]
    return PageTable(word(MADE), [telling.text(WHAT), telling.text(VALUE)], rows)
