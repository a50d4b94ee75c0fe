"""What a record tells of a plan: flows, lines with their reasons, use per space and source, and every finding with its price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np

from optimiser.case import Judged, Solved
from optimiser.figures import Mark
from optimiser.goal import Goal
from optimiser.grid import ROLES, Grid, Where
from optimiser.language import LANGS, MILLION, Text
from optimiser.measure import MEASURES, measured
from optimiser.plan import Plan
from optimiser.prices import Price, price_rules
from optimiser.problem import INNER, WISHES
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

# Up to this many cells every binding rule is priced by solving again, and the room among the best plans is explored.
EXPLORED = 5_000
# Every part of a sum is an amount of its own.
PARTS = "part"
# The rules with a price in the certificate, each with the cells it speaks about.
Prices = list[tuple[str, set[int]]]


def flows_of(grid: Grid, plan: Plan) -> tuple[Flow, ...]:
    """Every source line, instrument and year of a plan as a flow, in canonical order; further dimensions are added up."""
    flows = []
    sizes = [len(grid.dimensions[name]) for name in ROLES]
    keys = (grid.codes["source"] * sizes[1] + grid.codes["instrument"]) * sizes[2] + grid.codes["year"]
    found, which = np.unique(keys, return_inverse=True)
    amounts = np.zeros(len(found), dtype=np.int64)
    np.add.at(amounts, which.reshape(-1), plan.amounts)
    for key, amount in zip(found.tolist(), amounts.tolist(), strict=True):
        rest, year = divmod(key, sizes[2])
        source, instrument = divmod(rest, sizes[1])
        ids = [grid.dimensions[name][code].id for name, code in zip(ROLES, (source, instrument, year), strict=True)]
        flows.append(Flow(ids[0], ids[1], _space(grid, ids[1]), ids[2], amount))
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
    measure = measured(programme.goal.kind)
    weights = grid.weights(measure)
    compared = references.get("published")
    spaces = [one.id for one in programme.space]
    order = {one.id: (spaces.index(one.space), position) for position, one in enumerate(programme.instrument)}
    named = {rule.id: rule for rule in rules}
    lines = []
    spend, uses = plan.group_spend, tiers_of(plan, weights)
    for number, (instrument, year, groups) in enumerate(grid.lines):
        where = Where().narrowed(instrument=instrument, year=year)
        amount, tiers = int(spend[groups].sum()), together([uses[group] for group in groups.tolist()])
        cells = set(grid.select(where).tolist())
        holding = None if prices is None else list(dict.fromkeys(rule for rule, columns in prices if cells & columns))
        lines.append(
            Line(
                instrument=instrument,
                space=_space(grid, instrument),
                year=year,
                amount=amount,
                reference=None if compared is None else int(compared.plan.group_spend[groups].sum()),
                effect=sum((effect_of(uses[group]) for group in groups.tolist()), Fraction(0)),
                marginal=marginal(tiers, amount),
                adds=grid.figures.responses[instrument].adds,
                tiers=tiers,
                counts={measure: grid.weights(measure)[int(groups[0])] for measure in MEASURES},
                multiplier=ties.get(str(groups[0]), Fraction(0)) if len(groups) == 1 else Fraction(0),
                reason=reason(
                    tiers, amount, None if holding is None else [named[rule] for rule in holding], outlooks[number] if outlooks else None, measure
                ),
            )
        )
    return tuple(sorted(lines, key=lambda line: (order[line.instrument], line.year)))


def tiers_of(plan: Plan, weights: Sequence[int]) -> list[list[TierUse]]:
    """How every group fills its tiers, shape (groups,); `weights` (groups,): how often a person counts in the goal."""
    found: list[list[TierUse]] = [[] for _ in weights]
    tiers = plan.grid.tiers
    for group, width, base, filled in zip(tiers.group.tolist(), tiers.width, tiers.rate, plan.filled, strict=True):
        found[group].append(TierUse(width, base * weights[group] * MILLION, Fraction(filled), base))
    return found


def effect_of(tiers: Sequence[TierUse]) -> Fraction:
    """Persons in the goal's measure."""
    return sum((tier.rate * tier.filled for tier in tiers), Fraction(0)) / MILLION


def together(groups: Sequence[Sequence[TierUse]]) -> tuple[TierUse, ...]:
    """The tiers of several groups as if they were one: widths add up, rates are averages over the widths."""
    if len(groups) == 1:
        return tuple(groups[0])
    found = []
    for tiers in zip(*(one for one in groups if one), strict=True):
        width = sum((one.width for one in tiers), Fraction(0))
        rate, base = (
            sum((value * one.width for value, one in zip(values, tiers, strict=True)), Fraction(0))
            for values in ([one.rate for one in tiers], [one.base for one in tiers])
        )
        filled = sum((one.filled for one in tiers), Fraction(0))
        found.append(TierUse(width, rate / width if width else rate, filled, base / width if width else base))
    return tuple(found)


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
    sources = {source for source, _ in solved.plan.grid.budgets}
    for row, y in zip(solved.around.problem.rows, solved.around.multipliers, strict=True):
        if y != 0 and not row.given and row.rule not in INNER and row.member not in sources:
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
        price_rules(best.around.problem, solved.plan, solved.findings, goal.larger_is_better)
        if best is not None and best is solved and grid.size <= EXPLORED
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
    if total.each and total.each not in grid.dimensions:
        # Flows carry no attributes: every member is a part of its own.
        ((factor, where),) = total.terms
        members = [value for value in sorted(grid.values(total.each)) if grid.select(where.narrowed(**{total.each: value})).size]
        return SumOf(tuple(_part(grid, factor, where.narrowed(**{total.each: value})) for value in members), each=PARTS)
    return SumOf(tuple(_part(grid, factor, where) for factor, where in total.terms), total.constant, total.persons, total.each)


def _part(grid: Grid, factor: Fraction, where: Where) -> Part:
    """A selection as lists of ids per dimension: attributes belong to one dimension each, so a selection is a product of lists."""
    allowed: dict[str, tuple[str, ...] | None] = {}
    for dimension in ROLES:
        members = grid.dimensions[dimension]
        kept = tuple(member.id for member in members if _in(grid, dimension, member.id, member.attributes, where))
        allowed[dimension] = None if len(kept) == len(members) else kept
    return Part(factor, allowed["source"], allowed["instrument"], allowed["year"], tuple(_further(grid, where)))


def _further(grid: Grid, where: Where) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a selection says about further dimensions, clause by clause; an exception as the values that are left."""
    for key, wanted in where.only:
        if grid.dimension_of(key) not in ROLES:
            yield key, wanted
    for key, unwanted in where.never:
        if grid.dimension_of(key) not in ROLES:
            yield key, tuple(value for value in grid.values(key) if value not in unwanted)


def _in(grid: Grid, dimension: str, id: str, attributes: Mapping[str, str], where: Where) -> bool:
    values = {dimension: id, **attributes}
    only = all(values[key] in wanted for key, wanted in where.only if grid.dimension_of(key) == dimension)
    return only and not any(values[key] in unwanted for key, unwanted in where.never if grid.dimension_of(key) == dimension)
