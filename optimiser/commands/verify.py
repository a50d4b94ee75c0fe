"""`optimiser verify`: proves or refutes the three statements about a written plan, without a solver, and checks the journal beside it."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimiser.commands.options import add_output
from optimiser.exits import DONE, UNPROVED
from optimiser.language import Lang, Text, say

FILE = Text("planwerkboek, certificate.json of de map van een archief", "plan workbook, certificate.json or the folder of an archive")
KEEPS = Text("1. Het plan houdt elke harde regel, exact.", "1. The plan keeps every hard rule, exactly.")
BREAKS = Text("1. Het plan houdt NIET elke regel.", "1. The plan does NOT keep every rule.")
BOUNDED = Text(
    "2. Geen enkel plan is meer dan {gap:num} beter ({bound:num} is het meeste dat kan; dit plan: {value:num}).",
    "2. No plan at all is more than {gap:num} better ({bound:num} is the most there can be; this plan: {value:num}).",
)
LEAST = Text(
    "2. Geen enkel plan kost meer dan {gap:eur} minder ({bound:eur} is het minste dat kan; dit plan: {value:eur}).",
    "2. No plan at all costs more than {gap:eur} less ({bound:eur} is the least there can be; this plan: {value:eur}).",
)
NEAR = Text(
    "2. Geen enkel plan dat zo dicht bij het ingestuurde plan ligt is meer dan {gap:num} beter ({bound:num} is dan het meeste; dit: {value:num}).",
    "2. No plan this near to the plan as sent in is more than {gap:num} better ({bound:num} is the most then; this plan: {value:num}).",
)
NEAR_LEAST = Text(
    "2. Geen enkel plan dat zo dicht bij het ingestuurde plan ligt kost meer dan {gap:eur} minder ({bound:eur} is dan het minste; dit: {value:eur}).",
    "2. No plan this near to the plan as sent in costs more than {gap:eur} less ({bound:eur} is the least then; this plan: {value:eur}).",
)
LEFT_OUT = Text(
    "   Die grens laat regels die alles of niets zijn weg ({rules}); met die regels erbij is de afstand tot het beste plan hooguit zo groot.",
    "   That bound leaves out rules that are all or nothing ({rules}); with those rules the distance to the best plan is at most as large.",
)
REACHED = Text(
    "   Die grens laat regels die alles of niets zijn weg ({rules}) en wordt toch gehaald: zij kosten hier niets.",
    "   That bound leaves out rules that are all or nothing ({rules}) and is reached all the same: they cost nothing here.",
)
UNBOUNDED = Text("2. Hoeveel beter een ander plan kan zijn, is NIET bewezen.", "2. How much better another plan can be is NOT proved.")
NO_PLAN = Text("Er bestaat geen plan dat alle harde regels houdt.", "No plan exists that keeps all hard rules.")
PLAN_MAYBE = Text("Dat er geen plan bestaat, is NIET bewezen.", "That no plan exists is NOT proved.")
ONLY = {
    "no": Text(
        "3. Het is niet het enige beste plan: het bewijs toont een ander dat precies even goed is.",
        "3. It is not the only best plan: the proof shows another that is exactly as good.",
    ),
    "yes": Text("3. Het is het enige beste plan.", "3. It is the only best plan."),
    "unknown": Text("3. Of het het enige beste plan is, is niet bewezen.", "3. Whether it is the only best plan is not proved."),
}
PROVED, REFUTED = Text("BEWEZEN", "PROVED"), Text("WEERLEGD", "REFUTED")
CHAIN = {
    "hash": Text("logboek, regel {entry}: veranderd", "journal, entry {entry}: altered"),
    "previous": Text("logboek, regel {entry}: volgt niet op de regel ervoor", "journal, entry {entry}: does not follow the one before"),
    "record": Text("logboek, regel {entry}: het verslag is veranderd", "journal, entry {entry}: its record was altered"),
    "missing": Text("logboek, regel {entry}: het verslag is weg", "journal, entry {entry}: its record is gone"),
    "head": Text("logboek: de run van dit plan staat er niet in", "journal: the run of this plan is not in it"),
}
A_PLAN = Text("een plan dat met solve gemaakt is", "a plan made by solve")
GIVE_PLAN = Text("geef plan.xlsx, certificate.json of een archief", "give plan.xlsx, certificate.json or an archive")
CHECK_PATH = Text("controleer het pad: {path}", "check the path: {path}")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `verify`."""
    parser.add_argument("plan", metavar="PLAN.xlsx", help=FILE[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Says the three statements and every refutation. Raises `Refused` when the file is no plan."""
    from optimiser.busy import CHECKING, busy
    from optimiser.faults import Fault, Refused
    from optimiser.verify import UnreadableError, judge
    from optimiser.views.busy_line import busy_line

    path = Path(options.plan)
    if not path.exists():
        raise Refused([Fault("file-missing", path.name, expected=A_PLAN, mend=CHECK_PATH, values=(("path", str(path)),))])
    try:
        with busy_line(lang, quiet=options.quiet):
            busy(CHECKING)
            tables, said = judge(str(path))
    except (UnreadableError, ValueError) as error:
        raise Refused([Fault("not-a-plan", path.name, found=str(error), expected=A_PLAN, mend=GIVE_PLAN)]) from None
    claims = {row["claim"]: row["value"] for row in tables["claims"]}
    # A folder that was put away carries its own line of the journal.
    said["refutations"] += [] if path.is_dir() else [say(CHAIN[what], lang, entry=entry) for entry, what in _journal(path, claims)]
    said["status"] = "refuted" if said["refutations"] else "proved"
    if options.json:
        import json

        print(json.dumps(said, ensure_ascii=False, indent=1))
    elif not options.quiet:
        _tell(said, claims, lang)
    return DONE if said["status"] == "proved" else UNPROVED


def _journal(path: Path, claims: dict[str, str]) -> list[tuple[int, str]]:
    """What is wrong with the journal that this plan was entered in, if it stands in the plan's folder or one of the two above (adopted plans)."""
    from optimiser.chain import JOURNAL, check, holds

    for folder in path.resolve().parents[:3]:
        if (folder / JOURNAL).is_file():
            found = [(one.entry, one.what) for one in check(folder)]
            return found if holds(folder, claims.get("run", "")) else [*found, (0, "head")]
    return []


def _tell(said: dict[str, Any], claims: dict[str, str], lang: Lang) -> None:
    from optimiser.views.screen import console

    out = console()
    proved = said["status"] == "proved"
    out.print((PROVED if proved else REFUTED)[lang], style="bold green" if proved else "bold red")
    if "no_plan" in said:
        out.print((NO_PLAN if said["no_plan"] else PLAN_MAYBE)[lang])
        for text in said["refutations"]:
            out.print("  " + text)
        return
    out.print((KEEPS if said["keeps_rules"] else BREAKS)[lang])
    numbers = {key: Fraction(said[key]) for key in ("gap", "bound", "value") if said[key]}
    money, near = claims.get("goal") == "money", claims.get("status") == "repaired"
    bounded = (NEAR_LEAST if money else NEAR) if near else (LEAST if money else BOUNDED)
    out.print(say(bounded, lang, **numbers) if len(numbers) == len(("gap", "bound", "value")) else UNBOUNDED[lang])
    if said.get("left_out") and "gap" in numbers:
        out.print(say(REACHED if numbers["gap"] == 0 else LEFT_OUT, lang, rules=", ".join(said["left_out"])))
    out.print(ONLY[said["only_best"]][lang])
    for text in said["refutations"]:
        out.print("  " + text)
