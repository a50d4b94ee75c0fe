"""Faults onto disk in the form that the file's name asks for: `.csv`, `.json`, or `.xlsx`, the person's own workbook with its faults in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from optimiser.faults import Fault, Refused
from optimiser.files import replace_file, same_file
from optimiser.language import Lang, Text

ENDINGS = (".csv", ".json", ".xlsx")
EXPECTED = Text("een bestand dat eindigt op .xlsx, .csv of .json", "a file that ends in .xlsx, .csv or .json")
MEND = Text("bijvoorbeeld --report fouten.xlsx", "for example --report faults.xlsx")
ELSEWHERE = Text("een ander bestand dan het model of het invoerwerkboek", "another file than the model or the input workbook")
ABSENT = Text(
    "een werkboek dat nog niet bestaat: in een eerder verslag kan al iets hersteld zijn",
    "a workbook that does not exist yet: something may have been mended in an earlier report",
)
CHOOSE = Text("kies met --report een andere naam", "choose another name with --report")


def refuse_target(target: Path, keep: Sequence[Path]) -> None:
    """Raises `Refused` when a report cannot go there: `report-ending`, `target-is-input`, or (for a workbook) `target-exists`."""
    if target.suffix.lower() not in ENDINGS:
        raise Refused([Fault("report-ending", "--report", found=str(target), expected=EXPECTED, mend=MEND)])
    if any(same_file(target, path) for path in keep):
        raise Refused([Fault("target-is-input", str(target), expected=ELSEWHERE, mend=CHOOSE)])
    if target.is_dir() or (target.exists() and target.suffix.lower() == ".xlsx"):
        raise Refused([Fault("target-exists", str(target), expected=ABSENT, mend=CHOOSE)])


def write_report(target: Path, faults: Sequence[Fault], workbook: Path | None, lang: Lang) -> None:
    """Writes the faults. Raises `Refused` (`target-unwritable`)."""
    data = _FORMS[target.suffix.lower()](faults, workbook, lang)
    replace_file(target, lambda beside: _write(beside, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _csv(faults: Sequence[Fault], workbook: Path | None, lang: Lang) -> bytes:  # noqa: ARG001 - the three forms are called alike
    from optimiser.reports.fault_report.table import fault_table

    return fault_table(faults, lang)


def _json(faults: Sequence[Fault], workbook: Path | None, lang: Lang) -> bytes:  # noqa: ARG001 - the three forms are called alike
    from optimiser.views.json_view import faults_json

    return (faults_json(faults, lang) + "\n").encode()


def _xlsx(faults: Sequence[Fault], workbook: Path | None, lang: Lang) -> bytes:
    from optimiser.reports.fault_report.noted import noted_copy

    return noted_copy(workbook, faults, lang)


_FORMS: dict[str, Callable[[Sequence[Fault], Path | None, Lang], bytes]] = dict(zip(ENDINGS, (_csv, _json, _xlsx), strict=True))
