"""Many draws: the same seed gives the same draws, the shapes are what they say, and every draw's best plan is the cold one."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from optimiser.case import at_best
from optimiser.desk.draws import draw, sample
from optimiser.lp.stages import NoPlan
from optimiser.slope import moved
from optimiser.stressed import SHAPES, Declared
from tests.desk.asked import estimates

DECLARED = Declared("triangular", Fraction(3, 10), 7, 80)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    one, again = draw(estimates(), DECLARED), draw(estimates(), DECLARED)
    other = draw(estimates(), Declared("triangular", Fraction(3, 10), 8, 80))
    assert (one.plan == again.plan).all()
    assert (one.best == again.best).all()
    assert not (one.plan == other.plan).any()


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_stays_between_low_and_high_and_has_its_own_mean(shape: str) -> None:
    values = sample(estimates(), Declared(shape, Fraction(0), 1, 4000))  # type: ignore[arg-type]
    for column, one in zip(values.T, estimates().each, strict=True):
        low, central, high = float(one.low), float(one.central), float(one.high)
        mean = {"uniform": (low + high) / 2, "triangular": (low + central + high) / 3, "pert": (low + 4 * central + high) / 6}[shape]
        assert low <= column.min() <= column.max() <= high
        assert column.mean() == pytest.approx(mean, abs=0.03 * (high - low) + 1e-12)


def test_correlation_moves_all_estimates_together() -> None:
    apart, together = (sample(estimates(), Declared("triangular", share, 1, 2000)) for share in (Fraction(0), Fraction(1)))
    names = [one.instrument for one in estimates().each]
    first, second = names.index("opschaling"), names.index("zeggenschap")
    assert abs(np.corrcoef(apart[:, first], apart[:, second])[0, 1]) < 0.1
    order = np.argsort(together[:, first])
    assert (np.diff(together[order, second]) >= 0).all()


def test_every_draw_is_answered_by_its_own_best_plan_and_this_plan_is_never_better() -> None:
    drawn = draw(estimates(), DECLARED)
    values = sample(estimates(), DECLARED)
    assert (drawn.best >= drawn.plan - 1e-6).all()
    for number in range(0, DECLARED.count, 20):
        problem = estimates().problem
        for one, value in zip(estimates().each, values[number].tolist(), strict=True):
            problem = moved(problem, one.slope, Fraction(value) - one.used)
        cold = at_best(problem)
        assert not isinstance(cold, NoPlan)
        assert drawn.best[number] == pytest.approx(float(cold.value), rel=1e-12)
        exact = estimates().of_plan(
            estimates().best.plan, {one.instrument: Fraction(v) for one, v in zip(estimates().each, values[number].tolist(), strict=True)}
        )
        assert drawn.plan[number] == pytest.approx(float(exact), rel=1e-12)


def test_a_line_the_rules_force_is_in_every_best_plan() -> None:
    often = {(one.instrument, one.year): one for one in draw(estimates(), DECLARED).presence}
    assert (often["stagefonds", "2024"].often, often["stagefonds", "2024"].chosen) == (1.0, True)
    assert (often["digivaardig", "2025"].often, often["digivaardig", "2025"].chosen) == (0.0, False)
    assert 0 < often["zelfredzaamheid", "2025"].often < 1
