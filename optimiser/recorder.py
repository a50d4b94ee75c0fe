"""A solved case as a `Record`: everything that any report will want to say, computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from optimiser.audit import check_all
from optimiser.budget_table import budget_tables
from optimiser.case import Judged, Solved
from optimiser.certificate import Certificate
from optimiser.conflict import Conflict, sentence
from optimiser.goal import Goal
from optimiser.goals import GOALS
from optimiser.grid import Grid
from optimiser.language import LANGS, Text, say
from optimiser.outlook import look_ahead
from optimiser.plan import Plan
from optimiser.problem import CEILINGS, TIERS
from optimiser.proof import disproof_tables
from optimiser.record import (
    Conflict as ConflictTold,
)
from optimiser.record import (
    ContextFigure,
    Made,
    MemberTold,
    Move,
    OverrideUsed,
    Record,
    Reference,
    RepairTold,
    Tie,
    Unmodelled,
)
from optimiser.reference import NAMES
from optimiser.rule import Finding, Rule
from optimiser.scenario import BASE, Changed
from optimiser.stands import CycleTold
from optimiser.ties import another, ranges
from optimiser.told_budget import schemes_of
from optimiser.told_case import figures_of, names_of, origin_text, served_by, stated_of
from optimiser.told_detail import detail_of
from optimiser.told_plan import EXPLORED, findings_of, flows_of, lines_of, multipliers_of, prices_of, rule_line, sources_of, spaces_of, wishes_of

BASE_NAME = Text("Basis", "Base")
FIRST_REASON = Text("eerste fase; er is nog niets vastgesteld", "first phase; nothing was adopted yet")
START_REASON = Text("vanaf het vastgestelde plan {name}, versie {version}", "from the adopted plan {name}, version {version}")
BASE_REASON = Text("het programma zoals vastgelegd", "the programme as adopted")


def frame_of(changed: Changed, scenarios: Sequence[str], made: Made, cycle: CycleTold | None = None) -> Record:
    """The part of a record that does not depend on the outcome; status is still `none`."""
    programme = changed.programme
    chosen = [one for name in scenarios if (one := programme.scenario_named(name)) is not None]
    label = ",".join(scenarios) or BASE
    name = _joined([one.name for one in chosen]) if chosen else Text(label, label) if label != BASE else BASE_NAME
    return Record(
        status="none",
        programme=programme.id,
        name=programme.programme.name,
        scenario=label,
        scenario_name=name if cycle is None else _joined([_phase_name(cycle), *([] if label == BASE else [name])]),
        reason=_joined([one.reason for one in chosen]) if chosen else BASE_REASON if cycle is None else _start_of(cycle),
        cycle=cycle,
        goal=programme.goal.kind,
        goal_unit=GOALS[programme.goal.kind].unit,
        estimate=programme.goal.estimate,
        years=tuple(str(year) for year in sorted(programme.programme.years)),
        made=made,
        names=names_of(programme),
        prices=programme.programme.prices or Text("", ""),
        figures=figures_of(changed),
        overrides=tuple(OverrideUsed(one.key, one.was, one.now, one.origin, one.reason) for one in changed.overrides),
        unmodelled=tuple(Unmodelled(one.id, one.name, one.why, origin_text(one.source)) for one in programme.principle),
        context=tuple(
            ContextFigure(one.id, one.name, one.value, one.unit, one.outside, origin_text(one.source), one.note) for one in programme.context
        ),
    )


def _phase_name(cycle: CycleTold) -> Text:
    return Text(*(cycle.moment.name(lang) for lang in LANGS))


def _start_of(cycle: CycleTold) -> Text:
    """From which adopted plan a phase starts."""
    start = cycle.start
    if start is None:
        return FIRST_REASON
    return Text(*(say(START_REASON, lang, name=start.moment.name(lang), version=start.version) for lang in LANGS))


def with_conflict(record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], conflict: Conflict, disproof: Certificate) -> Record:
    """The record of a case without a plan; `disproof` holds the multipliers that prove it."""
    repairs = tuple(RepairTold(one.rule.id, one.year, one.to, one.unit, one.slack, one.rule.standing) for one in conflict.repairs)
    named = {rule.id: rule for rule in rules}
    members = tuple(_member(named[rule], conflict.limits[rule, year]) for rule, year in conflict.members)
    told = ConflictTold(members, conflict.shortfall, conflict.unit, repairs, sentence(conflict, rules))
    return replace(record, status="infeasible", conflict=told, disproof=disproof_tables(_without_plan(record, changed, grid, rules, disproof)))


def _member(rule: Rule, finding: Finding) -> MemberTold:
    said = Text(*(rule.sentence(finding, lang) for lang in LANGS))
    return MemberTold(rule.id, finding.year, rule.name, said, rule.standing, rule.owner, origin_text(rule.source))


def _without_plan(record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], disproof: Certificate) -> Record:
    """The case told over an empty plan, with the multipliers of its disproof: only for the tables of the proof, never shown as a plan."""
    nothing = Plan(grid, np.zeros(grid.size, dtype=np.int64), (0,) * len(grid.tiers.rate))
    prices = list(zip(disproof.problem.rows, disproof.multipliers, strict=True))
    named = {rule.id: rule for rule in rules}
    findings = check_all(nothing, rules)
    told = [rule_line(grid, named[one.rule], one, y, 1, None) for one, (_, y) in zip(findings, prices, strict=False)]
    ties = {row.member: y for row, y in prices if row.rule == TIERS}
    lines = lines_of(changed.programme, grid, rules, Judged(nothing, findings, Fraction(0), 1), {}, ties, None)
    ceilings = {row.member: y for row, y in prices if row.rule == CEILINGS}
    detail = detail_of(changed.programme, grid, nothing, ties, ceilings)
    return replace(record, flows=flows_of(grid, nothing), findings=tuple(told), lines=lines, bound=disproof.bound, detail=detail)


def with_plan(
    record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], solved: Solved, references: Mapping[str, Judged], warnings: Sequence[Text]
) -> Record:
    """The record of a solved case; `references` are the scored splits it is compared with."""
    told = _told(record, changed, grid, rules, solved, references, solved)
    goal = GOALS[changed.programme.goal.kind]
    explored = grid.size <= EXPLORED and not grid.further
    labels = [(grid.group_label(one.group), one) for one in ranges(solved.around, solved.unit)] if explored else []
    exchange = another(solved.plan, rules, goal, solved.unit) if explored else None
    return replace(
        told,
        status="optimal",
        optimum=solved.optimum,
        warnings=tuple(warnings),
        ties=tuple(Tie(label["instrument"], label["year"], one.low, one.high) for label, one in labels),
        exchange=tuple(_move(grid, cell, step) for cell, step in (exchange or {}).items()),
    )


def _move(grid: Grid, cell: int, step: int) -> Move:
    label = grid.label(cell)
    return Move(label["source"], label["instrument"], label["year"], step)


def with_score(
    record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], scored: Judged, best: Solved | None, references: Mapping[str, Judged]
) -> Record:
    """The record of a split made by hand; `optimum`, `bound` and `gap` speak about the best plan there is (`best`; None: there is none)."""
    told = _told(record, changed, grid, rules, scored, references, best)
    return replace(told, status="scored", optimum=scored.value if best is None else best.value)


def _told(
    record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], solved: Judged, references: Mapping[str, Judged], best: Solved | None
) -> Record:
    """What a plan is and does; prices, and so reasons, are those of the best plan and are told only about that plan."""
    goal = GOALS[changed.programme.goal.kind]
    prices = prices_of(best) if best is not None and best is solved else None
    ties = {} if best is None else {row.member: y for row, y in multipliers_of(best) if row.rule == TIERS}
    ceilings = {} if best is None else {row.member: y for row, y in multipliers_of(best) if row.rule == CEILINGS}
    ahead = best is not None and best is solved and not grid.further
    outlooks = look_ahead(grid, goal, best, changed.programme.goal.estimate) if ahead and best is not None else []
    lines = lines_of(changed.programme, grid, rules, solved, references, ties, prices, outlooks)
    sign = 1 if goal.larger_is_better else -1
    bound = solved.value if best is None else sign * best.certificate.bound
    made = replace(record.made, unit=solved.unit)
    schemes = schemes_of(changed.programme, changed.figures, lines)
    return replace(
        record,
        made=made,
        total=solved.value,
        adds=sum((line.effect for line in lines if line.adds), Fraction(0)),
        lowers=sum((line.effect for line in lines if not line.adds), Fraction(0)),
        bound=bound,
        gap=abs(bound - solved.value),
        flows=flows_of(grid, solved.plan),
        lines=lines,
        detail=detail_of(changed.programme, grid, solved.plan, ties, ceilings),
        held=tuple(held for rule in rules for held in rule.held(grid)),
        spaces=spaces_of(changed, grid, solved.plan),
        sources=sources_of(changed, grid, solved.plan),
        findings=findings_of(grid, rules, goal, solved, best),
        wishes=wishes_of(best),
        references=tuple(reference_of(name, goal, rules, one) for name, one in references.items()),
        served=served_by(changed.programme, lines),
        stated=stated_of(changed.programme, grid),
        schemes=schemes,
        budget=budget_tables(schemes, record.names, record.name, min(changed.programme.programme.years)),
    )


def _joined(texts: Sequence[Text]) -> Text:
    return Text(*("; ".join(text[lang] for text in texts) for lang in LANGS))


def reference_of(name: str, goal: Goal, rules: Sequence[Rule], scored: Judged) -> Reference:
    """A split to compare with: its effect, and the hard rules it breaks."""
    named = {rule.id: rule for rule in rules}
    broken = tuple(
        (Text(*(named[one.rule].sentence(one, lang) for lang in LANGS)), one.shortfall)
        for one in scored.findings
        if one.rule in named and named[one.rule].soft is None and not one.holds
    )
    return Reference(name, NAMES[name], goal.value(scored.plan), broken)
