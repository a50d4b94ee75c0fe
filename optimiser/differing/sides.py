"""What was given to compare, whatever it is: an input workbook, a plan workbook, a record or the folder of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from optimiser.difference import Told
from optimiser.differing.entries import Entry, typed_entries
from optimiser.differing.provenance import LimitTold, provenance_in
from optimiser.differing.rebuild import Untold, rebuild
from optimiser.draft import Override
from optimiser.exact import plain
from optimiser.faults import Fault, Refused
from optimiser.files import digest
from optimiser.language import LANGS, Text
from optimiser.places import find_input, find_programme
from optimiser.plan_reading import Written, plan_in
from optimiser.programme import Programme
from optimiser.programme_file import Source, build, read_toml
from optimiser.reading.sheets import Book, read_book
from optimiser.record import FigureUsed, Record, from_json
from optimiser.run import Case, Inputs, read_inputs
from optimiser.scenario import BASE
from optimiser.scoring import judge
from optimiser.sent_in import SentIn, compare
from optimiser.told_case import figure_rows, figures_of
from optimiser.workbook import read_figures

DEFAULT = "taz"
RECORD = "record.json"
A_RECORD = Text(
    "een record.json dat met optimiser solve is gemaakt, of de map waar die in staat",
    "a record.json made by optimiser solve, or the folder that holds it",
)
GIVE_RECORD = Text("geef bijvoorbeeld reports/taz/base, of een werkboek", "give for example reports/taz/base, or a workbook")
NO_MODEL = Text(
    "Het model '{programme}' van {file} is hier niet: de regels zijn vergeleken zoals het plan ze noemt, het effect is niet toegerekend. Geef het "
    "model met {option}.",
    "The model '{programme}' of {file} is not here: rules are compared as the plan tells them, the effect is not attributed. Give the model "
    "with {option}.",
)
OTHER_MODEL = Text(
    "{model} is niet (meer) het model waarmee {file} is gemaakt: de regels zijn vergeleken zoals het plan ze noemt, het effect is niet toegerekend. "
    "Geef het model van toen met {option}.",
    "{model} is not (or no longer) the model that made {file}: rules are compared as the plan tells them, the effect is not attributed. Give the "
    "model of that time with {option}.",
)
NO_FIGURES = Text(
    "{file} noemt niet alle cijfers waarmee het is gemaakt ({key}): het effect is niet toegerekend. Geef het invoerwerkboek van toen ({input}) "
    "met {option}.",
    "{file} does not tell all figures it was made from ({key}): the effect is not attributed. Give the input workbook of that time ({input}) "
    "with {option}.",
)
OTHER_INPUT = Text(
    "{given} is niet het invoerwerkboek waarmee {file} is gemaakt (dat heette {input}): het effect is niet toegerekend.",
    "{given} is not the input workbook that made {file} (that was called {input}): the effect is not attributed.",
)
NOT_AGAIN = Text(
    "Het geval van {file} is niet opnieuw te maken ({why}): het effect is niet toegerekend.",
    "The case of {file} cannot be made again ({why}): the effect is not attributed.",
)


@dataclass(frozen=True)
class Asked:
    """What was asked for one side: its file as typed, the programme and input workbook to go with it, and the options that name those."""

    file: str
    programme: str | None
    input: str | None
    programme_option: str
    input_option: str


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
    inputs = read_inputs(asked.programme or programme, asked.file)
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
    return _with_case(asked, side, record.made.programme_hash, record.made.inputs_file, record.made.inputs_hash)


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
    side = _with_case(asked, side, made.model_hash, made.inputs_file, made.inputs_hash)
    if side.case is None:
        return side
    sent = compare(side.case.grid, written, Path(asked.file).parent, written.programme)
    lines = {key: line.typed for key, line in sent.lines.items()}
    return replace(side, lines=lines, flows=sent.flows, value=judge(side.case, sent).value, sent=sent)


def _with_case(asked: Asked, side: Side, model_hash: str, inputs_file: str, inputs_hash: str) -> Side:
    """The side with its case made again, or with the reason why it could not be."""
    words = {"file": asked.file, "programme": side.told.programme, "option": asked.programme_option, "input": inputs_file}
    found = _programme(asked, side.told.programme)
    if found is None:
        return replace(side, why_not=_said(NO_MODEL, **words))
    source, base = found
    spaces = {**{one.id: one.space for one in base.instrument}, **side.spaces}
    side = replace(side, known=base, spaces=spaces, names={**_names(base), **side.names})
    if digest(source.path) != model_hash:
        return replace(side, why_not=_said(OTHER_MODEL, model=source.path.name, **words))
    words["option"] = asked.input_option
    try:
        try:
            case = rebuild(source, base, asked.file, side.rows, side.overrides, side.told.scenario)
        except Untold as untold:
            workbook = _workbook(asked, source, base, inputs_hash)
            if workbook is None:
                text = _said(OTHER_INPUT, given=asked.input, **words) if asked.input else _said(NO_FIGURES, key=str(untold), **words)
                return replace(side, why_not=text)
            case = rebuild(source, base, asked.file, _completed(side.rows, workbook, base), side.overrides, side.told.scenario)
    except Untold as untold:
        return replace(side, why_not=_said(NOT_AGAIN, why=str(untold), **words))
    except Refused as refused:
        first = refused.faults[0]
        return replace(side, why_not=_said(NOT_AGAIN, why=f"{first.place} [{first.code}] {first.found}".strip(), **words))
    return replace(side, case=case, source=source)


def _programme(asked: Asked, id: str) -> tuple[Source, Programme] | None:
    """The programme as asked for, or by the name the plan gives; None when there is none by that name. Raises `Refused` for one asked for."""
    try:
        path = find_programme(asked.programme or id)
        source = read_toml(path)
        return source, build(source)
    except Refused:
        if asked.programme:
            raise
        return None


def _workbook(asked: Asked, source: Source, base: Programme, fingerprint: str) -> Path | None:
    """The very workbook the plan was made from, if it is here."""
    try:
        path = find_input(source.path, base.programme.input, asked.input)
        return path if digest(path) == fingerprint else None
    except (Refused, OSError):
        return None


def _completed(rows: Sequence[FigureUsed], workbook: Path, base: Programme) -> tuple[FigureUsed, ...]:
    """What a plan tells, and for the rest what its workbook says."""
    figures, _ = read_figures(workbook, base)
    return tuple(({row.key: row for row in figure_rows(figures)} | {row.key: row for row in rows}).values())


def _names(programme: Programme) -> dict[tuple[str, str], Text]:
    tables = ("space", "source", "instrument", "rule", "scenario")
    return {(table, one.id): one.name for table in tables for one in getattr(programme, table)}


def _said(text: Text, **values: object) -> Text:
    return Text(*(text[lang].format(**values) for lang in LANGS))
