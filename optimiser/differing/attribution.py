"""The effect from the old side to the new one, step by step: budgets, estimates, rules and limits, choice. The steps add up exactly.

A step is the optimum after it minus the optimum before it, both exact and before rounding to payable units. What a plan itself has or
lacks against its own optimum is the last step, the choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

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
    "{parts}: samen één stap, want met alleen de eerste bestaat er geen plan.",
    "{parts}: one step together, because with only the first no plan exists.",
)
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
    notes = tuple(_joined(step) for step in steps if len(step.parts) > 1)
    return Attribution(goal.unit, new.case.programme.goal.kind, start, end, before, after, tuple(steps), plans), notes


def _steps(old: Case, new: Case, now: Renames, start: Fraction, before: Fraction, after: Fraction) -> list[Step]:
    figures, programme = _with_budgets(old.changed.figures, new.changed.figures, now), old.programme
    optima: list[tuple[str, Fraction | None]] = [("budgets", _unless_same(programme, figures, old.programme, old.changed.figures, before))]
    further = _with_estimates(figures, new.changed.figures, now)
    estimate = programme.goal.model_copy(update={"estimate": new.programme.goal.estimate})
    switched = programme.model_copy(update={"goal": estimate})
    optima.append(("estimates", _unless_same(switched, further, programme, figures, optima[0][1])))
    optima.append(("rules", after))
    steps: list[Step] = []
    waiting: list[str] = []
    total, level = start, before
    for part, optimum in optima:
        waiting.append(part)
        if optimum is not None:
            steps.append(Step(tuple(waiting), total, total + optimum - level))
            total, level, waiting = total + optimum - level, optimum, []
    return steps


def _with_budgets(old: Figures, new: Figures, now: Renames) -> Figures:
    """The old figures with the new money of every line and year the old side has; lines and years of its own come with the rules."""
    return old.with_budgets({(id, year): new.budgets.get((now.get(("source", id), id), year), one) for (id, year), one in old.budgets.items()})


def _with_estimates(old: Figures, new: Figures, now: Renames) -> Figures:
    """The old figures with the new effect of every instrument the old side has."""
    return replace(old, responses={id: new.responses.get(now.get(("instrument", id), id), one) for id, one in old.responses.items()})


def _unless_same(programme: Programme, figures: Figures, was: Programme, had: Figures, known: Fraction | None) -> Fraction | None:
    """The optimum, which is `known` where nothing that counts has changed."""
    same = programme == was and _counting(figures) == _counting(had)
    return known if same else _optimum(programme, figures)


def _counting(figures: Figures) -> tuple[object, ...]:
    """What of budgets and responses can move an optimum."""
    return {key: one.value for key, one in figures.budgets.items()}, {id: _values(one) for id, one in figures.responses.items()}


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


def _joined(step: Step) -> Text:
    return Text(*(JOINED[lang].format(parts=listing([STEPS[part][lang] for part in step.parts], lang).capitalize()) for lang in LANGS))
