"""The wish to stay near a plan that was sent in, as soft rules: what a person changed first, then every other line, then the flows.

Soft rules are served priority by priority, so the total change in euros on the changed lines is as small as it can be, then that on the
others, and both stand in the certificate like every wish.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from optimiser.figures import Figure
from optimiser.grid import Grid
from optimiser.language import Text
from optimiser.rule import Rule
from optimiser.rules.limit import Limit
from optimiser.sent_in import SentIn, SentLine
from optimiser.typed import Soft

TYPED, REST, FLOWS = "sent-in.changed", "sent-in.others", "sent-in.flow"
NAMES = {
    TYPED: Text("Zoals ingestuurd, veranderd", "As sent in, changed"),
    REST: Text("Zoals ingestuurd, niet veranderd", "As sent in, not changed"),
    FLOWS: Text("Geldstroom zoals ingestuurd", "Flow as sent in"),
}
FIRST_OWN = 4


def with_nearness(grid: Grid, rules: Sequence[Rule], sent: SentIn) -> tuple[Grid, tuple[Rule, ...]]:
    """The grid that knows the amounts sent in, and the rules with the wish to stay near them before the programme's own wishes."""
    changed = [line for line in sent.lines.values() if line.touched]
    others = [line for line in sent.lines.values() if not line.touched]
    columns: dict[tuple[str, str, str | None], Figure] = {
        (line.instrument, TYPED if line.touched else REST, line.year): _figure(sent, line) for line in sent.lines.values()
    }
    figures = replace(grid.figures, columns={**grid.figures.columns, **columns})
    asked = [_amounts(sent, id, priority) for id, priority, lines in ((TYPED, 1, changed), (REST, 2, others)) if lines]
    return replace(grid, figures=figures), (*_after(rules), *asked, *flow_rules(sent, 3))


def flow_rules(sent: SentIn, priority: int | None = None) -> tuple[Rule, ...]:
    """The flows that a person changed, each held at its amount: as wishes of a priority, or hard without one."""
    return tuple(
        _limit(
            sent,
            f"{FLOWS}.{number}",
            FLOWS,
            priority,
            {"select": {"source": source, "instrument": instrument, "year": year}, "exactly": {year: sent.flows[source, instrument, year]}},
        )
        for number, (source, instrument, year) in enumerate(sent.wished, start=1)
    )


def _after(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The programme's own wishes, in their own order, after the wish to stay near."""
    rules = tuple(rules)
    order = sorted({rule.soft.priority for rule in rules if rule.soft is not None})
    # Nobody types these priorities, so the most that may be typed (9) does not bind them.
    later = {old: FIRST_OWN + place for place, old in enumerate(order)}
    return tuple(
        rule if rule.soft is None else rule.model_copy(update={"soft": rule.soft.model_copy(update={"priority": later[rule.soft.priority]})})
        for rule in rules
    )


def _figure(sent: SentIn, line: SentLine) -> Figure:
    place = f"{sent.sheet}!{line.cell}" if line.cell else sent.sheet
    return Figure(line.typed, "EUR", place, "assumed", "", line.reason)


def _amounts(sent: SentIn, id: str, priority: int) -> Rule:
    return _limit(sent, id, id, priority, {"each": "instrument", "exactly": {"figure": id}})


def _limit(sent: SentIn, id: str, name: str, priority: int | None, statement: dict[str, Any]) -> Rule:
    return Limit.model_validate(
        {
            "id": id,
            "kind": "limit",
            "name": NAMES[name],
            **statement,
            "soft": None if priority is None else Soft(priority=priority),
            "standing": "policy",
            "owner": sent.file,
            "source": {"document": sent.file, "place": sent.sheet or "Plan"},
        }
    )
