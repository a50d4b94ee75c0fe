"""What was given to compare, whatever it is: an input workbook, a plan workbook, a record or the folder of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from optimiser.difference import Told
from optimiser.differing.again import NO_MODEL, Asked, Fingerprints, find_model, make_again, say_both
from optimiser.differing.entries import Entry, typed_entries
from optimiser.differing.provenance import LimitTold, provenance_in
from optimiser.draft import Override
from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.plan_reading import Written, plan_in
from optimiser.programme import Programme
from optimiser.programme_file import Source
from optimiser.reading.sheets import Book, read_book
from optimiser.record import FigureUsed, Record, from_json
from optimiser.run import Case, Inputs, read_inputs
from optimiser.scenario import BASE
from optimiser.scoring import judge, options_before
from optimiser.sent_in import SentIn, compare
from optimiser.told_case import figures_of

DEFAULT = "taz"
RECORD = "record.json"
A_RECORD = Text(
    "een record.json dat met optimiser solve is gemaakt, of de map waar die in staat",
    "a record.json made by optimiser solve, or the folder that holds it",
)
GIVE_RECORD = Text("geef bijvoorbeeld reports/taz/base, of een werkboek", "give for example reports/taz/base, or a workbook")


@dataclass(frozen=True)
class Side:
    """One side as read. `case` is None when it could not be made, `why_not` says why; `lines` and `flows` are None for an input workbook.

    `programme` is the one that counts (after changes); `known` only names things when the programme itself is not at hand.
    """

    told: Told
    rows: tuple[FigureUsed, ...]
    overrides: tuple[Override, ...] = ()
    limits: tuple[LimitTold, ...] = ()
    case: Case | None = None
    source: Source | None = None
    known: Programme | None = None
    inputs: Inputs | None = None
    lines: Mapping[tuple[str, str], int] | None = None
    flows: Mapping[tuple[str, str, str], int] | None = None
    spaces: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    value: Fraction | None = None
    solved: bool = True
    why_not: Text | None = None
    sent: SentIn | None = None
    typed: tuple[Entry, ...] = ()

    @property
    def programme(self) -> Programme | None:
        """The programme after all changes."""
        return None if self.case is None else self.case.programme


Content = Record | Book


def open_side(asked: Asked) -> tuple[str, Content]:
    """(kind, content) of a file: `record`, `plan` or `inputs`. Raises `Refused`, the file named as it was typed."""
    path = Path(asked.file)
    try:
        if path.is_dir() or path.suffix == ".json":
            return "record", _record(path / RECORD if path.is_dir() else path)
        book = read_book(path)
        return ("plan" if plan_in(book).lines else "inputs"), book
    except Refused as refused:
        raise _as_typed(refused, asked.file) from None


def _record(path: Path) -> Record:
    from pydantic import ValidationError

    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        raise Refused([Fault("not-a-record", str(path), expected=A_RECORD, mend=GIVE_RECORD)]) from None


def _as_typed(refused: Refused, file: str) -> Refused:
    """Two files may have the same name: the fault says which by the way it was typed."""
    name = Path(file).name
    return Refused([replace(fault, file=file) if fault.file == name else fault for fault in refused.faults])


def names_another(kind: str, content: Content) -> tuple[str, str]:
    """(programme, scenario) that a plan or record names; empty for an input workbook."""
    if isinstance(content, Record):
        return content.programme, content.scenario
    written = plan_in(content) if kind == "plan" else Written("")
    return written.programme, written.scenario


def read_side(asked: Asked, kind: str, content: Content, programme: str, scenario: str) -> Side:
    """The side itself; `programme` and `scenario` are those of the other side or of the options, for an input workbook. Raises `Refused`."""
    try:
        if isinstance(content, Record):
            return _of_record(asked, content)
        return _of_plan(asked, content) if kind == "plan" else _of_inputs(asked, programme or DEFAULT, scenario or BASE)
    except Refused as refused:
        raise _as_typed(refused, asked.file) from None


def _of_inputs(asked: Asked, programme: str, scenario: str) -> Side:
    inputs = read_inputs(asked.programme or programme, asked.file, asked.members)
    case = inputs.case(tuple(part.strip() for part in scenario.split(",")))
    return side_of_case(Told(asked.file, "inputs", case.programme.id, scenario), inputs, case)


def side_of_case(told: Told, inputs: Inputs, case: Case) -> Side:
    """A case that is at hand as a side, without a plan."""
    return Side(
        told,
        tuple(figures_of(case.changed)),
        case.changed.overrides,
        case=case,
        source=inputs.source,
        known=case.programme,
        inputs=inputs,
        spaces={one.id: one.space for one in case.programme.instrument},
        names=_names(case.programme),
    )


def with_run(side: Side, record: Record) -> Side:
    """The side with the plan of its run, or with the knowledge that none exists."""
    return replace(
        side,
        lines={(one.instrument, one.year): one.amount for one in record.lines},
        flows={(one.source, one.instrument, one.year): one.amount for one in record.flows},
        spaces={**side.spaces, **{one.instrument: one.space for one in record.lines}},
        value=record.total if record.conflict is None else None,
        solved=record.conflict is None,
    )


def _of_record(asked: Asked, record: Record) -> Side:
    told = Side(
        Told(asked.file, "record", record.programme, record.scenario),
        record.figures,
        tuple(Override(one.key, one.was, one.now, one.origin, one.reason) for one in record.overrides),
        tuple(LimitTold(one.id, one.year, one.member, plain(one.limit), one.unit, one.standing, one.source) for one in record.findings),
        names={(table, id): text for key, text in record.names.items() for table, _, id in [key.partition(":")]},
    )
    side = with_run(told, record)
    made = record.made
    return _with_case(asked, side, Fingerprints(made.programme_hash, made.inputs_hash, made.inputs_file, made.options))


def _of_plan(asked: Asked, book: Book) -> Side:
    written, made = plan_in(book), provenance_in(book)
    side = Side(
        Told(asked.file, "plan", written.programme, written.scenario or BASE),
        made.figures,
        made.overrides,
        made.limits,
        lines={(one.instrument, one.year): one.amount for one in written.lines},
        flows={(one.source, one.instrument, one.year): one.amount for one in written.flows},
        spaces=made.spaces,
        typed=tuple(typed_entries(written)),
    )
    options = options_before(written, Path(asked.file))
    side = _with_case(asked, side, Fingerprints(made.model_hash, made.inputs_hash, made.inputs_file, options))
    if side.case is None:
        return side
    sent = compare(side.case.grid, written, Path(asked.file).parent, written.programme)
    lines = {key: line.typed for key, line in sent.lines.items()}
    return replace(side, lines=lines, flows=sent.flows, value=judge(side.case, sent).value, sent=sent)


def _with_case(asked: Asked, side: Side, fingerprints: Fingerprints) -> Side:
    """The side with its case made again, or with the reason why it could not be."""
    found = find_model(asked, side.told.programme)
    if found is None:
        return replace(side, why_not=say_both(NO_MODEL, file=asked.file, programme=side.told.programme, option=asked.programme_option))
    source, base = found
    spaces = {**{one.id: one.space for one in base.instrument}, **side.spaces}
    side = replace(side, known=base, spaces=spaces, names={**_names(base), **side.names})
    case = make_again(asked, source, base, side.rows, side.overrides, side.told.scenario, fingerprints)
    return replace(side, case=case, source=source) if isinstance(case, Case) else replace(side, why_not=case)


def _names(programme: Programme) -> dict[tuple[str, str], Text]:
    tables = ("space", "source", "instrument", "rule", "scenario")
    return {(table, one.id): one.name for table in tables for one in getattr(programme, table)}
