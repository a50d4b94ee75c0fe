"""What must hold for any two people: whoever changed nothing changes nothing, and changes apart from each other both count."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from optimiser.merging.merge import Merged, merge
from tests import small
from tests.merging import edits
from tests.merging.edits import content
from tests.small import Rows

SEEDS = st.integers(0, 10**9)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("base") / "basis.xlsx", edits.base())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("merged")


def written(folder: Path, name: str, rows: Rows, seed: int = 0) -> Path:
    """A copy as its owner saves it; a seed puts it in another order."""
    return small.write(folder / name, edits.shuffle(rows, random.Random(seed)) if seed else rows)


def merged(folder: Path, *paths: Path, name: str = "samen.xlsx") -> Merged:
    (folder / name).unlink(missing_ok=True)
    return merge(*paths, out=folder / name)


@settings(max_examples=8)
@given(SEEDS, st.booleans())
def test_who_changed_nothing_changes_nothing(base: Path, folder: Path, seed: int, shuffled: bool) -> None:
    own = written(folder, "a.xlsx", edits.edited(edits.base(), seed), seed * shuffled)
    same = merged(folder, base, own, base)
    assert (same.conflicts, same.path.read_bytes() == own.read_bytes()) == ((), True)
    other = merged(folder, base, base, own)
    assert other.conflicts == ()
    assert content(other.path) == content(own)
    both = merged(folder, base, own, own)
    assert (both.conflicts, content(both.path)) == ((), content(own))
    assert {line.side for line in both.lines} <= {"both"}


@settings(max_examples=8)
@given(SEEDS)
def test_changes_to_different_cells_both_count_whatever_the_order(base: Path, folder: Path, seed: int) -> None:
    dice = random.Random(seed)
    mine, theirs, expected = edits.base(), edits.base(), edits.base()
    for number, spot in enumerate(dice.sample(edits.spots(expected), 10)):
        value = dice.randrange(10**6)
        for rows in (expected, mine if number % 2 else theirs):
            edits.change(rows, spot, random.Random(value))
    done = merged(folder, base, written(folder, "m.xlsx", mine, seed + 1), written(folder, "t.xlsx", theirs, seed + 2))
    assert done.conflicts == ()
    assert content(done.path) == content(written(folder, "e.xlsx", expected))


# The example: a scenario that both renamed, so that its old column has no cell, in a row that one removed and the other changed.
@settings(max_examples=8)
@example(one=33, two=1033 - 10**9 - 1)
@given(one=SEEDS, two=SEEDS)
def test_it_does_not_matter_who_is_mine_and_doing_it_again_adds_nothing(base: Path, folder: Path, one: int, two: int) -> None:
    mine, theirs = (written(folder, f"{seed}.xlsx", edits.edited(edits.base(), seed, cells=9)) for seed in (one, two + 10**9 + 1))
    here, there = merged(folder, base, mine, theirs), merged(folder, base, theirs, mine, name="andersom.xlsx")
    turned = {"mine": "theirs", "theirs": "mine"}
    told = [
        {(turned.get(line.side, line.side) if swap else line.side, line.what, line.sheet, line.row) for line in done.lines if line.what != "renamed"}
        for done, swap in ((here, False), (there, True))
    ]
    assert told[0] == told[1]
    assert {(line.sheet, line.row, line.mine, line.theirs) for line in here.conflicts} == {
        (line.sheet, line.row, line.theirs, line.mine) for line in there.conflicts
    }
    if not here.conflicts:
        assert content(here.path) == content(there.path)
        again = merged(folder, base, here.path, theirs, name="weer.xlsx")
        assert again.path.read_bytes() == here.path.read_bytes()
        assert [line for line in again.lines if line.side in ("theirs", "conflict") and line.what != "column-removed"] == []
