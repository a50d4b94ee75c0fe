"""A solved case as a `Record`: everything that any report will want to say, computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np

from optimiser.audit import check_all
from optimiser.case import Judged, Solved
from optimiser.certificate import Certificate
from optimiser.conflict import Conflict, sentence
from optimiser.exact import plain
from optimiser.figures import Figure, Mark
from optimiser.goal import Goal
from optimiser.goals import GOALS
from optimiser.grid import Grid, Where
from optimiser.language import LANGS, MILLION, Text
from optimiser.measure import GAP, MEASURES
from optimiser.outlook import look_ahead
from optimiser.plan import Plan
from optimiser.prices import Price, price_rules
from optimiser.problem import TIERS, WISHES
from optimiser.programme import Named, Programme
from optimiser.proof import disproof_tables
from optimiser.reasons import Outlook, marginal, reason
from optimiser.record import (
    Conflict as ConflictTold,
)
from optimiser.record import (
    ContextFigure,
    FigureUsed,
    Flow,
    Line,
    Made,
    MemberTold,
    Move,
    OverrideUsed,
    Part,
    PriceTold,
    Record,
    Reference,
    RepairTold,
    RuleLine,
    Served,
    SourceUse,
    SpaceUse,
    Stated,
    SumOf,
    Tie,
    TierUse,
    Unmodelled,
    WishTold,
)
from optimiser.reference import NAMES
from optimiser.rule import Finding, Origin, Row, Rule, Sum
from optimiser.scenario import BASE, Changed
from optimiser.ties import another, ranges

# The rules with a price in the certificate, each with the cells it speaks about.
Prices = list[tuple[str, set[int]]]

BASE_NAME = Text("Basis", "Base")
BASE_REASON = Text("het programma zoals vastgelegd", "the programme as adopted")


def frame_of(changed: Changed, scenarios: Sequence[str], made: Made) -> Record:
    """The part of a record that does not depend on the outcome; status is still `none`."""
    programme = changed.programme
    chosen = [one for name in scenarios if (one := programme.scenario_named(name)) is not None]
    label = ",".join(scenarios) or BASE
    return Record(
        status="none",
        programme=programme.id,
        name=programme.programme.name,
        scenario=label,
        scenario_name=_joined([one.name for one in chosen]) if chosen else Text(label, label) if label != BASE else BASE_NAME,
        reason=_joined([one.reason for one in chosen]) if chosen else BASE_REASON,
        goal=programme.goal.kind,
        goal_unit=GOALS[programme.goal.kind].unit,
        estimate=programme.goal.estimate,
        years=tuple(str(year) for year in sorted(programme.programme.years)),
        made=made,
        names=_names(programme),
        prices=programme.programme.prices or Text("", ""),
        figures=_figures(changed),
        overrides=tuple(OverrideUsed(one.key, one.was, one.now, one.origin, one.reason) for one in changed.overrides),
        unmodelled=tuple(Unmodelled(one.id, one.name, one.why, _origin(one.source)) for one in programme.principle),
        context=tuple(ContextFigure(one.id, one.name, one.value, one.unit, one.outside, _origin(one.source), one.note) for one in programme.context),
    )


def with_conflict(record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], conflict: Conflict, disproof: Certificate) -> Record:
    """The record of a case without a plan; `disproof` holds the multipliers that prove it."""
    repairs = tuple(RepairTold(one.rule.id, one.year, one.to, one.unit, one.slack, one.rule.standing) for one in conflict.repairs)
    named = {rule.id: rule for rule in rules}
    members = tuple(_member(named[rule], conflict.limits[rule, year]) for rule, year in conflict.members)
    told = ConflictTold(members, conflict.shortfall, conflict.unit, repairs, sentence(conflict, rules))
    return replace(record, status="infeasible", conflict=told, disproof=disproof_tables(_without_plan(record, changed, grid, rules, disproof)))


def _member(rule: Rule, finding: Finding) -> MemberTold:
    said = Text(*(rule.sentence(finding, lang) for lang in LANGS))
    return MemberTold(rule.id, finding.year, rule.name, said, rule.standing, rule.owner, _origin(rule.source))


def _without_plan(record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], disproof: Certificate) -> Record:
    """The case told over an empty plan, with the multipliers of its disproof: only for the tables of the proof, never shown as a plan."""
    nothing = Plan(grid, np.zeros(grid.size, dtype=np.int64), (0,) * len(grid.tiers.rate))
    prices = list(zip(disproof.problem.rows, disproof.multipliers, strict=True))
    named = {rule.id: rule for rule in rules}
    findings = check_all(nothing, rules)
    told = [_rule_line(grid, named[one.rule], one, y, 1, None) for one, (_, y) in zip(findings, prices, strict=False)]
    ties = {row.member: y for row, y in prices if row.rule == TIERS}
    lines = _lines(changed.programme, grid, rules, Judged(nothing, findings, Fraction(0), 1), {}, ties, None)
    return replace(record, flows=_flows(grid, nothing), findings=tuple(told), lines=lines, bound=disproof.bound)


def with_plan(
    record: Record, changed: Changed, grid: Grid, rules: Sequence[Rule], solved: Solved, references: Mapping[str, Judged], warnings: Sequence[Text]
) -> Record:
    """The record of a solved case; `references` are the scored splits it is compared with."""
    told = _told(record, changed, grid, rules, solved, references, solved)
    goal = GOALS[changed.programme.goal.kind]
    labels = [(grid.group_label(one.group), one) for one in ranges(solved.certificate, solved.unit)]
    return replace(
        told,
        status="optimal",
        optimum=solved.optimum,
        warnings=tuple(warnings),
        ties=tuple(Tie(label["instrument"], label["year"], one.low, one.high) for label, one in labels),
        exchange=tuple(_move(grid, cell, step) for cell, step in (another(solved.plan, rules, goal, solved.unit) or {}).items()),
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
    prices = _prices(best) if best is not None and best is solved else None
    ties = {} if best is None else {row.member: y for row, y in _multipliers(best) if row.rule == TIERS}
    outlooks = look_ahead(grid, goal, best, changed.programme.goal.estimate) if best is not None and best is solved else []
    lines = _lines(changed.programme, grid, rules, solved, references, ties, prices, outlooks)
    sign = 1 if goal.larger_is_better else -1
    bound = solved.value if best is None else sign * best.certificate.bound
    made = replace(record.made, unit=solved.unit)
    return replace(
        record,
        made=made,
        total=solved.value,
        adds=sum((line.effect for line in lines if line.adds), Fraction(0)),
        lowers=sum((line.effect for line in lines if not line.adds), Fraction(0)),
        bound=bound,
        gap=abs(bound - solved.value),
        flows=_flows(grid, solved.plan),
        lines=lines,
        spaces=_spaces(changed, grid, solved.plan),
        sources=_sources(changed, grid, solved.plan),
        findings=_findings(grid, rules, goal, solved, best),
        wishes=_wishes(best),
        references=tuple(_reference(name, goal, rules, one) for name, one in references.items()),
        served=_served(changed.programme, lines),
        stated=_stated(changed.programme, grid),
    )


def _joined(texts: Sequence[Text]) -> Text:
    return Text(*("; ".join(text[lang] for text in texts) for lang in LANGS))


def _origin(origin: Origin | None) -> str:
    return f"{origin.document}, {origin.place}" if origin else ""


def _names(programme: Programme) -> dict[str, Text]:
    """`space:innovatie` -> its name, for every named thing."""
    tables: dict[str, Sequence[Named]] = {"space": programme.space, "source": programme.source, "instrument": programme.instrument}
    return {f"{table}:{one.id}": one.name for table, ones in tables.items() for one in ones}


def _figures(changed: Changed) -> tuple[FigureUsed, ...]:
    figures = changed.figures
    years = {str(year) for year in changed.programme.programme.years}
    table: list[tuple[str, Figure]] = [(f"source.{s}.{y}", one) for (s, y), one in sorted(figures.budgets.items()) if y in years]
    for (instrument, column, year), one in sorted(figures.columns.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or "")):
        if year is None or year in years:
            table.append((".".join(["instrument", instrument, column, *([year] if year else [])]), one))
    for instrument, response in sorted(figures.responses.items()):
        table += [(f"estimate.{instrument}.{column}", one) for column, one in response.estimates.items()]
        table += [(f"estimate.{instrument}.{name}", getattr(response, name)) for name in ("realisation", "lag", "duration")]
    table += [(f"reference.{space}.{year}", one) for (space, year), one in sorted(figures.reference.items())]
    return tuple(FigureUsed(key, _value(one), one.unit, one.place, one.standing, one.source, one.note) for key, one in table)


def _value(figure: Figure) -> str:
    value = figure.value
    if isinstance(value, Mark):
        return value.value
    return value.isoformat() if isinstance(value, date) else plain(value) if isinstance(value, (int, Fraction)) else str(value)


def _flows(grid: Grid, plan: Plan) -> tuple[Flow, ...]:
    flows = []
    for cell, amount in enumerate(plan.amounts.tolist()):
        label = grid.label(cell)
        flows.append(Flow(label["source"], label["instrument"], _space(grid, label["instrument"]), label["year"], amount))
    return tuple(flows)


def _space(grid: Grid, instrument: str) -> str:
    return grid.member("instrument", instrument).attributes["space"]


def _lines(
    programme: Programme,
    grid: Grid,
    rules: Sequence[Rule],
    solved: Judged,
    references: Mapping[str, Judged],
    ties: Mapping[str | None, Fraction],
    prices: Prices | None,
    outlooks: Sequence[Outlook] = (),
) -> tuple[Line, ...]:
    plan = solved.plan
    measure = programme.goal.kind if programme.goal.kind != "money" else GAP
    weights = grid.weights(measure)
    compared = references.get("published")
    spaces = [one.id for one in programme.space]
    order = {one.id: (spaces.index(one.space), position) for position, one in enumerate(programme.instrument)}
    named = {rule.id: rule for rule in rules}
    lines = []
    for group, amount in enumerate(plan.group_spend.tolist()):
        label = grid.group_label(group)
        where = Where().narrowed(instrument=label["instrument"], year=label["year"])
        tiers = []
        for j in grid.select_tiers(where).tolist():
            rate = grid.tiers.rate[j] * weights[group] * MILLION
            tiers.append(TierUse(grid.tiers.width[j], rate, Fraction(plan.filled[j]), grid.tiers.rate[j]))
        cells = set(grid.select(where).tolist())
        holding = None if prices is None else list(dict.fromkeys(rule for rule, columns in prices if cells & columns))
        lines.append(
            Line(
                instrument=label["instrument"],
                space=_space(grid, label["instrument"]),
                year=label["year"],
                amount=amount,
                reference=None if compared is None else int(compared.plan.group_spend[group]),
                effect=plan.effect(where, weights),
                marginal=marginal(tiers, amount),
                adds=grid.figures.responses[label["instrument"]].adds,
                tiers=tuple(tiers),
                counts={measure: grid.weights(measure)[group] for measure in MEASURES},
                multiplier=ties.get(str(group), Fraction(0)),
                reason=reason(tiers, amount, None if holding is None else [named[rule] for rule in holding], outlooks[group] if outlooks else None),
            )
        )
    return tuple(sorted(lines, key=lambda line: (order[line.instrument], line.year)))


def _multipliers(best: Solved) -> list[tuple[Row, Fraction]]:
    return list(zip(best.certificate.problem.rows, best.certificate.multipliers, strict=True))


def _wishes(best: Solved | None) -> tuple[WishTold, ...]:
    rows = [] if best is None else _multipliers(best)
    return tuple(WishTold(int(row.member or 0), row.bound, y) for row, y in rows if row.rule == WISHES)


def _prices(solved: Solved) -> Prices:
    """The rules with a price in the certificate, with the cells they speak about; balances are the budget, not a reason."""
    found = []
    cells = solved.plan.grid.size
    for row, y in _multipliers(solved):
        if y != 0 and not row.given and row.rule not in (TIERS, WISHES) and row.member not in {s for s, _ in solved.plan.grid.budgets}:
            touched = {int(column) for _, columns in row.terms for column in columns.tolist() if column < cells}
            found.append((row.rule, touched))
    return found


def _spaces(changed: Changed, grid: Grid, plan: Plan) -> tuple[SpaceUse, ...]:
    rows = []
    for space in changed.programme.space:
        for year in grid.years:
            reference = changed.figures.reference.get((space.id, year))
            amount = plan.spent(Where().narrowed(space=space.id, year=year))
            value = reference.value if reference is not None and isinstance(reference.value, int) else None
            rows.append(SpaceUse(space.id, year, amount, value, grid.budget(Where(), year)))
    return tuple(rows)


def _sources(changed: Changed, grid: Grid, plan: Plan) -> tuple[SourceUse, ...]:
    rows = []
    for source in changed.programme.source:
        for year in grid.years:
            value = changed.figures.budgets[source.id, year].value
            spent = plan.spent(Where().narrowed(source=source.id, year=year))
            mark = value.value if isinstance(value, Mark) else ""
            rows.append(SourceUse(source.id, year, value if isinstance(value, int) else None, mark, spent))
    return tuple(rows)


def _findings(grid: Grid, rules: Sequence[Rule], goal: Goal, solved: Judged, best: Solved | None) -> tuple[RuleLine, ...]:
    """The findings in the order of the rules; the rows of the best plan's certificate start with the same ones."""
    named = {rule.id: rule for rule in rules}
    prices = best.certificate.multipliers[: len(solved.findings)] if best else (Fraction(0),) * len(solved.findings)
    steps = (
        price_rules(best.certificate.problem, solved.plan, solved.findings, goal.larger_is_better)
        if best is not None and best is solved
        else (None,) * len(prices)
    )
    table = zip(solved.findings, prices, steps, strict=True)
    return tuple(_rule_line(grid, named[finding.rule], finding, price, solved.unit, step) for finding, price, step in table)


def _rule_line(grid: Grid, rule: Rule, finding: Finding, multiplier: Fraction, unit: int, price: Price | None) -> RuleLine:
    return RuleLine(
        id=rule.id,
        kind=rule.kind,
        name=rule.name,
        sentence=Text(*(rule.sentence(finding, lang) for lang in LANGS)),
        year=finding.year,
        member=finding.member,
        left=finding.left,
        sense=finding.sense,
        limit=finding.limit,
        unit=finding.unit,
        margin=finding.margin,
        excess=finding.excess,
        holds=finding.holds,
        binding=finding.binding(unit),
        soft=rule.soft is not None,
        priority=rule.soft.priority if rule.soft else None,
        standing=rule.standing,
        owner=rule.owner,
        source=_origin(rule.source),
        note=rule.note,
        over=_sum(grid, finding.over),
        under=None if finding.under is None else _sum(grid, finding.under),
        multiplier=multiplier,
        weight=rule.soft.weight if rule.soft else Fraction(0),
        price=None if price is None else PriceTold(price.less, price.more, price.step),
    )


def _sum(grid: Grid, total: Sum) -> SumOf:
    return SumOf(tuple(_part(grid, factor, where) for factor, where in total.terms), total.constant, total.persons)


def _part(grid: Grid, factor: Fraction, where: Where) -> Part:
    """A selection as lists of ids per dimension: attributes belong to one dimension each, so a selection is a product of lists."""
    allowed: dict[str, tuple[str, ...] | None] = {}
    for dimension, members in grid.dimensions.items():
        kept = tuple(member.id for member in members if _in(grid, dimension, member.id, member.attributes, where))
        allowed[dimension] = None if len(kept) == len(members) else kept
    return Part(factor, allowed["source"], allowed["instrument"], allowed["year"])


def _in(grid: Grid, dimension: str, id: str, attributes: Mapping[str, str], where: Where) -> bool:
    values = {dimension: id, **attributes}
    only = all(values[key] in wanted for key, wanted in where.only if grid.dimension_of(key) == dimension)
    return only and not any(values[key] in unwanted for key, unwanted in where.never if grid.dimension_of(key) == dimension)


def _reference(name: str, goal: Goal, rules: Sequence[Rule], scored: Judged) -> Reference:
    named = {rule.id: rule for rule in rules}
    broken = tuple(
        (Text(*(named[one.rule].sentence(one, lang) for lang in LANGS)), one.shortfall)
        for one in scored.findings
        if one.rule in named and named[one.rule].soft is None and not one.holds
    )
    return Reference(name, NAMES[name], goal.value(scored.plan), broken)


def _served(programme: Programme, lines: Sequence[Line]) -> tuple[Served, ...]:
    """Money and effect per opgave (through its agreements), agreement and indicator."""
    rows = []
    challenge_of = {one.id: one.challenge for one in programme.agreement}
    for challenge in programme.challenge:
        served = [one.id for one in programme.instrument if challenge.id in {challenge_of[a] for a in one.agreements}]
        rows.append(_serve("opgave", challenge, served, lines))
    for agreement in programme.agreement:
        served = [one.id for one in programme.instrument if agreement.id in one.agreements]
        rows.append(_serve("afspraak", agreement, served, lines, note=agreement.deadline))
    for indicator in programme.indicator:
        served = [one.id for one in programme.instrument if indicator.id in one.indicators]
        rows.append(replace(_serve("indicator", indicator, served, lines), link=indicator.link))
    return tuple(rows)


def _serve(kind: str, one: Named, instruments: Sequence[str], lines: Sequence[Line], note: str = "") -> Served:
    mine = [line for line in lines if line.instrument in instruments]
    amounts: dict[str, int] = {}
    for line in mine:
        amounts[line.year] = amounts.get(line.year, 0) + line.amount
    effect = sum((line.effect for line in mine), Fraction(0))
    return Served(kind, one.id, one.name, amounts, effect, tuple(instruments), _origin(one.source), one.note or note)


def _stated(programme: Programme, grid: Grid) -> tuple[Stated, ...]:
    return tuple(
        Stated(str(one.year), one.amount, grid.budget(Where(), str(one.year)), _origin(one.source))
        for one in programme.stated
        if str(one.year) in grid.years
    )
