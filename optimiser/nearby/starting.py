"""The plan that somebody starts from: the published use, the last adopted plan, or any plan workbook; read with the case it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimiser.adopted import newest, read_adopted
from optimiser.audit import broken
from optimiser.case import Judged, score_split, spend_split
from optimiser.desk.moves import Line
from optimiser.faults import Fault, Refused, key_of, nearest, unknown
from optimiser.goals import GOALS
from optimiser.language import LANGS, Text, say
from optimiser.nearby.told import StartKind
from optimiser.plan import Plan
from optimiser.record import BrokenTold
from optimiser.reference import PUBLISHED, Split
from optimiser.run import Case, adopted_folder, read_case, score_references
from optimiser.scenario import BASE
from optimiser.scoring import judge, nothing_to_judge, read_sent, told_broken

FROM = "--from"
WORDS: Mapping[str, StartKind] = {"published": "published", "gepubliceerd": "published", "last": "last", "laatste": "last"}
PUBLISHED_USE = Text("het gepubliceerde gebruik (binnen de ruimten zo goed mogelijk verdeeld)", "the published use (split at best inside the spaces)")
LAST = Text("het vastgestelde plan {name}, versie {version}", "the adopted plan {name}, version {version}")
NO_REFERENCE = Text("een blad Referentie met het gepubliceerde gebruik", "a sheet Reference with the published use")
FILL = Text("vul dat blad, of geef --from PLAN.xlsx", "fill that sheet, or give --from PLAN.xlsx")
AN_ADOPTED = Text("een vastgesteld plan in deze map", "an adopted plan in this folder")
ADOPT = Text(
    "stel eerst een plan vast met optimiser adopt, wijs met --adopted een andere map aan, of geef --from PLAN.xlsx",
    "first adopt a plan with optimiser adopt, name another folder with --adopted, or give --from PLAN.xlsx",
)


@dataclass(frozen=True)
class Start:
    """A plan as it stands: EUR per line, what it is called, the goal's number and the hard rules it breaks; `plan`: with its flows.

    `dropped` EUR have no line here.
    """

    kind: StartKind
    name: Text
    lines: Mapping[Line, int]
    value: Fraction
    broken: tuple[BrokenTold, ...]
    plan: Plan
    dropped: int = 0
    file: Path | None = None


def read_start(
    start: str,
    programme: str | None,
    scenario: str | Sequence[str] | None,
    overrides: Sequence[tuple[str, Any]],
    **given: Any,
) -> tuple[Case, Start | None]:
    """The case, and the plan that `start` names in it (None for ""); a workbook also says which programme, scenario and phase. Raises `Refused`.

    `given`: input, reason, phase, budget_year, adopted and members as for `run.read_case`.
    """
    kind = WORDS.get(key_of(start)) if start else None
    if not start or kind is not None:
        case = read_case(programme or "taz", scenario or BASE, list(overrides), **given)
        return case, None if kind is None else _known(case, kind, given.get("adopted"))
    if not Path(start).exists() and (nearest(start, WORDS) or not Path(start).suffix):
        raise Refused([unknown("unknown-start", start, WORDS, file=FROM)])
    named = ",".join(scenario) if scenario is not None and not isinstance(scenario, str) else scenario
    case, sent = read_sent(start, programme=programme, scenario=named, overrides=list(overrides), **given)
    if sent is None:
        raise Refused([nothing_to_judge(case)])
    lines = {key: line.typed for key, line in sent.lines.items()}
    name = Text(Path(start).name, Path(start).name)
    return case, _started(case, "plan", name, lines, judge(case, sent), 0, Path(start))


def _known(case: Case, kind: StartKind, adopted: str | Path | None) -> Start:
    return _published(case) if kind == "published" else _last(case, adopted)


def _published(case: Case) -> Start:
    judged = score_references(case, case.programme.programme.unit).get(PUBLISHED)
    if judged is None:
        raise Refused([Fault("no-reference", case.workbook.name, expected=NO_REFERENCE, mend=FILL)])
    return _started(case, "published", PUBLISHED_USE, dict(spend_split(judged.plan, "instrument").amounts), judged)


def _last(case: Case, given: str | Path | None) -> Start:
    """The newest adopted plan; in a phase of the budget cycle the newest before it."""
    folder = adopted_folder(case.programme.id, given)
    found = read_adopted(folder)
    chosen = (found[-1] if found else None) if case.cycle is None else newest(found, case.cycle.moment)
    if chosen is None:
        raise Refused([Fault("no-adopted-plan", str(folder), expected=AN_ADOPTED, mend=ADOPT)])
    stand = chosen.stand
    name = Text(*(say(LAST, lang, name=stand.moment.name(lang), version=stand.version) for lang in LANGS))
    lines = {(instrument, year): stand.lines.get((instrument, year), 0) for instrument, year, _ in case.grid.lines}
    dropped = sum(stand.lines.values()) - sum(lines.values())
    unit, goal = case.programme.programme.unit, GOALS[case.programme.goal.kind]
    judged = score_split(case.grid, case.rules, goal, unit, Split("instrument", lines))
    return _started(case, "last", name, lines, judged, dropped)


def _started(case: Case, kind: StartKind, name: Text, lines: Mapping[Line, int], judged: Judged, dropped: int = 0, file: Path | None = None) -> Start:
    named = {rule.id: rule for rule in case.rules}
    told = tuple(told_broken(named[one.rule], one) for one in broken(judged.findings, case.rules))
    return Start(kind, name, lines, judged.value, told, judged.plan, dropped, file)
