"""From what a person names, a case or a written plan, to everything its report tells; and the report onto disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimiser.exporting import find_book, find_run
from optimiser.faults import Fault, Refused
from optimiser.files import make_folder
from optimiser.language import Lang, Text
from optimiser.lp import highs
from optimiser.own_files import members_file, members_in, own_files
from optimiser.record import Record
from optimiser.report_desk import gather
from optimiser.reports.report_page import write
from optimiser.run import cycle_in, read_inputs
from optimiser.scenario import BASE, read_set
from optimiser.told_desk import ReportData
from optimiser.verify import INPUT, MODEL
from optimiser.writing import CONFLICT, PLAN

NAME = "report.html"
HTML = Text("een bestandsnaam op .html", "a file name ending in .html")
NAME_IT = Text("bijvoorbeeld --out verslag.html", "for example --out report.html")
FREE = Text("een nieuw bestand, of een eerder verslag", "a new file, or an earlier report")
CHOOSE = Text("kies met --out een andere naam", "choose another name with --out")
FIXED = Text(
    "een plan zonder --scenario, --set, --phase of --unit: het heeft zijn eigen",
    "a plan without --scenario, --set, --phase or --unit: it has its own",
)
BY_NAME = Text(
    "noem het programma om iets te veranderen, bijvoorbeeld optimiser report taz",
    "name the programme to change something, for example optimiser report taz",
)
NOT_HERE = Text(
    "Prijzen van regels, speelruimte, schattingen en de grenslijn staan hier niet in: een bestand waarmee dit plan gemaakt is (model, "
    "invoerwerkboek of CSV) is er niet meer. Geef ze met --programme en --input, een CSV met --members.",
    "Prices of rules, room to move, estimates and the frontier are not in here: a file that this plan was made from (model, input "
    "workbook or CSV) is no longer there. Give them with --programme and --input, a CSV with --members.",
)
NOT_BEST = Text(
    "Prijzen van regels, speelruimte, schattingen en de grenslijn staan hier niet in: die horen bij het beste plan, en dit plan is met de hand "
    "gemaakt.",
    "Prices of rules, room to move, estimates and the frontier are not in here: they belong to the best plan, and this plan was made by hand.",
)
NOT_SAME = Text(
    "Prijzen van regels, speelruimte, schattingen en de grenslijn staan hier niet in: deze versie van het programma maakt van dezelfde invoer "
    "een ander plan.",
    "Prices of rules, room to move, estimates and the frontier are not in here: this version of the program makes another plan from the same input.",
)
Progress = Callable[[int, int], None]


def silent(_done: int, _asked: int) -> None:
    """Tells nobody how far it is."""


def report(
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
    progress: Progress = silent,
) -> ReportData:
    """Everything a report tells of a case; arguments and errors as `optimiser.solve`. `progress` hears (done, asked). Takes seconds.

    `write_report` makes the page of it.
    """
    inputs = read_inputs(programme, input, members)
    if phase:
        inputs = replace(inputs, cycle=cycle_in(inputs, phase, budget_year, adopted))
    names = tuple(dict.fromkeys(part.strip() for part in (scenario.split(",") if isinstance(scenario, str) else scenario)))
    sets = tuple(overrides.items() if isinstance(overrides, Mapping) else overrides)
    return gather(inputs, inputs.case(names, sets, reason), sets, solver, unit, by, progress)


def is_plan(given: str) -> bool:
    """True for a written plan or conflict, or the folder of one; everything else names a programme."""
    path = Path(given)
    return path.suffix.lower() in (".xlsx", ".json") or (path.is_dir() and any((path / name).is_file() for name in (PLAN, CONFLICT)))


def report_plan(
    plan: str | Path,
    *,
    programme: str | None = None,
    input: str | None = None,
    members: Mapping[str, str | Path] | None = None,
    progress: Progress = silent,
) -> ReportData:
    """Everything a report tells of a plan that was written; the desk is asked when the model and workbook of its run are at hand.

    Raises `Refused` (`not-a-plan`, `record-missing`) and `Refuted` when the plan is not what its run proved.
    """
    run = find_run(find_book(Path(plan)))
    record = run.record
    if record.conflict is not None:
        return ReportData(record)
    if record.status != "optimal" or record.edited is not None:
        return ReportData(record, why_not=NOT_BEST)
    found = own_files(record.made, run.book, programme, input, members)
    files = {name: one for name, one in found.items() if isinstance(one, Path)}
    if len(files) < len(found):
        return ReportData(record, why_not=NOT_HERE)
    apart = {name: files[members_file(name)] for name in members_in(record.made.options)}
    fresh = _again(record, files[MODEL], files[INPUT], apart, progress)
    same = (fresh.record.flows, fresh.record.total) == (record.flows, record.total)
    return replace(fresh, record=record) if same else ReportData(record, why_not=NOT_SAME)


def _again(record: Record, model: Path, workbook: Path, members: Mapping[str, Path], progress: Progress) -> ReportData:
    """The same case asked again: its scenarios, its own changes and its phase stand in the record."""
    inputs = replace(read_inputs(str(model), str(workbook), members), cycle=record.cycle)
    asked = [one for one in record.overrides if one.origin == "--set"]
    sets = tuple(read_set(f"{one.key}={one.now}") for one in asked)
    case = inputs.case(tuple(record.scenario.split(",")), sets, asked[0].reason if asked else "")
    made = record.made
    return gather(inputs, case, sets, made.solver, made.unit_asked, made.by, progress)


def refuse_changes(given: str, changed: bool) -> None:
    """A plan that is written cannot be asked for under other figures. Raises `Refused` (`plan-has-own-case`)."""
    if changed:
        raise Refused([Fault("plan-has-own-case", given, found=given, expected=FIXED, mend=BY_NAME)])


def refuse_target(target: Path) -> None:
    """Raises `Refused` when a report cannot go there: `html-name`, or `target-exists` for anything but an earlier page."""
    if target.suffix.lower() not in (".html", ".htm"):
        raise Refused([Fault("html-name", "--out", found=str(target), expected=HTML, mend=NAME_IT)])
    if target.exists() and not _page(target):
        raise Refused([Fault("target-exists", str(target), found=target.name, expected=FREE, mend=CHOOSE)])


def write_report(data: ReportData, path: str | Path, lang: Lang = "nl") -> Path:
    """Writes the page. Raises `Refused` (`html-name`, `target-exists`, `target-unwritable`)."""
    target = Path(path)
    refuse_target(target)
    make_folder(target.parent)
    write(data, target, lang)
    return target


def _page(path: Path) -> bool:
    """True for a page of ours, or an empty file."""
    try:
        with path.open("rb") as file:
            begin = file.read(64)
    except OSError:
        return False
    return not begin or begin.lstrip().lower().startswith(b"<!doctype html>")
