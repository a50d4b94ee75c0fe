"""The plan of a programme with further dimensions in every cell: what `flows` and `lines` of its record add up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimiser.grid import Grid
from optimiser.measure import GAP
from optimiser.plan import Plan
from optimiser.programme import Programme
from optimiser.record import CellUse, Detail, Divides, GroupUse, MemberUse
from optimiser.told_plan import effect_of, tiers_of


def detail_of(
    programme: Programme, grid: Grid, plan: Plan, ties: Mapping[str | None, Fraction], ceilings: Mapping[str | None, Fraction]
) -> Detail | None:
    """Cells, groups and members; None without further dimensions. `ties` and `ceilings`: multipliers of tier and ceiling rows by group."""
    if not grid.further:
        return None
    names = {one.id: one.name for one in programme.dimension}
    weights = grid.weights(programme.goal.kind if programme.goal.kind != "money" else GAP)
    members = {name: [one.id for one in grid.dimensions[name]] for name in grid.dimensions}
    cells = zip(*(grid.codes[name].tolist() for name in grid.codes), plan.amounts.tolist(), strict=True)
    groups = zip(*(grid.groups[name].tolist() for name in grid.groups), plan.group_spend.tolist(), tiers_of(plan, weights), strict=True)
    in_cell, in_group = list(grid.codes), list(grid.groups)

    def told(names: list[str], codes: tuple[int, ...]) -> list[str]:
        return [members[name][code] for name, code in zip(names, codes, strict=True)]

    cells_told = []
    for *codes, amount in cells:
        ids = told(in_cell, tuple(codes))
        cells_told.append(CellUse(ids[0], ids[1], ids[2], tuple(ids[3:]), amount))
    groups_told = []
    for number, (*codes, amount, tiers) in enumerate(groups):
        ids = told(in_group, tuple(codes))
        most = int(grid.ceilings[number])
        y, price = ties.get(str(number), Fraction(0)), ceilings.get(str(number), Fraction(0))
        ceiling = most if most >= 0 else None
        groups_told.append(GroupUse(ids[0], ids[1], tuple(ids[2:]), amount, effect_of(tiers), ceiling, y, price, tuple(tiers)))
    applicants = next((one.id for one in programme.dimension if one.requests is not None), "")
    own = next((one.cofinancing for one in programme.dimension if one.id == applicants and one.cofinancing is not None), "")
    tiles = {(one.id, member.id): member.tile for one in programme.dimension for member in one.member}
    every = tuple(
        MemberUse(name, one.id, one.name, dict(one.attributes), tiles.get((name, one.id))) for name in grid.further for one in grid.dimensions[name]
    )
    divides = {one.id: Divides(key.id, key.name) for one in programme.dimension for key in one.key if key.id == one.divide}
    return Detail({name: names[name] for name in grid.further}, every, tuple(cells_told), tuple(groups_told), applicants, own, divides)
