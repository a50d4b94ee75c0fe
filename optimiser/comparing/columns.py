"""A variant as a column: what it spends, what it brings, what holds it; and the two baselines of the first one as columns of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePath
from string import ascii_uppercase

from optimiser.case import Judged
from optimiser.comparing.variants import Variant
from optimiser.comparison import LAST_SHARES, PUBLISHED, AmountRow, Column, RuleRow
from optimiser.goals import GOALS
from optimiser.language import Text
from optimiser.record import Record, RuleLine
from optimiser.recorder import reference_of
from optimiser.reference import NAMES
from optimiser.run import Case, score_references
from optimiser.told_plan import lines_of, rule_line

LONGEST = 22
SHORT = {PUBLISHED: Text("gepubliceerd", "published"), LAST_SHARES: Text("aandelen jaar ervoor", "last year's shares")}
Respelled = Mapping[tuple[str, str], str]


def column_of(place: int, variant: Variant) -> Column:
    """One variant; `place` counts from 0."""
    side, record = variant.side, variant.record
    asked, label, amounts = variant.spec.text, short(variant.spec.text), side.lines or {}
    bare = Column(
        key=letters(place),
        label=Text(label, label),
        asked=asked,
        kind=side.told.kind,
        programme=side.told.programme,
        scenario=side.told.scenario,
        name=Text(asked, asked),
        status="untold",
        spent=dict(amounts),
        spaces=_by_space((space_of(side.spaces, id), year, amount) for (id, year), amount in amounts.items()),
    )
    if record is None:
        return bare
    told = replace(bare, goal=record.goal, unit=record.goal_unit, name=record.scenario_name, status=record.status)
    if record.conflict is not None:
        return replace(told, conflict=record.conflict.sentence)
    return replace(
        told,
        total=record.total,
        adds=record.adds,
        lowers=record.lowers,
        bound=record.bound,
        lines=record.lines,
        findings=record.findings,
        broken=tuple(one.sentence for one in record.findings if not one.soft and not one.holds),
        over={one.id: record.total - one.effect for one in record.references},
    )


def baselines(first: Variant) -> list[Column]:
    """Published use and last year's shares, for the figures and rules of the first variant; from its record alone where the case is not at hand."""
    if first.side.case is not None:
        case = first.side.case
        unit = case.programme.programme.unit if first.record is None else first.record.made.unit_asked
        return [_scored(first, case, name, one) for name, one in score_references(case, unit).items()]
    return [] if first.record is None else [_as_told(first, first.record, name) for name in (PUBLISHED, LAST_SHARES)]


def _scored(first: Variant, case: Case, name: str, judged: Judged) -> Column:
    goal = GOALS[case.programme.goal.kind]
    lines = lines_of(case.programme, case.grid, case.rules, judged, {}, {}, None)
    named = {rule.id: rule for rule in case.rules}
    findings = tuple(rule_line(case.grid, named[one.rule], one, Fraction(0), judged.unit, None) for one in judged.findings)
    told = reference_of(name, goal, case.rules, judged)
    return Column(
        key=name,
        label=SHORT[name],
        asked=name,
        kind="baseline",
        programme=case.programme.id,
        scenario=first.side.told.scenario,
        name=NAMES[name],
        status="scored",
        goal=case.programme.goal.kind,
        unit=goal.unit,
        total=told.effect,
        adds=sum((line.effect for line in lines if line.adds), Fraction(0)),
        lowers=sum((line.effect for line in lines if not line.adds), Fraction(0)),
        spent={(line.instrument, line.year): line.amount for line in lines},
        spaces=_by_space((line.space, line.year, line.amount) for line in lines),
        lines=lines,
        findings=findings,
        broken=tuple(sentence for sentence, _ in told.broken),
    )


def _as_told(first: Variant, record: Record, name: str) -> Column:
    """What a record itself holds of a baseline: its effect, what it breaks, and of the published use the amounts."""
    told = next((one for one in record.references if one.id == name), None)
    published = name == PUBLISHED
    return Column(
        key=name,
        label=SHORT[name],
        asked=name,
        kind="baseline",
        programme=record.programme,
        scenario=first.side.told.scenario,
        name=NAMES[name],
        status="untold" if told is None else "scored",
        goal=record.goal,
        unit=record.goal_unit,
        total=None if told is None else told.effect,
        spent={(one.instrument, one.year): one.reference for one in record.lines if published and one.reference is not None},
        spaces={(one.space, one.year): one.reference for one in record.spaces if published and one.reference is not None},
        broken=() if told is None else tuple(sentence for sentence, _ in told.broken),
    )


def amount_rows(
    columns: Sequence[Column], names: Mapping[str, Text], spaces: Mapping[str, str], spelled: Mapping[str, Respelled]
) -> tuple[tuple[AmountRow, ...], tuple[AmountRow, ...]]:
    """(spaces by year, lines by year); ids that were renamed stand on the row of the first column's name."""
    tables: list[tuple[AmountRow, ...]] = []
    for table, amounts in (("space", "spaces"), ("instrument", "spent")):
        by = [_respelled(getattr(one, amounts), table, spelled.get(one.key, {})) for one in columns]
        ids = dict.fromkeys(id for column in by for id, _ in column)
        years = sorted({year for column in by for _, year in column})
        rows = []
        for id in ids:
            for year in years:
                found = tuple(column.get((id, year)) for column in by)
                if any(one is not None for one in found):
                    space, instrument = (id, "") if table == "space" else (spaces.get(id, ""), id)
                    rows.append(AmountRow(space, instrument, year, names.get(f"{table}:{id}", Text(id, id)), found))
        tables.append(tuple(rows))
    return tables[0], tables[1]


def rule_rows(columns: Sequence[Column], spelled: Mapping[str, Respelled]) -> tuple[RuleRow, ...]:
    """Every rule, year and member that any column knows, in the order of the first that does."""
    found: dict[tuple[str, str | None, str | None], dict[str, RuleLine]] = {}
    for column in columns:
        now = spelled.get(column.key, {})
        for one in column.findings:
            found.setdefault((now.get(("rule", one.id), one.id), one.year, one.member), {})[column.key] = one
    return tuple(
        RuleRow(rule, year, member, next(iter(by.values())).name, tuple(by.get(one.key) for one in columns))
        for (rule, year, member), by in found.items()
    )


def _respelled(amounts: Mapping[tuple[str, str], int], table: str, now: Respelled) -> dict[tuple[str, str], int]:
    return {(now.get((table, id), id), year): amount for (id, year), amount in amounts.items()}


def _by_space(rows: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    totals: dict[tuple[str, str], int] = {}
    for space, year, amount in rows:
        totals[space, year] = totals.get((space, year), 0) + amount
    return totals


def space_of(spaces: Mapping[str, str], id: str) -> str:
    """The space of an instrument; the id itself when nobody tells."""
    return spaces.get(id, "") or id


def letters(place: int) -> str:
    """`A`, `B`, ... `Z`, `AA`."""
    head, tail = divmod(place, len(ascii_uppercase))
    return (letters(head - 1) if head else "") + ascii_uppercase[tail]


def short(text: str) -> str:
    """A name that fits above a column: of a path the last part, of a `record.json` or `plan.xlsx` its folder; cut when it is still long."""
    path = PurePath(text)
    name = path.parent.name if path.name in ("record.json", "plan.xlsx") and path.parent.name else path.name or text
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
