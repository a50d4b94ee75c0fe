"""The journal of runs: every record kept, and every entry holding the hash of the one before it.

A record that is altered, removed or slipped in breaks the chain from there on. A run that was made before is not entered twice, so the same
inputs keep giving the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimiser.files import make_folder, replace_text

JOURNAL, RECORDS = "runs.jsonl", "runs"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing wrong with a journal: the number of the entry (from 1), and what."""

    entry: int
    what: str


def enter(folder: Path, id: str, record: str, summary: dict[str, Any]) -> str:
    """Keeps a record's text and enters it in the journal of `folder`. Returns the entry's hash (the head when it is the newest).

    Raises `Refused` when the folder cannot be written.
    """
    entries = _entries(folder)
    fingerprint = hashlib.sha256(record.encode()).hexdigest()
    for entry in entries:
        if entry.get("record") == fingerprint:
            return str(entry["hash"])
    previous = str(entries[-1]["hash"]) if entries else START
    entry = {"entry": len(entries) + 1, "id": id, "record": fingerprint, "previous": previous, **summary}
    entry["hash"] = _hash(entry)
    make_folder(folder / RECORDS)
    replace_text(folder / RECORDS / f"{id}.json", record)
    replace_text(folder / JOURNAL, "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in [*entries, entry]))
    return str(entry["hash"])


def check(folder: Path) -> list[Broken]:
    """Everything wrong with the journal of a folder; empty when the chain is whole and every record is there unchanged."""
    found: list[Broken] = []
    previous = START
    for number, entry in enumerate(_entries(folder), start=1):
        claimed = entry.pop("hash", "")
        if entry.get("previous") != previous or entry.get("entry") != number:
            found.append(Broken(number, "previous"))
        if claimed != _hash(entry):
            found.append(Broken(number, "hash"))
        path = folder / RECORDS / f"{entry.get('id')}.json"
        if not path.is_file():
            found.append(Broken(number, "missing"))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry.get("record"):
            found.append(Broken(number, "record"))
        previous = str(claimed)
    return found


def holds(folder: Path, id: str) -> bool:
    """True when the journal of a folder has an entry for this run: cutting the end off a chain leaves the rest whole."""
    return any(entry.get("id") == id for entry in _entries(folder))


def entry_line(folder: Path, id: str) -> str | None:
    """The line that the journal of a folder has for a run, as `enter` writes it; None when it has none."""
    found = [entry for entry in _entries(folder) if entry.get("id") == id]
    return json.dumps(found[0], ensure_ascii=False, sort_keys=True) + "\n" if found else None


def entered(folder: Path, fingerprint: str) -> bool:
    """True when the journal of a folder has an entry for exactly this text (by its SHA-256)."""
    return any(entry.get("record") == fingerprint for entry in _entries(folder))


def _hash(entry: dict[str, Any]) -> str:
    kept = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _entries(folder: Path) -> list[dict[str, Any]]:
    path = folder / JOURNAL
    if not path.is_file():
        return []
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            entry = {}
        entries.append(entry if isinstance(entry, dict) else {})
    return entries
