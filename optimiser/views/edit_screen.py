"""What people see in the terminal of a plan that was sent in: what it got, what gave way to which rule, and what moved along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from optimiser import edit_words as words
from optimiser.language import Lang, Text, euros, say
from optimiser.views.screen import console

if TYPE_CHECKING:
    from optimiser.record import Edited, EditedLine, Record

VERDICT = Text("BEWEZEN DICHTSTBIJZIJNDE PLAN", "PROVED NEAREST PLAN")
VERDICT_FOUND = Text("BEWEZEN PLAN, HET DICHTSTBIJZIJNDE DAT GEVONDEN IS", "PROVED PLAN, THE NEAREST THAT WAS FOUND")
CHANGED = Text("{name} {year}: van {was} naar {typed:eur}", "{name} {year}: from {was} to {typed:eur}")
KEPT = Text("{name} {year}: {typed:eur}", "{name} {year}: {typed:eur}")
EXACTLY = Text(", precies gekregen", ", got exactly that")
INSTEAD = Text(", kreeg {got:eur} ({difference})", ", got {got:eur} ({difference})")
GAVE_WAY = Text("; week voor {because}", "; gave way to {because}")
LOCKED = Text("; slot: {lock}", "; lock: {lock}")
WHY = Text('; reden: "{reason}"', '; reason: "{reason}"')
UNKNOWN = Text("onbekend", "unknown")
ALONG = Text("{name} {year}: van {typed:eur} naar {got:eur} ({difference})", "{name} {year}: from {typed:eur} to {got:eur} ({difference})")
SENT = Text("Wijzigingen en sloten in dit bestand:", "Changes and locks in this file:")


def print_repair(record: Record, edited: Edited, lang: Lang) -> None:
    """The verdict, how near, what was broken, every changed line and what moved along."""
    out = console()
    out.print((VERDICT_FOUND if words.only_found(record, edited) else VERDICT)[lang], style="bold green")
    for line in words.summary(record, edited, lang):
        out.print(line)
    for line in words.broken(edited, lang):
        out.print(line)
    for title, lines in ((words.YOURS, words.mine(edited)), (words.MOVED, words.moved(edited))):
        if lines:
            out.print(f"{title[lang]}:", style="bold")
            for one in lines:
                out.print("  " + _line(record, one, lang, outcome=True))
    for warning in record.warnings:
        out.print(warning[lang], style="yellow")


def print_sent(record: Record, lines: Sequence[EditedLine], lang: Lang) -> None:
    """The changed and locked lines of a plan that was judged."""
    out = console()
    if lines:
        out.print(SENT[lang], style="bold")
    for one in lines:
        out.print("  " + _line(record, one, lang, outcome=False))


def _line(record: Record, one: EditedLine, lang: Lang, outcome: bool) -> str:
    name = record.names[f"instrument:{one.instrument}"][lang]
    difference = ("+" if one.difference > 0 else "-") + euros(abs(one.difference), lang)
    values = {"name": name, "year": one.year, "typed": one.typed, "got": one.got, "difference": difference}
    if not one.changed and not one.lock:
        return say(ALONG, lang, **values)
    was = UNKNOWN[lang] if one.was is None else euros(one.was, lang)
    text = say(CHANGED if one.changed else KEPT, lang, was=was, **values)
    if outcome:
        text += say(INSTEAD if one.difference else EXACTLY, lang, **values)
    text += say(GAVE_WAY, lang, because=one.because) if one.because[lang] else ""
    text += say(LOCKED, lang, lock=words.lock_words(one, lang)) if one.lock else ""
    return text + (say(WHY, lang, reason=one.reason) if one.reason else "")
