"""Many points: each is the exact optimum of a cold solve, on one number and on two, kept in pieces and gone on with."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimiser.desk import batch
from optimiser.desk.asking import ask, sweep
from optimiser.desk.sweep import axes_of, numbers_of, solved_point
from optimiser.desk.sweep_hot import Where, rays, sweep_hot
from tests.commands.running import small_case

GROWTH, MONEY, ROOM = "rule.growth-path.2025=0.40:0.98", "source.breed.2025=100000000:130000000", "rule.training-floor=15000000:25000000"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small programme."""
    return small_case(tmp_path_factory.mktemp("small"))


def given(case: Path) -> tuple[str, str]:
    """Programme and workbook."""
    return str(case / "models" / "small.toml"), str(case / "inputs" / "small.xlsx")


@pytest.mark.parametrize(
    ("ranges", "slopes", "lines"),
    [
        ((GROWTH,), 1, 1),
        (("source.*=*0.9:*1.1",), 1, 1),
        ((ROOM, MONEY), 2, 1),
        # a share of a budget that moves as well: the two multiply each other
        ((GROWTH, MONEY), 1, 9),
    ],
)
def test_every_point_has_the_optimum_lines_and_conflict_of_a_cold_solve(case: Path, ranges: tuple[str, ...], slopes: int, lines: int) -> None:
    programme, book = given(case)
    asked = ask(ranges, None, (), 9, programme, "base", (), book, "")
    numbers = numbers_of(asked, axes_of(asked, asked.case()))
    found = rays(asked, numbers)
    assert found is not None
    assert ({len(one.slopes) for one in found}, len(found)) == ({slopes}, lines)
    swept = sweep_hot(asked, numbers, found, Where())
    seen = set()
    for point in swept.points[:: max(1, len(numbers) // 12)]:
        cold = solved_point(asked.case(point.numbers), point.numbers, None)
        seen.add(cold.status)
        assert (point.status, point.clash) == (cold.status, cold.clash)
        if cold.bound is not None and point.effect is not None:
            assert float(point.effect) == pytest.approx(float(cold.bound), abs=1e-6)
            # a payable plan is within a few units (EUR 1 000) of the optimum it was rounded from
            assert all(abs(point.lines[line] - amount) < 10_000 for line, amount in cold.lines.items())
    assert "optimal" in seen


def test_more_points_than_are_solved_one_by_one_are_answered_hot(case: Path) -> None:
    programme, book = given(case)
    swept = sweep(programme, GROWTH, points=60, input=book)
    assert {point.exact for point in swept.points} == {False}
    assert all(point.clash is not None for point in swept.points if point.status == "infeasible")
    assert {point.exact for point in sweep(programme, GROWTH, points=3, input=book).points} == {True}


def test_a_number_that_is_not_straight_is_read_anew_at_every_point_however_many(case: Path) -> None:
    programme, book = given(case)
    asked = ask(["goal.target=2024:2027"], None, (), 9, programme, "base", (), book, "")
    assert rays(asked, [(Fraction(2024),), (Fraction(2025),)]) is None


def test_a_sweep_that_was_broken_off_goes_on(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programme, book = given(case)
    monkeypatch.setattr(batch, "PIECE", 20)
    whole = sweep(programme, GROWTH, points=60, input=book)

    def stop(done: int, _: int) -> None:
        if done >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(programme, GROWTH, points=60, input=book, kept=tmp_path / "kept", progress=stop)
    told: list[int] = []
    again = sweep(programme, GROWTH, points=60, input=book, kept=tmp_path / "kept", resume=True, progress=lambda done, _: told.append(done))
    assert told[0] == 40
    assert again.points == whole.points
    assert not (tmp_path / "kept").exists()
    # without asking to go on it starts afresh
    told.clear()
    sweep(programme, GROWTH, points=60, input=book, kept=tmp_path / "kept", progress=lambda done, _: told.append(done))
    assert told[0] == 0
