"""The journal of runs: whole when untouched, and every touch is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimiser.chain import JOURNAL, RECORDS, check, enter, holds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(4):
        enter(tmp_path, f"run{number}", f"record {number}\n", {"status": "optimal"})
    return tmp_path


def test_an_untouched_journal_is_whole(folder: Path) -> None:
    assert check(folder) == []
    assert holds(folder, "run3")
    assert not holds(folder, "run9")


def test_the_same_run_is_entered_once_and_keeps_its_hash(folder: Path) -> None:
    before = (folder / JOURNAL).read_bytes()
    first = enter(folder, "run1", "record 1\n", {"status": "optimal"})
    assert first == json.loads((folder / JOURNAL).read_text().splitlines()[1])["hash"]
    assert (folder / JOURNAL).read_bytes() == before


def test_an_altered_record_is_found(folder: Path) -> None:
    (folder / RECORDS / "run2.json").write_text("record two\n")
    assert [(one.entry, one.what) for one in check(folder)] == [(3, "record")]


def test_a_removed_record_is_found(folder: Path) -> None:
    (folder / RECORDS / "run0.json").unlink()
    assert [(one.entry, one.what) for one in check(folder)] == [(1, "missing")]


@pytest.mark.parametrize("position", range(4))
def test_a_changed_entry_is_found(folder: Path, position: int) -> None:
    lines = (folder / JOURNAL).read_text().splitlines()
    lines[position] = lines[position].replace("optimal", "perfect")
    (folder / JOURNAL).write_text("\n".join(lines) + "\n")
    assert (position + 1, "hash") in [(one.entry, one.what) for one in check(folder)]


@pytest.mark.parametrize("position", range(3))
def test_a_removed_entry_breaks_the_chain(folder: Path, position: int) -> None:
    lines = (folder / JOURNAL).read_text().splitlines()
    del lines[position]
    (folder / JOURNAL).write_text("\n".join(lines) + "\n")
    assert any(one.what == "previous" for one in check(folder))


def test_rubbish_in_the_journal_is_a_finding_not_a_crash(folder: Path) -> None:
    (folder / JOURNAL).write_text("{]\n[]\n3\n")
    assert check(folder)
