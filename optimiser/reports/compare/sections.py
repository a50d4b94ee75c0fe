"""A comparison in words and tables, shared by the screen and the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from optimiser.comparison import LAST_SHARES, PUBLISHED, YEAR_STEPS, AmountRow, Column, Comparison, RuleRow, YearChange
from optimiser.difference import KINDS, STEPS, shown_steps
from optimiser.language import MILLION, Lang, Text, number, quantity, say
from optimiser.record import RuleLine
from optimiser.reports.page import Head, PageTable, Section

TITLE = Text("Naast elkaar: {names}", "Side by side: {names}")
LEGEND = Text("{key}: {asked}{name} ({kind}, programma {programme})", "{key}: {asked}{name} ({kind}, programme {programme})")
WORDS = Text("In woorden", "In words")
EFFECT = Text("Wat elk plan oplevert", "What each plan brings")
EFFECT_TABLE = Text("Effect, regels, en het verschil met {first} stap voor stap", "Effect, rules, and the difference with {first} step by step")
TOTAL = Text("waarde van het doel", "value of the goal")
ADDS, LOWERS = Text("waarvan erbij", "of which added"), Text("waarvan minder vraag", "of which less demand")
BOUND = Text("meer is bewezen onmogelijk dan", "proved impossible beyond")
BOUND_MONEY = Text("minder is bewezen onmogelijk dan", "proved impossible below")
UNIT = Text("gemeten in", "measured in")
BINDING, BROKEN = Text("harde regels die knellen", "hard rules that bind"), Text("harde regels gebroken", "hard rules broken")
DIFFERENCE = Text("verschil met {first}", "difference with {first}")
STEP_OF = Text("– {step}", "– {step}")
OVER = {
    PUBLISHED: Text("tegenover gepubliceerd, eigen cijfers", "against published, own figures"),
    LAST_SHARES: Text("tegenover aandelen jaar ervoor, eigen cijfers", "against last year's shares, own figures"),
}
HOW = Text(
    "De stappen tellen precies op tot het verschil: elke stap is het beste haalbare erna min dat ervoor; de laatste is de keuze, afronding "
    "inbegrepen.",
    "The steps add up to the difference exactly: each is the best possible after it minus that before it; the last is the choice, rounding included.",
)
HONEST = Text(
    "Schattingen: geen enkele is een gemeten prijs per extra medewerker; ze zijn afgeleid of aangenomen.",
    "Estimates: none is a measured cost per extra worker; they are derived or assumed.",
)
SPACES, LINES, RULES, NOTES = Text("Ruimten", "Spaces"), Text("Lijnen", "Lines"), Text("Regels", "Rules"), Text("Let op", "Note")
MILLIONS = Text("× € 1 mln; tussen haakjes het verschil met {first}", "× EUR 1 million; between brackets the difference with {first}")
ONLY_DIFFERENT = Text(
    "Alleen lijnen die niet in elk plan gelijk zijn; alle lijnen staan in het werkboek (--out).",
    "Only lines that are not equal in every plan; all lines stand in the workbook (--out).",
)
RULES_TABLE = Text("Regels die ergens knellen of gebroken zijn", "Rules that bind or are broken somewhere")
HOW_BRIEF = Text(
    "Een paar getallen: de regel knelt, en zo veel verandert het doel als haar getal één stap lager | hoger wordt (€ 1 mln, 1 procentpunt, of 1; × = "
    "dan is er geen plan). Alleen regels met een prijs die niet in elk plan hetzelfde doen; alle andere staan in het werkboek (--out).",
    "A pair of numbers: the rule binds, and so much the goal changes when its number moves one step down | up (EUR 1 million, 1 percentage point, "
    "or 1; × = no plan then). Only rules with a price that do not do the same in every plan; all others stand in the workbook (--out).",
)
HOW_RULES = Text(
    "Achter 'knelt' staat wat het doel verandert als het getal van de regel één stap lager | hoger wordt (€ 1 mln, 1 procentpunt, of 1); 'geen "
    "plan' als er dan geen plan meer is. Prijzen zijn er alleen van plannen die zijn uitgerekend. Tussen haakjes een andere grens.",
    "Behind 'binds' stands what the goal changes when the rule's number moves one step down | up (EUR 1 million, 1 percentage point, or 1); 'no "
    "plan' when no plan exists then. Prices are there only for plans that were solved. Between brackets another limit.",
)
SPACE, LINE, YEAR, RULE, WHAT = Text("ruimte", "space"), Text("lijn", "line"), Text("jaar", "year"), Text("regel", "rule"), Text("wat", "what")
LIMIT = Text("grens", "limit")
NO_PLAN = Text("geen plan", "no plan")
BINDS, FREE, IS_BROKEN = Text("knelt", "binds"), Text("ruim", "slack"), Text("GEBROKEN: {left}", "BROKEN: {left}")
BROKEN_BRIEF = Text("gebroken", "broken")
ABSENT, GONE, WHOLE_FROM = "–", "×", 1000
WISH = Text("wens niet gehaald: {left}", "wish missed: {left}")
BETWEEN = Text("Van {was} naar {now}: {label}", "From {was} to {now}: {label}")
YEAR_STEP, PERSONS, EUROS = Text("stap", "step"), Text("personen", "persons"), Text("euro", "euro")
YEAR_STEPS_TABLE = Text("Wat de besteding van een jaar koopt, stap voor stap", "What the spending of a year buys, step by step")
YEAR_LINES_TABLE = Text("Lijn voor lijn (× € 1 mln en personen)", "Line by line (EUR million and persons)")
YEAR_HEADS = (
    Text("{was}", "{was}"),
    Text("door budget", "by budget"),
    Text("herverdeeld", "reallocated"),
    Text("{now}", "{now}"),
    Text("koopt {was}", "buys {was}"),
    Text("door ruimte", "by room"),
    Text("door budget", "by budget"),
    Text("door herverdeling", "by reallocation"),
    Text("koopt {now}", "buys {now}"),
)
TOGETHER = Text("samen", "together")
KIND = {True: Text("alles wat medewerkers toevoegt", "all that adds workers"), False: Text("alles wat de vraag verlaagt", "all that lowers demand")}


def title(told: Comparison, lang: Lang) -> str:
    """`Naast elkaar: base, cut-14`."""
    return say(TITLE, lang, names=", ".join(one.label[lang] for one in told.plans))


def about(told: Comparison, lang: Lang) -> list[str]:
    """What every letter stands for."""
    names = {one.key: "" if one.name[lang] == one.asked else f", {one.name[lang]}" for one in told.plans}
    return [say(LEGEND, lang, key=one.key, asked=one.asked, name=names[one.key], kind=KINDS[one.kind], programme=one.programme) for one in told.plans]


def sections(told: Comparison, lang: Lang, short: bool = False) -> list[Section]:
    """Every part that has something to say; in `short` only the lines that differ."""
    first = told.columns[0].key
    caption, effect = say(MILLIONS, lang, first=first), say(EFFECT_TABLE, lang, first=first)
    spaces = PageTable(caption, heads(told, lang, (SPACE, YEAR)), _amounts(told.space_rows, lang))
    found = [
        Section("words", WORDS[lang], [*(one.sentence[lang] for one in told.columns), HONEST[lang]]),
        Section("effect", EFFECT[lang], [HOW[lang]], [PageTable(effect, heads(told, lang, (WHAT,)), effect_rows(told, lang))]),
        Section("spaces", SPACES[lang], (), [spaces]),
        *(_years(told, change, lang, short) for change in told.year_changes),
    ]
    if rules := [row for row in told.rule_rows if row.holds_somewhere and (not short or _tells(row, len(told.plans)))]:
        cells = [[brief(one, lang) for one in row.found] if short else cells_of(row, lang) for row in rules]
        named = [[f"{rule_name(row)} {row.year or ''}"] if short else [rule_name(row), row.year or "", limit_of(row, lang)] for row in rules]
        titles = [Head(RULE[lang]), *(Head(one.key if one in told.plans else one.label[lang], "number") for one in told.columns)]
        rows = [[*name, *found_in] for name, found_in in zip(named, cells, strict=True)]
        table = PageTable(RULES_TABLE[lang], titles if short else heads(told, lang, (RULE, YEAR, LIMIT), "text"), rows)
        found.append(Section("rules", RULES[lang], [(HOW_BRIEF if short else HOW_RULES)[lang]], [table]))
    if lines := [row for row in told.line_rows if not short or row.differs]:
        table = PageTable(caption, heads(told, lang, (LINE, YEAR)), _amounts(lines, lang, ids=short))
        found.append(Section("lines", LINES[lang], [ONLY_DIFFERENT[lang]] if short else [], [table]))
    if told.notes:
        found.append(Section("notes", NOTES[lang], [note[lang] for note in told.notes]))
    return found


def heads(told: Comparison, lang: Lang, first: Sequence[Text], kind: str = "number") -> list[Head]:
    """The headings of a table with a column a plan: `A base`."""
    return [*(Head(text[lang]) for text in first), *(Head(head(one, lang), "number" if kind == "number" else "text") for one in told.columns)]


def head(column: Column, lang: Lang) -> str:
    """What stands above a column."""
    return column.label[lang] if column.kind == "baseline" else f"{column.key} {column.label[lang]}"


def effect_rows(told: Comparison, lang: Lang) -> list[list[str]]:
    """The numbers of every column below each other; a column without a plan says so once."""
    columns, first = told.columns, told.columns[0]

    def row(text: str, tell: Callable[[Column], str]) -> list[str]:
        return [text, *(tell(one) for one in columns)]

    money = all(one.goal in ("money", "") for one in columns)
    rows = [
        row(TOTAL[lang], lambda one: NO_PLAN[lang] if one.conflict is not None else value(one.total, one.goal, lang)),
        row(UNIT[lang], lambda one: (EUROS if one.goal == "money" else PERSONS)[lang]) if len({one.unit for one in columns}) > 1 else [],
        row(ADDS[lang], lambda one: value(one.adds, "", lang)),
        row(LOWERS[lang], lambda one: value(one.lowers, "", lang)),
        row((BOUND_MONEY if money else BOUND)[lang], lambda one: value(one.bound, one.goal, lang)),
        row(BROKEN[lang], lambda one: "" if one.total is None else number(len(one.broken), lang)),
        row(BINDING[lang], lambda one: "" if one.binding is None else number(one.binding, lang)),
    ]
    rows += _differences(told, first, lang)
    for name, text in OVER.items():
        rows.append(row(text[lang], lambda one, name=name: signed(one.over.get(name), one.goal, lang)))  # type: ignore[misc]
    return [one for one in rows if one and any(one[1:])]


def _differences(told: Comparison, first: Column, lang: Lang) -> list[list[str]]:
    """The difference with the first column and its steps, printed so that they add up."""
    ids: dict[str, tuple[str, ...]] = {}
    by: dict[str, dict[str, Fraction]] = {}
    totals: dict[str, Fraction] = {}
    for key, difference in told.differences.items():
        made = difference.attribution
        if difference.same:
            totals[key] = Fraction(0)
        if made is not None:
            steps, start, end = shown_steps(made.start, made.steps, places(made.goal))
            totals[key] = end - start
            by[key] = {step.id: shown for step, shown in zip(made.steps, steps, strict=True)}
            ids |= {step.id: step.parts for step in made.steps}
    for one in told.columns:
        if one.kind == "baseline" and one.total is not None and first.total is not None:
            totals[one.key] = one.total - first.total
    if not totals:
        return []
    order = list(STEPS)
    rows = [[say(DIFFERENCE, lang, first=first.key), *(signed(totals.get(one.key), one.goal, lang) for one in told.columns)]]
    for id, parts in sorted(ids.items(), key=lambda one: [order.index(part) for part in one[1]]):
        text = say(STEP_OF, lang, step=" + ".join(STEPS[part][lang] for part in parts))
        rows.append([text, *(signed(by.get(one.key, {}).get(id), one.goal, lang) for one in told.columns)])
    return rows


def places(goal: str) -> int:
    """Decimals: persons to a tenth, euros whole."""
    return 0 if goal == "money" else 1


def value(amount: Fraction | None, goal: str, lang: Lang) -> str:
    """An effect or amount as people read it; nothing where it is not known."""
    return "" if amount is None else number(amount, lang, places(goal), places(goal))


def signed(amount: Fraction | None, goal: str, lang: Lang) -> str:
    """With its sign; nothing where there is none."""
    if amount is None:
        return ""
    shown = number(abs(amount), lang, places(goal), places(goal))
    zero = not any(sign in "123456789" for sign in shown)
    return shown if zero else ("+" if amount > 0 else "−") + shown


def _amounts(rows: Sequence[AmountRow], lang: Lang, ids: bool = False) -> list[list[str]]:
    return [[(row.instrument or row.space) if ids else row.name[lang], row.year, *_money(row, lang)] for row in rows]


def _money(row: AmountRow, lang: Lang) -> list[str]:
    """Millions, with the difference to the first column behind it where there is one."""
    first = row.amounts[0]
    shown = []
    for amount in row.amounts:
        text = "" if amount is None else number(Fraction(amount, MILLION), lang, 3, 1)
        more = 0 if amount is None or first is None else amount - first
        shown.append(text + (f" ({signed_mln(Fraction(more), lang)})" if more else ""))
    return shown


def signed_mln(amount: Fraction, lang: Lang) -> str:
    """Millions with a sign: `+5,4`."""
    return ("−" if amount < 0 else "+") + number(abs(amount) / MILLION, lang, 3, 1)


def _tells(row: RuleRow, plans: int) -> bool:
    """True when the plans (not the baselines) say different things of a rule that costs or breaks something in one of them."""
    found = row.found[:plans]
    said = {(one.binding, one.holds, one.limit, one.price) for one in found if one is not None}
    return len(said) > 1 and any(not one.holds or _costs(one) for one in found if one is not None)


def _costs(one: RuleLine) -> bool:
    return one.price is not None and any(price != 0 for price in (one.price.less, one.price.more))


def rule_name(row: RuleRow) -> str:
    """`open-months [digivaardig]`."""
    return row.rule + (f" [{row.member}]" if row.member else "")


def limit_of(row: RuleRow, lang: Lang) -> str:
    """`≥ 66,67 %`: the limit of the first column that has the rule."""
    return _limit(next(one for one in row.found if one is not None), lang)


def _limit(one: RuleLine, lang: Lang) -> str:
    return {"=": "", "<=": "≤ ", ">=": "≥ ", "count<=": "≤ ", "0|>=": "0 | ≥ "}[one.sense] + quantity(one.limit, one.unit, lang)


def cells_of(row: RuleRow, lang: Lang) -> list[str]:
    """What was found in every column; the limit only where it is another than in the first."""
    first = limit_of(row, lang)
    return [found_of(one, first, lang) for one in row.found]


def found_of(one: RuleLine | None, first: str, lang: Lang) -> str:
    """`knelt −1,2 | +1,3`, `ruim`, `GEBROKEN: 64,2 %`; a dash where there is no such rule."""
    if one is None:
        return ABSENT
    limit = _limit(one, lang)
    other = "" if first == limit else f" ({limit})"
    if not one.holds:
        left = "?" if one.left is None else quantity(one.left, one.unit, lang)
        return say(WISH if one.soft else IS_BROKEN, lang, left=left) + other
    if not one.binding:
        return FREE[lang] + other
    if one.price is None:
        return BINDS[lang] + other
    prices = " | ".join(NO_PLAN[lang] if price is None else signed_price(price, lang) for price in (one.price.less, one.price.more))
    return f"{BINDS[lang]} {prices}{other}"


def brief(one: RuleLine | None, lang: Lang) -> str:
    """The same in a few signs: the prices alone (`×`: no plan), or the state where there are none."""
    if one is None:
        return ABSENT
    if not one.holds or not one.binding or one.price is None:
        return (BROKEN_BRIEF if not one.holds else BINDS if one.binding else FREE)[lang]
    return " | ".join(
        GONE if price is None else signed_price(price, lang, 0 if abs(price) >= WHOLE_FROM else 1) for price in (one.price.less, one.price.more)
    )


def signed_price(price: Fraction, lang: Lang, most: int = 2) -> str:
    """`+15,54`, `0`."""
    shown = number(abs(price), lang, most)
    return shown if shown == "0" else ("−" if price < 0 else "+") + shown


def _years(told: Comparison, change: YearChange, lang: Lang, short: bool) -> Section:
    column = next(one for one in told.columns if one.key == change.column)
    years = {"was": change.was, "now": change.now}
    shown, start, end = shown_steps(change.effect("effect_was"), change.steps, 1)
    rows = [[change.was, number(start, lang, 1, 1)]]
    rows += [[YEAR_STEPS[step.parts[0]][lang], signed(one, "", lang)] for step, one in zip(change.steps, shown, strict=True)]
    rows.append([change.now, number(end, lang, 1, 1)])
    steps = PageTable(YEAR_STEPS_TABLE[lang], [Head(YEAR_STEP[lang]), Head(PERSONS[lang], "number")], rows, total=True)
    lines = []
    for one in change.lines:
        if not short or one.was != one.now or one.effect_was != one.effect_now:
            money: list[int | Fraction] = [one.was, one.money_growth, one.money_moved, one.now]
            lines.append([one.instrument if short else one.name[lang], *_year_cells(money, [getattr(one, key) for key in YEAR_KEYS], lang)])
    for adds in (True, False):
        mine = [one for one in change.lines if one.adds is adds]
        sums = [sum((Fraction(getattr(one, key)) for one in mine), Fraction(0)) for key in MONEY_KEYS]
        lines.append([KIND[adds][lang], *_year_cells(sums, [change.effect(key, adds) for key in YEAR_KEYS], lang)])
    together = [change.money(key) for key in MONEY_KEYS]
    lines.append([TOGETHER[lang], *_year_cells(together, [change.effect(key) for key in YEAR_KEYS], lang)])
    table_heads = [Head(LINE[lang]), *(Head(say(text, lang, **years), "number") for text in YEAR_HEADS)]
    table = PageTable(YEAR_LINES_TABLE[lang], table_heads, lines, total=True)
    return Section(f"years-{change.column}", say(BETWEEN, lang, label=head(column, lang), **years), [change.sentence[lang]], [steps, table])


MONEY_KEYS = ("was", "money_growth", "money_moved", "now")
YEAR_KEYS = ("effect_was", "room", "growth", "moved", "effect_now")


def _year_cells(money: Sequence[int | Fraction], effect: Sequence[Fraction], lang: Lang) -> list[str]:
    """Four amounts in millions and five effects: what is there, and what changes with its sign."""
    was, growth, moved, now = (Fraction(one) for one in money)
    amounts = [number(was / MILLION, lang, 1, 1), _change(growth / MILLION, lang), _change(moved / MILLION, lang), number(now / MILLION, lang, 1, 1)]
    return [*amounts, number(effect[0], lang, 1, 1), *(_change(one, lang) for one in effect[1:4]), number(effect[4], lang, 1, 1)]


def _change(amount: Fraction, lang: Lang) -> str:
    return signed(amount, "", lang)
