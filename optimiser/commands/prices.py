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
HEADS = (
    Text("regel", "rule"),
    Text("jaar", "year"),
    Text("grens", "limit"),
    Text("stap", "step"),
    Text("een stap minder", "one step less"),
    Text("geldt tot", "holds until"),
    Text("een stap meer", "one step more"),
    Text("geldt tot", "holds until"),
)
ALONE = Text("alleen zonder dat jaar: {years}", "only without that year: {years}")
FREE = Text("Zonder kosten: {names}.", "Without cost: {names}.")
AND_MORE = Text(" en nog {count:num}", " and {count:num} more")
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


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Solves the case, then each rule without and each limit a step up and down."""
    from optimiser.case import solve_case
    from optimiser.conflict import find_conflict, sentence
    from optimiser.goals import GOALS
    from optimiser.lp.stages import NoPlan
    from optimiser.price_list import reaches, rule_costs
    from optimiser.run import read_case
    from optimiser.scenario import read_set

    case = read_case(
        options.programme, options.scenario, [read_set(text) for text in options.set], options.input, options.reason, members=read_members(options)
    )
    goal = GOALS[case.programme.goal.kind]
    answer = solve_case(case.grid, case.rules, goal, options.unit or case.programme.programme.unit, options.solver)
    if isinstance(answer, NoPlan):
        print(sentence(find_conflict(answer, case.rules), case.rules)[lang])
        return NO_PLAN
    costs = rule_costs(case.grid, case.rules, goal, answer.optimum)
    priced = reaches(answer.around.problem, answer.plan, case.rules, goal)
    if options.json:
        print(json.dumps({"status": "optimal", "unit": goal.unit[lang], **_as_json(costs, priced)}, ensure_ascii=False, indent=1))
    elif not options.quiet:
        _show(costs, priced, goal, lang)
        if answer.held is not None:
            print(HELD[lang])
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
    for place, head in enumerate(HEADS):
        table.add_column(head[lang], justify="left" if place == 0 else "right", no_wrap=True)
    for alike in _alike(priced):
        step = alike[0]
        limit, size = quantity(step.finding.limit, step.finding.unit, lang), quantity(step.step, step.finding.unit, lang)
        table.add_row(
            _named(alike, lang),
            step.finding.year or "",
            limit,
            size,
            *_side(step.less, step.finding.unit, lang),
            *_side(step.more, step.finding.unit, lang),
        )
    out.print(table)


def _alike(priced: tuple[Priced, ...]) -> list[list[Priced]]:
    """Members of a rule with the same limit and the same prices in a year take one row together: hundreds of grants alike tell nothing more."""
    rows: dict[tuple[object, ...], list[Priced]] = {}
    for one in priced:
        finding = one.finding
        rows.setdefault((finding.rule, finding.year, finding.limit, one.less.change, one.less.until, one.more.change, one.more.until), []).append(one)
    return list(rows.values())


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
    return number(reach.change, lang, 1, 1), "" if reach.until is None else quantity(reach.until, unit, lang)
