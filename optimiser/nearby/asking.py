"""`alternatives` as people ask for it: the best plan first, then what can change without losing much. The Python API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

from optimiser.case import Judged, Solved
from optimiser.desk.firsts import FirstMoves, Way
from optimiser.desk.least import PARTS, LeastChange, least_changes
from optimiser.desk.moves import Line, Move, spends
from optimiser.desk.near import SLACKS, line_ranges, space_ranges, spread
from optimiser.goals import GOALS
from optimiser.language import LANGS, Text, say
from optimiser.nearby.numbers import check_numbers, per_cent
from optimiser.nearby.starting import Start, read_start
from optimiser.nearby.told import (
    Alternatives,
    ChangeTold,
    FirstTold,
    LeastTold,
    LineTold,
    MoveTold,
    OtherPlan,
    RangeTold,
    StartTold,
    StillBroken,
)
from optimiser.other_plan import other_plan
from optimiser.plan import Plan
from optimiser.record import Record
from optimiser.run import Case, solve_told
from optimiser.scoring import told_broken

SHOWN, COUNT = Fraction(2, 100), 3
OTHER = Text(
    "Dit is alternatief {number}: een ander plan dat alle harde regels houdt en hooguit {slack} minder bereikt dan het beste.",
    "This is alternative {number}: another plan that keeps all hard rules and reaches at most {slack} less than the best.",
)
OTHER_MONEY = Text(
    "Dit is alternatief {number}: een ander plan dat alle harde regels houdt en hooguit {slack} meer kost dan het zuinigste.",
    "This is alternative {number}: another plan that keeps all hard rules and costs at most {slack} more than the cheapest.",
)
CHANGED = Text(
    "Dit is de kleinste wijziging van {name} die alle harde regels houdt en {part} van de mogelijke winst haalt: samen verschilt het {changed:eur}; "
    "met minder dan {least:eur} kan geen enkel plan dat.",
    "This is the smallest change of {name} that keeps all hard rules and reaches {part} of the possible gain: in all it differs {changed:eur}; "
    "no plan at all can do that with less than {least:eur}.",
)
Tell = Callable[[int, int], None]


def alternatives(
    programme: str | None = None,
    *,
    slack: Sequence[Fraction] = SLACKS,
    count: int = COUNT,
    start: str | Path = "",
    gain: Sequence[Fraction] = PARTS,
    records: bool = False,
    scenario: str | Sequence[str] | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    reason: str = "",
    by: str = "",
    phase: str = "",
    budget_year: int | str | None = None,
    adopted: str | Path | None = None,
    progress: Tell | None = None,
) -> Alternatives:
    """Everything near the best plan: the range of every line and space, other plans, and the smallest change of a plan there is.

    Args:
        programme: as for `solve`; default the one that the plan workbook `start` names, else `"taz"`.
        slack: parts of the best effect that may be lost, e.g. `[Fraction(2, 100)]`; other plans keep 2 % when that is among them, else the first.
        count: so many other plans.
        start: `"published"`, `"last"` (the newest adopted plan) or a plan workbook, changed by hand or not; "" for no smallest change.
        gain: parts of the possible gain that a change of `start` is to reach; 0 only asks that every rule is kept.
        records: also the whole record of every other plan and change, with its own certificate, ready to be written as a workbook.
        scenario: as for `solve`; default the workbook's own.
        overrides: as for `solve`.
        input: as for `solve`.
        reason: as for `solve`.
        by: as for `solve`.
        phase: as for `solve`.
        budget_year: as for `solve`.
        adopted: as for `solve`.
        progress: told (done, asked) as it goes.

    Returns:
        An `Alternatives`; `found.lines.frame()` has the ranges, `found.others.frame()` the plans, `found.least.frame()` the smallest changes.

    Raises:
        Refused: faults in what was given, all of them at once.
        ProofFailed, NotRepaired, SolverStopped: as for `solve`.
    """
    check_numbers(slack, count, gain)
    sets = list(overrides.items()) if isinstance(overrides, Mapping) else list(overrides)
    given = {"input": input, "reason": reason, "phase": phase, "budget_year": budget_year, "adopted": adopted}
    case, begun = read_start(str(start), programme, scenario, sets, **given)
    return near_case(case, begun, tuple(slack), count, tuple(gain), records, tuple(gain) if records else (), by, progress)


def near_case(
    case: Case,
    start: Start | None,
    slacks: tuple[Fraction, ...] = SLACKS,
    count: int = COUNT,
    parts: tuple[Fraction, ...] = PARTS,
    whole_plans: bool = False,
    whole_parts: Sequence[Fraction] = (),
    by: str = "",
    progress: Tell | None = None,
) -> Alternatives:
    """What lies near the best plan of a case that was read; with whole records of the other plans, or of the changes for some parts, when asked.

    Raises as `run.solve`.
    """
    tell = progress or (lambda _done, _asked: None)
    steps = 4 if start is None else 5
    tell(0, steps)
    record, best, references = solve_told(case, by=by)
    tell(1, steps)
    if best is None:
        return Alternatives(record)
    asked = _Asked(case, record, best, references)
    slack = SHOWN if SHOWN in slacks else slacks[0]
    ranges = asked.ranges(slacks)
    tell(2, steps)
    plans = asked.others(slack, count, whole_plans)
    tell(3, steps)
    change = None if start is None else asked.change(start, parts, whole_parts)
    tell(steps, steps)
    better, wishes = asked.goal.larger_is_better, sum(rule.soft is not None for rule in case.rules)
    return Alternatives(record, slacks, slack, count, ranges, plans, change, better, wishes)


class _Asked:
    """A case with its best plan, as questions are put to it."""

    def __init__(self, case: Case, record: Record, best: Solved, references: Mapping[str, Judged]) -> None:
        self.case, self.record, self.best, self.references = case, record, best, references
        self.goal = GOALS[case.programme.goal.kind]
        self.sign = 1 if self.goal.larger_is_better else -1
        self.order = [(one.instrument, one.year) for one in record.lines]
        self.spaces = {one.instrument: one.space for one in record.lines}

    def ranges(self, slacks: tuple[Fraction, ...]) -> tuple[RangeTold, ...]:
        """Lines in the order of the plan, then spaces in that of the programme; slack by slack."""
        problem, top = self.best.around.problem, self.sign * self.best.optimum
        amounts = {(one.instrument, one.year): one.amount for one in self.record.lines}
        lines = {(one.slack, one.instrument, one.year): one for one in line_ranges(problem, top, slacks)}
        whole = {(one.slack, one.space, one.year): one for one in space_ranges(problem, top, slacks)}
        found = []
        for slack in slacks:
            for instrument, year in self.order:
                one = lines[slack, instrument, year]
                ends = (slack, one.low, one.high, amounts[instrument, year], one.role)
                found.append(RangeTold("line", instrument, self.spaces[instrument], year, *ends))
            for use in self.record.spaces:
                space = whole.get((slack, use.space, use.year))
                if space is not None:
                    found.append(RangeTold("space", use.space, use.space, use.year, slack, space.low, space.high, use.amount, space.role))
        return tuple(found)

    def others(self, slack: Fraction, count: int, whole: bool) -> tuple[OtherPlan, ...]:
        """Other payable plans, the one that differs most first."""
        before, found = spends(self.best.plan), []
        for number, one in enumerate(spread(self.best, self.case.rules, self.goal, slack, count), start=1):
            loss = self.sign * (self.best.optimum - one.value)
            lost = loss / abs(self.best.optimum) if self.best.optimum else Fraction(0)
            words = OTHER if self.goal.larger_is_better else OTHER_MONEY
            why = Text(*(say(words, lang, number=number, slack=per_cent(slack, lang)) for lang in LANGS))
            record = self._record(one.plan, self.best.unit, why) if whole else None
            found.append(OtherPlan(number, one.value, loss, lost, one.difference, self._lines(before, one.plan), record))
        return tuple(found)

    def change(self, start: Start, parts: Sequence[Fraction], whole_parts: Sequence[Fraction]) -> ChangeTold:
        """The smallest changes, and the way to the best plan move by move."""
        wanted = sorted({Fraction(0), *parts, Fraction(1)})
        changes = dict(zip(wanted, least_changes(self.best, self.case.rules, self.goal, start.lines, wanted, start.plan), strict=True))
        allowed, whole = changes[Fraction(0)].value, changes[Fraction(1)]
        unit = gcd(self.case.programme.programme.unit, *start.lines.values())
        way = Way(self.case.grid, self.case.rules, self.goal, unit, start.lines, start.value, whole.moves)
        top = max(self.sign * self.best.value, self.sign * allowed) * self.sign
        firsts = way.firsts(allowed, top, [part for part in sorted(set(parts)) if part > 0]) if top != allowed else ()
        return ChangeTold(
            StartTold(start.kind, start.name, start.value, allowed, start.broken, start.dropped),
            tuple(self._least(changes[part], start, allowed + part * (top - allowed), part in whole_parts) for part in sorted(set(parts))),
            tuple(self._move(number, move, way, allowed, top) for number, move in enumerate(whole.moves, start=1)),
            tuple(self._first(one, whole.moves) for one in firsts),
        )

    def _least(self, one: LeastChange, start: Start, target: Fraction, wanted: bool) -> LeastTold:
        lines = tuple(line for line in self._lines(start.lines, one.plan) if line.difference)
        record = None
        if wanted:
            values = {"changed": one.changed, "least": one.least, "name": start.name}
            why = Text(*(say(CHANGED, lang, part=per_cent(one.part, lang), **values) for lang in LANGS))
            record = self._record(one.plan, one.unit, why)
        return LeastTold(one.part, target, one.value, one.changed, one.least, lines, record)

    def _move(self, number: int, move: Move, way: Way, allowed: Fraction, top: Fraction) -> MoveTold:
        giver, taker = (side[0] if side else "" for side in (move.giver, move.taker))
        year = (move.taker or move.giver or ("", ""))[1]
        value = way.value(number)
        reached = (value - allowed) / (top - allowed) if top != allowed else Fraction(1)
        return MoveTold(number, giver, taker, year, move.amount, move.gain, value, reached)

    def _first(self, one: FirstMoves, moves: Sequence[Move]) -> FirstTold:
        named = {rule.id: rule for rule in self.case.rules}
        broken = tuple(
            StillBroken(told_broken(named[finding.rule], finding), finding.year, needs) for finding, needs in zip(one.broken, one.needs, strict=True)
        )
        return FirstTold(one.part, one.count, sum(move.amount for move in moves[: one.count]), one.value, broken, one.whole)

    def _lines(self, before: Mapping[Line, int], plan: Plan) -> tuple[LineTold, ...]:
        after = spends(plan)
        return tuple(LineTold(i, self.spaces[i], y, before.get((i, y), 0), after[i, y]) for i, y in self.order)

    def _record(self, plan: Plan, unit: int, why: Text) -> Record:
        return other_plan(self.case, self.record, self.references, plan, unit, why)
