"""A difference in words: the parts with their tables, shared by the screen and the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from optimiser.difference import (
    HOW,
    KINDS,
    LEVELS,
    PARTS,
    RENAMING,
    STEPS,
    TABLES,
    Attribution,
    Change,
    Difference,
    PlanChange,
    Step,
    Told,
    shown_steps,
)
from optimiser.exact import plain, read_exact
from optimiser.language import LANGS, Lang, Text, number, percent, say
from optimiser.locks import LOCK
from optimiser.reports.page import Head, PageTable, Section
from optimiser.words import STANDINGS

NOTHING = Text("Geen verschillen.", "No differences.")
NOT_COMPARED = Text("Niet vergeleken, want niet door beide verteld: {parts}.", "Not compared, because not told by both: {parts}.")
TITLE = Text("Verschil: {old} → {new}", "Difference: {old} → {new}")
SIDE = Text("{file}: {kind}, programma {programme}, scenario {scenario}", "{file}: {kind}, programme {programme}, scenario {scenario}")
COUNT = Text("{part}: {count}", "{part}: {count}")
CHANGED = Text("{part}, gewijzigd: {count}", "{part}, changed: {count}")
EFFECT = Text("Effect, stap voor stap", "Effect, step by step")
FROM_TO = Text("Van {start} naar {end} {unit}: {difference}.", "From {start} to {end} {unit}: {difference}.")
HOW_STEPS = Text(
    "Elke stap is het beste haalbare erna min dat ervoor, exact en vóór afronding op betaalbare eenheden; de stappen tellen precies op tot het "
    "verschil.",
    "Each step is the best possible after it minus that before it, exact and before rounding to payable units; the steps add up to the difference "
    "exactly.",
)
CHOICE = Text(
    "De laatste stap is de keuze: wat een plan afwijkt van het beste bij zijn eigen cijfers en regels, afronding inbegrepen.",
    "The last step is the choice: how far a plan is from the best for its own figures and rules, rounding included.",
)
STEP, CHANGE_OF, RUNNING = Text("stap", "step"), Text("verschil", "difference"), Text("stand", "running total")
START, END = Text("oud", "old"), Text("nieuw", "new")
KEY, NAME, KIND = Text("sleutel", "key"), Text("naam", "name"), Text("wat", "what")
WAS, NOW, DIFFERENCE = Text("was", "was"), Text("nu", "now"), Text("verschil", "difference")
TRAIL, PLACE = Text("hardheid en bron", "standing and source"), Text("plaats", "place")
SOURCE_CHANGED, NOTE_CHANGED = Text("bron: {was} → {now}", "source: {was} → {now}"), Text("toelichting: {was} → {now}", "note: {was} → {now}")
OTHER_SOURCE, OTHER_NOTE = Text("andere bron", "other source"), Text("andere toelichting", "other note")
NONE = Text("niets", "nothing")
RENAMES = Text("Hernoemd", "Renamed")
TABLE, OLD_ID, NEW_ID, WHY = Text("soort", "kind"), Text("oud id", "old id"), Text("nieuw id", "new id"), Text("waarom hetzelfde", "why the same")
YEAR, SPACE, INSTRUMENT, SOURCE = Text("jaar", "year"), Text("ruimte", "space"), Text("instrument", "instrument"), Text("herkomst", "source")
TOTAL = Text("samen, van wat verschilt", "together, of what differs")
AMOUNTS = Text("{level} (EUR)", "{level} (EUR)")
NOTES = Text("Let op", "Note")
LOCKS = Text("{count} lijnen vastgezet door {origin}", "{count} lines locked by {origin}")
MANY_LOCKS = 4
# Decimals of effects: persons to a tenth, euros whole.
PLACES = {"money": 0}


def sections(told: Difference, lang: Lang, short: bool = False) -> list[Section]:
    """Every part that has something to say, the effect first. In `short` a changed source or note is named, not quoted."""
    found = []
    if told.attribution is not None:
        found.append(_effect(told.attribution, lang))
    for part, name in PARTS.items():
        if changes := told.of(part):
            found.append(Section(part, name[lang], (), (_changes(say(CHANGED, lang, part=name, count=len(changes)), changes, lang, short),)))
    if told.renamed:
        heads = [Head(text[lang]) for text in (OLD_ID, NEW_ID, TABLE, NAME, WHY)]
        rows = [[one.was, one.now, TABLES[one.table][lang], one.name[lang], one.why[lang]] for one in told.renamed]
        found.append(Section("renames", RENAMES[lang], (RENAMING[lang],), (PageTable(RENAMES[lang], heads, rows),)))
    for level, name in LEVELS.items():
        if amounts := told.at(level):
            found.append(Section(f"plan-{level}", name[lang], (), (_amounts(say(AMOUNTS, lang, level=name), amounts, level, lang),)))
    if notes := notes_of(told, lang):
        found.append(Section("notes", NOTES[lang], notes))
    return found


def title(told: Difference, lang: Lang) -> str:
    """`Verschil: oud.xlsx → nieuw.xlsx`."""
    return say(TITLE, lang, old=told.old.file, new=told.new.file)


def side(told: Told, lang: Lang) -> str:
    """One side in a sentence."""
    return say(SIDE, lang, file=told.file, kind=KINDS[told.kind], programme=told.programme, scenario=told.scenario)


def counts(told: Difference, lang: Lang) -> str:
    """How many changes there are of each kind, or that there are none."""
    if told.same:
        return NOTHING[lang]
    many = [(PARTS[part], len(told.of(part))) for part in PARTS] + [(RENAMES, len(told.renamed))]
    many += [(LEVELS[level], len(told.at(level))) for level in LEVELS]
    return "; ".join(say(COUNT, lang, part=name, count=count) for name, count in many if count)


def notes_of(told: Difference, lang: Lang) -> list[str]:
    """What a reader must know: why an effect is not attributed, and what was not compared."""
    missing = [PARTS[part][lang] for part in PARTS if part not in told.compared]
    return [*(note[lang] for note in told.notes), *([say(NOT_COMPARED, lang, parts=", ".join(missing))] if missing else [])]


def step_name(step: Step, lang: Lang) -> str:
    """`nieuwe budgetten`, or several joined."""
    return " + ".join(STEPS[part][lang] for part in step.parts)


def _effect(told: Attribution, lang: Lang) -> Section:
    places = PLACES.get(told.goal, 1)
    steps, start, end = shown_steps(told.start, told.steps, places)
    rows = [[START[lang], "", number(start, lang, places, places)]]
    running = start
    for step, difference in zip(told.steps, steps, strict=True):
        running += difference
        rows.append([step_name(step, lang), signed(difference, lang, places), number(running, lang, places, places)])
    rows.append([END[lang], signed(end - start, lang, places), number(end, lang, places, places)])
    words = {"start": number(start, lang, places, places), "end": number(end, lang, places, places), "difference": signed(end - start, lang, places)}
    texts = [say(FROM_TO, lang, unit=told.unit, **words), HOW_STEPS[lang], *([CHOICE[lang]] if told.plans else [])]
    heads = (Head(STEP[lang]), Head(CHANGE_OF[lang], "number"), Head(RUNNING[lang], "number"))
    return Section("effect", EFFECT[lang], texts, (PageTable(f"{EFFECT[lang]} ({told.unit[lang]})", heads, rows, total=True),))


def _changes(caption: str, changes: Sequence[Change], lang: Lang, short: bool) -> PageTable:
    changes = _locks_once(changes) if short else changes
    kinds: tuple[tuple[Text, str], ...] = ((KEY, ""), (NAME, ""), (KIND, ""), (WAS, "n"), (NOW, "n"), (DIFFERENCE, "n"), (TRAIL, ""), (PLACE, ""))
    heads = [Head(text[lang], "number" if kind else "text") for text, kind in kinds]
    rows = [
        [
            one.key,
            one.name[lang],
            HOW[one.how][lang],
            value(one.was, one.unit, lang),
            value(one.now, one.unit, lang),
            difference(one, lang),
            trail(one, lang, short),
            place(one),
        ]
        for one in changes
    ]
    return PageTable(caption, heads, rows)


def _locks_once(changes: Sequence[Change]) -> list[Change]:
    """Many locks that came or went with one phase or file are one line with their number; each stands in the workbook and the JSON."""
    locks: dict[tuple[str, str], list[Change]] = {}
    for one in changes:
        if one.id.startswith(LOCK) and one.how in ("added", "removed"):
            locks.setdefault((one.how, _origin(one)), []).append(one)
    many = {id(one): found for found in locks.values() if len(found) >= MANY_LOCKS for one in found}
    told: list[Change] = []
    for one in changes:
        found = many.get(id(one))
        if found is None:
            told.append(one)
        elif found[0] is one:
            name = Text(*(say(LOCKS, lang, count=len(found), origin=_origin(one)) for lang in LANGS))
            told.append(replace(one, key=f"rule.{LOCK}*", name=name))
    return told


def _origin(one: Change) -> str:
    """The phase or file that a lock comes from; its place in there differs from lock to lock."""
    return (one.source_now or one.source_was).rpartition(", ")[0]


def value(text: str, unit: str, lang: Lang) -> str:
    """A value as people read it: thousands marks, a share as a percentage where that is exact, a third as 1/3."""
    exact = read_exact(text)
    if exact is None or unit == "year":
        return text
    if unit in ("1", "share") and (exact * 10_000).denominator == 1:
        return percent(exact, lang)
    if "/" in plain(exact):
        return plain(exact)
    return number(exact, lang, 12)


def difference(one: Change, lang: Lang) -> str:
    """now - was with its sign, where both are numbers; of shares in percentage points."""
    if one.difference is None or one.difference == 0:
        return ""
    if one.unit in ("1", "share"):
        return signed(one.difference * 100, lang, 2) + (" %-punt" if lang == "nl" else " points")
    return signed(one.difference, lang, 6)


def signed(amount: int | Fraction, lang: Lang, most: int = 0) -> str:
    """A number with its sign: `+12,5`, `−3`, `0`."""
    shown = number(max(amount, -amount), lang, most, most if most == 1 else 0)
    return shown if amount == 0 else ("+" if amount > 0 else "−") + shown


def trail(one: Change, lang: Lang, short: bool = False) -> str:
    """The standing, and what changed in standing, source or note; in `short` only that it changed."""
    names = [STANDINGS[key][lang] if key in STANDINGS else key for key in (one.standing_was, one.standing_now)]
    if one.how not in ("changed", "origin"):
        return names[0] or names[1]
    said = [names[1] if names[0] == names[1] else f"{names[0] or NONE[lang]} → {names[1] or NONE[lang]}"]
    pairs = ((SOURCE_CHANGED, OTHER_SOURCE, one.source_was, one.source_now), (NOTE_CHANGED, OTHER_NOTE, one.note_was, one.note_now))
    for quoted, named, was, now in pairs:
        if was != now:
            said.append(named[lang] if short else say(quoted, lang, was=was or NONE[lang], now=now or NONE[lang]))
    return "; ".join(part for part in said if part)


def place(one: Change) -> str:
    """Where the value stands, on both sides when that is not the same cell."""
    return one.place_now if one.place_was == one.place_now else " → ".join(part for part in (one.place_was, one.place_now) if part)


def _amounts(caption: str, amounts: Sequence[PlanChange], level: str, lang: Lang) -> PageTable:
    ids = {"line": (INSTRUMENT, NAME, SPACE), "space": (SPACE, NAME), "flow": (SOURCE, INSTRUMENT, NAME)}[level]
    heads = [*(Head(text[lang]) for text in (*ids, YEAR)), *(Head(text[lang], "number") for text in (WAS, NOW, DIFFERENCE))]
    rows = []
    for one in amounts:
        named = {"line": (one.instrument, one.name[lang], one.space), "space": (one.space, one.name[lang])}.get(level)
        money = ["" if amount is None else number(amount, lang) for amount in (one.was, one.now)]
        rows.append([*(named or (one.source, one.instrument, one.name[lang])), one.year, *money, signed(one.difference, lang)])
    sums = [sum((one.was or 0) for one in amounts), sum((one.now or 0) for one in amounts)]
    blank = [""] * (len(ids))
    rows.append([TOTAL[lang], *blank, *(number(total, lang) for total in sums), signed(sums[1] - sums[0], lang)])
    return PageTable(caption, heads, rows, total=True)
