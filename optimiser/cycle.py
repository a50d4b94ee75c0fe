"""What the phases of the budget cycle do to the budgets, step by step: mutations first, then the wage index on what they leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from optimiser.faults import Fault, unknown
from optimiser.figures import Figure, Figures
from optimiser.language import LANGS, Text
from optimiser.phases import INDEX, PHASES, YEAR_END, Moment, named_phase
from optimiser.programme import Programme

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one budget: `was` and `now` in EUR; `kind` as in `phases.KINDS` or `index`, which has a `share`; `figure` as typed."""

    id: str
    moment: Moment
    kind: str
    source: str
    year: str
    was: int
    now: int
    figure: Figure
    share: Fraction | None = None
    decided: date | None = None

    @property
    def change(self) -> int:
        """EUR more (or less)."""
        return self.now - self.was


def steps(figures: Figures, until: Moment | None = None) -> tuple[Step, ...]:
    """Every step up to and including a moment (None: all of them), in the order of the calendar.

    Within a phase rises come before cuts and the wage index last, so that neither the order of rows nor of ids matters.
    """
    standing = {key: one.value for key, one in figures.budgets.items() if isinstance(one.value, int)}
    found: list[Step] = []
    for moment in moments(figures):
        if until is not None and moment.order() > until.order():
            break
        for one in _changes(figures, moment):
            was = standing[one.source, one.year]
            found.append(replace(one, was=was, now=was + one.now))
            standing[one.source, one.year] = was + one.now
        for one in [*_rises(figures, moment, dict(standing))]:
            was = standing[one.source, one.year]
            found.append(replace(one, was=was, now=was + one.now))
            standing[one.source, one.year] = was + one.now
    return tuple(found)


def moments(figures: Figures) -> tuple[Moment, ...]:
    """The phases in which the workbook changes something, in order."""
    return tuple(sorted(set(_by_row(figures).values()), key=Moment.order))


def _by_row(figures: Figures) -> dict[str, Moment]:
    """The phase of every row of both sheets."""
    named = {id: Moment(one.phase, one.budget_year) for id, one in figures.mutations.items()}
    return named | {id: Moment(one.phase, one.budget_year) for id, one in figures.indexations.items()}


def _changes(figures: Figures, moment: Moment) -> list[Step]:
    """The mutations of a phase, `now` being the change itself."""
    found = [
        Step(id, moment, one.kind, one.source, year, 0, figure.value, figure, None, one.decided)
        for id, one in figures.mutations.items()
        if Moment(one.phase, one.budget_year) == moment
        for year, figure in one.amounts.items()
        if isinstance(figure.value, int) and _has_amount(figures, one.source, year)
    ]
    return sorted(found, key=lambda one: (one.now < 0, one.id, one.year))


def _rises(figures: Figures, moment: Moment, standing: Mapping[tuple[str, str], int]) -> Iterator[Step]:
    """The wage index of a phase: budget x share, rounded half up to whole euros, all on the same budgets."""
    for id, one in sorted(figures.indexations.items()):
        if Moment(one.phase, one.budget_year) != moment:
            continue
        for (source, year), budget in sorted(standing.items()):
            share = one.shares.get(year)
            if share is not None and isinstance(share.value, (int, Fraction)) and (not one.lines or source in one.lines):
                rise = int(budget * Fraction(share.value) + HALF)
                yield Step(id, moment, INDEX, source, year, 0, rise, share, Fraction(share.value), one.decided)


def _has_amount(figures: Figures, source: str, year: str) -> bool:
    budget = figures.budgets.get((source, year))
    return budget is not None and isinstance(budget.value, int)


def find_moment(programme: Programme, figures: Figures, phase: str, year: str | None, adopted: Sequence[Moment] = ()) -> Moment | Fault:
    """The phase and budget year that a person means: the year may be left out when there is only one it can be."""
    found = named_phase(phase)
    if found is None:
        return unknown("unknown-phase", phase, [key for key, _ in PHASES], file="--phase")
    years = [str(one) for one in sorted(programme.programme.years)]
    if year is not None:
        return Moment(found, year) if year in years else unknown("wrong-year", year, years, file="--budget-year")
    known = {one.year for one in moments(figures) if one.phase == found} or {one.year for one in adopted} or set(years)
    if len(known) == 1:
        return Moment(found, known.pop())
    expected = Text("een begrotingsjaar: {years}", "a budget year: {years}")
    mend = Text("voeg toe --budget-year {first}", "add --budget-year {first}")
    return Fault(
        "budget-year-needed", "--phase", found=phase, expected=expected, mend=mend, values=(("years", ", ".join(years)), ("first", min(known)))
    )


def left_out(figures: Figures, until: Moment | None) -> tuple[Fault, ...]:
    """A note when the workbook changes budgets in phases that do not take part."""
    others = [one for one in moments(figures) if until is None or one.order() > until.order()]
    if not others:
        return ()
    last = others[-1]
    expected = Text("deze fasen tellen niet mee: {names}", "these phases do not count: {names}")
    mend = Text("neem ze mee met: solve --phase {phase} --budget-year {year}", "let them count with: solve --phase {phase} --budget-year {year}")
    names = Text(*(", ".join(one.name(lang) for one in others) for lang in LANGS))
    rows = [id for id, one in _by_row(figures).items() if one in others]
    values = (("names", names), ("phase", last.phase), ("year", last.year))
    return (Fault("mutations-left-out", figures.file, found=", ".join(rows), expected=expected, mend=mend, values=values, warning=True),)


def faults_of(programme: Programme, figures: Figures) -> Iterator[Fault]:
    """What only shows when all rows are put together: budgets below zero, and more carried over than the margin."""
    below: set[tuple[str, str]] = set()
    for step in steps(figures):
        if step.now < 0 and (step.source, step.year) not in below:
            below.add((step.source, step.year))
            yield _at(
                figures,
                step.figure,
                "budget-below-zero",
                Text("een budget van 0 of meer", "a budget of 0 or more"),
                Text(
                    "{source} heeft in {year} {was:eur} en zou op {now:eur} komen; verlaag de verlaging of haal een andere weg",
                    "{source} has {was:eur} in {year} and would come to {now:eur}; make the cut smaller or remove another",
                ),
                source=step.source,
                year=step.year,
                was=step.was,
                now=step.now,
            )
    yield from _margins(programme, figures)


def _margins(programme: Programme, figures: Figures) -> Iterator[Fault]:
    """What is taken out of a year may be at most the margin of that year's whole budget."""
    margin = programme.programme.year_end_margin
    taken: dict[str, int] = {}
    when = _by_row(figures)
    for id in sorted(figures.mutations, key=lambda one: (when[one].order(), one)):
        one = figures.mutations[id]
        for year, figure in sorted(one.amounts.items()) if one.kind == YEAR_END else ():
            if not isinstance(figure.value, int) or figure.value >= 0:
                continue
            if margin is None:
                expected = Text("een eindejaarsmarge in het programma", "a year-end margin in the programme")
                mend = Text(
                    "zet year_end_margin onder [programme] in de TOML, of kies een andere soort",
                    "put year_end_margin under [programme] in the TOML, or choose another kind",
                )
                yield _at(figures, figure, "margin-undeclared", expected, mend)
                continue
            whole = sum(budget.value for (_, other), budget in figures.budgets.items() if other == year and isinstance(budget.value, int))
            most = int(margin.share * whole)
            taken[year] = taken.get(year, 0) - figure.value
            if taken[year] > most:
                expected = Text("ten hoogste {most:eur}: {share:pct} van {whole:eur}", "at most {most:eur}: {share:pct} of {whole:eur}")
                mend = Text(
                    "uit {year} gaat nu samen {taken:eur} mee; verlaag het met {over:eur}",
                    "{taken:eur} is now taken out of {year}; lower it by {over:eur}",
                )
                values = {"most": most, "share": margin.share, "whole": whole, "year": year, "taken": taken[year], "over": taken[year] - most}
                yield _at(figures, figure, "margin-exceeded", expected, mend, **values)


def _at(figures: Figures, figure: Figure, code: str, expected: Text, mend: Text, **values: object) -> Fault:
    """A fault at the cell a figure stands in."""
    sheet, _, cell = figure.place.rpartition("!")
    return Fault(code, figures.file, sheet, cell, None, str(figure.value), expected, mend, tuple(sorted(values.items())))
