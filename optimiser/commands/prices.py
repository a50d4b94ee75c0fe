"""`optimiser prices`: what every policy rule costs, what a small step of it is worth on either side, and how far that holds."""

from __future__ import annotations

import argparse
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from optimiser.commands.options import add_case, add_members, add_output, add_programme, read_members
from optimiser.exits import DONE, NO_PLAN
from optimiser.language import Lang, Text, number, quantity, say

if TYPE_CHECKING:
    from optimiser.goal import Goal
    from optimiser.price_list import Priced, Reach, RuleCost

COSTS = Text(
    "Wat elke regel kost: het effect erbij als alleen die regel weg is ({unit})", "What every rule costs: the gain without just that rule ({unit})"
)
COSTS_MONEY = Text(
    "Wat elke regel kost: zoveel euro goedkoper kan het als alleen die regel weg is",
    "What every rule costs: so many euros less without just that rule",
)
STEPS = Text(
    "Prijs per stap, naar beide kanten, en tot welke grens hij geldt ({unit})",
    "Price of a step on either side, and the limit until which it holds ({unit})",
)
UNTIL = Text("geldt tot", "holds until")
HEADS = (
    Text("regel", "rule"),
    Text("jaar", "year"),
    Text("grens", "limit"),
    Text("stap", "step"),
    Text("een stap minder", "one step less"),
    UNTIL,
    Text("een stap meer", "one step more"),
    UNTIL,
)
ALONE = Text("alleen zonder dat jaar: {years}", "only without that year: {years}")
FREE = Text("Zonder kosten: {names}.", "Without cost: {names}.")
AND_MORE = Text(" en nog {count:num}", " and {count:num} more")
# Smaller changes take three decimals: one would show them as nothing.
SMALL = Fraction(1, 20)
NOTHING, IMPOSSIBLE = Text("niets", "nothing"), Text("geen plan", "no plan")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `prices`."""
    add_programme(parser, lang)
    add_members(parser, lang)
    add_case(parser, lang)
    add_output(parser, lang)


HELD = Text(
    "De prijs van een stap geldt zolang dezelfde leden geld krijgen: regels die alles of niets zijn, bewegen daarin niet mee.",
    "The price of a step holds as long as the same members get money: rules that are all or nothing do not move along in it.",
)


NOT_SEARCHED = Text(
    "Tot welke grens een prijs geldt is bij een programma van deze omvang niet gezocht: dat duurt uren. Reken een grotere stap na met "
    "`optimiser solve --set`.",
    "Until which limit a price holds was not searched in a programme of this size: that takes hours. Calculate a larger step with "
    "`optimiser solve --set`.",
)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Solves the case, then each rule without and each limit a step up and down."""
    from optimiser.busy import READING, busy
    from optimiser.case import WIDE, solve_case
    from optimiser.conflict import find_conflict, sentence
    from optimiser.goals import GOALS
    from optimiser.lp.stages import NoPlan
    from optimiser.price_list import reaches, rule_costs
    from optimiser.run import read_case
    from optimiser.scenario import read_set
    from optimiser.views.busy_line import busy_line

    sets = [read_set(text) for text in options.set]
    with busy_line(lang, quiet=options.quiet):
        busy(READING)
        case = read_case(options.programme, options.scenario, sets, options.input, options.reason, members=read_members(options))
        goal = GOALS[case.programme.goal.kind]
        answer = solve_case(case.grid, case.rules, goal, options.unit or case.programme.programme.unit, options.solver)
        if isinstance(answer, NoPlan):
            conflict = find_conflict(answer, case.rules)
        else:
            costs = rule_costs(case.grid, case.rules, goal, answer)
            priced = reaches(answer.around.problem, answer.plan, case.rules, goal)
    if isinstance(answer, NoPlan):
        print(sentence(conflict, case.rules)[lang])
        return NO_PLAN
    if options.json:
        print(json.dumps({"status": "optimal", "unit": goal.unit[lang], **_as_json(costs, priced)}, ensure_ascii=False, indent=1))
    elif not options.quiet:
        _show(costs, priced, goal, lang)
        if answer.held is not None:
            print(HELD[lang])
        if answer.around.problem.width >= WIDE:
            print(NOT_SEARCHED[lang])
    return DONE


def _as_json(costs: tuple[RuleCost, ...], priced: tuple[Priced, ...]) -> dict[str, Any]:
    from optimiser.exact import decimal_text

    def text(value: Fraction | None) -> str | None:
        return None if value is None else decimal_text(value, 6)

    return {
        "rules": [
            {"rule": one.rule.id, "gain": text(one.gain), "years": {year: text(gain) for year, gain in one.years}, "standing": one.rule.standing}
            for one in costs
        ],
        "steps": [
            {
                "rule": one.finding.rule,
                "year": None if one.finding.year is None else int(one.finding.year),
                "member": one.finding.member,
                "limit": text(one.finding.limit),
                "step": text(one.step),
                "less": {"change": text(one.less.change), "until": text(one.less.until)},
                "more": {"change": text(one.more.change), "until": text(one.more.until)},
            }
            for one in priced
        ],
    }


def _show(costs: tuple[RuleCost, ...], priced: tuple[Priced, ...], goal: Goal, lang: Lang) -> None:
    from rich.table import Table

    from optimiser.views.screen import console

    out = console()
    unit = goal.unit[lang]
    table = Table(
        title=(COSTS if goal.larger_is_better else COSTS_MONEY)[lang].format(unit=unit),
        title_justify="left",
        box=None,
        pad_edge=False,
        show_header=False,
    )
    for one in costs:
        if one.gain != 0:
            years = ", ".join(f"{year}: {number(gain, lang, 1, 1)}" for year, gain in one.years)
            table.add_row(f"{one.rule.name[lang]} ({one.rule.id})", number(one.gain, lang, 1, 1), ALONE[lang].format(years=years) if years else "")
    if table.row_count:
        out.print(table)
    out.print(FREE[lang].format(names=", ".join(one.rule.id for one in costs if one.gain == 0)), style="dim")
    table = Table(title=STEPS[lang].format(unit=unit), title_justify="left", box=None, pad_edge=False)
    rows = [[_named(alike, lang), *told] for told, alike in _alike(priced, lang)]
    shown = [place for place, head in enumerate(HEADS) if head != UNTIL or any(row[place] for row in rows)]
    for place in shown:
        table.add_column(HEADS[place][lang], justify="left" if place == 0 else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(row[place] for place in shown))
    out.print(table)


def _alike(priced: tuple[Priced, ...], lang: Lang) -> list[tuple[list[str], list[Priced]]]:
    """What a row tells after its name; members of a rule of which the same is told in a year take one row together: more would tell nothing more."""
    rows: dict[tuple[str, ...], list[Priced]] = {}
    for one in priced:
        finding, unit = one.finding, one.finding.unit
        told = (quantity(finding.limit, unit, lang), quantity(one.step, unit, lang), *_side(one.less, unit, lang), *_side(one.more, unit, lang))
        rows.setdefault((finding.rule, finding.year or "", *told), []).append(one)
    return [(list(told), alike) for (_, *told), alike in rows.items()]


def _named(alike: list[Priced], lang: Lang) -> str:
    """`gelijke-grens r1-001 en nog 254`; the rule alone where it speaks about one amount."""
    rule, members = alike[0].finding.rule, [one.finding.member or "" for one in alike]
    if not any(members):
        return rule
    return f"{rule} {members[0]}" + (say(AND_MORE, lang, count=len(members) - 1) if len(members) > 1 else "")


def _side(reach: Reach, unit: str, lang: Lang) -> tuple[str, str]:
    if reach.change is None:
        return IMPOSSIBLE[lang], ""
    if reach.change == 0:
        return NOTHING[lang], ""
    return number(reach.change, lang, 1 if abs(reach.change) >= SMALL else 3, 1), "" if reach.until is None else quantity(reach.until, unit, lang)
