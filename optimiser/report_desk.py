"""Everything a report tells of a case, asked once: the plan, what its rules cost, what can move, what its estimates do, a frontier.

Every question is put to the same case; together they take seconds, so a caller may want to be told which one is being asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from optimiser.case import Judged, Solved, solve_case
from optimiser.conflict import sentence
from optimiser.desk.dial import Dial, Span, make_dial
from optimiser.desk.estimates import read_estimates
from optimiser.desk.frontier import Gap, trace
from optimiser.desk.moves import moves, spends
from optimiser.desk.near import line_limits, line_ranges
from optimiser.desk.tornado import tornado
from optimiser.faults import Refused
from optimiser.goal import Goal
from optimiser.goals import GOALS
from optimiser.language import LANGS, MILLION, Text, say
from optimiser.lp import highs
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.price_list import RuleCost, rule_costs
from optimiser.record import Record, RuleLine
from optimiser.reference import PUBLISHED
from optimiser.rule import Rule
from optimiser.run import Case, Inputs, closeness_of, score_references, solve_record
from optimiser.stressed import Bar, Swing
from optimiser.told_desk import CostTold, FrontierTold, GapTold, MoveTold, PieceTold, ReportData, RoomTold, SwingTold

ALL_OR_NOTHING = Text(
    "Ruimte, onzekerheid en kosten van regels gelden zolang dezelfde leden geld krijgen: regels die alles of niets zijn ({rules}) bewegen daarin "
    "niet mee. Een grens langs een getal staat daarom niet in dit verslag; optimiser sweep rekent elk punt apart.",
    "Room, uncertainty and costs of rules hold as long as the same members get money: rules that are all or nothing ({rules}) do not move along in "
    "them. So no frontier along a number is in this report; optimiser sweep solves every point apart.",
)
# Every question solves the case many times over: above so many cells that takes hours.
LARGEST = 10_000
TOO_LARGE = Text(
    "Ruimte, onzekerheid, kosten van regels en grenzen staan niet in dit verslag: die vragen honderden keren een nieuw plan, en bij meer dan "
    "10.000 cellen duurt dat uren. Vraag wat u weten wilt apart, met optimiser prices, frontier, alternatives of stress.",
    "Room, uncertainty, costs of rules and frontiers are not in this report: those take hundreds of new plans, and with more than 10 000 cells "
    "that lasts hours. Ask what you want to know by itself, with optimiser prices, frontier, alternatives or stress.",
)
SLACKS = (Fraction(1, 100), Fraction(2, 100), Fraction(5, 100))
# How far on either side of its number a rule's frontier is traced: 30 percentage points for a share, a third for anything else.
POINTS, THIRD = Fraction(3, 10), Fraction(1, 3)
DIGITS = 10**4
# So many rules are tried until one has a frontier.
TRIES = 3
# The plan, the rules, the room, the estimates, the frontier: so many questions.
QUESTIONS = 5


def gather(
    inputs: Inputs,
    case: Case,
    sets: Sequence[tuple[str, Any]] = (),
    solver: str = highs.NAME,
    unit: int | None = None,
    by: str = "",
    progress: Callable[[int, int], None] = lambda _done, _asked: None,
) -> ReportData:
    """The report of a case that was read from these inputs under these changes; `progress` hears (done, asked). Raises as `run.solve`."""
    progress(0, QUESTIONS)
    record = solve_record(case, solver, unit, by)
    if record.conflict is not None:
        return ReportData(record)
    whole = ", ".join(dict.fromkeys(one.id for one in record.findings if one.whole))
    if case.grid.size > LARGEST:
        return ReportData(record, why_not=TOO_LARGE)
    asked = _Asked(inputs, case, tuple(sets), solver, case.programme.programme.unit if unit is None else unit)
    progress(1, QUESTIONS)
    costs = rule_costs(case.grid, case.rules, asked.goal, asked.best)
    progress(2, QUESTIONS)
    room = asked.room()
    progress(3, QUESTIONS)
    swings = asked.swings()
    progress(4, QUESTIONS)
    return ReportData(
        record=record,
        asked=True,
        why_not=Text(*(say(ALL_OR_NOTHING, lang, rules=whole) for lang in LANGS)) if whole else Text("", ""),
        costs=tuple(CostTold(one.rule.id, one.rule.name, one.rule.standing, one.gain, one.years) for one in costs),
        room=room,
        swings=swings,
        frontier=None if whole else asked.frontier(record, costs),
        moves=asked.moves(),
    )


@dataclass(frozen=True)
class _Asked:
    """A case with its best plan, as the desk wants to be asked about it."""

    inputs: Inputs
    case: Case
    sets: tuple[tuple[str, Any], ...]
    solver: str
    unit: int

    @cached_property
    def goal(self) -> Goal:
        return GOALS[self.case.programme.goal.kind]

    @cached_property
    def references(self) -> Mapping[str, Judged]:
        return score_references(self.case, self.unit)

    @cached_property
    def closeness(self) -> list[Closeness]:
        return closeness_of(self.case, self.references, self.unit)

    @cached_property
    def best(self) -> Solved:
        answer = solve_case(self.case.grid, self.case.rules, self.goal, self.unit, self.solver, self.closeness)
        assert not isinstance(answer, NoPlan)
        return answer

    @property
    def sign(self) -> int:
        return 1 if self.goal.larger_is_better else -1

    def room(self) -> tuple[RoomTold, ...]:
        problem = self.best.around.problem
        limits = [RoomTold(*line, None, *ends) for line, ends in line_limits(problem).items()]
        near = line_ranges(problem, self.sign * self.best.optimum, SLACKS)
        return (*limits, *(RoomTold(one.instrument, one.year, one.slack, one.low, one.high) for one in near))

    def swings(self) -> tuple[SwingTold, ...]:
        """Nothing when the goal does not count effect."""
        if not self.goal.larger_is_better:
            return ()
        told = tornado(read_estimates(self.case, self.best, self.closeness))
        return tuple(_swing(one) for one in told if one.width)

    def frontier(self, record: Record, costs: Sequence[RuleCost]) -> FrontierTold | None:
        """The frontier of the share rule that costs most, else of the dearest rule whose number leads straight on."""
        dear = [one.rule for one in costs if one.gain > 0 and not one.rule.number.figure]
        for rule in sorted(dear, key=lambda one: one.kind != "share")[:TRIES]:
            found = [one for one in record.findings if one.id == rule.id and one.member is None]
            if found and (told := self._traced(rule, found[-1])) is not None:
                return told
        return None

    def _traced(self, rule: Rule, at: RuleLine) -> FrontierTold | None:
        key = f"rule.{rule.id}" + (f".{at.year}" if at.year is not None else "")
        try:
            dial = make_dial(self.inputs, self.case.scenarios, self.sets, Span(key, *_ends(at.limit, at.unit)))
        except Refused:
            return None
        if dial.slope is None:
            return None
        line = trace(dial, self.goal.larger_is_better)
        pieces = tuple(PieceTold(one.low, one.high, one.value, one.at(one.high), one.straight) for one in line.pieces)
        gaps = tuple(GapTold(one.low, one.high, _why(dial, one)) for one in line.gaps)
        return FrontierTold(rule.id, rule.name, at.year, key, at.unit, at.limit, pieces, gaps)

    def moves(self) -> tuple[MoveTold, ...]:
        published = self.references.get(PUBLISHED)
        way = () if published is None else moves(self.best.plan, spends(published.plan), self.goal, start=published.plan)
        return tuple(MoveTold(one.giver, one.taker, one.amount, one.gain) for one in way)


def _swing(one: Swing) -> SwingTold:
    low, high = one.low, one.high
    return SwingTold(one.instrument, one.standing, low.estimate, high.estimate, low.plan, high.plan, _rounded(low), _rounded(high))


def _rounded(bar: Bar) -> Fraction | None:
    return None if bar.best is None else Fraction(round(bar.best * DIGITS), DIGITS)


def _why(dial: Dial, gap: Gap) -> Text:
    """The conflict of a gap, by the rules as they are at its far end."""
    return sentence(gap.conflict, dial.case(gap.low if gap.low == dial.span.low else gap.high).rules)


def _ends(limit: Fraction, unit: str) -> tuple[Fraction, Fraction]:
    """The numbers between which a frontier is traced."""
    if unit == "share":
        return max(Fraction(0), limit - POINTS), min(Fraction(1), limit + POINTS)
    room = abs(limit) * THIRD if limit else Fraction(MILLION)
    low, high = limit - room, limit + room
    return (Fraction(round(low)), Fraction(round(high))) if unit == "EUR" else (low, high)
