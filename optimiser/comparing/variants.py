"""Everything that was asked to compare, read (or solved) once: its side for the differences, and its run for what it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from optimiser.comparing.asked import Spec, read_spec
from optimiser.difference import Told
from optimiser.differing.again import Asked
from optimiser.differing.sides import DEFAULT, Content, Side, names_another, open_side, read_side, side_of_case, with_run
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.record import Record, from_json
from optimiser.run import Inputs, read_inputs, solve_record
from optimiser.scenario import BASE
from optimiser.scoring import score_case
from optimiser.sent_in import record_before

NOTHING_TO_SET = Text("ten minste één scenario om te wijzigen", "at least one scenario to change")
NAME_ONE = Text(
    "noem een scenario, bijvoorbeeld base, of laat --set weg: een bestand blijft zoals het is",
    "name a scenario such as base, or leave --set out: a file stays as it is",
)


@dataclass(frozen=True)
class Variant:
    """One thing to compare. `record` is its run; None for a plan workbook whose case could not be made again (only its amounts are known)."""

    spec: Spec
    side: Side
    record: Record | None


@dataclass(frozen=True)
class Options:
    """What goes for all: programme and workbook of the scenarios, and changes (with a reason) that every scenario has besides its own."""

    programme: str | None = None
    input: str | None = None
    sets: tuple[tuple[str, Any], ...] = ()
    reason: str = ""
    members: Mapping[str, str | Path] = field(default_factory=dict)


def read_variants(given: Sequence[str | Path | Record], options: Options, told: Callable[[int, int], None]) -> tuple[Variant, ...]:
    """Every variant in the order given; `told` hears (done, all). Raises `Refused` with the faults of all of them; else as `solve`."""
    faults: list[Fault] = []
    opened = [found for one in given if (found := _opened(one, options, faults)) is not None]
    scenarios = [spec for spec, content in opened if content is None]
    if options.sets and not scenarios:
        faults.append(Fault("set-without-scenario", "--set", expected=NOTHING_TO_SET, mend=NAME_ONE))
    named = next((name for _, content in opened if content is not None and (name := names_another(*content)[0])), "")
    programme = options.programme or named or DEFAULT
    inputs = _inputs(programme, options, faults) if scenarios else None
    makers = [_maker(*one, inputs, programme, options, faults) for one in opened if one[1] is not None or inputs is not None]
    if faults:
        raise Refused(faults)
    made = []
    for done, make in enumerate(makers):
        told(done, len(makers))
        made.append(make())
    told(len(makers), len(makers))
    return tuple(made)


Opened = tuple[str, Content]


def _inputs(programme: str, options: Options, faults: list[Fault]) -> Inputs | None:
    try:
        return read_inputs(programme, options.input, options.members)
    except Refused as refused:
        faults += refused.faults
        return None


def _opened(one: str | Path | Record, options: Options, faults: list[Fault]) -> tuple[Spec, Opened | None] | None:
    """What an argument means, with its content when it is a file or a record; None (and faults) when it is nothing."""
    if isinstance(one, Record):
        return Spec(one.scenario, one.scenario), ("record", one)
    try:
        spec = read_spec(str(one))
        return spec, open_side(_asked(spec, options)) if spec.file else None
    except Refused as refused:
        faults += refused.faults
        return None


def _asked(spec: Spec, options: Options) -> Asked:
    return Asked(spec.file, options.programme, options.input, "--programme", "--input", options.members, "--members")


def _maker(spec: Spec, content: Opened | None, inputs: Inputs | None, programme: str, options: Options, faults: list[Fault]) -> Callable[[], Variant]:
    """Reads and checks now; what takes a solver is done when the maker is called."""
    try:
        if content is None:
            assert inputs is not None
            case = inputs.case(spec.scenarios, [*options.sets, *spec.sets], options.reason)
            side = side_of_case(Told(spec.text, "scenario", case.programme.id, ",".join(spec.scenarios)), inputs, case)
        else:
            side = read_side(_asked(spec, options), *content, programme, BASE)
    except Refused as refused:
        faults += [replace(fault, file=f"{fault.file} [{spec.text}]") if content is None else fault for fault in refused.faults]
        return _never
    return lambda: _made(spec, side, content)


def _never() -> Variant:
    raise AssertionError


def _made(spec: Spec, side: Side, content: Opened | None) -> Variant:
    if content is not None and isinstance(content[1], Record):
        return Variant(spec, side, content[1])
    if side.sent is not None and side.case is not None:
        return Variant(spec, side, _as_made(side) or score_case(side.case, side.sent))
    if side.lines is not None or side.case is None:
        return Variant(spec, side, None)
    record = solve_record(side.case)
    return Variant(spec, with_run(side, record), record)


def _as_made(side: Side) -> Record | None:
    """The record of the run, where a plan workbook still is what that run wrote: it tells the prices too."""
    sent = side.sent
    assert sent is not None
    if sent.wished or any(line.touched or line.lock is not None for line in sent.lines.values()):
        return None
    text = record_before(sent.run, Path(side.told.file).parent, side.told.programme)
    return None if text is None else from_json(text)
