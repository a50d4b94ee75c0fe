"""Workbooks spoilt at random, the same ones every time: a plan, named faults or a named conflict, and no figure that does not stand there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fuzz.corpus import Base, make, reads

if os.name == "nt":
    pytest.skip("there is no fork on Windows", allow_module_level=True)

from tests.fuzz.__main__ import Case, fuzz
from tests.fuzz.parts import Parts
from tests.fuzz.spoil import SPOILS
from tests.fuzz.typed import TYPED, meaning


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[Base]:
    return make(tmp_path_factory.mktemp("corpus"), with_office=False)


def test_every_workbook_reads_before_it_is_spoilt(bases: list[Base]) -> None:
    assert all(reads(base) for base in bases)
    assert len(bases) == 11


@pytest.mark.parametrize("seed", [3, 4])
def test_a_spoilt_workbook_never_ends_in_a_bug_or_a_lie(bases: list[Base], seed: int, tmp_path: Path) -> None:
    outcomes, codes, wrong = fuzz(bases, (Case(seed, number) for number in range(25)), tmp_path / "kept")
    assert wrong == []
    assert sum(outcomes.values()) == 25
    assert outcomes["ok"] + outcomes["faults"] > 12
    assert len(codes) > 3


def test_a_case_follows_from_its_seed_and_number(bases: list[Base], tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        case = Case(3, 5)
        case.spoil(case.base(bases), tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_a_lie_is_found(bases: list[Base], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from optimiser.reading import sheets

    exact = sheets.exact_number
    monkeypatch.setattr(sheets, "exact_number", lambda digits, calculated: exact(digits, calculated) + (len(digits) > 6))
    from tests.fuzz import judge
    from tests.fuzz.spoil import Done

    path = tmp_path / "same.xlsx"
    path.write_bytes(Parts.open(bases[0].path).zipped())
    true = dict(judge.before(bases[0]))
    assert "but the cell holds" in judge.lies(bases[0], path, [Done("any")])
    monkeypatch.undo()
    assert judge.lies(bases[0], path, [Done("any")]) == ""
    assert judge.before(bases[0]) == true


def test_the_spoilings_cover_cells_rows_markup_and_package() -> None:
    assert len(set(SPOILS)) >= 28
    assert len(TYPED) > 120
    assert meaning("2/3") is not None
    assert meaning("1.234") is None
