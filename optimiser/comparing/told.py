"""The way through: variants in, columns side by side out, each difference with the first one attributed. The Python API of `compare`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimiser.comparing.columns import amount_rows, baselines, column_of, rule_rows
from optimiser.comparing.variants import Options, Variant, read_variants
from optimiser.comparing.words import sentence, year_sentence
from optimiser.comparing.years import between_years
from optimiser.comparison import Column, Comparison, YearChange
from optimiser.differing.told import difference_of
from optimiser.faults import Fault, Refused, unknown
from optimiser.language import Text
from optimiser.record import Record

TWO = Text("ten minste twee plannen, of één met --years", "at least two plans, or one with --years")
EXAMPLE = Text("bijvoorbeeld optimiser compare base cut-14", "for example optimiser compare base cut-14")
TWO_YEARS = Text("twee verschillende jaren", "two different years")
NO_SPLIT = Text(
    "Van {label} zijn de trappen van het effect niet bekend: het is niet tussen de jaren vergeleken.",
    "Of {label} the steps of the effect are not known: it is not compared between the years.",
)


def compare(
    *variants: str | Path | Record,
    programme: str | None = None,
    input: str | None = None,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    reason: str = "",
    years: tuple[int | str, int | str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> Comparison:
    """Plans side by side, the first one the reference; each other one's difference with it attributed so that it adds up exactly.

    Args:
        variants: scenarios (`"base"`, together `"cut-14+iza-100"`, changed `"base:rule.growth-path.2025=0.60"`), plan workbooks, a record.json
            or the folder of a run, input workbooks (their base case), or records; mixed as you like, at least two (one with `years`).
        programme: the programme of the scenarios, a name or a path; default the one that the first file names, else `"taz"`.
        input: the input workbook of the scenarios; also the one a plan was made from, where that does not tell its own figures.
        overrides: changes that every scenario has besides its own.
        reason: why; kept with the changes.
        years: two years: what changes between them in each plan.
        progress: hears (done, all) while the variants are solved.
        members: as for `solve`, of scenarios and input workbooks; a plan takes the very CSV files that it was made from.

    Returns:
        A `Comparison`: `effects`, `amounts`, `rules`, `steps` and `years` are tables with a `frame()`; amounts are whole EUR, effects exact.

    Raises:
        Refused: faults in any of them, all at once.
        ProofFailed, SolverStopped: as `solve`.

    >>> both = compare("base", "cut-14")
    >>> [column.label.en for column in both.columns]
    ['base', 'cut-14', 'published', "last year's shares"]
    """
    pair = None if years is None else (str(years[0]), str(years[1]))
    if pair is not None and pair[0] == pair[1]:
        raise Refused([Fault("compare-years", "--years", found=" ".join(pair), expected=TWO_YEARS)])
    if len(variants) < (2 if pair is None else 1):
        raise Refused(
            [Fault("compare-two", "compare", found=" ".join(str(one) for one in variants if not isinstance(one, Record)), expected=TWO, mend=EXAMPLE)]
        )
    sets = tuple(overrides.items()) if isinstance(overrides, Mapping) else tuple(overrides)
    read = read_variants(variants, Options(programme, input, sets, reason, members or {}), progress or (lambda _done, _asked: None))
    if pair is not None:
        _check_years(read, pair)
    return comparison_of(read, pair)


def comparison_of(read: Sequence[Variant], years: tuple[str, str] | None = None) -> Comparison:
    """The comparison of variants that were read. Raises as `compare`."""
    first = read[0]
    columns = [column_of(place, one) for place, one in enumerate(read)]
    differences = {column.key: difference_of(first.side, one.side) for column, one in zip(columns[1:], read[1:], strict=True)}
    spelled = {key: {(one.table, one.now): one.was for one in difference.renamed} for key, difference in differences.items()}
    columns += baselines(first)
    columns = [replace(one, sentence=sentence(one, columns[0], differences.get(one.key))) for one in columns]
    names: dict[str, Text] = {}
    spaces: dict[str, str] = {}
    for variant in reversed(read):
        names |= {f"{table}:{id}": text for (table, id), text in variant.side.names.items()}
        spaces |= dict(variant.side.spaces)
    by_space, by_line = amount_rows(columns, names, spaces, spelled)
    changes, notes = _years(read, columns, years)
    notes += [note for key, one in differences.items() if _planned(columns, key) for note in one.notes]
    notes += [one.side.why_not for one in read if one.side.why_not is not None]
    told = tuple(dict.fromkeys(notes))
    return Comparison(tuple(columns), by_space, by_line, rule_rows(columns, spelled), differences, changes, told)


def _planned(columns: Sequence[Column], key: str) -> bool:
    """True when both the first column and this one have a plan: else the column itself says why nothing is attributed."""
    return columns[0].planned and next(one for one in columns if one.key == key).planned


def _years(read: Sequence[Variant], columns: Sequence[Column], years: tuple[str, str] | None) -> tuple[tuple[YearChange, ...], list[Text]]:
    found, notes = [], []
    for variant, column in zip(read, columns, strict=False) if years is not None else ():
        record = variant.record
        if record is not None and record.lines and any(tier.base for line in record.lines for tier in line.tiers):
            change = between_years(record, column.key, *(years or ("", "")))
            found.append(replace(change, sentence=year_sentence(column, change)))
        elif column.conflict is None:
            notes.append(Text(NO_SPLIT.nl.format(label=column.label.nl), NO_SPLIT.en.format(label=column.label.en)))
    return tuple(found), notes


def _check_years(read: Sequence[Variant], years: tuple[str, str]) -> None:
    """Every year is one of every plan."""
    faults = []
    for variant in read:
        known = sorted({year for _, year in variant.side.lines or {}} or set(() if variant.record is None else variant.record.years))
        faults += [unknown("unknown-year", year, known, file=f"--years [{variant.spec.text}]") for year in years if known and year not in known]
    if faults:
        raise Refused(faults)
