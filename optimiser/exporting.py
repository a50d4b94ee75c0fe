"""What goes out of the house: a written run found again with everything that belongs to it, and put in another form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from optimiser.chain import JOURNAL, RECORDS, entry_line
from optimiser.faults import Fault, Refused, refuse_if_any
from optimiser.files import make_folder, place_folder, replace_text
from optimiser.language import Text
from optimiser.own_files import own_files
from optimiser.record import Record, from_json, run_id
from optimiser.reports import archive
from optimiser.reports.csv_tables import files
from optimiser.verify import Table, UnreadableError, judge, read
from optimiser.writing import CERTIFICATE, CONFLICT, PLAN, RECORD

KINDS = ("csv", "ods", "pdf", "archive")
OFFICE = ("ods", "pdf")
A_RUN = Text("een plan dat met solve gemaakt is, of de map waar het in staat", "a plan made by solve, or the folder it stands in")
GIVE_IT = Text("geef plan.xlsx of de map onder reports/", "give plan.xlsx or its folder under reports/")
KEPT = Text(
    "{name} van berekening {run}, naast het plan of in het logboek erboven", "{name} of run {run}, beside the plan or in the journal above it"
)
KEEP_TOGETHER = Text(
    "zet het plan terug in zijn map onder reports/, of maak het opnieuw met optimiser solve",
    "put the plan back in its folder under reports/, or make it again with optimiser solve",
)


class Refuted(Exception):
    """The plan to take out of the house is not what its run proved; the message is the first refutation."""


@dataclass(frozen=True)
class Run:
    """A run on disk: its plan (or conflict) workbook, its record as data and as the very text, the proof, and its line in the journal."""

    book: Path
    record: Record
    text: str
    certificate: str
    proof: dict[str, Table]
    entry: str


def find_book(given: Path) -> Path:
    """The workbook of a run: as given, or the one in the folder given. Raises `Refused` (`not-a-plan`)."""
    folder = given if given.is_dir() else given.parent
    if given.is_file() and given.suffix.lower() != ".json":
        return given
    book = next((folder / name for name in (PLAN, CONFLICT) if (folder / name).is_file()), None)
    if book is None or not given.exists():
        raise Refused([Fault("not-a-plan", given.name or str(given), found=str(given), expected=A_RUN, mend=GIVE_IT)])
    return book


def find_run(book: Path) -> Run:
    """Everything that belongs to a written workbook. Raises `Refused` (`not-a-plan`, `record-missing`) and `Refuted`."""
    folder = book.resolve().parent
    # A conflict workbook shows why there is no plan; the proof of it is the certificate beside it.
    proving = folder / CERTIFICATE if book.name == CONFLICT else book
    try:
        proof, said = judge(str(proving))
    except (UnreadableError, ValueError) as error:
        raise Refused([Fault("not-a-plan", book.name, found=str(error), expected=A_RUN, mend=GIVE_IT)]) from None
    if said["status"] != "proved":
        raise Refuted(str(said["refutations"][0]))
    id = next((row["value"] for row in proof["claims"] if row["claim"] == "run"), "")
    text = next((text for text in _texts(folder, id) if run_id(text) == id), None)
    entry = next((line for place in (folder, folder.parent) if (line := entry_line(place, id)) is not None), None)
    absent = [name for name, one in ((RECORD, text), (JOURNAL, entry)) if one is None]
    if text is None or entry is None:
        values = (("run", id), ("name", ", ".join(absent)))
        raise Refused([Fault("record-missing", book.name, found=str(folder), expected=KEPT, mend=KEEP_TOGETHER, values=values)])
    record = replace(from_json(text), run=id)
    return Run(book, record, text, *_certificate(folder, record), entry)


def _texts(folder: Path, id: str) -> Iterator[str]:
    for path in (folder / RECORD, folder / RECORDS / f"{id}.json", folder.parent / RECORDS / f"{id}.json"):
        if path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def _certificate(folder: Path, record: Record) -> tuple[str, dict[str, Table]]:
    """The certificate of the run as it was written, else made again from the record."""
    from optimiser.proof import certificate_json, tables

    path = folder / CERTIFICATE
    try:
        found = read(str(path))
        if {"claim": "run", "value": record.id} in found["claims"]:
            return path.read_text(encoding="utf-8"), found
    except UnreadableError:
        pass
    return certificate_json(record), tables(record)


def to_csv(run: Run, folder: Path) -> list[Path]:
    """One CSV a table with a README, in `folder`. Raises `Refused` (`target-unwritable`)."""
    make_folder(folder)
    content = files(run.record)
    for name, text in content.items():
        replace_text(folder / name, text)
    return [folder / name for name in content]


def to_archive(
    run: Run, folder: Path, programme: str | None, workbook: str | None, without: bool, members: Mapping[str, str | Path] | None = None
) -> list[Path]:
    """A folder from which the run can be checked without this program; placed whole, never where something stands.

    Raises `Refused`: `not-the-runs-file` (unless `without`), `target-exists`, `target-unwritable`; `Refuted` when the archive does not prove itself.
    """
    found = own_files(run.record.made, run.book, programme, workbook, members)
    faults = [one for one in found.values() if isinstance(one, Fault)]
    if not without:
        refuse_if_any(faults)
    own = {name: one for name, one in found.items() if isinstance(one, Path)}
    content = archive.content(run.record, run.text, run.certificate, run.proof, run.entry, run.book, own)

    def build(beside: Path) -> None:
        for name, data in content.items():
            (beside / name).parent.mkdir(exist_ok=True)
            (beside / name).write_bytes(data)
        _, said = judge(str(beside))
        if said["status"] != "proved":
            raise Refuted(str(said["refutations"][0]))

    place_folder(folder, build)
    return [folder / name for name in content]
