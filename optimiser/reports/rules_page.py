"""The rules page: every rule with its outcome, standing and source; and what is not modelled, and why. Markdown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from optimiser.files import replace_text
from optimiser.language import Lang, Text, quantity, say
from optimiser.record import Conflict, Record, RuleLine
from optimiser.rule import Held
from optimiser.words import STANDINGS

TITLE = Text("# Regels: {name}, {scenario}", "# Rules: {name}, {scenario}")
KEPT = Text("Alle {hard} harde regels zijn exact gehouden; {binding} knellen.", "All {hard} hard rules are kept exactly; {binding} are binding.")
NONE = Text("Er is geen plan: ", "There is no plan: ")
MEMBERS = Text("| regel in het conflict | uitspraak | hardheid | bron |", "| rule in the conflict | statement | standing | source |")
REPAIRS = Text("| wat kan wijken | nieuwe grens | geeft toe | hardheid |", "| what can give way | new limit | gives way | standing |")
MODELLED = Text("## In regels gevat", "## Told as rules")
OUTCOME = Text("| uitspraak | houdt | knelt |", "| statement | holds | binding |")
ABOUT = Text("{kind}; {standing}; eigenaar {owner}; bron: {source}", "{kind}; {standing}; owner {owner}; source: {source}")
WISH = Text("wens met prioriteit {priority}", "wish with priority {priority}")
NOT_MODELLED = Text("## Niet gemodelleerd, en waarom", "## Not modelled, and why")
UNMODELLED = Text("- **{name}** ({id}; {source}). {why}", "- **{name}** ({id}; {source}). {why}")
CONTEXT = Text("## Ter informatie, nergens gebruikt", "## For information, used nowhere")
OUTSIDE = Text(" (geld buiten het programma)", " (money outside the programme)")
WAITING = Text("| achter de poort | jaar | vrijgegeven | ingehouden |", "| behind the gate | year | released | held back |")
YES, NO = Text("ja", "yes"), Text("**nee**", "**no**")


def write(record: Record, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    lines = [say(TITLE, lang, name=record.name[lang], scenario=record.scenario_name[lang]), ""]
    if record.conflict is not None:
        lines += _conflict(record.conflict, lang)
    hard = [one for one in record.findings if not one.soft]
    if hard:
        lines += [say(KEPT, lang, hard=len(hard), binding=sum(one.binding for one in hard)), ""]
        lines += [MODELLED[lang], ""]
    for id in dict.fromkeys(one.id for one in record.findings):
        lines += _rule([one for one in record.findings if one.id == id], lang)
        lines += _waiting([one for one in record.held if one.rule == id and one.held], lang)
    lines += [NOT_MODELLED[lang], ""]
    lines += [say(UNMODELLED, lang, name=one.name[lang], id=one.id, source=one.source, why=one.why[lang]) for one in record.unmodelled]
    lines += ["", CONTEXT[lang], ""]
    for item in record.context:
        amount = say(Text("{x:num} {unit}", "{x:num} {unit}"), lang, x=item.value, unit=item.unit)
        lines.append(f"- {item.name[lang]}: {amount}{OUTSIDE[lang] if item.outside else ''}. {item.source}")
    replace_text(path, "\n".join(lines) + "\n")


def _conflict(conflict: Conflict, lang: Lang) -> list[str]:
    """Why there is no plan: the rules that cannot be kept together, and what would have to give, cheapest first."""
    lines = [NONE[lang] + conflict.sentence[lang], "", MEMBERS[lang], "|---|---|---|---|"]
    lines += [f"| {one.rule} | {one.sentence[lang]} | {STANDINGS[one.standing][lang]} | {one.source} |" for one in conflict.members]
    lines += ["", REPAIRS[lang], "|---|---|---|---|"]
    for one in conflict.repairs:
        slack = quantity(one.slack, "persons" if one.unit == "persons" else "EUR", lang)
        lines.append(f"| {one.rule} {one.year or ''} | {quantity(one.to, one.unit, lang)} | {slack} | {STANDINGS[one.standing][lang]} |")
    return [*lines, ""]


def _waiting(held: list[Held], lang: Lang) -> list[str]:
    """What waits behind closed gates, line by line."""
    if not held:
        return []
    lines = [WAITING[lang], "|---|---|---|---|"]
    return [*lines, *(f"| {one.member} | {one.year} | {_euros(one.released, lang)} | {_euros(one.held, lang)} |" for one in held), ""]


def _euros(amount: Fraction, lang: Lang) -> str:
    return quantity(amount, "EUR", lang)


def _rule(findings: list[RuleLine], lang: Lang) -> list[str]:
    first = findings[0]
    standing = STANDINGS[first.standing][lang]
    about = say(ABOUT, lang, kind=f"`{first.kind}`", standing=standing, owner=first.owner, source=first.source)
    wish = f" ({say(WISH, lang, priority=first.priority)})" if first.soft else ""
    lines = [f"### {first.id}: {first.name[lang]}{wish}", "", about + (f". {first.note}" if first.note else ""), "", OUTCOME[lang], "|---|---|---|"]
    for one in findings:
        sentence = one.sentence[lang].replace("|", "\\|")
        lines.append(f"| {sentence} | {(YES if one.holds else NO)[lang]} | {YES[lang] if one.binding else ''} |")
    return [*lines, ""]
