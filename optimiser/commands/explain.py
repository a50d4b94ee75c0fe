"""`optimiser explain`: a rule kind's manual, a fault code, or anything with an id in a programme."""

from __future__ import annotations

import argparse
import inspect
import textwrap
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from optimiser.commands.options import DEFAULT, INPUT, add_changes, add_members, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text, euros, number, quantity, say
from optimiser.words import STANDINGS

if TYPE_CHECKING:
    from optimiser.figures import Figure
    from optimiser.programme import Programme
    from optimiser.record import RuleLine
    from optimiser.rule import Rule
    from optimiser.typed import Named

WHAT = Text(
    "regelsoort, foutcode, of id van een regel, instrument, bron, ruimte, afspraak of scenario",
    "rule kind, fault code, or id of a rule, instrument, source, space, agreement or scenario",
)
PROGRAMME = Text("programma waarin gezocht wordt (standaard: taz)", "programme to look in (default: taz)")
SCENARIOS = Text(
    "Scenario's (optimiser solve --scenario NAAM, of meer met komma's; optimiser explain NAAM toont wat ze wijzigen):",
    "Scenarios (optimiser solve --scenario NAME, or several with commas; optimiser explain NAME shows what they change):",
)
ON_SHEET = Text("scenario op blad Scenarios van het werkboek", "scenario on the Scenarios sheet of the workbook")
ALSO = Text(" Ook op blad Scenarios: wijzigt {count} cijfer(s).", " Also on the Scenarios sheet: changes {count} figure(s).")
ONLY_SHEET = Text(
    "op blad Scenarios van het werkboek, wijzigt {count} cijfer(s)", "on the Scenarios sheet of the workbook, changes {count} figure(s)"
)
LIST_ALL = Text("optimiser explain zonder id toont alles wat een id heeft", "optimiser explain without an id lists everything that has one")
KINDS_TITLE = Text("Regelsoorten (optimiser explain SOORT):", "Rule kinds (optimiser explain KIND):")
IDS_TITLE = Text("In programma {id}:", "In programme {id}:")
TABLES = {
    "rule": Text("Regels", "Rules"),
    "space": Text("Ruimten", "Spaces"),
    "source": Text("Herkomstregels", "Source lines"),
    "instrument": Text("Instrumenten", "Instruments"),
    "challenge": Text("Opgaven", "Challenges"),
    "agreement": Text("Afspraken", "Agreements"),
    "indicator": Text("Indicatoren", "Indicators"),
    "scenario": Text("Scenario's", "Scenarios"),
    "principle": Text("Niet gemodelleerde beginselen", "Principles that are not modelled"),
    "context": Text("Ter informatie, niet gebruikt", "For information, not used"),
}
SORTS = {
    "rule": Text("regel", "rule"),
    "space": Text("ruimte", "space"),
    "source": Text("herkomstregel", "source line"),
    "instrument": Text("instrument", "instrument"),
    "challenge": Text("opgave", "challenge"),
    "agreement": Text("afspraak", "agreement"),
    "indicator": Text("indicator", "indicator"),
    "scenario": Text("scenario", "scenario"),
    "principle": Text("niet gemodelleerd beginsel", "principle that is not modelled"),
    "context": Text("ter informatie", "for information"),
}
SOURCE = Text("bron", "source")
EVERY_YEAR = Text("elk jaar", "every year")
COLUMN = Text("wat op het blad {sheet} staat, kolom {name}", "what is on the sheet {sheet}, column {name}")
LABELS = {
    "kind": Text("soort", "kind"),
    "standing": Text("hardheid", "standing"),
    "owner": Text("eigenaar", "owner"),
    "active": Text("staat aan", "active"),
    "soft": Text("wens met prioriteit", "wish with priority"),
    "numbers": Text("getallen", "numbers"),
    "space": Text("ruimte", "space"),
    "agreements": Text("afspraken", "agreements"),
    "indicators": Text("indicatoren", "indicators"),
    "challenge": Text("opgave", "challenge"),
    "deadline": Text("termijn", "deadline"),
    "link": Text("verband", "link"),
    "reason": Text("reden", "reason"),
    "why": Text("waarom niet", "why not"),
    "note": Text("toelichting", "note"),
    "changes": Text("wijzigt", "changes"),
    "value": Text("waarde", "value"),
    "unit": Text("eenheid", "unit"),
}


# What has a place in a plan: these are explained with the best plan of the case.
LIVE = ("rule", "instrument", "source")
IN_PLAN = Text("In het beste plan (scenario {scenario}):", "In the best plan (scenario {scenario}):")
NO_CASE = Text(
    "Het werkboek is niet te lezen ({place}); optimiser check zegt waarom.",
    "The workbook cannot be read ({place}); optimiser check says why.",
)
FOUND = Text(". Gevonden: {left}; ruimte: {margin}", ". Found: {left}; room: {margin}")
PRICE = Text(". {step} minder: {less}; {step} meer: {more}", ". {step} less: {less}; {step} more: {more}")
SIGNED = Text("{x:one} {unit}", "{x:one} {unit}")
PERSONS = Text("personen", "persons")
NO_PLAN_THEN = Text("geen plan", "no plan")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `explain`."""
    parser.add_argument("id", nargs="?", metavar="ID", help=WHAT[lang])
    parser.add_argument("--programme", default=DEFAULT, metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    add_changes(parser, lang)
    add_members(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Prints the explanation; without an id, everything that can be asked for. Raises `Refused` for an unknown id."""
    from optimiser.codes import CODES
    from optimiser.faults import DID_YOU_MEAN, Fault, Refused, nearest
    from optimiser.places import find_programme
    from optimiser.programme_file import read_programme
    from optimiser.rules import KINDS

    told = [manual(KINDS[options.id], lang)] if options.id in KINDS else []
    if options.id in CODES:
        told.append(f"{options.id}\n\n{textwrap.fill(CODES[options.id][lang], 100, break_on_hyphens=False)}")
    try:
        programme = read_programme(find_programme(options.programme))
    except Refused:
        # What a kind or a code means does not depend on a programme, least of all on the one that is to be mended.
        if not told:
            raise
        print("\n\n".join(told))
        return DONE
    if options.id is None:
        print(_everything(programme, list(KINDS), lang))
        print(_scenarios(programme, _on_sheet(options), lang))
        return DONE
    found = [(table, one) for table in TABLES for one in getattr(programme, table) if one.id == options.id]
    told += [_thing(programme, table, one, lang) for table, one in found]
    if (sheet := _on_sheet(options).get(options.id) if not told or any(table == "scenario" for table, _ in found) else None) is not None:
        told.append(_sheet_scenario(options.id, sheet, lang))
    if any(table in LIVE for table, _ in found):
        from optimiser.views.busy_line import busy_line

        with busy_line(lang, quiet=False):
            told += _in_the_plan(options, lang)
    if not told:
        meant = nearest(options.id, [*KINDS, *CODES, *(one.id for table in TABLES for one in getattr(programme, table))])
        mend = DID_YOU_MEAN if meant else LIST_ALL
        raise Refused([Fault("unknown-id", "explain", found=options.id, expected=WHAT, mend=mend, values=(("meant", meant),))])
    print("\n\n".join(told))
    return DONE


def _on_sheet(options: argparse.Namespace) -> Mapping[str, Mapping[str, Figure]]:
    """The scenarios on the workbook's own sheet; none when the workbook cannot be read (`check` says why)."""
    from optimiser.faults import Refused
    from optimiser.run import read_inputs

    try:
        return read_inputs(options.programme, options.input, read_members(options) or None).figures.scenarios
    except Refused:
        return {}


def _sheet_scenario(id: str, sheet: Mapping[str, Figure], lang: Lang) -> str:
    """What a column of the sheet changes, with where it stands and why."""
    rows = [f"{id} ({say(ON_SHEET, lang)})"]
    rows += [f"  {key} = {one.value}" + (f" ({', '.join(part for part in (one.note, one.place) if part)})") for key, one in sheet.items()]
    return "\n".join(rows)


def _scenarios(programme: Programme, sheet: Mapping[str, Mapping[str, Figure]], lang: Lang) -> str:
    """Every scenario with its name and reason, those of the workbook with how much they change."""
    lines = ["", SCENARIOS[lang]]
    for one in programme.scenario:
        also = say(ALSO, lang, count=len(sheet[one.id])) if one.id in sheet else ""
        reason = one.reason[lang]
        lines.append(f"  {one.id}: {one.name[lang]}. {reason}{'' if reason.endswith(('.', '?', '!')) else '.'}{also}")
    known = {one.id for one in programme.scenario}
    lines += [f"  {id}: {say(ONLY_SHEET, lang, count=len(changes))}" for id, changes in sheet.items() if id not in known]
    return "\n".join(lines)


def _in_the_plan(options: argparse.Namespace, lang: Lang) -> list[str]:
    """What the id does in the best plan of the case; nothing when the workbook cannot be read or no plan exists."""
    from optimiser.deciding import NothingFits
    from optimiser.faults import Refused
    from optimiser.run import read_case, solve_record
    from optimiser.scenario import read_set

    try:
        sets = [read_set(text) for text in options.set]
        case = read_case(options.programme, options.scenario, sets, options.input, members=read_members(options) or None)
    except Refused as refused:
        return [NO_CASE[lang].format(place=refused.faults[0].place)]
    try:
        record = solve_record(case)
    except NothingFits as refused:
        return [refused.sentence[lang]]
    if record.conflict is not None:
        return [record.conflict.sentence[lang]]
    rows = [f"  {line.year}: {line.reason[lang]}" for line in record.lines if line.instrument == options.id]
    unit = record.goal_unit if record.goal in ("money", "person-years") else PERSONS
    rows += [f"  {_finding(one, unit, lang)}" for one in record.findings if one.id == options.id]
    for use in record.sources:
        if use.source == options.id:
            goes = [flow for flow in record.flows if (flow.source, flow.year) == (use.source, use.year) and flow.amount]
            rows.append(f"  {use.year}: {use.mark or euros(use.amount or 0, lang)}")
            rows += [f"    {record.names[f'instrument:{flow.instrument}'][lang]}: {euros(flow.amount, lang)}" for flow in goes]
    return ["\n".join([IN_PLAN[lang].format(scenario=record.scenario), *rows])] if rows else []


def _finding(one: RuleLine, unit: Text, lang: Lang) -> str:
    """A rule's sentence with what was found, its margin, and what a step is worth in the unit of the goal."""
    text = one.sentence[lang]
    if one.left is not None and one.margin is not None:
        text += say(FOUND, lang, left=quantity(one.left, one.unit, lang), margin=quantity(one.margin, one.unit, lang))
    if one.price is not None and (one.price.less != 0 or one.price.more != 0):
        sides = {"less": one.price.less, "more": one.price.more}
        shown = {key: NO_PLAN_THEN[lang] if side is None else say(SIGNED, lang, x=side, unit=unit) for key, side in sides.items()}
        text += say(PRICE, lang, step=quantity(one.price.step, one.unit, lang), **shown)
    return text


def manual(kind: type[Rule], lang: Lang) -> str:
    """The manual page of a rule kind, with its TOML example."""
    page = inspect.getdoc(kind) or ""
    if lang == "en":
        return page
    example = page[page.index("```toml") :]
    return f"{inspect.cleandoc(kind.MANUAL_NL)}\n\n{example}"


def _everything(programme: Programme, kinds: list[str], lang: Lang) -> str:
    lines = [KINDS_TITLE[lang], "  " + ", ".join(kinds), "", IDS_TITLE[lang].format(id=programme.id)]
    for table, title in TABLES.items():
        ones = getattr(programme, table)
        if ones and table != "scenario":
            lines.append(f"  {title[lang]}: " + ", ".join(one.id for one in ones))
    return "\n".join(lines)


def _thing(programme: Programme, table: str, one: Named | Rule, lang: Lang) -> str:
    rows = [f"{one.id} ({SORTS[table][lang]}): {one.name[lang]}"]
    for key, value in _facts(programme, table, one, lang):
        if value:
            rows.append(f"  {LABELS[key][lang]}: {value}")
    if one.source is not None:
        rows.append(f"  {SOURCE[lang]}: {one.source.document}, {one.source.place}")
    return "\n".join(rows)


def _column(programme: Programme, rule: Rule, lang: Lang) -> str:
    """Where the figure of a rule stands: a column of the instruments, or of the dimension that the rule speaks about."""
    from optimiser.layout import INSTRUMENTS

    dimension = next((one for one in programme.dimension if one.id == rule.each), None)
    heads = (
        {column.key: column.head[lang] for column in INSTRUMENTS.columns} if dimension is None else {key.id: key.name[lang] for key in dimension.key}
    )
    sheet = INSTRUMENTS.name if dimension is None else dimension.name
    return say(COLUMN, lang, sheet=sheet, name=heads.get(rule.number.figure, rule.number.figure))


def _facts(programme: Programme, table: str, one: Named | Rule, lang: Lang) -> list[tuple[str, str]]:
    from optimiser.rule import SENSES, Rule

    if isinstance(one, Rule):
        numbers = ", ".join(f"{_exact(value, lang)} ({EVERY_YEAR[lang] if year == '*' else year})" for year, value in one.number.by_year.items())
        return [
            ("kind", one.kind),
            ("numbers", f"{SENSES[one.sense][lang]} {numbers or _column(programme, one, lang)}"),
            ("standing", STANDINGS[one.standing][lang]),
            ("owner", one.owner),
            ("soft", "" if one.soft is None else str(one.soft.priority)),
            ("active", "" if one.active else Text("nee", "no")[lang]),
            ("note", one.note),
        ]
    facts: list[tuple[str, str]] = []
    for key in ("space", "challenge", "deadline", "link", "reason", "why", "value", "unit"):
        value = getattr(one, key, None)
        if value is not None:
            facts.append((key, value[lang] if isinstance(value, Text) else _exact(value, lang) if key == "value" else str(value)))
    facts += [(key, ", ".join(getattr(one, key, ()))) for key in ("agreements", "indicators")]
    if table == "scenario":
        facts.append(("changes", "; ".join(f"{key} = {_typed(value)}" for key, value in getattr(one, "set", {}).items())))
    return [*facts, ("note", one.note)]


def _exact(value: Fraction, lang: Lang) -> str:
    """A number in full: `116.000.000`, `0,25`, `2/3`."""
    from optimiser.exact import plain

    text = number(value, lang, 0) if value.denominator == 1 else plain(value)
    return text.replace(".", ",") if lang == "nl" and value.denominator != 1 else text


def _typed(value: object) -> str:
    """A value as it is written in TOML."""
    return str(value).lower() if isinstance(value, bool) else str(value)
