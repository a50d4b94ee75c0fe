"""The way through from top to bottom: workbook and programme in, a proved plan (or the reason that there is none) out. The Python API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from optimiser.adopted import FOLDER, needed_start, read_adopted
from optimiser.audit import prove_agreement
from optimiser.build import active_rules, check_goal, make_grid
from optimiser.busy import BUILDING, READING, busy
from optimiser.case import WIDE, Judged, Solved, closeness_to, disprove, score_split, solve_case, spend_split
from optimiser.conflict import find_conflict
from optimiser.cycle import find_moment, left_out
from optimiser.faults import Fault, Refused
from optimiser.figures import Figures
from optimiser.files import digest
from optimiser.goals import GOALS
from optimiser.grid import Grid
from optimiser.language import LANGS, Text, say
from optimiser.locks import with_locks
from optimiser.lp import highs, pulp_bridge
from optimiser.lp.chooser import Closeness
from optimiser.lp.stages import NoPlan
from optimiser.own_files import told_members
from optimiser.places import find_input, find_programme
from optimiser.programme import Programme
from optimiser.programme_file import Source, build, read_toml
from optimiser.reading.edition import NOW, outdated
from optimiser.reading.sheets import read_book
from optimiser.record import Made, Record
from optimiser.recorder import frame_of, with_conflict, with_plan
from optimiser.reference import LAST_SHARES, PUBLISHED, Split, in_proportion, last_shares, published
from optimiser.rule import Rule
from optimiser.scenario import BASE, Changed, apply
from optimiser.stands import CycleTold
from optimiser.told_cycle import cycle_of, past_locks
from optimiser.workbook import figures_of

FINER = Text(
    "Niet elk vast bedrag is een veelvoud van {asked:eur}: het plan staat in eenheden van {unit:eur}.",
    "Not every fixed amount is a multiple of {asked:eur}: the plan is in units of {unit:eur}.",
)

LEFT_OUT = Text(
    "Regels die alles of niets zijn ({rules}), zijn exact getoetst maar staan buiten de bewezen grens: de werkelijke afstand tot het beste plan is "
    "hooguit de genoemde. Prijzen en even goede plannen gelden zolang dezelfde leden geld krijgen.",
    "Rules that are all or nothing ({rules}) are tested exactly, but the proved bound leaves them out: the true distance to the best plan is at most "
    "the one stated. Prices and equally good plans hold as long as the same members get money.",
)

BY_ORDER = Text(
    "Tussen even goede plannen koos hier alleen de vaste volgorde van de ids: de nabijheid tot het gepubliceerde (of vastgestelde) plan is niet "
    "meegewogen, want bij {cells:num} plaatsen voor geld duurt dat langer dan de hele berekening.",
    "Among equally good plans the fixed order of the ids alone chose here: closeness to the published (or adopted) plan was not weighed, because "
    "with {cells:num} places for money that takes longer than the whole calculation.",
)

ONE_BASELINE = Text(
    "Dit plan is alleen met het gepubliceerde gebruik vergeleken, niet met de aandelen van vorig jaar: bij {cells:num} plaatsen voor geld duurt zo'n "
    "vergelijking even lang als het plan zelf.",
    "This plan was compared with the published use only, not with last year's shares: with {cells:num} places for money such a comparison takes as "
    "long as the plan itself.",
)

LEFT_OUT_REACHED = Text(
    "Regels die alles of niets zijn ({rules}), zijn exact getoetst. De bewezen grens laat ze weg en wordt toch gehaald: zij kosten hier niets. "
    "Prijzen en even goede plannen gelden zolang dezelfde leden geld krijgen.",
    "Rules that are all or nothing ({rules}) are tested exactly. The proved bound leaves them out and is reached all the same: they cost nothing "
    "here. Prices and equally good plans hold as long as the same members get money.",
)


@dataclass(frozen=True)
class Case:
    """A programme with its figures under a scenario, ready to solve."""

    path: Path
    workbook: Path
    scenarios: tuple[str, ...]
    changed: Changed
    grid: Grid
    rules: tuple[Rule, ...]
    warnings: tuple[Fault, ...]
    cycle: CycleTold | None = None
    members: Mapping[str, Path] = field(default_factory=dict)

    @property
    def programme(self) -> Programme:
        """The programme after the scenario."""
        return self.changed.programme


@dataclass(frozen=True)
class Inputs:
    """Programme and workbook as read once, before any scenario; its cases are of the phase `cycle`, where one is given."""

    path: Path
    workbook: Path
    source: Source
    base: Programme
    figures: Figures
    warnings: tuple[Fault, ...]
    version: int = NOW
    cycle: CycleTold | None = None
    members: Mapping[str, Path] = field(default_factory=dict)

    def case(self, scenarios: Sequence[str], sets: Sequence[tuple[str, Any]] = (), reason: str = "", cycle: CycleTold | None = None) -> Case:
        """The case in a phase of the budget cycle, under scenarios and further changes. Raises `Refused`.

        Years before the budget year of the phase are locked to the adopted plan that it starts from.
        """
        cycle = self.cycle if cycle is None else cycle
        moment = None if cycle is None else cycle.moment
        changed = apply(self.source, self.base, self.figures, scenarios, sets, reason, moment)
        changed = changed if cycle is None else with_locks(changed, past_locks(changed, cycle))
        grid = make_grid(changed.programme, changed.figures)
        rules, warnings = active_rules(changed.programme, grid), (*self.warnings, *left_out(self.figures, moment))
        check_goal(changed.programme, grid)
        return Case(self.path, self.workbook, tuple(scenarios), changed, grid, rules, warnings, cycle, self.members)


def read_inputs(programme: str, input: str | None, members: Mapping[str, str | Path] | None = None) -> Inputs:
    """Reads a programme and its workbook. Raises `Refused` with all faults of the one that has any.

    `members[dimension]`: a CSV file that takes the place of the sheet of that dimension.
    """
    busy(READING)
    path = find_programme(programme)
    source = read_toml(path)
    base = build(source)
    workbook = find_input(path, base.programme.input, input)
    book = read_book(workbook)
    apart = {name: Path(one) for name, one in (members or {}).items()}
    figures, warnings = figures_of(book, base, apart)
    return Inputs(path, workbook, source, base, figures, warnings, book.version, members=apart)


def read_case(
    programme: str = "taz",
    scenario: str | Sequence[str] = BASE,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    reason: str = "",
    phase: str = "",
    budget_year: int | str | None = None,
    adopted: str | Path | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> Case:
    """Reads programme and workbook and applies phase and scenario. Raises `Refused` with all faults of the step that found any."""
    names = tuple(dict.fromkeys(part.strip() for part in (scenario.split(",") if isinstance(scenario, str) else scenario)))
    sets = list(overrides.items()) if isinstance(overrides, Mapping) else list(overrides)
    inputs = read_inputs(programme, input, members)
    return inputs.case(names, sets, reason, cycle_in(inputs, phase, budget_year, adopted) if phase else None)


def adopted_folder(programme: str, given: str | Path | None = None) -> Path:
    """Where the adopted plans of a programme stand; the journal they are entered in stands in the folder above."""
    return Path("reports") / programme / FOLDER if given is None else Path(given)


def cycle_in(inputs: Inputs, phase: str, budget_year: int | str | None, given: str | Path | None) -> CycleTold:
    """The phase with everything that was adopted before it. Raises `Refused` when there is nothing to start from."""
    folder = adopted_folder(inputs.base.id, given)
    adopted = read_adopted(folder)
    year = None if budget_year is None else str(budget_year)
    moment = find_moment(inputs.base, inputs.figures, phase, year, [one.stand.moment for one in adopted])
    if isinstance(moment, Fault):
        raise Refused([moment])
    needed_start(adopted, moment, folder)
    return cycle_of(inputs.base, inputs.figures, moment, adopted)


def find_files(programme: str = "taz", input: str | None = None) -> tuple[Path | None, Path | None]:
    """The programme's file and its workbook, each None where it cannot be found; reads no more of them than that takes."""
    model = workbook = None
    given = None if input is None else Path(input)
    try:
        model = find_programme(programme)
        workbook = find_input(model, build(read_toml(model)).programme.input, input)
    except Refused:
        workbook = given
    return model, workbook if workbook is not None and workbook.is_file() else None


def check(programme: str = "taz", *, input: str | None = None, members: Mapping[str, str | Path] | None = None) -> tuple[Fault, ...]:
    """All faults and warnings of a programme with its workbook; empty when there are none. Solves nothing.

    Every scenario of programme and workbook is applied as well, so that a fault in one of them shows before it is needed.
    """
    try:
        inputs = read_inputs(programme, input, members)
        inputs.case((BASE,))
    except Refused as refused:
        return refused.faults
    faults = [*inputs.warnings, *left_out(inputs.figures, None)]
    if inputs.version < NOW:
        faults.append(outdated(inputs.workbook.name, inputs.version))
    for name in dict.fromkeys([*(one.id for one in inputs.base.scenario), *inputs.figures.scenarios]):
        try:
            inputs.case((name,))
        except Refused as refused:
            faults += [replace(fault, file=f"{fault.file} [{name}]") for fault in refused.faults]
    return tuple(sorted(faults, key=Fault.order))


def solve(
    programme: str = "taz",
    *,
    scenario: str | Sequence[str] = BASE,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    solver: str = highs.NAME,
    unit: int | None = None,
    reason: str = "",
    by: str = "",
    phase: str = "",
    budget_year: int | str | None = None,
    adopted: str | Path | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> Record:
    """The best plan of a case, exact and proved, or the record of why there is none.

    Args:
        programme: a name (`"taz"`) or a path to a TOML file.
        scenario: one name, several joined by commas, or a sequence of names; together they change the base case.
        overrides: further changes, e.g. `{"rule.growth-path.2025": "0.60"}`; exact numbers as int, str or Fraction.
        input: path of the input workbook; default the programme's own.
        solver: `"highs"` or any solver that PuLP finds on this machine, e.g. `"cbc"`.
        unit: payable unit in EUR; default the programme's.
        reason: why the overrides were made; kept in the record.
        by: who ordered the run; kept in the record.
        phase: the phase of the budget cycle (`"vjn"`) up to which mutations and wage index count; default none.
        budget_year: the budget year of the phase; may be left out when it can be only one.
        adopted: the folder with adopted plans, of which the newest before the phase is the start; default `reports/<programme>/adopted`.
        members: by dimension, a CSV file that takes the place of its sheet; its SHA-256 is kept in `record.made.options`.

    Returns:
        A `Record`; `record.status` is `"optimal"` or `"infeasible"`. Amounts are whole EUR, effects exact fractions of persons.

    Raises:
        Refused: faults in what was given, all of them at once.
        ProofFailed, NotRepaired: a check or proof of ours failed.
        SolverStopped: the solver gave up.

    >>> record = solve("taz", scenario="base")
    >>> record.status, sum(flow.amount for flow in record.plan if flow.year == "2025")
    ('optimal', 528900000)
    """
    case = read_case(programme, scenario, overrides, input, reason, phase, budget_year, adopted, members)
    return solve_record(case, solver, unit, by)


def solve_record(case: Case, solver: str = highs.NAME, unit: int | None = None, by: str = "") -> Record:
    """The record of a case that was read. Raises as `solve`."""
    return solve_told(case, solver, unit, by)[0]


def solve_told(case: Case, solver: str = highs.NAME, unit: int | None = None, by: str = "") -> tuple[Record, Solved | None, dict[str, Judged]]:
    """The record of a case that was read, the plan behind it (None: there is none), and the splits it is compared with. Raises as `solve`."""
    unit = payable_unit(case, unit)
    busy(BUILDING)
    prove_agreement(case.grid, case.rules)
    goal = GOALS[case.programme.goal.kind]
    record = frame_of(case.changed, case.scenarios, made_of(case, solver, unit, by), case.cycle)
    references = score_references(case, unit)
    closeness = closeness_of(case, references, unit)
    try:
        answer = solve_case(case.grid, case.rules, goal, unit, solver, closeness)
    except pulp_bridge.NoSuchSolver as error:
        raise Refused([_no_solver(solver, str(error))]) from None
    if isinstance(answer, NoPlan):
        conflict = find_conflict(answer, case.rules)
        return with_conflict(record, case.changed, case.grid, case.rules, conflict, disprove(answer)), None, references
    return with_plan(record, case.changed, case.grid, case.rules, answer, references, notes(answer, references)), answer, references


def payable_unit(case: Case, unit: int | None) -> int:
    """The unit asked for, else the programme's (EUR). Raises `Refused` (`unit`) below 1."""
    unit = case.programme.programme.unit if unit is None else unit
    if unit < 1:
        expected = Text("een geheel aantal euro's van ten minste 1", "a whole number of euros of at least 1")
        raise Refused([Fault("unit", "--unit", found=str(unit), expected=expected, mend=Text("bijvoorbeeld 1000", "for example 1000"))])
    return unit


def score_references(case: Case, unit: int) -> dict[str, Judged]:
    """The published use and last year's shares, each split at best inside the spaces and judged by the rules of this case.

    A case with so many cells that one split takes as long as the plan itself is compared with the published use alone.
    """
    goal = GOALS[case.programme.goal.kind]
    found: dict[str, Judged] = {}
    makers = ((PUBLISHED, published), (LAST_SHARES, last_shares))
    for name, make in makers[:1] if case.grid.size >= WIDE else makers:
        split = make(case.grid, case.changed.figures, unit)
        if split is not None:
            near = closeness_to(case.grid, in_proportion(case.grid, split, unit))
            found[name] = score_split(case.grid, case.rules, goal, unit, split, [near])
    return found


def closeness_of(case: Case, references: Mapping[str, Judged], unit: int) -> list[Closeness]:
    """What the plan stays close to where the goal leaves a choice: the adopted plan it starts from, else the published use."""
    start = None if case.cycle is None else case.cycle.start
    if start is None:
        return [closeness_to(case.grid, split) for split in targets(case, references, unit)]
    spaces = {one.id: one.space for one in case.programme.instrument}
    by_space: dict[tuple[str, str], int] = {}
    for (instrument, year), amount in start.lines.items():
        if instrument in spaces:
            by_space[spaces[instrument], year] = by_space.get((spaces[instrument], year), 0) + amount
    near = [closeness_to(case.grid, Split(*one)) for one in (("space", by_space), ("instrument", start.lines))]
    paid = {(one.source, one.instrument, one.year): one.amount for one in start.flows}
    flows = list(case.grid.cells_by("source", "instrument", "year"))
    amounts = tuple(paid.get((label["source"], label["instrument"], label["year"]), 0) for label, _ in flows)
    return [*near, Closeness(tuple(cells for _, cells in flows), amounts)]


def targets(case: Case, references: Mapping[str, Judged], unit: int) -> list[Split]:
    """What the plan stays close to where the goal leaves a choice: the published use per space, then per instrument."""
    split = published(case.grid, case.changed.figures, unit)
    if split is None or PUBLISHED not in references:
        return []
    return [split, spend_split(references[PUBLISHED].plan, "instrument")]


def notes(solved: Solved, references: Mapping[str, Judged]) -> list[Text]:
    """What is worth knowing about a plan: its payable unit, what its bound leaves out, how it was chosen among its equals, what was not compared."""
    told = [Text(*(say(FINER, lang, asked=solved.asked, unit=solved.unit) for lang in LANGS))] if solved.unit != solved.asked else []
    if whole := list(dict.fromkeys(one.rule for one in solved.findings if one.whole)):
        text = LEFT_OUT if abs(solved.certificate.bound) != abs(solved.value) else LEFT_OUT_REACHED
        told.append(Text(*(say(text, lang, rules=", ".join(whole)) for lang in LANGS)))
    if solved.by_order:
        told.append(Text(*(say(BY_ORDER, lang, cells=solved.plan.grid.size) for lang in LANGS)))
    if solved.plan.grid.size >= WIDE and PUBLISHED in references:
        told.append(Text(*(say(ONE_BASELINE, lang, cells=solved.plan.grid.size) for lang in LANGS)))
    return told


def _no_solver(solver: str, known: str) -> Fault:
    expected = Text("een oplosser op deze machine: {known}", "a solver on this machine: {known}")
    mend = Text("kies er een van, of installeer {solver}", "choose one of them, or install {solver}")
    return Fault("unknown-solver", "--solver", found=solver, expected=expected, mend=mend, values=(("known", known), ("solver", solver)))


def made_of(case: Case, solver: str, unit: int, by: str = "") -> Made:
    """What made a run: versions, solver, hashes, unit."""
    import platform

    from optimiser.version import __version__

    versions = {"taz-optimiser": __version__, "python": platform.python_version()}
    versions |= {"highs": highs.version()} if solver == highs.NAME else {"pulp": pulp_bridge.version()}
    solving = {key: str(value) for key, value in highs.OPTIONS.items()} if solver == highs.NAME else {}
    return Made(
        versions=versions,
        solver=solver,
        options={**solving, **told_members(case.members)},
        programme_hash=digest(case.path),
        inputs_hash=digest(case.workbook),
        programme_file=case.path.name,
        inputs_file=case.workbook.name,
        unit_asked=unit,
        unit=unit,
        by=by,
    )
