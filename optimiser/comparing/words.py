"""Every column in one sentence or two: what is different, what that costs or brings, and what it does not mean."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from optimiser.comparison import Column, YearChange
from optimiser.difference import PARTS, STEPS, Attribution, Difference, shown_steps
from optimiser.language import LANGS, Lang, Text, listing, number, say

REFERENCE = Text(
    "Uitgangspunt {label}: {total}. De andere kolommen zijn ermee vergeleken; dat maakt het niet het beste of het juiste.",
    "Reference {label}: {total}. The other columns are compared with it; that does not make it the best or the right one.",
)
BREAKS = Text("Het breekt {count} harde regels.", "It breaks {count} hard rules.")
BREAKS_ONE = Text("Het breekt 1 harde regel.", "It breaks 1 hard rule.")
OTHERWISE = Text("Anders dan {first}: {what}.", "Different from {first}: {what}.")
NOTHING = Text("Niets is anders dan bij {first}.", "Nothing is different from {first}.")
COSTS = Text("Dat kost {amount} ({steps}).", "That costs {amount} ({steps}).")
BRINGS = Text("Dat brengt {amount} op ({steps}).", "That brings {amount} ({steps}).")
DEARER = Text("Dat kost {amount} meer ({steps}).", "That costs {amount} more ({steps}).")
CHEAPER = Text("Dat scheelt {amount} ({steps}).", "That saves {amount} ({steps}).")
EQUAL = Text("Het effect blijft gelijk.", "The effect stays the same.")
NO_EFFECT = Text("Wat dat met het effect doet is niet te zeggen (zie Let op).", "What that does to the effect cannot be told (see Note).")
NOT_BROKEN = Text(
    "Zo is dit effect niet te halen: {broken}; het zegt niet wat een plan haalt dat ze houdt.",
    "This effect cannot be had like this: {broken}; it does not say what a plan that keeps them reaches.",
)
NOT_MEANT = {
    "budgets": Text(
        "Het zegt niet wat het geld dat erbij kwam of wegging ergens anders zou doen, en niet dat elke euro even veel doet.",
        "It does not say what the money that came or went would do elsewhere, nor that every euro does the same.",
    ),
    "estimates": Text(
        "In werkelijkheid is er niets veranderd: alleen de verwachting is anders, en geen schatting is een gemeten prijs per extra medewerker.",
        "Nothing has changed in the world: only what is expected is different, and no estimate is a measured cost per extra worker.",
    ),
    "rules": Text(
        "Dat maakt een regel niet goed of fout: een regel kan om meer bestaan dan het effect dat hier telt.",
        "That does not make a rule right or wrong: a rule may be there for more than the effect that counts here.",
    ),
    "choice": Text(
        "Het zegt niet dat een keuze fout is: wat niet in de schattingen zit, telt hier niet mee.",
        "It does not say that a choice is wrong: what the estimates leave out does not count here.",
    ),
}
SAME_EFFECT = Text("Een gelijk effect is niet hetzelfde plan: zie de bedragen.", "An equal effect is not the same plan: see the amounts.")
NO_PLAN = Text(
    "Geen plan. {sentence} Het zegt niets over hoe goed zo'n plan zou zijn, alleen dat deze regels samen geen plan toelaten.",
    "No plan. {sentence} It says nothing about how good such a plan would be, only that these rules together leave no plan.",
)
UNTOLD = Text("Alleen de bedragen zijn bekend (zie Let op).", "Only the amounts are known (see Note).")
BASELINE = Text(
    "{name}, met de cijfers van {first}: {total}{over}. {breaks} Het is een maat om mee te vergelijken, geen voorstel.",
    "{name}, with the figures of {first}: {total}{over}. {breaks} It is something to compare with, not a proposal.",
)
KEEPS = Text("Het houdt alle harde regels.", "It keeps all hard rules.")
OVER = Text("; {first} haalt {more} meer", "; {first} reaches {more} more")
UNDER = Text("; {first} haalt {more} minder", "; {first} reaches {more} less")
LESS_MONEY = Text("; {first} kost {more} minder", "; {first} costs {more} less")
MORE_MONEY = Text("; {first} kost {more} meer", "; {first} costs {more} more")
UP, DOWN = Text("{amount:mln} erbij", "{amount:mln} up"), Text("{amount:mln} eraf", "{amount:mln} down")
PLACED = Text("lijnen ({moves})", "lines ({moves})")
MORE_KEYS = Text("{keys} en {count} meer", "{keys} and {count} more")
PART = Text("{part} ({keys})", "{part} ({keys})")
MOST_KEYS = 3
YEARS = Text(
    "{label}, van {was} naar {now}: wat de besteding koopt gaat van {start} naar {end} personen: {growth}, {moved} door {shift:mln} te "
    "herverdelen{room}. Gemeten is wat de besteding van een jaar aan personen oplevert zodra zij werkt, in welk jaar dat ook is; het is niet het "
    "effect in het doeljaar, en geen schatting is een gemeten prijs per extra medewerker.",
    "{label}, from {was} to {now}: what the spending buys goes from {start} to {end} persons: {growth}, {moved} by reallocating "
    "{shift:mln}{room}. Measured is how many persons the spending of a year brings once it works, in whatever year that is; it is not the effect in "
    "the target year, and no estimate is a measured cost per extra worker.",
)
GROWTH = Text("{growth} door {more:mln} {way} budget, verdeeld als in {was}", "{growth} by {more:mln} {way} budget, shared out as in {was}")
NO_GROWTH = Text("het budget is in beide jaren gelijk", "the budget is the same in both years")
NOT_SPENT = Text(
    "in {was} is niets besteed, dus er is geen verdeling om mee te groeien", "nothing is spent in {was}, so there are no shares to grow with"
)
ROOM = Text(", {room} doordat dezelfde euro's in {now} iets anders doen", ", {room} because the same euros do something else in {now}")
WAY = {True: Text("meer", "more"), False: Text("minder", "less")}


def sentence(column: Column, first: Column, difference: Difference | None) -> Text:
    """What a column says; `difference` is that with the first column, None for the first itself and for baselines."""
    return Text(*(_lead(column, difference, lang) + " ".join(_sentence(column, first, difference, lang)) for lang in LANGS))


def _lead(column: Column, difference: Difference | None, lang: Lang) -> str:
    """`B (cut-14). `; the first column and the baselines name themselves."""
    return f"{named(column, lang)}. " if difference is not None or column.conflict is not None else ""


def year_sentence(column: Column, change: YearChange) -> Text:
    """What happens between two years of a plan, and in which measure."""
    return Text(*(_years(column, change, lang) for lang in LANGS))


def _sentence(column: Column, first: Column, difference: Difference | None, lang: Lang) -> list[str]:
    if column.conflict is not None:
        return [say(NO_PLAN, lang, sentence=column.conflict)]
    if column.kind == "baseline":
        return [_baseline(column, first, lang)]
    if difference is None:
        total = _amount(column.total, column, lang) if column.total is not None else UNTOLD[lang]
        return [say(REFERENCE, lang, label=named(column, lang), total=total), *_broken(column, lang)]
    if difference.same:
        return [say(NOTHING, lang, first=named(first, lang))]
    said = [say(OTHERWISE, lang, first=named(first, lang), what=_what(difference, lang))]
    told = difference.attribution
    if told is None:
        return [*said, NO_EFFECT[lang] if column.status != "untold" else UNTOLD[lang], *_broken(column, lang)]
    return [*said, _effect(told, lang), _not(told, column, lang)]


def named(column: Column, lang: Lang) -> str:
    """`B (cut-14)`; a baseline by its name alone."""
    return column.label[lang] if column.kind == "baseline" else f"{column.key} ({column.label[lang]})"


def _what(difference: Difference, lang: Lang) -> str:
    """Which figures and rules are others, and how much money stands elsewhere."""
    said = []
    for part, name in PARTS.items():
        keys = list(dict.fromkeys(one.key for one in difference.of(part)))
        if keys:
            head = ", ".join(keys[:MOST_KEYS])
            shown = say(MORE_KEYS, lang, keys=head, count=len(keys) - MOST_KEYS) if len(keys) > MOST_KEYS else head
            said.append(say(PART, lang, part=name[lang].lower(), keys=shown))
    moved = [one.difference for one in difference.at("line")]
    moves = [(UP, sum(one for one in moved if one > 0)), (DOWN, -sum(one for one in moved if one < 0))]
    if moved:
        said.append(say(PLACED, lang, moves=listing([say(text, lang, amount=amount) for text, amount in moves if amount], lang)))
    return "; ".join(said)


def _effect(told: Attribution, lang: Lang) -> str:
    money = told.goal == "money"
    places = 0 if money else 1
    steps, start, end = shown_steps(told.start, told.steps, places)
    if end == start:
        return EQUAL[lang]
    parts = [
        f"{' + '.join(STEPS[part][lang] for part in step.parts)} {signed(shown, places, lang)}"
        for step, shown in zip(told.steps, steps, strict=True)
        if shown
    ]
    worse = (end > start) if money else (end < start)
    text = (DEARER if worse else CHEAPER) if money else (COSTS if worse else BRINGS)
    return say(text, lang, amount=_quantity(abs(end - start), told.unit, money, lang), steps="; ".join(parts))


def _not(told: Attribution, column: Column, lang: Lang) -> str:
    """What the difference does not mean: of the step that does most."""
    if column.broken:
        return say(NOT_BROKEN, lang, broken=_count(column, lang))
    largest = max(told.steps, key=lambda step: abs(step.difference))
    if largest.difference == 0:
        return SAME_EFFECT[lang]
    return NOT_MEANT[largest.parts[-1]][lang]


def _count(column: Column, lang: Lang) -> str:
    text = (BREAKS_ONE if len(column.broken) == 1 else BREAKS)[lang].format(count=len(column.broken))
    return text[0].lower() + text[1:].rstrip(".")


def _broken(column: Column, lang: Lang) -> list[str]:
    return [(BREAKS_ONE if len(column.broken) == 1 else BREAKS)[lang].format(count=len(column.broken))] if column.broken else []


def _baseline(column: Column, first: Column, lang: Lang) -> str:
    over = ""
    if column.total is not None and first.total is not None:
        more = first.total - column.total
        texts = (MORE_MONEY, LESS_MONEY) if column.goal == "money" else (OVER, UNDER)
        over = say(texts[0] if more >= 0 else texts[1], lang, first=named(first, lang), more=_amount(abs(more), column, lang))
    total = "?" if column.total is None else _amount(column.total, column, lang)
    words: dict[str, Any] = {"name": column.name, "first": named(first, lang), "total": total, "over": over}
    return say(BASELINE, lang, breaks=" ".join(_broken(column, lang)) or KEEPS[lang], **words)


def _amount(value: Fraction, column: Column, lang: Lang) -> str:
    return _quantity(value, column.unit, column.goal == "money", lang)


def _quantity(value: Fraction, unit: Text, money: bool, lang: Lang) -> str:
    return say(Text("{x:eur}", "{x:eur}"), lang, x=value) if money else f"{number(value, lang, 1, 1)} {unit[lang]}"


def signed(value: Fraction, places: int, lang: Lang) -> str:
    """`+12,5`, `−3,0`."""
    return ("−" if value < 0 else "+") + number(abs(value), lang, places, places)


def _years(column: Column, change: YearChange, lang: Lang) -> str:
    shown, start, end = shown_steps(change.effect("effect_was"), change.steps, 1)
    room, growth, moved = (signed(one, 1, lang) for one in shown)
    more, spent = change.money("money_growth"), change.money("was")
    text = NOT_SPENT if spent == 0 else GROWTH if more else NO_GROWTH
    shift = sum((one.money_moved for one in change.lines if one.money_moved > 0), Fraction(0))
    words: dict[str, Any] = {"label": named(column, lang), "was": change.was, "now": change.now, "moved": moved}
    words |= {"start": number(start, lang, 1, 1), "end": number(end, lang, 1, 1), "shift": shift}
    words["growth"] = say(text, lang, growth=growth, more=abs(more), way=WAY[more >= 0], was=change.was)
    return say(YEARS, lang, room=say(ROOM, lang, room=room, now=change.now) if shown[0] else "", **words)
