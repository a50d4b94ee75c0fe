"""The proof of a plan as tables of text: what the certificate file holds, the workbook carries, and `verify.py` checks on its own.

Every number is exact text (`12`, `0.25`, `2/3`). Rows have a mark and tables a hash, so that a changed cell is found by name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction

from optimiser.measure import MEASURES
from optimiser.record import Detail, Record, RuleLine, SumOf, TierUse
from optimiser.verify import Checked, Table, mark, marked, row_texts, table_hash

FORMAT = "taz-optimiser certificate 1"


def tables(record: Record) -> dict[str, Table]:
    """The tables of a record; `claims` holds what is claimed, and the hashes. Without a plan they prove that there is none."""
    if record.conflict is not None:
        return {**record.disproof, "claims": [{"claim": "run", "value": record.id}, *record.disproof["claims"]]}
    found = _case_tables(record)
    claims = {"run": record.id, "status": record.status, "goal": record.goal}
    claims |= {"value": str(record.total), "bound": str(record.bound), "gap": str(record.gap)}
    return {**found, "claims": _claims(found, claims, _dimensions(record))}


def disproof_tables(record: Record) -> dict[str, Table]:
    """The tables that prove that no plan exists: `record` tells the case over an empty plan, `bound` is the negative number that cannot be."""
    found = _case_tables(record)
    claims = {"status": "infeasible", "goal": record.goal, "bound": str(record.bound)}
    return {**found, "plan": [], "claims": _claims(found, claims, _dimensions(record))}


def _case_tables(record: Record) -> dict[str, Table]:
    found: dict[str, Table] = {
        "flows": _flows(record),
        "tiers": _tiers(record),
        "rules": [_rule(number, one) for number, one in enumerate(record.findings, start=1)],
        "groups": _groups(record),
        "wishes": [{"priority": str(one.priority), "reached": str(one.reached), "multiplier": str(one.multiplier)} for one in record.wishes],
        "plan": [{"line": f"{one.instrument}.{one.year}", "plan": str(one.amount)} for one in record.lines],
        "exchange": [
            {"source": one.source, "instrument": one.instrument, "year": one.year, "difference": str(one.difference)} for one in record.exchange
        ],
    }
    if record.detail is not None:
        found["members"] = _members(record.detail)
    for name, keys in marked(_dimensions(record)).items():
        for row, text in zip(found[name], row_texts(found[name], keys), strict=True):
            row["mark"] = mark(text)
    return found


def _dimensions(record: Record) -> list[str]:
    return [] if record.detail is None else list(record.detail.dimensions)


def _flows(record: Record) -> Table:
    if record.detail is None:
        return [{"source": one.source, "instrument": one.instrument, "year": one.year, "amount": str(one.amount)} for one in record.flows]
    names = record.detail.dimensions
    return [
        {
            "source": one.source,
            "instrument": one.instrument,
            "year": one.year,
            **dict(zip(names, one.members, strict=True)),
            "amount": str(one.amount),
        }
        for one in record.detail.cells
    ]


def _groups(record: Record) -> Table:
    if record.detail is None:
        return [{"instrument": one.instrument, "year": one.year, "multiplier": str(one.multiplier)} for one in record.lines]
    names = record.detail.dimensions
    return [
        {
            "instrument": one.instrument,
            "year": one.year,
            **dict(zip(names, one.members, strict=True)),
            "multiplier": str(one.multiplier),
            "ceiling": "" if one.ceiling is None else str(one.ceiling),
            "ceiling multiplier": str(one.ceiling_multiplier),
        }
        for one in record.detail.groups
    ]


def _members(detail: Detail) -> Table:
    """What selections may name beside the ids themselves: the attributes of every member."""
    return [
        {"dimension": one.dimension, "member": one.id, "attribute": key, "value": value}
        for one in detail.members
        for key, value in sorted(one.attributes.items())
    ]


def _claims(found: dict[str, Table], claims: dict[str, str], dimensions: list[str]) -> Table:
    hashes = {f"hash {name}": table_hash(row_texts(found[name], keys)) for name, keys in marked(dimensions).items()}
    further = {"dimensions": ";".join(dimensions)} if dimensions else {}
    return [{"claim": key, "value": value} for key, value in {**claims, **further, **hashes}.items()]


def certificate_json(record: Record) -> str:
    """The certificate file: the tables with what they belong to."""
    head = {"format": FORMAT, "programme": record.programme, "scenario": record.scenario, "run": record.id}
    return json.dumps({**head, "tables": tables(record)}, ensure_ascii=False, indent=1 if record.detail is None else None) + "\n"


@dataclass(frozen=True)
class Bound:
    """What adds up to the bound: rows (name, multiplier, limit) and columns (name, gain per unit, upper bound), all exact."""

    rows: tuple[tuple[str, Fraction, Fraction], ...]
    columns: tuple[tuple[str, Fraction, Fraction], ...]


def bound_parts(record: Record) -> Bound:
    """The parts of the bound, as the stand-alone checker finds them in the tables (maximisation form)."""
    checked = Checked(tables(record))
    if record.conflict is not None:
        # That no plan exists is proved with nothing to win.
        checked.objective = []
    rows, columns = checked.bound_parts()
    return Bound(tuple(rows), tuple((name, gain, upper) for name, gain, upper in columns if upper is not None))


def sum_text(total: SumOf) -> str:
    """`2/3*[source=a;year=2024] + 5`; effect is `gap: 1*[...]`, an amount for every instrument `each instrument: 1*[...]`."""
    parts = []
    for part in total.parts:
        where = {"source": part.source, "instrument": part.instrument, "year": part.year}
        clauses = [(key, values) for key, values in where.items() if values is not None] + list(part.further)
        ids = ";".join(f"{key}={','.join(values)}" for key, values in clauses)
        parts.append(f"{part.factor}*[{ids}]")
    if total.constant or not parts:
        parts.append(str(total.constant))
    return (f"{total.persons}: " if total.persons else f"each {total.each}: " if total.each else "") + " + ".join(parts)


def _tiers(record: Record) -> Table:
    counts = {(one.instrument, one.year): {measure: str(one.counts.get(measure, 0)) for measure in MEASURES} for one in record.lines}
    detail = record.detail
    groups: list[tuple[str, str, dict[str, str], tuple[TierUse, ...]]] = (
        [(one.instrument, one.year, {}, one.tiers) for one in record.lines]
        if detail is None
        else [(one.instrument, one.year, dict(zip(detail.dimensions, one.members, strict=True)), one.tiers) for one in detail.groups]
    )
    rows = []
    for instrument, year, members, tiers in groups:
        for number, tier in enumerate(tiers, start=1):
            exact: dict[str, Fraction] = {"width": tier.width, "rate": tier.base, "filled": tier.filled}
            numbers = {key: str(value) for key, value in exact.items()}
            rows.append({"instrument": instrument, "year": year, **members, "tier": str(number), **numbers, **counts[instrument, year]})
    return rows


def _rule(number: int, one: RuleLine) -> dict[str, str]:
    return {
        "no": str(number),
        "rule": one.id,
        "year": one.year or "",
        "member": one.member or "",
        "sense": one.sense,
        "limit": str(one.limit),
        "over": sum_text(one.over),
        "under": "" if one.under is None else sum_text(one.under),
        "wish": "" if one.priority is None else str(one.priority),
        "weight": str(one.weight),
        "multiplier": str(one.multiplier),
    }
