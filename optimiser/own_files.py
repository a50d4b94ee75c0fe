"""The very files that a run was made from, found again by their fingerprint where such files stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimiser.faults import Fault
from optimiser.files import digest
from optimiser.folders import shipped
from optimiser.language import Text
from optimiser.record import Made
from optimiser.verify import INPUT, MODEL

OWN_FILE = Text(
    "het bestand waarmee gerekend is: {name}, SHA-256 {wanted}",
    "the file that the run was made from: {name}, SHA-256 {wanted}",
)
GIVE_OWN = Text(
    "geef het bestand van toen met {option}, of archiveer zonder met --without-inputs (dat komt dan in het archief te staan)",
    "give the file as it was then with {option}, or archive without it by --without-inputs (the archive will say so)",
)
GIVE_MEMBERS = Text("geef het bestand van toen, of een ander, met {option}", "give the file as it was then, or another, with {option}")
# How an option of a run names the file that took the place of the sheet of a dimension.
MEMBERS, SHA = "members ", ", SHA-256 "


def told_members(members: Mapping[str, Path]) -> dict[str, str]:
    """The CSV files of a run by dimension, as its options tell them."""
    return {f"{MEMBERS}{name}": f"{path.name}{SHA}{digest(path)}" for name, path in members.items()}


def members_in(options: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """(file name, SHA-256) of every CSV file that the options of a run tell, by dimension."""
    told = {key.removeprefix(MEMBERS): value.partition(SHA) for key, value in options.items() if key.startswith(MEMBERS)}
    return {name: (file, fingerprint) for name, (file, _, fingerprint) in told.items()}


def own_files(
    made: Made, book: Path, programme: str | None, workbook: str | None, members: Mapping[str, str | Path] | None = None
) -> dict[str, Path | Fault]:
    """The model, the workbook and the CSV files of a run, as given or where such files stand; for one that is not there, its fault."""
    wanted = {
        MODEL: _Wanted(made.programme_file, made.programme_hash, programme, "models", "--programme"),
        INPUT: _Wanted(made.inputs_file, made.inputs_hash, workbook, "inputs", "--input"),
    }
    apart = {members_file(name): one for name, one in _members(made.options, members or {}).items()}
    return {name: one.find(book, GIVE_OWN) for name, one in {**wanted, **apart}.items()}


def own_members(options: Mapping[str, str], book: Path, given: Mapping[str, str | Path]) -> dict[str, Path | Fault]:
    """By dimension the CSV file that a run was made from, as its options tell; one that is `given` may be another."""
    found = {name: one.find(book, GIVE_MEMBERS) for name, one in _members(options, {}).items() if name not in given}
    return {**found, **{name: Path(one) for name, one in given.items()}}


def very_members(options: Mapping[str, str], book: Path, given: Mapping[str, str | Path]) -> dict[str, Path | Fault]:
    """By dimension the very CSV file that a run was made from: one that is `given`, else where such files stand; where it is nowhere its fault."""
    asked, anywhere = _members(options, given), _members(options, {})
    found = {name: one.find(book, GIVE_MEMBERS) for name, one in asked.items()}
    return {name: one if isinstance(one, Path) else anywhere[name].find(book, GIVE_MEMBERS) for name, one in found.items()}


def members_file(dimension: str) -> str:
    """What the CSV file of a dimension is called in an archive."""
    return f"members-{dimension}.csv"


def _members(options: Mapping[str, str], given: Mapping[str, str | Path]) -> dict[str, _Wanted]:
    return {
        name: _Wanted(file, fingerprint, None if name not in given else str(given[name]), "inputs", f"--members {name}={file}")
        for name, (file, fingerprint) in members_in(options).items()
    }


@dataclass(frozen=True)
class _Wanted:
    """A file that a run was made from: its name then, its hash, the path given now, and where such files stand."""

    name: str
    hash: str
    given: str | None
    kind: str
    option: str

    def find(self, book: Path, mend: Text) -> Path | Fault:
        """The file with that very hash, or the fault that says what was found instead."""
        seen = [path for path in self._places(book) if path.is_file()]
        for path in seen:
            if digest(path) == self.hash:
                return path
        there = f"{seen[0]}, SHA-256 {digest(seen[0])}" if seen else self.given or ""
        values: Sequence[tuple[str, Any]] = (("name", self.name), ("wanted", self.hash), ("option", self.option))
        return Fault("not-the-runs-file", self.name, found=there, expected=OWN_FILE, mend=mend, values=tuple(values))

    def _places(self, book: Path) -> Iterator[Path]:
        if self.given is not None:
            yield Path(self.given)
            return
        name = Path(self.name).name
        for folder in (Path(), *book.resolve().parents[:5]):
            yield from (folder / self.kind / name, folder / name)
        yield shipped(self.kind) / name
