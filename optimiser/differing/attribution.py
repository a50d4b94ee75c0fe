"""The effect from the old side to the new one, step by step: budgets, estimates, rules and limits, choice. The steps add up exactly.

Where a step by itself leaves no plan, another goes first; only where no order works are steps taken together.

A step is the optimum after it minus the optimum before it, both exact and before rounding to payable units. What a plan itself has or
lacks against its own optimum is the last step, the choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from optimiser.audit import prove_agreement
from optimiser.build import active_rules, make_grid
from optimiser.case import best_value
from optimiser.difference import STEPS, Attribution, Step
from optimiser.faults import Refused
from optimiser.figures import Figures, Response
from optimiser.goals import GOALS
from optimiser.language import LANGS, Text, listing
from optimiser.programme import Programme
from optimiser.run import Case

OTHER_GOAL = Text(
    "De twee kanten tellen iets anders ({old} tegen {new}): hun effecten kunnen niet van elkaar worden afgetrokken.",
    "The two sides count something else ({old} against {new}): their effects cannot be subtracted.",
)
NO_OPTIMUM = Text(
    "Bij {file} bestaat geen plan dat alle harde regels houdt: er is geen effect om mee te vergelijken. optimiser solve zegt welke regels botsen.",
    "For {file} no plan exists that keeps every hard rule: there is no effect to compare with. optimiser solve says which rules clash.",
)
JOINED = Text(
    "{parts}: samen één stap, want met alleen het ene of het andere bestaat er geen plan.",
    "{parts}: one step together, because with only the one or the other no plan exists.",
)
ORDER = Text(
    "{parts}: in deze volgorde, want met alleen {first} bestaat er geen plan.",
    "{parts}: in this order, because with only {first} no plan exists.",
)
PARTS = ("budgets", "estimates", "rules")
Renames = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class End:
    """One end of the way: the case, the file it comes from, and the effect of its own plan (None: it holds no plan)."""

    case: Case
    file: str
    value: Fraction | None


def attribute(old: End, new: End, now: Renames) -> tuple[Attribution | None, tuple[Text, ...]]:
    """The steps, and what must be said about them; None with the reason when effects cannot be subtracted. Raises as `best_value`."""
    goal = GOALS[new.case.programme.goal.kind]
    if counts(old.case.programme) != counts(new.case.programme):
        sides = [say_counts(one.case.programme) for one in (old, new)]
        return None, (Text(*(OTHER_GOAL[lang].format(old=sides[0][lang], new=sides[1][lang]) for lang in LANGS)),)
    before, after = (_optimum(one.case.programme, one.case.changed.figures) for one in (old, new))
    if before is None or after is None:
        file = old.file if before is None else new.file
        return None, (Text(*(NO_OPTIMUM[lang].format(file=file) for lang in LANGS)),)
    start, end = (optimum if one.value is None else one.value for one, optimum in ((old, before), (new, after)))
    steps = _steps(old.case, new.case, now, start, before, after)
    plans = old.value is not None or new.value is not None
    if plans:
        steps.append(Step(("choice",), steps[-1].now, end))
    notes = [_joined(step) for step in steps if len(step.parts) > 1]
    if not notes and steps[0].parts[0] != PARTS[0]:
        notes.append(_ordered(steps))
    return Attribution(goal.unit, new.case.programme.goal.kind, start, end, before, after, tuple(steps), plans), tuple(notes)


def _steps(old: Case, new: Case, now: Renames, start: Fraction, before: Fraction, after: Fraction) -> list[Step]:
    """The way in single steps where there is one: budgets, estimates, rules, or another order where a step leaves no plan; else steps together."""
    way = _Way(old, new, now, {frozenset(): before, frozenset(PARTS): after})
    steps: list[Step] = []
    done: frozenset[str] = frozenset()
    total, level = start, before
    while done != frozenset(PARTS):
        parts, optimum = way.next(done)
        steps.append(Step(parts, total, total + optimum - level))
        total, level, done = total + optimum - level, optimum, done | set(parts)
    return steps


@dataclass
class _Way:
    """Every case between two sides, by what is new in it, with its optimum (None: no plan), each solved at most once."""

    old: Case
    new: Case
    now: Renames
    known: dict[frozenset[str], Fraction | None]

    def next(self, done: frozenset[str]) -> tuple[tuple[str, ...], Fraction]:
        """The first part of what is left that leaves a plan; more at once only where none does by itself."""
        left = [part for part in PARTS if part not in done]
        for size in range(1, len(left)):
            for parts in combinations(left, size):
                optimum = self.optimum(done | set(parts))
                if optimum is not None:
                    return parts, optimum
        optimum = self.optimum(frozenset(PARTS))
        assert optimum is not None
        return tuple(left), optimum

    def optimum(self, parts: frozenset[str]) -> Fraction | None:
        """The optimum of the case in which these parts are new; that of another case where they differ in nothing that counts."""
        if parts not in self.known:
            programme, figures = self.case(parts)
            same = (one for one in self.known if _alike(self.case(one), (programme, figures)))
            one = next(same, None)
            self.known[parts] = _optimum(programme, figures) if one is None else self.known[one]
        return self.known[parts]

    def case(self, parts: frozenset[str]) -> tuple[Programme, Figures]:
        """Lines and instruments that only one side has come and go with the rules."""
        if parts in (frozenset(), frozenset(PARTS)):
            side = self.new if parts else self.old
            return side.programme, side.changed.figures
        onto, other = (self.new, self.old) if "rules" in parts else (self.old, self.new)
        now = {(table, b): a for (table, a), b in self.now.items()} if "rules" in parts else self.now
        figures, programme = onto.changed.figures, onto.programme
        taken = {"budgets", "estimates"} & (parts ^ frozenset(PARTS) if "rules" in parts else parts)
        if "budgets" in taken:
            figures = _with_budgets(figures, other.changed.figures, now)
        if "estimates" in taken:
            figures = _with_estimates(figures, other.changed.figures, now)
            programme = programme.model_copy(update={"goal": programme.goal.model_copy(update={"estimate": other.programme.goal.estimate})})
        return programme, figures


def _alike(one: tuple[Programme, Figures], other: tuple[Programme, Figures]) -> bool:
    """True when nothing that counts differs."""
    return one[0] == other[0] and _counting(one[1]) == _counting(other[1])


def _with_budgets(onto: Figures, other: Figures, now: Renames) -> Figures:
    """Figures with the other side's money on every line and year they have."""
    return onto.with_budgets({(id, year): other.budgets.get((now.get(("source", id), id), year), one) for (id, year), one in onto.budgets.items()})


def _with_estimates(onto: Figures, other: Figures, now: Renames) -> Figures:
    """Figures with the other side's effect of every instrument they have."""
    return replace(onto, responses={id: other.responses.get(now.get(("instrument", id), id), one) for id, one in onto.responses.items()})


def _counting(figures: Figures) -> tuple[object, ...]:
    """What of figures can move an optimum."""
    numbers = [{key: one.value for key, one in table.items()} for table in (figures.budgets, figures.columns)]
    members = [
        (id, one.id, one.attributes, *({key: figure.value for key, figure in table.items()} for table in (one.keys, one.requests)))
        for id, ones in figures.members.items()
        for one in ones
    ]
    return *numbers, figures.lines, figures.bases, members, {id: _values(one) for id, one in figures.responses.items()}


def _values(one: Response) -> tuple[object, ...]:
    estimates = {name: figure.value for name, figure in one.estimates.items()}
    return estimates, one.realisation.value, one.lag.value, one.duration.value, one.adds, one.tiers


def _optimum(programme: Programme, figures: Figures) -> Fraction | None:
    """The most any plan can have, exact; None when no plan exists or the case itself cannot be made."""
    grid = make_grid(programme, figures)
    try:
        rules = active_rules(programme, grid)
    except Refused:
        return None
    prove_agreement(grid, rules)
    return best_value(grid, rules, GOALS[programme.goal.kind])


def counts(programme: Programme) -> tuple[object, ...]:
    """What the effect of a programme counts: only the same may be subtracted."""
    goal = programme.goal
    when: object = {"person-years": goal.horizon, "money": None}.get(goal.kind, goal.target)
    return goal.kind, when


def say_counts(programme: Programme) -> Text:
    """The same in words: `personen in het doeljaar 2025`."""
    kind, when = counts(programme)
    unit = GOALS[str(kind)].unit
    shown = "" if when is None else f" {when[0]}-{when[1]}" if isinstance(when, tuple) else f" {when}"
    return Text(unit.nl + shown, unit.en + shown)


def _ordered(steps: Sequence[Step]) -> Text:
    """Why the steps stand in another order than usual."""
    parts = [one.id for one in steps if one.id in PARTS]
    return Text(
        *(ORDER[lang].format(parts=listing([STEPS[part][lang] for part in parts], lang).capitalize(), first=STEPS[PARTS[0]][lang]) for lang in LANGS)
    )


def _joined(step: Step) -> Text:
    return Text(*(JOINED[lang].format(parts=listing([STEPS[part][lang] for part in step.parts], lang).capitalize()) for lang in LANGS))
