"""The rules page: every rule with its outcome, standing and source; and what is not modelled, and why. Markdown."""

from __future__ import annotations

from pathlib import Path

from optimiser.files import replace_text
from optimiser.language import Lang, Text, say
from optimiser.record import Record, RuleLine

TITLE = Text("# Regels: {name}, {scenario}", "# Rules: {name}, {scenario}")
KEPT = Text("Alle {hard} harde regels zijn exact gehouden; {binding} knellen.", "All {hard} hard rules are kept exactly; {binding} are binding.")
NONE = Text("Er is geen plan: ", "There is no plan: ")
MODELLED = Text("## In regels gevat", "## Told as rules")
OUTCOME = Text("| uitspraak | houdt | knelt |", "| statement | holds | binding |")
ABOUT = Text("{kind}; {standing}; eigenaar {owner}; bron: {source}", "{kind}; {standing}; owner {owner}; source: {source}")
WISH = Text("wens met prioriteit {priority}", "wish with priority {priority}")
NOT_MODELLED = Text("## Niet gemodelleerd, en waarom", "## Not modelled, and why")
UNMODELLED = Text("- **{name}** ({id}; {source}). {why}", "- **{name}** ({id}; {source}). {why}")
CONTEXT = Text("## Ter informatie, nergens gebruikt", "## For information, used nowhere")
OUTSIDE = Text(" (geld buiten het programma)", " (money outside the programme)")
YES, NO = Text("ja", "yes"), Text("**nee**", "**no**")
STANDINGS = {
    "law": Text("wet", "law"),
    "agreement": Text("afspraak", "agreement"),
    "policy": Text("beleidskeuze", "policy choice"),
    "assumption": Text("aanname", "assumption"),
}


def write(record: Record, path: Path, lang: Lang) -> None:
    """Writes the page. Raises `Refused` when the target cannot be written."""
    lines = [say(TITLE, lang, name=record.name[lang], scenario=record.scenario_name[lang]), ""]
    if record.conflict is not None:
        lines += [NONE[lang] + record.conflict.sentence[lang], ""]
    hard = [one for one in record.findings if not one.soft]
    if hard:
        lines += [say(KEPT, lang, hard=len(hard), binding=sum(one.binding for one in hard)), ""]
        lines += [MODELLED[lang], ""]
    for id in dict.fromkeys(one.id for one in record.findings):
        lines += _rule([one for one in record.findings if one.id == id], lang)
    lines += [NOT_MODELLED[lang], ""]
    lines += [say(UNMODELLED, lang, name=one.name[lang], id=one.id, source=one.source, why=one.why[lang]) for one in record.unmodelled]
    lines += ["", CONTEXT[lang], ""]
    for item in record.context:
        amount = say(Text("{x:num} {unit}", "{x:num} {unit}"), lang, x=item.value, unit=item.unit)
        lines.append(f"- {item.name[lang]}: {amount}{OUTSIDE[lang] if item.outside else ''}. {item.source}")
    replace_text(path, "\n".join(lines) + "\n")


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
