"""The case behind a plan or record made again, from what that tells and, where it does not tell all, from the very files that it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimiser.differing.rebuild import Untold, rebuild
from optimiser.draft import Override
from optimiser.faults import Fault, Refused
from optimiser.files import digest
from optimiser.language import LANGS, Text
from optimiser.own_files import very_members
from optimiser.places import find_input, find_programme
from optimiser.programme import Programme
from optimiser.programme_file import Source, build, read_toml
from optimiser.reading.sheets import read_book
from optimiser.record import FigureUsed
from optimiser.run import Case
from optimiser.told_case import figure_rows
from optimiser.workbook import figures_of

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
NO_MEMBERS = Text(
    "{file} noemt niet alle leden waarmee het is gemaakt, en het CSV-bestand van toen is hier niet: het effect is niet toegerekend. Geef het met "
    "{option}.",
    "{file} does not tell all members it was made from, and the CSV file of that time is not here: the effect is not attributed. Give it with "
    "{option}.",
)


@dataclass(frozen=True)
class Asked:
    """What was asked for one side: its file as typed, the programme, workbook and CSV files to go with it, and the options that name those."""

    file: str
    programme: str | None
    input: str | None
    programme_option: str
    input_option: str
    members: Mapping[str, str | Path] = field(default_factory=dict)
    members_option: str = "--members"


@dataclass(frozen=True)
class Fingerprints:
    """The SHA-256 of the model and the input workbook that a plan was made from, what that workbook was called, and the options of the run."""

    model: str
    inputs: str
    inputs_file: str
    options: Mapping[str, str]


def find_model(asked: Asked, id: str) -> tuple[Source, Programme] | None:
    """The programme as asked for, or by the name the plan gives; None when there is none by that name. Raises `Refused` for one asked for."""
    try:
        path = find_programme(asked.programme or id)
        source = read_toml(path)
        return source, build(source)
    except Refused:
        if asked.programme:
            raise
        return None


def make_again(
    asked: Asked,
    source: Source,
    base: Programme,
    rows: Sequence[FigureUsed],
    overrides: Sequence[Override],
    scenario: str,
    made: Fingerprints,
) -> Case | Text:
    """The case from the rows of a plan, completed from its own files where they do not say enough; or why it cannot be made."""
    words = {"file": asked.file, "programme": base.id, "option": asked.programme_option, "input": made.inputs_file}
    if digest(source.path) != made.model:
        return say_both(OTHER_MODEL, model=source.path.name, **words)
    words["option"] = asked.input_option
    try:
        try:
            return rebuild(source, base, asked.file, rows, overrides, scenario)
        except Untold as untold:
            workbook = _workbook(asked, source, base, made.inputs)
            if workbook is None:
                return say_both(OTHER_INPUT, given=asked.input, **words) if asked.input else say_both(NO_FIGURES, key=str(untold), **words)
            members = very_members(made.options, Path(asked.file), asked.members)
            if gone := [name for name, one in members.items() if isinstance(one, Fault)]:
                return say_both(NO_MEMBERS, **{**words, "option": f"{asked.members_option} {gone[0]}=CSV"})
            apart = {name: one for name, one in members.items() if isinstance(one, Path)}
            return rebuild(source, base, asked.file, _completed(rows, workbook, base, apart), overrides, scenario)
    except Untold as untold:
        return say_both(NOT_AGAIN, why=str(untold), **words)
    except Refused as refused:
        first = refused.faults[0]
        return say_both(NOT_AGAIN, why=f"{first.place} [{first.code}] {first.found}".strip(), **words)


def _workbook(asked: Asked, source: Source, base: Programme, fingerprint: str) -> Path | None:
    """The very workbook the plan was made from, if it is here."""
    try:
        path = find_input(source.path, base.programme.input, asked.input)
        return path if digest(path) == fingerprint else None
    except (Refused, OSError):
        return None


def _completed(rows: Sequence[FigureUsed], workbook: Path, base: Programme, members: Mapping[str, Path]) -> tuple[FigureUsed, ...]:
    """What a plan tells, and for the rest what its workbook and its CSV files of members say."""
    figures, _ = figures_of(read_book(workbook), base, members)
    return tuple(({row.key: row for row in figure_rows(figures, whole=True)} | {row.key: row for row in rows}).values())


def say_both(text: Text, **values: object) -> Text:
    """A sentence in both languages with its values."""
    return Text(*(text[lang].format(**values) for lang in LANGS))
