"""What a record tells of a plan: flows, lines with their reasons, use per space and source, and every finding with its price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from optimiser.case import Judged, Solved
from optimiser.figures import Mark
from optimiser.goal import Goal
from optimiser.grid import Grid, Where
from optimiser.language import LANGS, MILLION, Text
from optimiser.measure import GAP, MEASURES
from optimiser.plan import Plan
from optimiser.prices import Price, price_rules
from optimiser.problem import TIERS, WISHES
from optimiser.programme import Programme
from optimiser.reasons import Outlook, marginal, reason
from optimiser.record import (
    Flow,
    Line,
    Part,
    PriceTold,
    RuleLine,
    SourceUse,
    SpaceUse,
    SumOf,
    TierUse,
    WishTold,
)
from optimiser.rule import Finding, Row, Rule, Sum
from optimiser.scenario import Changed
from optimiser.told_case import origin_text

# The rules with a price in the certificate, each with the cells it speaks about.
Prices = list[tuple[str, set[int]]]


def flows_of(grid: Grid, plan: Plan) -> tuple[Flow, ...]:
    """Every cell of a plan as a flow, in canonical order."""
    flows = []
    for cell, amount in enumerate(plan.amounts.tolist()):
        label = grid.label(cell)
        flows.append(Flow(label["source"], label["instrument"], _space(grid, label["instrument"]), label["year"], amount))
    return tuple(flows)


def _space(grid: Grid, instrument: str) -> str:
    return grid.member("instrument", instrument).attributes["space"]


def lines_of(
    programme: Programme,
    grid: Grid,
    rules: Sequence[Rule],
    solved: Judged,
    references: Mapping[str, Judged],
    ties: Mapping[str | None, Fraction],
    prices: Prices | None,
    outlooks: Sequence[Outlook] = (),
) -> tuple[Line, ...]:
    """Every instrument and year, in the order of the programme; `ties` are the multipliers of the tier rows."""
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


def multipliers_of(best: Solved) -> list[tuple[Row, Fraction]]:
    """The rows of the best plan's certificate with their multipliers."""
    return list(zip(best.certificate.problem.rows, best.certificate.multipliers, strict=True))


def wishes_of(best: Solved | None) -> tuple[WishTold, ...]:
    """What the wishes reached, with the multipliers that keep it."""
    rows = [] if best is None else multipliers_of(best)
    return tuple(WishTold(int(row.member or 0), row.bound, y) for row, y in rows if row.rule == WISHES)


def prices_of(solved: Solved) -> Prices:
    """The rules with a price in the certificate, with the cells they speak about; balances are the budget, not a reason."""
    found = []
    cells = solved.plan.grid.size
    for row, y in multipliers_of(solved):
        if y != 0 and not row.given and row.rule not in (TIERS, WISHES) and row.member not in {s for s, _ in solved.plan.grid.budgets}:
            touched = {int(column) for _, columns in row.terms for column in columns.tolist() if column < cells}
            found.append((row.rule, touched))
    return found


def spaces_of(changed: Changed, grid: Grid, plan: Plan) -> tuple[SpaceUse, ...]:
    """Every space and year against the published use."""
    rows = []
    for space in changed.programme.space:
        for year in grid.years:
            reference = changed.figures.reference.get((space.id, year))
            amount = plan.spent(Where().narrowed(space=space.id, year=year))
            value = reference.value if reference is not None and isinstance(reference.value, int) else None
            rows.append(SpaceUse(space.id, year, amount, value, grid.budget(Where(), year)))
    return tuple(rows)


def sources_of(changed: Changed, grid: Grid, plan: Plan) -> tuple[SourceUse, ...]:
    """Every source line and year: what there is, what is spent."""
    rows = []
    for source in changed.programme.source:
        for year in grid.years:
            value = changed.figures.budgets[source.id, year].value
            spent = plan.spent(Where().narrowed(source=source.id, year=year))
            mark = value.value if isinstance(value, Mark) else ""
            rows.append(SourceUse(source.id, year, value if isinstance(value, int) else None, mark, spent))
    return tuple(rows)


def findings_of(grid: Grid, rules: Sequence[Rule], goal: Goal, solved: Judged, best: Solved | None) -> tuple[RuleLine, ...]:
    """The findings in the order of the rules; the rows of the best plan's certificate start with the same ones."""
    named = {rule.id: rule for rule in rules}
    prices = best.certificate.multipliers[: len(solved.findings)] if best else (Fraction(0),) * len(solved.findings)
    steps = (
        price_rules(best.certificate.problem, solved.plan, solved.findings, goal.larger_is_better)
        if best is not None and best is solved
        else (None,) * len(prices)
    )
    table = zip(solved.findings, prices, steps, strict=True)
    return tuple(rule_line(grid, named[finding.rule], finding, price, solved.unit, step) for finding, price, step in table)


def rule_line(grid: Grid, rule: Rule, finding: Finding, multiplier: Fraction, unit: int, price: Price | None) -> RuleLine:
    """A finding told with everything a report may say about it."""
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
        source=origin_text(rule.source),
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
