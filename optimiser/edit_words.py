"""What became of a plan that was sent in, in sentences: the same on the terminal and on the first sheet of the workbook."""

from __future__ import annotations

from optimiser.language import Lang, Text, euros, say
from optimiser.locks import SENSES
from optimiser.record import BrokenTold, Edited, EditedLine, Record

NEAREST = Text(
    "Alle {hard} harde regels zijn exact gehouden{locks}. Dichter bij {file} kan geen plan komen dat dat doet: samen verschilt het {change:eur}.",
    "All {hard} hard rules are kept exactly{locks}. No plan that does so can be nearer to {file}: in all it differs {change:eur}.",
)
NEAREST_FOUND = Text(
    "Alle {hard} harde regels zijn exact gehouden{locks}. Samen verschilt het {change:eur} van {file}; een plan dat er dichter bij ligt en alles "
    "houdt is niet gevonden (met regels die alles of niets zijn is dat niet te bewijzen).",
    "All {hard} hard rules are kept exactly{locks}. In all it differs {change:eur} from {file}; no plan nearer to it that keeps everything was found "
    "(with rules that are all or nothing that cannot be proved).",
)
DIVIDED = Text(
    "Alle {hard} harde regels zijn exact gehouden{locks}. Geen lijn van {file} hoefde te veranderen, alleen de verdeling daarbinnen "
    "(herkomst of leden).",
    "All {hard} hard rules are kept exactly{locks}. No line of {file} had to change, only its division (source lines or members).",
)
UNCHANGED = Text(
    "Alle {hard} harde regels zijn exact gehouden{locks}: aan {file} viel niets te herstellen, elk bedrag komt ongewijzigd terug.",
    "All {hard} hard rules are kept exactly{locks}: there was nothing to mend in {file}, every amount comes back unchanged.",
)
WITH_LOCKS = Text(", waaronder {count} sloten", ", {count} locks among them")
WITH_LOCK = Text(", waaronder 1 slot", ", 1 lock among them")
EFFECTS = Text(
    "Effect ({unit}): ingestuurd {typed:one}, hersteld {got:one}, beste plan zonder deze wijzigingen {best:one}.",
    "Effect ({unit}): as sent in {typed:one}, repaired {got:one}, best plan without these changes {best:one}.",
)
EFFECTS_MONEY = Text(
    "Kosten: ingestuurd {typed:eur}, hersteld {got:eur}, zuinigste plan zonder deze wijzigingen {best:eur}.",
    "Cost: as sent in {typed:eur}, repaired {got:eur}, cheapest plan without these changes {best:eur}.",
)
BROKE = Text("Het ingestuurde plan brak {count} harde regels:", "The plan as sent in broke {count} hard rules:")
BROKE_ONE = Text("Het ingestuurde plan brak 1 harde regel:", "The plan as sent in broke 1 hard rule:")
BY_EUROS = Text("{sentence}: {by:eur} te {way}", "{sentence}: {by:eur} too {way}")
BY_PERSONS = Text("{sentence}: {by:one} personen te {way}", "{sentence}: {by:one} persons too {way}")
BY_MEMBERS = Text("{sentence}: {by:num} te {way}", "{sentence}: {by:num} too {way}")
MUCH, LITTLE = Text("veel", "much"), Text("weinig", "little")
YOURS = Text("Uw wijzigingen en sloten", "Your changes and locks")
MOVED = Text("Meebewogen om dat mogelijk te maken", "Moved along to make that possible")
LINE, YEAR = Text("lijn", "line"), Text("jaar", "year")
WAS, TYPED, GOT = Text("was (EUR)", "was (EUR)"), Text("ingestuurd (EUR)", "sent in (EUR)"), Text("gekregen (EUR)", "got (EUR)")
DIFFERENCE = Text("verschil (EUR)", "difference (EUR)")


def summary(record: Record, edited: Edited, lang: Lang) -> list[str]:
    """The outcome of a repair in two sentences: how near, and what it does to the effect."""
    hard = sum(not one.soft for one in record.findings)
    count = sum(one.lock != "" for one in edited.lines)
    locks = "" if not count else WITH_LOCK[lang] if count == 1 else say(WITH_LOCKS, lang, count=count)
    unchanged = DIVIDED if edited.broken else UNCHANGED
    text = unchanged if not edited.change else NEAREST_FOUND if only_found(record, edited) else NEAREST
    said = [say(text, lang, hard=hard, locks=locks, file=edited.file, change=edited.change)]
    if edited.best is not None:
        effects = EFFECTS_MONEY if record.goal == "money" else EFFECTS
        said.append(say(effects, lang, unit=record.goal_unit[lang], typed=edited.effect, got=record.total, best=edited.best))
    return said


def only_found(record: Record, edited: Edited) -> bool:
    """True where it is not proved that no plan is nearer: what is all or nothing stands outside the proof."""
    return edited.change > 0 and any(one.whole for one in record.findings)


def broken(edited: Edited, lang: Lang) -> list[str]:
    """The hard rules that the plan as sent in broke, under a heading; nothing when it broke none."""
    if not edited.broken:
        return []
    head = BROKE_ONE[lang] if len(edited.broken) == 1 else say(BROKE, lang, count=len(edited.broken))
    return [head, *(f"  {too_much(one, lang)}" for one in edited.broken)]


def too_much(one: BrokenTold, lang: Lang) -> str:
    """A broken rule with by how much: `Groeipad 2025: ...: € 9.999.667 te weinig`."""
    text = {"persons": BY_PERSONS, "members": BY_MEMBERS}.get(one.unit, BY_EUROS)
    return say(text, lang, sentence=one.sentence[lang], by=abs(one.by), way=MUCH if one.by > 0 else LITTLE)


def lock_words(one: EditedLine, lang: Lang) -> str:
    """`ten minste € 5.000.000`; nothing for a line without a lock."""
    word = next((text[lang] for sense, text in SENSES.items() if sense == one.lock), "")
    return "" if not word or one.held is None else f"{word} {euros(one.held, lang)}"


def mine(edited: Edited) -> list[EditedLine]:
    """The lines that a person changed or locked."""
    return [one for one in edited.lines if one.changed or one.lock]


def moved(edited: Edited) -> list[EditedLine]:
    """The other lines that had to move."""
    return [one for one in edited.lines if not one.changed and not one.lock and one.difference]
