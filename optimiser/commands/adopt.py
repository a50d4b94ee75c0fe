"""`optimiser adopt`: keeps a plan as the adopted version of a phase of the budget cycle."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from optimiser.commands.options import add_members, add_output, add_phase, read_members
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.adopted import Adopted
    from optimiser.adopting import Found

FILE = Text("planwerkboek, gemaakt met solve of daarna met de hand veranderd", "plan workbook, made by solve or changed by hand afterwards")
PROGRAMME = Text("programma (standaard: dat van het werkboek)", "programme (default: the workbook's own)")
INPUT = Text("invoerwerkboek (standaard: dat van het programma)", "input workbook (default: the programme's own)")
BY = Text("wie het vaststelt; komt in het logboek", "who adopts it; kept in the journal")
REASON = Text("waarom; nodig als het plan harde regels breekt", "why; needed when the plan breaks hard rules")
DATE = Text("datum van het besluit; komt in het logboek", "date of the decision; kept in the journal")
ADOPTED = Text("Vastgesteld: {name}, versie {version} ({folder})", "Adopted: {name}, version {version} ({folder})")
FINDINGS = {
    "best": Text(
        "Het plan is bewezen: het houdt elke regel en geen plan is beter.", "The plan is proved: it keeps every rule and no plan is better."
    ),
    "found": Text(
        "Het plan is bewezen: het houdt elke regel en geen plan is meer dan {gap:num} {unit} beter (regels die alles of niets zijn staan buiten het "
        "bewijs).",
        "The plan is proved: it keeps every rule and no plan is more than {gap:num} {unit} better (rules that are all or nothing stand outside the "
        "proof).",
    ),
    "keeps": Text(
        "Het plan houdt elke harde regel; het beste plan is {distance:one} {unit} beter.",
        "The plan keeps every hard rule; the best plan is {distance:one} {unit} better.",
    ),
    "breaks": Text(
        "Het plan breekt harde regels en is vastgesteld met een reden: {reason}", "The plan breaks hard rules and was adopted with a reason: {reason}"
    ),
}


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `adopt`."""
    parser.add_argument("plan", metavar="PLAN.xlsx", help=FILE[lang])
    add_phase(parser, lang, needed=True)
    parser.add_argument("--by", default="", metavar="NAME", help=BY[lang])
    parser.add_argument("--reason", default="", metavar="TEXT", help=REASON[lang])
    parser.add_argument("--date", default="", metavar="DATE", help=DATE[lang])
    parser.add_argument("--programme", metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])
    add_members(parser, lang)
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Says which version it became and what the check found."""
    from optimiser.adopting import adopt

    adopted, found = adopt(
        options.plan,
        options.phase,
        budget_year=options.budget_year,
        programme=options.programme,
        input=options.input,
        members=read_members(options),
        by=options.by,
        reason=options.reason,
        date=options.date,
        adopted=options.adopted,
    )
    if options.json:
        import json

        print(json.dumps(_json(adopted, found), ensure_ascii=False, indent=1))
    elif not options.quiet:
        _tell(adopted, found, options.reason, lang)
    return DONE


def _json(adopted: Adopted, found: Found) -> dict[str, Any]:
    stand = adopted.stand
    broken = [{"id": one.id, "year": None if one.year is None else int(one.year)} for one in found.broken]
    named = {"phase": stand.phase, "budget_year": int(stand.year), "version": stand.version, "folder": adopted.folder.as_posix()}
    return {"status": "adopted", **named, "finding": found.finding, "broken": broken, "run": stand.run}


def _tell(adopted: Adopted, found: Found, reason: str, lang: Lang) -> None:
    stand = adopted.stand
    print(say(ADOPTED, lang, name=stand.moment.name(lang), version=stand.version, folder=adopted.folder.as_posix()))
    record = found.record
    finding = "found" if found.finding == "best" and record.whole else found.finding
    print(say(FINDINGS[finding], lang, distance=found.distance, gap=record.gap, unit=record.goal_unit[lang], reason=reason))
    for one in found.broken:
        print("  " + one.sentence[lang])
