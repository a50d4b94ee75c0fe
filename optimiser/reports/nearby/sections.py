"""What lies near the best plan in words and tables: room to move, other plans, the smallest change; shared by the screen and the page."""

from __future__ import annotations

from collections.abc import Sequence

from optimiser.choice import SAME_MEMBERS
from optimiser.language import Lang, listing, number, say, short_millions
from optimiser.nearby.numbers import per_cent
from optimiser.nearby.told import Alternatives, ChangeTold, RangeTold
from optimiser.reports.nearby import words
from optimiser.reports.nearby.words import goal, loss
from optimiser.reports.page import Head, PageTable, Section

# So many lines are put side by side; the workbook has them all.
SIDE_MOST = 25


def title(found: Alternatives, lang: Lang) -> str:
    """`Wat er naast het beste plan kan: TAZ`."""
    return say(words.TITLE, lang, name=found.record.name)


def about(found: Alternatives, lang: Lang) -> list[str]:
    """Which case, what was changed in it, and how sure it all is."""
    record = found.record
    value = goal(found, record.total, lang)
    case = words.CASE if found.larger_is_better else words.CASE_MONEY
    said = [say(case, lang, scenario=record.scenario_name, value=value, unit=record.goal_unit)]
    if record.overrides:
        changed = [f"{one.key} {one.was} → {one.now}" + (f" ({one.reason})" if one.reason else "") for one in record.overrides]
        said.append(say(words.CHANGES, lang, changes=listing(changed, lang)))
    if whole := found.whole:
        said.append(say(SAME_MEMBERS, lang, rules=", ".join(whole)))
    return [*said, *([words.WISHES[lang]] if found.wishes else []), words.ESTIMATES[lang]]


def sections(found: Alternatives, lang: Lang) -> list[Section]:
    """Room of lines and spaces, other plans, and the smallest change where a plan to change was given."""
    parts = [_room(found, lang), _spaces(found, lang)]
    if found.asked:
        parts.append(_others(found, lang))
    return parts if found.change is None else [*parts, _change(found, found.change, lang)]


def _room(found: Alternatives, lang: Lang) -> Section:
    texts = [say(words.MEANS, lang, loss=loss(found, lang)), words.NOT_ALL[lang], words.BEFORE_UNITS[lang]]
    return Section("room", words.ROOM[lang], texts, (_table(found, found.of("line"), "instrument", lang),))


def _spaces(found: Alternatives, lang: Lang) -> Section:
    return Section("spaces", words.SPACES[lang], (), (_table(found, found.of("space"), "space", lang),))


def _table(found: Alternatives, ranges: Sequence[RangeTold], kind: str, lang: Lang) -> PageTable:
    """A row a line (or space), a column a year: `160,0 [150,0 – 184,5] moet`."""
    years = found.record.years
    cells = {(one.id, one.year): one for one in ranges}
    first = words.LINE if kind == "instrument" else words.SPACE
    heads = [Head(first[lang]), *(Head(year, "number") for year in years)]
    ids = dict.fromkeys(one.id for one in ranges)
    rows = [[found.record.names[f"{kind}:{id}"][lang], *(_cell(cells.get((id, year)), lang) for year in years)] for id in ids]
    return PageTable(say(words.ROOM_TABLE, lang, loss=loss(found, lang)), heads, rows)


def _cell(one: RangeTold | None, lang: Lang) -> str:
    if one is None:
        return ""
    return f"{short_millions(one.amount, lang)} [{short_millions(one.low, lang)} – {short_millions(one.high, lang)}] {words.ROLES[one.role][lang]}"


def _others(found: Alternatives, lang: Lang) -> Section:
    if not found.plans:
        return Section("others", words.OTHERS[lang], (say(words.NO_OTHERS, lang, loss=loss(found, lang)),))
    better = found.larger_is_better
    names = [words.EFFECT if better else words.COST, words.LESS if better else words.MORE, words.PART, words.DIFFERENT]
    heads = [Head(words.PLAN[lang]), *(Head(name[lang], "number") for name in names)]
    rows = [[words.BEST[lang], goal(found, found.record.total, lang), "", "", ""]]
    for one in found.plans:
        numbers = [goal(found, one.value, lang), goal(found, one.loss, lang), per_cent(one.lost, lang), short_millions(one.changed, lang)]
        rows.append([say(words.ALTERNATIVE, lang, number=one.number), *numbers])
    texts = [words.SPREAD[lang]]
    if len(found.plans) < found.asked:
        texts.append(say(words.FEWER, lang, found=len(found.plans), asked=found.asked))
    return Section(
        "others", words.OTHERS[lang], texts, (PageTable(say(words.OTHERS_TABLE, lang, loss=loss(found, lang)), heads, rows), _side(found, lang))
    )


def _side(found: Alternatives, lang: Lang) -> PageTable:
    """The lines in which some plan differs, the largest differences first."""
    by_line = {(one.instrument, one.year): [plan.lines[place] for plan in found.plans] for place, one in enumerate(found.plans[0].lines)}
    chosen = sorted(by_line, key=lambda line: -max(abs(one.difference) for one in by_line[line]))[:SIDE_MOST]
    heads = [Head(words.LINE[lang]), Head(words.YEAR[lang]), Head(words.BEST[lang], "number")]
    heads += [Head(str(plan.number), "number") for plan in found.plans]
    rows = []
    for line in (one for one in by_line if one in chosen and any(it.difference for it in by_line[one])):
        amounts = [short_millions(by_line[line][0].before, lang), *(short_millions(one.amount, lang) for one in by_line[line])]
        rows.append([found.record.names[f"instrument:{line[0]}"][lang], line[1], *amounts])
    return PageTable(words.SIDE[lang], heads, rows)


def _change(found: Alternatives, change: ChangeTold, lang: Lang) -> Section:
    name, start = change.start.name[lang], change.start
    texts = [_stands(found, change, lang)]
    if start.dropped:
        texts.append(say(words.DROPPED, lang, amount=start.dropped))
    tables = [_least(found, change, lang)]
    if start.allowed == found.record.total or not change.way:
        texts.append(words.NOTHING_TO_GAIN[lang])
    texts += [words.first_moves(found, one, lang) for one in words.firsts_of(change)]
    if change.way:
        tables.append(_way(found, change, lang))
    return Section("change", say(words.CHANGE, lang, name=name), [*texts, words.UP_AND_DOWN[lang]], tables)


def _stands(found: Alternatives, change: ChangeTold, lang: Lang) -> str:
    start, name = change.start, words.opening(change, lang)
    value = goal(found, start.value, lang)
    if not start.broken:
        return say(words.KEEPS if found.larger_is_better else words.KEEPS_MONEY, lang, name=name, value=value)
    rules = "; ".join(dict.fromkeys(one.sentence[lang] for one in start.broken))
    return say(words.BREAKS, lang, name=name, value=value, count=len(start.broken), rules=rules, allowed=goal(found, start.allowed, lang))


def _least(found: Alternatives, change: ChangeTold, lang: Lang) -> PageTable:
    names = (words.EFFECT if found.larger_is_better else words.COST, words.CHANGED, words.PROVED_LEAST, words.LINES_CHANGED)
    heads = [Head(words.PART_OF_GAIN[lang]), *(Head(name[lang], "number") for name in names)]
    rows = [
        [
            per_cent(one.part, lang),
            goal(found, one.value, lang),
            short_millions(one.changed, lang),
            short_millions(one.least, lang),
            str(len(one.lines)),
        ]
        for one in change.least
    ]
    return PageTable(words.LEAST_TABLE[lang], heads, rows)


def _way(found: Alternatives, change: ChangeTold, lang: Lang) -> PageTable:
    heads = [Head("", "number"), Head(words.YEAR[lang]), Head(words.FROM_LINE[lang]), Head(words.TO_LINE[lang])]
    heads += [Head(text[lang], "number") for text in (words.AMOUNT, words.GAIN, words.REACHED)]
    names = found.record.names
    rows = []
    for one in change.way:
        sides = [names[f"instrument:{side}"][lang] if side else "–" for side in (one.giver, one.taker)]
        numbers = [short_millions(one.amount, lang), goal(found, one.gain, lang), number(one.reached * 100, lang, 1, 1) + " %"]
        rows.append([str(one.number), one.year, *sides, *numbers])
    return PageTable(words.WAY[lang], heads, rows)
